"""What a log promises, on both kinds of database."""

from __future__ import annotations

import hashlib
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from onetext.errors import UsageError
from onetext.store.errors import Busy, Conflict, StoreFailed, StoreRefused
from onetext.store.log import Appended, Batch, Entry, Head, Log, Settings, connect, create
from onetext.store.tables import SCHEMA
from store.moves import MAIN, Session, append, plain, unsigned, wrong

PAPER = b"%PDF"
DIGEST = hashlib.sha256(PAPER).hexdigest()


def new(url: str, session: str, **settings: object) -> Log:
    """A new session at a place."""
    return create(url, session=session, main=MAIN, settings=Settings(**settings))  # type: ignore[arg-type]


def test_what_is_written_is_read(url: str, session: str) -> None:
    """Every kind of content, in this process and after the store was closed."""
    batch = Batch(
        0,
        "k0",
        (Entry(MAIN, 0, b"a\0\xff"), Entry(MAIN, 1, b"b"), Entry("north", 0, b"c"), Entry("*", 0, b"d")),
        sealed=(("cc", b"\x01\x02"),),
        papers=((DIGEST, PAPER),),
        keys=(("north", b"{}"), ("north", b'{"a":1}'), ("south", b"[]")),
    )
    with new(url, session) as log:
        assert (log.size, log.streams(), log.entries(MAIN)) == (0, {}, ())
        done = log.append(batch, unsigned)
        assert done == Appended(0, 2, unsigned(batch.entries))
    for writing in (False, True):
        with connect(url, session=session, writing=writing) as log:
            assert (log.session, log.main, log.size) == (session, MAIN, 2)
            assert log.entries(MAIN) == batch.entries[:2]
            assert log.entries(MAIN, 1) == batch.entries[1:2]
            assert log.streams() == {"*": 1, MAIN: 2, "north": 1}
            assert (log.sealed("cc"), log.sealed("dd")) == (b"\x01\x02", None)
            assert (log.paper(DIGEST), log.paper("0" * 64)) == (PAPER, None)
            assert log.keys() == {"north": b'{"a":1}', "south": b"[]"}
            assert log.heads("north") == (Head("north", 1, "north 1"),)


def test_a_move_on_another_size_is_refused(url: str, session: str) -> None:
    """Too low and too high, with the size that it has; nothing is added."""
    with new(url, session) as log:
        log.append(plain(0, "a"), unsigned)
        for size in (0, 2):
            with pytest.raises(Conflict, match="has 1 entries") as told:
                log.append(plain(size, "b"), unsigned)
            assert told.value.size == 1
        assert log.size == 1


def test_a_key_that_comes_again_adds_nothing(url: str, session: str) -> None:
    """The answer is that of the first time, whatever the move says now."""
    with new(url, session) as log:
        first = log.append(plain(0, "a"), unsigned)
        log.append(plain(1, "b"), unsigned)
        for again in (plain(0, "a"), plain(2, "a", data=b"[]"), plain(7, "a")):
            assert log.append(again, unsigned) == Appended(0, 1, first.heads, repeated=True)
        assert log.size == 2
        assert log.written(["a", "x"]) == {"a": Appended(0, 1, first.heads, repeated=True)}


def test_a_move_without_a_key_is_never_the_same_as_another(url: str, session: str) -> None:
    """Not in a group and not later: of two on one size one wins, and nobody can ask for either by a key."""
    with new(url, session) as log:
        one, two, three = log.append_group([(plain(0, ""), unsigned), (plain(0, ""), unsigned), (plain(1, ""), unsigned)])
        assert isinstance(two, Conflict)
        assert (one, three) == (Appended(0, 1, (Head(MAIN, 1, f"{MAIN} 1"),)), Appended(1, 2, (Head(MAIN, 2, f"{MAIN} 2"),)))
        with pytest.raises(Conflict):
            log.append(plain(0, ""), unsigned)
        assert (log.size, log.written([""])) == (2, {})
        assert log.append(plain(2, "#north 1"), unsigned).first == 2


def test_a_group_is_decided_one_after_the_other(url: str, session: str) -> None:
    """Each move on what those before it leave; a refusal or a failed signature of one leaves the others."""

    def fails(back: tuple[Entry, ...]) -> tuple[Head, ...]:
        raise ValueError("no key")

    with new(url, session) as log:
        asked = [(plain(0, "a"), unsigned), (plain(0, "b"), unsigned), (plain(1, "c"), unsigned), (plain(1, "c"), unsigned)]
        one, two, three, four = log.append_group(asked)
        assert isinstance(two, Conflict)
        assert (one, three) == (Appended(0, 1, (Head(MAIN, 1, f"{MAIN} 1"),)), Appended(1, 2, (Head(MAIN, 2, f"{MAIN} 2"),)))
        assert four == Appended(1, 2, (Head(MAIN, 2, f"{MAIN} 2"),), repeated=True)
        one, two, three = log.append_group([(plain(2, "d"), unsigned), (plain(3, "e"), fails), (plain(4, "f"), unsigned)])
        assert isinstance(one, Appended)
        assert (str(two), type(three)) == ("no key", Conflict)
        assert log.size == 3
        with pytest.raises(ValueError, match="no key"):
            log.append(plain(3, "g"), fails)
        assert (log.size, log.written(["g"])) == (3, {})
        assert log.append(plain(3, "g"), unsigned).first == 3


def test_heads_are_signed_over_what_the_database_gives_back(url: str, session: str) -> None:
    """Inside the transaction: nobody else sees the entries yet."""
    seen: list[object] = []
    with new(url, session) as log, connect(url, session=session, writing=False) as other:

        def sign(back: tuple[Entry, ...]) -> tuple[Head, ...]:
            seen.extend([back, other.size])
            return unsigned(back)

        log.append(plain(0, "a"), sign)
        assert seen == [(Entry(MAIN, 0, b"{}"),), 0]
        assert other.size == 1


def test_a_move_that_cannot_be_one(url: str, session: str) -> None:
    """Gaps, wrong streams, wrong names: refused with what would be right."""
    with new(url, session) as log:
        for entries, message in (
            ((Entry("north", 0, b""),), "not of 'north'"),
            ((Entry(MAIN, 0, b""), Entry("north", 1, b"")), "entry 1 of stream 'north' cannot be written: 0"),
            ((Entry(MAIN, 0, b""), Entry(MAIN, 2, b"")), "1 is the next one"),
            ((Entry(MAIN, 0, b""), Entry(MAIN, 0, b"")), "1 is the next one"),
        ):
            with pytest.raises(UsageError, match=message):
                log.append(Batch(0, "a", entries), unsigned)
        assert log.streams() == {}
    for given, message in (
        ({"entries": ()}, "has to begin with entry 0"),
        ({"key": "#0"}, "how a move without a key is kept"),
        ({"papers": (("00", PAPER),)}, "not the SHA-256"),
        ({"sealed": (("a", b""), ("a", b""))}, "two ciphertexts"),
    ):
        with pytest.raises(UsageError, match=message):
            Batch(**{"expected": 0, "key": "a", "entries": (Entry(MAIN, 0, b""),), **given})  # type: ignore[arg-type]


def test_what_comes_again_later(url: str, session: str) -> None:
    """A paper is kept once, of ciphertexts and key records the latest counts."""
    with new(url, session) as log:
        for n, said in enumerate((b"1", b"2")):
            entries = (Entry(MAIN, n, b""),)
            log.append(Batch(n, f"k{n}", entries, (("c", said),), ((DIGEST, PAPER),), (("north", said),)), unsigned)
        assert (log.sealed("c"), log.paper(DIGEST), log.keys()) == (b"2", PAPER, {"north": b"2"})


def test_readings_are_noted(url: str, session: str) -> None:
    """In order, each with its number."""
    with new(url, session) as log:
        for n in range(3):
            assert log.read("mediator", f"c{n}", "to compare", "2026-01-01").n == n
        assert [each.commitment for each in log.readings()] == ["c0", "c1", "c2"]


def test_rows_are_only_added(url: str, session: str) -> None:
    """The schema itself refuses to change and delete, on every table, and an entry out of turn."""
    with new(url, session) as log:
        batch = Batch(0, "k", (Entry(MAIN, 0, b"a"),), (("c", b""),), ((DIGEST, PAPER),), (("north", b""),))
        log.append(batch, unsigned)
        log.read("a", "c", "why", "now")
        engine = log._held.writer()
        insert = f"INTO entries (session, stream, n, move, data) VALUES ('{session}', '{MAIN}', "
        acts = [f"UPDATE {name} SET session = session" for name in SCHEMA.tables] + [f"DELETE FROM {name}" for name in SCHEMA.tables]
        data = r"'\x00'" if "postgres" in url else "x'00'"
        acts += [f"INSERT {insert}2, 0, {data})", f"INSERT {insert}0, 0, {data})"]
        acts += (
            [f"TRUNCATE {name} CASCADE" for name in SCHEMA.tables] if "postgres" in url else [f"INSERT OR REPLACE {insert}0, 0, {data})"]
        )
        for act in acts:
            with pytest.raises(DBAPIError, match=r"only added|not the next entry"), engine.begin() as connection:
                connection.execute(text(act))
        assert log.entries(MAIN) == batch.entries


def test_sessions_are_apart(url: str, session: str) -> None:
    """Two in one store; the one that is meant has to be named."""
    other = session[::-1]
    with new(url, session) as log:
        log.append(plain(0, "a"), unsigned)
    with new(url, other) as log:
        assert (log.size, log.append(plain(0, "a"), unsigned).repeated) == (0, False)
    with pytest.raises(StoreRefused, match="already"):
        new(url, session)
    with pytest.raises(StoreRefused, match="name one of .*" + min(session, other)):
        connect(url)
    with pytest.raises(StoreRefused, match="no session 'x'"):
        connect(url, session="x")


def test_a_store_opened_for_reading_is_not_written(url: str, session: str) -> None:
    """Neither moves nor readings."""
    new(url, session).close()
    with connect(url, session=session, writing=False) as log:
        for act in (lambda: log.append(plain(0, "a"), unsigned), lambda: log.read("a", "b", "c", "d")):
            with pytest.raises(StoreRefused, match="for reading only"):
                act()


def test_bytes_that_come_back_changed_are_not_signed(url: str, session: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that does not give back what was written keeps nothing of the move."""
    from onetext.store import appending

    with new(url, session) as log:
        monkeypatch.setattr(appending, "Entry", lambda stream, n, data: Entry(stream, n, data + b"?"))
        with pytest.raises(StoreFailed, match="other bytes"):
            log.append(plain(0, "a"), lambda back: pytest.fail("signed"))
        monkeypatch.undo()
        assert log.size == 0
        assert log.append(plain(0, "a"), unsigned).size == 1


def test_what_is_no_store(tmp_path: Path, empty: Callable[[str], str]) -> None:
    """A file that is missing, an empty one, another kind of file, another kind of address, a server that does not answer."""
    with pytest.raises(StoreRefused, match="there is no store at"):
        connect(tmp_path / "none.db")
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreRefused, match="there is no session in"):
        connect(tmp_path / "empty.db")
    (tmp_path / "text.db").write_bytes(b"It was a dark night. " * 100)
    with pytest.raises(StoreFailed, match="not a database"):
        connect(tmp_path / "text.db", writing=False)
    for address in ("mysql://host/x", "sqlite://", "://"):
        with pytest.raises(UsageError, match=r"is no address|a store is a path"):
            connect(address)
    with pytest.raises(UsageError, match="need a name"):
        create(tmp_path / "a.db", session="", main="m")
    with pytest.raises(StoreFailed, match="postgresql://"):
        connect(f"postgresql://nobody:secret@/none?host={tmp_path}")


def test_a_session_goes_on_after_the_store_was_closed(url: str, session: str) -> None:
    """Chains, roots and heads hold over three openings."""
    new(url, session).close()
    for opening in range(3):
        with connect(url, session=session) as log:
            mine = Session(log)
            for n in range(4):
                append(log, mine, f"{opening}-{n}", ("north", "south")[n % 2])
            assert wrong(log, [f"{opening}-{n}" for n in range(4)]) == []
    with connect(url, session=session) as log:
        assert log.size == 12
        mine.leaves["north"][-1] = b"?" * 32
        append(log, mine, "bad")
        assert len(wrong(log, ["lost"])) >= 3  # the check itself can fail


def test_files_are_their_owners_alone(tmp_path: Path, session: str) -> None:
    """The folder too."""
    with new(str(tmp_path / "a" / "store.db"), session) as log:
        log.append(plain(0, "a"), unsigned)
        log.backup(tmp_path / "a" / "copy.db")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "a").iterdir()}
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
        assert modes == dict.fromkeys(("store.db", "store.db-wal", "store.db-shm", "store.db.lock", "copy.db"), 0o600)


def test_a_second_writer_of_a_file_is_told_who_has_it(tmp_path: Path, session: str) -> None:
    """At once, or after the seconds that it would wait; and gets it when the first is done."""
    path = tmp_path / "store.db"
    first = new(str(path), session)
    with pytest.raises(Busy, match=f"written by process {os.getpid()} on"):
        connect(path, settings=Settings(wait=0))
    with connect(path, writing=False) as reading:
        assert reading.size == 0
    closing = threading.Timer(0.05, first.close)
    closing.start()
    with connect(path, settings=Settings(wait=20)) as second:
        assert second.append(plain(0, "a"), unsigned).size == 1
    closing.join()
