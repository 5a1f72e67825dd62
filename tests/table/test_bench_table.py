"""The promised times of whole moves: decided, sealed, signed and kept by a `Host` for 8 threads, beside bare appends of about their bytes."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
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
Act = Callable[[int], object]


def asking(host: Host) -> Act:
    """A question to one party: nothing is sealed."""
    parties = [seat.party for seat in host.table.session.seats]
    mediator = Actor(host.table.mediator)
    return lambda n: host.move(c.Ask(parties[n % len(parties)], q.OnReservation(), f"for round {n}"), mediator)


def confiding(host: Host) -> Act:
    """A confidence, which the host seals to three."""
    return lambda n: confided(host, confidence(host, n))


def confiding_sealed(host: Host) -> Act:
    """A confidence that comes encrypted, as from a party that does it on a machine of its own."""
    table = host.table
    brought = [
        replace(one, cipher=table.encrypted(one), to=table.recipients(one.party)) for one in map(partial(confidence, host), range(MOVES))
    ]
    return lambda n: confided(host, brought[n])


def confidence(host: Host, number: int) -> Content:
    """The words of a confidence, padded and committed to."""
    seats = host.table.session.seats
    party = seats[number % len(seats)].party
    said = {"type": "Answer", "words": f"confidence {number}"}
    text = commitments.plaintext(context(host.table.name, party, "", 0), secrets.token_bytes(32), said)
    return Content(party, commitments.commitment(text), text)


def confided(host: Host, made: Content) -> object:
    """A confidence brought to the table."""
    return host.move(c.Confide(q.Answer(words="words"), made.commitment), Actor(made.party), More((made,)))


@pytest.mark.bench
@pytest.mark.parametrize("acts", [asking, confiding, confiding_sealed])
def test_moves_beside_bare_appends(acts: Callable[[Host], Act], tmp_path: Path) -> None:
    """99 of 100 within 10 times the bare time, and the session opened within a second; the rate is shown."""
    new("labour-dispute", tmp_path / "t")
    least = bare(tmp_path / "bare.db", MOVES)
    with opened(tmp_path / "t", writing=True) as table, Host(table) as host:
        ours = in_threads(THREADS, MOVES, acts(host))
    begun = time.perf_counter()
    size = read(tmp_path / "t")
    took = time.perf_counter() - begun
    print(f"{acts.__name__}: {ours.rate:.0f}/s beside {least.rate:.0f}/s bare, {ours.rate / least.rate:.2f} of it;", end=" ")
    print(f"99 of 100 within {ours.most:.1f} ms beside {least.most:.1f} ms; {size} entries opened in {took:.2f} s")
    assert ours.most <= 10 * least.most
    assert took <= 1


def read(folder: Path) -> int:
    """The size of a session, once its log is read, folded and held against its last head."""
    with opened(folder) as table:
        there: Table = table
        return there.session.size
