"""How orders and preferences between two answers rank the options of an issue, and where they contradict each other."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.model.issues import Grid, Issue, Option, number_issue
from onetext.model.orders import circles, no_better, no_worse, views_against
from onetext.model.positions import Order, Position, Preference, View

LINE = Issue("line", "", tuple(map(Option, "abcd")))
FEE = number_issue("fee", "", Grid(Fraction(0), Fraction(6), Fraction(3)))
ISSUES = {"line": LINE, "fee": FEE}


def over(better: str, worse: str, alike: bool = False, issue: str = "line") -> Preference:
    return Preference(((issue, better),), ((issue, worse),), alike)


def test_a_preference_goes_on_where_an_order_ends() -> None:
    """a over b by the order, b over c by a preference, d alike with c: all below a; nothing is known of what nothing leads to."""
    said = Position("p", order=(Order("line", (("a",), ("b",))),), prefers=(over("b", "c"), over("c", "d", alike=True)))
    assert no_better(LINE, said, "a") == ("a", "b", "c", "d")
    assert no_worse(LINE, said, "d") == ("a", "b", "c", "d")
    assert no_better(LINE, said, "c") == ("c", "d")
    only = Position("p", prefers=(over("b", "c"),))
    assert (no_worse(LINE, only, "b"), no_better(LINE, only, "b"), no_worse(LINE, only, "a")) == (("b",), ("b", "c"), ("a",))


def test_a_preference_over_two_issues_ranks_neither_alone() -> None:
    said = Position("p", prefers=(Preference((("line", "a"), ("fee", "0")), (("line", "b"), ("fee", "3"))),))
    assert no_better(LINE, said, "a") == ("a",)


pairs = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.booleans()).filter(lambda one: one[0] != one[1]), max_size=5
)


@given(pairs, st.permutations("abcd"), st.integers(0, 4))
def test_there_is_a_circle_only_where_no_worths_fit(told: list[tuple[str, str, bool]], ranked: list[str], kept: int) -> None:
    """Against every way to give four options four worths; and what leads from one option to another holds in each that fits."""
    order = Order("line", tuple((option,) for option in ranked[:kept]))
    said = Position("p", order=(order,), prefers=tuple(over(*one) for one in told))

    def fits(worth: dict[str, int]) -> bool:
        by_order = all(worth[one] > worth[other] for one, other in pairwise(ranked[:kept]))
        return by_order and all(worth[a] == worth[b] if alike else worth[a] > worth[b] for a, b, alike in told)

    worlds = [worth for points in product(range(4), repeat=4) if fits(worth := dict(zip("abcd", points, strict=True)))]
    assert any(circles(said, ISSUES)) == (not worlds)
    for own in "abcd" if worlds else "":
        surely = {other for other in "abcd" if all(worth[other] <= worth[own] for worth in worlds)}
        assert set(no_better(LINE, said, own)) <= surely
        lowest = {other for other in surely if any(worth[other] < worth[own] for worth in worlds)}
        assert lowest <= set(no_better(LINE, said, own))


@pytest.mark.parametrize(
    ("views", "ranks", "clash"),
    [
        ("wants can_live rejects never", "abcd", False),
        ("can_live wants rejects never", "abcd", True),
        ("wants can_live never rejects", "abcd", True),
        ("never can_live wants wants", "dcba", False),
        ("rejects only_if indifferent wants", "abcd", True),
        ("only_if wants indifferent only_if", "dcba", False),
    ],
)
def test_views_and_an_order_agree_or_do_not(views: str, ranks: str, clash: bool) -> None:
    """From wants down to never; what is conditional or does not matter ranks nothing."""
    said = tuple(View("line", option, word) for option, word in zip("abcd", views.split(), strict=True))  # type: ignore[arg-type]
    position = Position("p", view=said, order=(Order("line", tuple((one,) for one in ranks)),))
    assert any(views_against(position, ISSUES)) is clash


def test_alike_answers_may_be_wanted_and_lived_with_but_not_refused() -> None:
    for words, clash in ((("wants", "can_live"), False), (("rejects", "never"), False), (("can_live", "rejects"), True)):
        said = tuple(View("line", option, word) for option, word in zip("ab", words, strict=True))  # type: ignore[arg-type]
        assert any(views_against(Position("p", view=said, order=(Order("line", (("a", "b"),)),)), ISSUES)) is clash


def test_an_order_by_amount_ranks_as_its_direction_says() -> None:
    up, down = (Position("p", order=(Order("fee", direction=one),)) for one in ("up", "down"))
    assert (no_worse(FEE, up, "3"), no_worse(FEE, down, "3")) == (("3", "6"), ("0", "3"))
    turned = Position("p", order=up.order, prefers=(over("0", "6", issue="fee"),))
    assert [(one.way, one.first) for one in circles(turned, ISSUES)] == [
        (((("fee", "6"),), (("fee", "3"),), (("fee", "0"),)), ("order", "fee"))
    ]
