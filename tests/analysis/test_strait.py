"""The harbour-and-strait case on its three days, against the answers published with it."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from conftest import SHARED, require
from onetext.analysis.common import common_ground
from onetext.analysis.reasons import Why
from onetext.analysis.why import why
from onetext.formats import native
from onetext.model.case import Case
from onetext.model.day import on

require("shared")
NATIVE = SHARED / "cases" / "native"
ANSWERS: dict[str, dict[str, Any]] = json.loads((NATIVE / "strait.answers.json").read_text())


def strait(day: str) -> Case:
    return on(native.read({"strait.yaml": (NATIVE / "strait.yaml").read_bytes()}), date.fromisoformat(day))


def conflicts(found: Why) -> Any:
    return sorted(sorted([one.party, one.kind, one.id] for one in clash.demands) for clash in found.conflicts)


def softenings(found: Why) -> Any:
    return [
        {
            "cost": str(one.total),
            "costs": {who: str(cost) for who, cost in one.costs},
            "changes": [[c.party, c.kind, c.id, str(c.cost)] for c in one.changes],
            "packages": one.packages,
            "package": dict(one.package),
        }
        for one in found.softenings
    ]


def links(found: Why) -> Any:
    return [{"id": one.id, "opens": one.opens, "proposals": list(one.proposals)} for one in found.links_in_the_way]


def nearest(found: Why) -> Any:
    return {p.id: (p.nearest.changes if p.nearest else None, p.nearest.tied if p.nearest else 0) for p in found.proposals}


KEYS = (
    ("conflicts", conflicts, lambda answers: sorted(answers["conflicts"])),
    ("softenings", softenings, lambda answers: answers["softenings"]),
    ("links_in_the_way", links, lambda answers: answers["links_in_the_way"]),
    ("nearest", nearest, lambda answers: {k: (p["nearest_changes"], p["nearest_tied"]) for k, p in answers["proposals"].items()}),
    ("agreement", lambda found: found.agreement == "yes", lambda answers: answers["zopa"] > 0),
)


@pytest.mark.parametrize("day", ANSWERS)
@pytest.mark.parametrize(("key", "ours", "theirs"), KEYS, ids=[key for key, _, _ in KEYS])
def test_answers_are_those_published(day: str, key: str, ours: Any, theirs: Any) -> None:
    """Conflicts, openings with all their figures, links in the way, nearest packages."""
    assert ours(why(strait(day))) == theirs(ANSWERS[day])


@pytest.mark.parametrize("day", ANSWERS)
def test_proposals_are_as_published(day: str) -> None:
    """Of the proposal with whole answers: admissible, who accepts, dominated or not."""
    found = {report.id: report for report in why(strait(day)).proposals}
    expected = {key: one for key, one in ANSWERS[day]["proposals"].items() if "accepts" in one}
    assert expected
    for key, one in expected.items():
        assert found[key].admissible == one["admissible"]
        assert {who: says == "yes" for who, says in found[key].accepts} == one["accepts"]
        assert (found[key].dominated_by is not None) == one["dominated"]


@pytest.mark.parametrize("day", ANSWERS)
def test_common_ground_counts_the_admissible(day: str) -> None:
    """173 packages break no link on every day; of those that cross no red line the port is open and the forces do not stay."""
    found = common_ground(strait(day))
    assert found.admissible == ANSWERS[day]["admissible"]
    assert dict(found.settled) == {"line": "pull", "port": "open"}


def test_after_either_opening_the_plan_is_one_answer_away() -> None:
    """In February nothing is nearest; once Northland moves, the fund changes; once Eastmark moves, the port does."""
    report = next(p for p in why(strait("2031-02-01")).proposals if p.id == "plan-1")
    assert report.nearest is None
    assert [(near.changes, near.tied) for near in report.nearest_after if near] == [(1, 1), (1, 1)]
    assert sum((one.total for one in why(strait("2031-02-01")).softenings), Fraction(0)) == 10
