"""The text of a package: every bracket replaced by the wording of its option."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from onetext.model.text.values import (
    Alternatives,
    Amount,
    Block,
    Bracket,
    Content,
    Paragraph,
    Piece,
    Text,
    Words,
    content,
)
from onetext.model.text.walk import mapped

Chosen = Mapping[str, str]
"""Issue -> option."""
CLOSING = tuple(".,;:!?)")


def resolved(text: Text, chosen: Chosen) -> Text:
    """The text in which every issue of `chosen` has the wording of its option; other brackets stay.

    A paragraph of which nothing is left is left out; alternatives become paragraphs `issue/1`, `issue/2`.
    """
    if not chosen:
        return text
    worded = mapped(text, lambda of: worded_as(of, chosen))
    return replace(
        worded,
        preamble=_blocks(worded.preamble, chosen),
        articles=tuple(replace(article, blocks=_blocks(article.blocks, chosen)) for article in worded.articles),
    )


def _blocks(blocks: tuple[Block, ...], chosen: Chosen) -> tuple[Block, ...]:
    return tuple(one for block in blocks for one in _one(block, chosen) if not isinstance(one, Paragraph) or one.content)


def _one(block: Block, chosen: Chosen) -> Iterator[Block]:
    if isinstance(block, Paragraph) or block.issue not in chosen:
        yield block
        return
    way = next((way for way in block.ways if way.option == chosen[block.issue]), None)
    for i, paragraph in enumerate(way.paragraphs if way is not None else (), 1):
        yield replace(paragraph, id=f"{block.issue}/{i}")


def worded_as(of: Content, chosen: Chosen) -> Content:
    """A content in which every issue of `chosen` has the wording of its option."""
    if all(isinstance(piece, Words) for piece in of):
        return of
    return content(_worded(of, chosen))


def _worded(of: Content, chosen: Chosen) -> list[Piece]:
    """As `worded_as`, blanks at the ends and all: what stands around a variant decides whether they stay."""
    found: list[Piece] = []
    for piece in of:
        taken = tuple(_piece(piece, chosen))
        if taken and found and isinstance(found[-1], Words) and isinstance(taken[0], Words):
            taken = _without_gap(found, taken)
        found += taken
    return found


def _without_gap(before: list[Piece], after: Content) -> Content:
    """`after`, once the blank is gone that stood before what is said no longer: `withdraw [fully|].` leaves `withdraw.`"""
    last, first = before[-1], after[0]
    if isinstance(last, Words) and isinstance(first, Words) and last.text.endswith(" ") and first.text.startswith(CLOSING):
        before[-1] = Words(last.text.rstrip(" "))
    return after


def _piece(piece: Piece, chosen: Chosen) -> Iterator[Piece]:
    match piece:
        case Bracket(issue, variants) if issue in chosen:
            yield from next((_worded(one.content, chosen) for one in variants if one.option == chosen[issue]), [])
        case Bracket(issue, variants):
            yield Bracket(issue, tuple(replace(one, content=worded_as(one.content, chosen)) for one in variants))
        case Amount(issue) if issue in chosen:
            yield Words(chosen[issue])
        case _:
            yield piece


def is_open(block: Block | Content, chosen: Chosen) -> bool:
    """Whether a block or content still has a bracket whose issue is not among `chosen`."""
    if isinstance(block, Alternatives):
        return block.issue not in chosen or any(is_open(one, chosen) for one in _one(block, chosen))
    if isinstance(block, Paragraph):
        block = block.content
    return any(isinstance(piece, Bracket | Amount) for piece in worded_as(block, chosen))
