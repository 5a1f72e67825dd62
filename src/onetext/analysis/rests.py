"""What a verdict rests on: the figures that turn it when moved alone.

A figure (a worth, a term, a reservation value, a red line, a view on which acceptance turns) that comes from no
answer and no statement is a guess; it is listed iff moving it alone, to an end of its interval or by one step either
way, or taking a red line or view away, turns the verdict. The step is one point; for a party whose options span less
than 5 or more than 500 points, the largest power of ten that is at most a hundredth of that span. The result states it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from onetext.analysis.figures import Figure, RestsOn, Turn, alone, ends, step_of, summary, tried_figures
from onetext.analysis.survey import Survey, accepting_mask, survey, voters
from onetext.model.case import Case
from onetext.model.numbers import Interval, show
from onetext.solve.budget import UNLIMITED, Budget, enumerable
from onetext.solve.space import Columns, Mask, Masks, voter_masks
from onetext.solve.zopa import counted


def rests(case: Case, *, budget: Budget = UNLIMITED) -> RestsOn:
    """What the verdict on agreement rests on, on the case's day."""
    if not enumerable(case, budget):
        from onetext.analysis.rests_large import rests_large

        return rests_large(case, budget)
    guesses, tried = tried_figures(case), 0
    if budget.expired():
        return summary(case, counted(case).agreement, (), (), (0, len(guesses)), "enumeration")
    others = _Others(survey(case))
    verdict = others.verdict()
    steps = {who: step_of(case, who) for who in voters(case) if who in case.position and case.position[who].has_worths}
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


FEW = 4_096
"""So many packages that all accept are asked first."""


@dataclass(frozen=True, slots=True)
class _Near:
    """Some packages: their places, columns and who accepts them."""

    places: np.ndarray
    cols: Columns
    masks: dict[str, Masks]


class _Others:
    """The verdict with one figure moved, everything else kept from one pass over the space.

    For each voter only the packages that all others let pass (were the voter to accept everything) are looked at again.
    """

    def __init__(self, seen: Survey) -> None:
        self.case, self.parties = seen.case, seen.parties
        whole = np.flatnonzero(seen.whole)
        self.cols = [column[whole] for column in seen.cols]
        self.asked = {who: mask[whole] for who, mask in seen.asked.items()}
        every = len(whole) == len(seen.codes)
        self.masks = {who: own if every else Masks(own.surely[whole], own.possibly[whole]) for who, own in seen.own.items()}
        self.near: dict[str, tuple[_Near, _Near]] = {}

    def verdict(self, figure: Figure | None = None, to: Interval | None = None) -> str:
        """The verdict as it stands, or with `figure` moved to `to`."""
        if figure is None:
            return self._verdict(self.masks, np.arange(len(self.cols[0])))
        if figure.party not in self.near:
            everything = np.ones(len(self.cols[0]), dtype=bool)
            maybe = {who: masks.possibly for who, masks in self.masks.items()} | {figure.party: everything}
            places = np.flatnonzero(self._all(maybe, slice(None)))
            agreed = places[self._all({who: masks.surely for who, masks in self.masks.items()}, places, cut=True)]
            self.near[figure.party] = self._near(agreed[:: max(len(agreed) // FEW, 1)]), self._near(places)
        changed = alone(self.case, figure, to)
        # A few packages that all accept serve as long as the one whose figure moves still accepts one of them.
        for near in self.near[figure.party]:
            mine = voter_masks(changed, figure.party, near.cols)
            verdict = self._verdict(near.masks | {figure.party: mine}, near.places)
            if verdict == "yes":
                break
        return verdict

    def _near(self, places: np.ndarray) -> _Near:
        masks = {who: Masks(own.surely[places], own.possibly[places]) for who, own in self.masks.items()}
        return _Near(places, [column[places] for column in self.cols], masks)

    def _verdict(self, masks: dict[str, Masks], places: np.ndarray) -> str:
        if self._all({who: own.surely for who, own in masks.items()}, places).any():
            return "yes"
        return "depends" if self._all({who: own.possibly for who, own in masks.items()}, places).any() else "no"

    def _all(self, own: dict[str, Mask], places: np.ndarray | slice, *, cut: bool = False) -> Mask:
        """Which packages all let pass; `cut`: what each voter does is given for all packages, not for those at `places`."""
        if cut:
            own = {who: mask[places] for who, mask in own.items()}
        mask = np.ones(len(self.cols[0]), dtype=bool)[places]
        for party in self.parties:
            mask &= accepting_mask(self.case, party.id, own) | ~self.asked[party.id][places]
        return mask
