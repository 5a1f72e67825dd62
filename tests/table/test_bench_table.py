"""The promised times of whole moves: decided, sealed, signed and kept by a `Host` for 8 threads, beside bare appends of about their bytes."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import require

require("table")

from onetext.api.table.host import Host  # noqa: E402
from onetext.api.table.opening import new  # noqa: E402
from onetext.api.table.tables import Content, More, Table, opened  # noqa: E402
from onetext.process import commands as c  # noqa: E402
from onetext.process import questions as q  # noqa: E402
from onetext.process.contexts import context  # noqa: E402
from onetext.process.record import commitments  # noqa: E402
from onetext.process.terms import Actor  # noqa: E402
from store.load import bare, in_threads  # noqa: E402

MOVES, THREADS = 10_000, 8


def asking(host: Host, number: int) -> None:
    """A question to one party: nothing is sealed."""
    parties = host.table.session.seats
    host.move(c.Ask(parties[number % len(parties)].party, q.OnReservation(), f"for round {number}"), Actor(host.table.mediator))


def confiding(host: Host, number: int) -> None:
    """A confidence, sealed to three."""
    seats = host.table.session.seats
    party = seats[number % len(seats)].party
    said = q.Answer(words=f"confidence {number}")
    text = commitments.plaintext(context(host.table.name, party, "", 0), secrets.token_bytes(32), {"type": "Answer", "words": said.words})
    made = Content(party, commitments.commitment(text), text)
    host.move(c.Confide(said, made.commitment), Actor(party), More((made,)))


@pytest.mark.bench
@pytest.mark.parametrize("act", [asking, confiding])
def test_moves_beside_bare_appends(act: Callable[[Host, int], None], tmp_path: Path) -> None:
    """99 of 100 within 10 times the bare time, and the session opened within a second; the rate is shown."""
    new("labour-dispute", tmp_path / "t")
    least = bare(tmp_path / "bare.db", MOVES)
    with opened(tmp_path / "t", writing=True) as table, Host(table) as host:
        ours = in_threads(THREADS, MOVES, lambda number: act(host, number))
    begun = time.perf_counter()
    size = read(tmp_path / "t")
    took = time.perf_counter() - begun
    print(f"{act.__name__}: {ours.rate:.0f}/s beside {least.rate:.0f}/s bare, {ours.rate / least.rate:.2f} of it;", end=" ")
    print(f"99 of 100 within {ours.most:.1f} ms beside {least.most:.1f} ms; {size} entries opened in {took:.2f} s")
    assert ours.most <= 10 * least.most
    assert took <= 1


def read(folder: Path) -> int:
    """The size of a session, once its log is read, folded and held against its last head."""
    with opened(folder) as table:
        there: Table = table
        return there.session.size
