"""Packages of a program: one that is truly good, the first in file order, how many there are."""

from __future__ import annotations

from collections.abc import Callable

from onetext.solve.budget import Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Encoding
from onetext.solve.cpsat.engine import Outcome, every, run
from onetext.solve.cpsat.settled import settle

Package = dict[str, str]
Good = Callable[[Package], bool]
"""Decides by definition whether a package is one that the program stands for."""

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


def listing(encoding: Encoding, most: int, budget: Budget, good: Good) -> tuple[list[Package], bool]:
    """The packages of a program in file order, and whether those are all of them; stops at `most`, or after some work."""
    settle(encoding)
    rows, complete = every(encoding.program, [literal for row in encoding.options for literal in row], most, budget)
    found = []
    for row in sorted(rows, reverse=True):
        package, start = {}, 0
        for issue in encoding.case.issues:
            package[issue.id] = issue.options[row.index(True, start) - start].id
            start += len(issue.options)
        if good(package):
            found.append(package)
    return found, complete
