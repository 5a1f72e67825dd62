"""What all formats share: bytes to text within limits, and problems at their places in files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from pathlib import PurePosixPath
from typing import TypeVar

from onetext.errors import CaseError, InputError, Path, Problem
from onetext.model.case import Case
from onetext.model.numbers import ALLOWED, exact

MAX_BYTES = 8 << 20
MAX_NODES = 500_000
MAX_DEPTH = 100

Files = Mapping[str, bytes]
Place = tuple[str, int, int]
"""File, line and column, the latter two from 1."""

Read = TypeVar("Read")


def stem(name: str) -> str:
    """A file's name without its folder and its last suffix."""
    return PurePosixPath(name.replace("\\", "/")).stem


def suffix(name: str) -> str:
    """A file's last suffix in lower case, with its point."""
    return PurePosixPath(name).suffix.lower()


def line_and_col(text: str, at: int) -> tuple[int, int]:
    """The line and column, both from 1, of a position in a text."""
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


def decoded(name: str, data: bytes) -> str:
    """The text of a file; InputError where it is too large, no UTF-8, or holds a NUL."""
    if len(data) > MAX_BYTES:
        raise InputError([Problem("size", f"the file has {len(data)} bytes", f"at most {MAX_BYTES}", file=name)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        place = line_and_col(before, len(before))
        raise InputError(
            [Problem("encoding", f"byte 0x{data[error.start]:02x} is not UTF-8", "a file in UTF-8").at(name, *place)]
        ) from None
    if "\0" in text:
        place = line_and_col(text, text.index("\0"))
        raise InputError([Problem("character", "the file holds a NUL character", "text").at(name, *place)])
    return text


def each(files: Iterable[tuple[str, bytes]], parse: Callable[[str, bytes], Read]) -> dict[str, Read]:
    """Every file parsed; InputError with the mistakes of all files that cannot be."""
    parsed: dict[str, Read] = {}
    problems: list[Problem] = []
    for name, data in files:
        try:
            parsed[name] = parse(name, data)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return parsed


def number(text: str, place: Place, problems: list[Problem]) -> Fraction | None:
    """The exact number that `text` writes; where it is none, None and a problem."""
    try:
        return exact(text.strip())
    except ValueError as error:
        problems.append(Problem("number", str(error), ALLOWED).at(*place))
        return None


def placed(problem: Problem, places: Mapping[Path, Place], default: Place) -> Problem:
    """A problem of a case at the place that is known for the longest beginning of its path."""
    for end in range(len(problem.path), 0, -1):
        if place := places.get(problem.path[:end]):
            return problem.at(*place)
    return problem.at(*default)


def built(make: Callable[[], Case], places: Mapping[Path, Place], default: Place) -> Case:
    """The case that `make` builds; InputError with each mistake at its place in a file where its parts do not fit."""
    try:
        return make()
    except CaseError as error:
        found = {placed(problem, places, default): None for problem in error.problems}
        raise InputError(sorted(found, key=lambda p: (p.file, p.line, p.col))) from None


def stop_at(problems: list[Problem]) -> None:
    """InputError with all problems, by place, if there is any."""
    if problems:
        raise InputError(sorted(problems, key=lambda p: (p.file, p.line, p.col)))
