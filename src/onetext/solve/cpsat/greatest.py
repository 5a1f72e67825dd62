"""The package that bears most by a criterion, proven where packages are too many to look at.

From a package with some level the program asks for one in which every voter that must accept is strictly above it, and
lets a relaxation lead: the least slack, made comparable between voters, is as large as can be. A package that is found
is scored exactly and is the next to be beaten; that there is none is the proof. For ratios of linear functions this is
the algorithm of Crouzeix, Ferland and Schaible (1985, An algorithm for generalized fractional programs, Journal of
Optimization Theory and Applications 47, 35-49), of which Dinkelbach's is the case of one ratio.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from onetext.model.acceptance import broken_links, consenters, voter
from onetext.model.case import Case
from onetext.model.parties import Party
from onetext.model.voting import voters
from onetext.solve.budget import Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Encoding, When
from onetext.solve.cpsat.engine import LARGEST, Outcome, run
from onetext.solve.cpsat.search import Package, seek
from onetext.solve.criteria import Criterion, Sheet
from onetext.solve.levels import ALWAYS, NEVER, Level, by_party, least

MOST_SLACK = LARGEST >> 1
"""No sum that fits the solver exceeds its reservation value by more, or falls short of it."""
FINE = 1 << 30
"""Into so many steps of slack a level of 1 is parted: the finer, the fewer packages have to be beaten one after the other
(measured from 2^10 to 2^32 on cases of 28 issues)."""


@dataclass(frozen=True, slots=True)
class Greatest:
    """What a search found: `status` optimal, infeasible (no package bears anything), feasible or unknown; the level of the
    package, and a bound that no package exceeds (None: not known)."""

    status: str
    package: Package | None = None
    level: Level = NEVER
    bound: Fraction | None = None


@dataclass(slots=True)
class _Climb:
    """A program of the packages above a level. `slack`: the variable that it makes large; `units`: of each sheet, how much
    slack a level higher by 1 makes at the least."""

    encoding: Encoding
    criterion: Criterion
    level: Fraction
    slack: int
    units: list[Fraction] = field(default_factory=list)


def greatest(case: Case, criterion: Criterion, budget: Budget) -> Greatest:
    """The admissible package that bears most by a criterion."""
    best, base, bound = Greatest("unknown"), coded.admissible(case), None
    while True:
        climb = _climb(base.fork(), criterion, best)
        outcome, package = seek(climb.encoding, budget, f"best by {criterion.name}", partial(_better, case, criterion, best.level))
        if outcome.status == "infeasible":
            return _ended(best)
        bound = _lower(bound, _bound(climb, outcome))
        if package is None:
            return Greatest("unknown" if best.package is None else "feasible", best.package, best.level, bound)
        level = level_of(case, criterion, package)
        best = Greatest("feasible", package, level, bound)
        if level == ALWAYS:
            return Greatest("optimal", package, level)
        if outcome.status != "optimal":
            return best


def _ended(best: Greatest) -> Greatest:
    if best.package is None:
        return Greatest("infeasible")
    return Greatest("optimal", best.package, best.level, best.level if isinstance(best.level, Fraction) else None)


def level_of(case: Case, criterion: Criterion, package: Package) -> Level:
    """What all who are asked bear of a package, exactly."""
    return least(by_party(case, package, {who: criterion.exact(who, package) for who in voters(case)}))


def _better(case: Case, criterion: Criterion, level: Level, package: Package) -> bool:
    return not broken_links(case, package) and level_of(case, criterion, package) > level


def _climb(encoding: Encoding, criterion: Criterion, best: Greatest) -> _Climb:
    """The packages strictly above the best so far; where there is none yet, those that bear anything at all."""
    first = not isinstance(best.level, Fraction)
    free = first and criterion.starts_at is None
    level = best.level if isinstance(best.level, Fraction) else criterion.starts_at or Fraction(0)
    slack = encoding.program.integer(-MOST_SLACK if free else 0 if first else 1, MOST_SLACK)
    climb = _Climb(encoding, criterion, level, slack)
    for party in consenters(encoding.case):
        _bear(climb, party, coded.asked(encoding, party))
    encoding.program.maximise({slack: 1})
    return climb


def _bear(climb: _Climb, party: Party, when: When) -> None:
    """That a party is above the level wherever all of `when` hold."""
    if not party.is_a("bloc"):
        _bear_as_voter(climb, party.id, when)
        return
    encoding, members = climb.encoding, {}
    for member in party.members:
        members[member.id] = encoding.program.boolean()
        inner = encoding.case.party.get(member.id)
        if inner is not None and inner.is_a("bloc"):
            _bear(climb, inner, (members[member.id],))
        else:
            _bear_as_voter(climb, member.id, (members[member.id],))
    coded.reach(encoding, party, members, when)


def _bear_as_voter(climb: _Climb, who: str, when: When) -> None:
    encoding = climb.encoding
    one = voter(encoding.case, who)
    if one.reservation is None:
        coded.accept_as_voter(encoding, who, "surely", when)
        return
    for line in one.lines:
        coded.keep(encoding, line.form, when)
    sheets = climb.criterion.sheets(who, climb.level)
    ways: Sequence[When] = [when]
    if len(sheets) > 1:
        literals = [encoding.program.boolean() for _ in sheets]
        encoding.program.clause(literals, when)
        ways = [(literal,) for literal in literals]
    for sheet, way in zip(sheets, ways, strict=True):
        _exceed(climb, sheet, way)


def _exceed(climb: _Climb, sheet: Sheet, when: When) -> None:
    """That a sheet's sum is above its reservation value by what the slack asks, or, where it is not strict, reaches it.

    Rounded sums are rounded up and the reservation value down, so that no package above the level is lost.
    """
    encoding = climb.encoding
    sums = coded.weights(encoding, sheet.table)
    held = sheet.table.reservation[0] // sums.divisor - sums.constant  # type: ignore[index]
    if not sheet.strict:
        encoding.program.between(sums.terms, held, None, when)
        return
    span = sum(map(abs, sums.terms.values())) + abs(held) + 1
    unit = sheet.unit / sums.divisor
    factor = max(1, min(int(FINE / unit), (LARGEST >> 4) // span))
    terms = {literal: number * factor for literal, number in sums.terms.items()}
    encoding.program.between({**terms, climb.slack: -1}, held * factor, None, when)
    climb.units.append(unit * factor)


def _bound(climb: _Climb, outcome: Outcome) -> Fraction | None:
    """What no package's level exceeds, by the largest slack still possible: in some voter it rises no more than that."""
    if outcome.bound is None or outcome.bound >= MOST_SLACK or not climb.units:
        return None
    return climb.level + max(outcome.bound / unit for unit in climb.units) if outcome.bound >= 0 else climb.level


def _lower(bound: Fraction | None, other: Fraction | None) -> Fraction | None:
    known = [one for one in (bound, other) if one is not None]
    return min(known) if known else None


def spread(case: Case, who: str, budget: Budget) -> Fraction | None:
    """The greatest less the least value of a party over all packages, links not looked at; None where a limit came first."""
    from onetext.solve.cpsat.kept import table

    own, ends = table(case, who), []
    for least_first in (False, True):
        encoding = coded.encode(case)
        sums = coded.weights(encoding, own, least=least_first)
        sign = -1 if least_first else 1
        encoding.program.maximise({literal: sign * number for literal, number in sums.terms.items()})
        outcome = run(encoding.program, budget, f"spread of {who}")
        if outcome.status != "optimal" or outcome.objective is None or not sums.exact:
            return None
        ends.append(sign * outcome.objective)
    return Fraction(ends[0] - ends[1], own.scale)
