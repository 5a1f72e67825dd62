"""The blocks of a file, each in one line that knows where its parts stand in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

START = re.compile(r"#{1,6} |\d{1,4}\. |\([a-z]{1,8}\) |Alt-\d|> |\[\^[\w.-]+\]:|\{#")
"""What begins a block, beside a blank line."""
HEADING = re.compile(r"#{1,6} ")
"""What stands on a line of its own."""
TAB = 4
At = tuple[int, int]
"""A line and a column, from 1."""


class Source(NamedTuple):
    """One block: its text in one line, where each of its lines begins in that and in the file, and how far it is indented."""

    text: str
    offsets: tuple[int, ...]
    starts: tuple[At, ...]
    indent: int

    def place(self, at: int) -> At:
        """Where an offset of the text stands in the file."""
        i = bisect_right(self.offsets, at) - 1
        line, col = self.starts[i]
        return line, col + at - self.offsets[i]


def sources(lines: list[str], first: int, shift: int = 0) -> Iterator[Source]:
    """The blocks of some lines, of which the first has the number `first`; all of them stand `shift` columns further in."""
    held: list[tuple[int, int, str]] = []
    for number, line in enumerate(lines, first):
        line = line.expandtabs(TAB) if "\t" in line else line
        stripped = line.strip(" \r")
        if held and (not stripped or START.match(stripped)):
            yield _source(held, shift)
            held = []
        if stripped:
            held.append((number, len(line) - len(line.lstrip(" ")), stripped))
            if HEADING.match(stripped):
                yield _source(held, shift)
                held = []
    if held:
        yield _source(held, shift)


def _source(held: list[tuple[int, int, str]], shift: int) -> Source:
    offsets, at = [], 0
    for _, _, text in held:
        offsets.append(at)
        at += len(text) + 1
    starts = tuple((number, indent + shift + 1) for number, indent, _ in held)
    return Source(" ".join(text for _, _, text in held), tuple(offsets), starts, held[0][1])
