"""Best packages are certified, and each false claim in one is named."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext import certify
from onetext.errors import UsageError
from onetext.model.case import Case, Link
from onetext.model.conditions import Among, Condition, Never
from onetext.model.day import At, on
from onetext.model.issues import Issue, Option
from onetext.model.numbers import Interval
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Position, Reservation, Worth
from onetext.model.rules import RULES
from onetext.solve.best import best
from onetext.solve.results import Refined
from strategies import DAY, cases

AT = st.sampled_from(("middle", "worst", "best"))


@given(case=cases(), at=AT, normalise=st.booleans())
def test_every_answer_of_the_enumeration_is_certified(case: Case, at: At, normalise: bool) -> None:
    today = on(case, DAY)
    for rule in RULES:
        assert certify.check(today, best(today, rule, at=at, normalise=normalise)) == ()


def worths(who: str, *rows: tuple[int, ...], reservation: int = 2) -> Position:
    """A party's worths of the options a, b, c of the issues x, y."""
    tables = tuple(
        IssueWorth(issue, tuple((o, Worth(Interval(Fraction(n), Fraction(n)))) for o, n in zip("abc", row, strict=False)))
        for issue, row in zip("xy", rows, strict=True)
    )
    return Position(who, reservation=(Reservation(Worth(Interval(Fraction(reservation), Fraction(reservation)))),), worth=tables)


ISSUES = (Issue("x", "", tuple(map(Option, "abc"))), Issue("y", "", tuple(map(Option, "ab"))))
CASE = Case(
    parties=(Party("p"), Party("q")),
    issues=ISSUES,
    links=(Link("no-ca", Never(Condition((("x", Among(("c",))), ("y", Among(("a",))))))),),
    positions=(worths("p", (0, 5, 9), (3, 0)), worths("q", (9, 5, 0), (0, 3))),
)
FOUND = best(CASE, "nash")
"""Gains of 6 and 3 (x b, y a) or 3 and 6 (x b, y b): two packages tie."""

FALSE: list[tuple[dict[str, Any], str]] = [
    ({"package": (("x", "c"), ("y", "a"))}, "the package breaks the link 'no-ca'"),
    ({"package": (("x", "c"), ("y", "b"))}, "values: says p 8, q 5, is p 9, q 3"),
    ({"package": (("x", "a"), ("y", "b"))}, "the package is not surely accepted"),
    ({"package": (("x", "b"),)}, "no answer to 'y'"),
    ({"ratified": "yes"}, "ratified: says yes, is None"),
    ({"package": (("x", "d"), ("y", "a"))}, "'d' is no option of 'x'"),
    (
        {"package": (("x", "b"), ("y", "b")), "values": (("p", 5), ("q", 8)), "gains": (("p", 3), ("q", 6))},
        "the place of the package among the tied: says 1, is 0",
    ),
    ({"package": None}, "the status is optimal, and no package is shown"),
    ({"values": (("p", 8), ("q", 6))}, "values: says"),
    ({"gains": (("p", 6), ("q", 4))}, "gains: says"),
    ({"gains": (("p", 6), ("q", 3)), "best_gains": (("p", 5), ("q", 9))}, "p gains 6, more than its best gain 5"),
    ({"best_gains": (("p", 60), ("q", 90))}, "best gains: says (60, 90)"),
    ({"objective": Fraction(19), "bound": Fraction(19)}, "objective: says 19, is 18"),
    ({"bound": Fraction(19)}, "bound: says 19, is 18"),
    ({"status": "feasible", "bound": Fraction(17)}, "the bound 17 lies below the objective 18"),
    ({"tied": 1, "unique": True}, "tied packages: says 1, is 2"),
    ({"rule": "fair"}, "the rule 'fair' has no measure here; known: utilitarian"),
    ({"unique": True}, "unique: says True, is False"),
    ({"status": "infeasible"}, "status: says infeasible, is optimal"),
    ({"acceptable": "some"}, "acceptable in cases: says some, is all"),
    ({"midpoints": True}, "midpoints: says True, is False"),
    ({"weighed": ("p",), "values": (("p", 8),), "gains": (("p", 6),)}, "whose gains are weighed: says (p), is (p, q)"),
    ({"left_out": ("q",)}, "who is left out: says (q), is ()"),
    ({"refined": Refined(("p",), (), Fraction(7), FOUND.package or (), 1)}, "('p',) is no largest set of parties"),
]


@pytest.mark.parametrize(("change", "problem"), FALSE)
def test_each_false_claim_is_named(change: dict[str, Any], problem: str) -> None:
    assert certify.check(CASE, FOUND) == ()
    problems = certify.check(CASE, replace(FOUND, **change))
    assert any(problem in one for one in problems), problems


def test_beyond_the_limit_claims_about_the_package_are_still_checked() -> None:
    beaten = best(CASE, "utilitarian")
    assert certify.check(CASE, replace(beaten, tied=77, unique=False), limit=1) == ()
    assert certify.check(CASE, replace(beaten, objective=Fraction(1)), limit=1)


def test_a_better_package_is_named() -> None:
    """All that is said of the package is right, but for its being the best."""
    worse = {"package": (("x", "a"), ("y", "a")), "values": (("p", 3), ("q", 9)), "gains": (("p", 1), ("q", 7)), "objective": 7, "bound": 7}
    problems = certify.check(CASE, replace(FOUND, **worse, tied=None, unique=None, canonical=False))
    assert problems == ("a better package exists: objective 18", "the bound 7 lies below what a package reaches")


def test_an_answer_of_no_known_kind_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="no check for Case; known: Solution, Frontier, Zopa, Levels, Conflict, Softening"):
        certify.check(CASE, CASE)
