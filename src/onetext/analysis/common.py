"""Common ground: issues that have one answer left in every admissible package that crosses no red line."""

from __future__ import annotations

import numpy as np

from onetext.analysis.ground import CommonGround, settled
from onetext.model.case import Case
from onetext.solve.budget import UNLIMITED, Budget, enumerable
from onetext.solve.enumerated import enumerated, within_lines
from onetext.solve.space import columns


def common_ground(case: Case, *, budget: Budget = UNLIMITED) -> CommonGround:
    """What every admissible package that crosses no red line has in common, on the case's day.

    An issue with a single option is no common ground: nothing was open. Where no such package exists, nothing is settled.
    """
    if not enumerable(case, budget):
        from onetext.analysis.common_large import common_ground_large

        return common_ground_large(case, budget)
    if budget.expired():
        return CommonGround(
            "unknown", "enumeration", (), tuple((issue.id, tuple(o.id for o in issue.options)) for issue in case.issues), None, None
        )
    codes, clear = enumerated(case).codes, within_lines(case)
    cols = columns(case, codes)
    left = tuple(
        (issue.id, tuple(issue.options[i].id for i in np.flatnonzero(np.bincount(col[clear]))))
        for issue, col in zip(case.issues, cols, strict=True)
    )
    return CommonGround("exact", "enumeration", settled(case, left), left, len(codes), int(clear.sum()))
