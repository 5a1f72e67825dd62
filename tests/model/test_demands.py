"""The demands of a case: who makes which, and when a package meets one, by their definition."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from onetext import formats
from onetext.model.acceptance import Answer, accepts, agreed, asked, broken_links, consenters, crossed, value
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.demands import KINDS, Demand, demands, met, possible
from strategies import DAY, cases

TEXT = """
onetext: 1
as_of: 2031-05-01
parties:
  north: {}
  east: {}
  isles: {kind: bloc, members: {ama: {}, bru: {}}, decides: {members: 1/2}}
  bank: {kind: holder}
  house: {kind: ratifier}
  envoy: {kind: mediator}
  far: {kind: outside}
issues:
  line: {title: Line, options: {hold: Hold, pull: Pull}}
  fee: {title: Fee, from: 0, to: 6, step: 3}
links:
- {id: soft, never: {line: pull, fee: 6}, soften: {north: 2}}
- {id: hard, never: {line: hold, fee: 6}}
consents: [{who: bank, on: {line: pull}}, {who: house, on: {}}]
positions:
  north:
    reservation: [3, 4]
    soften_reservation: 2
    worth: {line: {hold: [2, 3], pull: 5}, fee: {0: 0, 6: 1}}
    red_lines: [{id: cheap, always: {fee: {to: 3}}, soften: 7}, {id: old, never: {line: pull}, until: 2031-01-01}]
  east: {view: {line: {hold: never}}, reservation: none, worth: {line: {hold: 1}}}
  ama: {red_lines: [{id: ama-1, never: {line: pull}}]}
  bru: {red_lines: [{id: bru-1, never: {fee: 0}}]}
  bank: {red_lines: [{id: safe, never: {fee: 0}}], reservation: 1, soften_reservation: never, worth: {line: {hold: 0, pull: 0}}}
  house: {red_lines: [{id: law, never: {line: pull}}]}
  far: {red_lines: [{id: far-1, never: {line: pull}}]}
"""
CASE = on(formats.read({"case.yaml": TEXT.encode()}), DAY)
BY_KEY = {demand.key: demand for demand in demands(CASE)}


def test_who_makes_which_demand_in_file_order() -> None:
    """Red lines in force and those of views, reservation values, one for a bloc, soft links last; ratifiers and outsiders none."""
    assert list(BY_KEY) == [
        ("north", "red_line", "cheap"),
        ("north", "reservation", ""),
        ("east", "red_line", "view:line:hold"),
        ("isles", "bloc", ""),
        ("bank", "red_line", "safe"),
        ("bank", "reservation", ""),
        ("", "link", "soft"),
    ]
    assert {demand.kind for demand in BY_KEY.values()} == set(KINDS)


def test_a_demand_says_what_missing_it_asks_and_what_it_speaks_of() -> None:
    assert BY_KEY["north", "red_line", "cheap"].price == 7
    assert BY_KEY["north", "reservation", ""].price == 2
    assert BY_KEY["east", "red_line", "view:line:hold"].price is None
    assert BY_KEY["bank", "reservation", ""].price is None
    assert BY_KEY["north", "red_line", "cheap"].issues == ("fee",)
    assert BY_KEY["", "link", "soft"].issues == ("line", "fee")
    assert BY_KEY["isles", "bloc", ""].members == ("ama", "bru")


@pytest.mark.parametrize(
    ("line", "fee", "missed"),
    [
        ("hold", "0", "east view:line:hold"),  # north may just reach 3; the bank is not asked; ama accepts enough for the isles
        ("hold", "3", "east view:line:hold"),
        ("hold", "6", "north cheap, east view:line:hold"),
        ("pull", "0", "isles, bank safe, bank"),  # both members refuse; the bank is asked
        ("pull", "3", "bank"),
        ("pull", "6", "north cheap, bank, soft"),
    ],
)
def test_which_demands_a_package_misses(line: str, fee: str, missed: str) -> None:
    package = {"line": line, "fee": fee}
    assert ", ".join(f"{d.party} {d.id}".strip() for d in demands(CASE) if not met(CASE, d, package)) == missed


def test_over_intervals_a_demand_is_missed_only_where_it_surely_is() -> None:
    own = BY_KEY["north", "reservation", ""]
    assert met(CASE, own, {"line": "hold", "fee": "0"})  # worth 2 to 3, asked for 3 to 4: perhaps
    higher = on(formats.read({"case.yaml": TEXT.replace("reservation: [3, 4]", "reservation: [7/2, 4]").encode()}), DAY)
    assert not met(higher, own, {"line": "hold", "fee": "0"})
    assert met(higher, own, {"line": "hold", "fee": "6"})  # 3 to 4 against 7/2


def test_hard_links_say_which_packages_are_possible_soft_ones_do_not() -> None:
    assert not possible(CASE, {"line": "hold", "fee": "6"})
    assert possible(CASE, {"line": "pull", "fee": "6"})
    assert [link.id for link in broken_links(CASE, {"line": "pull", "fee": "6"})] == ["soft"]


@given(cases())
def test_a_package_that_meets_all_demands_is_refused_by_none(case: Case) -> None:
    """And one that misses a party's demand is refused by it: the demands are just what refusals consist of."""
    today = on(case, DAY)
    every = demands(today)
    for package in list(today.packages())[:60]:
        missed = [demand for demand in every if not met(today, demand, package)]
        mine = [demand for demand in missed if demand.party]
        assert (not mine) == (agreed(today, package) is not Answer.NO)
        for demand in mine:
            assert accepts(today, demand.party, package) is Answer.NO
        assert possible(today, package) or broken_links(today, package)
        if not missed and possible(today, package):
            assert broken_links(today, package) == ()


@given(cases())
def test_a_demand_of_one_not_asked_is_met(case: Case) -> None:
    today = on(case, DAY)
    for package in list(today.packages())[:60]:
        for demand in demands(today):
            if demand.party and not asked(today, demand.party, package):
                assert met(today, demand, package)


@given(cases())
def test_each_demand_is_met_as_its_kind_says(case: Case) -> None:
    today = on(case, DAY)
    askers = {party.id for party in consenters(today)}
    for package in list(today.packages())[:30]:
        for demand in demands(today):
            assert not demand.party or demand.party in askers
            if demand.party and asked(today, demand.party, package):
                assert met(today, demand, package) == _by_kind(today, demand, package)


def _by_kind(case: Case, demand: Demand, package: dict[str, str]) -> bool:
    if demand.kind == "bloc":
        return accepts(case, demand.party, package) is not Answer.NO
    if demand.kind == "red_line":
        return demand.id not in [line.id for line in crossed(case, demand.party, package)]
    held = case.position[demand.party].reservation
    assert isinstance(held, tuple)
    return value(case, demand.party, package).high - held[0].worth.points.low >= Fraction(0)
