"""The issues that a text's brackets are, where no case has said them yet."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from math import gcd, lcm

from onetext.model.issues import Grid, Issue, Option, number_issue
from onetext.model.numbers import exact
from onetext.model.text.values import Alternatives, Amount, Block, Bracket, Content, Hold, Piece, Text, Words
from onetext.model.text.walk import mapped, wordings

MOST_TITLE = 60


def issues_from(text: Text) -> tuple[Issue, ...]:
    """An issue for each bracket, in reading order: its options are titled by their wording, a number spans what is held of it."""
    found: dict[str, Issue] = {}
    for wording in wordings(text):
        piece = wording.piece
        if wording.issue in found:
            continue
        if isinstance(piece, Amount):
            found[wording.issue] = _number(wording.issue, [exact(one.option) for one in piece.held])
        elif isinstance(piece, Bracket):
            options = tuple(Option(one.option, titled(one.content)) for one in piece.variants)
            found[wording.issue] = Issue(wording.issue, _todo(wording.place), options)
        else:
            ways = ((way.option, (part for one in way.paragraphs for part in (*one.content, Words(" ")))) for way in piece.ways)
            found[wording.issue] = Issue(wording.issue, _todo(wording.place), tuple(Option(name, titled(of)) for name, of in ways))
    return tuple(found.values())


def free_issue(place: str, taken: Container[str]) -> str:
    """An id for an issue about a place of the text, `article/paragraph`, that no issue has."""
    base, number = place.replace("/", "-"), 1
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def _todo(place: Iterable[str]) -> str:
    return f"todo: name what is at stake in {'/'.join(tuple(place)[:2])}"


def _number(name: str, held: list[Fraction]) -> Issue:
    """A number from the least to the greatest amount held, by the largest step on which all lie; from 0 to 1 where none is."""
    low, high = (min(held), max(held)) if held else (Fraction(0), Fraction(1))
    gaps = [one - low for one in held if one != low]
    down = lcm(*(gap.denominator for gap in gaps)) if gaps else 1
    step = Fraction(gcd(*(int(gap * down) for gap in gaps)), down) if gaps else Fraction(1)
    return number_issue(name, "todo: a number; its range is a guess", Grid(low, high, step))


def titled(of: Iterable[Piece]) -> str:
    """A wording as the title of an option: its first words; `nothing` where it has none."""
    words = " ".join("".join(piece.text if isinstance(piece, Words) else "[…]" for piece in of).split())
    return (words if len(words) <= MOST_TITLE else words[: MOST_TITLE - 1].rstrip() + "…") or "nothing"


def held_by(text: Text) -> tuple[str, ...]:
    """Everybody who holds a variant, as they first come."""
    return tuple(dict.fromkeys(hold.party for holds in _holds(text) for hold in holds))


def _holds(text: Text) -> Iterator[tuple[Hold, ...]]:
    for wording in wordings(text):
        piece = wording.piece
        parts = piece.held if isinstance(piece, Amount) else piece.ways if isinstance(piece, Alternatives) else piece.variants
        yield from (part.holds for part in parts)


def without_evidence(text: Text) -> Text:
    """A text whose holders name no statements: of a case that has none of them."""

    def bare(holds: tuple[Hold, ...]) -> tuple[Hold, ...]:
        return tuple(replace(one, evidence=()) for one in holds)

    def change(of: Content) -> Content:
        return tuple(_bare(piece) for piece in of)

    def _bare(piece: Piece) -> Piece:
        if isinstance(piece, Bracket):
            return Bracket(piece.issue, tuple(replace(one, content=change(one.content), holds=bare(one.holds)) for one in piece.variants))
        if isinstance(piece, Amount):
            return Amount(piece.issue, tuple(replace(one, holds=bare(one.holds)) for one in piece.held))
        return piece

    worded = mapped(text, change)

    def of_block(block: Block) -> Block:
        if isinstance(block, Alternatives):
            return replace(block, ways=tuple(replace(way, holds=bare(way.holds)) for way in block.ways))
        return block

    return replace(
        worded,
        preamble=tuple(map(of_block, worded.preamble)),
        articles=tuple(replace(one, blocks=tuple(map(of_block, one.blocks))) for one in worded.articles),
    )
