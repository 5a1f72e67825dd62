"""The window: what is possible from each day on which a reservation value or a red line's force changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onetext.model import shown
from onetext.model.case import Case
from onetext.model.day import change_days, on
from onetext.model.records import Deadline
from onetext.model.shown import Shape
from onetext.solve.best import best
from onetext.solve.budget import UNLIMITED, Budget, decided, enumerable
from onetext.solve.results import Points
from onetext.solve.zopa import zopa


@dataclass(frozen=True, slots=True)
class Step:
    """From `day` until the next step: how many packages all accept, and what each principal could gain at best among them.

    `reservations`: the values that hold on that day, by party with one. `best_gains` is empty where nothing is
    acceptable to all. `today`: the step in force on the as-of day. `status`: as of the zopa, whose counts are None where
    there are too many packages to count.
    """

    day: date
    agreement: str
    zopa: int | None
    zopa_possible: int | None
    status: str
    best_gains: Points
    reservations: tuple[tuple[str, str], ...]
    today: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The steps, ascending, and the deadlines recorded. One step where no change is recorded.

    `cut`: a limit came before the later steps.
    """

    as_of: date
    steps: tuple[Step, ...]
    deadlines: tuple[Deadline, ...]
    cut: bool = False

    SHAPE = Shape("onetext/window/1", rows="steps", hidden=("cut",))
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_


def window(case: Case, as_of: date, *, budget: Budget = UNLIMITED) -> Window:
    """What is possible day by day; takes the case with all its dates, not the case on one day.

    The first step begins with the first recorded change or on the as-of day, whichever is earlier.
    """
    starts, steps, given = _starts(case, as_of), [], decided(on(case, as_of), budget)
    for place, day in enumerate(starts):
        here = on(case, day)
        until = starts[place + 1] if place + 1 < len(starts) else date.max
        steps.append(_step(here, day, day <= as_of < until, given))
        if budget.expired():
            break
    return Window(as_of, tuple(steps), case.deadlines, len(steps) < len(starts))


def _step(case: Case, day: date, today: bool, budget: Budget) -> Step:
    """A step: counted where the space can be enumerated, else only whether there is agreement, by proof."""
    counts: tuple[int | None, int | None]
    if enumerable(case, budget):
        found = zopa(case, budget=budget)
        agreement, counts, status = found.agreement, (found.zopa, found.zopa_possible), found.status
    else:
        from onetext.analysis.why_large import verdict

        agreement = verdict(case, budget)
        counts = (0, 0) if agreement == "no" else (0 if agreement == "depends" else None, None)
        status = "unknown" if agreement == "unknown" else "exact"
    gains = best(case, "kalai-smorodinsky", budget=budget).best_gains if agreement == "yes" else ()
    return Step(day, agreement, counts[0], counts[1], status, gains, _reservations(case), today)


def _starts(case: Case, as_of: date) -> tuple[date, ...]:
    """The days on which something changes; a date from which all stays as it was starts nothing."""
    days = change_days(case)
    every = days if days and days[0] <= as_of else (as_of, *days)
    stands = [on(case, day).positions for day in every]
    return tuple(day for place, day in enumerate(every) if not place or stands[place] != stands[place - 1])


def _reservations(case: Case) -> tuple[tuple[str, str], ...]:
    found = ((position.party, position.reservation_on(case.as_of or date.max)) for position in case.positions)
    return tuple((who, str(worth.points)) for who, worth in found if worth is not None)
