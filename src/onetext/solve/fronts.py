"""The frontier by taking issues one after the other: partial packages that another dominates are dropped at every step.

Dominance stays when the same vector is added to both sides, so of the partial packages that leave the same links, red lines
and pair terms open (`elimination.py`) only the efficient ones can become efficient packages (Ehrgott 2005: dynamic
programming for many objectives). Beside each vector stand how many packages have it and the code of the first: counts
multiply and add up, codes add up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from onetext.model.acceptance import asked_on, consenters, voter
from onetext.model.case import Case
from onetext.model.conditions import Condition, Form
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.dominance import alike, beaten, standing
from onetext.solve.elimination import Chain, State, chain
from onetext.solve.gains import valued
from onetext.solve.space import FITS, Codes
from onetext.solve.tables import Table, table
from onetext.solve.tally import MOST_STATES, asked_of

MOST_SUMS = 4_000_000
"""Where a step would have more sums than this, the frontier is too large to list."""


@dataclass(frozen=True, slots=True)
class Front:
    """Efficient partial packages: a row of values for each, a column for each principal; how many packages have it, the code
    of the first."""

    vectors: np.ndarray
    counts: np.ndarray
    codes: Codes


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done of a sharp case: the issues in order, each party's table, the values that are needed at the end (None:
    any); of each step what its options are worth, which of them can be efficient, and the most that can still come."""

    of: Chain
    tables: tuple[Table, ...]
    needed: tuple[int | None, ...]
    rows: tuple[np.ndarray, ...]
    places: tuple[tuple[int, ...], ...]
    ahead: tuple[np.ndarray, ...]
    terms: np.ndarray


def plan(case: Case, within: str) -> Plan | None:
    """How to sum a frontier; None where who accepts a package is more than red lines and values of principals, or where too much
    hangs together."""
    forms = _forms(case, within)
    left = None if forms is None else asked_of(case, forms)
    if left is None:
        return None
    tables = tuple(table(case, who) for who in valued(case))
    terms = [(when, own, worth) for own, held in enumerate(tables) for when, worth, _ in held.terms]
    of = chain(case, left, [when for when, _, _ in terms if when.parts])
    if of.cost > MOST_STATES:
        return None
    small = all(own.magnitude < FITS for own in tables)
    dtype = np.int64 if small else object
    rows = [np.array([own.low[i] for own in tables], dtype=dtype).reshape(len(tables), len(case.issues[i].options)).T for i in of.order]
    earned = np.zeros((sum(bool(when.parts) for when, _, _ in terms), len(tables)), dtype=dtype)
    for place, (_, own, worth) in enumerate(one for one in terms if one[0].parts):
        earned[place, own] = worth
    for when, own, worth in terms:
        if not when.parts:
            rows[0][:, own] += worth
    needed = tuple(own.reservation[1] if within == "zopa" and own.reservation is not None else None for own in tables)
    free = [not spoken and bool(tables) for spoken in of.speaks]
    # Where nothing else is said of an issue, an option that another dominates is in no efficient package.
    places = tuple(_efficient(row) if alone else tuple(range(len(row))) for row, alone in zip(rows, free, strict=True))
    return Plan(of, tables, needed, tuple(rows), places, tuple(ahead(of, rows, earned)), earned)


def _efficient(row: np.ndarray) -> tuple[int, ...]:
    return tuple(map(int, np.flatnonzero(~beaten(list(row.T)))))


def ahead(of: Chain, rows: Sequence[np.ndarray], earned: np.ndarray) -> list[np.ndarray]:
    """After each step the most that the issues and terms still open can add, by party."""
    last = {slot: step for step, slots in enumerate(of.speaks) for slot in slots}
    most = np.zeros(earned.shape[1] if earned.size else rows[0].shape[1], dtype=rows[0].dtype)
    found = []
    for step in reversed(range(len(rows))):
        found.append(most)
        closing = [earned[slot - of.forms] for slot in last if slot >= of.forms and last[slot] == step]
        most = most + rows[step].max(axis=0) + sum((np.maximum(worth, 0) for worth in closing), np.zeros_like(most))
    return found[::-1]


def _forms(case: Case, within: str) -> list[Form] | None:
    """What packages must keep to be looked at, reservation values apart; None where it is not of this kind."""
    forms = [link.form for link in case.links]
    if within == "admissible":
        return forms
    for party in consenters(case):
        if party.is_a("bloc") or Condition() not in asked_on(case, party.id):
            return None
        one = voter(case, party.id)
        if within == "zopa" and (one.reservation is None or party.id not in valued(case)):
            return None
        forms += [line.form for line in one.lines]
    return forms


def summed(case: Case, of: Plan, budget: Budget, thinned: Callable[[int, Front], Front | None] | None = None) -> Front | None:
    """The frontier of a sharp case, issue by issue; None where it grows too large, or the budget ends.

    `thinned` says what is kept after a step; without it, what no other dominates.
    """
    whole = np.int64 if case.size < FITS else object
    steps = [prod(len(issue.options) for issue in case.issues[i + 1 :]) for i in of.of.order]
    start = Front(np.zeros((1, of.rows[0].shape[1]), dtype=of.rows[0].dtype), np.ones(1, dtype=whole), np.zeros(1, dtype=whole))
    fronts: dict[State, Front] = {(): start}
    for step, by in enumerate(steps):
        rows = sum(len(front.counts) for front in fronts.values()) * len(of.rows[step])
        if rows > MOST_SUMS or len(fronts) > MOST_STATES or budget.expired():
            return None
        longer: dict[State, list[Front]] = {}
        for then, front in _longer(of, fronts, step, by):
            longer.setdefault(then, []).append(front)
        fronts = {}
        for state, parts in longer.items():
            hopeful = _hopeful(of, step, _joined(parts))
            found = _pruned(hopeful, budget) if thinned is None else thinned(step, hopeful)
            if found is None:
                return None
            fronts[state] = found
    return fronts.get((), Front(start.vectors[:0], start.counts[:0], start.codes[:0]))


def _longer(of: Plan, fronts: dict[State, Front], step: int, by: int) -> Iterator[tuple[State, Front]]:
    """Every front with every option of the next issue, and the state that this leaves."""
    for state, front in fronts.items():
        for place in of.places[step]:
            worth, after = of.rows[step][place], of.of.after(state, step, place)
            if after is not None:
                then, earned = after
                more = worth + of.terms[list(earned)].sum(axis=0) if earned else worth
                yield then, Front(front.vectors + more, front.counts, front.codes + place * by)


def _joined(parts: Sequence[Front]) -> Front:
    if len(parts) == 1:
        return parts[0]
    join = np.concatenate
    return Front(join([one.vectors for one in parts]), join([one.counts for one in parts]), join([one.codes for one in parts]))


def _some(front: Front, keep: np.ndarray) -> Front:
    return Front(front.vectors[keep], front.counts[keep], front.codes[keep])


def _hopeful(of: Plan, step: int, front: Front) -> Front:
    """The packages begun that can still reach the values needed: what dominates such a one can, too."""
    keep = np.ones(len(front.counts), dtype=bool)
    for own, needed in enumerate(of.needed):
        if needed is not None:
            keep &= (front.vectors[:, own] >= needed - of.ahead[step][own]).astype(bool)
    return front if keep.all() else _some(front, keep)


def _pruned(front: Front, budget: Budget = UNLIMITED) -> Front | None:
    """The vectors that no other dominates, each once, with the sum of the counts and the first code."""
    if not len(front.counts):
        return front
    mask = standing(front.vectors, budget)
    if mask is None:
        return None
    left = _some(front, mask)
    order, starts = alike(left.vectors)
    if len(starts) == len(order):
        return left
    moved = _some(left, order)
    return Front(moved.vectors[starts], np.add.reduceat(moved.counts, starts), np.minimum.reduceat(moved.codes, starts))
