"""What parties said beside what estimates add, word by word; and what becomes of it under a limit and without worths."""

from __future__ import annotations

import pytest

from onetext import formats
from onetext.analysis.forms import form, side_by_side
from onetext.model.case import Case
from onetext.model.day import on
from onetext.report.build import assemble
from onetext.report.build_forms import first_sentence
from onetext.report.findings import find
from onetext.report.html import to_html
from onetext.report.markdown import to_markdown
from onetext.report.parts_forms import Forms
from onetext.report.sealed import without_worths
from onetext.report.terminal import to_terminal
from onetext.report.text import plain
from onetext.solve import counting
from onetext.solve.budget import Budget
from report.test_build import faults
from strategies import DAY

TEXT = """
onetext: 1
title: The quay
about: A fictional case. It has two sentences.
as_of: 2031-05-01
parties: {north: {name: Northland}, east: {name: Eastmark}}
issues:
  line: {title: The line, options: {hold: Hold, pull: Pull}}
  fee: {title: The fee, from: 0, to: 3, unit: coins}
positions:
  north: {reservation: %s, worth: {line: {hold: 4, pull: 0}, fee: {0: 0, 3: 6}}, red_lines: [{id: r, never: {fee: 0}, from: statement, evidence: [s1]}]}
  east: {view: {line: {hold: {view: wants, from: statement, evidence: [s1]}}, fee: {3: never}}}
proposals: {p: {title: The harbour draft, package: {line: hold, fee: 2}}, q: {title: Another, package: {line: pull, fee: 3}}}
replies: [{who: east, to: p, says: yes, evidence: [s1]}, {who: east, to: q, says: no}]
statements: {s1: {who: Mira Sol, for: east}}
"""


def case_of(reservation: str, **changed: str) -> Case:
    text = TEXT % reservation
    for old, new in changed.items():
        text = text.replace({"notice": "as_of:", "about": "about: A fictional case. It has two sentences.\n"}[old], new)
    return formats.read({"case.yaml": text.encode()})


def forms(case: Case, other: Case | None = None, budget: Budget | None = None) -> Forms:
    found = find(case, DAY, other=other, budget=budget or Budget())
    told = assemble(found, "case", None, "mediator").forms
    assert told is not None
    return told


def rows(told: Forms) -> list[tuple[str, str, str, bool]]:
    return [(plain(row.label), plain(row.said), plain(row.estimated), row.differs) for row in told.rows]


def test_what_was_said_leaves_open_what_the_estimates_settle() -> None:
    """Rows that differ come first; the rest is told in a sentence."""
    told = forms(case_of("5"))
    assert plain(told.text) == "From what parties said alone: open. With the estimates: yes."
    assert rows(told) == [
        ("What stands behind it", "four public positions", "three public positions and six estimates", True),
        ("Can this be agreed", "open", "yes", True),
        ("Packages acceptable to all", "none surely, 5 perhaps", "1 surely, 2 perhaps", True),
        ("Packages that cross no red line", "6", "4", True),
        ("What does not fit together", "nothing for sure", "nothing", True),
        ("Movements known to open it", "not looked for", "none needed", True),
        ("Who would accept The harbour draft", "yes: Eastmark; open: Northland", "yes: Northland and Eastmark", True),
        ("Who would accept Another", "open: Northland; no: Eastmark", "yes: Northland; no: Eastmark", True),
        ("Issues with one answer left in these", "none", "none", False),
    ]
    assert plain(told.alike) == "The same in both: Issues with one answer left in these: none."
    assert plain(told.whose) == "The six estimates are those of this case, which says of itself: “A fictional case”."
    assert (told.own, told.said.proposals[0].id, dict(told.said.proposals[0].accepts)) == (
        "estimated",
        "p",
        {"north": "depends", "east": "yes"},
    )


@pytest.mark.parametrize(
    ("changed", "whose"),
    [
        ({"about": ""}, "The six estimates are those of this case, which does not say whose they are."),
        ({"notice": "notice: Made up.\nas_of:"},
         "The six estimates are those of this case, which says of itself: “Made up” and “A fictional case”."),
    ],
)  # fmt: skip
def test_whose_the_estimates_are_is_said_in_the_words_of_their_case(changed: dict[str, str], whose: str) -> None:
    assert plain(forms(case_of("5", **changed)).whose) == whose


def test_the_first_sentence_of_a_text() -> None:
    assert first_sentence("One  line\nof two. And more.") == "One line of two."
    assert first_sentence("A line without an end") == "A line without an end"


def test_beside_another_case_the_other_is_named() -> None:
    """By its title; and where it too holds no estimate, that is said."""
    words = find(case_of("5"), DAY).forms
    assert words is not None
    two = forms(words.said.case, case_of("5"))
    assert plain(two.whose).startswith("The six estimates are those of “The quay”, which says of itself:")
    assert two.own == "said"
    bare = forms(words.said.case, words.said.case)
    assert plain(bare.whose) == "It is held against “The quay”, which says of itself: “A fictional case”."
    assert plain(bare.text) == "From what parties said alone: open. With the estimates: open as well."
    assert not any(row.differs for row in bare.rows) and bare.own == "said"


def test_every_rendering_tells_it() -> None:
    brief = assemble(find(case_of("50"), DAY), "case", None, "mediator")
    assert brief.forms is not None and faults(brief) == []
    for text in (to_html(brief), to_markdown(brief), to_terminal(brief)):
        assert "What the estimates would add" in text and "With the estimates" in text and "From what was said" in text
        assert "The same in both" in text
    sealed = without_worths(brief)
    assert sealed.forms == brief.forms  # counts and verdicts tell of no worth


def test_without_anything_said_there_is_nothing_to_put_beside() -> None:
    case = formats.read(
        {"case.yaml": (TEXT % "5").replace(", from: statement, evidence: [s1]", "").replace(", evidence: [s1]", "").encode()}
    )
    brief = assemble(find(case, DAY), "case", None, "mediator")
    assert brief.forms is None
    assert "estimates would add" not in to_html(brief)


def test_a_limit_leaves_it_out_and_says_so() -> None:
    """Once the time is over nothing is put beside the case, and the note of what is not complete names it."""
    over = Budget(seconds_left=lambda: -1.0, enumerate=True)
    found = find(case_of("5"), DAY, budget=over)
    assert found.forms is None and "what was said beside the estimates" in found.cut


def test_what_is_not_counted_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a case too large to be counted: integer programs prove the verdict, and count nothing."""
    monkeypatch.setattr(counting, "exactly", lambda *given, **options: None)
    case = on(case_of("5"), DAY)
    two = side_by_side(form(case, Budget(enumerate=False)), None, Budget(enumerate=False))
    assert two is not None
    from onetext.report.build_forms import _acceptable, _within

    assert (_acceptable(two.said), _within(two.said)) == ("none surely, some perhaps, not counted", "not counted")
    assert _acceptable(two.estimated) == "some, not counted"
