"""Packages near a proposal, and better than one, where the space is too large to enumerate.

What is the same for every proposal, the program of the zopa say, is made once by the caller; each search adds to a copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm

from onetext.model.acceptance import Answer, agreed, broken_links, value
from onetext.model.case import Case
from onetext.model.completions import filled, left_open
from onetext.model.day import sharpened
from onetext.solve.budget import Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Encoding, Mode
from onetext.solve.cpsat.engine import EVERY
from onetext.solve.cpsat.kept import scale_of, table
from onetext.solve.cpsat.search import Package, first_in_order, listing, seek
from onetext.solve.cpsat.zone import Zone, zone
from onetext.solve.gains import valued
from onetext.solve.results import Nearest

COUNTED = 1_000
"""Tied packages are counted up to this number."""


def whole(case: Case, said: Package) -> Package | None:
    """The one package that gives some answers; None where there are several."""
    return next(filled(case.issues, said)) if left_open(case.issues, said) == 1 else None


def nearest(of: Zone, said: Package, budget: Budget, work: float = EVERY) -> tuple[Nearest | None, bool]:
    """The packages of a zopa that change the fewest answers of a proposal, and whether that is proven; None where there is none.

    The tied ones are counted until so much `work` was done.
    """
    own = whole(of.case, said)
    if own is not None and of.good(own):
        return Nearest(0, 1, (tuple(own.items()),), of.mode == "surely"), True
    encoding, issues = of.encoding.fork(), of.case.issue
    kept = [encoding.options[encoding.places[issue]][issues[issue].places[option]] for issue, option in said.items()]
    encoding.program.maximise(dict.fromkeys(kept, 1))
    outcome, package = seek(encoding, budget, "the nearest acceptable package", of.good)
    if package is None:
        return None, outcome.status == "infeasible"
    changes = sum(package[issue] != option for issue, option in said.items())
    encoding.program.between(dict.fromkeys(kept, 1), len(said) - changes, None)
    listed = listing(encoding, COUNTED, budget, of.all_good, work)
    counted = listed.complete and listed.count > 0
    first = listed.first if counted else (first_in_order(encoding, package, budget, of.good)[0],)
    shown = tuple(tuple(one.items()) for one in first)
    return Nearest(changes, listed.count if counted else None, shown, of.mode == "surely"), outcome.status == "optimal"


@dataclass(frozen=True, slots=True)
class Compared:
    """In what packages better for all are sought: the case with intervals at the middle, who compares, and who may refuse."""

    middle: Case
    who: tuple[str, ...]
    zone: Zone


def compared(case: Case, within: Case) -> Compared | None:
    """`within`: the case by its red lines alone. None where no principal has worths.

    No program can say that a package is better for nobody: every package would be found and struck out one by one.
    """
    who = tuple(valued(case))
    return Compared(sharpened(case, "middle"), who, zone(within, "possibly")) if who else None


def dominating(ground: Compared, package: Package, budget: Budget) -> Package | None:
    """A package that is at least as good for every principal and better for one, largest sum of shares first.

    `package` may leave out issues of one option. Over intervals, values are compared at the middle. None where there is
    none, or a limit came first.
    """
    middle, within = ground.middle, ground.zone.case
    package = {issue.id: issue.options[0].id for issue in middle.issues} | package
    own = {one: value(middle, one, package).low for one in ground.who}

    def good(other: Package) -> bool:
        if broken_links(within, other) or agreed(within, other) is Answer.NO:
            return False
        theirs = {one: value(middle, one, other).low for one in ground.who}
        return all(theirs[one] >= own[one] for one in ground.who) and theirs != own

    encoding = ground.zone.encoding.fork()
    goal: dict[int, int] = {}
    for one in ground.who:
        sums = coded.weights(encoding, table(middle, one, lcm(scale_of(middle, one), own[one].denominator)))
        coded.at_least(encoding, sums, int(own[one] * sums.scale))
        for literal, number in sums.terms.items():
            goal[literal] = goal.get(literal, 0) + number
    encoding.program.maximise(goal)
    return seek(encoding, budget, "a package better for all", good)[1]


def completed(admissible: Encoding, said: Package, budget: Budget) -> bool | None:
    """Whether some admissible package gives all answers of a proposal; None where a limit came first."""
    case = admissible.case
    own = whole(case, said)
    if own is not None:
        return not broken_links(case, own)
    encoding = admissible.fork()
    for issue, option in said.items():
        encoding.program.clause([encoding.options[encoding.places[issue]][case.issue[issue].places[option]]])
    outcome, package = seek(encoding, budget, "a way to complete a proposal", lambda one: not broken_links(case, one))
    return package is not None if package is not None or outcome.status == "infeasible" else None


def accepted_by_all(case: Case, mode: Mode, most: int, budget: Budget) -> tuple[int, bool]:
    """How many packages all surely, or possibly, accept, and whether those are all; at most `most`."""
    found = zone(case, mode)
    outcome, package = seek(found.encoding, budget, "a package that all accept", found.good)
    if package is None:
        return 0, outcome.status == "infeasible"
    listed = listing(found.encoding, most, budget, found.all_good)
    return max(listed.count, 1), listed.complete
