"""Robustness by its definitions, figure by figure and subset by subset, without the package's code for it.

What is taken from the package is `model.acceptance`: values, and whether a party accepts. A figure is moved by building
the case in which it stands elsewhere. Slow, and meant to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import inf
from typing import TypeVar

from onetext.model.acceptance import Answer, accepts, asked, broken_links, consenters, reaches, value
from onetext.model.case import Case
from onetext.model.day import sharpened
from onetext.model.numbers import sharp
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Position, Worth

Package = dict[str, str]
Level = Fraction | float
T = TypeVar("T")


_MADE: dict[tuple[int, object], tuple[Case, object]] = {}


def once(case: Case, key: object, make: Callable[[], T]) -> T:
    """What `make` makes of a case, made once: building cases is most of the work."""
    if len(_MADE) > 2_000:
        _MADE.clear()
    if (id(case), key) not in _MADE:
        _MADE[id(case), key] = (case, make())
    return _MADE[id(case), key][1]  # type: ignore[return-value]


def people(case: Case) -> list[str]:
    """All whose own position counts at the table."""

    def behind(who: str) -> list[str]:
        party = case.party.get(who)
        return [who] if party is None or not party.is_a("bloc") else [one for m in party.members for one in behind(m.id)]

    return list(dict.fromkeys(one for party in consenters(case) for one in behind(party.id)))


def by_worth(case: Case, who: str) -> bool:
    """Whether acceptance turns on worths where no red line is crossed."""
    position = case.position.get(who)
    return bool(position and position.has_worths and isinstance(position.reservation, tuple) and position.reservation)


def with_position(case: Case, position: Position) -> Case:
    return replace(case, positions=tuple(position if one.party == position.party else one for one in case.positions))


def lines_alone(case: Case, who: str, package: Package) -> bool:
    """Whether a party with worths refuses by its red lines alone: whether it would even if anything were better than nothing."""

    def cheap() -> Case:
        position = case.position[who]
        held = tuple(replace(entry, worth=Worth(sharp(-(10**6)))) for entry in position.reservation)  # type: ignore[union-attr]
        return with_position(case, replace(position, reservation=held))

    return accepts(once(case, ("cheap", who), cheap), who, package) is Answer.NO


def bearing(case: Case, voters: Mapping[str, Level], package: Package) -> Level:
    """What all who are asked bear: of a bloc the largest level of a member at which it still consents."""

    def carried(party: Party, level: Level) -> bool:
        blocs = {m.id: case.party[m.id] for m in party.members if m.id in case.party and case.party[m.id].is_a("bloc")}
        return reaches(party, {m.id for m in party.members if (carried(blocs[m.id], level) if m.id in blocs else voters[m.id] >= level)})

    def of(party: Party) -> Level:
        if not party.is_a("bloc"):
            return voters[party.id]
        return max((level for level in (inf, *voters.values()) if carried(party, level)), default=-inf)

    return min((of(party) for party in consenters(case) if asked(case, party.id, package)), default=inf)


def best_package(case: Case, level: Callable[[str, Package], Level]) -> tuple[Package | None, Level, int]:
    """The first admissible package that bears most, its level and how many bear as much."""
    who = people(case)
    found = [
        (package, bearing(case, {one: level(one, package) for one in who}, package))
        for package in case.packages()
        if not broken_links(case, package)
    ]
    top = max((one for _, one in found), default=-inf)
    if top == -inf:
        return None, -inf, 0
    winners = [package for package, one in found if one == top]
    return winners[0], top, len(winners)


# --- the radius


def lowered(case: Case, who: str, by: Fraction) -> Case:
    """The case with every worth of a party lower by `by`, said or not, but for issues to which it is indifferent."""
    position = case.position[who]
    said = {table.issue: table for table in position.worth}
    tables = []
    for issue in case.issues:
        table = said.get(issue.id, IssueWorth(issue.id))
        if table.indifferent:
            tables.append(table)
            continue
        keys = dict(table.at)
        if issue.grid is None or not keys:
            keys = {option.id: keys.get(option.id, Worth(sharp(0))) for option in issue.options}
        tables.append(IssueWorth(issue.id, tuple((key, worth.mapped(lambda number: number - by)) for key, worth in keys.items())))
    terms = tuple(replace(term, worth=term.worth.mapped(lambda number: number - by)) for term in position.terms)
    return with_position(case, replace(position, worth=tuple(tables), terms=terms))


def radius_of(case: Case, who: str, package: Package, unit: Fraction | None = None) -> Level:
    """Where acceptance in all cases breaks as all worths fall: the zero of a straight line through two cases."""
    if not by_worth(case, who):
        return inf if accepts(case, who, package) is Answer.YES else -inf
    if lines_alone(case, who, package):
        return -inf
    held = case.position[who].reservation[0].worth.points.high  # type: ignore[index]
    here = value(case, who, package).low - held
    moved = once(case, ("lowered", who, unit), lambda: lowered(case, who, unit if unit is not None else Fraction(1)))
    there = value(moved, who, package).low - held
    if here == there:
        return inf if here >= 0 else -inf
    return here / (here - there)


# --- Gamma


def places(position: Position) -> Iterator[tuple[Worth, Callable[[Worth], Position]]]:
    """Every figure of a position, and the position with another in its place."""
    for i, table in enumerate(position.worth):
        for j, (key, worth) in enumerate(table.at):

            def put(new: Worth, i: int = i, j: int = j, key: str = key, table: IssueWorth = table) -> Position:
                at = (*table.at[:j], (key, new), *table.at[j + 1 :])
                return replace(position, worth=(*position.worth[:i], replace(table, at=at), *position.worth[i + 1 :]))

            yield worth, put
    for i, term in enumerate(position.terms):
        yield (
            term.worth,
            lambda new, i=i, term=term: replace(position, terms=(*position.terms[:i], replace(term, worth=new), *position.terms[i + 1 :])),
        )
    if isinstance(position.reservation, tuple) and position.reservation:
        first = position.reservation[0]
        yield first.worth, lambda new: replace(position, reservation=(replace(first, worth=new),))


def margin(case: Case, who: str, package: Package) -> Fraction:
    """At the middle of whatever is not known better."""
    middle = once(case, "middle", lambda: sharpened(case))
    return value(middle, who, package).low - middle.position[who].reservation[0].worth.points.low  # type: ignore[index]


def margin_or_value(case: Case, who: str, package: Package) -> Fraction:
    """The margin; the value where there is no reservation value."""
    if by_worth(case, who):
        return margin(case, who, package)
    return value(once(case, "middle", lambda: sharpened(case)), who, package).low


def wrong(case: Case, who: str, step: Fraction) -> list[tuple[Case, Case]]:
    """For each guess, the cases in which it is wrong by its full deviation either way."""
    made = []
    for worth, put in places(case.position[who]):
        middle = worth.points.middle
        off = (
            (worth.points.high - worth.points.low) / 2 if not worth.points.sharp else step if worth.origin.basis == "guess" else Fraction(0)
        )
        if off:
            moved = (with_position(case, put(worth.replaced(sharp(middle + by)))) for by in (off, -off))
            made.append((next(moved), next(moved)))
    return made


def losses(case: Case, who: str, package: Package, step: Fraction) -> list[Fraction]:
    """What each guess, wrong against the package, takes from the margin; without those that take nothing."""
    moved = once(case, ("wrong", who, step), lambda: wrong(case, who, step))
    found = [margin_or_value(case, who, package) - min(margin_or_value(one, who, package) for one in pair) for pair in moved]
    return [one for one in found if one]


def survives(start: Fraction, losses: list[Fraction], gamma: Fraction) -> bool:
    """Whether a margin stays at 0 or above with any `floor(gamma)` guesses wrong and any other by the rest: all subsets tried."""
    whole, rest = int(gamma), gamma - int(gamma)
    if whole >= len(losses):
        return start >= sum(losses)
    for some in combinations(range(len(losses)), whole):
        other = max((losses[i] for i in range(len(losses)) if i not in some), default=Fraction(0))
        if start - sum(losses[i] for i in some) - rest * other < 0:
            return False
    return True


def gamma_of(case: Case, who: str, package: Package, step: Fraction) -> Level:
    """The largest Gamma that a party bears: by trying whole numbers, then where the line between two of them meets 0."""
    if not by_worth(case, who):
        return inf if accepts(case, who, package) is Answer.YES else -inf
    if lines_alone(case, who, package):
        return -inf
    start, off = margin(case, who, package), losses(case, who, package, step)
    if not survives(start, off, Fraction(0)):
        return -inf
    whole = 0
    while whole < len(off) and survives(start, off, Fraction(whole + 1)):
        whole += 1
    if whole >= len(off):
        return inf
    now = start - max(sum(off[i] for i in some) for some in combinations(range(len(off)), whole))
    then = start - max(sum(off[i] for i in some) for some in combinations(range(len(off)), whole + 1))
    return whole + now / (now - then)
