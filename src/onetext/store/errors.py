"""What a store can refuse, and what can go wrong with its disk; each says what to do about it."""

from __future__ import annotations

from onetext.errors import OnetextError


class Conflict(OnetextError):
    """A move was decided on another size of the main stream than it has now; `size` is the one that it has."""

    def __init__(self, size: int, expected: int) -> None:
        self.size = size
        self.expected = expected
        super().__init__(f"the record has {size} entries, this was decided on {expected}: look at what came since, and decide again")


class Busy(OnetextError):
    """Somebody else writes to this store."""


class StoreRefused(OnetextError):
    """This is no store that can be opened here: it is missing, of a newer release, or on a disk that keeps no promises."""


class StoreFull(OnetextError):
    """The disk is full. Nothing of the move was kept."""


class StoreFailed(OnetextError):
    """The database or its disk failed. Nothing was acknowledged; the same key sent again says whether it was kept."""
