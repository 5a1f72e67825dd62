"""The best package by a rule, proven by integer programs: sums and levels. Products stand in `product.py`.

A rule's search returns what it `Found`; `best` scores it again by the rule's definition. Where a solver's program can
only come near (shares of best gains are not whole), the search ends by asking for a package that is better by the
exact measure, and *none* is the proof.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, lcm

from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.model.day import At
from onetext.model.rules import Rule
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Encoding
from onetext.solve.cpsat.engine import LARGEST, Outcome, run
from onetext.solve.cpsat.found import Found, Shares
from onetext.solve.cpsat.ground import FAST, Gain, Ground, Level, Package, best_gains, gain, gains, lay, seek, settle
from onetext.solve.gains import blank, measured, scored, sharp
from onetext.solve.results import Points, Solution

WHY = "{size:.3g} packages are too many to look at one by one: an integer program with one literal per option"


def best(case: Case, rule: Rule, *, at: At = "middle", normalise: bool = False, budget: Budget = UNLIMITED) -> Solution:
    """`solve.best.best` by integer programs."""
    from onetext.solve.cpsat.product import largest_product

    searches: dict[str, Callable[[Ground, Shares, Budget], Found]] = {
        "utilitarian": largest_sum,
        "egalitarian": largest_least,
        "leximin": largest_ladder,
        "nash": largest_product,
        "kalai-smorodinsky": largest_least_share,
    }
    if rule.name not in searches:
        raise UsageError(f"rule {rule.name!r} can only be computed by enumeration; by integer program: {', '.join(searches)}")
    frame = replace(blank(case, rule, at=at, normalise=normalise), method="cp-sat", why_method=WHY.format(size=case.size))
    ground = lay(sharp(case, at), budget)
    if ground is None:
        return frame
    tops = best_gains(ground, budget) if normalise or rule.name == "kalai-smorodinsky" else ()
    if tops is None:
        return _without(ground, frame, budget)
    by_shares = normalise or rule.name == "kalai-smorodinsky"
    shares = Shares(tuple(Fraction(1, 1) / top if top else Fraction(0) for _, top in tops) if by_shares else (Fraction(1),) * len(ground.who))
    found = searches[rule.name](ground, shares, budget) if ground.who else _any(ground, budget)
    if found.package is None:
        return _without(ground, frame, budget)
    return _answer(case, rule, ground, found, tops, frame, budget)


def _any(ground: Ground, budget: Budget) -> Found:
    """Any package of the zopa: all that a rule can say where it weighs nobody."""
    outcome, package = seek(ground, ground.zopa.fork(), budget, "a package that all accept")
    return Found(package, package is not None, level=lambda encoding: None)


def _without(ground: Ground, frame: Solution, budget: Budget) -> Solution:
    """The answer where no package was found: proven that none is admissible, or none accepted by all, or not known."""
    if run(coded.admissible(ground.case).program, budget, "an admissible package", FAST).status == "infeasible":
        return replace(frame, status="infeasible_links")
    outcome, package = seek(ground, ground.zopa.fork(), budget, "a package that all accept")
    if outcome.status == "infeasible":
        return replace(frame, status="infeasible")
    return frame if package is None else _unproven(frame, ground, package)


def _unproven(frame: Solution, ground: Ground, package: Package) -> Solution:
    from onetext.model.rules import RULES

    return replace(scored(ground.case, RULES[frame.rule], package, ground.bases, (), replace(frame, normalised=False)), status="feasible")


def _answer(case: Case, rule: Rule, ground: Ground, found: Found, tops: Points, frame: Solution, budget: Budget) -> Solution:
    package, unique, canonical = found.package or {}, None, False
    if found.proven and found.level is not None:
        package, unique, canonical = settle(ground, found.level, package, budget)
    answer = scored(case, rule, package, ground.bases, tops, frame)
    if not found.proven:
        return replace(answer, status="feasible", bound=found.bound)
    return replace(
        answer,
        status="optimal",
        bound=answer.objective,
        tied=1 if unique else None,
        unique=unique,
        canonical=canonical,
        refined=found.refined,
    )


def largest_sum(ground: Ground, shares: Shares, budget: Budget) -> Found:
    """The largest sum of gains, or of shares."""
    encoding = ground.zopa.fork()
    own = [gain(ground, encoding, who) for who in ground.who]
    units = [one.unit * weight for one, weight in zip(own, shares.weight, strict=True)]
    common = lcm(*(unit.denominator for unit in units))
    whole = [int(unit * common) for unit in units]
    divisor = coded.divisor_for(sum(one.high * factor for one, factor in zip(own, whole, strict=True)))
    goal: dict[int, int] = {}
    constant = 0
    for one, factor in zip(own, whole, strict=True):
        for literal, number in one.terms.items():
            goal[literal] = goal.get(literal, 0) - (-number * factor // divisor)
        constant -= -one.constant * factor // divisor
    exact = divisor == 1 and all(one.exact for one in own)
    encoding.program.maximise(goal)
    outcome, package = seek(ground, encoding, budget, "largest sum")
    if package is None or outcome.bound is None:
        return Found(None, False, infeasible=outcome.status == "infeasible")
    reached = sum(shares.of(ground.gains(package)))
    bound = Fraction((outcome.bound + constant) * divisor, common)
    if exact and outcome.objective is not None and reached != Fraction(outcome.objective + constant, common):
        raise AssertionError(f"the program says {outcome.objective + constant}/{common}, the definition {reached}")
    proven = outcome.status == "optimal" and bound <= reached

    def level(encoding: Encoding) -> None:
        for who in ground.who:
            gain(ground, encoding, who)  # ties the terms' literals
        encoding.program.between(goal, ceil(reached * common / divisor) - constant, None)

    return Found(package, proven, max(bound, reached), level if exact else None)


FINE = 1 << 26
"""How finely shares are told apart before the exact comparison ends the search."""


@dataclass(frozen=True, slots=True)
class Rung:
    """That at least `count` of the parties reach `height` in comparable gains; more than it if `strictly`."""

    count: int
    height: Fraction
    strictly: bool = False


def _needed(own: Gain, weight: Fraction, rung: Rung) -> int | None:
    """The least whole gain that reaches a rung; None where no gain does. One who cannot gain stands at 0."""
    if not weight:
        return None if rung.height > 0 or (rung.strictly and rung.height == 0) else -LARGEST
    exact = rung.height / weight / own.unit
    return floor(exact) + 1 if rung.strictly and own.exact else floor(exact) if not own.exact else ceil(exact)


def climb(ground: Ground, encoding: Encoding, shares: Shares, rung: Rung) -> None:
    """Restrict a program to the packages in which enough parties reach a rung."""
    needs = []
    for who, weight in zip(ground.who, shares.weight, strict=True):
        own = gain(ground, encoding, who)
        needs.append((own, _needed(own, weight, rung)))
    if rung.count == len(ground.who):
        for own, needed in needs:
            if needed is None:
                encoding.program.clause([])
            else:
                own.at_least(encoding, max(needed, 0))
        return
    reaching = []
    for own, needed in needs:
        if needed is not None:
            reaching.append(encoding.program.boolean())
            own.at_least(encoding, max(needed, 0), (reaching[-1],))
    encoding.program.between(dict.fromkeys(reaching, 1), rung.count, None)


def _raise(ground: Ground, encoding: Encoding, shares: Shares, count: int) -> Fraction:
    """Let a program look for the highest rung that `count` parties can reach; returns the worth of one step of its objective.

    The objective never lies below the true height by more than a step, so its bound, a step added, bounds the height.
    """
    own = gains(ground, encoding)
    units = [one.unit * weight for one, weight in zip(own, shares.weight, strict=True)]
    common = lcm(*(unit.denominator for unit in units))
    if max(one.high * int(unit * common) for one, unit in zip(own, units, strict=True)) > LARGEST >> 8 or common > FINE:
        step = max(one.high * unit for one, unit in zip(own, units, strict=True)) / FINE or Fraction(1)
    else:
        step = Fraction(1, common)
    most = max(ceil(one.high * unit / step) for one, unit in zip(own, units, strict=True))
    height = encoding.program.integer(0, max(most, 0))
    counted = []
    for one, unit in zip(own, units, strict=True):
        when: list[int] = []
        if count < len(own):
            counted.append(encoding.program.boolean())
            when = [counted[-1]]
        factor = ceil(unit / step)
        encoding.program.between({**{lit: n * factor for lit, n in one.terms.items()}, height: -1}, -one.constant * factor, None, when)
    if counted:
        encoding.program.between(dict.fromkeys(counted, 1), count, None)
    encoding.program.maximise({height: 1})
    return step


def highest(ground: Ground, shares: Shares, rungs: list[Rung], count: int, package: Package | None, budget: Budget) -> Found:
    """The highest rung that `count` parties reach together, among the packages on the rungs below."""
    encoding = ground.zopa.fork()
    for rung in rungs:
        climb(ground, encoding, shares, rung)
    if package is not None:
        coded.hint(encoding, package)
    trial = encoding.fork()
    step = _raise(ground, trial, shares, count)
    outcome, found = seek(ground, trial, budget, f"best for the {len(ground.who) - count + 1}. from below")
    if found is None:
        return Found(package, False, infeasible=outcome.status == "infeasible")
    bound = (outcome.bound or 0) * step
    exact = outcome.status == "optimal" and bound == _height(ground, shares, found, count)
    return Found(found, True, bound) if exact else _improve(ground, encoding, shares, count, found, bound, budget)


def _height(ground: Ground, shares: Shares, package: Package, count: int) -> Fraction:
    return sorted(shares.of(ground.gains(package)))[len(ground.who) - count]


def _improve(
    ground: Ground, encoding: Encoding, shares: Shares, count: int, package: Package, budget_bound: Fraction, budget: Budget
) -> Found:
    """Ask for a package that is strictly better in exact numbers, until there is none."""
    while True:
        trial, height = encoding.fork(), _height(ground, shares, package, count)
        climb(ground, trial, shares, Rung(count, height, strictly=True))
        outcome, found = _strictly(ground, trial, shares, count, height, budget)
        if outcome.status == "infeasible":
            return Found(package, True, height)
        if found is None:
            return Found(package, False, max(budget_bound, height))
        package = found


def _strictly(
    ground: Ground, trial: Encoding, shares: Shares, count: int, height: Fraction, budget: Budget
) -> tuple[Outcome, Package | None]:
    """A package above a height; those that only seem to be, because numbers were rounded, are left out one by one."""
    while True:
        outcome, found = seek(ground, trial, budget, "a package strictly better")
        if found is None or _height(ground, shares, found, count) > height:
            return outcome, found
        coded.exclude(trial, found)


def largest_least(ground: Ground, shares: Shares, budget: Budget) -> Found:
    """The largest smallest gain, or share."""
    count = len(ground.who)
    found = highest(ground, shares, [], count, None, budget)
    if found.package is None:
        return found
    rung = Rung(count, _height(ground, shares, found.package, count))
    return replace(found, level=_on(ground, shares, [rung]))


def largest_least_share(ground: Ground, shares: Shares, budget: Budget) -> Found:
    """The largest smallest share of the best attainable gain; one who cannot gain is fully served and not looked at."""
    able = tuple(who for who, weight in zip(ground.who, shares.weight, strict=True) if weight)
    if not able:
        return _any(ground, budget)
    return largest_least(replace(ground, who=able), Shares(tuple(filter(None, shares.weight))), budget)


def largest_ladder(ground: Ground, shares: Shares, budget: Budget) -> Found:
    """The largest smallest gain, among those packages the largest second smallest, and so on, each rung proven."""
    rungs: list[Rung] = []
    package: Package | None = None
    for count in range(len(ground.who), 0, -1):
        found = highest(ground, shares, rungs, count, package, budget)
        if found.package is None:
            return found
        package = found.package
        if not found.proven:
            bound = (*(rung.height for rung in rungs), *(found.bound for _ in range(count)))
            return Found(package, False, bound)  # type: ignore[arg-type]
        rungs.append(Rung(count, _height(ground, shares, package, count)))
    return Found(package, True, level=_on(ground, shares, rungs))


def _on(ground: Ground, shares: Shares, rungs: list[Rung]) -> Level | None:
    if not all(one.exact for one in gains(ground, ground.zopa.fork())):
        return None

    def level(encoding: Encoding) -> None:
        for rung in rungs:
            climb(ground, encoding, shares, rung)

    return level


__all__ = ["best", "measured"]
