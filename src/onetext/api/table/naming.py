"""How sentences at the table name things: parties by their names, issues and options by the titles that all know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onetext.api.table.cases import paper_case
from onetext.api.table.tables import Table
from onetext.model.case import Case
from onetext.model.numbers import show
from onetext.process import events as e
from onetext.process import telling
from onetext.process.rolling import rolled
from onetext.process.session import Session, fold


def names(session: Session) -> dict[str, str]:
    """The names of those at the table, by id."""
    return {session.mediator: "The mediator"} | {seat.party: seat.name for seat in session.seats}


def naming(table: Table, session: Session) -> telling.Naming:
    """How things are named to a viewer who knows a session as far as this, at its end; no more of the log is read for it."""
    paper = next((one.shared for one in (session.draft, session.terms) if one is not None and one.shared), "")
    return telling.Naming(names(session), titles(rolled(paper_case(table, paper), session)), session.draft)


def naming_for(table: Table, viewer: str) -> telling.Naming:
    """How things are named to a viewer, by its own stream alone."""
    return naming(table, fold(table.seen(viewer)))


def titles(case: Case) -> telling.Titles:
    """The titles of issues and options in a case, a number with its unit."""

    def title(issue: str, option: str) -> str:
        found = case.issue.get(issue)
        if found is None or (option and option not in found.places):
            return ""
        if not option:
            return found.name
        chosen = found.option(option)
        unit = found.grid.unit if found.grid is not None else ""
        return chosen.name if chosen.amount is None else f"{show(chosen.amount)} {unit}".strip()

    return title


def told(events: Iterable[e.Event], known: telling.Naming, draft: e.TextTabled | None = None) -> Iterator[str]:
    """Events as sentences, each in the light of the draft that was on the table before it: at first this one."""
    for event in events:
        yield telling.told(event, replace(known, draft=draft))
        draft = event if isinstance(event, e.TextTabled) else draft
