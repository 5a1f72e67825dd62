"""Writes the moves of a group in one transaction: which may be written, their rows, and heads over the bytes that come back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, Table, bindparam, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from onetext.errors import UsageError
from onetext.store.errors import Conflict, StoreFailed
from onetext.store.tables import entries, heads, keys, moves, papers, sealed
from onetext.store.values import Appended, Batch, Entry, Head, Outcome, Sign

Rows = list[dict[str, Any]]

_OF: BindParameter[str] = bindparam("of")
SIZE = select(moves.c.size).where(moves.c.session == _OF).order_by(moves.c.move.desc()).limit(1)
END = select(func.max(entries.c.n)).where(entries.c.session == _OF, entries.c.stream == bindparam("stream"))
EARLIER = select(moves.c.move, moves.c.size, moves.c.key).where(moves.c.session == _OF, moves.c.key.in_(bindparam("keys", expanding=True)))
HEADS = (
    select(heads.c.stream, heads.c.size, heads.c.note)
    .where(heads.c.session == _OF, heads.c.move == bindparam("move"))
    .order_by(heads.c.place)
)
BACK = select(entries.c.stream, entries.c.n, entries.c.data).where(entries.c.session == _OF, entries.c.move >= bindparam("move"))
PLAIN = {table: insert(table) for table in (moves, entries, heads, sealed, keys)}
UNLESS_THERE = {
    "sqlite": sqlite.insert(papers).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(papers).on_conflict_do_nothing(),
}


class Unsigned(Exception):
    """The function that signs raised for one move of a group, so none of it may be kept."""

    def __init__(self, place: int, cause: Exception) -> None:
        self.place = place
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Group:
    """A transaction that writes to a session: its connection, and what is told of the points that it goes through.

    `ends` are sizes of streams as they were last seen. They hold as long as the main stream has the size that is among them, since
    no move leaves that as it was.
    """

    connection: Connection
    session: str
    main: str
    passing: Callable[[str], None]
    ends: dict[str, int]

    def one(self, query: Select[Any], **values: object) -> Any:
        """The first value that a query finds in this session."""
        return self.connection.execute(query, {"of": self.session, **values}).scalar()

    def add(self, table: Table, rows: Rows) -> None:
        """Add rows to a table, with the session in each."""
        if rows:
            how = UNLESS_THERE[self.connection.dialect.name] if table is papers else PLAIN[table]
            self.connection.execute(how, [{"session": self.session, **row} for row in rows])


def size_of(connection: Connection, session: str) -> int:
    """How many entries the main stream of a session has."""
    return int(connection.execute(SIZE, {"of": session}).scalar() or 0)


def earlier(connection: Connection, session: str, names: Iterable[str]) -> dict[str, Appended]:
    """Those of some keys under which a move was written, with what was answered then."""
    found = {}
    for move, size, key in connection.execute(EARLIER, {"of": session, "keys": list(names)}).all():
        signed = connection.execute(HEADS, {"of": session, "move": move}).all()
        found[key] = Appended(move, size, tuple(Head(*each) for each in signed), repeated=True)
    return found


def written(group: Group, asked: Mapping[int, tuple[Batch, Sign]]) -> dict[int, Outcome]:
    """Write the moves that can be written, in their order, and say what became of each.

    Raises Unsigned where the heads of one cannot be signed, and what the database raises; nothing is kept then.
    """
    done, taken = _chosen(group, {place: batch for place, (batch, _) in asked.items()})
    if not taken:
        return done
    _rows(group, list(taken.values()))
    group.passing("rows")
    back = _read_back(group, list(taken.values()))
    group.passing("read back")
    signed = {place: _signed(place, asked[place][1], tuple(back[e.stream, e.n] for e in batch.entries)) for place, batch in taken.items()}
    group.passing("signed")
    group.add(heads, [_head(taken[of].expected, place, head) for of, notes in signed.items() for place, head in enumerate(notes)])
    group.passing("heads")
    for place, batch in taken.items():
        done[place] = Appended(batch.expected, batch.expected + batch.added, signed[place])
    first = {batch.key: done[place] for place, batch in taken.items()}
    for place, (batch, _) in asked.items():
        if place not in done:
            done[place] = replace(first[batch.key], repeated=True)  # type: ignore[type-var]
    return done


def _chosen(group: Group, asked: Mapping[int, Batch]) -> tuple[dict[int, Outcome], dict[int, Batch]]:
    """What is settled without writing, and the moves to be written; a key that is given twice is left for the end."""
    given = {batch.key for batch in asked.values()} - {""}
    known = earlier(group.connection, group.session, given) if given else {}
    size = size_of(group.connection, group.session)
    ends = group.ends
    if ends.get(group.main) != size:
        ends.clear()
        ends[group.main] = size
    done: dict[int, Outcome] = {}
    taken: dict[int, Batch] = {}
    again = set[str]()
    for place, batch in asked.items():
        if batch.key in known:
            done[place] = known[batch.key]
        elif batch.key in again:
            continue
        elif batch.expected != ends[group.main]:
            done[place] = Conflict(ends[group.main], batch.expected)
        elif wrong := _misfit(group, batch, ends):
            done[place] = UsageError(wrong)
        else:
            taken[place] = batch
            if batch.key:
                again.add(batch.key)
            for entry in batch.entries:
                ends[entry.stream] = entry.n + 1
    return done, taken


def _misfit(group: Group, batch: Batch, ends: dict[str, int]) -> str:
    """Why the entries of a move cannot follow those that are there, "" where they can."""
    if batch.entries[0].stream != group.main:
        return f"a move begins with an entry of the main stream {group.main!r}, not of {batch.entries[0].stream!r}"
    at: dict[str, int] = {}
    for entry in batch.entries:
        if entry.stream not in ends:
            last = group.one(END, stream=entry.stream)
            ends[entry.stream] = 0 if last is None else last + 1
        due = at.get(entry.stream, ends[entry.stream])
        if entry.n != due:
            return f"entry {entry.n} of stream {entry.stream!r} cannot be written: {due} is the next one"
        at[entry.stream] = due + 1
    return ""


def _rows(group: Group, batches: Sequence[Batch]) -> None:
    """Write all but the heads."""
    group.add(moves, [{"move": b.expected, "size": b.expected + b.added, "key": b.name} for b in batches])
    group.add(entries, [{"stream": e.stream, "n": e.n, "move": b.expected, "data": e.data} for b in batches for e in b.entries])
    group.add(sealed, [{"commitment": name, "move": b.expected, "data": data} for b in batches for name, data in b.sealed])
    group.add(papers, [{"digest": name, "move": b.expected, "data": data} for b in batches for name, data in b.papers])
    records = [(b.expected, place, *each) for b in batches for place, each in enumerate(b.keys)]
    group.add(keys, [{"move": move, "place": place, "holder": holder, "data": data} for move, place, holder, data in records])


def _head(move: int, place: int, head: Head) -> dict[str, Any]:
    return {"stream": head.stream, "move": move, "place": place, "size": head.size, "note": head.note}


def _read_back(group: Group, batches: Sequence[Batch]) -> dict[tuple[str, int], Entry]:
    """The entries of some moves as the database has them. StoreFailed where they are not those that were written."""
    rows = group.connection.execute(BACK, {"of": group.session, "move": batches[0].expected})
    back = {(stream, n): Entry(stream, n, bytes(data)) for stream, n, data in rows}
    if any(back.get((e.stream, e.n)) != e for batch in batches for e in batch.entries):
        raise StoreFailed(
            "the database gave back other bytes than were written to it, nothing was kept; allowed: to check the machine and its disk"
        )
    return back


def _signed(place: int, sign: Sign, back: tuple[Entry, ...]) -> tuple[Head, ...]:
    try:
        return sign(back)
    except Exception as wrong:
        raise Unsigned(place, wrong) from wrong
