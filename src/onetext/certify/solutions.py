"""Whether a best package is what it says: acceptable, worth what is said, scored by its rule, and not beaten."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import prod
from typing import Any

from onetext.certify.packages import Vector, admissible, differs, read, vector
from onetext.model.acceptance import Answer, agreed, broken_links, consenters
from onetext.model.case import Case
from onetext.model.conditions import Package
from onetext.model.day import has_intervals, sharpened
from onetext.model.positions import NoNumber
from onetext.model.rules import RULES, Measure


def solution(case: Case, answer: Any, limit: int) -> Iterator[str]:
    """What does not hold of a `Solution` by one of the rules in `model.rules`.

    Of any size: the package, its values, gains and objective, who is weighed. Up to `limit` packages: the optimum,
    its ties, which is first, the best attainable gains, and that there is no package where none is shown.
    """
    if answer.rule not in RULES:
        yield f"the rule {answer.rule!r} has no measure here; known: {', '.join(RULES)}"
        return
    own = sharpened(case, answer.at)
    yield from differs("whose gains are weighed", answer.weighed, weighed(case))
    yield from differs("who is left out", answer.left_out, tuple(p.id for p in case.principals if p.id not in weighed(case)))
    yield from differs("midpoints", answer.midpoints, answer.at == "middle" and has_intervals(case))
    if answer.package is not None:
        package, problems = read(case, answer.package)
        yield from problems
        if problems:
            return
        yield from _package(case, own, answer, package)
        yield from _scores(own, answer, package)
    elif answer.status in ("optimal", "feasible"):
        yield f"the status is {answer.status}, and no package is shown"
    if case.size <= limit:
        yield from _among_all(own, answer)


def weighed(case: Case) -> tuple[str, ...]:
    """The principals with worths and a reservation value, or none on purpose, in file order."""
    held = [case.position[party.id] for party in case.principals if party.id in case.position]
    return tuple(position.party for position in held if position.has_worths and position.reservation is not NoNumber.UNKNOWN)


def _package(case: Case, own: Case, answer: Any, package: Package) -> Iterator[str]:
    """Admissible, and accepted by all whose consent it needs: as the intervals are taken, and in all cases or some."""
    for link in broken_links(case, package):
        yield f"the package breaks the link {link.id!r}"
    if agreed(own, package) is not Answer.YES:
        yield "the package is not surely accepted by all whose consent it needs"
    yield from differs("acceptable in cases", answer.acceptable, "all" if agreed(case, package) is Answer.YES else "some")
    yield from differs("ratified", answer.ratified, agreed(case, package, "ratify").value if consenters(case, "ratify") else None)


def _scores(own: Case, answer: Any, package: Package) -> Iterator[str]:
    """Values, gains, objective and bound."""
    values = dict(zip(answer.weighed, vector(own, answer.weighed, package), strict=True))
    yield from differs("values", dict(answer.values), values)
    yield from differs(
        "others' values", dict(answer.others), dict(zip(dict(answer.others), vector(own, dict(answer.others), package), strict=True))
    )
    bases = {who: _reservation(own, who) for who in answer.weighed}
    gains = {who: values[who] - base if base is not None else dict(answer.gains).get(who) for who, base in bases.items()}
    yield from differs("gains", dict(answer.gains), gains)
    tops = dict(answer.best_gains)
    for who, gain in answer.gains:
        if tops and gain > tops[who]:
            yield f"{who} gains {gain}, more than its best gain {tops[who]}"
    needs_tops = answer.normalised or answer.rule == "kalai-smorodinsky"
    if answer.weighed and (tops or not needs_tops):
        found = _measure(answer, tuple(dict(answer.gains).values()), tuple(tops.values()) or (Fraction(0),) * len(bases))
        yield from differs("objective", answer.objective, found)
    if answer.status == "optimal":
        yield from differs("bound", answer.bound, answer.objective)
    elif answer.bound is not None and answer.bound < answer.objective:
        yield f"the bound {answer.bound} lies below the objective {answer.objective}"
    if answer.tied is not None:
        yield from differs("unique", answer.unique, answer.tied == 1)
    yield from _ties(own, answer)


def _ties(own: Case, answer: Any) -> Iterator[str]:
    """Each listed package is in the zopa and as good as the one shown, which is among them; no more than there are."""
    if answer.ties and answer.package not in answer.ties:
        yield "the package shown is not among the ties listed"
    if len(set(answer.ties)) != len(answer.ties) or (answer.tied is not None and len(answer.ties) > answer.tied):
        yield "a tied package is listed twice, or more are listed than there are"
    lows = {who: value - gain for who, value, gain in ((who, dict(answer.values)[who], gain) for who, gain in answer.gains)}
    for pairs in answer.ties:
        package, problems = read(own, pairs)
        yield from problems
        if not problems and (broken_links(own, package) or agreed(own, package) is not Answer.YES):
            yield f"{package} is listed as tied and is not in the zopa"
        elif not problems and answer.weighed:
            gains = tuple(number - lows[who] for who, number in zip(answer.weighed, vector(own, answer.weighed, package), strict=True))
            found = _measure(answer, gains, tuple(dict(answer.best_gains).values()) or (Fraction(0),) * len(gains))
            yield from differs("objective of a tied package", answer.objective, found)


def _reservation(own: Case, who: str) -> Fraction | None:
    """From where gains are measured; None where from the least worth among admissible packages."""
    held = own.position[who].reservation
    return None if isinstance(held, NoNumber) else held[0].worth.points.low


def _measure(answer: Any, gains: Vector, tops: Vector) -> Measure:
    if answer.normalised:
        gains = tuple(gain / top if top else gain for gain, top in zip(gains, tops, strict=True))
        tops = tuple(Fraction(1 if top else 0) for top in tops)
    return RULES[answer.rule].measure(gains, tops)


def _among_all(own: Case, answer: Any) -> Iterator[str]:
    """The claims about all packages."""
    worths = [(package, vector(own, answer.weighed, package)) for package in admissible(own)]
    zone = [(package, worth) for package, worth in worths if agreed(own, package) is Answer.YES]
    if answer.status in ("infeasible", "infeasible_links", "optimal"):
        yield from differs("status", answer.status, "optimal" if zone else "infeasible" if worths else "infeasible_links")
    if not zone or answer.package is None:
        return
    least = [min(column) for column in zip(*(worth for _, worth in worths), strict=True)]
    bases = [low if (said := _reservation(own, who)) is None else said for who, low in zip(answer.weighed, least, strict=False)]
    gains = [tuple(own - base for own, base in zip(worth, bases, strict=True)) for _, worth in zone]
    tops = tuple(map(max, zip(*gains, strict=True)))
    shown = dict(answer.package)
    place = next((i for i, (package, _) in enumerate(zone) if package == shown), None)
    if place is None:
        return
    yield from differs("gains, measured over all packages", tuple(gain for _, gain in answer.gains), gains[place])
    if answer.best_gains:
        yield from differs("best gains", tuple(top for _, top in answer.best_gains), tops)
    measures = [_measure(answer, one, tops) if answer.weighed else None for one in gains]
    yield from _optimum(answer, measures, place)
    if answer.refined is not None:
        yield from _refined(answer, gains, tops, [package for package, _ in zone])


def _optimum(answer: Any, measures: list[Any], place: int) -> Iterator[str]:
    best = [i for i, measure in enumerate(measures) if measure == max(measures)] if measures[0] is not None else list(range(len(measures)))
    if answer.status == "optimal" and place not in best:
        yield f"a better package exists: objective {measures[best[0]]}"
    if answer.status == "optimal" and answer.tied is not None:
        yield from differs("tied packages", answer.tied, len(best))
    if answer.status == "optimal" and answer.unique is not None:
        yield from differs("unique", answer.unique, len(best) == 1)
    if answer.canonical:
        yield from differs("the place of the package among the tied", best.index(place) if place in best else None, 0)
    if answer.bound is not None and measures[0] is not None and answer.bound < max(measures):
        yield f"the bound {answer.bound} lies below what a package reaches"


def _refined(answer: Any, gains: list[Vector], tops: Vector, zone: list[dict[str, str]]) -> Iterator[str]:
    """Over a largest set of parties that gain together, the largest product."""
    refined, who = answer.refined, answer.weighed
    places = [who.index(one) for one in refined.over]
    together = [frozenset(i for i, gain in enumerate(one) if gain > 0) for one in gains]
    if frozenset(places) not in together or len(places) < max(map(len, together)):
        yield f"{refined.over} is no largest set of parties that gain together"
    yield from differs("who cannot gain", refined.cannot_gain, tuple(one for one, top in zip(who, tops, strict=True) if top == 0))
    units = [tops[i] if answer.normalised else Fraction(1) for i in places]
    products = [prod((one[i] / unit for i, unit in zip(places, units, strict=True)), start=Fraction(1)) for one in gains]
    yield from differs("refined product", refined.objective, max(products))
    if dict(refined.package) not in zone or products[zone.index(dict(refined.package))] != max(products):
        yield "the package of the refined product does not reach it"
    if refined.tied is not None:
        yield from differs("packages tied by the refined product", refined.tied, products.count(max(products)))
