"""What is asked of one of many cases, and what became of it: a task can be sent to another process, and so can its row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from onetext.api import questions
from onetext.api.answers import answer_dict, cut_short
from onetext.api.budgets import limits, never
from onetext.api.studies import Study
from onetext.errors import OnetextError
from onetext.model import shown
from onetext.model.shown import Shape

QUESTIONS: dict[str, Callable[..., Any]] = {
    name: getattr(questions, name) for name in ("solve", "frontier", "zopa", "why", "ask", "robust", "window")
}
"""By name the questions that can be put to many cases."""
Outcome = Literal["answered", "cut_short", "refused", "failed", "lost", "not_asked"]


@dataclass(frozen=True, slots=True)
class Task:
    """A question to one case, as it is sent to a worker; seconds and memory bound the search."""

    name: str
    study: Study
    question: str
    options: tuple[tuple[str, Any], ...]
    seconds: float | None
    memory: int


@dataclass(frozen=True, slots=True)
class Swept:
    """What became of one case.

    `answered`; `cut_short` by a limit, with the answer so far; `refused`, as the question cannot be put so to this case;
    `failed` by a mistake of the program or for want of memory; `lost` with every process that took it on; `not_asked`, as
    the sweep was stopped before. `trouble` says why, or why it was sent out again; `tries` how often it was.
    """

    name: str
    as_of: date
    outcome: Outcome
    tries: int = 1
    trouble: str = ""
    answer: Any = None
    study: Study | None = None

    SHAPE = Shape(hidden=("answer", "study"), null=("trouble",))

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON, its answer as the command of that question prints it; null where there is none."""
        found = answer_dict(self.study, self.answer) if self.study is not None and self.answer is not None else None
        return {**shown.record(self), "answer": found}


@dataclass(frozen=True, slots=True)
class Sweep:
    """One question, put to many cases: a row for each, in their order."""

    question: str
    rows: tuple[Swept, ...]

    SHAPE = Shape("onetext/sweep/1", too=("status",), rows="rows")
    _repr_html_ = shown._repr_html_

    @property
    def status(self) -> str:
        """`complete` where every case was answered, else `partial`."""
        return "complete" if all(row.outcome == "answered" for row in self.rows) else "partial"

    def to_dict(self) -> dict[str, Any]:
        """The sweep as one JSON object."""
        return {**shown.to_dict(self), "rows": [row.to_dict() for row in self.rows]}

    def to_columns(self) -> dict[str, list[Any]]:
        """The rows as columns of equal length: what became of each, and every single figure or word of its answer."""
        rows = [{**shown.record(row), **_single(row.answer)} for row in self.rows]
        names = dict.fromkeys(key for row in rows for key in row)
        return {key: [row.get(key) for row in rows] for key in names}


def _single(answer: Any) -> dict[str, Any]:
    """The entries of an answer that are one value each."""
    found = {} if answer is None else answer.to_dict()
    return {key: value for key, value in found.items() if key not in ("schema", "as_of") and not isinstance(value, dict | list)}


def done(task: Task, cancelled: Callable[[], bool] = never) -> Swept:
    """The row of a task, worked out here; whatever is raised within it is its outcome."""
    row = Swept(task.name, task.study.as_of, "answered")
    given = limits(task.seconds, task.memory, cancelled=cancelled)
    try:
        found = QUESTIONS[task.question](task.study.case, budget=replace(given, threads=1), **dict(task.options))
        return replace(row, answer=found, outcome="cut_short" if cut_short(found, given) else "answered")
    except OnetextError as wrong:
        return replace(row, outcome="refused", trouble=" ".join(str(wrong).split()))
    except MemoryError:
        return replace(row, outcome="failed", trouble="out of memory")
    except Exception as wrong:
        return replace(row, outcome="failed", trouble=" ".join(f"{type(wrong).__name__}: {wrong}".split()))
