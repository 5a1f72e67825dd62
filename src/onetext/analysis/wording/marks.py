"""What needs no reading: footnotes not called or called twice, headings and paragraphs that are missing, words and signs doubled or unmatched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from onetext.analysis.wording.said import Finding, Said, Within, readings, together, where
from onetext.model.text.values import Bracket, Content, NoteMark, Paragraph
from onetext.model.text.walk import NOTES, Place, blocks, passages

Call = tuple[Place, Within]
CLOSES = {"”": "“„”", "“": "„", "»": "«", "«": "»"}
"""A quotation mark, and those that it may close; the same sign opens where none of them is open."""
POINT = re.compile(r"(?:(?<=\s)|^)(?:\d{1,2}|[ivx]{1,5}|[^\W\d_])\)$")
INCHES = re.compile(r'(?<=\d)"')


def notes(said: Said) -> Iterator[Finding]:
    """Footnotes that nothing calls, and those called twice in one reading."""
    calls: dict[str, list[Call]] = {}
    for place, of in passages(said.text):
        within: Within = ((place[1], place[2]),) if len(place) == 4 else ()
        for name, under in _calls(of, within):
            calls.setdefault(name, []).append((place, under))
    for note in said.text.notes:
        called = calls.get(note.id, [])
        if not called:
            message = f"footnote {note.id!r} is called nowhere"
            yield Finding("note_uncalled", (NOTES, note.id), message, f"call it, [^{note.id}], or strike it")
        pair = next((pair for pair in combinations(called[:20], 2) if together(pair[0][1], pair[1][1])), None)
        if pair is not None:
            places = " and ".join(where(said, place) for place, _ in pair)
            yield Finding("note_twice", pair[1][0], f"footnote {note.id!r} is called in {places}", "call each footnote once")


def _calls(of: Content, within: Within) -> Iterator[tuple[str, Within]]:
    for piece in of:
        if isinstance(piece, NoteMark):
            yield piece.note, within
        elif isinstance(piece, Bracket):
            for variant in piece.variants:
                yield from _calls(variant.content, (*within, (piece.issue, variant.option)))


def headings(said: Said) -> Iterator[Finding]:
    """Articles without a heading where most others have one; annexes are counted apart."""
    for annex in (False, True):
        kind = [article for article in said.text.articles if article.annex == annex]
        without = [article for article in kind if not article.heading]
        if 2 * len(without) < len(kind):
            for article in without:
                name = where(said, (article.id,)).removeprefix("the heading of ")
                yield Finding("no_heading", (article.id,), f"{name} has no heading, the others have", "give it one")


def empty(said: Said) -> Iterator[Finding]:
    """Paragraphs that say nothing; an empty alternative is an answer."""
    for article, block in blocks(said.text):
        if isinstance(block, Paragraph) and not block.content:
            at = (article, block.id)
            yield Finding("empty", at, f"{where(said, at)} is empty", "word it, or strike it")


def doubled(said: Said) -> Iterator[Finding]:
    """A word twice in a row, in any reading of a passage: `the the`."""
    assert said.language is not None
    form = re.compile(r"(?<![\w'’-])([^\W\d_]{2,}) +(\1)(?![\w'’-])", re.IGNORECASE)
    for place, of in passages(said.text):
        told: set[str] = set()
        for reading in readings(of):
            words = reading.lower().split(" ")
            for found in form.finditer(reading) if any(map(str.startswith, words[1:], words)) else ():
                name = found[1][0].isupper() and found[2][0].isupper()
                if not name and found[1].lower() not in {*said.language.doubles, *told}:
                    told.add(found[1].lower())
                    yield Finding("doubled", place, f"{where(said, place)}: {found[0]!r}", "strike one of the two")


def unmatched(said: Said) -> Iterator[Finding]:
    """Quotation marks and parentheses without their other half, in a passage and in its article: a quotation may go over paragraphs."""
    wrong: dict[str, list[tuple[Place, str]]] = {}
    for place, of in passages(said.text):
        found = next(filter(None, map(_left, readings(of))), "")
        if found:
            wrong.setdefault(place[0], []).append((place, found))
    for lost in wrong.values():
        # in a long quotation every paragraph opens anew, and only the last closes
        if not _left(re.sub(r"([“„«])\1+", r"\1", "".join(signs for _, signs in lost))):
            continue
        for at, signs in lost:
            yield Finding("unmatched", at, f"{where(said, at)}: {signs[0]!r} has no other half", "close it, or strike it")


def _left(text: str) -> str:
    """The signs that are left over, in their order."""
    return _parentheses(text) + _quotes(text)


def _parentheses(text: str) -> str:
    depth, lost = 0, ""
    for found in re.finditer(r"[()]", text):
        if found[0] == "(":
            depth += 1
        elif depth:
            depth -= 1
        elif not POINT.search(text, max(0, found.start() - 7), found.end()):
            lost += ")"
    return lost + "(" * depth


def _quotes(text: str) -> str:
    opened: list[str] = []
    for found in re.finditer(r"[“”„«»]", text):
        sign = found[0]
        if opened and opened[-1] in CLOSES.get(sign, ""):
            opened.pop()
        else:
            opened.append(sign)
    straight = text.count('"') % 2 and not INCHES.search(text)
    return "".join(opened) + '"' * bool(straight)
