"""Answers by definition alone: every package looked at, one by one, with `model.acceptance`. Slow, and hard to get wrong."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from onetext.model.acceptance import Answer, accepts, agreed, asked, broken_links, consenters, crossed, reaches, value
from onetext.model.case import Case
from onetext.model.day import At, sharpened
from onetext.model.positions import NoNumber
from onetext.model.rules import Rule

Package = dict[str, str]
Vector = tuple[Fraction, ...]


@lru_cache(maxsize=4)
def admissible(case: Case) -> list[Package]:
    return [package for package in case.packages() if not broken_links(case, package)]


def accepted(case: Case, who: str) -> tuple[int, int]:
    """How many admissible packages a party surely and possibly accepts."""
    answers = [accepts(case, who, package) for package in admissible(case)]
    return answers.count(Answer.YES), len(answers) - answers.count(Answer.NO)


def needed(case: Case, who: str) -> int:
    return sum(asked(case, who, package) for package in admissible(case))


@lru_cache(maxsize=4)
def zopa(case: Case) -> tuple[list[Package], list[Package]]:
    """The packages of the zopa, sure and possible."""
    answers = [(package, agreed(case, package)) for package in admissible(case)]
    return [p for p, answer in answers if answer is Answer.YES], [p for p, answer in answers if answer is not Answer.NO]


def ratified(case: Case, who: str) -> int:
    return sum(not asked(case, who, package) or accepts(case, who, package) is Answer.YES for package in zopa(case)[0])


def weighed(case: Case) -> list[str]:
    """Principals with worths and a reservation value, or `none`."""
    positions = [case.position[party.id] for party in case.principals if party.id in case.position]
    return [p.party for p in positions if p.has_worths and p.reservation is not NoNumber.UNKNOWN]


@dataclass(frozen=True)
class Optimum:
    """The largest measure, and every package that reaches it, in file order."""

    objective: object
    packages: list[Package]
    best_gains: Vector
    gains: list[Vector]


def optimum(case: Case, rule: Rule, at: At = "middle", normalise: bool = False) -> Optimum | None:
    """The best packages by a rule; None where the zopa is empty."""
    own = sharpened(case, at)
    zone, who = zopa(own)[0], weighed(own)
    if not zone:
        return None
    bases = [_base(own, one) for one in who]
    gains = [tuple(value(own, one, package).low - base for one, base in zip(who, bases, strict=True)) for package in zone]
    tops = tuple(map(max, zip(*gains, strict=True)))
    units = tuple(top if normalise and top else Fraction(1) for top in tops)
    if not who:
        return Optimum(None, zone, (), gains)
    measures = [
        rule.measure([g / u for g, u in zip(row, units, strict=True)], [t / u for t, u in zip(tops, units, strict=True)]) for row in gains
    ]
    best = max(measures)
    places = [i for i, measure in enumerate(measures) if measure == best]
    return Optimum(best, [zone[i] for i in places], tops, [gains[i] for i in places])


def _base(case: Case, who: str) -> Fraction:
    reservation = case.position[who].reservation
    if isinstance(reservation, NoNumber):
        return min(value(case, who, package).low for package in admissible(case))
    return reservation[0].worth.points.low


def crosses_no_line(case: Case, package: Package) -> bool:
    """Nobody asked refuses a package by red lines alone; a bloc does where the members that cross none miss its rule."""
    return all(_keeps_lines(case, party.id, package) for party in consenters(case) if asked(case, party.id, package))


def _keeps_lines(case: Case, who: str, package: Package) -> bool:
    party = case.party.get(who)
    if party is None or not party.is_a("bloc"):
        return not crossed(case, who, package)
    return reaches(party, {member.id for member in party.members if _keeps_lines(case, member.id, package)})


def front(case: Case, packages: list[Package], at: At = "middle") -> dict[Vector, list[Package]]:
    """The vectors of the principals' values that no other dominates among these packages, with the packages that have them."""
    own = sharpened(case, at)
    who = [party.id for party in own.principals if party.id in own.position and own.position[party.id].has_worths]
    vectors: dict[Vector, list[Package]] = {}
    for package in packages:
        vectors.setdefault(tuple(value(own, one, package).low for one in who), []).append(package)
    return {vector: held for vector, held in vectors.items() if not any(dominates(other, vector) for other in vectors)}


def dominates(one: Vector, other: Vector) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))
