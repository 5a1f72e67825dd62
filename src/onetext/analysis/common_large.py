"""Common ground where the space is too large to enumerate: each option is searched for, until none that is left unseen can occur."""

from __future__ import annotations

from onetext.analysis.ground import CommonGround, settled
from onetext.analysis.lines import lines_only
from onetext.model.case import Case
from onetext.solve.budget import Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.engine import run


def common_ground_large(case: Case, budget: Budget) -> CommonGround:
    """As `common_ground`, by integer programs; packages are not counted.

    Every program asks for a package with an answer not seen before, so at most one is needed for each option.
    """
    encoding = coded.zopa(lines_only(case), "possibly")
    seen: list[set[int]] = [set() for _ in case.issues]
    status = "unknown"
    while not budget.expired():
        outcome = run(encoding.program, budget, "answers left by the red lines")
        if not outcome.found:
            status = "exact" if outcome.status == "infeasible" else "unknown"
            break
        for found, row in zip(seen, encoding.options, strict=True):
            found |= {place for place, literal in enumerate(row) if outcome.holds(literal)}
        unseen = [
            literal for found, row in zip(seen, encoding.options, strict=True) for place, literal in enumerate(row) if place not in found
        ]
        if not unseen:
            status = "exact"
            break
        encoding.program.clause(unseen)
    left = tuple(
        (issue.id, tuple(issue.options[place].id for place in sorted(found))) for issue, found in zip(case.issues, seen, strict=True)
    )
    nothing = status == "exact" and any(not options for _, options in left)
    return CommonGround(status, "cp-sat", settled(case, left) if status == "exact" else (), left, None, 0 if nothing else None)
