"""The window for a person at a terminal: the steps, what opens and closes, and what a later day would mean for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from onetext.cli.words import grouped
from onetext.report.say_window import change_words, deadline_words, joined, opening_words, told, waiting_words
from onetext.report.text import listed, plain

if TYPE_CHECKING:
    from onetext.analysis.steps import Step, Window
    from onetext.model.case import Case

Table = Callable[..., None]
Say = Callable[..., None]

VERDICT = {"yes": "some", "depends": "perhaps some", "no": "none", "unknown": "not known"}


def show(case: Case, found: Window, table: Table, say: Say) -> None:
    """Print the steps, then sentences on what opens and closes and for whom a later day would be different."""
    if len(found.steps) == 1:
        say("No change is recorded: one step, without end.", style="bold")
    else:
        ahead = sum(step.day > found.as_of for step in found.steps)
        say(f"{grouped(ahead)} later step{'' if ahead == 1 else 's'}, by what is on record today.", style="bold")
    table(("From", "All accept", "What changes"), [_row(case, step) for step in found.steps])
    for title, sentences in (
        ("What opens and closes", list(_turns(case, found))),
        ("For whom a later day would be different", [waiting_words(case, one) for one in told(found.waiting)]),
        ("Deadlines", [deadline_words(deadline) for deadline in found.deadlines]),
    ):
        if sentences:
            say(f"\n{title}")
        for sentence in sentences:
            say(f"- {plain(sentence)}")
    if found.steps[1:]:
        say("\nThe dates are the case's own assumptions, and nothing here advises anyone to wait.")


def _row(case: Case, step: Step) -> tuple[str, str, str]:
    now = " (now)" if step.today else ""
    return (f"{step.day.isoformat()}{now}", _counted(step), "; ".join(plain(change_words(case, change)) for change in step.changes) or "-")


def _counted(step: Step) -> str:
    """How many packages all accept, surely and at most; where they are too many to count, whether there are any."""
    if step.zopa is None or step.zopa_possible is None:
        return VERDICT[step.agreement]
    most = f" to {grouped(step.zopa_possible)}" if step.zopa_possible != step.zopa else ""
    return f"{grouped(step.zopa)}{most}"


def _turns(case: Case, found: Window) -> Iterator[str]:
    for one in joined(found.openings):
        before = f" Before it: {listed([deadline_words(deadline) for deadline in one.deadlines])}." if one.deadlines else ""
        yield opening_words(case, one) + before
