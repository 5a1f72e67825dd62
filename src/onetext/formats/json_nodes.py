"""JSON as nodes that know their place: exact numbers, no key twice, no NaN, bounded size and depth."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from fractions import Fraction
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]

from onetext.errors import InputError, Problem
from onetext.formats.places import MAX_DEPTH, MAX_NODES, Place, decoded, number, stop_at

SPACE = re.compile(r"[ \t\r\n]*")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
WORD = re.compile(r"-?[A-Za-z_]+")
WORDS = {"true": True, "false": False, "null": None}

Value = None | bool | str | Fraction | list["Node"] | dict[str, "Node"]


@dataclass(slots=True)
class Node:
    """A JSON value and where it starts; of an object, `value` maps each key to its node, in the order written."""

    value: Value
    place: Place

    def problem(self, code: str, message: str, allowed: str = "") -> Problem:
        """A problem at this node."""
        return Problem(code, message, allowed).at(*self.place)


@dataclass(slots=True)
class _Text:
    file: str
    text: str
    starts: list[int]
    problems: list[Problem] = field(default_factory=list)
    count: int = 0

    def place(self, at: int) -> Place:
        line = bisect_right(self.starts, at)
        return self.file, line, at - self.starts[line - 1] + 1

    def after_space(self, at: int) -> int:
        match = SPACE.match(self.text, at)
        return match.end() if match else at

    def refuse(self, at: int, message: str, allowed: str) -> InputError:
        """The error that stops the reading; what was found before comes with it."""
        return InputError([*self.problems, Problem("json", message, allowed).at(*self.place(at))])


def parse(name: str, data: bytes) -> Node:
    """The value of a JSON file.

    Raises InputError with places where the text is not JSON (NaN and Infinity are not), too large or too deep, has
    a key twice in one object, half a surrogate pair, or a number of more digits than a case may hold.
    """
    text = decoded(name, data)
    source = _Text(name, text, [0, *(match.end() for match in re.finditer("\n", text))])
    node, end = _value(source, source.after_space(0), 0)
    end = source.after_space(end)
    if end != len(text):
        raise source.refuse(end, f"more after the end: {text[end : end + 20]!r}", "one JSON value")
    stop_at(source.problems)
    return node


def _value(source: _Text, at: int, depth: int) -> tuple[Node, int]:
    source.count += 1
    if source.count > MAX_NODES:
        raise source.refuse(at, f"more than {MAX_NODES} values", "a smaller file")
    if depth > MAX_DEPTH:
        raise source.refuse(at, f"values nest deeper than {MAX_DEPTH}", "a flatter file")
    match source.text[at : at + 1]:
        case "{":
            return _object(source, at, depth)
        case "[":
            return _array(source, at, depth)
        case '"':
            text, end = _string(source, at)
            return Node(text, source.place(at)), end
    return _scalar(source, at)


def _scalar(source: _Text, at: int) -> tuple[Node, int]:
    if digits := NUMBER.match(source.text, at):
        exact = number(digits[0], source.place(at), source.problems)
        return Node(exact or Fraction(0), source.place(at)), digits.end()
    word = WORD.match(source.text, at)
    if word and word[0] in WORDS:
        return Node(WORDS[word[0]], source.place(at)), word.end()
    found = repr(word[0] if word else source.text[at : at + 1]) if at < len(source.text) else "the end of the file"
    raise source.refuse(at, f"{found} where a value should stand", "an object, a list, a text, a number, true, false or null")


def _string(source: _Text, at: int) -> tuple[str, int]:
    try:
        text, end = scanstring(source.text, at + 1, True)
    except JSONDecodeError as error:
        raise source.refuse(error.pos, error.msg, "a text in double quotes") from None
    if any("\ud800" <= character <= "\udfff" for character in text):
        source.problems.append(Problem("character", "half a surrogate pair in a text", "whole characters").at(*source.place(at)))
    return text, end


def _object(source: _Text, at: int, depth: int) -> tuple[Node, int]:
    found: dict[str, Node] = {}
    here, end = source.place(at), source.after_space(at + 1)
    if source.text[end : end + 1] == "}":
        return Node(found, here), end + 1
    while True:
        if source.text[end : end + 1] != '"':
            raise source.refuse(end, "no key", "a key in double quotes")
        key, colon = _string(source, end)
        if key in found:
            source.problems.append(Problem("repeated", f"key {key!r} stands twice", "each once").at(*source.place(end)))
        colon = source.after_space(colon)
        if source.text[colon : colon + 1] != ":":
            raise source.refuse(colon, f"no colon after the key {key!r}", "a colon")
        found[key], end = _value(source, source.after_space(colon + 1), depth + 1)
        end, closed = _next(source, end, "}")
        if closed:
            return Node(found, here), end


def _array(source: _Text, at: int, depth: int) -> tuple[Node, int]:
    found: list[Node] = []
    here, end = source.place(at), source.after_space(at + 1)
    if source.text[end : end + 1] == "]":
        return Node(found, here), end + 1
    while True:
        entry, end = _value(source, end, depth + 1)
        found.append(entry)
        end, closed = _next(source, end, "]")
        if closed:
            return Node(found, here), end


def _next(source: _Text, at: int, close: str) -> tuple[int, bool]:
    """Where the next entry starts, or the end after `close`, and whether it was that."""
    at = source.after_space(at)
    match source.text[at : at + 1]:
        case ",":
            return source.after_space(at + 1), False
        case found if found == close:
            return at + 1, True
    raise source.refuse(at, "neither a comma nor the end of what was opened", f"',' or {close!r}")
