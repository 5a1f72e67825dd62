"""How far a party's values reach: the measure in which movements of different parties compare."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import prod

from onetext.model.case import Case
from onetext.model.day import sharpened
from onetext.solve.budget import Budget
from onetext.solve.space import grid, sums
from onetext.solve.tables import table

LOOKED_AT = 1 << 20
"""Issues that terms join are looked at together while they have at most so many packages among them."""


def spreads(case: Case, who: Iterable[str], budget: Budget) -> dict[str, Fraction]:
    """The greatest less the least middle value of each party over all packages, links not looked at.

    Those for whom a limit came first are left out.
    """
    middle = sharpened(case)
    found = {one: spread(middle, one, budget) for one in who}
    return {one: width for one, width in found.items() if width is not None}


def spread(case: Case, who: str, budget: Budget) -> Fraction | None:
    """That of one party of a sharp case: issues that no term names each by itself, the others together."""
    own = table(case, who)
    joined = {issue for when, _, _ in own.terms for issue in when.issues}
    together = [i for i, issue in enumerate(case.issues) if issue.id in joined]
    apart = sum(max(row) - min(row) for i, row in enumerate(own.low) if i not in together)
    if prod(len(case.issues[i].options) for i in together) > LOOKED_AT:
        from onetext.solve.cpsat.greatest import spread as by_integer_program

        return by_integer_program(case, who, budget)
    values = sums(case, own, grid(case, together))
    return Fraction(int(values.max()) - int(values.min()) + apart, own.scale)
