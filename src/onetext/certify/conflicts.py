"""Whether a conflict cannot be met and is minimal, and whether a softening opens what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from onetext.certify.packages import differs, read
from onetext.model.acceptance import Answer, agreed, broken_links, crossed, value
from onetext.model.case import Case
from onetext.model.conditions import Package
from onetext.model.demands import Demand, demands, met, possible
from onetext.model.inference import once_explained
from onetext.model.positions import NoNumber, Position

Key = tuple[str, str, str]


def conflict(case: Case, answer: Any, limit: int) -> Iterator[str]:
    """What does not hold of a `Conflict`: its demands at any size, that it is one and minimal up to `limit` packages."""
    yield from conflicting(case, [demand.key for demand in answer.demands], limit)


def conflicting(case: Case, keys: Iterable[Key], limit: int) -> Iterator[str]:
    """What does not hold of demands, as (party, kind, id), that no package should meet together, each being needed."""
    known = {demand.key: demand for demand in demands(case)}
    chosen = list(keys)
    yield from (f"the case has no demand {key}" for key in chosen if key not in known)
    if case.size > limit or any(key not in known for key in chosen):
        return
    missed = [_missed(case, [known[key] for key in chosen], package) for package in case.packages() if possible(case, package)]
    if frozenset() in missed:
        yield "a package meets all these demands"
    for key in chosen:
        if frozenset((key,)) not in missed:
            yield f"not minimal: without {key} they still cannot be met"


def _missed(case: Case, chosen: list[Demand], package: Package) -> frozenset[Key]:
    return frozenset(demand.key for demand in chosen if not met(case, demand, package))


def softening(case: Case, answer: Any, limit: int) -> Iterator[str]:
    """What does not hold of a `Softening`.

    At any size: the package shown is acceptable once the changes are made, and not without each of them; each change
    costs what the case says. Up to `limit` packages: how many are opened, that the one shown is the first, and that
    no change could be left out or be smaller.
    """
    package, problems = read(case, answer.package)
    yield from problems
    wrong = [change for change in answer.changes if not _known(case, change)]
    yield from (f"no such change: {change.party} {change.kind} {change.id}".rstrip() for change in wrong)
    if problems or wrong:
        return
    yield from _costs(case, answer)
    if not _opened(changed(case, answer.changes), package):
        yield "the package is not acceptable to all once the changes are made"
    for change in answer.changes:
        if not _needed(case, change, package):
            yield f"the package does not need the change {change.party} {change.kind} {change.id}".rstrip()
    if case.size <= limit:
        yield from _among_all(case, answer, package)


def _known(case: Case, change: Any) -> bool:
    """Whether the case allows a change: a red line or link that has a price, a reservation value that may be missed."""
    if change.kind == "link":
        return any(link.id == change.id and link.soften for link in case.links)
    position = case.position.get(change.party)
    if position is None:
        return False
    if change.kind == "red_line":
        return any(line.id == change.id and line.soften is not None for line in position.red_lines)
    held = not isinstance(position.reservation, NoNumber) and bool(position.reservation)
    return change.kind == "reservation" and held and position.soften_reservation is not None and change.by > 0


def _price(case: Case, change: Any) -> tuple[tuple[str, Fraction], ...]:
    """What a change asks, of whom."""
    if change.kind == "link":
        return next(link.soften for link in case.links if link.id == change.id)
    position = case.position[change.party]
    if change.kind == "red_line":
        return ((change.party, next(line.soften or Fraction(0) for line in position.red_lines if line.id == change.id)),)
    return ((change.party, change.by * (position.soften_reservation or 0)),)


def _costs(case: Case, answer: Any) -> Iterator[str]:
    costs: dict[str, Fraction] = {}
    for change in answer.changes:
        asked = _price(case, change)
        yield from differs(
            f"cost of {change.party} {change.kind} {change.id}".rstrip(), change.cost, sum((n for _, n in asked), Fraction(0))
        )
        for who, number in asked:
            costs[who] = costs.get(who, Fraction(0)) + number
    yield from differs("costs", dict(answer.costs), costs)
    yield from differs("total", answer.total, sum(costs.values(), Fraction(0)))


def changed(case: Case, changes: Iterable[Any]) -> Case:
    """The case with red lines given up, reservation values lowered and links waived."""
    given_up = {(change.party, change.id) for change in changes if change.kind == "red_line"}
    lower = {change.party: change.by for change in changes if change.kind == "reservation"}
    waived = {change.id for change in changes if change.kind == "link"}
    return replace(
        case,
        links=tuple(link for link in case.links if link.id not in waived),
        positions=tuple(_moved(position, given_up, lower.get(position.party, Fraction(0))) for position in case.positions),
        replies=once_explained(case),
    )


def _moved(position: Position, given_up: set[tuple[str, str]], by: Fraction) -> Position:
    lines = tuple(line for line in position.red_lines if (position.party, line.id) not in given_up)
    held = position.reservation
    if by and not isinstance(held, NoNumber):
        held = (replace(held[0], worth=held[0].worth.mapped(lambda points: points - by)),)
    return replace(position, red_lines=lines, reservation=held)


def _opened(case: Case, package: Package) -> bool:
    """Whether a package breaks no link and nobody whose consent it needs surely refuses it."""
    return not broken_links(case, package) and agreed(case, package) is not Answer.NO


def _needed(case: Case, change: Any, package: Package) -> bool:
    """Whether a package asks for just this change: crosses the line, breaks the link, misses the value by so much."""
    if change.kind == "link":
        return any(link.id == change.id for link in broken_links(case, package))
    if change.kind == "red_line":
        return any(line.id == change.id for line in crossed(case, change.party, package))
    low = case.position[change.party].reservation[0].worth.points.low  # type: ignore[index]
    return bool(low - value(case, change.party, package).high == change.by)


def _among_all(case: Case, answer: Any, shown: Package) -> Iterator[str]:
    after = changed(case, answer.changes)
    opened = [package for package in case.packages() if _opened(after, package)]
    if answer.packages is not None:
        yield from differs("packages opened", answer.packages, len(opened))
    if opened:
        yield from differs("first package opened", dict(shown), opened[0])
    if any(_opened(case, package) for package in opened):
        yield "some package is acceptable to all without any change"
    for change in answer.changes:
        if not all(_needed(case, change, package) for package in opened):
            yield f"more than needed: {change.party} {change.kind} {change.id}".rstrip()
