"""Limits on enumerated spaces: each question stops when its budget ends, says what is not complete, and keeps what it has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count

import pytest

from conftest import SHARED
from onetext.analysis.common import common_ground
from onetext.analysis.rests import rests
from onetext.analysis.why import why
from onetext.api import load
from onetext.model.case import Case
from onetext.model.day import on
from onetext.report.findings import find
from onetext.solve.budget import UNLIMITED, Budget, bytes_needed, decided, enumerable, part

DAY = date(2031, 2, 1)


@pytest.fixture(scope="module")
def full() -> Case:
    """A case of 360 packages that none agrees to on the day."""
    return load(str(SHARED / "cases" / "native" / "strait.yaml")).case


def ticking(looks: int) -> Budget:
    """A budget whose clock runs out after so many looks at it."""
    clock: Iterator[int] = count()
    return Budget(seconds_left=lambda: float(looks - next(clock)), enumerate=True)


def test_what_a_limit_leaves_is_said(full: Case) -> None:
    """However early the clock runs out, there is an answer; its verdict is the proven one, and lists cut short are named."""
    whole = find(full, DAY)
    assert whole.cut == ()
    cuts = [find(full, DAY, budget=ticking(looks)) for looks in (0, 1, 4, 16, 64)]
    assert all(found.why.agreement == whole.why.agreement for found in cuts)
    assert "what the answer rests on" in cuts[0].cut
    assert "conflicts" not in cuts[0].why.complete
    assert len({len(found.cut) for found in cuts}) > 1


def test_lists_called_complete_are(full: Case) -> None:
    """Where a list of a limited search is called complete, it is the list of the unlimited one."""
    case = on(full, DAY)
    whole = why(case)
    for looks in range(0, 40, 3):
        found = why(case, budget=ticking(looks))
        for name in ("conflicts", "softenings"):
            assert name not in found.complete or getattr(found, name) == getattr(whole, name)
        assert set(found.softenings) <= set(whole.softenings)


def test_rests_and_ground_at_a_limit(full: Case) -> None:
    """Nothing moved and nothing settled is not the same as nothing found."""
    case = on(full, DAY)
    found = rests(case, budget=ticking(0))
    assert (found.status, found.tried, found.verdict) == ("feasible", 0, rests(case).verdict)
    assert common_ground(case, budget=ticking(0)).status == "unknown"


def test_what_does_not_fit_is_not_looked_at(full: Case) -> None:
    """Memory and time decide beforehand; once decided, time that passes does not change the method."""
    assert enumerable(full, UNLIMITED)
    small = Budget(memory=bytes_needed(full) - 1)
    assert not enumerable(full, small)
    assert find(full, DAY, budget=small).why.method == "cp-sat"
    assert enumerable(full, decided(full, ticking(10)))
    assert not enumerable(full, Budget(enumerate=False))


def test_a_part_of_the_time() -> None:
    """Half of ten seconds ends when five are left; without a limit there are no parts."""
    left = [10.0]
    half = part(Budget(seconds_left=lambda: left[0]), 1 / 2)
    left[0] = 5.5
    assert not half.expired()
    left[0] = 5.0
    assert half.expired()
    assert part(UNLIMITED, 1 / 2) is UNLIMITED
