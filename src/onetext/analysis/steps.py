"""The window as an answer: its steps, what opens and closes between them, and what a later day would mean for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from onetext.analysis.dated import DatedChange
from onetext.model import shown
from onetext.model.records import Deadline
from onetext.model.shown import Shape
from onetext.solve.results import Points


@dataclass(frozen=True, slots=True)
class Step:
    """From `day` until the next step: how many packages all accept, and what each principal could gain at best among them.

    `reservations`: the values that hold on that day, by party with one. `best_gains` is empty where nothing is
    acceptable to all. `today`: the step in force on the as-of day. `status`: as of the zopa, whose counts are None where
    there are too many packages to count. `changes`: the dated entries that differ from the step before.
    """

    day: date
    agreement: str
    zopa: int | None
    zopa_possible: int | None
    status: str
    best_gains: Points
    reservations: tuple[tuple[str, str], ...]
    today: bool = False
    changes: tuple[DatedChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """A later day on which a zopa changes: `zopa` is `sure` (all accept in all cases) or `possible` (in some).

    `kind`: opens, closes; widens or narrows where more or fewer packages are left; shifts where as many are left, not
    the same. `gained` and `lost` count the packages (None: not counted). `changes`: of the dated entries that change on
    this day those that alone did it, so that it had not come to pass without any one of them; where there is no such
    entry all, and `alone` is False. `deadlines`: those between the as-of day and this day.
    """

    day: date
    zopa: str
    kind: str
    before: int | None
    now: int | None
    gained: int | None
    lost: int | None
    changes: tuple[DatedChange, ...]
    alone: bool
    deadlines: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a later step would mean for a principal, compared with today, in its own points.

    `measure`: `agreement` compares what the best package of both zopas is worth to it; `alternative`, where one of the
    two days has no zopa or it no worths, what it has without an agreement; None where neither is known. `answer`:
    better, worse, same or `not known`; `by`: by how much. `gain_by`: by how much its best attainable gain differs, which
    also moves with what it has without an agreement. `changes`: the dated entries from which that follows, as in
    `Opening`. Over intervals, at their middle.
    """

    party: str
    day: date
    measure: str
    answer: str
    by: Fraction | None = None
    gain_by: Fraction | None = None
    changes: tuple[DatedChange, ...] = ()
    alone: bool = False

    SHAPE = Shape(null=("measure",))


@dataclass(frozen=True, slots=True)
class Window:
    """The steps, ascending, what opens and closes, what a later day would mean for whom, and the deadlines recorded.

    One step where no change is recorded. `cut`: a limit came before all was looked at.
    """

    as_of: date
    steps: tuple[Step, ...]
    deadlines: tuple[Deadline, ...]
    cut: bool = False
    openings: tuple[Opening, ...] = ()
    waiting: tuple[Waiting, ...] = ()

    SHAPE = Shape("onetext/window/1", too=("status",), rows="steps", hidden=("cut",))
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_

    @property
    def status(self) -> str:
        """`exact`, or `feasible` where a limit left something out."""
        return "feasible" if self.cut or any(step.status == "unknown" for step in self.steps) else "exact"
