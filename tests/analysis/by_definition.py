"""What is in the way, by definition: every package looked at one by one, with `model.acceptance` and `model.demands` alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, combinations

from onetext.model.acceptance import Answer, accepts, agreed, asked, broken_links, consenters, crossed, reaches, value, voter
from onetext.model.case import Case
from onetext.model.conditions import keeps
from onetext.model.demands import Demand, demands, met, possible
from onetext.model.inference import once_explained

Package = dict[str, str]
Key = tuple[str, str, str]
Step = tuple[str, str, str, Fraction]
"""party, kind, id, what it asks."""


def subsets(things: list[int]) -> Iterator[tuple[int, ...]]:
    """All subsets, smaller ones first."""
    return chain.from_iterable(combinations(things, size) for size in range(len(things) + 1))


def verdict(case: Case) -> str:
    answers = {agreed(case, package) for package in case.packages() if not broken_links(case, package)}
    return "yes" if Answer.YES in answers else "depends" if Answer.DEPENDS in answers else "no"


def conflicts(case: Case) -> set[frozenset[Key]]:
    """The minimal sets of demands that no possible package meets together, by trying every set."""
    listed = demands(case)
    missed = {frozenset(i for i, one in enumerate(listed) if not met(case, one, k)) for k in case.packages() if possible(case, k)}
    found: list[frozenset[int]] = []
    for chosen in subsets(list(range(len(listed)))) if missed else ():
        if all(one & set(chosen) for one in missed) and not any(smaller <= set(chosen) for smaller in found):
            found.append(frozenset(chosen))
    return {frozenset(listed[i].key for i in one) for one in found}


def meets_all(case: Case, chosen: tuple[Demand, ...]) -> bool:
    """Whether some possible package meets these demands together."""
    return any(possible(case, k) and all(met(case, one, k) for one in chosen) for k in case.packages())


def members_in_the_way(case: Case, bloc: Demand, others: tuple[Demand, ...]) -> tuple[str, ...]:
    """The members of a bloc that refuse every possible package which meets the other demands; where none does, those that refuse some."""
    near = [k for k in case.packages() if possible(case, k) and all(met(case, one, k) for one in others)]
    refusing = {who: [refuses(case, who, k) for k in near] for who in bloc.members}
    return tuple(w for w, no in refusing.items() if all(no)) or tuple(w for w, no in refusing.items() if any(no))


# --- openings: what each package asks of whom


def refuses(case: Case, who: str, package: Package) -> bool:
    return accepts(case, who, package) is Answer.NO


def movement(case: Case, who: str, package: Package) -> frozenset[Step] | None:
    """What accepting a package asks of one voter, change by change; None where it does not go that far."""
    lines, position = crossed(case, who, package), case.position.get(who)
    if any(line.soften is None for line in lines):
        return None
    steps = {(who, "red_line", line.id, line.soften or Fraction(0)) for line in lines}
    reservation = voter(case, who).reservation
    if reservation is not None and position is not None:
        gap = reservation.low - value(case, who, package).high
        if gap > 0 and position.soften_reservation is None:
            return None
        if gap > 0:
            steps.add((who, "reservation", "", gap * position.soften_reservation))
    return frozenset(steps)


def leaves(case: Case, who: str) -> list[str]:
    """The people behind a party or member: those of a bloc, of its members that are blocs, and so on."""
    party = case.party.get(who)
    return [who] if party is None or not party.is_a("bloc") else [one for m in party.members for one in leaves(case, m.id)]


def brings(case: Case, who: str, package: Package, moving: set[str]) -> bool:
    """Whether a party or member does not refuse a package once these people move."""
    party = case.party.get(who)
    if party is None or not party.is_a("bloc"):
        return who in moving or not refuses(case, who, package)
    return reaches(party, {m.id for m in party.members if brings(case, m.id, package, moving)})


def openings_of(case: Case, package: Package) -> set[frozenset[Step]]:
    """Every set of changes that opens one package, with as few people as the blocs' rules need: none where there is none."""
    at_table = [party for party in consenters(case) if asked(case, party.id, package)]
    must = {p.id for p in at_table if not p.is_a("bloc") and refuses(case, p.id, package)}
    blocs = [party for party in at_table if party.is_a("bloc")]
    may = sorted({one for bloc in blocs for one in leaves(case, bloc.id) if refuses(case, one, package)} - must)
    waived = frozenset(("", "link", link.id, sum(dict(link.soften).values(), Fraction(0))) for link in broken_links(case, package))
    enough: list[set[str]] = []
    for extra in subsets(list(range(len(may)))):
        moving = must | {may[i] for i in extra}
        if any(movement(case, who, package) is None for who in moving) or any(smaller <= moving for smaller in enough):
            continue
        if all(brings(case, bloc.id, package, moving) for bloc in blocs):
            enough.append(moving)
    return {waived.union(*(movement(case, who, package) or () for who in moving)) for moving in enough}


def asks(case: Case, steps: frozenset[Step]) -> dict[str, Fraction]:
    """What a set of changes asks of each, in its own points."""
    total: dict[str, Fraction] = {}
    shares = {link.id: link.soften for link in case.links}
    for who, kind, key, cost in steps:
        for one, share in shares[key] if kind == "link" else ((who, cost),):
            total[one] = total.get(one, Fraction(0)) + share
    return total


def less(one: dict[str, Fraction], other: dict[str, Fraction]) -> bool:
    """Whether `one` asks no more of anybody, and less of somebody."""
    people = {*one, *other}
    return one != other and all(one.get(who, Fraction(0)) <= other.get(who, Fraction(0)) for who in people)


def opened_case(case: Case, steps: frozenset[Step]) -> Case:
    """The case once the changes are made: lines gone, reservation values lowered, links waived."""
    gone = {(who, key) for who, kind, key, _ in steps if kind == "red_line"}
    waived = {key for _, kind, key, _ in steps if kind == "link"}
    positions = []
    for position in case.positions:
        who = position.party
        lines = tuple(line for line in position.red_lines if (who, line.id) not in gone)
        held = position.reservation
        for one, kind, _, cost in steps:
            if one == who and kind == "reservation":
                by = cost / position.soften_reservation
                held = tuple(replace(e, worth=e.worth.mapped(lambda points, by=by: points - by)) for e in held)
        positions.append(replace(position, red_lines=lines, reservation=held))
    links = tuple(link for link in case.links if link.id not in waived)
    return replace(case, positions=tuple(positions), links=links, replies=once_explained(case))


def unrefused(case: Case) -> list[Package]:
    """The admissible packages that nobody asked surely refuses, in file order."""
    return [k for k in case.packages() if not broken_links(case, k) and agreed(case, k) is not Answer.NO]


@dataclass(frozen=True)
class Opening:
    """A set of changes with all that the definition says of it."""

    steps: frozenset[Step]
    costs: tuple[tuple[str, Fraction], ...]
    packages: int
    package: tuple[tuple[str, str], ...]

    @property
    def total(self) -> Fraction:
        return sum((cost for _, cost in self.costs), Fraction(0))


def softenings(case: Case) -> set[Opening]:
    """The openings that no other undercuts for everybody at once, over all packages."""
    every = {steps for k in case.packages() if possible(case, k) for steps in openings_of(case, k)}
    if frozenset() in every:
        return set()
    vectors = {steps: asks(case, steps) for steps in every}
    kept = [steps for steps in every if not any(less(other, vectors[steps]) for other in vectors.values())]
    found = set()
    for steps in kept:
        now = unrefused(opened_case(case, steps))
        found.add(Opening(steps, tuple(sorted(vectors[steps].items())), len(now), tuple(now[0].items())))
    return found


# --- links


def without(case: Case, link_id: str) -> Case:
    return replace(case, links=tuple(link for link in case.links if link.id != link_id))


def counts(case: Case) -> tuple[int, int]:
    """How many admissible packages all surely and possibly accept."""
    answers = [agreed(case, k) for k in case.packages() if not broken_links(case, k)]
    return answers.count(Answer.YES), len(answers) - answers.count(Answer.NO)


def completed(case: Case, given: dict[str, str]) -> list[Package]:
    """The packages that give these answers."""
    return [k for k in case.packages() if all(k[issue] == option for issue, option in given.items())]


def admissible(case: Case, package: Package) -> bool:
    return all(keeps(link.form, case.issue, package) for link in case.links)
