"""The answers on the strait are those of the reference, which was made apart from this project."""

from __future__ import annotations

from typing import Any

import pytest

from cli.running import STRAIT, answers, ran
from conftest import require

require("shared")
DAYS = tuple(answers())
RULES = ("utilitarian", "egalitarian", "leximin", "nash", "kalai-smorodinsky")


@pytest.fixture(params=DAYS)
def day(request: pytest.FixtureRequest) -> str:
    """Each day of the reference."""
    return str(request.param)


def test_zopa(capsys: pytest.CaptureFixture[str], day: str) -> None:
    """Who accepts how many, and how many all do."""
    found, wanted = ran(capsys, "zopa", STRAIT, "--json", "--as-of", day).json, answers()[day]
    assert (found["status"], found["interval"], found["needed"]) == ("exact", None, {"bank": 117})
    assert {key: found[key] for key in ("admissible", "acceptable", "zopa")} == {
        key: wanted[key] for key in ("admissible", "acceptable", "zopa")
    }
    assert found["case"]["as_of"] == day
    assert found["case"]["as_of_from"] == "option"


def test_frontier(capsys: pytest.CaptureFixture[str], day: str) -> None:
    """Points and packages are counted apart."""
    found = ran(capsys, "frontier", STRAIT, "--json", "--as-of", day).json
    assert {key: found[key] for key in ("points", "packages")} == answers()[day]["frontier"]
    assert found["listed"] == len(found["frontier"]) == found["points"]


@pytest.mark.parametrize("rule", RULES)
def test_solve(capsys: pytest.CaptureFixture[str], day: str, rule: str) -> None:
    """The best package by each rule, as numbers and as exact texts; none where the zopa is empty."""
    done = ran(capsys, "solve", STRAIT, "--rule", rule, "--json", "--as-of", day)
    wanted = answers()[day].get("rules", {}).get(rule)
    assert done.code == 0
    if wanted is None:
        assert (done.json["status"], done.json["package"], done.json["objective"]) == ("infeasible", None, None)
        return
    assert done.json["status"] == "optimal"
    assert {key: done.json[key] for key in ("package", "tied", "objective")} == {
        key: wanted[key] for key in ("package", "tied", "objective")
    }
    assert done.json["exact"]["objective"] == wanted["exact"]
    assert list(done.json["values"]) == ["north", "east", "west"]
    assert "bank" in done.json["others"]


def change(one: dict[str, Any]) -> list[str]:
    return [one["party"] or "", one["kind"], one["id"] or "", one["exact"]["cost"]]


def test_why(capsys: pytest.CaptureFixture[str], day: str) -> None:
    """Conflicts, openings of least cost, links in the way and proposals."""
    found, wanted = ran(capsys, "why", STRAIT, "--json", "--as-of", day).json, answers()[day]
    conflicts = [sorted([one["party"] or "", one["kind"], one["id"] or ""] for one in conflict) for conflict in found["conflicts"]]
    assert sorted(conflicts) == sorted(wanted["conflicts"])
    openings = [(one["exact"]["cost"], list(map(change, one["changes"])), one["packages"], one["package"]) for one in found["softenings"]]
    for one in wanted["softenings"]:
        assert (one["cost"], one["changes"], one["packages"], one["package"]) in openings
    links = [{key: one[key] for key in ("id", "opens", "proposals")} for one in found["links_in_the_way"]]
    assert links == wanted["links_in_the_way"]
    plan, seen = wanted["proposals"]["plan-1"], found["proposals"]["plan-1"]
    assert seen["admissible"] is plan["admissible"]
    assert {who: says == "yes" for who, says in seen["accepts"].items()} == plan["accepts"]
    assert bool(seen["dominated_by"]) is plan["dominated"]
    for name, one in wanted["proposals"].items():
        nearest = found["proposals"][name]["nearest"]
        assert (nearest or {}).get("changes") == one["nearest_changes"]
        assert (nearest or {"tied": 0})["tied"] == one["nearest_tied"]


def test_a_bloc_and_a_reservation_value_have_no_id(capsys: pytest.CaptureFixture[str]) -> None:
    """Null, not an empty text; a link has no party."""
    found = ran(capsys, "why", STRAIT, "--json", "--as-of", "2031-02-01").json
    kinds = {(one["kind"], one["id"] is None) for conflict in found["conflicts"] for one in conflict}
    assert kinds == {("red_line", False), ("reservation", True)}
    assert found["proposals"]["plan-1"]["fails"] == [{"party": None, "kind": "link", "id": "few"}]


def test_one_proposal(capsys: pytest.CaptureFixture[str]) -> None:
    """`--from` reports on that proposal alone."""
    assert list(ran(capsys, "why", STRAIT, "--from", "east-1", "--json").json["proposals"]) == ["east-1"]


def test_a_case_without_a_day_is_answered_for_today(capsys: pytest.CaptureFixture[str], shared: Any) -> None:
    """And the answer says so."""
    folder = str(shared / "cases" / "genius" / "Laptop")
    assert ran(capsys, "zopa", folder, "--json").json["case"]["as_of_from"] == "today"
    assert "(today: the case names no day)" in ran(capsys, "zopa", folder).out


@pytest.mark.parametrize("command", ["solve", "frontier", "zopa", "why", "robust", "window", "check", "brief"])
def test_what_a_person_reads(capsys: pytest.CaptureFixture[str], command: str) -> None:
    """At most 100 columns where a command prints tables, no colour in a pipe, names in place of ids."""
    done = ran(capsys, command, STRAIT)
    assert done.code == 0
    assert "\x1b" not in done.out
    assert [line for line in done.out.splitlines() if line != line.rstrip()] == []
    assert max(map(len, done.out.splitlines())) <= (140 if command == "check" else 100)
    assert "Harbour and strait" in done.out


WORDS = ("soften", " cost", "block", " buy", "give up", "gives up", " short")


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("command", ["solve", "zopa", "why", "robust", "window"])
def test_words_that_nobody_should_read(capsys: pytest.CaptureFixture[str], command: str, day: str) -> None:
    """The words that the brief does without do not stand in other answers either."""
    text = ran(capsys, command, STRAIT, "--as-of", day).out.lower()
    assert [word for word in WORDS if word in text] == []
