"""One enumeration of a case, shared by the zopa, every rule and the frontier.

What is worked out here is kept for the last cases asked about: a case is frozen, so the same case has the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from onetext.model.acceptance import asked_on, consenters
from onetext.model.case import Case
from onetext.model.conditions import Condition
from onetext.solve.gains import valued
from onetext.solve.space import (
    Codes,
    Columns,
    Mask,
    Masks,
    Values,
    admissible,
    asked_mask,
    columns,
    grid,
    lines_kept,
    party_keeps_lines,
    party_masks,
    reached,
    values,
)

KEPT = 2
"""How many enumerations are kept: of a case with intervals, and of the same made sharp."""
SPARSE = 8
"""Where fewer than one package in so many is admissible, only these are looked at, not the whole grid."""


@dataclass(frozen=True, slots=True)
class Enumerated:
    """The admissible packages of a case: their codes, ascending, and over them who accepts and who is asked.

    `accepts`: of each whose consent is needed at some stage, whether it would accept, asked or not; `asked`: of each
    that is not always asked, whether it is. `zopa` joins those at the table: all who are asked accept.
    """

    codes: Codes
    accepts: dict[str, Masks]
    asked: dict[str, Mask]
    zopa: Masks

    def where(self, who: str, accepting: Mask) -> Mask:
        """For which packages a consenter is no hindrance: it accepts, or is not asked."""
        return accepting | ~self.asked[who] if who in self.asked else accepting


@lru_cache(maxsize=KEPT)
def enumerated(case: Case) -> Enumerated:
    """The admissible packages of a case on its day, and who accepts them, over its intervals."""
    codes, cols = look(case)
    everyone = {party.id: party for stage in ("table", "ratify") for party in consenters(case, stage)}
    worths = {who: own for who, own in principals_values(case).items() if own.table.reservation is not None}
    accepts = {
        who: reached(worths[who], pick(lines_kept(case, who, cols), codes))
        if who in worths
        else _masks(party_masks(case, party, cols), codes)
        for who, party in everyone.items()
    }
    sometimes = [who for who in everyone if Condition() not in asked_on(case, who)]
    asked = {who: pick(asked_mask(case, everyone[who], cols), codes) for who in sometimes}
    found = Enumerated(codes, accepts, asked, Masks(*(np.ones(len(codes), dtype=bool) for _ in range(2))))
    table = [party.id for party in consenters(case)]
    surely = _all(len(codes), (found.where(who, accepts[who].surely) for who in table))
    possibly = _all(len(codes), (found.where(who, accepts[who].possibly) for who in table))
    return Enumerated(codes, accepts, asked, Masks(surely, possibly))


@lru_cache(maxsize=KEPT)
def principals_values(case: Case) -> dict[str, Values]:
    """The values of each principal with worths over the admissible packages, in the order of the codes."""
    codes, cols = look(case)
    return {who: _values(values(case, who, cols), codes) for who in valued(case)}


def within_lines(case: Case) -> Mask:
    """Which admissible packages cross no red line: nobody whose consent they need refuses them by red lines alone.

    A bloc refuses where the members that cross none do not reach its rule.
    """
    codes, cols = look(case)
    found = enumerated(case)
    alone = replace(case, replies=())  # what follows from a refusal is no red line
    kept = ((party.id, pick(party_keeps_lines(alone, party.id, cols), codes)) for party in consenters(case))
    return _all(len(codes), (found.where(who, mask) for who, mask in kept))


@lru_cache(maxsize=KEPT)
def look(case: Case) -> tuple[Codes, Columns]:
    """The codes of the admissible packages, and the columns over which all else is worked out: grid or codes."""
    codes = admissible(case)
    return codes, columns(case, codes) if len(codes) * SPARSE < case.size else grid(case)


def pick(numbers: np.ndarray, codes: Codes) -> np.ndarray:
    """What holds of the admissible packages, from what holds of the grid."""
    return numbers.ravel() if numbers.size == len(codes) else numbers.ravel()[codes]


def _masks(masks: Masks, codes: Codes) -> Masks:
    surely = pick(masks.surely, codes)
    return Masks(surely, surely if masks.possibly is masks.surely else pick(masks.possibly, codes))


def _values(own: Values, codes: Codes) -> Values:
    low = pick(own.low, codes)
    return Values(own.table, low, low if own.high is own.low else pick(own.high, codes))


def _all(count: int, masks: Iterable[Mask]) -> Mask:
    joined = np.ones(count, dtype=bool)
    for mask in masks:
        joined &= mask
    return joined
