"""What goes into a store and what comes out of it: bytes, numbers and names, and nothing of what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from onetext.errors import UsageError

UNNAMED = re.compile("#[0-9]+")
"""The keys that moves have in the store where they were given none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a stream: its number in it, from 0, and its bytes, which are never written again."""

    stream: str
    n: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """A signed note on the first `size` entries of a stream."""

    stream: str
    size: int
    note: str


@dataclass(frozen=True, slots=True)
class Batch:
    """All that one move writes; ValueError where it cannot be one move.

    `expected` is the size of the main stream on which the move was decided, `key` makes it the same move when it is sent
    again; without one it never will be. `entries` are of all streams, those of the main stream first. `sealed` are ciphertexts
    by the commitment to what they hold; one that is given again, for other readers, takes the place of the earlier one. `papers`
    are files by their SHA-256; one that is there already is no error. `keys` are key records by their holder; the later record of
    a holder counts.
    """

    expected: int
    key: str
    entries: tuple[Entry, ...]
    sealed: tuple[tuple[str, bytes], ...] = ()
    papers: tuple[tuple[str, bytes], ...] = ()
    keys: tuple[tuple[str, bytes], ...] = ()

    def __post_init__(self) -> None:
        if UNNAMED.fullmatch(self.key):
            raise UsageError(f"{self.key!r} is how a move without a key is kept; allowed: another key, or none")
        if not self.entries or self.entries[0].n != self.expected:
            raise UsageError(f"a move decided on {self.expected} entries has to begin with entry {self.expected} of the main stream")
        wrong = [name for name, data in self.papers if sha256(data).hexdigest() != name]
        if wrong:
            raise UsageError(f"not the SHA-256 of its paper: {', '.join(wrong)}")
        if len(dict(self.sealed)) != len(self.sealed):
            raise UsageError("two ciphertexts for one commitment in one move")

    @property
    def name(self) -> str:
        """The key under which the move is kept; without one, what no other move of the session can have."""
        return self.key or f"#{self.expected}"

    @property
    def added(self) -> int:
        """How many entries the main stream grows by."""
        return sum(entry.stream == self.entries[0].stream for entry in self.entries)


Sign = Callable[[tuple[Entry, ...]], tuple[Head, ...]]
"""Signs the heads after a move, given its entries as the database gives them back.

It may be called again for the same move, and what it returned before may not have been kept: the numbers of the entries say where it stands.
"""


@dataclass(frozen=True, slots=True)
class Appended:
    """A move that was kept: it starts at `first` of the main stream, which had `size` entries after it; `heads` were signed.

    `repeated`: its key was written before; nothing was added, and these are the numbers and heads of the first time.
    """

    first: int
    size: int
    heads: tuple[Head, ...]
    repeated: bool = False


Outcome = Appended | Exception
"""What became of one move of a group."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody opened sealed content: who, which commitment, why and when."""

    n: int
    who: str
    commitment: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a database is and how it is held: its name and version, whether that is known to be sound, and how it makes writes durable."""

    database: str
    version: str
    sound: bool
    journal: str
    synchronous: str
    schema: str
    driver: str
    note: str = ""


def nothing(point: str) -> None:
    """Do nothing at a point of an append."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a store is opened: seconds to wait for another writer, and a driver in place of the one that is found.

    `passing` is called with the name of each point that an append goes through.
    """

    wait: float = 5.0
    driver: object | None = None
    passing: Callable[[str], None] = nothing


USUAL = Settings()
