"""Why a party or member accepts a package or refuses it: the line, the reply, the views or the number behind the answer."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.model.acceptance import REPLIED, Answer, accepts, crossed, voter
from onetext.model.case import Case
from onetext.model.conditions import Package, holds
from onetext.model.positions import red_lines


@dataclass(frozen=True, slots=True)
class Reason:
    """An answer and what stands behind it.

    `kind`: `red_line` with the line's id, `reply` with the proposal's (accepted, and the package nowhere worse; refused,
    and nowhere better), `view` (all its answers are wanted or can be lived with), `reservation` (its value, or
    `reservation: none`), `members` of a bloc, or "" where it depends.
    """

    answer: Answer
    kind: str = ""
    id: str = ""


def why_accepts(case: Case, who: str, package: Package) -> Reason:
    """Whether a party or member accepts a package, and the first thing that decides it; links are not looked at."""
    answer = accepts(case, who, package)
    if answer is Answer.DEPENDS:
        return Reason(answer)
    party = case.party.get(who)
    if party is not None and party.is_a("bloc"):
        return Reason(answer, "members")
    return _refused(case, who, package) if answer is Answer.NO else _accepted(case, who, package)


def _refused(case: Case, who: str, package: Package) -> Reason:
    """Own red lines come first among the lines of a voter, then those that follow from refused proposals."""
    line = next(iter(crossed(case, who, package)), None)
    if line is None:
        return Reason(Answer.NO, "reservation")
    written = who in case.position and line in red_lines(case.position[who])
    return Reason(Answer.NO, "red_line", line.id) if written else Reason(Answer.NO, "reply", line.id.removeprefix(REPLIED))


def _accepted(case: Case, who: str, package: Package) -> Reason:
    one = voter(case, who)
    if one.reservation is not None:
        return Reason(Answer.YES, "reservation")
    word = next((word for word in one.said.accepted if holds(word.condition, case.issue, package)), None)
    if word is None:
        return Reason(Answer.YES, "reservation")
    return Reason(Answer.YES, "reply", word.reply.to) if word.reply is not None else Reason(Answer.YES, "view")
