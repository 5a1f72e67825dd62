"""Checks any answer by its definition, without the search that found it.

Law: nothing here imports a search, an array or a solver. What an answer says of its package is worked out again from
the case, one package at a time, in exact numbers, with `model.acceptance` and `model.rules`. Claims about *all*
packages (that none is better, how many are tied, that nothing fits) are held against every package where there are at
most `limit`; beyond that only the claims about the packages shown are checked.

Theory of operation: `check` looks up the kind of answer by the name of its type, and the check of that kind returns
one sentence for each claim that does not hold, none where all hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from onetext.certify.conflicts import conflict, softening
from onetext.certify.frontiers import dominated_by, frontier, zopa
from onetext.certify.levels import levels
from onetext.certify.robustness import robust
from onetext.certify.solutions import solution
from onetext.errors import UsageError
from onetext.model.case import Case

LIMIT = 5_000
"""Claims about all packages are checked where there are no more than this."""

CHECKS: dict[str, Callable[[Case, Any, int], Iterator[str]]] = {
    "Solution": solution,
    "Frontier": frontier,
    "Zopa": zopa,
    "Levels": levels,
    "Conflict": conflict,
    "Softening": softening,
    "Robust": robust,
}
"""The kind of answer -> its check."""

__all__ = ["CHECKS", "LIMIT", "check", "dominated_by"]


def check(case: Case, answer: Any, *, limit: int = LIMIT) -> tuple[str, ...]:
    """What does not hold of an answer about a case on its day, one sentence each; empty where it is certified.

    `answer` is a result of `solve` or `analysis` of a kind named in CHECKS; UsageError for any other.
    """
    kind = type(answer).__name__
    if kind not in CHECKS:
        raise UsageError(f"no check for {kind}; known: {', '.join(CHECKS)}")
    return tuple(CHECKS[kind](case, answer, limit))
