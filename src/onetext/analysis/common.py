"""Common ground: issues that have one answer left in every admissible package that crosses no red line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onetext.model.case import Case
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.enumerated import enumerated, within_lines
from onetext.solve.space import ENUMERABLE, columns


@dataclass(frozen=True, slots=True)
class CommonGround:
    """`settled`: each issue with one answer left, and that answer; `left`: the answers left of every issue.

    `admissible` and `within` count the packages that break no link, and of these those that cross no red line of
    anybody whose consent is needed (None: not counted). `status` is `exact`, or `unknown` where a limit came first.
    """

    status: str
    method: str
    settled: tuple[tuple[str, str], ...]
    left: tuple[tuple[str, tuple[str, ...]], ...]
    admissible: int | None
    within: int | None


def common_ground(case: Case, *, budget: Budget = UNLIMITED) -> CommonGround:
    """What every admissible package that crosses no red line has in common, on the case's day.

    An issue with a single option is no common ground: nothing was open. Where no such package exists, nothing is settled.
    """
    if case.size > ENUMERABLE:
        from onetext.analysis.common_large import common_ground_large

        return common_ground_large(case, budget)
    codes, clear = enumerated(case).codes, within_lines(case)
    cols = columns(case, codes)
    left = tuple(
        (issue.id, tuple(issue.options[i].id for i in np.unique(col[clear]))) for issue, col in zip(case.issues, cols, strict=True)
    )
    return CommonGround("exact", "enumeration", settled(case, left), left, len(codes), int(clear.sum()))


def settled(case: Case, left: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, str], ...]:
    """The issues with several options of which one is left, and that one."""
    return tuple((issue, options[0]) for issue, options in left if len(options) == 1 < len(case.issue[issue].options))
