"""Another form of a case beside it: named in the file, named on the command line, and refused where it is none."""

from __future__ import annotations

from pathlib import Path

import pytest

import onetext
from cli.running import ran

WORDS = """\
onetext: 1
title: By words
as_of: 2031-05-01
%sparties: {north: {}, east: {}}
issues: {line: {options: {hold: Hold, pull: Pull}}}
positions: {north: {red_lines: [{id: r, never: {line: hold}, from: statement, evidence: [s1]}]}}
statements: {s1: {who: Mira Sol, for: north}}
"""
POINTS = WORDS.replace("By words", "With points").replace(
    "{north: {red", "{east: {reservation: 1, worth: {line: {hold: 0, pull: 1}}}, north: {red"
)
HEAD = "What the estimates would add"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The case by words in one folder, the one with points beside that folder."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "case.yaml").write_text(WORDS % "beside: ../points.yaml\n", "utf-8")
    (tmp_path / "plain.yaml").write_text(WORDS % "", "utf-8")
    (tmp_path / "points.yaml").write_text(POINTS % "", "utf-8")
    return tmp_path


def test_the_file_names_it_by_its_path_from_there(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """Whether the file or its folder is given, and from wherever the command is run."""
    for given in (folder / "words" / "case.yaml", folder / "words"):
        done = ran(capsys, "brief", str(given))
        assert done.code == 0 and "are those of “With points”" in done.out
    assert HEAD not in ran(capsys, "brief", str(folder / "plain.yaml")).out


def test_the_command_line_names_it(capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its path from where the command is run; the command that makes the page again says so."""
    monkeypatch.chdir(folder)
    found = ran(capsys, "brief", "plain.yaml", "--beside", "points.yaml", "--json").json
    assert (found["forms"]["own"], found["forms"]["estimated"]["title"]) == ("said", "With points")
    assert found["command"] == "onetext brief plain.yaml --as-of 2031-05-01 --beside points.yaml"
    other = ran(capsys, "brief", "points.yaml", "--beside", "plain.yaml", "--json").json
    assert other["forms"]["own"] == "estimated"
    for key in ("said", "estimated"):
        assert other["forms"][key] == found["forms"][key]


def test_the_same_day_holds_for_both(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """A red line of the other form that ends before the day is not looked at."""
    later = (folder / "points.yaml").read_text("utf-8").replace("never: {line: hold}", "never: {line: hold}, until: 2031-05-31")
    (folder / "points.yaml").write_text(later, "utf-8")
    counts = [
        ran(capsys, "brief", str(folder / "words"), "--as-of", day, "--json").json["forms"]["estimated"]["within"]
        for day in ("2031-05-31", "2031-06-01")
    ]
    assert counts == [1, 2]


def test_what_is_no_other_form_is_refused(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """With what differs, and what is allowed; so is one that does not exist, or that is broken."""
    done = ran(capsys, "brief", str(folder / "plain.yaml"), "--beside", "house-sale")
    assert done.code == 2 and done.err.startswith(
        "onetext: the case put beside this one, 'The house on Quarry Lane', is no other form of it: it has no issue 'line'; "
    )
    assert done.err.rstrip().endswith("allowed: a case of the same issues and parties") and "and 4 more" in done.err
    missing = ran(capsys, "brief", str(folder / "plain.yaml"), "--beside", "nowhere.yaml")
    assert missing.code == 2 and "no such file, and no bundled case of that name" in missing.err
    (folder / "points.yaml").write_text("onetext: 1\nparties: {}\n", "utf-8")
    broken = ran(capsys, "brief", str(folder / "words"))
    assert broken.code == 2 and f"{folder / 'words' / '..' / 'points.yaml'}:1:1: a case has no 'issues'" in broken.err


def test_from_python(folder: Path) -> None:
    """A study loads what its file names when it is asked; a case by itself reads no file."""
    study = onetext.load(folder / "words")
    assert study.beside is not None and study.beside.title == "With points"
    assert study.brief().data.forms is not None
    assert onetext.brief(study.case).data.forms is None
    assert onetext.brief(study.case, beside=folder / "points.yaml").data.forms == study.brief().data.forms
    assert onetext.brief(study.case, beside=study.beside).data.forms == study.brief().data.forms
    assert study.brief(beside=None).data.forms is None
    assert onetext.load(folder / "plain.yaml").beside is None
    with pytest.raises(onetext.errors.UsageError, match="it has no issue 'line'"):
        study.brief(beside="house-sale")
