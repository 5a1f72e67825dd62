"""The largest regret against its definition: every pair of packages, every corner of what is possible."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import PCG64, Generator

from instances import Talk, spoken_case
from onetext.analysis.asking.comparisons import comparisons
from onetext.analysis.asking.known import Worths
from onetext.analysis.asking.regret import Held, held, regret, weighed
from onetext.analysis.asking.zone import zone_of
from onetext.solve.budget import UNLIMITED
from onetext.solve.linear import Region, Search, drawn
from solve.test_linear import corners


def worths(dice: Random, packages: int, columns: int, cuts: int, loose: int) -> Worths:
    scores = np.array([[dice.choice((0, 0.5, 1)) for _ in range(columns)] for _ in range(packages)])
    rows = np.array([[float(dice.randint(-2, 2)) for _ in range(columns)] for _ in range(cuts)]).reshape(-1, columns)
    kept = rows[:0]
    for row in rows:
        if Search(Region(columns, np.vstack([kept, row]))).largest(np.zeros(columns)) is not None:
            kept = np.vstack([kept, row])
    search = Search(Region(columns, kept))
    off = np.array([[dice.choice((0.0, 0.1)) for _ in range(loose)] for _ in range(packages)]).reshape(packages, -1)
    shares = drawn(search, Generator(PCG64(dice.randrange(1000))), 60)
    assert shares is not None
    nothing = np.zeros((0, columns))
    return Worths(scores, search, shares, np.zeros(60), nothing, nothing, off)


def by_definition(among: Held) -> tuple[float, set[int]]:
    """The least largest regret over all packages, and the packages that have it: worst corner, party by party."""
    size = len(among.places)
    total = np.zeros((size, size))
    for own, scores, loose in zip(among.worths, among.scores, among.loose, strict=True):
        cuts = [tuple(Fraction(number) for number in row) for row in own.search.region.cuts]
        ends = np.array([[float(x) for x in corner] for corner in corners(own.search.region.size, cuts)])
        values = scores @ ends.T
        for k in range(size):
            for other in range(size):
                if other != k:
                    total[k, other] += (values[other] - values[k]).max() + np.abs(loose[other] - loose[k]).sum()
    largest = np.maximum(total.max(axis=1), 0) / len(among.worths)
    return float(largest.min()), {int(k) for k in np.flatnonzero(largest <= largest.min() + 1e-6)}


@given(st.integers(0, 10**6))
@settings(max_examples=60)
def test_the_least_largest_regret_is_that_of_the_definition(seed: int) -> None:
    dice = Random(seed)
    size = dice.randint(2, 7)
    parties = [worths(dice, size, dice.randint(2, 4), dice.randint(0, 3), dice.choice((0, 0, 2))) for _ in range(dice.randint(1, 3))]
    among = held(np.arange(size), parties)
    found, (least, places) = regret(among), by_definition(among)
    assert found is not None
    assert found.largest == pytest.approx(least, abs=1e-5)
    assert found.place in places


def test_nothing_is_chosen_where_nobody_is_weighed() -> None:
    assert regret(held(np.arange(3), [])) is None
    assert regret(held(np.arange(0), [])) is None


def test_a_comparison_that_is_asked_is_open_and_lowers_the_regret_on_average() -> None:
    """Best first; each row has both signs, and neither answer is sure."""
    case = spoken_case(3, Talk(issues=3, options=4, parties=2, replies=0))
    zone = zone_of(case, "equal", UNLIMITED)
    own = weighed(zone)
    among = held(np.arange(zone.size), tuple(own.values()))
    now = regret(among)
    assert now is not None and now.largest > 0.1
    found = comparisons(zone, among, tuple(own), now, ("p0",), Generator(PCG64(4)))
    assert found and {one.who for one in found} == {"p0"}
    assert [one.left for one in found] == sorted(one.left for one in found)
    for one in found:
        assert {issue for issue, _ in one.rather} == {issue for issue, _ in one.than}
        assert all(dict(one.rather)[issue] != option for issue, option in one.than)
        sides = [own["p0"].search.largest(side) or 0 for side in (one.row, -one.row)]
        assert min(sides) > 1e-6
