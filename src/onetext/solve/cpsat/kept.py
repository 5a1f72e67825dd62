"""Tables of worths, kept: questions about one case ask many programs, and most differ in one position or in none."""

from __future__ import annotations

from functools import lru_cache

from onetext.model.acceptance import voter
from onetext.model.case import Case
from onetext.model.numbers import Interval
from onetext.solve import tables
from onetext.solve.tables import Table

MOST_KEPT = 512


class _Read:
    """What a table is read from. Equal where these very objects are: comparing all worths would cost as much as the table."""

    __slots__ = ("case", "reservation", "scale", "who")

    def __init__(self, case: Case, who: str, scale: int | None) -> None:
        self.case, self.who, self.scale = case, who, scale
        self.reservation: Interval | None = voter(case, who).reservation

    def __hash__(self) -> int:
        return hash((id(self.case.issues), id(self.case.position[self.who]), self.scale))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Read)
            and self.who == other.who
            and self.case.issues is other.case.issues
            and self.case.position[self.who] is other.case.position[other.who]
            and (self.scale, self.reservation) == (other.scale, other.reservation)
        )


@lru_cache(maxsize=MOST_KEPT)
def _table(read: _Read) -> Table:
    return tables.table(read.case, read.who, read.scale)


def table(case: Case, who: str, scale: int | None = None) -> Table:
    """`solve.tables.table`, worked out once for the same issues and position."""
    return _table(_Read(case, who, scale))


def scale_of(case: Case, who: str) -> int:
    """`solve.tables.scale_of`, worked out once for the same issues and position."""
    return table(case, who).scale
