"""The efficient frontier: the packages that no other betters for one principal without worsening another."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.model.day import At, has_intervals
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.dominance import distinct, efficient, ranks
from onetext.solve.enumerated import enumerated, principals_values, within_lines
from onetext.solve.gains import sharp, valued
from onetext.solve.results import Frontier, Point
from onetext.solve.space import Mask, columns

WITHIN = ("admissible", "acceptable", "zopa")


def frontier(case: Case, *, within: str = "admissible", at: At = "middle", budget: Budget = UNLIMITED) -> Frontier:
    """The packages among `within` that no other of them dominates, over the values of the principals with worths.

    `case` is on its day; intervals are made sharp as `at` says. `acceptable`: crossing no red line. Ties are all
    kept: `points` counts distinct vectors, `packages` the packages. Raises UsageError for an unknown `within`.
    """
    if within not in WITHIN:
        raise UsageError(f"no packages are called {within!r}; known: {', '.join(WITHIN)}")
    own, who = sharp(case, at), valued(case)
    inside = np.flatnonzero(_inside(own, within))
    worths = principals_values(own)
    # Where nobody has worths, all packages are alike: one point.
    standing, complete = efficient([ranks(worths[one].low[inside]) for one in who] or [np.zeros(len(inside), dtype=np.int32)], budget)
    best = inside[standing]
    points = _points(own, best)
    return Frontier(
        "optimal" if complete else "feasible",
        "enumeration",
        points=len(points),
        packages=len(best),
        frontier=points,
        within=within,
        midpoints=at == "middle" and has_intervals(case),
        at=at,
        weighed=who,
        left_out=tuple(party.id for party in case.principals if party.id not in who),
    )


def _inside(case: Case, within: str) -> Mask:
    """Over the admissible packages of a sharp case, which are looked at."""
    if within == "acceptable":
        return within_lines(case)
    found = enumerated(case)
    return found.zopa.surely if within == "zopa" else np.ones(len(found.codes), dtype=bool)


def _points(case: Case, best: np.ndarray) -> tuple[Point, ...]:
    """The distinct vectors of some packages (by place), largest first, each with its first package and their number."""
    worths = principals_values(case)
    if not len(best):
        return ()
    vectors = [own.low[best] for own in worths.values()]
    first, which = distinct(vectors) if vectors else (np.zeros(1, dtype=np.int64), np.zeros(len(best), dtype=np.int64))
    counts = np.bincount(which)
    order = np.lexsort([-ranks(vector[first]) for vector in reversed(vectors)]) if vectors else np.zeros(1, dtype=np.int64)
    first, counts = first[order], counts[order]
    values = zip(*([(who, worth) for worth in _exact(own.low[best[first]], own.table.scale)] for who, own in worths.items()), strict=True)
    chosen = columns(case, enumerated(case).codes[best[first]])
    pairs = [[(issue.id, option.id) for option in issue.options] for issue in case.issues]
    packages = zip(*([own[place] for place in column] for own, column in zip(pairs, chosen, strict=True)), strict=True)
    vectors_shown = values if vectors else iter([()])
    return tuple(Point(vector, package, int(count)) for vector, package, count in zip(vectors_shown, packages, counts, strict=True))


def _exact(numbers: np.ndarray, scale: int) -> list[Fraction]:
    """The numbers divided by the scale; each distinct one is made once."""
    made: dict[int, Fraction] = {}
    return [made[n] if n in made else made.setdefault(n, Fraction(n, scale)) for n in map(int, numbers)]
