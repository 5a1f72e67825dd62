"""What a viewer does not know of others: the figures and red lines that differ between what it holds and the whole case.

A figure is unknown to a viewer where its entry in the case that the viewer holds is not the entry in the whole case. An
entry that is sharp in both, the same number, and rests on an answer or a statement is knowledge. A public guess is not:
its author was not told. What the viewer holds possible of an unknown figure is the interval that it holds, or, where it
holds no interval, the whole scale of the party (`scale_of`) or what `Ignorance` says. Possible values lie on a grid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm

from onetext.model.artefacts import Artefact
from onetext.model.case import Case
from onetext.model.conditions import Form
from onetext.model.numbers import Interval
from onetext.model.positions import NoNumber, Position, RedLine, Worth, red_lines

WORTH, TERM, RESERVATION, LINE = "worth", "term", "reservation", "red_line"
FINEST = 2000
"""More values than this are not laid between the ends of an interval only to hit a number exactly."""
ROUND = (1, 2, 5)
NOTHING, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Which figure of whom: the reservation value, the worth of an option or an amount, of a term (by its place), a red line."""

    party: str
    kind: str
    issue: str = ""
    option: str = ""
    line: str = ""

    @property
    def name(self) -> str:
        """One text for it: `north: reservation`, `north: worth line pull`, `north: red_line no-exit`."""
        return f"{self.party}: {' '.join(part for part in (self.kind, self.issue, self.option, self.line) if part)}"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A figure that a viewer does not know: `count` values from `low` on, each a `step` above the one before, and the place of
    the true one. Of a red line, 0: it does not hold, 1: it does. `half`: of a figure that its own party gives as an interval,
    half its width, which is taken as known; the values are its middles."""

    spot: Spot
    low: Fraction
    step: Fraction
    count: int
    truth: int
    half: Fraction = NOTHING
    red_line: RedLine | None = None

    def value(self, place: int) -> Fraction:
        return self.low + place * self.step

    @property
    def high(self) -> Fraction:
        return self.value(self.count - 1)

    @property
    def is_line(self) -> bool:
        return self.spot.kind == LINE

    @property
    def more_accepts(self) -> bool:
        """Whether the party accepts more the higher the figure is; it accepts less of a reservation value or a red line."""
        return self.spot.kind in (WORTH, TERM)

    @property
    def form(self) -> Form | None:
        return None if self.red_line is None else self.red_line.form


@dataclass(frozen=True, slots=True)
class Ignorance:
    """What is possible where a viewer holds no interval, and how fine: None where the party's own scale says it."""

    worth: Interval | None = None
    reservation: Interval | None = None
    step: Fraction | None = None


OPEN = Ignorance()


@dataclass(frozen=True, slots=True)
class Doubt:
    """All that some viewers together do not know, in the order of the case, what was not varied although it differs, and what
    they were shown already."""

    viewers: tuple[str, ...]
    unknown: tuple[Unknown, ...]
    not_varied: tuple[str, ...] = ()
    shown: tuple[Artefact, ...] = ()


def scale_of(case: Case, who: str) -> tuple[Interval, Fraction]:
    """A round scale on which all figures of a party lie, and a step: from 0 to 1, 2 or 5 times a power of ten, which is at least
    its most valuable package; below 0 alike where figures are. The step is 1, or on a scale shorter than 20 about a hundredth of it."""
    position = case.position[who]
    numbers = [worth.points for _, worth in _figures(position)]
    tops = [max((worth.points.high for _, worth in table.at), default=NOTHING) for table in position.worth]
    tops += [term.worth.points.high for term in position.terms]
    high = _rounded(max([sum((max(top, NOTHING) for top in tops), NOTHING), *(one.high for one in numbers)], default=ONE))
    low = min((one.low for one in numbers), default=NOTHING)
    span = Interval(NOTHING if low >= 0 else -_rounded(-low), high)
    return span, ONE if span.high - span.low >= 20 else _rounded((span.high - span.low) / 100)


def _rounded(number: Fraction) -> Fraction:
    """The smallest of 1, 2 and 5 times a power of ten that is at least a number; 100 for nothing."""
    if number <= 0:
        return Fraction(100)
    power = Fraction(10) ** (len(str(int(number))) - 1) if number >= 1 else ONE
    while power > number:
        power /= 10
    return next(power * times for times in (*ROUND, 10) if power * times >= number)


def _figures(position: Position) -> Iterator[tuple[Spot, Worth]]:
    """The figures of a position: reservation value, worths, terms."""
    who = position.party
    if not isinstance(position.reservation, NoNumber) and position.reservation:
        yield Spot(who, RESERVATION), position.reservation[0].worth
    for table in position.worth:
        for key, worth in table.at:
            yield Spot(who, WORTH, table.issue, key), worth
    for place, term in enumerate(position.terms):
        yield Spot(who, TERM, option=str(place)), term.worth


def doubt(held: Case, full: Case, viewer: str, ignorance: Ignorance = OPEN) -> Doubt:
    """What one viewer does not know: `held` is the case as the viewer has it; both are on the same day."""
    unknown: list[Unknown] = []
    not_varied: list[str] = []
    for position in full.positions:
        if position.party == viewer:
            continue
        own = held.position.get(position.party, Position(position.party))
        unknown += [*_of_figures(full, position, own, ignorance), *_of_lines(position, own)]
        not_varied += _otherwise(full, position, own)
    gone = [one.party for one in held.positions if one.party not in full.position and one.party != viewer]
    not_varied += [f"what {full.name(who)} holds: the whole case says nothing of it" for who in gone]
    if held.proposals != full.proposals or sealed_replies(held, viewer) != sealed_replies(full, viewer):
        not_varied.append("replies to proposals, and proposals, that the viewer does not see")
    return Doubt((viewer,), tuple(unknown), tuple(not_varied))


def sealed_replies(case: Case, viewer: str) -> list[object]:
    """The replies of all but a viewer."""
    return [(reply.who, reply.to, reply.says, reply.on) for reply in case.replies if reply.who != viewer]


def _of_figures(full: Case, position: Position, own: Position, ignorance: Ignorance) -> Iterator[Unknown]:
    known, scale = dict(_figures(own)), None
    for spot, worth in _figures(position):
        seen = known.get(spot)
        if seen is not None and (seen == worth or (_certain(seen) and seen.points == worth.points)):
            continue
        scale = scale or scale_of(full, position.party)
        said = ignorance.reservation if spot.kind == RESERVATION else ignorance.worth
        span = seen.points if seen is not None and not seen.points.sharp else said or scale[0]
        yield _laid(spot, span, ignorance.step or scale[1], worth)


def _certain(worth: Worth) -> bool:
    return worth.points.sharp and worth.origin.basis != "guess"


def _laid(spot: Spot, span: Interval, step: Fraction, worth: Worth) -> Unknown:
    """An unknown on a grid over a span, widened so that it holds the truth; finer where only that hits the ends and the truth."""
    truth = worth.points.middle
    low, high = min(span.low, truth), max(span.high, truth)
    fine = _common([step, high - low, truth - low])
    if high > low and (high - low) / fine + 1 > FINEST:
        fine = min(step, (high - low) / 100)
        low = truth - int((truth - low) / fine) * fine
        high = truth + int((high - truth) / fine) * fine
    return Unknown(spot, low, fine, int((high - low) / fine) + 1, int((truth - low) / fine), worth.points.high - truth)


def _common(numbers: Sequence[Fraction]) -> Fraction:
    """The largest number of which all these are whole multiples."""
    below = lcm(*(number.denominator for number in numbers))
    return Fraction(gcd(*(int(number * below) for number in numbers)), below)


def _of_lines(position: Position, own: Position) -> Iterator[Unknown]:
    """Red lines that the viewer does not see, or knows by a guess alone; and those that it sees and that do not hold.

    A red line is what it asks: of several that ask the same, the first stands for all.
    """
    seen, real = red_lines(own), red_lines(position)
    taken = {line.id for line in real}
    forms: dict[Form, RedLine] = {}
    for line in real:
        known = any(other.form == line.form and (other.origin.basis != "guess" or other.origin == line.origin) for other in seen)
        if not known and forms.setdefault(line.form, line) is line:
            yield _line(position.party, line, 1)
    for line in seen:
        if all(other.form != line.form for other in real) and forms.setdefault(line.form, line) is line:
            yield _line(position.party, replace(line, id=f"held:{line.id}") if line.id in taken else line, 0)


def _line(who: str, line: RedLine, truth: int) -> Unknown:
    return Unknown(Spot(who, LINE, line=line.id), NOTHING, ONE, 2, truth, red_line=line)


def _otherwise(full: Case, position: Position, own: Position) -> Iterator[str]:
    """What differs between two positions and is taken as known, since it is no figure and no red line."""
    name = full.name(position.party)
    if isinstance(position.reservation, NoNumber) and position.reservation != own.reservation:
        yield f"that {name} gives no reservation value"
    keys = {spot for spot, _ in _figures(position)}
    if any(spot not in keys and spot.kind != RESERVATION for spot, _ in _figures(own)):
        yield f"of which options and terms {name} gives a worth"
    if {table.issue for table in position.worth if table.indifferent} != {table.issue for table in own.worth if table.indifferent}:
        yield f"to which issues {name} is indifferent"
    if [term.when for term in position.terms] != [term.when for term in own.terms]:
        yield f"under which conditions {name} gives a worth of its own"
    views = [[view for view in one.view if view.says not in ("never", "only_if")] for one in (position, own)]
    if views[0] != views[1] or position.order != own.order or position.prefers != own.prefers:
        yield f"the views, orders and preferences of {name}"


def together(doubts: Mapping[str, Doubt]) -> Doubt:
    """What viewers do not know when they tell each other all: what none of them knows, each figure as far as any narrows it."""
    members = tuple(doubts)
    by_spot = [{one.spot: one for one in each.unknown} for each in doubts.values()]
    shared = [one for one in doubts[members[0]].unknown if one.spot.party not in members and all(one.spot in each for each in by_spot)]
    narrowed = tuple(_narrowest([each[one.spot] for each in by_spot]) for one in shared)
    not_varied = tuple(dict.fromkeys(text for each in doubts.values() for text in each.not_varied))
    return Doubt(members, narrowed, not_varied, tuple(dict.fromkeys(one for each in doubts.values() for one in each.shown)))


def _narrowest(same: Sequence[Unknown]) -> Unknown:
    """One unknown of several viewers: the values that all of them hold possible, on the finest of their grids."""
    first = same[0]
    if all(other == first for other in same):
        return first
    truth = first.value(first.truth)
    low, high = max(one.low for one in same), min(one.high for one in same)
    step = _common([*(one.step for one in same), high - low, truth - low])
    return replace(first, low=low, step=step, count=int((high - low) / step) + 1, truth=int((truth - low) / step))
