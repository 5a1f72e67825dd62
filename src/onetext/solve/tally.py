"""Exact counts in spaces too large to enumerate: how many packages keep some forms, and how many of them reach a value.

Issues are taken one after the other (`elimination.py`). With each state goes a table from value to count; an answer shifts
a table by its worth, and the tables of answers that leave the same state add up. A table is one whole number in which each
value has a slot of bits wide enough for the number of all packages (Kronecker's substitution: a polynomial as the number
that it has at a power of two), so that shifting and adding are one operation each, exact at any size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

from onetext.model.acceptance import voter
from onetext.model.case import Case
from onetext.model.conditions import Condition, Form, issues_of
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.elimination import BROKEN, KEPT, Chain, State, chain, given
from onetext.solve.tables import Table, table

MOST_BITS = 1 << 30
"""All tables at one step together have no more bits than this."""
MOST_STATES = 20_000
"""No more states than this at one step; nor is begun what would cost so many in all (`Chain.cost`)."""


def count_keeping(case: Case, forms: Sequence[Form], budget: Budget = UNLIMITED) -> int | None:
    """How many packages keep all forms; None where that takes too many states, or the budget ends."""
    left = asked_of(case, forms)
    if left is None:
        return 0
    return _counts(chain(case, left), Worths(tuple((0,) * len(issue.options) for issue in case.issues), (), 0), budget)


def count_reaching(case: Case, who: str, forms: Sequence[Form], *, possibly: bool, budget: Budget = UNLIMITED) -> int | None:
    """How many packages keep all forms and are surely, or possibly, accepted by one with a position of its own.

    None where that takes too many states or too wide tables, or the budget ends.
    """
    one = voter(case, who)
    kept = [*forms, *(line.form for line in one.lines)]
    if one.reservation is None:
        if not possibly and one.sure is None:
            return 0
        return count_keeping(case, kept if possibly or one.sure is None else [*kept, *one.sure], budget)
    left = asked_of(case, kept)
    if left is None:
        return 0
    own = in_steps(table(case, who), possibly=possibly)
    return _counts(chain(case, left, [when for when, _ in own.terms]), own, budget)


def asked_of(case: Case, forms: Sequence[Form]) -> list[Form] | None:
    """The forms less those that are kept by all packages; None where one is kept by none."""
    some = case.issues[0]
    settled = [form if issues_of(form) or form in (KEPT, BROKEN) else given(form, some, 0, case.issue) for form in forms]
    return None if BROKEN in settled else [form for form in settled if form != KEPT]


@dataclass(frozen=True, slots=True)
class Worths:
    """One end of a party's worths in steps of their greatest common divisor: by issue and option, more than the least of each
    issue; of terms; and the least sum that reaches the reservation value."""

    rows: tuple[tuple[int, ...], ...]
    terms: tuple[tuple[Condition, int], ...]
    needed: int


def in_steps(own: Table, *, possibly: bool) -> Worths:
    """One end of a table in the steps of its worths."""
    rows = own.high if possibly else own.low
    every = [(when, high if possibly else low) for when, low, high in own.terms]
    terms = [(when, worth) for when, worth in every if when.parts]
    step = gcd(*(number - row[0] for row in rows for number in row), *(worth for _, worth in terms)) or 1
    base = sum(map(min, rows)) + sum(worth for when, worth in every if not when.parts)
    held = (own.reservation or (0, 0))[0 if possibly else 1]
    moved = tuple(tuple((number - min(row)) // step for number in row) for row in rows)
    return Worths(moved, tuple((when, worth // step) for when, worth in terms), -((base - held) // step))


def ahead(of: Chain, own: Worths, first: int = 0) -> list[tuple[int, int]]:
    """After each step the least and the most that the issues and terms still open can add; `first`: the place of the party's
    terms among those of the chain."""
    last = {slot: step for step, slots in enumerate(of.speaks) for slot in slots}
    low = high = 0
    found = []
    for step in reversed(range(len(of.order))):
        found.append((low, high))
        closing = [worth for term, (_, worth) in enumerate(own.terms) if last[of.forms + first + term] == step]
        low += min(own.rows[of.order[step]]) + sum(min(worth, 0) for worth in closing)
        high += max(own.rows[of.order[step]]) + sum(max(worth, 0) for worth in closing)
    return found[::-1]


def moves(of: Chain, own: Worths, step: int, first: int = 0) -> tuple[int, int]:
    """The least and the most that the answers of a step can be worth, with the terms that they can earn."""
    row, slots = own.rows[of.order[step]], of.speaks[step]
    terms = [worth for term, (_, worth) in enumerate(own.terms) if of.forms + first + term in slots]
    return min(row) + sum(min(worth, 0) for worth in terms), max(row) + sum(max(worth, 0) for worth in terms)


def _counts(of: Chain, own: Worths, budget: Budget) -> int | None:
    """How many packages keep all forms and reach the sum needed.

    Of each table only the values are held that turn on what is still open: what can no longer reach the sum is dropped, and
    what reaches it whatever comes is added up in the last slot. The first slot stands for the value `base`.
    """
    if of.cost > MOST_STATES:
        return None
    width, base = of.case.size.bit_length() + 1, 0
    tables: dict[State, int] = {(): 1}
    for step, (low, high) in enumerate(ahead(of, own)):
        if budget.expired():
            return None
        longer: dict[State, int] = {}
        least, _ = moves(of, own, step)
        for state, value in tables.items():
            for place, worth in enumerate(own.rows[of.order[step]]):
                after = of.after(state, step, place)
                if after is not None:
                    then, earned = after
                    more = worth - least + sum(own.terms[term][1] for term in earned)
                    longer[then] = longer.get(then, 0) + (value << more * width)
        floor = max(base + least, own.needed - high)
        slots, gone = max(own.needed - low - floor, 0), (floor - base - least) * width
        tables = {state: held for state, value in longer.items() if (held := _window(value >> gone, slots, width))}
        base = floor
        if len(tables) > MOST_STATES or sum(value.bit_length() for value in tables.values()) > MOST_BITS:
            return None
    return sum(tables.values())


def _window(value: int, slots: int, width: int) -> int:
    """A table with all from a slot on added up in that slot: the rest of a division by one less than a power of two, as with nines."""
    over = value >> slots * width
    if not over >> width:
        return value
    return value - (over << slots * width) + (over % ((1 << width) - 1) << slots * width)
