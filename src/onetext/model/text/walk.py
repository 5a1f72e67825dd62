"""Walks over a text: its blocks, its pieces however deep, and the brackets of it, each with where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from onetext.model.text.values import (
    Alternatives,
    Amount,
    Article,
    Block,
    Bracket,
    Content,
    Paragraph,
    Piece,
    Text,
)

TITLE, PREAMBLE, NOTES = "title", "preamble", "notes"
"""Where what belongs to no article stands; no article may have such an id."""
Place = tuple[str, ...]


class Passage(NamedTuple):
    """A content with its place: `(article,)` of a heading, `(article, block)`, `(article, issue, option, number)` in alternatives."""

    place: Place
    content: Content


class Wording(NamedTuple):
    """One place at which an issue has wording."""

    place: Place
    piece: Bracket | Amount | Alternatives

    @property
    def issue(self) -> str:
        return self.piece.issue


def blocks(text: Text) -> Iterator[tuple[str, Block]]:
    """Every block with the id of its article, or `preamble`."""
    yield from ((PREAMBLE, block) for block in text.preamble)
    yield from ((article.id, block) for article in text.articles for block in article.blocks)


def paragraphs(block: Block) -> Iterator[tuple[Place, Paragraph]]:
    """The paragraphs of a block with their places in it: one, or those of each alternative."""
    if isinstance(block, Paragraph):
        yield (block.id,), block
    else:
        yield from (((block.id, way.option, str(i)), one) for way in block.ways for i, one in enumerate(way.paragraphs))


def passages(text: Text) -> Iterator[Passage]:
    """Every content of the text, in reading order, notes last."""
    yield Passage((TITLE,), text.title)
    yield from (Passage((PREAMBLE, *place), one.content) for block in text.preamble for place, one in paragraphs(block))
    for article in text.articles:
        yield from passages_of(article)
    yield from (Passage((NOTES, note.id), note.content) for note in text.notes)


def passages_of(article: Article) -> Iterator[Passage]:
    """Every content of one article, its heading first."""
    yield Passage((article.id,), article.heading)
    yield from (Passage((article.id, *place), one.content) for block in article.blocks for place, one in paragraphs(block))


def pieces(of: Content) -> Iterator[Piece]:
    """Every piece, those within variants after their bracket."""
    for piece in of:
        yield piece
        if isinstance(piece, Bracket):
            for variant in piece.variants:
                yield from pieces(variant.content)


def wordings(text: Text) -> Iterator[Wording]:
    """Every place at which an issue has wording, in reading order."""
    for place, block in ((where, block) for where, block in blocks(text) if isinstance(block, Alternatives)):
        yield Wording((place, block.id), block)
    for passage in passages(text):
        yield from (Wording(passage.place, piece) for piece in pieces(passage.content) if isinstance(piece, Bracket | Amount))


def issues_of(article: Article) -> tuple[str, ...]:
    """The issues that have wording in an article, each once, as they first come."""
    found: dict[str, None] = {}
    for block in article.blocks:
        if isinstance(block, Alternatives):
            found[block.issue] = None
    for passage in passages_of(article):
        found.update((piece.issue, None) for piece in pieces(passage.content) if isinstance(piece, Bracket | Amount))
    return tuple(found)


def mapped(text: Text, change: Callable[[Content], Content]) -> Text:
    """The text with every content changed; nothing else is."""
    from dataclasses import replace

    def of_block(block: Block) -> Block:
        if isinstance(block, Paragraph):
            return replace(block, content=change(block.content))
        ways = (replace(way, paragraphs=tuple(replace(one, content=change(one.content)) for one in way.paragraphs)) for way in block.ways)
        return replace(block, ways=tuple(ways))

    return replace(
        text,
        title=change(text.title),
        preamble=tuple(map(of_block, text.preamble)),
        articles=tuple(
            replace(article, heading=change(article.heading), blocks=tuple(map(of_block, article.blocks))) for article in text.articles
        ),
        notes=tuple(replace(note, content=change(note.content)) for note in text.notes),
    )
