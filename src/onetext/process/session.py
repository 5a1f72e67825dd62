"""The state of a session, folded from its events; that of a viewer is folded from what this viewer may see.

`fold` takes every event that is in the log, lawful or not by today's rules: history is not judged again. A viewer's events
have gaps where others acted in confidence, so no step here may count on an event before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from onetext.process import events as e
from onetext.process.terms import Delegate, Line, Mode, Options, Phase, Procedure, Seat

AFTER: dict[type, Phase] = {
    e.Opened: Phase.PREPARING,
    e.TextTabled: Phase.DISCUSSING,
    e.Put: Phase.VOTING,
    e.AllAgreed: Phase.AGREED,
    e.NotAgreed: Phase.DISCUSSING,
    e.AllSigned: Phase.SIGNED,
    e.Concluded: Phase.CONCLUDED,
}
"""The phase after an event; every other event leaves it as it is."""


@dataclass(frozen=True, slots=True)
class Session:
    """What has happened so far, as far as the viewer may know; `size` counts the events."""

    terms: e.Opened | None = None
    phase: Phase = Phase.UNOPENED
    mode: Mode = Mode.SHUTTLE
    round: int = 1
    size: int = 0
    delegates: tuple[Delegate, ...] = ()
    draft: e.TextTabled | None = None
    questions: tuple[e.Asked, ...] = ()
    answers: tuple[e.Answered | e.Stated | e.Confided, ...] = ()
    disclosed: tuple[e.Disclosed, ...] = ()
    meetings: tuple[e.Met, ...] = ()
    channels: tuple[Line, ...] = ()
    brackets: tuple[e.Bracketed, ...] = ()
    lifted: tuple[e.Lifted, ...] = ()
    vote: e.Put | None = None
    ballots: tuple[e.Voted, ...] = ()
    outcomes: tuple[tuple[int, bool], ...] = ()
    initialled: tuple[str, ...] = ()
    signed: tuple[tuple[str, bool], ...] = ()
    ratified: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    mediation: str = ""

    @property
    def mediator(self) -> str:
        return self.terms.by if self.terms else ""

    @property
    def seats(self) -> tuple[Seat, ...]:
        return self.terms.seats if self.terms else ()

    @property
    def procedure(self) -> Procedure | None:
        return self.terms.procedure if self.terms else None

    def seat(self, party: str) -> Seat | None:
        return next((seat for seat in self.seats if seat.party == party), None)

    @property
    def settled(self) -> Options:
        """The issues settled, with their options: what all agreed to; before that what the draft says, then where every principal lifted."""
        if self.vote is not None and self.phase in (Phase.AGREED, Phase.SIGNED, Phase.CONCLUDED):
            return self.vote.package
        said = dict(self.draft.settled) if self.draft else {}
        principals = {seat.party for seat in self.seats if seat.always_asked}
        stands: dict[str, dict[str, str]] = {}
        for one in self.lifted:
            stands.setdefault(one.issue, {})[one.by] = one.option
        for issue, by in stands.items():
            if principals and principals <= by.keys() and len({by[party] for party in principals}) == 1:
                said[issue] = by[next(iter(principals))]
        return tuple(said.items())

    def question(self, name: str) -> e.Asked | None:
        return next((one for one in self.questions if one.question == name), None)


def _with_line(lines: tuple[Line, ...], new: Line) -> tuple[Line, ...]:
    same = [one for one in lines if set(one.between) == set(new.between) and one.level == new.level]
    return (*(one for one in lines if one not in same), new)


def _without(delegates: tuple[Delegate, ...], party: str, name: str) -> tuple[Delegate, ...]:
    return tuple(one for one in delegates if (one.party, one.name) != (party, name))


THEN: dict[type, Callable[[Session, Any], dict[str, Any]]] = {
    e.Opened: lambda s, x: {"terms": x, "mode": x.mode, "channels": x.channels},
    e.Seated: lambda s, x: {"delegates": (*_without(s.delegates, x.delegate.party, x.delegate.name), x.delegate)},
    e.Unseated: lambda s, x: {"delegates": _without(s.delegates, x.party, x.name)},
    e.ModeSet: lambda s, x: {"mode": x.mode},
    e.TextTabled: lambda s, x: {"draft": x, "lifted": (), "brackets": (), "initialled": (), "vote": None, "ballots": ()},
    e.Asked: lambda s, x: {"questions": (*s.questions, x)},
    e.Answered: lambda s, x: {"answers": (*s.answers, x)},
    e.Stated: lambda s, x: {"answers": (*s.answers, x)},
    e.Confided: lambda s, x: {"answers": (*s.answers, x)},
    e.Disclosed: lambda s, x: {"disclosed": (*s.disclosed, x)},
    e.Met: lambda s, x: {"meetings": (*s.meetings, x)},
    e.ChannelSet: lambda s, x: {"channels": _with_line(s.channels, x.line)},
    e.RoundClosed: lambda s, x: {"round": x.round + 1},
    e.Bracketed: lambda s, x: {"brackets": (*s.brackets, x)},
    e.Lifted: lambda s, x: {"lifted": (*s.lifted, x)},
    e.Put: lambda s, x: {"vote": x, "ballots": ()},
    e.Voted: lambda s, x: {"ballots": (*s.ballots, x)},
    e.AllAgreed: lambda s, x: {"outcomes": (*s.outcomes, (x.number, True))},
    e.NotAgreed: lambda s, x: {"outcomes": (*s.outcomes, (x.number, False)), "vote": None, "ballots": ()},
    e.Initialled: lambda s, x: {"initialled": (*s.initialled, x.by)},
    e.Signed: lambda s, x: {"signed": (*s.signed, (x.by, x.ad_referendum))},
    e.AllSigned: lambda s, x: {},
    e.Ratified: lambda s, x: {"ratified": (*s.ratified, x.by)},
    e.Concluded: lambda s, x: {},
    e.Withdrew: lambda s, x: {"withdrawn": (*s.withdrawn, x.by)},
    e.Returned: lambda s, x: {"withdrawn": tuple(one for one in s.withdrawn if one != x.by)},
    e.HandedOver: lambda s, x: {"mediation": x.to},
    e.Rekeyed: lambda s, x: {},
}
"""What each event changes. One row for each type of event: a test holds the table complete."""


def after(session: Session, event: e.Event) -> Session:
    """The session after one more event."""
    kind = type(event)
    return replace(session, size=session.size + 1, phase=AFTER.get(kind, session.phase), **THEN[kind](session, event))


def fold(events: Iterable[e.Event], session: Session = Session()) -> Session:
    """The session after a sequence of events."""
    for event in events:
        session = after(session, event)
    return session
