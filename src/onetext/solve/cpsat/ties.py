"""All packages that are as good as the best, one after the other, each left out of the next search."""

from __future__ import annotations

from onetext.solve.budget import Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.ground import Ground, Level, Package, seek
from onetext.solve.space import code


def tied(ground: Ground, level: Level, package: Package, most: int, budget: Budget) -> tuple[tuple[Package, ...], bool]:
    """Up to `most` packages at a level, one of which is known, in file order, and whether they are proven to be all.

    Which of more than `most` are listed, beside the one that is known, the search decides.
    """
    encoding = ground.zopa.fork()
    level(encoding)
    found = [package]
    coded.exclude(encoding, package)
    while True:
        outcome, other = seek(ground, encoding.fork(), budget, "another package as good")
        if other is None or len(found) == most:
            return tuple(sorted(found, key=lambda one: code(ground.case, one))), outcome.status == "infeasible"
        found.append(other)
        coded.exclude(encoding, other)
