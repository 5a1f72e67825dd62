"""What goes out: answers on standard output, errors and progress on standard error, files whole or not at all."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable
from typing import Any

from onetext.errors import CannotHold, InputError, OnetextError, Problem

OK, BAD, CUT_SHORT = 0, 2, 3
"""Exit codes: an answer; bad usage or input; stopped before a proof, with the answer so far printed."""
MOST_ERRORS = 10
WIDTH = 100


def out(text: str) -> None:
    """Write a text on standard output, ended by one new line."""
    sys.stdout.write(text.rstrip("\n") + "\n")


def err(text: str) -> None:
    """Write a line on standard error."""
    sys.stderr.write(text.rstrip("\n") + "\n")


def out_json(answer: object) -> None:
    """Write one JSON object on standard output."""
    out(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False))


def problems_of(wrong: OnetextError) -> tuple[Problem, ...]:
    """What is wrong, one problem each, whatever the kind of error."""
    if isinstance(wrong, InputError):
        return wrong.problems
    code = "cannot_hold" if isinstance(wrong, CannotHold) else "usage"
    message, _, allowed = " ".join(str(wrong).split()).partition("; allowed: ")
    if not allowed:
        message, _, known = message.partition("; known: ")
        allowed = f"known: {known}" if known else ""
    return (Problem(code, message, allowed, line=0, col=0),)


def line_of(problem: Problem) -> str:
    """One error as one line: `FILE:LINE:COL: what is wrong; what is allowed`, or `onetext: ...` where there is no file."""
    if problem.file:
        return " ".join(str(problem).split())
    listed = problem.allowed.startswith(("known: ", "did you mean", "see "))
    allowed = f"; {'' if listed else 'allowed: '}{problem.allowed}" if problem.allowed else ""
    return " ".join(f"onetext: {problem.message}{allowed}".split())


def out_errors(problems: Iterable[Problem], as_json: bool) -> int:
    """Report errors: the first ten on standard error, with `--json` all on standard output; returns the exit code."""
    every = tuple(problems)
    for problem in every[:MOST_ERRORS]:
        err(line_of(problem))
    if len(every) > MOST_ERRORS:
        err(f"... and {len(every) - MOST_ERRORS} more")
    if as_json:
        out_json({"ok": False, "errors": [error_dict(problem) for problem in every]})
    return BAD


def error_dict(problem: Problem) -> dict[str, Any]:
    """An error as JSON; `file` is null, and line and column 0, where it has no place."""
    keys = ("line", "col", "code", "message", "allowed")
    return {"file": problem.file or None, **{key: getattr(problem, key) for key in keys}}


def printed(show: Callable[[Any], None]) -> None:
    """Print by a Rich console: colours only on a terminal without NO_COLOR, elsewhere plain lines of 100 columns."""
    from rich.console import Console

    seen = sys.stdout.isatty()
    file = sys.stdout if seen else io.StringIO()
    show(Console(file=file, width=None if seen else WIDTH, highlight=False, markup=False, emoji=False, legacy_windows=False))
    if isinstance(file, io.StringIO):
        out("\n".join(line.rstrip() for line in file.getvalue().splitlines()))
