"""Another reading of a case: as if every public rejection were final."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onetext.analysis.common import common_ground
from onetext.analysis.ground import CommonGround
from onetext.analysis.reasons import Why
from onetext.analysis.why import why
from onetext.model.case import Case
from onetext.model.levels import table_alone
from onetext.model.positions import Position
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.changes import after
from onetext.solve.results import Softening, Zopa
from onetext.solve.zopa import zopa


def rejections(case: Case) -> tuple[tuple[str, str, str], ...]:
    """Every option that a party says it rejects, without calling it final: (party, issue, option)."""
    return tuple((p.party, view.issue, view.option) for p in case.positions for view in p.view if view.says == "rejects")


def rejections_final(case: Case) -> Case:
    """The case as if every rejection were a red line that nobody gives up."""
    return replace(case, positions=tuple(map(_final, case.positions)))


def _final(position: Position) -> Position:
    return replace(position, view=tuple(replace(v, says="never") if v.says == "rejects" else v for v in position.view))


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
    reasons = why(table_alone(replace(final, proposals=(), replies=())), budget=budget)
    ground, once = common_ground(final, budget=budget), None
    if ground.within == 0 and reasons.softenings:
        once = reasons.softenings[0]
        ground = common_ground(after(final, once.changes), budget=budget)
    return Rejected(counts, ground, zopa(final, budget=budget), reasons, once)
