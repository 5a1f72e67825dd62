"""Conflicts and softenings are certified, and each false claim in one is named."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from onetext import certify
from onetext.analysis.why import why
from onetext.model.case import Case, Link
from onetext.model.conditions import Among, Condition, Never
from onetext.model.day import on
from onetext.model.demands import demands
from onetext.model.issues import Issue, Option
from onetext.model.numbers import sharp
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Position, RedLine, Reservation, Worth
from onetext.solve.results import Change, Conflict, Softening
from strategies import DAY, cases


@given(cases())
def test_every_conflict_and_softening_is_certified(case: Case) -> None:
    today = on(case, DAY)
    found = why(today)
    for answer in (*found.conflicts, *found.softenings):
        assert certify.check(today, answer) == ()


def only(issue: str, *options: str) -> Condition:
    return Condition(((issue, Among(options)),))


X_OF_P = IssueWorth("x", (("a", Worth(sharp(3))), ("b", Worth(sharp(9))), ("c", Worth(sharp(9)))))
CASE = Case(
    parties=(Party("p"), Party("q")),
    issues=(Issue("x", "", tuple(map(Option, "abc"))), Issue("y", "", tuple(map(Option, "ab")))),
    links=(Link("soft", Never(only("x", "c")), soften=(("q", Fraction(4)),)),),
    positions=(
        Position("p", reservation=(Reservation(Worth(sharp(5))),), soften_reservation=Fraction(2), worth=(X_OF_P,)),
        Position("q", red_lines=(RedLine("not-b", Never(only("x", "b")), Fraction(7)), RedLine("y-a", Never(only("y", "b"))))),
    ),
)
"""p wants b or c; q refuses b; c breaks a link that may be waived. Only y a is left open by q."""

CONFLICT = {d.key: d for d in demands(CASE)}


def conflict(*keys: tuple[str, str, str]) -> Conflict:
    return Conflict(tuple(CONFLICT[key] for key in keys))


WHOLE = conflict(("p", "reservation", ""), ("q", "red_line", "not-b"), ("", "link", "soft"))


def test_a_conflict_that_can_be_met_or_is_not_minimal_is_named() -> None:
    assert certify.check(CASE, WHOLE) == ()
    assert "a package meets all these demands" in certify.check(CASE, Conflict(WHOLE.demands[:2]))
    wider = conflict(*(demand.key for demand in WHOLE.demands), ("q", "red_line", "y-a"))
    assert certify.check(CASE, wider) == ("not minimal: without ('q', 'red_line', 'y-a') they still cannot be met",)
    stranger = Conflict((replace(WHOLE.demands[0], party="r"),))
    assert certify.check(CASE, stranger, limit=0) == ("the case has no demand ('r', 'reservation', '')",)


PACKAGE = (("x", "b"), ("y", "a"))
CHANGE = Change("q", "red_line", "not-b", Fraction(7))
OPENED = Softening(Fraction(7), (("q", Fraction(7)),), (CHANGE,), 1, PACKAGE)
LOWER = Change("p", "reservation", "", Fraction(4), Fraction(2))
LOWERED = Softening(Fraction(4), (("p", Fraction(4)),), (LOWER,), 1, (("x", "a"), ("y", "a")))
WAIVED = Softening(Fraction(4), (("q", Fraction(4)),), (Change("", "link", "soft", Fraction(4)),), 1, (("x", "c"), ("y", "a")))


@pytest.mark.parametrize("answer", [OPENED, LOWERED, WAIVED])
def test_the_three_kinds_of_change_are_certified(answer: Softening) -> None:
    assert certify.check(CASE, answer) == ()


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (replace(OPENED, package=(("x", "b"), ("y", "b"))), "the package is not acceptable to all"),
        (replace(OPENED, package=(("x", "b"),)), "no answer to 'y'"),
        (replace(OPENED, packages=2), "packages opened: says 2, is 1"),
        (replace(OPENED, total=Fraction(8)), "total: says 8, is 7"),
        (replace(OPENED, costs=(("p", Fraction(7)),)), "costs: says"),
        (replace(OPENED, changes=(replace(CHANGE, cost=Fraction(6)),)), "cost of q red_line not-b: says 6, is 7"),
        (replace(OPENED, changes=(replace(CHANGE, id="y-a"),)), "no such change: q red_line y-a"),
        (replace(OPENED, changes=(CHANGE, LOWER)), "the package does not need the change p reservation"),
        (replace(LOWERED, changes=(replace(LOWER, by=Fraction(3), cost=Fraction(6)),)), "more than needed: p reservation"),
        (replace(WAIVED, changes=(replace(WAIVED.changes[0], id="hard"),)), "no such change:  link hard"),
    ],
)
def test_each_false_claim_of_a_softening_is_named(answer: Softening, problem: str) -> None:
    problems = certify.check(CASE, answer)
    assert any(problem in one for one in problems), problems


def test_a_softening_where_nothing_is_in_the_way_is_named() -> None:
    open_case = replace(CASE, links=())
    assert "some package is acceptable to all without any change" in certify.check(open_case, OPENED)
