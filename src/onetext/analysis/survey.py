"""The enumerated space as `why` sees it: packages that break at most one link that cannot be waived, and who refuses them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from onetext.model.acceptance import consenters, voter
from onetext.model.case import Case, Link
from onetext.model.parties import Party
from onetext.model.voting import carries as carries
from onetext.model.voting import leaves as leaves
from onetext.model.voting import voters as voters
from onetext.solve.space import (
    Codes,
    Columns,
    Mask,
    Masks,
    Values,
    asked_mask,
    bloc_mask,
    blocks,
    columns,
    form_mask,
    grid,
    line_masks,
    reached,
    sure_mask,
    values,
)


@dataclass(frozen=True, slots=True)
class Survey:
    """What holds of each package of a case on its day, as arrays as long as `codes`.

    `only_broken`: the place among `hard` of the one hard link that a package breaks, -1 where it breaks none.
    `waived`: for each link that may be waived, which packages break it. `kept`: for each voter, which packages keep
    each red line. `own`: where each voter surely and possibly accepts. `asked`: for each party whose consent is needed at the table, where it is asked.
    """

    case: Case
    codes: Codes
    cols: Columns
    hard: tuple[Link, ...]
    soft: tuple[Link, ...]
    only_broken: np.ndarray
    waived: dict[str, Mask]
    kept: dict[str, dict[str, Mask]]
    values: dict[str, Values]
    asked: dict[str, Mask]
    own: dict[str, Masks]

    @property
    def parties(self) -> tuple[Party, ...]:
        return consenters(self.case)

    @property
    def free(self) -> Mask:
        """The packages that break no hard link."""
        return self.only_broken == -1

    @property
    def whole(self) -> Mask:
        """The packages that break no link at all."""
        return self.free & ~np.any([*self.waived.values(), np.zeros(len(self.codes), bool)], axis=0)


@lru_cache(maxsize=2)
def survey(case: Case) -> Survey:
    """Look at every package of an enumerable case once; the last two cases are kept."""
    hard = tuple(link for link in case.links if not link.soften)
    soft = tuple(link for link in case.links if link.soften)
    found = [_few_broken(case, hard, block) for block in blocks(case)]
    codes = np.concatenate([codes for codes, _ in found])
    cols = columns(case, codes)
    # Over a grid sums grow with the issues they have met, which is quicker where most packages are looked at.
    over = grid(case) if len(codes) * 2 > case.size else cols
    who = voters(case)
    kept = {one: {line: _pick(mask, codes) for line, mask in line_masks(case, one, over).items()} for one in who}
    worths = {one: _values(values(case, one, over), codes) for one in who if voter(case, one).reservation is not None}
    return Survey(
        case, codes, cols, hard, soft,
        only_broken=np.concatenate([broken for _, broken in found]),
        waived={link.id: ~_pick(form_mask(case, link.form, over), codes) for link in soft},
        kept=kept,
        values=worths,
        asked={party.id: _pick(asked_mask(case, party, over), codes) for party in consenters(case)},
        own={one: _own(case, one, kept[one], worths.get(one), cols) for one in who},
    )  # fmt: skip


def _pick(numbers: np.ndarray, codes: Codes) -> np.ndarray:
    """What holds of the packages looked at, from what holds of these or of the whole grid."""
    return numbers.ravel() if numbers.size == len(codes) else numbers.ravel()[codes]


def _values(own: Values, codes: Codes) -> Values:
    low = _pick(own.low, codes)
    return Values(own.table, low, low if own.high is own.low else _pick(own.high, codes))


def _own(case: Case, who: str, kept: dict[str, Mask], own: Values | None, cols: Columns) -> Masks:
    """Where a voter surely and possibly accepts."""
    within = np.ones(len(cols[0]) if cols else 1, dtype=bool)
    for mask in kept.values():
        within &= mask
    return reached(own, within) if own is not None else Masks(sure_mask(case, voter(case, who), within, cols), within)


def accepting_mask(case: Case, who: str, own: dict[str, Mask]) -> Mask:
    """Which packages a party or member accepts, asked or not, given what each voter does."""
    party = case.party.get(who)
    if party is None or not party.is_a("bloc"):
        return own[who]
    return bloc_mask(party, {member.id: accepting_mask(case, member.id, own) for member in party.members})


def _few_broken(case: Case, hard: tuple[Link, ...], codes: Codes) -> tuple[Codes, np.ndarray]:
    """The packages of a block that break at most one hard link, and which it is."""
    cols = columns(case, codes)
    count = np.zeros(len(codes), dtype=np.int32)
    which = np.full(len(codes), -1, dtype=np.int32)
    for place, link in enumerate(hard):
        broken = ~form_mask(case, link.form, cols)
        count += broken
        which[broken] = place
    few = count <= 1
    return codes[few], which[few]


def possibly(seen: Survey, who: str, given_up: frozenset[str] = frozenset(), missed: object = 0) -> Mask:
    """Which packages a voter does not surely refuse, with some red lines given up and its reservation value missed by
    `missed` points of its table."""
    if not given_up and isinstance(missed, int) and missed == 0:
        return seen.own[who].possibly
    mask = np.ones(len(seen.codes), dtype=bool)
    for line, kept in seen.kept[who].items():
        if line not in given_up:
            mask &= kept
    if who in seen.values:
        own = seen.values[who]
        mask &= (own.high >= own.table.reservation[0] - missed).astype(bool)  # type: ignore[index, operator]
    return mask


def surely(seen: Survey, who: str) -> Mask:
    """Which packages a voter surely accepts."""
    return seen.own[who].surely


def of_party(seen: Survey, party: Party, own: dict[str, Mask]) -> Mask:
    """Which packages a party lets pass, given what each voter does: all for which it is not asked among them."""
    return accepting_mask(seen.case, party.id, own) | ~seen.asked[party.id]


def by_all(seen: Survey, own: dict[str, Mask]) -> Mask:
    """Which packages every party lets pass, given what each voter does."""
    return np.all([np.ones(len(seen.codes), bool), *(of_party(seen, party, own) for party in seen.parties)], axis=0)


def acceptance(seen: Survey) -> Masks:
    """Which packages all whose consent they need surely and possibly accept; links are not looked at."""
    who = voters(seen.case)
    return Masks(by_all(seen, {one: surely(seen, one) for one in who}), by_all(seen, {one: possibly(seen, one) for one in who}))
