"""The case as somebody at the table knows it: for the mediator with all that was sealed, for a party with its own answers alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from onetext.api.table.papers import case_of
from onetext.api.table.sealing import Opened, answer_of
from onetext.api.table.tables import Table
from onetext.errors import Damaged
from onetext.model import artefacts as a
from onetext.model.case import Case
from onetext.process import events as e
from onetext.process.labels import check
from onetext.process.overlay import Known, Overlaid, overlay
from onetext.process.questions import Answer, OnLine, OnPackage, OnReservation, OnWorth
from onetext.process.rolling import rolled
from onetext.process.session import fold


def case_for(table: Table, viewer: str, opened: Opened) -> Overlaid:
    """The case as a viewer knows it, and what answers took the place of.

    A party's is made of its own events alone: the shared paper, its own sealed answers, what was said before all and what was
    disclosed to it. `opened` are the sealed contents that the viewer's key opened. TooMuch where it would depend on what
    another sealed: a net that nothing should ever fall into.
    """
    seen = list(table.seen(viewer))
    latest = [event for event in seen if isinstance(event, e.Opened | e.TextTabled) and (event.case or event.shared)][-1]
    paper = latest.case if viewer == table.mediator else latest.shared
    session, today = fold(seen), date.fromisoformat(table.clock()[:10])
    found = overlay(rolled(paper_case(table, paper), session), known(seen, opened, today), session.settled)
    check(found.label, viewer, table.mediator)
    return found


def paper_case(table: Table, digest: str) -> Case:
    """The case in a stored paper."""
    stored = table.log.paper(digest)
    if stored is None:
        raise Damaged(f"the paper {digest[:12]} of the case is missing")
    return case_of(stored)


def known(seen: list[e.Event], opened: Opened, today: date) -> Iterator[Known]:
    """What the events that a viewer sees say of positions; what a clock that ran ahead dated after today is of today."""
    put: e.Put | None = None
    for event in seen:
        day = min(date.fromisoformat(event.at[:10]), today)
        match event:
            case e.Answered(by=by, about=about, sealed=sealed) if sealed in opened:
                yield Known(by, about, answer_of(opened[sealed]), day)
            case e.Confided(by=by, about=about, sealed=sealed) if about is not None and sealed in opened:
                yield Known(by, about, answer_of(opened[sealed]), day)
            case e.Stated(by=by, about=about, answer=answer):
                yield Known(by, about, answer, day, sealed=False)
            case e.Put():
                put = event
            case e.AllAgreed() if put is not None:
                yield from (Known(voter, OnPackage(put.package), Answer("yes"), day, sealed=False) for voter in put.voters)
            case e.Disclosed(artefact=shown):
                yield from (Known(party, about, answer, day, sealed=False) for party, about, answer in _disclosed(shown))


def _disclosed(shown: a.Artefact) -> Iterator[tuple[str, OnWorth | OnReservation | OnLine | OnPackage, Answer]]:
    """What a disclosure says of a party's position."""
    match shown:
        case a.Figure(party, points, issue, option):
            yield party, OnWorth(issue, option) if issue else OnReservation(), Answer(points=points)
        case a.Line(party, form, holds):
            yield party, OnLine(form), Answer("yes" if holds else "no")
        case a.Accepts(party, package, says):
            yield party, OnPackage(package), Answer("yes" if says else "no")
