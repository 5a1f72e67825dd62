"""What remains possible where a number of packages is shown: bounds by monotony, and worlds found that have the number.

The number of packages accepted is monotone in every figure, as acceptance is. So a value is excluded where even with all
else most accepting there are too few, or with all else least accepting too many. Whether a value that is not excluded is
possible is shown by a world: with this value, along a chain of worlds from the least to the most accepting, the number
rises, and where it does not jump over the one shown, halving finds a world that has it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from onetext.analysis.leaks.corners import Ends, bent
from onetext.analysis.leaks.findings import Found, Remains
from onetext.analysis.leaks.holds import count
from onetext.analysis.leaks.unknowns import Unknown
from onetext.analysis.leaks.why import corner
from onetext.analysis.leaks.worlds import World, moved, put, truth
from onetext.model.artefacts import Count
from onetext.model.case import Case
from onetext.solve.budget import Budget

CHAINS = 6
STEPS_IN = 24
"""So many values from an end that is not excluded are tried for a world before the search for one is given up."""


class Ended(Exception):
    """A limit came before a number was known."""


@dataclass(slots=True)
class Counter:
    """The number in each world, worked out once."""

    full: Case
    unknown: tuple[Unknown, ...]
    artefact: Count
    budget: Budget
    known: dict[World, int] = field(default_factory=dict)

    def of(self, world: World) -> int:
        if world not in self.known:
            number = None if self.budget.expired() else count(put(self.full, self.unknown, world), self.artefact.party, self.budget)
            if number is None:
                raise Ended
            self.known[world] = number
        return self.known[world]


def by_counts(full: Case, unknown: tuple[Unknown, ...], artefact: Count, budget: Budget) -> Found:
    """What surely remains and what is surely excluded of each unknown."""
    true = truth(unknown)
    here = [Ends(true[i], true[i], 0, one.count - 1, {true[i]: true}) for i, one in enumerate(unknown)]
    counter = Counter(full, unknown, artefact, budget)
    try:
        if not bent(full, unknown):
            for i in range(len(unknown)):
                _bound(counter, here[i], i)
        for i in range(len(unknown)):
            _search(counter, here, i)
    except Ended:
        pass
    exact = all(one.remains().exact for one in here)
    why = "the number of packages is monotone in every figure: values were excluded at the corners, and worlds found for others"
    return Found(tuple(_hull(one) for one in here), "solver" if exact else "bounds", why)


def _hull(ends: Ends) -> Remains:
    """The ends; values between them are not counted, since some may be excluded."""
    return replace(ends.remains(), count=1 if ends.least == ends.most else None)


def _bound(counter: Counter, ends: Ends, i: int) -> None:
    """Exclude values with which there are too many packages at the least, or too few at the most."""
    one, number = counter.unknown[i], counter.artefact.number
    least, most = corner(counter.unknown, False), corner(counter.unknown, True)

    def enough(place: int) -> bool:
        return counter.of(moved(most, i, place)) >= number

    def few(place: int) -> bool:
        return counter.of(moved(least, i, place)) <= number

    start = one.truth
    lower, upper = (enough, few) if one.more_accepts else (few, enough)
    ends.least = _last(lower, start, 0)
    ends.most = _last(upper, start, one.count - 1)


def _last(good: Callable[[int], bool], start: int, end: int) -> int:
    """From a place where something holds towards an end, beyond which it stops holding once: the last place where it does."""
    if good(end):
        return end
    while abs(end - start) > 1:
        middle = (start + end) // 2
        if good(middle):
            start = middle
        else:
            end = middle
    return start


def _search(counter: Counter, here: list[Ends], i: int) -> None:
    """Worlds with the number shown, as near to the ends that are not excluded as they are found."""
    ends = here[i]
    for outer, inner in ((ends.least, ends.first), (ends.most, ends.last)):
        step = 1 if outer < inner else -1
        for place in list(range(outer, inner, step))[:STEPS_IN]:
            world = _chained(counter, i, place)
            if world is not None:
                for j, where in enumerate(world):
                    here[j].show(where, world)
                break


def _chained(counter: Counter, i: int, place: int) -> World | None:
    """A world with a value and the number shown, on one of some chains from the least accepting to the most."""
    unknown, number = counter.unknown, counter.artefact.number
    low, high = (moved(corner(unknown, accepting), i, place) for accepting in (False, True))
    near = moved(truth(unknown), i, place)
    if counter.of(near) == number:
        return near
    if not counter.of(low) <= number <= counter.of(high):
        return None
    others = [j for j in range(len(unknown)) if j != i]
    for turn in range(min(CHAINS, max(1, len(others)))):
        order = others[turn:] + others[:turn]
        found = _on_chain(counter, low, high, order if turn % 2 == 0 else order[::-1])
        if found is not None:
            return found
    return None


def _on_chain(counter: Counter, low: World, high: World, order: list[int]) -> World | None:
    """A world with the number on the chain on which one figure after the other goes from its least to its most accepting value."""
    number = counter.artefact.number
    lengths = [abs(high[j] - low[j]) for j in order]

    def at(position: int) -> World:
        world = low
        for j, length in zip(order, lengths, strict=True):
            go = min(position, length)
            world = moved(world, j, low[j] + go if high[j] > low[j] else low[j] - go)
            position -= go
        return world

    first, last = 0, sum(lengths)
    while first < last:
        middle = (first + last) // 2
        if counter.of(at(middle)) >= number:
            last = middle
        else:
            first = middle + 1
    return at(first) if counter.of(at(first)) == number else None
