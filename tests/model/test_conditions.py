"""Conditions and the five forms, each held against its definition read off the page: lists, ranges, {} and every bound."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.model.conditions import (
    Always,
    Among,
    Condition,
    Count,
    Form,
    Implies,
    Never,
    Package,
    Range,
    Sum,
    conditions_of,
    holds,
    issues_of,
    keeps,
    meets,
)
from onetext.model.issues import MAX_OPTIONS, Grid, Issue, Option, number_issue

LINE = Issue("line", "", (Option("hold"), Option("pull"), Option("leave")))
PORT = Issue("port", "", (Option("shut"), Option("open")))
FEE = number_issue("fee", "", Grid(Fraction(0), Fraction(12), Fraction(3)))
FUND = number_issue("fund", "", Grid(Fraction(-1), Fraction(1), Fraction(1, 2)))
ISSUES = {issue.id: issue for issue in (LINE, PORT, FEE, FUND)}
PACKAGES = [dict(zip(ISSUES, chosen, strict=True)) for chosen in product(*(issue.places for issue in ISSUES.values()))]


def package(line: str = "hold", port: str = "shut", fee: str = "0", fund: str = "0") -> Package:
    return {"line": line, "port": port, "fee": fee, "fund": fund}


def where(**parts: str | tuple[str, ...] | Range) -> Condition:
    """`line="hold"`: an option; a tuple: several; a Range: amounts."""
    return Condition(tuple((k, Among((v,)) if isinstance(v, str) else Among(v) if isinstance(v, tuple) else v) for k, v in parts.items()))


NINE, SIX = Fraction(9), Fraction(6)
PULL, OPEN, DEAR = where(line="pull"), where(port="open"), where(fee=Range(low=NINE))


@pytest.mark.parametrize(
    ("condition", "given_", "expected"),
    [
        (Condition(), package(), True),
        (Condition(), package("leave", "open", "12", "-1"), True),
        (where(line="pull"), package("pull"), True),
        (where(line="pull"), package("hold"), False),
        (where(line=("pull", "leave")), package("leave"), True),
        (where(line=("pull", "leave")), package("hold"), False),
        (where(line=("leave", "pull")), package("pull"), True),  # the order of a list says nothing
        (where(line=("hold", "hold")), package("hold"), True),
        (where(fee=Range(low=NINE)), package(fee="9"), True),  # both ends count
        (where(fee=Range(low=NINE)), package(fee="12"), True),
        (where(fee=Range(low=NINE)), package(fee="6"), False),
        (where(fee=Range(high=SIX)), package(fee="6"), True),
        (where(fee=Range(high=SIX)), package(fee="9"), False),
        (where(fee=Range(SIX, NINE)), package(fee="3"), False),
        (where(fee=Range(SIX, NINE)), package(fee="6"), True),
        (where(fee=Range(SIX, NINE)), package(fee="12"), False),
        (where(fee=Range()), package(fee="3"), True),
        (where(fee=Range(Fraction(7), Fraction(8))), package(fee="6"), False),  # between two options: none
        (where(fee=Range(Fraction(8), Fraction(10))), package(fee="9"), True),  # ends off the grid
        (where(fee=("0", "12")), package(fee="12"), True),  # a list names amounts one by one
        (where(fee=("0", "12")), package(fee="6"), False),
        (where(fund=Range(high=Fraction(-1, 2))), package(fund="-1/2"), True),
        (where(fund="1/2"), package(fund="1/2"), True),
        (where(line="pull", port="open"), package("pull", "open"), True),  # every issue named
        (where(line="pull", port="open"), package("pull", "shut"), False),
        (where(line="pull", port="open"), package("hold", "open"), False),
    ],
)
def test_a_condition_holds_where_every_issue_named_has_one_of_the_options_listed(
    condition: Condition, given_: Package, expected: bool
) -> None:
    assert holds(condition, ISSUES, given_) is expected


ROWS: list[tuple[Form, Package, bool]] = [
    (Never(PULL), package("pull"), False),
    (Never(PULL), package("hold"), True),
    (Never(where(line="pull", port="open")), package("pull", "shut"), True),
    (Never(where(line="pull", port="open")), package("pull", "open"), False),
    (Never(Condition()), package(), False),  # {} always holds
    (Always(Condition()), package(), True),
    (Always(PULL), package("pull"), True),
    (Always(PULL), package("leave"), False),
    (Implies(PULL, OPEN), package("pull", "open"), True),
    (Implies(PULL, OPEN), package("pull", "shut"), False),
    (Implies(PULL, OPEN), package("hold", "shut"), True),
    (Implies(PULL, OPEN), package("hold", "open"), True),
    (Implies(Condition(), OPEN), package("hold", "shut"), False),
    (Implies(PULL, Condition()), package("pull"), True),
    (Count((PULL, OPEN, DEAR), at_most=1), package("pull", "open", "0"), False),
    (Count((PULL, OPEN, DEAR), at_most=1), package("pull", "shut", "0"), True),
    (Count((PULL, OPEN, DEAR), at_most=0), package("hold", "shut", "6"), True),
    (Count((PULL, OPEN, DEAR), at_least=2), package("pull", "open", "0"), True),
    (Count((PULL, OPEN, DEAR), at_least=2), package("pull", "shut", "0"), False),
    (Count((PULL, OPEN, DEAR), 1, 2), package("pull", "open", "9"), False),
    (Count((PULL, OPEN, DEAR), 3, 3), package("pull", "open", "12"), True),
    (Count((PULL, PULL), at_least=2), package("pull"), True),  # each entry counts for itself
    (Count((Condition(), PULL), at_most=1), package("pull"), False),
    (Count((PULL,)), package("pull"), True),
    (Sum((("fee", Fraction(1)),), at_least=SIX), package(fee="6"), True),
    (Sum((("fee", Fraction(1)),), at_least=SIX), package(fee="3"), False),
    (Sum((("fee", Fraction(1)),), at_most=SIX), package(fee="6"), True),
    (Sum((("fee", Fraction(1)),), at_most=SIX), package(fee="9"), False),
    (Sum((("fee", Fraction(10)), ("fund", Fraction(-60))), at_most=Fraction(0)), package(fee="6", fund="1"), True),
    (Sum((("fee", Fraction(10)), ("fund", Fraction(-60))), at_most=Fraction(0)), package(fee="6", fund="1/2"), False),
    (Sum((("fee", Fraction(1, 3)), ("fund", Fraction(2))), NINE, NINE), package(fee="12", fund="1"), False),
    (Sum((("fee", Fraction(1, 3)), ("fund", Fraction(2))), SIX, SIX), package(fee="12", fund="1"), True),
    (Sum((("fund", Fraction(1)),)), package(fund="-1"), True),
]


@pytest.mark.parametrize(("form", "given_", "expected"), ROWS)
def test_each_form_by_hand(form: Form, given_: Package, expected: bool) -> None:
    assert keeps(form, ISSUES, given_) is expected


# --- by definition, over all packages

bounds = st.none() | st.integers(-2, 14).map(lambda n: Fraction(n, 1)) | st.integers(-3, 3).map(lambda n: Fraction(n, 2))


@st.composite
def parts(draw: st.DrawFn, issue: Issue) -> Among | Range:
    if issue.grid is not None and draw(st.booleans()):
        low, high = draw(bounds), draw(bounds)
        return Range(high, low) if low is not None and high is not None and low > high else Range(low, high)
    return Among(tuple(draw(st.lists(st.sampled_from(sorted(issue.places)), min_size=1, max_size=4))))


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    chosen = draw(st.lists(st.sampled_from(sorted(ISSUES)), max_size=3, unique=True))
    return Condition(tuple((issue, draw(parts(ISSUES[issue]))) for issue in chosen))


def said_of(part: Among | Range, issue: Issue, option_id: str) -> bool:
    """Read off the page, with no places and no bisection."""
    if isinstance(part, Among):
        return option_id in part.options
    amount = Fraction(option_id)
    return (part.low is None or part.low <= amount) and (part.high is None or amount <= part.high)


def said(condition: Condition, chosen: Package) -> bool:
    return all(said_of(part, ISSUES[issue], chosen[issue]) for issue, part in condition.parts)


@given(conditions())
def test_a_condition_is_what_the_page_says_of_every_package(condition: Condition) -> None:
    for chosen in PACKAGES:
        assert holds(condition, ISSUES, chosen) == said(condition, chosen)


@given(conditions(), conditions())
def test_forms_are_each_others_mirrors(one: Condition, other: Condition) -> None:
    """never is not always; if/then is never, or always where the first always holds; counts of one are always and never."""
    for chosen in PACKAGES:
        first, second = said(one, chosen), said(other, chosen)
        assert keeps(Never(one), ISSUES, chosen) is not keeps(Always(one), ISSUES, chosen)
        assert keeps(Implies(one, other), ISSUES, chosen) == (second or not first)
        assert keeps(Implies(Condition(), other), ISSUES, chosen) == keeps(Always(other), ISSUES, chosen)
        assert keeps(Count((one,), at_least=1), ISSUES, chosen) == keeps(Always(one), ISSUES, chosen)
        assert keeps(Count((one,), at_most=0), ISSUES, chosen) == keeps(Never(one), ISSUES, chosen)
        assert keeps(Count((one, other), 1, 1), ISSUES, chosen) == (first != second)


weights = st.integers(-6, 6).map(lambda n: Fraction(n, 2))


@given(weights, weights, bounds, bounds)
def test_a_sum_counts_each_amount_by_its_weight(fee: Fraction, fund: Fraction, low: Fraction | None, high: Fraction | None) -> None:
    form = Sum((("fee", fee), ("fund", fund)), low, high)
    for chosen in PACKAGES:
        total = fee * Fraction(chosen["fee"]) + fund * Fraction(chosen["fund"])
        assert keeps(form, ISSUES, chosen) == ((low is None or total >= low) and (high is None or total <= high))


@given(st.data())
def test_places_are_ascending_and_those_of_the_options_named(data: st.DataObject) -> None:
    issue = ISSUES[data.draw(st.sampled_from(sorted(ISSUES)))]
    part = data.draw(parts(issue))
    found = meets(part, issue)
    assert list(found) == sorted(set(found))
    assert {issue.options[place].id for place in found} == {option.id for option in issue.options if said_of(part, issue, option.id)}


def test_a_form_names_its_conditions_and_each_issue_once_in_the_order_written() -> None:
    both = where(port="open", line="pull")
    assert issues_of(Never(both)) == ("port", "line")
    assert issues_of(Implies(PULL, both)) == ("line", "port")
    assert issues_of(Count((DEAR, PULL, DEAR), at_most=1)) == ("fee", "line")
    assert issues_of(Sum((("fund", Fraction(1)), ("fee", Fraction(2))))) == ("fund", "fee")
    assert conditions_of(Implies(PULL, both)) == (PULL, both)
    assert conditions_of(Sum((("fee", Fraction(1)),))) == ()
    assert issues_of(Always(Condition())) == ()


# --- the options of a number


@pytest.mark.parametrize(
    ("grid", "ids"),
    [
        (("0", "12", "3"), "0 3 6 9 12"),
        (("0", "1", "1/2"), "0 1/2 1"),
        (("-1", "1", "1"), "-1 0 1"),
        (("5", "5", "7"), "5"),
        (("1/3", "1", "1/3"), "1/3 2/3 1"),
        (("0", "10", "3"), ""),  # the end lies off the grid
        (("0", "10", "0"), ""),
        (("0", "10", "-1"), ""),
        (("1", "0", "1"), ""),
    ],
)
def test_a_number_runs_from_its_first_to_its_last_option(grid: tuple[str, str, str], ids: str) -> None:
    """Both ends count, ascending, ids as reduced numbers; nothing where there is no such grid."""
    start, stop, step = map(Fraction, grid)
    options = Grid(start, stop, step).options()
    assert " ".join(option.id for option in options) == ids
    assert all(option.amount == Fraction(option.id) for option in options)


def test_a_number_has_at_most_ten_thousand_options() -> None:
    assert len(Grid(Fraction(1), Fraction(MAX_OPTIONS)).options()) == MAX_OPTIONS
    assert Grid(Fraction(0), Fraction(MAX_OPTIONS)).options() == ()
