"""From the bytes of a Word file to its story."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.formats.word.blocks import Reader
from onetext.formats.word.noticing import Notices, Place
from onetext.formats.word.pieces import DATE, Walk
from onetext.formats.word.relations import Relation, main_document, related
from onetext.formats.word.safe_xml import Budget, Element, first, get, own, tag, words
from onetext.formats.word.story import Comment, CommentStart, Note, NoteKind, NoteMark, Paragraph, Story
from onetext.formats.word.styles import Sheet, sheet
from onetext.formats.word.unpacking import is_own_template, unpack
from onetext.formats.word.views import texts

READ = frozenset("styles numbering footnotes endnotes comments commentsExtended customXml".split())
"""The kinds of part that the story is read from, beside the document."""

WITHOUT_TEXT = frozenset(
    "settings webSettings fontTable theme image hyperlink stylesWithEffects people commentsIds commentsExtensible "
    "printerSettings keyMapCustomizations".split()
)
"""The kinds of part that hold nothing to read; a picture is told of where it stands."""

HEADERS = frozenset({"header", "footer"})
SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_story(name: str, data: bytes) -> Story:
    """The story of a Word file: its text with every change that is recorded in it.

    `name` is what a refusal calls the file. Raises InputError, with one problem, where the file is no Word document,
    is broken, or asks for more than the limits of `unpacking` and `safe_xml` allow.
    """
    parts = unpack(name, data)
    return _Reading(name, parts).story()


class _Reading:
    """The parts of one file, each parsed when it is asked for and then let go."""

    def __init__(self, name: str, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.budget = Budget(name)
        self.notices = Notices()
        self.document = main_document(self.budget, parts)
        self.relations = related(self.budget, parts, self.document)

    def story(self) -> Story:
        """Everything, in the order in which a reader meets it."""
        lists = sheet(self._root("styles", "w:styles"), self._root("numbering", "w:numbering"))
        paragraphs = self._body(lists)
        notes = (*self._notes("footnote", lists), *self._notes("endnote", lists))
        comments = tuple(self._comments(lists))
        self._check_marks(paragraphs, notes, comments)
        for relation in self.relations:
            self._note_relation(relation)
        for relation in related(self.budget, self.parts, next((each.target for each in self.relations if each.kind == "settings"), "")):
            if is_own_template(relation):
                self.notices.at(f"a template on somebody's own disk: {relation.target[:80]}", "settings")
        return Story(
            paragraphs,
            notes,
            comments,
            self.notices.all(),
            tuple(self._properties()),
            tuple(self.parts[each] for each in sorted(self.parts) if is_custom_xml(each)),
        )

    def _part(self, kind: str) -> str:
        """The name of the part of a kind that the document is related to; "" where there is none."""
        return next((each.target for each in self.relations if each.kind == kind and not each.external and each.target in self.parts), "")

    def _root(self, kind: str, wanted: str) -> Element | None:
        part = self._part(kind)
        return self._parsed(part, wanted) if part else None

    def _parsed(self, part: str, wanted: str) -> Element:
        root = self.budget.parse(part, self.parts[part])
        if tag(root) != wanted:
            self.budget.refuse("kind", f"the root is {tag(root)[:40]!r}", f"{wanted!r}", part)
        return root

    def _body(self, lists: Sheet) -> tuple[Paragraph, ...]:
        root = self._parsed(self.document, "w:document")
        body = first(root, "w:body")
        if body is None:
            self.budget.refuse("kind", "the document has no body", "'w:body'", self.document)
        return Reader(Walk(self.notices, self.budget, Place("")), lists).paragraphs(body)

    def _notes(self, kind: NoteKind, lists: Sheet) -> Iterator[Note]:
        seen: set[str] = set()
        for element in own(self._root(f"{kind}s", f"w:{kind}s"), f"w:{kind}"):
            id_ = get(element, "w:id")
            if get(element, "w:type") in SEPARATORS:
                continue
            if id_ in seen:
                self.notices.at(f"a second {kind} of this number: {words(element)}", f"{kind} {id_}")
                continue
            seen.add(id_)
            walk = Walk(self.notices, self.budget, Place(f"{kind} {id_}, "))
            yield Note(id_, kind, Reader(walk, lists).paragraphs(element))

    def _comments(self, lists: Sheet) -> Iterator[Comment]:
        answers = _answers(self._root("commentsExtended", "w15:commentsEx"))
        elements: dict[str, Element] = {}
        for element in own(self._root("comments", "w:comments"), "w:comment"):
            id_ = get(element, "w:id")
            if id_ in elements:
                self.notices.at(f"a second comment of this number: {words(element)}", f"comment {id_}")
            else:
                elements[id_] = element
        by_paragraph = {get(each, "w14:paraId"): id_ for id_, element in elements.items() for each in own(element, "w:p")}
        for id_, element in elements.items():
            walk = Walk(self.notices, self.budget, Place(f"comment {id_}, "))
            said = texts(Reader(walk, lists).paragraphs(element), accept=True)
            last = [get(each, "w14:paraId") for each in own(element, "w:p")][-1:]
            parent, done = answers.get(last[0] if last else "", ("", None))
            date = get(element, "w:date")
            yield Comment(
                id_,
                get(element, "w:author"),
                date if DATE.fullmatch(date) else "",
                said,
                by_paragraph.get(parent) if parent else None,
                done,
            )

    def _check_marks(self, paragraphs: tuple[Paragraph, ...], notes: tuple[Note, ...], comments: tuple[Comment, ...]) -> None:
        """Tell of marks that lead nowhere and of notes that no mark leads to."""
        there = {(each.kind, each.id) for each in notes} | {("comment", each.id) for each in comments}
        led = dict.fromkeys(
            (piece.kind, piece.id) if isinstance(piece, NoteMark) else ("comment", piece.id)
            for paragraph in (*paragraphs, *(each for note in notes for each in note.paragraphs))
            for piece in paragraph.pieces
            if isinstance(piece, NoteMark | CommentStart)
        )
        for kind, id_ in led:
            if (kind, id_) not in there:
                self.notices.at(f"a mark that leads to no {kind}", f"{kind} {id_}")
        for note in notes:
            if (note.kind, note.id) not in led:
                self.notices.at(f"a {note.kind} that no mark leads to", f"{note.kind} {note.id}")

    def _note_relation(self, relation: Relation) -> None:
        """Tell of a part that the document leads to and that was not read."""
        if relation.kind in HEADERS and relation.target in self.parts:
            if said := words(self._parsed(relation.target, "w:hdr" if relation.kind == "header" else "w:ftr")):
                self.notices.at(f"a {relation.kind}: {said}", relation.target)
        elif relation.kind in READ | HEADERS and (relation.external or relation.target not in self.parts):
            self.notices.at(f"a part of the kind {relation.kind} that is not there", relation.target[:120])
        elif relation.kind not in READ | HEADERS | WITHOUT_TEXT:
            self.notices.at(f"a part of the kind {relation.kind[:60]}", relation.target[:120])

    def _properties(self) -> Iterator[tuple[str, str]]:
        """The names and values that the file carries for other programs."""
        part = next((each for each in self.parts if each.lower() == "docprops/custom.xml"), "")
        for each in own(self._parsed(part, "cp:Properties"), "cp:property") if part else ():
            yield get(each, "name"), "".join(str(piece) for piece in each.itertext())


def is_custom_xml(part: str) -> bool:
    """Whether a part is XML that the file carries for another program."""
    folder, _, file = part.lower().rpartition("/")
    return folder == "customxml" and file.startswith("item") and not file.startswith("itemprops") and file.endswith(".xml")


def _answers(root: Element | None) -> dict[str, tuple[str, bool | None]]:
    """By the id of a comment's last paragraph: the paragraph of the comment that it answers, and whether it was settled."""
    return {
        get(each, "w15:paraId"): (get(each, "w15:paraIdParent"), get(each, "w15:done").lower() in ("1", "true", "on"))
        for each in own(root, "w15:commentEx")
    }
