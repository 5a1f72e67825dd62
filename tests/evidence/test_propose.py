"""Proposals whatever the text: names swapped, hostile input, places that hold what they say, files of every kind."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.gold import TEXTS, marked
from onetext.errors import InputError, UsageError
from onetext.evidence import loading
from onetext.evidence.document import Document
from onetext.evidence.loading import load_document
from onetext.evidence.propose import propose

FILES = sorted(TEXTS.glob("*.txt"))
PAIRS = {
    "wire.txt": ("Ingrid Dahl", "Tomas Brekke"),
    "hearsay.txt": ("Sara Holt", "Omar Reyes"),
    "partisan.txt": ("Nadia Kerr", "Hanna Weiss"),
    "names.txt": ("Elena Petrova", "Mark Solberg"),
    "detainees.txt": ("Viktor Anselm", "Dana Koval"),
    "straight.txt": ("Pete Larsen", "Marta Ruiz"),
}


def swapped(text: str, one: str, other: str) -> str:
    """A text with two people's names exchanged: whole, first, last, and in capitals."""
    table = {
        a: b for left, right in zip((one, *one.split()), (other, *other.split()), strict=True) for a, b in ((left, right), (right, left))
    }
    table |= {a.upper(): b.upper() for a, b in table.items()}
    return re.sub("|".join(sorted(map(re.escape, table), key=len, reverse=True)), lambda found: table[found[0]], text)


@pytest.mark.parametrize("name", PAIRS)
def test_with_names_swapped_the_same_is_proposed_with_names_swapped(name: str) -> None:
    text, _ = marked(TEXTS / name)
    one, other = PAIRS[name]
    plain, turned = propose(Document(text)), propose(Document(swapped(text, one, other)))
    told = [(p.kind, p.rule, p.tier, swapped(p.text, one, other), swapped(p.speaker, one, other), p.date) for p in plain.proposals]
    assert told == [(p.kind, p.rule, p.tier, p.text, p.speaker, p.date) for p in turned.proposals]


WORDS = st.sampled_from(
    ["“", "”", '"', "‘", "’", "«", "»", "„", ".", ",", ":", "\n", "said", "told", "according to", "Ann Lee", "The minister", "he", "that", "not",
     "on Monday", "@ann", "(", ")", "[", "]", "Q:", "A:", "—", ">", "December 2, 2031", "road", "🇺🇸", "\u200f", "é"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=200))
def test_of_any_text_what_is_proposed_stands_where_it_says(text: str) -> None:
    found = propose(Document(text))
    for one in found.proposals:
        assert 0 <= one.start < one.end <= len(text) and text[one.start : one.end] == one.text
        for mark in filter(None, (one.mention, one.cue, *one.loaded)):
            assert text[mark.start : mark.end] == mark.text
    assert [one.id for one in found.proposals] == [f"p{n}" for n in range(1, len(found.proposals) + 1)]
    assert found == propose(Document(text))


@pytest.mark.bench
@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("said " * 4000, 5.0),
        ("Ann Lee said " * 4000, 5.0),
        ("“" * 100_000, 5.0),
        ("“a " * 50_000, 5.0),
        ('"a" ' * 60_000, 5.0),
        ("a" * 1_000_000, 5.0),
        (FILES[0].read_text("utf-8").replace("\n", " ") * 700, 5.0),
        ("\n".join(path.read_text("utf-8") for path in FILES)[:10_000], 0.3),
        ("\n".join(path.read_text("utf-8") for path in FILES * 9)[:100_000], 5.0),
    ],
    ids=lambda value: f"{len(value)} {value[:8]!r}" if isinstance(value, str) else str(value),
)
def test_hostile_and_long_texts_take_no_longer_than_promised(text: str, seconds: float) -> None:
    from time import perf_counter

    began = perf_counter()
    propose(Document(text[:1_000_000]))
    took = perf_counter() - began
    print(f"{len(text):,} characters: {took:.2f} s of {seconds} s")
    assert took <= seconds


def bad(name: str, data: bytes) -> str:
    with pytest.raises(InputError) as wrong:
        load_document(name, data)
    (problem,) = wrong.value.problems
    return str(problem)


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", "caf\u00e9".encode("latin-1"), "a.txt:1:4: not UTF-8; text in UTF-8"),
        ("a.txt", b"two lines\nand \xff", "a.txt:2:5: not UTF-8"),
        ("a.txt", b"PK\x03\x04\x00\x00", "a.txt:1:1: not text: the control character U+0003"),
        ("a.txt", b" \n\n ", "a.txt:1:1: no text in it"),
        ("a.pdf", b"%PDF-1.7 nothing", "a.pdf:1:1: damaged, or no PDF"),
        ("a.docx", b"PK nothing", "a.docx:1:1: damaged, locked, or no Word file"),
        ("a.docx", packed(a=b"0" * 5_000_000), "a.docx:1:1: unpacks to 5,000,000 bytes"),
        ("a.docx", packed(a=b"0"), "a.docx:1:1: damaged"),
        ("a.html", b"", "a.html:1:1: "),
        ("a.txt", b"a" * (loading.MOST_BYTES + 1), "a.txt:1:1: more than 16 MiB"),
    ],
    ids=range(10),
)
def test_what_cannot_be_read_is_refused_in_one_line(name: str, data: bytes, said: str) -> None:
    assert bad(name, data).startswith(said)


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert bad("a.pdf", out.getvalue()) == "a.pdf:1:1: locked with a password; a PDF without a password"


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(loading, "import_module", missing)
    for name in ("a.pdf", "a.html", "a.docx"):
        with pytest.raises(UsageError, match=r"pip install 'onetext\[evidence\]'"):
            load_document(name, b"x")


def test_a_word_file_and_a_page_give_the_proposals_of_their_text() -> None:
    docx = pytest.importorskip("docx")
    text, _ = marked(TEXTS / "single.txt")
    file = docx.Document()
    for line in text.split("\n"):
        file.add_paragraph(line)
    out = io.BytesIO()
    file.save(out)
    page = f"<html><head><title>News</title></head><body><article>{''.join(f'<p>{line}</p>' for line in text.split(chr(10)) if line)}</article></body></html>"
    said = [(one.text, one.speaker) for one in propose(Document(text)).proposals]
    assert [(one.text, one.speaker) for one in propose(load_document("a.docx", out.getvalue())).proposals] == said
    found = [(one.text, one.speaker) for one in propose(load_document("a.html", page.encode())).proposals]
    assert len(set(found) & set(said)) >= 0.9 * len(said)


def test_days_are_counted_back_from_the_documents_day() -> None:
    text = (
        "“We sign,” Ann Lee said on Monday. “Not yet,” Bo Ek told reporters yesterday. Before Friday, Ann Lee said that the road was open."
    )
    found = propose(Document(text, date="2031-05-07"))
    assert [one.date.edtf for one in found.proposals] == ["2031-05-05", "2031-05-06", None]
    assert {one.date.status for one in propose(Document(text)).proposals} == {"unknown"}
