"""A text as the paragraphs of a Word file: one text, or two whose difference the file records as tracked changes.

Every paragraph says what it is on either side, so that accepting all changes gives the later text and rejecting all
the earlier one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from onetext.model.text.changes import in_order, woven
from onetext.model.text.numbering import article_counts, counted
from onetext.model.text.values import Block, Content, Hold, Paragraph, Text
from onetext.model.text.walk import PREAMBLE, TITLE

Kind = Literal["title", "heading", "paragraph", "alternative"]
Fate = Literal["same", "added", "removed", "moved_to", "moved_from"]


@dataclass(frozen=True, slots=True)
class Role:
    """What a paragraph of a file is in a text: an article's heading, a paragraph, one of an alternative.

    `where`: its article or `preamble`; `id`: its own, or the issue of the alternatives; `index`: its place within its
    alternative, -1 where that says nothing.
    """

    kind: Kind
    where: str = ""
    id: str = ""
    level: int = 0
    standing: str = ""
    annex: bool = False
    option: str = ""
    index: int = 0
    holds: tuple[Hold, ...] = ()


class Side(NamedTuple):
    """A paragraph on one side: what it is, what it says, its number there, and what stands before it (`[Alt-1] `)."""

    role: Role
    content: Content
    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Both:
    """A paragraph of the file: what it is before and after, and its fate. `key` leads to it by ids."""

    key: str
    before: Side | None
    after: Side | None
    fate: Fate

    @property
    def shown(self) -> Side:
        """The later side, else the earlier one."""
        side = self.after or self.before
        assert side is not None
        return side


HEADING = "^"
"""The key of a title or heading among the paragraphs of its article; no id is so."""
Sequences = dict[str, dict[str, Side]]
"""By article (and title, preamble), the paragraphs by their keys."""


def sides(text: Text) -> Sequences:
    """The paragraphs of one text."""
    numbers = article_counts(text)
    found: Sequences = {TITLE: {HEADING: Side(Role("title"), text.title, 0, "")} if text.title else {}}
    found[PREAMBLE] = dict(_blocks(PREAMBLE, text.preamble))
    for article in text.articles:
        role = Role("heading", article.id, article.id, 0, article.standing, article.annex)
        found[article.id] = {HEADING: Side(role, article.heading, numbers[article.id], ""), **dict(_blocks(article.id, article.blocks))}
    return found


def _blocks(where: str, blocks: Sequence[Block]) -> Iterator[tuple[str, Side]]:
    numbers = {place: number for place, _, number in counted(blocks)}
    for block in blocks:
        if isinstance(block, Paragraph):
            role = Role("paragraph", where, block.id, block.level, block.standing)
            yield block.id, Side(role, block.content, numbers[(block.id,)], "")
            continue
        for count, way in enumerate(block.ways, 1):
            label = f"[Alt-{count}] "
            for i, one in enumerate(way.paragraphs):
                role = Role("alternative", where, block.issue, one.level, "", False, way.option, i, way.holds)
                place = (block.issue, way.option, str(i))
                yield "/".join(place), Side(role, one.content, numbers[place], label)
            if not way.paragraphs:
                role = Role("alternative", where, block.issue, 0, "", False, way.option, -1, way.holds)
                yield f"{block.issue}/{way.option}/", Side(role, (), 0, f"{label}[ ]")


def both(before: Text, after: Text) -> tuple[Both, ...]:
    """The paragraphs of a file that shows `after` and records all that changed since `before`."""
    old, new = sides(before), sides(after)
    found: list[Both] = []
    for name, fate in _fates(tuple(old), tuple(new)):
        was, now = old.get(name, {}), new.get(name, {})
        if fate == "same":
            rows = (_pair(name, key, one, was, now) for key, one in _fates(tuple(was), tuple(now)))
        elif fate in ("removed", "moved_from"):
            rows = (Both(f"{name}/{key}", side, None, fate if _stays(now, key, side) else "removed") for key, side in was.items())
        else:
            rows = (Both(f"{name}/{key}", None, side, fate if _stays(was, key, side) else "added") for key, side in now.items())
        found += rows
    return tuple(found)


def _stays(other: Mapping[str, Side], key: str, side: Side) -> bool:
    """Whether a paragraph of an article that moved moved with it as it was."""
    return key in other and other[key].content == side.content


def _pair(name: str, key: str, fate: Fate, was: Mapping[str, Side], now: Mapping[str, Side]) -> Both:
    """A paragraph of an article that stays; one that moved and was changed on the way went and came."""
    if fate in ("moved_from", "moved_to") and was[key].content != now[key].content:
        fate = "removed" if fate == "moved_from" else "added"
    elsewhere = key in was and key in now and fate != "same"
    gone = fate in ("removed", "moved_from")
    return Both(f"{name}/{key}", None if elsewhere and not gone else was.get(key), None if gone else now.get(key), fate)


def _fates(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, Fate]]:
    """The ids of two sequences with their fates; what moved stands twice, where it was and where it is."""
    common = set(before) & set(after)
    stays = in_order(before, [name for name in after if name in common])
    moved = common - stays
    # What moved is given another name in its old place, so that this is one of what is gone.
    old = [f"{name}\0" if name in moved else name for name in before]
    for name in woven(old, after):
        if name.endswith("\0"):
            yield name[:-1], "moved_from"
        elif name in moved:
            yield name, "moved_to"
        else:
            yield name, "same" if name in common else "removed" if name in before else "added"
