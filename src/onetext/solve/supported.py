"""Some efficient packages of a space that is too large for all of them: those with the largest weighted sums of values.

Where every principal's weight is above 0, a package with the largest weighted sum is efficient: whatever dominated it
would have a larger sum. Each is proven by an integer program; packages that no weights single out stay unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from onetext.model.acceptance import Answer, agreed, broken_links, value
from onetext.model.case import Case
from onetext.model.positions import NoNumber
from onetext.solve.budget import Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Encoding
from onetext.solve.cpsat.engine import LARGEST, run
from onetext.solve.cpsat.kept import table
from onetext.solve.gains import valued
from onetext.solve.results import Frontier, Point

STEPS = (1, 4, 16)
"""How much one principal may weigh against another, beside the width of its values."""
MOST = 60
"""The most weights that are tried."""


def supported(case: Case, frame: Frontier, *, budget: Budget) -> Frontier:
    """`frame` with the efficient packages found, of a sharp case: status `feasible`; `unknown` where none was found,
    `optimal` where there is proven to be no package at all."""
    base, who = _base(case, frame.within), valued(case)
    found: dict[tuple[tuple[str, str], ...], Point] = {}
    for shares in _weights(len(who)):
        if budget.expired():
            break
        outcome, package = _largest(base.fork(), who, shares, budget)
        if outcome == "infeasible":
            return replace(frame, status="optimal", method="cp-sat")
        if package is not None and _inside(case, frame.within, package):
            pairs = tuple((issue.id, package[issue.id]) for issue in case.issues)
            found[pairs] = Point(tuple((one, value(case, one, package).low) for one in who), pairs, 1)
    points = _joined(list(found.values()))
    status = "feasible" if points else "unknown"
    why = f"{case.size:.3g} packages are too many to compare: packages with the largest weighted sums of values, each proven"
    return replace(frame, status=status, method="cp-sat", why_method=why, points=len(points), packages=len(found), frontier=points)


def _base(case: Case, within: str) -> Encoding:
    """The program of the packages looked at; without reservation values, possible acceptance is what red lines leave."""
    if within == "admissible":
        return coded.admissible(case)
    if within == "zopa":
        return coded.zopa(case)
    bare = tuple(replace(position, reservation=NoNumber.UNKNOWN) for position in case.positions)
    return coded.zopa(replace(case, positions=bare), "possibly")


def _weights(parties: int) -> Iterator[tuple[int, ...]]:
    """Equal weights first, then one principal before the others, then the rest; none is a multiple of another."""
    if not parties:  # nobody has a value: any package will do
        yield ()
        return
    every = [one for one in product(STEPS, repeat=parties) if min(one) == 1] if 3**parties < 10**5 else []
    ordered = sorted(every, key=lambda one: (sum(step > 1 for step in one), -max(one)))
    yield from (ordered or [(1,) * parties])[:MOST]


def _largest(encoding: Encoding, who: tuple[str, ...], shares: tuple[int, ...], budget: Budget) -> tuple[str, dict[str, str] | None]:
    """A package with the largest sum of values, each weighed by its share against the width of the values, and the
    status; no package where it is not proven, or the numbers are too large to prove it in."""
    own = [coded.weights(encoding, table(encoding.case, one)) for one in who]
    widest = max((one.high - one.low for one in own), default=1)
    factors = [share * max(1, widest // max(1, one.high - one.low)) for one, share in zip(own, shares, strict=True)]
    reach = sum(factor * max(abs(one.low), abs(one.high)) for one, factor in zip(own, factors, strict=True))
    if reach >= LARGEST or not all(one.exact for one in own):
        return "unknown", None
    goal: dict[int, int] = {}
    for one, factor in zip(own, factors, strict=True):
        for literal, number in one.terms.items():
            goal[literal] = goal.get(literal, 0) + factor * number
    encoding.program.maximise(goal)
    outcome = run(encoding.program, budget, "an efficient package")
    return outcome.status, coded.package(encoding, outcome) if outcome.status == "optimal" else None


def _inside(case: Case, within: str, package: dict[str, str]) -> bool:
    """Decided again by definition; red lines are kept exactly by the program."""
    return not broken_links(case, package) and (within != "zopa" or agreed(case, package) is Answer.YES)


def _joined(points: list[Point]) -> tuple[Point, ...]:
    """Points of the same values made one, with the packages known so far; largest first."""
    held: dict[tuple[tuple[str, object], ...], Point] = {}
    for point in points:
        known = held.get(point.values)
        held[point.values] = point if known is None else replace(known, packages=known.packages + 1)
    return tuple(sorted(held.values(), key=lambda point: tuple(number for _, number in point.values), reverse=True))
