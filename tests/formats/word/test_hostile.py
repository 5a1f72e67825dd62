"""Files that mean harm or are broken: one clear line, or read; within time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from formats.word.hostile_cases import CASES, MAIN, MEBIBYTE, members, outcome, packed, plain
from onetext.errors import InputError
from onetext.formats.word.unpacking import unpack

SECONDS = 2.0
MOST = 256 * MEBIBYTE
CODES = {code for _, code in CASES.values()}
CORPUS = Path(__file__).with_name("corpus")


class Outcome(NamedTuple):
    """What came of a file: `read` or the code of its refusal, the text of that, how long it took, and the most memory."""

    what: str
    text: str
    seconds: float
    peak: int


@cache
def outcomes() -> dict[str, Outcome]:
    """Every case, read by a program of its own whose memory is limited."""
    command = [sys.executable, "-m", "formats.word.hostile_cases"]
    paths = f"{ROOT / 'src'}:{ROOT / 'tests'}:{ROOT}"
    done = subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": paths}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {name: Outcome(*told) for name, told in json.loads(done.stdout).items()}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_refused_in_one_line_or_read(name: str) -> None:
    """Never another exception; the line names the file and says what is allowed."""
    found = outcomes()[name]
    assert (found.what, found.text) == (CASES[name][1], found.text)
    if found.what != "read":
        assert found.text.startswith("draft.docx:") and "; " in found.text
        assert found.text.isprintable() and len(found.text) <= 300


def test_no_hostile_file_takes_much_memory() -> None:
    """At most 256 MiB, the file itself and the program included."""
    assert {name: found.peak // MEBIBYTE for name, found in outcomes().items() if found.peak > MOST} == {}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("bomb of 1:1000", "unpacks to over 200 times its size"),
        ("bomb of 300 MB", "unpacks to over 200 times its size"),
        ("size that lies", "unpacks to over 67108864 bytes"),
        ("overlapping members", "overlap"),
        ("a million deep", "too many elements"),
        ("45 MiB of text", "too much text"),
        ("old Word file", "an old Word file (.doc)"),
        ("workbook", "is a workbook (.xlsx)"),
        ("no archive", "is no Word document"),
        ("remote template", "a remote template: 'https://example.org/x.dotm'"),
    ],
)
def test_a_refusal_says_what_is_wrong(name: str, why: str) -> None:
    """By the first check that sees it, and not by a later one that would have held it, too."""
    assert why in outcomes()[name].text


@pytest.mark.bench
def test_no_hostile_file_takes_long() -> None:
    """At most two seconds each."""
    for name, found in sorted(outcomes().items(), key=lambda each: -each[1].seconds)[:10]:
        print(f"{name}: {found.what}, {found.seconds:.2f} s of {SECONDS} s, {found.peak // MEBIBYTE} MiB")
    assert {name: found.seconds for name, found in outcomes().items() if found.seconds > SECONDS} == {}


def test_what_is_not_needed_is_not_unpacked() -> None:
    """Pictures and the like stay packed."""
    parts = unpack("draft.docx", packed(members(plain()) | {"word/media/a.png": b"x", "word/theme/theme1.xml": b"<a/>"}))
    assert set(parts) == {
        "[Content_Types].xml",
        "_rels/.rels",
        MAIN,
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/numbering.xml",
    }


def test_a_refusal_is_one_problem_with_its_file() -> None:
    """As every refusal of a format is."""
    with pytest.raises(InputError) as refused:
        unpack("draft.docx", b"")
    assert str(refused.value) == "draft.docx:1:1: the file is empty; a Word document (.docx)"
    assert [problem.code for problem in refused.value.problems] == ["kind"]


@given(st.sampled_from(["nested", "row-deleted", "footnote-inserted", "office-table"]), st.integers(0, 1 << 32))
def test_a_file_with_bytes_changed_is_refused_or_read(name: str, seed: int) -> None:
    """Of the archive: any bytes overwritten, cut out or doubled."""
    of, data = Random(seed), bytearray((CORPUS / f"{name}.docx").read_bytes())
    for _ in range(of.randint(1, 8)):
        at, size = of.randrange(len(data)), of.randint(1, 60)
        data[at : at + of.choice([0, 1, size])] = of.choice([b"", of.randbytes(1), bytes(data[at : at + size])])
    assert outcome(bytes(data))[0] in CODES


@given(st.sampled_from(["nested", "row-deleted", "footnote-inserted", "field", "list", "comment-across"]), st.integers(0, 1 << 32))
def test_a_file_with_its_xml_shuffled_is_refused_or_read(name: str, seed: int) -> None:
    """Of a part: tags and values moved about, so that it is well-formed or nearly."""
    of = Random(seed)
    with ZipFile(BytesIO((CORPUS / f"{name}.docx").read_bytes())) as opened:
        parts = {each: opened.read(each) for each in opened.namelist()}
    part = of.choice(sorted(parts))
    pieces = parts[part].split(b"<")
    for _ in range(of.randint(1, 4)):
        one, other = of.randrange(len(pieces)), of.randrange(len(pieces))
        match of.randrange(4):
            case 0:
                pieces[one], pieces[other] = pieces[other], pieces[one]
            case 1:
                pieces[one:one] = pieces[other : other + 1]
            case 2:
                del pieces[one]
                pieces.append(b"")
            case _:
                pieces[one] = pieces[one].replace(b'"', of.choice([b'"-', b"'", b'"&#9;', b'"99999999999']), 2)
    assert outcome(packed(parts | {part: b"<".join(pieces)}))[0] in CODES
