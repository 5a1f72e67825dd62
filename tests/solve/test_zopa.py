"""Counts of the zopa against the definition applied to each package."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

import direct
from onetext.model.acceptance import consenters
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.issues import Issue, Option
from onetext.model.parties import Consent, Member, Party
from onetext.model.records import Proposal, Reply
from onetext.solve.zopa import zopa
from strategies import DAY, cases


@given(cases())
def test_counts_are_those_of_the_definition(case: Case) -> None:
    """Admissible, by party, surely and possibly by all; for how many a holder is asked; the first package of each kind."""
    today = on(case, DAY)
    found, (sure, possible) = zopa(today), direct.zopa(today)
    assert (found.admissible, found.zopa, found.zopa_possible) == (len(direct.admissible(today)), len(sure), len(possible))
    expected = {party.id: direct.accepted(today, party.id) for party in consenters(today)}
    assert {one.party: (one.yes, one.possible) for one in found.acceptable} == expected
    assert all(one.needed is None or one.needed == direct.needed(today, one.party) for one in found.acceptable)
    assert {one.party for one in found.acceptable if one.needed is not None} == {p.id for p in consenters(today) if not p.always_asked}
    undecided = [package for package in possible if package not in sure]
    refused = [package for package in direct.admissible(today) if package not in possible]
    for witness, packages in ((found.first, sure), (found.first_undecided, undecided), (found.first_refused, refused)):
        assert (dict(witness) if witness else None) == (packages[0] if packages else None)


@given(cases())
def test_a_ratifier_is_counted_apart(case: Case) -> None:
    """Where the holder only ratifies, the zopa is without it, and of the zopa those that it accepts are counted."""
    parties = tuple(replace(party, kinds=("ratifier",)) if party.id == "holder" else party for party in case.parties)
    today = on(replace(case, parties=parties), DAY)
    found = zopa(today)
    assert dict(found.ratified) == {p.id: direct.ratified(today, p.id) for p in consenters(today, "ratify")}
    assert found.zopa == len(direct.zopa(today)[0])


@given(cases())
def test_the_order_of_issues_and_parties_changes_no_count(case: Case) -> None:
    today = on(case, DAY)
    turned = replace(today, issues=today.issues[::-1], parties=today.parties[::-1], positions=today.positions[::-1])
    before, after = zopa(today), zopa(turned)
    assert set(before.acceptable) == set(after.acceptable)
    assert (before.zopa, before.zopa_possible, before.admissible) == (after.zopa, after.zopa_possible, after.admissible)


def test_the_silent_are_named_through_blocs_of_blocs() -> None:
    """Of a consenter, or a member, of whom nothing is known; a reply breaks the silence."""
    inner = Party("inner", kinds=("bloc",), members=(Member("m"), Member("n")))
    outer = Party("outer", kinds=("bloc",), members=(Member("inner"), Member("p")))
    case = Case(parties=(Party("p"), inner, outer), issues=(Issue("i", "", (Option("a"), Option("b"))),))
    assert zopa(case).silent == ("p", "m", "n")
    assert (zopa(case).zopa, zopa(case).zopa_possible, zopa(case).agreement) == (0, 2, "depends")
    spoken = replace(case, proposals=(Proposal("d", (("i", "a"),)),), replies=(Reply("n", "d", "yes"),))
    assert zopa(spoken).silent == ("p", "m")


def test_a_silent_ratifier_is_named() -> None:
    parties = (Party("p"), Party("house", kinds=("ratifier",)))
    case = Case(parties=parties, issues=(Issue("i", "", (Option("a"),)),), consents=(Consent("house"),))
    assert zopa(case).silent == ("p", "house")
