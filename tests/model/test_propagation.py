"""Contradictions between links: never claimed where some package keeps them all, and found however many ranges a link counts."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.model.conditions import Always, Among, Condition, Count, Form, Implies, Never, Range, Sum, keeps, meets, span
from onetext.model.issues import MAX_OPTIONS, Grid, Issue, Option, number_issue
from onetext.model.propagation import contradiction

LINE = Issue("line", "", (Option("new"), Option("old"), Option("none")))
FEE = number_issue("fee", "", Grid(Fraction(-1), Fraction(2), Fraction(1, 2)))
ISSUES = (LINE, FEE)

bounds = st.none() | st.integers(-4, 6).map(lambda n: Fraction(n, 2))
ranges = st.tuples(bounds, bounds).map(lambda ends: Range(*ends))
amongs = st.lists(st.sampled_from([option.id for option in LINE.options]), min_size=1, unique=True).map(lambda ids: Among(tuple(ids)))
conditions = st.tuples(st.none() | amongs, st.none() | ranges).map(
    lambda parts: Condition(tuple((issue.id, part) for issue, part in zip(ISSUES, parts, strict=True) if part is not None))
)
counts = st.none() | st.integers(0, 3)
forms = st.one_of(
    conditions.map(Never),
    conditions.map(Always),
    st.tuples(conditions, conditions).map(lambda both: Implies(*both)),
    st.tuples(st.lists(conditions, min_size=1, max_size=3).map(tuple), counts, counts).map(lambda told: Count(*told)),
    bounds.map(lambda most: Sum((("fee", Fraction(2)),), None, most)),
)


@given(st.lists(forms, min_size=1, max_size=4))
def test_what_is_called_a_contradiction_leaves_no_package(links: list[Form]) -> None:
    found = contradiction(ISSUES, links)
    issues = {issue.id: issue for issue in ISSUES}
    packages = [dict(zip(issues, chosen, strict=True)) for chosen in product(*(issue.places for issue in ISSUES))]
    if found is not None:
        assert not any(all(keeps(form, issues, package) for form in links) for package in packages)


def test_links_that_only_together_leave_nothing() -> None:
    low = Implies(Condition((("line", Among(("new",))),)), Condition((("fee", Range(high=Fraction(0))),)))
    new, dear = Always(Condition((("line", Among(("new",))),))), Sum((("fee", Fraction(1)),), Fraction(1), None)
    assert contradiction(ISSUES, [low, new]) is None
    assert contradiction(ISSUES, [low, new, dear]) == 0


@given(ranges)
def test_a_range_names_the_amounts_between_its_ends(part: Range) -> None:
    amounts = [option.amount or Fraction(0) for option in FEE.options]
    meant = [i for i, a in enumerate(amounts) if (part.low is None or a >= part.low) and (part.high is None or a <= part.high)]
    assert list(meets(part, FEE)) == list(range(*span(part, FEE))) == meant
    assert meets(part, LINE) == ()


def test_tens_of_thousands_of_ranges_over_a_long_number_are_counted() -> None:
    """Each of them once walked all options: minutes."""
    fee = number_issue("fee", "", Grid(Fraction(1), Fraction(MAX_OPTIONS)))
    many = tuple(Condition((("fee", Range(low=Fraction(i % 9000 + 2))),)) for i in range(60_000))
    cheap = Always(Condition((("fee", Range(high=Fraction(1))),)))
    assert contradiction((fee,), [Count(many, at_least=1), cheap]) == 0
    assert contradiction((fee,), [Count(many, at_most=59_999)]) is None


# --- what propagation finds, link by link

PORT = Issue("port", "", (Option("shut"), Option("open")))
THREE = (LINE, PORT, FEE)


def only(issue: str, *options: str) -> Condition:
    return Condition(((issue, Among(options)),))


def dear(low: int | None, high: int | None = None) -> Condition:
    return Condition((("fee", Range(None if low is None else Fraction(low), None if high is None else Fraction(high))),))


NEW, OPEN = only("line", "new"), only("port", "open")
FEES = (("fee", Fraction(1)),)


@pytest.mark.parametrize(
    ("links", "found"),
    [
        ([], None),
        ([Always(NEW)], None),
        ([Always(NEW), Never(NEW)], 1),
        ([Never(NEW), Always(NEW)], 1),  # the one under which the last option goes, whichever comes first
        ([Never(Condition((*NEW.parts, *OPEN.parts))), Always(NEW)], None),  # two parts open: neither goes
        ([Never(Condition((*NEW.parts, *OPEN.parts))), Always(NEW), Always(OPEN)], 0),
        ([Never(Condition())], 0),
        ([Always(Condition())], None),
        ([Never(only("port", "shut")), Never(OPEN)], 1),
        ([Never(only("line", "new", "old", "none"))], 0),
        ([Implies(NEW, OPEN), Always(NEW), Never(OPEN)], 0),  # in the second round
        ([Implies(NEW, OPEN), Never(OPEN), Always(NEW)], 0),
        ([Implies(NEW, OPEN), Never(OPEN)], None),
        ([Implies(Condition(), OPEN), Never(OPEN)], 1),
        ([Implies(NEW, OPEN), Implies(OPEN, dear(2)), Always(NEW), Sum(FEES, at_most=Fraction(1))], 1),  # a chain of three
        ([Count((NEW, OPEN), at_least=2), Never(OPEN)], 1),
        ([Count((NEW, OPEN), at_most=0), Always(OPEN)], 1),
        ([Count((NEW, OPEN), 1, 1), Always(NEW), Always(OPEN)], 0),
        ([Count((NEW, OPEN), at_least=1), Never(OPEN)], None),
        ([Count((NEW, OPEN), at_least=3)], 0),
        ([Sum(FEES, at_least=Fraction(3))], 0),
        ([Sum(FEES, at_most=Fraction(-2))], 0),
        ([Sum(FEES, Fraction(2), Fraction(2))], None),
        ([Sum(FEES, Fraction(1), Fraction(1)), Always(dear(None, 0))], 1),
        ([Sum((("fee", Fraction(-2)),), at_least=Fraction(0)), Always(dear(1))], 1),  # a weight below 0
        ([Sum(FEES, Fraction(1, 4), Fraction(1, 4))], 0),  # between two amounts
    ],
)
def test_what_is_found_and_under_which_link(links: list[Form], found: int | None) -> None:
    assert contradiction(THREE, links) == found


def test_a_deeper_contradiction_passes() -> None:
    """Sound, not complete: no single link takes an option away here, though no package keeps all four."""
    other = only("port", "shut")
    old = only("line", "old", "none")
    links = [Implies(NEW, OPEN), Implies(NEW, other), Implies(old, OPEN), Implies(old, other)]
    assert contradiction(THREE, links) is None
    assert not any(all(keeps(link, {i.id: i for i in THREE}, package) for link in links) for package in _packages())


def _packages() -> list[dict[str, str]]:
    return [dict(zip((i.id for i in THREE), chosen, strict=True)) for chosen in product(*(issue.places for issue in THREE))]


@given(st.lists(st.sampled_from([NEW, OPEN, dear(1), dear(None, 0), only("line", "old")]), min_size=1, max_size=5), st.data())
def test_what_must_and_what_must_not_be_is_always_found(conditions_: list[Condition], data: st.DataObject) -> None:
    """Where each link speaks of one issue with certainty, propagation misses nothing: found just where no package is left."""
    links: list[Form] = [data.draw(st.sampled_from((Always, Never)))(condition) for condition in conditions_]
    named = {issue.id: issue for issue in THREE}
    left = any(all(keeps(link, named, package) for link in links) for package in _packages())
    assert (contradiction(THREE, links) is None) == left


@given(st.lists(forms, min_size=1, max_size=4))
def test_the_order_of_links_does_not_decide_whether_they_contradict(links: list[Form]) -> None:
    assert (contradiction(ISSUES, links) is None) == (contradiction(ISSUES, links[::-1]) is None)


@given(st.lists(forms, min_size=2, max_size=4))
def test_the_link_named_contradicts_those_before_it_or_is_found_with_those_after(links: list[Form]) -> None:
    """It belongs to the contradiction: without the links after it and it, the rest is no worse off than the whole."""
    found = contradiction(ISSUES, links)
    if found is not None:
        assert contradiction(ISSUES, [*links[:found], *links[found + 1 :], links[found]]) is not None


FUND = number_issue("fund", "", Grid(Fraction(0), Fraction(4), Fraction(2)))


@given(st.lists(st.tuples(st.sampled_from((1, -1, 2)), st.sampled_from((1, -1, 3)), bounds, bounds), min_size=1, max_size=3))
def test_sums_of_two_numbers_are_never_called_a_contradiction_where_a_package_keeps_them(told: list[tuple]) -> None:
    """And one alone, without a gap between the sums it can make, is called one just where no package keeps it."""
    sums: list[Form] = [Sum((("fee", Fraction(a)), ("fund", Fraction(b))), low, high) for a, b, low, high in told]
    named = {"fee": FEE, "fund": FUND}
    packages = [{"fee": fee, "fund": fund} for fee in FEE.places for fund in FUND.places]
    if any(all(keeps(form, named, package) for form in sums) for package in packages):
        assert contradiction((FEE, FUND), sums) is None


@pytest.mark.parametrize(
    ("low", "high", "found"), [(None, 0, None), (None, -1, None), (None, -2, 0), (6, None, None), (7, None, 0), (5, 5, None)]
)
def test_the_best_of_the_others_counts_in_a_sum(low: int | None, high: int | None, found: int | None) -> None:
    """The fee runs from -1 to 2, the fund from 0 to 4."""
    form = Sum(
        (("fee", Fraction(1)), ("fund", Fraction(1))), None if low is None else Fraction(low), None if high is None else Fraction(high)
    )
    assert contradiction((FEE, FUND), [form]) == found
