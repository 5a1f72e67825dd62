"""The tables, as SQLAlchemy Core sees them. The migrations write them; a test holds that both say the same.

Each row belongs to a session. `move` is the number of the first entry of a move in the main stream: the primary key of `moves`, so that
two moves on one size cannot both be kept, whatever code runs.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

REVISIONS = ("0001",)
"""The revisions of the schema, oldest first. A store of any other is of a newer release."""

SCHEMA = MetaData()


def _text(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=False)


def _number(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=key, nullable=False, autoincrement=False)


def _data() -> Column[bytes]:
    return Column("data", LargeBinary, nullable=False)


def _of_session() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["session"], ["sessions.session"])


def _of_move() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["session", "move"], ["moves.session", "moves.move"])


sessions = Table("sessions", SCHEMA, _text("session", key=True), _text("main"), sqlite_strict=True)
moves = Table(
    "moves",
    SCHEMA,
    _text("session", key=True),
    _number("move", key=True),
    _number("size"),
    _text("key"),
    UniqueConstraint("session", "key"),
    _of_session(),
    sqlite_strict=True,
)
entries = Table(
    "entries",
    SCHEMA,
    _text("session", key=True),
    _text("stream", key=True),
    _number("n", key=True),
    _number("move"),
    _data(),
    _of_move(),
    Index("entries_of_move", "session", "move"),
    sqlite_strict=True,
)
heads = Table(
    "heads",
    SCHEMA,
    _text("session", key=True),
    _text("stream", key=True),
    _number("move", key=True),
    _number("place", key=True),
    _number("size"),
    _text("note"),
    _of_move(),
    sqlite_strict=True,
)
sealed = Table(
    "sealed",
    SCHEMA,
    _text("session", key=True),
    _text("commitment", key=True),
    _number("move", key=True),
    _data(),
    _of_move(),
    sqlite_strict=True,
)
papers = Table(
    "papers",
    SCHEMA,
    _text("session", key=True),
    _text("digest", key=True),
    _number("move"),
    _data(),
    _of_move(),
    sqlite_strict=True,
)
keys = Table(
    "keys",
    SCHEMA,
    _text("session", key=True),
    _number("move", key=True),
    _number("place", key=True),
    _text("holder"),
    _data(),
    _of_move(),
    sqlite_strict=True,
)
readings = Table(
    "readings",
    SCHEMA,
    _text("session", key=True),
    _number("n", key=True),
    _text("who"),
    _text("commitment"),
    _text("reason"),
    _text("at"),
    _of_session(),
    sqlite_strict=True,
)
