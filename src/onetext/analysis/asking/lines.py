"""Whether a red line is final: asked of those lines without which most would open."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.analysis.asking.questions import Question, told
from onetext.analysis.asking.settling import Standing, standing
from onetext.model.case import Case
from onetext.model.positions import Position, red_lines
from onetext.model.voting import leaves
from onetext.solve.budget import Budget

RANK = {"yes": 2, "depends": 1, "no": 0}


def about_lines(case: Case, now: Standing, of: tuple[str, ...], budget: Budget) -> Iterator[Question]:
    """A question on each red line that is not a party's own answer and without which the verdict would turn, more packages be
    open, or fewer sets of demands be impossible together; those that open most first, ties in file order."""
    found: list[tuple[tuple[int, int, int], Question]] = []
    for who, line in _lines(case, now, of):
        if budget.expired():
            break
        question = Question("final", who, line=line)
        then = standing(told(case, question, "no"), budget)
        turned = RANK.get(then.verdict, 0) - RANK.get(now.verdict, 0)
        gained = (turned, (then.zopa_possible or 0) - (now.zopa_possible or 0), (now.conflicts or 0) - (then.conflicts or 0))
        if gained > (0, 0, 0):
            found.append((gained, question))
    for _, question in sorted(found, key=lambda one: one[0], reverse=True):
        yield question


def _lines(case: Case, now: Standing, of: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The red lines worth a question: all, or where what cannot be met together is known only those that are part of it."""
    held = (
        None if now.clashes is None else {key for clash in now.clashes for one in clash.demands for key in _keys(case, one.party, one.id)}
    )
    for who in of:
        for line in red_lines(case.position.get(who, Position(who))):
            if line.origin.basis != "answer" and (held is None or {(who, line.id), (who, "")} & held):
                yield who, line.id


def _keys(case: Case, who: str, line: str) -> set[tuple[str, str]]:
    """Whose which line a demand is; of a bloc, any line of its members."""
    if who in case.party and case.party[who].is_a("bloc"):
        return {(member, "") for member in leaves(case, who)}
    return {(who, line)} if line else set()
