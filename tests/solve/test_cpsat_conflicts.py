"""Conflicts and openings by integer programs against the same by enumeration."""

from __future__ import annotations

from hypothesis import given, settings

from onetext.analysis.conflicts import conflicts as by_enumeration
from onetext.analysis.softenings import softenings as openings_by_enumeration
from onetext.analysis.survey import survey
from onetext.model.case import Case
from onetext.model.day import on
from onetext.solve.budget import UNLIMITED
from onetext.solve.cpsat.conflicts import conflicts
from onetext.solve.cpsat.openings import softenings
from onetext.solve.zopa import counted
from strategies import DAY, cases


@settings(max_examples=60)
@given(case=cases())
def test_conflicts_are_all_minimal_ones(case: Case) -> None:
    """The same sets of demands, in the same order, and the list known to be complete."""
    today = on(case, DAY)
    found, complete = conflicts(today, UNLIMITED, most=10_000)
    expected, _ = by_enumeration(survey(today))
    assert complete
    assert [[d.key for d in one.demands] for one in found] == [[d.key for d in one.demands] for one in expected]
    for one, other in zip(found, expected, strict=True):
        assert [who for who, _ in one.members] == [who for who, _ in other.members]


@settings(max_examples=60)
@given(case=cases())
def test_openings_are_all_undominated_ones(case: Case) -> None:
    """The same changes at the same cost, opening as many packages, with the same first package."""
    today = on(case, DAY)
    if counted(today).agreement != "no":
        return
    found, complete = softenings(today, UNLIMITED, most=10_000)
    expected, _ = openings_by_enumeration(survey(today))
    assert complete
    assert list(found) == list(expected)
