"""The two peace cases through the package itself: the counts that the brute force of the other two tests holds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from onetext.analysis.why import why
from onetext.formats import native
from onetext.model import day
from onetext.model.case import Case
from onetext.solve.zopa import zopa

CASES = Path(__file__).parents[2] / "src" / "onetext" / "cases"


def load(name: str) -> Case:
    case = native.read({name: (CASES / name).read_bytes()})
    assert case.as_of is not None
    return day.on(case, case.as_of)


@pytest.fixture(scope="module")
def simulator() -> Case:
    return load("peace-simulator-2025.yaml")


@pytest.fixture(scope="module")
def talks() -> Case:
    return load("peace-talks-2025.yaml")


def if_rejections_were_final(case: Case, *whose: str) -> Case:
    """The case with each rejected option of `whose` (of all, where none is named) behind a line that stays."""

    def final(says: str, party: str) -> str:
        return "never" if says == "rejects" and (not whose or party in whose) else says

    return replace(
        case, positions=tuple(replace(p, view=tuple(replace(v, says=final(v.says, p.party)) for v in p.view)) for p in case.positions)
    )


def test_the_simulators_counts(simulator: Case) -> None:
    found = zopa(simulator)
    assert (found.admissible, found.zopa, found.zopa_possible) == (248_831, 118_136, 118_136)


def test_the_simulator_if_every_public_rejection_were_final(simulator: Case) -> None:
    assert zopa(if_rejections_were_final(simulator)).zopa == 24
    assert [zopa(if_rejections_were_final(simulator, party)).zopa for party in ("ukraine", "russia")] == [309, 1_192]


def test_talks_have_no_zopa_within_the_red_lines(talks: Case) -> None:
    found = zopa(talks)
    assert (found.admissible, found.zopa, found.zopa_possible) == (414_718, 0, 0)
    assert found.silent == ()


def test_what_is_in_the_way_and_what_would_open_the_talks(talks: Case) -> None:
    found = why(talks)
    conflicts = {frozenset((d.party, d.kind, d.id) for d in conflict.demands) for conflict in found.conflicts}
    keeps = ("russia", "red_line", "keeps-land")
    assert conflicts == {frozenset({keeps, ("ukraine", "red_line", "no-land")}), frozenset({keeps, ("eu", "bloc", "")})}
    softenings = {tuple(sorted(change.id for change in s.changes)): (s.total, s.packages) for s in found.softenings}
    assert softenings == {("eu-no-land", "no-land"): (Fraction(3), 30_883), ("keeps-land",): (Fraction(7, 2), 10_505)}


def test_later_records_are_none(talks: Case) -> None:
    whole = native.read({"talks.yaml": (CASES / "peace-talks-2025.yaml").read_bytes()})
    assert day.later_records(whole, talks.as_of) == 0
    assert len(talks.statements) == len(whole.statements)
