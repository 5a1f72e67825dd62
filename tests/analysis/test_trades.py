"""Trades against the list that looking at every package gives, and by hand."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import direct as space
from analysis import by_definition as direct
from analysis.drawn import blocked
from onetext.analysis.trades import Trade, lifting, trades
from onetext.model.acceptance import Answer, accepts, asked, consenters, crossed, value
from onetext.model.case import Case
from onetext.model.day import sharpened

Package = dict[str, str]
ALL = 10**6


def weighed(case: Case) -> list[str]:
    return [p.id for p in case.principals if p.id in case.position and case.position[p.id].has_worths]


def moves(case: Case, here: Package, there: Package) -> dict[str, Fraction]:
    return {who: value(case, who, there).low - value(case, who, here).low for who in weighed(case)}


def span(case: Case, who: str) -> Fraction:
    """The distance between the best and the worst that options and terms can add up to."""
    total = sum((abs(term.worth.points.low) for term in case.position[who].terms), Fraction(0))
    first = next(case.packages())
    for issue in case.issues:
        alone = [value_of(case, who, {**first, issue.id: option.id}) for option in issue.options]
        total += max(alone) - min(alone)
    return total or Fraction(1)


def value_of(case: Case, who: str, package: Package) -> Fraction:
    """The value of a package without its terms."""
    from dataclasses import replace

    bare = replace(case, positions=tuple(replace(p, terms=()) for p in case.positions))
    return value(bare, who, package).low


def answer(case: Case, who: str, package: Package) -> Answer:
    """Of one who is not asked: yes."""
    return accepts(case, who, package) if asked(case, who, package) else Answer.YES


def near(case: Case, here: Package, most: int = 3) -> list[Package]:
    """The admissible packages within `most` changes that cross no further red line and turn nobody away."""
    rank = {Answer.NO: 0, Answer.DEPENDS: 1, Answer.YES: 2}
    found = []
    for there in case.packages():
        changes = sum(there[issue] != here[issue] for issue in here)
        lines = all({*crossed(case, who, there)} <= {*crossed(case, who, here)} for who in case.position)
        if not (0 < changes <= most and direct.admissible(case, there) and lines):
            continue
        if all(rank[answer(case, p.id, there)] >= rank[answer(case, p.id, here)] for p in consenters(case)):
            found.append(there)
    return found


def key(case: Case, here: Package, there: Package) -> tuple[Fraction, Fraction, int]:
    shares = [move / span(case, who) for who, move in moves(case, here, there).items()]
    return -min(shares), -sum(shares, Fraction(0)), sum(there[i] != here[i] for i in here)


def loss(case: Case, here: Package, there: Package, lift: str) -> tuple[Fraction, Fraction, int]:
    lost = [max(-move / span(case, who), Fraction(0)) for who, move in moves(case, here, there).items() if who != lift]
    return max(lost, default=Fraction(0)), sum(lost, Fraction(0)), sum(there[i] != here[i] for i in here)


def of(found: tuple[Trade, ...]) -> list[Package]:
    return [dict(trade.package) for trade in found]


@given(blocked(), st.data())
def test_trades_are_those_of_every_package(case: Case, data: st.DataObject) -> None:
    """From any package, the near ones that serve a principal better and none worse; best first, ties in file order."""
    own = sharpened(case)
    here = data.draw(st.sampled_from(list(own.packages())))
    every = [k for k in near(own, here) if weighed(own) and min(moves(own, here, k).values()) >= 0 < max(moves(own, here, k).values())]
    found = trades(own, here, most=ALL)
    assert of(found) == sorted(every, key=lambda k: key(own, here, k))
    for trade in found:
        assert dict(trade.moves) == moves(own, here, dict(trade.package))
        assert trade.changes == tuple((i, here[i], o) for i, o in trade.package if here[i] != o)
        assert dict(trade.shares) == {who: move / span(own, who) for who, move in trade.moves}


@given(blocked(), st.data())
def test_lifting_brings_a_party_to_accept(case: Case, data: st.DataObject) -> None:
    """From a package that a party does not accept, the near ones that it does; at least loss to the others first."""
    own = sharpened(case)
    here = data.draw(st.sampled_from(list(own.packages())))
    who = data.draw(st.sampled_from([party.id for party in consenters(own)]))
    every = [k for k in near(own, here) if accepts(own, who, k) is Answer.YES] if accepts(own, who, here) is not Answer.YES else []
    assert of(lifting(own, here, who, most=ALL)) == sorted(every, key=lambda k: loss(own, here, k, who))


@given(blocked())
def test_from_an_efficient_package_no_trade_is_offered(case: Case) -> None:
    """A package that no admissible one dominates, over the values of the principals with worths."""
    own = sharpened(case)
    front = space.front(own, space.admissible(own))
    for packages in list(front.values())[:3] if weighed(own) else []:
        assert trades(own, packages[0], most=ALL) == ()


@pytest.mark.parametrize(("most", "expected"), [(0, 0), (1, 1)])
def test_no_more_are_listed_than_asked_for(most: int, expected: int, swap: Callable[[], Case]) -> None:
    """`most` cuts the list from its end."""
    assert len(trades(swap(), {"pay": "low", "leave": "short"}, most=most)) == expected


@pytest.fixture
def swap() -> Callable[[], Case]:
    """Logrolling: one cares about pay, the other about leave; both gain by giving way on what matters less."""
    from onetext.formats import native

    text = b"""
onetext: 1
parties: {staff: {}, board: {}}
issues:
  pay: {options: {low: Low, high: High}}
  leave: {options: {short: Short, long: Long}}
positions:
  staff: {reservation: 0, worth: {pay: {low: 0, high: 9}, leave: {short: 0, long: 2}}}
  board: {reservation: 0, worth: {pay: {low: 2, high: 0}, leave: {short: 0, long: 9}}}
"""
    return lambda: native.read({"case.yaml": text})


def test_a_swap_that_serves_both_is_found_and_none_from_where_it_leads(swap: Callable[[], Case]) -> None:
    """Positive: from low and short, long leave first (2/11 and 9/11), then both changes (11/11 and 7/11): the second serves the less served better."""
    found = trades(swap(), {"pay": "low", "leave": "short"})
    assert [trade.changes for trade in found] == [
        (("pay", "low", "high"), ("leave", "short", "long")),
        (("leave", "short", "long"),),
    ]
    assert found[0].moves == (("staff", Fraction(11)), ("board", Fraction(7)))
    assert found[0].shares == (("staff", Fraction(1)), ("board", Fraction(7, 11)))
    assert trades(swap(), {"pay": "high", "leave": "long"}) == ()
