"""Minimal conflicts on an enumerated space, by the duality of what must be missed and what cannot be met together.

Each package misses a set of demands. The conflicts are the minimal sets of demands that meet every such set
(Reiter 1987; Liffiton et al. 2016 for the duality): any set of demands without an element of some package's missed
set is met by that package.
"""

from __future__ import annotations

import numpy as np

from onetext.analysis.survey import Survey, accepting_mask, leaves, of_party, possibly, voters
from onetext.model.demands import Demand, demands
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.results import Conflict
from onetext.solve.space import Mask

MOST = 5_000
"""The most conflicts that are carried along; beyond, the list is cut and says so."""


def missed_masks(seen: Survey) -> list[tuple[Demand, Mask]]:
    """Each demand of the case with the packages that miss it."""
    own = {who: possibly(seen, who) for who in voters(seen.case)}
    named = {party.id: party for party in seen.parties}
    found = []
    for demand in demands(seen.case):
        if demand.kind == "link":
            missed = seen.waived[demand.id]
        elif demand.kind == "bloc":
            missed = ~of_party(seen, named[demand.party], own)
        elif demand.kind == "red_line":
            missed = ~seen.kept[demand.party][demand.id] & seen.asked[demand.party]
        else:
            table = seen.values[demand.party]
            missed = (table.high < table.table.reservation[0]).astype(bool) & seen.asked[demand.party]  # type: ignore[index]
        found.append((demand, missed))
    return found


WORD = 64
"""As many demands as have a bit each in one machine word."""


def minimal_missed(missed: list[Mask], among: Mask) -> list[frozenset[int]]:
    """The minimal sets of demands, by place, that some package among `among` misses."""
    if not missed:
        return [frozenset()] if among.any() else []
    if len(missed) <= WORD:
        return _minimal_in_words(missed, among)
    bits = np.packbits(np.stack([mask[among] for mask in missed], axis=1), axis=1)
    patterns = np.unique(bits, axis=0)
    sets = [frozenset(np.flatnonzero(np.unpackbits(row)[: len(missed)]).tolist()) for row in patterns]
    return _minimal(sets)


def _minimal_in_words(missed: list[Mask], among: Mask) -> list[frozenset[int]]:
    """The same for demands that fit one machine word: what a package misses is one number."""
    words = np.zeros(int(np.count_nonzero(among)), dtype=np.uint64)
    for place, mask in enumerate(missed):
        words |= mask[among].astype(np.uint64) << np.uint64(place)
    words = np.unique(words)
    rest = words[np.argsort([int(word).bit_count() for word in words], kind="stable")]
    found = []
    while len(rest):
        least = rest[0]
        found.append(frozenset(place for place in range(len(missed)) if int(least) >> place & 1))
        rest = rest[(rest & least) != least]
    return found


def _minimal(sets: list[frozenset[int]]) -> list[frozenset[int]]:
    kept: list[frozenset[int]] = []
    for one in sorted(set(sets), key=len):
        if not any(other <= one for other in kept):
            kept.append(one)
    return kept


def hitting_sets(sets: list[frozenset[int]], budget: Budget = UNLIMITED) -> tuple[list[frozenset[int]], bool]:
    """The minimal sets that meet every one of `sets`, and whether that list is complete (Berge's multiplication)."""
    found = [frozenset[int]()]
    for one in sets:
        hit = [old for old in found if old & one]
        grown = {old | {place} for old in found if not old & one for place in one}
        found = hit + [new for new in _minimal(list(grown)) if not any(old <= new for old in hit)]
        if len(found) > MOST or budget.expired():
            return [], False
    return found, True


def conflicts(seen: Survey, budget: Budget = UNLIMITED) -> tuple[tuple[Conflict, ...], bool]:
    """All minimal sets of demands that no package meets together, smallest first, and whether all were found.

    None where some package meets them all. Packages that break a link which cannot be waived do not count.
    """
    listed = missed_masks(seen)
    sets = minimal_missed([missed for _, missed in listed], seen.free)
    if not sets or frozenset() in sets:
        return (), True
    found, complete = hitting_sets(sets, budget)
    ordered = sorted(found, key=lambda one: (len(one), sorted(one)))
    return tuple(_conflict(seen, listed, sorted(one)) for one in ordered), complete


def _conflict(seen: Survey, listed: list[tuple[Demand, Mask]], places: list[int]) -> Conflict:
    chosen = [listed[place] for place in places]
    members = []
    for demand, _ in chosen:
        if demand.kind == "bloc":
            others = [missed for other, missed in chosen if other is not demand]
            near = seen.free & ~np.any([np.zeros(len(seen.codes), bool), *others], axis=0)
            members.append((demand.party, _in_the_way(seen, demand, near)))
    return Conflict(tuple(demand for demand, _ in chosen), tuple(members))


def _in_the_way(seen: Survey, demand: Demand, near: Mask) -> tuple[str, ...]:
    """The members that refuse every package in `near`; where none does, those that refuse some."""
    own = {who: possibly(seen, who) for who in leaves(seen.case, demand.party)}
    refuses = {who: ~accepting_mask(seen.case, who, own)[near] for who in demand.members}
    always = tuple(who for who, mask in refuses.items() if mask.all())
    return always or tuple(who for who, mask in refuses.items() if mask.any())
