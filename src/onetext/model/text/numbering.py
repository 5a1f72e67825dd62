"""The numbers of articles, annexes and paragraphs: counted from the order, never kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from onetext.model.text.values import Article, Block, Paragraph, Text
from onetext.model.text.walk import Place

ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def letters(number: int) -> str:
    """1 a, 26 z, 27 aa, 28 bb: as Word counts."""
    turn, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (turn + 1)


def roman(number: int) -> str:
    """The number in small Roman letters."""
    said = ""
    for worth, sign in ROMAN:
        times, number = divmod(number, worth)
        said += sign * times
    return said


def _marker(level: int, number: int) -> str:
    """`1.`, `(a)`, `(i)`, or nothing."""
    return MARKERS[level](number)


MARKERS: tuple[Callable[[int], str], ...] = (
    lambda number: "",
    lambda number: f"{number}.",
    lambda number: f"({letters(number)})",
    lambda number: f"({roman(number)})",
)


def article_counts(text: Text) -> dict[str, int]:
    """Article -> its place among the articles, or of an annex among the annexes, from 1."""
    found: dict[str, int] = {}
    counts = {False: 0, True: 0}
    for article in text.articles:
        counts[article.annex] += 1
        found[article.id] = counts[article.annex]
    return found


def article_numbers(text: Text) -> dict[str, str]:
    """Article -> its number; annexes are counted in capital letters, apart from the articles."""
    counts = article_counts(text)
    return {one.id: letters(counts[one.id]).upper() if one.annex else str(counts[one.id]) for one in text.articles}


def label(text: Text, article: Article, numbers: dict[str, str]) -> str:
    """What stands before the heading: `Article 3`, `Annex A`."""
    return f"{text.annexes_called if article.annex else text.called} {numbers[article.id]}"


def markers(blocks: Iterable[Block]) -> Iterator[tuple[Place, str]]:
    """The marker of every paragraph (`1.`, `(a)`, `(i)`, or none), with its place among the blocks."""
    return ((place, _marker(level, number)) for place, level, number in counted(blocks))


def counted(blocks: Iterable[Block]) -> Iterator[tuple[Place, int, int]]:
    """The place of every paragraph, its level and its number there, 0 for one without.

    Alternatives begin at the same number; what follows them goes on from the longest.
    """
    counts = [0, 0, 0, 0]
    for block in blocks:
        if isinstance(block, Paragraph):
            yield (block.id,), block.level, _next(counts, block.level)
            continue
        ends = [list(counts)]
        for way in block.ways:
            own = list(counts)
            for i, paragraph in enumerate(way.paragraphs):
                yield (block.id, way.option, str(i)), paragraph.level, _next(own, paragraph.level)
            ends.append(own)
        counts = max(ends)


def _next(counts: list[int], level: int) -> int:
    """The next number of a level; deeper levels begin anew. What has no number leaves all counts as they are."""
    if not level:
        return 0
    counts[level] += 1
    counts[level + 1 :] = [0] * (len(counts) - level - 1)
    return counts[level]


def references(text: Text) -> dict[str, str]:
    """What a reference to an article, or to `article/block`, says: `3`, `2`, `(a)`; "" where the block has no number."""
    numbers = dict(article_numbers(text))
    for article in text.articles:
        for place, marker in markers(article.blocks):
            numbers.setdefault(f"{article.id}/{place[0]}", marker.removesuffix("."))
    return numbers
