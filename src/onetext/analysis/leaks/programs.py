"""Worlds as an integer program: a variable for each unknown, and what it takes that a given package is accepted or refused.

For one given package the value to each party is linear in the unknown figures, so acceptance is a linear condition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from onetext.analysis.leaks.tabled import Look, Sum, margin
from onetext.analysis.leaks.unknowns import Unknown
from onetext.analysis.leaks.worlds import World, put
from onetext.model.acceptance import Answer, accepts, asked, consenters, voter
from onetext.model.case import Case
from onetext.model.conditions import Package, keeps
from onetext.model.parties import Party
from onetext.solve.cpsat.encoding import shares
from onetext.solve.cpsat.engine import Outcome, Program

ROOM = 1 << 55


class Beyond(Exception):
    """Numbers too large for the solver."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A whole number that is linear in the variables: coefficients by variable, and a constant."""

    terms: Mapping[int, int]
    constant: int

    def minus(self, other: Linear) -> Linear:
        terms = dict(self.terms)
        for variable, coefficient in other.terms.items():
            terms[variable] = terms.get(variable, 0) - coefficient
        return Linear(terms, self.constant - other.constant)


@dataclass(frozen=True, slots=True, eq=False)
class Worlds:
    """The program of all worlds: `case` with its intervals at their middle, the variable of each unknown, the parties that a
    rule weighs."""

    case: Case
    unknown: tuple[Unknown, ...]
    program: Program
    variables: tuple[int, ...]

    def fork(self) -> Worlds:
        return Worlds(self.case, self.unknown, self.program.fork(), self.variables)

    def world(self, outcome: Outcome) -> World:
        return tuple(outcome.values[variable] for variable in self.variables)


def worlds_program(case: Case, unknown: tuple[Unknown, ...]) -> Worlds:
    """The program of all worlds, nothing asked of them."""
    program = Program()
    return Worlds(case, unknown, program, tuple(program.integer(0, one.count - 1) for one in unknown))


def at_of(of: Worlds, who: str) -> list[int]:
    """Which unknowns are figures of one party."""
    return [i for i, one in enumerate(of.unknown) if one.spot.party == who and not one.is_line]


def margins(of: Worlds, who: str, packages: Sequence[Package]) -> tuple[Sum, list[int]]:
    at = at_of(of, who)
    return margin(Look(of.case, tuple(packages), of.unknown), who, at), at


def linear(of: Worlds, sums: Sequence[tuple[Sum, list[int]]], column: int, factor: int) -> list[Linear]:
    """The sums of some parties for one package, times a factor that makes all whole."""
    return [_linear(of, one, at, column, factor) for one, at in sums]


def _linear(of: Worlds, one: Sum, at: list[int], column: int, factor: int) -> Linear:
    constant, terms = one.constant[column], {}
    for i, counts in zip(at, one.by, strict=True):
        counted = counts[column]
        if counted:
            constant += counted * of.unknown[i].low
            terms[of.variables[i]] = int(counted * of.unknown[i].step * factor)
    found = Linear(terms, int(constant * factor))
    low, high = bounds(of, found)
    if max(abs(low), abs(high)) > ROOM:
        raise Beyond
    return found


def bounds(of: Worlds, one: Linear) -> tuple[int, int]:
    """The least and the largest value of a linear number of unknowns."""
    sizes = dict(zip(of.variables, (u.count - 1 for u in of.unknown), strict=True))
    low = one.constant + sum(min(0, c * sizes[v]) for v, c in one.terms.items())
    return low, one.constant + sum(max(0, c * sizes[v]) for v, c in one.terms.items())


def factor_for(of: Worlds, sums: Sequence[tuple[Sum, list[int]]]) -> int:
    """The factor that makes some sums whole in every world."""
    found = [1]
    for one, at in sums:
        found += [n.denominator for n in one.constant]
        for i, counts in zip(at, one.by, strict=True):
            found += [(c * n).denominator for c in set(counts) for n in (of.unknown[i].low, of.unknown[i].step)]
    return lcm(*found)


def crossing(of: Worlds, who: str, package: Package) -> list[int]:
    """The variables of the unknown red lines of one voter that a package crosses."""
    return [
        variable
        for one, variable in zip(of.unknown, of.variables, strict=True)
        if one.red_line is not None and one.spot.party == who and not keeps(one.red_line.form, of.case.issue, package)
    ]


def without_lines(of: Worlds, who: str) -> Case:
    """The case in which none of the unknown red lines of a voter holds."""
    own = [one for one in of.unknown if one.is_line and one.spot.party == who]
    return put(of.case, own, (0,) * len(own))


def accept(of: Worlds, who: str, package: Package, when: Sequence[int]) -> None:
    """That a party or member accepts a package, wherever all of `when` hold."""
    party = of.case.party.get(who)
    if party is not None and party.is_a("bloc"):
        members = {member.id: of.program.boolean() for member in party.members}
        for one, literal in members.items():
            accept(of, one, package, (literal,))
        for terms, needed in shares(party, members):
            of.program.between(terms, needed, None, when)
        return
    for variable in crossing(of, who, package):
        of.program.between({variable: 1}, 0, 0, when)
    bare = without_lines(of, who)
    if voter(bare, who).reservation is None:
        if accepts(bare, who, package) is not Answer.YES:
            of.program.clause([], when)
        return
    if any(not keeps(line.form, of.case.issue, package) for line in voter(bare, who).lines):
        of.program.clause([], when)
        return
    own = margins(of, who, [package])
    value = linear(of, [own], 0, factor_for(of, [own]))[0]
    of.program.between(value.terms, -value.constant, None, when)


def refuses(of: Worlds, who: str, package: Package) -> int:
    """A literal that holds only where a party or member does not accept a package."""
    literal = of.program.boolean()
    party = of.case.party.get(who)
    if party is not None and party.is_a("bloc"):
        _bloc_refuses(of, party, package, literal)
        return literal
    ways = []
    for variable in crossing(of, who, package):
        way = of.program.boolean()
        of.program.between({variable: 1}, 1, 1, (way,))
        ways.append(way)
    bare = without_lines(of, who)
    crosses = any(not keeps(line.form, of.case.issue, package) for line in voter(bare, who).lines)
    if crosses or (voter(bare, who).reservation is None and accepts(bare, who, package) is not Answer.YES):
        return literal
    if voter(bare, who).reservation is not None:
        own = margins(of, who, [package])
        value = linear(of, [own], 0, factor_for(of, [own]))[0]
        way = of.program.boolean()
        of.program.between(value.terms, None, -1 - value.constant, (way,))
        ways.append(way)
    of.program.clause(ways, (literal,))
    return literal


def _bloc_refuses(of: Worlds, bloc: Party, package: Package, literal: int) -> None:
    """That the members that do not refuse miss a share that the bloc's rule names."""
    refusing = {member.id: refuses(of, member.id, package) for member in bloc.members}
    ways = []
    for terms, needed in shares(bloc, {who: -one - 1 for who, one in refusing.items()}):
        way = of.program.boolean()
        of.program.between(terms, None, needed - 1, (way,))
        ways.append(way)
    of.program.clause(ways, (literal,))


def in_zopa(of: Worlds, package: Package) -> None:
    """That all whose consent a package needs accept it."""
    for party in consenters(of.case):
        if asked(of.case, party.id, package):
            accept(of, party.id, package, ())


def outside(of: Worlds, package: Package) -> list[int]:
    """Literals of which each holds only where somebody whose consent a package needs does not accept it."""
    return [refuses(of, party.id, package) for party in consenters(of.case) if asked(of.case, party.id, package)]


def gains_of(of: Worlds, bases: Mapping[str, Fraction], pair: Sequence[Package]) -> tuple[list[Linear], list[Linear]]:
    """The gains of some parties from two packages, in whole numbers times one factor; `bases`: from where the gain of each is
    measured beside its reservation value: 0, or its least worth where it has none."""
    sums = []
    for who, base in bases.items():
        one, at = margins(of, who, pair)
        sums.append((replace(one, constant=tuple(number - base for number in one.constant)), at))
    factor = factor_for(of, sums)
    return linear(of, sums, 0, factor), linear(of, sums, 1, factor)
