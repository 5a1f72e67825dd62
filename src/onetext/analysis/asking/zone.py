"""The packages that questions are asked about: those that break no link and that nobody surely refuses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.random import Generator

from onetext.analysis.asking.known import Known, known_of
from onetext.analysis.asking.scales import Steps
from onetext.analysis.survey import accepting_mask
from onetext.model.acceptance import consenters
from onetext.model.case import Case
from onetext.model.parties import Party
from onetext.model.voting import voters
from onetext.solve.budget import Budget, enumerable
from onetext.solve.enumerated import enumerated
from onetext.solve.sampling import generator
from onetext.solve.space import Columns, Mask, asked_mask, columns

MOST = 4_000
"""So many packages are looked at one by one; of more, so many drawn at random."""


@dataclass(frozen=True, slots=True, eq=False)
class Zone:
    """Some packages, as columns, what is known of each voter over them, and where each party is asked.

    `whole`: whether these are all that nobody surely refuses; `count`: how many of those there are (None: not counted).
    """

    case: Case
    cols: Columns
    known: dict[str, Known]
    asked: dict[str, Mask]
    whole: bool
    count: int | None

    @property
    def size(self) -> int:
        return len(self.cols[0])

    @property
    def parties(self) -> tuple[Party, ...]:
        return consenters(self.case)

    def package(self, place: int) -> dict[str, str]:
        return {issue.id: issue.options[column[place]].id for issue, column in zip(self.case.issues, self.cols, strict=True)}

    def by_party(self, own: dict[str, Mask]) -> dict[str, Mask]:
        """Which packages each party lets pass, given what each voter does; masks may have draws before packages."""
        return {party.id: accepting_mask(self.case, party.id, own) | ~self.asked[party.id] for party in self.parties}

    def by_all(self, own: dict[str, Mask]) -> Mask:
        """Which packages all parties let pass, given what each voter does."""
        everyone = self.by_party(own).values()
        return reduce(np.logical_and, everyone, np.ones(self.size, dtype=bool))

    @property
    def surely(self) -> Mask:
        return self.by_all({who: known.surely for who, known in self.known.items()})

    @property
    def possibly(self) -> Mask:
        return self.by_all({who: known.possibly for who, known in self.known.items()})


def zone_of(case: Case, steps: Steps, budget: Budget, source: Generator | None = None) -> Zone:
    """The zone of a case on its day; of a case too large to enumerate, packages found one by one."""
    source = source or generator(case, "asking")
    if enumerable(case, budget):
        found = enumerated(case)
        codes = found.codes[found.zopa.possibly]
        count = len(codes)
        if count > MOST:
            codes = np.sort(source.choice(codes, MOST, replace=False))
        return made(case, columns(case, codes), steps, source, count)
    from onetext.analysis.asking.pool import pool

    return made(case, pool(case, steps, budget, source), steps, source, None)


def made(case: Case, cols: Columns, steps: Steps, source: Generator, count: int | None) -> Zone:
    """A zone of these packages, of `count` in all (None: not counted)."""
    known = {who: known_of(case, who, cols, steps, source) for who in voters(case)}
    asked = {party.id: asked_mask(case, party, cols) for party in consenters(case)}
    return Zone(case, cols, known, asked, count == len(cols[0]), count)
