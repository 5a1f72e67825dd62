"""Integer programs against enumeration: every rule, on random small cases and on drawn large ones."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instances import large_case
from onetext.errors import UsageError
from onetext.formats import read
from onetext.model.acceptance import Answer, agreed, broken_links, value
from onetext.model.case import Case
from onetext.model.day import At, on
from onetext.model.issues import Issue, Option
from onetext.model.numbers import sharp
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, NoNumber, Position, Reservation, Worth
from onetext.model.rules import RULES
from onetext.solve.best import best
from onetext.solve.budget import Budget
from onetext.solve.gains import base
from onetext.solve.results import Solution
from strategies import DAY, cases


def says(found: Solution) -> dict[str, Any]:
    """What both methods must agree on."""
    refined = found.refined and (found.refined.over, found.refined.cannot_gain, found.refined.objective, found.refined.package)
    return {
        "status": found.status,
        "objective": found.objective,
        "bound": found.bound,
        "unique": found.unique,
        "package": found.package,
        "refined": refined,
        "acceptable": found.acceptable,
        "weighed": found.weighed,
        "canonical": found.canonical,
    }


def eased(case: Case, by: int) -> Case:
    """The case with each reservation value `by` lower and without those whose acceptance depends: mostly with a zopa."""

    def lower(position: Position) -> Position:
        if isinstance(position.reservation, NoNumber):
            return replace(position, reservation=NoNumber.NONE)
        kept = [Reservation(Worth(sharp(entry.worth.points.low - by))) for entry in position.reservation]
        return replace(position, reservation=tuple(kept))

    def quiet(party: Party) -> Party:
        position = case.position.get(party.id)
        speaks = position is not None and position.has_worths and position.reservation != ()
        return party if speaks or not party.is_a("principal") else replace(party, kinds=("outside",))

    consents = tuple(consent for consent in case.consents if consent.who in case.position)
    return replace(case, positions=tuple(map(lower, case.positions)), parties=tuple(map(quiet, case.parties)), consents=consents)


def multiplied(case: Case, factor: Fraction) -> Case:
    """The case with every worth and reservation value times a factor."""

    def of(worth: Worth) -> Worth:
        return worth.mapped(lambda points: points * factor)

    def more(position: Position) -> Position:
        reservation = position.reservation
        if not isinstance(reservation, NoNumber):
            reservation = tuple(replace(entry, worth=of(entry.worth)) for entry in reservation)
        worth = tuple(replace(t, at=tuple((key, of(w)) for key, w in t.at)) for t in position.worth)
        return replace(position, reservation=reservation, worth=worth, terms=tuple(replace(t, worth=of(t.worth)) for t in position.terms))

    return replace(case, positions=tuple(map(more, case.positions)))


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=25)
@given(case=cases(), easier=st.sampled_from((None, 4, 8)), normalise=st.booleans(), at=st.sampled_from(("middle", "worst", "best")))
def test_a_rule_is_the_same_by_program_and_by_enumeration(rule: str, case: Case, easier: int | None, normalise: bool, at: At) -> None:
    """Status, objective, uniqueness and the first package, of points and of shares, at each end of the intervals."""
    today = on(case, DAY) if easier is None else eased(on(case, DAY), easier)
    by_program = best(today, rule, at=at, normalise=normalise, method="cp-sat")
    assert says(by_program) == says(best(today, rule, at=at, normalise=normalise, method="enumeration"))


def test_where_nobody_gains_the_first_package_is_named() -> None:
    """Nobody can have more than without an agreement: of all packages that all accept, the first in file order."""
    options, issues = (Option("p"), Option("q"), Option("r")), ("x", "y", "z")
    flat = tuple(IssueWorth(issue, tuple((one.id, Worth(sharp(one.id != "p"))) for one in options)) for issue in issues)
    case = Case(
        parties=(Party("a"), Party("b")),
        issues=tuple(Issue(issue, "", options) for issue in issues),
        positions=tuple(Position(who, reservation=(Reservation(Worth(sharp(3))),), worth=flat) for who in ("a", "b")),
    )
    found = best(case, "nash", method="cp-sat")
    assert found.refined is not None and found.refined.over == ()
    assert found.refined.package == tuple((issue, "q") for issue in issues)
    assert says(found) == says(best(case, "nash", method="enumeration"))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_treaty_of_28_articles_is_proven(rule: str, seed: int) -> None:
    """28 issues of 4 options, 5 parties, links, terms, red lines: optimal, certified, and no neighbour is better."""
    case = large_case(seed)
    found = best(case, rule)
    assert found.status == "optimal" and found.bound == found.objective and found.unique is not None
    package = dict(found.package or ())
    assert not broken_links(case, package) and agreed(case, package) is Answer.YES
    tops = [gain for _, gain in found.best_gains]
    for issue in case.issues:
        for option in issue.options:
            other = {**package, issue.id: option.id}
            if broken_links(case, other) or agreed(case, other) is not Answer.YES:
                continue
            gains = [value(case, who, other).low - base(case, who) for who, _ in found.gains]
            assert RULES[rule].measure(gains, tops) <= found.objective


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=15)
@given(case=cases(), factor=st.sampled_from((Fraction(10**25 + 7, 10**29 + 3), Fraction(10**24 + 7, 7))))
def test_numbers_too_large_for_the_solver_are_bounded_not_trusted(rule: str, case: Case, factor: Fraction) -> None:
    """Rounded programs: what is called optimal is, and a bound is never below the optimum."""
    today = multiplied(eased(on(case, DAY), 6), factor)
    by_program, truth = best(today, rule, method="cp-sat"), best(today, rule, method="enumeration")
    assert by_program.status in (truth.status, "feasible", "unknown")
    if by_program.status == "optimal":
        assert by_program.objective == truth.objective
    elif by_program.status == "feasible":
        assert by_program.objective is None or by_program.objective <= truth.objective
        assert by_program.bound is None or by_program.bound >= truth.objective


def test_a_limit_gives_the_best_so_far_with_its_bound() -> None:
    """After some solutions the clock says stop: a package of the zopa, and a bound that the optimum does not pass."""
    case, looks = large_case(3), iter(range(10**9))
    found = best(case, "leximin", budget=Budget(seconds_left=lambda: 0.15 if next(looks) < 2 else -1.0))
    optimum = best(case, "leximin")
    assert found.status in ("feasible", "unknown")
    if found.package is not None:
        assert agreed(case, dict(found.package)) is Answer.YES
        assert found.objective <= optimum.objective and (found.bound is None or found.bound >= optimum.objective)


def test_a_rule_of_ones_own_is_refused_by_name() -> None:
    """What only a definition says cannot be made a program."""
    own = replace(RULES["nash"], name="own")
    with pytest.raises(UsageError, match="'own' can only be computed by enumeration"):
        best(large_case(1), own)


@pytest.mark.parametrize(("name", "values"), [("10issues", (502, 811)), ("30issues", (2076, 2105)), ("50issues", (2402, 2722))])
def test_the_largest_product_of_the_nonlinear_domains_of_2014(shared: Path, name: str, values: tuple[int, int]) -> None:
    """Up to 10^50 packages, hyper-rectangles: proven, in raw points."""
    case = read({path.name: path.read_bytes() for path in (shared / "cases" / "genius" / name).glob("*.xml")})
    found = best(case, "nash")
    assert found.status == "optimal"
    assert tuple(worth for _, worth in found.values) == values
