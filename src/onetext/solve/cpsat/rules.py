"""The best package by a rule, proven by integer programs: sums and levels. Products stand in `product.py`.

A rule's search returns what it `Found`; `best` scores it again by the rule's definition. Where a solver's program can
only come near (shares of best gains are not whole), the search ends by asking for a package that is better by the
exact measure, and *none* is the proof.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, lcm

from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.model.day import At
from onetext.model.rules import RULES, Rule
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Encoding
from onetext.solve.cpsat.engine import LARGEST, Outcome, run
from onetext.solve.cpsat.found import Found, Shares
from onetext.solve.cpsat.ground import Gain, Ground, Level, Package, best_gains, gain, gains, lay, seek, settle
from onetext.solve.cpsat.ties import tied
from onetext.solve.gains import blank, scored, sharp
from onetext.solve.results import Solution

WHY = "{size:.3g} packages are too many to look at one by one: an integer program with one literal per option"


def best(case: Case, rule: Rule, *, at: At = "middle", normalise: bool = False, budget: Budget = UNLIMITED, ties: int = 0) -> Solution:
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
    shares = Shares(
        tuple(Fraction(1, 1) / top if top else Fraction(0) for _, top in tops) if by_shares else (Fraction(1),) * len(ground.who)
    )
    found = searches[rule.name](ground, shares, budget) if ground.who else _any(ground, budget)
    if found.package is None:
        return _without(ground, frame, budget)
    answer = _answer(case, rule, ground, found, replace(frame, best_gains=tops), budget)
    return _with_ties(answer, ground, found, ties, budget) if ties and found.proven else answer


def _with_ties(answer: Solution, ground: Ground, found: Found, most: int, budget: Budget) -> Solution:
    """The answer with up to `most` of the packages that are as good; their number where these are proven to be all."""
    package = dict(answer.package or ())
    if answer.unique or found.level is None:
        return replace(answer, ties=(tuple(package.items()),))
    listed, complete = tied(ground, found.level, package, most, budget)
    listed_pairs = tuple(tuple((issue.id, one[issue.id]) for issue in ground.case.issues) for one in listed)
    return replace(answer, ties=listed_pairs, tied=len(listed) if complete else None)


def _any(ground: Ground, budget: Budget) -> Found:
    """Any package of the zopa: all that a rule can say where it weighs nobody."""
    _, package = seek(ground, ground.zopa.fork(), budget, "a package that all accept")
    return Found(package, package is not None, level=lambda encoding: None)


def _without(ground: Ground, frame: Solution, budget: Budget) -> Solution:
    """The answer where no package was found: proven that none is admissible, or none accepted by all, or not known."""
    if run(coded.admissible(ground.case).program, budget, "an admissible package").status == "infeasible":
        return replace(frame, status="infeasible_links")
    outcome, package = seek(ground, ground.zopa.fork(), budget, "a package that all accept")
    if outcome.status == "infeasible":
        return replace(frame, status="infeasible")
    return frame if package is None else _unproven(frame, ground, package)


def _unproven(frame: Solution, ground: Ground, package: Package) -> Solution:
    """A package of the zopa, of which the rule's measure is not known."""
    found = scored(ground.case, RULES["utilitarian"], package, ground.bases, (), replace(frame, normalised=False))
    return replace(found, status="feasible", objective=None, normalised=frame.normalised)


def _answer(case: Case, rule: Rule, ground: Ground, found: Found, frame: Solution, budget: Budget) -> Solution:
    package, unique, canonical = found.package or {}, found.unique, bool(found.unique)
    if found.proven and found.level is not None and unique is None:
        package, unique, canonical = settle(ground, found.level, package, budget)
    answer = scored(case, rule, package, ground.bases, frame.best_gains, frame)
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
    divisor = coded.divisor_for(sum(one.span * factor for one, factor in zip(own, whole, strict=True)))
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
    reached = sum(shares.of(ground.gains(package)), Fraction(0))
    bound = Fraction((outcome.bound + constant) * divisor, common)
    if exact and outcome.objective is not None and reached != Fraction(outcome.objective + constant, common):
        raise AssertionError(f"the program says {outcome.objective + constant}/{common}, the definition {reached}")
    proven = outcome.status == "optimal" and bound <= reached

    def level(encoding: Encoding) -> None:
        for who in ground.who:
            gain(ground, encoding, who)  # ties the terms' literals, in the same order
        encoding.program.maximise(goal)
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
        return None if rung.height > 0 or (rung.strictly and rung.height == 0) else 0
    exact = rung.height / weight / own.unit
    if not own.exact:
        return max(floor(exact), 0)
    return max(floor(exact) + 1 if rung.strictly else ceil(exact), 0)


def climb(ground: Ground, encoding: Encoding, shares: Shares, rung: Rung) -> None:
    """Restrict a program to the packages in which enough parties reach a rung."""
    reaching, all_must = [], rung.count == len(ground.who)
    for who, weight in zip(ground.who, shares.weight, strict=True):
        own = gain(ground, encoding, who)
        needed = _needed(own, weight, rung)
        if not all_must:
            reaching.append(encoding.program.boolean())
        when = [] if all_must else [reaching[-1]]
        if needed is None:
            encoding.program.clause([], when)
        else:
            own.at_least(encoding, needed, when)
    if not all_must:
        encoding.program.between(dict.fromkeys(reaching, 1), rung.count, None)


def reach_up(ground: Ground, encoding: Encoding, shares: Shares, rung: Rung) -> Fraction:
    """Let a program look for the greatest height, not below the rung's, that `count` parties can reach.

    Returns the worth of one step of its objective; the objective is never below the true height. A search for one
    package with such a goal is several times faster than with the bound alone, since the relaxations can lead it.
    """
    own = gains(ground, encoding)
    units = [one.unit * weight for one, weight in zip(own, shares.weight, strict=True)]
    tops = [max(one.high, 0) * unit for one, unit in zip(own, units, strict=True)]
    step = _step(own, units, tops)
    height = encoding.program.integer(min(floor(rung.height / step), ceil(max(tops) / step)), ceil(max(tops) / step))
    counted = []
    for one, unit in zip(own, units, strict=True):
        if rung.count < len(own):
            counted.append(encoding.program.boolean())
        if one.high <= 0 or not unit:
            encoding.program.between({height: 1}, None, 0, counted[-1:])
            continue
        factor = ceil(unit / step)
        terms = {literal: number * factor for literal, number in one.terms.items()}
        encoding.program.between({**terms, height: -1}, -one.constant * factor, None, counted[-1:])
    if counted:
        encoding.program.between(dict.fromkeys(counted, 1), rung.count, None)
    encoding.program.maximise({height: 1})
    return step


def _step(own: Sequence[Gain], units: Sequence[Fraction], tops: Sequence[Fraction]) -> Fraction:
    """The difference in height that a program tells apart: exact where whole numbers allow, else fine."""
    able = [(one, unit) for one, unit in zip(own, units, strict=True) if one.high > 0 and unit]
    common = lcm(*(unit.denominator for unit in units))
    if common <= FINE and all(one.span * unit * common < LARGEST >> 4 for one, unit in able):
        return Fraction(1, common)
    return max([*tops, *(FINE * one.span * unit / (LARGEST >> 4) for one, unit in able)]) / FINE or Fraction(1)


def height(ground: Ground, shares: Shares, package: Package, count: int) -> Fraction:
    """The height that `count` parties reach in a package."""
    return sorted(shares.of(ground.gains(package)))[len(ground.who) - count]


def highest(ground: Ground, base: Encoding, shares: Shares, rung: Rung, budget: Budget) -> Found:
    """The package of a program with the greatest height that `count` parties reach, not below the rung's; proven exactly.

    Where the program could only come near, the search is repeated for one strictly better, until there is none.
    """
    best, bound = Found(None, False), None
    while True:
        encoding = base.fork()
        if rung.strictly:
            climb(ground, encoding, shares, rung)
        step = reach_up(ground, encoding, shares, rung)
        outcome, package = _better(ground, encoding, shares, rung, budget)
        if outcome.status == "infeasible":
            return replace(best, proven=best.package is not None, bound=rung.height, infeasible=best.package is None)
        if outcome.bound is not None:
            bound = min(filter(None, (bound, outcome.bound * step)), default=outcome.bound * step)
        if package is None:
            return replace(best, bound=bound)
        reached = height(ground, shares, package, rung.count)
        best = Found(package, outcome.status == "optimal" and bound == reached, bound)
        if best.proven or outcome.status != "optimal":
            return best
        rung = Rung(rung.count, reached, strictly=True)


def _better(ground: Ground, encoding: Encoding, shares: Shares, rung: Rung, budget: Budget) -> tuple[Outcome, Package | None]:
    """A package on a rung; those that only seem to be, because numbers were rounded, are left out one by one."""
    while True:
        outcome, found = seek(ground, encoding, budget, TASKS[min(len(ground.who) - rung.count, len(TASKS) - 1)])
        if found is None:
            return outcome, None
        reached = height(ground, shares, found, rung.count)
        if reached > rung.height or (reached == rung.height and not rung.strictly):
            return outcome, found
        coded.exclude(encoding, found)


TASKS = ("best for the least served", "best for the next", "best for the third", "best for the others")


def ladder(ground: Ground, shares: Shares, depth: int, budget: Budget) -> Found:
    """The largest smallest gain, or share; then, down to `depth`, the largest second smallest among those, and so on.

    From the second rung on the best package so far is left out and competes from outside: where no other stands on the
    rungs below, it is the only best.
    """
    rungs: list[Rung] = []
    best: Package | None = None
    for count in range(len(ground.who), len(ground.who) - depth, -1):
        encoding = ground.zopa.fork()
        for rung in rungs:
            climb(ground, encoding, shares, rung)
        low = Fraction(0)
        if best is not None:
            coded.exclude(encoding, best)
            low = height(ground, shares, best, count)
        found = highest(ground, encoding, shares, Rung(count, low), budget)
        if found.infeasible:
            return found if best is None else Found(best, True, unique=True)
        if not found.proven:
            return _stopped(ground, shares, rungs, count, found, best)
        if best is None or height(ground, shares, found.package or {}, count) > low:
            best = found.package
        rungs.append(Rung(count, height(ground, shares, best or {}, count)))
    return Found(best, True, level=_on(ground, shares, rungs))


def _stopped(ground: Ground, shares: Shares, rungs: list[Rung], count: int, found: Found, best: Package | None) -> Found:
    """The best so far where a limit came first: proven rungs, then the bound on the next, which those above have too."""
    bound = found.bound if isinstance(found.bound, Fraction) else None
    package = found.package or best
    if best is not None and package is not None and height(ground, shares, package, count) <= height(ground, shares, best, count):
        package = best
    if bound is None:
        return Found(package, False)
    return Found(package, False, (*(rung.height for rung in rungs), *(bound for _ in range(count))))


def largest_least(ground: Ground, shares: Shares, budget: Budget) -> Found:
    """The largest smallest gain, or share."""
    found = ladder(ground, shares, 1, budget)
    return replace(found, bound=found.bound[0]) if isinstance(found.bound, tuple) else found


def largest_ladder(ground: Ground, shares: Shares, budget: Budget) -> Found:
    """The largest smallest gain, among those packages the largest second smallest, and so on, each rung proven."""
    return ladder(ground, shares, len(ground.who), budget)


def largest_least_share(ground: Ground, shares: Shares, budget: Budget) -> Found:
    """The largest smallest share of the best attainable gain; one who cannot gain is fully served and not looked at."""
    able = tuple(who for who, weight in zip(ground.who, shares.weight, strict=True) if weight)
    if not able:
        return _any(ground, budget)
    return largest_least(replace(ground, who=able), Shares(tuple(filter(None, shares.weight))), budget)


def _on(ground: Ground, shares: Shares, rungs: list[Rung]) -> Level | None:
    """The packages on all of the rungs."""
    if not all(one.exact for one in gains(ground, ground.zopa.fork())):
        return None

    def level(encoding: Encoding) -> None:
        for rung in rungs:
            climb(ground, encoding, shares, rung)
        reach_up(ground, encoding, shares, rungs[0])

    return level
