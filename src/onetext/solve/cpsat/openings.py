"""What would open an agreement where the space is too large to enumerate: least total first, each proven.

Literals give up red lines and waive links, whole numbers miss reservation values; what they ask of each person is a
sum. The program with the least total comes first; then every set of changes that asks at least as much of everybody
as one already found is struck out, and the next least is undominated too (whatever undercut it for everybody would
have had a smaller total and come before).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import lcm

from onetext.model.acceptance import consenters, voter
from onetext.model.case import Case
from onetext.model.parties import Party
from onetext.solve.budget import Budget
from onetext.solve.changes import after, changes_of, costs_of
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Encoding, When
from onetext.solve.cpsat.engine import LARGEST, Outcome, run
from onetext.solve.cpsat.kept import table
from onetext.solve.cpsat.search import Package, first_in_order, listing
from onetext.solve.cpsat.zone import Zone, zone
from onetext.solve.results import Change, Softening

COUNTED = 1_000
"""Packages that an opening makes acceptable are counted up to this number."""


@dataclass(slots=True)
class Movement:
    """A program in which people may move: what it asks of each, `costs[who]` over `scales[who]`, and the variables that
    say how (`people` in file order, `given` up lines, `gaps` below reservation values, `waived` links)."""

    encoding: Encoding
    people: dict[str, None] = field(default_factory=dict)
    given: dict[tuple[str, str], int] = field(default_factory=dict)
    gaps: dict[str, int] = field(default_factory=dict)
    waived: dict[str, int] = field(default_factory=dict)
    scales: dict[str, int] = field(default_factory=dict)
    costs: dict[str, dict[int, int]] = field(default_factory=dict)
    exact: bool = True

    def fork(self) -> Movement:
        return replace(self, encoding=self.encoding.fork())

    @property
    def case(self) -> Case:
        return self.encoding.case


def movement(case: Case) -> Movement:
    """The program of all that could be given up so that a package is possibly acceptable to all."""
    move = Movement(coded.encode(case))
    program = move.encoding.program
    for link in case.links:
        if not link.soften:
            coded.keep(move.encoding, link.form)
            continue
        move.waived[link.id] = program.boolean()
        coded.keep(move.encoding, link.form, (-move.waived[link.id] - 1,))
    for party in consenters(case):
        _accept(move, party.id, coded.asked(move.encoding, party))
    _charge(move)
    return move


def _accept(move: Movement, who: str, when: When) -> None:
    """That a party or member possibly accepts after moving; of a bloc, as many members as its rule needs."""
    party: Party | None = move.case.party.get(who)
    if party is None or not party.is_a("bloc"):
        _accept_as_voter(move, who, when)
        return
    members = {member.id: move.encoding.program.boolean() for member in party.members}
    for one, literal in members.items():
        _accept(move, one, (literal,))
    coded.reach(move.encoding, party, members, when)


def _accept_as_voter(move: Movement, who: str, when: When) -> None:
    case, program = move.case, move.encoding.program
    move.people[who] = None
    for line in voter(case, who).lines:
        if line.soften is None:
            coded.keep(move.encoding, line.form, when)
            continue
        if (who, line.id) not in move.given:
            move.given[who, line.id] = program.boolean()
        coded.keep(move.encoding, line.form, (*when, -move.given[who, line.id] - 1))
    if voter(case, who).reservation is None:
        return
    own = table(case, who)
    sums, low = coded.weights(move.encoding, own, "high"), (own.reservation or (0, 0))[0]
    move.exact &= sums.exact
    if case.position[who].soften_reservation is None or not sums.exact:
        coded.at_least(move.encoding, sums, low, when)
        return
    if who not in move.gaps:
        move.gaps[who] = program.integer(0, max(low - sums.low, 0))
    program.between({**sums.terms, move.gaps[who]: 1}, low - sums.constant, None, when)


def _charge(move: Movement) -> None:
    """What each movement asks of whom, as whole numbers on a scale of each person's own."""
    asked: dict[str, dict[int, Fraction]] = {}
    for (who, name), literal in move.given.items():
        price = next(line.soften for line in voter(move.case, who).lines if line.id == name)
        asked.setdefault(who, {})[literal] = price or Fraction(0)
    for who, gap in move.gaps.items():
        rate = move.case.position[who].soften_reservation or Fraction(0)
        asked.setdefault(who, {})[gap] = rate / table(move.case, who).scale
    for link in move.case.links:
        for who, price in link.soften:
            owed = asked.setdefault(who, {})
            owed[move.waived[link.id]] = owed.get(move.waived[link.id], Fraction(0)) + price
    for who, terms in asked.items():
        move.scales[who] = lcm(*(price.denominator for price in terms.values()))
        move.costs[who] = {literal: int(price * move.scales[who]) for literal, price in terms.items()}


def softenings(case: Case, budget: Budget, most: int = 50) -> tuple[tuple[Softening, ...], bool]:
    """The undominated openings of a case in which nothing is possibly acceptable, by plain total, and whether those are all.

    At most `most` are looked for, cheapest first; ties in the total stand in the order of the packages they open.
    """
    found: list[Softening] = []
    complete = False
    for changes in _openings(movement(case), budget):
        if changes is None:
            complete = True
            break
        found.append(_softening(case, changes, budget))
        if len(found) >= most or budget.expired():
            break
    return tuple(sorted(found, key=lambda one: (one.total, _places(case, dict(one.package))))), complete


def _places(case: Case, package: Package) -> tuple[int, ...]:
    return tuple(issue.places[package[issue.id]] for issue in case.issues) if package else ()


def _openings(move: Movement, budget: Budget) -> Iterator[tuple[Change, ...] | None]:
    """Sets of changes, the cheapest first, then those that ask least of each in turn, then the next cheapest; then None
    if there are no more; ends without None at a limit."""
    common = lcm(*move.scales.values())
    total: dict[int, int] = {}
    for who, terms in move.costs.items():
        for literal, cost in terms.items():
            total[literal] = total.get(literal, 0) - cost * (common // move.scales[who])
    if not move.exact or sum(map(abs, total.values())) * max([1, *_tops(move)]) > LARGEST:
        return
    asked_of: list[str | None] = [None, *move.people]
    while True:
        least_of = asked_of.pop(0) if asked_of else None
        outcome = _least(move, total, least_of, budget)
        if outcome.status == "infeasible":
            yield None
        if outcome.status != "optimal":
            return
        vector = _vector(move, outcome)
        yield from _as_dear(move, vector, outcome, budget)
        _undercut(move, vector)
        asked_of = [one for one in asked_of if one is not None and vector.get(one)]


def _least(move: Movement, total: dict[int, int], who: str | None, budget: Budget) -> Outcome:
    """A solution with the least total among those not struck out; first of all with the least that is asked of `who`."""
    program = move.encoding.program.fork()
    if who is not None:
        program.maximise({literal: -cost for literal, cost in move.costs[who].items()})
        outcome = run(program, budget, f"what would open an agreement and ask least of {who}")
        if outcome.status != "optimal":
            return outcome
        program.between(move.costs[who], None, -(outcome.objective or 0))
    program.maximise(total)
    return run(program, budget, "what would open an agreement for the least in all")


def _tops(move: Movement) -> list[int]:
    variables = move.encoding.program.model.proto.variables
    return [variables[gap].domain[-1] for gap in move.gaps.values()]


def _vector(move: Movement, outcome: Outcome) -> dict[str, int]:
    """What a solution asks of each, on the scales."""
    return {who: sum(cost * outcome.values[literal] for literal, cost in terms.items()) for who, terms in move.costs.items()}


def _undercut(move: Movement, vector: dict[str, int]) -> None:
    """Only what asks less of somebody than `vector` does."""
    less = []
    for who, cost in vector.items():
        if cost > 0:
            less.append(move.encoding.program.boolean())
            move.encoding.program.between(move.costs[who], None, cost - 1, (less[-1],))
    move.encoding.program.clause(less)


def _as_dear(move: Movement, vector: dict[str, int], outcome: Outcome, budget: Budget) -> Iterator[tuple[Change, ...]]:
    """The different sets of changes that ask just as much of everybody, that of a solution first."""
    same = move.fork()
    for who, cost in vector.items():
        same.encoding.program.between(same.costs[who], None, cost)
    while outcome.found:
        yield _changes(same, outcome)
        _differ(same, outcome)
        outcome = run(same.encoding.program, budget, "other changes that ask as much")


def _differ(move: Movement, outcome: Outcome) -> None:
    """Leave out the changes of a solution."""
    program, apart = move.encoding.program, []
    for literal in (*move.given.values(), *move.waived.values()):
        apart.append(-literal - 1 if outcome.holds(literal) else literal)
    for gap in move.gaps.values():
        less, more = program.boolean(), program.boolean()
        program.between({gap: 1}, None, outcome.values[gap] - 1, (less,))
        program.between({gap: 1}, outcome.values[gap] + 1, None, (more,))
        apart += [less, more]
    program.clause(apart)


def _changes(move: Movement, outcome: Outcome) -> tuple[Change, ...]:
    """The changes of a solution, worked out from its package by definition, in the order of the case."""
    case, package = move.case, coded.package(move.encoding, outcome)
    movers = {who for (who, _), literal in move.given.items() if outcome.holds(literal)}
    movers |= {who for who, gap in move.gaps.items() if outcome.values[gap]}
    return changes_of(case, package, (one for one in move.people if one in movers))


def _softening(case: Case, changes: tuple[Change, ...], budget: Budget) -> Softening:
    """An opening with what it asks of whom, how many packages it opens (None beyond `COUNTED`), and the first of them."""
    costs = costs_of(case, changes)
    opened = zone(after(case, changes), "possibly")
    listed = listing(opened.encoding, COUNTED, budget, opened.all_good)
    package = listed.first[0] if listed.first and listed.complete else _first(opened, budget)
    total = sum((asks for _, asks in costs), Fraction(0))
    return Softening(total, costs, changes, listed.count if listed.complete else None, tuple(package.items()))


def _first(opened: Zone, budget: Budget) -> Package:
    outcome = run(opened.encoding.program, budget, "a package that an opening allows")
    if not outcome.found:
        return {}
    return first_in_order(opened.encoding, coded.package(opened.encoding, outcome), budget, opened.good)[0]
