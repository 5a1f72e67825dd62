"""Whose own positions make up an answer: the voters behind parties, members and blocs, and what blocs make of them."""

from __future__ import annotations

from onetext.model.acceptance import consenters, reaches
from onetext.model.case import Case
from onetext.model.parties import Party


def voters(case: Case) -> tuple[str, ...]:
    """All whose own position counts at the table: consenters that are no bloc, and the members of blocs, each once."""
    return tuple(dict.fromkeys(who for party in consenters(case) for who in leaves(case, party.id)))


def leaves(case: Case, who: str) -> tuple[str, ...]:
    """The voters behind a party or member: itself, or the members of a bloc, of its members that are blocs, and so on."""
    party = case.party.get(who)
    if party is None or not party.is_a("bloc"):
        return (who,)
    return tuple(dict.fromkeys(one for member in party.members for one in leaves(case, member.id)))


def carries(case: Case, bloc: Party, accepting: set[str]) -> bool:
    """Whether a bloc accepts when these voters do."""
    inner = {m.id: case.party[m.id] for m in bloc.members if m.id in case.party and case.party[m.id].is_a("bloc")}
    return reaches(bloc, {m.id for m in bloc.members if (carries(case, inner[m.id], accepting) if m.id in inner else m.id in accepting)})
