"""A place for a store on each kind of database."""

from __future__ import annotations

import itertools
import multiprocessing
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import require

require("table")


@pytest.fixture(scope="session")
def server() -> Iterator[object]:
    """One PostgreSQL server for a run; skipped with a reason where there is none."""
    require("postgres")
    from store import servers

    one = servers.started()
    yield one
    servers.ended(one)


@pytest.fixture(scope="session")
def shared_database(server: object) -> str:
    """A database in which each test has a session of its own."""
    return server.database("shared")  # type: ignore[attr-defined]


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store may be made: a file, and a server."""
    return str(tmp_path / "table" / "store.db") if request.param == "sqlite" else request.getfixturevalue("shared_database")


@pytest.fixture
def session() -> str:
    """The id of a session."""
    return secrets.token_hex(16)


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Makes a place without anything for a kind of database."""
    numbers = itertools.count()

    def made(kind: str) -> str:
        if kind == "sqlite":
            return str(tmp_path / f"empty-{next(numbers)}" / "store.db")
        return request.getfixturevalue("server").database(f"e{secrets.token_hex(8)}")

    return made


@pytest.fixture(scope="session")
def forked() -> Any:
    """Makes processes from one that has the store loaded, in a few milliseconds each."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["store.killed", "onetext.store.writer", "psycopg", "pysqlite3.dbapi2"])
    return context
