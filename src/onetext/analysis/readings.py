"""Other readings of a case: as if every public rejection were final, and by what parties said alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from onetext.analysis.common import common_ground
from onetext.analysis.ground import CommonGround
from onetext.analysis.reasons import Why
from onetext.analysis.why import why
from onetext.model.case import Case
from onetext.model.disputes import taking_effect
from onetext.model.levels import table_alone
from onetext.model.positions import NoNumber, Origin, Position
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


def public_words_only(case: Case) -> Case:
    """The case by what parties said alone: every figure, red line, view, preference and reply that is a guess is left out.

    A value cannot be added up from some of its figures: where one of a party's is a guess, all of them go, and so does
    `reservation: none`, of which nobody says where it comes from. What moving from a red line would ask, and how
    likely it holds, is always somebody's estimate. Orders name no origin, and are kept as words. A party may become silent.
    """
    replies = tuple(reply for reply in case.replies if reply.origin.basis != "guess")
    return taking_effect(replace(case, positions=tuple(map(_said, case.positions)), replies=replies))


def _said(position: Position) -> Position:
    kept = replace(
        position,
        red_lines=tuple(replace(line, soften=None, chance=Fraction(1)) for line in position.red_lines if line.origin.basis != "guess"),
        view=tuple(view for view in position.view if view.origin.basis != "guess"),
        prefers=tuple(one for one in position.prefers if one.origin.basis != "guess"),
    )
    return kept if _figures_said(position) else replace(kept, reservation=(), worth=(), terms=())


def _figures_said(position: Position) -> bool:
    """Whether all figures of a position were said, none of them guessed."""
    held = position.reservation
    entries = () if isinstance(held, NoNumber) else held
    worths = [*(entry.worth for entry in entries), *(worth for table in position.worth for _, worth in table.at)]
    worths += [term.worth for term in position.terms]
    indifferent = any(table.indifferent for table in position.worth)
    return held is not NoNumber.NONE and not indifferent and all(worth.origin.basis != "guess" for worth in worths)


def partly_said(case: Case) -> bool:
    """Whether a case holds guesses beside what somebody said: a sealed answer, or an entry that names its statement."""
    origins = [origin for position in case.positions for origin in _origins(position)]
    origins += [reply.origin for reply in case.replies]
    said = any(origin.basis == "answer" or (origin.basis == "statement" and origin.evidence) for origin in origins)
    return said and public_words_only(case) != case


def _origins(position: Position) -> list[Origin]:
    """Where all entries of a position come from."""
    entries = () if isinstance(position.reservation, NoNumber) else position.reservation
    worths = [entry.worth for entry in entries] + [worth for table in position.worth for _, worth in table.at]
    worths += [term.worth for term in position.terms]
    lines, views = [line.origin for line in position.red_lines], [view.origin for view in position.view]
    return [*(worth.origin for worth in worths), *lines, *views, *(one.origin for one in position.prefers)]
