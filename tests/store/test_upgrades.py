"""Stores of every release open, with the same bytes and the same roots; a newer one is refused; a kill between two steps harms nothing."""

from __future__ import annotations

import json
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from onetext.store import held, upgrades
from onetext.store.errors import StoreRefused
from onetext.store.log import Log, connect, create
from onetext.store.tables import REVISIONS, SCHEMA
from store.make_old import OLD, told
from store.moves import MAIN, Session, append

SECOND = """
import os, signal
from pathlib import Path
from alembic import op
revision = "0002"
down_revision = "0001"
def upgrade():
    op.execute("CREATE TABLE notes (session TEXT NOT NULL)")
    if Path({marker!r}).exists():
        os.kill(os.getpid(), signal.SIGKILL)
    op.execute("ALTER TABLE readings ADD COLUMN place TEXT NOT NULL DEFAULT ''")
"""


@pytest.mark.parametrize("name", [path.stem for path in sorted(OLD.glob("*.db"))])
def test_a_store_of_every_revision_opens(name: str, tmp_path: Path) -> None:
    """With the same bytes and roots as on the day that it was made, and is written on."""
    shutil.copy(OLD / f"{name}.db", tmp_path / "store.db")
    with connect(tmp_path / "store.db") as log:
        assert told(log) == json.loads((OLD / f"{name}.json").read_text("utf-8"))
        append(log, Session(log), "more")
        assert log.state().schema == REVISIONS[-1]


def test_every_revision_has_a_store() -> None:
    """Whoever adds a revision keeps a store of it."""
    assert [path.stem for path in sorted(OLD.glob("*.db"))] == list(REVISIONS)


def test_the_migrations_are_the_list(empty: Callable[[str], str]) -> None:
    """The revisions of the folder are those of the table."""
    script = ScriptDirectory.from_config(upgrades.configured())
    assert [one.revision for one in script.walk_revisions()][::-1] == list(REVISIONS)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_migrations_make_the_tables(kind: str, empty: Callable[[str], str]) -> None:
    """What they make is what the code sees."""
    with create(empty(kind), session="s", main=MAIN) as log, log._held.reading.connect() as connection:
        options = {"compare_type": True, "include_name": lambda name, what, _: what != "table" or name != "alembic_version"}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, SCHEMA) == []


def revised(log: Log, to: str) -> None:
    """Say that a store has another revision."""
    with log._held.writer().begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": to})


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_newer_store_is_refused(kind: str, empty: Callable[[str], str]) -> None:
    """In one line, by reading, writing and making."""
    url = empty(kind)
    with create(url, session="s", main=MAIN) as log:
        revised(log, "9999")
    for act in (lambda: connect(url), lambda: connect(url, writing=False), lambda: create(url, session="t", main=MAIN)):
        with pytest.raises(StoreRefused, match=r"newer release \(schema 9999\)") as told:
            act()
        assert "\n" not in str(told.value)


def upgraded(url: str, also: Path) -> None:
    """Open a store in a release that has one revision more."""
    real = upgrades.upgrade
    kept, held.REVISIONS = held.REVISIONS, (*REVISIONS, "0002")
    upgrades.upgrade = lambda connection: real(connection, (also,))
    try:
        connect(url).close()
    finally:
        held.REVISIONS, upgrades.upgrade = kept, real


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_kill_between_two_steps(kind: str, empty: Callable[[str], str], forked: Any, tmp_path: Path) -> None:
    """The old schema stays, whole; the next opening makes the new one, over the same bytes and roots."""
    marker, also, url = tmp_path / "kill", tmp_path / "versions", empty(kind)
    also.mkdir()
    (also / "second.py").write_text(SECOND.format(marker=str(marker)), "utf-8")
    marker.touch()
    with create(url, session="s", main=MAIN) as log:
        mine = Session()
        for n in range(5):
            append(log, mine, f"k{n}")
        before = told(log)
    for _ in range(2):
        child = forked.Process(target=upgraded, args=(url, also))
        child.start()
        child.join(60)
        assert child.exitcode == -signal.SIGKILL
        with connect(url) as log:
            assert told(log) == before
            assert log.state().schema == "0001"
    marker.unlink()
    child = forked.Process(target=upgraded, args=(url, also))
    child.start()
    child.join(60)
    assert child.exitcode == 0
    with pytest.raises(StoreRefused, match="newer release"):
        connect(url)
    monkey = held.REVISIONS
    held.REVISIONS = (*REVISIONS, "0002")
    try:
        with connect(url) as log:
            assert told(log) == before
            assert log.state().schema == "0002"
            append(log, Session(log), "more")
    finally:
        held.REVISIONS = monkey


def test_an_older_store_opened_for_reading_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is told to be opened for writing once."""
    create(tmp_path / "store.db", session="s", main=MAIN).close()
    monkeypatch.setattr(held, "REVISIONS", (*REVISIONS, "0002"))
    with pytest.raises(StoreRefused, match="once for writing"):
        connect(tmp_path / "store.db", writing=False)
