"""The two texts that a file with tracked changes stands for: every change accepted, and every change rejected.

The law: text is gone from a view if any change on it says so. Accepted, that is a deletion or the place that text
was moved from; rejected, an insertion or the place that it was moved to. The same holds for the mark that ends a
paragraph: where it is gone, the paragraph and the next one in its cell are one. A row or a cell that is gone takes
its paragraphs along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onetext.formats.word.story import NoteMark, Paragraph, Revision, Story


def accepted(story: Story) -> tuple[str, ...]:
    """The text of each paragraph after every change is accepted; the notes that are left follow, in the order of their marks."""
    return _view(story, accept=True)


def original(story: Story) -> tuple[str, ...]:
    """The text of each paragraph after every change is rejected; the notes that are left follow, in the order of their marks."""
    return _view(story, accept=False)


def texts(paragraphs: Iterable[Paragraph], *, accept: bool) -> tuple[str, ...]:
    """The text of each paragraph after every change is accepted, or rejected."""
    return tuple(_texts(tuple(paragraphs), accept))


def gone(revisions: Iterable[Revision], *, accept: bool) -> bool:
    """Whether what the changes stand on is no longer there once all are accepted, or rejected."""
    return any(each.adds is not accept for each in revisions)


def _view(story: Story, *, accept: bool) -> tuple[str, ...]:
    return (*texts(story.paragraphs, accept=accept), *_notes(story, accept))


def _notes(story: Story, accept: bool) -> Iterator[str]:
    """The text of the notes whose mark is left, footnotes before endnotes."""
    marks = [
        piece
        for paragraph in story.paragraphs
        if not gone((*paragraph.row, *paragraph.cell), accept=accept)
        for piece in paragraph.pieces
        if isinstance(piece, NoteMark) and not gone(piece.revisions, accept=accept)
    ]
    held = {(note.kind, note.id): note for note in story.notes}
    for mark in sorted(marks, key=lambda each: each.kind != "footnote"):
        if (mark.kind, mark.id) in held:
            yield from texts(held[mark.kind, mark.id].paragraphs, accept=accept)


def _texts(paragraphs: tuple[Paragraph, ...], accept: bool) -> Iterator[str]:
    open_text: list[str] = []
    for paragraph, after in zip(paragraphs, [*paragraphs, None][1:], strict=True):
        if gone((*paragraph.row, *paragraph.cell), accept=accept):
            continue
        open_text += [run.text for run in paragraph.runs if not gone(run.revisions, accept=accept)]
        # A paragraph goes on in the next one only where nothing, not even a table that is gone, stands between.
        goes_on = after is not None and after.box == paragraph.box
        if not (goes_on and gone(paragraph.mark, accept=accept)):
            # A page break at the edge of a paragraph only moves it; within, it parts words as a line break does.
            yield "".join(open_text).strip("\f").replace("\f", "\n")
            open_text = []
