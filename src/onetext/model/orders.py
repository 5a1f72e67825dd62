"""How a party ranks answers, as far as its orders and its preferences between two answers say.

Both say of some answers that they are at least as good as others, all else equal. What follows by going from one to the
next holds too; of all else nothing is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from onetext.errors import Path
from onetext.model.issues import Issue
from onetext.model.positions import Order, Parts, Position, View

Ranks = tuple[tuple[str, ...], ...]


def ranks_of(order: Order, issue: Issue) -> Ranks:
    """The options that an order ranks, best first, alike ones together; none where the party is indifferent."""
    ids = [option.id for option in issue.options]
    along: dict[str, Ranks] = {"up": tuple((o,) for o in reversed(ids)), "down": tuple((o,) for o in ids), "indifferent": ()}
    return along.get(order.direction, order.ranks)


def order_of(position: Position, issue: Issue) -> Ranks:
    """A party's order of the options of an issue; empty where there is none."""
    order = next((order for order in position.order if order.issue == issue.id), None)
    return () if order is None else ranks_of(order, issue)


def said_careless(position: Position) -> frozenset[str]:
    """The issues to which a party says that it is indifferent."""
    found = {view.issue for view in position.view if view.says == "indifferent" and not view.option}
    return frozenset(found | {order.issue for order in position.order if order.direction == "indifferent"})


def careless(position: Position) -> frozenset[str]:
    """The issues to which a party is indifferent, by its words or by its worths."""
    return said_careless(position) | {table.issue for table in position.worth if table.indifferent}


def compared(position: Position, issue: str) -> list[tuple[str, str]]:
    """Options of an issue compared two by two: the first at least as good as the second."""
    found: list[tuple[str, str]] = []
    for one in position.prefers:
        if len(one.rather) == 1 and one.rather[0][0] == issue:
            better, worse = one.rather[0][1], one.than[0][1]
            found += [(better, worse), (worse, better)] if one.alike else [(better, worse)]
    return found


def no_worse(issue: Issue, position: Position, own: str) -> tuple[str, ...]:
    """The options at least as good to a party as one of them, itself among them, in file order."""
    return _reached(issue, position, own, lambda pair: pair, lambda place, at: place <= at)


def no_better(issue: Issue, position: Position, own: str) -> tuple[str, ...]:
    """The options at most as good to a party as one of them, itself among them, in file order."""
    return _reached(issue, position, own, lambda pair: pair[::-1], lambda place, at: place >= at)


Pair = tuple[str, str]


def _reached(
    issue: Issue, position: Position, own: str, turned: Callable[[Pair], Pair], beside: Callable[[int, int], bool]
) -> tuple[str, ...]:
    """What is reached from an option by way of an order and of comparisons, in one direction."""
    places = {option: place for place, rank in enumerate(order_of(position, issue)) for option in rank}
    pairs = [turned(pair) for pair in compared(position, issue.id)]
    found, ahead = {own}, [own]
    while ahead:
        one = ahead.pop()
        new = {target for target, source in pairs if source == one}
        if one in places:
            new |= {other for other, place in places.items() if beside(place, places[one])}
        ahead += new - found if pairs else ()
        found |= new
    return tuple(option.id for option in issue.options if option.id in found)


# --- contradictions among what was said


@dataclass(frozen=True, slots=True)
class Said:
    """That some answers are better than others to the same issues (`alike`: as good), and where in a position that is said."""

    better: Parts
    worse: Parts
    place: Path
    alike: bool = False


def sayings(position: Position, issues: Mapping[str, Issue]) -> Iterator[Said]:
    """All that a position says of answers one against another: its orders, each option against the next, then its preferences."""
    for order in position.order:
        at: Path = ("order", order.issue)
        above: str = ""
        for rank in ranks_of(order, issues[order.issue]):
            for place, option in enumerate(rank):
                if above:
                    yield Said(((order.issue, above),), ((order.issue, option),), at, alike=place > 0)
                above = option
    for number, one in enumerate(position.prefers):
        yield Said(tuple(sorted(one.rather)), tuple(sorted(one.than)), ("prefers", number), one.alike)


@dataclass(frozen=True, slots=True)
class Circle:
    """A preference that goes against what was said before it: `way` leads from what it calls worse down to what it calls
    better (of an `alike`: from one side to the other), and begins with what stands at `first`."""

    said: Said
    way: tuple[Parts, ...]
    first: Path


def circles(position: Position, issues: Mapping[str, Issue]) -> Iterator[Circle]:
    """Each preference that what was said before it contradicts; orders count as said before all preferences."""
    named = {issue for one in position.prefers for issue, _ in one.rather}
    ranked = replace(position, order=tuple(order for order in position.order if order.issue in named))
    steps: dict[Parts, list[tuple[Parts, Said]]] = {}
    for said in sayings(ranked, issues):
        ends = ((said.worse, said.better), (said.better, said.worse)) if said.alike else ((said.worse, said.better),)
        found = [way for start, end in ends if (way := _way(steps, start, end, strict=said.alike)) is not None]
        if said.place[0] == "prefers" and found:
            yield Circle(said, *found[0])
            continue
        steps.setdefault(said.better, []).append((said.worse, said))
        if said.alike:
            steps.setdefault(said.worse, []).append((said.better, said))


def _way(
    steps: Mapping[Parts, list[tuple[Parts, Said]]], start: Parts, end: Parts, *, strict: bool
) -> tuple[tuple[Parts, ...], Path] | None:
    """What was said from some answers down to others, one step of it strict if `strict`, and where it begins; None where nothing was."""
    ahead: list[tuple[tuple[Parts, ...], bool, Path]] = [((start,), not strict, ())]
    seen = {(start, not strict)}
    while ahead:
        way, done, first = ahead.pop(0)
        if way[-1] == end and done and len(way) > 1:
            return way, first
        for target, one in steps.get(way[-1], ()):
            there = (target, done or not one.alike)
            if there not in seen:
                seen.add(there)
                ahead.append(((*way, target), there[1], first or one.place))
    return None


LEVELS = {"wants": 3, "can_live": 2, "rejects": 1, "never": 0}
"""Views from best to worst; the others rank nothing."""


def views_against(position: Position, issues: Mapping[str, Issue]) -> Iterator[tuple[View, View]]:
    """Two views of an issue's options that its order, or a preference, turns round: (the better view, the worse one).

    An option that a party does not accept cannot be better to it than one that it does, nor one that it can live with
    better than one that it wants, nor one that it will never accept as good as one that it accepts.
    """
    for issue in issues.values():
        seen = [view for view in position.view if view.issue == issue.id and view.says in LEVELS]
        for worse in seen:
            lower = {view for view in seen if LEVELS[view.says] > LEVELS[worse.says]}
            below = set(no_better(issue, position, worse.option)) if lower else set()
            as_good = set(no_worse(issue, position, worse.option)) if lower else set()
            for better in lower:
                apart = min(LEVELS[better.says], 2) > max(LEVELS[worse.says], 1)
                if better.option in below and (better.option not in as_good or apart):
                    yield better, worse
