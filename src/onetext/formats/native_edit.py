"""A native case file edited in place: statements, issues, drafts added, what is agreed marked; comments and all else stay.

The text is changed by a YAML library that keeps what it does not touch, and read again as a case before anybody keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from typing import Any

from onetext.errors import InputError, Problem
from onetext.formats.native_emit import document
from onetext.formats.native_history import SOURCES, STATEMENTS
from onetext.formats.native_tables import ISSUES
from onetext.formats.native_text import DRAFTS
from onetext.model.issues import Agreed, Issue
from onetext.model.records import Confirmed, Source, Statement
from onetext.model.text.drafts import Draft


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


def with_text(text: str, source: str, name: str = "") -> str:
    """A case file with the source of its text in it."""
    from ruamel.yaml.scalarstring import LiteralScalarString

    def change(case: Any) -> list[str]:
        case["text"] = LiteralScalarString(source)
        return []

    return _changed(text, change, name)


def with_issues(text: str, issues: Sequence[Issue], name: str = "") -> str:
    """A case file with further issues behind its own, and with further options of those that it has."""
    new = _yaml().load(document({"issues": ISSUES.write(tuple(issues))}).lstrip("\n"))["issues"]

    def change(case: Any) -> list[str]:
        own = case.get("issues") or {}
        for key, value in new.items():
            if key not in own:
                own[key] = value
            elif "options" in value:
                for option, said in value["options"].items():
                    own[key]["options"].setdefault(option, said)
        case["issues"] = own
        return []

    return _changed(text, change, name)


def with_agreed(text: str, issue: str, agreed: Agreed | None, name: str = "") -> str:
    """A case file in which an issue is agreed; None: open again."""

    def change(case: Any) -> list[str]:
        own = (case.get("issues") or {}).get(issue)
        if own is None or not hasattr(own, "get"):
            return [f"no issue {issue!r}"]
        if agreed is None:
            own.pop("agreed", None)
        else:
            said = {"option": agreed.option, "since": agreed.since, "ad_referendum": agreed.ad_referendum or None}
            own["agreed"] = _flow({key: value for key, value in said.items() if value is not None})
        return []

    return _changed(text, change, name)


def with_draft(text: str, draft: Draft, name: str = "") -> str:
    """A case file with one draft more behind its own."""
    new = _yaml().load(document({"drafts": DRAFTS.write((draft,))}).lstrip("\n"))["drafts"]

    def change(case: Any) -> list[str]:
        if case.get("drafts") is None:
            case["drafts"] = new
        else:
            case["drafts"].append(new[0])
        return []

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
