"""Whether a frontier holds the efficient packages and no other, and whether a zopa is counted right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onetext.certify.levels import levels
from onetext.certify.packages import Vector, admissible, differs, dominates, read, vector, within
from onetext.model.acceptance import Answer, accepts, agreed, asked, broken_links, consenters
from onetext.model.case import Case
from onetext.model.conditions import Package
from onetext.model.day import At, sharpened
from onetext.model.positions import NoNumber

PAIRS = 1_000
"""Of more points than this, not each is held against each."""


def valued(case: Case) -> tuple[str, ...]:
    """The principals with worths, in file order."""
    return tuple(party.id for party in case.principals if party.id in case.position and case.position[party.id].has_worths)


def dominated_by(case: Case, package: Package, *, among: str = "admissible", at: At = "middle") -> dict[str, str] | None:
    """The first package, in file order, of those `among` that dominates this one; None where it is efficient.

    Looks at every package: for small cases.
    """
    own, who = sharpened(case, at), valued(case)
    mine = vector(own, who, package)
    found = (other for other in admissible(own) if dominates(vector(own, who, other), mine) and within(own, other, among))
    return next(found, None)


def frontier(case: Case, answer: Any, limit: int) -> Iterator[str]:
    """What does not hold of a `Frontier`: each point at any size; that none is dominated or missing up to `limit` packages."""
    own, who = sharpened(case, answer.at), valued(case)
    vectors = []
    for point in answer.frontier:
        package, problems = read(case, point.package)
        yield from problems
        if not problems:
            vectors.append(vector(own, who, package))
            yield from differs("values of a point", tuple(n for _, n in point.values), vectors[-1])
            if broken_links(own, package) or not within(own, package, answer.within):
                yield f"{dict(point.package)} is not among the {answer.within} packages"
    yield from differs("points", answer.points, len(set(vectors)))
    yield from differs("packages", answer.packages, sum(point.packages for point in answer.frontier))
    if case.size <= limit:
        yield from _among_all(own, answer, who)
    elif len(vectors) <= PAIRS:
        yield from (f"{beaten} is dominated by another point" for beaten in vectors if any(dominates(one, beaten) for one in vectors))


def _among_all(own: Case, answer: Any, who: tuple[str, ...]) -> Iterator[str]:
    """Each point efficient; where the list is complete, none missing, all packages counted, the first of them shown."""
    held: dict[Vector, list[Package]] = {}
    for package in admissible(own):
        if within(own, package, answer.within):
            held.setdefault(vector(own, who, package), []).append(package)
    if answer.eps is not None and held:
        yield from _stand_for_all(own, answer, who, list(held))
    if answer.eps is not None:
        return
    efficient = {one for one in held if not any(dominates(other, one) for other in held)}
    for point in answer.frontier:
        at = tuple(number for _, number in point.values)
        if at not in efficient:
            yield f"{at} is not efficient"
        elif answer.status == "optimal":
            yield from differs(f"packages at {at}", point.packages, len(held[at]))
            yield from differs(f"first package at {at}", dict(point.package), held[at][0])
        elif point.packages > len(held[at]):
            yield f"packages at {at}: says {point.packages}, is {len(held[at])}"
    if answer.status == "optimal":
        yield from differs("efficient points", answer.points, len(efficient))


def _stand_for_all(own: Case, answer: Any, who: tuple[str, ...], held: list[Vector]) -> Iterator[str]:
    """Each package loses at most `eps` of each best gain against some listed one; gains from the reservation value, or from the
    least worth, up to the best, of packages that cross no red line where those listed do not."""
    wide = "acceptable" if answer.within == "zopa" else answer.within
    every = [vector(own, who, package) for package in admissible(own) if within(own, package, wide)]
    starts = (own.position[one].reservation for one in who)
    floors = [None if isinstance(start, NoNumber) else start[0].worth.points.low for start in starts]
    gains = [max(column) - (min(column) if low is None else low) for column, low in zip(zip(*every, strict=True), floors, strict=True)]
    listed = [
        [number + answer.eps * max(0, gain) for (_, number), gain in zip(point.values, gains, strict=True)] for point in answer.frontier
    ]
    for one in held:
        if not any(all(mine <= most for mine, most in zip(one, row, strict=True)) for row in listed):
            yield f"no listed package stands for {one} within {answer.eps}"


def zopa(case: Case, answer: Any, limit: int) -> Iterator[str]:
    """What does not hold of a `Zopa`: its first package at any size, its counts up to `limit` packages."""
    if answer.first is not None:
        package, problems = read(case, answer.first)
        yield from problems
        if not problems and (broken_links(case, package) or agreed(case, package) is not Answer.YES):
            yield "the first package of the zopa is not in it"
    yield from differs("packages", answer.size, case.size)
    yield from differs("whether anybody ratifies", answer.ratification is not None, bool(consenters(case, "ratify")))
    if answer.ratification is not None:
        yield from levels(case, answer.ratification, limit)
    if case.size > limit or answer.status != "exact":
        return
    packages = list(admissible(case))
    zone = [(package, agreed(case, package)) for package in packages]
    inside = [package for package, found in zone if found is Answer.YES]
    yield from differs("admissible packages", answer.admissible, len(packages))
    yield from differs("packages of the zopa", answer.zopa, len(inside))
    yield from differs("possible packages of the zopa", answer.zopa_possible, sum(found is not Answer.NO for _, found in zone))
    yield from differs("first package", dict(answer.first) if answer.first else None, inside[0] if inside else None)
    yield from differs("whose consent is counted", tuple(one.party for one in answer.acceptable), tuple(p.id for p in consenters(case)))
    for one in answer.acceptable:
        answers = [accepts(case, one.party, package) for package in packages]
        yield from differs(f"packages that {one.party} accepts", one.yes, answers.count(Answer.YES))
        yield from differs(f"packages that {one.party} may accept", one.possible, len(answers) - answers.count(Answer.NO))
        if one.needed is not None:
            yield from differs(f"packages for which {one.party} is asked", one.needed, sum(asked(case, one.party, p) for p in packages))
    for who, count in answer.ratified:
        passed = [not asked(case, who, package) or accepts(case, who, package) is Answer.YES for package in inside]
        yield from differs(f"packages of the zopa that {who} ratifies", count, sum(passed))
