"""How time grows: the same row at several sizes, and which law fits the times best."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from statistics import median

from bench.rows import FRONTS, NEGMAS, ONETEXT, SMALL
from bench.side import Entrant, Row, compared

TOO_LONG = 5.0
"""Whose turn took so many seconds is not asked for anything larger."""
TOO_SHORT = 0.002
"""Shorter times say more about a call than about its size, and are left out of the fit."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Sizes along one measure, all else held: `shapes` by the measure, and who goes along it."""

    name: str
    along: str
    shapes: tuple[tuple[int, dict[str, int]], ...]
    entrants: tuple[Entrant, ...] = (ONETEXT, NEGMAS, FRONTS[1], FRONTS[2])


@dataclass(frozen=True, slots=True)
class Series:
    """The median seconds of an entrant by size, and the law that fits."""

    entrant: Entrant
    seconds: tuple[tuple[int, float], ...]
    law: str
    differs: tuple[str, ...] = ()


def _along(key: str, values: Iterable[int], held: dict[str, int]) -> tuple[tuple[int, dict[str, int]], ...]:
    return tuple((value, {"seed": 7, **held, key: value}) for value in values)


CURVES = (
    Curve(
        "packages",
        "packages, six issues of 3 to 14 options, 3 parties",
        tuple((o**6, {"seed": 7, "issues": 6, "options": o, "parties": 3}) for o in (3, 4, 5, 6, 8, 10, 12, 14)),
    ),
    Curve(
        "issues", "issues of 4 options, 2 parties", _along("issues", (4, 6, 8, 9, 10, 11, 16, 22, 28, 40, 60), {"options": 4, "parties": 2})
    ),
    Curve("options", "options of each of 4 issues, 3 parties", _along("options", (4, 6, 8, 12, 16, 24, 32), {"issues": 4, "parties": 3})),
    Curve("parties", "parties, six issues of 6 options", _along("parties", (2, 3, 4, 5, 6, 7, 8), {"issues": 6, "options": 6})),
)


def grown(curve: Curve, pythons: Mapping[str, Path], most: int, watch: Callable[[str], None]) -> tuple[Series, ...]:
    """The series of each entrant along a curve, up to `most` of its sizes."""
    taking, times = list(curve.entrants), {each: [] for each in curve.entrants}
    differs: dict[Entrant, list[str]] = {each: [] for each in curve.entrants}
    for size, shape in curve.shapes[:most]:
        row = Row(f"{curve.name} {size}", shape, tuple(taking), ("points", "vectors"), rounds=3, limit=30.0, patience=TOO_LONG, warm=SMALL)
        for line in compared(row, pythons, watch):
            each, took = line.measured.entrant, line.measured.seconds
            if line.measured.trouble or not took:
                taking.remove(each)
                continue
            times[each].append((size, median(took)))
            differs[each] += [f"at {size}: {one}" for one in line.differs]
            if median(took) > TOO_LONG:
                taking.remove(each)
    return tuple(Series(each, tuple(times[each]), law(times[each]), tuple(differs[each])) for each in curve.entrants)


def law(points: list[tuple[int, float]]) -> str:
    """The law that fits the larger half of the sizes: a power of the size, or a factor for each more, whichever is nearer."""
    long = [(x, y) for x, y in points if y >= TOO_SHORT]
    if len(long) < 3:
        return "too short to say"
    ys = [log(y) for _, y in long]
    power, off_power = fitted([log(x) for x, _ in long], ys)
    factor, off_factor = fitted([float(x) for x, _ in long], ys)
    return f"size^{power:.2f}" if off_power <= off_factor else f"×{exp(factor):.2f} for each more"


def fitted(xs: list[float], ys: list[float]) -> tuple[float, float]:
    """The slope of the line of least squares, and the sum of squares that it leaves."""
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread
    return slope, sum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in zip(xs, ys, strict=True))
