"""One paragraph of a file of ours as a row of tokens: where parts begin, square signs, words, calls of notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from onetext.formats.word.manifest import MARK
from onetext.formats.word.runs import BRACKET, LABEL, NOTE, REFERENCES
from onetext.formats.word.story import BookmarkStart, NoteMark, Paragraph, Revision, Run


class Begin(NamedTuple):
    """Where a part begins: its kind, and what the manifest says of it, once or before and after."""

    kind: str
    sides: Any

    @property
    def groups(self) -> int:
        """Of the place of a number: how many pairs of square signs it has."""
        return max(1, len(self.sides[-1][1]))


class Sign(NamedTuple):
    """A square sign of a bracket of ours."""

    text: str
    revisions: tuple[Revision, ...]


class Said(NamedTuple):
    """Words; `style` where they are a number or a label of ours, which is counted and not read."""

    text: str
    revisions: tuple[Revision, ...]
    style: str


Token = Begin | Sign | Said | NoteMark


def bookmark_of(paragraph: Paragraph) -> str:
    """The name of the bookmark of ours in a paragraph; "" where it has none."""
    names = (piece.name for piece in paragraph.pieces if isinstance(piece, BookmarkStart))
    return next((name for name in names if name.startswith(MARK)), "")


def begins(parts: Any) -> list[Begin]:
    """The parts of a paragraph, in their order."""
    return [Begin(kind, sides) for kind, sides in parts]


def tokens(paragraphs: Iterable[Paragraph], waiting: list[Begin], *, changed: bool) -> tuple[Token, ...]:
    """The tokens of a paragraph, or of those of a note, with the parts that begin in it, known by their order.

    Parts that do not begin here stay in `waiting`: where somebody split a paragraph, they begin in its second half.
    `changed`: whether square signs of ours may have been inserted; where not, one that was is somebody's words.
    """
    found: list[Token] = []
    passed = 0  # square signs that belong to a number that has begun
    for token in (token for one in paragraphs for token in _tokens(one, changed)):
        if isinstance(token, Sign) and token.text == "[" and passed:
            passed -= 1
        elif isinstance(token, Sign) and token.text == "[":
            if waiting and waiting[0].kind == "b":
                found.append(waiting.pop(0))
            if waiting and waiting[0].kind in "va":
                passed = waiting[0].groups - 1 if waiting[0].kind == "a" else 0
                found.append(waiting.pop(0))
        elif waiting and waiting[0].kind == _calls(token):
            found.append(waiting.pop(0))
        found.append(token)
    return tuple(found)


def _calls(token: Token) -> str:
    """The kind of part that a token stands for: a reference, a note, or none."""
    if isinstance(token, NoteMark):
        return "n"
    return CALLS.get(token.style, "") if isinstance(token, Said) else ""


CALLS = {NOTE: "n", **dict.fromkeys(REFERENCES, "r")}


def _tokens(paragraph: Paragraph, changed: bool) -> Iterator[Sign | Said | NoteMark]:
    for piece in paragraph.pieces:
        if isinstance(piece, NoteMark):
            yield piece
        elif isinstance(piece, Run):
            ours = changed or not any(one.adds for one in piece.revisions)
            if ours and piece.style == BRACKET and not piece.text.strip("[]"):
                yield from (Sign(sign, piece.revisions) for sign in piece.text)
            elif ours and piece.style == NOTE:
                yield from (Said(sign, piece.revisions, NOTE) for sign in piece.text)
            else:
                yield Said(piece.text, piece.revisions, piece.style if ours and piece.style in (LABEL, *REFERENCES) else "")
