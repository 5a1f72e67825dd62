"""What every rule searches: the zopa as a program, the weighed gains as sums, and exact scores of what is found.

A search never trusts the solver's arithmetic: each package is scored and its acceptance decided again by the model's
definitions, and a package that the program let through only because numbers had to be rounded is left out and the
search repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from onetext.model.acceptance import Answer, agreed, broken_links, value
from onetext.model.case import Case
from onetext.solve.budget import Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat import search
from onetext.solve.cpsat.encoding import Encoding
from onetext.solve.cpsat.engine import Outcome, run
from onetext.solve.cpsat.kept import scale_of, table
from onetext.solve.gains import base, weighed
from onetext.solve.results import Points

Package = dict[str, str]
KEPT = 4
"""Of how many cases the starting worths and best gains are kept."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A sharp case, its zopa as a program, and the worths from which the gains of the weighed principals start."""

    case: Case
    zopa: Encoding
    who: tuple[str, ...]
    bases: Mapping[str, Fraction]

    def gains(self, package: Package) -> tuple[Fraction, ...]:
        """The exact gains of the weighed, by definition."""
        return tuple(value(self.case, who, package).low - self.bases[who] for who in self.who)

    def scale(self, who: str) -> int:
        """A factor that makes a party's worths and gains whole."""
        own = scale_of(self.case, who)
        return own * (self.bases[who] * own).denominator


@dataclass(frozen=True, slots=True)
class Gain:
    """A party's gain over an encoding: `(terms + constant) * unit` where `exact`, else an upper bound on it.

    `high`: the most that the sum, constant included, can be.
    """

    who: str
    terms: Mapping[int, int]
    constant: int
    unit: Fraction
    high: int
    exact: bool

    @property
    def span(self) -> int:
        """A bound on the size of the sum and of all its parts."""
        return sum(map(abs, self.terms.values())) + abs(self.constant)

    def at_least(self, encoding: Encoding, bound: int, when: coded.When = ()) -> None:
        encoding.program.between(self.terms, bound - self.constant, None, when)

    def at_most(self, encoding: Encoding, bound: int, when: coded.When = ()) -> None:
        """Only where terms are tied to their conditions in both directions."""
        encoding.program.between(self.terms, None, bound - self.constant, when)

    def of(self, package_gain: Fraction) -> int:
        """The sum, constant included, of a package on which the party has this gain."""
        return floor(package_gain / self.unit)


def gain(ground: Ground, encoding: Encoding, who: str, *, divisor: int = 0, both: bool = False) -> Gain:
    """A party's gain as a whole sum on its own scale, divided by `divisor`; `both`: its terms are tied in both directions."""
    factor = ground.scale(who)
    own = table(ground.case, who, factor)
    sums = coded.weights(encoding, own, divisor=divisor)
    if both:
        coded.weights(encoding, own, least=True, divisor=divisor)
    constant = sums.constant - floor(ground.bases[who] * factor / sums.divisor)
    return Gain(who, sums.terms, constant, Fraction(sums.divisor, factor), sums.high - sums.constant + constant, sums.exact)


def gains(ground: Ground, encoding: Encoding, *, both: bool = False) -> tuple[Gain, ...]:
    """The gains of all weighed, each on its own scale."""
    return tuple(gain(ground, encoding, who, both=both) for who in ground.who)


_STARTS: dict[tuple[Case, str], Fraction] = {}
_TOPS: dict[tuple[Case, str], Fraction] = {}


def _remember(kept: dict[tuple[Case, str], Fraction], case: Case, who: str, number: Fraction) -> Fraction:
    """Keep a proven number of the last few cases asked about: a case is frozen, so it stays true."""
    cases = list(dict.fromkeys(known for known, _ in kept))
    for old in cases[: -KEPT + 1] if case not in cases else ():
        for key in [key for key in kept if key[0] == old]:
            del kept[key]
    kept[case, who] = number
    return number


def lay(case: Case, budget: Budget) -> Ground | None:
    """The ground that rules stand on, of a sharp case; None where a limit stopped the search for a least worth."""
    who = weighed(case)
    bases = {one: _start(case, one, budget) for one in who}
    known = {one: worth for one, worth in bases.items() if worth is not None}
    return Ground(case, coded.zopa(case), who, known) if len(known) == len(bases) else None


def _start(case: Case, who: str, budget: Budget) -> Fraction | None:
    """From where a party's gain is measured: its reservation value, or its least worth among admissible packages.

    The latter is a search of its own; None where it was stopped. 0 where no package is admissible.
    """
    said = base(case, who)
    if said is not None or (case, who) in _STARTS:
        return said if said is not None else _STARTS[case, who]
    encoding = coded.admissible(case)
    own = coded.weights(encoding, table(case, who), least=True)
    encoding.program.maximise({literal: -number for literal, number in own.terms.items()})
    outcome = run(encoding.program, budget, f"least worth of {who}")
    if outcome.status == "infeasible":
        return Fraction(0)
    if outcome.status != "optimal" or not own.exact:
        return None
    return _remember(_STARTS, case, who, value(case, who, coded.package(encoding, outcome)).low)


def best_gains(ground: Ground, budget: Budget) -> Points | None:
    """The best gain that each weighed party can attain within the zopa, proven; None where a limit came first."""
    asked = [who for who in ground.who if (ground.case, who) not in _TOPS]
    with ThreadPoolExecutor(budget.threads) as pool:
        found = dict(zip(asked, pool.map(lambda who: _best_gain(ground, who, budget), asked), strict=True))
    if None in found.values():
        return None
    for who, most in found.items():
        _remember(_TOPS, ground.case, who, most or Fraction(0))
    return tuple((who, found[who] or Fraction(0)) if who in found else (who, _TOPS[ground.case, who]) for who in ground.who)


def _best_gain(ground: Ground, who: str, budget: Budget) -> Fraction | None:
    encoding = ground.zopa.fork()
    own = gain(ground, encoding, who)
    encoding.program.maximise(own.terms)
    outcome, package = seek(ground, encoding, budget, f"best gain of {who}")
    if outcome.status != "optimal" or package is None or not own.exact:
        return None
    return ground.gains(package)[ground.who.index(who)]


def seek(ground: Ground, encoding: Encoding, budget: Budget, task: str) -> tuple[Outcome, Package | None]:
    """Run a program and return what it found with its package, whose acceptance is decided again exactly."""
    return search.seek(encoding, budget, task, lambda package: in_zopa(ground.case, package))


def in_zopa(case: Case, package: Package) -> bool:
    """Whether a package is admissible and surely accepted by all whose consent it needs, by definition."""
    return not broken_links(case, package) and agreed(case, package) is Answer.YES


Level = Callable[[Encoding], None]
"""Restricts a program to the packages that reach an optimum."""


def settle(ground: Ground, level: Level, package: Package, budget: Budget) -> tuple[Package, bool | None, bool]:
    """Of the packages at a level, the first in file order; whether there is only one; whether the first is proven.

    `unique` is None where a limit came first.
    """
    encoding = ground.zopa.fork()
    level(encoding)
    other = encoding.fork()
    coded.exclude(other, package)
    outcome, _ = seek(ground, other, budget, "another package as good")
    if outcome.status == "infeasible":
        return package, True, True
    if not outcome.found:
        return package, None, False
    first, proven = search.first_in_order(encoding, package, budget, lambda one: in_zopa(ground.case, one))
    return first, False, proven
