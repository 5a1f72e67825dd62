"""Every rule by enumeration, against the definition applied to each package."""

from __future__ import annotations

import pytest

import direct
from instances import Shape, large_case
from onetext.model.rules import RULES
from onetext.solve.best import best

SMALL = Shape(issues=4, options=3, parties=3, links=3, terms=3, lines=1)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("normalise", [False, True])
def test_the_best_package_and_its_ties_are_those_of_the_definition(rule: str, seed: int, normalise: bool) -> None:
    """Objective, ties, first package in file order, best gains."""
    case = large_case(seed, SMALL)
    expected, found = direct.optimum(case, RULES[rule], normalise=normalise), best(case, rule, normalise=normalise)
    if expected is None:
        assert found.status == "infeasible" and found.package is None
        return
    assert found.status == "optimal"
    assert found.objective == found.bound == expected.objective
    assert found.tied == len(expected.packages)
    assert dict(found.package or ()) == expected.packages[0]
    assert tuple(gain for _, gain in found.best_gains) == expected.best_gains
    assert tuple(gain for _, gain in found.gains) == expected.gains[0]
