"""What an answer settles: the case with the answer written into it, looked at anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from onetext.analysis.asking.questions import ANSWERS, Question, Settles, told
from onetext.model.case import Case
from onetext.solve.budget import Budget, enumerable, part
from onetext.solve.results import Conflict
from onetext.solve.zopa import counted


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands: the verdict, and where packages are counted how many all surely accept and nobody surely refuses.

    `clashes`: where nothing can be agreed, the minimal sets of demands that cannot be met together; None where there is
    agreement or that was not settled.
    """

    verdict: str
    zopa: int | None
    zopa_possible: int | None
    method: str
    clashes: tuple[Conflict, ...] | None = None

    @property
    def open(self) -> int | None:
        return None if self.zopa is None or self.zopa_possible is None else self.zopa_possible - self.zopa

    @property
    def conflicts(self) -> int | None:
        return None if self.clashes is None else len(self.clashes)


@dataclass(frozen=True, slots=True)
class After:
    """What an answer leaves that is not counted on the case: the largest regret, and of how many packages the party's own answer
    is then known."""

    regret: float | None = None
    decided: int | None = None


def standing(case: Case, budget: Budget) -> Standing:
    """How a case on its day stands: counted where it can be enumerated, else the verdict alone, by proof."""
    if enumerable(case, budget):
        found = counted(case)
        clashes = _enumerated_clashes(case, budget) if found.agreement == "no" and found.admissible else None
        return Standing(found.agreement, found.zopa, found.zopa_possible, "enumeration", clashes)
    from onetext.analysis.why_large import verdict

    said = verdict(case, budget)
    return Standing(said, None, None, "cp-sat", _proven_clashes(case, budget) if said == "no" else None)


def _enumerated_clashes(case: Case, budget: Budget) -> tuple[Conflict, ...] | None:
    from onetext.analysis.conflicts import conflicts
    from onetext.analysis.survey import survey

    found, complete = conflicts(survey(case), budget)
    return found if complete else None


def _proven_clashes(case: Case, budget: Budget) -> tuple[Conflict, ...] | None:
    from onetext.solve.cpsat.conflicts import conflicts

    found, complete = conflicts(case, part(budget, 1 / 4))
    return found if complete else None


def settled(case: Case, question: Question, now: Standing, known: Mapping[str, After], budget: Budget) -> Question:
    """A question with what each answer would settle; `known` by answer."""
    found = []
    for answer in ANSWERS[question.kind]:
        after = told(case, question, answer)
        then = now if after is case else standing(after, budget)
        gone = None if now.open is None or then.open is None else now.open - then.open
        own = known.get(answer, After())
        found.append(Settles(answer, then.verdict, then.zopa, then.zopa_possible, gone, own.decided, then.conflicts, own.regret))
    return replace(question, settles=tuple(found))
