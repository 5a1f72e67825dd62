"""How long and how large a search may become, and how it tells what it has so far.

Nothing below `api` reads a clock: a caller passes in the functions that do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from onetext.model.case import Case

GIB = 1 << 30
ENUMERABLE = 6_000_000
"""The largest space, links or not, that is enumerated: the largest linear domain of the ANAC competitions has 7^8 packages."""
PER_PACKAGE = 120
"""Bytes that an enumeration holds for each package besides the parties' values and masks."""
PER_VOTER = 36
PER_SECOND = 6_000_000
"""So many packages, each counted once for every voter, are looked at in a second."""
LEAST = 0.5
"""An enumeration that takes fewer seconds than this is not worth giving up."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What a search has so far: the task, the best objective found and the bound on it, as texts ("" where unknown)."""

    task: str
    best: str = ""
    bound: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """The limits of a search.

    `seconds_left` says how much time remains (None: no limit), `cancelled` whether the caller wants to stop,
    `on_progress` is told what there is, `memory` is in bytes, `threads` may be used at once. `enumerate`: whether
    a space that fits is looked at package by package (None: where the time is likely to do).
    """

    seconds_left: Callable[[], float | None] = lambda: None
    on_progress: Callable[[Progress], None] = lambda progress: None
    cancelled: Callable[[], bool] = lambda: False
    memory: int = 2 * GIB
    threads: int = 1
    enumerate: bool | None = None

    def expired(self) -> bool:
        """Whether to stop now and show the best so far."""
        left = self.seconds_left()
        return self.cancelled() or (left is not None and left <= 0)


def bytes_needed(case: Case) -> int:
    """About how much memory an enumeration of a case takes."""
    return case.size * (PER_PACKAGE + PER_VOTER * people(case))


def enumerable(case: Case, budget: Budget) -> bool:
    """Whether a case is small enough, for us and for the memory and the time of a budget, to look at every package."""
    if budget.enumerate is False or case.size > ENUMERABLE or bytes_needed(case) > budget.memory:
        return False
    left = None if budget.enumerate else budget.seconds_left()
    return left is None or case.size * people(case) <= PER_SECOND * max(left, LEAST)


def decided(case: Case, budget: Budget) -> Budget:
    """The budget with its choice between looking at every package and integer programs made, for several questions in a row."""
    return replace(budget, enumerate=enumerable(case, budget))


def part(budget: Budget, share: float) -> Budget:
    """A budget of a share of the time that is left, and of all else."""
    left = budget.seconds_left()
    if left is None:
        return budget
    kept = left * (1 - share)
    return replace(budget, seconds_left=lambda: (budget.seconds_left() or 0.0) - kept)


def people(case: Case) -> int:
    """How many parties and members there are."""
    return len(case.parties) + sum(len(bloc.members) for bloc in case.blocs)


UNLIMITED = Budget()
