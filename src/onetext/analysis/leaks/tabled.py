"""The worlds of one voter as rows of tables: what it accepts and what packages give it, each kind of world once.

Two worlds of a voter in which it accepts the same packages, and in which its gains are the same where a rule weighs them,
look alike in every artefact. So they are one *class*, with how many worlds it holds and which values of each figure occur.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod

import numpy as np

from onetext.analysis.leaks.unknowns import RESERVATION, Unknown
from onetext.analysis.leaks.worlds import put
from onetext.model.acceptance import Answer, accepts, voter
from onetext.model.case import Case
from onetext.model.conditions import Package, keeps
from onetext.model.margins import parts

Array = np.ndarray
LARGEST = 1 << 56
"""Whole numbers below this leave room for sums of many in 64 bits."""


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """The classes of one voter's worlds over some packages.

    `at`: which of all unknowns are its own. `surely`, `possibly`: classes x packages; `gains` likewise, in whole numbers times
    the common factor, None where no rule weighs it. `worlds`: how many each class holds. `occurs`: for each own unknown, which
    of its values occur in which class (classes x values). `pick`: a world of its own in each class.
    """

    who: str
    at: tuple[int, ...]
    surely: Array
    possibly: Array
    gains: Array | None
    worlds: tuple[int, ...]
    occurs: tuple[Array, ...]
    of: Array
    sizes: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.surely)


@dataclass(frozen=True, slots=True)
class Look:
    """What tables are made of: the whole case, the packages looked at, all unknowns."""

    full: Case
    packages: tuple[Package, ...]
    unknown: tuple[Unknown, ...]


def own_worlds(unknown: Sequence[Unknown], who: str) -> int:
    """How many worlds there are of one party."""
    return prod(one.count for one in unknown if one.spot.party == who)


@dataclass(frozen=True, slots=True, eq=False)
class Sum:
    """A margin over packages that is linear in a party's figures: constant, by unknown how much each counts, and half-widths;
    exact numbers."""

    constant: tuple[Fraction, ...]
    by: tuple[tuple[Fraction, ...], ...]
    half: tuple[Fraction, ...]


def margin(look: Look, who: str, at: Sequence[int], *, reservation: bool = True) -> Sum:
    """The value of each package to a voter less its reservation value, its unknown figures left out of the constant."""
    spots = {(s.kind, s.issue, s.option): n for n, s in enumerate(look.unknown[i].spot for i in at)}
    constant, half = [], []
    by: list[list[Fraction]] = [[] for _ in at]
    for package in look.packages:
        total, wide = Fraction(0), Fraction(0)
        counts = [Fraction(0)] * len(at)
        for part in parts(look.full, who, package):
            if part.place[0] == RESERVATION and not reservation:
                continue
            wide += abs(part.coefficient) * (part.worth.points.high - part.worth.points.middle)
            where = spots.get((part.place[0], part.place[1], part.place[2]))
            if where is None:
                total += part.coefficient * part.worth.points.middle
            else:
                counts[where] += part.coefficient
        constant.append(total)
        half.append(wide)
        for column, counted in zip(by, counts, strict=True):
            column.append(counted)
    return Sum(tuple(constant), tuple(map(tuple, by)), tuple(half))


def factor_of(look: Look, sums: Sequence[tuple[Sequence[int], Sum]]) -> int:
    """The factor that makes all these sums whole in every world."""
    found = [number.denominator for _, one in sums for number in (*one.constant, *one.half)]
    for at, one in sums:
        for i, column in zip(at, one.by, strict=True):
            low, step = look.unknown[i].low, look.unknown[i].step
            found += [(counted * number).denominator for counted in set(column) for number in (low, step)]
    return lcm(*found, 1)


def places(look: Look, at: Sequence[int]) -> Array:
    """All worlds of one party, row by row: the places of the values of its own unknowns."""
    counts = [look.unknown[i].count for i in at]
    if not counts:
        return np.zeros((1, 0), dtype=np.int64)
    return np.stack(np.unravel_index(np.arange(prod(counts)), counts), axis=1).astype(np.int64)


def whole(look: Look, at: Sequence[int], one: Sum, factor: int, rows: Array) -> Array:
    """A sum in each world, worlds x packages, times the factor; Python integers where 64 bits are too few."""
    largest = max((abs(n) for n in one.constant), default=Fraction(0))
    for i, column in zip(at, one.by, strict=True):
        largest += max(abs(c) for c in column) * max(abs(look.unknown[i].low), abs(look.unknown[i].high)) if column else 0
    kind = np.int64 if largest * factor < LARGEST else object
    total = np.tile(np.array([int(n * factor) for n in one.constant], dtype=kind), (len(rows), 1))
    for n, (i, column) in enumerate(zip(at, one.by, strict=True)):
        low = np.array([int(c * look.unknown[i].low * factor) for c in column], dtype=kind)
        step = np.array([int(c * look.unknown[i].step * factor) for c in column], dtype=kind)
        total += low[None, :] + rows[:, n, None].astype(kind) * step[None, :]
    return total


def classes(look: Look, who: str, at: tuple[int, ...], weighed: int | None) -> Classes:
    """The classes of one voter; `weighed`: the factor of the gains of whom a rule weighs, None of others."""
    rows = places(look, at)
    if voter(look.full, who).reservation is not None:
        surely, possibly = _by_value(look, who, at, rows)
    else:
        surely, possibly = _by_words(look, who, at, rows)
    gains = None
    if weighed is not None:
        gains = whole(
            look,
            [i for i in at if not look.unknown[i].is_line],
            _gain_sum(look, who, at),
            weighed,
            rows[:, [n for n, i in enumerate(at) if not look.unknown[i].is_line]],
        )
        if not isinstance(look.full.position[who].reservation, tuple):
            gains = gains - (gains.min(axis=1, keepdims=True) if gains.shape[1] else 0)
    return _grouped(look, who, at, rows, (surely, possibly, gains))


def _gain_sum(look: Look, who: str, at: Sequence[int]) -> Sum:
    return margin(look, who, [i for i in at if not look.unknown[i].is_line])


def _by_value(look: Look, who: str, at: Sequence[int], rows: Array) -> tuple[Array, Array]:
    """Where the value reaches the reservation value, and no red line is crossed."""
    figures = [n for n, i in enumerate(at) if not look.unknown[i].is_line]
    own = [at[n] for n in figures]
    total = margin(look, who, own)
    factor = factor_of(look, [(own, total)])
    margins = whole(look, own, total, factor, rows[:, figures])
    half = np.array([int(n * factor) for n in total.half], dtype=margins.dtype)[None, :]
    kept = np.ones(margins.shape, dtype=bool)
    varied = [look.unknown[i].form for i in at if look.unknown[i].is_line]
    for line in voter(look.full, who).lines:
        if line.form not in varied:
            kept &= np.array([keeps(line.form, look.full.issue, package) for package in look.packages], dtype=bool)[None, :]
    for n, i in enumerate(at):
        line_ = look.unknown[i].red_line
        if line_ is not None:
            crossed = np.array([not keeps(line_.form, look.full.issue, package) for package in look.packages], dtype=bool)
            kept &= ~(crossed[None, :] & (rows[:, n, None] + int(look.unknown[i].low) == 1))
    return kept & (margins - half >= 0).astype(bool), kept & (margins + half >= 0).astype(bool)


def _by_words(look: Look, who: str, at: Sequence[int], rows: Array) -> tuple[Array, Array]:
    """By definition, for each way in which the unknown red lines may stand; worths do not decide here."""
    bits = [n for n, i in enumerate(at) if look.unknown[i].is_line]
    own = [look.unknown[at[n]] for n in bits]
    ways, which = np.unique(rows[:, bits], axis=0, return_inverse=True)
    answers = []
    for way in ways:
        world = put(look.full, own, tuple(int(place) for place in way))
        answers.append([accepts(world, who, package) for package in look.packages])
    surely = np.array([[one is Answer.YES for one in row] for row in answers], dtype=bool).reshape(len(ways), len(look.packages))
    possibly = np.array([[one is not Answer.NO for one in row] for row in answers], dtype=bool).reshape(len(ways), len(look.packages))
    return surely[which.ravel()], possibly[which.ravel()]


def _grouped(look: Look, who: str, at: tuple[int, ...], rows: Array, seen: tuple[Array, Array, Array | None]) -> Classes:
    """The worlds of a voter, those that look alike together."""
    surely, possibly, gains = seen
    if gains is None or gains.dtype != object:
        columns = [np.packbits(surely, axis=1).astype(np.int64), np.packbits(possibly, axis=1).astype(np.int64)]
        table = np.hstack([*columns, *([] if gains is None else [gains])])
        _, first, which = np.unique(table, axis=0, return_index=True, return_inverse=True)
        which = which.ravel()
    else:
        first = which = np.arange(len(rows))
    sizes = tuple(look.unknown[i].count for i in at)
    occurs = []
    for n, size in enumerate(sizes):
        there = np.zeros((len(first), size), dtype=bool)
        there[which, rows[:, n]] = True
        occurs.append(there)
    counted = tuple(int(n) for n in np.bincount(which, minlength=len(first)))
    return Classes(who, at, surely[first], possibly[first], None if gains is None else gains[first], counted, tuple(occurs), which, sizes)
