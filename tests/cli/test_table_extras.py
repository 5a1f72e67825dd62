"""Without its extras, each command of the table answers with the one line that installs them; `doctor` says what is there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.running import ran
from cli.tabled import kept
from cli.test_schemas import RUNS, WORDS_OF
from onetext.api import installed
from onetext.api.table import INSTALL, NEEDED
from onetext.store import sqlite

WITHOUT = """
import contextlib, io, json, sys
sys.modules[sys.argv[1]] = None
from onetext.cli.run import run
found = []
for arguments in json.loads(sys.argv[2]):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(arguments)
    found.append([code, out.getvalue(), err.getvalue()])
print(json.dumps(found))
"""
Answers = list[tuple[int, str, str]]


def without(module: str, commands: list[list[str]], folder: Path) -> Answers:
    """Exit code, output and errors of each command, in an interpreter that does not have a module."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, module, json.dumps(commands)],
        cwd=folder, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL, env={"PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    return [tuple(one) for one in json.loads(done.stdout)]


@pytest.mark.parametrize("module", NEEDED)
def test_without_the_extra(states: Path, module: str) -> None:
    """Every command of the table, and a question about a session; nothing is written, and no other command minds."""
    commands = [[*WORDS_OF[name], *RUNS[name][0]] for name in RUNS if name.startswith("table_")]
    commands += [["brief", "sale"], ["why", "sale", "--for", "buyer"], ["table", "status", "sale", "--json"]]
    before = kept(states)
    *found, as_json, bundled, helped = without(module, [*commands, ["zopa", "house-sale"], ["table", "--help"]], states)
    assert {(code, err) for code, _, err in (*found, as_json)} == {(2, f"onetext: {INSTALL}\n")}
    assert {out for _, out, _ in found} == {""}
    assert json.loads(as_json[1])["errors"][0]["message"] == INSTALL
    assert [(code, err) for code, _, err in (bundled, helped)] == [(0, ""), (0, "")]
    assert kept(states) == before


def test_the_line_names_the_extra() -> None:
    """As the other extras do."""
    assert INSTALL == "the table needs the extra 'table': pip install 'onetext[table]'"


def test_a_server_without_its_driver(states: Path) -> None:
    """A new session on PostgreSQL, and one that is there."""
    about = json.loads((states / "sale" / "table.json").read_text("utf-8"))
    (states / "sale" / "table.json").write_text(json.dumps({**about, "store": "postgresql://localhost/x"}), "utf-8")
    before = kept(states)
    commands = [["table", "new", "house-sale", "-o", "x", "--store", "postgresql://localhost/x"], ["table", "view", "sale"]]
    for code, out, err in without("psycopg", commands, states):
        says = "onetext: a table on PostgreSQL needs the extra 'postgres': pip install 'onetext[table,postgres]'\n"
        assert (code, out, err) == (2, "", says)
    assert kept(states) == before


def test_a_server_that_is_not_there(capsys: pytest.CaptureFixture[str], states: Path) -> None:
    """The reason, without the password of its address; no folder is left."""
    before = kept(states)
    done = ran(capsys, "table", "new", "house-sale", "-o", "x", "--store", "postgresql://me:secret@127.0.0.1:1/x")
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert "postgresql://me:***@127.0.0.1:1/x failed" in done.err
    assert "; allowed: " in done.err
    assert "secret" not in done.err
    assert kept(states) == before


NEEDS = [
    "rich>=14",
    "sqlalchemy>=2.1; extra == 'table'",
    "pysqlite3>=0.6.1; sys_platform == 'linux' and extra == 'table'",
    "no-such[x]>=1; extra == 'word'",
]


def test_doctor_tells_of_the_extras(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Which can be used, and which packages the others lack; what an extra lacks is nothing that the base lacks."""
    monkeypatch.setattr(installed, "requires", lambda name: NEEDS)
    found = ran(capsys, "doctor", "--json").json
    assert found["extras"] == [{"name": "table", "missing": []}, {"name": "word", "missing": ["no-such"]}]
    assert found["ok"]
    lines = ran(capsys, "doctor").out.splitlines()
    assert "  extra table: installed" in lines
    assert "  extra word: pip install 'onetext[word]' (lacks no-such)" in lines
    monkeypatch.setattr(sys, "platform", "darwin")
    assert installed.extra_packages() == {"table": ["sqlalchemy"], "word": ["no-such"]}


class Sound:
    """A driver of SQLite of a release with the fix."""

    __name__ = "sqlite3"
    sqlite_version_info, sqlite_version = (3, 51, 3), "3.51.3"


class Unsound(Sound):
    sqlite_version_info, sqlite_version = (3, 46, 1), "3.46.1"


def test_doctor_tells_of_the_database(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Its version, whether it is sound, and how it makes writes durable; the fall-back is said."""
    monkeypatch.setattr(sqlite, "driver", Sound)
    assert ran(capsys, "doctor", "--json").json["sqlite"] == {
        "driver": "sqlite3", "version": "3.51.3", "sound": True, "journal": "WAL", "synchronous": "FULL", "note": None,
    }  # fmt: skip
    assert "  a table is kept by SQLite 3.51.3 (sqlite3): WAL, FULL" in ran(capsys, "doctor").out.splitlines()
    monkeypatch.setattr(sqlite, "driver", Unsound)
    found = ran(capsys, "doctor", "--json").json["sqlite"]
    assert (found["sound"], found["journal"], found["synchronous"]) == (False, "DELETE", "EXTRA")
    assert "DELETE, EXTRA; no write-ahead log: this SQLite may damage a file with one" in ran(capsys, "doctor").out


def test_doctor_without_the_extra(states: Path) -> None:
    """Nothing is said of a database that nothing would drive."""
    (code, out, err), (_, text, _) = without("sqlalchemy", [["doctor", "--json"], ["doctor"]], states)
    assert (code, err, json.loads(out)["sqlite"]) == (0, "", None)
    assert "SQLite" not in text
