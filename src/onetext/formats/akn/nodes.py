"""A text as the tree of Akoma Ntoso, each node with its eId and its wId, in one pass: whatever refers to a node knows its name.

eIds are counted from the numbers and change with them; wIds are the text's own ids and stay, which is what the standard
has them for. Unnumbered nodes are `nn`; what is gone, in a text that shows it, is a former version, `v1`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from onetext.formats.akn.edition import slug
from onetext.model.text.numbering import article_numbers, label, markers
from onetext.model.text.values import Alternatives, Article, Block, Content, Hold, Paragraph, Standing, Text
from onetext.model.text.walk import PREAMBLE, Place

Fate = Literal["same", "added", "removed"]
Marks = Mapping[Place, str]
Term = tuple[str, str]
"""A kind (`party`, `issue`, `option`, `standing`) and a name."""
TOP = 1
"""The lowest level: a paragraph with a number and one without stand side by side."""
CONTAINER = "hcontainer"
PARAGRAPH, RECITAL = "para", "rec"
RECITALS = "recs_1"
LIST = "__list_1"
"""The points of a paragraph stand in a list."""


class Item(NamedTuple):
    """A block with the markers of its sequence, whether it came or went, and what it was before, if anything."""

    block: Block
    marks: Marks
    fate: Fate = "same"
    was: Block | None = None


class Part(NamedTuple):
    """An article or annex with its blocks, its label, whether it came or went, and its heading before."""

    article: Article
    label: str
    items: tuple[Item, ...]
    fate: Fate = "same"
    was: Content | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the hierarchy: its content and what that was before, its terms, what it is an alternative to, its children."""

    tag: str
    eid: str
    wid: str
    num: str = ""
    content: Content | None = None
    was: Content | None = None
    fate: Fate = "same"
    terms: tuple[Term, ...] = ()
    main: str = ""
    children: tuple[Node, ...] = ()


@dataclass
class Ids:
    """The eIds taken so far, and how many nodes of a kind stand below each."""

    taken: set[str] = field(default_factory=set)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def numbered(self, prefix: str, kind: str, number: str, gone: bool = False) -> str:
        """`art_1__para_2`; where that is taken, or of what is gone, a version of it."""
        name = f"{prefix}__{kind}_{number}" if prefix else f"{kind}_{number}"
        version = 1
        found = f"{name}v1" if gone else name
        while found in self.taken:
            version += 1
            found = f"{name}v{version}"
        self.taken.add(found)
        return found

    def counted(self, prefix: str, kind: str, gone: bool = False, expects: bool = False) -> str:
        """The next of a kind below a node; `nn` where a number would be expected."""
        count = self.counts[prefix, kind] = self.counts.get((prefix, kind), 0) + 1
        return self.numbered(prefix, kind, f"nn_{count}" if expects else str(count), gone)


def plain_items(blocks: Iterable[Block]) -> tuple[Item, ...]:
    """Blocks as they are."""
    blocks = tuple(blocks)
    marks = dict(markers(blocks))
    return tuple(Item(block, marks) for block in blocks)


def plain_parts(text: Text) -> tuple[Part, ...]:
    """Articles as they are."""
    numbers = article_numbers(text)
    return tuple(Part(article, label(text, article, numbers), plain_items(article.blocks)) for article in text.articles)


@dataclass
class Open:
    """A node that still takes children."""

    node: Node
    level: int = TOP
    children: list[Open] = field(default_factory=list)

    def closed(self) -> Node:
        return replace(self.node, children=tuple(child.closed() for child in self.children))


class Said(NamedTuple):
    """A paragraph and what it does not say of itself."""

    paragraph: Paragraph
    marker: str
    wid: str
    was: Content | None
    fate: Fate
    kind: str


def nested(items: Sequence[Item], ids: Ids, prefix: str, wid: str, kind: str = PARAGRAPH) -> tuple[Node, ...]:
    """The nodes of a sequence of blocks, of a kind: points stand in the paragraph that they follow."""
    top: list[Open] = []
    for item in items:
        if isinstance(item.block, Paragraph):
            was = item.was.content if isinstance(item.was, Paragraph) else None
            own = f"{wid}__{slug(item.block.id)}"
            _put(top, Said(item.block, item.marks[item.block.id,], own, was, item.fate, kind), ids, prefix)
        else:
            top += _ways(item, item.block, ids, prefix, wid, kind)
    return tuple(one.closed() for one in top)


def _put(top: list[Open], said: Said, ids: Ids, prefix: str) -> None:
    """Add a paragraph where its level belongs: below the last one of a lower level, if there is one."""
    level = max(said.paragraph.level, TOP)
    among, within = top, prefix
    while among and level > among[-1].level and among[-1].node.tag != CONTAINER:
        within, among = f"{among[-1].node.eid}{LIST}", among[-1].children
    kind, tag = ("point", "point") if level > TOP else (said.kind, "paragraph")
    number, gone = said.marker.strip("()."), said.fate == "removed"
    eid = ids.numbered(within, kind, number, gone) if number else ids.counted(within, kind, gone, expects=kind != RECITAL)
    of = said.paragraph
    among.append(Open(Node(tag, eid, said.wid, said.marker, of.content, said.was, said.fate, standing(of.standing)), level))


def _ways(item: Item, block: Alternatives, ids: Ids, prefix: str, wid: str, kind: str) -> Iterator[Open]:
    """The ways of alternatives, each a container; all but the first are alternatives to that."""
    before = {way.option: way for way in item.was.ways} if isinstance(item.was, Alternatives) else None
    main = ""
    for count, way in enumerate(block.ways, 1):
        eid = ids.counted(prefix, CONTAINER, item.fate == "removed")
        own = f"{wid}__{slug(block.issue)}__{slug(way.option)}"
        terms = (("issue", block.issue), ("option", f"{block.issue}/{way.option}"), *holders(way.holds))
        content = None if way.paragraphs else ()
        container = Open(Node(CONTAINER, eid, own, f"Alt-{count}", content, None, item.fate, terms, main))
        olds = before[way.option].paragraphs if before is not None and way.option in before else ()
        for place, paragraph in enumerate(way.paragraphs):
            was = olds[place].content if place < len(olds) else None
            fate: Fate = "added" if before is not None and was is None else item.fate
            marker = item.marks[block.issue, way.option, str(place)]
            _put(container.children, Said(paragraph, marker, f"{own}__{place + 1}", was, fate, kind), ids, eid)
        yield container
        main = main or eid


def holders(holds: Iterable[Hold]) -> tuple[Term, ...]:
    return tuple(("party", hold.party) for hold in holds)


def standing(of: Standing) -> tuple[Term, ...]:
    return (("standing", of),) if of else ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A part with its eId, its wId and its nodes."""

    part: Part
    eid: str
    wid: str
    nodes: tuple[Node, ...]


def place_part(part: Part, ids: Ids, prefix: str = "") -> Placed:
    """A part with its nodes, below a prefix."""
    kind = "att" if part.article.annex else "art"
    wid = slug(part.article.id)
    eid = ids.numbered(prefix, kind, part.label.rpartition(" ")[2], part.fate == "removed")
    return Placed(part, eid, wid, nested(part.items, ids, eid, wid))


def targets(parts: Sequence[Placed]) -> dict[str, str]:
    """What a reference names -> its eId; what is gone only where nothing else has the name."""
    found: dict[str, str] = {}
    for one in sorted(parts, key=lambda one: one.part.fate == "removed"):
        found.setdefault(one.part.article.id, one.eid)
        by_wid: dict[str, str] = {}
        for node in every(one.nodes):
            by_wid.setdefault(node.wid, node.eid)
        for block in one.part.article.blocks:
            wid = f"{one.wid}__{slug(block.id)}"
            eid = by_wid.get(wid) or next((name for own, name in by_wid.items() if own.startswith(f"{wid}__")), "")
            if eid:
                found.setdefault(f"{one.part.article.id}/{block.id}", eid)
    return found


def every(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from every(node.children)


def recitals(items: Sequence[Item], ids: Ids) -> tuple[Node, ...]:
    """The nodes of a preamble."""
    return nested(items, ids, RECITALS, PREAMBLE, RECITAL)
