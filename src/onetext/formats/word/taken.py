"""What is taken from a Word file that people worked on: a text, the issues that its changes are, statements, what is left to do."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.formats.word.story import Unread
from onetext.model.issues import Issue
from onetext.model.records import Statement
from onetext.model.text.values import Text


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that a person has to look at: where, and what."""

    place: str
    what: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as a text, whose changes have become brackets held by their authors and whose comments statements.

    `issues` are new ones, `parties` the authors of changes and comments (name in the file -> id), `unread` everything in the
    file that was not understood, `todo` what is unclear, each with its place.
    """

    text: Text
    issues: tuple[Issue, ...] = ()
    parties: tuple[tuple[str, str], ...] = ()
    statements: tuple[Statement, ...] = ()
    todo: tuple[Todo, ...] = ()
    unread: tuple[Unread, ...] = ()
