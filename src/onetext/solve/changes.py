"""What an opening asks: which changes, of whom, and the case once they are made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from onetext.model.acceptance import crossed, value, voter
from onetext.model.case import Case
from onetext.model.conditions import Package, keeps
from onetext.model.inference import once_explained
from onetext.model.positions import NoNumber, Position
from onetext.solve.results import Change


def changes_of(case: Case, package: Package, movers: Iterable[str]) -> tuple[Change, ...]:
    """What a package asks, change by change: of the movers, in the order given, and of the links that may be waived."""
    found: list[Change] = []
    for who in movers:
        found += [Change(who, "red_line", line.id, line.soften or Fraction(0)) for line in crossed(case, who, package)]
        reservation, rate = voter(case, who).reservation, case.position[who].soften_reservation
        if reservation is not None and (gap := reservation.low - value(case, who, package).high) > 0:
            found.append(Change(who, "reservation", "", gap * (rate or 0), gap))
    for link in case.links:
        if link.soften and not keeps(link.form, case.issue, package):
            found.append(Change("", "link", link.id, sum((price for _, price in link.soften), Fraction(0))))
    return tuple(found)


def costs_of(case: Case, changes: tuple[Change, ...]) -> tuple[tuple[str, Fraction], ...]:
    """What changes ask of each person, in its own points, parties first and in file order."""
    shares = {link.id: link.soften for link in case.links}
    costs: dict[str, Fraction] = {}
    for change in changes:
        for who, asks in shares[change.id] if change.kind == "link" else ((change.party, change.cost),):
            costs[who] = costs.get(who, Fraction(0)) + asks
    return tuple((who, costs[who]) for who in dict.fromkeys((*case.party, *costs)) if who in costs)


def after(case: Case, changes: tuple[Change, ...]) -> Case:
    """The case once an opening's changes are made: red lines given up, reservation values lowered, links waived."""
    waived = {change.id for change in changes if change.kind == "link"}
    links = tuple(link for link in case.links if link.id not in waived)
    positions = tuple(_after(position, changes) for position in case.positions)
    return replace(case, links=links, positions=positions, replies=once_explained(case))


def _after(position: Position, changes: tuple[Change, ...]) -> Position:
    mine = [change for change in changes if change.party == position.party]
    given_up = {change.id for change in mine if change.kind == "red_line"}
    lower = sum((change.by or Fraction(0) for change in mine), Fraction(0))
    reservation = position.reservation
    if lower and not isinstance(reservation, NoNumber):
        reservation = tuple(replace(entry, worth=entry.worth.mapped(lambda points: points - lower)) for entry in reservation)
    return replace(position, red_lines=tuple(line for line in position.red_lines if line.id not in given_up), reservation=reservation)
