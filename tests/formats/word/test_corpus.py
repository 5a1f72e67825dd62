"""Both views of every file of the corpus, against what LibreOffice says of it."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from conftest import require
from formats.word import libreoffice, make_corpus
from formats.word.office_cases import CASES
from formats.word.random_cases import random_document
from onetext.formats.word.reading import read_story
from onetext.formats.word.story import Story
from onetext.formats.word.views import accepted, original

CORPUS = Path(__file__).with_name("corpus")
FILES = sorted(CORPUS.glob("*.docx"))
VIEWS = {"accepted": accepted, "original": original}
AUTHORS = {make_corpus.N, make_corpus.E, make_corpus.M, "", "LibreOffice"}

FAULTS: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {
    ("mark-inserted-deleted", "original"): (
        "a mark that was inserted and then deleted: LibreOffice keeps the last of the two changes only (ECMA-376 17.13.5.15, 17.13.5.20)",
        ("One two.", "Three."),
    ),
    ("paragraph-inserted-deleted", "original"): ("the same, and an empty paragraph stays", ("First.", "Last.")),
    ("sdt-plain-text", "accepted"): ("changes in a plain-text content control are forgotten on import", ("The words end.",)),
    ("sdt-plain-text", "original"): ("changes in a plain-text content control are forgotten on import", ("The word here end.",)),
    ("sdt-rich-block", "original"): (
        "an insertion in the first paragraph of a content control around paragraphs is not rejected",
        ("Before.", "In block.", "Gone.", "After."),
    ),
    ("footnotes-joined", "accepted"): (
        "of a later note whose paragraphs are joined, LibreOffice loses the second, which nobody deleted",
        ("One two.", "New.", "Old.Older."),
    ),
    ("same-minute", "original"): (
        "insertions of one author and minute on both sides of a paragraph's end are taken for one, and the end, which nobody changed, goes with it",
        ("One", " of two."),
    ),
    ("own-insertion-deleted", "accepted"): ("a deletion within an insertion of the same author is not carried out", ("One two four.",)),
    ("page-break", "accepted"): (
        "a page break within a paragraph makes two of it; by the standard it is a break in a run (17.3.3.1)",
        ("a\nb", "c"),
    ),
    ("page-break", "original"): (
        "a page break within a paragraph makes two of it; by the standard it is a break in a run (17.3.3.1)",
        ("a", "c"),
    ),
    ("cells-inserted", "original"): (
        "cells that were inserted stay (17.13.5.2): this version does not know the change",
        ("Before.", "a", "c", "After."),
    ),
    ("cells-deleted", "accepted"): (
        "cells that were deleted stay (17.13.5.1): this version does not know the change",
        ("Before.", "a", "c", "After."),
    ),
}
"""(file, view) -> why LibreOffice 7.4 is at fault there, and what the text is by the standard."""


def story(file: Path) -> Story:
    """The story of a file of the corpus."""
    return read_story(file.name, file.read_bytes())


def test_the_corpus_is_large_enough() -> None:
    """Hand-made and LibreOffice's own files, with the views of each beside it."""
    assert len(FILES) >= 34
    assert sum(file.stem in CASES for file in FILES) >= 8
    assert {file.name for file in CORPUS.iterdir()} == {
        f"{file.stem}{end}" for file in FILES for end in (".docx", ".accepted.txt", ".original.txt")
    }


def test_the_files_made_by_hand_are_what_the_script_writes() -> None:
    """Byte for byte."""
    made = make_corpus.cases()
    assert {file.stem for file in FILES} == set(made) | set(CASES)
    assert [name for name, data in made.items() if (CORPUS / f"{name}.docx").read_bytes() != data] == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_our_view_is_that_of_libreoffice(file: Path, view: str) -> None:
    """Paragraph by paragraph; where LibreOffice is at fault, what the table says, for as long as it is."""
    ours = VIEWS[view](story(file))
    theirs = file.with_suffix(f".{view}.txt").read_text("utf-8")
    if (file.stem, view) in FAULTS:
        assert ours == FAULTS[file.stem, view][1]
        assert libreoffice.written(ours) != theirs
    else:
        assert libreoffice.written(ours) == theirs


def test_libreoffice_still_says_what_is_written_down() -> None:
    """Asked again for every file."""
    require("office")
    for name, said in libreoffice.views(FILES).items():
        for view in VIEWS:
            assert (name, libreoffice.written(said[view])) == (name, (CORPUS / name).with_suffix(f".{view}.txt").read_text("utf-8"))


@pytest.mark.slow("office")
def test_documents_by_chance_read_as_in_libreoffice(tmp_path: Path) -> None:
    """Both views of 200 documents that nobody thought of."""
    require("office")
    files = [tmp_path / f"{seed}.docx" for seed in range(1000, 1200)]
    for file in files:
        file.write_bytes(random_document(int(file.stem)))
    answers = libreoffice.views(files)
    for file in files:
        for view, ours in VIEWS.items():
            assert (file.stem, view, list(ours(story(file)))) == (file.stem, view, answers[file.name][view])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_file_says_who_made_it_and_where(file: Path) -> None:
    """Only the authors of the cases, one date, and no path."""
    with ZipFile(BytesIO(file.read_bytes())) as opened:
        for name in opened.namelist():
            part = opened.read(name).decode("utf-8", "replace")
            assert set(re.findall(r'w:author="([^"]*)"', part)) <= AUTHORS
            assert {each[:7] for each in re.findall(r'w:date="([^"]*)"', part)} <= {"2026-03"}
            assert set(re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]+)", part)) <= AUTHORS
            assert re.findall(r"file:///|/(?:home|root|tmp|usr)/", part) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_text_is_lost(file: Path) -> None:
    """Every character that the file writes as text is in the story, or in what it says it did not read."""
    read = story(file)
    every = (*read.paragraphs, *(each for note in read.notes for each in note.paragraphs))
    said = "".join(each.text for each in every) + "".join("".join(comment.paragraphs) for comment in read.comments)
    with ZipFile(BytesIO(file.read_bytes())) as opened:
        names = [name for name in opened.namelist() if re.fullmatch(r"word/(document|footnotes|endnotes|comments)\.xml", name)]
        texts = [text for name in names for text in re.findall(r"<w:(?:t|delText)(?: [^>]*)?>([^<]*)<", opened.read(name).decode("utf-8"))]
    for text in texts:
        plain = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
        assert plain.strip() in said or any(plain.strip() in str(each) for each in read.unread)
