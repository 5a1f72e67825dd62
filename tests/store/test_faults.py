"""A disk that fails or is full, at every call: a clear answer, nothing acknowledged is lost, and the store works again afterwards."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from onetext.store import sqlite
from onetext.store.errors import Busy, StoreFailed, StoreFull
from onetext.store.log import Batch, Log, Settings, connect, create
from store.apsw_driver import driver
from store.disks import FailingDisk
from store.memory import quick_folder
from store.moves import MAIN, PARTIES, Session, plain, unsigned, wrong

NUMBERS = itertools.count()


@pytest.fixture
def disk() -> Iterator[FailingDisk]:
    """A disk that can be made to fail."""
    one = FailingDisk(f"failing{next(NUMBERS)}")
    yield one
    one.unregister()


class Client:
    """Sends moves, remembers what was acknowledged, and sends again under the same key what was not."""

    def __init__(self, log: Log, refusals: tuple[type[Exception], ...]) -> None:
        self.log = log
        self.refusals = refusals
        self.session = Session(log)
        self.acknowledged: list[str] = []
        self.messages: list[str] = []

    def batch(self, key: str) -> Batch:
        """The move of a key on the size that the store has, which has to be whatever was acknowledged or one more."""
        size = self.log.size
        assert len(self.acknowledged) <= size <= len(self.acknowledged) + 1
        self.session = Session(self.log, 3000 if key.endswith("2") else 20)
        return self.session.move(size, key, PARTIES[size % 2])

    def send(self, key: str) -> bool:
        """Whether the move was acknowledged; a refusal has to be one that is clear."""
        try:
            self.log.append(self.batch(key), self.session.sign)
        except self.refusals as refused:
            self.messages.append(str(refused))
            return False
        self.acknowledged.append(key)
        return True


def run(path: Path, disk: FailingDisk, error: type[apsw.Error], at: int, *, for_good: bool) -> tuple[bool, list[str], list[str]]:
    """Four moves with a copy of the log between them, on a disk that fails at a call: whether it came to that, what was said, what is wrong."""
    refusals = (StoreFull,) if error is apsw.FullError else (StoreFailed,)
    disk.heal()
    with connect(path, session="s", settings=Settings(driver=driver(disk.name), wait=0.1)) as log:
        client = Client(log, refusals)
        disk.fail(at, error, for_good=for_good)
        for n in range(4):
            if not send_on(client, f"k{n}", disk):
                break
            if n == 1:
                log._held.settle(sqlite.BYTES)
        failed = disk.failed
        disk.heal()
        for n in range(6):
            if f"k{n}" not in client.acknowledged:
                assert client.send(f"k{n}")
        found = wrong(log, client.acknowledged)
    with connect(path, session="s") as log:  # by another driver, from what the disk holds
        found += wrong(log, client.acknowledged)
        assert log.size == 6
        assert log.state().journal == "WAL"
        (whole,) = log._rows(sqlite_check())[0]
        found += [] if whole == "ok" else [whole]
    return failed, client.messages, found


def sqlite_check() -> Any:
    """SQLite's own check of a file."""
    from sqlalchemy import text

    return text("PRAGMA integrity_check")


def send_on(client: Client, key: str, disk: FailingDisk) -> bool:
    """Send, and once more where it was refused; no for a disk that fails for good."""
    try:
        return client.send(key) or client.send(key)
    except (StoreFailed, StoreFull):  # the size could not be read
        assert disk.failed
        return False


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("error", [apsw.IOError, apsw.FullError], ids=["error", "full"])
def test_a_failure_at_every_call(tmp_path: Path, disk: FailingDisk, error: type[apsw.Error], for_good: bool) -> None:
    """The n-th call fails, for n from 1 until a session passes without reaching it."""
    create(tmp_path / "store.db", session="s", main=MAIN).close()
    said = set[str]()
    with quick_folder(tmp_path) as folder:
        for at in itertools.count(1):
            path = folder / f"at{at}" / "store.db"
            path.parent.mkdir()
            shutil.copy(tmp_path / "store.db", path)
            failed, messages, found = run(path, disk, error, at, for_good=for_good)
            assert found == [], at
            said.update(messages)
            shutil.rmtree(path.parent)
            if not failed:
                break
    assert at > 60
    assert said
    assert all(("no room left" if error is apsw.FullError else "nothing was acknowledged") in each for each in said)


def test_a_lost_acknowledgement_is_seen(tmp_path: Path, disk: FailingDisk) -> None:
    """The check itself can fail: a client that believes it was acknowledged."""
    create(tmp_path / "store.db", session="s", main=MAIN).close()
    with connect(tmp_path / "store.db", settings=Settings(driver=driver(disk.name))) as log:
        disk.fail(1, apsw.IOError, for_good=False)
        with pytest.raises(StoreFailed, match="same key"):
            log.append(Session().move(0, "k0"), Session().sign)
        assert wrong(log, ["k0"]) == ["acknowledged and lost: k0"]


def test_an_error_after_the_commit_takes_nothing_back(tmp_path: Path, disk: FailingDisk) -> None:
    """The log cannot be copied into the file: the move stands, and is read."""
    create(tmp_path / "store.db", session="s", main=MAIN).close()
    with connect(tmp_path / "store.db", settings=Settings(driver=driver(disk.name))) as log:
        log.append(plain(0, "a"), unsigned)
        disk.fail(1, apsw.IOError, for_good=True)
        log._held.settle(sqlite.BYTES)
        assert disk.failed
        disk.heal()
        assert log.append(plain(1, "b"), unsigned).size == 2
    with connect(tmp_path / "store.db") as log:
        assert log.size == 2


def fill(log: Log, size: int) -> tuple[list[str], str]:
    """Append until there is no room: what was acknowledged, and what was said then."""
    acknowledged: list[str] = []
    client = Session(padding=size)
    for n in itertools.count():
        try:
            log.append(client.move(n, f"k{n}"), client.sign)
        except StoreFull as refused:
            return acknowledged, str(refused)
        acknowledged.append(f"k{n}")
    raise AssertionError


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    """SQLite's own limit of pages: all that was acknowledged is there, and with a larger limit it goes on."""
    with create(tmp_path / "store.db", session="s", main=MAIN) as log:
        set_pages(log, 60)
        acknowledged, said = fill(log, 500)
        assert "no room left" in said
        assert 20 < len(acknowledged) < 200
        log._held.drop()  # a new connection has the usual limit again
        assert wrong(log, acknowledged) == []
        mine = Session(log)
        assert log.append(mine.move(log.size, "more"), mine.sign).size == len(acknowledged) + 1


def set_pages(log: Log, pages: int) -> None:
    """Let the file of a log have so many pages."""
    connection = log._held.writer().raw_connection()
    connection.driver_connection.execute(f"PRAGMA max_page_count={pages}").fetchall()
    connection.close()


def missing_mount() -> str:
    """Why no small disk can be made here, "" when one can."""
    if os.getuid() or shutil.which("mount") is None:
        return "a disk of 1 MiB: only root may mount one"
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True, check=False)
        if done.returncode:
            return "a disk of 1 MiB: mounting is not allowed here"
        subprocess.run(["umount", folder], check=True)
    return ""


def test_a_disk_of_one_mebibyte(tmp_path: Path) -> None:
    """A real disk that fills up: clear, nothing lost, and after room was made it goes on."""
    if why := missing_mount():
        pytest.skip(why)
    small = tmp_path / "small"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)], check=True)
    try:
        (small / "ballast").write_bytes(bytes(200_000))
        with create(small / "store.db", session="s", main=MAIN) as log:
            acknowledged, said = fill(log, 300)
            assert "no room left" in said
            assert len(acknowledged) > 10
            (small / "ballast").unlink()
            assert wrong(log, acknowledged) == []
            mine = Session(log)
            assert log.append(mine.move(log.size, "more"), mine.sign).size == len(acknowledged) + 1
        with connect(small / "store.db") as log:
            assert wrong(log, [*acknowledged, "more"]) == []
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_another_program_that_holds_the_file(tmp_path: Path) -> None:
    """One that does not know the lock file: Busy after the seconds to wait, and it works when that one lets go."""
    with create(tmp_path / "store.db", session="s", main=MAIN, settings=Settings(wait=0.05)) as log:
        other = sqlite.driver().connect(str(tmp_path / "store.db"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="locked by another program"):
            log.append(plain(0, "a"), unsigned)
        other.execute("ROLLBACK")
        other.close()
        assert log.append(plain(0, "a"), unsigned).size == 1
