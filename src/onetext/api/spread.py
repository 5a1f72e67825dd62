"""Tasks spread over workers that may die: what each task became, in order, and none lost silently.

Whatever goes wrong within a task is caught where it runs (`tasks.done`) and comes back as its outcome. So an exception from
a future means that the worker is gone, not that the task failed: a broken pool, a worker that a cluster gave up, a
connection that was closed. Such a task is sent out again, TRIES times at most, as one that kills its worker takes its
neighbours with it; then it gets a process of its own, where it can take nobody along. What dies there too is `lost`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from onetext.api.budgets import never
from onetext.api.tasks import Swept, Task, done
from onetext.solve.budget import Budget, Progress

TRIES = 3
"""So often a task is sent to workers that it shares with others."""
LOOK_EVERY = 0.2
"""Seconds between two looks at whether to stop."""
LOST = "every process that took it on ended without an answer; in a script, this call has to stand below if __name__ == '__main__'"


@dataclass(frozen=True, slots=True)
class Workers:
    """Where tasks are sent to: an executor, the function that they are sent with, and how to tell them to stop."""

    executor: Executor
    done: Callable[[Task], Swept]
    stop: Callable[[], None]


def rows(tasks: Sequence[Task], executor: Executor | int | None, whole: Budget) -> list[Swept]:
    """What became of each task; `executor` as `many.sweep` says."""
    if isinstance(executor, Executor):
        shared = Workers(executor, done, _nothing)
        found = _sent(tasks, whole, lambda: _given(shared))
    else:
        processes = min(len(tasks), (os.cpu_count() or 1) if executor is None else executor)
        if processes <= 1:
            return [_here(task, whole) for task in tasks]
        found = _sent(tasks, whole, lambda: _pool(processes))
    return [row or _alone(task, whole) for task, row in zip(tasks, found, strict=True)]


def _nothing() -> None:
    """An executor of somebody else cannot be told to stop what runs; what waits is cancelled."""


def _here(task: Task, whole: Budget) -> Swept:
    """A task done in this process."""
    left = whole.seconds_left()
    seconds = task.seconds if left is None else left if task.seconds is None else min(left, task.seconds)
    return _unasked(task) if whole.expired() else replace(done(replace(task, seconds=seconds), whole.cancelled), study=task.study)


def _unasked(task: Task) -> Swept:
    return Swept(task.name, task.study.as_of, "not_asked", 0, "the sweep was stopped before", study=task.study)


def _alone(task: Task, whole: Budget) -> Swept:
    """A task that never came back, in a process that it shares with none."""
    found: list[Swept | None] = [None]
    with _pool(1) as workers:
        _gather([task], found, workers, whole)
    lost = Swept(task.name, task.study.as_of, "lost", trouble=LOST, study=task.study)
    return replace(found[0] or lost, tries=TRIES + 1)


def _sent(tasks: Sequence[Task], whole: Budget, open_workers: Callable[[], Any]) -> list[Swept | None]:
    """The rows that came back within TRIES; None for a task of which nothing came."""
    found: list[Swept | None] = [None] * len(tasks)
    for tries in range(1, TRIES + 1):
        before = list(found)
        if None in found:
            with open_workers() as workers:
                _gather(tasks, found, workers, whole)
            found = [row if row is old else row and replace(row, tries=tries) for row, old in zip(found, before, strict=True)]
    return found


def _gather(tasks: Sequence[Task], found: list[Swept | None], workers: Workers, whole: Budget) -> None:
    """Send out the tasks without a row, and put the rows that come back in their places."""
    places: dict[Future[Swept], int] = {}
    for n in (n for n, row in enumerate(found) if row is None and not whole.expired()):
        try:
            places[workers.executor.submit(workers.done, tasks[n])] = n
        except Exception:  # broken or shut down: it takes nothing any more
            break
    waiting = set(places)
    while waiting:
        if whole.expired():
            workers.stop()
            waiting -= {future for future in waiting if future.cancel()}
        ended, waiting = wait(waiting, timeout=LOOK_EVERY)
        for future in ended:
            found[places[future]] = _row(future, tasks[places[future]])
        whole.on_progress(Progress("sweep", share=sum(row is not None for row in found) / len(found)))
    if whole.expired():
        found[:] = [row or _unasked(task) for task, row in zip(tasks, found, strict=True)]


def _row(future: Future[Swept], task: Task) -> Swept | None:
    """What a future brought; None where its worker is gone."""
    try:
        return replace(future.result(), study=task.study)
    except (Exception, CancelledError):
        return None


@contextmanager
def _given(workers: Workers) -> Iterator[Workers]:
    """An executor that stays its owner's."""
    yield workers


@contextmanager
def _pool(processes: int) -> Iterator[Workers]:
    """Fresh interpreters, as a process that has threads cannot safely be copied; told to stop by an event."""
    fresh = multiprocessing.get_context("spawn")
    event = fresh.Event()
    with ProcessPoolExecutor(processes, mp_context=fresh, initializer=_begin, initargs=(event.is_set,)) as executor:
        yield Workers(executor, _done_in_pool, event.set)


_stopped: list[Callable[[], bool]] = [never]
"""In a process of a pool: how its searches ask whether to stop. It cannot be sent with a task, only to a new process."""


def _begin(stopped: Callable[[], bool]) -> None:
    """In a new process: Ctrl-C is the parent's, which passes it on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _stopped[:] = [stopped]


def _done_in_pool(task: Task) -> Swept:
    return done(task, _stopped[0])
