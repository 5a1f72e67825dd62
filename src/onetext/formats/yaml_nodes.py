"""YAML text to plain nodes with places, for input that nobody vouches for.

The nodes are built from the parser's events, never by recursion, and size, depth, aliases, anchors, tags, merge keys
and repeated keys are looked at on the way: what is refused is refused before anything is made of it. All scalars stay
the text that was written; whether one was quoted is forgotten, since quoting never changes meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from onetext.errors import InputError, Problem

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 100
MAX_NODES = 500_000

# What YAML allows in a stream, less the three line breaks of Unicode, which editors count and we don't.
UNSOUND = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Text(NamedTuple):
    """A scalar as written; `line` and `col` count from 1, columns in characters."""

    value: str
    line: int
    col: int


class Seq(NamedTuple):
    """A sequence."""

    items: tuple[Node, ...]
    line: int
    col: int


class Map(NamedTuple):
    """A mapping in the order written, each key once."""

    entries: tuple[tuple[Text, Node], ...]
    line: int
    col: int


Node = Text | Seq | Map
# Events and marks of the two parsers are alike, but no type says so: they are Any here.


def read_nodes(file: str, data: bytes) -> tuple[Node, list[Problem]]:
    """The one document of a YAML file as nodes, and the problems after which the rest can still be read.

    Those are repeated keys, aliases, anchors, tags and merge keys; each is left out of the nodes. What stops the parser
    or goes beyond a limit raises InputError.
    """
    text = decoded(file, data)
    problems: list[Problem] = []
    try:
        root = _Builder(file, problems).document(yaml.parse(text, Loader=LOADER))
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax(file, error))
        raise InputError(problems) from None
    except yaml.YAMLError as error:  # what the character check above let through
        problems.append(Problem("yaml", f"not YAML: {error}", "one YAML 1.2 document", file=file))
        raise InputError(problems) from None
    return root, problems


def decoded(file: str, data: bytes) -> str:
    """The text of a file in UTF-8, without its byte order mark."""
    if len(data) > MAX_BYTES:
        raise InputError([Problem("size", f"the file has {len(data)} bytes", f"at most {MAX_BYTES} (8 MiB)", file=file)])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError([Problem("encoding", "the file is not in UTF-8 but in UTF-16 or UTF-32", "UTF-8", file=file)])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        problem = Problem("encoding", f"byte 0x{data[error.start]:02X} is not UTF-8", "UTF-8")
        raise InputError([problem.at(file, *place_of(before))]) from None
    text = text.removeprefix("\ufeff")
    if (found := UNSOUND.search(text)) is not None:
        problem = Problem("character", f"the character U+{ord(found[0]):04X} as such", 'printable text; "\\uXXXX" in double quotes')
        raise InputError([problem.at(file, *place_of(text[: found.start()]))])
    return text


def place_of(before: str) -> tuple[int, int]:
    """The line and column, from 1, of what follows the text `before`."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    return len(lines), len(lines[-1]) + 1


def _syntax(file: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    what = " ".join(filter(None, (error.context, error.problem)))
    problem = Problem(
        "yaml", f"not YAML: {what}", "one YAML 1.2 document; quote a text that holds ': ', ' #', a bracket or, within brackets, '?'"
    )
    return problem.at(file, mark.line + 1, mark.column + 1) if mark is not None else problem.at(file, 1, 1)


class _Open(NamedTuple):
    """A sequence or mapping whose end has not come yet."""

    parts: list[Node]
    line: int
    col: int
    is_map: bool


CONTAINERS = {yaml.MappingStartEvent: True, yaml.SequenceStartEvent: False}
ENDS = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})


class _Builder:
    """Turns the events of one document into nodes with a stack of what is open."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems

    def report(self, mark: Any, code: str, message: str, allowed: str) -> None:
        self.problems.append(Problem(code, message, allowed).at(self.file, mark.line + 1, mark.column + 1))

    def stop(self, mark: Any, code: str, message: str, allowed: str) -> InputError:
        self.report(mark, code, message, allowed)
        return InputError(self.problems)

    def document(self, events: Iterator[Any]) -> Node:
        """The root of the only document; an empty stream is an error."""
        roots: list[Node] = []
        parts, stack, nodes = roots, [_Open(roots, 1, 1, False)], 0
        for event in events:
            kind, mark = type(event), event.start_mark
            if kind is yaml.ScalarEvent:
                parts.append(Text(event.value, mark.line + 1, mark.column + 1))
            elif kind in CONTAINERS:
                if len(stack) > MAX_DEPTH:
                    raise self.stop(mark, "depth", f"nested deeper than {MAX_DEPTH}", f"at most {MAX_DEPTH} levels")
                parts = []
                stack.append(_Open(parts, mark.line + 1, mark.column + 1, CONTAINERS[kind]))
            elif kind in ENDS:
                done = self.closed(stack.pop())
                parts = stack[-1].parts
                parts.append(done)
                continue
            else:
                self.other(event, parts)
                continue
            nodes += 1
            if nodes > MAX_NODES:
                raise self.stop(mark, "nodes", f"more than {MAX_NODES} nodes", "a smaller file")
            if event.anchor is not None:
                self.report(mark, "anchor", f"an anchor &{event.anchor}", "the thing itself, written out at each place")
            if event.tag is not None:
                self.report(mark, "tag", f"a tag {event.tag}", "no tags; a text is read as what its place asks for")
        if not roots or (isinstance(roots[0], Text) and not roots[0].value):
            raise InputError([*self.problems, Problem("empty", "the file is empty", "a case, beginning with `onetext: 1`", file=self.file)])
        return roots[0]

    def other(self, event: Any, parts: list[Node]) -> None:
        """An alias, or the beginning of a document: an empty text stands for the one, only one of the other may come."""
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            self.report(mark, "alias", f"an alias *{event.anchor}", "the thing itself, written out")
            parts.append(Text("", mark.line + 1, mark.column + 1))
        elif isinstance(event, yaml.DocumentStartEvent) and parts:
            raise self.stop(mark, "document", "a second document", "one document in a file")

    def closed(self, done: _Open) -> Node:
        """The node of a sequence or mapping at its end; keys that cannot be are reported and left out."""
        if not done.is_map:
            return Seq(tuple(done.parts), done.line, done.col)
        entries: dict[str, tuple[Text, Node]] = {}
        parts = iter(done.parts)
        for key, value in zip(parts, parts, strict=True):
            if isinstance(key, Text) and key.value not in entries and key.value not in ("", "<<"):
                entries[key.value] = (key, value)
            else:
                first = entries.get(key.value) if isinstance(key, Text) else None
                self.problems.append(_wrong_key(key, first).at(self.file, key.line, key.col))
        return Map(tuple(entries.values()), done.line, done.col)


def _wrong_key(key: Node, first: tuple[Text, Node] | None) -> Problem:
    if not isinstance(key, Text):
        return Problem("key", "a key that is itself a list or a mapping", "a text")
    if key.value == "<<":
        return Problem("merge", "a merge key <<", "the keys themselves, written out")
    if first is None:
        return Problem("key", "an empty key", "a name")
    return Problem("duplicate", f"{key.value!r} stands twice, first in line {first[0].line}", "each key once")
