"""Who may see what of which event: one total table, and what is not in it is seen by nobody.

A viewer's events are made from it field by field, and a viewer's session is folded from these events alone (first filtered,
then folded), so that no count, order, label or tie of it can depend on what was hidden. To a viewer an event's place is its
place among this viewer's events. Others see the day of an event, never the time of day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from enum import Enum
from functools import cache
from typing import Any

from onetext.process import events as e
from onetext.process.session import Session, fold


class Relation(Enum):
    """How a viewer stands to an event: mediates; did it; is named in its audience; none of these."""

    MEDIATOR = "the mediator"
    OWN = "who did it"
    NAMED = "who is named"
    OTHER = "everybody else"


Seen = tuple[str, ...] | None
"""The fields of an event that are seen; None: not even that it happened."""
NOTHING: Seen = None


def _all(kind: type, *but: str) -> Seen:
    return tuple(one.name for one in fields(kind) if one.name not in but)


def _same(seen: Seen) -> dict[Relation, Seen]:
    return {relation: seen for relation in Relation if relation is not Relation.MEDIATOR}


def _only(own: Seen = NOTHING, named: Seen = NOTHING) -> dict[Relation, Seen]:
    return {Relation.OWN: own, Relation.NAMED: named, Relation.OTHER: NOTHING}


SEES: dict[type, dict[Relation, Seen]] = {
    e.Opened: _same(_all(e.Opened, "case", "keys")),
    e.Seated: _same(_all(e.Seated)),
    e.Unseated: _same(_all(e.Unseated)),
    e.ModeSet: _same(_all(e.ModeSet)),
    e.TextTabled: _same(_all(e.TextTabled, "case")),
    e.Asked: _only(named=_all(e.Asked, "note")),
    e.Answered: _only(own=_all(e.Answered)),
    e.Stated: {**_same(_all(e.Stated, "question")), Relation.OWN: _all(e.Stated)},
    e.Confided: _only(own=_all(e.Confided)),
    e.Disclosed: _only(named=_all(e.Disclosed, "leaks", "pinned")),
    e.Met: _only(named=_all(e.Met, "note")),
    e.ChannelSet: _only(named=_all(e.ChannelSet)),
    e.RoundClosed: _same(_all(e.RoundClosed)),
    e.Bracketed: _same(_all(e.Bracketed)),
    e.Lifted: _same(_all(e.Lifted)),
    e.Put: _same(_all(e.Put)),
    e.Voted: _only(own=_all(e.Voted)),
    e.AllAgreed: _same(_all(e.AllAgreed)),
    e.NotAgreed: _same(_all(e.NotAgreed)),
    e.Initialled: _same(_all(e.Initialled)),
    e.Signed: _same(_all(e.Signed)),
    e.AllSigned: _same(_all(e.AllSigned)),
    e.Ratified: _same(_all(e.Ratified)),
    e.Concluded: _same(_all(e.Concluded)),
    e.Withdrew: _same(_all(e.Withdrew)),
    e.Returned: _same(_all(e.Returned)),
    e.HandedOver: _same(_all(e.HandedOver, "keys")),
    e.Rekeyed: _only(own=_all(e.Rekeyed), named=_all(e.Rekeyed, "keys")),
}
"""Event -> relation -> what is seen. The mediator sees every field of every event."""

DAY = 10
"""The length of `2031-05-04`."""


def relation(event: e.Event, viewer: str, mediator: str) -> Relation:
    """How a viewer stands to an event."""
    if viewer == mediator:
        return Relation.MEDIATOR
    if viewer == event.by:
        return Relation.OWN
    return Relation.NAMED if viewer in event.audience else Relation.OTHER


def projected(event: e.Event, viewer: str, mediator: str) -> e.Event | None:
    """An event as a viewer may see it: hidden fields empty, the day alone of what others did; None where it may not be seen."""
    found = relation(event, viewer, mediator)
    if found is Relation.MEDIATOR:
        return event
    seen = SEES.get(type(event), {}).get(found)
    if seen is None:
        return None
    kind: type = type(event)
    hidden: dict[str, Any] = {name: empty for name, empty in _empty(kind) if name not in seen}
    return replace(event, at=event.at if found is Relation.OWN else event.at[:DAY], **hidden)


@cache
def _empty(kind: type) -> tuple[tuple[str, object], ...]:
    """Every field that has a default, with it: only such may be hidden, which a test holds."""
    return tuple((one.name, one.default) for one in fields(kind))


def seen_by(events: Iterable[e.Event], viewer: str, mediator: str) -> Iterator[e.Event]:
    """What a viewer may see of a sequence of events, in its order."""
    return (seen for event in events if (seen := projected(event, viewer, mediator)) is not None)


def view(events: Iterable[e.Event], viewer: str, mediator: str) -> Session:
    """The session as a viewer knows it."""
    return fold(seen_by(events, viewer, mediator))
