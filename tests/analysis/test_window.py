"""The window: each step is what the case says on its day, and what opens and closes is so by its definition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import direct
from onetext import formats
from onetext.analysis.dated import DatedChange, changes_between
from onetext.analysis.steps import Opening, Waiting, Window
from onetext.analysis.window import window
from onetext.model.acceptance import Answer, agreed, broken_links
from onetext.model.case import Case
from onetext.model.day import change_days, foreseen, known, on, sharpened
from onetext.model.positions import NoNumber
from onetext.model.rules import RULES
from onetext.solve.budget import Budget
from strategies import DAY, DAYS, cases

Set = frozenset[tuple[tuple[str, str], ...]]


def same(case: Case, one: date, other: date) -> bool:
    """Whether all that is dated stands alike on two days, the record apart."""
    stands = [foreseen(case, day) for day in (one, other)]
    return stands[0].positions == stands[1].positions and stands[0].consents == stands[1].consents


@settings(max_examples=25)
@given(cases())
def test_each_step_is_the_zopa_of_its_day(case: Case) -> None:
    """Packages that all accept, surely and possibly, and each principal's best gain among them; the steps follow the dates recorded."""
    found = window(case, DAY)
    days = [step.day for step in found.steps]
    every = sorted({*change_days(case), *([] if change_days(case) and min(change_days(case)) <= DAY else [DAY])})
    assert days == [day for day in every if day == every[0] or not same(case, day, day - timedelta(days=1))]
    for step in found.steps:
        today = on(case, step.day)
        sure, possible = direct.zopa(today)
        assert (step.zopa, step.zopa_possible) == (len(sure), len(possible))
        best = direct.optimum(today, RULES["kalai-smorodinsky"]) if sure else None
        assert dict(step.best_gains) == (dict(zip(direct.weighed(today), best.best_gains, strict=True)) if best else {})
        assert step.agreement == ("yes" if sure else "depends" if possible else "no")


@given(cases())
def test_exactly_one_step_is_today(case: Case) -> None:
    """The one that has begun last."""
    found = window(case, DAY)
    assert [step.day for step in found.steps if step.today] == [max(step.day for step in found.steps if step.day <= DAY)]


@given(cases())
def test_nothing_changes_between_two_steps(case: Case) -> None:
    """The day before a step, all is as on the day of the step before it."""
    found = window(case, DAY)
    for step, after in zip(found.steps, found.steps[1:], strict=False):
        assert same(case, step.day, after.day - timedelta(days=1))


# --- day by day


def zopa_of(case: Case, mode: str) -> Set:
    """The packages of a zopa, one by one."""
    fine = (Answer.YES,) if mode == "sure" else (Answer.YES, Answer.DEPENDS)
    return frozenset(tuple(k.items()) for k in case.packages() if not broken_links(case, k) and agreed(case, k) in fine)


def kind_of(was: Set, now: Set) -> str:
    if bool(was) != bool(now):
        return "opens" if now else "closes"
    more = len(now) - len(was)
    return "widens" if more > 0 else "narrows" if more < 0 else "shifts" if was != now else ""


@settings(max_examples=20)
@given(case=cases(rich=True), as_of=st.sampled_from((*DAYS, date(2030, 12, 20), date(2031, 5, 20))))
def test_day_by_day_the_same_opens_and_closes(case: Case, as_of: date) -> None:
    """Every day from the as-of day to past the last change looked at by definition, with the record of the as-of day."""
    found, ground = window(case, as_of), known(case, as_of)
    last = max([as_of, *change_days(case)]) + timedelta(days=2)
    days = [as_of + timedelta(days=n) for n in range((last - as_of).days + 1)]
    spans = {step.day: (step.zopa, step.zopa_possible) for step in found.steps}
    expected = []
    before: dict[str, Set] | None = None
    for day in days:
        if before is not None and same(case, day, day - timedelta(days=1)):
            continue  # nothing dated has changed: the case is that of the day before
        now = {mode: zopa_of(foreseen(ground, day), mode) for mode in ("sure", "possible")}
        begun = max(start for start in spans if start <= day)
        assert spans[begun] == (len(now["sure"]), len(now["possible"]))
        for mode in now if before is not None else ():
            if kind := kind_of(before[mode], now[mode]):
                gained, lost = len(now[mode] - before[mode]), len(before[mode] - now[mode])
                expected.append((day, mode, kind, len(before[mode]), len(now[mode]), gained, lost))
        before = now
    assert [(o.day, o.zopa, o.kind, o.before, o.now, o.gained, o.lost) for o in found.openings] == expected
    assert all(o.deadlines == tuple(d for d in case.deadlines if as_of <= d.date < o.day) for o in found.openings)


def without(case: Case, change: DatedChange, before: date, day: date) -> Case:
    """The case of a day, one change of it not made: by hand, not by `foreseen`."""
    old, new = on(case, before), on(case, day)
    if change.kind == "consent":
        line = case.consents[int(change.id)]
        kept = [c for c in case.consents if (c in new.consents) != (c is line)]
        return replace(new, consents=tuple(kept))
    own, was = new.position[change.party], old.position[change.party]
    if change.kind == "reservation":
        put = replace(own, reservation=was.reservation)
    else:
        lines = next(p for p in case.positions if p.party == change.party).red_lines
        there = {line.id for line in own.red_lines} ^ {change.id}
        put = replace(own, red_lines=tuple(line for line in lines if line.id in there))
    return replace(new, positions=tuple(put if p.party == change.party else p for p in new.positions))


def undoing(case: Case, mode: str, kind: str, before: date, day: date) -> tuple[DatedChange, ...]:
    """The changes of a day without any one of which a zopa would not have turned so."""
    was, changes = zopa_of(on(case, before), mode), changes_between(case, before, day)
    return tuple(c for c in changes if kind_of(was, zopa_of(without(case, c, before, day), mode)) != kind)


@settings(max_examples=25)
@given(case=cases(), as_of=st.sampled_from((date(2030, 12, 20), *DAYS)))
def test_an_opening_names_the_changes_that_alone_did_it(case: Case, as_of: date) -> None:
    """Each change taken back by itself, by hand; where none undoes it, all are named and said to do it together."""
    if len(set(case.consents)) < len(case.consents):
        return
    found = window(case, as_of)
    days = [step.day for step in found.steps]
    for opening in found.openings:
        before = days[days.index(opening.day) - 1]
        alone = undoing(case, opening.zopa, opening.kind, before, opening.day)
        assert opening.changes == (alone or changes_between(case, before, opening.day))
        assert opening.alone == bool(alone)


@settings(max_examples=25)
@given(cases())
def test_each_step_lists_what_differs_from_the_one_before(case: Case) -> None:
    """Taking all of it back by hand leaves the case of the step before; the first step has nothing before it."""
    steps = window(case, DAYS[0] - timedelta(days=1)).steps
    assert steps[0].changes == ()
    for before, step in pairwise(steps):
        assert step.changes and all(change.day == step.day for change in step.changes)
        own = foreseen(case, step.day, {change.key: before.day for change in step.changes})
        assert (own.positions, own.consents) == (foreseen(case, before.day).positions, foreseen(case, before.day).consents)


# --- for whom


def best_worth(case: Case, who: str) -> Fraction | None:
    """What the best package of the zopa is worth to a principal, intervals at their middle; None where there is none."""
    own = sharpened(case)
    return max((direct.value(own, who, dict(package)).low for package in zopa_of(own, "sure")), default=None)


def weighed(case: Case, who: str) -> bool:
    own = case.position.get(who)
    return own is not None and own.has_worths and own.reservation is not NoNumber.UNKNOWN


@settings(max_examples=30)
@given(cases())
def test_a_later_agreement_is_compared_by_what_it_is_worth(case: Case) -> None:
    """Where all accept some package on both days; else by the reservation value, or it is not known."""
    found = window(case, DAYS[0] - timedelta(days=1))
    now = next(step for step in found.steps if step.today)
    days = [step.day for step in found.steps if step.day > now.day]
    assert [(one.party, one.day) for one in found.waiting] == [(p.id, day) for p in case.principals for day in days]
    for one in found.waiting:
        then, today = on(case, one.day), on(case, now.day)
        both = bool(zopa_of(then, "sure")) and bool(zopa_of(today, "sure"))
        if both and weighed(case, one.party):
            by = (best_worth(then, one.party) or Fraction(0)) - (best_worth(today, one.party) or Fraction(0))
            assert (one.measure, one.by) == ("agreement", by)
            assert one.answer == ("better" if by > 0 else "worse" if by < 0 else "same")
            assert bool(one.changes) == bool(by)
            continue
        held = [p.position[one.party].reservation_on(DAY) if one.party in p.position else None for p in (today, then)]
        assert one.measure == ("alternative" if None not in held else "")
        if None in held:
            assert one == Waiting(one.party, one.day, "", "not known")
            continue
        old, new = (worth.points for worth in held if worth is not None)
        up, down = (old.low < new.low or old.high < new.high), (old.low > new.low or old.high > new.high)
        assert one.answer == ("not known" if up and down else "better" if up else "worse" if down else "same")
        assert all(change.key == (one.party, "reservation", "") for change in one.changes)


# --- by hand

TWO = """
onetext: 1
as_of: 2031-05-01
parties: {north: {}, east: {}, bank: {kind: holder}}
issues: {fee: {from: 0, to: 10}}
consents: [{who: bank, on: {fee: {from: 8}}, from: 2031-09-01}]
positions:
  north:
    reservation: [{from: 2031-01-01, worth: {worth: 9, from: statement, evidence: [s1]}}, {from: 2031-07-01, worth: 6}, {from: 2031-10-01, worth: 5}]
    worth: {fee: {0: 0, 10: 10}}
  east:
    reservation: [{from: 2031-01-01, worth: 4}, {from: 2031-07-01, worth: 3}]
    worth: {fee: {0: 10, 10: 0}}
    red_lines: [{id: r, never: {fee: {to: 5}}, from: answer, since: 2031-08-01}]
  bank: {view: {fee: {8: never}}}
deadlines: [{date: 2031-04-01, what: Past}, {date: 2031-06-30, what: The mandate ends}, {date: 2031-07-01, what: The same day}]
sources: {d: {title: A paper}}
statements: {s1: {who: A. Speaker, for: north, on: {fee: 9}, stance: demand, source: d, said: 2031-04-20}}
"""


def read(text: str) -> Case:
    return formats.read({"case.yaml": text.encode()})


def short(one: Opening) -> tuple[object, ...]:
    changes = " ".join(f"{c.party}:{c.kind}:{c.was}>{c.becomes}" for c in one.changes)
    return (str(one.day), one.zopa, one.kind, one.before, one.now, changes, one.alone, " ".join(d.what for d in one.deadlines))


def turns(old: str = "", new: str = "", zopa: str = "sure") -> list[tuple[object, ...]]:
    assert old in TWO
    return [short(one) for one in window(read(TWO.replace(old, new)), date(2031, 5, 1)).openings if one.zopa == zopa]


def test_what_did_it_alone_what_only_together_and_what_either_would_have_done() -> None:
    """On 1 July the falling value of Northland opens; both must fall; either would do; one shifts it while as many are left."""
    assert turns() == [("2031-07-01", "sure", "opens", 0, 2, "north:reservation:9>6", True, "The mandate ends")]
    assert turns(zopa="possible") == [("2031-07-01", "possible", *turns()[0][2:])]
    both = turns("{from: 2031-07-01, worth: 6}", "{from: 2031-07-01, worth: 7}")
    assert both[0][3:7] == (0, 1, "north:reservation:9>7 east:reservation:4>3", True)
    assert both[1] == ("2031-10-01", "sure", "widens", 1, 2, "north:reservation:7>5", True, "The mandate ends The same day")
    either = turns("{worth: 9, from", "{worth: 7, from")
    assert either[0][3:7] == (0, 2, "north:reservation:7>6 east:reservation:4>3", False)
    assert turns(*CROSSED)[0][2:7] == ("shifts", 1, 1, "north:reservation:6>7 east:reservation:4>3", True)


def test_a_line_and_a_consent_close_and_open_again() -> None:
    """With days, and without one number that moves: for a month a line forbids what is left, then a holder must be asked."""
    text = """
onetext: 1
parties: {a: {}, b: {}, bank: {kind: holder}}
issues: {x: {options: {one: One, two: Two}}}
consents: [{who: bank, on: {}, from: 2031-03-01}, {who: bank, on: {x: two}, until: 2031-01-15}]
positions:
  a: {reservation: none, red_lines: [{id: no-two, never: {x: two}}]}
  b: {reservation: none, red_lines: [{id: no-one, never: {x: one}, from: statement, since: 2031-02-01, until: 2031-02-28}]}
  bank: {}
"""
    found = window(read(text), date(2031, 1, 1))
    assert [(str(s.day), s.zopa, s.zopa_possible) for s in found.steps] == [
        ("2031-01-01", 1, 1), ("2031-01-16", 1, 1), ("2031-02-01", 0, 0), ("2031-03-01", 0, 1),
    ]  # fmt: skip
    assert [short(one)[:7] for one in found.openings] == [
        ("2031-02-01", "sure", "closes", 1, 0, "b:red_line:not in force>in force", True),
        ("2031-02-01", "possible", "closes", 1, 0, "b:red_line:not in force>in force", True),
        ("2031-03-01", "possible", "opens", 0, 1, "b:red_line:in force>not in force", True),
    ]
    (consent,), (line,) = found.steps[1].changes, found.steps[2].changes
    assert (line.kind, line.id, line.basis) == ("red_line", "no-one", "statement")
    assert (consent.party, consent.kind, consent.id, consent.was, consent.basis) == ("bank", "consent", "1", "in force", None)
    assert {one.answer for one in found.waiting} == {"not known"}


CROSSED = (
    "{worth: 9, from: statement, evidence: [s1]}}, {from: 2031-07-01, worth: 6}",
    "{worth: 6, from: statement, evidence: [s1]}}, {from: 2031-07-01, worth: {worth: 7, from: answer}}",
)
"""Northland comes to ask for more on the day on which Eastmark asks for less."""


def meaning(old: str = "", new: str = "") -> dict[tuple[str, str], tuple[object, ...]]:
    found = window(read(TWO.replace(old, new)), date(2031, 5, 1)).waiting
    return {(o.party, str(o.day)): (o.measure, o.answer, o.by, o.gain_by, " ".join(c.party for c in o.changes), o.alone) for o in found}


def test_for_whom_a_later_day_is_better_and_from_which_assumption() -> None:
    """Northland could get 7 instead of 6 since Eastmark's value falls; that its own value falls in October adds to its gain
    and to nothing that it gets. Where there is no agreement today, only what each has without one is compared."""
    found = meaning(*CROSSED)
    assert found["north", "2031-07-01"] == ("agreement", "better", 1, 0, "east", True)
    assert found["north", "2031-10-01"] == ("agreement", "better", 1, 2, "east", True)
    assert found["east", "2031-07-01"] == ("agreement", "worse", -1, 0, "north east", True)
    assert found["east", "2031-10-01"] == ("agreement", "same", 0, 1, "", False)
    closed = meaning()
    assert closed["north", "2031-07-01"] == ("alternative", "worse", -3, None, "north", True)
    assert closed["east", "2031-10-01"] == ("alternative", "worse", -1, None, "east", True)
    assert window(read(TWO), date(2031, 5, 1)).waiting[3].changes[0].day == date(2031, 10, 1)


def test_bounds_that_move_apart_are_not_known_to_rise_or_fall() -> None:
    found = meaning("{from: 2031-07-01, worth: 6}", "{from: 2031-07-01, worth: [8, 10]}")
    assert found["north", "2031-07-01"] == ("alternative", "not known", None, None, "north", False)


# --- the record, limits, size

SPOKEN = """
onetext: 1
as_of: 2031-05-01
parties: {a: {}, b: {}}
issues: {x: {options: {one: One, two: Two}}}
positions:
  a: {reservation: none, red_lines: [{id: r, never: {x: two}, from: 2031-06-01, evidence: [s]}]}
  b: {}
sources: {d: {title: A paper}}
statements: {s: {who: A, for: a, on: {x: two}, stance: reject, source: d, said: 2031-05-20}}
proposals: {early: {package: {x: one}, date: 2031-04-01}, late: {package: {x: two}, date: 2031-04-02}}
replies: [{who: b, to: early, says: no, date: 2031-04-10}, {who: b, to: early, says: yes, date: 2031-05-10}, {who: b, to: late, says: yes, date: 2031-04-20}]
"""


def test_no_step_uses_a_record_later_than_the_as_of_day() -> None:
    """A reply of 10 May turns what is possible from June on; on 1 May nobody knows of it, on 11 May all steps do."""
    before, after = (window(read(SPOKEN), date(2031, 5, day)) for day in (1, 11))
    assert [(str(s.day), s.zopa, s.zopa_possible) for s in before.steps] == [("2031-05-01", 1, 1), ("2031-06-01", 0, 0)]
    assert [(str(s.day), s.zopa, s.zopa_possible) for s in after.steps] == [("2031-05-11", 2, 2), ("2031-06-01", 1, 1)]
    assert before.steps[1].changes[0].evidence == after.steps[1].changes[0].evidence == ()
    assert window(read(SPOKEN), date(2031, 5, 20)).steps[1].changes[0].evidence == ("s",)


def test_the_step_of_today_is_what_zopa_says_today() -> None:
    """Also where something was said since the step began."""
    case = read(SPOKEN.replace("from: 2031-06-01", "from: 2031-01-01"))
    (step,) = (one for one in window(case, date(2031, 5, 11)).steps if one.today)
    assert step.day == date(2031, 1, 1)
    assert (step.zopa, step.zopa_possible) == tuple(map(len, direct.zopa(on(case, date(2031, 5, 11)))))


@settings(max_examples=15)
@given(cases())
def test_a_limit_leaves_today_and_what_is_next(case: Case) -> None:
    """However early the clock runs out, today's step is there; what is left of the steps follows it without a gap."""
    whole = window(case, DAY)
    for looks in (0, 2, 9):
        left = iter(range(looks, -1000, -1))
        found = window(case, DAY, budget=Budget(seconds_left=lambda left=left: float(next(left)), enumerate=True))
        days = [step.day for step in whole.steps]
        first = days.index(found.steps[0].day)
        assert [step.day for step in found.steps] == days[first : first + len(found.steps)]
        assert any(step.today for step in found.steps)
        if len(found.steps) < len(days):
            assert found.cut and found.status == "feasible"


@settings(max_examples=12)
@given(cases())
def test_by_proof_the_same_opens_and_closes(case: Case) -> None:
    """Without looking at packages: the verdict of each step, what opens and closes and which changes did it; nothing counted."""
    counted, proven = window(case, DAYS[0]), window(case, DAYS[0], budget=Budget(enumerate=False))
    assert [step.agreement for step in proven.steps] == [step.agreement for step in counted.steps]
    assert all(step.zopa in (None, 0) and step.zopa_possible in (None, 0) for step in proven.steps)
    turned = [(o.day, o.zopa, o.kind, o.changes, o.alone) for o in counted.openings if o.kind in ("opens", "closes")]
    assert [(o.day, o.zopa, o.kind, o.changes, o.alone) for o in proven.openings] == turned
    for one, other in zip(proven.waiting, counted.waiting, strict=True):
        assert replace(one, changes=(), alone=False) == replace(other, changes=(), alone=False)
        assert set(other.changes) <= set(one.changes)


def test_a_case_without_dates_has_one_step(shared: Path) -> None:
    """Positive and negative by hand: strait's three reservation values make three steps, any other case one."""
    from onetext.formats import native

    strait = native.read({"strait.yaml": (shared / "cases" / "native" / "strait.yaml").read_bytes()})
    steps = window(strait, date(2031, 5, 1)).steps
    assert [(str(s.day), s.zopa, s.today) for s in steps] == [("2031-01-01", 0, False), ("2031-04-01", 1, True), ("2031-07-01", 6, False)]
    assert [dict(s.reservations)["north"] for s in steps] == ["44", "38", "30"]
    plain = window(
        read("onetext: 1\nparties: {a: {}}\nissues: {i: {options: {x: X, y: Y}}}\npositions: {a: {reservation: none}}\n"), date(2031, 5, 1)
    )
    assert (len(plain.steps), plain.openings, plain.waiting) == (1, (), ())
    assert isinstance(plain, Window) and plain.to_dict()["status"] == "exact"
