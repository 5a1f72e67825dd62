"""Sums of independent figures, each uniform on an interval or one of some numbers: how likely they reach a bound, exactly.

For uniform figures on [0, a_1], ..., [0, a_n] the sum is at most t with the probability

    1 / (n! a_1 ... a_n)  *  sum over subsets S of  (-1)^|S| max(t - a(S), 0)^n,     a(S) the sum of the a_j in S

(inclusion and exclusion over the corners of a box; Bradley and Gupta 2002 give it with its history). Subsets with the same
sum are counted together, so that n equal widths need n + 1 terms, and a subset whose sum reaches t adds nothing, nor
does any that contains it. By symmetry t need never be above half of the whole. Numbers of which there are only some
are taken in turn. Everything is done in whole numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import comb, factorial, lcm, prod

MOST_TERMS = 500_000
"""So many terms of the sum above are worked out, in about a third of a second; beyond, the caller samples."""

Chances = tuple[tuple[Fraction, Fraction], ...]
ONE, NOTHING = Fraction(1), Fraction(0)


@dataclass(frozen=True, slots=True)
class Total:
    """An unknown number: `least` at least, more by figures uniform on [0, width], and by others that are one of some numbers."""

    least: Fraction
    widths: tuple[Fraction, ...] = ()
    odds: tuple[Chances, ...] = ()


def chance_of(total: Total, most: int = MOST_TERMS) -> Fraction | None:
    """How likely it is that a number is 0 or more; None where that takes more than `most` terms.

    Weakly: exactly 0 counts, which matters where no figure is uniform.
    """
    sums = sums_of(total.odds, most)
    if sums is None:
        return None
    needs: dict[Fraction, Fraction] = {}
    for number, share in sums.items():
        need = -(total.least + number)
        needs[need] = needs.get(need, NOTHING) + share
    return reached(total.widths, needs, most)


def sums_of(odds: Iterable[Chances], most: int) -> dict[Fraction, Fraction] | None:
    """The sums that some independent numbers can make, each with its probability."""
    sums = {NOTHING: ONE}
    for chances in odds:
        if len(sums) * len(chances) > most:
            return None
        longer: dict[Fraction, Fraction] = {}
        for number, share in sums.items():
            for own, part in chances:
                longer[number + own] = longer.get(number + own, NOTHING) + share * part
        sums = longer
    return sums


def reached(widths: tuple[Fraction, ...], needs: Mapping[Fraction, Fraction], most: int = MOST_TERMS) -> Fraction | None:
    """How likely uniform figures add up to at least a need, which is one of some numbers, each with its probability."""
    whole, sure = sum(widths, NOTHING), NOTHING
    left: dict[Fraction, Fraction] = {}
    for need, share in needs.items():
        if need <= 0:
            sure += share
        elif need < whole:
            left[whole - need] = share
    if not left:
        return sure
    found = _below(widths, tuple(min(bound, whole - bound) for bound in left), most)
    if found is None:
        return None
    for (bound, share), below in zip(left.items(), found, strict=True):
        sure += share * (below if 2 * bound <= whole else 1 - below)
    return sure


def _below(widths: tuple[Fraction, ...], bounds: tuple[Fraction, ...], most: int) -> list[Fraction] | None:
    """How likely the sum is below each of some bounds, none of which is above half of the whole."""
    scale = lcm(*(number.denominator for number in (*widths, *bounds)))
    whole = [int(width * scale) for width in widths]
    marks = [int(bound * scale) for bound in bounds]
    corners = _corners(whole, max(marks), most // len(marks))
    if corners is None:
        return None
    count = len(whole)
    volume = factorial(count) * prod(whole)
    return [Fraction(sum(sign * (mark - at) ** count for at, sign in corners.items() if at < mark), volume) for mark in marks]


def _corners(widths: Iterable[int], below: int, most: int) -> dict[int, int] | None:
    """The sums of subsets below a bound, each with how many subsets of even size make it less those of odd size."""
    corners = {0: 1}
    for width, times in sorted(Counter(widths).items(), reverse=True):
        longer: dict[int, int] = {}
        for taken in range(times + 1):
            shift, sign = taken * width, (-1) ** taken * comb(times, taken)
            if shift >= below:
                break
            for at, count in corners.items():
                if at + shift < below:
                    longer[at + shift] = longer.get(at + shift, 0) + sign * count
        if len(longer) > most:
            return None
        corners = longer
    return corners


def cube_below(count: int, bound: Fraction) -> Fraction:
    """How likely `count` figures uniform on [0, 1] add up to at most a bound."""
    if bound >= count:
        return ONE
    return 1 - (reached((ONE,) * count, {bound: ONE}) or NOTHING)
