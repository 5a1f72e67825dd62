"""Packages of a program: one that is truly good, the first in file order, how many there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from onetext.solve.budget import Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Encoding
from onetext.solve.cpsat.engine import EVERY, Outcome, every, run
from onetext.solve.cpsat.settled import settle
from onetext.solve.space import Columns, Mask

Package = dict[str, str]
Good = Callable[[Package], bool]
"""Decides by definition whether a package is one that the program stands for."""

AllGood = Callable[[Columns], Mask]
"""The same of many packages at once: which of them are good."""

FIRST = 10
"""So many of the packages listed are written out."""
CHUNK = 1 << 16
"""Issues are settled together while they have at most so many packages among them."""


def seek(encoding: Encoding, budget: Budget, task: str, good: Good) -> tuple[Outcome, Package | None]:
    """Run a program and return what it found with its package.

    A package that is not good after all, let through because numbers were rounded, is left out of `encoding` and the
    search repeated.
    """
    while True:
        outcome = run(encoding.program, budget, task)
        if not outcome.found:
            return outcome, None
        package = coded.package(encoding, outcome)
        if good(package):
            return outcome, package
        coded.exclude(encoding, package)


def first_in_order(encoding: Encoding, package: Package, budget: Budget, good: Good) -> tuple[Package, bool]:
    """The first package in file order that a program has, from one it has, and whether that is proven.

    A few issues are settled at a time; `encoding` is restricted on the way.
    """
    issues = encoding.case.issues
    start = 0
    while start < len(issues):
        stop, size = start, 1
        while stop < len(issues) and (stop == start or size * len(issues[stop].options) <= CHUNK):
            size *= len(issues[stop].options)
            stop += 1
        trial, unit = encoding.fork(), 1
        goal: dict[int, int] = {}
        for row in reversed(encoding.options[start:stop]):
            goal |= {literal: -place * unit for place, literal in enumerate(row)}
            unit *= len(row)
        trial.program.maximise(goal)
        coded.hint(trial, package)
        outcome, found = seek(trial, budget, "the first of the tied", good)
        if outcome.status != "optimal" or found is None:
            return package, False
        package = found
        for issue, row in zip(issues[start:stop], encoding.options[start:stop], strict=True):
            encoding.program.clause([row[issue.places[package[issue.id]]]])
        start = stop
    return package, True


@dataclass(frozen=True, slots=True)
class Listing:
    """How many packages a program has, the first few in file order, and whether all were counted."""

    count: int
    first: tuple[Package, ...]
    complete: bool


def listing(encoding: Encoding, most: int, budget: Budget, good: AllGood, work: float = EVERY) -> Listing:
    """The packages of a program, counted up to `most` and until so much work was done; `encoding` is restricted on the way."""
    settle(encoding)
    rows, complete = every(encoding.program, [literal for row in encoding.options for literal in row], most, budget, work)
    if not rows:
        return Listing(0, (), complete)
    options, start, cols = np.array(list(rows), dtype=bool), 0, []
    for issue in encoding.case.issues:
        cols.append(options[:, start : start + len(issue.options)].argmax(axis=1))
        start += len(issue.options)
    kept = np.flatnonzero(good(cols))
    order = kept[np.lexsort([column[kept] for column in reversed(cols)])][:FIRST]
    first = tuple(
        {issue.id: issue.options[column[at]].id for issue, column in zip(encoding.case.issues, cols, strict=True)} for at in order
    )
    return Listing(len(kept), first, complete)
