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
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace

from onetext.api.budgets import never
from onetext.api.tasks import Outcome, Swept, Task, done
from onetext.solve.budget import Budget, Progress

TRIES = 3
"""So often a task is sent to workers that it shares with others."""
LOOK_EVERY = 0.2
"""Seconds between two looks at whether to stop."""
LOST = "every process that took it on ended; in a script, this call has to stand below if __name__ == '__main__'"


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
        return _sent(tasks, whole, lambda: _given(shared))
    processes = min(len(tasks), (os.cpu_count() or 1) if executor is None else executor)
    if processes <= 1:
        return [_here(task, whole) for task in tasks]
    return _sent(tasks, whole, lambda: _pool(processes))


def _nothing() -> None:
    """An executor of somebody else cannot be told to stop what runs; what waits is cancelled."""


def _here(task: Task, whole: Budget) -> Swept:
    """A task done in this process."""
    left = whole.seconds_left()
    seconds = task.seconds if left is None else left if task.seconds is None else min(left, task.seconds)
    return (
        _blank(task, "not_asked") if whole.expired() else replace(done(replace(task, seconds=seconds), whole.cancelled), study=task.study)
    )


def _blank(task: Task, outcome: Outcome, trouble: str = "the sweep was stopped before") -> Swept:
    return Swept(task.name, task.study.as_of, outcome, 0, trouble, study=task.study)


def _sent(tasks: Sequence[Task], whole: Budget, open_workers: Callable[[], AbstractContextManager[Workers]]) -> list[Swept]:
    """The tasks, sent out until each has come back or has had TRIES; then each of the rest in a process of its own."""
    found = [_blank(task, "lost", "") for task in tasks]
    for _ in range(TRIES):
        if any(row.outcome == "lost" for row in found):
            with open_workers() as workers:
                found = _gathered(tasks, found, workers, whole)
    return [_alone(task, row, whole) if row.outcome == "lost" else row for task, row in zip(tasks, found, strict=True)]


def _alone(task: Task, before: Swept, whole: Budget) -> Swept:
    """A task that never came back, in a process that it shares with none."""
    with _pool(1) as workers:
        (row,) = _gathered([task], [before], workers, whole)
    return replace(row, trouble=f"{LOST} ({row.trouble})") if row.outcome == "lost" else row


def _gathered(tasks: Sequence[Task], before: Sequence[Swept], workers: Workers, whole: Budget) -> list[Swept]:
    """The rows, once those that are lost were sent out again; where the sweep is stopped meanwhile, they were not asked."""
    found, places = list(before), dict[Future[Swept], int]()
    for n in (n for n, row in enumerate(before) if row.outcome == "lost" and not whole.expired()):
        try:
            places[workers.executor.submit(workers.done, tasks[n])] = n
        except Exception as broken:  # or shut down: it takes nothing any more
            found[n] = replace(found[n], trouble=_said(broken))
    waiting = set(places)
    while waiting:
        if whole.expired():
            workers.stop()
            waiting -= {future for future in waiting if future.cancel()}
        ended, waiting = wait(waiting, timeout=LOOK_EVERY)
        for future in ended:
            found[places[future]] = _row(future, found[places[future]])
        whole.on_progress(Progress("sweep", share=sum(row.outcome != "lost" for row in found) / len(found)))
    if whole.expired():
        return [_blank(task, "not_asked") if row.outcome == "lost" else row for task, row in zip(tasks, found, strict=True)]
    return found


def _row(future: Future[Swept], before: Swept) -> Swept:
    """What a future brought; with the reason where its task was sent before, or has to be sent again."""
    try:
        row = replace(future.result(), study=before.study, tries=before.tries + 1)
    except (Exception, CancelledError) as gone:
        return replace(before, tries=before.tries + 1, trouble=_said(gone))
    return row if row.trouble or not before.trouble else replace(row, trouble=f"sent again: {before.trouble}")


def _said(wrong: BaseException) -> str:
    return " ".join(f"{type(wrong).__name__}: {wrong}".split())


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
