"""Worths as integers: each party's worths, terms and reservation value times their least common denominator.

Order and equality within one party are those of the exact rationals. Where rules compare parties, one common
factor is passed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from onetext.model.acceptance import voter, worth_at
from onetext.model.case import Case
from onetext.model.conditions import Condition
from onetext.model.numbers import ZERO, Interval


@dataclass(frozen=True, slots=True)
class Table:
    """One party's worths as integers: `worth * scale`, by issue and option in case order.

    `low` and `high` are equal (the same object) where every worth is sharp. `reservation` is (low, high) or None.
    """

    who: str
    scale: int
    low: tuple[tuple[int, ...], ...]
    high: tuple[tuple[int, ...], ...]
    terms: tuple[tuple[Condition, int, int], ...]
    reservation: tuple[int, int] | None

    @property
    def sharp(self) -> bool:
        return self.low == self.high and all(low == high for _, low, high in self.terms)

    @property
    def magnitude(self) -> int:
        """An upper bound on the size of any value or partial sum."""
        options = sum(max(map(abs, row), default=0) for rows in (self.low, self.high) for row in rows)
        terms = sum(max(abs(low), abs(high)) for _, low, high in self.terms)
        return options + terms + max(map(abs, self.reservation or (0,)))


def worths(case: Case, who: str) -> list[list[Interval]]:
    """The worth of each option of each issue to a party or member, by issue and option in case order; 0 where not said."""
    tables = {table.issue: table for table in case.position[who].worth}
    return [
        [worth_at(tables[issue.id], issue, option.id) if issue.id in tables else ZERO for option in issue.options] for issue in case.issues
    ]


def scale_of(case: Case, who: str) -> int:
    """The least common denominator of a party's worths, terms and reservation value."""
    bounds = [bound for row in worths(case, who) for worth in row for bound in (worth.low, worth.high)]
    bounds += [bound for term in case.position[who].terms for bound in (term.worth.points.low, term.worth.points.high)]
    reservation = voter(case, who).reservation
    bounds += [reservation.low, reservation.high] if reservation is not None else []
    return lcm(*(bound.denominator for bound in bounds))


def table(case: Case, who: str, scale: int | None = None) -> Table:
    """The integer table of a party or member with a position; `scale` replaces its own least common denominator."""
    factor = scale or scale_of(case, who)

    def whole(number: Fraction) -> int:
        return int(number * factor)

    rows = worths(case, who)
    low = tuple(tuple(whole(worth.low) for worth in row) for row in rows)
    high = tuple(tuple(whole(worth.high) for worth in row) for row in rows)
    terms = tuple((t.when, whole(t.worth.points.low), whole(t.worth.points.high)) for t in case.position[who].terms)
    own = voter(case, who).reservation
    reservation = None if own is None else (whole(own.low), whole(own.high))
    return Table(who, factor, low, low if low == high else high, terms, reservation)
