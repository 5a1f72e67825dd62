"""Conflicts, openings and links in the way against their definitions, on random cases; every witness is looked at again."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given

from analysis import by_definition as direct
from analysis.drawn import blocked
from onetext.analysis.reasons import Why
from onetext.analysis.why import why
from onetext.model.acceptance import Answer, agreed
from onetext.model.case import Case
from onetext.model.demands import demands


def openings(found: Why) -> list[direct.Opening]:
    return [
        direct.Opening(
            frozenset((c.party, c.kind, c.id, c.cost) for c in one.changes), tuple(sorted(one.costs)), one.packages or 0, one.package
        )
        for one in found.softenings
    ]


@given(blocked())
def test_the_verdict_is_that_of_the_definition(case: Case) -> None:
    """Yes, depends or no, over every admissible package; only with no are conflicts and openings listed."""
    found = why(case)
    assert found.agreement == direct.verdict(case)
    if found.agreement != "no":
        assert not found.conflicts and not found.softenings


@given(blocked())
def test_conflicts_are_all_minimal_sets_of_demands_that_nothing_meets(case: Case) -> None:
    """Exactly those that trying every set finds; each once, smallest first, its demands in the order of the case."""
    found = why(case)
    assert "conflicts" in found.complete
    keys = [frozenset(one.key for one in clash.demands) for clash in found.conflicts]
    assert len(set(keys)) == len(keys)
    if found.agreement == "no":
        assert set(keys) == direct.conflicts(case)
    assert [len(key) for key in keys] == sorted(len(key) for key in keys)
    place = {one.key: i for i, one in enumerate(demands(case))}
    for clash in found.conflicts:
        order = [place[one.key] for one in clash.demands]
        assert order == sorted(order)


@given(blocked())
def test_each_conflict_is_unsatisfiable_and_minimal_on_its_own(case: Case) -> None:
    """Without any one of its demands some package meets the rest; of a bloc, those are named who refuse wherever the rest is met."""
    for clash in why(case).conflicts:
        assert not direct.meets_all(case, clash.demands)
        for one in clash.demands:
            others = tuple(other for other in clash.demands if other is not one)
            assert direct.meets_all(case, others)
            if one.kind == "bloc":
                assert dict(clash.members)[one.party] == direct.members_in_the_way(case, one, others)


@given(blocked())
def test_softenings_are_the_openings_that_nothing_undercuts(case: Case) -> None:
    """Change sets, what each asks of whom, how many packages each opens, and which is the first: as by looking at every package."""
    found = why(case)
    assert "softenings" in found.complete
    listed = openings(found)
    assert len(set(listed)) == len(listed)
    assert set(listed) == (direct.softenings(case) if found.agreement == "no" else set())
    assert [one.total for one in listed] == sorted(one.total for one in listed)
    assert [one.total for one in found.softenings] == [one.total for one in listed]


@given(blocked())
def test_a_softening_changes_a_demand_of_every_conflict(case: Case) -> None:
    """Duality: what opens an agreement takes something from each minimal conflict; a bloc's members stand for the bloc."""
    found = why(case)
    blocs = {bloc.id: set(direct.leaves(case, bloc.id)) for bloc in case.blocs}
    for opening in found.softenings:
        changed = {(c.party, c.kind, c.id) for c in opening.changes}
        movers = {c.party for c in opening.changes if c.party}
        for clash in found.conflicts:
            assert any(one.key in changed or (one.kind == "bloc" and movers & blocs[one.party]) for one in clash.demands)


@given(blocked())
def test_after_a_softening_its_package_is_refused_by_nobody(case: Case) -> None:
    """The case rebuilt with the changes made: the package shown is admissible, and nobody surely refuses it."""
    for opening in openings(why(case)):
        after = direct.opened_case(case, opening.steps)
        package = dict(opening.package)
        assert direct.admissible(after, package) and agreed(after, package) is not Answer.NO


@given(blocked())
def test_links_in_the_way_are_those_whose_lifting_alone_opens(case: Case) -> None:
    """Each link taken out by itself: packages that all then accept, proposals that are then admissible; in file order."""
    yes, maybe = direct.counts(case)
    expected = []
    for link in case.links:
        now_yes, now_maybe = direct.counts(direct.without(case, link.id))
        freed = tuple(
            p.id
            for p in case.proposals
            if not any(direct.admissible(case, k) for k in direct.completed(case, dict(p.package)))
            and any(direct.admissible(direct.without(case, link.id), k) for k in direct.completed(case, dict(p.package)))
        )
        opens, may = (0 if yes else now_yes), (0 if maybe else now_maybe)
        if opens or may or freed:
            expected.append((link.id, opens, may, freed))
    assert [(one.id, one.opens, one.opens_possible, one.proposals) for one in why(case).links_in_the_way] == expected


@given(blocked())
def test_costs_by_party_add_up_to_the_plain_total(case: Case) -> None:
    """The total is the sum over parties, which is the sum over changes."""
    for opening in why(case).softenings:
        assert opening.total == sum(dict(opening.costs).values(), Fraction(0)) == sum((c.cost for c in opening.changes), Fraction(0))
