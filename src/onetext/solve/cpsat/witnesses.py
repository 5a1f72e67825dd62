"""The first package of each kind that a zopa counts, where the space is too large to enumerate: accepted, open, refused."""

from __future__ import annotations

from onetext.model.acceptance import Answer, agreed, broken_links, consenters
from onetext.model.case import Case
from onetext.solve.budget import Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Encoding, Mode
from onetext.solve.cpsat.search import Package, first_in_order, seek
from onetext.solve.cpsat.settled import refused
from onetext.solve.cpsat.zone import zone

Witness = tuple[Package | None, bool]
"""A package, and whether it is proven that there is none."""


def first_of_zopa(case: Case, package: Package, budget: Budget) -> Package:
    """The first package of the zopa in file order, from one that is in it; that one where a limit came first."""
    found = zone(case, "surely")
    return first_in_order(found.encoding, package, budget, found.good)[0]


def first_undecided(case: Case, budget: Budget) -> Witness:
    """The first package that nobody surely refuses and somebody does not surely accept."""
    return _first(coded.zopa(case, "possibly"), "surely", Answer.DEPENDS, budget)


def first_refused(case: Case, budget: Budget) -> Witness:
    """The first admissible package that somebody whose consent it needs surely refuses."""
    return _first(coded.admissible(case), "possibly", Answer.NO, budget)


def _first(encoding: Encoding, mode: Mode, answer: Answer, budget: Budget) -> Witness:
    """The first package of a program that not all surely, or possibly, accept; any one where a limit came first.

    None, unproven, where a limit came even before that, or where numbers are too large for the solver: who does not
    accept can then not be told exactly.
    """
    case = encoding.case
    if not refused(encoding, consenters(case), mode):
        return None, False

    def good(one: Package) -> bool:
        return not broken_links(case, one) and agreed(case, one) is answer

    outcome, package = seek(encoding, budget, "a package that is not accepted by all", good)
    if package is None:
        return None, outcome.status == "infeasible"
    return first_in_order(encoding, package, budget, good)[0], False
