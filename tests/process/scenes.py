"""Sessions played by hand: `Scene` keeps the log, and says a command in one line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from onetext.process import commands as c
from onetext.process import events as e
from onetext.process.decide import decide
from onetext.process.moves import MoveError
from onetext.process.session import Session, fold
from onetext.process.terms import Actor, Delegate, Mode, Power, Procedure, Seat
from onetext.process.visibility import seen_by, view

SEATS = (
    Seat("north", "North"),
    Seat("east", "East"),
    Seat("house", "The house", ("ratifier",), "north"),
    Seat("guard", "Guard", ("guarantor",)),
)
PACKAGE = (("line", "pull"), ("port", "open"), ("fee", "30"))


@dataclass
class Scene:
    """A session with its log; each act is a minute after the one before."""

    events: list[e.Event] = field(default_factory=list)
    minute: int = 0

    @property
    def now(self) -> Session:
        return fold(self.events)

    def does(self, who: str, command: c.Command, delegate: str = "") -> tuple[e.Event, ...]:
        """What follows from a command; it is in the log then."""
        self.minute += 1
        at = f"2031-05-04T{9 + self.minute // 60:02d}:{self.minute % 60:02d}:00Z"
        new = decide(self.now, command, Actor(who, delegate), at)
        self.events += new
        return new

    def refused(self, who: str, command: c.Command, delegate: str = "") -> str:
        """The words in which a command is refused."""
        before = self.now
        with pytest.raises(MoveError) as caught:
            decide(before, command, Actor(who, delegate), "2031-05-04T20:00:00Z")
        assert self.now == before
        return str(caught.value)

    def sees(self, viewer: str) -> list[e.Event]:
        """What a viewer sees of it."""
        return list(seen_by(self.events, viewer, "mediator"))

    def knows(self, viewer: str) -> Session:
        """The session as a viewer knows it."""
        return view(self.events, viewer, "mediator")

    def votes(self, **says: str) -> tuple[e.Event, ...]:
        """A package put to all principals, their votes, and what is revealed."""
        self.does("mediator", c.PutToVote(PACKAGE, (), tuple(seat.party for seat in self.now.seats if "ratifier" in seat.kinds)))
        for who, word in says.items():
            self.does(who, c.Vote(word, sealed(who)))
        return self.does("mediator", c.Reveal({sealed(who): word for who, word in says.items()}))

    def agrees(self) -> Scene:
        self.votes(north="yes", east="yes")
        return self


def sealed(what: str) -> str:
    """Something in the place of a commitment."""
    return what.encode().hex().ljust(64, "0")


def opened(procedure: Procedure = Procedure.ONE_TEXT, mode: Mode = Mode.SHUTTLE, **terms: Any) -> Scene:
    """A session that is open, before the first draft."""
    scene = Scene()
    own = {"seats": SEATS, "issues": ("line", "port", "fee"), **terms}
    scene.does("mediator", c.Open("The strait", procedure, mode, **own))
    return scene


def drafted(procedure: Procedure = Procedure.ONE_TEXT, mode: Mode = Mode.SHUTTLE, **terms: Any) -> Scene:
    """A session with a first draft on the table."""
    scene = opened(procedure, mode, **terms)
    scene.does("mediator", c.TableDraft(sealed("draft 1"), PACKAGE, why="to begin with"))
    return scene


def speaker(party: str, name: str, power: Power = Power.SIGN, issues: tuple[str, ...] = ()) -> c.SeatDelegate:
    return c.SeatDelegate(Delegate(party, name, power=power, issues=issues))
