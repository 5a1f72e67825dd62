"""The zopa counted exactly in a space too large to enumerate, where all gains together fit a grid.

As in `tally.py` issues are taken one after the other, and what leaves the same forms open is joined. With each state goes a
grid with one axis for each party whose worths decide: how many packages begun have which values. An axis holds the values
that turn on what is still open: lower ones can no longer reach the reservation value and are dropped, higher ones reach it
whatever comes and are held in the last place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import prod

import numpy as np

from onetext.model.acceptance import asked_on, consenters, voter
from onetext.model.case import Case
from onetext.model.conditions import Condition, Form
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.elimination import BROKEN, Chain, State, chain
from onetext.solve.space import FITS
from onetext.solve.tables import table
from onetext.solve.tally import MOST_STATES, Worths, ahead, asked_of, in_steps, moves

MOST_CELLS = 1 << 24
"""All grids at one step together have no more cells than this."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What a package of the zopa must keep, and what its worths must reach."""

    forms: tuple[Form, ...]
    worths: tuple[Worths, ...]


def count_zopa(case: Case, *, possibly: bool, budget: Budget = UNLIMITED) -> int | None:
    """How many admissible packages all surely, or possibly, accept.

    None where that takes too many states or cells, where a bloc or one that is not always asked must consent, or where
    there are more packages than 64 bits count.
    """
    sought = _sought(case, possibly)
    if sought is None or case.size >= FITS:
        return None
    forms = asked_of(case, sought.forms)
    if forms is None:
        return 0
    of = chain(case, forms, [when for own in sought.worths for when, _ in own.terms])
    return None if of.cost > MOST_STATES else _counted(of, sought.worths, budget)


def _sought(case: Case, possibly: bool) -> Sought | None:
    forms, worths = [link.form for link in case.links], []
    for party in consenters(case):
        if party.is_a("bloc") or Condition() not in asked_on(case, party.id):
            return None
        one = voter(case, party.id)
        forms += [line.form for line in one.lines]
        if one.reservation is not None:
            worths.append(in_steps(table(case, party.id), possibly=possibly))
        elif not possibly:
            forms += one.sure if one.sure is not None else [BROKEN]
    return Sought(tuple(forms), tuple(worths))


Ends = tuple[tuple[int, int], ...]
"""By party the least and the most."""


def _counted(of: Chain, worths: Sequence[Worths], budget: Budget) -> int | None:
    starts = [0, *accumulate(len(own.terms) for own in worths)]
    rest = list(zip(*(ahead(of, own, start) for own, start in zip(worths, starts, strict=False)), strict=True)) or [()] * len(of.order)
    grids: dict[State, np.ndarray] = {(): np.ones((1,) * len(worths), dtype=np.int64)}
    held: Ends = ((0, 0),) * len(worths)
    for step, coming in enumerate(rest):
        reach = _reach(held, [moves(of, own, step, start) for own, start in zip(worths, starts, strict=False)], coming, worths)
        cells = prod(high - low + 1 for low, high in reach)
        longer: dict[State, np.ndarray] = {}
        for state, grid in grids.items():
            for place in range(len(of.case.issues[of.order[step]].options)):
                if budget.expired() or (len(longer) + 1) * cells > MOST_CELLS:
                    return None
                after = of.after(state, step, place)
                if after is None:
                    continue
                then, earned = after
                target = longer.setdefault(then, np.zeros([high - low + 1 for low, high in reach], dtype=np.int64))
                _add(target, reach, grid, held, _moved(of, worths, starts, step, place, earned))
        grids, held = longer, reach
    return sum(int(grid.sum()) for grid in grids.values())


def _moved(of: Chain, worths: Sequence[Worths], starts: Sequence[int], step: int, place: int, earned: tuple[int, ...]) -> list[int]:
    """By party what an answer and the terms that it earns are worth."""
    moved = [own.rows[of.order[step]][place] for own in worths]
    for term in earned:
        party = next(i for i in range(len(worths)) if starts[i] <= term < starts[i + 1])
        moved[party] += worths[party].terms[term - starts[party]][1]
    return moved


def _reach(held: Ends, now: Sequence[tuple[int, int]], coming: Ends, worths: Sequence[Worths]) -> Ends:
    """By party the values to be held after a step."""
    found = []
    for (low, high), (least, most), (below, above), own in zip(held, now, coming, worths, strict=True):
        floor = max(low + least, own.needed - above)
        found.append((floor, max(floor, min(high + most, own.needed - below))))
    return tuple(found)


def _add(target: np.ndarray, reach: Ends, grid: np.ndarray, held: Ends, moved: Sequence[int]) -> None:
    """Add a grid, moved, to another: what falls below is dropped, what is above goes to the last place."""
    where = []
    for axis, ((low, _), (floor, top), more) in enumerate(zip(held, reach, moved, strict=True)):
        shift, size = low + more - floor, top - floor + 1
        grid = np.moveaxis(grid, axis, 0)[max(0, -shift) :]
        first = max(0, shift)
        if not len(grid):
            return
        if first >= size:
            first, grid = size - 1, grid.sum(axis=0, keepdims=True)
        elif first + len(grid) > size:
            over = grid[size - first :].sum(axis=0)
            grid = grid[: size - first].copy()
            grid[-1] += over
        where.append(slice(first, first + len(grid)))
        grid = np.moveaxis(grid, 0, axis)
    target[tuple(where)] += grid
