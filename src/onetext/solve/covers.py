"""The frontier with a guarantee, where it is too large to list, or a few packages are to stand for all.

Every package has a listed one that gives each principal as much, but for at most a share `eps` of the best gain that it can
attain (an epsilon-approximate frontier: Papadimitriou and Yannakakis 2000). Issues are taken one after the other as in
`fronts.py`, and packages begun that nearly reach one another are made one: the one that is kept carries, beside its values, the
most that any package it stands for had of each. What is still allowed grows with the issues taken, so a loss in one step that
the next makes good is not counted twice; at the end that corner says what was lost, exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

import numpy as np

from onetext.model.case import Case
from onetext.solve.budget import ENUMERABLE, UNLIMITED, Budget
from onetext.solve.dominance import WORD
from onetext.solve.enumerated import enumerated, principals_values
from onetext.solve.frontier import inside, with_points
from onetext.solve.fronts import Front, Plan, ahead, plan, summed
from onetext.solve.gains import base, valued
from onetext.solve.results import Frontier
from onetext.solve.space import FITS
from onetext.solve.tables import scale_of

FINEST = Fraction(1, 50)
"""The share that is aimed at where none is asked for."""
COARSEST = Fraction(4, 25)
"""The first share tried: a list of that kind is there in a moment, and halving it again and again costs little beside the last."""
CELLS = 4096
"""Values are compared over so many steps between the least and the most; rounded so that nothing is claimed to be reached that
is not."""
BEND = 3
"""What is allowed after a share t of the issues is t to this power of all that is allowed: 28 issues of 4 and 5 parties take as long
with 2 and 4, and list a third more and a fifth less."""


def by_covering(case: Case, frame: Frontier, *, budget: Budget = UNLIMITED) -> Frontier | None:
    """Packages of a sharp case that stand for all: each loses at most a share of a principal's best gain.

    The status is `feasible`, and `eps` of the answer the share reached: finer lists are made until `eps_asked` is, or
    the budget ends. None where no list was finished, the issues cannot be taken one after the other, or numbers are beyond 64 bits.
    """
    of = plan(case, frame.within)
    if of is None and case.size > ENUMERABLE:
        return None
    listed = _looked_at(case, frame.within, budget) if of is None else _summed(case, of, budget)
    if listed is None:
        return None
    best: tuple[Fraction, Front] | None = None
    for share in _shares(frame.eps_asked or FINEST):
        finer = listed(share)
        if finer is None:
            break
        best = finer
    if best is None:
        return None
    why = f"{case.size:.3g} packages; those begun that nearly reach one another were made one"
    return with_points(case, replace(frame, status="feasible", method="covering", why_method=why, eps=_rounded(best[0])), best[1])


def _shares(least: Fraction) -> Iterator[Fraction]:
    share = COARSEST
    while share > least:
        yield share
        share /= 2
    yield least


def _rounded(share: Fraction) -> Fraction:
    """Upwards to six digits: what is said is surely kept."""
    return Fraction(ceil(share * 10**6), 10**6)


Listing = Callable[[Fraction], tuple[Fraction, Front] | None]
"""The list for a share, and the share that was lost in it; None where the budget ended."""


def _summed(case: Case, of: Plan, budget: Budget) -> Listing | None:
    """How to list, issue by issue."""
    if any(own.magnitude >= FITS // 4 for own in of.tables):
        return None
    widths = _widths(case, of, budget)
    if widths is None:
        return None
    steps = len(of.rows)
    doubled = replace(of, rows=tuple(np.hstack([row, row]) for row in of.rows), terms=np.hstack([of.terms, of.terms]))
    least = [-most for most in ahead(of.of, [-row for row in of.rows], -of.terms)]

    def listed(share: Fraction) -> tuple[Fraction, Front] | None:
        def thinned(step: int, front: Front) -> Front | None:
            allowed = [floor(share * width * Fraction((step + 1) ** BEND, steps**BEND)) for width in widths]
            return covered(front, np.where(_safe(of, least[step], front), np.array(allowed, dtype=np.int64), 0), budget)

        front = summed(case, doubled, budget, thinned)
        return None if front is None else _lost(front, widths)

    return listed


def _looked_at(case: Case, within: str, budget: Budget) -> Listing | None:
    """How to list where every package is looked at."""
    columns = [own.low for own in principals_values(case).values()]
    if any(column.dtype == object for column in columns):
        return None
    keep, wide = inside(case, within), inside(case, "acceptable" if within == "zopa" else within)
    own = np.stack([column[keep] for column in columns], axis=1) if columns else np.zeros((int(keep.sum()), 0), dtype=np.int64)
    front = Front(np.hstack([own, own]), np.ones(len(own), dtype=np.int64), enumerated(case).codes[keep])
    ends = [(int(column[wide].max()), int(column[wide].min())) if wide.any() else (0, 0) for column in columns]
    widths = [_width(case, who, *end) for who, end in zip(valued(case), ends, strict=True)]

    def listed(share: Fraction) -> tuple[Fraction, Front] | None:
        allowed = np.array([floor(share * width) for width in widths], dtype=np.int64)
        found = covered(front, np.tile(allowed, (len(own), 1)), budget)
        return None if found is None else _lost(found, widths)

    return listed


def _width(case: Case, who: str, most: int, least: int) -> int:
    """The best gain of a principal: from its reservation value, or from the least worth there is; rounded down, claiming less."""
    reservation = base(case, who)
    return max(0, most - (least if reservation is None else ceil(reservation * scale_of(case, who))))


def _widths(case: Case, of: Plan, budget: Budget) -> list[int] | None:
    """The best gain that each principal can attain, reservation values of others apart; None where the budget ended."""
    widths = []
    for own, who in enumerate(valued(case)):
        most, least = (_most(case, of, own, sign, budget) for sign in (1, -1))
        if most is None or least is None:
            return None
        widths.append(_width(case, who, most, -least))
    return widths


def _most(case: Case, of: Plan, own: int, sign: int, budget: Budget) -> int | None:
    """The most of one principal's values, or with the sign -1 the least, turned round; 0 where there is no package."""
    every = tuple(tuple(range(len(row))) for row in of.rows)
    rows = tuple(sign * row[:, [own]] for row in of.rows)
    alone = replace(of, tables=of.tables[own : own + 1], needed=(None,), rows=rows, places=every, terms=sign * of.terms[:, [own]])
    front = summed(case, alone, budget)
    return None if front is None else int(front.vectors.max(initial=-FITS)) if len(front.counts) else 0


def _safe(of: Plan, least: np.ndarray, front: Front) -> np.ndarray:
    """Where a package begun reaches a value that is needed although the least comes: only such a one may stand for others that
    have more."""
    safe = np.ones((len(front.counts), len(of.needed)), dtype=bool)
    for own, needed in enumerate(of.needed):
        if needed is not None:
            safe[:, own] = front.vectors[:, own] + least[own] >= needed
    return safe


def _lost(front: Front, widths: list[int]) -> tuple[Fraction, Front]:
    """The largest share of a best gain that was lost, and the front without its corners."""
    own, most = np.hsplit(front.vectors, 2)
    short = (most - own).max(axis=0, initial=0) if len(own) else np.zeros(len(widths), dtype=np.int64)
    lost = max((Fraction(int(n), width) for n, width in zip(short, widths, strict=True) if n), default=Fraction(0))
    return lost, Front(own, front.counts, front.codes)


def covered(front: Front, allowed: np.ndarray, budget: Budget = UNLIMITED) -> Front | None:
    """Rows such that each row's corner is reached by a kept one to which so much is allowed; corners joined to those kept.

    The vectors hold the values and, in as many columns again, the corners. Taken by falling sum, a word of rows at a time, as in
    `dominance`. None where the budget ended.
    """
    own, most = np.hsplit(front.vectors, 2)
    if not own.shape[1] or not len(own):
        return Front(front.vectors[:1], front.counts[:1], front.codes[:1])
    order = np.argsort(-(own / np.maximum(1, own.max(axis=0) - own.min(axis=0))).sum(axis=1), kind="stable")
    low = own.min(axis=0)
    size = np.maximum(1, -((low - most.max(axis=0)) // CELLS))
    # Where several values share a cell, a corner is rounded up and what reaches it down.
    asked = (-((low - most) // size)).astype(np.int32)[order]
    given = np.minimum((own + allowed - low) // size, asked.max(axis=0)).astype(np.int32)[order]
    which = _absorbed(asked, given, budget)
    return None if which is None else _merged(front, order, which)


def _absorbed(asked: np.ndarray, given: np.ndarray, budget: Budget) -> np.ndarray | None:
    """For each row the place of the one that stands for it, the first such that is kept; of those kept, their own."""
    which, left = np.arange(len(asked)), np.arange(len(asked))
    columns = list(asked.T.copy())
    while len(left):
        if budget.expired():
            return None
        word, left = left[:WORD], left[WORD:]
        kept = word[_first(asked[word], given[word], which, word)]
        columns = [column[WORD:] for column in columns]
        bits = np.left_shift(np.uint64(1), np.arange(len(kept), dtype=np.uint64))
        joined = np.full(len(left), ~np.uint64(0))
        for column, reach in zip(columns, given[kept].T, strict=True):
            table = np.zeros(int(max(reach.max(), column.max(initial=0))) + 1, dtype=np.uint64)
            np.bitwise_or.at(table, reach, bits)
            joined &= np.bitwise_or.accumulate(table[::-1])[::-1][column]
        hit = joined != 0
        lowest = joined[hit] & (~joined[hit] + np.uint64(1))
        which[left[hit]] = kept[np.log2(lowest.astype(np.float64)).astype(np.int64)]
        left, columns = left[~hit], [column[~hit] for column in columns]
    return which


def _first(asked: np.ndarray, given: np.ndarray, which: np.ndarray, word: np.ndarray) -> list[int]:
    """Which of a word of rows are kept, one after the other; what those stand for is noted."""
    reaches = np.logical_and.reduce(asked[None, :, :] <= given[:, None, :], axis=2)
    free, kept = np.ones(len(word), dtype=bool), []
    for i in range(len(word)):
        if free[i]:
            kept.append(i)
            taken = reaches[i] & free
            taken[: i + 1] = False
            which[word[taken]] = word[i]
            free &= ~taken
    return kept


def _merged(front: Front, order: np.ndarray, which: np.ndarray) -> Front:
    """The rows that are kept, with the largest corner of those they stand for."""
    parties = front.vectors.shape[1] // 2
    by = np.argsort(which, kind="stable")
    starts = np.flatnonzero(np.concatenate([[True], which[by][1:] != which[by][:-1]]))
    kept = order[which[by][starts]]
    corners = np.maximum.reduceat(front.vectors[order[by], parties:], starts, axis=0)
    return Front(np.hstack([front.vectors[kept, :parties], corners]), front.counts[kept], front.codes[kept])
