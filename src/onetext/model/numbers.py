"""Exact numbers: how a case writes them, and intervals of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

NUMBER = re.compile(r"([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?(?:/(\d+)(?:\.(\d*))?)?", re.ASCII)
MAX_DIGITS = 30
ALLOWED = "a number such as 38, 0.1, 1e3 or 2/3, of at most 30 digits"


@lru_cache(maxsize=4096)
def exact(text: str) -> Fraction:
    """The exact number that `text` writes: sign, digits, a point, a two-digit exponent, a divisor.

    Raises ValueError with what is wrong. Digits are counted before a number is built, so no text is slow; those of
    the divisor apart, since the worths of real scenarios reduce to fractions of up to 22 digits above and below.
    """
    if len(text) > MAX_DIGITS and any(sum(map(str.isdigit, part)) > MAX_DIGITS for part in text.split("/")):
        raise ValueError(f"{text[:40]!r} has more than {MAX_DIGITS} digits")
    match = NUMBER.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        raise ValueError(f"{text[:40]!r} is not a number")
    sign, whole, part, power, divisor, divisor_part = match.groups()
    value = Fraction(int(whole + (part or "") or "0"), 10 ** len(part or "")) if part else Fraction(int(whole))
    if power:
        value *= Fraction(10) ** int(power)
    if divisor is not None:
        below = Fraction(int(divisor + (divisor_part or "")), 10 ** len(divisor_part or ""))
        if below == 0:
            raise ValueError(f"{text!r} divides by zero")
        value /= below
    return -value if sign == "-" else value


def show(number: Fraction | int) -> str:
    """The reduced exact text of a number: `6`, `-1/2`."""
    return str(Fraction(number))


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A number known to lie between `low` and `high`; sharp where both are the same."""

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if self.low is not self.high and self.low > self.high:  # most are sharp, and hold one number twice
            raise ValueError(f"an interval runs from low to high, not from {self.low} to {self.high}")

    @property
    def sharp(self) -> bool:
        return self.low == self.high

    @property
    def middle(self) -> Fraction:
        return (self.low + self.high) / 2

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __str__(self) -> str:
        return show(self.low) if self.sharp else f"[{show(self.low)}, {show(self.high)}]"


def sharp(number: Fraction | int | str) -> Interval:
    """The interval that holds one number only."""
    value = exact(number) if isinstance(number, str) else number if isinstance(number, Fraction) else Fraction(number)
    return Interval(value, value)


ZERO = sharp(0)
