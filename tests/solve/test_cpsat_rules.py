"""Integer programs against enumeration: every rule, on random small cases and on drawn large ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.model.case import Case
from onetext.model.day import At, on
from onetext.model.numbers import sharp
from onetext.model.parties import Party
from onetext.model.positions import NoNumber, Position, Reservation, Worth
from onetext.model.rules import RULES
from onetext.solve.best import best
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


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=25)
@given(case=cases(), easier=st.sampled_from((None, 4, 8)), normalise=st.booleans(), at=st.sampled_from(("middle", "worst", "best")))
def test_a_rule_is_the_same_by_program_and_by_enumeration(rule: str, case: Case, easier: int | None, normalise: bool, at: At) -> None:
    """Status, objective, uniqueness and the first package, of points and of shares, at each end of the intervals."""
    today = on(case, DAY) if easier is None else eased(on(case, DAY), easier)
    by_program = best(today, rule, at=at, normalise=normalise, method="cp-sat")
    assert says(by_program) == says(best(today, rule, at=at, normalise=normalise, method="enumeration"))
