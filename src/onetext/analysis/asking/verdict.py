"""Which question about a package says most on whether anything can be agreed.

For each voter whose words decide, and each package that is open to it, two things are held against each other: how far
a yes leads (a package that all then surely accept, or how likely the others accept it too), and how much a no rules
out, each package counted by how likely all would accept it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onetext.analysis.asking.known import Known
from onetext.analysis.asking.zone import Zone
from onetext.solve.space import Mask

MOST_PLACES = 300
"""Of each voter so many packages are weighed at most: those that all most likely accept."""
CLOSE = 1e-9
PLACES = 9
"""Figures that agree to so many places are alike: what is asked does not turn on how a machine rounds."""
FURTHER = 0.97
"""What a yes is worth less for each further yes that is then still missing."""


@dataclass(frozen=True, slots=True)
class Put:
    """A package put to a voter: where it stands in the zone, how likely a yes is, and how much the question may settle (0 to 1)."""

    who: str
    place: int
    chance: float
    worth: float


def votes(zone: Zone) -> dict[str, Mask]:
    """Draws x packages: whether each voter accepts, in each world drawn; what is sure is the same in all."""
    return {who: _votes(known, zone.size) for who, known in zone.known.items()}


def _votes(known: Known, size: int) -> Mask:
    if known.worths is None:
        lots = (np.arange(2)[:, None] + np.arange(size)[None, :]) % 2 == 0  # of one of whom nothing is known: half of all
        accepted = lots
    else:
        accepted = known.worths.drawn_values() >= known.worths.reservations[:, None] - CLOSE
    return known.surely | (known.possibly & accepted)


def chances(zone: Zone, drawn: dict[str, Mask]) -> dict[str, np.ndarray]:
    """How likely each party lets each package pass; never quite sure where it is not known."""
    own = {who: _padded(mask, max(len(one) for one in drawn.values())) for who, mask in drawn.items()}
    shares = {who: mask.mean(axis=0) for who, mask in zone.by_party(own).items()}
    sure, may = (zone.by_party({who: getattr(k, end) for who, k in zone.known.items()}) for end in ("surely", "possibly"))
    return {who: np.where(sure[who], 1.0, np.where(may[who], np.clip(share, 0.02, 0.98), 0.0)) for who, share in shares.items()}


def _padded(mask: Mask, draws: int) -> Mask:
    return mask if len(mask) == draws else np.resize(mask, (draws, mask.shape[1]))


def puts(zone: Zone, of: tuple[str, ...]) -> list[Put]:
    """The packages open to the voters in `of`, best question first; ties in file order."""
    possibly, drawn = zone.possibly, votes(zone)
    own = {who: _padded(mask, max((len(one) for one in drawn.values()), default=1)) for who, mask in drawn.items()}
    likely = chances(zone, drawn)
    all_accept = np.prod(list(likely.values()), axis=0) * possibly if likely else possibly.astype(float)
    found: list[Put] = []
    for who in of:
        known = zone.known[who]
        places = np.flatnonzero(possibly & known.possibly & ~known.surely & _matters(zone, who)) if known.words is not None else ()
        if len(places):
            places = places[np.argsort(-all_accept[places].round(PLACES), kind="stable")[:MOST_PLACES]]
            found += _of_voter(zone, who, places, all_accept, own)
    return sorted(found, key=lambda one: -round(one.worth, PLACES))


def _matters(zone: Zone, who: str) -> Mask:
    """The packages of which it may matter whether a voter accepts: with its yes more are sure, or with its no fewer possible."""
    surely, possibly = ({one: getattr(known, end) for one, known in zone.known.items()} for end in ("surely", "possibly"))
    yes, no = np.ones(zone.size, dtype=bool), np.zeros(zone.size, dtype=bool)
    helps = zone.by_all(possibly | {who: yes}) & ~zone.by_all(surely | {who: no})
    return np.asarray(helps)


def _of_voter(zone: Zone, who: str, places: np.ndarray, all_accept: np.ndarray, own: dict[str, Mask]) -> list[Put]:
    words, size = zone.known[who].words, zone.size
    if words is None:
        return []
    accepts, refuses = np.ones(size, dtype=bool), np.zeros(size, dtype=bool)
    surely, possibly = ({one: getattr(known, end) for one, known in zone.known.items()} for end in ("surely", "possibly"))
    wins = zone.by_all(surely | {who: accepts})
    falls = ~zone.by_all(possibly | {who: refuses}) & zone.possibly
    others = np.prod([mask.mean(axis=0) for mask in zone.by_party(own | {who: np.ones_like(own[who])}).values()], axis=0)
    chance = np.clip(own[who].mean(axis=0)[places], 0.02, 0.98)
    above, below = words.above(zone.cols, places), words.below(zone.cols, places)
    lost = (below & falls) @ all_accept / max(float(all_accept.sum()), CLOSE)
    still = np.sum([~mask for mask in zone.by_party(surely | {who: accepts}).values()], axis=0)
    if_yes = np.where((above & wins).any(axis=1), 1.0, others[places] * FURTHER ** still[places])
    worth = chance * if_yes + (1 - chance) * lost * (1 - all_accept.max(initial=0.0))
    return [Put(who, int(place), float(p), float(w)) for place, p, w in zip(places, chance, worth, strict=True)]


def open_puts(zone: Zone, of: tuple[str, ...]) -> list[tuple[str, int]]:
    """Every voter and package whose answer does not follow from what is known and may matter."""
    possibly = zone.possibly
    rows = [(who, possibly & k.possibly & ~k.surely & _matters(zone, who)) for who in of if (k := zone.known[who]).words is not None]
    return [(who, int(place)) for who, mask in rows for place in np.flatnonzero(mask)]
