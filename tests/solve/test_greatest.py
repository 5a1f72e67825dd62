"""The packages that bear most, by enumeration and by integer programs, against the definition applied to each package."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import inf
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.model.acceptance import broken_links, value, voter
from onetext.model.case import Case
from onetext.model.day import on, sharpened
from onetext.model.issues import Issue, Option
from onetext.model.numbers import sharp
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Origin, Position, Reservation, Worth
from onetext.solve.budget import UNLIMITED
from onetext.solve.cpsat.engine import Outcome
from onetext.solve.cpsat.greatest import greatest as by_program
from onetext.solve.cpsat.greatest import spread as spread_by_program
from onetext.solve.cpsat.search import seek
from onetext.solve.criteria import Criterion, gamma, radius, settled
from onetext.solve.greatest import borne, greatest, level_of
from onetext.solve.space import grid, packages, sums
from onetext.solve.spread import spreads
from robust_by_definition import best_package, gamma_of, radius_of
from solve.test_cpsat_rules import multiplied
from spoken import spoken
from strategies import DAY, cases

STEPS = st.sampled_from((Fraction(0), Fraction(1), Fraction(3, 2)))
UNITS = st.sampled_from((None, Fraction(2), Fraction(7, 3), Fraction(0)))


def off(case: Case, step: Fraction) -> dict[str, Fraction]:
    """The same step for everybody."""
    return {position.party: step for position in case.positions}


def units(case: Case, unit: Fraction | None) -> dict[str, Fraction] | None:
    return None if unit is None else {position.party: unit for position in case.positions}


@settings(max_examples=30)
@given(st.one_of(cases(), spoken()), UNITS, STEPS)
def test_what_bears_most_is_what_the_definition_says(case: Case, unit: Fraction | None, step: Fraction) -> None:
    """Level, ties and the first package in file order, for the radius in points or units and for Gamma."""
    today = on(case, DAY)
    asked: list[tuple[Criterion, Callable[[str, dict[str, str]], Fraction | float]]] = [
        (radius(today, units(today, unit)), lambda who, package: radius_of(today, who, package, unit)),
        (gamma(today, off(today, step)), lambda who, package: gamma_of(today, who, package, step)),
    ]
    for criterion, by_definition in asked:
        found = greatest(today, criterion)
        assert (found.package, found.level, found.tied) == best_package(today, by_definition)


@given(st.one_of(cases(), spoken()), UNITS, STEPS)
def test_integer_programs_find_what_the_enumeration_does(case: Case, unit: Fraction | None, step: Fraction) -> None:
    """The same level, proven, and a package that has it; that there is none where there is none."""
    today = on(case, DAY)
    for criterion in (radius(today, units(today, unit)), gamma(today, off(today, step))):
        whole, found = greatest(today, criterion), by_program(today, criterion, UNLIMITED)
        assert (found.status, found.level) == ("infeasible" if whole.package is None else "optimal", whole.level)
        if found.package is not None:
            assert not broken_links(today, found.package)
            assert level_of(today, criterion, found.package) == found.level


@given(cases())
def test_spreads_are_those_of_all_packages(case: Case) -> None:
    """By parts, and by integer programs."""
    today = on(case, DAY)
    for position in today.positions:
        values = [value(sharpened(today), position.party, package).low for package in today.packages()]
        assert spreads(today, [position.party], UNLIMITED) == {position.party: max(values) - min(values)}
        assert spread_by_program(sharpened(today), position.party, UNLIMITED) == max(values) - min(values)


@given(st.one_of(cases(), spoken()), UNITS, STEPS)
def test_arrays_are_what_is_exact_to_the_last_bits(case: Case, unit: Fraction | None, step: Fraction) -> None:
    """For every voter and admissible package, infinite where that is."""
    today = on(case, DAY)
    for criterion in (radius(today, units(today, unit)), gamma(today, off(today, step))):
        found = borne(today, criterion)
        for place, package in enumerate(packages(today, found.codes)):
            for who, levels in found.voters.items():
                exact = criterion.exact(who, package)
                assert levels[place] == exact or abs(levels[place] - exact) <= abs(exact) * 2.0**-45


LEVELS = st.sampled_from([Fraction(n, 3) for n in range(13)])


@given(cases(), UNITS, STEPS, LEVELS)
def test_sheets_are_above_where_the_level_is(case: Case, unit: Fraction | None, step: Fraction, level: Fraction) -> None:
    """Of voters whose worths decide: some sheet is above its reservation value, or reaches it, just where the level is above."""
    today = on(case, DAY)
    for criterion in (radius(today, units(today, unit)), gamma(today, off(today, step))):
        for position in today.positions:
            if voter(today, position.party).reservation is None:
                continue
            sheets = criterion.sheets(position.party, level)
            over = [(sums(today, one.table, grid(today)).ravel() - one.table.reservation[0], one.strict) for one in sheets]  # type: ignore[index]
            for place, package in enumerate(today.packages()):
                exact = criterion.exact(position.party, package)
                if settled(today, position.party, package) is None:
                    above = any(margin[place] > 0 if strict else margin[place] >= 0 for margin, strict in over)
                    assert above == (exact > level), (criterion.name, package)


def test_a_margin_of_nothing_is_enough_where_nothing_can_be_wrong() -> None:
    """Worth exactly the reservation value, and no guess: accepted without limit, by either search."""
    issue = Issue("i", "", (Option("a"), Option("b")))
    worth = IssueWorth("i", (("a", Worth(sharp(5))),))
    case = Case(
        parties=(Party("p"),), issues=(issue,), positions=(Position("p", reservation=(Reservation(Worth(sharp(5))),), worth=(worth,)),)
    )
    criterion = gamma(case, {"p": Fraction(0)})
    whole, found = greatest(case, criterion), by_program(case, criterion, UNLIMITED)
    assert (whole.package, whole.level, found.package, found.level) == ({"i": "a"}, inf, {"i": "a"}, inf)


@pytest.mark.parametrize("worths", [("7/2", "4"), ("4", "7/2")])
def test_one_who_cannot_be_wrong_and_has_nothing_left_holds_nobody_back(worths: tuple[str, str]) -> None:
    """One party has answered, and has exactly its reservation value; the other's guesses decide which package bears more."""
    issue = Issue("i", "", (Option("a"), Option("b")))
    sure = Origin("answer")
    known = IssueWorth("i", tuple((option, Worth(sharp(5), sure)) for option in "ab"))
    guessed = IssueWorth("i", tuple((option, Worth(sharp(points))) for option, points in zip("ab", worths, strict=True)))
    positions = (
        Position("p", reservation=(Reservation(Worth(sharp(5), sure)),), worth=(known,)),
        Position("q", reservation=(Reservation(Worth(sharp("5/2"))),), worth=(guessed,)),
    )
    case = Case(parties=(Party("p"), Party("q")), issues=(issue,), positions=positions)
    found = by_program(case, gamma(case, {"p": Fraction(1), "q": Fraction(1)}), UNLIMITED)
    assert (found.status, found.level, found.package) == ("optimal", Fraction(3, 2), {"i": "ab"[worths.index("4")]})


@given(cases(), UNITS, STEPS)
def test_a_search_that_is_stopped_leaves_a_bound(case: Case, unit: Fraction | None, step: Fraction) -> None:
    """Stopped after its first package, as if the solver had not proven it: no package exceeds the bound."""
    today = on(case, DAY)
    module = sys.modules[by_program.__module__]

    def stopped(*given: Any) -> tuple[Outcome, dict[str, str] | None]:
        outcome, package = seek(*given)
        return (replace(outcome, status="feasible") if outcome.status == "optimal" else outcome), package

    for criterion in (radius(today, units(today, unit)), gamma(today, off(today, step))):
        whole = greatest(today, criterion)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "seek", stopped)
            found = by_program(today, criterion, UNLIMITED)
        assert found.status in ("feasible", "infeasible", "optimal")
        assert found.level <= whole.level
        assert found.bound is None or found.bound >= whole.level


@settings(max_examples=20)
@given(cases())
def test_numbers_too_large_for_the_solver_change_nothing(case: Case) -> None:
    """Worths of 25 digits are rounded in the program, and decided exactly."""
    today = on(case, DAY)
    factor = Fraction(10**25, 7)
    large = multiplied(today, factor)
    whole, found = greatest(today, radius(today)), by_program(large, radius(large), UNLIMITED)
    expected = whole.level * factor if isinstance(whole.level, Fraction) else whole.level
    assert found.level == expected
    assert greatest(large, radius(large)).level == expected
