"""The window as data: its steps, what opens and closes, and what a later day would mean for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from onetext.analysis.steps import Step
from onetext.model.case import Case
from onetext.report import parts
from onetext.report import parts_window as ahead
from onetext.report.findings import Findings
from onetext.report.say import figure, figures, line_words, people, span
from onetext.report.say_window import change_words, deadline_words, joined, opening_words, told, waiting_words
from onetext.report.text import name

MOST_TOLD = 6


def window(found: Findings) -> tuple[parts.WindowStep, ...]:
    """A step for each span of days; one step alone is no window."""
    steps = found.window.steps
    if len(steps) < 2:
        return ()
    return tuple(_step(found.full, steps, place) for place in range(len(steps)))


def _lines_from(full: Case, day: date) -> Iterator[str]:
    """The red lines that begin to hold on a day, and those that ended the day before."""
    eve = day - timedelta(days=1)
    for position in full.positions:
        for line in position.red_lines:
            if line.since == day or line.until == eve:
                word = "begins" if line.since == day else "no longer holds"
                yield f"{name(full.name(position.party))}: the red line “{line_words(full, line)}” {word}"


def _asked_from(full: Case, step: Step) -> Iterator[str]:
    """Who is asked, or no longer is, from a step on."""
    yield from (change_words(full, change) for change in step.changes if change.kind == "consent")


def _step(full: Case, steps: tuple[Step, ...], place: int) -> parts.WindowStep:
    step = steps[place]
    before = dict(steps[place - 1].reservations) if place else {}
    changed = [who for who, points in step.reservations if before.get(who) != points and (place or _varies(steps, who))]
    points = dict(step.reservations)
    until = str(steps[place + 1].day - timedelta(days=1)) if place + 1 < len(steps) else ""
    shown = tuple(f"{name(full.name(who))}: at least {span(points[who])}" for who in changed)
    return parts.WindowStep(
        str(step.day), until, step.zopa, step.zopa_possible if step.zopa_possible != step.zopa else None,
        figures(step.best_gains), (*shown, *_lines_from(full, step.day), *_asked_from(full, step)), step.today,
    )  # fmt: skip


def _varies(steps: tuple[Step, ...], who: str) -> bool:
    return len({dict(step.reservations).get(who) for step in steps}) > 1


def window_note(found: Findings) -> str:
    steps = found.window.steps
    if len(steps) < 2:
        return ""
    who = [one for one in dict(steps[0].reservations) if _varies(steps, one)]
    dated = "red lines and for who is asked" if any(line.since or line.until for line in found.full.consents) else "red lines"
    whose = f"On the schedule assumed for {people(found.case, who)}. " if who else f"On the dates recorded for {dated}. "
    record = "Every step is read with what is on record today. " if found.case.replies else ""
    return f"{whose}{record}No other change is in the file; nothing here advises anyone to wait."


def deadlines(found: Findings) -> tuple[parts.Deadline, ...]:
    titles = {source.id: source.title or source.id for source in found.case.sources}
    return tuple(parts.Deadline(str(d.date), name(d.what), titles.get(d.source, d.source)) for d in found.window.deadlines)


def window_turns(found: Findings) -> tuple[ahead.WindowTurn, ...]:
    """What opens and closes after today."""
    turned = list(joined(found.window.openings))[:MOST_TOLD]
    return tuple(
        ahead.WindowTurn(
            str(one.day), one.zopa, one.kind, opening_words(found.full, one), one.before, one.now,  # type: ignore[arg-type]
            tuple(deadline_words(deadline) for deadline in one.deadlines),
        )
        for one in turned
    )  # fmt: skip


def window_later(found: Findings) -> tuple[ahead.WindowLater, ...]:
    """For whom a later day would be better or worse, each time from which assumption."""
    waiting = list(told(found.window.waiting))[:MOST_TOLD]
    return tuple(
        ahead.WindowLater(
            one.party, str(one.day), one.measure, one.answer, waiting_words(found.full, one),  # type: ignore[arg-type]
            figure(one.by) if one.by is not None else None,
        )
        for one in waiting
    )  # fmt: skip
