"""A process under load that is killed: four threads send moves, and write down what was acknowledged, synced, before they go on."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

from onetext.store.errors import Busy, StoreFailed
from onetext.store.log import Batch, Settings, Sign, connect
from onetext.store.writer import Writer
from store.moves import PARTIES, Session

THREADS = 4
POINTS = ("begun", "rows", "read back", "signed", "heads", "committed", "settled", "answered", "noted")
"""Every named point that a move goes through: the store's own, and when its sender has the answer and has noted it."""


def die_at(point: str, times: int) -> Settings:
    """Settings under which the process kills itself when it passes a point for the n-th time."""
    left = times

    def passing(name: str) -> None:
        nonlocal left
        if name == point:
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return Settings(wait=20, passing=passing)


def noted(acks: Path) -> list[str]:
    """What was acknowledged, as the threads wrote it down."""
    return [line for path in sorted(acks.glob("*.acks")) for line in path.read_text("utf-8").split("\n")[:-1]]


def load(url: str, session: str, acks: Path, point: str, times: int) -> None:
    """Send moves until killed; what was sent and not acknowledged before comes first, under the same key."""
    settings = die_at(point, times)
    with connect(url, session=session, settings=settings) as log:
        mine = Session(log)
        writer = Writer(log, forget=mine.leaves.clear)

        def client(number: int) -> None:
            path = acks / f"{number}.acks"
            n = path.read_bytes().count(b"\n") if path.exists() else 0
            with path.open("ab", buffering=0) as out:
                while True:
                    key = f"{number}-{n}"
                    if sent(writer, mine, key, number):
                        settings.passing("answered")
                        out.write(f"{key}\n".encode())
                        os.fdatasync(out.fileno())
                        settings.passing("noted")
                        n += 1

        crew = [threading.Thread(target=client, args=(number,)) for number in range(THREADS)]
        for each in crew:
            each.start()
        for each in crew:
            each.join()


def sent(writer: Writer, mine: Session, key: str, number: int) -> bool:
    """Whether a move was acknowledged."""

    def prepare(size: int) -> tuple[Batch, Sign]:
        if not mine.leaves:
            mine.leaves.update(Session(writer.log).leaves)
        batch = mine.move(size, key, PARTIES[number % 2])
        mine.sign(batch.entries)
        return batch, mine.sign

    try:
        writer.submit(prepare, key)
    except (Busy, StoreFailed):  # a server that is down: the same again
        return False
    return True
