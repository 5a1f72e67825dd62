"""Issues and their options: the questions that an agreement answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from onetext.model.numbers import show

MAX_OPTIONS = 10_000


@dataclass(frozen=True, slots=True)
class Option:
    """One admissible answer to an issue; `amount` is set for the options of a number."""

    id: str
    title: str = ""
    amount: Fraction | None = None
    by: date | None = None
    verified_by: str = ""
    if_not: str = ""

    @property
    def name(self) -> str:
        return self.title or self.id


@dataclass(frozen=True, slots=True)
class Grid:
    """The answers to a number: from `start` to `stop`, both counted, by `step`."""

    start: Fraction
    stop: Fraction
    step: Fraction = Fraction(1)
    unit: str = ""

    def options(self) -> tuple[Option, ...]:
        """The options on the grid, ascending; at most `MAX_OPTIONS`, and none if `stop` lies off the grid."""
        count = (self.stop - self.start) / self.step if self.step > 0 else Fraction(-1)
        if count < 0 or count.denominator != 1 or count >= MAX_OPTIONS:
            return ()
        amounts = (self.start + self.step * i for i in range(int(count) + 1))
        return tuple(Option(show(amount), amount=amount) for amount in amounts)


@dataclass(frozen=True, slots=True)
class Agreed:
    """That an option was agreed, since when, and whether only subject to confirmation at home."""

    option: str
    since: date | None = None
    ad_referendum: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """A question and its options, in the order written, a number's ascending; a number has a `grid`, a choice none.

    `places`: where each option stands, by id; `amounts`: those of a number's options, in their order.
    """

    id: str
    title: str
    options: tuple[Option, ...]
    grid: Grid | None = None
    today: str = ""
    agreed: Agreed | None = None
    places: dict[str, int] = field(init=False, repr=False, compare=False)
    amounts: tuple[Fraction, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", {option.id: i for i, option in enumerate(self.options)})
        object.__setattr__(self, "amounts", tuple(option.amount for option in self.options if option.amount is not None))

    @property
    def name(self) -> str:
        return self.title or self.id

    def option(self, option_id: str) -> Option:
        return self.options[self.places[option_id]]


def number_issue(issue_id: str, title: str, grid: Grid) -> Issue:
    """An issue whose options are the numbers on a grid."""
    return Issue(issue_id, title, grid.options(), grid)
