"""The inside of a paragraph: text in its state of change, and the marks between.

Every element that can stand in a paragraph is in one of the tables below, or it is noted as unread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onetext.formats.word.noticing import Notices, Place
from onetext.formats.word.safe_xml import Budget, Element, first, flag, get, has, tag, words
from onetext.formats.word.story import (
    BookmarkEnd,
    BookmarkStart,
    CommentEnd,
    CommentStart,
    NoteKind,
    NoteMark,
    Piece,
    Revision,
    RevisionKind,
    Run,
)

Revisions = tuple[Revision, ...]
State = tuple[Revisions, bool, str]
"""Of a run: the changes on it, whether it is written from right to left, its style."""

REVISIONS: dict[str, RevisionKind] = {"w:ins": "insert", "w:del": "delete", "w:moveFrom": "move_from", "w:moveTo": "move_to"}
THROUGH = frozenset("w:hyperlink w:smartTag w:customXml w:dir w:bdo w:sdtContent".split())
"""What only wraps the text below it."""

CHARACTERS = {"w:tab": "\t", "w:cr": "\n", "w:noBreakHyphen": "\u2011", "w:softHyphen": "\u00ad"}
LABELS = frozenset({"w:footnoteRef", "w:endnoteRef"})
SILENT = frozenset(
    "w:pPr w:rPr w:proofErr w:permStart w:permEnd w:lastRenderedPageBreak w:annotationRef w:sdtPr w:sdtEndPr "
    "w:separator w:continuationSeparator w:smartTagPr w:customXmlPr w:moveFromRangeEnd w:moveToRangeEnd "
    "w:customXmlInsRangeStart w:customXmlInsRangeEnd w:customXmlDelRangeStart w:customXmlDelRangeEnd "
    "w:customXmlMoveFromRangeStart w:customXmlMoveFromRangeEnd w:customXmlMoveToRangeStart w:customXmlMoveToRangeEnd "
    "w:fldData".split()
)
"""What carries no text and changes none."""

UNREAD = {
    "w:drawing": "a picture or drawing",
    "w:pict": "a picture or drawing",
    "w:object": "an embedded object",
    "w:control": "an embedded control",
    "w:contentPart": "a part in another format",
    "w:subDoc": "a document within the document",
    "w:ptab": "a tab to a place on the page",
    "m:oMath": "an equation",
    "m:oMathPara": "an equation",
}
KNOWN_SDT = frozenset(
    "w:text w:richText w:comboBox w:dropDownList w:date w:docPartObj w:docPartList w:group w:citation w:bibliography w:picture "
    "w15:repeatingSection w15:repeatingSectionItem w14:checkbox".split()
)
SDT_MARKS = frozenset(
    "w:rPr w:alias w:tag w:id w:lock w:placeholder w:temporary w:showingPlcHdr w:dataBinding w15:dataBinding w:label w:tabIndex "
    "w15:appearance w15:color w15:webExtensionLinked w15:webExtensionCreated".split()
)
PLAIN_FIELDS = frozenset("HYPERLINK REF PAGEREF NOTEREF TOC SEQ PAGE NUMPAGES".split())
"""Fields whose stored result is what a reader sees."""

DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?")


@dataclass(slots=True)
class Field:
    """A field that is open: its instruction as far as it is read, and whether its result has begun."""

    code: list[str] = field(default_factory=list)
    result: bool = False


@dataclass(slots=True)
class Walk:
    """One part being read: what is open across paragraphs, and where it stands."""

    notices: Notices
    budget: Budget
    place: Place
    fields: list[Field] = field(default_factory=list)
    instructions: int = 0
    """How many of the open fields have not come to their result."""
    bookmarks: dict[str, str] = field(default_factory=dict)
    comments: set[str] = field(default_factory=set)
    moves: dict[RevisionKind, str] = field(default_factory=dict)
    after_label: bool = False
    waiting: list[Piece] = field(default_factory=list)
    """Marks that stand between paragraphs; they go into the next one."""

    def notice(self, what: str) -> None:
        self.notices.at(what, str(self.place))

    @property
    def in_instruction(self) -> bool:
        return self.instructions > 0


def revision(walk: Walk, element: Element, name: str = "") -> Revision:
    """The change that an element records; `name` where its tag does not say the kind."""
    kind = REVISIONS[name or tag(element)]
    date = get(element, "w:date")
    if date and not DATE.fullmatch(date):
        walk.notice(f"the date of a change, {date[:40]!r}")
        date = ""
    return Revision(kind, get(element, "w:author"), date, walk.moves.get(kind, ""))


def marked(walk: Walk, properties: Element | None) -> Revisions:
    """The changes that properties record on a paragraph mark or a table row, an insertion outermost."""
    found = [revision(walk, each) for each in (() if properties is None else properties) if tag(each) in REVISIONS]
    return tuple(sorted(found, key=lambda each: not each.adds))


def pieces(walk: Walk, paragraph: Element, around: Revisions = ()) -> tuple[Piece, ...]:
    """What a paragraph holds, in order; neighbouring text in one state is one run."""
    found: list[Piece] = [*walk.waiting]
    walk.waiting.clear()
    for child in paragraph:
        _inline(walk, child, around, found)
    return _joined(found)


def _joined(found: list[Piece]) -> tuple[Piece, ...]:
    if len(found) < 2:
        return tuple(found)
    joined: list[Piece] = []
    texts: list[str] = []
    state: State | None = None
    for piece in [*found, None]:
        now = (piece.revisions, piece.rtl, piece.style) if isinstance(piece, Run) else None
        if texts and state is not None and now != state:
            joined.append(Run("".join(texts), *state))
            texts = []
        state = now
        if isinstance(piece, Run):
            texts.append(piece.text)
        elif piece is not None:
            joined.append(piece)
    return tuple(joined)


def _inline(walk: Walk, element: Element, revisions: Revisions, found: list[Piece]) -> None:
    """Read an element of a paragraph that is not a run."""
    name = tag(element)
    if name in REVISIONS:
        revisions = (*revisions, revision(walk, element))
    if name == "w:r":
        _run(walk, element, revisions, found)
    elif name in REVISIONS or name in THROUGH:
        _below(walk, element, revisions, found)
    elif name == "w:fldSimple":
        _note_field(walk, get(element, "w:instr"))
        _below(walk, element, revisions, found)
    elif name == "w:sdt":
        note_sdt(walk, element)
        _below(walk, first(element, "w:sdtContent"), revisions, found)
    elif name == "mc:AlternateContent":
        _below(walk, alternative(element), revisions, found)
    elif not mark(walk, element, found) and name not in SILENT:
        note_unread(walk, element)


def _below(walk: Walk, element: Element | None, revisions: Revisions, found: list[Piece]) -> None:
    for child in () if element is None else element:
        _inline(walk, child, revisions, found)


def alternative(element: Element) -> Element | None:
    """The first way of saying something that is written more than once."""
    choice = first(element, "mc:Choice")
    return choice if choice is not None else first(element, "mc:Fallback")


def mark(walk: Walk, element: Element, found: list[Piece]) -> bool:
    """Read a bookmark, the bound of a comment or the bound of a move; whether it was one."""
    id_ = get(element, "w:id")
    match tag(element):
        case "w:bookmarkStart":
            walk.bookmarks[id_] = get(element, "w:name")
            found.append(BookmarkStart(walk.bookmarks[id_]))
        case "w:bookmarkEnd":
            if id_ in walk.bookmarks:
                found.append(BookmarkEnd(walk.bookmarks.pop(id_)))
        case "w:commentRangeStart":
            walk.comments.add(id_)
            found.append(CommentStart(id_))
        case "w:commentRangeEnd":
            found.append(CommentEnd(id_))
        case "w:moveFromRangeStart":
            walk.moves["move_from"] = get(element, "w:name")
        case "w:moveToRangeStart":
            walk.moves["move_to"] = get(element, "w:name")
        case _:
            return False
    return True


def _run(walk: Walk, run: Element, revisions: Revisions, found: list[Piece]) -> None:
    properties = first(run, "w:rPr")
    note_formatting(walk, properties)
    rtl = bool(flag(properties, "w:rtl"))
    for child in run:
        _in_run(walk, child, (revisions, rtl, get(first(properties, "w:rStyle"), "w:val")), found)


def _in_run(walk: Walk, element: Element, state: State, found: list[Piece]) -> None:
    """Read an element of a run."""
    name = tag(element)
    if name in ("w:t", "w:delText"):
        _text(walk, written(element), state, found)
    elif name in LABELS:
        walk.after_label = True
    elif name in CHARACTERS:
        _text(walk, CHARACTERS[name], state, found)
    elif name == "w:br":
        _text(walk, "\f" if get(element, "w:type") in ("page", "column") else "\n", state, found)
    elif name == "w:sym":
        walk.notice(f"a symbol of the font {get(element, 'w:font')[:40]!r}")
        _text(walk, _symbol(get(element, "w:char")), state, found)
    elif name in ("w:footnoteReference", "w:endnoteReference"):
        kind: NoteKind = "footnote" if name == "w:footnoteReference" else "endnote"
        found.append(NoteMark(get(element, "w:id"), kind, state[0]))
    elif name == "w:commentReference":
        if (id_ := get(element, "w:id")) not in walk.comments:
            walk.comments.add(id_)
            found += [CommentStart(id_), CommentEnd(id_)]
    elif name in ("w:fldChar", "w:instrText", "w:delInstrText"):
        _field(walk, element)
    elif name == "w:ruby":
        walk.notice(f"the reading above a word: {words_of(first(element, 'w:rt'))}")
        _below(walk, first(element, "w:rubyBase"), state[0], found)
    elif name == "mc:AlternateContent":
        chosen = alternative(element)
        for child in () if chosen is None else chosen:
            _in_run(walk, child, state, found)
    elif not mark(walk, element, found) and name not in SILENT:
        note_unread(walk, element)


def _symbol(written_code: str) -> str:
    """The character of a code in hexadecimal digits; the replacement character where that is none."""
    code = int(written_code, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", written_code) else 0
    return chr(code) if code >= 32 and not 0xD800 <= code <= 0xDFFF and code < 0xFFFE else "\ufffd"


def written(element: Element) -> str:
    """The text of an element as Word shows it: blanks at its ends count only where the file keeps them."""
    text = (element.text or "").replace("\n", " ").replace("\t", " ").replace("\r", " ")
    return text if element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve" else text.strip(" ")


def words_of(element: Element | None) -> str:
    """The first words below an element that may be missing."""
    return "" if element is None else words(element)


def _text(walk: Walk, text: str, state: State, found: list[Piece]) -> None:
    # A tab right after a note's own number belongs to the number.
    text = text.removeprefix("\t") if walk.after_label else text
    walk.after_label = False
    if walk.in_instruction:
        if text.strip():
            walk.notice(f"text in the instruction of a field: {text.strip()[:40]}")
    elif text:
        walk.budget.take(text)
        found.append(Run(text, *state))


def _field(walk: Walk, element: Element) -> None:
    """Keep track of the fields that are open; only their results are text."""
    if tag(element) != "w:fldChar":
        if walk.fields:
            walk.fields[-1].code.append(element.text or "")
        else:
            walk.notice(f"an instruction outside of a field: {(element.text or '').strip()[:40]}")
        return
    kind = get(element, "w:fldCharType")
    if kind == "begin":
        walk.fields.append(Field())
        walk.instructions += 1
        if first(element, "w:ffData") is not None:
            walk.notice("the settings of a form field")
    elif walk.fields and kind == "separate":
        walk.instructions -= not walk.fields[-1].result
        walk.fields[-1].result = True
    elif walk.fields and kind == "end":
        ended = walk.fields.pop()
        walk.instructions -= not ended.result
        _note_field(walk, "".join(ended.code))


def _note_field(walk: Walk, code: str) -> None:
    name = (code.split() or [""])[0].upper()
    if name not in PLAIN_FIELDS:
        walk.notice(f"the field {name[:40] or 'without a name'}, of which only the last result is read")


def note_sdt(walk: Walk, element: Element) -> None:
    """Note a content control of a kind that is not known; its content is read all the same."""
    for each in () if (properties := first(element, "w:sdtPr")) is None else properties:
        if tag(each) not in KNOWN_SDT | SDT_MARKS:
            walk.notice(f"a content control of the kind {tag(each)[:40]}, whose content is read")
    for each in element:
        if tag(each) not in ("w:sdtPr", "w:sdtEndPr", "w:sdtContent"):
            note_unread(walk, each)


def note_formatting(walk: Walk, properties: Element | None) -> None:
    """Count the changes of formatting in properties."""
    for each in () if properties is None else properties:
        local = tag(each)
        if local.endswith("Change"):
            walk.notices.formatting(f"a change of formatting only ({local})")


def note_unread(walk: Walk, element: Element) -> None:
    """Note an element that is not understood, and the text below it."""
    name = tag(element)
    if not name:
        return
    if walk.notices.full:
        walk.notices.more()
        return
    below = words(element)
    what = "a text box" if has(element, "w:txbxContent") else UNREAD.get(name, f"the element {name[:60]}")
    walk.notice(f"{what}: {below}" if below else what)
