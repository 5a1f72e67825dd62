"""Counts of the zopa against the definition applied to each package."""

from __future__ import annotations

import pytest

import direct
from instances import Shape, large_case
from onetext.solve.zopa import zopa

SMALL = Shape(issues=4, options=3, parties=3, links=3, terms=3, lines=1)


@pytest.mark.parametrize("seed", range(12))
def test_counts_are_those_of_the_definition(seed: int) -> None:
    case = large_case(seed, SMALL)
    found, (sure, possible) = zopa(case), direct.zopa(case)
    assert (found.admissible, found.zopa, found.zopa_possible) == (len(direct.admissible(case)), len(sure), len(possible))
    assert {one.party: (one.yes, one.possible) for one in found.acceptable} == {p.id: direct.accepted(case, p.id) for p in case.principals}
    assert (dict(found.first) if found.first else None) == (sure[0] if sure else None)
