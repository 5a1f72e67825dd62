"""A store in one SQLite file, held so that nothing acknowledged is lost.

One process writes, through one connection that alone copies the write-ahead log into the file; readers cannot write. Every commit waits for
the disk (synchronous=FULL). A library of 3.7.0 to 3.51.2 may damage a file in that mode when two connections write and copy
at once, unless the fix was brought back to its line (https://sqlite.org/wal.html, section "The WAL-reset bug"); with such a
library there is no write-ahead log, but a rollback journal and synchronous=EXTRA, which is slower and sound.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from onetext.store.errors import Busy, StoreFailed, StoreFull, StoreRefused
from onetext.store.held import Held, revision
from onetext.store.places import locked, new_file, on_local_disk
from onetext.store.values import Facts, Settings

OLDEST = (3, 37, 0)
"""The first with STRICT tables."""
FIXED = (3, 51, 3)
FIXED_LINES: dict[tuple[int, ...], int] = {(3, 44): 6, (3, 50): 7}
"""Lines of older releases -> the first patch that has the fix."""
UNSOUND = "no write-ahead log: this SQLite may damage a file with one (fixed in 3.51.3, 3.50.7 and 3.44.6)"
COMMITS = 200
BYTES = 4 << 20
"""So many commits or bytes after which the write-ahead log is copied into the file."""


def is_sound(version: tuple[int, ...]) -> bool:
    """Whether a release of SQLite has the fix of the error by which a write-ahead log may damage its file."""
    line = FIXED_LINES.get(version[:2])
    return version >= FIXED or (line is not None and version[2] >= line)


def driver() -> ModuleType:
    """The module that drives SQLite: `pysqlite3`, which brings a sound library along, where there is one, else Python's own."""
    try:
        return import_module("pysqlite3.dbapi2")
    except ImportError:
        return import_module("sqlite3")


def opened(path: Path, settings: Settings, *, writing: bool, new: bool = False) -> Held:
    """Hold an SQLite file. StoreRefused where it is missing or cannot be held safely, Busy where another process writes it."""
    path = path.expanduser().resolve()
    module: Any = settings.driver or driver()
    if module.sqlite_version_info < OLDEST:
        raise StoreRefused(f"SQLite {module.sqlite_version} is too old for a store; allowed: 3.37 or later")
    if not new and not path.is_file():
        raise StoreRefused(f"there is no store at {path}; allowed: the store of a session, or a restored backup")
    on_local_disk(path)
    try:
        if new:
            new_file(path)
        release = locked(path, settings.wait).release if writing else lambda: None
    except OSError as wrong:
        raise StoreRefused(f"{path} cannot be written: {wrong.strerror}; allowed: a folder that can be written") from None
    using = _Using(path, module, settings.wait)
    try:
        writer = _engine(module, using.writer, 1) if writing else None
        return _held(using, writer, release)
    except BaseException:
        release()
        raise


def _held(using: _Using, writer: Engine | None, release: Callable[[], None]) -> Held:
    reader = _engine(using.module, using.reader, 8)
    tidy = _Tidy(writer) if writer is not None else None
    if writer is not None:
        event.listen(writer, "begin", _begin_at_once)
        try:
            writer.connect().close()  # whatever a crash left is settled before anybody reads
        except SQLAlchemyError as wrong:
            raise using.fault(wrong) from wrong

    def finish() -> None:
        if tidy is not None:
            tidy.copy("TRUNCATE")
            tidy.engine.dispose()
        release()

    return Held(
        name=str(using.path),
        reading=reader,
        writing=writer,
        fault=using.fault,
        facts=lambda schema: _facts(using, writer or reader, schema),
        settle=tidy.settle if tidy is not None else (lambda added: None),
        release=finish,
    )


def _begin_at_once(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _engine(module: Any, connect: Callable[[], Any], size: int) -> Engine:
    more = 0 if size == 1 else 56
    kept = {"poolclass": QueuePool, "pool_size": size, "max_overflow": more, "hide_parameters": True}
    return create_engine("sqlite://", module=module, creator=connect, **kept)


@dataclass(frozen=True, slots=True)
class _Using:
    """A file, the module that drives it, and the seconds to wait for a lock of it."""

    path: Path
    module: Any
    wait: float

    @property
    def sound(self) -> bool:
        return is_sound(self.module.sqlite_version_info)

    def writer(self) -> Any:
        """A connection that writes, and waits for the disk at every commit."""
        connection = self._connect("rw")
        modes = ("WAL", "FULL") if self.sound else ("DELETE", "EXTRA")
        for pragma in (f"journal_mode={modes[0]}", f"synchronous={modes[1]}", "recursive_triggers=ON"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        return connection

    def reader(self) -> Any:
        """A connection that cannot write."""
        return self._connect("ro")

    def _connect(self, mode: str) -> Any:
        address = f"file:{quote(str(self.path))}?mode={mode}"
        connection = self.module.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=self.wait)
        for pragma in ("foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "wal_autocheckpoint=0"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        return connection

    def fault(self, wrong: SQLAlchemyError) -> Exception:
        """What an error of the library means for who asked."""
        cause = wrong.orig if isinstance(wrong, DBAPIError) else wrong
        code = getattr(cause, "sqlite_errorname", "")
        if code.startswith(("SQLITE_FULL", "SQLITE_TOOBIG")) or "is full" in str(cause):
            return StoreFull(f"no room left for {self.path}: nothing of this was kept; allowed: to free some space and send it again")
        if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or "is locked" in str(cause):
            return Busy(
                f"{self.path} is locked by another program, for longer than {self.wait:g} s; allowed: to close it there and send this again"
            )
        what = f"({code or type(cause).__name__}: {cause})"
        if code.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            return StoreFailed(f"{self.path} is damaged {what}; allowed: a restored backup")
        return StoreFailed(
            f"{self.path} failed {what}: nothing was acknowledged; allowed: to look at the disk, then to send it again with the same key, "
            "which settles whether it was kept"
        )


class _Tidy:
    """Copies the write-ahead log into the file now and then, on the connection that writes."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.commits = 0
        self.bytes = 0

    def settle(self, added: int) -> None:
        """Count a commit, and copy where there were enough. An error here takes nothing back: the commit stands in the log."""
        self.commits += 1
        self.bytes += added
        if self.commits < COMMITS and self.bytes < BYTES:
            return
        self.commits = self.bytes = 0
        self.copy("PASSIVE")

    def copy(self, how: str) -> None:
        """Copy what is in the log into the file, as far as readers let us."""
        try:
            connection = self.engine.raw_connection()
            try:
                connection.driver_connection.execute(f"PRAGMA wal_checkpoint({how})").fetchall()  # type: ignore[union-attr]
            finally:
                connection.close()
        except self.engine.dialect.dbapi.Error:  # type: ignore[union-attr]
            self.engine.dispose()


def _facts(using: _Using, engine: Engine, schema: str) -> Facts:
    with engine.connect() as connection:
        journal = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar()).upper()
        number = int(connection.exec_driver_sql("PRAGMA synchronous").scalar() or 0)
        schema = schema or revision(connection)
    synchronous = ("OFF", "NORMAL", "FULL", "EXTRA")[number]
    note = "" if using.sound else UNSOUND
    version = str(using.module.sqlite_version)
    return Facts("SQLite", version, using.sound, journal, synchronous, schema, str(using.module.__name__), note)


def library() -> Facts:
    """What this machine would drive a store with, for `onetext doctor`; opens nothing."""
    module = driver()
    sound = is_sound(module.sqlite_version_info)
    modes = ("WAL", "FULL") if sound else ("DELETE", "EXTRA")
    return Facts("SQLite", module.sqlite_version, sound, *modes, "", module.__name__, "" if sound else UNSOUND)


def private(path: Path) -> None:
    """Let only its owner read a file."""
    os.chmod(path, 0o600)
