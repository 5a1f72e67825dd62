"""Common ground as an answer: the issues that are settled, and the answers left of each."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.model.case import Case


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


def settled(case: Case, left: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, str], ...]:
    """The issues with several options of which one is left, and that one."""
    return tuple((issue, options[0]) for issue, options in left if len(options) == 1 < len(case.issue[issue].options))
