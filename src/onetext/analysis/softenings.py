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

from onetext.analysis.survey import Survey, accepting_mask, carries, leaves, possibly, voters
from onetext.model.acceptance import voter
from onetext.model.case import Case
from onetext.model.parties import Party
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.changes import changes_of, costs_of
from onetext.solve.dominance import distinct, efficient, ranks
from onetext.solve.results import Change, Softening
from onetext.solve.space import FITS, Mask, packages

MOST_ROWS = 500
"""The most different sets of changes that are listed."""
MOST_SETS = 1_000
"""Of a bloc that more sets of members than this could bring to accept, only so many are tried; the list is then not complete."""


AT_ONCE = 1 << 18
"""So many packages are looked at between two looks at the clock."""
STRONGEST = 16
"""Of the rows found so many are first held against those that come."""


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


def _rows(seen: Survey, asked: _Asked, budget: Budget) -> tuple[np.ndarray, np.ndarray]:
    """The places of packages that movement could open, and what each asks of each person; one row per choice of movers.

    Those that ask least in sum are looked at first, so that few rows are carried along and a limit leaves the best.
    """
    able, total = seen.free.copy(), np.zeros(len(seen.codes))
    for party in seen.parties:
        if not party.is_a("bloc"):
            cost, never = asked.cost[party.id]
            able &= ~(never & seen.asked[party.id])
            total += np.where(seen.asked[party.id], cost, 0).astype(np.float64) / float(asked.scale[party.id])
    for who in asked.people:
        total += asked.owed[who].astype(np.float64) / float(asked.scale[who])
    places = np.flatnonzero(able)
    places = places[np.argsort(total[places], kind="stable")]
    blocs = [party for party in seen.parties if party.is_a("bloc")]
    found_places, found = places[:0], _alone(seen, asked, places[:0])
    size = AT_ONCE if not blocs else AT_ONCE // 4
    for start in range(0, len(places), size):
        if budget.expired():
            asked.complete = False
            break
        here = places[start : start + size]
        costs = _alone(seen, asked, here)
        if blocs:
            left = ~_undercut(costs, found[:STRONGEST])
            here, costs = here[left], costs[left]
        for bloc in blocs:
            idle = ~seen.asked[bloc.id][here]
            moved = _with_movers(seen.case, asked, bloc, here[~idle], costs[~idle])
            here, costs = np.concatenate([here[idle], moved[0]]), np.concatenate([costs[idle], moved[1]])
        found_places, found = np.concatenate([found_places, here]), np.concatenate([found, costs])
        stay, compared = _undominated(found, budget)
        found_places, found = found_places[stay], found[stay]
        asked.complete &= compared
    order = np.argsort(found_places, kind="stable")
    return found_places[order], found[order]


def _alone(seen: Survey, asked: _Asked, places: np.ndarray) -> np.ndarray:
    """What the packages at some places ask of each person, blocs left out."""
    costs = np.zeros((len(places), len(asked.people)), dtype=object if _wide(asked) else np.int64)
    for party in seen.parties:
        if not party.is_a("bloc"):
            costs[:, asked.column[party.id]] = np.where(seen.asked[party.id][places], asked.cost[party.id][0][places], 0)
    for who in asked.people:
        costs[:, asked.column[who]] += asked.owed[who][places]
    return costs


def _undercut(costs: np.ndarray, strong: np.ndarray) -> Mask:
    """Which rows one of a few others undercuts."""
    under = np.zeros(len(costs), dtype=bool)
    for one in strong:
        under |= np.all(costs >= one, axis=1) & np.any(costs > one, axis=1)
    return under


def _wide(asked: _Asked) -> bool:
    return any(asks.dtype == object for asks in (*asked.owed.values(), *(cost for cost, _ in asked.cost.values())))


def _with_movers(case: Case, asked: _Asked, bloc: Party, places: np.ndarray, costs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rows again, once for each smallest set of voters that would have to move for the bloc to accept."""
    if not len(places):
        return places, costs
    who = list(leaves(case, bloc.id))
    moved = np.stack([costs[:, asked.column[one]] > asked.owed[one][places] for one in who], axis=1).astype(bool)
    against = np.stack([asked.refuses[one][places] for one in who], axis=1) & ~moved
    stuck = np.stack([asked.cost[one][1][places] for one in who], axis=1) & against
    first, which = distinct([*against.T.astype(np.int64), *stuck.T.astype(np.int64)])
    states = np.concatenate([against, stuck], axis=1)[first]
    new_places, new_costs = [], []
    members = np.split(np.argsort(which, kind="stable"), np.cumsum(np.bincount(which, minlength=len(states)))[:-1])
    for here, row in zip(members, states, strict=True):
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


def _undominated(costs: np.ndarray, budget: Budget) -> tuple[np.ndarray, bool]:
    """The places of the rows that no other row undercuts for every person at once, equal rows all, and whether all were compared."""
    columns = [column for column in costs.T if (column != column[0]).any()] if len(costs) else []
    if not columns:
        return np.arange(len(costs)), True
    stay, complete = efficient([ranks(-column) for column in columns], budget)
    return np.flatnonzero(stay), complete


def softenings(seen: Survey, budget: Budget = UNLIMITED) -> tuple[tuple[Softening, ...], bool]:
    """All undominated openings, by plain total, and whether all were found; none where nothing is surely in the way.

    Ties in the total stand in the order of the packages that they open.
    """
    asked = _Asked(seen)
    places, costs = _rows(seen, asked, budget)
    if not len(places) or not np.any(costs != 0):
        return (), asked.complete
    found: dict[tuple[Change, ...], None] = {}
    firsts = _cheapest(asked, costs, _different(seen, asked, places, costs))
    for row in firsts[:MOST_ROWS]:
        place, cost = int(places[row]), costs[row].tolist()
        package = packages(seen.case, [int(seen.codes[place])])[0]
        movers = {who for who, asks in zip(asked.people, cost, strict=True) if asks > asked.owed[who][place]}
        found[changes_of(seen.case, package, (who for who in voters(seen.case) if who in movers and who in seen.case.position))] = None
        if budget.expired():
            asked.complete = False
            break
    listed, complete = list[Softening](), asked.complete and len(firsts) <= MOST_ROWS
    for changes in found:
        if listed and budget.expired():
            complete = False
            break
        listed.append(_softening(seen, changes))
    order = sorted(range(len(listed)), key=lambda i: (listed[i].total, i))
    return tuple(listed[i] for i in order), complete


def _different(seen: Survey, asked: _Asked, places: np.ndarray, costs: np.ndarray) -> np.ndarray:
    """The first row of each set of rows that ask the same of everybody by the same red lines and links."""
    ids = {vector: i for i, vector in enumerate(dict.fromkeys(map(tuple, costs.tolist())))}
    marks = [np.array([ids[tuple(row)] for row in costs.tolist()], dtype=np.int64)]
    for who, lines in seen.kept.items():
        moves = (costs[:, asked.column[who]] > asked.owed[who][places]).astype(bool)
        marks += [(moves & ~kept[places]).astype(np.int64) for kept in lines.values()]
    marks += [mask[places].astype(np.int64) for mask in seen.waived.values()]
    return np.asarray(np.sort(distinct(marks)[0]))


def _cheapest(asked: _Asked, costs: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Of more rows than are listed those with the smallest plain totals, by file order; where they are fewer, all."""
    if len(rows) <= MOST_ROWS:
        return rows
    scales = np.array([float(asked.scale[who]) for who in asked.people])
    totals = (costs[rows].astype(np.float64) / scales).sum(axis=1)
    return np.asarray(np.sort(rows[np.argsort(totals, kind="stable")[: MOST_ROWS + 1]]))


def opened(seen: Survey, changes: tuple[Change, ...]) -> np.ndarray:
    """The places of the packages that nobody surely refuses once the changes are made, ascending."""
    waived = {change.id for change in changes if change.kind == "link"}
    broken = [mask for link, mask in seen.waived.items() if link not in waived]
    clear = seen.free & ~np.any(broken, axis=0) if broken else seen.free
    places = np.flatnonzero(clear)
    # A party alone first: after it fewer packages are left for a bloc to be asked about.
    for party in sorted(seen.parties, key=lambda one: one.is_a("bloc")):
        own = {who: _with_changes(seen, who, changes, places) for who in leaves(seen.case, party.id)}
        places = places[accepting_mask(seen.case, party.id, own) | ~seen.asked[party.id][places]]
    return places


def _with_changes(seen: Survey, who: str, changes: tuple[Change, ...], places: np.ndarray) -> Mask:
    """Which of some packages a voter does not surely refuse once the changes are made."""
    mine = [change for change in changes if change.party == who]
    if not mine:
        return seen.own[who].possibly[places]
    given_up = {change.id for change in mine if change.kind == "red_line"}
    mask = np.ones(len(places), dtype=bool)
    for line, kept in seen.kept[who].items():
        if line not in given_up:
            mask &= kept[places]
    if who in seen.values:
        own, gap = seen.values[who], sum((change.by or Fraction(0) for change in mine), Fraction(0))
        mask &= (own.high[places] >= own.table.reservation[0] - int(gap * own.table.scale)).astype(bool)  # type: ignore[index]
    return mask


def _softening(seen: Survey, changes: tuple[Change, ...]) -> Softening:
    costs = costs_of(seen.case, changes)
    open_now = opened(seen, changes)
    package = packages(seen.case, [int(seen.codes[open_now[0]])])[0]
    return Softening(sum((asks for _, asks in costs), Fraction(0)), costs, changes, len(open_now), tuple(package.items()))
