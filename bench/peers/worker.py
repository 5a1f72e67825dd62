"""One tool in a process of its own environment: `python -P -m bench.peers.worker TOOL`, spoken to in lines of JSON.

    {"prepare": TASK, "given": {...}}    -> {"ready": VERSION}
    {"run": TIMES}                       -> {"seconds": [...]}, each run timed alone, garbage collected before it
    {"answer": true}                     -> {"answer": {...}, "peak": BYTES}
    whatever goes wrong                  -> {"error": "..."}

A tool is a module `bench.peers.TOOL` with its `VERSION` and its `TASKS` by name. This file needs the standard library alone.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from time import perf_counter
from typing import Any


@dataclass(frozen=True, slots=True)
class Task:
    """What a tool does: `prepare` what was given (not timed), `run` on it (timed), and put the result in a form to compare."""

    prepare: Callable[..., Any]
    run: Callable[[Any], Any]
    answer: Callable[[Any], dict[str, Any]]


def peak() -> int:
    """The most memory that this process has held, or one that it started, in bytes."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) * 1024


def timed(task: Task, prepared: Any, times: int) -> tuple[list[float], Any]:
    """The seconds of each run, and what the last one gave."""
    seconds, found = [], None
    for _ in range(times):
        found = None
        gc.collect()
        start = perf_counter()
        found = task.run(prepared)
        seconds.append(perf_counter() - start)
    return seconds, found


def replies(tool: Any, asked: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The reply to each message."""
    task = prepared = found = None
    for message in asked:
        try:
            if "prepare" in message:
                task = tool.TASKS[message["prepare"]]
                prepared = task.prepare(**message["given"])
                yield {"ready": tool.VERSION}
            elif "run" in message:
                seconds, found = timed(task, prepared, message["run"])
                yield {"seconds": seconds}
            else:
                most = peak()  # before the answer is put in order, which is not the tool's work
                yield {"answer": task.answer(found), "peak": most}
        except Exception as wrong:
            yield {"error": " ".join(f"{type(wrong).__name__}: {wrong}".split())[:300]}


def main(name: str) -> None:
    """Answer line by line until the input ends; what the tool itself prints goes to standard error."""
    out, sys.stdout = sys.stdout, sys.stderr
    warnings.simplefilter("ignore")
    for reply in replies(import_module(name if "." in name else f"bench.peers.{name}"), map(json.loads, sys.stdin)):
        out.write(json.dumps(reply) + "\n")
        out.flush()


if __name__ == "__main__":
    main(sys.argv[1])
