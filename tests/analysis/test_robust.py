"""Packages side by side: which they are, under which names, and what a limit leaves of the answer."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

import onetext
from instances import Shape, large_case
from onetext import certify
from onetext.analysis.doubts import deviations, doubts
from onetext.analysis.robust import CRITERIA, Named, robust
from onetext.errors import UsageError
from onetext.formats import read
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.records import Proposal
from onetext.model.rules import RULES
from onetext.solve.budget import Budget, bytes_needed
from solve.test_worlds import MIXED
from strategies import DAY, cases

WELL = """onetext: 1
as_of: 2030-01-01
parties:
  hill: {name: Hill}
  vale: {name: Vale}
  towns: {name: Towns, kind: bloc, decides: majority, members: {a: {}, b: {}, c: {}}}
issues:
  depth: {title: How deep, options: {low: Ten metres, mid: Twenty, deep: Forty}}
  fee: {title: Fee, from: 0, to: 10, step: 5}
positions:
  hill: {reservation: [4, 6], worth: {depth: {low: 0, mid: {one_of: {2: 1/4, 6: 3/4}}, deep: 7}, fee: {0: 0, 10: [4, 8]}}}
  vale: {reservation: 5, worth: {depth: {low: 8, mid: [5, 7], deep: 1}, fee: {0: 4, 10: 0}}, red_lines: [{id: r, never: {fee: 10}, chance: 3/4}]}
  a: {reservation: 1, worth: {depth: {low: [0, 2], mid: [0, 4], deep: [0, 3]}}}
  b: {reservation: 1, worth: {depth: {low: [0, 2], mid: [0, 4], deep: [0, 3]}}}
  c: {view: {depth: {low: can_live}}}
proposals:
  plan: {title: The plan, package: {depth: mid, fee: 5}}
  nash: {title: Called as a rule is, package: {depth: deep, fee: 0}}
  half: {title: Half of one, package: {depth: mid}}
"""
LARGE = Shape(issues=12, parties=3, links=6, terms=5)


@pytest.fixture(scope="module")
def well() -> Case:
    return on(read({"well.yaml": WELL.encode()}), DAY)


def test_the_well_by_hand(well: Case) -> None:
    """The plan: Hill needs its reservation value, uniform on 4 to 6, out of 2 or 6 for the depth and a half of 4 to 8 for the fee.

    With 6 it has 8 to 10 and accepts; with 2 it has 4 to 6, and accepts with a half. So 3/4 + 1/4 * 1/2 = 7/8. Vale has 7
    to 9 against 5. Of the towns two must accept: each of the two that have worths does with 3/4, the third may or may not.
    """
    plan = next(held for held in robust(well).packages if held.name == "plan")
    by = {one.party: (one.low, one.high) for one in plan.chance.parties}
    assert by == {"hill": (Fraction(7, 8),) * 2, "vale": (1, 1), "towns": (Fraction(9, 16), Fraction(15, 16))}
    assert (plan.chance.low, plan.chance.high) == (Fraction(7, 8) * Fraction(9, 16), Fraction(7, 8) * Fraction(15, 16))
    assert (plan.chance.frechet.low, plan.chance.frechet.high) == (Fraction(3, 8), Fraction(7, 8))
    assert plan.chance.open == ("c",)
    assert (plan.radius, dict(plan.radii)) == (Fraction(-1), {"hill": -1, "vale": 1, "towns": Fraction(-1, 2)})
    assert plan.radius_with_reservation == Fraction(-2, 3)
    assert dict(plan.gammas)["towns"] == Fraction(1, 2)


def test_figures_in_doubt_are_counted_by_kind(well: Case) -> None:
    """Of those whose own position counts; what is left of sharp guesses may be wrong too, unless they may not."""
    found = doubts(well, deviations(well, None))
    assert (found.intervals, found.one_of, found.red_lines, found.words) == (9, 1, 1, ("c",))
    assert found.guesses == 10
    assert doubts(well, deviations(well, Fraction(0))).guesses == 0
    sharp = onetext.load("labour-dispute").case
    assert found.any and not doubts(sharp, deviations(sharp, None)).any


def test_names_are_unique_and_kinds_told(well: Case) -> None:
    """A proposal that is called as a rule keeps its name; the rule's package gets its kind in front. Half a proposal is left out."""
    found = robust(well)
    names = [name for held in found.packages for name in held.names]
    assert len(names) == len(set(names))
    assert {"plan", "nash", "rule:nash"} <= set(names) and "half" not in names
    assert next(held for held in found.packages if "nash" in held.names).kind == "proposal"
    assert set(dict(found.under_doubt)) == set(CRITERIA)
    assert [one.criterion for one in found.searches] == list(CRITERIA)


@given(cases())
def test_packages_stand_once_and_criteria_lead_to_them(case: Case) -> None:
    """Whatever the case: packages differ, each criterion names one of them, statuses fit."""
    today = on(case, DAY)
    found = robust(today, gamma=Fraction(1))
    packages = [held.package for held in found.packages]
    assert len(packages) == len(set(packages))
    assert {name for _, name in found.under_doubt} <= {held.name for held in found.packages}
    for one in found.searches:
        assert (one.package is None) == (one.criterion not in dict(found.under_doubt))
        assert one.status in ("optimal", "infeasible")
    for held in found.packages:
        assert (held.radius is None) == (held.radius_status != "figure")
        assert (held.gamma is None) == (held.gamma_status != "figure")
        assert held.radius is None or held.radius == min(level for _, level in held.radii)


def test_one_package_alone(well: Case) -> None:
    """A named one, a rule's, a criterion's; no search is made that is not needed; unknown names and empty rules are said."""
    given = robust(well, only=Named("mine", "given", {"depth": "low", "fee": "0"}))
    assert ([held.name for held in given.packages], given.searches) == (["mine"], ())
    rule = robust(well, only="utilitarian")
    assert ([held.names for held in rule.packages], rule.searches) == ([("utilitarian",)], ())
    chance = robust(well, only="chance")
    assert [one.criterion for one in chance.searches] == ["chance"]
    with pytest.raises(UsageError, match="no rule or criterion is called 'best'"):
        robust(well, only="best")
    with pytest.raises(UsageError, match="no package is best by 'nash': none qualifies"):
        robust(on(onetext.load("peace-talks-2025").case, DAY), only="nash")


def test_a_proposal_that_is_also_best_stands_once() -> None:
    """Under the proposal's name, with the rules and criteria that pick the same."""
    case = onetext.load("labour-dispute").case
    nash = dict(onetext.solve(case, "nash").package or ())
    named = replace(case, replies=(), proposals=(Proposal("deal", tuple(nash.items())),))
    (held,) = [one for one in robust(on(named, DAY)).packages if one.name == "deal"]
    assert held.kind == "proposal"
    assert {"nash", "radius"} <= set(held.also)


def test_large_cases_are_proven_and_certified() -> None:
    """Too many packages to look at: by integer programs, each package held against the definitions."""
    case = on(large_case(1, LARGE), DAY)
    found = robust(case, gamma=Fraction(2), off=Fraction(40), budget=Budget(enumerate=False))
    assert found.status == "exact"
    assert {one.criterion: (one.status, one.method) for one in found.searches} == dict.fromkeys(
        ("radius", "share", "gamma"), ("optimal", "cp-sat")
    )
    assert certify.check(case, found) == ()
    assert found.robust_zopa is not None
    assert (found.robust_zopa.status, found.robust_zopa.packages) == ("not_counted", None)
    assert found.robust_zopa.first is not None
    many = robust(case, only=None, gamma=Fraction(30), off=Fraction(40), budget=Budget(enumerate=False)).robust_zopa
    assert many is not None and (many.status, many.packages, many.first) == ("exact", 0, None)
    assert {held.kind for held in found.packages} == {"rule", "doubt"}
    assert {name for held in found.packages for name in held.names} == {*RULES, "radius", "share", "gamma"}


def test_out_of_time_it_says_so() -> None:
    """Nothing was searched, and nothing is claimed; a proposal is still reported on."""
    case = on(large_case(1, LARGE), DAY)
    first = tuple((issue.id, issue.options[0].id) for issue in case.issues)
    put = replace(case, proposals=(Proposal("d", first),))
    found = robust(put, gamma=Fraction(1), budget=Budget(seconds_left=lambda: 0.0, enumerate=False))
    assert found.status == "feasible"
    assert [held.name for held in found.packages] == ["d"]
    assert {one.status for one in found.searches} == {"unknown"}
    assert found.robust_zopa is not None and found.robust_zopa.status == "feasible"


def test_a_case_without_worths_has_nothing_to_move() -> None:
    """Words alone: no criterion applies; what is said of a proposal is still told."""
    text = """onetext: 1
as_of: 2030-01-01
parties: {a: {}, b: {}}
issues: {i: {options: {x: X, y: Y}}}
positions:
  a: {view: {i: {x: can_live, y: never}}}
  b: {red_lines: [{id: r, never: {i: y}, chance: 1/3}]}
proposals: {p: {package: {i: x}}, q: {package: {i: y}}}
"""
    found = robust(on(read({"w.yaml": text.encode()}), DAY))
    p, q = found.packages
    assert [one.criterion for one in found.searches] == ["chance"]
    assert (p.radius_status, p.gamma_status, p.chance.low, p.chance.high) == ("never", "never", 0, 1)
    assert (q.chance.low, q.chance.high) == (0, 0)
    assert dict(found.under_doubt) == {"chance": "p"}


def test_estimates_are_told_by_the_status() -> None:
    """Jointly bounded intervals are drawn."""
    assert robust(MIXED).status == "exact"
    assert robust(MIXED, joint=Fraction(2)).status == "estimate"


def test_a_memory_that_holds_who_accepts_but_no_levels_is_not_exceeded(well: Case) -> None:
    """Then integer programs look for the same packages."""
    small = Budget(memory=bytes_needed(well) * 5 // 4)
    found = robust(well, budget=small)
    assert {one.method for one in found.searches if one.criterion != "chance"} == {"cp-sat"}
    assert {one.criterion: one.objective for one in found.searches if one.criterion != "chance"} == {
        one.criterion: one.objective for one in robust(well).searches if one.criterion != "chance"
    }
