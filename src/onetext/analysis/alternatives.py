"""An enumerated day with one dated entry read as on another day: only what turns on that entry is looked at again."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from onetext.model.acceptance import consenters
from onetext.model.case import Case
from onetext.model.parties import Party
from onetext.model.voting import leaves
from onetext.solve.enumerated import Enumerated, enumerated, principals_values
from onetext.solve.gains import base, sharp, weighed
from onetext.solve.results import Points
from onetext.solve.space import Columns, Masks, asked_mask, columns, party_masks


@dataclass(slots=True)
class Others:
    """A case on its day, and who accepts which of its admissible packages.

    Dated entries change no link and no worth: all days have the same admissible packages, worth the same.
    """

    case: Case
    found: Enumerated = field(init=False)
    cols: Columns = field(init=False)

    def __post_init__(self) -> None:
        self.found = enumerated(self.case)
        self.cols = columns(self.case, self.found.codes)

    def zopa(self, alt: Case, who: str) -> Masks:
        """The zopa of the case with an entry of one party or member changed."""
        surely, possibly = np.ones(len(self.found.codes), dtype=bool), np.ones(len(self.found.codes), dtype=bool)
        for party in consenters(alt):
            own = self._passed(alt, party, who)
            surely &= own.surely
            possibly &= own.possibly
        return Masks(surely, possibly)

    def _passed(self, alt: Case, party: Party, who: str) -> Masks:
        """For which packages a party is no hindrance: it accepts, or is not asked."""
        if party.id in self.found.accepts and who != party.id and who not in leaves(alt, party.id):
            own = self.found.accepts[party.id]
            return Masks(self.found.where(party.id, own.surely), self.found.where(party.id, own.possibly))
        own, idle = party_masks(alt, party, self.cols), ~asked_mask(alt, party, self.cols)
        return Masks(own.surely | idle, own.possibly | idle)


def best_gains(others: Others, alt: Case, who: str) -> Points:
    """What each weighed principal could gain at best in the zopa of a sharp case with an entry of `who` changed; none where
    there is no package. `others` is of the sharp case too."""
    inside, worths = others.zopa(alt, who).surely, principals_values(others.case)
    if not inside.any():
        return ()
    found = []
    for one in weighed(alt):
        own, said = worths[one], base(alt, one)
        start = said if said is not None else Fraction(int(own.low.min()), own.table.scale)
        found.append((one, Fraction(int(own.low[inside].max()), own.table.scale) - start))
    return tuple(found)


def sharp_others(case: Case) -> Others:
    """The same of the case with its intervals at their middle."""
    return Others(sharp(case, "middle"))
