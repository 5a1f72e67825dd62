"""The frontier against the definition: no package of the set dominates another one of the frontier, ties kept."""

from __future__ import annotations

import pytest

import direct
from instances import Shape, large_case
from onetext.solve.frontier import frontier

SMALL = Shape(issues=4, options=3, parties=3, links=3, terms=3, lines=1)


@pytest.mark.parametrize("seed", range(12))
def test_points_and_packages_are_those_of_the_definition(seed: int) -> None:
    case = large_case(seed, SMALL)
    expected, found = direct.front(case, direct.admissible(case)), frontier(case)
    assert {tuple(v for _, v in point.values): point.packages for point in found.frontier} == {v: len(p) for v, p in expected.items()}
    assert [dict(point.package) for point in found.frontier] == [expected[v][0] for v in sorted(expected, reverse=True)]
    assert (found.points, found.packages) == (len(expected), sum(map(len, expected.values())))
