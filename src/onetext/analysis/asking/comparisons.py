"""Comparisons to put to a party: two ways to answer one issue or a few, all else equal; the best by what it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.random import Generator

from onetext.analysis.asking.regret import Held, Regret, falls, outlook, spoken
from onetext.analysis.asking.scales import score
from onetext.analysis.asking.verdict import PLACES
from onetext.analysis.asking.zone import Zone
from onetext.model.positions import Parts

MOST_ISSUES = 5
"""A comparison over more issues is hard to answer; whole packages may differ in a few more."""
MOST_DIFFERING = 8
PAIRS = 40
TRIED = 60
UNSURE = (0.04, 0.96)
"""A comparison whose answer is likelier than this is not worth asking."""
LONGER = 0.02
"""What each issue more than two costs a comparison, as a share of the regret: short questions first where they serve as well."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What a party may rather have than what, how likely it says so, the row of scores, and the regret left on average."""

    who: str
    rather: Parts
    than: Parts
    row: np.ndarray
    chance: float
    left: float


def comparisons(zone: Zone, among: Held, who: tuple[str, ...], now: Regret, of: tuple[str, ...], source: Generator) -> list[Comparison]:
    """Comparisons to put to the parties in `of`, by the regret that they leave, least first."""
    seen, found = outlook(among, who), dict[tuple[str, bytes], Comparison]()
    for party, name in enumerate(who):
        if name not in of or not spoken(zone.known[name]):
            continue
        for rather, than, row in (*_pairs(zone, name, now, source), *_packages(zone, name, seen.pairs)):
            key = (name, row.tobytes())
            if key in found or not _open(row) or (name, (-row).tobytes()) in found:
                continue
            chance, left = falls(seen, party, row)
            if UNSURE[0] < chance < UNSURE[1]:
                left *= 1 + LONGER * (len(rather) - 2)
                found[key] = Comparison(name, rather, than, row, chance, left)
    return sorted(found.values(), key=lambda one: round(one.left, PLACES))


def _open(row: np.ndarray) -> bool:
    """Whether shares alone do not answer a comparison."""
    return bool((row > 1e-9).any() and (row < -1e-9).any())


def _pairs(zone: Zone, who: str, now: Regret, source: Generator) -> Iterator[tuple[Parts, Parts, np.ndarray]]:
    """The package chosen against the one by which it may fall short most, where few answers differ, then answers at random."""
    case = zone.case
    worths = zone.known[who].worths
    if worths is None or worths.scale is None:
        return
    scores = worths.scale.scores
    matter = [i for i, table in enumerate(scores) if table.any()]
    chosen, other = zone.package(now.place), zone.package(now.against)
    differ = [case.issues[i].id for i in matter if chosen[case.issues[i].id] != other[case.issues[i].id]]
    for size in range(1, min(MOST_ISSUES, len(differ)) + 1):
        for some in list(combinations(differ, size))[:TRIED]:
            yield _pair(zone, scores, [(issue, chosen[issue], other[issue]) for issue in some])
    for _ in range(TRIED):
        yield _at_random(zone, scores, matter, source)


def _packages(zone: Zone, who: str, pairs: tuple[tuple[int, int], ...]) -> Iterator[tuple[Parts, Parts, np.ndarray]]:
    """Whole packages against each other where they differ in few answers that matter."""
    worths = zone.known[who].worths
    if worths is None or worths.scale is None:
        return
    scores = worths.scale.scores
    for one, other in pairs[:PAIRS]:
        chosen, against = zone.package(one), zone.package(other)
        some = [(i.id, chosen[i.id], against[i.id]) for i, t in zip(zone.case.issues, scores, strict=True) if t.any()]
        some = [three for three in some if three[1] != three[2]]
        if 0 < len(some) <= MOST_DIFFERING:
            yield _pair(zone, scores, some)


def _at_random(zone: Zone, scores: tuple[np.ndarray, ...], matter: list[int], source: Generator) -> tuple[Parts, Parts, np.ndarray]:
    """Two ways to answer a few issues that matter."""
    some = []
    for i in source.choice(matter, size=min(len(matter), int(source.integers(1, MOST_ISSUES + 1))), replace=False):
        issue = zone.case.issues[i]
        one, two = source.choice(len(issue.options), size=2, replace=False)
        some.append((issue.id, issue.options[one].id, issue.options[two].id))
    return _pair(zone, scores, some)


def _pair(zone: Zone, scores: tuple[np.ndarray, ...], some: list[tuple[str, str, str]]) -> tuple[Parts, Parts, np.ndarray]:
    order = list(zone.case.issue)
    some = sorted(some, key=lambda one: order.index(one[0]))
    rather, than = tuple((issue, one) for issue, one, _ in some), tuple((issue, two) for issue, _, two in some)
    return rather, than, score(zone.case, scores, rather) - score(zone.case, scores, than)


def best_comparison(
    zone: Zone, among: Held, who: tuple[str, ...], now: Regret, of: tuple[str, ...], source: Generator
) -> Comparison | None:
    """The comparison that leaves the least regret; None where no comparison is open."""
    found = comparisons(zone, among, who, now, of, source)
    return found[0] if found else random_comparison(zone, who, of, source)


def random_comparison(zone: Zone, who: tuple[str, ...], of: tuple[str, ...], source: Generator, *, aware: bool = True) -> Comparison | None:
    """A comparison at random, of a few answers, whose answer does not follow from what is known; not `aware`: of two packages
    at random, where only what orders answer alone is not asked. None where none is found."""
    people = [name for name in who if name in of and spoken(zone.known[name])]
    for _ in range(TRIED if people else 0):
        name = people[int(source.integers(0, len(people)))]
        worths = zone.known[name].worths
        if worths is None or worths.scale is None:
            continue
        scores = worths.scale.scores
        if aware:
            rather, than, row = _at_random(zone, scores, [i for i, table in enumerate(scores) if table.any()], source)
        else:
            one, other = (zone.package(int(place)) for place in source.integers(0, zone.size, 2))
            rather, than, row = _pair(zone, scores, [(issue, one[issue], other[issue]) for issue in one])
        if _open(row) and (not aware or all((worths.search.largest(side) or 0.0) > 1e-7 for side in (row, -row))):
            return Comparison(name, rather, than, row, 0.5, 0.0)
    return None
