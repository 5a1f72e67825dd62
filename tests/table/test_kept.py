"""A session that an earlier release kept opens, says the same to each viewer, and has the same roots; one of a later release is refused (G18)."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from onetext.api.table import verifying
from table.keep import RELEASES, archive, expected, said, unpacked
from table.settings import fast_folder, phrase
from table.talks import NORTH, STREAMS, asks, sitting, told

DIGESTS = {1: "9c8ece0e725144d071cd41fe9ca8c8112ed3cc2f8269033a315facd2e263dba6"}
"""The SHA-256 of each kept session: it is never made anew."""


@pytest.fixture(params=RELEASES)
def kept(request: pytest.FixtureRequest) -> tuple[int, Path]:
    """The number of a release, and the session that it kept, unpacked."""
    return request.param, unpacked(request.param, fast_folder() / "S")


def test_the_kept_session_is_the_one_that_was_kept():
    """By its digest."""
    assert {number: hashlib.sha256(archive(number).read_bytes()).hexdigest() for number in RELEASES} == DIGESTS


def test_it_says_what_it_said_and_has_the_roots_that_it_had(kept):
    """To each viewer: events, what is opened, where it stands, the signed head; and looking changed nothing."""
    number, folder = kept
    then = json.loads(expected(number).read_text("utf-8"))
    assert said(folder) == then
    found = verifying.verify(folder, [(viewer, then[viewer]["receipt"]) for viewer in STREAMS])
    assert found.holds and len(found.receipts) == len(STREAMS)


def test_it_goes_on(kept):
    """A move more, after which the receipts of then still hold."""
    number, folder = kept
    with sitting(folder) as table:
        asks(table, NORTH, "42")
    then = json.loads(expected(number).read_text("utf-8"))
    assert verifying.verify(folder, [(viewer, then[viewer]["receipt"]) for viewer in STREAMS]).holds


@pytest.mark.parametrize(
    "command", [("view", "S", "--locked"), ("ask", "S", "north", "--reservation"), ("verify", "S"), ("backup", "S", "-o", "B")]
)
@pytest.mark.parametrize("what", ["schema", "folder"])
def test_a_session_of_a_later_release_is_refused_in_one_line(kept, what, command, monkeypatch):
    """For looking, for moves, for its check and for a copy; nothing in it is changed."""
    _, folder = kept
    if what == "schema":
        connection = sqlite3.connect(folder / "session.db")
        connection.execute("UPDATE alembic_version SET version_num='0999'")
        connection.commit()
        connection.close()
    else:
        path = folder / "table.json"
        path.write_text(path.read_text().replace("onetext/table/1", "onetext/table/9"))
    before = hashlib.sha256((folder / "session.db").read_bytes()).digest()
    monkeypatch.chdir(folder.parent)
    monkeypatch.setenv("ONETEXT_PASSPHRASE", phrase("mediator"))
    ran = told(*command)
    assert ran.code == 2 and ran.out == "" and ran.err.count("\n") == 1, ran
    assert ("newer release" if what == "schema" else "onetext/table/9") in ran.err
    assert hashlib.sha256((folder / "session.db").read_bytes()).digest() == before and not Path("B").exists()
    shutil.rmtree(folder)
