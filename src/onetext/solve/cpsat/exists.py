"""Whether there is an acceptable package at all, and one of them."""

from __future__ import annotations

from onetext.model.case import Case
from onetext.solve.budget import Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.engine import run
from onetext.solve.cpsat.zone import zone


def exists(case: Case, mode: coded.Mode, budget: Budget) -> tuple[str, dict[str, str] | None]:
    """An admissible package that all whose consent it needs surely, or possibly, accept, decided again by definition.

    Returns the status (`optimal`, `infeasible` or `unknown`) and the package.
    """
    of = zone(case, mode)
    encoding = of.encoding
    while True:
        outcome = run(encoding.program, budget, "any acceptable package")
        if not outcome.found:
            return outcome.status, None
        package = coded.package(encoding, outcome)
        if of.good(package):
            return "optimal", package
        coded.exclude(encoding, package)
