"""The packages that bear most, by enumeration and by integer programs, against the definition applied to each package."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from onetext.model.acceptance import broken_links, value
from onetext.model.case import Case
from onetext.model.day import on, sharpened
from onetext.solve.budget import UNLIMITED
from onetext.solve.cpsat.greatest import greatest as by_program
from onetext.solve.cpsat.greatest import spread as spread_by_program
from onetext.solve.criteria import Criterion, gamma, radius
from onetext.solve.greatest import greatest, level_of
from onetext.solve.spread import spreads
from robust_by_definition import best_package, gamma_of, radius_of
from spoken import spoken
from strategies import DAY, cases

STEPS = st.sampled_from((Fraction(0), Fraction(1), Fraction(3, 2)))
UNITS = st.sampled_from((None, Fraction(2), Fraction(7, 3), Fraction(0)))


def off(case: Case, step: Fraction) -> dict[str, Fraction]:
    """The same step for everybody."""
    return {position.party: step for position in case.positions}


def units(case: Case, unit: Fraction | None) -> dict[str, Fraction] | None:
    return None if unit is None else {position.party: unit for position in case.positions}


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
