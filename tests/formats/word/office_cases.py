"""The part of the corpus that LibreOffice writes: documents edited with change recording on, then saved as .docx.

    python -m formats.word.office_cases      (from the folder `tests`)

`bridge.py` runs the edits inside LibreOffice's own Python; what it saves carries the hour and a number per save, which
are then set to fixed ones. So the files stay the same text, and are the same bytes from one version of LibreOffice.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

CORPUS = Path(__file__).with_name("corpus")
DATE = b"2026-03-01T09:00:00Z"
BREAK = 0
"""The control character that ends a paragraph."""

HTML = b"""<html><body><h1>Cease-fire</h1><p>Fire <b>stops</b> at noon.</p><ul><li>North</li><li>East</li></ul>
<table border=1><tr><td>Post</td><td>Held by</td></tr><tr><td>Bridge</td><td>Northland</td></tr></table><p>Signed.</p></body></html>"""


def _find(document: Any, words: str) -> Any:
    """The range of some words."""
    search = document.createSearchDescriptor()
    search.SearchString = words
    return document.findFirst(search)


def _fill(document: Any, *paragraphs: str) -> None:
    """Type paragraphs into an empty document."""
    cursor = document.Text.createTextCursor()
    for number, each in enumerate(paragraphs):
        if number:
            document.Text.insertControlCharacter(cursor, BREAK, False)
        document.Text.insertString(cursor, each, False)


def _as(running: Any, document: Any, who: str) -> None:
    """Record from here on what `who` changes."""
    running.configure("/org.openoffice.UserProfile/Data", "givenname", who)
    running.configure("/org.openoffice.UserProfile/Data", "sn", "")
    document.RecordChanges = True


def _add(document: Any, after: str, text: str) -> None:
    """Type text after some words."""
    at = _find(document, after).End
    at.Text.insertString(at, text, False)


def _cut(document: Any, words: str) -> None:
    """Delete some words."""
    _find(document, words).setString("")


def _cut_from(document: Any, start: str, end: str) -> None:
    """Delete from the start of some words to the end of others."""
    cursor = document.Text.createTextCursorByRange(_find(document, start).Start)
    cursor.gotoRange(_find(document, end).End, True)
    cursor.setString("")


def words(running: Any, document: Any) -> None:
    """Words inserted and deleted by one."""
    _fill(document, "The border runs along the river.", "Both sides withdraw.")
    _as(running, document, "Northland")
    _add(document, "along the", " western bank of the")
    _cut(document, "Both ")
    _add(document, "withdraw", "\tat once\nand for good")


def authors(running: Any, document: Any) -> None:
    """One inserts, the other deletes what was inserted, and what stood before."""
    _fill(document, "Water is shared between the parties in equal parts.")
    _as(running, document, "Northland")
    _add(document, "shared", " fairly and openly")
    _as(running, document, "Eastmark")
    _cut(document, " and openly")
    _cut(document, "between the parties ")
    _add(document, "fairly", " enough")


def paragraphs(running: Any, document: Any) -> None:
    """Paragraphs inserted, deleted, split and joined."""
    _fill(document, "One stays.", "Two goes.", "Three is split here and there.", "Four begins", "and ends.", "Five stays.")
    _as(running, document, "Northland")
    _cut_from(document, "Two", "goes.")
    at = _find(document, "split here").End
    at.Text.insertControlCharacter(at, BREAK, False)
    cursor = document.Text.createTextCursorByRange(_find(document, "begins").End)
    cursor.goRight(1, True)
    cursor.setString(" ")
    _as(running, document, "Eastmark")
    at = _find(document, "One stays.").End
    at.Text.insertControlCharacter(at, BREAK, False)
    at.Text.insertString(at, "A new one.", False)


def across(running: Any, document: Any) -> None:
    """A deletion over several paragraphs."""
    _fill(document, "First, all agree.", "Second, nobody agrees.", "Third, some agree.", "Last, they sign.")
    _as(running, document, "Northland")
    _cut_from(document, ", all agree", "Third")


def everything(running: Any, document: Any) -> None:
    """All deleted, and something new written."""
    _fill(document, "Old text.", "More old text.")
    _as(running, document, "Northland")
    _cut_from(document, "Old text", "More old text.")
    cursor = document.Text.createTextCursor()
    cursor.gotoEnd(False)
    document.Text.insertString(cursor, "New text.", False)


def table(running: Any, document: Any) -> None:
    """Text in cells changed, a row deleted and one inserted."""
    _fill(document, "Before.", "After.")
    made = document.createInstance("com.sun.star.text.TextTable")
    made.initialize(3, 2)
    document.Text.insertTextContent(_find(document, "Before.").End, made, False)
    for name in made.getCellNames():
        made.getCellByName(name).setString(f"cell {name}")
    _as(running, document, "Northland")
    _cut(document, "cell A1")
    _add(document, "cell B1", " changed")
    document.CurrentController.select(made.getCellByName("A2"))
    running.command(document, "DeleteRows")


def notes(running: Any, document: Any) -> None:
    """A footnote inserted, one deleted, one changed."""
    _fill(document, "A claim stands. Another falls. A third is new.")
    for after, text in (("stands", "See the map."), ("falls", "See the old map.")):
        note = document.createInstance("com.sun.star.text.Footnote")
        document.Text.insertTextContent(_find(document, after).End, note, False)
        note.setString(text)
    _as(running, document, "Northland")
    note = document.createInstance("com.sun.star.text.Footnote")
    document.Text.insertTextContent(_find(document, "new").End, note, False)
    note.setString("A new note.")
    first = document.Footnotes.getByIndex(0)
    first.insertString(first.End, " And the list.", False)
    cursor = document.Text.createTextCursorByRange(_find(document, "Another").Start)
    cursor.gotoRange(_find(document, " A third").Start, True)
    cursor.setString("")


def headings(running: Any, document: Any) -> None:
    """Headings and a list changed."""
    _fill(document, "Article 1", "Text of the first.", "Article 2", "north", "east", "west")
    for words_, style in (
        ("Article 1", "Heading 1"),
        ("Article 2", "Heading 1"),
        ("north", "List 1"),
        ("east", "List 1"),
        ("west", "List 1"),
    ):
        _find(document, words_).ParaStyleName = style
    for words_ in ("north", "east", "west"):
        _find(document, words_).NumberingStyleName = "Numbering 123"
    _as(running, document, "Eastmark")
    _add(document, "Article 1", ": Borders")
    at = _find(document, "north").End
    at.Text.insertControlCharacter(at, BREAK, False)
    at.Text.insertString(at, "south", False)
    _cut_from(document, "east", "east")
    _cut(document, "Article 2")


def moved(running: Any, document: Any) -> None:
    """A paragraph moved down."""
    _fill(document, "The first clause.", "The second clause.", "The third clause.", "The fourth clause.")
    _as(running, document, "Northland")
    document.CurrentController.ViewCursor.gotoRange(_find(document, "The second clause.").Start, False)
    running.command(document, "MoveDown")


def replaced(running: Any, document: Any) -> None:
    """One word replaced everywhere."""
    _fill(document, "The party of the north, the party of the east.", "Each party signs.", "No party leaves.")
    _as(running, document, "Northland")
    change = document.createReplaceDescriptor()
    change.SearchString, change.ReplaceString = "party", "delegation"
    document.replaceAll(change)


def right_to_left(running: Any, document: Any) -> None:
    """Text from right to left."""
    _fill(document, "يتفق الطرفان على الحدود.", "שני הצדדים חותמים.")
    for words_ in ("يتفق", "שני"):
        _find(document, words_).WritingMode = 1
    _as(running, document, "Northland")
    _add(document, "الطرفان", " فورا")
    _cut(document, "שני ")


def page(running: Any, document: Any) -> None:
    """A web page, changed."""
    _as(running, document, "Eastmark")
    _add(document, "Fire ", "by all ")
    _cut(document, "at noon")
    _add(document, "Bridge", " and ford")
    _cut(document, "North")


def linked(running: Any, document: Any) -> None:
    """A link and a bookmark with changes in them."""
    _fill(document, "See the list of posts for more.", "The end.")
    _find(document, "the list of posts").HyperLinkURL = "https://example.org/"
    spot = document.createInstance("com.sun.star.text.Bookmark")
    spot.Name = "end"
    document.Text.insertTextContent(_find(document, "The end"), spot, True)
    _as(running, document, "Northland")
    _add(document, "the list", " (draft)")
    _cut(document, " of posts")
    _cut(document, "The ")


CASES: dict[str, Callable[[Any, Any], None]] = {
    f"office-{each.__name__.replace('_', '-')}": each
    for each in (words, authors, paragraphs, across, everything, table, notes, headings, moved, replaced, right_to_left, page, linked)
}


def write(running: Any, folder: Path) -> list[str]:
    """Run every case and save it; called by `bridge.py`."""
    (folder / "page.html").write_bytes(HTML)
    for name, case in CASES.items():
        document = running.open((folder / "page.html").as_uri() if case is page else "private:factory/swriter")
        case(running, document)
        running.save(document, (folder / f"{name}.docx").as_uri())
        document.close(True)
    return list(CASES)


def settled(data: bytes) -> bytes:
    """A saved file without the hour of its saving and without what LibreOffice says of itself."""
    held = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(held, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            part = re.sub(rb'(?<=w:date=")[^"]*', DATE, source.read(name))
            part = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>" + DATE, part)
            copy.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, ZIP_DEFLATED)
    return held.getvalue()


def main() -> None:
    """Write the files into the corpus."""
    from tempfile import TemporaryDirectory

    from formats.word.libreoffice import ask

    with TemporaryDirectory() as folder:
        for name in ask("write", folder):
            (CORPUS / f"{name}.docx").write_bytes(settled((Path(folder) / f"{name}.docx").read_bytes()))


if __name__ == "__main__":
    sys.exit(main())
