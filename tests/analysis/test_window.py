"""The window: each step is what the case says on its day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings

import direct
from onetext.analysis.window import window
from onetext.model.case import Case
from onetext.model.day import change_days, on
from onetext.model.rules import RULES
from strategies import DAY, cases


@settings(max_examples=25)
@given(cases())
def test_each_step_is_the_zopa_of_its_day(case: Case) -> None:
    """Packages that all accept, surely and possibly, and each principal's best gain among them; the steps follow the dates recorded."""
    found = window(case, DAY)
    days = [step.day for step in found.steps]
    every = sorted({*change_days(case), *([] if change_days(case) and min(change_days(case)) <= DAY else [DAY])})
    assert days == [day for day in every if day == every[0] or on(case, day).positions != on(case, day - timedelta(days=1)).positions]
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
        eve = after.day - timedelta(days=1)
        assert on(case, eve).positions == on(case, step.day).positions


def test_a_case_without_dates_has_one_step() -> None:
    """Positive and negative by hand: strait's three reservation values make three steps, any other case one."""
    from conftest import SHARED
    from onetext.formats import native

    strait = native.read({"strait.yaml": (SHARED / "cases" / "native" / "strait.yaml").read_bytes()})
    steps = window(strait, date(2031, 5, 1)).steps
    assert [(str(s.day), s.zopa, s.today) for s in steps] == [("2031-01-01", 0, False), ("2031-04-01", 1, True), ("2031-07-01", 6, False)]
    assert [dict(s.reservations)["north"] for s in steps] == ["44", "38", "30"]
    plain = native.read(
        {"a.yaml": b"onetext: 1\nparties: {a: {}}\nissues: {i: {options: {x: X, y: Y}}}\npositions: {a: {reservation: none}}\n"}
    )
    assert len(window(plain, date(2031, 5, 1)).steps) == 1
