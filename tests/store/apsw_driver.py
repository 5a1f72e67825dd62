"""SQLite by way of apsw, in the shape that the store asks of a driver, so that its own statements run on a disk of our making."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

import apsw


class Error(Exception):
    """Any error, with its name in SQLite."""

    def __init__(self, wrong: apsw.Error) -> None:
        super().__init__(str(wrong))
        self.sqlite_errorname = "SQLITE_" + type(wrong).__name__.removesuffix("Error").upper().replace("IO", "IOERR")


class IntegrityError(Error):
    """A constraint did not hold."""


class Cursor:
    """A cursor."""

    arraysize = 1
    lastrowid = None
    rowcount = -1

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.inner = connection.inner.cursor()
        self.rows: list[tuple[Any, ...]] = []
        self.description: Any = None

    def _do(self, act: Callable[[], Any]) -> Cursor:
        self.description = None
        try:
            act()
            self.rows = list(self.inner)
        except apsw.ConstraintError as wrong:
            raise IntegrityError(wrong) from wrong
        except apsw.Error as wrong:
            raise Error(wrong) from wrong
        return self

    def execute(self, sql: str, values: Any = ()) -> Cursor:
        """Run one statement."""

        def act() -> None:
            self.inner.exec_trace = self._trace
            self.inner.execute(self.connection.rewrite(sql), tuple(values))

        return self._do(act)

    def _trace(self, cursor: apsw.Cursor, sql: str, values: Any) -> bool:
        columns = cursor.get_description()
        self.description = [(name, None, None, None, None, None, None) for name, *_ in columns] or None
        return True

    def executemany(self, sql: str, values: Iterable[Any]) -> Cursor:
        """Run one statement for each row."""
        return self._do(lambda: self.inner.executemany(self.connection.rewrite(sql), [tuple(each) for each in values]))

    def fetchone(self) -> Any:
        """The next row."""
        return self.rows.pop(0) if self.rows else None

    def fetchmany(self, size: int = 1) -> list[Any]:
        """The next rows."""
        taken, self.rows = self.rows[:size], self.rows[size:]
        return taken

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        taken, self.rows = self.rows, []
        return taken

    def close(self) -> None:
        """Forget the rows."""
        self.rows = []


class Connection:
    """A connection to a file on a VFS."""

    isolation_level = None

    def __init__(self, inner: apsw.Connection, rewrite: Callable[[str], str]) -> None:
        self.inner = inner
        self.rewrite = rewrite

    def cursor(self, *_: object) -> Cursor:
        """A new cursor."""
        return Cursor(self)

    def execute(self, sql: str, values: Any = ()) -> Cursor:
        """Run one statement."""
        return self.cursor().execute(sql, values)

    def commit(self) -> None:
        """End the transaction, where there is one."""
        if self.inner.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        """Undo the transaction, where there is one."""
        if self.inner.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        """Close it, with whatever is still open."""
        try:
            self.inner.close(True)
        except apsw.Error as wrong:
            raise Error(wrong) from wrong

    def create_function(self, *_: object, **__: object) -> None:
        """Not needed."""


def driver(vfs: str, synchronous: str = "") -> SimpleNamespace:
    """A driver on a VFS; `synchronous` replaces what the store asks for."""

    def rewrite(sql: str) -> str:
        return re.sub(r"(PRAGMA synchronous=)\w+", rf"\g<1>{synchronous}", sql) if synchronous else sql

    def connect(address: str, *, timeout: float, **_: object) -> Connection:
        flags = apsw.SQLITE_OPEN_URI | (apsw.SQLITE_OPEN_READONLY if address.endswith("mode=ro") else apsw.SQLITE_OPEN_READWRITE)
        try:
            inner = apsw.Connection(address, flags=flags, vfs=vfs)
        except apsw.Error as wrong:
            raise Error(wrong) from wrong
        inner.set_busy_timeout(int(timeout * 1000))
        return Connection(inner, rewrite)

    return SimpleNamespace(
        __name__="apsw",
        connect=connect,
        paramstyle="qmark",
        sqlite_version=apsw.sqlite_lib_version(),
        sqlite_version_info=tuple(map(int, apsw.sqlite_lib_version().split("."))),
        Error=Error,
        DatabaseError=Error,
        OperationalError=Error,
        ProgrammingError=IntegrityError,
        IntegrityError=IntegrityError,
        Binary=bytes,
        PARSE_DECLTYPES=0,
        PARSE_COLNAMES=0,
    )
