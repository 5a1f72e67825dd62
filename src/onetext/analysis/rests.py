"""What a verdict rests on: the figures that turn it when moved alone.

A figure (a worth, a term, a reservation value, a red line, a view on which acceptance turns) that comes from no
answer and no statement is a guess; it is listed iff moving it alone, to an end of its interval or by one step either
way, or taking a red line or view away, turns the verdict. The step is one point; for a party whose options span less
than 5 or more than 500 points, the largest power of ten that is at most a hundredth of that span. The result states it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from onetext.analysis.figures import Figure, RestsOn, Turn, alone, ends, step_of, summary, tried_figures
from onetext.analysis.survey import Survey, accepting_mask, survey, voters
from onetext.model.case import Case
from onetext.model.numbers import Interval, show
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.space import ENUMERABLE, Mask, Masks, voter_masks


def rests(case: Case, *, budget: Budget = UNLIMITED) -> RestsOn:
    """What the verdict on agreement rests on, on the case's day."""
    if case.size > ENUMERABLE:
        from onetext.analysis.rests_large import rests_large

        return rests_large(case, budget)
    seen = survey(case)
    others = _Others(seen)
    verdict = others.verdict()
    steps = {who: step_of(case, who) for who in voters(case) if who in case.position and case.position[who].has_worths}
    guesses, tried = tried_figures(case), 0
    turns: list[Turn] = []
    for figure in guesses:
        if budget.expired():
            break
        tried += 1
        turns += _turns(others, figure, steps.get(figure.party, Fraction(1)), verdict)
    return summary(case, verdict, tuple(turns), tuple(steps.items()), (tried, len(guesses)), "enumeration")


def _turns(others: _Others, figure: Figure, step: Fraction, verdict: str) -> Iterator[Turn]:
    for to in ends(others.case, figure, step, verdict):
        now = others.verdict(figure, to)
        if now != verdict:
            was = "stands" if figure.points is None else str(figure.points)
            yield Turn(figure, was, "taken away" if to is None else show(to.low), now)
            if figure.points is None or figure.points.sharp:
                return


class _Others:
    """The verdict with one figure moved, everything else kept from one pass over the space.

    For each voter only the packages that all others let pass (were the voter to accept everything) are looked at again.
    """

    def __init__(self, seen: Survey) -> None:
        self.case, self.parties = seen.case, seen.parties
        whole = np.flatnonzero(seen.whole)
        self.cols = [column[whole] for column in seen.cols]
        self.asked = {who: mask[whole] for who, mask in seen.asked.items()}
        self.masks = {who: voter_masks(seen.case, who, self.cols) for who in voters(seen.case)}
        self.near: dict[str, np.ndarray] = {}

    def verdict(self, figure: Figure | None = None, to: Interval | None = None) -> str:
        """The verdict as it stands, or with `figure` moved to `to`."""
        if figure is None:
            return self._verdict(self.masks, np.arange(len(self.cols[0])))
        if figure.party not in self.near:
            everything = np.ones(len(self.cols[0]), dtype=bool)
            maybe = {who: masks.possibly for who, masks in self.masks.items()} | {figure.party: everything}
            self.near[figure.party] = np.flatnonzero(self._all(maybe, slice(None)))
        places = self.near[figure.party]
        mine = voter_masks(alone(self.case, figure, to), figure.party, [column[places] for column in self.cols])
        masks = {who: Masks(own.surely[places], own.possibly[places]) for who, own in self.masks.items()}
        return self._verdict(masks | {figure.party: mine}, places)

    def _verdict(self, masks: dict[str, Masks], places: np.ndarray) -> str:
        if self._all({who: own.surely for who, own in masks.items()}, places).any():
            return "yes"
        return "depends" if self._all({who: own.possibly for who, own in masks.items()}, places).any() else "no"

    def _all(self, own: dict[str, Mask], places: np.ndarray | slice) -> Mask:
        mask = np.ones(len(self.cols[0]), dtype=bool)[places]
        for party in self.parties:
            mask &= accepting_mask(self.case, party.id, own) | ~self.asked[party.id][places]
        return mask
