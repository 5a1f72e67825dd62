"""Two forms of one case side by side: by what parties said, and with estimates added.

The other form is another case of the same issues and parties, or the same case without its guesses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onetext.analysis.common import common_ground
from onetext.analysis.figures import bases
from onetext.analysis.ground import CommonGround
from onetext.analysis.readings import partly_said, public_words_only
from onetext.analysis.reasons import Why
from onetext.analysis.why import why
from onetext.model.case import Case
from onetext.solve.budget import UNLIMITED, Budget, enumerable
from onetext.solve.results import Conflict, Softening, Zopa
from onetext.solve.zopa import zopa


@dataclass(frozen=True, slots=True)
class Form:
    """What follows from one form of a case; `bases` counts the entries that stand behind its verdict.

    `within` counts the packages that cross no red line of anybody whose consent they need (None: not counted).
    """

    case: Case
    bases: tuple[tuple[str, int], ...]
    agreement: str
    zone: Zopa
    within: int | None
    settled: tuple[tuple[str, str], ...]
    conflicts: tuple[Conflict, ...]
    openings: tuple[Softening, ...]
    accepts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class TwoForms:
    """A form by what was said, and one with estimates; `own` says which is the case itself, `stripped` that the other is
    the same case without its guesses."""

    said: Form
    estimated: Form
    own: Literal["said", "estimated"]
    stripped: bool = False


def differences(case: Case, other: Case) -> Iterator[str]:
    """In what two cases are no forms of one: issues, their options, parties, their roles and members."""
    for kind, own, others in (("issue", tuple(case.issue), tuple(other.issue)), ("party", tuple(case.party), tuple(other.party))):
        yield from (f"it has no {kind} {key!r}" for key in own if key not in others)
        yield from (f"it has the {kind} {key!r}" for key in others if key not in own)
    for key in (key for key in case.issue if key in other.issue):
        if list(case.issue[key].places) != list(other.issue[key].places):
            yield f"the options of {key!r} are {', '.join(other.issue[key].places)}"
    for key in (key for key in case.party if key in other.party):
        mine, theirs = case.party[key], other.party[key]
        if mine.kinds != theirs.kinds or mine.decides != theirs.decides:
            yield f"the role of {key!r} is {' and '.join(theirs.kinds)}" + ("" if mine.kinds != theirs.kinds else ", by another rule")
        if [(m.id, m.weight) for m in mine.members] != [(m.id, m.weight) for m in theirs.members]:
            yield f"the members of {key!r} are {', '.join(member.id for member in theirs.members)}"


def form(case: Case, budget: Budget = UNLIMITED) -> Form:
    """What follows from a case on its day."""
    return made(case, zopa(case, budget=budget), _reasons(case, budget), common_ground(case, budget=budget))


def _reasons(case: Case, budget: Budget) -> Why:
    """As `why`; of a large case in short."""
    if enumerable(case, budget):
        return why(case, budget=budget)
    from onetext.analysis.why_large import in_short

    return in_short(case, budget)


def made(case: Case, zone: Zopa, reasons: Why, ground: CommonGround) -> Form:
    """The form of a case of which all this is known already."""
    accepts = tuple((report.id, report.accepts) for report in reasons.proposals)
    return Form(
        case, bases(case), reasons.agreement, zone, ground.within, ground.settled, reasons.conflicts, reasons.softenings, accepts
    )  # fmt: skip


def side_by_side(own: Form, other: Case | None, budget: Budget = UNLIMITED) -> TwoForms | None:
    """A form of a case and, beside it, another case on the same day; without one the case without its guesses, if it holds
    both guesses and what somebody said. None where there is nothing to put beside it."""
    if other is not None:
        theirs = form(other, budget)
        more = dict(theirs.bases)["guess"] >= dict(own.bases)["guess"]
        return TwoForms(own, theirs, "said") if more else TwoForms(theirs, own, "estimated")
    if not partly_said(own.case):
        return None
    return TwoForms(form(public_words_only(own.case), budget), own, "estimated", stripped=True)
