"""Power loss and torn writes: whatever a disk may hold afterwards, the store opens, is whole, and has all that was acknowledged.

The store's own statements run on a disk that writes down every write, sync, cut and deletion. From the record come the states in which the
files may be after a power loss at each step. Each is opened by SQLite and read in full.
"""

from __future__ import annotations

import hashlib
import itertools
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onetext.store import sqlite
from onetext.store.log import Settings, connect, create
from store.apsw_driver import driver
from store.disks import Done, RecordingDisk, states
from store.memory import quick_folder
from store.moves import MAIN, PARTIES, Session, leaf, note, plain, unsigned

STATES = 5_000
NUMBERS = itertools.count()


def recorded(folder: Path, moves: int, *, synchronous: str = "", sound: bool = True) -> tuple[dict[str, bytes], list[Done]]:
    """The files of a new store, and what a session of so many moves does to them; some are long, and the log is copied in between."""
    path = folder / "store.db"
    create(path, session="s", main=MAIN).close()
    start = {path.name: path.read_bytes()}
    disk = RecordingDisk(f"recording{next(NUMBERS)}")
    using = driver(disk.name, synchronous)
    if not sound:
        using.sqlite_version_info = (3, 40, 1)
    with connect(path, session="s", settings=Settings(driver=using)) as log:
        mine = Session(padding=40)
        for n in range(moves):
            mine.padding = 6000 if n % 11 == 10 else 40
            batch = mine.move(n, f"k{n}", PARTIES[n % 2])
            log.append(batch, mine.sign)
            disk.record.add("ack", "", n + 1)
            if n % 9 == 8:
                log._held.settle(sqlite.BYTES)
    disk.unregister()
    return start, disk.record.done


def trouble(files: dict[str, bytes], acknowledged: int, folder: Path) -> str:
    """What is wrong with a store after a crash, "" where nothing is."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    connection: Any = sqlite.driver().connect(str(folder / "store.db"))
    try:
        connection.execute("PRAGMA synchronous=OFF")  # this is only looked at
        return _trouble(connection, acknowledged)
    except (sqlite3.Error, sqlite.driver().Error) as wrong:
        return f"cannot be read: {wrong}"
    finally:
        connection.close()


def _trouble(connection: Any, acknowledged: int) -> str:
    (whole,) = connection.execute("PRAGMA integrity_check").fetchone()
    if whole != "ok":
        return f"damaged: {whole}"
    main = _stream(connection, MAIN)
    if len(main) < acknowledged:
        return f"lost: {acknowledged} acknowledged, {len(main)} there"
    its = {party: _stream(connection, party) for party in PARTIES}
    (moves,) = connection.execute("SELECT count(*) FROM moves").fetchone()
    (ciphertexts,) = connection.execute("SELECT count(*) FROM sealed").fetchone()
    if not len(main) == moves == ciphertexts == sum(map(len, its.values())):
        return f"half a move: {len(main)}, {moves}, {ciphertexts}, {its}"
    for stream, entries in {MAIN: main, **its}.items():
        leaves = [leaf(data) for data in entries]
        last = connection.execute("SELECT note FROM heads WHERE stream = ? ORDER BY size DESC LIMIT 1", (stream,)).fetchone()
        if leaves and (last is None or last[0] != note(stream, leaves)):
            return f"another root of {stream}"
    return ""


def _stream(connection: Any, stream: str) -> list[bytes]:
    return [data for (data,) in connection.execute("SELECT data FROM entries WHERE stream = ? ORDER BY n", (stream,))]


def found(folder: Path, count: int, moves: int = 30, **how: Any) -> Iterator[str]:
    """What is wrong in each of so many states."""
    start, record = recorded(folder / "session", moves, **how)
    with quick_folder(folder) as crashed:
        for acknowledged, files in states(start, record, count, seed=moves):
            yield trouble(files, acknowledged, crashed / "store")


def test_no_power_loss_takes_an_acknowledged_move(tmp_path: Path) -> None:
    """With a write-ahead log, as a sound SQLite is driven."""
    outcomes = list(found(tmp_path, STATES))
    assert len(outcomes) >= STATES
    assert [each for each in outcomes if each] == []


def test_nor_with_a_rollback_journal(tmp_path: Path) -> None:
    """As an SQLite is driven that may damage a write-ahead log."""
    outcomes = list(found(tmp_path, 2_000, moves=14, sound=False))
    assert len(outcomes) >= 2_000
    assert [each for each in outcomes if each] == []


def test_a_commit_that_does_not_wait_loses_moves(tmp_path: Path) -> None:
    """The check itself can fail: the same with synchronous=NORMAL is seen to lose what was acknowledged."""
    lost = [each for each in found(tmp_path, 600, moves=12, synchronous="NORMAL") if each]
    assert len(lost) > 50
    assert all(each.startswith("lost") for each in lost)


def test_the_record_is_that_of_the_files(tmp_path: Path) -> None:
    """All steps with everything kept give the files, byte for byte."""
    start, record = recorded(tmp_path / "session", 12)
    from store.disks import Replay

    replay = Replay(start)
    for done in record:
        replay.step(done)
    content = replay.held["store.db"].sure
    for done in replay.held["store.db"].since:
        raise AssertionError(f"not synced at the end: {done.what}")
    assert content == (tmp_path / "session" / "store.db").read_bytes()
    assert hashlib.sha256(content).hexdigest() != hashlib.sha256(start["store.db"]).hexdigest()


def test_half_a_move_is_seen(tmp_path: Path) -> None:
    """The check itself can fail: a move of one stream alone, without its ciphertext."""
    with create(tmp_path / "session" / "store.db", session="s", main=MAIN) as log:
        log.append(plain(0, "a"), unsigned)
    files = {"store.db": (tmp_path / "session" / "store.db").read_bytes()}
    assert trouble(files, 1, tmp_path / "crashed").startswith("half a move")
    assert trouble(files, 2, tmp_path / "crashed").startswith("lost")
