"""An answer with what it was asked of: the JSON that the command line prints, and whether a limit cut it short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from onetext import __version__
from onetext.api.questions import digest
from onetext.api.studies import Study
from onetext.model.day import later_records
from onetext.model.records import Difference
from onetext.model.shown import record
from onetext.solve.budget import Budget


@dataclass(frozen=True, slots=True)
class About:
    """What an answer holds for: the case, its day and where that comes from, the records left out as later, the version.

    Of a session: whose knowledge of the case it is, what sealed answers took the place of, and whose sealed answers it rests on.
    """

    title: str
    as_of: date
    as_of_from: str
    later_records: int
    digest: str
    version: str
    viewer: str = "mediator"
    differences: tuple[Difference, ...] = ()
    sealed_by: tuple[str, ...] = ()


def about(study: Study) -> About:
    """What every answer of a study holds for."""
    case = study.case
    return About(
        case.title,
        study.as_of,
        study.as_of_from,
        later_records(case, study.as_of),
        digest(case),
        __version__,
        study.viewer,
        study.differences,
    )


def answer_dict(study: Study, answer: Any) -> dict[str, Any]:
    """One JSON object: the answer, then under `case` what it holds for."""
    return {**answer.to_dict(), "case": record(about(study))}


UNPROVEN = ("feasible", "unknown")


def cut_short(answer: Any, budget: Budget) -> bool:
    """Whether a limit or the caller stopped the search before a proof; an estimate alone is not that."""
    status = getattr(answer, "status", "")
    if status in UNPROVEN:
        return not getattr(answer, "as_asked", False)
    lists = (*ALL_LISTS, "ratification") if getattr(answer, "ratification", None) is not None else ALL_LISTS
    unfinished = status == "estimate" or len(getattr(answer, "complete", lists)) < len(lists)
    return unfinished and budget.expired()


ALL_LISTS = ("conflicts", "softenings", "links", "nearest")
"""The lists of `why` that may be complete."""
