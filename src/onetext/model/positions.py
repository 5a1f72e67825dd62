"""What is known of one party: red lines, views and orders, and worths where there are numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Literal

from onetext.model.conditions import Among, Condition, Form, Implies, Never
from onetext.model.numbers import Interval

Basis = Literal["answer", "statement", "guess"]
BASES: tuple[Basis, ...] = ("answer", "statement", "guess")
"""Where a figure comes from, strongest first: the party's sealed answer, a public statement, somebody's guess."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something comes from, and the ids of the statements behind it."""

    basis: Basis = "guess"
    evidence: tuple[str, ...] = ()


GUESS = Origin()


@dataclass(frozen=True, slots=True)
class Worth:
    """A worth in the party's own points: sharp or an interval, with its origin.

    `chances`: where it is known to be one of some numbers, each with its share; `points` then spans them. Whatever asks
    for yes, no or depends looks at `points` alone.
    """

    points: Interval
    origin: Origin = GUESS
    chances: tuple[tuple[Fraction, Fraction], ...] = ()

    def replaced(self, points: Interval) -> Worth:
        """Other points in the place of these, and of the numbers that it may be."""
        return replace(self, points=points, chances=())

    def mapped(self, change: Callable[[Fraction], Fraction]) -> Worth:
        """Every number of the worth changed alike; `change` keeps their order."""
        chances = tuple((change(number), share) for number, share in self.chances)
        return replace(self, points=Interval(change(self.points.low), change(self.points.high)), chances=chances)


def one_of(chances: Iterable[tuple[Fraction, Fraction]], origin: Origin = GUESS) -> Worth:
    """A worth that is one of some numbers, each with its share of 1."""
    listed = tuple(chances)
    numbers = [number for number, _ in listed]
    return Worth(Interval(min(numbers), max(numbers)), origin, listed)


@dataclass(frozen=True, slots=True)
class IssueWorth:
    """The worths of one issue's options; of a number's, at some of its amounts, straight lines between them.

    `at` pairs an option id (choice) or the exact text of an amount (number) with its worth. `indifferent` says
    that the party does not care: 0 everywhere, and said.
    """

    issue: str
    at: tuple[tuple[str, Worth], ...] = ()
    indifferent: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A worth added where a condition over several issues holds."""

    when: Condition
    worth: Worth


class NoNumber(Enum):
    """What stands in the place of a reservation value where there is no number."""

    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reservation:
    """A reservation value and the day from which it holds (None: always)."""

    worth: Worth
    since: date | None = None


@dataclass(frozen=True, slots=True)
class RedLine:
    """What a party does not accept; `soften` is what giving it up asks of the party, in its own points (None: it does not).

    `chance`: how likely it is that the line really holds, by whoever entered it. It counts in probabilities alone.
    """

    id: str
    form: Form
    soften: Fraction | None = None
    origin: Origin = GUESS
    since: date | None = None
    until: date | None = None
    title: str = ""
    chance: Fraction = Fraction(1)

    def in_force(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


ViewSays = Literal["wants", "can_live", "rejects", "never", "only_if", "indifferent"]
VIEWS: tuple[ViewSays, ...] = ("wants", "can_live", "rejects", "never", "only_if", "indifferent")


@dataclass(frozen=True, slots=True)
class View:
    """What a party says of one option; `only_if` carries its condition."""

    issue: str
    option: str
    says: ViewSays
    only_if: Condition | None = None
    origin: Origin = GUESS


@dataclass(frozen=True, slots=True)
class Order:
    """A party's order of an issue's options, best first, alike ones together; or `up`, `down` for a number.

    `direction` is "", "up", "down" or "indifferent".
    """

    issue: str
    ranks: tuple[tuple[str, ...], ...] = ()
    direction: str = ""


Parts = tuple[tuple[str, str], ...]
"""Answers to some issues: (issue, option)."""


@dataclass(frozen=True, slots=True)
class Preference:
    """That a party would rather have some answers than others to the same issues, all else equal; `alike`: neither rather."""

    rather: Parts
    than: Parts
    alike: bool = False
    date: date | None = None
    origin: Origin = Origin("statement")


@dataclass(frozen=True, slots=True)
class Position:
    """All that is known of `party`.

    `reservation`: dated values, ascending; a NoNumber; or () where nothing is said. `soften_reservation`: what one
    point below it asks of the party, in its own points; None: it accepts no less.
    """

    party: str
    alternative: str = ""
    reservation: tuple[Reservation, ...] | NoNumber = ()
    soften_reservation: Fraction | None = Fraction(1)
    worth: tuple[IssueWorth, ...] = ()
    terms: tuple[Term, ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    view: tuple[View, ...] = ()
    order: tuple[Order, ...] = ()
    prefers: tuple[Preference, ...] = ()

    @property
    def has_worths(self) -> bool:
        return bool(self.worth or self.terms)

    def reservation_on(self, day: date) -> Worth | None:
        """The reservation value in force on `day` (before the first, the first); None where there is no number."""
        if isinstance(self.reservation, NoNumber) or not self.reservation:
            return None
        begun = [entry for entry in self.reservation if entry.since is None or entry.since <= day]
        return (begun[-1] if begun else self.reservation[0]).worth


def red_lines(position: Position) -> tuple[RedLine, ...]:
    """A position's red lines: those written, then one for each view that is `never` or `only_if`.

    The latter cannot be given up; their ids are `view:ISSUE:OPTION`.
    """
    return (*position.red_lines, *(line for view in position.view if (line := _line_of_view(view)) is not None))


def _line_of_view(view: View) -> RedLine | None:
    name, option = f"view:{view.issue}:{view.option}", Condition(((view.issue, Among((view.option,))),))
    if view.says == "never":
        return RedLine(name, Never(option), origin=view.origin)
    if view.says == "only_if":
        return RedLine(name, Implies(option, view.only_if or Condition()), origin=view.origin)
    return None
