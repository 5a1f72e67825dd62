"""The lines on what contradicts and what changed in the record, which every rendering shares; nothing here draws."""

from dataclasses import dataclass

from onetext.report.brief import Brief
from onetext.report.parts_record import Contradiction, Drift
from onetext.report.text import day, name


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to say, and below it its sources, each with its evidence."""

    party: str
    text: str  # sentences
    told: tuple[tuple[str, tuple[str, ...]], ...]  # sentences with evidence ids
    mark: str
    named: bool = False  # the sentence does not name the party


OPEN, SETTLED, MOVED = "Open contradictions", "Resolved by a named person", "What changed over time"


def groups(brief: Brief) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """Open contradictions, those that a named person resolved, and what a party said first and then; what is empty is left out."""
    proper = [one for one in brief.contradictions if one.kind != "superseded"]
    replaced = [one for one in brief.contradictions if one.kind == "superseded"]
    every = (
        (OPEN, tuple(_line(one, "≠") for one in proper if one.open)),
        (SETTLED, tuple(_line(one, "=") for one in (*proper, *replaced) if not one.open)),
        (MOVED, (*(_line(one, "→") for one in replaced if one.open), *(_moved(one) for one in brief.drift))),
    )
    return tuple((title, lines) for title, lines in every if lines)


def _line(one: Contradiction, mark: str) -> Line:
    """A contradiction, its two sides, who resolved it, and the id by which it can be resolved."""
    told = [(side.text, side.evidence) for side in one.sides]
    if one.resolved is not None:
        told.append((one.resolved.text, ()))
    elif not one.open:
        told.append(("It no longer stands: one side of it was set aside.", ()))
    return Line(one.party, one.text, (*told, (f"Id: {name(one.id)}", ())), mark)


def _moved(one: Drift) -> Line:
    steps = [(f"{day(step.date)}: {step.text}.", step.evidence) for step in one.steps]
    return Line(one.party, f"{name(one.issue_label)}", (*steps, *([(one.note, ())] if one.note else [])), "→", named=True)
