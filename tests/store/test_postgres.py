"""What is of a server alone: roles that may only add, and servers that are refused."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from sqlalchemy import text

from onetext.store import postgres
from onetext.store.errors import Busy, StoreFailed, StoreRefused
from onetext.store.log import Settings, connect, create
from store.moves import MAIN, Session, append, plain, unsigned, wrong


def test_a_role_that_may_add_and_read_and_no_more(server: Any, shared_database: str, session: str) -> None:
    """It works as usual, and has no right to change, delete, empty or make."""
    role = f"clerk_{secrets.token_hex(4)}"
    with create(shared_database, session=session, main=MAIN) as log, log._held.writer().begin() as connection:
        connection.execute(text(f"CREATE ROLE {role} LOGIN"))
        for statement in postgres.grants(role):
            connection.execute(text(statement))
    with connect(server.url("shared", role), session=session) as log:
        mine = Session()
        for n in range(3):
            append(log, mine, f"k{n}")
        log.read("mediator", "c", "why", "when")
        assert wrong(log, ["k0", "k1", "k2"]) == []
        for act in ("UPDATE moves SET size = 0", "DELETE FROM heads", "TRUNCATE keys", "CREATE TABLE onetext.x (a int)", "DROP TABLE keys"):
            with pytest.raises(Exception, match=r"permission denied|must be owner"), log._held.writer().begin() as connection:
                connection.execute(text(act))


def test_who_holds_the_session_too_long(shared_database: str, session: str) -> None:
    """Busy after the seconds to wait, and nothing is kept."""
    with (
        create(shared_database, session=session, main=MAIN) as log,
        connect(shared_database, session=session, settings=Settings(wait=0.05)) as other,
    ):
        with log._held.writer().begin() as connection:
            postgres._alone(connection, session)
            with pytest.raises(Busy, match="does not let go"):
                other.append(plain(0, "a"), unsigned)
        assert other.append(plain(0, "a"), unsigned).first == 0


def test_a_server_that_is_too_old_or_unsafe(shared_database: str, session: str, monkeypatch: pytest.MonkeyPatch, server: Any) -> None:
    """Is refused with the reason."""
    monkeypatch.setattr(postgres, "OLDEST", 99)
    with pytest.raises(StoreRefused, match="99 or newer"):
        create(shared_database, session=session, main=MAIN)
    monkeypatch.undo()
    server.run("psql", "-h", str(server.folder), "-U", "postgres", "-c", "ALTER SYSTEM SET full_page_writes = off")
    server.run("pg_ctl", "-D", server.data, "reload")
    try:
        with pytest.raises(StoreRefused, match="full_page_writes=off"):
            for _ in range(1_000):  # the server takes the change up in its own time
                create(shared_database, session=secrets.token_hex(8), main=MAIN).close()
    finally:
        server.run("psql", "-h", str(server.folder), "-U", "postgres", "-c", "ALTER SYSTEM RESET full_page_writes")
        server.stop()
        server.start()


def test_commits_wait_for_the_disk_whatever_a_role_is_set_to(server: Any, session: str) -> None:
    """Our connections set it themselves; and the facts say so."""
    url = server.database(f"e{secrets.token_hex(4)}")
    server.run(
        "psql",
        "-h",
        str(server.folder),
        "-U",
        "postgres",
        "-c",
        f"ALTER DATABASE {url.split('/')[3].split('?')[0]} SET synchronous_commit = off",
    )
    with create(url, session=session, main=MAIN) as log:
        state = log.state()
        assert (state.database, state.synchronous) == ("PostgreSQL", "synchronous_commit=on, fsync=on")


def test_a_password_is_not_said(shared_database: str) -> None:
    """Not where a store is named, nor in an error."""
    with pytest.raises(StoreFailed) as told:
        connect(shared_database.replace("postgres@", "nobody:secret@"))
    assert "secret" not in str(told.value)


def test_two_processes_take_turns(shared_database: str, session: str) -> None:
    """Each sees how far the streams have come, although it wrote to them before."""
    with create(shared_database, session=session, main=MAIN) as one, connect(shared_database, session=session) as two:
        for n in range(6):
            log = (one, two)[n % 2]
            append(log, Session(log), f"k{n}")
        assert wrong(one, [f"k{n}" for n in range(6)]) == []
