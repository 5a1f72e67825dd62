"""Whether there is an acceptable package at all, and one of them."""

from __future__ import annotations

from onetext.model.acceptance import Answer, agreed, broken_links
from onetext.model.case import Case
from onetext.solve.budget import Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.engine import run

GOOD_ENOUGH: dict[str, tuple[Answer, ...]] = {"surely": (Answer.YES,), "possibly": (Answer.YES, Answer.DEPENDS)}


def exists(case: Case, mode: coded.Mode, budget: Budget) -> tuple[str, dict[str, str] | None]:
    """An admissible package that all whose consent it needs surely, or possibly, accept, decided again by definition.

    Returns the status (`optimal`, `infeasible` or `unknown`) and the package.
    """
    encoding = coded.zopa(case, mode)
    while True:
        outcome = run(encoding.program, budget, "any acceptable package")
        if not outcome.found:
            return outcome.status, None
        package = coded.package(encoding, outcome)
        if not broken_links(case, package) and agreed(case, package) in GOOD_ENOUGH[mode]:
            return "optimal", package
        coded.exclude(encoding, package)
