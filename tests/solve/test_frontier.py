"""The frontier against the definition: no package of the set dominates another one of the frontier, ties kept."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import direct
from instances import HARD, Shape, large_case
from onetext import certify
from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.model.day import At, on, sharpened
from onetext.model.issues import Issue, Option
from onetext.model.numbers import sharp
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, NoNumber, Position, Worth
from onetext.solve import dominance, fronts, plan
from onetext.solve import frontier as frontier_file
from onetext.solve.budget import Budget
from onetext.solve.frontier import frontier
from strategies import DAY, cases


@given(case=cases(), at=st.sampled_from(("middle", "worst", "best")), within=st.sampled_from(("admissible", "acceptable", "zopa")))
def test_points_and_packages_are_those_of_the_definition(case: Case, at: At, within: str) -> None:
    """Vectors, how many packages have each, the first of these, largest first."""
    today = on(case, DAY)
    own = sharpened(today, at)
    sets = {
        "admissible": direct.admissible(own),
        "acceptable": [package for package in direct.admissible(own) if direct.crosses_no_line(own, package)],
        "zopa": direct.zopa(own)[0],
    }
    expected, found = direct.front(today, sets[within], at), frontier(today, within=within, at=at)
    assert found.status == "optimal" and found.within == within
    assert {tuple(v for _, v in point.values): point.packages for point in found.frontier} == {v: len(p) for v, p in expected.items()}
    assert [dict(point.package) for point in found.frontier] == [expected[v][0] for v in sorted(expected, reverse=True)]
    assert (found.points, found.packages) == (len(expected), sum(map(len, expected.values())))


@given(cases())
def test_the_order_of_issues_and_parties_changes_no_set(case: Case) -> None:
    today = on(case, DAY)
    turned = replace(today, issues=today.issues[::-1], parties=today.parties[::-1])
    assert {(frozenset(p.values), p.packages) for p in frontier(today).frontier} == {
        (frozenset(p.values), p.packages) for p in frontier(turned).frontier
    }


@pytest.mark.parametrize("seed", range(6))
def test_the_fast_filter_agrees_with_the_plain_one_on_many_vectors(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With samples so small that they are drawn, on vectors with many ties."""
    monkeypatch.setattr(dominance, "SAMPLE", 50)
    draw = np.random.default_rng(seed)
    rows = draw.integers(0, [3, 8, 20][seed % 3], size=(700, 2 + seed % 4))
    mask, complete = dominance.efficient([dominance.ranks(column) for column in rows.T])
    plain = [not any((other >= row).all() and (other > row).any() for other in rows) for row in rows]
    assert complete and mask.tolist() == plain


CLOSE = st.builds(int.__add__, st.sampled_from((10**30, -(10**30), 10**400, 10**400 + 10**385, 2**53)), st.integers(-3, 3))


@given(st.lists(st.integers(-(10**30), 10**30) | st.integers(-3, 3) | CLOSE, max_size=40))
def test_ranks_keep_order_and_equality(numbers: list[int]) -> None:
    """Also of numbers that no float tells apart, and of those beyond the largest float."""
    for dtype in (object, np.int64):
        if dtype is np.int64 and any(abs(n) >= 2**62 for n in numbers):
            continue
        expected = [sorted(set(numbers)).index(n) for n in numbers]
        assert dominance.ranks(np.array(numbers, dtype=dtype)).tolist() == expected


def test_a_spent_budget_shows_what_is_known_and_says_that_there_may_be_more(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(1)
    columns = [dominance.ranks(column) for column in draw.integers(0, 1000, size=(6, 3000))]
    whole, _ = dominance.efficient(columns)
    monkeypatch.setattr(dominance, "AT_ONCE", 0)
    calls = iter(range(10**6))
    some, complete = dominance.efficient(columns, Budget(cancelled=lambda: next(calls) > 3))
    assert not complete and some.any() and not (some & ~whole).any() and some.sum() < whole.sum()


def test_an_unknown_set_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="'all'; known: admissible, acceptable, zopa"):
        frontier(Case, within="all")  # type: ignore[arg-type]


@given(case=cases(), at=st.sampled_from(("middle", "worst", "best")), within=st.sampled_from(("admissible", "acceptable", "zopa")))
def test_summing_the_fronts_of_groups_gives_the_enumerated_frontier(case: Case, at: At, within: str) -> None:
    """Vectors, counts and first packages, with links, red lines, terms and reservation values."""
    today = on(case, DAY)
    expected = frontier(today, within=within, at=at)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "WORTH_SUMMING", 0)
        patch.setattr(dominance, "FEW", 2)
        found = frontier(today, within=within, at=at)
    assert replace(found, method=expected.method, why_method=expected.why_method) == expected


@pytest.mark.parametrize("seed", range(3))
def test_summing_agrees_with_enumeration_on_a_larger_space(seed: int) -> None:
    case = large_case(seed, Shape(issues=9, options=3, parties=3, links=2, terms=2, lines=0))
    expected = frontier(case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "WORTH_SUMMING", 0)
        found = frontier(case)
    assert (expected.method, found.method) == ("enumeration", "dynamic programming")
    assert replace(found, method=expected.method, why_method=expected.why_method) == expected


def test_of_equal_sums_the_first_in_file_order_is_shown() -> None:
    """x a with y b, and x b with y a, are worth the same; fronts are added small ones first, here y."""
    issues = (Issue("x", "", tuple(map(Option, "abc"))), Issue("y", "", tuple(map(Option, "ab"))))
    rows = {"p": ((0, 1, 2), (0, 1)), "q": ((2, 1, 0), (1, 0))}
    positions = tuple(
        Position(
            who,
            reservation=NoNumber.NONE,
            worth=tuple(
                IssueWorth(issue.id, tuple((o.id, Worth(sharp(n))) for o, n in zip(issue.options, row, strict=True)))
                for issue, row in zip(issues, table, strict=True)
            ),
        )
        for who, table in rows.items()
    )
    case = Case(parties=(Party("p"), Party("q")), issues=issues, positions=positions)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "WORTH_SUMMING", 0)
        found = frontier(case)
    assert [("".join(o for _, o in point.package), point.packages) for point in found.frontier] == [
        ("cb", 1),
        ("bb", 2),
        ("ab", 2),
        ("aa", 1),
    ]


def test_a_space_beyond_any_count_of_64_bits() -> None:
    """Forty issues of four options: every package ties where nobody cares, and the counts are exact."""
    case = replace(large_case(1, Shape(issues=40, options=4, parties=2, links=0, terms=0, lines=0)), positions=())
    found = frontier(case)
    assert (found.status, found.points, found.packages) == ("optimal", 1, 4**40)
    assert {option for _, option in found.frontier[0].package} == {"a"}


@pytest.mark.parametrize("within", ["admissible", "acceptable", "zopa"])
@pytest.mark.parametrize("seed", range(2))
def test_of_a_frontier_too_large_to_list_those_shown_are_efficient(seed: int, within: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By integer programs on a space that can be enumerated beside."""
    case = large_case(seed, Shape(issues=6, options=3, parties=3, links=4, terms=4, lines=1, asks=Fraction(1, 3)))
    whole = {point.values for point in frontier(case, within=within).frontier}
    monkeypatch.setattr(plan, "ENUMERABLE", 0)
    monkeypatch.setattr(frontier_file, "ENUMERABLE", 0)
    found = frontier(case, within=within, method="cp-sat")
    assert (found.status, found.method) == ("feasible", "cp-sat") and found.points > 1
    assert {point.values for point in found.frontier} <= whole
    assert certify.check(case, found) == ()


def test_a_large_space_whose_issues_all_hang_together_has_some_efficient_packages() -> None:
    case = large_case(1, Shape(issues=20, options=4, parties=2, links=40, terms=0, lines=0))
    found = frontier(case)
    assert (found.status, found.method) == ("feasible", "cp-sat") and found.points > 1
    assert frontier(case, budget=Budget(cancelled=lambda: True)).status == "unknown"


def test_a_large_space_without_a_zopa_has_an_empty_frontier_within_it() -> None:
    found = frontier(large_case(1, HARD), within="zopa")
    assert (found.status, found.points, found.packages) == ("optimal", 0, 0)


def test_a_frontier_that_grows_too_large_is_given_up_for_some_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fronts, "MOST_SUMS", 10)
    case = large_case(1, Shape(issues=12, options=4, parties=3, links=0, terms=0, lines=0))
    assert frontier(case).status == "feasible"
