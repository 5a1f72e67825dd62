"""The case on one day: what is later is left out, and nothing that stays names it."""

from __future__ import annotations

from datetime import date

from onetext.api.briefs import brief
from onetext.formats import read
from onetext.model.day import later_records, on

CASE = read({"case.yaml": b"""
onetext: 1
as_of: 2030-03-01
parties: {a: {}, b: {}}
issues: {x: {title: X, options: {one: One, two: Two}}}
links: [{id: l, never: {x: two}, source: s1}]
positions:
  a:
    reservation: [{from: 2030-01-01, worth: 1}, {from: 2030-02-01, worth: {worth: 2, evidence: [s1]}}]
    worth: {x: {one: {worth: 3, evidence: [s1, art]}, two: 0}}
    red_lines: [{id: r, never: {x: two}, from: statement, evidence: [s1]}]
  b: {view: {x: {one: {view: wants, evidence: [s1]}}}}
sources: {art: {title: A source}}
statements: {s1: {who: A. Speaker, for: a, on: {x: one}, stance: accept, source: art, said: 2030-02-20}}
proposals: {p: {by: a, date: 2030-02-20, package: {x: one}, evidence: [s1]}}
replies: [{who: b, to: p, says: yes}]
events: {e: {what: A meeting, date: 2030-01-05, evidence: [s1]}}
"""})  # fmt: skip


def test_before_a_statement_nothing_rests_on_it():
    """Figures stay, with the evidence that is left; a reply goes with its proposal."""
    early = on(CASE, date(2030, 2, 1))
    position = early.positions[0]
    assert position.worth[0].at[0][1].origin.evidence == ("art",)
    assert position.red_lines[0].origin.evidence == () and position.red_lines[0].origin.basis == "statement"
    assert (early.statements, early.proposals, early.replies) == ((), (), ())
    assert early.links[0].source == "" and early.events[0].evidence == ()
    assert later_records(CASE, date(2030, 2, 1)) == 2


def test_on_its_own_day_nothing_is_lost():
    """What was said by then stays named."""
    assert on(CASE, date(2030, 3, 1)).positions[0].red_lines == CASE.positions[0].red_lines
    assert on(CASE, date(2030, 3, 1)).replies == CASE.replies


def test_the_brief_of_a_case_whose_window_begins_before_its_statements():
    """The window looks back to the first change, when nothing had been said yet."""
    assert brief(CASE).data.window
