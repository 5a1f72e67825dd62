"""The elements of the hierarchy: preface, recitals, articles and annexes, paragraphs and points."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from onetext.formats.akn.edition import slug
from onetext.formats.akn.inline import CHANGED, Making, fill, fill_changed
from onetext.formats.akn.nodes import CONTAINER, LIST, Fate, Node, Placed, every, standing
from onetext.model.text.values import Content, Footnote, Words


def write_content(making: Making, parent: Any, of: Content, was: Content | None, fate: Fate, within: str) -> None:
    """A content; what came or went whole in one `ins` or `del`."""
    if fate != "same":
        if of:
            tag = CHANGED[fate]
            fill(making, making.element(parent, tag, eId=making.ids.counted(within, tag)), of, within)
    elif was is not None and was != of:
        fill_changed(making, parent, was, of, within)
    else:
        fill(making, parent, of, within)


def write_preface(making: Making, parent: Any, title: Content, was: Content | None) -> None:
    """The title."""
    if not title and not was:
        return
    long_title = making.element(making.element(parent, "preface"), "longTitle", eId="preface__longTitle")
    paragraph = making.element(long_title, "p", eId="preface__longTitle__p_1")
    write_content(making, making.element(paragraph, "docTitle"), title, was, "same", "preface__longTitle")


def write_preamble(making: Making, parent: Any, nodes: tuple[Node, ...]) -> None:
    """The preamble as recitals; alternatives are recitals of their own."""
    if not nodes:
        return
    preamble = making.element(parent, "preamble", eId="preamble")
    for container, group in groupby(nodes, lambda node: node.eid if node.tag == CONTAINER else ""):
        if container:
            for node in group:
                terms = making.refers(node.terms)
                own = making.element(preamble, "recitals", eId=node.eid, wId=node.wid, refersTo=terms, alternativeTo=node.main)
                making.element(own, "num").text = node.num
                _recitals(making, own, node.children or (node,))
        else:
            _recitals(making, making.element(preamble, "recitals", eId=making.ids.counted("", "recs")), group)


def _recitals(making: Making, parent: Any, nodes: Iterable[Node]) -> None:
    for top in nodes:
        for node in every((top,)):
            eid = node.eid if node.tag != CONTAINER else f"{node.eid}__rec_1"
            status = "removed" if node.fate == "removed" else ""
            own = making.element(parent, "recital", eId=eid, wId=node.wid, status=status, refersTo=making.refers(node.terms))
            if node.num and node.tag != CONTAINER:
                making.element(own, "num").text = node.num
            paragraph = making.element(own, "p", eId=f"{eid}__p_1")
            write_content(making, paragraph, node.content or (), node.was, node.fate, eid)


def write_part(making: Making, parent: Any, tag: str, one: Placed, with_nodes: bool = True) -> Any:
    """An article with its number, heading and nodes; an annex without nodes, which stand in a document of their own."""
    part = one.part
    gone = "removed" if part.fate == "removed" else ""
    terms = making.refers(standing(part.article.standing))
    own = making.element(parent, tag, eId=one.eid, wId=one.wid, status=gone, refersTo=terms)
    write_content(making, making.element(own, "num"), (Words(part.label),), None, part.fate, one.eid)
    if part.article.heading or part.was:
        heading = making.element(own, "heading", eId=f"{one.eid}__heading")
        write_content(making, heading, part.article.heading, part.was, part.fate, f"{one.eid}__heading")
    for node in one.nodes if with_nodes else ():
        write_node(making, own, node)
    return own


def write_node(making: Making, parent: Any, node: Node) -> None:
    """A paragraph, a point, or a way of alternatives, with all below it."""
    own = making.element(
        parent,
        node.tag,
        name="alternative" if node.tag == CONTAINER else "",
        eId=node.eid,
        wId=node.wid,
        status="removed" if node.fate == "removed" else "undefined" if node.tag == CONTAINER else "",
        refersTo=making.refers(node.terms),
        alternativeTo=node.main,
    )
    if node.num:
        write_content(making, making.element(own, "num"), (Words(node.num),), None, node.fate, node.eid)
    if node.tag == CONTAINER and node.children:
        for child in node.children:
            write_node(making, own, child)
    elif node.children:
        points = making.element(own, "list", eId=f"{node.eid}{LIST}")
        _paragraph(making, points, "intro", node)
        for child in node.children:
            write_node(making, points, child)
    else:
        _paragraph(making, own, "content", node)


def _paragraph(making: Making, parent: Any, tag: str, node: Node) -> None:
    eid = f"{node.eid}__{tag}"
    paragraph = making.element(making.element(parent, tag, eId=eid), "p", eId=f"{eid}__p_1")
    write_content(making, paragraph, node.content or (), node.was, node.fate, node.eid)


def write_nothing(making: Making, parent: Any, prefix: str = "") -> None:
    """What stands where the schema asks for something and the text has nothing."""
    making.element(parent, CONTAINER, name="empty", eId=making.ids.counted(prefix, CONTAINER))


def write_note(making: Making, parent: Any, note: Footnote) -> None:
    """A footnote that nothing calls."""
    eid = making.ids.counted("meta", "note")
    making.placed[note.id] = eid
    own = making.element(parent, "note", eId=eid, wId=f"note__{slug(note.id)}", marker=note.id)
    fill(making, making.element(own, "p", eId=f"{eid}__p_1"), note.content, eid)
