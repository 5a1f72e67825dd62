"""The text as frozen values: a preamble, articles and annexes of paragraphs, whose brackets are issues of the case.

A bracket's id is its issue's and its variants are that issue's options: titles come from the issue, wording from here.
Wording is normalised (`content`): one blank between words, none at the ends, no two stretches of words side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Standing = Literal["", "agreed", "ad referendum"]
STANDINGS: tuple[Standing, ...] = ("", "agreed", "ad referendum")
"""Of a paragraph or article: open, agreed, or agreed subject to confirmation at home."""
BLANKS = re.compile(" *[\t\n\r\f\v][ \t\n\r\f\v]*|  +")
"""What becomes one blank: all but one blank alone, which is by far the most of it."""
LEVELS = 4
"""Of paragraphs: 0 without a number, 1 `1.`, 2 `(a)`, 3 `(i)`."""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of wording."""

    text: str


@dataclass(frozen=True, slots=True)
class Hold:
    """That a party holds a variant, and why, with the ids of the statements behind it."""

    party: str
    why: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """The wording of one option of a bracket, which may have brackets of its own; empty where nothing would be said."""

    option: str
    content: Content
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class Bracket:
    """Wording not yet agreed: the variants of an issue, one for each of its options."""

    issue: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """An amount that somebody holds."""

    option: str
    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """The place of a number: of an issue whose options are amounts. `held` names those that somebody holds."""

    issue: str
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The mark of a footnote."""

    note: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The number of an article, or of a paragraph as `article/paragraph`; it follows wherever that moves."""

    to: str


Piece = Words | Bracket | Amount | NoteMark | Reference
Content = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; its id is its own within its article. Its number is counted, never kept."""

    id: str
    content: Content
    level: int = 0
    standing: Standing = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """The paragraphs of one option of alternative paragraphs; none where nothing would be said. They have no ids."""

    option: str
    paragraphs: tuple[Paragraph, ...]
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Paragraphs not yet agreed (Alt-1, Alt-2): one alternative for each option of an issue, whose id is theirs."""

    issue: str
    ways: tuple[Alternative, ...]

    @property
    def id(self) -> str:
        return self.issue


Block = Paragraph | Alternatives


@dataclass(frozen=True, slots=True)
class Article:
    """An article or annex with its heading and its blocks."""

    id: str
    heading: Content = ()
    blocks: tuple[Block, ...] = ()
    standing: Standing = ""
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote; `NoteMark` says where it is called."""

    id: str
    content: Content


@dataclass(frozen=True, slots=True)
class Text:
    """The one text. `early` names articles that may enter into force before all is agreed; empty: nothing is agreed until everything is.

    `called` and `annexes_called` are the words before the numbers of articles and annexes. Annexes come after the articles.
    """

    title: Content = ()
    preamble: tuple[Block, ...] = ()
    articles: tuple[Article, ...] = ()
    notes: tuple[Footnote, ...] = ()
    language: str = "en"
    rightward: bool = True
    called: str = "Article"
    annexes_called: str = "Annex"
    early: tuple[str, ...] = ()
    article: dict[str, Article] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "article", {article.id: article for article in self.articles})


def content(pieces: Iterable[Piece]) -> Content:
    """The pieces as the content of a paragraph, heading, note or variant: words joined, blanks made one, none at the ends."""
    joined: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Words):
            before = joined.pop().text if joined and isinstance(joined[-1], Words) else ""  # type: ignore[union-attr]
            text = BLANKS.sub(" ", before + piece.text)
            if not joined:
                text = text.lstrip(" ")
            if text:
                joined.append(Words(text))
        else:
            joined.append(piece)
    if joined and isinstance(joined[-1], Words):
        last = joined.pop().text.rstrip(" ")  # type: ignore[union-attr]
        joined += [Words(last)] if last else []
    return tuple(joined)
