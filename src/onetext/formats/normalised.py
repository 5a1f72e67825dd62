"""A case with each party's points divided so that the best option of every issue together is worth 1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from onetext.model.case import Case
from onetext.model.issues import Issue
from onetext.model.numbers import sharp
from onetext.model.positions import IssueWorth, NoNumber, Position, RedLine, Reservation, Worth

NOTHING = Fraction(0)


def normalised(case: Case) -> Case:
    """The case in which each party's best worths of all issues add up to 1 and no worth of an option is below 0.

    Where an issue holds worths below 0, its worths and the reservation value first move up by as much, which changes
    no gain; then all that is counted in the party's points is divided by one number. Which packages a party accepts
    and prefers stays as it was. Parties with terms only, or with nothing above 0, stay as they are. Worth tables come
    out in the order of issues and options; `indifferent` becomes worths of 0.
    """
    positions = {position.party: _lifted(case, position) for position in case.positions}
    tops = {who: _top(position) for who, position in positions.items()}
    links = tuple(replace(link, soften=tuple((who, cost / tops.get(who, 1)) for who, cost in link.soften)) for link in case.links)
    return replace(case, links=links, positions=tuple(_divided(position, tops[who]) for who, position in positions.items()))


def _top(position: Position) -> Fraction:
    """What the best option of every issue is worth together; 1 where that is nothing."""
    best = (max((worth.points.high for _, worth in table.at), default=NOTHING) for table in position.worth)
    return sum(best, NOTHING) or Fraction(1)


def _lifted(case: Case, position: Position) -> Position:
    """The position with no worth of an option below 0, its tables in the order of issues."""
    order = {issue.id: i for i, issue in enumerate(case.issues)}
    tables = sorted((_whole(table, case.issue[table.issue]) for table in position.worth), key=lambda table: order[table.issue])
    lifts = [max(NOTHING, *(-worth.points.low for _, worth in table.at), NOTHING) for table in tables]
    lifted = tuple(_mapped(table, _plus(lift)) for table, lift in zip(tables, lifts, strict=True))
    return replace(position, worth=lifted, reservation=_reservation(position, _plus(sum(lifts, NOTHING))))


def _plus(lift: Fraction) -> Callable[[Fraction], Fraction]:
    return lambda number: number + lift


def _whole(table: IssueWorth, issue: Issue) -> IssueWorth:
    """A table in the order of options; what counts as 0 is written out where it has to move with the rest, or is said."""
    said = dict(table.at)
    below = any(worth.points.low < 0 for worth in said.values())
    if issue.grid is not None:
        ends = (issue.options[0].id, issue.options[-1].id) if table.indifferent else ()
        points = sorted(table.at, key=lambda point: Fraction(point[0])) or [(end, Worth(sharp(0))) for end in dict.fromkeys(ends)]
        return IssueWorth(table.issue, tuple(points))
    every = below or table.indifferent
    return IssueWorth(table.issue, tuple((o.id, said.get(o.id, Worth(sharp(0)))) for o in issue.options if every or o.id in said))


def _mapped(table: IssueWorth, change: Callable[[Fraction], Fraction]) -> IssueWorth:
    return replace(table, at=tuple((option, worth.mapped(change)) for option, worth in table.at))


def _reservation(position: Position, change: Callable[[Fraction], Fraction]) -> tuple[Reservation, ...] | NoNumber:
    if not isinstance(position.reservation, tuple):
        return position.reservation
    return tuple(replace(entry, worth=entry.worth.mapped(change)) for entry in position.reservation)


def _divided(position: Position, top: Fraction) -> Position:
    """The position with all that is counted in points divided by `top`."""

    def line(one: RedLine) -> RedLine:
        return replace(one, soften=None if one.soften is None else one.soften / top)

    return replace(
        position,
        worth=tuple(_mapped(table, lambda x: x / top) for table in position.worth),
        terms=tuple(replace(term, worth=term.worth.mapped(lambda x: x / top)) for term in position.terms),
        reservation=_reservation(position, lambda x: x / top),
        red_lines=tuple(map(line, position.red_lines)),
    )
