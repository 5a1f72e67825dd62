"""Many cases, or one on many days, asked one question: here, through processes, or by any executor of `concurrent.futures`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from onetext.api.budgets import SECONDS, limits
from onetext.api.named import find_rule, nearest
from onetext.api.studies import Study, a_day, study
from onetext.api.tasks import QUESTIONS, Sweep, Task
from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.solve.budget import Budget

if TYPE_CHECKING:
    from concurrent.futures import Executor

Asked = Case | Study | tuple[str, Case | Study]


def sweep(
    cases: Iterable[Asked] | Mapping[str, Case | Study],
    question: str = "zopa",
    *,
    executor: Executor | int | None = None,
    time: float | None = SECONDS,
    budget: Budget | None = None,
    **options: Any,
) -> Sweep:
    """Put one question to many cases, or to one case on many days, and return one row for each, in order.

    `cases`: cases or studies, which go by their titles, or pairs or a mapping that give them names.
    `question` is the name of a function such as `zopa` or `solve`, `options` are its keywords. `executor`: how many
    processes (None: one for each processor; 1: none, all is done here), or any `concurrent.futures.Executor`, such as a
    Dask client's `get_executor()`. `time`: seconds for each case; `budget`: for the whole; each search has its memory.
    Every search has one thread, so that answers do not depend on the executor. A case whose worker dies is sent out
    again; none is left out silently. Raises UsageError for an unknown question, and for a keyword that it does not have.
    """
    _known(question, options)
    whole = budget or limits(None)
    put = tuple(options.items())
    tasks = [Task(name, own, question, put, time, whole.memory) for name, own in _named(cases)]
    from onetext.api.spread import rows

    return Sweep(question, tuple(rows(tasks, executor, whole)))


def _known(question: str, options: Mapping[str, Any]) -> None:
    from inspect import signature

    if question not in QUESTIONS:
        raise UsageError(f"no question {question!r}; {nearest(question, QUESTIONS)}")
    known = [name for name in signature(QUESTIONS[question]).parameters if name not in ("case", "budget")]
    for name in options:
        if name not in known:
            raise UsageError(f"no option {name!r} of {question!r}; {nearest(name, known)}")
    if "rule" in options:
        find_rule(options["rule"])


def _named(cases: Iterable[Asked] | Mapping[str, Case | Study]) -> Iterator[tuple[str, Study]]:
    """Each study under its name, else under its title."""
    for each in cases.items() if isinstance(cases, Mapping) else cases:
        name, case = each if isinstance(each, tuple) else ("", each)
        own = case if isinstance(case, Study) else study(case)
        yield name or own.case.title, own


def days(first: date | str, last: date | str, step: int = 1) -> tuple[date, ...]:
    """Every `step`-th day from the first to the last, both included where the steps meet it; UsageError for no days."""
    start, end = a_day(first), a_day(last)
    if step < 1 or end < start:
        raise UsageError(f"no days from {start} to {end} by {step}; allowed: a later day, and a step of 1 or more")
    return tuple(start + timedelta(days=n) for n in range(0, (end - start).days + 1, step))
