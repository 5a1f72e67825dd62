"""A database that is held open: the engine that writes, the one that reads, and what differs between kinds of database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import SQLAlchemyError

from onetext.store.errors import StoreRefused
from onetext.store.tables import REVISIONS, sessions
from onetext.store.values import Facts, nothing


def _nothing() -> None:
    pass


def _no_rows(connection: Connection, session: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Held:
    """A database that is open. `writing` is None where it is only read.

    `alone` keeps other writers of a session away until the end of a transaction, `fault` turns an error of the driver into one of ours,
    `settle` is called after each commit with the bytes that it added, `release` at the end.
    """

    name: str
    reading: Engine
    writing: Engine | None
    fault: Callable[[SQLAlchemyError], Exception]
    facts: Callable[[str], Facts]
    alone: Callable[[Connection, str], None] = _no_rows
    settle: Callable[[int], None] = nothing  # type: ignore[assignment]
    release: Callable[[], None] = _nothing

    def writer(self) -> Engine:
        """The engine that writes."""
        if self.writing is None:
            raise StoreRefused(f"{self.name} was opened for reading only; allowed: to open it for writing")
        return self.writing

    def drop(self) -> None:
        """Close every connection, so that the next use starts from what the disk holds."""
        for engine in (self.reading, self.writing):
            if engine is not None:
                engine.dispose()

    def close(self) -> None:
        """Close what is open, and let others write."""
        self.reading.dispose()
        self.release()


def revision(connection: Connection) -> str:
    """The revision of the schema, "" where there is none."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def made_ready(held: Held, *, new: bool) -> None:
    """Bring the schema of a database to the newest revision. StoreRefused where that cannot be: it is newer, or there is none."""
    with held.reading.connect() as connection:
        now = revision(connection)
    if now == REVISIONS[-1]:
        return
    if now and now not in REVISIONS:
        raise StoreRefused(
            f"{held.name} was written by a newer release (schema {now}), this one knows up to {REVISIONS[-1]}; allowed: to install that one"
        )
    if not now and not new:
        raise StoreRefused(f"there is no session in {held.name}; allowed: the store of one, or a restored backup")
    if held.writing is None:
        raise StoreRefused(
            f"{held.name} has the schema {now} of an older release; allowed: to open it once for writing, which brings it up to date"
        )
    from onetext.store.upgrades import upgrade

    with held.writing.begin() as connection:
        held.alone(connection, "")
        if revision(connection) != REVISIONS[-1]:
            upgrade(connection)


def session_of(held: Held, session: str) -> tuple[str, str]:
    """The id of a session and its main stream; the only one where none is named. StoreRefused where there is none, or several."""
    with held.reading.connect() as connection:
        found = {row.session: row.main for row in connection.execute(select(sessions))}
    if session in found:
        return session, found[session]
    if not session and len(found) == 1:
        return next(iter(found.items()))
    if session or not found:
        raise StoreRefused(
            f"there is no session {session!r} in {held.name}; allowed: {', '.join(sorted(found)) or 'none'}".replace(" ''", "")
        )
    raise StoreRefused(f"{held.name} holds several sessions; allowed: to name one of {', '.join(sorted(found))}")
