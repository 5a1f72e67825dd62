"""How far the package chosen under doubt may fall short, and which comparison lowers that most.

A party's *share* is its worth of a package between 0, the worst answer to everything, and 1. In a world that fits what
is known, the regret of a package is by how much some other package that nobody surely refuses gives the parties more
shares on average; its largest regret is the worst over all such worlds, and the package chosen is the one whose largest
regret is least (minimax regret: Savage 1951; from answers, by linear programs: Boutilier, Patrascu, Poupart and
Schuurmans 2006). Shares of different parties are added up, and every output says so. Worlds of one party do not bind
those of another, so the largest regret against one other package is a sum of linear programs, one for each party.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onetext.analysis.asking.known import Known, Worths
from onetext.analysis.asking.zone import Zone

MOST = 150
"""The largest regret is looked for among so many packages at most."""
TOLERANCE = 1e-7


@dataclass(frozen=True, slots=True)
class Regret:
    """The package (place in the zone) whose largest regret is least, that regret, and the package against which it is so large.

    `among`: how many packages were held against each other.
    """

    place: int
    largest: float
    against: int
    among: int


def weighed(zone: Zone) -> dict[str, Worths]:
    """The worths of each principal of which something is known that could be compared; those whose words no worths fit are
    left out."""
    found = ((party.id, zone.known[party.id].worths) for party in zone.case.principals if party.id in zone.known)
    return {who: worths for who, worths in found if worths is not None and worths.fits}


def candidates(zone: Zone, worths: dict[str, Worths]) -> np.ndarray:
    """The packages held against each other: all, or those that are best for somebody, for all together or for the least
    served in some of the worlds drawn."""
    if zone.size <= MOST:
        return np.arange(zone.size)
    values = [own.drawn_values() for own in worths.values()]
    draws = min((len(one) for one in values), default=0)
    chosen: dict[int, None] = {}
    for draw in range(draws):
        rows = np.array([one[draw] for one in values])
        for target in (rows.sum(axis=0), rows.min(axis=0), *rows):
            chosen[int(np.argmax(target.round(9)))] = None
        if len(chosen) >= MOST:
            break
    return np.array(sorted(list(chosen)[:MOST]), dtype=int)


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Some packages held against each other: of each party their scores, and the programs over its worths."""

    places: np.ndarray
    worths: tuple[Worths, ...]
    scores: tuple[np.ndarray, ...]
    loose: tuple[np.ndarray, ...]


def held(places: np.ndarray, worths: Sequence[Worths]) -> Held:
    return Held(places, tuple(worths), tuple(own.scores[places] for own in worths), tuple(own.loose[places] for own in worths))


def regret(among: Held) -> Regret | None:
    """The package whose largest regret is least; None where there is no package or nobody's worths are known.

    Candidates in the order of a lower bound, from worlds found so far; each is settled by linear programs until the bound of
    the next reaches the least found.
    """
    if not len(among.places) or not among.worths:
        return None
    best: tuple[float, int, int] | None = None
    settled: dict[int, float] = {}
    gaps = [_gaps(scores, own.shares[:FEW], loose) for own, scores, loose in zip(among.worths, among.scores, among.loose, strict=True)]
    seen = [0] * len(gaps)
    while True:
        for party, own in enumerate(among.worths):
            gaps[party] = np.maximum(gaps[party], _gaps(among.scores[party], own.search.points[seen[party] :], among.loose[party]))
            seen[party] = len(own.search.points)
        lows = np.maximum(_total(gaps).max(axis=1), 0.0)
        for row, exact in settled.items():
            lows[row] = exact
        row = int(np.argmin(lows.round(9)))
        if row in settled or (best is not None and lows[row] >= best[0] - TOLERANCE):
            break
        largest, against = _largest(among, row, np.inf if best is None else best[0])
        settled[row] = largest
        if best is None or largest < best[0] - TOLERANCE:
            best = (largest, row, against)
    largest, row, against = best if best is not None else (settled[row], row, row)
    places = among.places
    return Regret(int(places[row]), float(largest) / len(among.worths), int(places[against]), len(places))


def _total(gaps: Sequence[np.ndarray]) -> np.ndarray:
    return np.asarray(np.sum(gaps, axis=0))


FEW = 40


def _gaps(scores: np.ndarray, worlds: np.ndarray, loose: np.ndarray) -> np.ndarray:
    """Row by row, by how much each other package is better to a party in the world in which it is most so."""
    size = len(scores)
    values = scores @ worlds.T
    found = np.full((size, size), -np.inf)
    for row in range(size if len(worlds) else 0):
        found[row] = (values - values[row]).max(axis=1)
    off = np.abs(loose[:, None, :] - loose[None, :, :]).sum(axis=2) if loose.shape[1] else 0.0
    return found + off


def _largest(among: Held, row: int, enough: float) -> tuple[float, int]:
    """The largest regret of a package, and against which: programs are solved from the largest upper bound down, and no more
    once it is more than `enough`."""
    size = len(among.places)
    upper, parts = np.zeros(size), []
    for own, scores, loose in zip(among.worths, among.scores, among.loose, strict=True):
        goals = scores - scores[row]
        bound, off = own.search.upper(goals), np.abs(loose - loose[row]).sum(axis=1)
        parts.append((own, goals, bound, own.search.lower(goals), off))
        upper += bound + off
    upper[row] = 0.0
    best, against = 0.0, row
    for other in iter(lambda: int(np.argmax(upper)), None):
        if upper[other] <= best + TOLERANCE or best > enough + TOLERANCE:
            return best, against
        sum_ = 0.0
        for own, goals, bound, low, off in parts:
            here = bound[other] if bound[other] - low[other] < TOLERANCE else (own.search.largest(goals[other]) or 0.0)
            sum_ += here + off[other]
        upper[other] = -np.inf
        if sum_ > best:
            best, against = sum_, other
    raise AssertionError("not reached")


# --- which comparison lowers it most

GOOD, ADVERSARIES, PAIRED = 12, 24, 6
TIES = 0.5
"""What all regrets together count for beside the largest: without them, too many comparisons would seem alike."""


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """What comparisons are weighed by: the few best packages, those against which they may be worst, and of each party by
    how much these differ in each world. `pairs`: places in the zone of best ones and of what each may fall short of."""

    who: tuple[str, ...]
    gaps: tuple[np.ndarray, ...]
    worlds: tuple[np.ndarray, ...]
    drawn: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]


def outlook(among: Held, who: Sequence[str]) -> Outlook:
    lows = _total([
        _gaps(scores, np.vstack([own.shares[:FEW], own.search.points]), loose)
        for own, scores, loose in zip(among.worths, among.scores, among.loose, strict=True)
    ])  # fmt: skip
    good = np.argsort(lows.max(axis=1).round(9), kind="stable")[:GOOD]
    worst = np.unique(np.argsort(-lows[good].round(9), axis=1, kind="stable")[:, :ADVERSARIES])
    gaps, worlds = [], []
    for own, scores in zip(among.worths, among.scores, strict=True):
        every = np.vstack([own.shares, own.search.points])
        values = scores @ every.T
        gaps.append(values[worst][None, :, :] - values[good][:, None, :])
        worlds.append(every)
    pairs = [
        (int(among.places[one]), int(among.places[other]))
        for one in good
        for other in np.argsort(-lows[one].round(9), kind="stable")[:PAIRED]
    ]
    return Outlook(tuple(who), tuple(gaps), tuple(worlds), tuple(len(own.shares) for own in among.worths), tuple(pairs))


def falls(seen: Outlook, party: int, row: np.ndarray) -> tuple[float, float]:
    """How likely a party says yes to a comparison (a row of scores), and the largest regret that is then left on average,
    plus a part of all regrets."""
    values = seen.worlds[party] @ row
    yes = values >= 0
    chance = float(yes[: seen.drawn[party]].mean())
    others = sum((gap.max(axis=2) for i, gap in enumerate(seen.gaps) if i != party), np.zeros(seen.gaps[party].shape[:2]))
    left = []
    for mask in (yes, ~yes):
        if not mask.any():
            return chance, np.inf
        total = others + seen.gaps[party][:, :, mask].max(axis=2)
        left.append(float(total.max(axis=1).min() + TIES * total.mean()))
    return chance, chance * left[0] + (1 - chance) * left[1]


def spoken(known: Known) -> bool:
    """Whether a voter's worths may still turn out different: it has words, and no numbers."""
    return known.worths is not None and known.worths.scale is not None and known.worths.search.region.size > 1
