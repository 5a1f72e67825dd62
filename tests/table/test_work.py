"""What a party looks at costs the same work in two worlds that differ in what another did in confidence (G3t, the exact part): statements, and rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from onetext.api.table import tables
from onetext.api.table.sealing import Opened
from onetext.api.table.tables import opened as open_table
from onetext.store.log import Log
from process.interference import VIEWER, many
from table.settings import KINDS, fast_folder
from table.worlds import LOOKS, Play, _case, played, records, start

LOCKED: dict[str, Callable[[Play, Opened], bytes]] = {
    **{name: LOOKS[name] for name in ("view", "log", "receipt", "store")},
    "case": _case,
    "export": lambda play, own: repr(records.export(play.table, VIEWER)).encode(),
}
"""What needs no passphrase; that reads the log of the mediator, which vouches for the records of keys."""


class Counted:
    """How many statements were run, and how many rows were read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.statements, self.rows = list[str](), 0
        event.listen(Engine, "before_cursor_execute", self._statement)
        monkeypatch.setattr(Log, "_rows", self._counting(Log._rows))

    def _statement(self, connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        self.statements.append(statement)

    def _counting(self, rows: Callable[..., Any]) -> Callable[..., Any]:
        def counted(log: Log, query: Any) -> Any:
            found = rows(log, query)
            self.rows += len(found)
            return found

        return counted

    def close(self) -> None:
        event.remove(Engine, "before_cursor_execute", self._statement)


def work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[list[str], int]]:
    """The work of each look at a session, from opening its folder on."""
    found = {}
    for name, render in LOCKED.items():
        with monkeypatch.context() as patch:
            counted = Counted(patch)
            try:
                with open_table(folder) as table:
                    render(Play(table, {}), {})
            finally:
                counted.close()
        found[name] = (counted.statements, counted.rows)
    return found


def pair(seed: int, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, tuple[list[str], int]]]:
    """The work of all looks in two worlds."""
    kind, found = KINDS[seed % len(KINDS)], []
    for turn, world in enumerate(many(seed, 20, 2, start(kind))):
        folder = fast_folder() / str(turn)
        with played(world, folder, kind):
            pass
        found.append(work(folder, monkeypatch))
    return found


@pytest.mark.parametrize("seed", range(8))
def test_a_look_costs_the_same_statements_and_rows_in_both_worlds(seed, monkeypatch):
    """View, log, receipt, export, and the case of its questions."""
    one, other = pair(seed, monkeypatch)
    assert one == other
    assert all(statements and rows for statements, rows in one.values())


def test_a_look_that_reads_what_others_did_is_found(monkeypatch):
    """The same test fails where a view reads the log of the mediator."""
    stream = tables.Table.stream

    def greedy(table: tables.Table, viewer: str) -> tables.Stream:
        stream(table, table.mediator)
        return stream(table, viewer)

    monkeypatch.setattr(tables.Table, "stream", greedy)
    assert any(one != other for one, other in (pair(seed, monkeypatch) for seed in range(3)))
