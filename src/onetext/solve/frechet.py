"""Between what a probability lies where nothing is known of dependence (Boole 1854, Fréchet 1935).

Of n who must all accept: at most the least of their probabilities, at least their sum less n - 1; these bounds are the
best there are. Of a bloc that needs the weight q, for every set J of members that together have less than q: it is
carried at most with the probability  sum of w_i p_i over the others / (q - w(J))  (take J as given, then Markov's
inequality), and at most with the sum of p_i over any set without which it cannot be carried; at least as likely as all of
any set that carries it alone. The same of refusals gives bounds from below. These bounds always hold and are not always
the best. Bounds of a bloc that is a member of another take the place of a member's probability.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import gcd, lcm

from onetext.model.acceptance import reaches
from onetext.model.case import Case
from onetext.model.parties import Party

ONE, NOTHING = Fraction(1), Fraction(0)
Ends = tuple[Fraction, Fraction]
MOST_MEMBERS = 12
"""Sets of members are tried one by one in blocs of at most so many."""


def of_all(case: Case, parties: Sequence[Party], voters: Mapping[str, Ends]) -> Ends:
    """Between what the probability lies that some parties all accept, given between what each voter's does."""
    own = [of_party(case, party, voters) for party in parties]
    return max(NOTHING, sum((low for low, _ in own), NOTHING) - max(len(own) - 1, 0)) if own else ONE, min(
        (high for _, high in own), default=ONE
    )


def of_party(case: Case, party: Party, voters: Mapping[str, Ends]) -> Ends:
    """Between what a party's probability lies."""
    if not party.is_a("bloc"):
        return voters[party.id]
    inner = {m.id: case.party[m.id] for m in party.members if m.id in case.party and case.party[m.id].is_a("bloc")}
    own = {m.id: of_party(case, inner[m.id], voters) if m.id in inner else voters[m.id] for m in party.members}
    low, high = ({who: ends[side] for who, ends in own.items()} for side in (0, 1))
    refusing = sum(
        (_tail(weights, whole - needed + 1, {who: 1 - low[who] for who in low}) for weights, whole, needed in _shares(party)), NOTHING
    )
    carried = min((_tail(weights, needed, high) for weights, _, needed in _shares(party)), default=ONE)
    sets = _sets(party)
    surely = max((sum((low[who] for who in one), NOTHING) - len(one) + 1 for one, carries in sets if carries), default=NOTHING)
    blocked = min((sum((high[who] for who in one), NOTHING) for one in _blocking(party, sets)), default=ONE)
    return max(NOTHING, 1 - refusing, surely), min(ONE, carried, blocked)


def _shares(bloc: Party) -> Iterator[tuple[dict[str, int], int, int]]:
    """Each share that a bloc's rule names: whole weights, their sum, and the least sum that carries."""
    decides = bloc.decides
    for share, of in ((decides.weight, {m.id: m.weight for m in bloc.members}), (decides.members, {m.id: ONE for m in bloc.members})):
        if share is None:
            continue
        needed = share * sum(of.values())
        factor = lcm(needed.denominator, *(number.denominator for number in of.values()))
        whole = {who: int(number * factor) for who, number in of.items()}
        unit = gcd(*whole.values()) or 1
        yield (
            {who: number // unit for who, number in whole.items()},
            sum(whole.values()) // unit,
            -(-(int(needed * factor) + decides.more_than) // unit),
        )


def _tail(weights: Mapping[str, int], needed: int, chances: Mapping[str, Fraction]) -> Fraction:
    """At most how likely the weights of those that say so reach a sum, by taking the likeliest as given, one after the other."""
    if needed <= 0:
        return ONE
    order = sorted(weights, key=lambda who: chances[who], reverse=True)
    best, given = ONE, 0
    for start in range(len(order) + 1):
        if given >= needed:
            break
        rest = sum((weights[who] * chances[who] for who in order[start:]), NOTHING)
        best = min(best, rest / (needed - given))
        if start < len(order):
            given += weights[order[start]]
    return best


def _sets(bloc: Party) -> list[tuple[frozenset[str], bool]]:
    """Every set of the members of a small bloc, and whether it carries the bloc."""
    people = [member.id for member in bloc.members]
    if len(people) > MOST_MEMBERS:
        return []
    every = (frozenset(some) for size in range(len(people) + 1) for some in combinations(people, size))
    return [(some, reaches(bloc, set(some))) for some in every]


def _blocking(bloc: Party, sets: Sequence[tuple[frozenset[str], bool]]) -> Iterator[frozenset[str]]:
    """The sets without which a bloc is not carried."""
    people = frozenset(member.id for member in bloc.members)
    return (people - some for some, carries in sets if not carries)
