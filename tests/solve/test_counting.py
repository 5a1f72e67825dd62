"""Counts of large spaces: exact ones against enumeration, estimates by how often their intervals hold."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from instances import Shape, large_case
from onetext.model.acceptance import Answer, agreed, broken_links, consenters
from onetext.model.case import Case
from onetext.model.day import on
from onetext.solve import counting
from onetext.solve.counting import estimate
from onetext.solve.sampling import scaled, wilson
from onetext.solve.zopa import counted, zopa
from strategies import DAY, cases


@settings(max_examples=60)
@given(case=cases(rich=True))
def test_what_is_counted_exactly_is_right(case: Case) -> None:
    """The admissible packages; those that each party but a bloc accepts; no zopa where it is proven; the first package of each kind."""
    today = on(case, DAY)
    found, expected = estimate(today), counted(today)
    assert found.admissible == expected.admissible and found.admissible_interval is None
    for one, other in zip(found.acceptable, expected.acceptable, strict=True):
        if not today.party[one.party].is_a("bloc"):
            assert (one.party, one.yes, one.possible) == (other.party, other.yes, other.possible)
    assert found.agreement == expected.agreement and found.first == expected.first
    assert (found.first_undecided, found.first_refused) == (expected.first_undecided, expected.first_refused)
    assert (found.undecided > 0) == (expected.undecided > 0)
    if found.status == "exact":
        assert (found.zopa, found.zopa_possible) == (expected.zopa, expected.zopa_possible)


@pytest.mark.parametrize("asks", [Fraction(1, 2), Fraction(7, 10)])
def test_intervals_hold_as_often_as_they_say(asks: Fraction) -> None:
    """Of intervals at 95 % over a common and a rare zopa, at most one in ten misses."""
    shape = Shape(issues=8, parties=3, links=4, terms=4, lines=1, asks=asks)
    drawn = [large_case(seed, shape) for seed in range(20)]
    pairs = [(estimate(case), counted(case)) for case in drawn]
    missed = [1 for found, truth in pairs if found.interval and not found.interval[0] <= truth.zopa <= found.interval[1]]
    assert len(missed) <= 2
    assert any(truth.zopa for _, truth in pairs)


def test_a_large_case_is_counted_the_same_way_every_time() -> None:
    """The draws depend on the case alone, and the first package is in the zopa."""
    case = large_case(1)
    found = zopa(case)
    assert found == zopa(case)
    assert found.status == "estimate" and found.interval is not None and found.interval[0] <= found.zopa <= found.interval[1]
    first = dict(found.first or ())
    assert not broken_links(case, first) and agreed(case, first) is Answer.YES


def test_that_there_is_no_zopa_is_proven_not_drawn() -> None:
    """The interval says so: from 0 to 0."""
    found = zopa(large_case(1, Shape(asks=Fraction(9, 10), terms=40)))
    assert (found.zopa, found.interval, found.agreement) == (0, (0, 0), "no")
    assert "proven" in found.why_method


def test_counts_of_one_party_are_exact_at_any_size() -> None:
    """Without links and terms: 60 issues, each package counted."""
    case = large_case(3, Shape(issues=60, links=0, terms=0, lines=0))
    found = zopa(case)
    assert found.admissible == 4**60 and found.admissible_interval is None
    assert all(0 < one.yes < 4**60 and one.yes == one.possible for one in found.acceptable)
    assert len(found.acceptable) == len(consenters(case))


def test_the_interval_of_a_share() -> None:
    """Wilson 1927; a share never seen can still be there."""
    assert wilson(0, 100)[0] == 0 and 0.036 < wilson(0, 100)[1] < 0.038
    low, high = wilson(50, 100)
    assert (round(low, 4), round(high, 4)) == (0.4038, 0.5962)
    assert wilson(3, 3)[1] == 1.0 and wilson(0, 0) == (0.0, 1.0)
    assert scaled(0.5, 10**40) == 5 * 10**39


@pytest.mark.slow
@pytest.mark.parametrize("asks", [Fraction(1, 2), Fraction(3, 4)])
def test_intervals_of_many_cases_hold_in_95_of_100(asks: Fraction, monkeypatch: pytest.MonkeyPatch) -> None:
    """400 cases with few draws each, over a common zopa and a rare one, against the exact counts.

    Of the intervals that hold between 92 and 98 of 100 may: 400 trials leave about one of 100 either way.
    """
    monkeypatch.setattr(counting, "DRAWS", 1 << 12)
    monkeypatch.setattr(counting, "BLOCK", 1 << 11)
    shape = Shape(issues=7, parties=3, links=3, terms=3, lines=1, asks=asks)
    held = []
    for seed in range(1000, 2000):
        case = large_case(seed, shape)
        exact = counted(case).zopa
        if exact and len(held) < 400:
            low, high = estimate(case).interval or (exact, exact)
            held.append(low <= exact <= high)
    assert len(held) == 400 and 0.92 <= sum(held) / len(held) <= 0.98
