"""How long and how large a search may become, and how it tells what it has so far.

Nothing below `api` reads a clock: a caller passes in the functions that do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

GIB = 1 << 30


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
    `on_progress` is told what there is, `memory` is in bytes.
    """

    seconds_left: Callable[[], float | None] = lambda: None
    on_progress: Callable[[Progress], None] = lambda progress: None
    cancelled: Callable[[], bool] = lambda: False
    memory: int = 2 * GIB
    workers: int = 2

    def expired(self) -> bool:
        """Whether to stop now and show the best so far."""
        left = self.seconds_left()
        return self.cancelled() or (left is not None and left <= 0)


UNLIMITED = Budget()
