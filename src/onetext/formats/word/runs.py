"""Contents as the runs of a Word file: brackets in their typography, every part known by its order and its style, changes by author and day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from onetext.errors import CannotHold
from onetext.formats.word.manifest import rows_of
from onetext.model.text.tokens import BracketChange, Difference, Fate, compared
from onetext.model.text.values import Amount, Bracket, Content, Hold, NoteMark, Piece, Reference, Words

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BRACKET, LABEL, NOTE = "Bracket", "Alternative", "FootnoteReference"
REFERENCES = ("Reference", "Reference2")
"""The styles of runs that say what they are: the square signs of a bracket, `[Alt-1] `, a note's sign; the numbers of articles have
two by turns, so that two side by side stay two."""
FIRST_NOTE = 1
"""The id of the first note of the text: the two separators before it have -1 and 0."""
BEGINS = re.compile(r"<!--(\d+)-->")
RIGHTWARD, LEFTWARD = frozenset({"L"}), frozenset({"R", "AL"})
TAGS: dict[Fate, str] = {"same": "", "added": "ins", "removed": "del"}


Holders = tuple[tuple[str, tuple[Hold, ...]], ...]
"""The options of a bracket with who holds each."""


class Author(NamedTuple):
    """Who made a change, and when, as Word writes it."""

    name: str
    date: str


NOBODY = Author("", "")


@dataclass
class Writing:
    """What grows while a file is written: the count of ids, the rows of the manifest, the notes called, the comments."""

    numbers: Mapping[str, str]
    ranges: Mapping[str, str]
    settled: frozenset[str] = frozenset()
    rows: list[Any] = field(default_factory=list)
    notes: list[tuple[str, Fate]] = field(default_factory=list)
    called: set[tuple[str, str]] = field(default_factory=set)
    comments: list[tuple[str, Holders]] = field(default_factory=list)
    count: int = 0
    author: Author = NOBODY
    in_note: bool = False

    def next(self) -> int:
        self.count += 1
        return self.count

    def change(self, tag: str, inner: str) -> str:
        """Runs as part of a change, or as they are."""
        return f"<w:{tag}{self.who()}>{inner}</w:{tag}>" if tag else inner

    def who(self, number: int = 0) -> str:
        """The attributes of a change: whose, and when."""
        date = f" w:date={quoteattr(self.author.date)}" if self.author.date else ""
        return f' w:id="{number or self.next()}" w:author={quoteattr(self.author.name)}{date}'

    def marked(self, kind: str, row: Any, inner: str) -> str:
        """What is written as a part of its own, with its row in the manifest; where it begins is marked until `parted`."""
        self.rows.append([kind, row])
        return f"<!--{len(self.rows) - 1}-->{inner}"

    def parted(self, inner: str) -> tuple[str, list[Any]]:
        """The runs of a paragraph, and the rows of the parts that begin in it, in their order.

        Parts have no bookmarks: LibreOffice 7.4 moves those behind a comment by a sign, and renames those in notes. They are
        known by their order, and by the styles of their runs.
        """
        return BEGINS.sub("", inner), [self.rows[int(place)] for place in BEGINS.findall(inner)]


def sides_row(before: Any, after: Any) -> Any:
    """What the manifest says of both sides: once where they are equal."""
    return [after] if before == after else [before, after]


def checked(text: str) -> str:
    """A text as it may stand in XML. CannotHold for a character that XML has no place for."""
    if found := NOT_XML.search(text):
        raise CannotHold("word", [f"the character U+{ord(found[0]):04X} in the text"])
    return escape(text)


def text_runs(text: str, style: str = "", deleted: bool = False) -> str:
    """Words as runs, one for each stretch of one direction."""
    tag = "delText" if deleted else "t"
    said = []
    for part, leftward in directions(text):
        properties = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:rtl/>" if leftward else "")
        outer = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        said.append(f'<w:r>{outer}<w:{tag} xml:space="preserve">{checked(part)}</w:{tag}></w:r>')
    return "".join(said)


def directions(text: str) -> Iterator[tuple[str, bool]]:
    """Stretches of a text with whether they are written from right to left; what has no direction goes with what stands before."""
    if text.isascii():
        yield text, False
        return
    begin, now = 0, False
    for at, sign in enumerate(text):
        kind = unicodedata.bidirectional(sign)
        turned = kind in LEFTWARD if kind in LEFTWARD or kind in RIGHTWARD else now
        if turned != now:
            if at > begin:
                yield text[begin:at], now
            begin, now = at, turned
    yield text[begin:], now


AWAY = ("del", "moveFrom")
"""The changes after which their words are gone."""
SIDES = {"ins": "a", "moveTo": "a", "del": "o", "moveFrom": "o"}
"""On which side what is changed stands: before (o) or after (a); else on both."""


def runs(of: Content, writing: Writing, tag: str = "") -> str:
    """A content as it stands, all of it part of a change where a tag says so."""
    return "".join(_piece(piece, writing, tag) for piece in of)


def _piece(piece: Piece, writing: Writing, tag: str) -> str:
    match piece:
        case Words(text):
            return writing.change(tag, text_runs(text, deleted=tag == "del"))
        case Bracket(issue, variants):
            inner = "".join(_variant(one.option, one.holds, runs(one.content, writing, tag), writing, tag) for one in variants)
            worded = tuple((one.option, one.holds) for one in variants)
            return _commented(issue, worded, writing.marked("b", [issue], inner), writing, tag)
        case Amount(issue, held):
            amounts = [one.option for one in held] or [writing.ranges.get(issue, "…")]
            said = (writing.change(tag, text_runs(one, "", tag == "del")) for one in amounts)
            inner = "".join(_squared(one, writing, tag) for one in said)
            row = [[issue, [[one.option, rows_of(one.holds)] for one in held]]]
            return _commented(issue, tuple((one.option, one.holds) for one in held), writing.marked("a", row, inner), writing, tag)
        case NoteMark(note):
            return _note(note, writing, tag)
        case Reference(to):
            style = REFERENCES[len(writing.rows) % 2]
            number = writing.change(tag, text_runs(writing.numbers.get(to) or "…", style, tag == "del"))
            return writing.marked("r", [to], number)


def plain(of: Content, writing: Writing) -> str:
    """A content as the words that its runs show."""
    said = []
    for piece in of:
        match piece:
            case Words(text):
                said.append(text)
            case Bracket(_, variants):
                said += [f"[{plain(one.content, writing) or ' '}]" for one in variants]
            case Amount(issue, held):
                said += [f"[{one}]" for one in [each.option for each in held] or [writing.ranges.get(issue, "…")]]
            case NoteMark():
                said.append("*")
            case Reference(to):
                said.append(writing.numbers.get(to) or "…")
    return "".join(said)


def _squared(inner: str, writing: Writing, tag: str) -> str:
    left, right = (writing.change(tag, text_runs(sign, BRACKET, tag == "del")) for sign in "[]")
    return left + inner + right


def _variant(option: str, holds: tuple[Hold, ...], inner: str, writing: Writing, tag: str, was: Any = None) -> str:
    """A variant within its brackets; a blank where it says nothing."""
    row = sides_row(was if was is not None else [option, rows_of(holds)], [option, rows_of(holds)])
    said = inner or writing.change(tag, text_runs(" ", "", tag == "del"))
    return writing.marked("v", row, _squared(said, writing, tag))


def _note(note: str, writing: Writing, tag: str) -> str:
    """The call of a footnote: a real one the first time that it is called on its side, its sign alone after that and within notes."""
    again = writing.in_note or any((note, side) in writing.called for side in SIDES.get(tag, "oa"))
    if again:
        return writing.marked("n", [note], writing.change(tag, text_runs("*", NOTE, tag == "del")))
    writing.called |= {(note, side) for side in SIDES.get(tag, "oa")}
    fate: Fate = {"a": "added", "o": "removed"}.get(SIDES.get(tag, ""), "same")  # type: ignore[assignment]
    writing.notes.append((note, fate))
    run = f'<w:r><w:rPr><w:rStyle w:val="{NOTE}"/></w:rPr><w:footnoteReference w:id="{FIRST_NOTE + len(writing.notes) - 1}"/></w:r>'
    return writing.marked("n", [note], writing.change(tag, run))


def _commented(issue: str, variants: Holders, inner: str, writing: Writing, tag: str) -> str:
    """A bracket with a comment that says who holds what; within notes, where Word has no comments, without."""
    held = tuple((option, holds) for option, holds in variants if holds)
    if not (held or issue in writing.settled) or writing.in_note or tag in AWAY:
        return inner
    number = len(writing.comments)
    writing.comments.append((issue, held))
    mark = f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>{mark}'


def compared_runs(before: Content, after: Content, writing: Writing) -> str:
    """Two contents as one: what went and what came as changes, bracket by bracket."""
    return "".join(_difference(one, writing) for one in compared(before, after))


def _difference(one: Difference, writing: Writing) -> str:
    if not isinstance(one, BracketChange):
        return runs(one.pieces, writing, TAGS[one.fate])
    if one.amount is not None:
        return runs((one.amount[0],), writing, "del") + runs((one.amount[1],), writing, "ins")
    inner = "".join(
        _variant(
            each.option,
            each.holds if each.fate != "removed" else each.held,
            "".join(_difference(part, writing) for part in each.stretches),
            writing,
            TAGS[each.fate],
            [each.option, rows_of(each.held)] if each.fate == "same" else None,
        )
        for each in one.variants
    )
    said = tuple((each.option, each.holds) for each in one.variants if each.fate != "removed")
    return _commented(one.issue, said, writing.marked("b", [one.issue], inner), writing, "")
