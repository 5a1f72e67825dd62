"""Whether packages are as sure as is said: radius, Gamma and probability by their definitions, one package at a time.

The radius is held by moving the case: with all worths lower by it, all accept in all cases; with a little more, not.
Gamma by the wrong guesses themselves, the worst first. Probabilities by every world, where each figure in doubt that
enters is one of some numbers and the worlds are not too many. Claims about all packages only up to `limit` packages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import inf, prod
from typing import Any

from onetext.certify.packages import admissible, differs, read
from onetext.model.acceptance import Answer, accepts, agreed, asked, broken_links, consenters, crossed, value, voter
from onetext.model.case import Case
from onetext.model.conditions import Package
from onetext.model.day import sharpened
from onetext.model.margins import entering, parts
from onetext.model.numbers import sharp
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Position, Worth
from onetext.model.voting import carries, leaves, voters

Level = Fraction | float
LITTLE = Fraction(1, 10**12)
MOST_WORLDS = 4_096


def robust(case: Case, answer: Any, limit: int) -> Iterator[str]:
    """What does not hold of a `Robust`."""
    for held in answer.packages:
        package, problems = read(case, held.package)
        yield from problems
        if not problems:
            yield from (f"{held.name}: {wrong}" for wrong in _held(case, held, package, dict(answer.off)))
    named = {held.name: held.package for held in answer.packages}
    for criterion, name in answer.under_doubt:
        search = next(one for one in answer.searches if one.criterion == criterion)
        yield from differs(f"package of {criterion}", dict(named[name]), dict(search.package))
    if case.size <= limit:
        spread = _spreads(case)
        for held in answer.packages:
            yield from _share(case, held, spread)
        for search in answer.searches:
            yield from _search(case, search, dict(answer.off), spread)
        if answer.robust_zopa is not None:
            yield from _zopa(case, answer.robust_zopa, dict(answer.off))


def _held(case: Case, held: Any, package: Package, off: Mapping[str, Fraction]) -> Iterator[str]:
    yield from differs("admissible", held.admissible, not broken_links(case, package))
    yield from differs("accepts", held.accepts, agreed(case, package).value)
    yield from _radius(case, held, package)
    yield from differs(
        "gamma", _number(held.gamma, held.gamma_status), _level(case, package, lambda who: gamma_of(case, who, package, off))
    )
    more = _level(case, package, lambda who: radius_of(case, who, package, more=1))
    yield from differs("radius_with_reservation", held.radius_with_reservation, more if isinstance(more, Fraction) else None)
    yield from _chance(case, held.chance, package)


def _number(figure: Fraction | None, status: str) -> Level:
    """A figure with its status as a level: infinite where there is no limit, or where it never holds."""
    return figure if figure is not None else inf if status == "no_limit" else -inf


# --- the radius


def _radius(case: Case, held: Any, package: Package) -> Iterator[str]:
    """At the radius all accept in all cases; beyond it somebody does not."""
    if held.radius is None:
        expected = inf if held.radius_status == "no_limit" else -inf
        yield from differs("radius", expected, _level(case, package, lambda who: radius_of(case, who, package)))
        return
    if agreed(_lower(case, held.radius), package) is not Answer.YES:
        yield f"with all worths lower by the radius {held.radius} somebody does not accept"
    if agreed(_lower(case, held.radius + LITTLE), package) is Answer.YES:
        yield f"with all worths lower by more than the radius {held.radius} all still accept"


def _lower(case: Case, by: Fraction) -> Case:
    """The case with every worth at its worst, and that lower by `by`: said or not, but where a party is indifferent."""
    return replace(case, positions=tuple(_lower_position(case, position, by) for position in sharpened(case, "worst").positions))


def _lower_position(case: Case, position: Position, by: Fraction) -> Position:
    if not position.has_worths:
        return position
    said = {table.issue: table for table in position.worth}
    tables = []
    for issue in case.issues:
        table = said.get(issue.id, IssueWorth(issue.id))
        worths = dict(table.at)
        if not table.indifferent and (issue.grid is None or not worths):
            worths = {option.id: worths.get(option.id, Worth(sharp(0))) for option in issue.options}
        moved = tuple((key, worth.mapped(lambda points: points - by)) for key, worth in worths.items())
        tables.append(replace(table, at=moved))
    terms = tuple(replace(term, worth=term.worth.mapped(lambda points: points - by)) for term in position.terms)
    return replace(position, worth=tuple(tables), terms=terms)


def settled(case: Case, who: str, package: Package) -> Level | None:
    """Infinite where red lines or words decide; None where worths do."""
    if crossed(case, who, package):
        return -inf
    if voter(case, who).reservation is not None:
        return None
    return inf if accepts(case, who, package) is Answer.YES else -inf


def radius_of(case: Case, who: str, package: Package, unit: Fraction = Fraction(1), more: int = 0) -> Level:
    """What a voter bears: its margin at the worst over all that may move."""
    fixed = settled(case, who, package)
    if fixed is not None:
        return fixed
    margin = value(case, who, package).low - case.position[who].reservation[0].worth.points.high  # type: ignore[index]
    moving = (entering(case, who, package) + more) * unit
    return margin / moving if moving else inf if margin >= 0 else -inf


# --- Gamma


def gamma_of(case: Case, who: str, package: Package, off: Mapping[str, Fraction]) -> Level:
    """How many guesses may be wrong, the worst first, until nothing of the margin remains."""
    fixed = settled(case, who, package)
    if fixed is not None:
        return fixed
    left, wrong = Fraction(0), []
    for part in parts(case, who, package):
        points = part.worth.points
        left += part.coefficient * (points.low + points.high) / 2
        guess = off.get(who, Fraction(0)) if part.worth.origin.basis == "guess" else Fraction(0)
        wrong.append(abs(part.coefficient) * (guess if points.sharp else (points.high - points.low) / 2))
    gamma: Level = Fraction(0)
    for one in sorted(wrong, reverse=True):
        if left < 0 or left < one:
            break
        left, gamma = left - one, gamma + 1
    else:
        return inf if left >= 0 else -inf
    return gamma + left / one if left >= 0 else -inf


def _level(case: Case, package: Package, of: Callable[[str], Level]) -> Level:
    """What all who are asked bear, given what each voter does."""
    own = {who: of(who) for who in voters(case)}
    return min((_of_party(case, party, own) for party in consenters(case) if asked(case, party.id, package)), default=inf)


def _of_party(case: Case, party: Party, own: Mapping[str, Level]) -> Level:
    if not party.is_a("bloc"):
        return own[party.id]
    mine = {who: own[who] for who in leaves(case, party.id)}
    reached = [one for one in (inf, *mine.values()) if carries(case, party, {who for who, level in mine.items() if level >= one})]
    return max(reached, default=-inf)


# --- probability


def _chance(case: Case, chance: Any, package: Package) -> Iterator[str]:
    """The bounds hold it; where all in doubt is one of some numbers, it is the sum over all worlds."""
    if not chance.frechet.low <= chance.low <= chance.high <= chance.frechet.high:
        yield f"the probability {chance.low} to {chance.high} leaves its bounds {chance.frechet.low} to {chance.frechet.high}"
    who = list(dict.fromkeys(one for party in consenters(case) if asked(case, party.id, package) for one in leaves(case, party.id)))
    ends = {one: _ends(case, one, package) for one in who}
    if chance.status != "exact" or None in ends.values() or 2 ** len(who) > MOST_WORLDS:
        return
    for side, said in ((0, chance.low), (1, chance.high)):
        yield from differs("probability", said, _all(case, {one: pair[side] for one, pair in ends.items() if pair}, package))


def _ends(case: Case, who: str, package: Package) -> tuple[Fraction, Fraction] | None:
    """Between what the probability lies that one voter accepts, by its worlds; None where there are too many."""
    lines = prod((1 - line.chance for line in crossed(case, who, package)), start=Fraction(1))
    if voter(case, who).reservation is None:
        if lines != 1:  # what words would say without the lines is not asked here
            return None if lines else (lines, lines)
        answer = accepts(case, who, package)
        return Fraction(answer is Answer.YES), Fraction(answer is not Answer.NO)
    figures = [
        [(part.coefficient * number, share) for number, share in part.worth.chances or ((part.worth.points.low, Fraction(1)),)]
        for part in parts(case, who, package)
    ]
    uniform = any(not part.worth.points.sharp and not part.worth.chances for part in parts(case, who, package))
    if uniform or prod(map(len, figures)) > MOST_WORLDS:
        return None
    worlds = product(*figures)
    reached = sum(
        (prod((share for _, share in world), start=Fraction(1)) for world in worlds if sum(n for n, _ in world) >= 0), Fraction(0)
    )
    return lines * reached, lines * reached


def _all(case: Case, chances: Mapping[str, Fraction], package: Package) -> Fraction:
    """How likely all accept, by every way in which the voters may turn out."""
    parties = [party for party in consenters(case) if asked(case, party.id, package)]
    found = Fraction(0)
    for turns in product((True, False), repeat=len(chances)):
        yes = {who for who, says in zip(chances, turns, strict=True) if says}
        if all(carries(case, party, yes) if party.is_a("bloc") else party.id in yes for party in parties):
            found += prod((p if who in yes else 1 - p for who, p in chances.items()), start=Fraction(1))
    return found


# --- all packages


def _share(case: Case, held: Any, spread: Mapping[str, Fraction]) -> Iterator[str]:
    """The radius as a share of each party's spread."""
    package, problems = read(case, held.package)
    if problems:
        return
    level = _level(case, package, lambda who: radius_of(case, who, package, spread.get(who, Fraction(1))))
    yield from differs(f"{held.name}: share", held.share, level if isinstance(level, Fraction) else None)


def _search(case: Case, search: Any, off: Mapping[str, Fraction], spread: Mapping[str, Fraction]) -> Iterator[str]:
    """That no package bears more by a criterion, and how many as much."""
    if search.criterion == "chance" or search.status not in ("optimal", "infeasible"):
        return
    of: dict[str, Callable[[str, Package], Level]] = {
        "radius": lambda who, package: radius_of(case, who, package),
        "share": lambda who, package: radius_of(case, who, package, spread.get(who, Fraction(1))),
        "gamma": lambda who, package: gamma_of(case, who, package, off),
    }
    level = of[search.criterion]
    levels = [_level(case, package, lambda who, package=package: level(who, package)) for package in admissible(case)]  # type: ignore[misc]
    top = max(levels, default=-inf)
    yield from differs(f"status of {search.criterion}", search.status, "infeasible" if top == -inf else "optimal")
    if search.status == "optimal":
        yield from differs(f"objective of {search.criterion}", search.objective, top if isinstance(top, Fraction) else None)
    if search.tied is not None:
        yield from differs(f"packages tied by {search.criterion}", search.tied, levels.count(top))


def _spreads(case: Case) -> dict[str, Fraction]:
    middle, packages = sharpened(case), list(case.packages())
    found = {}
    for who in voters(case):
        if voter(case, who).reservation is not None:
            values = [value(middle, who, package).low for package in packages]
            found[who] = max(values) - min(values)
    return found


def _zopa(case: Case, zone: Any, off: Mapping[str, Fraction]) -> Iterator[str]:
    """How many packages all accept with so many guesses wrong."""
    inside = [p for p in admissible(case) if _level(case, p, lambda who, p=p: gamma_of(case, who, p, off)) >= zone.gamma]  # type: ignore[misc]
    if zone.packages is not None:
        yield from differs("packages with guesses wrong", zone.packages, len(inside))
    if zone.first is not None and dict(zone.first) not in inside:
        yield "the first package with guesses wrong is not accepted by all"
