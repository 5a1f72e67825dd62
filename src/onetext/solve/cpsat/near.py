"""Packages near a proposal, and better than one, where the space is too large to enumerate."""

from __future__ import annotations

from math import lcm

from onetext.model.acceptance import Answer, agreed, broken_links, value
from onetext.model.case import Case
from onetext.model.day import sharpened
from onetext.solve.budget import Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Mode
from onetext.solve.cpsat.kept import scale_of, table
from onetext.solve.cpsat.search import Package, first_in_order, listing, seek
from onetext.solve.gains import valued
from onetext.solve.results import Nearest

MOST_LISTED = 10
COUNTED = 1_000
"""Tied packages are counted up to this number."""


def nearest(case: Case, said: Package, mode: Mode, budget: Budget) -> tuple[Nearest | None, bool]:
    """The packages of the zopa that change the fewest answers of a proposal, and whether that is proven; None where there is none."""

    def good(package: Package) -> bool:
        answers = (Answer.YES,) if mode == "surely" else (Answer.YES, Answer.DEPENDS)
        return not broken_links(case, package) and agreed(case, package) in answers

    encoding = coded.zopa(case, mode)
    kept = [encoding.options[encoding.places[issue]][case.issue[issue].places[option]] for issue, option in said.items()]
    encoding.program.maximise(dict.fromkeys(kept, 1))
    outcome, package = seek(encoding, budget, "the nearest acceptable package", good)
    if package is None:
        return None, outcome.status == "infeasible"
    changes = sum(package[issue] != option for issue, option in said.items())
    encoding.program.between(dict.fromkeys(kept, 1), len(said) - changes, None)
    listed, complete = listing(encoding, COUNTED, budget, good)
    if not complete or not listed:
        listed = [first_in_order(encoding, package, budget, good)[0]]
    shown = tuple(tuple(one.items()) for one in listed[:MOST_LISTED])
    return Nearest(changes, len(listed) if complete else None, shown, mode == "surely"), outcome.status == "optimal"


def dominating(case: Case, within: Case, package: Package, budget: Budget) -> Package | None:
    """A package of `within` that is at least as good for every principal and better for one, largest sum of shares first.

    `package` may leave out issues of one option. `within` is the case by its red lines alone. Over intervals, values are
    compared at the middle. None where there is none, or a limit came first.
    """
    middle, who = sharpened(case, "middle"), valued(case)
    if not who:  # a package better for nobody: no program can say that, and every package would be struck out one by one
        return None
    package = {issue.id: issue.options[0].id for issue in case.issues} | package
    own = {one: value(middle, one, package).low for one in who}

    def good(other: Package) -> bool:
        if broken_links(within, other) or agreed(within, other) is Answer.NO:
            return False
        theirs = {one: value(middle, one, other).low for one in who}
        return all(theirs[one] >= own[one] for one in who) and theirs != own

    encoding = coded.zopa(within, "possibly")
    goal: dict[int, int] = {}
    for one in who:
        sums = coded.weights(encoding, table(middle, one, lcm(scale_of(middle, one), own[one].denominator)))
        coded.at_least(encoding, sums, int(own[one] * sums.scale))
        for literal, number in sums.terms.items():
            goal[literal] = goal.get(literal, 0) + number
    encoding.program.maximise(goal)
    return seek(encoding, budget, "a package better for all", good)[1]


def completed(case: Case, said: Package, budget: Budget) -> bool | None:
    """Whether some admissible package gives all answers of a proposal; None where a limit came first."""
    encoding = coded.admissible(case)
    for issue, option in said.items():
        encoding.program.clause([encoding.options[encoding.places[issue]][case.issue[issue].places[option]]])
    outcome, package = seek(encoding, budget, "a way to complete a proposal", lambda one: not broken_links(case, one))
    return package is not None if package is not None or outcome.status == "infeasible" else None


def accepted_by_all(case: Case, mode: Mode, most: int, budget: Budget) -> tuple[int, bool]:
    """How many packages all surely, or possibly, accept, and whether those are all; at most `most`."""
    answers = (Answer.YES,) if mode == "surely" else (Answer.YES, Answer.DEPENDS)
    encoding = coded.zopa(case, mode)
    outcome, package = seek(encoding, budget, "a package that all accept", lambda one: agreed(case, one) in answers)
    if package is None:
        return 0, outcome.status == "infeasible"
    listed, complete = listing(encoding, most, budget, lambda one: agreed(case, one) in answers)
    return max(len(listed), 1), complete


def first_of_zopa(case: Case, package: Package, budget: Budget) -> Package:
    """The first package of the zopa in file order, from one that is in it; that one where a limit came first."""
    return first_in_order(
        coded.zopa(case, "surely"), package, budget, lambda one: not broken_links(case, one) and agreed(case, one) is Answer.YES
    )[0]
