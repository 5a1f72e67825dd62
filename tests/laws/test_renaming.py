"""New ids and another order change no value and no set: of acceptance, zopa, frontier, rules and what is in the way."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import direct
from laws.renamed import back, new_names, renamed, reordered
from onetext.analysis.why import why
from onetext.model.acceptance import accepts, value
from onetext.model.canonical import digest
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.rules import RULES
from onetext.solve.best import best
from onetext.solve.frontier import frontier
from onetext.solve.zopa import zopa
from spoken import spoken
from strategies import DAY, cases

dice = st.integers(0, 10**9).map(Random)
Names = dict[str, str]


@st.composite
def pairs(draw: st.DrawFn, drawn: st.SearchStrategy[Case] | None = None) -> tuple[Case, Case, Names]:
    """A case on its day, the same under new ids and in another order, and the new ids by the old."""
    case = on(draw(drawn if drawn is not None else cases()), DAY)
    rolled = draw(dice)
    names = new_names(case, rolled)
    return case, reordered(renamed(case, names), rolled), names


def named(points: tuple[tuple[str, Any], ...], names: Names) -> dict[str, Any]:
    """Numbers by party, under the old names."""
    old = {new: name for name, new in names.items()}
    return {old.get(who, who): number for who, number in points}


@given(pairs())
def test_the_pair_is_another_case_with_the_same_packages(pair: tuple[Case, Case, Names]) -> None:
    """Otherwise the laws below would hold of nothing."""
    case, other, names = pair
    assert not set(case.party) & set(other.party) and not set(case.issue) & set(other.issue)
    assert digest(case) != digest(other)
    assert {back(package, {}) for package in case.packages()} == {back(package, names) for package in other.packages()}
    assert renamed(renamed(case, names), {new: old for old, new in names.items()}) == case


@given(pairs(spoken()))
@settings(max_examples=25)
def test_every_answer_of_every_party_and_member_is_the_same(pair: tuple[Case, Case, Names]) -> None:
    """By value, by red lines and by what was said."""
    case, other, names = pair
    turned = {back(package, names): package for package in other.packages()}
    for package in list(case.packages())[:60]:
        twin = turned[back(package, {})]
        for who in names.keys() - case.issue.keys():
            assert accepts(case, who, package) is accepts(other, names[who], twin)
            if who in case.position:
                assert value(case, who, package) == value(other, names[who], twin)


@given(pairs())
def test_the_zopa_is_the_same_set_and_is_counted_the_same(pair: tuple[Case, Case, Names]) -> None:
    case, other, names = pair
    for own, theirs in zip(direct.zopa(case), direct.zopa(other), strict=True):
        assert {back(package, {}) for package in own} == {back(package, names) for package in theirs}
    one, twin = zopa(case), zopa(other)
    assert (one.size, one.admissible, one.zopa, one.zopa_possible) == (twin.size, twin.admissible, twin.zopa, twin.zopa_possible)
    counts = {names[each.party]: (each.yes, each.possible, each.needed) for each in one.acceptable}
    assert counts == {each.party: (each.yes, each.possible, each.needed) for each in twin.acceptable}


@given(pairs(), st.sampled_from(("admissible", "acceptable", "zopa")))
def test_the_frontier_has_the_same_points(pair: tuple[Case, Case, Names], within: str) -> None:
    """Each with as many packages."""
    case, other, names = pair
    one, twin = frontier(case, within=within), frontier(other, within=within)
    points = {(frozenset(named(point.values, {}).items()), point.packages) for point in one.frontier}
    assert points == {(frozenset(named(point.values, names).items()), point.packages) for point in twin.frontier}
    assert (one.points, one.packages, one.status) == (twin.points, twin.packages, twin.status)


@pytest.mark.parametrize("rule", RULES)
@given(pair=pairs(), normalise=st.booleans())
@settings(max_examples=20)
def test_every_rule_reaches_the_same_with_as_many_packages(rule: str, pair: tuple[Case, Case, Names], normalise: bool) -> None:
    """The package shown may be another of the tied: the first in file order."""
    case, other, names = pair
    one, twin = best(case, rule, normalise=normalise), best(other, rule, normalise=normalise)
    assert (one.status, one.objective, one.tied, one.unique, one.acceptable) == (
        twin.status,
        twin.objective,
        twin.tied,
        twin.unique,
        twin.acceptable,
    )
    assert named(one.best_gains, {}) == named(twin.best_gains, names)
    if one.unique and one.package is not None and twin.package is not None:
        assert back(one.package, {}) == back(twin.package, names)
        assert named(one.gains, {}) == named(twin.gains, names)
        assert named(one.values, {}) == named(twin.values, names)


@given(pairs())
@settings(max_examples=25)
def test_the_same_demands_are_in_the_way_and_the_same_openings_are_found(pair: tuple[Case, Case, Names]) -> None:
    """Ids of views' red lines name their issue, and are renamed with it."""
    case, other, names = pair

    def key(party: str, kind: str, line: str) -> tuple[str, str, str]:
        parts = line.split(":")
        return names.get(party, party), kind, ":".join((parts[0], names[parts[1]], *parts[2:])) if parts[0] == "view" else line

    one, twin = why(case), why(other)
    assert {frozenset(key(*d.key) for d in found.demands) for found in one.conflicts} == {
        frozenset(d.key for d in found.demands) for found in twin.conflicts
    }
    mine = {(s.total, s.packages, frozenset((*key(c.party, c.kind, c.id), c.by) for c in s.changes)) for s in one.softenings}
    assert mine == {(s.total, s.packages, frozenset((c.party, c.kind, c.id, c.by) for c in s.changes)) for s in twin.softenings}
