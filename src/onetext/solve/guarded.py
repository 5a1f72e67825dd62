"""The packages that all accept although up to Gamma guesses are wrong, and the best of them by each rule.

What remains of a party's margin is the largest, over the deviations t and 0, of (margin - what each deviation is above
t) - Gamma t: `criteria` says why. The party accepts where that is 0 or more, and a rule weighs it as the party's gain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from onetext.model.acceptance import consenters, voter
from onetext.model.case import Case
from onetext.model.positions import NoNumber
from onetext.model.rules import RULES
from onetext.model.voting import voters
from onetext.solve.budget import Budget
from onetext.solve.criteria import NOTHING, guess_table, left_over
from onetext.solve.enumerated import enumerated, look, pick
from onetext.solve.gains import weighed
from onetext.solve.greatest import accepting
from onetext.solve.ranking import Field, picked
from onetext.solve.robustness import RobustZopa, RuleUnder
from onetext.solve.space import FITS, Columns, Mask, lines_kept, packages, sure_mask


@dataclass(frozen=True, slots=True)
class Wrong:
    """How much may be wrong: `gamma` guesses of each party, sharp ones by `off` points of it."""

    gamma: Fraction
    off: Mapping[str, Fraction]


def robust_zopa(case: Case, asked: Wrong, budget: Budget) -> RobustZopa:
    """The packages of an enumerable case that all accept with so many guesses wrong, counted, and the best by each rule."""
    codes, cols = look(case)
    own = {who: pick(_accepts(case, who, asked, cols), codes) for who in voters(case)}
    found = enumerated(case)
    inside = np.ones(len(codes), dtype=bool)
    for party in consenters(case):
        inside &= found.where(party.id, accepting(case, party, own))
    zone = np.flatnonzero(inside)
    first = tuple(packages(case, codes[zone[:1]])[0].items()) if len(zone) else None
    rules = _rules(case, asked, codes, cols, zone, budget) if len(zone) else ()
    return RobustZopa(asked.gamma, "exact", "enumeration", len(zone), first, rules)


def _accepts(case: Case, who: str, asked: Wrong, cols: Columns) -> Mask:
    """Which packages a voter accepts with so many of its guesses wrong."""
    kept, one = lines_kept(case, who, cols), voter(case, who)
    if one.reservation is None:
        return sure_mask(case, one, kept, cols)
    return kept & (_remains(case, who, asked, cols)[0] >= 0).astype(bool)


def _remains(case: Case, who: str, asked: Wrong, cols: Columns) -> tuple[np.ndarray, int]:
    """What remains of a party's margins as whole numbers, and what these are multiplied by."""
    own = guess_table(case, who, asked.off.get(who, NOTHING))
    part = asked.gamma.denominator
    margins = []
    for step, left in left_over(case, own, cols):
        large = (own.own.magnitude + step) * (part + int(asked.gamma * part)) >= FITS
        margins.append((left.astype(object) if large else left) * part - int(asked.gamma * part) * step)
    most = margins[0]
    for other in margins[1:]:
        most = np.maximum(most, other)
    return most, own.own.scale * part


def _rules(case: Case, asked: Wrong, codes: np.ndarray, cols: Columns, zone: np.ndarray, budget: Budget) -> tuple[RuleUnder, ...]:
    """The best by each rule; a party for which any agreement is better than none gains from the least that remains to it anywhere."""
    who = weighed(case)
    gains, scales = [], []
    for one in who:
        remains, scale = _remains(case, one, asked, cols)
        own = pick(remains, codes)
        gains.append(own[zone] - (int(own.min()) if isinstance(case.position[one].reservation, NoNumber) else 0))
        scales.append(scale)
    field = Field(codes[zone], who, tuple(gains), tuple(scales), tuple(int(gain.max()) for gain in gains), {})
    found = []
    for rule in RULES.values() if who else ():
        best, _ = picked(field, rule, False, budget)
        (package,) = packages(case, field.codes[best[:1]])
        own_gains = tuple((one, Fraction(int(gain[best[0]]), scale)) for one, gain, scale in zip(who, gains, scales, strict=True))
        found.append(RuleUnder(rule.name, tuple(package.items()), own_gains, len(best), rule.compares_points))
    return tuple(found)
