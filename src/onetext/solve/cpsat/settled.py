"""Literals tied in both directions, so that a package leaves none of them a choice and no solution is listed twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from onetext.model.acceptance import asked_on, voter
from onetext.model.conditions import Always, Count, Form, Implies, Never, Sum
from onetext.model.parties import Party
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Encoding, Mode
from onetext.solve.cpsat.kept import table


def settle(encoding: Encoding) -> None:
    """Tie every literal of a condition, of who is asked, and of a member that accepts, in both directions.

    Where numbers were rounded, a member's literal keeps its choice.
    """
    program = encoding.program
    members: dict[tuple[Any, ...], int] = {
        key: literal for key, literal in program.known.items() if isinstance(key, tuple) and key[0] == "member"
    }
    for member, literal in members.items():
        _settle_member(encoding, member, literal, members)
    for key, literal in list(program.known.items()):
        match key:
            case ("asked", str(who)):
                lines = [coded.condition_literal(encoding, line, "if") for line in asked_on(encoding.case, who)]
                program.clause(lines, [literal])
    # Conditions last: what was tied so far may have given some of them a literal.
    for key, literal in list(program.known.items()):
        match key:
            case ("condition", tuple(parts)):
                program.clause([literal], parts)
                for part in parts:
                    program.clause([part], [literal])


def _settle_member(encoding: Encoding, key: tuple[Any, ...], literal: int, members: Mapping[tuple[Any, ...], int]) -> None:
    """That a member whose literal does not hold refuses."""
    _, _, _, who, mode = key
    party = encoding.case.party.get(who)
    if party is not None and party.is_a("bloc"):
        mine = {str(one[3]): lit for one, lit in members.items() if one[1:3] == ((literal,), who)}
        refused: list[int] | None = [-_reaches(encoding, terms, needed) - 1 for terms, needed in coded.shares(party, mine)]
    else:
        refused = _refuses(encoding, who, mode)
    if refused is not None:
        encoding.program.clause([literal, *refused])


def refused(encoding: Encoding, parties: Iterable[Party], mode: Mode) -> bool:
    """That some party that is asked does not surely, or possibly, accept; False where numbers had to be rounded for it."""
    program, either = encoding.program, list[int]()
    for party in parties:
        own = _party_refuses(encoding, party, mode)
        if own is None:
            return False
        asked = coded.asked(encoding, party)
        if asked:
            both = program.boolean()
            program.clause(asked, (both,))
            program.clause(own, (both,))
            own = [both]
        either += own
    program.clause(either)
    settle(encoding)
    return True


def _party_refuses(encoding: Encoding, party: Party, mode: Mode) -> list[int] | None:
    """Literals of which one holds only where a party does not surely, or possibly, accept; None where numbers were rounded."""
    if not party.is_a("bloc"):
        return _refuses(encoding, party.id, mode)
    members = {member.id: encoding.program.boolean() for member in party.members}
    for who, accepting in members.items():
        inner = encoding.case.party.get(who)
        own = _party_refuses(encoding, inner, mode) if inner is not None else _refuses(encoding, who, mode)
        if own is None:
            return None
        encoding.program.clause([accepting, *own])
    return [-_reaches(encoding, terms, needed) - 1 for terms, needed in coded.shares(party, members)]


def _refuses(encoding: Encoding, who: str, mode: Mode) -> list[int] | None:
    """Literals of which one holds exactly where a voter does not surely, or possibly, accept; None where numbers were rounded."""
    one, found = voter(encoding.case, who), []
    forms = [line.form for line in one.lines]
    if one.reservation is not None:
        own = table(encoding.case, who)
        low, high = own.reservation or (0, 0)
        sums = coded.weights(encoding, own, "low" if mode == "surely" else "high")
        if not sums.exact:
            return None
        found.append(-_reaches(encoding, sums.terms, (high if mode == "surely" else low) - sums.constant) - 1)
    elif mode == "surely":
        if one.sure is None:
            return [encoding.true]
        forms += one.sure
    for form in forms:
        broken = _broken(encoding, form)
        if broken is None:
            return None
        found += broken
    return found


def _reaches(encoding: Encoding, terms: Mapping[int, int], needed: int) -> int:
    """A literal that holds exactly where a sum reaches a number."""
    literal = encoding.program.boolean()
    encoding.program.between(terms, needed, None, (literal,))
    encoding.program.between(terms, None, needed - 1, (-literal - 1,))
    return literal


def _broken(encoding: Encoding, form: Form) -> list[int] | None:
    """Literals of which one holds exactly where a form is not kept, conditions settled; None where numbers were rounded."""
    program = encoding.program
    match form:
        case Never(condition):
            return [coded.condition_literal(encoding, condition, "if")]
        case Always(condition):
            return [-coded.condition_literal(encoding, condition, "if") - 1]
        case Implies(condition, then):
            given, kept = (coded.condition_literal(encoding, one, "if") for one in (condition, then))
            literal = program.boolean()
            program.clause([given], [literal])
            program.clause([-kept - 1], [literal])
            program.clause([literal, kept], [given])
            return [literal]
        case Count(of, at_least, at_most):
            return _outside(encoding, coded.counted(encoding, of, "if"), at_least, at_most)
        case Sum(at_least=at_least, at_most=at_most):
            terms, factor, divisor = coded.amounts(encoding, form)
            bounds = [None if bound is None else int(bound * factor) for bound in (at_least, at_most)]
            return _outside(encoding, terms, *bounds) if divisor == 1 else None


def _outside(encoding: Encoding, terms: Mapping[int, int], low: int | None, high: int | None) -> list[int]:
    """Literals of which one holds exactly where a sum lies outside two bounds."""
    found = [] if low is None else [-_reaches(encoding, terms, low) - 1]
    return found if high is None else [*found, _reaches(encoding, terms, high + 1)]
