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
        from onetext.api.schemas import RESULTS, document

        return document(name, _kinds()[name], RESULTS, {"case": _about()})

    return make


def _about() -> Json:
    """The schema of what an answer holds for; the same in every answer, so what it holds stands in it."""
    from onetext.api.answers import About
    from onetext.api.schemas import RESULTS, record_schema

    inner: Json = {}
    found = record_schema(About, RESULTS, inner)
    found["properties"]["differences"]["items"] = inner["Difference"]
    return found


def _bare(name: str) -> Callable[[], Json]:
    """How the schema of an answer about no case, or not always about one, is made."""

    def make() -> Json:
        from onetext.api.schemas import RESULTS, document

        return document(name, _kinds()[name], RESULTS)

    return make


def _record() -> Json:
    """The form of an exported stream, which is data of the record and no answer."""
    from onetext.api.schemas import RESULTS, document
    from onetext.api.table.exports import Export

    found = document("table_export", Export, RESULTS)
    found["title"] = "onetext: a stream of a session, as `table export` writes it"
    return found


def _check() -> Json:
    """As `_bare`; what the answer holds for is there where there is a case."""
    found = _bare("check")()
    found["properties"]["case"] = _about()
    return found


def _table_kinds() -> dict[str, type]:
    """The answers of the table, which need its extra to be made; the published files do not."""
    from onetext.api.table.opening import New
    from onetext.api.table.records import Receipt, Restored
    from onetext.api.table.verifying import TableVerified
    from onetext.api.table.views import TableDisclosure, TableKeys, TableLog, TableMove, TableStatus, TableView

    return {
        "table_new": New,
        "table_view": TableView,
        "table_log": TableLog,
        "table_status": TableStatus,
        "table_move": TableMove,
        "table_disclose": TableDisclosure,
        "table_keys": TableKeys,
        "table_receipt": Receipt,
        "table_export_files": Written,
        "table_verify": TableVerified,
        "table_backup": Written,
        "table_restore": Restored,
    }


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
        **_table_kinds(),
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


TABLE = (
    "table_new", "table_view", "table_log", "table_status", "table_move", "table_disclose", "table_keys", "table_receipt",
    "table_export_files", "table_verify", "table_backup", "table_restore",
)  # fmt: skip
"""The answers of the table."""
MOVES = (
    "draft ask meeting hold resume mode close seat unseat put reveal answer confide criticise bracket lift vote initial sign ratify "
    "withdraw return"
).split()
"""The moves that print no more than a move."""
MAKERS: dict[str, Callable[[], Json]] = {
    "case": _case,
    "brief": _brief,
    **{name: _result(name) for name in ("solve", "frontier", "zopa", "why", "ask", "robust", "window")},
    **{name: _result(name) for name in ("text_show", "text_log", "text_lint")},
    **{name: _bare(name) for name in ("convert", "new", "doctor", "read", "confirm", "text_draft", "text_import", "text_export")},
    **{name: _bare(name) for name in TABLE},
    "table_record": _record,
    "check": _check,
    "sweep": _sweep,
    "error": _error,
}
"""Name to how its schema is made."""
SAME = {
    "demo": "brief",
    **{f"text_{one}": "text_draft" for one in ("lift", "agree", "reopen", "add", "alt")},
    **{f"table_{one}": "table_move" for one in MOVES},
    "table_hand_over": "table_keys",
    "table_shares": "table_keys",
    "table_passphrase": "table_keys",
    "table_export": "table_export_files",
}
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
