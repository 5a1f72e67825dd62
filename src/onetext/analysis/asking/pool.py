"""Packages to ask about in a space too large to enumerate: found by integer programs among those that nobody surely refuses.

First those to which the fewest yeses are missing, then those that are best for all together, for the least served and for
each party in a few of the worlds drawn.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from onetext.analysis.asking.scales import Steps, scale_of
from onetext.model.acceptance import Answer, agreed, broken_links
from onetext.model.case import Case
from onetext.model.positions import Position
from onetext.model.voting import voters
from onetext.solve.budget import Budget, part
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Encoding
from onetext.solve.cpsat.engine import run
from onetext.solve.cpsat.kept import table
from onetext.solve.linear import Region, Search, drawn
from onetext.solve.space import Columns

WORLDS = 6
MOST = 60
"""So many packages are looked at; more take longer to hold against each other than the next question may."""
FACTOR = 1 << 20
Tables = list[np.ndarray]
"""By issue, what each option is worth in one world, 0 to 1 in all."""


def pool(case: Case, steps: Steps, budget: Budget, source: Generator) -> Columns:
    """Packages as columns, each once; none where none is found in time."""
    given = part(budget, 1 / 2)
    base = coded.zopa(case, "possibly")
    found: dict[tuple[str, ...], dict[str, str]] = {}

    def keep(encoding: Encoding, task: str) -> bool:
        outcome = run(encoding.program, given, task)
        if not outcome.found:
            return False
        package = coded.package(encoding, outcome)
        if not broken_links(case, package) and agreed(case, package) is not Answer.NO:
            found[tuple(package.values())] = package
        return True

    if not keep(base, "a package that nobody surely refuses"):
        return _columns(case, [])
    worlds = _worlds(case, steps, source)
    closest = base.fork()
    yes = _sure(closest)
    for tables in worlds[:2]:
        closest.program.maximise({**dict.fromkeys(yes, FACTOR * 4), **_goal(closest, tables)})
        keep(closest, "a package to which few yeses are missing")
    for tables in worlds:
        program = base.fork()
        program.program.maximise(_goal(program, tables))
        keep(program, "a package to ask about")
    for proposal in case.proposals:
        package = dict(proposal.package)
        if len(package) == len(case.issues) and not broken_links(case, package) and agreed(case, package) is not Answer.NO:
            found[tuple(package[issue.id] for issue in case.issues)] = package
    return _columns(case, list(found.values())[:MOST])


def _columns(case: Case, packages: list[dict[str, str]]) -> Columns:
    return [np.array([issue.places[package[issue.id]] for package in packages], dtype=np.int16) for issue in case.issues]


def _sure(encoding: Encoding) -> list[int]:
    """A literal for each voter that holds only where it surely accepts."""
    found = []
    for who in voters(encoding.case):
        literal = encoding.program.boolean()
        coded.accept_as_voter(encoding, who, "surely", (literal,))
        found.append(literal)
    return found


def _worlds(case: Case, steps: Steps, source: Generator) -> list[Tables]:
    """What each answer is worth in some worlds: to all principals together, then to each alone."""
    each = [one for party in case.principals if (one := _of_party(case, party.id, steps, source)) is not None]
    if not each:
        return []
    together = [[sum(tables) for tables in zip(*(party[n] for party in each), strict=True)] for n in range(WORLDS)]
    weighty = [[sum((4 if place == n % len(each) else 1) * tables[i] for place, tables in enumerate(p[n % WORLDS] for p in each))
                for i in range(len(case.issues))] for n in range(2 * len(each))]  # fmt: skip
    return [*together, *weighty]


def _of_party(case: Case, who: str, steps: Steps, source: Generator) -> list[Tables] | None:
    position = case.position.get(who, Position(who))
    if position.has_worths:
        own = table(case, who)
        rows = [np.array(low, dtype=float) + np.array(high, dtype=float) for low, high in zip(own.low, own.high, strict=True)]
        span = sum(float(np.ptp(row)) for row in rows)
        return [[(row - row.min()) / span for row in rows]] * WORLDS if span else None
    scale = scale_of(case, position, steps)
    if scale is None:
        return None
    shares = drawn(Search(Region(scale.size, scale.cuts)), source, WORLDS)
    return None if shares is None else [[scores @ one for scores in scale.scores] for one in shares]


def _goal(encoding: Encoding, tables: Tables) -> dict[int, int]:
    """The sum over the answers of a world, as whole numbers."""
    goal: dict[int, int] = {}
    for row, numbers in zip(encoding.options, tables, strict=True):
        for literal, number in zip(row, numbers, strict=True):
            goal[literal] = round(float(number) * FACTOR / 8)
    return goal
