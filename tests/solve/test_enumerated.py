"""Every rule by enumeration, against the definition applied to each package."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import direct
from onetext.errors import UsageError
from onetext.model.acceptance import Answer, agreed
from onetext.model.case import Case
from onetext.model.day import At, on
from onetext.model.issues import Issue, Option
from onetext.model.numbers import sharp
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, NoNumber, Position, Reservation, Worth
from onetext.model.rules import RULES, Rule
from onetext.solve.best import best
from onetext.solve.budget import Budget
from onetext.solve.gains import weighed
from strategies import DAY, cases

AT = st.sampled_from(("middle", "worst", "best"))


def table_case(rows: dict[str, list[Fraction | int]], reservation: Fraction | int | NoNumber = 0) -> Case:
    """One issue; each party's worths of its options, in order."""
    options = tuple(Option(f"o{i}") for i in range(len(next(iter(rows.values())))))
    held = reservation if isinstance(reservation, NoNumber) else (Reservation(Worth(sharp(reservation))),)
    positions = tuple(
        Position(who, reservation=held, worth=(IssueWorth("i", tuple((o.id, Worth(sharp(n))) for o, n in zip(options, row, strict=True))),))
        for who, row in rows.items()
    )
    return Case(parties=tuple(map(Party, rows)), issues=(Issue("i", "", options),), positions=positions)


@given(case=cases(), at=AT, normalise=st.booleans())
def test_optimum_and_ties_are_those_of_the_definition(case: Case, at: At, normalise: bool) -> None:
    """By each rule: objective, ties, first package in file order, best gains, acceptable over the intervals or not."""
    today = on(case, DAY)
    for rule in RULES.values():
        expected, found = direct.optimum(today, rule, at, normalise), best(today, rule, at=at, normalise=normalise)
        if expected is None:
            assert found.status == ("infeasible" if direct.admissible(today) else "infeasible_links")
            assert found.package is None and found.tied is None
            continue
        assert found.status == "optimal" and found.rule == rule.name
        assert found.objective == found.bound == expected.objective
        assert found.tied == len(expected.packages) and found.unique == (found.tied == 1)
        assert dict(found.package or ()) == expected.packages[0]
        assert tuple(gain for _, gain in found.best_gains) == expected.best_gains
        assert tuple(gain for _, gain in found.gains) == expected.gains[0]
        assert found.acceptable == ("all" if agreed(today, dict(found.package or ())) is Answer.YES else "some")


@given(case=cases(), normalise=st.booleans())
def test_a_rule_from_elsewhere_is_asked_about_each_distinct_vector(case: Case, normalise: bool) -> None:
    """A rule that the search does not know, by its measure alone: here the smallest gain, under another name."""
    today, own = on(case, DAY), replace(RULES["egalitarian"], name="poorest")
    expected, found = direct.optimum(today, own, normalise=normalise), best(today, own, normalise=normalise)
    assert (found.objective, found.tied) == ((expected.objective, len(expected.packages)) if expected else (None, None))


def test_a_rule_that_hides_behind_a_known_name_is_not_mistaken_for_it() -> None:
    mean = Rule("nash", "smallest first", lambda gains, best: -gains[0], False, "", "")
    found = best(table_case({"a": [1, 2], "b": [1, 2]}), mean)
    assert found.objective == -1 and dict(found.package or ()) == {"i": "o0"}


def test_a_nash_product_of_zero_names_who_cannot_gain_and_the_product_of_the_others() -> None:
    """Of the largest sets that gain together, {a, b} and {a, c}, the first in file order is taken."""
    case = table_case({"a": [2, 3, 0], "b": [4, 0, 9], "c": [0, 5, 0], "d": [0, 0, 0]})
    found = best(case, "nash")
    assert (found.objective, found.tied, dict(found.package or ())) == (0, 3, {"i": "o0"})
    assert found.refined is not None
    assert (found.refined.over, found.refined.cannot_gain) == (("a", "b"), ("d",))
    assert (found.refined.objective, dict(found.refined.package), found.refined.tied) == (8, {"i": "o0"}, 1)


def test_of_several_largest_sets_the_one_first_in_file_order_is_taken_wherever_it_stands() -> None:
    found = best(table_case({"a": [3, 2, 0], "b": [0, 4, 9], "c": [5, 0, 0]}), "nash")
    assert found.refined is not None
    assert (found.refined.over, found.refined.objective, dict(found.refined.package)) == (("a", "b"), 8, {"i": "o1"})


@given(cases())
def test_the_refined_product_is_over_a_largest_set_of_parties_that_gain_together(case: Case) -> None:
    today = on(case, DAY)
    expected, found = direct.optimum(today, RULES["nash"]), best(today, "nash")
    if expected is None or expected.objective != 0 or not expected.best_gains:
        assert found.refined is None
        return
    assert found.refined is not None
    gaining = [frozenset(w for w, g in zip(weighed(today), row, strict=True) if g > 0) for row in expected.gains]
    assert frozenset(found.refined.over) in gaining
    assert len(found.refined.over) == max(map(len, gaining))
    assert set(found.refined.cannot_gain) == {w for w, top in zip(weighed(today), expected.best_gains, strict=True) if top == 0}


TINY = Fraction(1, 10**29 + 7)


@pytest.mark.parametrize(
    ("rule", "package", "tied"),
    [("utilitarian", "o1", 1), ("egalitarian", "o1", 1), ("leximin", "o1", 1), ("nash", "o1", 1), ("kalai-smorodinsky", "o1", 1)],
)
def test_what_floats_cannot_tell_apart_is_told_apart(rule: str, package: str, tied: int) -> None:
    """Differences of 10^-29 decide, in values whose common denominator has far more than 62 bits."""
    case = table_case(
        {"a": [Fraction(10), 10 + TINY, 0, 20], "b": [Fraction(10, 10**29 - 3) + 10, 10 + 2 * TINY + Fraction(10, 10**29 - 3), 20, 0]}
    )
    found = best(case, rule)
    assert (dict(found.package or ()), found.tied) == ({"i": package}, tied)
    assert found.objective == (direct.optimum(case, RULES[rule]) or found).objective


@pytest.mark.parametrize("rule", RULES)
def test_numbers_of_thousands_of_bits_are_compared(rule: str) -> None:
    """A common denominator beyond the largest float, with and without a near tie."""
    odd = [Fraction(1, 10**28 + 2 * n + 1) for n in range(60)]
    case = table_case({"a": [1 + one for one in odd], "b": [1 + one for one in reversed(odd)]})
    expected, found = direct.optimum(case, RULES[rule]), best(case, rule)
    assert expected is not None
    assert (found.objective, found.tied, dict(found.package or ())) == (expected.objective, len(expected.packages), expected.packages[0])


def test_any_agreement_is_better_than_none_gains_from_the_least_admissible_worth() -> None:
    found = best(table_case({"a": [3, 5, 7], "b": [5, 4, 1]}, NoNumber.NONE), "egalitarian")
    assert found.gains == (("a", 2), ("b", 3)) and found.objective == 2


def test_an_unknown_reservation_value_leaves_a_party_out_and_says_so() -> None:
    """Its acceptance depends, so no package is surely acceptable to all."""
    found = best(table_case({"a": [3, 5], "b": [5, 4]}, NoNumber.UNKNOWN), "nash")
    assert found.left_out == ("a", "b") and found.weighed == () and found.status == "infeasible"
    assert found.why_method == "all 2 packages compared; none is surely accepted by all, 2 may be"


def test_a_name_that_does_not_exist_lists_those_that_do() -> None:
    case = table_case({"a": [1]})
    with pytest.raises(UsageError, match="'fair'; known: utilitarian, egalitarian"):
        best(case, "fair")
    with pytest.raises(UsageError, match="'guess'; known: blocks, enumeration, cp-sat"):
        best(case, "nash", method="guess")


def test_a_spent_budget_is_unknown_not_infeasible() -> None:
    assert best(table_case({"a": [1]}), "nash", budget=Budget(cancelled=lambda: True)).status == "unknown"


@given(case=cases(), factor=st.sampled_from((Fraction(7), Fraction(1, 3), Fraction(10**20))))
def test_scaling_a_partys_points_moves_no_nash_or_kalai_smorodinsky_package(case: Case, factor: Fraction) -> None:
    today = on(case, DAY)
    grown = replace(today, positions=(scaled(today.positions[0], factor), *today.positions[1:])) if today.positions else today
    for rule in ("nash", "kalai-smorodinsky"):
        before, after = best(today, rule), best(grown, rule)
        assert (before.status, before.package, before.tied) == (after.status, after.package, after.tied)


def scaled(position: Position, factor: Fraction) -> Position:
    """The position in other points."""

    def grow(worth: Worth) -> Worth:
        return worth.mapped(lambda points: points * factor)

    held = position.reservation
    return replace(
        position,
        reservation=held if isinstance(held, NoNumber) else tuple(replace(one, worth=grow(one.worth)) for one in held),
        worth=tuple(replace(table, at=tuple((key, grow(worth)) for key, worth in table.at)) for table in position.worth),
        terms=tuple(replace(term, worth=grow(term.worth)) for term in position.terms),
    )


@given(case=cases())
def test_the_order_of_issues_and_parties_changes_no_value(case: Case) -> None:
    today = on(case, DAY)
    turned = replace(today, issues=today.issues[::-1], parties=today.parties[::-1], positions=today.positions[::-1])
    for rule in RULES:
        before, after = best(today, rule), best(turned, rule)
        assert (before.status, before.objective, before.tied) == (after.status, after.objective, after.tied)
        assert set(before.best_gains) == set(after.best_gains)
