"""The changes from one text to another as an `amendment`: an instruction for each, with the wording that it takes and gives.

The instructions are in English; the wording is in the language of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from onetext.formats.akn.edition import Edition, slug
from onetext.formats.akn.inline import Making, fill
from onetext.formats.akn.meta import Modification, fill_meta, write_meta
from onetext.formats.akn.nodes import Ids, every, nested, place_part, plain_items, plain_parts, recitals, targets
from onetext.formats.akn.structure import write_node, write_part
from onetext.model.text.changes import SETTINGS, Change, changes
from onetext.model.text.numbering import article_numbers, label, markers, references
from onetext.model.text.values import Alternatives, Article, Content, Footnote, Paragraph, Text
from onetext.model.text.walk import NOTES, PREAMBLE, TITLE, Place

WHOLE = "body"
"""What is named where the text before has no such part."""
NOTHING = "Nothing in the wording changes."


@dataclass
class Amending:
    """An amendment in the making: the texts, what their references lead to, and the changes told so far."""

    making: Making
    text: Text
    before: Text
    base: str
    there: dict[str, str]
    told: list[Modification] = field(default_factory=list)


def write_amendment(etree: Any, text: Text, before: Text, edition: Edition, since: Edition) -> Any:
    """The whole file."""
    ids = Ids({"author"})
    base = f"{since.expression(before)}/!main"
    there = _names_there(before)
    notes = {note.id: note for note in (*before.notes, *text.notes)}
    making = Making(etree, ids, there, {**references(before), **references(text)}, notes, dict(_names(edition)), base)
    root = making.root("akomaNtoso")
    amendment = making.element(root, "amendment", name=slug(edition.name))
    meta = write_meta(making, amendment, edition, text, "amendment")
    body = making.element(amendment, "amendmentBody")
    amending = Amending(making, text, before, base, there)
    for change in changes(before, text):
        if change.at != (SETTINGS,):
            _write_change(amending, body, change)
    if not len(body):
        making.element(making.element(body, "amendmentContent"), "p", eId="p_1").text = NOTHING
    fill_meta(making, meta, edition, amending.told, active=True)
    return root


def _names_there(before: Text) -> dict[str, str]:
    """The eIds of the text before, as its own bill gives them."""
    ids = Ids()
    preamble = recitals(plain_items(before.preamble), ids)
    of_blocks = {f"{PREAMBLE}__{slug(block.id)}": f"{PREAMBLE}/{block.id}" for block in before.preamble}
    found = {of_blocks[node.wid]: node.eid for node in every(preamble) if node.wid in of_blocks}
    return {**targets(tuple(place_part(part, ids) for part in plain_parts(before))), **found}


def _names(edition: Edition) -> Iterator[tuple[tuple[str, str], str]]:
    yield from ((("party", one), name) for one, name in edition.parties)
    yield from ((("issue", one), name) for one, name in edition.issues)


def _write_change(amending: Amending, body: Any, change: Change) -> None:
    """One change: what moved and changed is told in two instructions."""
    if change.at[0] == NOTES and change.kind in ("insert", "move") and change.at[-1] in amending.making.placed:
        return  # written where it is called
    if change.kind in ("change", "move") and change.after is not None:
        _instruction(amending, body, replace(change, was=None, now=None))
    if change.kind != "move" and not _only_standing(change):
        _instruction(amending, body, change)


def _only_standing(change: Change) -> bool:
    """Whether the wording stays and only the standing of a part changes, which is no amendment."""
    was, now = change.was, change.now
    return isinstance(was, Paragraph | Article) and isinstance(now, Paragraph | Article) and replace(was, standing=now.standing) == now


def _instruction(amending: Amending, body: Any, change: Change) -> None:
    making = amending.making
    paragraph = making.element(making.element(body, "amendmentContent"), "p", eId=making.ids.counted("", "p"))
    eid = making.ids.counted("", "mod")
    mod = making.element(paragraph, "mod", eId=eid)
    destination = f"{amending.base}#{_eid(amending, change.at)}"
    match change.kind:
        case "insert":
            making.say(mod, "Insert")
            pos, destination = _behind(amending, mod, change)
            making.say(mod, ": ")
            new = _quote(amending, mod, eid, change.now, change.at)
            amending.told.append(Modification("insertion", f"#{eid}", destination, pos, new=new))
        case "delete":
            making.say(mod, "Delete ")
            _name(amending, mod, change.at)
            making.say(mod, ".")
            amending.told.append(Modification("repeal", f"#{eid}", destination))
        case "move":
            making.say(mod, "Move ")
            _name(amending, mod, change.at)
            _behind(amending, mod, change)
            making.say(mod, ".")
            amending.told.append(Modification("renumbering", f"#{eid}", destination))
        case _:
            making.say(mod, "Replace in ")
            _name(amending, mod, change.at)
            making.say(mod, ": ")
            old = _quote(amending, mod, eid, change.was, change.at)
            making.say(mod, " by ")
            new = _quote(amending, mod, eid, change.now, change.at)
            amending.told.append(Modification("substitution", f"#{eid}", destination, old=old, new=new))


def _eid(amending: Amending, at: Place) -> str:
    """Where a place stands in the text before; of what is new there, where its sequence stands."""
    if at == (TITLE,):
        return "preface__longTitle" if amending.before.title else WHOLE
    own = PREAMBLE if at[0] == PREAMBLE and amending.before.preamble else WHOLE
    return amending.there.get("/".join(at)) or amending.there.get(at[0]) or own


def _name(amending: Amending, parent: Any, at: Place) -> None:
    """The name of a unit of the text before, with a reference to it where it can be referred to."""
    making = amending.making
    said = _said(amending.before, at)
    eid = amending.there.get("/".join(at))
    if eid:
        making.say(making.element(parent, "ref", href=f"{amending.base}#{eid}"), said)
    else:
        making.say(parent, said)


def _said(text: Text, at: Place) -> str:
    if at == (TITLE,):
        return "the title"
    if at[0] == NOTES:
        return f"footnote {at[1]}"
    blocks = text.preamble if at[0] == PREAMBLE else text.article[at[0]].blocks if at[0] in text.article else ()
    article = text.article.get(at[0])
    within = "the preamble" if article is None else label(text, article, article_numbers(text))
    if len(at) == 1:
        return within
    marked = {place[0]: marker for place, marker in reversed(list(markers(blocks)))}
    return f"{within}, {marked.get(at[1], '').rstrip('.') or f'paragraph {at[1]}'}"


def _behind(amending: Amending, parent: Any, change: Change) -> tuple[str, str]:
    """Say behind what something is to stand; where that is in the text before, and whether after it or at the start."""
    making = amending.making
    before = (*change.at[:-1], change.after or "")
    known = change.after and _known(amending.before, before)
    if known:
        making.say(parent, " after ")
        _name(amending, parent, before)
        return "after", f"{amending.base}#{_eid(amending, before)}"
    made = f" after {_said(amending.text, before)} as inserted" if change.after else " at the beginning"
    making.say(parent, made + (f" of {_said(amending.before, change.at[:-1])}" if len(change.at) > 1 and change.at[0] != NOTES else ""))
    return "start", f"{amending.base}#{_eid(amending, change.at[:-1]) if len(change.at) > 1 else WHOLE}"


def _known(text: Text, at: Place) -> bool:
    if len(at) == 1:
        return at[0] in text.article
    article = text.article.get(at[0])
    among = {PREAMBLE: text.preamble, NOTES: text.notes}.get(at[0], article.blocks if article else ())
    return any(one.id == at[1] for one in among)


def _quote(amending: Amending, parent: Any, within: str, unit: object, at: Place) -> str:
    """The wording of a unit; its eId."""
    match unit:
        case Paragraph(content=content) if _is_wording(amending, at):
            return _quoted_text(amending, parent, within, content)
        case Article(heading=heading) if at[0] in amending.before.article and at[0] in amending.text.article:
            return _quoted_text(amending, parent, within, heading)
        case Footnote(content=content):
            return _quoted_text(amending, parent, within, content)
        case tuple():
            return _quoted_text(amending, parent, within, unit)
        case _:
            return _quoted_structure(amending, parent, within, unit, at)


def _is_wording(amending: Amending, at: Place) -> bool:
    """Whether at a place stands a paragraph in both texts, of one level, so that only its words change."""
    found = []
    for text in (amending.before, amending.text):
        article = text.article.get(at[0])
        blocks = text.preamble if at[0] == PREAMBLE else article.blocks if article else ()
        found.append(next((block.level for block in blocks if block.id == at[1] and isinstance(block, Paragraph)), None))
    return found[0] is not None and found[0] == found[1]


def _quoted_text(amending: Amending, parent: Any, within: str, of: Content) -> str:
    making = amending.making
    eid = making.ids.counted(within, "qtext")
    fill(making, making.element(parent, "quotedText", eId=eid, startQuote="“", endQuote="”"), of, eid)
    return eid


def _quoted_structure(amending: Amending, parent: Any, within: str, unit: object, at: Place) -> str:
    """A new article, or a block as it is numbered in its sequence."""
    making = amending.making
    eid = making.ids.counted(within, "qstr")
    own = making.element(parent, "quotedStructure", eId=eid, startQuote="“", endQuote="”")
    source = amending.text if _unit_in(amending.text, at, unit) else amending.before
    if isinstance(unit, Article):
        part = next(part for part in plain_parts(source) if part.article.id == unit.id)
        write_part(making, own, "article", place_part(part, making.ids, eid))
    elif isinstance(unit, Paragraph | Alternatives):
        article = source.article.get(at[0])
        blocks = source.preamble if at[0] == PREAMBLE else article.blocks if article else ()
        items = [item for item in plain_items(blocks) if item.block.id == unit.id]
        for node in nested(items, making.ids, eid, slug(at[0])):
            write_node(making, own, node)
    return eid


def _unit_in(text: Text, at: Place, unit: object) -> bool:
    """Whether a text has a unit as it is."""
    article = text.article.get(at[0])
    if len(at) == 1:
        return article == unit
    blocks = text.preamble if at[0] == PREAMBLE else article.blocks if article else ()
    return any(block == unit for block in blocks)
