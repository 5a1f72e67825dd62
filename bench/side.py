"""Tools side by side: each in a process of its own environment, one run of each in turn, answers compared.

A row names what is done; its first entrant is the one that the others are compared with. What goes wrong with a tool (an
error, a limit, a process that dies, another answer) is part of the result, and ends nothing.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHORT, MOST_AT_ONCE = 0.2, 10
"""Runs shorter than so many seconds are repeated within a turn, at most so many times."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entrant:
    """A tool of `bench.peers`, one of its tasks, and the words by which a reader knows the routine."""

    tool: str
    task: str
    routine: str


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison: what is given, who does it, which keys of the answers must agree (none named: all that both give).

    `rounds`: how often each has its turn; `limit`: the seconds that one turn may take; `patience`: whoever has run so
    long has no further turns; `warm`: something small of the same kind that each does once before; `figure`: what is
    compared, the seconds or a key of the answer.
    """

    name: str
    given: Json
    entrants: tuple[Entrant, ...]
    compared: tuple[str, ...] = ()
    rounds: int = 5
    limit: float = 300.0
    patience: float = 40.0
    warm: Json | None = None
    figure: str = "seconds"


@dataclass(frozen=True, slots=True)
class Measured:
    """What an entrant showed: its version, the seconds of each run, its answer, the most memory it held, and what went wrong."""

    entrant: Entrant
    version: str = ""
    seconds: tuple[float, ...] = ()
    answer: Json = field(default_factory=dict)
    peak: int = 0
    trouble: str = ""

    def figures(self, row: Row) -> tuple[float, ...]:
        """The numbers that are compared."""
        return self.seconds if row.figure == "seconds" else tuple(self.answer[key] for key in (row.figure,) if key in self.answer)


@dataclass(frozen=True, slots=True)
class Line:
    """A measured entrant beside the first: how many times its figure (median, least, most), and where the answers differ."""

    measured: Measured
    ratio: tuple[float, float, float] | None
    differs: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """`agrees`, `differs` or `failed`; `-` where there is nothing to compare."""
        if self.measured.trouble:
            return "failed"
        return "differs" if self.differs else "agrees"


class Stopped(Exception):
    """A worker gave no reply that can be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Worker:
    """A tool's process."""

    process: subprocess.Popen[bytes]

    def told(self, message: Json, limit: float) -> Json:
        """The reply to a message; Stopped where the tool fails, dies, or takes longer than the limit, which ends it."""
        assert self.process.stdin is not None and self.process.stdout is not None
        try:
            self.process.stdin.write(json.dumps(message).encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise Stopped(self.ended()) from None
        if not select.select([self.process.stdout], [], [], limit)[0]:
            self.process.kill()
            raise Stopped(f"not done after {limit:g} s")
        line = self.process.stdout.readline()
        if not line:
            raise Stopped(self.ended())
        reply: Json = json.loads(line)
        if "error" in reply:
            raise Stopped(reply["error"])
        return reply

    def ended(self) -> str:
        """How the process ended."""
        return f"the process ended with {self.process.wait()}"


@contextmanager
def working(tool: str, python: Path) -> Iterator[Worker]:
    """A worker for a tool, ended with the block."""
    command = [str(python), "-P", "-m", "bench.peers.worker", tool]
    # Installed tools come with their bytecode; what runs from its source must be able to keep its own.
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={**kept, "PYTHONPATH": str(ROOT)},
    )
    try:
        yield Worker(process)
    finally:
        process.kill()
        process.communicate()


def compared(row: Row, pythons: Mapping[str, Path], watch: Callable[[str], None] = lambda text: None) -> tuple[Line, ...]:
    """The row, run: one line for each entrant, in order. `pythons`: by tool the interpreter of its environment."""
    with ExitStack() as stack:
        workers = [stack.enter_context(working(each.tool, pythons[each.tool])) for each in row.entrants]
        found = [_step(_ready, row, worker, Measured(each)) for worker, each in zip(workers, row.entrants, strict=True)]
        for turn in range(row.rounds):
            for n, worker in enumerate(workers):
                if not found[n].trouble and (turn == 0 or sum(found[n].seconds) < row.patience):
                    watch(f"{row.name}: {row.entrants[n].tool}, turn {turn + 1}")
                    found[n] = _step(_turn, row, worker, found[n])
        found = [_step(_answered, row, worker, each) for worker, each in zip(workers, found, strict=True)]
    return tuple(beside(row, found[0], each) for each in found)


Step = Callable[[Row, Worker, Measured], Measured]


def _step(step: Step, row: Row, worker: Worker, so_far: Measured) -> Measured:
    """One step of an entrant; one that is in trouble takes no more."""
    if so_far.trouble:
        return so_far
    try:
        return step(row, worker, so_far)
    except Stopped as stopped:
        return replace(so_far, trouble=str(stopped))


def _ready(row: Row, worker: Worker, so_far: Measured) -> Measured:
    task = so_far.entrant.task
    if row.warm is not None:
        worker.told({"prepare": task, "given": row.warm}, row.limit)
        worker.told({"run": 1}, row.limit)
    return replace(so_far, version=worker.told({"prepare": task, "given": row.given}, row.limit)["ready"])


def _turn(row: Row, worker: Worker, so_far: Measured) -> Measured:
    times = min(MOST_AT_ONCE, ceil(SHORT / max(so_far.seconds[-1], 1e-6))) if so_far.seconds else 1
    took = worker.told({"run": times}, row.limit)["seconds"]
    return replace(so_far, seconds=(*so_far.seconds, *took))


def _answered(row: Row, worker: Worker, so_far: Measured) -> Measured:
    reply = worker.told({"answer": True}, row.limit)
    return replace(so_far, answer=reply["answer"], peak=reply["peak"])


def beside(row: Row, first: Measured, other: Measured) -> Line:
    """The line of an entrant beside the first."""
    return Line(other, _ratio(row, first, other), _differences(row, first, other) if other is not first else ())


def _ratio(row: Row, first: Measured, other: Measured) -> tuple[float, float, float] | None:
    ours, theirs = first.figures(row), other.figures(row)
    if not ours or first.trouble or other is first:
        return None
    if other.trouble:
        stopped = row.limit / median(ours)
        return (stopped, stopped, stopped) if other.trouble.startswith("not done") and row.figure == "seconds" else None
    return (median(theirs) / median(ours), min(theirs) / max(ours), max(theirs) / min(ours)) if theirs else None


def _differences(row: Row, first: Measured, other: Measured) -> tuple[str, ...]:
    """Where the answers differ, or cannot be compared because one of the two is missing."""
    if other.trouble or row.figure != "seconds":
        return ()
    if first.trouble:
        return ("nothing to compare with",)
    keys = row.compared or tuple(first.answer)
    return tuple(f"{key}: {told}" for key in keys if (told := _difference(other.answer.get(key, MISSING), first.answer.get(key, MISSING))))


MISSING = "not given"


def _difference(theirs: Any, ours: Any) -> str:
    """How two values differ, "" where they are equal; of two tables in how many entries, and the first of them."""
    if theirs == ours:
        return ""
    if not isinstance(theirs, dict) or not isinstance(ours, dict):
        return f"{theirs} against {ours}"
    every = dict.fromkeys([*ours, *theirs])
    each = {key: told for key in every if (told := _difference(theirs.get(key, MISSING), ours.get(key, MISSING)))}
    key, told = next(iter(each.items()))
    return f"{len(each)} of {len(every)} differ; {key}: {told}"
