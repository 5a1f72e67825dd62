"""What every check asks of a package, and the sets of packages, by definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from onetext.model.acceptance import Answer, agreed, asked, broken_links, consenters, crossed, reaches, value
from onetext.model.case import Case
from onetext.model.conditions import Package

Pairs = Iterable[tuple[str, str]]
Vector = tuple[Fraction, ...]


def read(case: Case, pairs: Pairs | None) -> tuple[dict[str, str], list[str]]:
    """A package from its pairs, and what is wrong with its form: an issue left out, an option that does not exist."""
    package = dict(pairs or ())
    problems = [f"no answer to {issue.id!r}" for issue in case.issues if issue.id not in package]
    problems += [f"no issue {name!r}" for name in package if name not in case.issue]
    wrong = [(name, own) for name, own in package.items() if name in case.issue and own not in case.issue[name].places]
    return package, problems + [f"{own!r} is no option of {name!r}" for name, own in wrong]


def admissible(case: Case) -> Iterator[dict[str, str]]:
    """The packages that break no link, in file order."""
    return (package for package in case.packages() if not broken_links(case, package))


def within(case: Case, package: Package, name: str) -> bool:
    """Whether an admissible package of a sharp case is among those that a frontier looks at."""
    if name == "acceptable":
        return crosses_no_line(case, package)
    return name == "admissible" or agreed(case, package) is Answer.YES


def crosses_no_line(case: Case, package: Package) -> bool:
    """Whether nobody whose consent a package needs refuses it by red lines alone."""
    return all(_keeps_lines(case, party.id, package) for party in consenters(case) if asked(case, party.id, package))


def _keeps_lines(case: Case, who: str, package: Package) -> bool:
    """Whether a package crosses no red line of a party or member; of a bloc, of enough members."""
    party = case.party.get(who)
    if party is None or not party.is_a("bloc"):
        return not crossed(case, who, package)
    return reaches(party, {member.id for member in party.members if _keeps_lines(case, member.id, package)})


def vector(case: Case, who: Iterable[str], package: Package) -> Vector:
    """What a package of a sharp case is worth to each of some parties."""
    return tuple(value(case, one, package).low for one in who)


def dominates(one: Vector, other: Vector) -> bool:
    """At least as much for each, and not the same."""
    return one != other and all(own >= than for own, than in zip(one, other, strict=True))


def differs(what: str, said: object, found: object) -> Iterator[str]:
    """One sentence where what an answer says is not what the definition gives."""
    if said != found:
        yield f"{what}: says {show(said)}, is {show(found)}"


def show(thing: object) -> str:
    """Numbers as texts, pairs as `name text`."""
    if isinstance(thing, tuple):
        return "(" + ", ".join(map(show, thing)) + ")"
    if isinstance(thing, dict):
        return ", ".join(f"{key} {show(own)}" for key, own in thing.items()) or "none"
    return str(thing)
