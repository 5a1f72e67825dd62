"""Another reading of a case: as if every public rejection were final."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from onetext.analysis.common import common_ground
from onetext.analysis.ground import CommonGround
from onetext.analysis.reasons import Why
from onetext.analysis.why import why
from onetext.model.case import Case
from onetext.model.numbers import Interval
from onetext.model.positions import NoNumber, Position, Worth
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.results import Change, Softening, Zopa
from onetext.solve.zopa import zopa


def rejections(case: Case) -> tuple[tuple[str, str, str], ...]:
    """Every option that a party says it rejects, without calling it final: (party, issue, option)."""
    return tuple((p.party, view.issue, view.option) for p in case.positions for view in p.view if view.says == "rejects")


def rejections_final(case: Case) -> Case:
    """The case as if every rejection were a red line that nobody gives up."""
    return replace(case, positions=tuple(map(_final, case.positions)))


def _final(position: Position) -> Position:
    return replace(position, view=tuple(replace(v, says="never") if v.says == "rejects" else v for v in position.view))


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


@dataclass(frozen=True, slots=True)
class Rejected:
    """What would be left if every rejection on record were final.

    `rejections` counts them by party; `zopa` says how many packages all would accept, `why` what would be in the way
    and what would open it; `ground` which answers the red lines leave: as it stands or, where they leave none, once
    the first opening (`once`) is made.
    """

    rejections: tuple[tuple[str, int], ...]
    ground: CommonGround
    zopa: Zopa
    why: Why
    once: Softening | None


def if_rejections_were_final(case: Case, *, budget: Budget = UNLIMITED) -> Rejected | None:
    """The case read as if every rejection were final, on its day; None where nobody rejects anything short of that."""
    said = rejections(case)
    if not said:
        return None
    final = rejections_final(case)
    counts = tuple((who, sum(one == who for one, _, _ in said)) for who in dict.fromkeys(who for who, _, _ in said))
    reasons = why(replace(final, proposals=(), replies=()), budget=budget)
    ground, once = common_ground(final, budget=budget), None
    if ground.within == 0 and reasons.softenings:
        once = reasons.softenings[0]
        ground = common_ground(after(final, once.changes), budget=budget)
    return Rejected(counts, ground, zopa(final, budget=budget), reasons, once)
