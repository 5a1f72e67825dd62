"""What every admissible package is worth to two principals: the dots of a trade-off chart."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

import numpy as np

from onetext.model.case import Case
from onetext.solve.dominance import distinct, ranks
from onetext.solve.enumerated import principals_values
from onetext.solve.gains import valued


@dataclass(frozen=True, slots=True)
class Scatter:
    """The values of the packages to principals `x` and `y`: distinct pairs, and whether another pair beats each in both.

    Pairs are at most as many as asked for, the efficient ones kept first; `packages` counts all they stand for.
    """

    x: str
    y: str
    dots: tuple[tuple[Fraction, Fraction, bool], ...]
    packages: int


def scatters(case: Case, *, most_pairs: int, most_dots: int) -> tuple[Scatter, ...]:
    """The scatters of the first pairs of principals with worths, of a sharp case that can be enumerated."""
    own = principals_values(case)
    found = []
    for x, y in list(combinations(valued(case), 2))[:most_pairs]:
        # By ranks: values of more than 64 bits are Python integers, which np.unique does not order in pairs.
        first, _ = distinct([own[x].low, own[y].low])
        order = ranks(own[x].low[first]), ranks(own[y].low[first])
        ascending = np.lexsort(order[::-1])
        points = np.stack([own[x].low[first], own[y].low[first]], axis=1)[ascending]
        kept = _kept(_efficient(np.stack(order, axis=1)[ascending]), most_dots)
        scale = own[x].table.scale, own[y].table.scale
        dots = tuple((Fraction(int(points[i, 0]), scale[0]), Fraction(int(points[i, 1]), scale[1]), bool(best)) for i, best in kept)
        found.append(Scatter(x, y, dots, len(own[x].low)))
    return tuple(found)


def _efficient(points: np.ndarray) -> np.ndarray:
    """Which of the distinct points, ascending by the first value and then the second, no other point beats in both."""
    best_right = np.maximum.accumulate(points[::-1, 1])[::-1]
    last_of_x = np.append(points[1:, 0] != points[:-1, 0], True)
    beaten = np.append(points[:-1, 1] <= best_right[1:], False).astype(bool)
    return last_of_x & ~beaten


def _kept(efficient: np.ndarray, most: int) -> list[tuple[int, bool]]:
    """Which points are drawn: all efficient ones that fit, then others evenly."""
    best, rest = np.flatnonzero(efficient)[:most], np.flatnonzero(~efficient)
    room = min(most - len(best), len(rest))
    spread = rest[np.linspace(0, len(rest) - 1, room).astype(int)] if room > 0 else rest[:0]
    return [(int(i), True) for i in best] + [(int(i), False) for i in spread]
