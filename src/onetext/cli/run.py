"""Run one command: find it, answer, and turn every error into one line and an exit code."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from cyclopts.exceptions import CycloptsError

from onetext.cli.output import CUT_SHORT, OK, out_errors, problems_of
from onetext.errors import Cancelled, OnetextError, Problem


def run(arguments: list[str]) -> int:
    """Run the command that the arguments name; returns the exit code 0, 2 or 3 and never raises."""
    as_json = "--json" in arguments
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        return _answer(arguments)
    except CycloptsError as wrong:
        return out_errors([Problem("usage", _one_line(str(wrong)), "see `onetext --help`", line=0, col=0)], as_json)
    except (Cancelled, KeyboardInterrupt):
        return _without_answer("stopped before there was anything to show", as_json)
    except OnetextError as wrong:
        return out_errors(problems_of(wrong), as_json)
    except BrokenPipeError:
        # Whoever read our output has enough; what is left in the buffer must not be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except MemoryError:
        return _without_answer("out of memory before there was anything to show", as_json)
    except Exception as wrong:
        if os.environ.get("ONETEXT_DEBUG"):
            raise
        what = _one_line(f"{type(wrong).__name__}: {wrong}")
        return out_errors([Problem("internal", f"a mistake in onetext itself, please report it: {what}", line=0, col=0)], as_json)


def _answer(arguments: list[str]) -> int:
    from onetext.cli.app import app

    code = app(arguments, exit_on_error=False, print_error=False, result_action="return_value")
    sys.stdout.flush()
    return code if isinstance(code, int) else OK


def _without_answer(what: str, as_json: bool) -> int:
    out_errors([Problem("stopped", what, line=0, col=0)], as_json)
    return CUT_SHORT


def _one_line(text: str) -> str:
    return " ".join(text.split())
