"""The rules' measures by hand, and the laws that single each of them out."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.model.rules import RULES, Measure, least_share

NAMES = "utilitarian egalitarian leximin nash kalai-smorodinsky".split()


def numbers(*told: int | str) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, told))


def measure(rule: str, gains: Sequence[Fraction], best: Sequence[Fraction] = ()) -> Measure:
    return RULES[rule].measure(gains, best or gains)


@pytest.mark.parametrize(
    ("gains", "best", "total", "least", "product", "share"),
    [
        ((6, 3), (6, 9), 9, 3, 18, "1/3"),
        ((3, 6), (6, 9), 9, 3, 18, "1/2"),
        ((4, 6), (8, 12), 10, 4, 24, "1/2"),
        ((0, 9), (6, 9), 9, 0, 0, 0),
        (("1/2", "1/3"), (1, 1), "5/6", "1/3", "1/6", "1/3"),
        ((5,), (10,), 5, 5, 5, "1/2"),
        ((2, 3, 4), (2, 3, 4), 9, 2, 24, 1),
        ((0, 4), (0, 8), 4, 0, 0, "1/2"),  # one that cannot gain counts as fully served
        ((0, 8), (0, 8), 8, 0, 0, 1),
        ((0, 0), (0, 0), 0, 0, 0, 1),
    ],
)
def test_measures_by_hand(gains: tuple, best: tuple, total: object, least: object, product: object, share: object) -> None:
    own, tops = numbers(*gains), numbers(*best)
    assert measure("utilitarian", own, tops) == Fraction(total)  # type: ignore[call-overload]
    assert measure("egalitarian", own, tops) == Fraction(least)  # type: ignore[call-overload]
    assert measure("nash", own, tops) == Fraction(product)  # type: ignore[call-overload]
    assert measure("kalai-smorodinsky", own, tops) == Fraction(share)  # type: ignore[call-overload]
    assert measure("leximin", own, tops) == tuple(sorted(own))


def test_a_share_where_nobody_is_weighed_is_whole() -> None:
    assert least_share((), ()) == 1


def test_each_rule_stands_under_its_own_name_with_its_source() -> None:
    assert list(RULES) == NAMES
    for name, rule in RULES.items():
        assert rule.name == name
        assert rule.plain_name and rule.about
        assert rule.source[-4:].isdigit()
    assert [name for name, rule in RULES.items() if rule.compares_points] == ["utilitarian", "egalitarian", "leximin"]


def test_leximin_looks_at_the_next_where_the_smallest_are_the_same() -> None:
    assert measure("leximin", numbers(2, 9, 3)) > measure("leximin", numbers(3, 2, 8))
    assert measure("leximin", numbers(2, 3, 3)) > measure("leximin", numbers(2, 2, 99))
    assert measure("leximin", numbers(3, 3)) > measure("leximin", numbers(2, 99))
    assert measure("leximin", numbers(9, 2)) == measure("leximin", numbers(2, 9))


gain = st.fractions(0, 20, max_denominator=6)
rows = st.integers(1, 4).flatmap(lambda n: st.tuples(*[st.lists(gain, min_size=n, max_size=n).map(tuple)] * 2))


@given(rows, st.data())
def test_the_order_of_parties_changes_no_measure(both: tuple, data: st.DataObject) -> None:
    own, best = both
    turn = data.draw(st.permutations(range(len(own))))
    for rule in NAMES:
        assert measure(rule, own, best) == measure(rule, [own[i] for i in turn], [best[i] for i in turn])


@given(rows, st.data())
def test_more_for_one_and_no_less_for_any_is_never_worse(both: tuple, data: st.DataObject) -> None:
    """And better by the sum and by leximin."""
    own, best = both
    place = data.draw(st.integers(0, len(own) - 1))
    more = tuple(g + 1 if i == place else g for i, g in enumerate(own))
    for rule in NAMES:
        assert measure(rule, more, best) >= measure(rule, own, best)
    for rule in ("utilitarian", "leximin"):
        assert measure(rule, more, best) > measure(rule, own, best)


@given(rows, rows, st.lists(st.fractions("1/9", 9, max_denominator=9), min_size=4, max_size=4))
def test_rules_that_compare_no_points_rank_alike_in_any_points(one: tuple, other: tuple, units: list[Fraction]) -> None:
    """Each party's gains times a number of its own: the product and the smallest share keep their order, or their value."""
    size = min(len(one[0]), len(other[0]))
    mine, theirs = one[0][:size], other[0][:size]
    best = tuple(map(max, zip(mine, theirs, one[1], strict=False)))[:size]

    def scaled(row: Sequence[Fraction]) -> list[Fraction]:
        return [g * unit for g, unit in zip(row, units, strict=False)]

    before = measure("nash", mine, best), measure("nash", theirs, best)
    after = measure("nash", scaled(mine), scaled(best)), measure("nash", scaled(theirs), scaled(best))
    assert (before[0] > before[1], before[0] == before[1]) == (after[0] > after[1], after[0] == after[1])
    for row in (mine, theirs):
        assert least_share(scaled(row), scaled(best)) == least_share(row, best)


@given(rows)
def test_the_smallest_share_lies_between_nothing_and_all(both: tuple) -> None:
    own = both[0]
    best = tuple(map(max, own, both[1]))
    assert 0 <= least_share(own, best) <= 1
    assert least_share(best, best) == 1
