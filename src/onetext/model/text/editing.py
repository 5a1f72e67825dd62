"""Small edits of a text: a paragraph more, a stretch of words that becomes a bracket. Each gives a new text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onetext.model.text.values import Alternatives, Block, Bracket, Content, Paragraph, Piece, Standing, Text, Words, content
from onetext.model.text.walk import NOTES, PREAMBLE, TITLE, Place


def with_paragraph(text: Text, where: str, paragraph: Paragraph, after: str | None = None) -> Text:
    """The text with a paragraph more, in an article or the preamble: behind `after`, else as the last. ValueError for an unknown place."""
    blocks = text.preamble if where == PREAMBLE else _article_blocks(text, where)
    ids = [block.id for block in blocks]
    if after is not None and after not in ids:
        raise ValueError(f"no paragraph {after!r} in {where!r}; known: {', '.join(ids) or 'none'}")
    if paragraph.id in ids:
        raise ValueError(f"a paragraph {paragraph.id!r} is there already; allowed: another id")
    at = len(blocks) if after is None else ids.index(after) + 1
    return with_blocks(text, where, (*blocks[:at], paragraph, *blocks[at:]))


def _article_blocks(text: Text, where: str) -> tuple[Block, ...]:
    if where not in text.article:
        raise ValueError(f"no article {where!r}; known: {', '.join(text.article) or 'none'}, {PREAMBLE}")
    return text.article[where].blocks


def with_blocks(text: Text, where: str, blocks: tuple[Block, ...]) -> Text:
    """The text with other blocks in an article or the preamble."""
    if where == PREAMBLE:
        return replace(text, preamble=blocks)
    return replace(text, articles=tuple(replace(one, blocks=blocks) if one.id == where else one for one in text.articles))


def with_standing(text: Text, at: Place, standing: Standing) -> Text:
    """The text with an article or paragraph open, agreed, or agreed ad referendum. ValueError where there is none."""
    if len(at) == 1 and at[0] in text.article:
        return replace(text, articles=tuple(replace(one, standing=standing) if one.id == at[0] else one for one in text.articles))
    blocks = text.preamble if at[0] == PREAMBLE else _article_blocks(text, at[0])
    known = [block.id for block in blocks if isinstance(block, Paragraph)]
    if len(at) != 2 or at[1] not in known:
        raise ValueError(f"no paragraph {'/'.join(at)!r}; known: {', '.join(f'{at[0]}/{name}' for name in known) or 'none'}")
    changed = (replace(one, standing=standing) if isinstance(one, Paragraph) and one.id == at[1] else one for one in blocks)
    return with_blocks(text, at[0], tuple(changed))


def free_paragraph(text: Text, where: str) -> str:
    """An id that no paragraph of an article has: `p` and a number."""
    taken = {block.id for block in (text.preamble if where == PREAMBLE else _article_blocks(text, where))}
    number = len(taken) + 1
    while f"p{number}" in taken:
        number += 1
    return f"p{number}"


def with_content(text: Text, at: Place, change: Callable[[Content], Content]) -> Text:
    """The text with one content changed: of the title, a heading, a paragraph, a note. ValueError where there is none."""
    if at == (TITLE,):
        return replace(text, title=change(text.title))
    if len(at) == 1 and at[0] in text.article:
        return replace(text, articles=tuple(replace(one, heading=change(one.heading)) if one.id == at[0] else one for one in text.articles))
    if len(at) == 2 and at[0] == NOTES and any(note.id == at[1] for note in text.notes):
        return replace(text, notes=tuple(replace(one, content=change(one.content)) if one.id == at[1] else one for one in text.notes))
    blocks = text.preamble if at[0] == PREAMBLE else _article_blocks(text, at[0])
    if len(at) < 2 or at[1] not in [block.id for block in blocks]:
        raise ValueError(f"no paragraph {'/'.join(at)!r}; known: {', '.join(f'{at[0]}/{block.id}' for block in blocks) or 'none'}")
    return with_blocks(text, at[0], tuple(_changed(block, change) if block.id == at[1] else block for block in blocks))


def _changed(block: Block, change: Callable[[Content], Content]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, content=change(block.content))
    ways = (replace(way, paragraphs=tuple(replace(one, content=change(one.content)) for one in way.paragraphs)) for way in block.ways)
    return Alternatives(block.issue, tuple(ways))


def with_bracketed_words(text: Text, at: Place, words: str, bracket: Bracket) -> Text:
    """The text in which `words`, which stand just once in the paragraph or the alternatives at a place, have become a bracket.

    ValueError where they stand there otherwise, with what stands there, and for an unknown place.
    """
    there: list[Content] = []

    def noted(of: Content) -> Content:
        there.append(of)
        return of

    with_content(text, at, noted)
    if sum(_count(of, words) for of in there) != 1:
        raise ValueError(f"{'/'.join(at)} says “{' … '.join(map(_shown, there))}”: {_miscounted(there, words)}")
    return with_content(text, at, lambda of: bracketed_words(of, words, bracket) if _count(of, words) else of)


def bracketed_words(of: Content, words: str, bracket: Bracket) -> Content:
    """A content in which `words`, which stand in it just once, have become a bracket. ValueError where they stand otherwise."""
    if _count(of, words) != 1:
        raise ValueError(_miscounted([of], words))
    return content(_with_bracket(of, words, bracket))


def _miscounted(there: list[Content], words: str) -> str:
    count = sum(_count(of, words) for of in there)
    said = f"stand there {count} times" if count else "do not stand there"
    return f"the words {words!r} {said}; allowed: words that stand there once"


def _shown(of: Content) -> str:
    """A content as one reads it, its brackets side by side."""
    shown = (
        piece.text
        if isinstance(piece, Words)
        else "".join(f"[{_shown(one.content)}]" for one in piece.variants)
        if isinstance(piece, Bracket)
        else "[…]"
        for piece in of
    )
    return "".join(shown)


def _count(of: Content, words: str) -> int:
    return sum(
        piece.text.count(words)
        if isinstance(piece, Words)
        else sum(_count(one.content, words) for one in piece.variants)
        if isinstance(piece, Bracket)
        else 0
        for piece in of
    )


def _with_bracket(of: Content, words: str, bracket: Bracket) -> list[Piece]:
    found: list[Piece] = []
    for piece in of:
        if isinstance(piece, Words) and words in piece.text:
            before, _, after = piece.text.partition(words)
            found += [Words(before), bracket, Words(after)]
        elif isinstance(piece, Bracket):
            inner = (replace(one, content=content(_with_bracket(one.content, words, bracket))) for one in piece.variants)
            found.append(Bracket(piece.issue, tuple(inner)))
        else:
            found.append(piece)
    return found
