"""Brackets that somebody typed: `[shall][should]`, `[North: shall] [East: should]`, `[words]` that may stay or go."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onetext.formats.word.authors import Ledger, plain, short
from onetext.formats.word.taken import Todo
from onetext.model.text.values import (
    Alternative,
    Alternatives,
    Article,
    Block,
    Bracket,
    Content,
    Hold,
    Paragraph,
    Piece,
    Text,
    Variant,
    Words,
    content,
)
from onetext.model.text.walk import PREAMBLE

HOLDER = re.compile(r"\s*([^\W\d_][^:\[\]]{0,30}?):\s+")
OPEN = re.compile(r"(?:\.{2,}|…|_+|x+|tbd|to be \w+.*|date|\s*)", re.IGNORECASE)
"""What stands in square signs for a blank to be filled in."""
SLUG = re.compile(r"[\W_]+")
MOST_SLUG = 24
IN, OUT = "in", "out"
"""The options of words in square signs alone: they stay, or they go."""


def with_typed_brackets(text: Text, ledger: Ledger) -> Text:
    """A text in which what was typed as brackets has become issues."""
    return replace(
        text,
        preamble=_blocks(PREAMBLE, text.preamble, ledger),
        articles=tuple(_article(one, ledger) for one in text.articles),
    )


def _article(article: Article, ledger: Ledger) -> Article:
    heading = typed(article.heading, ledger, article.id)
    return replace(article, heading=heading, blocks=_blocks(article.id, article.blocks, ledger))


def _blocks(where: str, blocks: Iterable[Block], ledger: Ledger) -> tuple[Block, ...]:
    return tuple(_block(where, block, ledger) for block in blocks)


def _block(where: str, block: Block, ledger: Ledger) -> Block:
    place = f"{where}/{block.id}"
    if isinstance(block, Paragraph):
        return replace(block, content=typed(block.content, ledger, place))
    ways = (
        Alternative(way.option, tuple(replace(one, content=typed(one.content, ledger, place)) for one in way.paragraphs), way.holds)
        for way in block.ways
    )
    return Alternatives(block.issue, tuple(ways))


def typed(of: Content, ledger: Ledger, place: str) -> Content:
    """A content whose typed brackets have become brackets."""
    if not any(isinstance(piece, Words) and "[" in piece.text for piece in of):
        return of
    return content(Parsing(tuple(_signs(of)), ledger, place).pieces())


def _signs(of: Content) -> Iterator[Piece | str]:
    """The pieces with the square signs of words apart, as texts."""
    for piece in of:
        if isinstance(piece, Words):
            yield from (part if part in ("[", "]") else Words(part) for part in re.split(r"([\[\]])", piece.text) if part)
        else:
            yield piece


@dataclass
class Parsing:
    """A reader of pieces and square signs."""

    signs: tuple[Piece | str, ...]
    ledger: Ledger
    place: str
    at: int = 0

    def pieces(self, inside: bool = False) -> Iterator[Piece]:
        """The pieces up to the end, or to the sign that closes."""
        while self.at < len(self.signs):
            sign = self.signs[self.at]
            if sign == "[":
                yield from self._brackets()
            elif sign == "]":
                if inside:
                    return
                self.at += 1
                yield Words("]")
            else:
                self.at += 1
                yield sign  # type: ignore[misc]

    def _brackets(self) -> Iterator[Piece]:
        """One or more bracketed wordings side by side."""
        wordings: list[Content] = []
        while self.at < len(self.signs) and self.signs[self.at] == "[":
            begin = self.at
            self.at += 1
            inner = content(self.pieces(inside=True))
            if self.at >= len(self.signs):  # not closed: words
                self.at = begin + 1
                yield from (self._made(wordings),) if wordings else ()
                yield Words("[")
                return
            self.at += 1
            wordings.append(inner)
            between = self.signs[self.at : self.at + 2]
            if len(between) == 2 and isinstance(between[0], Words) and not between[0].text.strip() and between[1] == "[":
                self.at += 1
        yield self._made(wordings)

    def _made(self, wordings: list[Content]) -> Piece:
        if len(wordings) == 1 and OPEN.fullmatch(plain(wordings[0])):
            self.ledger.todo.append(Todo(self.place, f"a blank to be filled in: [{plain(wordings[0])}]"))
            return Words(f"[{plain(wordings[0])}]")
        said = [_held(one, self.ledger) for one in wordings]
        if len(said) == 1:
            rows = [(IN, *said[0]), (OUT, (), ())]
        else:
            names = _names([plain(of) for of, _ in said])
            rows = [(name, of, holds) for name, (of, holds) in zip(names, said, strict=True)]
        name = self.ledger.new_issue(self.place, [(option, short(plain(of))) for option, of, _ in rows])
        return Bracket(name, tuple(Variant(option, of, holds) for option, of, holds in rows))


def _held(of: Content, ledger: Ledger) -> tuple[Content, tuple[Hold, ...]]:
    """A wording without the party that was typed before it, and that party."""
    first = of[0] if of else None
    found = HOLDER.match(first.text) if isinstance(first, Words) else None
    if found is None or not isinstance(first, Words):
        return of, ()
    holds = tuple(Hold(ledger.party(name.strip())) for name in re.split(r"[,/&]| and ", found[1]) if name.strip())
    return content((Words(first.text[found.end() :]), *of[1:])), holds


def _names(wordings: list[str]) -> list[str]:
    """An id for each wording: its first words, or its number."""
    names: list[str] = []
    for number, words in enumerate(wordings, 1):
        flat = unicodedata.normalize("NFKC", words.lower())
        name = SLUG.sub("-", flat).strip("-")[:MOST_SLUG].strip("-") or f"v{number}"
        names.append(name if name not in names else f"{name}-{number}")
    return names
