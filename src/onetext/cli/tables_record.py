"""What does not agree in the record, and what changed in it, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from onetext.cli.words import answer_name

if TYPE_CHECKING:
    from onetext.analysis.contradictions import Contradiction, Side
    from onetext.analysis.reasons import Why
    from onetext.analysis.record import Drift
    from onetext.model.case import Case

MOST_LISTED = 10


def show(case: Case, found: Why, table: Callable[..., None], say: Callable[..., None]) -> None:
    """Print each contradiction with its id and both sides, and how what a party said of an issue changed."""
    rows = [_row(one) for one in found.contradictions]
    if rows:
        table(("What does not agree", "One side", "The other", ""), rows[:MOST_LISTED])
        _more(len(rows), say)
    moved = [_moved(case, one) for one in found.drift]
    if moved:
        table(("Who", "On", "Said in this order"), moved[:MOST_LISTED])
        _more(len(moved), say)


def _more(many: int, say: Callable[..., None]) -> None:
    if many > MOST_LISTED:
        say(f"{MOST_LISTED} of {many} shown; --json lists all.")


def _row(one: Contradiction) -> Sequence[str]:
    state = f"resolved by {one.resolved.by}" if one.resolved is not None else "open" if one.open else "stands no more"
    return (one.id, *map(_side, one.sides), state)


def _side(side: Side) -> str:
    """What one side says, when, and where that comes from."""
    said = side.of if side.name == "line" else side.says
    return ", ".join(word for word in (f"{side.name}: {said}", side.date, side.basis) if word)


def _moved(case: Case, one: Drift) -> Sequence[str]:
    steps = []
    for step in one.steps:
        options = ", ".join(answer_name(case, one.issue, option) for option in step.options)
        steps.append(f"{step.date} {step.stance.replace('_', ' ')}" + (f": {options}" if options else ""))
    order = [] if one.sure else ["the dates do not tell this order for sure"]
    undated = [f"{one.undated} more without a date"] if one.undated else []
    return (case.name(one.party), case.issue[one.issue].name, "\n".join([*steps, *order, *undated]))
