"""How likely all accept a package: independent, whatever depends on what, and with intervals that are jointly bounded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from onetext.model.acceptance import voter
from onetext.model.case import Case
from onetext.model.conditions import Package
from onetext.model.parties import Party
from onetext.model.voting import leaves
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.chances import Vote, together, total, vote
from onetext.solve.criteria import lost
from onetext.solve.frechet import Ends, of_all
from onetext.solve.robustness import Bounds, Chance, Interval95, JointChance, PartyChance
from onetext.solve.sampling import generator
from onetext.solve.uniforms import MOST_TERMS, NOTHING, sums_of
from onetext.solve.worlds import DRAWS, Draws, drawn, drawn_alone, drawn_together, in_doubt

EXACT = "exact rationals"
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class _Answer:
    """A probability: its ends, and whether it is exact or drawn."""

    status: str
    low: Fraction
    high: Fraction
    interval: Interval95 | None = None


def chance(case: Case, package: Package, *, joint: Fraction | None = None, budget: Budget = UNLIMITED, most: int = MOST_TERMS) -> Chance:
    """How likely all whose consent a package needs accept it; links are not looked at.

    `case` is on its day. `joint`: by how many half-widths the intervals may lie off their middles together. Where a
    voter's sum has more than `most` terms, worlds are drawn, from a generator seeded with the case's digest.
    """
    of = vote(case, package, most)
    whole = _answer(of, of.parties, "all")
    every = [(party.id, _answer(of, (party,), party.id)) for party in of.parties]
    return Chance(
        whole.status,
        EXACT if whole.status == "exact" else f"{DRAWS:,} worlds drawn",
        whole.low,
        whole.high,
        whole.interval,
        Bounds(*of_all(case, of.parties, {who: _ends(of, who) for who in of.likely})),
        None if joint is None else jointly(of, whole, joint, budget),
        tuple(PartyChance(who, one.status, one.low, one.high, one.interval) for who, one in every),
        tuple(who for who, one in of.likely.items() if one.known and one.open),
    )


def _answer(of: Vote, parties: tuple[Party, ...], name: str) -> _Answer:
    """How likely some of the parties of a vote all accept."""
    part = _part(of, parties)
    if all(one.known for one in part.likely.values()):
        low = together(of.case, parties, {who: one.low for who, one in part.likely.items()})
        high = together(of.case, parties, {who: one.high for who, one in part.likely.items()})
        if low is not None and high is not None:
            return _Answer("exact", low, high)
    return _estimate(drawn(part, generator(of.case, f"chance: {name}")))


def _part(of: Vote, parties: tuple[Party, ...]) -> Vote:
    who = {one for party in parties for one in leaves(of.case, party.id)}
    return Vote(of.case, of.package, parties, {one: own for one, own in of.likely.items() if one in who})


def _estimate(found: Draws) -> _Answer:
    return _Answer("estimate", Fraction(found.low, found.count), Fraction(found.high, found.count), found.interval)


def _ends(of: Vote, who: str) -> Ends:
    """Between what a voter's probability lies; of one that is drawn, the ends of its 95 % interval."""
    one = of.likely[who]
    if one.known:
        return one.low, one.high
    low, high = drawn_alone(of, who, generator(of.case, f"chance: {who}")).interval
    return Fraction(floor(low * MILLION), MILLION), Fraction(ceil(high * MILLION), MILLION)


# --- intervals that are jointly bounded


def jointly(of: Vote, whole: _Answer, bound: Fraction, budget: Budget) -> JointChance:
    """How likely all accept where the intervals lie at most `bound` half-widths off their middles together.

    Exact where the bound leaves them free, and where, for each voter and each set of numbers that others may be, the
    margin keeps its sign on the whole set: its least there is a knapsack, the widest intervals first.
    """
    count = len(in_doubt(of.case))
    if bound >= count:
        method = "the bound leaves every interval free" if count else "no interval is in doubt"
        return JointChance(bound, count, whole.status, method, whole.low, whole.high, whole.interval)
    ends = [_all_bounded(of, bound, open_accept) for open_accept in (False, True)]
    if all(low == high for low, high in ends):
        return JointChance(bound, count, "exact", "nobody's margin changes its sign within the bound", ends[0][0], ends[1][0])
    found = drawn_together(of, generator(of.case, "jointly"), bound, budget)
    if found is None:
        return JointChance(bound, count, "unknown", f"too few worlds of {count} intervals within the bound could be drawn")
    one = _estimate(found)
    return JointChance(bound, count, "estimate", f"{found.count:,} worlds drawn", one.low, one.high, one.interval)


def _all_bounded(of: Vote, bound: Fraction, open_accept: bool) -> tuple[Fraction | None, Fraction | None]:
    """How likely all accept if those whose margin may have either sign do not, and if they do."""
    own = {who: _bounded(of, who, bound, open_accept) for who in of.likely}
    ends = [together(of.case, of.parties, {who: pair[side] for who, pair in own.items()}) for side in (0, 1)]
    return (ends[0], ends[1]) if None not in ends else (Fraction(0), Fraction(1))


def _bounded(of: Vote, who: str, bound: Fraction, open_accept: bool) -> Ends:
    """How likely a voter accepts wherever the intervals lie within the bound, and at least somewhere."""
    one = of.likely[who]
    if voter(of.case, who).reservation is None:
        return (one.high, one.high) if open_accept else (one.low, one.low)
    own = total(of.case, who, of.package)
    halves = tuple(sorted((width / 2 for width in own.widths), reverse=True))
    middle, most = own.least + sum(halves, NOTHING), lost(halves, bound)
    numbers = sums_of(own.odds, MOST_TERMS)
    if numbers is None:
        return NOTHING, one.lines
    surely = sum((share for number, share in numbers.items() if middle + number - most >= 0), NOTHING)
    never = sum((share for number, share in numbers.items() if middle + number + most < 0), NOTHING)
    return one.lines * surely, one.lines * (1 - never)
