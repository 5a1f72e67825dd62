"""Two texts as one that shows both: what went stands behind what it stood behind before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onetext.formats.akn.nodes import Item, Marks, Part
from onetext.model.text.numbering import article_numbers, label, markers
from onetext.model.text.values import Article, Block, Content, Paragraph, Text


def merged_items(before: Sequence[Block], after: Sequence[Block]) -> tuple[Item, ...]:
    """The blocks of both, each as it is now."""
    old = {block.id: block for block in before}
    marks_before, marks_after = dict(markers(before)), dict(markers(after))
    return tuple(_item(kind, now, was, marks_before, marks_after) for kind, now, was in _merged(before, after, old))


def _item(kind: str, block: Block, was: Block | None, before: Marks, after: Marks) -> Item:
    if kind == "removed":
        return Item(block, before, "removed")
    if kind == "added" or (was is not None and type(was) is not type(block)):
        return Item(block, after, "added")
    return Item(block, after, "same", was if was != block else None)


def _merged(before: Sequence[Any], after: Sequence[Any], old: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Units of both sequences: (fate, unit, what it was); those that went behind the nearest before them that stayed."""
    stays = {unit.id for unit in after}
    gone: dict[str, list[Any]] = {}
    last = ""
    for unit in before:
        if unit.id in stays:
            last = unit.id
        else:
            gone.setdefault(last, []).append(unit)
    found = [("removed", unit, None) for unit in gone.get("", ())]
    for unit in after:
        was = old.get(unit.id)
        changed_kind = was is not None and isinstance(was, Paragraph) != isinstance(unit, Paragraph)
        if changed_kind:
            found.append(("removed", was, None))
        found.append(("added" if was is None else "same", unit, was))
        found += [("removed", one, None) for one in gone.get(unit.id, ())]
    return found


def merged_parts(before: Text, after: Text) -> tuple[Part, ...]:
    """The articles of both, each with its blocks merged; an annex that became an article, or the reverse, went and came."""
    numbers_before, numbers_after = article_numbers(before), article_numbers(after)
    found = []
    for kind, article, was in _merged(before.articles, after.articles, before.article):
        if kind == "removed":
            found.append(_whole(article, label(before, article, numbers_before), "removed"))
        elif was is None or was.annex != article.annex:
            if was is not None:
                found.append(_whole(was, label(before, was, numbers_before), "removed"))
            found.append(_whole(article, label(after, article, numbers_after), "added"))
        else:
            heading: Content | None = was.heading if was.heading != article.heading else None
            items = merged_items(was.blocks, article.blocks)
            found.append(Part(article, label(after, article, numbers_after), items, "same", heading))
    return tuple(found)


def _whole(article: Article, name: str, fate: Any) -> Part:
    marks = dict(markers(article.blocks))
    return Part(article, name, tuple(Item(block, marks, fate) for block in article.blocks), fate)
