"""Copies of a store: one SQLite file, from either kind of database, and back onto a server.

A copy of an SQLite file holds all sessions of it; one of a server the session that asks. It is written beside its place and
renamed when it is whole, so that nobody mistakes half a copy for one.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import SQLAlchemyError

from onetext.store import sqlite
from onetext.store.errors import StoreFailed, StoreRefused
from onetext.store.held import Held, made_ready, session_of
from onetext.store.places import new_file, synced
from onetext.store.tables import SCHEMA, sessions
from onetext.store.values import USUAL

AT_ONCE = 500
"""Rows that are carried over at a time."""


def backup(held: Held, session: str, path: Path) -> Path:
    """Copy a database into a new SQLite file. StoreRefused where there is a file already."""
    path = path.expanduser().resolve()
    if path.exists():
        raise StoreRefused(f"{path} is there already; allowed: a new file")
    half = path.with_name(f"{path.name}.{os.getpid()}.half")
    new_file(half)
    try:
        (_online if held.reading.dialect.name == "sqlite" else _rows)(held, session, half)
        _safe(half)
        os.replace(half, path)
        synced(path.parent)
    except SQLAlchemyError as wrong:
        raise held.fault(wrong) from wrong
    except OSError as wrong:
        raise StoreFailed(f"the copy {path} could not be written: {wrong.strerror}; allowed: a place that can be written") from wrong
    finally:
        for each in (half, half.with_name(half.name + ".lock")):
            each.unlink(missing_ok=True)
    return path


def _online(held: Held, session: str, half: Path) -> None:
    """By SQLite's own backup, from a connection that only reads, in one step: all of it is of one moment."""
    source = held.reading.raw_connection()
    try:
        target: Any = sqlite.driver().connect(str(half), isolation_level=None)
        try:
            source.driver_connection.backup(target)  # type: ignore[union-attr]
            target.execute("PRAGMA journal_mode=DELETE").fetchall()
        finally:
            target.close()
    finally:
        source.close()


def _rows(held: Held, session: str, half: Path) -> None:
    """Row by row, from one snapshot of the server."""
    target = sqlite.opened(half, USUAL, writing=True, new=True)
    try:
        made_ready(target, new=True)
        with held.reading.connect().execution_options(isolation_level="REPEATABLE READ") as source, target.writer().begin() as into:
            carried(source, into, session)
    finally:
        target.close()
    connection: Any = sqlite.driver().connect(str(half), isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
    finally:
        connection.close()


def carried(source: Connection, into: Connection, session: str) -> None:
    """Copy every row of a session from one database to another."""
    for table in SCHEMA.sorted_tables:
        query = select(table).where(table.c.session == session).order_by(*table.primary_key.columns)
        for rows in source.execute(query).mappings().partitions(AT_ONCE):
            into.execute(insert(table), [dict(row) for row in rows])


def _safe(path: Path) -> None:
    """Make sure that the bytes of a file are on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def restored(path: Path, held: Held, session: str) -> str:
    """Put a session of a copy into a database that does not have it, in one transaction, and give its id. StoreRefused where it is there."""
    copy = sqlite.opened(path, USUAL, writing=False)
    try:
        session, _ = session_of(copy, session)
        with copy.reading.connect() as source, held.writer().begin() as into:
            held.alone(into, session)
            if into.execute(select(sessions).where(sessions.c.session == session)).first():
                raise StoreRefused(f"session {session!r} is in {held.name} already; allowed: a store without it")
            carried(source, into, session)
        return session
    except SQLAlchemyError as wrong:
        raise held.fault(wrong) from wrong
    finally:
        copy.close()
