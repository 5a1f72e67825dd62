"""Which method answers a question about a case: one table, asked from the first row down.

A method suits a case within a budget, or another is taken; a method that was named is taken wherever it can answer at
all. A method that gives no answer (None: the budget ended, or the question is beyond it) leaves it to the next row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from onetext.errors import UsageError
from onetext.model.acceptance import consenters
from onetext.model.case import Case
from onetext.solve.budget import ENUMERABLE, Budget, enumerable, people

BLOCKWISE = 1 << 17
"""Larger spaces are looked at block by block: sooner done, and in less memory, than all at once."""
WORTH_SUMMING = 100_000
"""Larger spaces have their frontier summed issue by issue, where that ends."""
COUNTED = 1_000_000_000
"""So many packages, each counted once for every voter, are looked at for one count: a few seconds."""
COMPARED = 200_000_000
"""So many, counted alike, for one rule."""
PER_SECOND = 50_000_000
"""So many, counted alike, are surely looked at in a second."""


def _always(case: Case, budget: Budget) -> bool:
    return True


def _anything(case: Case) -> str:
    return ""


def _walked(most: int) -> Callable[[Case, Budget], bool]:
    """Whether a space is worth looking at block by block, and no more than so much work; levels are counted all at once."""

    def suits(case: Case, budget: Budget) -> bool:
        left = budget.seconds_left()
        work = case.size * people(case)
        in_time = work <= most and (left is None or work <= PER_SECOND * left)
        return case.size > BLOCKWISE and in_time and not (consenters(case, "ratify") and enumerable(case, budget))

    return suits


def _many(case: Case, budget: Budget) -> bool:
    """Smaller spaces are enumerated, whatever joins their issues."""
    return case.size > WORTH_SUMMING


def _few(case: Case, budget: Budget) -> bool:
    """The frontier of a space that fits is looked at whatever time is left: its filter hears the budget itself."""
    return case.size <= ENUMERABLE


def _enumerated(case: Case) -> str:
    return f"it looks at no more than {ENUMERABLE} packages, and this case has {case.size}" if case.size > ENUMERABLE else ""


@dataclass(frozen=True, slots=True)
class Method:
    """One way to an answer: its name, where its function stands (loaded when it is used), whether it suits a case within a
    budget, and why it cannot answer for a case at all ("" where it can)."""

    name: str
    where: str
    suits: Callable[[Case, Budget], bool]
    cannot: Callable[[Case], str] = _anything

    def answer(self, *given: Any, **options: Any) -> Any:
        """What its function answers; None where it gives up."""
        module, name = self.where.split(":")
        return getattr(import_module(module), name)(*given, **options)


METHODS: dict[str, tuple[Method, ...]] = {
    "solve": (
        Method("blocks", "onetext.solve.streamed:best", _walked(COMPARED)),
        Method("enumeration", "onetext.solve.ranking:best", enumerable, _enumerated),
        Method("cp-sat", "onetext.solve.cpsat.rules:best", _always),
    ),
    "zopa": (
        Method("blocks", "onetext.solve.streamed:zopa", _walked(COUNTED)),
        Method("enumeration", "onetext.solve.zopa:counted", enumerable, _enumerated),
        Method("dynamic programming", "onetext.solve.counting:exactly", _always),
        Method("sampling", "onetext.solve.counting:estimate", _always),
    ),
    "frontier": (
        Method("dynamic programming", "onetext.solve.frontier:by_issues", _many),
        Method("enumeration", "onetext.solve.frontier:by_enumeration", _few, _enumerated),
        Method("covering", "onetext.solve.covers:by_covering", _always),
        Method("cp-sat", "onetext.solve.supported:supported", _always),
    ),
}
"""By question the ways to its answer, the one to be preferred first."""


def planned(question: str, case: Case, budget: Budget, method: str | None = None) -> tuple[Method, ...]:
    """The methods to be asked one after the other: those that suit, or the one that was named.

    Raises UsageError for a method that there is not, and for one that cannot answer for this case.
    """
    rows = METHODS[question]
    if method is None:
        return tuple(row for row in rows if row.suits(case, budget))
    named = next((row for row in rows if _plain(row.name) == _plain(method)), None)
    if named is None:
        raise UsageError(f"no method is called {method!r}; known: {', '.join(row.name for row in rows)}")
    if reason := named.cannot(case):
        raise UsageError(
            f"method {method!r} cannot answer this: {reason}; others: {', '.join(row.name for row in rows if row is not named)}"
        )
    return (named,)


def _plain(name: str) -> str:
    """A name as it is typed on a command line too."""
    return name.replace(" ", "-")


def answered(question: str, case: Case, *given: Any, budget: Budget, method: str | None = None, **options: Any) -> Any:
    """The answer of the first method that has one; None where the budget ended before. UsageError where the method that was
    named has none."""
    for row in planned(question, case, budget, method):
        found = row.answer(case, *given, budget=budget, **options)
        if found is not None:
            return found
    if method is not None and not budget.expired():
        others = ", ".join(row.name for row in METHODS[question] if row.name != method)
        raise UsageError(f"method {method!r} has no answer for this case; others: {others}")
    return None
