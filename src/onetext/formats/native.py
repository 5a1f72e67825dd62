"""The native format: one YAML 1.2 file, or a folder with `case.yaml` and its documents.

`read` lists every mistake at once, each at its place: what YAML itself forbids, then what the tables do not know, then
what does not fit together in the case. A mistake that only follows from another is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from onetext.errors import CaseError, InputError, Path, Problem
from onetext.formats.native_codecs import DAY, TEXT, Codec, Reading, shown
from onetext.formats.native_emit import document
from onetext.formats.native_history import (
    ALTERNATIVES,
    CHANNELS,
    DEADLINES,
    EVENTS,
    PROPOSALS,
    REPLIES_TO,
    RESOLUTIONS,
    SOURCES,
    STATEMENTS,
)
from onetext.formats.native_positions import POSITIONS
from onetext.formats.native_records import Field, Table, attributes, read_fields, write_fields
from onetext.formats.native_tables import CONSENTS, ISSUES, LINKS, PARTIES, reduced
from onetext.formats.native_text import DRAFTS, THE_TEXT, Laid, beside, laid
from onetext.formats.yaml_nodes import Map, Node, Seq, Text, read_nodes
from onetext.model.case import Case

VERSION = "1"
FOLDER_FILE = "case.yaml"
BEGINS = re.compile(rb"^(?:\xef\xbb\xbf)?onetext:", re.MULTILINE)


def _read_version(reading: Reading, node: Node, path: Path) -> Any:
    if isinstance(node, Text) and node.value == VERSION:
        return VERSION
    return reading.report(node, path, Problem("version", f"version {shown(node)} of the format", f"version {VERSION}"))


CASE_FIELDS = (
    Field(
        "onetext", Codec(VERSION, _read_version, str, {"enum": [VERSION, int(VERSION)]}), "The version of the format.", None, required=True
    ),
    Field("title", TEXT, "The name of the case."),
    Field("about", TEXT, "What it is about."),
    Field("notice", TEXT, "A notice shown as a banner."),
    Field("as_of", DAY, "The day for which questions are answered.", None),
    Field("parties", PARTIES, "Who takes part.", None, required=True),
    Field("issues", ISSUES, "The questions that an agreement answers.", None, required=True),
    Field("links", LINKS, "What cannot be.", ()),
    Field("consents", CONSENTS, "Whose consent is needed, beyond every principal and bloc.", ()),
    Field("positions", POSITIONS, "What is known of each party.", ()),
    Field("proposals", PROPOSALS, "Packages that somebody put forward.", ()),
    Field("replies", REPLIES_TO, "What was said to them.", ()),
    Field("resolved", RESOLUTIONS, "Contradictions that a named person resolved, by their ids as printed.", ()),
    Field("deadlines", DEADLINES, "Days on which something ends or falls due.", ()),
    Field("sources", SOURCES, "Documents.", ()),
    Field("statements", STATEMENTS, "Who said what.", ()),
    Field("events", EVENTS, "What happened in the talks.", ()),
    Field("channels", CHANNELS, "Lines of contact and their state.", ()),
    Field("alternatives", ALTERNATIVES, "Claims about what parties have without an agreement.", ()),
    Field("beside", TEXT, "Another form of this case, shown beside it: a bundled case, or a path from this file."),
    Field("text", THE_TEXT, "The text, unless it stands beside the case file as text.md.", None),
    Field("drafts", DRAFTS, "The drafts of the text so far, unless they stand beside the case file as drafts/1.yaml and so on.", ()),
)
CASE = Table("a case", CASE_FIELDS, Case, attributes(CASE_FIELDS[1:]))


def write(case: Case) -> dict[str, bytes]:
    """The case as one native file, `case.yaml`, in UTF-8: file order kept, short forms where they say everything.

    `read(write(case)) == case`. Raises CannotHold where a text or id has no form in YAML.
    """
    values = {"onetext": VERSION, **CASE.take(case)}
    return {FOLDER_FILE: document(write_fields(CASE, values)).encode()}


def case_file(files: Mapping[str, bytes]) -> str | None:
    """The name of the file that holds the case; None where there is none.

    It is `case.yaml`, else the only YAML file, else a file on its own that begins as a case does, whatever its name.
    """
    if FOLDER_FILE in files:
        return FOLDER_FILE
    found = [name for name in files if name.lower().endswith((".yaml", ".yml"))]
    if not found and len(files) == 1:
        found = [name for name, data in files.items() if begins(data)]
    return found[0] if len(found) == 1 else None


def recognises(files: Mapping[str, bytes]) -> bool:
    """Whether the files are a native case, or a broken one; nothing is parsed."""
    return case_file(files) is not None


def begins(data: bytes) -> bool:
    """Whether a file begins as a case does; nothing is parsed."""
    return BEGINS.search(data[:4096]) is not None


def read(files: Mapping[str, bytes]) -> Case:
    """The case in a YAML file, or in a folder with `case.yaml` and its documents.

    `files` maps names to bytes. Raises InputError with every problem, by place.
    """
    name = case_file(files)
    if name is None:
        first = next(iter(files), FOLDER_FILE)
        raise InputError([Problem("file", "no case file here", f"one YAML file, or a folder with {FOLDER_FILE}", file=first)])
    root, unsound = read_nodes(name, files[name])
    reading = Reading(name)
    values = read_fields(CASE, reading, _issues_first(root), ())
    if other := [problem for problem in reading.problems if problem.code == "version"]:
        raise InputError(other)
    places = {(problem.line, problem.col) for problem in unsound}
    problems = unsound + [problem for problem in reading.problems if (problem.line, problem.col) not in places]
    if values is None or unsound:
        raise InputError(_by_place(problems))
    values.pop("onetext")
    where = beside(files, values, reading, Laid(name, root))
    problems = problems + where.problems
    try:
        case = Case(**values)
    except CaseError as error:
        causes = (*reading.problems, *where.problems)
        found = [problem for problem in error.problems if not any(_follows(problem, cause) for cause in causes)]
        problems += [_placed(problem, where) for problem in found]
    if problems:
        raise InputError(_by_place(problems))
    return case


def placed(files: Mapping[str, bytes], problems: Iterable[Problem]) -> list[Problem]:
    """Problems or warnings of a case that was read from `files`, each at its place, first by place."""
    name = case_file(files) or FOLDER_FILE
    where = laid(files, Laid(name, read_nodes(name, files[name])[0]))
    return _by_place([_placed(problem, where) for problem in problems])


def _issues_first(root: Node) -> Node:
    """The root with `issues` in front: what stands elsewhere is read with the issues in mind."""
    if not isinstance(root, Map):
        return root
    return Map(tuple(sorted(root.entries, key=lambda entry: entry[0].value != "issues")), root.line, root.col)


def _placed(problem: Problem, where: Laid) -> Problem:
    """A problem of the case at its place; what lies further on its path no longer tells it from another there."""
    name, root, path = where.of(problem.path)
    if isinstance(root, tuple) and not isinstance(root, Map | Seq | Text):
        return replace(problem, path=(), also=(), file=name, line=root[0], col=root[1])
    line, col = place(root, path, _speaks_of_key(problem))
    message = f"{problem.message} (and {':'.join(map(str, place(root, problem.also)))})" if problem.also else problem.message
    return replace(problem, path=(), also=(), message=message, file=name, line=line, col=col)


def _by_place(problems: list[Problem]) -> list[Problem]:
    """Problems by place, what is said twice of one place only once."""
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.line, problem.col))


NAMED: dict[str, tuple[str, ...]] = {
    "issues": ("options", "from", "to", "step"),
    "parties": ("kind", "members", "decides"),
    "proposals": (),
    "statements": (),
    "sources": (),
}
"""The sections whose things others speak of by name, and the keys on which it turns what may be said of one."""
SECTION_LOST = ("unknown proposal", "unknown statement", "unknown source")


def _follows(problem: Problem, cause: Problem) -> bool:
    """Whether a problem of the case may only follow from one that the reader has reported.

    It may where it lies within what could not be read, where it misses that by name or in number, and where an issue or
    a party that it speaks of was not read as written.
    """
    if not cause.path:
        return False
    section, lost, rest = str(cause.path[0]), cause.path[1:], problem.path
    if rest[: len(cause.path)] == cause.path or problem.code == "links":
        return True
    if problem.code != "unknown" and cause.path[: len(rest)] == rest:
        return True
    key_unknown = cause.message.startswith("unknown key of ")
    if section not in NAMED:  # of a section's name, or of what no one names
        return key_unknown and not lost and problem.message.startswith(SECTION_LOST)
    turns = NAMED[section]
    if not lost:
        return problem.code == "unknown" or bool(turns)
    if section == "parties" and (key_unknown or lost[1:] == ("members",)) and problem.message.startswith("unknown party"):
        return True  # the key not known may have held the members
    if len(lost) > 1 and lost[1] not in turns:
        return False
    named = any(repr(name) in problem.message for name in lost)
    return (named and problem.code == "unknown") or (bool(turns) and (named or lost[0] in rest))


def place(root: Node, path: Path, of_key: bool = False) -> tuple[int, int]:
    """The line and column of what `path` leads to, or of the last thing on the way that stands in the file.

    Of an entry of a mapping it is the place of its value where that is a text or list beside the key, else of its key;
    with `of_key`, always of the last key.
    """
    node, at = root, (root.line, root.col)
    for i, step in enumerate(path):
        found = _step(node, step)
        if found is None:
            break
        key, node = found
        by_key = isinstance(node, Map) or node.line != key.line or (of_key and i + 1 == len(path))
        shown_at = key if by_key else node
        at = (shown_at.line, shown_at.col)
    return at


def _speaks_of_key(problem: Problem) -> bool:
    """Whether a problem is about the key that its path ends with, not about what stands there."""
    if not problem.path or not isinstance(problem.path[-1], str):
        return False
    key, message = problem.path[-1], problem.message
    return message.endswith(f" {key!r}") or message.startswith((f"{key!r} ", f"{key} lies"))


def _step(node: Node, step: str | int) -> tuple[Node, Node] | None:
    """The key and value that a step leads to; of a list, or of a number's amounts, as they are meant."""
    if isinstance(node, Seq) and isinstance(step, int) and step < len(node.items):
        return node.items[step], node.items[step]
    if isinstance(node, Map) and step == 0:  # one thing alone, where a list of them may stand
        return node, node
    if isinstance(node, Map) and isinstance(step, str):
        for key, value in node.entries:
            if key.value == step:
                return key, value
        for key, value in node.entries:
            if reduced(key.value) == step:
                return key, value
    return None
