"""What `robust` says is certified, and each false claim in it is named."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext import certify
from onetext.analysis.robust import robust
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.parties import Party
from onetext.solve.budget import Budget
from onetext.solve.robustness import Bounds
from solve.test_worlds import MIXED, A
from spoken import spoken
from strategies import DAY, cases

GAMMAS = st.sampled_from((None, Fraction(0), Fraction(3, 2), Fraction(4)))
OFF = st.sampled_from((None, Fraction(0), Fraction(2)))


@given(st.one_of(cases(), spoken()), GAMMAS, OFF, st.sampled_from((None, False)))
def test_every_answer_is_certified(case: Case, gamma: Fraction | None, off: Fraction | None, enumerate_: bool | None) -> None:
    """By enumeration and by integer programs, with and without guesses counted."""
    today = on(case, DAY)
    found = robust(today, gamma=gamma, off=off, budget=Budget(enumerate=enumerate_))
    assert certify.check(today, found) == ()
    assert found.status == "exact"


FOUND = robust(MIXED, gamma=Fraction(1), off=Fraction(1, 2))
HELD = next(held for held in FOUND.packages if "radius" in held.names)
OTHER = tuple({**dict(HELD.package), "j": "b" if dict(HELD.package)["j"] == "a" else "a"}.items())


def test_what_is_falsified_is_sound() -> None:
    """So that each message comes from its row; it holds figures of every kind."""
    assert certify.check(MIXED, FOUND) == ()
    assert dict(HELD.package) == A and HELD.radius is not None and HELD.gamma is not None and FOUND.robust_zopa is not None


CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"radius": HELD.radius - Fraction(1, 8)}, "with all worths lower by more than the radius"),
    ({"radius": HELD.radius + Fraction(1, 8)}, "somebody does not accept"),
    ({"radius": None, "radius_status": "no_limit"}, "radius: says inf"),
    ({"radius_with_reservation": HELD.radius}, "radius_with_reservation: says"),
    ({"share": Fraction(1, 7)}, "share: says 1/7"),
    ({"gamma": HELD.gamma + 1}, "gamma: says"),
    ({"gamma": None, "gamma_status": "no_limit"}, "gamma: says inf"),
    ({"accepts": "yes"}, "accepts: says yes, is depends"),
    ({"admissible": False}, "admissible: says False"),
    ({"package": OTHER}, "gamma: says"),
    ({"package": (("i", "c"),)}, "no answer to 'j'"),
    ({"chance": replace(HELD.chance, frechet=Bounds(Fraction(0), Fraction(0)))}, "leaves its bounds"),
]


@pytest.mark.parametrize(("change", "said"), CHANGES)
def test_a_false_claim_about_a_package_is_named(change: dict[str, Any], said: str) -> None:
    """One field at a time."""
    wrong = tuple(replace(held, **change) if held is HELD else held for held in FOUND.packages)
    assert any(said in problem for problem in certify.check(MIXED, replace(FOUND, packages=wrong)))


def test_a_false_claim_about_all_packages_is_named() -> None:
    """That none bears more, how many as much, how many remain."""
    radius = next(one for one in FOUND.searches if one.criterion == "radius")
    for change, said in (
        ({"objective": Fraction(-9)}, "objective of radius"),
        ({"tied": 3}, "packages tied by radius"),
        ({"status": "infeasible"}, "status of radius"),
        ({"package": OTHER}, "package of radius"),
    ):
        wrong = tuple(replace(one, **change) if one is radius else one for one in FOUND.searches)  # type: ignore[arg-type]
        assert any(said in problem for problem in certify.check(MIXED, replace(FOUND, searches=wrong)))
    assert FOUND.robust_zopa is not None
    zone = replace(FOUND.robust_zopa, packages=3, first=OTHER)
    assert len(certify.check(MIXED, replace(FOUND, robust_zopa=zone))) == 2


def test_a_false_probability_is_named() -> None:
    """Where every figure that enters is one of some numbers."""
    case = replace(MIXED, parties=(Party("o"),), positions=MIXED.positions[3:])
    found = robust(case)
    held = next(one for one in found.packages if dict(one.package) == A)
    assert held.chance.low == Fraction(3, 4)
    lower = replace(held.chance, low=Fraction(1, 2), frechet=Bounds(Fraction(0), Fraction(1)))
    wrong = replace(found, packages=tuple(replace(one, chance=lower) if one is held else one for one in found.packages))
    assert any("probability: says 1/2, is 3/4" in problem for problem in certify.check(case, wrong))
