"""While a search runs: its limits, Ctrl-C, and one line of progress on a terminal."""

from __future__ import annotations

import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from onetext.api.budgets import limits
from onetext.cli.options import Limits, Options
from onetext.cli.output import err
from onetext.solve.budget import Budget, Progress

QUIET_SECONDS = 1.0
EVERY_SECONDS = 0.5


@contextmanager
def working(options: Options | Limits) -> Iterator[Budget]:
    """A budget by the options: the first Ctrl-C stops the search and keeps the best so far, the second ends at once."""
    stop = threading.Event()
    state: list[Progress] = []

    def on_interrupt(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        err("\nstopping with the best so far; Ctrl-C again ends at once")

    def remember(progress: Progress) -> None:
        state[:] = [progress]

    budget = limits(options.time, options.memory, on_progress=remember, cancelled=stop.is_set)
    before = signal.signal(signal.SIGINT, on_interrupt) if threading.current_thread() is threading.main_thread() else None
    try:
        with _progress_line(state):
            yield budget
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


@contextmanager
def _progress_line(state: list[Progress]) -> Iterator[None]:
    """After a second, and only on a terminal, one line that says how far the search is; wiped at the end."""
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    writer = threading.Thread(target=_write_progress, args=(state, done), daemon=True)
    writer.start()
    try:
        yield
    finally:
        done.set()
        writer.join()


def _write_progress(state: list[Progress], done: threading.Event) -> None:
    began, width = time.monotonic(), shutil.get_terminal_size().columns - 1
    if done.wait(QUIET_SECONDS):
        return
    while not done.wait(EVERY_SECONDS):
        text = progress_text(state[0] if state else None, time.monotonic() - began)
        sys.stderr.write("\r" + text[:width].ljust(width))
        sys.stderr.flush()
    sys.stderr.write("\r" + " " * width + "\r")
    sys.stderr.flush()


def progress_text(progress: Progress | None, seconds: float) -> str:
    """One line of progress: the task, the best so far, the bound on it and the gap between them."""
    if progress is None:
        return f"working, {seconds:.0f} s"
    parts = [f"{progress.task or 'working'}, {seconds:.0f} s"]
    if progress.share is not None:
        parts.append(f"{progress.share:.0%}")
    parts += [f"{name} {text}" for name, text in (("best", progress.best), ("bound", progress.bound)) if text]
    if gap := gap_text(progress.best, progress.bound):
        parts.append(f"gap {gap}")
    return " · ".join(parts)


def gap_text(best: str, bound: str) -> str:
    """How far the best is below the bound, as a share of the bound; "" where that cannot be said."""
    try:
        low, high = float(best), float(bound)
    except ValueError:
        return ""
    return f"{(high - low) / abs(high):.1%}" if high else ""
