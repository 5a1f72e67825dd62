"""A case as an integer program: one literal per option, exactly one of each issue.

Links, red lines and consents become clauses and sums over these literals. A condition over several issues gets a
literal of its own only where a worth, a count or a consent turns on it, and is tied to it only in the direction that
is needed: where more is better, a worth above 0 must be earned, a worth below 0 must be paid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Literal

from onetext.model.acceptance import asked_on, consenters, voter
from onetext.model.case import Case
from onetext.model.conditions import Always, Among, Condition, Count, Form, Implies, Never, Range, Sum, meets
from onetext.model.parties import Party
from onetext.solve.cpsat.engine import LARGEST, Outcome, Program
from onetext.solve.cpsat.kept import table
from onetext.solve.tables import Table

Mode = Literal["surely", "possibly"]
Side = Literal["if", "only_if"]
"""How a literal is tied to its condition. if: where the literal holds, the condition does; only_if: the reverse."""
When = Sequence[int]


@dataclass(frozen=True, slots=True)
class Encoding:
    """A program whose first variables are the options of a case: `options` holds their literals by issue and option."""

    case: Case
    program: Program
    options: tuple[tuple[int, ...], ...]
    places: dict[str, int]
    true: int

    def fork(self) -> Encoding:
        """The same over a copy of the program."""
        return Encoding(self.case, self.program.fork(), self.options, self.places, self.true)


@dataclass(frozen=True, slots=True)
class Weights:
    """A party's value as a whole sum over literals: `value * scale` where `exact`, else an upper bound on it, over `divisor`.

    `low` and `high` bound the sum over all packages.
    """

    who: str
    terms: dict[int, int]
    constant: int
    scale: int
    divisor: int
    low: int
    high: int

    @property
    def exact(self) -> bool:
        return self.divisor == 1


def encode(case: Case) -> Encoding:
    """The program of all packages of a case, links not looked at."""
    program = Program()
    options = tuple(tuple(program.boolean() for _ in issue.options) for issue in case.issues)
    for row in options:
        program.exactly_one(row)
    true = program.integer(1, 1)
    return Encoding(case, program, options, {issue.id: i for i, issue in enumerate(case.issues)}, true)


def admissible(case: Case) -> Encoding:
    """The program of the packages that break no link."""
    encoding = encode(case)
    for link in case.links:
        keep(encoding, link.form)
    return encoding


def zopa(case: Case, mode: Mode = "surely") -> Encoding:
    """The program of the admissible packages that all whose consent they need surely, or possibly, accept."""
    encoding = admissible(case)
    for party in consenters(case):
        accept(encoding, party, mode)
    return encoding


def package(encoding: Encoding, outcome: Outcome) -> dict[str, str]:
    """The package that an outcome holds."""
    return {
        issue.id: issue.options[next(place for place, literal in enumerate(row) if outcome.values[literal])].id
        for issue, row in zip(encoding.case.issues, encoding.options, strict=True)
    }


def literals(encoding: Encoding, package: dict[str, str]) -> list[int]:
    """The literals of a package's options, by issue."""
    return [row[issue.places[package[issue.id]]] for issue, row in zip(encoding.case.issues, encoding.options, strict=True)]


def exclude(encoding: Encoding, package: dict[str, str]) -> None:
    """Leave one package out."""
    encoding.program.clause(-literal - 1 for literal in literals(encoding, package))


def hint(encoding: Encoding, package: dict[str, str]) -> None:
    """Begin the search at a package."""
    chosen = set(literals(encoding, package))
    encoding.program.hint({literal: int(literal in chosen) for row in encoding.options for literal in row})


def met(encoding: Encoding, issue: str, part: Among | Range) -> tuple[list[int], list[int]]:
    """The literals of the options of an issue that a part names, and those of the others."""
    row, places = encoding.options[encoding.places[issue]], set(meets(part, encoding.case.issue[issue]))
    return [row[place] for place in sorted(places)], [literal for place, literal in enumerate(row) if place not in places]


def part_literal(encoding: Encoding, issue: str, part: Among | Range) -> int:
    """A literal that holds exactly where the issue has one of the options that a part names."""
    inside, outside = met(encoding, issue, part)
    if not inside or not outside:
        return encoding.true if inside else -encoding.true - 1
    if len(inside) == 1:
        return inside[0]
    if len(outside) == 1:
        return -outside[0] - 1
    known, key = encoding.program.known, ("part", tuple(inside))
    if key not in known:
        known[key] = encoding.program.boolean()
        encoding.program.exactly_one([*inside, -known[key] - 1])
    return known[key]


def condition_literal(encoding: Encoding, condition: Condition, side: Side) -> int:
    """A literal tied to a condition in one direction; of a condition on one issue, in both."""
    parts = sorted({part_literal(encoding, issue, part) for issue, part in condition.parts} - {encoding.true})
    if len(parts) <= 1:
        return parts[0] if parts else encoding.true
    program, key = encoding.program, ("condition", tuple(parts))
    if key not in program.known:
        program.known[key] = program.boolean()
    one = program.known[key]
    if (side, key) not in program.known:
        program.known[side, key] = one
        for part in parts if side == "if" else ():
            program.clause([part], [one])
        if side == "only_if":
            program.clause([one], parts)
    return one


def keep(encoding: Encoding, form: Form, when: When = ()) -> None:
    """That a form is kept, wherever all of `when` hold."""
    program = encoding.program
    match form:
        case Never(condition):
            program.clause(_misses(encoding, condition), when)
        case Always(condition):
            for issue, part in condition.parts:
                program.clause(met(encoding, issue, part)[0], when)
        case Implies(condition, then):
            misses = _misses(encoding, condition)
            for issue, part in then.parts:
                program.clause([*misses, *met(encoding, issue, part)[0]], when)
        case Count(of, at_least, at_most):
            if at_most is not None:
                program.between(counted(encoding, of, "only_if"), None, at_most, when)
            if at_least is not None:
                program.between(counted(encoding, of, "if"), at_least, None, when)
        case Sum():
            _keep_sum(encoding, form, when)


def _misses(encoding: Encoding, condition: Condition) -> list[int]:
    """Literals of which one holds exactly where a condition does not."""
    return [literal for issue, part in condition.parts for literal in met(encoding, issue, part)[1]]


def counted(encoding: Encoding, of: Sequence[Condition], side: Side) -> dict[int, int]:
    """How many of some conditions are met, as a sum over literals tied to them on one side."""
    sums: dict[int, int] = {}
    for one in of:
        literal = condition_literal(encoding, one, side)
        sums[literal] = sums.get(literal, 0) + 1
    return sums


def _keep_sum(encoding: Encoding, form: Sum, when: When) -> None:
    terms, factor, divisor = amounts(encoding, form)
    for bound, sign in ((form.at_least, 1), (form.at_most, -1)):
        if bound is not None:  # rounded so that no package that keeps the form is lost
            rounded = {literal: -(-sign * number // divisor) for literal, number in terms.items()}
            encoding.program.between(rounded, -(-sign * int(bound * factor) // divisor), None, when)


def amounts(encoding: Encoding, form: Sum) -> tuple[dict[int, int], int, int]:
    """A sum of amounts as whole numbers over literals, the factor that makes them whole, and the divisor they need."""
    rows = {issue: [weight * (option.amount or 0) for option in encoding.case.issue[issue].options] for issue, weight in form.weights}
    bounds = [bound for bound in (form.at_least, form.at_most) if bound is not None]
    factor = lcm(*(number.denominator for row in (*rows.values(), bounds) for number in row))
    terms: dict[int, int] = {}
    for issue, row in rows.items():
        for literal, number in zip(encoding.options[encoding.places[issue]], row, strict=True):
            terms[literal] = terms.get(literal, 0) + int(number * factor)
    return terms, factor, divisor_for(sum(max(map(abs, row)) * factor for row in rows.values()) + max(map(abs, bounds)) * factor)


def divisor_for(magnitude: Fraction | int) -> int:
    """The power of two by which sums of this size must be divided to fit the solver."""
    size = 2 * int(magnitude)
    return 1 if size < LARGEST else 1 << (size.bit_length() - LARGEST.bit_length() + 2)


def weights(encoding: Encoding, own: Table, end: Literal["low", "high"] = "low", *, least: bool = False, divisor: int = 0) -> Weights:
    """A party's value as a sum over literals, from its table; `least`: for a search for small values instead of large.

    The literals of its terms are tied to their conditions as the direction of the search needs. Where numbers are too
    large for the solver, or a `divisor` is asked for, they are divided and rounded in the direction of the search.
    """
    rows = own.low if end == "low" else own.high
    terms = [(when, low if end == "low" else high) for when, low, high in own.terms]
    divisor = divisor or divisor_for(own.magnitude)
    up = -1 if least else 1
    sums: dict[int, int] = {}
    for row, numbers in zip(encoding.options, rows, strict=True):
        base = min(numbers)  # constants do not need literals
        for literal, number in zip(row, numbers, strict=True):
            if number != base:
                sums[literal] = sums.get(literal, 0) - up * (-up * (number - base) // divisor)
    constant = sum(min(numbers) for numbers in rows)
    low = high = 0
    for numbers in rows:
        high -= up * (-up * (max(numbers) - min(numbers)) // divisor)
    for condition, worth in terms:
        if worth == 0:
            continue
        literal = condition_literal(encoding, condition, "if" if worth * up > 0 else "only_if")
        rounded = -up * (-up * worth // divisor)
        sums[literal] = sums.get(literal, 0) + rounded
        low, high = low + min(rounded, 0), high + max(rounded, 0)
    constant = -up * (-up * constant // divisor)
    return Weights(own.who, sums, constant, own.scale, divisor, low + constant, high + constant)


def at_least(encoding: Encoding, of: Weights, bound: int, when: When = ()) -> None:
    """That a party's value reaches `bound` (times its scale); where sums were rounded, no package that reaches it is lost."""
    encoding.program.between(of.terms, -(-bound // of.divisor) - of.constant, None, when)


def accept(encoding: Encoding, party: Party, mode: Mode, when: When = ()) -> None:
    """That a party accepts wherever it is asked."""
    when = (*when, *asked(encoding, party))
    if party.is_a("bloc"):
        accept_as_bloc(encoding, party, mode, when)
    else:
        accept_as_voter(encoding, party.id, mode, when)


def asked(encoding: Encoding, party: Party) -> tuple[int, ...]:
    """A literal that holds wherever a party is asked; none where it always is."""
    lines = asked_on(encoding.case, party.id)
    if not all(line.parts for line in lines):
        return ()
    known, key = encoding.program.known, ("asked", party.id)
    if key not in known:
        known[key] = encoding.program.boolean()
        for line in lines:
            encoding.program.clause([known[key], *_misses(encoding, line)])
    return (known[key],)


def accept_as_bloc(encoding: Encoding, bloc: Party, mode: Mode, when: When = ()) -> None:
    """That enough members of a bloc accept; a member may be a bloc itself."""
    members = {member.id: encoding.program.boolean() for member in bloc.members}
    for who, literal in members.items():
        encoding.program.known["member", tuple(when), bloc.id, who, mode] = literal
        party = encoding.case.party.get(who)
        if party is not None and party.is_a("bloc"):
            accept_as_bloc(encoding, party, mode, (literal,))
        else:
            accept_as_voter(encoding, who, mode, (literal,))
    reach(encoding, bloc, members, when)


def reach(encoding: Encoding, bloc: Party, members: dict[str, int], when: When = ()) -> None:
    """That the members whose literals hold reach each share that a bloc's rule names."""
    for terms, needed in shares(bloc, members):
        encoding.program.between(terms, needed, None, when)


def shares(bloc: Party, members: dict[str, int]) -> list[tuple[dict[int, int], int]]:
    """Each share that a bloc's rule names, as a sum over the literals of its members and the least that it must come to."""
    decides, heads, found = bloc.decides, {member.id: Fraction(1) for member in bloc.members}, []
    for share, counted in ((decides.weight, {m.id: m.weight for m in bloc.members}), (decides.members, heads)):
        if share is None:
            continue
        needed = share * sum(counted.values())
        factor = lcm(needed.denominator, *(number.denominator for number in counted.values()))
        terms = {members[who]: int(number * factor) for who, number in counted.items()}
        found.append((terms, int(needed * factor) + decides.more_than))
    return found


def accept_as_voter(encoding: Encoding, who: str, mode: Mode, when: When = ()) -> None:
    """That one with a position of its own surely, or possibly, accepts."""
    case = encoding.case
    one = voter(case, who)
    for line in one.lines:
        keep(encoding, line.form, when)
    if one.reservation is not None:
        own = table(case, who)
        low, high = own.reservation or (0, 0)
        end: Literal["low", "high"] = "low" if mode == "surely" else "high"
        at_least(encoding, weights(encoding, own, end), high if mode == "surely" else low, when)
    elif mode == "surely":
        if one.sure is None:
            encoding.program.clause([], when)
        for form in one.sure or ():
            keep(encoding, form, when)
