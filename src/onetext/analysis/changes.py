"""A case once changes are made: what an opening asks, carried out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from onetext.model.case import Case
from onetext.model.numbers import Interval
from onetext.model.positions import NoNumber, Position, Worth
from onetext.solve.results import Change


def after(case: Case, changes: tuple[Change, ...]) -> Case:
    """The case once an opening's changes are made: red lines given up, reservation values lowered, links waived."""
    waived = {change.id for change in changes if change.kind == "link"}
    links = tuple(link for link in case.links if link.id not in waived)
    return replace(case, links=links, positions=tuple(_after(position, changes) for position in case.positions))


def _after(position: Position, changes: tuple[Change, ...]) -> Position:
    mine = [change for change in changes if change.party == position.party]
    given_up = {change.id for change in mine if change.kind == "red_line"}
    lower = sum((change.by or Fraction(0) for change in mine), Fraction(0))
    reservation = position.reservation
    if lower and not isinstance(reservation, NoNumber):
        reservation = tuple(replace(entry, worth=_lower(entry.worth, lower)) for entry in reservation)
    return replace(position, red_lines=tuple(line for line in position.red_lines if line.id not in given_up), reservation=reservation)


def _lower(worth: Worth, by: Fraction) -> Worth:
    return replace(worth, points=Interval(worth.points.low - by, worth.points.high - by))
