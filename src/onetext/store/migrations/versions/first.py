"""The first schema: eight tables to which rows are only added.

Triggers refuse to change or delete a row, and an entry that is not the next of its stream.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

_OF_SESSION = "FOREIGN KEY (session) REFERENCES sessions (session)"
_OF_MOVE = "FOREIGN KEY (session, move) REFERENCES moves (session, move)"

TABLES = {
    "sessions": "session TEXT NOT NULL, main TEXT NOT NULL, PRIMARY KEY (session)",
    "moves": "session TEXT NOT NULL, move INTEGER NOT NULL, size INTEGER NOT NULL, key TEXT NOT NULL,"
    f" PRIMARY KEY (session, move), UNIQUE (session, key), {_OF_SESSION}",
    "entries": "session TEXT NOT NULL, stream TEXT NOT NULL, n INTEGER NOT NULL, move INTEGER NOT NULL, data BLOB NOT NULL,"
    f" PRIMARY KEY (session, stream, n), {_OF_MOVE}",
    "heads": "session TEXT NOT NULL, stream TEXT NOT NULL, move INTEGER NOT NULL, place INTEGER NOT NULL, size INTEGER NOT NULL,"
    f" note TEXT NOT NULL, PRIMARY KEY (session, stream, move, place), {_OF_MOVE}",
    "sealed": "session TEXT NOT NULL, commitment TEXT NOT NULL, move INTEGER NOT NULL, data BLOB NOT NULL,"
    f" PRIMARY KEY (session, commitment, move), {_OF_MOVE}",
    "papers": "session TEXT NOT NULL, digest TEXT NOT NULL, move INTEGER NOT NULL, data BLOB NOT NULL,"
    f" PRIMARY KEY (session, digest), {_OF_MOVE}",
    "keys": "session TEXT NOT NULL, move INTEGER NOT NULL, place INTEGER NOT NULL, holder TEXT NOT NULL, data BLOB NOT NULL,"
    f" PRIMARY KEY (session, move, place), {_OF_MOVE}",
    "readings": "session TEXT NOT NULL, n INTEGER NOT NULL, who TEXT NOT NULL, commitment TEXT NOT NULL, reason TEXT NOT NULL,"
    f" at TEXT NOT NULL, PRIMARY KEY (session, n), {_OF_SESSION}",
}


def upgrade() -> None:
    """Make the tables and their triggers."""
    server = op.get_bind().dialect.name == "postgresql"
    for name, columns in TABLES.items():
        said = columns.replace(" BLOB ", " BYTEA ") if server else columns
        op.execute(f"CREATE TABLE {name} ({said})" + ("" if server else " STRICT"))
    op.execute("CREATE INDEX entries_of_move ON entries (session, move)")
    for statement in _POSTGRES if server else _SQLITE:
        op.execute(statement)


_AT = "SELECT 1 FROM entries WHERE session = NEW.session AND stream = NEW.stream AND n = NEW.n"
# SQLite's INSERT OR REPLACE deletes without asking the triggers of DELETE, so the second half is not for nothing.
_GAP = f"(NEW.n > 0 AND NOT EXISTS ({_AT} - 1)) OR EXISTS ({_AT})"

_SQLITE = (
    *(
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, 'rows are only added'); END"
        for table in TABLES
        for act in ("UPDATE", "DELETE")
    ),
    f"CREATE TRIGGER entries_next_only BEFORE INSERT ON entries WHEN {_GAP} BEGIN SELECT RAISE(ABORT, 'not the next entry'); END",
)

_POSTGRES = (
    "CREATE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'rows are only added'; END $$",
    "CREATE FUNCTION next_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    f" IF {_GAP} THEN RAISE EXCEPTION 'not the next entry'; END IF; RETURN NEW; END $$",
    *(
        f"CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION only_added()"
        for table in TABLES
    ),
    "CREATE TRIGGER entries_next_only BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION next_only()",
)
