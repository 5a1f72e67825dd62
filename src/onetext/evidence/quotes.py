"""Quotation marks of all usual kinds, paired in one pass; what stands between a pair is a quotation."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.evidence.document import Document, Span

PAIRS: dict[str, str] = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "‘": "’", "‚": "‘’", "「": "」", "『": "』", '"': '"', "”": "”"}
"""By opening mark the marks that close it. In „…“ the mark that opens elsewhere closes."""
DEEPEST = 5
"""Nobody quotes so many within one another."""
LONGEST = 4_000
"""A mark that nothing closes within so many characters opens no quotation."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation: what stands between its marks, and with them; `open`: it goes on in the next paragraph."""

    inner: Span
    outer: Span
    open: bool = False


def quoted(document: Document) -> tuple[Quoted, ...]:
    """The outermost quotations, in order; a paragraph that opens one and does not close it is one up to its end, if the next opens
    one too."""
    found: list[Quoted] = []
    for place, paragraph in enumerate(document.paragraphs):
        found += _within(document, paragraph, _opens(document, place + 1))
    return tuple(found)


def _opens(document: Document, place: int) -> str:
    """The mark with which a paragraph begins, "" where it begins with none."""
    if place >= len(document.paragraphs):
        return ""
    first = document.text[document.paragraphs[place].start]
    return first if first in PAIRS else ""


def _within(document: Document, paragraph: Span, next_opens: str) -> list[Quoted]:
    text, at, found = document.text, paragraph.start, []
    while at < paragraph.end:
        mark = text[at]
        if mark not in PAIRS or not _can_open(text, at, paragraph):
            at += 1
            continue
        close = _closing(text, at, paragraph)
        if close is not None:
            found.append(Quoted(Span(at + 1, close), Span(at, close + 1)))
            at = close + 1
        elif next_opens == mark:
            found.append(Quoted(Span(at + 1, paragraph.end), Span(at, paragraph.end), open=True))
            break
        else:
            at += 1
    return found


def _can_open(text: str, at: int, paragraph: Span) -> bool:
    """Whether a mark stands where one opens: not after a letter, and before something."""
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    if after.isspace() and text[at] not in "«»":
        return False
    return not before.isalnum() and not (text[at] in "”»" and before in ".,!?…")


def _closing(text: str, at: int, paragraph: Span) -> int | None:
    """The place of the mark that closes the one at a place; an apostrophe within a word closes nothing."""
    mark = text[at]
    closes, depth, stop = PAIRS[mark], 0, min(paragraph.end, at + LONGEST)
    first = min((place for sign in closes if (place := text.find(sign, at + 1, stop)) >= 0), default=None)
    if first is None or (text.count(mark, at + 1, first) > DEEPEST and mark not in closes):
        return None
    for place in range(at + 1, stop):
        sign = text[place]
        if sign == mark and mark not in closes:
            depth += 1
        elif sign in closes and not _apostrophe(text, place, paragraph):
            if not depth:
                return place
            depth -= 1
    return None


def _apostrophe(text: str, place: int, paragraph: Span) -> bool:
    after = text[place + 1] if place + 1 < paragraph.end else " "
    return text[place] in "’'" and text[place - 1].isalnum() and after.isalnum()
