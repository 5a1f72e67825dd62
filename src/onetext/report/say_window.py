"""The words of the window: what changes on a day, what opens and closes, and what a later day would mean for whom.

Nothing here advises: a sentence says what follows, and from which assumption.
"""

from __future__ import annotations

from collections.abc import Iterator

from onetext.analysis.dated import DatedChange
from onetext.analysis.steps import Opening, Waiting
from onetext.model.case import Case
from onetext.model.records import Deadline
from onetext.report.say import condition_words, display, line_words, span
from onetext.report.text import amount, count, day, listed, name, number

BASIS = {
    "answer": "by the party’s own answer",
    "statement": "by a public statement",
    "guess": "an estimate",
    None: "as the case has it, with no source",
}


def change_words(full: Case, change: DatedChange) -> str:
    """A dated entry that changes, in words; of the case with all its dates."""
    who = name(full.name(change.party))
    if change.kind == "reservation":
        return f"{who} has {span(change.becomes)} without an agreement, {span(change.was)} before"
    holds = change.becomes == "in force"
    if change.kind == "red_line":
        line = next(line for line in full.position[change.party].red_lines if line.id == change.id)
        return f"{who}: the red line “{line_words(full, line)}” {'begins' if holds else 'no longer holds'}"
    consent = full.consents[int(change.id)]
    later = "to ratify " if full.party[change.party].is_a("ratifier") or consent.stage == "ratify" else ""
    about = f"about “{condition_words(full, consent.on)}”" if consent.on.parts else "about every package"
    return f"{who} {'is asked' if holds else 'is no longer asked'} {later}{about}"


def based_words(full: Case, change: DatedChange) -> str:
    """A change with what it rests on."""
    return f"{change_words(full, change)} ({BASIS[change.basis]})"


def opening_words(full: Case, one: Opening) -> str:
    """What opens, closes, widens or narrows on a day, and what did it, in a sentence or two."""
    may = " may be" if one.zopa == "possible" else " is" if one.now == 1 else " are"
    packages = "some packages" if one.now is None else count(one.now, "package")
    before = "" if one.before is None else "none before" if one.before == 0 else f"{number(one.before)} before"
    outcome = {
        "opens": f"{packages}{may} acceptable to all, none before",
        "closes": f"no package{' may be' if one.zopa == 'possible' else ' is'} acceptable to all{f', {before}' if before else ', some before'}",
        "shifts": f"as many packages{may} acceptable to all as before, {number(one.now or 0)}, and not the same",
    }.get(one.kind, f"{packages}{may} acceptable to all, {before}")
    return f"From {day(str(one.day))} {outcome}. {_because(full, one)}"


def _because(full: Case, one: Opening) -> str:
    causes = listed([based_words(full, change) for change in one.changes])
    if len(one.changes) == 1:
        return f"It follows from this: {causes}."
    return f"{'Each of these is needed for it' if one.alone else 'These together do it'}: {causes}."


def deadline_words(deadline: Deadline) -> str:
    """A deadline with its day."""
    return f"{name(deadline.what)} ({day(str(deadline.date))})"


def waiting_words(full: Case, one: Waiting) -> str:
    """What a later day would mean for a principal, and from which assumption; "" where that is the same or not known."""
    if one.answer not in ("better", "worse") or one.by is None:
        return ""
    who, more = name(full.name(one.party)), "more" if one.answer == "better" else "less"
    points = f"by {amount(display(abs(one.by)))} of its points"
    if one.measure == "alternative":
        what = f"From {day(str(one.day))} {who} would have {more} without an agreement, {points}"
    else:
        what = f"The best agreement from {day(str(one.day))} on would serve {who} {more}, {points}"
    holds = "if this holds" if len(one.changes) == 1 else "if each of these holds" if one.alone else "if these hold together"
    return f"{what}, {holds}: {listed([based_words(full, change) for change in one.changes])}."


def told(waiting: tuple[Waiting, ...]) -> Iterator[Waiting]:
    """Of each principal the first day of each answer that differs from the one before, and is better or worse."""
    last: dict[str, tuple[object, ...]] = {}
    for one in waiting:
        now = (one.measure, one.answer, one.by)
        if now != last.get(one.party) and one.answer in ("better", "worse"):
            yield one
        last[one.party] = now


def joined(openings: tuple[Opening, ...]) -> Iterator[Opening]:
    """The openings, that of the possible zopa left out where it says the same as that of the sure one."""
    sure = {(one.day, one.kind, one.before, one.now, one.changes) for one in openings if one.zopa == "sure"}
    for one in openings:
        if one.zopa == "sure" or (one.day, one.kind, one.before, one.now, one.changes) not in sure:
            yield one
