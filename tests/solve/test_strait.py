"""The harbour case on its three days, against answers made apart from this project by plain enumeration."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from conftest import SHARED
from onetext import certify, formats
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.rules import RULES
from onetext.solve.best import best
from onetext.solve.frontier import frontier
from onetext.solve.zopa import zopa

NATIVE = SHARED / "cases" / "native"
DAYS = ("2031-02-01", "2031-05-01", "2031-08-01")


@cache
def answers() -> dict[str, Any]:
    return json.loads((NATIVE / "strait.answers.json").read_text("utf-8"))


@cache
def case_on(day: str) -> Case:
    case = formats.read({"strait.yaml": (NATIVE / "strait.yaml").read_bytes()})
    return on(case, date.fromisoformat(day))


def test_the_days_are_those_of_the_answers() -> None:
    assert tuple(answers()) == DAYS


@pytest.mark.parametrize("day", DAYS)
def test_zopa_and_frontier(day: str) -> None:
    expected, found, front = answers()[day], zopa(case_on(day)), frontier(case_on(day))
    assert (found.admissible, found.zopa, found.zopa_possible) == (expected["admissible"], expected["zopa"], expected["zopa"])
    assert {one.party: one.yes for one in found.acceptable} == expected["acceptable"]
    assert {"points": front.points, "packages": front.packages} == expected["frontier"]
    assert certify.check(case_on(day), found) == certify.check(case_on(day), front) == ()


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("rule", RULES)
def test_rules(day: str, rule: str) -> None:
    found = best(case_on(day), rule)
    assert certify.check(case_on(day), found) == ()
    if "rules" not in answers()[day]:
        assert found.status == "infeasible"
        return
    expected = answers()[day]["rules"][rule]
    exact = expected["exact"]
    assert found.objective == (tuple(map(Fraction, exact)) if isinstance(exact, list) else Fraction(exact))
    assert (found.tied, dict(found.package or ())) == (expected["tied"], expected["package"])
    assert dict(found.best_gains) == {who: Fraction(gain) for who, gain in answers()[day]["best_gain"].items()}
