"""A native case file edited in place: statements added, statements confirmed; comments and all else stay.

The text is changed by a YAML library that keeps what it does not touch, and read again as a case before anybody keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from typing import Any

from onetext.errors import InputError, Problem
from onetext.formats.native_emit import document
from onetext.formats.native_history import SOURCES, STATEMENTS
from onetext.model.records import Confirmed, Source, Statement


def fragment(sources: Sequence[Source], statements: Sequence[Statement]) -> str:
    """Sources and statements as they stand in a case file."""
    return document({"sources": SOURCES.write(tuple(sources)), "statements": STATEMENTS.write(tuple(statements))}).lstrip("\n")


def with_statements(text: str, sources: Sequence[Source], statements: Sequence[Statement], name: str = "") -> str:
    """A case file with further sources and statements at the end of theirs. InputError where it is no mapping, or an id is taken."""
    new = _yaml().load(fragment(sources, statements))

    def change(case: Any) -> list[str]:
        taken = [f"{section}: {key!r} is there already" for section in new for key in new[section] if key in (case.get(section) or {})]
        for section in () if taken else new:
            if case.get(section) is None:
                case[section] = new[section]
            else:
                for key, value in new[section].items():
                    case[section][key] = value
        return taken

    return _changed(text, change, name)


def with_confirmed(text: str, marks: Mapping[str, Confirmed], name: str = "") -> str:
    """A case file in which statements are marked as confirmed. InputError for one that is not there."""

    def change(case: Any) -> list[str]:
        statements = case.get("statements") or {}
        missing = [f"no statement {key!r}" for key in marks if key not in statements]
        for key, mark in () if missing else marks.items():
            day = {} if mark.date is None else {"date": mark.date}
            made = _flow({"by": mark.by, **day})
            statements[key]["confirmed"] = made
        return missing

    return _changed(text, change, name)


def _flow(data: dict[str, Any]) -> Any:
    from ruamel.yaml.comments import CommentedMap

    made = CommentedMap(data)
    made.fa.set_flow_style()
    return made


def _yaml() -> Any:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1 << 20
    yaml.representer.ignore_aliases = lambda *data: True  # a case file has no anchors
    return yaml


def _changed(text: str, change: Callable[[Any], list[str]], name: str) -> str:
    from ruamel.yaml.error import YAMLError

    yaml = _yaml()
    try:
        case = yaml.load(text)
    except YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        line, col = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise InputError([Problem("yaml", "no YAML that can be edited", "a native case file", file=name, line=line, col=col)]) from None
    problems = change(case) if hasattr(case, "get") else ["no mapping at the top"]
    if problems:
        raise InputError([Problem("edit", one, "another id, or leave it out", file=name) for one in problems])
    out = StringIO()
    yaml.dump(case, out)
    return out.getvalue()
