"""A process that is killed in mid-load: whatever was acknowledged is there once, and no move is there by half.

The killed process is forked from one that has everything loaded, so that hundreds fit into a minute. A kill takes no power away:
`test_power` does that.
"""

from __future__ import annotations

import itertools
import random
import secrets
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from onetext.store.log import Settings, connect, create
from store import killed
from store.moves import MAIN, wrong

AGAIN = 12
"""Kills after which a new session begins, so that checking does not become most of the work."""


def moments(count: int, seed: int) -> Iterator[tuple[str, int, float]]:
    """When to kill: at each named point in turn, at the first to fifteenth passage, or (every third) after a time by chance up to 0.3 s."""
    chance = random.Random(seed)
    points = itertools.cycle(killed.POINTS)
    for n in range(count):
        yield ("", 0, chance.uniform(0, 0.3)) if n % 3 == 2 else (next(points), chance.randint(1, 15), 60.0)


def ended(forked: Any, url: str, session: str, acks: Path, moment: tuple[str, int, float]) -> None:
    """Start the load, and end it by SIGKILL at a moment."""
    point, times, seconds = moment
    child = forked.Process(target=killed.load, args=(url, session, acks, point, times))
    child.start()
    wait([child.sentinel], timeout=seconds)
    assert not (point and child.is_alive()), f"never came to {point!r}"
    child.kill()
    child.join()
    assert child.exitcode == -signal.SIGKILL, child.exitcode


def checked(url: str, session: str, acks: Path) -> tuple[int, list[str]]:
    """How many moves there are after a kill, and what is wrong."""
    acknowledged = killed.noted(acks)
    with connect(url, session=session, settings=Settings(wait=20)) as log:
        found = wrong(log, acknowledged)
        if "postgresql" not in url:
            (whole,) = log._rows(text("PRAGMA quick_check"))[0]  # type: ignore[arg-type]
            found += [] if whole == "ok" else [whole]
        return log.size, found


def kill_often(forked: Any, place: Callable[[int], str], folder: Path, count: int, seed: int) -> Counter[str]:
    """Kill so often, check after each, and count the moves that were written."""
    figures = Counter[str]()
    session, acks, url, before = "", folder, "", 0
    for n, moment in enumerate(moments(count, seed)):
        if n % AGAIN == 0:
            session, acks, url, before = secrets.token_hex(16), folder / f"acks{n}", place(n), 0
            acks.mkdir()
            create(url, session=session, main=MAIN).close()
        ended(forked, url, session, acks, moment)
        size, found = checked(url, session, acks)
        assert found == [], (n, moment)
        figures += Counter(kills=1, moves=size - before)
        before = size
    return figures


def in_file(folder: Path) -> Callable[[int], str]:
    """A new file for each session."""
    return lambda n: str(folder / f"store{n}" / "store.db")


def test_kills_in_a_file(forked: Any, tmp_path: Path, capsys: Any) -> None:
    """270 kills, at every named point and at any moment."""
    figures = kill_often(forked, in_file(tmp_path), tmp_path, 270, seed=1)
    assert figures["kills"] == 270
    assert figures["moves"] > 1_000


def test_kills_of_a_client_of_a_server(forked: Any, tmp_path: Path, shared_database: str) -> None:
    """30 kills of the process that writes; the server goes on."""
    figures = kill_often(forked, lambda n: shared_database, tmp_path, 30, seed=2)
    assert figures["moves"] > 60


@pytest.mark.slow("kills")
def test_kills_for_long(forked: Any, tmp_path: Path, shared_database: str) -> None:
    """5,000 in a file, 500 with a server."""
    assert kill_often(forked, in_file(tmp_path), tmp_path, 5_000, seed=3)["kills"] == 5_000
    (tmp_path / "server").mkdir()
    assert kill_often(forked, lambda n: shared_database, tmp_path / "server", 500, seed=4)["kills"] == 500


def test_a_server_that_goes_down_in_mid_load(forked: Any, tmp_path: Path) -> None:
    """Stopped without tidying up, three times, with the client going on: nothing acknowledged is lost, and the client is served again."""
    from store import servers

    server = servers.started()
    try:
        url, session, acks = server.database("table"), secrets.token_hex(16), tmp_path / "acks"
        acks.mkdir()
        create(url, session=session, main=MAIN).close()
        child = forked.Process(target=killed.load, args=(url, session, acks, "", 0))
        child.start()
        had = 0
        for _ in range(3):
            until(lambda had=had: len(killed.noted(acks)) > had + 20, child.sentinel)
            server.stop("immediate")
            server.start()
            had = len(killed.noted(acks))
        until(lambda: len(killed.noted(acks)) > had + 20, child.sentinel)
        child.kill()
        child.join()
        assert checked(url, session, acks)[1] == []
    finally:
        servers.ended(server)


def until(true: Callable[[], bool], sentinel: int) -> None:
    """Look every twentieth of a second, until something is so; fail where the process ends first, or after a minute."""
    for _ in range(1_200):
        if true():
            return
        assert not wait([sentinel], timeout=0.05), "the load ended"
    raise AssertionError("never came")


def test_an_acknowledgement_before_the_commit_is_seen(forked: Any, tmp_path: Path) -> None:
    """The check itself can fail: killed between the rows and the commit, with the move noted as acknowledged."""
    session, acks = secrets.token_hex(16), tmp_path / "acks"
    acks.mkdir()
    url = in_file(tmp_path)(0)
    create(url, session=session, main=MAIN).close()
    ended(forked, url, session, acks, ("heads", 1, 60.0))
    with (acks / "9.acks").open("w") as out:
        out.write("0-0\n")
    assert "acknowledged and lost: 0-0" in checked(url, session, acks)[1]
