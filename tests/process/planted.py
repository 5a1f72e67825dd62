"""Leaks of the kinds that real systems had, each planted into the projection or into what is made of it: the test of interference must find every one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, fields, replace
from typing import Any

from onetext.process import events as e
from onetext.process import moves, telling, visibility
from onetext.process.session import Session, fold
from onetext.process.visibility import SEES, Relation
from process import interference
from process.interference import HIDDEN
from process.walks import MEDIATOR

Plant = Callable[[Any], None]
SEEN_BY, VIEW, TOLD, WHEN, ALLOWED = visibility.seen_by, visibility.view, telling.told, moves._when, moves.allowed


def _changed(change: Callable[[list[e.Event], e.Event], e.Event]) -> Plant:
    """A projection that looks at the whole log where it should look at one event."""

    def seen_by(events: Iterable[e.Event], viewer: str, mediator: str) -> Iterator[e.Event]:
        whole = list(events)
        return (change(whole, event) for event in SEEN_BY(whole, viewer, mediator))

    return lambda patch: patch.setattr(visibility, "seen_by", seen_by)


def _on(kind: type, **made: Callable[[list[e.Event], Any], Any]) -> Plant:
    """Such a projection of events of one kind."""

    def change(whole: list[e.Event], event: Any) -> e.Event:
        return replace(event, **{name: of(whole, event) for name, of in made.items()}) if type(event) is kind else event

    return _changed(change)


def _row(kind: type, *shown: str) -> Plant:
    """A row of the table of visibility that shows others that something happened, and some fields of it."""
    needed = tuple(one.name for one in fields(kind) if one.default is MISSING)
    return lambda patch: patch.setitem(SEES, kind, {**SEES[kind], Relation.OTHER: (*needed, *shown)})


def _by_activity(whole: list[e.Event], event: e.Opened) -> Any:
    last = {one.by: place for place, one in enumerate(whole)}
    return tuple(sorted(event.seats, key=lambda seat: -last.get(seat.party, 0)))


def _gaps(patch: Any) -> None:
    def numbered(events: Iterable[e.Event], viewer: str) -> Iterator[tuple[int, e.Event]]:
        return ((n, seen) for n, event in enumerate(events) if (seen := visibility.projected(event, viewer, MEDIATOR)) is not None)

    patch.setattr(interference, "numbered", numbered)


def _cache(patch: Any) -> None:
    kept: dict[Any, Session] = {}

    def view(events: Iterable[e.Event], viewer: str, mediator: str) -> Session:
        key = tuple(events)  # and not who looks: the first to look was north
        return kept.setdefault(key, VIEW(key, HIDDEN, mediator))

    patch.setattr(visibility, "view", view)


def _viewed(change: Callable[[Session, Session], Session]) -> Plant:
    """A viewer's session into which something of the whole one is put."""

    def view(events: Iterable[e.Event], viewer: str, mediator: str) -> Session:
        whole = list(events)
        return change(VIEW(whole, viewer, mediator), fold(whole))

    return lambda patch: patch.setattr(visibility, "view", view)


def _refusal(patch: Any) -> None:
    patch.setattr(moves, "_when", lambda session, role, move: f"{WHEN(session, role, move)} ({len(session.answers)} answers are in)")


def _listed(patch: Any) -> None:
    patch.setattr(moves, "allowed", lambda session, actor: (*ALLOWED(session, actor), *["wait"] * bool(session.ballots)))


PLANTED: dict[str, Plant] = {
    "count of all events": _viewed(lambda own, whole: replace(own, size=whole.size)),
    "tag of the whole log": _on(e.Opened, key=lambda whole, event: hashlib.sha256(repr(whole).encode()).hexdigest()),
    "order by activity": _on(e.Opened, seats=_by_activity),
    "how many voted": _on(e.NotAgreed, number=lambda whole, event: sum(isinstance(one, e.Voted) for one in whole)),
    "label counted over all": _on(e.Asked, question=lambda whole, event: f"q{sum(isinstance(one, e.Asked) for one in whole)}"),
    "length of what is hidden": _on(e.Opened, title=lambda whole, event: event.title.ljust(len(repr(whole)))),
    "number in a title": _on(e.Opened, title=lambda whole, event: f"({len(whole)}) {event.title}"),
    "words of a refusal": _refusal,
    "what is allowed": _listed,
    "gap in numbers": _gaps,
    "cache without the viewer": _cache,
    "time of day": lambda patch: patch.setattr(visibility, "DAY", 16),
    "badge of who has answered": _viewed(lambda own, whole: replace(own, answers=whole.answers)),
    "a line for an answer": _row(e.Answered),
    "a line for a confidence": _row(e.Confided),
    "a line for a ballot": _row(e.Voted),
    "a question to another": _row(e.Asked, "note"),
    "a disclosure to another": _row(e.Disclosed),
    "a meeting with another": _row(e.Met, "audience"),
    "a line of contact of others": _row(e.ChannelSet),
}
