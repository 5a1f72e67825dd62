"""Which figures of a case are in doubt, and by how much a sharp guess may be wrong."""

from __future__ import annotations

from fractions import Fraction

from onetext.analysis.figures import step_of
from onetext.model.acceptance import voter
from onetext.model.case import Case
from onetext.model.voting import voters
from onetext.solve.robustness import Doubts
from onetext.solve.worlds import is_interval, places


def by_worth(case: Case) -> tuple[str, ...]:
    """Those whose own position counts at the table and whose acceptance turns on worths."""
    return tuple(who for who in voters(case) if voter(case, who).reservation is not None)


def doubts(case: Case, off: dict[str, Fraction]) -> Doubts:
    """The figures in doubt of all whose own position counts at the table; `off`: what `deviations` returns."""
    figures = [(who, worth) for who in by_worth(case) for _, worth in places(case.position[who])]
    lines = [line for who in voters(case) if who in case.position for line in case.position[who].red_lines]
    return Doubts(
        intervals=sum(is_interval(worth) for _, worth in figures),
        one_of=sum(bool(worth.chances) for _, worth in figures),
        red_lines=sum(line.chance < 1 for line in lines),
        guesses=sum(worth.points.sharp and worth.origin.basis == "guess" and off[who] > 0 for who, worth in figures),
        words=tuple(who for who in voters(case) if voter(case, who).reservation is None),
    )


def deviations(case: Case, off: Fraction | None) -> dict[str, Fraction]:
    """By how many points a sharp figure that rests on a guess may be wrong, by party with worths: `off`, or the party's own step."""
    return {p.party: step_of(case, p.party) if off is None else off for p in case.positions if p.has_worths}
