"""Limits of a search: the budget that `solve` and `analysis` take, with the clock in it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from time import monotonic

from onetext.errors import UsageError
from onetext.solve.budget import GIB, Budget, Progress, bytes_needed, enumerable

__all__ = ["bytes_needed", "enumerable", "limits", "memory_size", "never", "silently"]

SECONDS = 120.0
MEMORY = 2 * GIB
UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}
SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?", re.IGNORECASE | re.ASCII)


def never() -> bool:
    """Nobody cancels."""
    return False


def silently(progress: Progress) -> None:
    """Nobody watches."""


def limits(
    time: float | None = SECONDS,
    memory: int | str = MEMORY,
    *,
    on_progress: Callable[[Progress], None] = silently,
    cancelled: Callable[[], bool] = never,
) -> Budget:
    """A budget that begins now: `time` in seconds (None: no limit), `memory` in bytes or as a text such as `2GiB`.

    `on_progress` is told what a search has so far; `cancelled` is asked whether to stop and keep it.
    """
    if time is not None and not time >= 0:  # a NaN is refused too
        raise UsageError(f"a time of {time} seconds; allowed: 0 or more")
    end = None if time is None else monotonic() + time
    return Budget(
        seconds_left=lambda: None if end is None else end - monotonic(),
        on_progress=on_progress,
        cancelled=cancelled,
        memory=memory_size(memory),
        threads=os.cpu_count() or 1,
    )


def memory_size(text: int | str) -> int:
    """How many bytes `2GiB`, `500 MB` or a number means; 1 kB counts as 1 KiB."""
    match = SIZE.fullmatch(str(text).strip())
    if match is None:
        raise UsageError(f"a memory of {text!r}; allowed: a size such as 2GiB or 500MiB")
    return int(float(match[1]) * UNITS[match[2].lower()])
