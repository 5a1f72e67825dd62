"""A text, or what changed from one to another, as a Word file that every word processor opens and that we read back whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from xml.sax.saxutils import quoteattr, unescape

from onetext.formats.text import write_text
from onetext.formats.word.manifest import MARK, Manifest, rows_of
from onetext.formats.word.parts import ANNEXES, ARTICLES, ROOT, SETTINGS, STYLES, XML, Restart, archive, numbering
from onetext.formats.word.runs import (
    AWAY,
    FIRST_NOTE,
    LABEL,
    Author,
    Holders,
    Writing,
    checked,
    compared_runs,
    plain,
    runs,
    sides_row,
    text_runs,
)
from onetext.formats.word.sides import Both, Fate, Side, both
from onetext.model.text.changes import SETTING_FIELDS, settings
from onetext.model.text.numbering import references
from onetext.model.text.values import Text

Remark = Callable[[str, Holders], tuple[str, ...]]
"""What the comment on a bracket says, line by line: from its issue and from who holds which option."""


SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1247" w:right="1247" w:bottom="1247" w:left="1247" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)
"""An A4 page."""
PARAGRAPHS = re.compile(r"<w:p>.*?</w:p>")
WRITTEN = re.compile(r"<[^>]*>")
US = Author("onetext", "")


@dataclass(frozen=True, slots=True)
class Names:
    """What a file says that is not in the text: who changed what (by `article/paragraph`, `article`), whose comments, the ranges of
    numbers, what tells this text from another for whoever reads the file back, and which issues are agreed."""

    author: Author = US
    authors: Mapping[str, Author] = field(default_factory=dict)
    remark: Remark = lambda issue, held: (issue,)
    ranges: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""
    settled: frozenset[str] = frozenset()


@dataclass
class Counting:
    """How Word would count on, and the lists that start elsewhere because ours count otherwise."""

    counts: dict[tuple[int, int], int] = field(default_factory=dict)
    restarts: list[Restart] = field(default_factory=list)
    list_of: dict[int, int] = field(default_factory=dict)
    abstract: int = ARTICLES

    def number_id(self, level: int, number: int) -> int:
        """The list in which the next paragraph of a level has its number."""
        key = (self.abstract, level)
        natural = self.counts.get(key, 0) + 1
        if natural != number:
            self.restarts.append(Restart(10 + len(self.restarts), self.abstract, level, number))
            self.list_of[self.abstract] = self.restarts[-1].number_id
        self.counts[key] = number
        for deeper in range(level + 1, 4):
            self.counts.pop((self.abstract, deeper), None)
        return self.list_of.get(self.abstract, self.abstract)


def write_word(text: Text, names: Names | None = None, before: Text | None = None) -> bytes:
    """The text as a .docx file; with `before`, what changed since then as tracked changes.

    `own.own_text` gives both texts back. The same text gives the same bytes. Raises CannotHold for a character that Word's XML
    has no place for.
    """
    names = names or Names()
    earlier = text if before is None else before
    writing = Writing({**references(earlier), **references(text)}, names.ranges, names.settled)
    writing.author = names.author
    counting = Counting()
    manifest = Manifest()
    body = "".join(_paragraph(one, text, Making(writing, counting, names, manifest)) for one in both(earlier, text))
    notes = _notes(earlier, text, writing, manifest)
    remarks = ["\n".join(names.remark(issue, held)) for issue, held in writing.comments]
    parts = {
        "document": f"{XML}<w:document {ROOT}><w:body>{body}{SECTION}</w:body></w:document>",
        "styles": STYLES,
        "settings": SETTINGS,
        "numbering": numbering(text.called, text.annexes_called, counting.restarts),
        "footnotes": notes,
        "comments": _comments(remarks, names.author),
    }
    authors = {names.author, *names.authors.values()} if before is not None else set()
    whole = replace(
        manifest,
        texts=(_whole(earlier, writing, "o"), {**_whole(text, writing, "a"), "digest": names.digest}),
        remarks=tuple(remarks),
        written=tuple(unescape(WRITTEN.sub("", one)).strip() for one in PARAGRAPHS.findall(notes)),
        ours=tuple(sorted((one.name, one.date) for one in authors)),
    )
    return archive(parts, whole.write())


def _whole(text: Text, writing: Writing, side: str) -> dict[str, object]:
    """What holds for the whole of one side: settings, and its notes in their order.

    Each note with its source, whether it is called, and the words that the file shows for it: LibreOffice 7.4 gives notes
    that stand behind a comment the words of others, and what it lost is taken from here.
    """
    own = settings(text)
    notes = [
        [note.id, write_text(Text(notes=(note,))), (note.id, side) in writing.called, plain(note.content, writing)] for note in text.notes
    ]
    return {
        **{name: getattr(own, name) for name in SETTING_FIELDS},
        "notes": notes,
    }


def _role(side: Side | None) -> object:
    if side is None:
        return None
    role = side.role
    return [role.kind, role.where, role.id, role.level, role.standing, role.annex, role.option, role.index, rows_of(role.holds)]


class Making(NamedTuple):
    """What grows while the paragraphs are written, and what the file says beside the text."""

    writing: Writing
    counting: Counting
    names: Names
    manifest: Manifest


def _paragraph(one: Both, text: Text, making: Making) -> str:
    """One paragraph of the file."""
    writing, counting, names, manifest = making
    steps = one.key.split("/")
    writing.author = names.authors.get("/".join(steps[:2])) or names.authors.get(steps[0]) or names.author
    shown, tag = one.shown, TAGS[one.fate]
    label = _label(shown, writing, tag)
    if tag:
        said = runs(shown.content, writing, tag)
    else:
        assert one.before is not None
        assert one.after is not None
        said = compared_runs(one.before.content, one.after.content, writing)
    inner, parts = writing.parted(label + said)
    number = writing.next()
    name = f"{MARK}{number}"
    manifest.paragraphs[name] = [sides_row(_role(one.before), _role(one.after)), parts]
    mark = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'
    paragraph = f"<w:p>{_properties(shown, text, tag, writing, counting)}{mark}{inner}</w:p>"
    return _move(one, tag, paragraph, writing) if tag.startswith("move") else paragraph


TAGS: dict[Fate, str] = {"same": "", "added": "ins", "removed": "del", "moved_to": "moveTo", "moved_from": "moveFrom"}


def _move(one: Both, tag: str, paragraph: str, writing: Writing) -> str:
    """A paragraph as one end of a move; both ends share a name."""
    number = writing.next()
    name = quoteattr(f"move {one.key}")
    return f'<w:{tag}RangeStart{writing.who(number)} w:name={name}/>{paragraph}<w:{tag}RangeEnd w:id="{number}"/>'


def _label(side: Side, writing: Writing, tag: str) -> str:
    if not side.label:
        return ""
    return writing.change(tag, text_runs(side.label, LABEL, tag == "del"))


STYLE_OF = {"title": "Title", "heading": "Heading1"}


def _properties(side: Side, text: Text, tag: str, writing: Writing, counting: Counting) -> str:
    """The properties of a paragraph: style, place in its list, direction, and the change of its mark."""
    role = side.role
    said = f'<w:pStyle w:val="{STYLE_OF[role.kind]}"/>' if role.kind in STYLE_OF else ""
    if role.kind == "heading":
        counting.abstract = ANNEXES if role.annex else ARTICLES
    level = 0 if role.kind == "heading" else role.level
    if (role.kind == "heading" or level) and tag not in AWAY:
        number_id = counting.number_id(level, side.number)
        said += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>'
    elif level or role.kind == "heading":
        said += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{counting.abstract}"/></w:numPr>'
    said += "" if text.rightward else "<w:bidi/>"
    said += f"<w:rPr><w:{tag}{writing.who()}/></w:rPr>" if tag else ""
    return f"<w:pPr>{said}</w:pPr>" if said else ""


def _notes(before: Text, after: Text, writing: Writing, manifest: Manifest) -> str:
    """The part of the footnotes, those that the document calls, in the order of their calls."""
    old = {note.id: note.content for note in before.notes}
    new = {note.id: note.content for note in after.notes}
    writing.in_note = True
    said = [
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>',
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>',
    ]
    sign = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>'
    for number, (note, fate) in enumerate(writing.notes, FIRST_NOTE):
        if fate == "same":
            inner = compared_runs(old.get(note, ()), new.get(note, ()), writing)
        else:
            inner = runs((old if fate == "removed" else new).get(note, ()), writing)
        body, parts = writing.parted(inner)
        for side in {"added": "a", "removed": "o"}.get(fate, "oa"):
            manifest.notes["oa".index(side)][note] = parts
        paragraph = f'<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>{sign}{body}</w:p>'
        said.append(f'<w:footnote w:id="{number}">{paragraph}</w:footnote>')
    return f"{XML}<w:footnotes {ROOT}>{''.join(said)}</w:footnotes>"


def _comments(remarks: list[str], author: Author) -> str:
    date = f" w:date={quoteattr(author.date)}" if author.date else ""
    said = "".join(
        f'<w:comment w:id="{number}" w:author={quoteattr(author.name)}{date} w:initials="ot">'
        + "".join(
            f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr><w:r><w:t xml:space="preserve">{checked(line)}</w:t></w:r></w:p>'
            for line in remark.split("\n")
        )
        + "</w:comment>"
        for number, remark in enumerate(remarks)
    )
    return f"{XML}<w:comments {ROOT}>{said}</w:comments>"
