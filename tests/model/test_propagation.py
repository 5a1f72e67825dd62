"""Contradictions between links: never claimed where some package keeps them all, and found however many ranges a link counts."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

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
