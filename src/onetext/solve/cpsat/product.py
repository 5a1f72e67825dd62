"""The largest product of gains: the sum of logarithms from above, by chords, and whole numbers at the end.

For each party a height L stands for its logarithm, held below chords of the logarithm through neighbouring whole
gains: the logarithm of every whole gain lies on or below each such line, so the largest sum of heights bounds the
product, and at a gain whose own chords are there it is tight but for the rounding of L to whole steps. Each package
found adds the chords at its gains, until no package is left whose heights reach the logarithm of the best product
(compared as integers); vectors of gains within the rounding are struck out one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, e, exp, floor, log, prod

from onetext.solve.budget import Budget
from onetext.solve.cpsat.encoding import Encoding
from onetext.solve.cpsat.found import Found, Shares
from onetext.solve.cpsat.ground import Gain, Ground, Level, Package, gain, seek, settle
from onetext.solve.results import Refined

STEPS = 10_000_000
"""Steps of height to a factor of e."""
SPAN = 1 << 36
"""The largest sum that leaves room for the slopes of chords."""
GRID = 1.3
"""The ratio of neighbouring gains whose chords are there from the start."""

Vector = tuple[int, ...]


@dataclass(slots=True)
class Chords:
    """A program whose heights bound the logarithms of some parties' gains, and the gains whose chords it has."""

    encoding: Encoding
    own: tuple[Gain, ...]
    steps: int
    heights: tuple[int, ...] = ()
    at: set[tuple[int, int]] = field(default_factory=set)

    def add(self, i: int, below: int) -> bool:
        """The chord of party i from the whole gain `below` to the next; False where it is there already."""
        if below < 1 or (i, below) in self.at:
            return False
        self.at.add((i, below))
        slope = max(1, round(self.steps * (log(below + 1) - log(below))))
        peak = self.steps // slope
        tops = [self.steps * log(g) - slope * g for g in (max(peak, 1), peak + 1)]
        start = ceil(max(tops) + 1e-6 + abs(self.steps * log(peak + 2)) * 1e-15)
        own = self.own[i]
        terms = {literal: number * slope for literal, number in own.terms.items()} | {self.heights[i]: -1}
        self.encoding.program.between(terms, -start - own.constant * slope, None)
        return True

    def tighten(self, gains: Vector) -> bool:
        """The chords on both sides of these gains; False where all were there."""
        added = [self.add(i, below) for i, g in enumerate(gains) for below in (g - 1, g)]
        return any(added)

    def reach(self, product: int) -> None:
        """Only packages whose product of whole gains may reach this one."""
        floor_of = floor(self.steps * log(product) * (1 - 1e-14) - 1e-3)
        self.encoding.program.between(dict.fromkeys(self.heights, 1), floor_of, None)

    def strike(self, gains: Vector) -> None:
        """Leave out all packages with exactly these gains."""
        program, apart = self.encoding.program, []
        for own, g in zip(self.own, gains, strict=True):
            below, above = program.boolean(), program.boolean()
            own.at_most(self.encoding, g - 1, (below,))
            own.at_least(self.encoding, g + 1, (above,))
            apart += [below, above]
        program.clause(apart)


def chords(ground: Ground, who: tuple[str, ...]) -> Chords:
    """The program of the zopa in which each of `who` gains, with heights above the logarithms of their gains."""
    encoding = ground.zopa.fork()
    own = tuple(_small(ground, encoding, one) for one in who)
    for one in own:
        one.at_least(encoding, 1)
    steps = min(max([STEPS, *(64 * one.high for one in own)]), (1 << 59) // max([1, *(one.span for one in own)]))
    found = Chords(encoding, own, steps)
    found.heights = tuple(encoding.program.integer(0, ceil(steps * log(max(one.high, 1) + 1))) for one in own)
    for i, one in enumerate(own):
        at = 1.0
        while at <= max(one.high, 1):
            found.add(i, int(at))
            at = max(at + 1, at * GRID)
    encoding.program.maximise(dict.fromkeys(found.heights, 1))
    return found


def _small(ground: Ground, encoding: Encoding, who: str) -> Gain:
    """A gain whose sum leaves room for the slopes of chords; rounded up where it must be."""
    whole = gain(ground, encoding, who, both=True)
    if whole.span < SPAN:
        return whole
    return gain(ground, encoding, who, divisor=int(whole.unit * ground.scale(who)) << (whole.span.bit_length() - SPAN.bit_length() + 2))


@dataclass(frozen=True, slots=True)
class Best:
    """The best product found, its package, the tied vectors of whole gains met on the way, whether it is proven, and a bound
    on the logarithm of the product, in steps."""

    package: Package | None
    product: int = 0
    tied: tuple[Vector, ...] = ()
    proven: bool = False
    bound: int | None = None


def climb_products(ground: Ground, found: Chords, budget: Budget) -> Best:
    """The package with the largest product of whole gains, all of them positive."""
    best = Best(None)
    order = [ground.who.index(own.who) for own in found.own]
    while True:
        outcome, package = seek(ground, found.encoding, budget, "largest product")
        if outcome.status == "infeasible":
            return replace(best, proven=True, bound=None)
        if outcome.bound is not None:
            best = replace(best, bound=outcome.bound)
        if package is None:
            return best
        exact = ground.gains(package)
        gains = tuple(own.of(exact[i]) for own, i in zip(found.own, order, strict=True))
        product = prod(gains)
        better = product > best.product
        if product >= best.product:
            best = Best(package if better else best.package, product, (*(() if better else best.tied), gains), bound=best.bound)
        if outcome.status != "optimal" or not all(own.exact for own in found.own):
            return best
        if not found.tighten(gains) or product == best.product:
            found.strike(gains)
        if better:
            found.reach(product)


def largest_product(ground: Ground, shares: Shares, budget: Budget) -> Found:
    """The largest product of gains; where it is 0 throughout, also that over the largest set that can gain together."""
    best, found = _product_over(ground, ground.who, budget)
    if best.package is not None:
        unit = prod((own.unit for own in found.own), start=Fraction(1)) * prod(shares.weight, start=Fraction(1))
        top = best.product if best.bound is None else max(Fraction(best.product), _exp(best.bound / found.steps))
        return Found(best.package, best.proven, unit * top, _on(ground, ground.who, best))
    return _degenerate(ground, shares, budget) if best.proven else Found(None, False)


def _product_over(ground: Ground, who: tuple[str, ...], budget: Budget) -> tuple[Best, Chords]:
    found = chords(ground, who)
    return climb_products(ground, found, budget), found


def _exp(exponent: float) -> Fraction:
    """e to a power, from above, for any size of power."""
    whole = floor(exponent)
    return Fraction(exp(exponent - whole) * (1 + 1e-12)) * Fraction(e * (1 + 1e-12)) ** whole


def _on(ground: Ground, who: tuple[str, ...], best: Best) -> Level:
    """The packages whose gains are one of the tied vectors; none can have more, for its product would be larger."""

    def level(encoding: Encoding) -> None:
        own, either = [gain(ground, encoding, one) for one in who], []
        for vector in best.tied:
            either.append(encoding.program.boolean())
            for one, g in zip(own, vector, strict=True):
                one.at_least(encoding, g, (either[-1],))
        encoding.program.clause(either)

    return level


def _degenerate(ground: Ground, shares: Shares, budget: Budget) -> Found:
    """Where no package lets all gain: any package of the zopa, and the product over the largest set that can gain together.

    Of several sets as large, the first in file order.
    """
    encoding, goal = ground.zopa.fork(), {}
    for i, who in enumerate(ground.who):
        gains = encoding.program.boolean()
        gain(ground, encoding, who).at_least(encoding, 1, (gains,))
        goal[gains] = (1 << len(ground.who)) + (1 << (len(ground.who) - 1 - i))
    encoding.program.maximise(goal)
    outcome, package = seek(ground, encoding, budget, "the largest set that can gain together")
    if package is None:
        return Found(None, False)
    exact = ground.gains(package)
    over = tuple(who for who, one in zip(ground.who, exact, strict=True) if one > 0)
    refined = _refined(ground, over, shares, budget) if outcome.status == "optimal" else None
    return Found(package, True, Fraction(0), lambda encoding: None, refined)


def _refined(ground: Ground, over: tuple[str, ...], shares: Shares, budget: Budget) -> Refined | None:
    best, _ = _product_over(ground, over, budget) if over else (None, None)
    package: Package | None = None
    if best is None:
        _, package = seek(ground, ground.zopa.fork(), budget, "a package that all accept")
        package = package and settle(ground, lambda encoding: None, package, budget)[0]
    elif best.proven and best.package is not None:
        package, _, _ = settle(ground, _on(ground, over, best), best.package, budget)
    cannot = tuple(who for who in ground.who if who not in over and not _can_gain(ground, who, budget))
    if package is None:
        return None
    by_who = dict(zip(ground.who, zip(ground.gains(package), shares.weight, strict=True), strict=True))
    product = prod((by_who[who][0] * by_who[who][1] for who in over), start=Fraction(1))
    return Refined(over, cannot, product, tuple(package.items()))


def _can_gain(ground: Ground, who: str, budget: Budget) -> bool:
    encoding = ground.zopa.fork()
    gain(ground, encoding, who).at_least(encoding, 1)
    return seek(ground, encoding, budget, f"a package with which {who} gains")[0].status != "infeasible"
