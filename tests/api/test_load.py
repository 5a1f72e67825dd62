"""Loading: paths before bundled names, several files as one scenario, folders within their bounds, the day and its origin."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import pytest

import onetext
from conftest import SHARED
from onetext.api import reading
from onetext.errors import InputError, UsageError

STRAIT = SHARED / "cases" / "native" / "strait.yaml"
COFFEE = SHARED / "cases" / "genius" / "Coffee"


def problem(wrong: pytest.ExceptionInfo[InputError]) -> tuple[str, str]:
    """File and code of the first problem."""
    first = wrong.value.problems[0]
    return first.file, first.code


def test_every_bundled_case_loads_by_name() -> None:
    """And is told apart from a path by not existing."""
    assert len(onetext.bundled()) >= 6
    for name in onetext.bundled():
        assert onetext.load(name).case.issues


def test_a_path_wins_over_a_bundled_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder called as a bundled case is the folder."""
    monkeypatch.chdir(tmp_path)
    assert onetext.load("house-sale").case.title != "Harbour and strait"
    (tmp_path / "house-sale").mkdir()
    shutil.copy(STRAIT, tmp_path / "house-sale" / "case.yaml")
    assert onetext.load("house-sale").case.title == "Harbour and strait"


def test_several_files_make_one_scenario() -> None:
    """As their folder does."""
    together = onetext.load(*sorted(COFFEE.glob("*.xml")))
    assert together.case == onetext.load(COFFEE).case
    assert len(together.source) == 3


def test_a_slip_in_a_name() -> None:
    """The nearest bundled case is named, and all are listed."""
    with pytest.raises(InputError, match="did you mean 'river-game'\\? bundled: house-sale") as wrong:
        onetext.load("river-gmae")
    assert problem(wrong) == ("river-gmae", "no_file")


def test_nothing_to_load() -> None:
    """Is a mistake in usage."""
    with pytest.raises(UsageError, match="nothing to load"):
        onetext.load()


def test_an_error_names_the_path_that_was_given(tmp_path: Path) -> None:
    """Not the name under which the format saw the file."""
    (tmp_path / "case.yaml").write_text("onetext: 1\nparties: {}\n", "utf-8")
    with pytest.raises(InputError) as wrong:
        onetext.load(tmp_path)
    assert problem(wrong)[0] == str(tmp_path / "case.yaml")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """What lies outside is not read; a link inside is followed; hidden files are left out."""
    folder = tmp_path / "case"
    folder.mkdir()
    shutil.copy(STRAIT, folder / "case.yaml")
    (folder / ".hidden").symlink_to("/etc/passwd")
    (folder / "again.txt").symlink_to(folder / "case.yaml")
    assert set(reading.gather((folder,)).data) == {"case.yaml", "again.txt"}
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(InputError) as wrong:
        onetext.load(folder)
    assert problem(wrong) == (str(folder / "out.txt"), "link")


def test_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too large or too many files are refused before they are all read."""
    monkeypatch.setattr(reading, "MOST_BYTES", 1000)
    with pytest.raises(InputError) as wrong:
        onetext.load(STRAIT)
    assert problem(wrong) == (str(STRAIT), "size")
    monkeypatch.setattr(reading, "MOST_BYTES", 1 << 30)
    monkeypatch.setattr(reading, "MOST_FILES", 3)
    for n in range(5):
        (tmp_path / f"{n}.txt").write_text("x", "utf-8")
    with pytest.raises(InputError) as wrong:
        onetext.load(tmp_path)
    assert problem(wrong)[1] == "size"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` is a case file on standard input; its errors say so."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(STRAIT.read_bytes())))
    assert onetext.load("-").case == onetext.load(STRAIT).case
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"onetext: 3\n")))
    with pytest.raises(InputError) as wrong:
        onetext.load("-")
    assert problem(wrong)[0] == "-"


def test_an_empty_folder(tmp_path: Path) -> None:
    """Holds no case: an error, not a crash."""
    with pytest.raises(InputError, match="no format recognises this"):
        onetext.load(tmp_path)


def test_files_of_one_name_are_both_read(tmp_path: Path) -> None:
    """Two folders may hold files of the same name."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(name, "utf-8")
    found = reading.gather((tmp_path / "a" / "x.txt", tmp_path / "b" / "x.txt"))
    assert sorted(found.data.values()) == [b"a", b"b"]


def test_the_day_and_where_it_comes_from() -> None:
    """The caller's day, else the case's, else today."""
    said = onetext.load(STRAIT)
    assert (said.as_of, said.as_of_from) == (date(2031, 5, 1), "case")
    asked = onetext.load(STRAIT, as_of="2031-02-01")
    assert (asked.as_of, asked.as_of_from, asked.case.as_of) == (date(2031, 2, 1), "option", date(2031, 2, 1))
    assert (
        onetext.load(STRAIT, as_of=date(2031, 2, 1))
        == asked
        == said.on("2031-02-01").__class__(asked.case, asked.as_of, "option", asked.source)
    )
    today = onetext.load(COFFEE)
    assert (today.as_of, today.as_of_from) == (date.today(), "today")
    with pytest.raises(UsageError, match=r"no day: '1\.5\.2031'; allowed: a date such as"):
        onetext.load(STRAIT, as_of="1.5.2031")


def test_the_digest_holds_the_day() -> None:
    """Another day is another digest; the same case and day the same one."""
    one, other = onetext.load(STRAIT), onetext.load(STRAIT, as_of="2031-02-01")
    assert one.digest() == onetext.load(STRAIT).digest() != other.digest()
    assert one.on("2031-02-01").digest() == other.digest()


def test_a_format_by_name() -> None:
    """`format_name` decides, and an unknown one lists the known."""
    assert onetext.load(STRAIT, format_name="native").case.issues
    with pytest.raises(UsageError, match="unknown format 'wrod'"):
        onetext.load(STRAIT, format_name="wrod")


def test_a_study_is_shown_in_one_line() -> None:
    """Its case, printed field by field, would fill pages."""
    title = onetext.load(STRAIT).case.title
    assert repr(onetext.load(STRAIT, as_of="2031-02-01")) == f"<Study {title!r}: 6 parties, 5 issues, as of 2031-02-01>"
