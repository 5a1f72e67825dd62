"""Conditions on worlds under which one package has no larger measure than another, rule by rule.

`worse[rule](worlds, mine, theirs, literal)`: where the literal holds, the measure of the gains `theirs` is at most that of
`mine`. Egalitarian: somebody's gain from theirs is at most each gain from mine. Leximin: both vectors sorted, and compared in
turn. Nash: products of whole gains, those below 0 raised to 0 (a package that gives such a gain is not in the zopa).
Kalai and Smorodinsky's shares turn on the best attainable gains, which are no linear matter: that rule is not here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import gcd, prod

from onetext.analysis.leaks.programs import ROOM, Beyond, Linear, Worlds, bounds

Gains = Sequence[Linear]


def at_most(of: Worlds, low: Linear, high: Linear, when: Sequence[int]) -> None:
    """That one number is at most another."""
    gap = low.minus(high)
    of.program.between(gap.terms, None, -gap.constant, when)


def by_sum(of: Worlds, mine: Gains, theirs: Gains, literal: int) -> None:
    total = Linear({}, 0)
    for own, other in zip(mine, theirs, strict=True):
        total = total.minus(own.minus(other))
    of.program.between(total.terms, None, -total.constant, (literal,))


def by_least(of: Worlds, mine: Gains, theirs: Gains, literal: int) -> None:
    ways = []
    for other in theirs:
        way = of.program.boolean()
        for own in mine:
            at_most(of, other, own, (way,))
        ways.append(way)
    of.program.clause(ways, (literal,))


def by_least_in_turn(of: Worlds, mine: Gains, theirs: Gains, literal: int) -> None:
    ours, others = _sorted(of, mine), _sorted(of, theirs)
    less: list[int] = []
    for own, other in zip(ours, others, strict=True):
        settled = of.program.boolean()  # less at some place before
        of.program.clause(less, (settled,))
        of.program.between({other: 1, own: -1}, None, 0, (literal, -settled - 1))
        strictly = of.program.boolean()
        of.program.between({other: 1, own: -1}, None, -1, (strictly,))
        less = [*less, strictly]


def _sorted(of: Worlds, gains: Gains) -> list[int]:
    """Variables that hold some gains, smallest first."""
    ends = [bounds(of, one) for one in gains]
    low, high = min(one for one, _ in ends), max(one for _, one in ends)
    ranked = [of.program.integer(low, high) for _ in gains]
    places = [[of.program.boolean() for _ in gains] for _ in gains]
    for row in (*places, *map(list, zip(*places, strict=True))):
        of.program.exactly_one(row)
    for one, row in zip(gains, places, strict=True):
        for rank, literal in zip(ranked, row, strict=True):
            of.program.between({**one.terms, rank: -1}, -one.constant, -one.constant, (literal,))
    for first, then in pairwise(ranked):
        of.program.between({first: 1, then: -1}, None, 0)
    return ranked


def by_product(of: Worlds, mine: Gains, theirs: Gains, literal: int) -> None:
    """Gains that are the same in all worlds are factors; of the others products are taken, or one alone as it is."""
    (own, factor), (other, their_factor) = _product(of, mine), _product(of, theirs)
    shared = gcd(factor, their_factor) or 1
    factor, their_factor = factor // shared, their_factor // shared
    terms = {variable: coefficient * their_factor for variable, coefficient in other.terms.items()}
    for variable, coefficient in own.terms.items():
        terms[variable] = terms.get(variable, 0) - coefficient * factor
    gap = Linear(terms, other.constant * their_factor - own.constant * factor)
    if max(abs(n) * size for n, size in ((factor, _size(of, own)), (their_factor, _size(of, other)))) > ROOM:
        raise Beyond
    of.program.between(gap.terms, None, -gap.constant, (literal,))


def _size(of: Worlds, one: Linear) -> int:
    """How large a number may become; of one that stands for a product, as large as the program lets it."""
    known = set(of.variables)
    if set(one.terms) <= known:
        return max(map(abs, bounds(of, one)))
    return max(of.program.high(variable) for variable in one.terms)


def _product(of: Worlds, gains: Gains) -> tuple[Linear, int]:
    """A product of gains as a linear number and a whole factor. A package of the zopa gives no gain below 0; so one that is
    below 0 in a world is raised to 0 there."""
    factor = prod(max(one.constant, 0) for one in gains if not one.terms)
    loose = [one for one in gains if one.terms]
    if len(loose) <= 1:
        return (loose[0] if loose else Linear({}, 1)), factor
    factors, largest = [], 1
    for one in loose:
        top = max(0, bounds(of, one)[1])
        raised = of.program.integer(0, top)
        _raised(of, one, raised, top)
        factors.append(raised)
        largest *= max(top, 1)
    if largest > ROOM:
        raise Beyond
    target = of.program.integer(0, largest)
    of.program.product(target, factors)
    return Linear({target: 1}, 0), factor


def _raised(of: Worlds, one: Linear, raised: int, top: int) -> None:
    """That a variable is a linear number, or 0 where that is below 0."""
    positive = of.program.boolean()
    of.program.between({**one.terms, raised: -1}, -one.constant, -one.constant, (positive,))
    of.program.between(one.terms, None, -1 - one.constant, (-positive - 1,))
    of.program.between({raised: 1}, 0, 0, (-positive - 1,))


WORSE: dict[str, Callable[[Worlds, Gains, Gains, int], None]] = {
    "utilitarian": by_sum,
    "egalitarian": by_least,
    "leximin": by_least_in_turn,
    "nash": by_product,
}
"""By rule, how a program says that the measure of a package is no larger than that of another."""
