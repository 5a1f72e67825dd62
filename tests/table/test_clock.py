"""No order and no outcome depends on a clock (G19): one script under clocks that jump, and of two machines that disagree, is the same session."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from onetext.api.table import acts, opening, records, verifying
from onetext.api.table.cases import case_for
from onetext.api.table.sealing import opened
from onetext.api.table.tables import Table
from onetext.api.table.tables import opened as open_table
from onetext.model.day import on
from onetext.model.numbers import Interval
from onetext.process import commands as c
from onetext.process import questions as q
from onetext.process.terms import Actor
from process.interference import World, many
from table.settings import CHEAP, KINDS, case, fast_folder, made, phrase
from table.talks import CHAIR, NORTH, PACKAGE, sitting
from table.worlds import Play, played, start

JUMPS = (
    "1970-01-01T00:00:00Z",
    "2030-05-04T12:00:00Z",
    "2032-05-04T12:00:00Z",
    "2031-10-26T02:30:00Z",
    "2016-12-31T23:59:60Z",
    "9999-12-31T23:59:59Z",
)
"""The birth of Unix, a year back and ahead, an hour that comes twice, a leap second, the end."""


def _jumping(world: World) -> World:
    draw = Random(len(world.steps))
    return replace(world, steps=tuple(replace(step, now=draw.choice((step.now, *JUMPS))) for step in world.steps))


def _two_machines(world: World) -> World:
    """Every other move on a machine that is a year ahead."""
    return replace(
        world, steps=tuple(replace(step, now=f"2032{step.now[4:]}" if n % 2 else step.now) for n, step in enumerate(world.steps))
    )


def _backwards(world: World) -> World:
    times = [step.now for step in reversed(world.steps)]
    return replace(world, steps=tuple(replace(step, now=now) for step, now in zip(world.steps, times, strict=True)))


CLOCKS: dict[str, Callable[[World], World]] = {"jumps": _jumping, "two machines": _two_machines, "backwards": _backwards}
SHOWN = ("at", "since", "before", "keys", "sealed")
"""What an entry holds of time, of the entry before it, and of chance."""


def undated(data: Any) -> Any:
    """An entry without its times, and what follows from them."""
    if isinstance(data, dict):
        return {name: undated(value) for name, value in data.items() if name not in SHOWN}
    return [undated(one) for one in data] if isinstance(data, list) else data


def streams(play: Play) -> dict[str, Sequence[Any]]:
    """Everybody's entries in their order, undated; those of the case tree hold roots."""
    log = play.table.log
    return {name: [undated(json.loads(one.data)) for one in log.entries(name)] for name in log.streams() if name != "*"}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("clock", CLOCKS)
def test_a_session_is_the_same_under_any_clock(clock, seed):
    """The same moves are taken, in the same order, with the same outcomes; every stream holds."""
    kind = KINDS[seed % len(KINDS)]
    (world,) = many(seed, 25, 1, start(kind))
    found = []
    for each in (world, CLOCKS[clock](world)):
        folder = fast_folder() / "S"
        with played(each, folder, kind) as (play, _):
            session = play.table.session
            found.append((streams(play), session.phase, session.settled, session.outcomes, session.withdrawn, session.mediation))
        assert verifying.verify(folder).holds
    assert found[0] == found[1]


def test_the_later_answer_counts_by_its_place_and_not_by_its_clock():
    """An answer dated before the one that it replaces replaces it."""
    folder = fast_folder() / "S"
    made(KINDS[0]).copy(folder)
    with sitting(folder) as table:
        for year, points in (("2032", Fraction(40)), ("1970", Fraction(35))):
            table.clock = lambda year=year: f"{year}-01-01T00:00:00Z"
            table.move(c.Ask("north", q.OnReservation()), CHAIR)
            acts.answer(table, NORTH, table.session.questions[-1].question, q.Answer(points=Interval(points, points)))
        assert _reservation(table) == "35"


def test_an_answer_by_a_clock_that_ran_ahead_counts_today(tmp_path):
    """In a case that names no day of its own, where a reply of next year would be no reply yet."""
    path = tmp_path / "strait.yaml"
    path.write_text(case(2).replace("as_of: 2031-05-04\n", ""), "utf-8")
    outside = opening.Outside(clock=lambda: "2031-05-04T08:00:00Z", cost=CHEAP)
    opening.new(path, tmp_path / "S", passphrases={one: phrase(one) for one in ("mediator", "north", "east")}, outside=outside)
    with sitting(tmp_path / "S") as table:
        table.clock = lambda: "2032-05-05T00:00:00Z"
        table.move(c.Ask("north", q.OnPackage(PACKAGE)), CHAIR)
        acts.answer(table, NORTH, "north-1", q.Answer("no"))
        table.clock = lambda: "2031-05-05T00:00:00Z"
        with table.unlocked("mediator", phrase("mediator")) as vault:
            found = case_for(table, "mediator", opened(table, vault, "to see what counts")).case
    (reply,) = on(found, date(2031, 5, 5)).replies
    assert (reply.who, reply.says) == ("north", "no")


def _reservation(table: Table) -> str:
    with table.unlocked("mediator", phrase("mediator")) as vault:
        found = case_for(table, "mediator", opened(table, vault, "to see what counts"))
    entries = found.case.position["north"].reservation
    assert isinstance(entries, tuple)
    return str(entries[0].worth.points)


def test_two_machines_alternate_on_a_folder_and_neither_loses_a_move():
    """Each opens it in its turn, by its own clock; the receipts of both stand in one record."""
    folder = fast_folder() / "S"
    made(KINDS[0]).copy(folder)
    receipts = []
    for turn in range(6):
        year = ("2031", "2029")[turn % 2]
        with open_table(folder, writing=True, clock=lambda year=year: f"{year}-06-01T00:00:00Z") as table:
            table.move(c.Ask("north", q.OnReservation()), Actor("mediator"))
            receipts.append((f"turn {turn}", records.receipt(table, "north").note))
    found = verifying.verify(folder, receipts)
    assert found.holds and len(found.receipts) == 6
    with open_table(folder) as table:
        assert [one.question for one in table.session.questions] == [f"north-{n}" for n in range(1, 7)]


def test_a_clock_is_asked_once_for_a_move(tmp_path: Path):
    """All events of a move are of one time, though the clock runs while it is decided."""
    folder = fast_folder() / "S"
    made(KINDS[0]).copy(folder)
    asked: list[str] = []
    with open_table(folder, writing=True, clock=lambda: asked.append("") or "2031-06-01T00:00:00Z") as table:  # type: ignore[func-returns-value]
        table.move(c.Ask("north", q.OnReservation()), CHAIR)
    assert len(asked) == 1
