"""Whoever can write the file of a session cannot change its record unseen (G8): by `table verify`, by the next move, and by the verifier that stands alone."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from onetext.api.table import records, verifying
from onetext.errors import Damaged, OnetextError
from onetext.process import commands as c
from onetext.process import questions as q
from onetext.process.record import tree
from table.settings import fast_folder
from table.talks import CHAIR, STREAMS, bare, entries, put, sitting, told, went


@pytest.fixture(scope="module")
def talks() -> Iterator[Path]:
    """A session that went some way, with an export and a receipt of each stream beside it."""
    folder = fast_folder()
    went(folder / "S")
    with sitting(folder / "S") as table:
        for stream in STREAMS:
            records.write_export(table, stream, folder / f"{stream}.json")
            (folder / f"{stream}.receipt").write_text(records.receipt(table, stream).note)
    yield folder
    shutil.rmtree(folder)


def flipped(data: bytes, draw: Random) -> bytes:
    at = draw.randrange(len(data) * 8)
    return bytes(one ^ (1 << at % 8 if place == at // 8 else 0) for place, one in enumerate(data))


def moved_on(stored: list[bytes], n: int) -> list[bytes]:
    """The entries after one that was changed, with the chain made anew: as somebody does who knows the form and has no key."""
    made = stored[: n + 1]
    for data in stored[n + 1 :]:
        made.append(re.sub(rb'"before":"[0-9a-f]*"', b'"before":"' + tree.leaf(made[-1]).hex().encode() + b'"', data))
    return made


Damage = Callable[[sqlite3.Connection, str, int, Random], None]


def _flip(connection: sqlite3.Connection, stream: str, n: int, draw: Random) -> None:
    put(connection, stream, n, flipped(entries(connection, stream)[n], draw))


def _delete(connection: sqlite3.Connection, stream: str, n: int, draw: Random) -> None:
    connection.execute("DELETE FROM entries WHERE stream=? AND n=?", (stream, n))


def _close_up(connection: sqlite3.Connection, stream: str, n: int, draw: Random) -> None:
    """Delete one, and number those after it anew."""
    _delete(connection, stream, n, draw)
    for later in range(n + 1, len(entries(connection, stream)) + 1):
        connection.execute("UPDATE entries SET n=? WHERE stream=? AND n=?", (later - 1, stream, later))


def _swap(connection: sqlite3.Connection, stream: str, n: int, draw: Random) -> None:
    stored = entries(connection, stream)
    other = (n + 1) % len(stored)
    put(connection, stream, n, stored[other])
    put(connection, stream, other, stored[n])


def _twice(connection: sqlite3.Connection, stream: str, n: int, draw: Random) -> None:
    put(connection, stream, n, entries(connection, stream)[n - 1 if n else 1])


def _from_another(connection: sqlite3.Connection, stream: str, n: int, draw: Random) -> None:
    other = "mediator" if stream != "mediator" else "north"
    put(connection, stream, n, entries(connection, other)[min(n, len(entries(connection, other)) - 1)] + b" ")


def _chained(connection: sqlite3.Connection, stream: str, n: int, draw: Random) -> None:
    """Another day, and the chain of all that follow made anew."""
    stored = entries(connection, stream)
    stored[n] = stored[n].replace(b'"at":"2031', b'"at":"2032')
    for place, data in enumerate(moved_on(stored, n)):
        put(connection, stream, place, data)


def _cut(connection: sqlite3.Connection, stream: str, n: int, draw: Random) -> None:
    connection.execute("DELETE FROM entries WHERE stream=? AND n>=?", (stream, max(n, 1)))


DAMAGES: dict[str, Damage] = {
    "a bit": _flip,
    "deleted": _delete,
    "deleted and closed up": _close_up,
    "swapped": _swap,
    "another in its place": _twice,
    "one of another stream": _from_another,
    "chained anew": _chained,
    "cut off": _cut,
}
AT_ONCE = 4
"""Places in each stream where each damage is done."""


@pytest.mark.parametrize("stream", STREAMS)
@pytest.mark.parametrize("damage", DAMAGES)
def test_every_change_of_a_stream_is_found_with_its_place(talks, tmp_path, damage, stream):
    """In the stream that was changed and at or about the entry, by `table verify`; and no move is written on top of it."""
    draw = Random(f"{damage} {stream}")
    folder = fast_folder() / "S"
    count = len(json.loads((talks / f"{stream}.json").read_text())["entries"])
    for n in {0, count - 1, *draw.sample(range(1, count - 1), AT_ONCE - 2)}:
        shutil.copytree(talks / "S", folder)
        with bare(folder) as connection:
            DAMAGES[damage](connection, stream, n, draw)
        found = verifying.verify(folder)
        assert not found.holds and {one.stream for one in found.wrong} == {stream}
        assert min(_distance(one.place, n) for one in found.wrong) <= 1, (n, found.wrong)
        refused(folder, stream)
        shutil.rmtree(folder)


def _distance(place: str, n: int) -> int:
    """How far an entry is from those that a place names; far where it names none."""
    numbers = list(map(int, re.findall(r"\d+", place))) if place.startswith("entr") else []
    return 0 if numbers and numbers[0] <= n <= numbers[-1] else min((abs(n - one) for one in numbers), default=999)


def refused(folder: Path, stream: str) -> None:
    """That a move which touches the stream is refused, and nothing added."""
    party = "north" if stream == "mediator" else stream
    with pytest.raises(Damaged), sitting(folder) as table:
        table.move(c.Ask(party, q.OnReservation()), CHAIR)


@pytest.mark.parametrize("what", ["note", "last", "case", "leaf"])
def test_a_change_of_the_heads_and_of_the_case_tree_is_found(talks, what):
    """A signature, a head that is taken away, the head of the case tree, a leaf of it."""
    folder = fast_folder() / "S"
    shutil.copytree(talks / "S", folder)
    with bare(folder) as connection:
        {
            "note": lambda: connection.execute("UPDATE heads SET note=replace(note,'A','B') WHERE stream='north'"),
            "last": lambda: connection.execute("DELETE FROM heads WHERE stream='north' AND move=(SELECT max(move) FROM heads WHERE stream='north')"),
            "case": lambda: connection.execute("UPDATE heads SET note=replace(note,'A','B') WHERE stream='*'"),
            "leaf": lambda: put(connection, "*", 1, flipped(entries(connection, "*")[1], Random(1))),
        }[what]()  # fmt: skip
    try:
        found = verifying.verify(folder)
        assert not found.holds and "north" in {one.stream for one in found.wrong}
    except OnetextError as wrong:
        assert "case tree" in str(wrong)
    if what in ("note", "last"):
        refused(folder, "north")


NAMED = "json_extract(CAST(data AS TEXT), '$.sealed')"
OF_NORTH = f"commitment IN (SELECT {NAMED} FROM entries WHERE stream='north' AND {NAMED} IS NOT NULL)"
CONTENTS = {
    "bytes": "UPDATE sealed SET data=zeroblob(400)",
    "another place": f"UPDATE sealed SET data=(SELECT data FROM sealed WHERE {OF_NORTH} ORDER BY commitment LIMIT 1) WHERE {OF_NORTH}",
    "a key record": "UPDATE keys SET data=CAST(CAST(data AS TEXT) || ' ' AS BLOB)",
}


@pytest.mark.parametrize("what", CONTENTS)
def test_what_is_sealed_and_the_keys_are_held_by_the_record_too(talks, what, monkeypatch):
    """A ciphertext that was changed, or put in the place of another, does not open; a key record that no event names is refused."""
    monkeypatch.setenv("ONETEXT_PASSPHRASE", "correct-horse-battery-of-north")
    folder = fast_folder() / "S"
    shutil.copytree(talks / "S", folder)
    assert told("view", folder, "--as", "north").code == 0
    with bare(folder) as connection:
        assert connection.execute(CONTENTS[what]).rowcount > 1
    ran = told("view", folder, "--as", "north")
    assert ran.code != 0 and ran.out == "" and ran.err.count("\n") == 1, ran


def test_a_content_that_is_sealed_to_others_is_not_taken_for_ones_own(talks, monkeypatch):
    """In the place of an answer, it stays closed: nothing else is read."""
    monkeypatch.setenv("ONETEXT_PASSPHRASE", "correct-horse-battery-of-north")
    folder = fast_folder() / "S"
    shutil.copytree(talks / "S", folder)
    with bare(folder) as connection:
        connection.execute(f"UPDATE sealed SET data=(SELECT data FROM sealed WHERE NOT {OF_NORTH} LIMIT 1) WHERE {OF_NORTH}")
    questions = told("view", folder, "--as", "north", "--json").json["questions"]
    assert [(one["state"], one["answer"]) for one in questions] == [("answered, sealed", "")]  # type: ignore[index,union-attr]


EXPORTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "good": lambda x: None,
    "a word": lambda x: x["entries"].__setitem__(2, x["entries"][2].replace("2031", "2032")),
    "one less": lambda x: x["entries"].pop(3),
    "the last less": lambda x: x["entries"].pop(),
    "swapped": lambda x: x["entries"].__setitem__(slice(1, 3), x["entries"][2:0:-1]),
    "twice": lambda x: x["entries"].insert(2, x["entries"][2]),
    "another key": lambda x: x.__setitem__("key", "00" * 32),
    "a head less": lambda x: x["heads"].pop(),
    "a head changed": lambda x: x["heads"].__setitem__(0, x["heads"][0].replace("\n1\n", "\n2\n")),
    "a proof changed": lambda x: x["rounds"][0]["proof"].__setitem__(0, "ab" * 32),
    "a step changed": lambda x: x["consistency"][0]["proof"].__setitem__(0, "ab" * 32),
    "an opening changed": lambda x: x["openings"].__setitem__(next(iter(x["openings"]), "ab" * 32), "{}"),
    "another session": lambda x: x.__setitem__("session", "ab" * 16),
    "a round less": lambda x: x["rounds"].pop(0),
}


@pytest.mark.parametrize("what", EXPORTS)
def test_the_verifier_that_stands_alone_agrees_with_table_verify(talks, tmp_path, what):
    """On what the commands wrote, good and damaged: run by a bare Python that has no package of ours or of anybody."""
    export = json.loads((talks / "north.json").read_text())
    EXPORTS[what](export)
    (tmp_path / "north.json").write_text(json.dumps(export))
    shutil.copy(talks / "north.receipt", tmp_path)
    records.verifier(tmp_path)
    ours = told("verify", tmp_path / "north.json", "--receipt", tmp_path / "north.receipt")
    command = [sys.executable, "-I", "-S", "onetext_verify.py", "north.json", "--receipt", "north.receipt", "--json"]
    theirs = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert theirs.stderr == "" and ours.err == ""
    assert theirs.returncode == ours.code == (0 if what == "good" else 1), (ours, theirs)
    places = {
        finding["place"] if isinstance(finding["place"], str) else str(finding["place"])
        for finding in json.loads(theirs.stdout)["findings"]
    }
    assert bool(places) == (what != "good")
