"""One session that went some way, for the tests of what is kept of it, and the commands that are run on it."""

from __future__ import annotations

import contextlib
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from onetext.api.table import acts
from onetext.api.table.tables import Table
from onetext.api.table.tables import opened as open_table
from onetext.cli.run import run
from onetext.model.numbers import Interval
from onetext.process import commands as c
from onetext.process import questions as q
from onetext.process.terms import Actor
from table.settings import CHEAP, KINDS, Made, made, phrase

NORTH, EAST, CHAIR = Actor("north"), Actor("east"), Actor("mediator")
PACKAGE = (("line", "pull"), ("port", "open"), ("fee", "30"))
STREAMS = ("mediator", "north", "east")


@contextmanager
def sitting(folder: Path) -> Iterator[Table]:
    """A session that is open for moves, at a cheap cost of passphrases, by a clock that ticks every minute."""
    minutes = count()
    with open_table(folder, writing=True, clock=lambda: f"2031-05-05T{9 + (n := next(minutes)) // 60:02d}:{n % 60:02d}:00Z") as table:
        table.cost = CHEAP
        yield table


def went(folder: Path) -> Made:
    """A session with questions, answers, confidences, a meeting, two closed rounds and a vote."""
    first = made(KINDS[0])
    first.copy(folder)
    with sitting(folder) as table:
        asks(table, NORTH, "40")
        asks(table, EAST, "5")
        acts.confide(table, NORTH, q.Answer(words="Not before the spring."))
        table.move(c.NoteMeeting(("north",), "2031-05-04", "a hut", 30, outcome="they listened"), CHAIR)
        table.move(c.CloseRound(), CHAIR)
        terms = table.session.terms
        assert terms
        table.move(c.TableDraft(terms.shared, terms.case, PACKAGE), CHAIR)
        votes(table, "yes", "yes")
        table.move(c.CloseRound(), CHAIR)
    return Made(folder, first.shares)


def asks(table: Table, of: Actor, points: str) -> str:
    """A party is asked for its reservation value, and answers sealed; the name of the question."""
    table.move(c.Ask(of.who, q.OnReservation()), CHAIR)
    name = table.session.questions[-1].question
    acts.answer(table, of, name, q.Answer(points=Interval(*[_number(points)] * 2)))
    return name


def _number(points: str) -> object:
    from fractions import Fraction

    return Fraction(points)


def votes(table: Table, north: str, east: str) -> None:
    """A package is put to yes or no, voted on, and revealed."""
    table.move(c.PutToVote(PACKAGE, ()), CHAIR)
    acts.vote(table, NORTH, north)
    acts.vote(table, EAST, east)
    with table.unlocked("mediator", phrase("mediator")) as vault:
        acts.reveal(table, CHAIR, vault)


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.out)
        return found


def told(*arguments: object) -> Ran:
    """Run a command of the table."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(["table", *map(str, arguments)])
    return Ran(code, out.getvalue(), err.getvalue())


@contextmanager
def bare(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database of a session in the hands of somebody who may write the file: no rule of ours holds any more."""
    connection = sqlite3.connect(folder / "session.db")
    connection.execute("PRAGMA writable_schema=ON")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    yield connection
    connection.commit()
    connection.close()


def entries(connection: sqlite3.Connection, stream: str) -> list[bytes]:
    """The entries of a stream as they are stored."""
    rows = connection.execute("SELECT data FROM entries WHERE stream=? ORDER BY n", (stream,))
    return [bytes(data) for (data,) in rows]


def put(connection: sqlite3.Connection, stream: str, n: int, data: bytes) -> None:
    """Write an entry anew."""
    connection.execute("UPDATE entries SET data=? WHERE stream=? AND n=?", (data, stream, n))
