"""The bill: title, preamble, articles, annexes as attachments, each node with its eId and wId."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onetext.formats.akn.edition import Edition, slug
from onetext.formats.akn.inline import Making
from onetext.formats.akn.merged import merged_items, merged_parts
from onetext.formats.akn.meta import SOURCE, Modification, fill_meta, write_meta
from onetext.formats.akn.nodes import (
    CONTAINER,
    Ids,
    Item,
    Node,
    Part,
    Placed,
    Term,
    every,
    place_part,
    plain_items,
    plain_parts,
    recitals,
    targets,
)
from onetext.formats.akn.structure import write_node, write_note, write_nothing, write_part, write_preamble, write_preface
from onetext.model.text.numbering import references
from onetext.model.text.values import Footnote, Text

LEFTWARD = "direction: rtl"
MODIFICATIONS = {"added": "insertion", "removed": "repeal"}


@dataclass(frozen=True, slots=True)
class Document:
    """What a bill is written from: a text, its preamble and its parts, and the text that it is compared with."""

    text: Text
    preamble: tuple[Item, ...]
    parts: tuple[Part, ...]
    before: Text | None = None

    @property
    def notes(self) -> dict[str, Footnote]:
        """The footnotes of both texts, as they are now."""
        return {note.id: note for note in (*(self.before.notes if self.before else ()), *self.text.notes)}


def plain(text: Text) -> Document:
    """A text alone."""
    return Document(text, plain_items(text.preamble), plain_parts(text))


def tracked(text: Text, before: Text) -> Document:
    """A text with what changed."""
    return Document(text, merged_items(before.preamble, text.preamble), merged_parts(before, text), before)


def write_bill(etree: Any, document: Document, edition: Edition) -> Any:
    """The whole file."""
    text, before = document.text, document.before
    ids = Ids({"author"})
    preamble = recitals(document.preamble, ids)
    parts = tuple(place_part(part, ids) for part in document.parts)
    numbers = {**(references(before) if before else {}), **references(text)}
    making = Making(etree, ids, targets(parts), numbers, document.notes, names(edition))
    root = making.root("akomaNtoso")
    bill = making.element(root, "bill", name=slug(edition.name))
    meta = write_meta(making, bill, edition, text, "bill")
    write_preface(making, bill, text.title, before.title if before else None)
    write_preamble(making, bill, preamble)
    body = making.element(bill, "body", eId="body", style="" if text.rightward else LEFTWARD)
    articles = [one for one in parts if not one.part.article.annex]
    for one in articles:
        write_part(making, body, "article", one)
    if not articles:
        write_nothing(making, body)
    annexes = [one for one in parts if one.part.article.annex]
    attachments = making.element(bill, "attachments") if annexes else None
    for one in annexes:
        write_attachment(making, attachments, one, edition, text)
    fill_meta(making, meta, edition, tuple(_modifications(document, edition, parts, preamble)))
    write_uncalled(making, meta, text)
    return root


def write_attachment(making: Making, parent: Any, annex: Placed, edition: Edition, text: Text) -> None:
    """An annex: a document of its own, with a head, in an attachment that has its number and heading."""
    own = write_part(making, parent, "attachment", annex, with_nodes=False)
    doc = making.element(own, "doc", name="annex")
    write_meta(making, doc, edition, text, "bill", annex.eid)
    body = making.element(doc, "mainBody", style="" if text.rightward else LEFTWARD)
    for node in annex.nodes:
        write_node(making, body, node)
    if not annex.nodes:
        write_nothing(making, body, annex.eid)


def write_uncalled(making: Making, meta: Any, text: Text) -> None:
    """Footnotes that nothing calls have no place in the text; they are kept in the head."""
    left = [note for note in text.notes if note.id not in making.placed]
    if left:
        notes = making.element(meta, "notes", source=SOURCE)
        for note in left:
            if note.id not in making.placed:
                write_note(making, notes, note)


def _modifications(document: Document, edition: Edition, parts: Sequence[Placed], preamble: Sequence[Node]) -> Iterator[Modification]:
    """What the text shows as changed, as made by the amendment of the same edition."""
    if document.before is None:
        return
    source = f"{edition.expression(document.text, 'amendment')}/!main"
    for one in parts:
        heading = "substitution" if one.part.was is not None else ""
        kind = MODIFICATIONS.get(one.part.fate, heading)
        if kind:
            yield Modification(kind, source, f"#{one.eid}")
        if one.part.fate == "same":
            yield from _of_nodes(one.nodes, source)
    yield from _of_nodes(preamble, source)


def _of_nodes(nodes: Sequence[Node], source: str) -> Iterator[Modification]:
    for node in every(nodes):
        kind = MODIFICATIONS.get(node.fate, "substitution" if node.was is not None and node.was != node.content else "")
        if kind and node.tag != CONTAINER:
            yield Modification(kind, source, f"#{node.eid}")


def names(edition: Edition) -> dict[Term, str]:
    """The names to show of parties and issues."""
    return {**{("party", one): name for one, name in edition.parties}, **{("issue", one): name for one, name in edition.issues}}
