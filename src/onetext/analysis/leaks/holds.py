"""Whether an artefact is true of a case, asked of the public functions alone; and artefacts made of a case.

A yes or no is said where it is sure: that a party would accept, that it would not; that something suits all, that nothing
does. Where a case leaves it open, neither may be said. A count is of what is sure. A best package is one of all that the
rule puts first, intervals taken at their middle. A figure is said as an interval in which it lies, sharp or not.
"""

from __future__ import annotations

from onetext.errors import UsageError
from onetext.model.acceptance import Answer, accepts, agreed, broken_links, value
from onetext.model.artefacts import Accepts, Agreeable, Artefact, Best, Chosen, Count, Figure, Line, Words
from onetext.model.case import Case
from onetext.model.conditions import Package
from onetext.model.numbers import Interval
from onetext.model.positions import NoNumber, red_lines
from onetext.model.rules import RULES
from onetext.solve.best import best
from onetext.solve.budget import UNLIMITED, Budget, enumerable
from onetext.solve.cpsat.exists import exists
from onetext.solve.gains import measured, sharp
from onetext.solve.results import Solution, Zopa
from onetext.solve.zopa import zopa


def still(case: Case, artefact: Artefact, budget: Budget = UNLIMITED) -> bool | None:
    """Whether an artefact is true of a case on its day; None where the budget ends before that is known."""
    match artefact:
        case Accepts(party, package, says):
            return accepts(case, party, dict(package)) is (Answer.YES if says else Answer.NO)
        case Agreeable(there_is):
            found = agreement(case, budget)
            return None if found == "unknown" else found == ("yes" if there_is else "no")
        case Count(number):
            counted = count(case, artefact.party, budget)
            return None if counted is None else counted == number
        case Best(rule, package):
            return is_best(case, rule, dict(package), budget)
        case Figure(party, points, issue, option):
            own = figure(case, party, issue, option)
            return own is not None and points.low <= own.low and own.high <= points.high
        case Line(party, form, there_is):
            return has_line(case, party, form) == there_is
        case Words():
            return True


def has_line(case: Case, party: str, form: object) -> bool:
    """Whether a party has a red line of a form."""
    position = case.position.get(party)
    return position is not None and any(line.form == form for line in red_lines(position))


def figure(case: Case, party: str, issue: str = "", option: str = "") -> Interval | None:
    """A party's reservation value, or the worth of one of its options as it is entered; None where there is none."""
    position = case.position.get(party)
    if position is None:
        return None
    if not issue:
        return None if isinstance(position.reservation, NoNumber) or not position.reservation else position.reservation[0].worth.points
    return next((w.points for table in position.worth if table.issue == issue for key, w in table.at if key == option), None)


def agreement(case: Case, budget: Budget) -> str:
    """Whether some package surely suits all (`yes`), none may (`no`), or that is open (`depends`); else `unknown`."""
    if enumerable(case, budget):
        return zopa(case, budget=budget).agreement
    status, _ = exists(case, "surely", budget)
    if status == "optimal":
        return "yes"
    if status != "infeasible":
        return "unknown"
    status, _ = exists(case, "possibly", budget)
    return {"optimal": "depends", "infeasible": "no"}.get(status, "unknown")


def count(case: Case, party: str, budget: Budget) -> int | None:
    """How many admissible packages surely suit all, or one party; None where they cannot be counted."""
    found: Zopa = zopa(case, budget=budget)
    if found.status != "exact":
        return None
    if not party:
        return found.zopa
    own = next((one for one in found.acceptable if one.party == party), None)
    if own is None:
        raise UsageError(f"{party!r} is not asked at the table; allowed: {', '.join(one.party for one in found.acceptable)}")
    return own.yes


def is_best(case: Case, rule: str, package: Package, budget: Budget) -> bool | None:
    """Whether a package is among those that a rule puts first; where there is nothing to weigh, whether it suits all."""
    return held_against_best(case, rule, package, budget)[0]


def held_against_best(case: Case, rule: str, package: Package, budget: Budget) -> tuple[bool | None, Solution | None]:
    """Whether a package is among those that a rule puts first, and the solution that it was held against (None: it does not
    suit all, so none was looked for)."""
    own = sharp(case, "middle")
    if broken_links(own, package) or agreed(own, package) is not Answer.YES:
        return False, None
    found = best(own, rule, budget=budget)
    if found.status != "optimal" or found.package is None:
        return None, None
    return not found.gains or measure_of(own, found, package) == found.objective, found


def measure_of(case: Case, found: Solution, package: Package) -> object:
    """The measure of a package by the rule of a solution, scored from where the solution's gains are."""
    worth = dict(found.values)
    gains = tuple((who, value(case, who, package).low - worth[who] + gain) for who, gain in found.gains)
    return measured(RULES[found.rule], gains, found.best_gains, normalise=False)


# --- artefacts made of a case


def accepts_of(full: Case, party: str, package: Package) -> Accepts:
    """That a party would accept a package, or would not; UsageError where that depends."""
    said = accepts(full, party, package)
    if said is Answer.DEPENDS:
        raise UsageError(
            f"whether {party!r} would accept this package depends: neither yes nor no can be said; allowed: a package with one option for every issue, or words"
        )
    return Accepts(party, chosen(full, package), said is Answer.YES)


def agreeable_of(full: Case, budget: Budget = UNLIMITED) -> Agreeable:
    """Whether any package suits all; UsageError where that depends, or is not known within the budget."""
    said = agreement(full, budget)
    if said not in ("yes", "no"):
        raise UsageError(
            f"whether any package suits all is not known ({said}): neither yes nor no can be said; allowed: to ask first, or words"
        )
    return Agreeable(said == "yes")


def count_of(full: Case, party: str = "", budget: Budget = UNLIMITED) -> Count:
    """How many packages suit all, or one party; UsageError where they cannot be counted within the budget."""
    number = count(full, party, budget)
    if number is None:
        raise UsageError("the packages could not be counted exactly within the budget; allowed: more --time or --memory, or words")
    return Count(number, party)


def best_of(full: Case, rule: str, budget: Budget = UNLIMITED) -> Best:
    """The package that a rule puts first, of tied ones the first in file order; UsageError where there is none or no proof."""
    found = best(full, rule, budget=budget)
    if found.status != "optimal" or found.package is None:
        raise UsageError(f"no package is proven best by {rule!r}: {found.status}; allowed: another rule, more --time, or words")
    return Best(rule, found.package)


def figure_of(full: Case, party: str, issue: str = "", option: str = "") -> Figure:
    """A party's reservation value, or the worth of one of its options; UsageError where it has none."""
    points = figure(full, party, issue, option)
    if points is None:
        what = f"{issue}={option}" if issue else "the reservation value"
        raise UsageError(f"{party!r} gives no such figure: {what}; allowed: one that it gives, or to ask it first")
    return Figure(party, points, issue, option)


def line_of(full: Case, party: str, line: str) -> Line:
    """That a party has the red line of an id; UsageError where it has none of that id."""
    own = red_lines(full.position[party]) if party in full.position else ()
    found = next((one for one in own if one.id == line), None)
    if found is None:
        raise UsageError(f"{party!r} has no red line {line!r}; known: {', '.join(one.id for one in own) or 'none'}")
    return Line(party, found.form)


def chosen(case: Case, package: Package) -> Chosen:
    """A package as an artefact holds it."""
    return tuple((issue.id, package[issue.id]) for issue in case.issues)
