"""Sums of uniform figures, exactly: against closed values, and against integration piece by piece."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import factorial, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.solve.uniforms import Total, chance_of, cube_below

Polynomial = list[Fraction]
Pieces = list[tuple[Fraction, Polynomial]]
"""A function piece by piece: from where each piece begins (the first from minus infinity), its coefficients from the constant up."""

WIDTHS = st.lists(st.sampled_from([Fraction(n, d) for n in (1, 2, 3, 5, 8) for d in (1, 2, 3)]), min_size=1, max_size=5)
NUMBERS = st.sampled_from([Fraction(n, 6) for n in range(-40, 41)])


def at(pieces: Pieces, t: Fraction) -> Fraction:
    """The value of a function at a point."""
    polynomial = next(p for begins, p in reversed(pieces) if begins <= t)
    return sum((c * t**n for n, c in enumerate(polynomial)), Fraction(0))


def integral(polynomial: Polynomial) -> Polynomial:
    return [Fraction(0), *(c / (n + 1) for n, c in enumerate(polynomial))]


def shifted(polynomial: Polynomial, by: Fraction) -> Polynomial:
    """The polynomial p(t - by)."""
    found = [Fraction(0)] * len(polynomial)
    for n, c in enumerate(polynomial):
        for k in range(n + 1):
            found[k] += c * Fraction(factorial(n), factorial(k) * factorial(n - k)) * (-by) ** (n - k)
    return found


def plus(one: Polynomial, other: Polynomial, times: Fraction) -> Polynomial:
    size = max(len(one), len(other))
    padded = [p + [Fraction(0)] * (size - len(p)) for p in (one, other)]
    return [a + times * b for a, b in zip(*padded, strict=True)]


def averaged(pieces: Pieces, width: Fraction) -> Pieces:
    """The function (1 / width) times the integral of another from t - width to t: the distribution with one figure more."""
    whole: Pieces = []
    reached = Fraction(0)
    for n, (begins, polynomial) in enumerate(pieces):
        area = integral(polynomial)
        start = begins if n else Fraction(-1000)
        if n:
            reached += at([(Fraction(-1000), whole[-1][1])], begins) - reached
        area = plus(area, [reached - at([(start, area)], start)], Fraction(1))
        whole.append((begins, area))
    marks = sorted({begins for begins, _ in whole} | {begins + width for begins, _ in whole[1:]})
    found: Pieces = []
    for mark in marks:
        here = next(p for begins, p in reversed(whole) if begins <= mark)
        back = next((p for begins, p in reversed(whole) if begins <= mark - width), whole[0][1])
        found.append((mark, [c / width for c in plus(here, shifted(back, width), Fraction(-1))]))
    return found


def below(widths: list[Fraction], t: Fraction) -> Fraction:
    """How likely figures uniform on [0, width] add up to at most t, one figure integrated out after the other."""
    pieces: Pieces = [(Fraction(-1000), [Fraction(0)]), (Fraction(0), [Fraction(1)])]
    for width in widths:
        pieces = averaged(pieces, width)
    return at(pieces, t)


@given(WIDTHS, NUMBERS)
def test_sums_are_those_of_integration_piece_by_piece(widths: list[Fraction], t: Fraction) -> None:
    assert 1 - (chance_of(Total(-t, tuple(widths))) or 0) == below(widths, t)


@pytest.mark.parametrize(
    ("count", "bound", "known"),
    [(1, "1/3", "1/3"), (2, "1", "1/2"), (2, "1/2", "1/8"), (3, "1", "1/6"), (3, "3/2", "1/2"), (3, "2", "5/6"), (4, "2", "1/2"), (4, "1", "1/24"),
     (5, "1/2", "1/3840"), (6, "5", "719/720"), (3, "0", "0"), (3, "3", "1"), (3, "4", "1")],
)  # fmt: skip
def test_closed_values_of_equal_widths(count: int, bound: str, known: str) -> None:
    """Corners of the cube: 1/n! at 1, and what symmetry makes of it."""
    assert cube_below(count, Fraction(bound)) == Fraction(known)


ODDS = st.lists(st.lists(st.tuples(st.integers(-3, 6), st.integers(1, 4)), min_size=2, max_size=3), max_size=3)


@given(WIDTHS, ODDS, NUMBERS)
def test_numbers_that_may_be_some_are_taken_in_turn(widths: list[Fraction], odds: list[list[tuple[int, int]]], least: Fraction) -> None:
    """With uniform figures beside them, and without: then exactly 0 counts."""
    shares = [[(Fraction(n), Fraction(s, sum(s for _, s in one))) for n, s in one] for one in odds]
    for mixed in (widths, []):
        expected = Fraction(0)
        for world in product(*shares):
            start = least + sum(n for n, _ in world)
            reached = 1 - below(mixed, -start) if mixed else Fraction(start >= 0)
            expected += prod((s for _, s in world), start=Fraction(1)) * reached
        assert chance_of(Total(least, tuple(mixed), tuple(tuple(one) for one in shares))) == expected


def test_too_many_terms_are_left_to_others() -> None:
    """Forty equal widths are few terms, twenty that differ are many."""
    equal = Total(Fraction(-20), (Fraction(1),) * 40)
    assert chance_of(equal) == Fraction(1, 2)
    unequal = tuple(Fraction(3**n + 1, 7) for n in range(20))
    assert chance_of(Total(-sum(unequal) / 2, unequal), 10_000) is None
    assert chance_of(Total(Fraction(-3), (), (((Fraction(0), Fraction(1, 2)), (Fraction(1), Fraction(1, 2))),) * 4), 3) is None
