"""The case on one day: what is later is left out, and nothing that stays names it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.api.briefs import brief
from onetext.formats import read
from onetext.model.acceptance import consenters
from onetext.model.case import Case
from onetext.model.day import change_days, foreseen, has_intervals, known, later_records, on, sharpened
from onetext.model.positions import RedLine
from strategies import DAYS, cases

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


DATED = """
onetext: 1
parties: {a: {}}
issues: {x: {title: X, options: {one: One, two: Two}}}
positions:
  a:
    reservation: [{from: 2030-01-01, worth: 1}, {from: 2030-02-01, worth: [2, 3]}, {from: 2030-04-01, worth: 0}]
    worth: {x: {one: 3}}
    red_lines:
    - {id: always, never: {x: two}}
    - {id: late, never: {x: two}, from: 2030-03-01}
    - {id: early, never: {x: two}, until: 2030-02-15}
    - {id: between, never: {x: two}, from: 2030-01-10, until: 2030-01-20}
"""


@pytest.mark.parametrize(
    ("day", "reservation", "lines"),
    [
        ("2029-06-01", "1", "always early"),  # before the first entry, the first
        ("2030-01-01", "1", "always early"),
        ("2030-01-10", "1", "always early between"),  # both ends count
        ("2030-01-20", "1", "always early between"),
        ("2030-01-21", "1", "always early"),
        ("2030-01-31", "1", "always early"),
        ("2030-02-01", "[2, 3]", "always early"),  # on its day it holds
        ("2030-02-15", "[2, 3]", "always early"),
        ("2030-02-16", "[2, 3]", "always"),
        ("2030-03-01", "[2, 3]", "always late"),
        ("2030-04-01", "0", "always late"),  # lower again
        ("2040-01-01", "0", "always late"),
    ],
)
def test_what_holds_on_a_day(day: str, reservation: str, lines: str) -> None:
    own = on(read({"case.yaml": DATED.encode()}), date.fromisoformat(day)).positions[0]
    assert isinstance(own.reservation, tuple)
    assert [str(entry.worth.points) for entry in own.reservation] == [reservation]
    assert " ".join(line.id for line in own.red_lines) == lines


def test_the_days_on_which_something_changes() -> None:
    """A line's last day still has it: the change is on the next."""
    days = change_days(read({"case.yaml": DATED.encode()}))
    written = "2030-01-01 2030-01-10 2030-01-21 2030-02-01 2030-02-16 2030-03-01 2030-04-01"
    assert days == tuple(map(date.fromisoformat, written.split()))


def test_a_line_without_end_on_the_last_day_of_the_calendar_changes_nothing_after_it() -> None:
    assert RedLine("r", read({"case.yaml": DATED.encode()}).positions[0].red_lines[0].form, until=date.max).in_force(date.max)


CALLED = """
onetext: 1
parties: {a: {}, bank: {kind: holder}, house: {kind: ratifier}}
issues: {x: {title: X, options: {one: One, two: Two}}}
consents:
- {who: bank, on: {x: one}, from: 2030-02-01, until: 2030-02-28}
- {who: bank, on: {x: two}, from: 2030-02-10}
- {who: house, on: {}, until: 2030-02-14}
"""


@pytest.mark.parametrize(
    ("day", "table", "later"),
    [
        ("2030-01-31", "a", "house"),
        ("2030-02-01", "a bank one", "house"),
        ("2030-02-10", "a bank one two", "house"),
        ("2030-02-14", "a bank one two", "house"),  # both ends count
        ("2030-02-15", "a bank one two", ""),
        ("2030-02-28", "a bank one two", ""),
        ("2030-03-01", "a bank two", ""),
    ],
)
def test_whose_consent_is_needed_on_a_day(day: str, table: str, later: str) -> None:
    """A line of `consents` out of force asks nobody; where none is left, its party is not asked at all."""
    own = on(read({"case.yaml": CALLED.encode()}), date.fromisoformat(day))
    said = [part.options[0] for line in own.consents if line.who == "bank" for _, part in line.on.parts]  # type: ignore[union-attr]
    assert " ".join([*(p.id for p in consenters(own)), *said]) == table
    assert " ".join(p.id for p in consenters(own, "ratify")) == later


def test_the_days_on_which_somebody_comes_to_be_asked_or_no_longer_is() -> None:
    days = change_days(read({"case.yaml": CALLED.encode()}))
    assert [str(day) for day in days] == ["2030-02-01", "2030-02-10", "2030-02-15", "2030-03-01"]


def test_one_dated_entry_may_be_read_as_on_another_day() -> None:
    """A reservation value, a red line and a line of consents, each alone; the rest stays as on its day."""
    full, day, then = read({"case.yaml": DATED.encode()}), date(2030, 1, 10), date(2030, 4, 1)
    (own,) = foreseen(full, day, {("a", "reservation", ""): then, ("a", "red_line", "late"): then}).positions
    assert isinstance(own.reservation, tuple) and str(own.reservation[0].worth.points) == "0"
    assert [line.id for line in own.red_lines] == ["always", "late", "early", "between"]
    called = read({"case.yaml": CALLED.encode()})
    asked_ = foreseen(called, date(2030, 2, 28), {("bank", "consent", "0"): date(2030, 3, 1), ("house", "consent", "2"): day}).consents
    assert asked_ == called.consents[1:]
    assert foreseen(known(CASE, date(2030, 2, 1)), date(2030, 2, 1)) == on(CASE, date(2030, 2, 1))


def test_what_is_foreseen_for_a_later_day_rests_on_the_record_of_today() -> None:
    """The reservation value of the later day holds, and the statement of the later day does not stand behind it."""
    ahead = foreseen(known(CASE, date(2030, 1, 31)), date(2030, 3, 1))
    (entry,) = ahead.positions[0].reservation  # type: ignore[misc]
    assert (str(entry.worth.points), entry.worth.origin.evidence) == ("2", ())
    assert (ahead.statements, ahead.proposals, ahead.as_of) == ((), (), date(2030, 3, 1))


@given(cases(rich=True), st.sampled_from(DAYS), st.integers(-40, 40))
@settings(max_examples=25)
def test_a_case_on_its_day_stays_as_it_is(case: Case, day: date, by: int) -> None:
    """Doing it twice changes nothing; nothing later is left; each position has at most one reservation value."""
    when = day + timedelta(days=by)
    once = on(case, when)
    assert on(once, when) == once
    assert once.as_of == when
    assert later_records(once, when) == 0
    for own in once.positions:
        assert not isinstance(own.reservation, tuple) or len(own.reservation) <= 1
        assert all(line.in_force(when) for line in own.red_lines)
    assert all(line.in_force(when) for line in once.consents)


@given(cases())
@settings(max_examples=25)
def test_between_two_changes_nothing_changes(case: Case) -> None:
    """The case is the same on every day from one change to the day before the next, but for the day itself."""
    days = [*change_days(case), date(2032, 1, 1)]
    for first, following in pairwise(days):
        last = following - timedelta(days=1)
        assert on(case, first).positions == on(case, last).positions
        assert on(case, first).consents == on(case, last).consents


@given(cases(), st.sampled_from(("worst", "middle", "best")))
@settings(max_examples=25)
def test_a_sharpened_case_has_no_interval_left_and_stays_as_it_is(case: Case, at: str) -> None:
    picked = sharpened(case, at)  # type: ignore[arg-type]
    assert not has_intervals(picked)
    assert sharpened(picked, "middle") == picked
    assert (picked == case) == (not has_intervals(case))
