"""The schemas that the package publishes: made here, kept as files in `schemas/`, held equal by a test."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onetext.api.named import nearest
from onetext.errors import UsageError
from onetext.model.shown import Shape

FOLDER = Path(__file__).resolve().parent.parent / "schemas"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """The files that a command wrote."""

    written: tuple[str, ...]

    SHAPE = Shape("onetext/convert/1")


def _result(name: str) -> Callable[[], Json]:
    """How the schema of a result is made, with `case`: what the answer holds for."""

    def make() -> Json:
        from onetext.api.answers import About
        from onetext.api.schemas import RESULTS, document, record_schema

        return document(name, _kinds()[name], RESULTS, {"case": record_schema(About, RESULTS, {})})

    return make


def _bare(name: str) -> Callable[[], Json]:
    """How the schema of an answer about no case, or not always about one, is made."""

    def make() -> Json:
        from onetext.api.schemas import RESULTS, document

        return document(name, _kinds()[name], RESULTS)

    return make


def _check() -> Json:
    """As `_bare`; what the answer holds for is there where there is a case."""
    from onetext.api.answers import About
    from onetext.api.schemas import RESULTS, record_schema

    found = _bare("check")()
    found["properties"]["case"] = record_schema(About, RESULTS, {})
    return found


def _kinds() -> dict[str, type]:
    from onetext.analysis.asking.questions import Asked
    from onetext.analysis.reasons import Why
    from onetext.analysis.steps import Window
    from onetext.api.checking import Check
    from onetext.api.documents import Marked
    from onetext.api.drafting import Recorded
    from onetext.api.installed import Installed
    from onetext.api.linting import Lint
    from onetext.api.tasks import Sweep
    from onetext.api.texts import Log
    from onetext.api.word import Imported
    from onetext.evidence.proposals import Read
    from onetext.report.wording.lines import View
    from onetext.solve.results import Frontier, Solution, Zopa
    from onetext.solve.robustness import Robust

    return {
        "solve": Solution,
        "frontier": Frontier,
        "zopa": Zopa,
        "why": Why,
        "ask": Asked,
        "robust": Robust,
        "window": Window,
        "check": Check,
        "convert": Written,
        "new": Written,
        "doctor": Installed,
        "sweep": Sweep,
        "read": Read,
        "confirm": Marked,
        "text_show": View,
        "text_log": Log,
        "text_lint": Lint,
        "text_draft": Recorded,
        "text_import": Imported,
        "text_export": Written,
    }


def _sweep() -> Json:
    """The rows with the answer of each, which has the schema of its question."""
    found = _bare("sweep")()
    row = found["$defs"]["Swept"]
    row["properties"]["answer"] = {"type": ["object", "null"], "description": "What the command of that question prints with --json."}
    row["required"].append("answer")
    return found


def _brief() -> Json:
    from onetext.api.schemas import brief_dialect, document
    from onetext.report.brief import Brief

    return document("brief", Brief, brief_dialect())


def _case() -> Json:
    from onetext.formats.schema import schema

    return schema()


def _error() -> Json:
    from onetext.api.checking import Error
    from onetext.api.schemas import ADDRESS, RESULTS, record_schema

    return {
        "$schema": ADDRESS,
        "title": "onetext: bad usage or bad input, with --json",
        "type": "object",
        "properties": {"ok": {"const": False}, "errors": {"type": "array", "minItems": 1, "items": record_schema(Error, RESULTS, {})}},
        "required": ["ok", "errors"],
    }


MAKERS: dict[str, Callable[[], Json]] = {
    "case": _case,
    "brief": _brief,
    **{name: _result(name) for name in ("solve", "frontier", "zopa", "why", "ask", "robust", "window")},
    **{name: _result(name) for name in ("text_show", "text_log", "text_lint")},
    **{name: _bare(name) for name in ("convert", "new", "doctor", "read", "confirm", "text_draft", "text_import", "text_export")},
    "check": _check,
    "sweep": _sweep,
    "error": _error,
}
"""Name to how its schema is made."""
SAME = {"demo": "brief", **{f"text_{one}": "text_draft" for one in ("lift", "agree", "reopen", "add", "alt")}}
"""Commands that print what another prints."""


def made(name: str) -> str:
    """The text of a schema file, made anew."""
    return json.dumps(MAKERS[name](), ensure_ascii=False, indent=2) + "\n"


def published(name: str) -> str:
    """The text of a published schema: `case`, a command, or `error`; UsageError with the known names."""
    found = SAME.get(name, name)
    if found not in MAKERS:
        raise UsageError(f"no schema is called {name!r}; {nearest(name, [*MAKERS, *SAME])}")
    return (FOLDER / f"{found}.json").read_text("utf-8")


def publish() -> None:
    """Write every schema file anew, after a field of a result was changed."""
    FOLDER.mkdir(exist_ok=True)
    for name in MAKERS:
        (FOLDER / f"{name}.json").write_text(made(name), "utf-8")


if __name__ == "__main__":
    publish()
