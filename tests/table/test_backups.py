"""A backup made while others write is whole; restored, it says by the receipts that were kept how it stands: complete, behind by k, forked (G10)."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from onetext.api.table import records, verifying
from onetext.api.table.host import Host
from onetext.api.table.tables import Table
from onetext.api.table.tables import opened as open_table
from onetext.process import commands as c
from onetext.process import questions as q
from onetext.store.keys.vault import unlocked
from table.settings import fast_folder, phrase
from table.talks import CHAIR, EAST, NORTH, STREAMS, asks, sitting, told, went

BACKUPS = 50


@pytest.fixture
def folder() -> Path:
    """A place in memory with a session that went some way, in `S`."""
    made = fast_folder()
    went(made / "S")
    return made


def chair(records_: object) -> object:
    """The mediator's keys, by the passphrase."""
    return unlocked(records_, "mediator", phrase("mediator"))  # type: ignore[arg-type]


def receipts(folder: Path) -> list[tuple[str, str]]:
    """Every party's receipt of today, by its name."""
    with open_table(folder) as table:
        return [(stream, records.receipt(table, stream).note) for stream in STREAMS]


@contextmanager
def load(table: Table) -> Iterator[list[tuple[str, str]]]:
    """Questions to both parties by two threads, for as long as the block lasts; what they were given receipts for."""
    given, done = list[tuple[str, str]](), threading.Event()

    def works(party: str) -> None:
        while not done.is_set():
            given.append(("mediator", host.move(c.Ask(party, q.OnReservation()), CHAIR).receipt))

    with Host(table) as host:
        crew = [threading.Thread(target=works, args=(party,)) for party in ("north", "east")]
        for each in crew:
            each.start()
        try:
            yield given
        finally:
            done.set()
            for each in crew:
                each.join()


def size(folder: Path, stream: str) -> int:
    with open_table(folder) as table:
        return len(table.log.entries(stream))


def test_backups_during_load_are_whole_and_say_by_how_much_they_are_behind(folder):
    """Fifty of them: each holds, has all that was acknowledged before it began, and names the exact number that came later."""
    acknowledged = []
    with sitting(folder / "S") as table, load(table) as given:
        for number in range(BACKUPS):
            early = given[-1:]
            with open_table(folder / "S") as reader:
                records.backup(reader, folder / f"b{number}")
            acknowledged.append(early)
    last = receipts(folder / "S")
    behind = 0
    for number, early in enumerate(acknowledged):
        made = records.restore(folder / f"b{number}", folder / "R", chair, early + last)  # type: ignore[arg-type]
        assert verifying.verify(folder / "R").holds
        for one, (stream, _) in zip(made.compared[len(early) :], last, strict=True):
            missing = size(folder / "S", stream) - size(folder / "R", stream)
            assert (one.state, one.behind) == (("behind", missing) if missing else ("complete", 0))
            behind += missing > 0
        assert all(one.state == "complete" for one in made.compared[: len(early)])
        shutil.rmtree(folder / "R")
    assert behind > BACKUPS


def test_a_backup_of_a_session_at_rest_is_complete_and_goes_on(folder):
    """By commands, as it is typed; the next move in the restored session has a receipt that follows the one before."""
    for stream in STREAMS:
        assert told("receipt", folder / "S", "--as", stream, "-o", folder / f"{stream}.receipt").code == 0
    assert told("backup", folder / "S", "-o", folder / "B").code == 0
    assert not (folder / "B" / "signing.key").exists()
    (folder / "phrase").write_text(phrase("mediator"))
    kept = [part for stream in STREAMS for part in ("--receipt", folder / f"{stream}.receipt")]
    ran = told("restore", folder / "B", "-o", folder / "R", "--passphrase-file", folder / "phrase", *kept, "--json")
    assert ran.code == 0 and ran.json["state"] == "complete"
    with sitting(folder / "R") as table:
        asks(table, NORTH, "41")
    assert told("verify", folder / "R", *kept).code == 0


def test_a_history_made_anew_with_the_real_key_is_shown_by_the_receipts_of_either_branch(folder):
    """Who has the key can write another history; nobody who kept a receipt of the one is satisfied with the other."""
    with open_table(folder / "S") as table:
        records.backup(table, folder / "B")
    records.restore(folder / "B", folder / "F", chair)  # type: ignore[arg-type]
    before = receipts(folder / "S")
    for branch, points in (("S", "41"), ("F", "99")):
        with sitting(folder / branch) as table:
            table.clock = lambda points=points: f"2031-05-06T0{points[0]}:00:00Z"
            asks(table, EAST, points)
    one, other = receipts(folder / "S"), receipts(folder / "F")
    for branch, strange in (("S", other), ("F", one)):
        found = verifying.verify(folder / branch, strange)
        assert not found.holds and {wrong.kind for wrong in found.wrong} == {"forked"}
        assert {wrong.stream for wrong in found.wrong} == {"mediator", "east"}
        assert verifying.verify(folder / branch, before).holds
        made = _restored(folder, branch, strange)
        assert [made[name] for name in STREAMS] == ["forked", "complete", "forked"]


def _restored(folder: Path, branch: str, kept: list[tuple[str, str]]) -> dict[str, str]:
    """How a backup of a branch compares with receipts when it is restored."""
    with open_table(folder / branch) as table:
        records.backup(table, folder / f"{branch}-backup")
    made = records.restore(folder / f"{branch}-backup", folder / f"{branch}-restored", chair, kept)  # type: ignore[arg-type]
    assert made.state == "forked"
    return {one.receipt: one.state for one in made.compared}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("--passphrase-file", "wrong"), "does not open the keys of 'mediator'"),
        (("--passphrase-file", "north"), "does not open the keys of 'mediator'"),
        (("--passphrase-file", "none"), "no passphrase can be read"),
        (("--share", "academic " * 20, "--share", "acid " * 20), "mistyped"),
        (("--passphrase-file", "mediator", "--receipt", "wrong"), "is no"),
    ],
)
def test_without_the_right_key_nothing_is_restored(folder, monkeypatch, typed, says):
    """A wrong passphrase, that of a party, none, wrong shares, or what is no receipt: one line, and no folder."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("ONETEXT_PASSPHRASE", raising=False)
    for name, words in {"wrong": "not-this-passphrase", "north": phrase("north"), "mediator": phrase("mediator")}.items():
        (folder / name).write_text(words)
    assert told("backup", "S", "-o", "B").code == 0
    ran = told("restore", "B", "-o", "R", *typed)
    assert ran.code == 2 and ran.out == "" and ran.err.count("\n") == 1 and says in ran.err, ran
    assert not (folder / "R").exists()


def test_a_session_without_its_signing_key_says_what_to_do(folder):
    """Views go on, moves do not; a backup restores it, and so does the store itself."""
    (folder / "S" / "signing.key").unlink()
    assert told("log", folder / "S", "--locked").code == 0
    ran = told("ask", folder / "S", "north", "--reservation")
    assert ran.code == 2 and "onetext table restore" in ran.err and ran.err.count("\n") == 1
    (folder / "phrase").write_text(phrase("mediator"))
    assert told("restore", folder / "S", "-o", folder / "R", "--passphrase-file", folder / "phrase").code == 0
    assert told("ask", folder / "R", "north", "--reservation").code == 0


def test_a_backup_that_was_changed_is_not_restored_as_if_it_were_whole(folder):
    """Its record does not hold, which is said."""
    from table.talks import bare, entries, put

    assert told("backup", folder / "S", "-o", folder / "B").code == 0
    with bare(folder / "B") as connection:
        stored = entries(connection, "mediator")
        put(connection, "mediator", len(stored) - 1, stored[-1].replace(b"2031", b"2032"))
    (folder / "phrase").write_text(phrase("mediator"))
    ran = told("restore", folder / "B", "-o", folder / "R", "--passphrase-file", folder / "phrase")
    assert ran.code == 2 and "not those that its last head was signed over" in ran.err, ran
