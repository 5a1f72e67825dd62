"""What a Word file says: paragraphs of text with the changes that are recorded in them, notes and comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

RevisionKind = Literal["insert", "delete", "move_from", "move_to"]
NoteKind = Literal["footnote", "endnote"]


@dataclass(frozen=True, slots=True)
class Revision:
    """One recorded change: who inserted, deleted or moved, and when.

    `date` stands as the file writes it, "" where it has none or one that is no date; `move` is the name that the two
    ends of a move share, "" where the file does not say.
    """

    kind: RevisionKind
    author: str = ""
    date: str = ""
    move: str = ""

    @property
    def adds(self) -> bool:
        """Whether what it stands on is there only once the change is accepted."""
        return self.kind in ("insert", "move_to")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one state: the changes on it, outermost first; `rtl` where it is written from right to left; the id of its style.

    A tab is "\\t", a line break "\\n", a page or column break "\\f".
    """

    text: str
    revisions: tuple[Revision, ...] = ()
    rtl: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class BookmarkStart:
    """Where a named span of text begins."""

    name: str


@dataclass(frozen=True, slots=True)
class BookmarkEnd:
    """Where a named span of text ends."""

    name: str


@dataclass(frozen=True, slots=True)
class CommentStart:
    """Where the text begins that a comment is about."""

    id: str


@dataclass(frozen=True, slots=True)
class CommentEnd:
    """Where the text ends that a comment is about."""

    id: str


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The mark in the text that leads to a note, with the changes on it."""

    id: str
    kind: NoteKind = "footnote"
    revisions: tuple[Revision, ...] = ()


Piece = Run | BookmarkStart | BookmarkEnd | CommentStart | CommentEnd | NoteMark


@dataclass(frozen=True, slots=True)
class Style:
    """The style of a paragraph by the name that people see, with its outline level from 0 where it is a heading."""

    name: str = ""
    outline: int | None = None
    based_on: str = ""


@dataclass(frozen=True, slots=True)
class Numbering:
    """The list that a paragraph is an item of, its level from 0, and how that level is numbered.

    `text` is the pattern of the label, such as `%1.%2`; the number itself is for the reader of the story to count.
    """

    list_id: str
    level: int
    format: str = "decimal"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its pieces in order, and the changes on its mark, on its table row and on its table cell.

    `box` says which cell it stands in, by numbers of table, row and cell from 1 and on into nested tables; () outside
    of tables. `mark` are the changes on the end of the paragraph: where it is deleted, the next one goes on here.
    """

    pieces: tuple[Piece, ...] = ()
    style: Style = Style()
    numbering: Numbering | None = None
    mark: tuple[Revision, ...] = ()
    row: tuple[Revision, ...] = ()
    cell: tuple[Revision, ...] = ()
    box: tuple[int, ...] = ()
    rtl: bool = False

    @property
    def in_table(self) -> bool:
        return bool(self.box)

    @property
    def runs(self) -> Iterator[Run]:
        """The pieces that are text."""
        return (piece for piece in self.pieces if isinstance(piece, Run))

    @property
    def text(self) -> str:
        """All text of the paragraph, whatever was changed in it."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or an endnote."""

    id: str
    kind: NoteKind
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark in the margin; `parent` is the comment that it answers, `done` whether it was settled, where the file says."""

    id: str
    author: str
    date: str
    paragraphs: tuple[str, ...]
    parent: str | None = None
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in the file that is not in the story: what, where, and how often it stands there."""

    what: str
    place: str
    count: int = 1

    def __str__(self) -> str:
        times = f" ({self.count} times)" if self.count > 1 else ""
        return f"{self.place}: {self.what}{times}"


@dataclass(frozen=True, slots=True)
class Story:
    """A Word file as it was read.

    `properties` are the names and values that the file carries for other programs, `custom_xml` the raw parts that it
    carries for them, `unread` everything that the reader did not understand.
    """

    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...] = ()
    comments: tuple[Comment, ...] = ()
    unread: tuple[Unread, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    custom_xml: tuple[bytes, ...] = ()

    def note(self, kind: NoteKind, id: str) -> Note | None:  # noqa: A002
        """The note that a mark leads to."""
        return next((note for note in self.notes if (note.kind, note.id) == (kind, id)), None)

    def comment(self, id: str) -> Comment | None:  # noqa: A002
        """The comment of an id."""
        return next((comment for comment in self.comments if comment.id == id), None)
