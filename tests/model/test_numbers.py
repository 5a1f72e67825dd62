"""Numbers as a case writes them: exact, the same however spelled, and nothing else taken for one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.model.numbers import MAX_DIGITS, ZERO, Interval, exact, sharp, show

WRITTEN: list[tuple[str, Fraction]] = [
    ("38", Fraction(38)),
    ("-7", Fraction(-7)),
    ("+7", Fraction(7)),
    ("0", Fraction(0)),
    ("-0", Fraction(0)),
    ("007", Fraction(7)),
    ("0.1", Fraction(1, 10)),
    (".5", Fraction(1, 2)),
    ("5.", Fraction(5)),
    ("-.25", Fraction(-1, 4)),
    ("1e3", Fraction(1000)),
    ("1E3", Fraction(1000)),
    ("1e+3", Fraction(1000)),
    ("25e-2", Fraction(1, 4)),
    ("1.5e1", Fraction(15)),
    ("2/3", Fraction(2, 3)),
    ("-2/3", Fraction(-2, 3)),
    ("4/6", Fraction(2, 3)),
    ("1/2.5", Fraction(2, 5)),
    ("1e2/3", Fraction(100, 3)),
    ("1e99", Fraction(10) ** 99),
    ("1e-99", Fraction(1, 10**99)),
    ("9" * MAX_DIGITS, Fraction(10**MAX_DIGITS - 1)),
    ("1" * MAX_DIGITS + "/" + "3" * MAX_DIGITS, Fraction(1, 3)),
]

REFUSED = [
    "", " ", "+", "-", ".", "-.", "e3", ".e3", "/2", "1/", "1//2", "1/2/3", "1/-2", "1/+2", "1 000", " 1", "1 ", "1\n", "1_000", "1,5",
    "0x1F", "0o17", "0b1", "190:20:30", "1:30", "1e100", "1e-100", "1e", "1e3.5", "1ee3", "1.2.3", "--1", "+-1", "nan", "NaN", ".nan",
    "inf", "-inf", ".inf", "Infinity", "yes", "true", "null", "~", "2031-05-01", "1/2e3", "٣", "½", "²", "１", "1%", "$1", "1j", "−1",
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), WRITTEN)
def test_a_number_is_worth_what_it_says(text: str, number: Fraction) -> None:
    assert exact(text) == number


@pytest.mark.parametrize("text", REFUSED)
def test_nothing_else_is_a_number(text: str) -> None:
    """No underscore, hex, octal or sexagesimal; no word, date, blank, sign or digit of another script."""
    with pytest.raises(ValueError, match="is not a number"):
        exact(text)


@pytest.mark.parametrize("text", ["1/0", "0/0", "-3/0.0", "1/000", "1e5/0"])
def test_a_division_by_zero_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="divides by zero"):
        exact(text)


@pytest.mark.parametrize(
    "text",
    ["1" * 31, "0." + "0" * 30, "1" * 20 + "." + "1" * 11, "1/" + "7" * 31, "1" * 31 + "/2", "1" * 29 + "e12", "9" * 1_000_000],
)
def test_more_than_thirty_digits_on_one_side_are_refused(text: str) -> None:
    """Before a number is built, so that a million digits take no time; the message does not repeat them all."""
    with pytest.raises(ValueError, match="more than 30 digits") as caught:
        exact(text)
    assert len(str(caught.value)) < 100


@given(st.fractions(max_denominator=10**15).filter(lambda n: abs(n) < 10**14))
def test_what_is_shown_reads_as_the_same_number(number: Fraction) -> None:
    text = show(number)
    assert exact(text) == number
    assert show(exact(text)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6))
def test_a_decimal_is_not_rounded(number: Decimal) -> None:
    """As no binary fraction would do: 0.1 is a tenth."""
    assert exact(format(number, "f")) == Fraction(number)


@given(st.integers(-(10**6), 10**6), st.integers(-9, 9), st.integers(1, 999))
def test_spellings_of_one_number_are_one(digits: int, power: int, divisor: int) -> None:
    """An exponent, the noughts that it stands for, and a divisor not reduced."""
    scaled = Fraction(digits) * Fraction(10) ** power
    assert exact(f"{digits}e{power}") == exact(f"{digits}e{power:+03d}") == scaled
    assert exact(f"{digits}e{power}/{divisor}") == scaled / divisor
    assert exact(f"{7 * digits}/{7 * divisor}") == exact(f"{digits}/{divisor}")


@pytest.mark.parametrize(("number", "text"), [(Fraction(6), "6"), (Fraction(-1, 2), "-1/2"), (Fraction(4, 8), "1/2"), (7, "7"), (0, "0")])
def test_numbers_are_shown_reduced(number: Fraction | int, text: str) -> None:
    assert show(number) == text


# --- intervals


def test_an_interval_runs_upwards() -> None:
    with pytest.raises(ValueError, match="from low to high, not from 3 to 2"):
        Interval(Fraction(3), Fraction(2))
    assert Interval(Fraction(2), Fraction(2)).sharp
    assert not Interval(Fraction(2), Fraction(3)).sharp


def test_an_interval_is_shown_by_its_ends_and_a_sharp_one_as_a_number() -> None:
    assert str(Interval(Fraction(1, 2), Fraction(3))) == "[1/2, 3]"
    assert str(sharp("0.5")) == "1/2"
    assert sharp(Fraction(1, 2)) == sharp("1/2") == Interval(Fraction(1, 2), Fraction(1, 2))
    assert sharp(0) == ZERO


intervals = st.tuples(st.fractions(-50, 50, max_denominator=9), st.fractions(0, 20, max_denominator=9)).map(
    lambda told: Interval(told[0], told[0] + told[1])
)


@given(intervals, intervals, st.fractions(0, 1), st.fractions(0, 1))
def test_a_sum_of_intervals_holds_every_sum_and_no_wider(one: Interval, other: Interval, share: Fraction, second: Fraction) -> None:
    both = one + other
    picked = one.low + share * (one.high - one.low) + other.low + second * (other.high - other.low)
    assert both.low <= picked <= both.high
    assert (both.low, both.high) == (one.low + other.low, one.high + other.high)
    assert both.middle == one.middle + other.middle
    assert one + ZERO == one
