"""The log of one session: append moves, read streams. See the package for what it promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import URL, CompoundSelect, Connection, Select, func, insert, literal, null, select, union_all
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from onetext.errors import UsageError
from onetext.store import copies, postgres, sqlite
from onetext.store.appending import Group, Unsigned, earlier, size_of, written
from onetext.store.errors import Conflict, StoreFailed, StoreRefused
from onetext.store.held import Held, made_ready, session_of
from onetext.store.places import place
from onetext.store.tables import entries, heads, keys, papers, readings, sealed, sessions
from onetext.store.values import USUAL, Appended, Batch, Entry, Facts, Head, Outcome, Reading, Settings, Sign

__all__ = [
    "Appended",
    "Batch",
    "Conflict",
    "Entry",
    "Facts",
    "Head",
    "Log",
    "Outcome",
    "Reading",
    "Settings",
    "Sign",
    "connect",
    "create",
    "restore",
]

T = TypeVar("T")


def create(url: str | Path, *, session: str, main: str, settings: Settings = USUAL) -> Log:
    """A new session, in a new store or in one that is there, open for writing; `main` names its main stream.

    `url` is a path or `postgresql://...`. StoreRefused where the session is there already.
    """
    if not session or not main:
        raise UsageError("a session and its main stream need a name")
    held = _held(url, settings, writing=True, new=True)
    log = Log(held, session, main, settings)
    try:
        made_ready(held, new=True)
        log._write(lambda connection: connection.execute(insert(sessions), {"session": session, "main": main}))
    except IntegrityError as wrong:
        log.close()
        raise StoreRefused(f"session {session!r} is in {held.name} already; allowed: another one") from wrong
    except SQLAlchemyError as wrong:
        log.close()
        raise held.fault(wrong) from wrong
    except BaseException:
        log.close()
        raise
    return log


def connect(url: str | Path, *, session: str = "", writing: bool = True, settings: Settings = USUAL) -> Log:
    """One session of a store; the only one where none is named. With `writing=False` nothing can be written, and nobody is kept from it.

    StoreRefused where there is no such session, or the store is of a newer release; Busy where another process writes an SQLite file.
    """
    held = _held(url, settings, writing=writing, new=False)
    try:
        made_ready(held, new=False)
        return Log(held, *session_of(held, session), settings)
    except SQLAlchemyError as wrong:
        held.close()
        raise held.fault(wrong) from wrong
    except BaseException:
        held.close()
        raise


def restore(path: Path, url: str | Path, *, session: str = "", settings: Settings = USUAL) -> Log:
    """Put a session of a backup into a store that does not have it, and open it for writing. A backup that stays a file is just opened."""
    held = _held(url, settings, writing=True, new=True)
    try:
        made_ready(held, new=True)
        return Log(held, *session_of(held, copies.restored(Path(path), held, session)), settings)
    except SQLAlchemyError as wrong:
        held.close()
        raise held.fault(wrong) from wrong
    except BaseException:
        held.close()
        raise


def _held(url: str | Path, settings: Settings, *, writing: bool, new: bool) -> Held:
    where = place(url)
    if isinstance(where, URL):
        return postgres.opened(where, settings, writing=writing, new=new)
    return sqlite.opened(where, settings, writing=writing, new=new)


class Log:
    """One session of a store. Several threads may use it at once; what is written goes one after the other.

    Made by `create` and `connect`. A context manager, which closes it.
    """

    def __init__(self, held: Held, session: str, main: str, settings: Settings = USUAL) -> None:
        self.session = session
        self.main = main
        self._held = held
        self._settings = settings
        self._lock = RLock()
        self._ends: dict[str, int] = {}

    def __enter__(self) -> Log:
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the database, and let others write."""
        with self._lock:
            self._held.close()

    def append(self, batch: Batch, sign: Sign) -> Appended:
        """Write one move, whole or not at all, with the heads that `sign` makes of its entries as the database gives them back.

        Conflict where it was decided on another size of the main stream; Busy, StoreFull and StoreFailed as they say. A key
        that was written before adds nothing: the answer is that of the first time. What `sign` raises is raised, and nothing is kept.
        """
        (outcome,) = self.append_group([(batch, sign)])
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def append_group(self, asked: Sequence[tuple[Batch, Sign]]) -> list[Outcome]:
        """Write several moves in one transaction, and tell of each what `append` would return or raise.

        Each is decided on the size that those before it leave. Where one cannot be signed, the others are written without it.
        """
        left = dict(enumerate(asked))
        done: dict[int, Outcome] = {}
        with self._lock:
            while left:
                try:
                    done |= self._try(left)
                    break
                except Unsigned as wrong:
                    done[wrong.place] = wrong.cause
                    del left[wrong.place]
                except SQLAlchemyError as wrong:
                    done |= dict.fromkeys(left, self._held.fault(wrong))
                    break
                except StoreFailed as wrong:
                    done |= dict.fromkeys(left, wrong)
                    break
        return [done[place] for place in range(len(asked))]

    def _try(self, asked: Mapping[int, tuple[Batch, Sign]]) -> dict[int, Outcome]:
        ends, self._ends = self._ends, {}

        def work(connection: Connection) -> dict[int, Outcome]:
            return written(Group(connection, self.session, self.main, self._settings.passing, ends), asked)

        done = self._write(work, sum(len(entry.data) for batch, _ in asked.values() for entry in batch.entries))
        self._ends = ends
        return done

    def _write(self, work: Callable[[Connection], T], added: int = 0) -> T:
        """Do work in one transaction that keeps other writers away. After an error every connection is dropped: the disk alone is believed."""
        passing = self._settings.passing
        with self._lock:
            try:
                with self._held.writer().begin() as connection:
                    self._held.alone(connection, self.session)
                    passing("begun")
                    done = work(connection)
            except Unsigned:
                raise
            except BaseException:
                self._held.drop()
                raise
            passing("committed")
            self._held.settle(added)
            passing("settled")
            return done

    def _read(self, work: Callable[[Connection], T]) -> T:
        try:
            with self._held.reading.connect() as connection:
                return work(connection)
        except SQLAlchemyError as wrong:
            self._held.reading.dispose()
            raise self._held.fault(wrong) from wrong

    def _rows(self, query: Select[Any] | CompoundSelect[Any]) -> Sequence[Any]:
        return self._read(lambda connection: connection.execute(query).all())

    @property
    def size(self) -> int:
        """How many entries the main stream has: what the next move has to be decided on."""
        return self._read(lambda connection: size_of(connection, self.session))

    def written(self, keys: Iterable[str]) -> dict[str, Appended]:
        """Those of some keys under which a move was written, with what was answered then."""
        return self._read(lambda connection: earlier(connection, self.session, keys))

    def entries(self, stream: str, start: int = 0) -> tuple[Entry, ...]:
        """The entries of a stream, from number `start` on."""
        query = select(entries.c.n, entries.c.data).where(
            entries.c.session == self.session, entries.c.stream == stream, entries.c.n >= start
        )
        return tuple(Entry(stream, n, bytes(data)) for n, data in self._rows(query.order_by(entries.c.n)))

    def stream(self, stream: str) -> tuple[tuple[Entry, ...], tuple[Head, ...]]:
        """The entries of a stream and the heads signed for it, of one moment although others write: it is one query."""
        zero = literal(0)
        lines = select(zero.label("kind"), entries.c.n.label("at"), zero.label("place"), zero, entries.c.data, null())
        notes = select(literal(1), heads.c.move, heads.c.place, heads.c.size, null(), heads.c.note)
        both = union_all(
            lines.where(entries.c.session == self.session, entries.c.stream == stream),
            notes.where(heads.c.session == self.session, heads.c.stream == stream),
        )
        found = self._rows(both.order_by("kind", "at", "place"))
        return (
            tuple(Entry(stream, at, bytes(data)) for kind, at, _, _, data, _ in found if kind == 0),
            tuple(Head(stream, size, note) for kind, _, _, size, _, note in found if kind == 1),
        )

    def streams(self) -> dict[str, int]:
        """Every stream that has entries, and how many, by name."""
        query = select(entries.c.stream, func.count()).where(entries.c.session == self.session).group_by(entries.c.stream)
        return dict(sorted((name, count) for name, count in self._rows(query)))

    def heads(self, stream: str) -> tuple[Head, ...]:
        """The heads signed for a stream, in the order of their signing."""
        query = select(heads.c.stream, heads.c.size, heads.c.note).where(heads.c.session == self.session, heads.c.stream == stream)
        return tuple(Head(*row) for row in self._rows(query.order_by(heads.c.move, heads.c.place)))

    def sealed(self, commitment: str) -> bytes | None:
        """The ciphertext of a commitment, the latest if there are several; None where there is none."""
        query = select(sealed.c.data).where(sealed.c.session == self.session, sealed.c.commitment == commitment)
        return self._data(query.order_by(sealed.c.move.desc()).limit(1))

    def paper(self, digest: str) -> bytes | None:
        """The paper with a SHA-256; None where there is none."""
        return self._data(select(papers.c.data).where(papers.c.session == self.session, papers.c.digest == digest))

    def keys(self) -> dict[str, bytes]:
        """The latest key record of each holder."""
        query = select(keys.c.holder, keys.c.data).where(keys.c.session == self.session)
        return {holder: bytes(data) for holder, data in self._rows(query.order_by(keys.c.move, keys.c.place))}

    def _data(self, query: Select[Any]) -> bytes | None:
        found = self._rows(query)
        return bytes(found[0][0]) if found else None

    def read(self, who: str, commitment: str, reason: str, at: str) -> Reading:
        """Note that somebody opened sealed content, before it is shown."""

        def work(connection: Connection) -> Reading:
            last = connection.execute(select(func.max(readings.c.n)).where(readings.c.session == self.session)).scalar()
            made = Reading(0 if last is None else last + 1, who, commitment, reason, at)
            row = {"n": made.n, "who": who, "commitment": commitment, "reason": reason, "at": at}
            connection.execute(insert(readings), {"session": self.session, **row})
            return made

        try:
            return self._write(work)
        except SQLAlchemyError as wrong:
            raise self._held.fault(wrong) from wrong

    def readings(self) -> tuple[Reading, ...]:
        """Who opened sealed content, in order."""
        columns = (readings.c.n, readings.c.who, readings.c.commitment, readings.c.reason, readings.c.at)
        return tuple(Reading(*row) for row in self._rows(select(*columns).where(readings.c.session == self.session).order_by(readings.c.n)))

    def state(self) -> Facts:
        """What the database is and how it is held, for `onetext doctor`."""
        with self._lock:
            return self._held.facts("")

    def backup(self, path: Path) -> Path:
        """Write a copy to a new SQLite file, while others go on writing; it holds what was committed when the copy began or later."""
        return copies.backup(self._held, self.session, Path(path))
