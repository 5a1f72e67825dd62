"""The packages of an enumerated case that bear most by a criterion: floats throw out what surely bears less, exact levels decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from onetext.model.acceptance import consenters, voter
from onetext.model.case import Case
from onetext.model.parties import Party
from onetext.model.voting import leaves, voters
from onetext.solve.criteria import Criterion
from onetext.solve.dominance import distinct
from onetext.solve.enumerated import enumerated, look, pick
from onetext.solve.levels import ALWAYS, NEVER, Level, by_party, least
from onetext.solve.space import Codes, Columns, Mask, bloc_mask, lines_kept, packages, sure_mask

LOOSE = 2.0**-40
"""A package whose estimate is further than this share from the largest surely bears less: estimates are right to 2^-50."""


@dataclass(frozen=True, slots=True)
class Best:
    """The packages that bear most: a first one in file order, its level, and how many there are; None where none bears anything."""

    package: dict[str, str] | None
    level: Level
    tied: int


@dataclass(frozen=True, slots=True)
class Borne:
    """Over the admissible packages: each voter's level, estimated, and the whole numbers from which all levels follow."""

    codes: Codes
    voters: dict[str, np.ndarray]
    keys: tuple[np.ndarray, ...]


def borne(case: Case, criterion: Criterion) -> Borne:
    """What each voter bears of each admissible package."""
    codes, cols = look(case)
    levels: dict[str, np.ndarray] = {}
    keys: list[np.ndarray] = []
    for who in voters(case):
        levels[who], own = _of_voter(case, criterion, who, cols)
        keys += own
    asked = enumerated(case).asked.values()
    return Borne(codes, {who: pick(one, codes) for who, one in levels.items()}, tuple([pick(key, codes) for key in keys] + list(asked)))


def _of_voter(case: Case, criterion: Criterion, who: str, cols: Columns) -> tuple[np.ndarray, list[np.ndarray]]:
    kept = lines_kept(case, who, cols)
    one = voter(case, who)
    if one.reservation is None:
        sure = sure_mask(case, one, kept, cols)
        return np.where(sure, ALWAYS, NEVER), [sure]
    levels, numbers = criterion.arrays(who, cols)
    return np.where(kept, levels, NEVER), [*numbers, kept]


def of_all(case: Case, levels: Mapping[str, np.ndarray]) -> np.ndarray:
    """What all who are asked bear of each admissible package, estimated."""
    found = enumerated(case)
    least_of = np.full(len(found.codes), ALWAYS)
    for party in consenters(case):
        own = _of_party(case, party, levels)
        asked = found.asked.get(party.id)
        least_of = np.minimum(least_of, own if asked is None else np.where(asked, own, ALWAYS))
    return least_of


def _of_party(case: Case, party: Party, levels: Mapping[str, np.ndarray]) -> np.ndarray:
    """What a party bears; of a bloc the largest level at which the members that reach it meet its rule."""
    if not party.is_a("bloc"):
        return levels[party.id]
    own = leaves(case, party.id)
    most = np.full(len(next(iter(levels.values()))), NEVER)
    most[accepting(case, party, {who: np.zeros(len(most), dtype=bool) for who in own})] = ALWAYS
    for one in own:
        met = accepting(case, party, {who: levels[who] >= levels[one] for who in own})
        most = np.where(met, np.maximum(most, levels[one]), most)
    return most


def accepting(case: Case, party: Party, own: Mapping[str, Mask]) -> Mask:
    """Which packages a party accepts, asked or not, given what each voter does."""
    if not party.is_a("bloc"):
        return own[party.id]
    members = {m.id: accepting(case, case.party[m.id], own) if m.id in case.party else own[m.id] for m in party.members}
    return bloc_mask(party, members)


def greatest(case: Case, criterion: Criterion) -> Best:
    """The admissible packages that bear most by a criterion, ties counted; the first in file order is shown."""
    found = borne(case, criterion)
    if not len(found.codes):
        return Best(None, NEVER, 0)
    estimate = of_all(case, found.voters)
    top = estimate.max()
    near = np.flatnonzero(estimate >= (top - abs(top) * LOOSE if np.isfinite(top) else top))
    if top == NEVER:
        return Best(None, NEVER, 0)
    if top == ALWAYS:
        (package,) = packages(case, found.codes[near[:1]])
        return Best(package, ALWAYS, len(near))
    return decided(case, found, near, lambda package: level_of(case, criterion, package))


def decided(case: Case, found: Borne, near: np.ndarray, exact: Callable[[dict[str, str]], Level]) -> Best:
    """The best among some packages by their exact levels, each worked out once for packages that agree in all numbers."""
    first, group = distinct(tuple(key[near].astype(np.int64) if key.dtype == bool else key[near] for key in found.keys))
    shown = packages(case, found.codes[near[first]])
    levels = [exact(package) for package in shown]
    best = max(levels)
    winners = np.flatnonzero(np.isin(group, [place for place, level in enumerate(levels) if level == best]))
    (package,) = packages(case, found.codes[near[winners[:1]]])
    return Best(package, best, len(winners))


def level_of(case: Case, criterion: Criterion, package: Mapping[str, str]) -> Level:
    """What all who are asked bear of a package, exactly."""
    own = {who: criterion.exact(who, package) for who in voters(case)}
    return least(by_party(case, package, own))
