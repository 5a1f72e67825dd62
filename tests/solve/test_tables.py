"""Worths as whole numbers: the exact rationals, times one number for each party."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from onetext.model.acceptance import value, voter, worth_at
from onetext.model.case import Case
from onetext.model.day import on
from onetext.solve.tables import scale_of, table
from strategies import DAY, cases


@given(case=cases(), times=st.sampled_from((None, 3)))
def test_each_number_is_the_exact_one_times_the_scale(case: Case, times: int | None) -> None:
    """Options, terms and reservation value; with the party's own scale or a multiple of it."""
    today = on(case, DAY)
    for position in today.positions:
        scale = times * scale_of(today, position.party) if times else None
        own = table(today, position.party, scale)
        written = {each.issue: each for each in position.worth}
        for issue, low, high in zip(today.issues, own.low, own.high, strict=True):
            for option, a, b in zip(issue.options, low, high, strict=True):
                exact = worth_at(written[issue.id], issue, option.id) if issue.id in written else None
                assert (Fraction(a, own.scale), Fraction(b, own.scale)) == ((exact.low, exact.high) if exact else (0, 0))
        assert [(Fraction(a, own.scale), Fraction(b, own.scale)) for _, a, b in own.terms] == [
            (term.worth.points.low, term.worth.points.high) for term in position.terms
        ]
        held = voter(today, position.party).reservation
        assert own.reservation == (None if held is None else (held.low * own.scale, held.high * own.scale))


@given(cases())
def test_the_scale_is_the_least(case: Case) -> None:
    """No divisor of it leaves all numbers whole."""
    today = on(case, DAY)
    for position in today.positions:
        own = table(today, position.party)
        numbers = [n for row in (*own.low, *own.high) for n in row] + [n for _, a, b in own.terms for n in (a, b)]
        numbers += own.reservation or ()
        for prime in (p for p in (2, 3, 5, 7, 11, 13) if own.scale % p == 0):
            assert any(number % prime for number in numbers)


@given(cases())
def test_no_value_is_larger_than_the_magnitude(case: Case) -> None:
    today = on(case, DAY)
    for position in today.positions:
        own = table(today, position.party)
        for package in list(today.packages())[::7]:
            exact = value(today, position.party, package)
            assert max(abs(exact.low), abs(exact.high)) * own.scale <= own.magnitude
