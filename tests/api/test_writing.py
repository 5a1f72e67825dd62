"""Files are written whole or not at all, and a converted case reads as the same case."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import onetext
from conftest import SHARED
from onetext.api import writing
from onetext.api.templates import drafted, slugs, template_files, written_new
from onetext.api.writing import convert, write_whole
from onetext.errors import CannotHold, UsageError

STRAIT = SHARED / "cases" / "native" / "strait.yaml"


def test_there_and_back(tmp_path: Path) -> None:
    """Native to native is the same case."""
    case = onetext.load(STRAIT).case
    assert convert(case, tmp_path / "copy.yaml") == (str(tmp_path / "copy.yaml"),)
    assert onetext.load(tmp_path / "copy.yaml").case == case
    assert [path.name for path in tmp_path.iterdir()] == ["copy.yaml"]


def test_into_a_folder(tmp_path: Path) -> None:
    """A format of several files makes the folder."""
    study = onetext.load(SHARED / "cases" / "genius" / "Coffee")
    written = study.convert(tmp_path / "out", to="genius")
    assert len(written) == 3
    assert onetext.load(tmp_path / "out").case.issues == study.case.issues


def test_several_files_are_no_single_file(tmp_path: Path) -> None:
    """A name that ends as one file does is refused where the format takes several."""
    study = onetext.load(SHARED / "cases" / "genius" / "Coffee")
    with pytest.raises(UsageError, match=r"genius takes 3 files, 'out\.xml' is one; allowed: a folder, with --to genius"):
        study.convert(tmp_path / "out.xml")
    assert list(tmp_path.iterdir()) == []


def test_what_a_format_cannot_hold_is_not_written(tmp_path: Path) -> None:
    """Every reason is named, and nothing is there afterwards."""
    with pytest.raises(CannotHold, match="link"):
        convert(onetext.load(STRAIT).case, tmp_path / "out", to="genius")
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All files, or none; the old ones stay as they were, and no temporary file is left."""
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("old", "utf-8")

    def full(path: Path, data: bytes) -> Path:
        if path == new:
            raise OSError(28, "No space left on device", str(path))
        return beside(path, data)

    beside = writing._beside
    monkeypatch.setattr(writing, "_beside", full)
    with pytest.raises(UsageError, match=r"cannot write .*new\.txt: No space left"):
        write_whole({old: b"changed", new: b"new"})
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("old.txt", "old")]


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    """An existing file's, and for a new one what the user's mask says."""
    path = tmp_path / "brief.html"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_whole({path: b"new", tmp_path / "fresh.html": b"new"})
    mask = os.umask(0o22)
    os.umask(mask)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
    assert (tmp_path / "fresh.html").stat().st_mode & 0o777 == 0o666 & ~mask


@pytest.mark.parametrize("place", ["", "missing/brief.html"])
def test_no_place_to_write(tmp_path: Path, place: str) -> None:
    """A folder in the way, or none to write into."""
    with pytest.raises(UsageError, match="cannot write"):
        write_whole({tmp_path / place: b"x"})
    assert list(tmp_path.iterdir()) == []


def test_every_template_is_a_case(tmp_path: Path) -> None:
    """The blank page and every bundled case, comments and all."""
    for name in ("blank", *onetext.bundled()):
        files = template_files(name)
        target = tmp_path / (name if len(files) > 1 else f"{name}.yaml")
        written_new(target, files)
        assert onetext.load(target).case.issues
    assert b"# what people read" not in template_files("blank")["case.yaml"]
    with pytest.raises(UsageError, match="exists already"):
        written_new(tmp_path / "blank.yaml", template_files("blank"))


def test_a_case_from_answers(tmp_path: Path) -> None:
    """Names in any script get ids of their own; a range becomes a number."""
    answers: dict[str, list[str] | str] = {
        "title": "Вода", "parties": ["Верхний берег", "Lower bank"], "mediator": "Lower bank",
        "issues": ["How much water?|0 to 12 by 3 million litres", "Who measures?|Nobody; The dam; Nobody else"],
    }  # fmt: skip
    (tmp_path / "case.yaml").write_bytes(drafted(answers)["case.yaml"])
    case = onetext.load(tmp_path / "case.yaml").case
    assert [(party.id, party.name, party.kinds) for party in case.parties] == [
        ("верхний-берег", "Верхний берег", ("principal",)),
        ("lower-bank", "Lower bank", ("principal",)),
        ("lower-bank-2", "Lower bank", ("mediator",)),
    ]
    assert [len(issue.options) for issue in case.issues] == [5, 3]
    assert case.issues[0].grid is not None and case.issues[0].grid.unit == "million litres"


def test_ids_are_short_and_different() -> None:
    """Also for names without a letter."""
    assert slugs(["A b", "a B", "!", "?", "one two three four"]) == ["a-b", "a-b-2", "x", "x-2", "one-two-three"]


def test_the_place_that_cannot_be_written_is_named_as_it_was_given(tmp_path: Path) -> None:
    """Not the temporary file beside it."""
    with pytest.raises(UsageError, match=r"cannot write \S*/none/brief\.html: No such"):
        write_whole({tmp_path / "none" / "brief.html": b""})
