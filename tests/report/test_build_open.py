"""What is open in the brief, and the questions that settle most: cases known by words alone."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings

from onetext.analysis.asking.ask import ask
from onetext.formats import native
from onetext.model.acceptance import Answer, agreed, broken_links
from onetext.model.case import Case
from onetext.model.day import on
from onetext.report import rows
from onetext.report.brief import Brief
from onetext.report.build import build
from onetext.report.html import to_html
from onetext.report.markdown import to_markdown
from onetext.report.say_questions import turns_words
from onetext.report.terminal import to_terminal
from report.test_build import faults, plain, rendered
from spoken import spoken
from strategies import DAY

TEXT = """
onetext: 1
title: The ferry
as_of: 2031-05-01
parties: {north: {name: Northland}, east: {name: Eastmark}, isles: {name: The isles}}
issues:
  port: {title: The port, options: {shut: Shut, open: Open}}
  fee: {title: Fee, from: 0, to: 4, step: 2}
positions:
  north: {red_lines: [{id: no-shut, title: It is not shut, never: {port: shut}}], order: {fee: up}}
  east: {order: {fee: down, port: [open, shut]}}
proposals: {plan: {title: The plan, package: {port: open, fee: 2}}}
replies: [{who: east, to: plan, says: yes}, {who: north, to: plan, says: no}]
"""


def brief(text: str = TEXT, meeting: str | None = None) -> Brief:
    return build(native.read({"case.yaml": text.encode()}), date(2031, 5, 1), meeting=meeting)


def test_the_one_open_package_is_named_with_the_yeses_that_are_missing() -> None:
    """Shut is behind a red line, 0 and 2 are no better for Northland than what it refused: 4 alone is left."""
    made = brief()
    assert made.verdict == "depends" and faults(made) == []
    said = "One package of the 6 is open: nobody is known to refuse it, and not all are known to accept."
    assert plain(made.open_note) == said
    (one,) = made.open
    assert {a.issue: a.option for a in one.package} == {"port": "open", "fee": "4"}
    assert (one.accepting, one.missing) == ((), ("north", "east", "isles"))


@pytest.mark.parametrize("render", [to_html, to_markdown, to_terminal])
def test_every_rendering_names_what_is_open_beyond_the_common_ground(render) -> None:
    """Where red lines leave one answer of the port and replies decide nothing, only the fee is named."""
    made = brief(TEXT.split("replies:")[0])
    assert [[a.issue for a in rows.beyond_common(made, one.package)] for one in made.open] == [["fee"]] * 3
    text = " ".join(re.sub("<[^>]*>", "", render(made)).split())
    after = text.partition("not all are known to accept. What is common ground is left out here.")[2]
    section = after.partition("What is on the table")[0]
    assert "Yes still missing from" in section and section.count("Fee") == 3 and "The port" not in section


def test_the_questions_that_settle_most_come_first() -> None:
    """Each to one party, with what its yes and its no would settle; at a meeting, those of that party."""
    made = brief()
    assert plain(made.ask[0].question).endswith("could you accept this, all of it together: The port: Open; Fee: 4?")
    assert "No: then no package is left that all may accept." in plain(made.ask[0].why)
    assert {one.party for one in brief(meeting="east").ask} == {"east"}


def test_an_answer_that_opens_more_says_how_many() -> None:
    """Were the red line only a wish, packages that keep the port shut would be open too."""
    case = on(native.read({"case.yaml": TEXT.encode()}), date(2031, 5, 1))
    found = ask(case, count=20)
    (line,) = (one for one in found.questions if one.kind == "final")
    assert [(one.answer, one.settled, turns_words(found, one)) for one in line.settles] == [
        ("yes", 0, "Nothing more follows from it by itself."),
        ("no", -3, "Then four packages are open instead of one."),
    ]


def test_where_it_is_decided_nothing_is_open() -> None:
    made = brief(TEXT.replace("{who: north, to: plan, says: no}", "{who: north, to: plan, says: yes}, {who: isles, to: plan, says: yes}"))
    assert made.verdict == "yes" and made.open == () and made.open_note == ""


@settings(max_examples=25)
@given(spoken())
def test_open_packages_of_any_case_are_undecided(case: Case) -> None:
    """By acceptance itself: nobody refuses, and not all accept."""
    today = on(case, DAY)
    made = build(case, DAY)
    assert faults(made) == []
    rendered(made)
    for one in made.open:
        package = {a.issue: a.option for a in one.package}
        assert not broken_links(today, package) and agreed(today, package) is Answer.DEPENDS
        assert one.missing


def test_a_package_too_long_for_a_question_stands_below_it() -> None:
    """Ten answers: the question counts them, what is said below names each; and one thing said of both answers is said once."""
    issues = "".join(f"  i{n}: {{options: {{a: A, b: B}}}}\n" for n in range(10))
    made = brief(f"onetext: 1\nparties: {{north: {{}}, east: {{}}}}\nissues:\n{issues}positions: {{north: {{order: {{i0: [a, b]}}}}}}\n")
    accept = next(one for one in made.ask if "all of them together" in one.question)
    assert plain(accept.question).endswith("could you accept these ten answers, all of them together?")
    why = plain(accept.why)
    assert why.startswith("They are: i0: ") and all(f"i{n}: " in why for n in range(10))
