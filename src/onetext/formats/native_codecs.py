"""The pieces that the tables of the native format are made of.

A codec is one way to write one kind of thing: it reads a node, writes the plain data that it would read, and knows its
JSON Schema. So the reader, the writer and the schema come from one table and cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import takewhile
from typing import Any, Final

from onetext.errors import CannotHold, InputError, Path, Problem
from onetext.formats.holding import too_long
from onetext.formats.yaml_nodes import Map, Node, Seq, Text
from onetext.model import numbers
from onetext.model.checks import unknown
from onetext.model.dates import is_edtf
from onetext.model.issues import Issue
from onetext.model.validity import MOST_PROBLEMS

Plain = str | list["Plain"] | dict[str, "Plain"]
Json = dict[str, Any]


class Missing:
    """What stands for a thing that could not be read; the problem is already reported."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()


@dataclass(slots=True)
class Reading:
    """What is known while one file is read: the issues once they are, where the parts of the text stand, the problems found."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    issues: Mapping[str, Issue] = field(default_factory=dict)
    text_places: dict[tuple[str, ...], tuple[int, int]] = field(default_factory=dict)

    def report(self, node: Node, path: Path, problem: Problem) -> Missing:
        """Note a problem at a node."""
        placed = problem.at(self.file, node.line, node.col)
        self.problems.append(replace(placed, path=path))
        if len(self.problems) >= MOST_PROBLEMS:
            raise InputError(self.problems)
        return MISSING

    def misspelt(self, path: Path, keys: Container[str]) -> bool:
        """Whether a key of the mapping at `path`, the last one read, was reported that resembles one of `keys`."""
        inside = takewhile(lambda problem: problem.path[: len(path)] == path, reversed(self.problems))
        return any(len(problem.path) == len(path) + 1 and problem.path[-1] in keys for problem in inside)

    def wrong(self, node: Node, path: Path, what: str) -> Missing:
        """Note that a node is not what its place asks for."""
        return self.report(node, path, Problem("shape", f"{shown(node)} stands here", what))


def shown(node: Node) -> str:
    """What a node is, for a message."""
    if isinstance(node, Text):
        return repr(node.value if len(node.value) <= 40 else node.value[:39] + "…") if node.value else "nothing"
    return "a list" if isinstance(node, Seq) else "a mapping"


@dataclass(frozen=True, slots=True)
class Codec:
    """How one kind of thing is read and written; `what` says in a message what is allowed."""

    what: str
    read: Callable[[Reading, Node, Path], Any]
    write: Callable[[Any], Plain]
    schema: Json


def scalar(what: str, parse: Callable[[str], Any], write: Callable[[Any], str], schema: Json) -> Codec:
    """A codec of one text; `parse` raises ValueError with what is wrong."""

    def read(reading: Reading, node: Node, path: Path) -> Any:
        if not isinstance(node, Text) or not node.value:
            return reading.wrong(node, path, what)
        try:
            return parse(node.value)
        except ValueError as error:
            return reading.report(node, path, Problem("value", str(error), what))

    return Codec(what, read, write, schema)


# What an editor's own YAML reader takes for a number, a boolean or nothing is a text here.
TEXT_SCHEMA: Json = {"type": ["string", "number", "boolean", "null"]}
NUMBER_PATTERN = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,2})?(/[0-9]+(\.[0-9]*)?)?$"
NUMBER_SCHEMA: Json = {"type": ["string", "number"], "pattern": NUMBER_PATTERN}
DATE_SCHEMA: Json = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def _read_text(reading: Reading, node: Node, path: Path) -> Any:
    return node.value if isinstance(node, Text) else reading.wrong(node, path, "a text")


TEXT = Codec("a text", _read_text, str, TEXT_SCHEMA)
NAME = scalar("an id", str, str, TEXT_SCHEMA)


def written(number: Fraction) -> str:
    """The exact text of a number; CannotHold where it has more digits than can be read again."""
    if too_long(number):
        raise CannotHold("native", [f"{numbers.show(number)}, a number of more than {numbers.MAX_DIGITS} digits"])
    return numbers.show(number)


NUMBER = scalar(numbers.ALLOWED, numbers.exact, written, NUMBER_SCHEMA)


def _whole(text: str) -> int:
    number = numbers.exact(text)
    if number.denominator != 1 or number < 0:
        raise ValueError(f"{text!r} is no whole number from 0")
    return int(number)


WHOLE = scalar("a whole number from 0", _whole, str, {"type": ["string", "integer"], "pattern": r"^\+?[0-9]+"})


def _day(text: str) -> date:
    if not (len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit() and text.isascii()):
        raise ValueError(f"{text!r} is not a date")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"there is no day {text}") from None


DAY = scalar("a date such as 2031-05-01", _day, str, DATE_SCHEMA)


def _edtf(text: str) -> str:
    if not is_edtf(text):
        raise ValueError(f"{text!r} is no EDTF date")
    return text


EDTF = scalar("2031-04-19, 2031-04, 2031-04~, 2031-04-19/..", _edtf, str, {"type": ["string", "integer"], "pattern": r"^[0-9X?~%./-]+$"})
TRUTHS = {"true": True, "false": False}


def word(kind: str, words: tuple[str, ...]) -> Codec:
    """One word of a list."""

    def read(reading: Reading, node: Node, path: Path) -> Any:
        if not isinstance(node, Text) or not node.value:
            return reading.wrong(node, path, " or ".join(words))
        if node.value not in words:
            return reading.report(node, path, unknown(kind, node.value, words, path))
        return node.value

    return Codec(" or ".join(words), read, str, {"enum": list(words)})


def _read_truth(reading: Reading, node: Node, path: Path) -> Any:
    if not isinstance(node, Text) or node.value not in TRUTHS:
        return reading.wrong(node, path, "true or false")
    return TRUTHS[node.value]


TRUTH = Codec("true or false", _read_truth, lambda value: "true" if value else "false", {"enum": ["true", "false", True, False]})


def list_of(one: Codec, what: str = "") -> Codec:
    """A list, as a tuple; what could not be read is left out."""
    what = what or f"a list, each {one.what}"

    def read(reading: Reading, node: Node, path: Path) -> Any:
        if node == Text("", node.line, node.col):
            return ()
        if not isinstance(node, Seq):
            return reading.wrong(node, path, what)
        return tuple(v for i, item in enumerate(node.items) if (v := one.read(reading, item, (*path, i))) is not MISSING)

    schema: Json = {"type": ["array", "string", "null"], "maxLength": 0, "items": one.schema}
    return Codec(what, read, lambda values: [one.write(value) for value in values], schema)


def one_or_list(one: Codec, short: bool = False) -> Codec:
    """One thing, or a list of them; as a tuple. With `short`, one alone is written without brackets."""
    many = list_of(one)

    def read(reading: Reading, node: Node, path: Path) -> Any:
        if isinstance(node, Seq):
            return many.read(reading, node, path)
        value = one.read(reading, node, path)
        return MISSING if value is MISSING else (value,)

    def write(values: tuple[Any, ...]) -> Plain:
        return one.write(values[0]) if short and len(values) == 1 else many.write(values)

    return Codec(f"{one.what}, or a list of them", read, write, {"anyOf": [one.schema, {"type": "array", "items": one.schema}]})


def map_of(one: Codec, what: str) -> Codec:
    """A mapping from ids to things, as pairs; ids that were read and things that were not are left out."""

    def read(reading: Reading, node: Node, path: Path) -> Any:
        if node == Text("", node.line, node.col):
            return ()
        if not isinstance(node, Map):
            return reading.wrong(node, path, what)
        pairs = ((key.value, one.read(reading, value, (*path, key.value))) for key, value in node.entries)
        return tuple((key, value) for key, value in pairs if value is not MISSING)

    schema: Json = {"type": ["object", "string", "null"], "maxLength": 0, "additionalProperties": one.schema}
    return Codec(what, read, lambda pairs: {key: one.write(value) for key, value in pairs}, schema)


def read_interval(reading: Reading, node: Node, path: Path) -> Any:
    """A number, or a list of two: an interval from low to high."""
    if isinstance(node, Text):
        number = NUMBER.read(reading, node, path)
        return MISSING if number is MISSING else numbers.Interval(number, number)
    if not isinstance(node, Seq) or len(node.items) != 2:
        return reading.wrong(node, path, INTERVAL_WHAT)
    low, high = (NUMBER.read(reading, item, (*path, i)) for i, item in enumerate(node.items))
    if low is MISSING or high is MISSING:
        return MISSING
    if low > high:
        return reading.report(node, path, Problem("interval", f"an interval from {low} down to {high}", "[low, high]"))
    return numbers.Interval(low, high)


def write_interval(points: numbers.Interval) -> Plain:
    return written(points.low) if points.sharp else [written(points.low), written(points.high)]


INTERVAL_WHAT = "a number or an interval [low, high]"
INTERVAL = Codec(
    INTERVAL_WHAT,
    read_interval,
    write_interval,
    {"anyOf": [NUMBER_SCHEMA, {"type": "array", "items": NUMBER_SCHEMA, "minItems": 2, "maxItems": 2}]},
)


def number_or_never(reading: Reading, node: Node, path: Path) -> Any:
    """A number, or the word `never` for None."""
    if isinstance(node, Text) and node.value == "never":
        return None
    if isinstance(node, Text) and node.value.isalpha():
        return reading.wrong(node, path, PRICE.what)
    return NUMBER.read(reading, node, path)


PRICE = Codec(
    "a number above 0, or never",
    number_or_never,
    lambda value: "never" if value is None else written(Fraction(value)),
    {"anyOf": [NUMBER_SCHEMA, {"const": "never"}]},
)
