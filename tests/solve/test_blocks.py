"""A space looked at block by block, against the same space looked at all at once."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instances import Shape, large_case
from onetext.model.case import Case
from onetext.model.conditions import Among, Condition
from onetext.model.day import At, on
from onetext.model.issues import Issue, Option
from onetext.model.numbers import sharp
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Position, Reservation, Term, Worth
from onetext.model.rules import RULES, Rule
from onetext.solve import blocks, streamed
from onetext.solve.budget import Budget
from onetext.solve.ranking import best as all_at_once
from onetext.solve.zopa import counted
from strategies import DAY, cases

SIZES = st.sampled_from((1, 4, 40))
AT = st.sampled_from(("middle", "worst", "best"))


@pytest.fixture(autouse=True)
def cut_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of a size that a test sets."""
    whole = blocks.cut
    monkeypatch.setattr(streamed, "cut", lambda case: whole(case, CUT[0]))
    streamed._survey.cache_clear()


CUT = [1]


@given(case=cases(), size=SIZES)
def test_counts_do_not_turn_on_blocks(case: Case, size: int) -> None:
    """Admissible, by party, all together, ratified, the first of each kind; with links, words, blocs and intervals."""
    today = on(case, DAY)
    CUT[0] = size
    one, other = streamed.zopa(today), counted(today)
    assert one is not None
    assert replace(one, method="", why_method="") == replace(other, method="", why_method="", silent=(), ratification=None)


@given(case=cases(), size=SIZES, at=AT, normalise=st.booleans())
def test_the_best_packages_do_not_turn_on_blocks(case: Case, size: int, at: At, normalise: bool) -> None:
    """By each rule: status, objective, ties, the first package in file order; of a product of 0, what is left for the others."""
    today = on(case, DAY)
    CUT[0] = size
    streamed._survey.cache_clear()
    for rule in RULES.values():
        one, other = streamed.best(today, rule, at=at, normalise=normalise), all_at_once(today, rule, at=at, normalise=normalise)
        assert one is not None and replace(one, method="", why_method="") == replace(other, method="", why_method="")


def test_several_threads_find_the_same() -> None:
    CUT[0] = 1 << 10
    case = large_case(3, Shape(issues=8, links=5, terms=5, asks=Fraction(4, 10)))
    assert streamed.zopa(case, budget=Budget(threads=3)) == streamed.zopa(case)


def test_numbers_beyond_64_bits_stay_exact() -> None:
    """Worths times 2^70: the counts and ties of the same case with small ones."""
    CUT[0] = 16
    case = large_case(3, Shape(issues=4, links=2, terms=3, asks=Fraction(4, 10)))
    position = case.positions[0]
    wide = tuple(
        replace(
            table,
            at=tuple(
                (key, replace(w, points=replace(w.points, low=w.points.low * 2**70, high=w.points.high * 2**70))) for key, w in table.at
            ),
        )
        for table in position.worth
    )
    large = replace(case, positions=(replace(position, worth=wide), *case.positions[1:]))
    one, other = streamed.zopa(large), counted(large)
    assert one is not None and (one.zopa, one.acceptable, one.admissible) == (other.zopa, other.acceptable, other.admissible)
    for rule in RULES.values():
        found, expected = streamed.best(large, rule), all_at_once(large, rule)
        assert found is not None and (found.package, found.objective, found.tied) == (expected.package, expected.objective, expected.tied)


def test_a_budget_that_ends_leaves_the_answer_to_others() -> None:
    case = large_case(3, Shape(issues=8, asks=Fraction(4, 10)))
    spent = Budget(cancelled=lambda: True)
    assert streamed.zopa(case, budget=spent) is None
    assert streamed.best(case, RULES["utilitarian"], budget=spent) is None


def test_only_rules_whose_measure_is_known_are_looked_for() -> None:
    own = Rule("smallest-sum", "", lambda gains, best: -sum(gains, Fraction(0)), True, "", "")
    assert streamed.best(large_case(3, Shape(issues=4)), own) is None


def test_ties_are_counted_across_blocks_of_different_bounds() -> None:
    """By hand: a sum of 10 in the first block, whose bound is 10, and twice in the second, whose bound is 20."""
    CUT[0] = 2
    options = tuple(Option(name) for name in "xy")
    worths = {"one": {"a": {"x": 5, "y": 0}, "b": {"x": 10, "y": 0}}, "two": {"a": {"x": 5, "y": 0}, "b": {"x": 0, "y": 10}}}
    positions = tuple(
        Position(
            who,
            reservation=(Reservation(Worth(sharp(0))),),
            worth=(IssueWorth("first", ()),),
            terms=tuple(
                Term(Condition((("first", Among((f,))), ("last", Among((last,))))), Worth(sharp(n)))
                for f, row in rows.items()
                for last, n in row.items()
            ),
        )
        for who, rows in worths.items()
    )
    case = Case(
        parties=(Party("one"), Party("two")),
        issues=(Issue("first", "", tuple(Option(name) for name in "ab")), Issue("last", "", options)),
        positions=positions,
    )
    found = streamed.best(case, RULES["utilitarian"])
    assert found is not None and (found.objective, found.tied, dict(found.package or ())) == (10, 3, {"first": "a", "last": "x"})


def test_a_reservation_value_that_a_block_just_reaches_is_reached() -> None:
    """By hand: worths 0 and 7 of the last issue, reservation 7; the first issue adds nothing."""
    CUT[0] = 2
    options = (Option("x"), Option("y"))
    worth = (IssueWorth("last", (("y", Worth(sharp(7))),)),)
    case = Case(
        parties=(Party("one"),),
        issues=(Issue("first", "", (Option("a"), Option("b"))), Issue("last", "", options)),
        positions=(Position("one", reservation=(Reservation(Worth(sharp(7))),), worth=worth),),
    )
    found = streamed.zopa(case)
    assert found is not None and (found.zopa, dict(found.first or ())) == (2, {"first": "a", "last": "y"})
