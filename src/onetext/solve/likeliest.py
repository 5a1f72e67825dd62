"""The package that all most likely accept, where packages can be looked at one by one.

Packages that agree in whatever a voter's probability follows from (its margin at the worst, the figures in doubt that
enter, the red lines crossed that may not really hold) are worked out once for that voter. The product of those who are
asked by themselves bounds the probability of all; packages are decided exactly, largest bound first, until no bound left
reaches the best.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from onetext.model.acceptance import consenters, voter
from onetext.model.case import Case
from onetext.model.inference import once_explained
from onetext.model.voting import voters
from onetext.solve.budget import Budget
from onetext.solve.chances import Likely, likely, together
from onetext.solve.dominance import distinct
from onetext.solve.enumerated import enumerated
from onetext.solve.space import Codes, Columns, Mask, columns, condition_mask, form_mask, packages, sure_mask, values, voter_masks
from onetext.solve.uniforms import NOTHING, ONE
from onetext.solve.worlds import places

MOST_KEYS = 10_000
"""So many different ways in which a package may stand to a voter are worked out; a few seconds."""
MOST_DECIDED = 20_000
CLOSE = 1e-12
"""Bounds are products of floats; one that is smaller by more than this share is smaller."""


@dataclass(frozen=True, slots=True)
class Likeliest:
    """The first package in file order of those most likely accepted, how likely, and how many there are.

    `by_high`: whether the high end is compared, since the low end is 0 for all. `proven`: whether all were compared;
    `bound`: what no other exceeds.
    """

    package: dict[str, str] | None
    chance: Fraction
    tied: int
    by_high: bool = False
    proven: bool = True
    bound: Fraction | None = None


def likeliest(case: Case, budget: Budget) -> Likeliest | None:
    """The admissible package that all most likely accept; None where too much would have to be worked out.

    Compared by the low end of the probability; where that is 0 for every package, by the high end.
    """
    found = enumerated(case)
    surely = np.flatnonzero(found.zopa.surely)
    if len(surely):
        return Likeliest(packages(case, found.codes[surely[:1]])[0], ONE, len(surely))
    firm = _firm(case)
    codes = found.codes[enumerated(firm).zopa.possibly]
    if not len(codes):
        return Likeliest(None, NOTHING, 0)
    look = _Look(case, firm, codes, columns(case, codes))
    ways = _ways(look, budget)
    if ways is None:
        return None
    best = _best(look, ways, budget, high=False)
    return best if best.chance else _best(look, ways, budget, high=True)


def _firm(case: Case) -> Case:
    """The case without the red lines that may not really hold; what follows from words stays as it is."""
    if not any(line.chance < 1 for position in case.positions for line in position.red_lines):
        return case
    kept = tuple(replace(p, red_lines=tuple(line for line in p.red_lines if line.chance == 1)) for p in case.positions)
    return replace(case, positions=kept, replies=once_explained(case))


@dataclass(frozen=True, slots=True)
class _Way:
    """How packages stand to one voter: for each package which way, and for each way how likely the voter accepts."""

    which: np.ndarray
    likely: tuple[Likely, ...]

    def ends(self, high: bool) -> np.ndarray:
        return np.array([float(one.high if high else one.low) for one in self.likely])[self.which]


@dataclass(frozen=True, slots=True)
class _Look:
    """What is looked at: a case, the same without lines that may not really hold, and the packages that somebody may accept."""

    case: Case
    firm: Case
    codes: Codes
    cols: Columns

    def asked(self) -> dict[str, Mask]:
        """For which of the packages each that is not always asked is."""
        found = enumerated(self.case)
        inside = np.isin(found.codes, self.codes)
        return {who: mask[inside] for who, mask in found.asked.items()}


def _ways(look: _Look, budget: Budget) -> dict[str, _Way] | None:
    left, ways = MOST_KEYS, {}
    for who in voters(look.case):
        own = _of_voter(look, who, left, budget)
        if own is None:
            return None
        ways[who], left = own, left - len(own.likely)
    return ways


def _of_voter(look: _Look, who: str, most: int, budget: Budget) -> _Way | None:
    """What is surely so, what is surely not, and the different ways of the rest; None where these are too many."""
    surely, possibly = voter_masks(look.case, who, look.cols).surely, voter_masks(look.firm, who, look.cols).possibly
    rest = np.flatnonzero(possibly & ~surely)
    which = np.where(surely, 1, 0)
    known = [Likely(NOTHING, NOTHING), Likely(ONE, ONE)]
    if not len(rest):
        return _Way(which, tuple(known))
    first, group = distinct([key[rest] for key in _keys(look, who)])
    if len(first) > most:
        return None
    for place, package in enumerate(packages(look.case, look.codes[rest[first]])):
        if place % 64 == 63 and budget.expired():
            return None
        known.append(likely(look.case, who, package))
    which[rest] = group + 2
    return _Way(which, tuple(known)) if all(one.known for one in known) else None


def _keys(look: _Look, who: str) -> Iterator[np.ndarray]:
    """Whole numbers from which a voter's probability follows: red lines, then words or margin and the figures in doubt."""
    case, cols, one = look.case, look.cols, voter(look.case, who)
    every = np.ones(len(look.codes), dtype=bool)
    for line in one.lines:
        yield form_mask(case, line.form, cols).astype(np.int64)
    if one.reservation is None:
        yield sure_mask(case, one, every, cols).astype(np.int64)
        return
    position = case.position[who]
    yield values(case, who, cols).low
    open_issues = {place[1] for place, worth in places(position) if place[0] == "worth" and not worth.points.sharp}
    for issue, column in zip(case.issues, cols, strict=True):
        if issue.id in open_issues:
            yield column.astype(np.int64)
    for term in position.terms:
        if not term.worth.points.sharp:
            yield condition_mask(case, term.when, cols).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Packages that stand alike to all in one row: the first of each, the row of each package, and a bound on each row."""

    first: np.ndarray
    row_of: np.ndarray
    bounds: np.ndarray


def _rows(look: _Look, ways: dict[str, _Way], asked: dict[str, Mask], high: bool) -> _Rows:
    first, row_of = distinct([*(way.which for way in ways.values()), *(mask.astype(np.int64) for mask in asked.values())])
    bounds = np.ones(len(first))
    for party in consenters(look.case):
        if not party.is_a("bloc"):
            own = ways[party.id].ends(high)[first]
            bounds = bounds * (np.where(asked[party.id][first], own, 1.0) if party.id in asked else own)
    return _Rows(first, row_of, bounds)


def _best(look: _Look, ways: dict[str, _Way], budget: Budget, *, high: bool) -> Likeliest:
    """The largest by one of the two ends; rows are decided largest bound first, until none left reaches the best."""
    asked = look.asked()
    rows = _rows(look, ways, asked, high)
    best, rest = NOTHING, None
    winners: list[int] = []
    for count, row in enumerate(np.argsort(-rows.bounds, kind="stable")):
        if rows.bounds[row] <= float(best) * (1 - CLOSE):
            break
        share = None if count >= MOST_DECIDED or budget.expired() else _decided(look, ways, asked, int(rows.first[row]), high)
        if share is None:
            rest = Fraction(float(rows.bounds[row]))
            break
        if share > best:
            best, winners = share, []
        if share == best and share:
            winners.append(int(row))
    if not winners:
        return Likeliest(None, NOTHING, 0, high, rest is None, rest)
    tied = np.flatnonzero(np.isin(rows.row_of, winners))
    (package,) = packages(look.case, look.codes[tied[:1]])
    return Likeliest(package, best, len(tied), high, rest is None, rest)


def _decided(look: _Look, ways: dict[str, _Way], asked: dict[str, Mask], place: int, high: bool) -> Fraction | None:
    """How likely all accept the package at a place."""
    parties = tuple(party for party in consenters(look.case) if party.id not in asked or asked[party.id][place])
    ends = {who: way.likely[way.which[place]] for who, way in ways.items()}
    return together(look.case, parties, {who: one.high if high else one.low for who, one in ends.items()})
