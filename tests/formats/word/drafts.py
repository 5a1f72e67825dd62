"""The story of a document whose body stands in a test."""

from __future__ import annotations

from formats.word.make_corpus import document
from onetext.formats.word.reading import read_story
from onetext.formats.word.story import Story


def read(body: str, parts: dict[str, str] | None = None, links: str = "") -> Story:
    """The story of a document with this body."""
    return read_story("draft.docx", document(body, parts, links))
