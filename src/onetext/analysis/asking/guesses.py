"""Whether a guess is right: asked of those guesses that alone turn the verdict when moved."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.analysis.asking.questions import Question
from onetext.analysis.rests import rests
from onetext.model.case import Case
from onetext.model.numbers import exact, sharp
from onetext.solve.budget import Budget, enumerable, part

MOST_SHARE = 0.5


def about_guesses(case: Case, of: tuple[str, ...], budget: Budget) -> Iterator[Question]:
    """A question on each guessed figure that turns the verdict when moved alone, in file order; where the space is too large to
    enumerate, none: each would ask a search of its own."""
    if not enumerable(case, budget) or budget.expired():
        return
    for turn in rests(case, budget=part(budget, MOST_SHARE)).turns:
        figure = turn.figure
        if figure.party in of and figure.points is not None:
            to = sharp(exact(turn.to))
            yield Question("guess", figure.party, issue=figure.issue, option=figure.option, figure=figure, to=to)
