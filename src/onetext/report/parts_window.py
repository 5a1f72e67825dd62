"""The part of the brief that looks ahead; conventions as in `parts`."""

from dataclasses import dataclass
from typing import Literal

from onetext.report.parts import Figure


@dataclass(frozen=True, slots=True)
class WindowTurn:
    """A later day on which it changes what is acceptable to all."""

    date: str
    zopa: Literal["sure", "possible"]  # accepted in all cases, or in some
    kind: Literal["opens", "closes", "widens", "narrows", "shifts"]
    text: str  # sentences: what changes, and what it follows from
    before: int | None = None  # packages on the day before; None: not counted
    now: int | None = None
    deadlines: tuple[str, ...] = ()  # sentence fragments: those that lie before it


@dataclass(frozen=True, slots=True)
class WindowLater:
    """What an agreement of a later day, or what a party then has without one, would mean for it."""

    party: str
    date: str
    measure: Literal["agreement", "alternative"]  # what is compared with today
    answer: Literal["better", "worse"]
    text: str  # sentence, with the assumption from which it follows
    by: Figure | None = None  # in its own points
