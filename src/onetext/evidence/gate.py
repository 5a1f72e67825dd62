"""The span gate: a proposal from outside counts only if its words stand in the document, exactly, at its place.

Typographic variants of quotation marks, dashes and blanks are let through, and nothing else: a changed number, a dropped `not`, two
words swapped or a piece cut out is another text. A stretch that begins or ends just beside a negation or a condition is flagged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onetext.evidence.document import Document, Span

MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛‹›′´`", "'"),
        **dict.fromkeys("–—‒―−‐‑", "-"),
        **dict.fromkeys("\u00a0\u2009\u202f\u2007\t\r\n", " "),
    }
)
NEAR = 40
CUT = re.compile(
    r"\b(?:not|never|no|none|nobody|neither|nor|cannot|can’t|can't|won’t|won't|don’t|don't|doesn’t|doesn't|didn’t|didn't|isn’t|isn't|aren’t|aren't|"
    r"without|unless|if|only|until|provided|except|but|hardly|denied|denies|refused?|refuses|failed|far from)\b",
    re.IGNORECASE,
)
"""Words beside a stretch that turn what it says."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A stretch that stands in the document, and what is to be looked at."""

    span: Span
    flags: tuple[str, ...] = ()


def gate(document: Document, start: int, end: int, text: str) -> Passed | None:
    """The stretch where a text stands, if it stands at its place; None where it does not.

    The place may be off by up to `NEAR` characters, if the text stands there just once.
    """
    wanted = text.translate(MARKS)
    if not wanted.strip() or not 0 <= start < end <= len(document.text):
        return None
    plain = document.text.translate(MARKS)
    if plain[start:end] == wanted:
        return Passed(Span(start, end), flags(document, Span(start, end)))
    low, high = max(0, start - NEAR), min(len(plain), end + NEAR)
    at = plain.find(wanted, low, high)
    if at < 0 or plain.find(wanted, at + 1, high) >= 0:
        return None
    span = Span(at, at + len(wanted))
    return Passed(span, ("moved", *flags(document, span)))


def flags(document: Document, span: Span) -> tuple[str, ...]:
    """`cut`, where a word that turns the meaning stands just outside a stretch in the same sentence, or the stretch begins or ends
    within a word."""
    text = document.text
    before = re.split(r"[.!?\n]", text[max(0, span.start - NEAR) : span.start])[-1]
    behind = re.split(r"[.!?\n]", text[span.end : span.end + NEAR])[0] if text[span.end - 1 : span.end] not in ".!?" else ""
    inside = span.start > 0 and text[span.start - 1].isalnum() and text[span.start].isalnum()
    within = span.end < len(text) and text[span.end].isalnum() and text[span.end - 1].isalnum()
    turned = CUT.search(before) or CUT.search(behind)
    return ("cut",) if turned or inside or within else ()
