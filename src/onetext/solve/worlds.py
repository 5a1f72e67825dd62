"""Worlds drawn by lot: in each, every figure in doubt stands somewhere, and all accept a package or not.

Where the intervals are jointly bounded, their distances from their middles, in half-widths, are uniform on the part of
the cube in which they add up to at most a bound. A draw of it: each distance by itself from [0, 1] with a density that
falls as exp(-r y), r chosen so that distances add up to about the bound; kept with the probability exp(-r (bound - sum))
if the sum is within the bound, which makes what is kept uniform. With r = 0 this is the plain draw from the cube; with r
fitted, one draw in about r times the spread of the sum is kept, at any number of figures.

Floats draw and compare here, and decide nothing: what comes out is an estimate with its 95 % interval (Wilson 1927).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import exp

import numpy as np
from numpy.random import Generator

from onetext.model.acceptance import voter
from onetext.model.case import Case
from onetext.model.margins import Place, parts
from onetext.model.numbers import Interval
from onetext.model.positions import Position, Worth
from onetext.model.voting import voters
from onetext.solve.budget import Budget
from onetext.solve.chances import Vote
from onetext.solve.greatest import accepting
from onetext.solve.sampling import wilson
from onetext.solve.space import Mask

DRAWS = 20_000
"""So many worlds are drawn: 95 % intervals of at most 1.4 per cent."""
MOST_NUMBERS = 100_000_000
"""So many numbers are drawn at most for one package; about two seconds."""
BATCH = 1 << 21
FEWEST = 1_000
"""Fewer worlds than this are not counted."""

Key = tuple[str, Place]
"""A figure: whose, and which."""


@dataclass(frozen=True, slots=True)
class Draws:
    """Of how many worlds how many had it, at the least and at the most (words open: all of these refuse, or accept)."""

    low: int
    high: int
    count: int

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.low, self.count)[0], wilson(self.high, self.count)[1]


def in_doubt(case: Case) -> dict[Key, Interval]:
    """The intervals of all whose acceptance turns on worths, in file order."""
    found: dict[Key, Interval] = {}
    for who in voters(case):
        if voter(case, who).reservation is not None:
            found |= {(who, place): worth.points for place, worth in places(case.position[who]) if is_interval(worth)}
    return found


def places(position: Position) -> list[tuple[Place, Worth]]:
    """Every figure of a position on its day."""
    found: list[tuple[Place, Worth]] = [(("worth", table.issue, key), worth) for table in position.worth for key, worth in table.at]
    found += [(("term", "", str(place)), term.worth) for place, term in enumerate(position.terms)]
    if isinstance(position.reservation, tuple):
        found += [(("reservation", "", ""), entry.worth) for entry in position.reservation[:1]]
    return found


def is_interval(worth: Worth) -> bool:
    return not worth.points.sharp and not worth.chances


def drawn(vote: Vote, source: Generator, count: int = DRAWS) -> Draws:
    """Worlds in which every figure is independent of every other; voters whose chance is known are drawn by it."""
    ends = {who: _accepting(vote, who, source, count) for who in vote.likely}
    return _counted(vote, ends, count)


def drawn_alone(vote: Vote, who: str, source: Generator, count: int = DRAWS) -> Draws:
    """In how many worlds one voter accepts."""
    low, high = _accepting(vote, who, source, count)
    return Draws(int(np.count_nonzero(low)), int(np.count_nonzero(high)), count)


def drawn_together(vote: Vote, source: Generator, bound: Fraction, budget: Budget, count: int = DRAWS) -> Draws | None:
    """Worlds in which the intervals lie at most `bound` half-widths off their middles together; None where too few can be drawn."""
    figures = in_doubt(vote.case)
    off = ball(source, (count, len(figures)), float(bound), budget)
    if off is None:
        return None
    signs = source.integers(0, 2, off.shape, dtype=np.int8) * 2 - 1
    columns = dict(zip(figures, (off * signs).T, strict=True))
    return _counted(vote, {who: _accepting(vote, who, source, len(off), columns) for who in vote.likely}, len(off))


def _accepting(vote: Vote, who: str, source: Generator, count: int, columns: Mapping[Key, np.ndarray] | None = None) -> tuple[Mask, Mask]:
    """In which worlds a voter accepts, at the least and at the most; by its figures where these are drawn, else by its chance."""
    one, lot = vote.likely[who], source.random(count)
    if voter(vote.case, who).reservation is None or (one.known and columns is None):
        return lot < float(one.low), lot < float(one.high)
    own = (_margins(vote, who, source, columns or {}, count) >= 0) & (lot < float(one.lines))
    return own, own


def _margins(vote: Vote, who: str, source: Generator, columns: Mapping[Key, np.ndarray], count: int) -> np.ndarray:
    """A voter's margins: intervals where `columns` puts them (in half-widths off their middle), else anywhere in them."""
    margins = np.zeros(count)
    for part in parts(vote.case, who, vote.package):
        by, points = float(part.coefficient), part.worth.points
        if part.worth.chances:
            numbers, shares = zip(*part.worth.chances, strict=True)
            edges = np.cumsum([float(share) for share in shares])[:-1]
            margins += by * np.array([float(number) for number in numbers])[np.searchsorted(edges, source.random(count), side="right")]
        elif points.sharp:
            margins += by * float(points.low)
        else:
            off = columns.get((who, part.place))
            off = source.uniform(-1, 1, count) if off is None else off
            margins += by * (float(points.middle) + off * float(points.high - points.low) / 2)
    return margins


def _counted(vote: Vote, ends: Mapping[str, tuple[Mask, Mask]], count: int) -> Draws:
    """In how many worlds all parties of a vote accept."""
    both = []
    for side in (0, 1):
        own = {who: pair[side] for who, pair in ends.items()}
        masks = [np.ones(count, dtype=bool), *(accepting(vote.case, party, own) for party in vote.parties)]
        both.append(int(np.count_nonzero(np.all(masks, axis=0))))
    return Draws(both[0], both[1], count)


def ball(source: Generator, shape: tuple[int, int], bound: float, budget: Budget) -> np.ndarray | None:
    """Points uniform on the part of the unit cube whose coordinates add up to at most `bound`: `shape` says how many, of how
    many coordinates. Fewer where the work is too much, None where fewer than FEWEST."""
    count, size = shape
    rate = _rate(bound / size)
    rows: list[np.ndarray] = []
    kept = used = 0
    while kept < count and used * size < MOST_NUMBERS and not (rows and budget.expired()):
        share = kept / used if kept else 0.5
        batch = max(min(BATCH // size, int(1.1 * (count - kept) / share) + 64), 1)
        used += batch
        lot = source.random((batch, size))
        points = lot if not rate else -np.log1p(-lot * -np.expm1(-rate)) / rate
        short = bound - points.sum(axis=1)
        rows.append(points[(short >= 0) & (source.random(batch) < np.exp(-rate * np.maximum(short, 0)))])
        kept += len(rows[-1])
    return np.concatenate(rows)[:count] if kept >= min(FEWEST, count) else None


def _rate(mean: float) -> float:
    """The rate at which a density exp(-r y) on [0, 1] has this mean; 0 where that is half or more."""
    if mean >= 0.5:
        return 0.0
    low, high = 1e-6, max(2.0 / mean, 1.0)
    for _ in range(100):
        rate = (low + high) / 2
        low, high = (rate, high) if 1 / rate - exp(-rate) / -np.expm1(-rate) > mean else (low, rate)
    return rate
