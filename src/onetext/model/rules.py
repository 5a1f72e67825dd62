"""The rules that single out a best package: their definitions, as functions of the parties' gains.

A gain is value - reservation value of one principal, exact. `best` holds each principal's best attainable gain
within the zopa. A rule looks for the package of the zopa with the largest `measure`; every package that reaches it
is tied. Searches may get there as they like; what they return is measured here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

Gains = Sequence[Fraction]
Measure = Fraction | tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name in the literature, a plain name, its measure, whether it compares points of different parties."""

    name: str
    plain_name: str
    measure: Callable[[Gains, Gains], Measure]
    compares_points: bool
    about: str
    source: str


def total(gains: Gains, best: Gains) -> Fraction:
    """The sum of gains."""
    return sum(gains, Fraction(0))


def least(gains: Gains, best: Gains) -> Fraction:
    """The smallest gain."""
    return min(gains)


def ascending(gains: Gains, best: Gains) -> tuple[Fraction, ...]:
    """The gains, smallest first, compared one by one."""
    return tuple(sorted(gains))


def product(gains: Gains, best: Gains) -> Fraction:
    """The product of gains; none is negative within the zopa."""
    return prod(gains, start=Fraction(1))


def least_share(gains: Gains, best: Gains) -> Fraction:
    """The smallest share of the best attainable gain; one who cannot gain counts as fully served."""
    return min((gain / top if top > 0 else Fraction(1) for gain, top in zip(gains, best, strict=True)), default=Fraction(1))


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("utilitarian", "largest sum", total, True, "the sum of gains is largest", "Harsanyi 1955"),
        Rule("egalitarian", "best for the least served", least, True, "the smallest gain is largest", "Kalai 1977"),
        Rule(
            "leximin",
            "best for the least served in turn",
            ascending,
            True,
            "the smallest gain is largest, then the next, and so on",
            "Sen 1970",
        ),
        Rule("nash", "largest product", product, False, "the product of gains is largest", "Nash 1950"),
        Rule(
            "kalai-smorodinsky",
            "equal shares of the best attainable",
            least_share,
            False,
            "the smallest share is largest",
            "Kalai and Smorodinsky 1975",
        ),
    )
}
"""The rules by name; others come by the entry point `onetext.rules`."""
