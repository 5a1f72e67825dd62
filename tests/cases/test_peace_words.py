"""The talks by public words alone: nothing in it is a guess, all else is the record of the case with estimates, and what follows is exact."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import onetext
from onetext.model.case import Case
from onetext.model.positions import Origin, Position, red_lines
from onetext.model.records import Statement

WORDS, TALKS = onetext.load("peace-talks-2025-words"), onetext.load("peace-talks-2025")
FILE = Path(onetext.bundled()["peace-talks-2025-words"])
SHARED_SECTIONS = "as_of parties issues links consents proposals replies deadlines sources statements events channels alternatives".split()
MEANS = {"wants": {"demand", "accept", "conditional"}, "rejects": {"reject"}}
AUTHOR = "(by the word of the article's author alone)"


def entries(position: Position) -> Iterator[tuple[str, Origin]]:
    """Everything that a position says, with where it comes from."""
    yield from ((line.id, line.origin) for line in position.red_lines)
    yield from ((f"{view.issue}:{view.option}", view.origin) for view in position.view)


def statement(key: str) -> Statement:
    return next(one for one in WORDS.case.statements if one.id == key)


@pytest.mark.parametrize("section", SHARED_SECTIONS)
def test_the_two_files_agree_in_all_that_is_no_position(section: str) -> None:
    assert getattr(WORDS.case, section) == getattr(TALKS.case, section)


def test_no_other_section_is_left_out_of_that() -> None:
    """Every field of a case is shared, its head, its positions, or its text."""
    own = {"title", "about", "notice", "positions", "resolved", "beside", "text", "drafts"}
    assert {field.name for field in fields(Case) if field.init} == own | set(SHARED_SECTIONS)


def test_every_entry_of_a_position_names_its_statements() -> None:
    told = [(position.party, key, origin) for position in WORDS.case.positions for key, origin in entries(position)]
    assert len(told) == 12
    for who, key, origin in told:
        assert origin.basis == "statement" and origin.evidence, (who, key)
        for name in origin.evidence:
            assert statement(name).speaks_for == who and statement(name).source == "art", (who, key)
    assert all(reply.origin.basis == "statement" and reply.origin.evidence for reply in WORDS.case.replies)


def test_there_is_no_figure() -> None:
    """Nor anything else that a position may hold but red lines, views, and in words what no agreement means."""
    for position in WORDS.case.positions:
        said = Position(position.party, position.alternative, red_lines=position.red_lines, view=position.view)
        assert position == said
        assert all(line.soften is None for line in position.red_lines)
    text = FILE.read_text("utf-8")
    positions = text[text.index("\npositions:") : text.index("\nproposals:")]
    assert not re.search(r"\b(guess|worth|reservation|soften):", positions) and "sim" not in positions


def test_each_view_says_what_its_statements_say_of_that_answer() -> None:
    for position in WORDS.case.positions:
        for view in position.view:
            for name in view.origin.evidence:
                assert view.option in dict(statement(name).issue)[view.issue] and statement(name).stance in MEANS[view.says]


def test_each_red_line_forbids_what_its_statements_call_one() -> None:
    """And says in its title where it rests on the article's author alone."""
    for position in WORDS.case.positions:
        for line in position.red_lines:
            (part,) = (condition for condition in [line.form.condition])  # type: ignore[union-attr]
            ((issue, among),) = part.parts
            every = set(WORDS.case.issue[issue].places)
            forbidden = set(among.options) if type(line.form).__name__ == "Never" else every - set(among.options)
            called = [statement(name) for name in line.origin.evidence]
            assert all(one.stance == "red_line" and set(dict(one.issue)[issue]) == forbidden for one in called)
            assert line.title.endswith(AUTHOR) == all(one.who == "The article's author" for one in called)


def test_what_no_agreement_means_names_its_statement() -> None:
    for position in WORDS.case.positions:
        if position.alternative:
            (key,) = re.findall(r"\((s\d+)\)", position.alternative)
            assert statement(key).speaks_for in ("", position.party)


def test_every_position_that_was_marked_on_an_issue_of_the_case_is_there(shared: Path) -> None:
    """From the hand-marked reading: who takes which stance to an answer; what is mixed, reported or of no issue is no entry."""
    lines = (shared / "evidence" / "gold.jsonl").read_text("utf-8").splitlines()
    marked = [record for record in map(json.loads, lines) if record["record"] == "position"]
    party = {"Ukraine": "ukraine", "Russia": "russia", "European states": "others", "Belgium": "belgium", "United States": "us",
             "European Union": "others"}  # fmt: skip
    about = {"territory", "security_guarantees", "security_guarantees/nato", "frozen_assets", "process"}
    wanted = {
        (party[one["party"]], key)
        for one in marked
        if one["issue"] in about and one["kind"] in ("red_line", "demand", "reject", "accept", "conditional") and one["party"] in party
        for key in one["statements"]
        if statement_or_none(key) is not None and statement_or_none(key).issue  # type: ignore[union-attr]
    }
    named = {(p.party, key.split("-")[0]) for p in WORDS.case.positions for _, origin in entries(p) for key in origin.evidence}
    assert wanted - {("others", "s41")} <= named  # s41 is Belgium's: the plan of the EU is only its object


def statement_or_none(key: str) -> Statement | None:
    return next((one for one in WORDS.case.statements if one.id == key), None)


def test_no_loaded_wording(shared: Path) -> None:
    """None of the author's or of an outlet's, outside a speaker's own words."""
    text = FILE.read_text("utf-8")
    for line in (shared / "evidence" / "gold.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["record"] == "loaded_wording":
            assert not re.search(rf"(?<!\w){re.escape(record['text'].strip(','))}(?!\w)", text, re.IGNORECASE), record["text"]


# --- what follows, counted by definition over all packages


@cache
def columns() -> dict[str, np.ndarray]:
    """Which option each package has, issue by issue; all packages that break no link."""
    case = WORDS.case
    grids = np.meshgrid(*(np.arange(len(issue.options), dtype=np.int8) for issue in case.issues), indexing="ij")
    found = {issue.id: grid.ravel() for issue, grid in zip(case.issues, grids, strict=True)}
    changes = has(found, "territory", "part_held") | has(found, "territory", "all_held")
    kept = ~has(found, "recognition", "recognised") | changes
    first = {"process": ("with", "without"), "assets": ("open",), "sanctions": ("open",), "forces": ("open",), "alliance": ("open",)}
    nothing = np.ones(len(kept), bool)
    for issue in case.issues:
        nothing &= np.isin(found[issue.id], [issue.places[option] for option in first.get(issue.id, (issue.options[0].id,))])
    return {issue: column[kept & ~nothing] for issue, column in found.items()}


def has(found: dict[str, np.ndarray], issue: str, option: str) -> np.ndarray:
    return found[issue] == WORDS.case.issue[issue].places[option]


def test_the_packages_are_those_that_the_links_leave() -> None:
    assert len(columns()["process"]) == 414_718 == WORDS.zopa().admissible


def test_what_each_party_surely_refuses_follows_from_its_red_lines_alone() -> None:
    """Nobody surely accepts anything: of no issue has anybody said all, and no package with content was accepted."""
    found = columns()
    ceded = has(found, "territory", "part_held") | has(found, "territory", "all_held")
    refused = {
        "ukraine": ceded | has(found, "process", "without"),
        "russia": ~ceded | has(found, "alliance", "joins"),
        "eu": ceded,
        "us": np.zeros(len(ceded), bool),
        "belgium": np.zeros(len(ceded), bool),
    }
    counted = {one.party: (one.yes, one.possible) for one in WORDS.zopa().acceptable}
    assert counted == {who: (0, int((~no).sum())) for who, no in refused.items()}
    assert (refused["ukraine"] | refused["russia"]).all()


def test_the_verdict_and_what_is_in_the_way() -> None:
    """Two sets of demands, and no movement that anybody is on record to be ready for."""
    why, zopa = WORDS.why(), WORDS.zopa()
    assert (why.agreement, zopa.zopa, zopa.zopa_possible, zopa.status) == ("no", 0, 0, "exact")
    sets = [[(one.party, one.kind, one.id) for one in clash.in_the_way] for clash in why.conflicts]
    assert sets == [
        [("ukraine", "red_line", "no-land"), ("russia", "red_line", "keeps-land")],
        [("russia", "red_line", "keeps-land"), ("eu", "bloc", "")],
    ]
    assert why.softenings == () and "conflicts" in why.complete


@pytest.mark.parametrize(("gone", "left"), [(("keeps-land",), 27_647), (("no-land", "eu-no-land"), 110_592), (("no-land",), 0)])
def test_what_would_be_open_if_a_line_were_not_meant(gone: tuple[str, ...], left: int) -> None:
    """Were the line of one side a wish, so many packages would be open for all, none of them surely acceptable."""
    from dataclasses import replace

    case = WORDS.case
    positions = tuple(replace(p, red_lines=tuple(line for line in p.red_lines if line.id not in gone)) for p in case.positions)
    zopa = onetext.zopa(replace(case, positions=positions))
    found = columns()
    ceded = has(found, "territory", "part_held") | has(found, "territory", "all_held")
    free = ~has(found, "process", "without") & ~has(found, "alliance", "joins")
    free &= ~ceded if "keeps-land" in gone else ceded if "eu-no-land" in gone else np.zeros(len(free), bool)
    assert (zopa.zopa, zopa.zopa_possible) == (0, int(free.sum())) == (0, left)


def test_proposals_known_by_name_alone_say_nothing_of_packages() -> None:
    """Their replies are on record, and nobody's answer to them follows."""
    for report in WORDS.why().proposals:
        assert {answer for _, answer in report.accepts} == {"depends"} and report.because == ()


def test_nothing_in_it_contradicts_anything() -> None:
    assert WORDS.why().contradictions == () and WORDS.why().drift == ()


# --- the brief


@cache
def page() -> Any:
    return WORDS.brief()


def test_the_first_page() -> None:
    brief = page().data
    assert page().bottom_line == (
        "On twelve public positions: if every red line reported in public is final, not yet. "
        "No package that breaks no link is acceptable to all five whose consent is needed."
    )
    questions = [onetext.api.briefs.Page(brief).to_dict()["ask"][n]["party"] for n in range(len(brief.ask))]
    assert questions == ["russia", "ukraine", "others"]
    assert brief.banner == "Exercise on public statements; it holds no estimate"


def test_no_zeros_and_no_empty_charts() -> None:
    """A worth that nobody said is "not said"; there is no drawing, no rule, no trade and no window."""
    html, data = page().html(), page().to_dict()
    cells = re.findall(r"<td[^>]*>(.*?)</td>", html, re.S)
    assert cells and not [cell for cell in cells if re.search(r">\s*0\s*<", cell)]
    assert "<svg" not in html.partition("<body")[2].partition('id="evidence"')[0]
    assert data["tradeoffs"] == [] and data["rules"] == {} and data["trades"] == [] and data["window"] == []
    assert [cell for issue in data["issues"] for option in issue["options"] for cell in option["cells"] if cell["worth"] is not None] == []
    assert {one["reservation_word"] for one in data["standings"]} <= {"", "not said"}
    assert "not said" in page().text() and re.search(r"none to \d", html)


def test_what_the_estimates_would_add() -> None:
    """The verdict is the same; what the simulator's guesses add are movements, and the answers of the United States."""
    forms = page().to_dict()["forms"]
    assert forms["own"] == "said"
    assert forms["text"] == "From what parties said alone: not yet. With the estimates: not yet as well."
    said, estimated = forms["said"], forms["estimated"]
    assert said["bases"] == {"statement": 12} and estimated["bases"] == {"statement": 8, "guess": 144}
    assert (said["verdict"], said["zopa"], said["zopa_possible"], said["within"], said["conflicts"], said["openings"]) == (
        "no",
        0,
        0,
        0,
        2,
        0,
    )
    assert (estimated["verdict"], estimated["zopa_possible"], estimated["conflicts"], estimated["openings"]) == ("no", 0, 2, 2)
    rows = {row["label"]: (row["said"], row["estimated"]) for row in forms["rows"] if row["differs"]}
    assert rows == {
        "What stands behind it": ("twelve public positions", "eight public positions and 144 estimates"),
        "Movements known to open it": ("none", "two, opening 30,883 and 10,505 packages"),
        "Who would accept each of the four proposals": (
            "open: Ukraine, Russia, European Union, United States and Belgium",
            "yes: United States; open: Ukraine, Russia, European Union and Belgium",
        ),
    }
    assert forms["alike"].startswith("The same in both: Can this be agreed: not yet; Packages acceptable to all: none;")
    assert forms["whose"].startswith(
        "The 144 estimates are those of “Talks on ending the war in Ukraine, late 2025”, which says of itself: "
        "“Exercise on public statements; worths are guesses” and “Every worth is taken from one public simulator (CSIS, 2025),"
    )


def test_the_other_way_round_the_case_with_estimates_says_what_was_said_alone() -> None:
    """From the case without its guesses: two red lines more, which the words case leaves to the link; all else is the same."""
    forms = TALKS.brief().to_dict()["forms"]
    assert (forms["own"], forms["said"]["bases"], forms["said"]["openings"]) == ("estimated", {"statement": 14}, 0)
    words = page().to_dict()["forms"]
    for key in ("verdict", "zopa", "zopa_possible", "within", "settled", "conflicts", "openings", "proposals"):
        assert forms["said"][key] == words["said"][key]
    assert {key: forms["estimated"][key] for key in forms["estimated"]} == words["estimated"]
    assert "The 144 estimates are those of this case" in forms["whose"]


def test_red_lines_of_views_are_none() -> None:
    """A rejection stays one: nobody called it final."""
    assert all(len(red_lines(position)) == len(position.red_lines) for position in WORDS.case.positions)
