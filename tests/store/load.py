"""Moves of about the size that they have, from several threads: through a `Writer`, and as bare appends of the same bytes."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.store import sqlite
from onetext.store.log import Batch, Entry, Head, Log, Sign
from onetext.store.writer import Writer
from store.moves import MAIN

PARTIES = tuple(f"party{n}" for n in range(5))
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


@dataclass(frozen=True)
class Measured:
    """How many moves in a second, and the times in milliseconds that half and 99 of 100 of them stay within."""

    rate: float
    half: float
    most: float


def in_threads(threads: int, moves: int, act: Callable[[int], object]) -> Measured:
    """Do `moves` acts, each thread one after the other."""
    took: list[float] = []
    numbers = iter(range(moves))
    guard = threading.Lock()

    def work() -> None:
        mine = []
        while True:
            with guard:
                n = next(numbers, None)
            if n is None:
                break
            begun = time.perf_counter()
            act(n)
            mine.append(time.perf_counter() - begun)
        took.extend(mine)

    begun = time.perf_counter()
    crew = [threading.Thread(target=work) for _ in range(threads)]
    for each in crew:
        each.start()
    for each in crew:
        each.join()
    rate = moves / (time.perf_counter() - begun)
    took.sort()
    assert len(took) == moves
    return Measured(rate, took[moves // 2] * 1000, took[moves * 99 // 100] * 1000)


def sign(back: tuple[Entry, ...]) -> tuple[Head, ...]:
    """Two heads of about 150 bytes each, signed."""
    return tuple(Head(each.stream, each.n + 1, f"{each.stream} {each.n}\n{KEY.sign(each.data[:64]).hex()}") for each in back)


class Typical:
    """Moves of five parties in turn: 600 bytes for the mediator, 500 for the party, 600 of ciphertext."""

    def __init__(self) -> None:
        self.sizes = dict.fromkeys(PARTIES, 0)

    def prepare(self, number: int) -> Callable[[int], tuple[Batch, Sign]]:
        """The move with a number, on whatever size there is."""

        def decided(size: int) -> tuple[Batch, Sign]:
            party = PARTIES[number % len(PARTIES)]
            n = self.sizes[party]
            self.sizes[party] += 1
            key = f"{number:032x}"
            entries = (Entry(MAIN, size, (key * 19).encode()[:600]), Entry(party, n, (key * 16).encode()[:500]))
            return Batch(size, key, entries, sealed=((key * 2, (key * 19).encode()[:600]),)), sign

        return decided


def through_writer(log: Log, moves: int, threads: int = 8) -> Measured:
    """Moves through the product."""
    typical = Typical()
    with Writer(log) as writer:
        return in_threads(threads, moves, lambda n: writer.submit(typical.prepare(n)))


def bare(path: Path, moves: int, threads: int = 8, module: ModuleType | None = None) -> Measured:
    """The same bytes as bare rows of one table: one connection, one lock, one durable transaction for each move."""
    driver: type[sqlite3.Connection] | ModuleType = module or sqlite.driver()
    connection = driver.connect(str(path), isolation_level=None, check_same_thread=False)  # type: ignore[union-attr]
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE bare (n INTEGER PRIMARY KEY, data BLOB)")
    lock = threading.Lock()
    rows = [(b"x" * 600,), (b"y" * 500,), (b"z" * 600,), (b"h" * 150,), (b"h" * 150,)]

    def act(n: int) -> None:
        with lock:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT INTO bare (data) VALUES (?)", rows)
            connection.execute("COMMIT")

    try:
        return in_threads(threads, moves, act)
    finally:
        connection.close()
