"""How likely all whose consent a package needs accept it, with every figure in doubt independent of every other.

One voter: of the red lines that the package crosses none really holds, and its margin is 0 or more; a figure that is not
known better is taken uniform on its interval, or by the shares of the numbers that it may be. Where words decide: 1 if
they say yes, 0 or 1 where they leave it open, so that the answer has a low and a high end (acceptance of all only grows
with that of one). All together: voters are independent of each other; whoever is asked by itself must accept, and each
bloc asked must be carried by those of its members that do, by its rule. Somebody who is both party and member, or a
member of two blocs, is one voter. Exact, in rationals; where that takes too many terms, drawn by lot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from onetext.model.acceptance import asked, carried, consenters, crossed, voter
from onetext.model.case import Case
from onetext.model.conditions import Package, keeps
from onetext.model.margins import parts
from onetext.model.parties import Party
from onetext.model.voting import leaves
from onetext.solve.uniforms import MOST_TERMS, NOTHING, ONE, Total, chance_of

MOST_STATES = 1 << 15
"""So many different tallies of a bloc's votes are told apart; beyond, the caller samples."""


@dataclass(frozen=True, slots=True)
class Likely:
    """How likely one voter accepts: `low` and `high` differ where words leave it open. `found` is None where its worths
    decide and have too many terms: then `lines` is what its red lines leave."""

    low: Fraction
    high: Fraction
    lines: Fraction = ONE
    known: bool = True

    @property
    def open(self) -> bool:
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class Vote:
    """What is asked of whom: a package, the parties whose consent it needs at the table, and how likely each voter behind
    them accepts."""

    case: Case
    package: Package
    parties: tuple[Party, ...]
    likely: Mapping[str, Likely]

    @property
    def voters(self) -> tuple[str, ...]:
        return tuple(self.likely)


def vote(case: Case, package: Package, most: int = MOST_TERMS) -> Vote:
    """The vote on a package."""
    parties = tuple(party for party in consenters(case) if asked(case, party.id, package))
    who = dict.fromkeys(one for party in parties for one in leaves(case, party.id))
    return Vote(case, package, parties, {one: likely(case, one, package, most) for one in who})


def likely(case: Case, who: str, package: Package, most: int = MOST_TERMS) -> Likely:
    """How likely a voter accepts a package, asked or not."""
    lines = prod((1 - line.chance for line in crossed(case, who, package)), start=ONE)
    one = voter(case, who)
    if not lines:
        return Likely(NOTHING, NOTHING, lines)
    if one.reservation is None:
        sure = one.sure is not None and all(keeps(form, case.issue, package) for form in one.sure)
        return Likely(lines if sure else NOTHING, lines, lines)
    found = chance_of(total(case, who, package), most)
    if found is None:
        return Likely(NOTHING, lines, lines, known=False)
    return Likely(lines * found, lines * found, lines)


def total(case: Case, who: str, package: Package) -> Total:
    """A voter's margin as an unknown number."""
    least, widths, odds = NOTHING, [], []
    for part in parts(case, who, package):
        by, points = part.coefficient, part.worth.points
        below = min(by * points.low, by * points.high)
        least += below
        if part.worth.chances:
            odds.append(tuple((by * number - below, share) for number, share in part.worth.chances))
        elif not points.sharp:
            widths.append(abs(by) * (points.high - points.low))
    return Total(least, tuple(width for width in widths if width), tuple(odds))


def together(case: Case, parties: Sequence[Party], chances: Mapping[str, Fraction], most: int = MOST_STATES) -> Fraction | None:
    """How likely some parties all accept, given how likely each voter does; None where votes have too many tallies."""
    alone = {party.id for party in parties if not party.is_a("bloc")}
    found = prod((chances[who] for who in alone), start=ONE)
    given = {**chances, **dict.fromkeys(alone, ONE)}
    for blocs in _apart(case, [party for party in parties if party.is_a("bloc")], given):
        share = _carried(case, blocs, given, most) if found else ONE
        if share is None:
            return None
        found *= share
    return found


def _apart(case: Case, blocs: Sequence[Party], chances: Mapping[str, Fraction]) -> list[list[Party]]:
    """Blocs in groups that share no voter whose vote is open."""
    groups: list[tuple[set[str], list[Party]]] = []
    for bloc in blocs:
        mine = {who for who in leaves(case, bloc.id) if 0 < chances[who] < 1}
        joined = [group for group in groups if group[0] & mine]
        groups = [group for group in groups if not group[0] & mine]
        groups.append((mine.union(*(who for who, _ in joined)), [*(one for _, of in joined for one in of), bloc]))
    return [of for _, of in groups]


def _carried(case: Case, blocs: Sequence[Party], chances: Mapping[str, Fraction], most: int) -> Fraction | None:
    """How likely some blocs are all carried: by the tallies of weight and heads that their voters can make."""
    every = _with_inner(case, blocs)
    states: dict[tuple[tuple[Fraction, int], ...], Fraction] = {((NOTHING, 0),) * len(every): ONE}
    for who in dict.fromkeys(who for bloc in blocs for who in leaves(case, bloc.id)):
        weights = [next((m.weight for m in bloc.members if m.id == who), None) for bloc in every]
        longer: dict[tuple[tuple[Fraction, int], ...], Fraction] = {}
        for state, share in states.items():
            joined = tuple(pair if weight is None else (pair[0] + weight, pair[1] + 1) for pair, weight in zip(state, weights, strict=True))
            for after, part in ((joined, chances[who]), (state, 1 - chances[who])):
                if part:
                    longer[after] = longer.get(after, NOTHING) + share * part
        if len(longer) > most:
            return None
        states = longer
    return sum((share for state, share in states.items() if _all_carried(case, blocs, every, state)), NOTHING)


def _with_inner(case: Case, blocs: Iterable[Party]) -> list[Party]:
    """Some blocs, and the blocs among their members, and so on."""
    found: dict[str, Party] = {}
    ahead = list(blocs)
    while ahead:
        bloc = ahead.pop()
        found[bloc.id] = bloc
        ahead += [case.party[m.id] for m in bloc.members if m.id in case.party and case.party[m.id].is_a("bloc")]
    return list(found.values())


def _all_carried(case: Case, blocs: Iterable[Party], every: Sequence[Party], state: Sequence[tuple[Fraction, int]]) -> bool:
    tallies = {bloc.id: pair for bloc, pair in zip(every, state, strict=True)}

    def carries(bloc: Party) -> bool:
        weight, heads = tallies[bloc.id]
        for member in bloc.members:
            if member.id in tallies and carries(case.party[member.id]):
                weight, heads = weight + member.weight, heads + 1
        return carried(bloc, weight, heads)

    return all(carries(bloc) for bloc in blocs)
