"""Criteria under doubt: how much a voter can bear on a package, in each of the ways in which packages are searched.

Each criterion says three times the same: exactly, for one package; over arrays of packages, as floats that shortlist,
with the whole numbers from which they follow; and as tables for an integer program, whose sums are above their
reservation value exactly where the level is above a given one. Tests hold the three against each other.

Radius: all worths that enter a package move by as much, so a voter bears its margin at the worst, divided by how many
enter. Gamma: up to Gamma guesses are wrong against the package, the worst first, a part of one by that part
(Bertsimas and Sim 2004, The price of robustness, Operations Research 52, 35-53). What that takes from a margin is the
least over t >= 0 of Gamma t + the sum of max(d - t, 0) over the deviations d; only t among the deviations and 0 count.
So the largest Gamma is the largest of (margin - sum of max(d - t, 0)) / t over the deviations t, and without limit
where the margin covers them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

import numpy as np

from onetext.model.acceptance import Answer, accepts, crossed, value, voter
from onetext.model.case import Case
from onetext.model.conditions import Package
from onetext.model.margins import entering, issues_that_count, parts, spots
from onetext.model.positions import Worth
from onetext.solve.levels import ALWAYS, NEVER, Level
from onetext.solve.space import Columns, sums
from onetext.solve.tables import Table, table

ONE, NOTHING = Fraction(1), Fraction(0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose sum is above its reservation value where a level is above the one asked for (`strict`); where not
    strict, a sum that reaches it means ALWAYS. `unit`: by how much the sum rises, times the scale, at the least, where
    the level does by 1."""

    table: Table
    unit: Fraction
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is asked of packages: the level of a voter on a package (`exact`), over packages (`arrays`), above a level (`sheets`).

    `arrays` returns estimates, right to a relative 2^-50, and the whole numbers that they follow from. They and
    `sheets` speak of voters that cross no red line and whose worths decide. `starts_at`: the least level worth looking
    for; None: any.
    """

    name: str
    exact: Callable[[str, Package], Level]
    arrays: Callable[[str, Columns], tuple[np.ndarray, tuple[np.ndarray, ...]]]
    sheets: Callable[[str, Fraction], tuple[Sheet, ...]]
    compares_points: bool
    starts_at: Fraction | None = None


def settled(case: Case, who: str, package: Package) -> Level | None:
    """ALWAYS or NEVER where red lines or words decide; None where worths do."""
    if crossed(case, who, package):
        return NEVER
    if voter(case, who).reservation is not None:
        return None
    return ALWAYS if accepts(case, who, package) is Answer.YES else NEVER


# --- the radius


def radius_of(case: Case, who: str, package: Package, unit: Fraction = ONE, more: int = 0) -> Level:
    """How many units every worth that enters may move before a voter no longer surely accepts; `more` figures move too."""
    fixed = settled(case, who, package)
    if fixed is not None:
        return fixed
    margin = value(case, who, package).low - voter(case, who).reservation.high  # type: ignore[union-attr]
    count = (entering(case, who, package) + more) * unit
    if not count:
        return ALWAYS if margin >= 0 else NEVER
    return margin / count


def radius(case: Case, units: Mapping[str, Fraction] | None = None) -> Criterion:
    """The radius in points, or where `units` are given in these: a party's spread, say."""
    given = units or {}
    return Criterion(
        "share" if units is not None else "radius",
        lambda who, package: radius_of(case, who, package, given.get(who, ONE)),
        lambda who, cols: _radius_arrays(case, who, cols, given.get(who, ONE)),
        lambda who, level: _radius_sheets(case, who, level, given.get(who, ONE)),
        compares_points=units is None,
    )


def _radius_arrays(case: Case, who: str, cols: Columns, unit: Fraction) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
    own = table(case, who)
    margins = sums(case, own, cols) - own.reservation[1]  # type: ignore[index]
    ones = replace(own, low=tuple((0,) * len(row) for row in own.low), terms=tuple((when, 1, 1) for when, _, _ in own.terms))
    counts = sums(case, ones, cols) + issues_that_count(case, who)
    none = (counts * (1 if unit else 0) == 0).astype(bool)
    below = np.where(none, 1, counts).astype(np.float64) * float(own.scale * (unit or 1))
    levels = np.where(none, np.where((margins >= 0).astype(bool), ALWAYS, NEVER), margins.astype(np.float64) / below)
    return levels, (margins, counts)


def _radius_sheets(case: Case, who: str, level: Fraction, unit: Fraction) -> tuple[Sheet, ...]:
    """The worths less `level` units each; where nothing may enter at all, a sheet of that too."""
    move = level * unit
    own = table(case, who)
    factor = own.scale * (move * own.scale).denominator
    own = table(case, who, factor)
    indifferent = {t.issue for t in case.position[who].worth if t.indifferent}
    shift = int(move * factor)
    rows = tuple(
        row if issue.id in indifferent else tuple(worth - shift for worth in row) for issue, row in zip(case.issues, own.low, strict=True)
    )
    terms = tuple((when, low - shift, low - shift) for when, low, _ in own.terms)
    held = own.reservation[1]  # type: ignore[index]
    moved = replace(own, low=rows, high=rows, terms=terms, reservation=(held, held))
    count = issues_that_count(case, who)
    if not unit:
        return (Sheet(moved, ONE, strict=False),)
    sheet = Sheet(moved, factor * unit * max(count, 1))
    if count:
        return (sheet,)
    still = tuple((when, -1 - abs(held), -1 - abs(held)) for when, _, _ in own.terms)
    return (sheet, Sheet(replace(moved, terms=still), ONE, strict=False))


# --- Gamma


def deviation(worth: Worth, step: Fraction) -> Fraction:
    """By how much a guess may be wrong either way: half the width of what is not known better, `step` for a sharp guess."""
    if not worth.points.sharp:
        return (worth.points.high - worth.points.low) / 2
    return step if worth.origin.basis == "guess" else NOTHING


def guesses(case: Case, who: str, package: Package, step: Fraction) -> tuple[Fraction, tuple[Fraction, ...]]:
    """The margin if all guesses are right, at the middle of what is not known better, and the deviations, largest first."""
    found = parts(case, who, package)
    margin = sum((part.coefficient * part.worth.points.middle for part in found), NOTHING)
    off = (abs(part.coefficient) * deviation(part.worth, step) for part in found)
    return margin, tuple(sorted((one for one in off if one), reverse=True))


def gamma_of(case: Case, who: str, package: Package, step: Fraction) -> Level:
    """How many of its own guesses may be wrong before a voter no longer accepts, the last of them in part."""
    fixed = settled(case, who, package)
    if fixed is not None:
        return fixed
    margin, off = guesses(case, who, package, step)
    if margin < 0:
        return NEVER
    for count, one in enumerate(off):
        if margin < one:
            return count + margin / one
        margin -= one
    return ALWAYS


def lost(off: tuple[Fraction, ...], gamma: Fraction) -> Fraction:
    """What up to `gamma` wrong guesses take from a margin, of deviations largest first."""
    whole = min(int(gamma), len(off))
    part = (gamma - whole) * off[whole] if whole < len(off) else NOTHING
    return sum(off[:whole], NOTHING) + part


@dataclass(frozen=True, slots=True)
class GuessTable:
    """A voter's worths at the middle, with the deviations of the figures behind each, as whole numbers times `own.scale`.

    `rows`: by issue and option the deviations; `terms` likewise; `held`: that of the reservation value. `steps`: all
    deviations that differ, largest first, and 0.
    """

    own: Table
    rows: tuple[tuple[tuple[int, ...], ...], ...]
    terms: tuple[int, ...]
    held: int
    steps: tuple[int, ...]


def guess_table(case: Case, who: str, step: Fraction) -> GuessTable:
    """The guesses of a voter or valued party, by issue and option."""
    position = case.position[who]
    tables = {one.issue: one for one in position.worth}
    cells = [[spots(tables[issue.id], issue, option.id) if issue.id in tables else () for option in issue.options] for issue in case.issues]
    middles = [[sum((c * w.points.middle for c, _, w in cell), NOTHING) for cell in row] for row in cells]
    off = [[tuple(c * deviation(w, step) for c, _, w in cell) for cell in row] for row in cells]
    terms = [(t.when, t.worth.points.middle, deviation(t.worth, step)) for t in position.terms]
    held = position.reservation[0].worth if isinstance(position.reservation, tuple) and position.reservation else None
    last = (held.points.middle, deviation(held, step)) if held is not None else (NOTHING, NOTHING)
    numbers = [n for row in middles for n in row] + [n for row in off for cell in row for n in cell]
    scale = lcm(*(n.denominator for n in (*numbers, *(n for _, *pair in terms for n in pair), *last)))
    low = tuple(tuple(int(n * scale) for n in row) for row in middles)
    own = Table(who, scale, low, low, tuple((when, int(n * scale), int(n * scale)) for when, n, _ in terms), (int(last[0] * scale),) * 2)
    rows = tuple(tuple(tuple(int(n * scale) for n in cell if n) for cell in row) for row in off)
    of_terms = tuple(int(n * scale) for _, _, n in terms)
    steps = {one for row in rows for cell in row for one in cell} | {*of_terms, int(last[1] * scale)}
    return GuessTable(own, rows, of_terms, int(last[1] * scale), tuple(sorted(steps | {0}, reverse=True)))


def protected(of: GuessTable, step: int) -> Table:
    """The table less what of each deviation is above a step; its reservation value more by that."""

    def over(one: int) -> int:
        return max(one - step, 0)

    low = tuple(
        tuple(n - sum(map(over, cell)) for n, cell in zip(row, cells, strict=True)) for row, cells in zip(of.own.low, of.rows, strict=True)
    )
    terms = tuple((when, n - over(one), n - over(one)) for (when, n, _), one in zip(of.own.terms, of.terms, strict=True))
    held = of.own.reservation[0] + over(of.held)  # type: ignore[index]
    return replace(of.own, low=low, high=low, terms=terms, reservation=(held, held))


def gamma(case: Case, off: Mapping[str, Fraction]) -> Criterion:
    """How many guesses may be wrong; `off`: by how much a sharp figure that rests on a guess may be, by party."""
    return Criterion(
        "gamma",
        lambda who, package: gamma_of(case, who, package, off.get(who, NOTHING)),
        lambda who, cols: _gamma_arrays(case, guess_table(case, who, off.get(who, NOTHING)), cols),
        lambda who, level: _gamma_sheets(guess_table(case, who, off.get(who, NOTHING)), level),
        compares_points=False,
        starts_at=NOTHING,
    )


def left_over(case: Case, of: GuessTable, cols: Columns) -> tuple[tuple[int, np.ndarray], ...]:
    """For each step, the margins less what of each deviation is above it."""
    found = []
    for step in of.steps:
        own = protected(of, step)
        found.append((step, sums(case, own, cols) - own.reservation[0]))  # type: ignore[index]
    return tuple(found)


def _gamma_arrays(case: Case, of: GuessTable, cols: Columns) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
    """The largest ratio over the steps; NEVER where the margin is below 0, ALWAYS where it covers all deviations."""
    margins = left_over(case, of, cols)
    levels = np.full(margins[0][1].shape, NEVER)
    for step, left in margins:
        if step:
            levels = np.maximum(levels, left.astype(np.float64) / step)
    levels = np.where(levels < 0, NEVER, levels)
    levels = np.where((margins[-1][1] >= 0).astype(bool), ALWAYS, levels)
    return levels, tuple(left for _, left in margins)


def _gamma_sheets(of: GuessTable, level: Fraction) -> tuple[Sheet, ...]:
    found = []
    for step in of.steps:
        more = level * step
        own = scaled(protected(of, step), more.denominator)
        held = own.reservation[0] + int(more * more.denominator)  # type: ignore[index]
        sheet = replace(own, reservation=(held, held))
        found.append(Sheet(sheet, Fraction(step * more.denominator) if step else ONE, strict=bool(step)))
    return tuple(found)


def scaled(own: Table, factor: int) -> Table:
    """A table with all its numbers, and so its scale, times a factor."""
    if factor == 1:
        return own
    low = tuple(tuple(n * factor for n in row) for row in own.low)
    held = None if own.reservation is None else (own.reservation[0] * factor, own.reservation[1] * factor)
    return Table(own.who, own.scale * factor, low, low, tuple((when, n * factor, n * factor) for when, n, _ in own.terms), held)
