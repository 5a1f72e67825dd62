"""Integer programs against enumeration: every rule, on random small cases and on drawn large ones."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.model.case import Case
from onetext.model.day import At, on
from onetext.model.rules import RULES
from onetext.solve.best import best
from onetext.solve.results import Solution
from strategies import DAY, cases


def says(found: Solution) -> dict[str, Any]:
    """What both methods must agree on."""
    refined = found.refined and (found.refined.over, found.refined.cannot_gain, found.refined.objective, found.refined.package)
    return {
        "status": found.status,
        "objective": found.objective,
        "bound": found.bound,
        "unique": found.unique,
        "package": found.package,
        "refined": refined,
        "acceptable": found.acceptable,
        "weighed": found.weighed,
        "canonical": found.canonical,
    }


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=25)
@given(case=cases(), normalise=st.booleans(), at=st.sampled_from(("middle", "worst", "best")))
def test_a_rule_is_the_same_by_program_and_by_enumeration(rule: str, case: Case, normalise: bool, at: At) -> None:
    """Status, objective, uniqueness and the first package, of points and of shares, at each end of the intervals."""
    today = on(case, DAY)
    by_program = best(today, rule, at=at, normalise=normalise, method="cp-sat")
    assert says(by_program) == says(best(today, rule, at=at, normalise=normalise, method="enumeration"))
