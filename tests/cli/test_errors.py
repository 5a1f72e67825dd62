"""Mistakes: one line each on standard error, with `--json` one object on standard output, exit 2, never a traceback."""

from __future__ import annotations

import contextlib
import io
import json
import time
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.running import STRAIT, Done, fresh, ran
from onetext.api.published import published
from onetext.cli import asking
from onetext.cli.output import MOST_ERRORS
from onetext.cli.run import run
from onetext.errors import Cancelled

BROKEN = """onetext: 1
title: Broken
parties:
  a: {kind: princpal}
issues:
  x: {options: {p: P, q: Q}}
links:
  - {id: l, never: {x: r}}
"""
LOADING = ("check", "brief", "solve", "frontier", "zopa", "why")

WRONG: tuple[tuple[tuple[str, ...], str], ...] = (
    (("nope",), 'Unknown command "nope"'),
    (("slve", STRAIT), 'Did you mean "solve"?'),
    (("solve",), "onetext: no SCENARIO given; allowed: a case file"),
    (("zopa", "pease-talks-2025"), "did you mean 'peace-talks-2025'?"),
    (("solve", STRAIT, "--rule", "nahs"), "onetext: no rule is called 'nahs'; did you mean 'nash'? known: utilitarian"),
    (("solve", STRAIT, "--rul", "nash"), "Unknown option: --rul. Did you mean --rule?"),
    (("solve", STRAIT, "--at", "wrst"), 'Did you mean "worst"?'),
    (("solve", STRAIT, "--time", "soon"), "--time"),
    (("solve", STRAIT, "--time", "-1"), "allowed: 0 or more"),
    (("solve", STRAIT, "--time", "nan"), "allowed: 0 or more"),
    (("solve", STRAIT, "--memory", "lots"), "allowed: a size such as 2GiB"),
    (("solve", STRAIT, "--as-of", "tomorrow"), "allowed: a date such as 2031-05-01"),
    (("why", STRAIT, "--from", "plan-2"), "onetext: no proposal 'plan-2'; did you mean 'plan-1'? known: plan-1, east-1"),
    (("frontier", STRAIT, "--within", "zpa"), 'Did you mean "zopa"?'),
    (("brief", STRAIT, "--meeting", "nort"), "did you mean 'north'?"),
    (("brief", STRAIT, "-o", "brief.pdf"), "allowed: a name that ends in .html, .md, .json, .txt"),
    (("brief", STRAIT, "-o", "no/such/folder.html"), "cannot write"),
    (("convert", STRAIT), "allowed: onetext convert IN OUT"),
    (("convert", STRAIT, "out", "--to", "wrod"), "unknown format 'wrod'"),
    (("convert", STRAIT, "out.xml"), "cannot hold"),
    (("new", "x.yaml"), "allowed: onetext new FILE --template NAME"),
    (("new", "x.yaml", "--template", "blnk"), "did you mean 'blank'?"),
    (("schema", "sovle"), "did you mean 'solve'?"),
)


def refused(done: Done) -> None:
    """Exit 2, nothing that looks like a traceback, at most eleven lines."""
    assert done.code == 2
    assert "Traceback" not in done.err + done.out
    assert 1 <= len(done.err.splitlines()) <= MOST_ERRORS + 1


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=lambda value: "-".join(value)[-40:] if isinstance(value, tuple) else "")
def test_bad_usage(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    """One line that names the thing, shows it and says what is allowed; the same as JSON; nothing is written."""
    monkeypatch.chdir(tmp_path)
    done = ran(capsys, *arguments)
    refused(done)
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert done.out == ""
    as_json = ran(capsys, *arguments, "--json")
    refused(as_json)
    jsonschema.validate(as_json.json, json.loads(published("error")))
    assert as_json.json["errors"][0]["message"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", LOADING)
def test_a_broken_case(capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str) -> None:
    """Every command that reads a case reports every mistake, each at its file, line and column."""
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN, "utf-8")
    done = ran(capsys, command, str(path))
    refused(done)
    lines = done.err.splitlines()
    assert [line for line in lines if not line.startswith(f"{path}:")] == []
    assert any(":4:" in line and "did you mean 'principal'" in line for line in lines)
    assert any(":8:" in line for line in lines)
    found = ran(capsys, command, str(path), "--json")
    assert found.code == 2
    assert found.json["ok"] is False
    assert {(one["file"], one["line"]) for one in found.json["errors"]} == {(str(path), 4), (str(path), 8)}
    assert set(found.json["errors"][0]) == {"file", "line", "col", "code", "message", "allowed"}


def test_a_broken_case_is_not_converted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """And nothing is written."""
    (tmp_path / "broken.yaml").write_text(BROKEN, "utf-8")
    refused(ran(capsys, "convert", str(tmp_path / "broken.yaml"), str(tmp_path / "out.yaml")))
    assert [path.name for path in tmp_path.iterdir()] == ["broken.yaml"]


def test_ten_errors_then_how_many_more(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Standard error lists the first ten; `--json` lists all."""
    path = tmp_path / "many.yaml"
    path.write_text(BROKEN + "".join(f"  - {{id: l{n}, never: {{x: r}}}}\n" for n in range(20)), "utf-8")
    done = ran(capsys, "solve", str(path), "--json")
    assert len(done.err.splitlines()) == MOST_ERRORS + 1
    assert done.err.splitlines()[-1] == f"... and {len(done.json['errors']) - MOST_ERRORS} more"
    assert len(done.json["errors"]) == 22


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02",
        b"\xff\xfe\xff",
        b"onetext: 1\n",
        b"[" * 60_000,
        b"onetext: 2\n",
        b"{}",
        b"<a/>",
        b"onetext: &a [*a]\n",
        b"\n" * 10,
    ],
)
@pytest.mark.parametrize("name", ["case.yaml", "case.xml", "case.json", "case.bin"])
def test_what_is_no_case(capsys: pytest.CaptureFixture[str], tmp_path: Path, data: bytes, name: str) -> None:
    """Whatever the bytes and whatever the name: errors with a place, no traceback."""
    path = tmp_path / name
    path.write_bytes(data)
    done = ran(capsys, "check", str(path))
    refused(done)
    assert "a mistake in onetext itself" not in done.err
    assert all(line.startswith(f"{path}:") for line in done.err.splitlines() if not line.startswith("..."))


def test_a_mistake_of_ours_is_one_line_too(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw is reported as ours, without a traceback."""

    def fails(*given: object) -> None:
        raise ZeroDivisionError("unforeseen\nand long")

    monkeypatch.setattr(asking, "loaded", fails)
    done = ran(capsys, "zopa", STRAIT)
    refused(done)
    assert done.err == "onetext: a mistake in onetext itself, please report it: ZeroDivisionError: unforeseen and long\n"


@pytest.mark.parametrize(
    ("wrong", "said"), [(MemoryError(), "out of memory"), (Cancelled(), "stopped before"), (KeyboardInterrupt(), "stopped before")]
)
def test_stopped_without_an_answer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, wrong: BaseException, said: str
) -> None:
    """Exit 3 and one line; with `--json` an object that says so."""

    def fails(*given: object) -> None:
        raise wrong

    monkeypatch.setattr(asking, "loaded", fails)
    done = ran(capsys, "zopa", STRAIT, "--json")
    assert (done.code, len(done.err.splitlines())) == (3, 1)
    assert said in done.err
    assert done.json["ok"] is False
    assert said in done.json["errors"][0]["message"]


def test_a_file_that_cannot_be_read(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason of the system, at the file."""

    def refuses(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuses)
    assert ran(capsys, "check", STRAIT).err == f"{STRAIT}:1:1: cannot be read: Permission denied; a file that can be read\n"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero")
@pytest.mark.parametrize("path", ["/", "/dev", "/dev/zero", "/proc/self"])
def test_what_never_ends(capsys: pytest.CaptureFixture[str], path: str) -> None:
    """A device, or a folder of more files than a case has, is refused in time."""
    began = time.monotonic()
    refused(ran(capsys, "check", path))
    assert time.monotonic() - began < 10


@given(
    st.lists(
        st.one_of(st.text(max_size=8), st.sampled_from(["--json", "--rule", "--time", "--at", "--", "-o", "-h", STRAIT, "1", "nash"])),
        max_size=5,
    )
)
@settings(max_examples=30)
def test_any_arguments(arguments: list[str]) -> None:
    """Whatever is typed: exit 0, 2 or 3, and no traceback."""
    for command in ("zopa", "solve"):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            assert run([command, *arguments]) in (0, 2, 3)
        assert "Traceback" not in err.getvalue()
        assert "a mistake in onetext itself" not in err.getvalue()


def test_the_traceback_is_there_for_who_wants_it(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """With ONETEXT_DEBUG set, a mistake of ours is raised."""
    monkeypatch.setenv("ONETEXT_DEBUG", "1")
    monkeypatch.setattr(asking, "loaded", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ran(capsys, "zopa", STRAIT)


def test_in_a_process_of_its_own(tmp_path: Path) -> None:
    """Exit codes and streams reach the shell; standard input is not needed; no locale is."""
    assert fresh("solve", "no-such-case", folder=tmp_path).code == 2
    done = fresh("zopa", STRAIT, "--json", folder=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert done.json["zopa"] == 1
    assert fresh("--version").out.startswith("onetext ")


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    """`onetext frontier CASE | head -1` ends quietly."""
    import subprocess
    import sys

    done = subprocess.run(
        f'"{sys.executable}" -m onetext frontier peace-simulator-2025 --json --all | head -1',
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "{\n"
    assert done.stderr == ""
