"""How an SQLite file is held: which library is trusted with what, where a file may be, and who may write it."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text

from onetext.store import places, sqlite
from onetext.store.errors import StoreFailed, StoreRefused
from onetext.store.log import Log, Settings, connect, create
from store.moves import MAIN, Session, append, plain, unsigned, wrong


def as_of(version: str, module: Any = sqlite3) -> SimpleNamespace:
    """A driver that says it is of some version of SQLite."""
    numbers = tuple(map(int, version.split(".")))
    return SimpleNamespace(**{**vars(module), "sqlite_version": version, "sqlite_version_info": numbers})


@pytest.mark.parametrize(
    ("sound", "versions"),
    [
        (False, "3.7.0 3.40.1 3.44.5 3.45.0 3.49.9 3.50.6 3.51.0 3.51.2"),
        (True, "3.44.6 3.44.9 3.50.7 3.50.8 3.51.3 3.52.0 3.53.4 4.0.0"),
    ],
)
def test_which_library_is_sound(sound: bool, versions: str) -> None:
    """The releases with the fix, and the two lines that it was brought back to (https://sqlite.org/wal.html)."""
    assert [sqlite.is_sound(tuple(map(int, each.split(".")))) for each in versions.split()] == [sound] * len(versions.split())


def pragmas(log: Log, writing: bool) -> dict[str, object]:
    """What a connection is set to."""
    names = "foreign_keys trusted_schema cell_size_check mmap_size wal_autocheckpoint recursive_triggers journal_mode synchronous".split()
    engine = log._held.writer() if writing else log._held.reading
    with engine.connect() as connection:
        return {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in names}


def test_how_a_sound_library_is_driven(tmp_path: Path) -> None:
    """A write-ahead log that every commit waits for, and that nobody but us copies."""
    with create(tmp_path / "store.db", session="s", main=MAIN) as log:
        both = {
            "foreign_keys": 1,
            "trusted_schema": 0,
            "cell_size_check": 1,
            "mmap_size": 0,
            "wal_autocheckpoint": 0,
            "journal_mode": "wal",
        }
        assert pragmas(log, writing=True) == {**both, "synchronous": 2, "recursive_triggers": 1}
        assert {**pragmas(log, writing=False), **both} == pragmas(log, writing=False)
        assert log.state().sound
        with pytest.raises(StoreFailed, match="readonly"):
            log._read(lambda connection: connection.execute(text("INSERT INTO sessions VALUES ('t', 'm')")))


def test_how_an_unsound_library_is_driven(tmp_path: Path) -> None:
    """No write-ahead log, also for a store that had one; and back."""
    create(tmp_path / "store.db", session="s", main=MAIN).close()
    for driver, journal, synchronous in ((as_of("3.40.1"), "DELETE", "EXTRA"), (None, "WAL", "FULL"), (as_of("3.50.6"), "DELETE", "EXTRA")):
        if driver is None and not sqlite.library().sound:
            continue
        with connect(tmp_path / "store.db", settings=Settings(driver=driver)) as log:
            mine = Session(log)
            for _ in range(3):
                append(log, mine, f"k{log.size}")
            state = log.state()
            assert (state.journal, state.synchronous, bool(state.note)) == (journal, synchronous, journal == "DELETE")
            assert wrong(log) == []
            with connect(tmp_path / "store.db", writing=False, settings=Settings(driver=driver)) as other:
                assert other.size == log.size


def test_pythons_own_library_where_there_is_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The facts for `onetext doctor` say which it is, and what that means."""
    monkeypatch.setitem(sys.modules, "pysqlite3.dbapi2", None)
    assert sqlite.driver() is sqlite3
    told = sqlite.library()
    assert (told.database, told.version, told.driver) == ("SQLite", sqlite3.sqlite_version, "sqlite3")
    assert told.sound is sqlite.is_sound(sqlite3.sqlite_version_info)
    with create(tmp_path / "store.db", session="s", main=MAIN) as log:
        assert log.append(plain(0, "a"), unsigned).size == 1
        assert (log.state().journal, log.state().synchronous) == (told.journal, told.synchronous)
        assert log.backup(tmp_path / "copy.db").exists()


def test_a_library_that_is_too_old(tmp_path: Path) -> None:
    """Is refused with the one that is needed."""
    with pytest.raises(StoreRefused, match=r"3\.36\.0 is too old .* 3\.37"):
        create(tmp_path / "store.db", session="s", main=MAIN, settings=Settings(driver=as_of("3.36.0")))
    assert not (tmp_path / "store.db").exists()


MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
server:/share /mnt/share\040one nfs4 rw 0 0
tmpfs /mnt/share\040one/local tmpfs rw 0 0
//host/x /mnt/x cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/data/store.db", "ext4"),
        ("/mnt/share one/store.db", "nfs4"),
        ("/mnt/share one/local/a/store.db", "tmpfs"),
        ("/mnt/share onexx/store.db", "ext4"),
        ("/mnt/x/store.db", "cifs"),
    ],
)
def test_a_network_disk_is_refused(path: str, kind: str, tmp_path: Path) -> None:
    """The innermost mount counts, blanks in its name or not."""
    (tmp_path / "mounts").write_text(MOUNTS.strip(), "utf-8")
    assert places.file_system(Path(path), tmp_path / "mounts") == kind
    if kind in places.NETWORK:
        with pytest.raises(StoreRefused, match=f"network file system \\({kind}\\)"):
            places.on_local_disk(Path(path), tmp_path / "mounts")
    else:
        places.on_local_disk(Path(path), tmp_path / "mounts")


def test_a_network_disk_is_refused_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By `create` too; and where the machine does not tell, nothing is refused."""
    (tmp_path / "mounts").write_text("server:/share / nfs rw 0 0\n", "utf-8")
    monkeypatch.setattr(places.on_local_disk, "__defaults__", (tmp_path / "mounts",))
    with pytest.raises(StoreRefused, match="network file system"):
        create(tmp_path / "a" / "store.db", session="s", main=MAIN)
    assert not (tmp_path / "a").exists()
    assert places.file_system(tmp_path, tmp_path / "none") == ""


def test_the_log_is_copied_into_the_file_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So it does not grow for ever; at the end nothing of it is left."""
    monkeypatch.setattr(sqlite, "COMMITS", 10)
    path = tmp_path / "store.db"
    with create(path, session="s", main=MAIN) as log:
        sizes = []
        mine = Session()
        for n in range(60):
            append(log, mine, f"k{n}")
            sizes.append((tmp_path / "store.db-wal").stat().st_size)
        assert sizes[-1] == sizes[30]
    assert not (tmp_path / "store.db-wal").exists()


def test_what_is_said_of_an_error_holds_no_bytes_of_a_move(tmp_path: Path) -> None:
    """Neither the message nor what caused it: it may come into a log."""
    with create(tmp_path / "store.db", session="s", main=MAIN) as log:
        with log._held.writer().begin() as connection:
            for table in ("entries", "readings"):
                connection.execute(text(f"CREATE TRIGGER no_{table} BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'broken'); END"))
        for act in (lambda: log.append(plain(0, "a", data=b"a secret"), unsigned), lambda: log.read("a", "b", "a secret", "c")):
            with pytest.raises(StoreFailed, match="broken") as told:
                act()
            one: BaseException | None = told.value
            while one is not None:
                assert "secret" not in str(one)
                one = one.__cause__ or one.__context__


def test_a_writer_holds_the_file_before_it_reads(tmp_path: Path) -> None:
    """From the beginning of its transaction nobody can write, so what it decides on stays so."""
    other = sqlite.driver().connect(str(tmp_path / "store.db"), isolation_level=None, timeout=0)
    tried: list[str] = []

    def passing(point: str) -> None:
        if point == "begun" and not tried:
            with pytest.raises(sqlite.driver().OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            tried.append(point)

    create(tmp_path / "store.db", session="s", main=MAIN).close()
    with connect(tmp_path / "store.db", settings=Settings(passing=passing)) as log:
        log.append(plain(0, "a"), unsigned)
    other.close()
    assert tried == ["begun"]


class Stopped(BaseException):
    """Something that no handler expects."""


def test_after_a_failure_the_disk_alone_is_believed(tmp_path: Path) -> None:
    """Every connection is closed, and a new one made."""
    module, made = sqlite.driver(), []

    def connected(*given: object, **named: object) -> object:
        made.append(given)
        return module.connect(*given, **named)

    create(tmp_path / "store.db", session="s", main=MAIN).close()
    using = SimpleNamespace(**{**vars(module), "connect": connected})

    def fail(point: str) -> None:
        if point == "heads" and len(made) == 2:
            raise Stopped

    with connect(tmp_path / "store.db", settings=Settings(driver=using, passing=fail)) as log:
        assert len(made) == 2  # one to write, one to read
        with pytest.raises(Stopped):
            log.append(plain(0, "a"), unsigned)
        assert log.append(plain(0, "a"), unsigned).size == 1
        assert len(made) == 3
        assert log.size == 1
        assert len(made) == 4
