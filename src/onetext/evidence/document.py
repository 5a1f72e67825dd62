"""A text as it is stored, its paragraphs and sentences; offsets count code points from 0, the end excluded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

PARAGRAPH = re.compile(r"[^\n]+")
END = re.compile(r"[.!?…]+[\"”“’»›)\]]*(?=\s+[\"“„«‹‘'(\[]?[A-ZÀ-ÞА-ЯЁЄІЇҐ0-9@—–])|[.!?…]+[\"”“’»›)\]]*\s*$")
SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Lt|Gen|Col|Maj|Capt|Sgt|Adm|Gov|Sen|Rep|St|No|Nos|vs|etc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
    r"|approx|ca|Art|Inc|Ltd|Co|Corp)|\b[A-Z](?:\.[A-Z])*)\.$"
)
"""What ends with a point and no sentence."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text."""

    start: int
    end: int

    def __contains__(self, other: object) -> bool:
        return isinstance(other, Span) and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Document:
    """The text that offsets refer to, and what is known of it from outside: its name, who brings it, its date (EDTF)."""

    text: str
    name: str = ""
    outlet: str = ""
    date: str = ""

    def of(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The lines that hold anything, without the blanks around them."""
        return tuple(_stripped(self.text, match.start(), match.end()) for match in PARAGRAPH.finditer(self.text) if match[0].strip())

    def sentences(self, within: Span) -> tuple[Span, ...]:
        """The sentences of a paragraph."""
        return tuple(_sentences(self.text, within))


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def stripped(text: str, span: Span) -> Span:
    """A span without the blanks at its ends."""
    return _stripped(text, span.start, span.end)


def _sentences(text: str, within: Span) -> Iterator[Span]:
    start = within.start
    for match in END.finditer(text, within.start, within.end):
        head = text[max(start, match.start() - 12) : match.start() + 1]
        if match[0][:1] == "." and SHORT.search(head) and match.end() < within.end:
            continue
        if match.end() - start > 1:
            yield _stripped(text, start, match.end())
            start = match.end()
    if text[start : within.end].strip():
        yield _stripped(text, start, within.end)
