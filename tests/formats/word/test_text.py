"""A text as a Word file and back: nothing is lost, by us or by LibreOffice."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from conftest import require
from formats.word.libreoffice import saved_again
from onetext.errors import CannotHold
from onetext.formats.text import read_text, write_text
from onetext.formats.word.manifest import read_manifest
from onetext.formats.word.own import own_text
from onetext.formats.word.reading import read_story
from onetext.formats.word.runs import Author, directions
from onetext.formats.word.story import Story
from onetext.formats.word.views import accepted, original
from onetext.formats.word.writing import Names, write_word
from onetext.model.text.values import Hold, Text, Words
from wordings import changed_text, random_text

NORTH = Author("Northland", "2031-05-01T00:00:00Z")
EAST = Author("Eastmark", "2031-05-02T00:00:00Z")


def remark(issue: str, held: tuple[tuple[str, tuple[Hold, ...]], ...]) -> tuple[str, ...]:
    return (issue, *(f"{option}: {', '.join(one.party for one in holds)}" for option, holds in held))


NAMES = Names(NORTH, {"preamble": EAST}, remark)


def pair(seed: int) -> tuple[Text, Text]:
    """A random text and what became of it."""
    rng = Random(seed)
    text, _ = random_text(rng)
    return text, changed_text(rng, text)


def back(data: bytes, *, accept: bool = True) -> Text:
    story = read_story("x.docx", data)
    manifest = read_manifest(story.properties)
    assert manifest is not None
    return own_text(story, manifest, accept=accept)


def changes(story: Story) -> set[tuple[str, str]]:
    """Who changed something, and when."""
    found = [one for paragraph in story.paragraphs for one in (*paragraph.mark, *paragraph.row)]
    found += [one for paragraph in story.paragraphs for run in paragraph.runs for one in run.revisions]
    return {(one.author, one.date) for one in found}


@pytest.mark.parametrize("block", range(10))
def test_what_is_exported_is_imported_again(block: int) -> None:
    """200 random texts of every feature, and as many with recorded changes: the same texts, before and after."""
    for seed in range(20 * block, 20 * block + 20):
        before, after = pair(seed)
        assert back(write_word(before, NAMES)) == before, seed
        data = write_word(after, NAMES, before)
        assert back(data) == after, seed
        assert back(data, accept=False) == before, seed
        assert read_story("x.docx", data).unread == (), seed


def test_the_same_text_gives_the_same_bytes() -> None:
    before, after = pair(3)
    assert write_word(after, NAMES, before) == write_word(after, NAMES, before)


SOURCE = """# Withdrawal

The Parties, wishing peace,

## Article 1. Forces {#forces}

1. {#p1} The Parties [shall | should [soon | ]{when: soon by east; open}]{verb: shall by north; should by east} withdraw.[^t]
> verb: should by east: a court could order it [s12]

   (a) {#p2} troops, and

2. Alt-1 {line: contact by east} The line of contact.

2. Alt-2 {line: none by west} [ ]

3. {#p3} See Article [2](#money).

## Article 2. Money {#money}

1. {#p1} East pays [#]{toll: 40 by north; 60 by east} million.

## Annex A. Maps {#maps}

[^t]: Of 2031.
"""


def text(source: str = SOURCE) -> Text:
    found = read_text(source)
    assert not found.problems
    return found.text


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read(name).decode()


def test_what_a_reader_of_word_sees() -> None:
    """Brackets in the drafters' typography, alternatives, numbers counted by Word, comments with holders, a real footnote."""
    data = write_word(text(), replace(NAMES, author=NORTH))
    story = read_story("x.docx", data)
    shown = accepted(story)
    assert shown == (
        "Withdrawal", "The Parties, wishing peace,", "Forces", "The Parties [shall][should [soon][ ]] withdraw.", "troops, and",
        "[Alt-1] The line of contact.", "[Alt-2] [ ]", "See Article 2.", "Money", "East pays [40][60] million.", "Maps", " Of 2031.",
    )  # fmt: skip
    assert original(story) == shown
    levels = [(one.numbering.level, one.numbering.text) if one.numbering else None for one in story.paragraphs]
    assert levels == [
        None, None, (0, "Article %1."), (1, "%2."), (2, "(%3)"), (1, "%2."), None, (1, "%2."), (0, "Article %1."), (1, "%2."), (0, "Annex %1."),
    ]  # fmt: skip
    assert next((one.author, one.paragraphs) for one in story.comments) == ("Northland", ("when", "soon: east"))
    assert [one.kind for one in story.notes] == ["footnote"]
    assert "<w:trackRevisions/>" in part(data, "word/settings.xml")


def test_alternatives_have_one_number() -> None:
    """Where Word would count on and we do not, a list starts at our number."""
    made = text("## Article 1 {#a}\n\n1. Alt-1 {i: x} one\n\n1. Alt-2 {i: y} two\n\n2. {#p} three\n")
    numbering = part(write_word(made), "word/numbering.xml")
    assert re.findall(r'<w:startOverride w:val="(\d+)"', numbering) == ["1"]


def test_changes_have_their_authors_and_days() -> None:
    before = text()
    after = text(SOURCE.replace("wishing peace", "wishing lasting peace").replace("troops, and", "all troops, and"))
    names = Names(NORTH, {"preamble": EAST, "forces": NORTH}, remark)
    story = read_story("x.docx", write_word(after, names, before))
    found = [(run.text, run.revisions[0].kind, run.revisions[0].author) for one in story.paragraphs for run in one.runs if run.revisions]
    assert found == [("lasting ", "insert", "Eastmark"), ("all ", "insert", "Northland")]


def test_what_moved_is_recorded_as_a_move() -> None:
    before = text("## Article 1. One {#a}\n\n1. {#p1} first\n\n2. {#p2} second\n\n3. {#p3} third\n")
    blocks = before.articles[0].blocks
    after = replace(before, articles=(replace(before.articles[0], blocks=(blocks[1], blocks[2], blocks[0])),))
    story = read_story("x.docx", write_word(after, NAMES, before))
    kinds = [run.revisions[0].kind if run.revisions else "" for one in story.paragraphs for run in one.runs]
    assert kinds == ["", "move_from", "", "", "move_to"]
    moves = [one.mark[0].move for one in story.paragraphs if one.mark]
    assert len(moves) == 2
    assert len(set(moves)) == 1


def test_a_character_that_xml_cannot_hold_is_refused() -> None:
    with pytest.raises(CannotHold, match=r"U\+FFFE"):
        write_word(Text((Words("a\ufffeb"),)))


def test_directions() -> None:
    assert list(directions("abc")) == [("abc", False)]
    assert list(directions("a שלום b")) == [("a ", False), ("שלום ", True), ("b", False)]


@pytest.mark.parametrize("seed", [4, 31])
def test_a_damaged_account_is_no_account(seed: int) -> None:
    """Properties that are not ours, or were cut, are told apart from a text."""
    data = write_word(pair(seed)[0], NAMES)
    story = read_story("x.docx", data)
    assert read_manifest(story.properties[:-1]) is None
    assert read_manifest(()) is None


def through_office(seeds: range, folder: Path) -> None:
    """Texts and changes of some seeds, opened and saved again by LibreOffice: the same texts, authors and days."""
    files = {}
    for seed in seeds:
        before, after = pair(seed)
        files[f"a{seed}.docx"], files[f"b{seed}.docx"] = write_word(before, NAMES), write_word(after, NAMES, before)
    again = saved_again(files, folder)
    lost = sorted(files.keys() - again.keys())
    print(f"LibreOffice did not finish on {len(lost)} of {len(files)} files: {lost}")
    assert len(lost) <= len(files) // 50 + 1
    for seed in seeds:
        before, after = pair(seed)
        if f"a{seed}.docx" in again:
            assert back(again[f"a{seed}.docx"]) == before, seed
        if f"b{seed}.docx" in again:
            data = again[f"b{seed}.docx"]
            assert back(data) == after, seed
            assert back(data, accept=False) == before, seed
            assert changes(read_story("x.docx", data)) == changes(read_story("x.docx", files[f"b{seed}.docx"])), seed


def test_libreoffice_keeps_it(tmp_path: Path) -> None:
    require("office")
    through_office(range(12), tmp_path)


@pytest.mark.slow("office")
def test_libreoffice_keeps_all_of_it(tmp_path: Path) -> None:
    through_office(range(12, 112), tmp_path)


def test_the_text_of_a_file_is_the_same_source() -> None:
    assert write_text(back(write_word(text(), NAMES))) == write_text(text())
