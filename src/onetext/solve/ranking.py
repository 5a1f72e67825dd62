"""The best packages of an enumerated zopa by each rule: floats throw out what is surely worse, whole numbers decide.

Gains are whole numbers, each party's times its own scale. Where a rule's sums fit 62 bits they are compared as they
are. Where not, each share gain / best attainable gain is taken as a float, with a relative error below
(4n + 8) * 2^-53 for any sum, minimum or product of n of them; packages further than that from the largest are out,
and Python integers decide among the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, reduce
from math import lcm

import numpy as np

from onetext.model.case import Case
from onetext.model.day import At
from onetext.model.rules import RULES, Rule
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.dominance import distinct
from onetext.solve.enumerated import KEPT, enumerated, principals_values
from onetext.solve.gains import base, blank, measured, scored, sharp, weighed
from onetext.solve.results import Points, Refined, Solution
from onetext.solve.space import FITS, Codes, packages

FAINT = 2.0**-500
"""A largest estimate below this is not trusted: everything is compared in whole numbers."""


@dataclass(frozen=True, slots=True)
class Field:
    """The zopa of a sharp case: codes, ascending, and the gains of each weighed party over it, times its scale.

    `bases` are the values from which gains are measured, `tops` the best attainable gains, times the scales.
    """

    codes: Codes
    who: tuple[str, ...]
    gains: tuple[np.ndarray, ...]
    scales: tuple[int, ...]
    tops: tuple[int, ...]
    bases: dict[str, Fraction]

    @property
    def best_gains(self) -> Points:
        return tuple((who, Fraction(top, scale)) for who, top, scale in zip(self.who, self.tops, self.scales, strict=True))

    def some(self, keep: np.ndarray) -> tuple[np.ndarray, ...]:
        return tuple(gain[keep] for gain in self.gains)


@lru_cache(maxsize=KEPT)
def field(case: Case) -> Field:
    """The gains over the zopa of a sharp case; of one with `reservation: none` from its least worth if admissible."""
    found, worths, who = enumerated(case), principals_values(case), weighed(case)
    inside = np.flatnonzero(found.zopa.surely)
    scales = tuple(worths[one].table.scale for one in who)
    bases: dict[str, Fraction] = {}
    gains = []
    for one, scale in zip(who, scales, strict=True):
        own = worths[one].low
        said = base(case, one)
        bases[one] = said if said is not None else Fraction(int(own.min()), scale)
        gains.append(own[inside] - int(bases[one] * scale))
    tops = tuple(int(gain.max()) if len(inside) else 0 for gain in gains)
    return Field(found.codes[inside], who, tuple(gains), scales, tops, bases)


def best(case: Case, rule: Rule, *, at: At = "middle", normalise: bool = False, budget: Budget = UNLIMITED, ties: int = 0) -> Solution:
    """`solve.best.best` by enumeration."""
    frame = replace(blank(case, rule, at=at, normalise=normalise), method="enumeration", why_method=f"all {case.size} packages compared")
    if budget.expired():
        return replace(frame, why_method="stopped before packages were compared")
    own = sharp(case, at)
    if not len(enumerated(own).codes):
        return replace(frame, status="infeasible_links")
    zone = field(own)
    if not len(zone.codes):
        return replace(frame, status="infeasible", why_method=frame.why_method + _hanging(own))
    winners, proven = picked(zone, rule, normalise, budget)
    (package,) = packages(case, zone.codes[winners[:1]])
    found = scored(case, rule, package, zone.bases, zone.best_gains, frame)
    if not proven:
        return replace(found, status="feasible", why_method=f"stopped before all {case.size} packages were compared")
    plain_nash = rule is RULES["nash"] and found.objective == 0
    return replace(
        found,
        status="optimal",
        bound=found.objective,
        tied=len(winners),
        unique=len(winners) == 1,
        canonical=True,
        refined=refined(case, zone, found) if plain_nash else None,
        ties=tuple(tuple(one.items()) for one in packages(case, zone.codes[winners[:ties]])),
    )


def _hanging(case: Case) -> str:
    """How many packages nobody surely refuses, though somebody's acceptance is not known; "" where there is none."""
    count = int(np.count_nonzero(enumerated(case).zopa.possibly))
    return f"; none is surely accepted by all, {count} may be" if count else ""


def picked(zone: Field, rule: Rule, normalise: bool, budget: Budget) -> tuple[np.ndarray, bool]:
    """The places of the tied best packages, ascending, and whether all packages were compared."""
    if not zone.who:
        return np.arange(len(zone.codes)), True
    if RULES.get(rule.name) is rule:
        return PICKS[rule.name](zone, normalise), True
    return _by_measure(zone, rule, normalise, budget)


def _factors(zone: Field, shares: bool) -> list[Fraction]:
    """What makes the parties' whole gains comparable: points, or shares of the best attainable gain (0: cannot gain)."""
    if shares:
        return [Fraction(1, top) if top else Fraction(0) for top in zone.tops]
    return [Fraction(1, scale) for scale in zone.scales]


def _by_sum(zone: Field, normalise: bool) -> np.ndarray:
    keep, rows = _rows(zone, _factors(zone, normalise), range(len(zone.who)), np.add)
    return _largest(keep, reduce(np.add, rows))


def _by_least(zone: Field, normalise: bool) -> np.ndarray:
    keep, rows = _rows(zone, _factors(zone, normalise), range(len(zone.who)), np.minimum)
    return _largest(keep, reduce(np.minimum, rows))


def _by_ascending(zone: Field, normalise: bool) -> np.ndarray:
    """The largest of the smallest gains first; among those the ascending gains are compared one by one."""
    keep, rows = _rows(zone, _factors(zone, normalise), range(len(zone.who)), np.minimum)
    least = reduce(np.minimum, rows)
    first = np.flatnonzero((least == least.max()).astype(bool))
    keep, ladder = keep[first], np.sort(np.stack([row[first] for row in rows]), axis=0)
    for step in range(1, len(ladder)):
        top = np.flatnonzero((ladder[step] == ladder[step].max()).astype(bool))
        keep, ladder = keep[top], ladder[:, top]
    return keep


def _by_least_share(zone: Field, normalise: bool) -> np.ndarray:
    """One who cannot gain is fully served and is not looked at."""
    gaining = [i for i, top in enumerate(zone.tops) if top]
    if not gaining:
        return np.arange(len(zone.codes))
    keep, rows = _rows(zone, _factors(zone, True), gaining, np.minimum)
    return _largest(keep, reduce(np.minimum, rows))


def _by_product(zone: Field, normalise: bool) -> np.ndarray:
    return largest_product(zone, range(len(zone.who)), np.arange(len(zone.codes)))


PICKS: dict[str, Callable[[Field, bool], np.ndarray]] = {
    "utilitarian": _by_sum,
    "egalitarian": _by_least,
    "leximin": _by_ascending,
    "nash": _by_product,
    "kalai-smorodinsky": _by_least_share,
}


def _rows(zone: Field, factors: list[Fraction], who: range | list[int], join: np.ufunc) -> tuple[np.ndarray, list[np.ndarray]]:
    """Which packages are left to compare, and their gains by party as whole numbers that compare across parties."""
    common = lcm(*(factors[i].denominator for i in who))
    whole = [int(factors[i] * common) for i in who]
    reach = sum(zone.tops[i] * factor for i, factor in zip(who, whole, strict=True))
    if reach < FITS and all(zone.gains[i].dtype == np.int64 for i in who):
        return np.arange(len(zone.codes)), [zone.gains[i] * factor for i, factor in zip(who, whole, strict=True)]
    keep = np.arange(len(zone.codes))
    keep = _near(keep, reduce(join, [_share(zone, i, keep) * float(zone.tops[i] * factors[i]) for i in who]), len(zone.who))
    return keep, [zone.gains[i][keep].astype(object) * factor for i, factor in zip(who, whole, strict=True)]


def _share(zone: Field, i: int, keep: np.ndarray) -> np.ndarray:
    """Gains as shares of the best attainable one, as floats; numbers too large for a float lose their last digits first."""
    shift = max(0, zone.tops[i].bit_length() - 1000)
    gains = zone.gains[i][keep]
    return (gains >> shift if shift else gains).astype(np.float64) / float(max(zone.tops[i] >> shift, 1))


def _near(keep: np.ndarray, estimate: np.ndarray, parties: int) -> np.ndarray:
    """The packages whose estimate may be the largest."""
    top = estimate.max()
    if top < FAINT:
        return keep
    return keep[estimate >= top * (1 - 3 * (4 * parties + 8) * 2.0**-53)]


def _largest(keep: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    return keep[(numbers == numbers.max()).astype(bool)]


def largest_product(zone: Field, who: range | list[int], keep: np.ndarray) -> np.ndarray:
    """The packages with the largest product of the gains of some parties, all tied where it is 0 everywhere."""
    positive = np.ones(len(keep), dtype=bool)
    for i in who:
        positive &= (zone.gains[i][keep] > 0).astype(bool)
    if not positive.any():
        return keep
    keep = keep[positive]
    keep = _near(keep, reduce(np.multiply, [_share(zone, i, keep) for i in who], np.ones(len(keep))), len(zone.who))
    ones = np.full(len(keep), 1, dtype=object)
    return _largest(keep, reduce(np.multiply, [zone.gains[i][keep].astype(object) for i in who], ones))


def refined(case: Case, zone: Field, found: Solution) -> Refined:
    """The product over the largest set of parties that can gain together; of several such sets the first in file order."""
    gaining = np.stack([(gain > 0).astype(bool) for gain in zone.gains])
    keep = np.flatnonzero(gaining.sum(axis=0) == gaining.sum(axis=0).max())
    for row in gaining:
        keep = keep[row[keep]] if row[keep].any() else keep
    who = [i for i, row in enumerate(gaining) if row[keep[0]]]
    winners = largest_product(zone, who, keep)
    (package,) = packages(case, zone.codes[winners[:1]])
    gains = [(zone.who[i], Fraction(int(zone.gains[i][winners[0]]), zone.scales[i])) for i in who]
    tops = tuple(zone.best_gains[i] for i in who)
    product = measured(RULES["nash"], tuple(gains), tops, normalise=found.normalised)
    return Refined(
        over=tuple(zone.who[i] for i in who),
        cannot_gain=tuple(one for one, top in zip(zone.who, zone.tops, strict=True) if not top),
        objective=product if isinstance(product, Fraction) else Fraction(1),
        package=tuple(package.items()),
        tied=len(winners),
    )


def _by_measure(zone: Field, rule: Rule, normalise: bool, budget: Budget) -> tuple[np.ndarray, bool]:
    """By the rule's own measure, once for each distinct vector of gains, until the budget is spent."""
    first, vector_of = distinct(zone.gains)
    tops, top, winners = zone.best_gains, None, []
    for place, k in enumerate(map(int, first)):
        if place % 1024 == 1023 and budget.expired():
            break
        gains = tuple((one, Fraction(int(gain[k]), scale)) for one, gain, scale in zip(zone.who, zone.gains, zone.scales, strict=True))
        found = measured(rule, gains, tops, normalise=normalise)
        if top is None or found > top:  # type: ignore[operator]
            top, winners = found, [place]
        elif found == top:
            winners.append(place)
    else:
        return np.flatnonzero(np.isin(vector_of, winners)), True
    return np.flatnonzero(np.isin(vector_of, winners)), False
