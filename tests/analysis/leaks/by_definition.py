"""The leak check by its definition: each world written into the case, the artefact worked out anew by looking at each package.

Own code on purpose: it takes what is unknown and what is possible of it from two cases anew, and shares nothing with the
library but the model and `direct`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from random import Random

import direct
from analysis.leaks.drawn import IGNORANCE
from onetext.model.acceptance import Answer, accepts
from onetext.model.artefacts import Accepts, Agreeable, Artefact, Best, Count, Figure, Line
from onetext.model.case import Case
from onetext.model.numbers import sharp
from onetext.model.positions import NoNumber, Position, RedLine, Worth
from onetext.model.rules import RULES

Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Open:
    """An unknown: its key, and what is possible."""

    key: Key
    values: tuple[Fraction, ...]
    line: RedLine | None = None


def grid(low: Fraction, high: Fraction, truth: Fraction) -> tuple[Fraction, ...]:
    """From low to high by the widest step of at most 1 that hits both ends and the truth."""
    low, high = min(low, truth), max(high, truth)
    step = next(Fraction(1, n) for n in range(1, 100) if all(((x - low) * n).denominator == 1 for x in (high, truth)))
    return tuple(low + step * n for n in range(int((high - low) / step) + 1))


def entries(position: Position) -> dict[Key, Worth]:
    found = {(position.party, "worth", t.issue, k): w for t in position.worth for k, w in t.at}
    found |= {(position.party, "term", "", str(n)): t.worth for n, t in enumerate(position.terms)}
    if not isinstance(position.reservation, NoNumber) and position.reservation:
        found[position.party, "reservation", "", ""] = position.reservation[0].worth
    return found


def opened(held: Case, full: Case, viewer: str) -> list[Open]:
    """What a viewer does not know."""
    found = []
    for position in full.positions:
        if position.party == viewer:
            continue
        own = held.position[position.party]
        seen = entries(own)
        for key, worth in entries(position).items():
            if seen[key] == worth:
                continue
            points = seen[key].points
            if points.sharp:
                points = IGNORANCE.reservation if key[1] == "reservation" else IGNORANCE.worth
            found.append(Open(key, grid(points.low, points.high, worth.points.low)))
        for here, there, _ in ((position, own, 1), (own, position, 0)):
            for line in here.red_lines:
                alike = [other for other in here.red_lines if other.form == line.form]  # a red line is what it asks
                if alike[0] is line and all(other.form != line.form for other in there.red_lines):
                    found.append(Open((position.party, "red_line", "", line.id), (Fraction(0), Fraction(1)), line))
    return found


def written(full: Case, opened: list[Open], values: tuple[Fraction, ...]) -> Case:
    """The case with these values."""
    by = {one.key: value for one, value in zip(opened, values, strict=True)}
    positions = []
    for p in full.positions:
        worth = tuple(
            replace(t, at=tuple((k, replace(w, points=sharp(by.get((p.party, "worth", t.issue, k), w.points.low)))) for k, w in t.at))
            for t in p.worth
        )
        terms = tuple(
            replace(t, worth=replace(t.worth, points=sharp(by.get((p.party, "term", "", str(n)), t.worth.points.low))))
            for n, t in enumerate(p.terms)
        )
        held = p.reservation
        if isinstance(held, tuple) and held:
            held = (
                replace(
                    held[0], worth=replace(held[0].worth, points=sharp(by.get((p.party, "reservation", "", ""), held[0].worth.points.low)))
                ),
            )
        mine = [(one.line, by[one.key]) for one in opened if one.line and one.key[0] == p.party]
        gone = [line.form for line, holds in mine if not holds]
        lines = [line for line in p.red_lines if line.form not in gone]
        have = [line.form for line in lines]
        lines += [line for line, holds in mine if holds and line.form not in have]
        positions.append(replace(p, worth=worth, terms=terms, reservation=held, red_lines=tuple(lines)))
    return replace(full, positions=tuple(positions))


def is_so(case: Case, artefact: Artefact) -> bool:
    """Whether an artefact is true of a case, package by package."""
    match artefact:
        case Accepts(party, package, says):
            return accepts(case, party, dict(package)) is (Answer.YES if says else Answer.NO)
        case Agreeable(there_is):
            return bool(direct.zopa(case)[0]) if there_is else not direct.zopa(case)[1]
        case Count(number, party):
            return number == (direct.accepted(case, party)[0] if party else len(direct.zopa(case)[0]))
        case Best(rule, package):
            found = direct.optimum(case, RULES[rule])
            return found is not None and dict(package) in found.packages
        case Figure(party, points, issue, option):
            key = (party, "worth", issue, option) if issue else (party, "reservation", "", "")
            own = entries(case.position[party])[key].points
            return points.low <= own.low and own.high <= points.high
        case Line(party, form, holds):
            return any(line.form == form for line in case.position[party].red_lines) == holds
    raise TypeError(artefact)


@dataclass(frozen=True)
class Brute:
    """Of each unknown the values that remain, and how many worlds there were and are."""

    remain: dict[Key, tuple[tuple[Fraction, ...], tuple[Fraction, ...]]]
    before: int
    after: int


def worlds(opened: list[Open]) -> Iterator[tuple[Fraction, ...]]:
    return product(*(one.values for one in opened))


def brute(held: Case, full: Case, viewer: str, artefact: Artefact) -> Brute:
    unknown = opened(held, full, viewer)
    kept = [world for world in worlds(unknown) if is_so(written(full, unknown, world), artefact)]
    remain = {one.key: (one.values, tuple(sorted({world[n] for world in kept}))) for n, one in enumerate(unknown)}
    before = 1
    for one in unknown:
        before *= len(one.values)
    return Brute(remain, before, len(kept))


def artefacts(full: Case) -> Iterator[Artefact]:
    """All that may be shown of a small case."""
    packages = list(full.packages())
    for party in [p.id for p in full.parties]:
        for package in packages[:: max(1, len(packages) // 3)]:
            said = accepts(full, party, package)
            if said is not Answer.DEPENDS:
                yield Accepts(party, tuple(package.items()), said is Answer.YES)
    sure, possible = direct.zopa(full)
    if bool(sure) == bool(possible):
        yield Agreeable(bool(sure))
    yield Count(len(sure))
    yield from (Count(direct.accepted(full, p.id)[0], p.id) for p in full.principals)
    for rule in RULES.values():
        found = direct.optimum(full, rule)
        if found is not None:
            yield Best(rule.name, tuple(found.packages[-1].items()))
    for position in full.positions:
        if isinstance(position.reservation, tuple):
            yield Figure(position.party, position.reservation[0].worth.points)
        yield from (Line(position.party, line.form) for line in position.red_lines)


def one_of_each(source: Random, full: Case, rules: int = 2) -> list[Artefact]:
    """A few of what may be shown of a case: one of each kind, and packages that are best by some rules."""
    drawn = list(artefacts(full))
    kinds: dict[type, list[Artefact]] = {}
    for one in drawn:
        kinds.setdefault(type(one), []).append(one)
    return [one for kind, each in kinds.items() for one in source.sample(each, min(len(each), rules if kind is Best else 1))]
