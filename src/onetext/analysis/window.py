"""The window: what is possible from each day on which a reservation value changes, or the force of a red line or consent.

Theory of operation: every step is read with the record of the as-of day, whatever day it begins on. So two steps differ
by their dated entries alone, and what opens or closes from one to the next follows from these (`analysis.ahead`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onetext.analysis.ahead import Ahead, Look, look
from onetext.analysis.dated import changes_between
from onetext.analysis.steps import Window
from onetext.model.case import Case
from onetext.model.day import change_days, foreseen, known
from onetext.solve.budget import UNLIMITED, Budget, decided


def window(case: Case, as_of: date, *, budget: Budget = UNLIMITED) -> Window:
    """What is possible day by day; takes the case with all its dates, not the case on one day.

    The first step begins with the first recorded change or on the as-of day, whichever is earlier. Records later than
    the as-of day are used in no step. Today and what comes is looked at first, then what went before.
    """
    ground = known(case, as_of)
    days = starts(ground, as_of)
    now = max(place for place, day in enumerate(days) if day <= as_of)
    given = decided(foreseen(ground, as_of), budget)
    looks: dict[date, Look] = {}
    for day in (*days[now:], *reversed(days[:now])):
        if looks and budget.expired():
            break
        looks[day] = look(foreseen(ground, day), given)
    ahead = Ahead(ground, days[now], looks, given)
    openings = tuple(ahead.openings(as_of))
    waiting = tuple(ahead.waiting())
    seen = sorted(looks)
    steps = tuple(
        replace(looks[day].step, today=day == days[now], changes=changes_between(ground, seen[place - 1], day) if place else ())
        for place, day in enumerate(seen)
    )
    return Window(as_of, steps, case.deadlines, ahead.cut or len(steps) < len(days), openings, waiting)


def starts(case: Case, as_of: date) -> tuple[date, ...]:
    """The days on which something changes; a date from which all stays as it was starts nothing."""
    days = change_days(case)
    every = days if days and days[0] <= as_of else (as_of, *days)
    stands = [(ahead.positions, ahead.consents) for ahead in (foreseen(case, day) for day in every)]
    return tuple(day for place, day in enumerate(every) if not place or stands[place] != stands[place - 1])
