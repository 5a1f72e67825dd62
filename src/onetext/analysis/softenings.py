"""What would open an agreement: the changes that no other set undercuts for every party at once, on an enumerated space.

Each package asks something of each party: the red lines it crosses, the points by which it misses a reservation
value, the links to be waived; of a bloc, of as few members as its rule needs. The openings are the packages that ask
undominated vectors.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm

import numpy as np

from onetext.analysis.survey import Survey, by_all, carries, leaves, possibly, voters
from onetext.model.acceptance import voter
from onetext.model.case import Case
from onetext.model.parties import Party
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.changes import changes_of, costs_of
from onetext.solve.results import Change, Softening
from onetext.solve.space import FITS, Mask, packages

MOST_ROWS = 500
"""The most different sets of changes that are listed."""
MOST_SETS = 1_000
"""Of a bloc that more sets of members than this could bring to accept, only so many are tried; the list is then not complete."""


class _Asked:
    """What each package asks of each person (voters and owners of links that may be waived), as exact integers."""

    def __init__(self, seen: Survey) -> None:
        case = seen.case
        owners = [who for link in seen.soft for who, _ in link.soften]
        self.people = tuple(dict.fromkeys((*voters(case), *owners)))
        self.column = {who: i for i, who in enumerate(self.people)}
        self.scale = {who: _scale(seen, who) for who in self.people}
        self.cost = {who: _cost(seen, who, self.scale[who]) for who in voters(case)}
        self.refuses = {who: ~possibly(seen, who) for who in voters(case)}
        self.complete = True
        most = max((price * self.scale[who] for link in seen.soft for who, price in link.soften), default=Fraction(0)) * len(seen.soft)
        self.owed = {who: np.zeros(len(seen.codes), dtype=np.int64 if most < FITS else object) for who in self.people}
        for link in seen.soft:
            for who, price in link.soften:
                self.owed[who][seen.waived[link.id]] += int(price * self.scale[who])


def _scale(seen: Survey, who: str) -> int:
    """A common denominator of all that can be asked of a person."""
    prices = [price for link in seen.soft for owner, price in link.soften if owner == who]
    if who in seen.kept:
        prices += [line.soften for line in voter(seen.case, who).lines if line.soften is not None]
    if who in seen.values:
        rate = seen.case.position[who].soften_reservation
        prices.append(Fraction(rate or 1) / seen.values[who].table.scale)
    return lcm(*(price.denominator for price in prices))


def _cost(seen: Survey, who: str, scale: int) -> tuple[np.ndarray, Mask]:
    """What each package would ask of a voter, times `scale`, and where it cannot move that far."""
    position = seen.case.position.get(who)
    never = np.zeros(len(seen.codes), dtype=bool)
    size = sum(int((line.soften or 0) * scale) for line in voter(seen.case, who).lines)
    rate = Fraction(0)
    if who in seen.values and position is not None:
        rate = (position.soften_reservation or Fraction(0)) * scale / seen.values[who].table.scale
        size += int(rate) * 2 * seen.values[who].table.magnitude
    total = np.zeros(len(seen.codes), dtype=np.int64 if size < FITS else object)
    for line in voter(seen.case, who).lines:
        crossing = ~seen.kept[who][line.id]
        if line.soften is None:
            never |= crossing
        else:
            total[crossing] += int(line.soften * scale)
    if who in seen.values and position is not None:
        own = seen.values[who]
        gap = np.maximum(own.table.reservation[0] - own.high, 0)  # type: ignore[index]
        if position.soften_reservation is None:
            never |= (gap > 0).astype(bool)
        else:
            total = total + gap.astype(total.dtype) * int(rate)
    return total, never


def _rows(seen: Survey, asked: _Asked) -> tuple[np.ndarray, np.ndarray]:
    """The places of packages that movement could open, and what each asks of each person; one row per choice of movers."""
    able = seen.free.copy()
    costs = np.zeros((len(seen.codes), len(asked.people)), dtype=object if _wide(asked) else np.int64)
    for party in seen.parties:
        if not party.is_a("bloc"):
            cost, never = asked.cost[party.id]
            able &= ~(never & seen.asked[party.id])
            costs[:, asked.column[party.id]] = np.where(seen.asked[party.id], cost, 0)
    for who in asked.people:
        costs[:, asked.column[who]] += asked.owed[who]
    places, costs = np.flatnonzero(able), costs[able]
    for party in seen.parties:
        if party.is_a("bloc"):
            places, costs = _with_movers(seen.case, asked, party, places, costs)
    return _undominated(places, costs)


def _wide(asked: _Asked) -> bool:
    return any(asks.dtype == object for asks in (*asked.owed.values(), *(cost for cost, _ in asked.cost.values())))


def _with_movers(case: Case, asked: _Asked, bloc: Party, places: np.ndarray, costs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rows again, once for each smallest set of voters that would have to move for the bloc to accept."""
    who = list(leaves(case, bloc.id))
    moved = np.stack([costs[:, asked.column[one]] > asked.owed[one][places] for one in who], axis=1).astype(bool)
    against = np.stack([asked.refuses[one][places] for one in who], axis=1) & ~moved
    stuck = np.stack([asked.cost[one][1][places] for one in who], axis=1) & against
    states, which = np.unique(np.concatenate([against, stuck], axis=1), axis=0, return_inverse=True)
    new_places, new_costs = [], []
    for state, row in enumerate(states):
        here = np.flatnonzero(which.reshape(-1) == state)
        against_here = {one for one, no in zip(who, row[: len(who)], strict=True) if no}
        able = [one for one, never in zip(who, row[len(who) :], strict=True) if one in against_here and not never]
        sets, all_of_them = _smallest(lambda accepting: carries(case, bloc, accepting), set(who) - against_here, able)
        asked.complete &= all_of_them
        for movers in sets:
            grown = costs[here].copy()
            for one in movers:
                grown[:, asked.column[one]] += asked.cost[one][0][places[here]]
            new_places.append(places[here])
            new_costs.append(grown)
    if not new_places:
        return places[:0], costs[:0]
    return np.concatenate(new_places), np.concatenate(new_costs)


def _smallest(enough: Callable[[set[str]], bool], accepting: set[str], able: list[str]) -> tuple[list[tuple[str, ...]], bool]:
    """The smallest sets of those able to move that would be `enough`, none where all are not; and whether these are all,
    since a large bloc may have too many to list."""
    found: list[tuple[str, ...]] = []
    open_sets: list[tuple[tuple[str, ...], int]] = [((), 0)]
    while open_sets and len(found) < MOST_SETS:
        chosen, at = open_sets.pop()
        joined = accepting | set(chosen)
        if enough(joined):
            if not any(enough(joined - {one}) for one in chosen):
                found.append(chosen)
        elif enough(joined | set(able[at:])):
            open_sets += [((*chosen, able[i]), i + 1) for i in reversed(range(at, len(able)))]
    return found, not open_sets


def _undominated(places: np.ndarray, costs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rows that no other row undercuts for every person at once; equal rows all stay."""
    kept_places, kept_costs = [], []
    while len(places):
        totals = costs.astype(np.float64).sum(axis=1)
        best = costs[int(np.argmin(totals))]
        equal = np.all(costs == best, axis=1)
        kept_places.append(places[equal])
        kept_costs.append(costs[equal])
        left = ~np.all(costs >= best, axis=1)
        places, costs = places[left], costs[left]
    if not kept_places:
        return places, costs
    return _sweep(np.concatenate(kept_places), np.concatenate(kept_costs))


def _sweep(places: np.ndarray, costs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sums taken in floats may tie wrongly where numbers are huge: hold the rows left against each other once more."""
    distinct = {tuple(row) for row in costs.tolist()}
    low = {one for one in distinct if any(other != one and all(a <= b for a, b in zip(other, one, strict=True)) for other in distinct)}
    stay = np.array([tuple(row) not in low for row in costs.tolist()], dtype=bool)
    order = np.argsort(places[stay], kind="stable")
    return places[stay][order], costs[stay][order]


def softenings(seen: Survey, budget: Budget = UNLIMITED) -> tuple[tuple[Softening, ...], bool]:
    """All undominated openings, by plain total, and whether all were found; none where nothing is surely in the way.

    Ties in the total stand in the order of the packages that they open.
    """
    asked = _Asked(seen)
    places, costs = _rows(seen, asked)
    if not len(places) or not np.any(costs != 0):
        return (), True
    found: dict[tuple[Change, ...], None] = {}
    firsts = _different(seen, asked, places, costs)
    for row in firsts[:MOST_ROWS]:
        place, cost = int(places[row]), costs[row].tolist()
        package = packages(seen.case, [int(seen.codes[place])])[0]
        movers = {who for who, asks in zip(asked.people, cost, strict=True) if asks > asked.owed[who][place]}
        found[changes_of(seen.case, package, (who for who in voters(seen.case) if who in movers and who in seen.case.position))] = None
        if budget.expired():
            return tuple(_softening(seen, changes) for changes in found), False
    listed = [_softening(seen, changes) for changes in found]
    order = sorted(range(len(listed)), key=lambda i: (listed[i].total, i))
    return tuple(listed[i] for i in order), asked.complete and len(firsts) <= MOST_ROWS


def _different(seen: Survey, asked: _Asked, places: np.ndarray, costs: np.ndarray) -> np.ndarray:
    """The first row of each set of rows that ask the same of everybody by the same red lines and links."""
    ids = {vector: i for i, vector in enumerate(dict.fromkeys(map(tuple, costs.tolist())))}
    marks = [np.array([ids[tuple(row)] for row in costs.tolist()], dtype=np.int64)]
    for who, lines in seen.kept.items():
        moves = (costs[:, asked.column[who]] > asked.owed[who][places]).astype(bool)
        marks += [(moves & ~kept[places]).astype(np.int64) for kept in lines.values()]
    marks += [mask[places].astype(np.int64) for mask in seen.waived.values()]
    return np.sort(np.unique(np.stack(marks, axis=1), axis=0, return_index=True)[1])


def opened(seen: Survey, changes: tuple[Change, ...]) -> Mask:
    """Which packages nobody surely refuses once the changes are made."""
    own = {}
    for who in voters(seen.case):
        mine = [change for change in changes if change.party == who]
        lines = frozenset(change.id for change in mine if change.kind == "red_line")
        gap = sum((change.by or Fraction(0) for change in mine), Fraction(0))
        own[who] = possibly(seen, who, lines, int(gap * seen.values[who].table.scale) if who in seen.values else 0)
    waived = {change.id for change in changes if change.kind == "link"}
    broken = [mask for link, mask in seen.waived.items() if link not in waived]
    return by_all(seen, own) & seen.free & ~np.any([np.zeros(len(seen.codes), bool), *broken], axis=0)


def _softening(seen: Survey, changes: tuple[Change, ...]) -> Softening:
    costs = costs_of(seen.case, changes)
    open_now = np.flatnonzero(opened(seen, changes))
    package = packages(seen.case, [int(seen.codes[open_now[0]])])[0]
    return Softening(sum((asks for _, asks in costs), Fraction(0)), costs, changes, len(open_now), tuple(package.items()))
