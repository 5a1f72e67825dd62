"""Linear programs over shares: against every corner of the region, found in exact numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import PCG64, Generator

from onetext.solve.linear import Region, Search, drawn

Row = tuple[Fraction, ...]
small = st.integers(-3, 3).map(Fraction)


def corners(size: int, cuts: list[Row]) -> list[Row]:
    """Every corner of the shares that keep all cuts: where size - 1 walls meet on the plane of shares that add up to 1."""
    walls = [tuple(Fraction(i == j) for j in range(size)) for i in range(size)] + cuts
    found = []
    for some in combinations(walls, size - 1):
        point = solved([*some, (Fraction(1),) * size], [Fraction(0)] * (size - 1) + [Fraction(1)])
        if point is not None and all(sum(a * b for a, b in zip(wall, point, strict=True)) >= 0 for wall in walls):
            found.append(point)
    return found


def solved(rows: list[Row], right: list[Fraction]) -> Row | None:
    """The one solution of some equations, by elimination; None where there is none or many."""
    table = [[*row, end] for row, end in zip(rows, right, strict=True)]
    for place in range(len(table)):
        pivot = next((i for i in range(place, len(table)) if table[i][place]), None)
        if pivot is None:
            return None
        table[place], table[pivot] = table[pivot], table[place]
        table[place] = [number / table[place][place] for number in table[place]]
        for i in range(len(table)):
            if i != place and table[i][place]:
                table[i] = [a - table[i][place] * b for a, b in zip(table[i], table[place], strict=True)]
    return tuple(row[-1] for row in table)


@st.composite
def regions(draw: st.DrawFn) -> tuple[int, list[Row], Row]:
    size = draw(st.integers(2, 4))
    rows = st.tuples(*[small] * size)
    return size, draw(st.lists(rows, max_size=3)), draw(rows)


def region(size: int, cuts: list[Row]) -> Region:
    return Region(size, np.array([[float(number) for number in row] for row in cuts]).reshape(-1, size))


@given(regions())
@settings(max_examples=150)
def test_the_largest_value_is_at_a_corner(drawn_: tuple[int, list[Row], Row]) -> None:
    """The same value as the best corner, or none where there is no corner; later bounds hold it between them."""
    size, cuts, goal = drawn_
    every = corners(size, cuts)
    search, wanted = Search(region(size, cuts)), np.array([float(number) for number in goal])
    value = search.largest(wanted)
    assert (value is None) == (not every)
    if every:
        best = max(sum(a * b for a, b in zip(goal, corner, strict=True)) for corner in every)
        assert value == pytest.approx(float(best), abs=1e-7)
        assert search.upper(wanted[None, :])[0] >= float(best) - 1e-7
        assert search.lower(wanted[None, :])[0] <= float(best) + 1e-7


@given(regions(), st.tuples(*[small] * 4))
@settings(max_examples=60)
def test_prices_and_points_of_one_sum_bound_every_other(drawn_: tuple[int, list[Row], Row], other: Row) -> None:
    size, cuts, goal = drawn_
    every, search = corners(size, cuts), Search(region(size, cuts))
    if search.largest(np.array([float(number) for number in goal])) is None:
        return
    best = max(sum(a * b for a, b in zip(other, corner, strict=False)) for corner in every)
    row = np.array([float(number) for number in other[:size]])[None, :]
    assert search.lower(row)[0] - 1e-7 <= float(best) <= search.upper(row)[0] + 1e-7


@given(regions())
@settings(max_examples=40)
def test_shares_are_drawn_inside(drawn_: tuple[int, list[Row], Row]) -> None:
    size, cuts, _ = drawn_
    own = region(size, cuts)
    shares = drawn(Search(own), Generator(PCG64(1)), 50)
    assert (shares is None) == (not corners(size, cuts))
    if shares is not None:
        assert shares.shape == (50, size)
        assert np.allclose(shares.sum(axis=1), 1) and shares.min() >= 0
        assert (shares @ own.cuts.T).min(initial=0.0) >= -1e-6


def test_draws_reach_all_of_a_region() -> None:
    """Half of a triangle: draws have its centre of gravity as their mean."""
    shares = drawn(Search(region(3, [(Fraction(1), Fraction(-1), Fraction(0))])), Generator(PCG64(2)), 4000)
    assert shares is not None
    centre = np.array([[1, 0, 0], [0.5, 0.5, 0], [0, 0, 1]]).mean(axis=0)
    assert np.abs(shares.mean(axis=0) - centre).max() < 0.02


def test_a_flat_region_is_drawn_from_too() -> None:
    """Two shares that are said to be alike leave no inner point."""
    row = (Fraction(1), Fraction(-1), Fraction(0))
    shares = drawn(Search(region(3, [row, tuple(-number for number in row)])), Generator(PCG64(3)), 200)
    assert shares is not None
    assert np.allclose(shares[:, 0], shares[:, 1], atol=1e-6)
    assert np.ptp(shares[:, 2]) > 0.3
