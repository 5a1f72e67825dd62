"""Random sessions from a seed: commands of a mediator and two to four parties, sensible ones and silly ones; those are kept that `decide` takes.

Everything is drawn by `random.Random(seed)`, so a seed names one session on every machine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from onetext.model import artefacts as a
from onetext.model.conditions import Among, Condition, Never, Range, Sum
from onetext.model.numbers import Interval
from onetext.process import commands as c
from onetext.process import events as e
from onetext.process import questions as q
from onetext.process.decide import decide
from onetext.process.moves import MOVES, MoveError, allowed
from onetext.process.session import Session, fold
from onetext.process.terms import ESCROW, Actor, Delegate, Gate, Line, Mode, Phase, Power, Procedure, Seat

MEDIATOR = "mediator"
BY_ITSELF = Actor(MEDIATOR)
UNOPENED = Session()
PARTIES = ("north", "east", "west", "south")
ISSUES = ("line", "port", "fee")
OPTIONS = {"line": ("hold", "pull"), "port": ("open", "shut"), "fee": ("0", "30")}
START = datetime(2031, 5, 4, 9, 0, tzinfo=UTC)
WORDS = ("", "We cannot accept this.", "Why now?", "Čím dřív, tím líp", "a" * 300, "not “here”\nnor there")


@dataclass(frozen=True, slots=True)
class Step:
    """A command that was taken: by whom and when."""

    command: c.Command
    actor: Actor
    now: str


@dataclass(frozen=True, slots=True)
class Walk:
    """A session as it went: what was done, the events of each step, and every attempt that was refused with what was said."""

    steps: tuple[Step, ...]
    taken: tuple[tuple[e.Event, ...], ...]
    refused: tuple[tuple[Step, str], ...] = ()

    @property
    def events(self) -> tuple[e.Event, ...]:
        return tuple(event for some in self.taken for event in some)


@dataclass(slots=True)
class Table:
    """What commands are drawn from: chance, the session so far, and what stands in the sealed ballots."""

    draw: Random
    session: Session
    said: dict[str, str] = field(default_factory=dict)
    by: Actor = BY_ITSELF
    delegates: int = 0
    brackets: int = 0

    def one(self, of: Any) -> Any:
        return self.draw.choice(of)

    def rarely(self) -> bool:
        return self.draw.random() < 0.05

    def hex(self) -> str:
        return f"{self.draw.getrandbits(256):064x}"

    @property
    def parties(self) -> tuple[str, ...]:
        return tuple(seat.party for seat in self.session.seats) or PARTIES[:2]

    @property
    def issues(self) -> tuple[str, ...]:
        own = self.session.terms.issues if self.session.terms else ISSUES
        return (*own, *(one.issue for one in self.session.brackets))

    def party(self) -> str:
        return "nobody" if self.rarely() else self.one(self.parties)

    def own(self) -> str:
        """The party that acts; where the mediator does, any."""
        return self.party() if self.by.who == MEDIATOR or self.rarely() else self.by.who

    def option(self, issue: str) -> str:
        return self.one(OPTIONS.get(issue, OPTIONS["line"]))

    def some(self, least: int = 1) -> tuple[str, ...]:
        return tuple(self.draw.sample(self.parties, self.draw.randint(least, len(self.parties))))

    def options(self, least: int = 0) -> tuple[tuple[str, str], ...]:
        some = self.draw.sample(self.issues, self.draw.randint(min(least, len(self.issues)), len(self.issues)))
        named = tuple((issue, self.option(issue)) for issue in some)
        return (*named, ("unknown", "hold")) if self.rarely() else named

    def points(self) -> Interval:
        low = Fraction(self.draw.randint(-50, 99), self.draw.randint(1, 7))
        return Interval(low, low + self.draw.choice((0, 0, 5)))

    def question(self) -> q.Question:
        return QUESTIONS[self.draw.randrange(len(QUESTIONS))](self)

    def answer(self, to: q.Question | None) -> q.Answer:
        """An answer that fits, mostly."""
        kind = type(to) if to is not None and not self.rarely() else self.one(tuple(q.SAYS))
        if kind is q.OnArticle or to is None:
            return q.Answer(words=self.one(WORDS[1:]))
        if kind in q.POINTS:
            return q.Answer("none") if kind is q.OnReservation and self.rarely() else q.Answer(points=self.points(), words=self.one(WORDS))
        says = self.one(q.SAYS[kind])
        soften = Fraction(self.draw.randint(1, 9), 2) if kind is q.OnLine and says == "yes" and self.draw.random() < 0.5 else None
        return q.Answer(says, soften=soften, words=self.one(WORDS))


def form(t: Table) -> Any:
    """A red line."""
    issue = t.one(t.issues)
    when = Condition(((issue, Among((t.option(issue),))),))
    return t.one(
        (Never(when), Never(Condition((("fee", Range(Fraction(5), None)),))), Sum((("fee", Fraction(2, 3)),), at_most=Fraction(40)))
    )


QUESTIONS: tuple[Callable[[Table], q.Question], ...] = (
    lambda t: q.OnArticle(t.one(("1", "2/a"))),
    lambda t: q.OnPackage(t.options(1)),
    lambda t: q.OnWorth(issue := t.one(t.issues), t.option(issue)),
    lambda t: q.OnReservation(),
    lambda t: q.OnLine(form(t)),
    lambda t: q.OnPreference((("line", "hold"),), (("line", "pull"),)),
)
ARTEFACTS: tuple[Callable[[Table], a.Artefact], ...] = (
    lambda t: a.Accepts(t.one(t.parties), t.options(), t.one((True, False))),
    lambda t: a.Agreeable(t.one((True, False))),
    lambda t: a.Count(t.draw.randint(0, 30), t.one(("", *t.parties))),
    lambda t: a.Best("nash", t.options()),
    lambda t: a.Figure(t.one(t.parties), t.points(), "line", "pull"),
    lambda t: a.Line(t.one(t.parties), form(t), t.one((True, False))),
    lambda t: a.Words(t.one(WORDS)),
)


def _open(t: Table) -> c.Open:
    parties = PARTIES[: t.draw.randint(2, 4)]
    kinds = {p: t.one((("principal",), ("principal",), ("principal", "holder"), ("bloc",))) for p in parties[:2]}
    kinds |= {p: t.one((("principal",), ("ratifier",), ("guarantor",))) for p in parties[2:]}
    seats = tuple(Seat(p, p.title(), kinds[p], t.one(("", "north")) if "ratifier" in kinds[p] else "") for p in parties)
    gate = t.one((None, None, Gate("principals", t.draw.randint(1, 2))))
    lines = t.one(((), (Line(parties[:2], "", t.one(("open", "suspended", "silent")), "2031-01"),)))
    return c.Open(
        t.one(WORDS), t.one(tuple(Procedure)), t.one(tuple(Mode)), seats, t.hex(), t.hex(), t.hex(), (t.hex(),), ISSUES, gate, lines,
        t.one((True, False)),
    )  # fmt: skip


def _seat(t: Table) -> c.SeatDelegate:
    t.delegates += 1
    power = t.one((*[Power.SIGN] * 6, *Power))
    limits = t.one(((), (), ("line",), ("line", "fee"), ("unknown",)))
    return c.SeatDelegate(Delegate(t.own(), f"delegate {t.delegates}", t.one(("", "principals", "experts")), power, limits))


def _unseat(t: Table) -> c.UnseatDelegate:
    sits = [(one.party, one.name) for one in t.session.delegates if t.by.who in (MEDIATOR, one.party)] or [("north", "nobody")]
    return c.UnseatDelegate(*t.one(sits))


def _draft(t: Table) -> c.TableDraft:
    return c.TableDraft(t.hex(), t.hex(), t.options(), t.one(((), (), t.options())), (), t.one(WORDS))


def _answer(t: Table) -> c.GiveAnswer:
    own = [one for one in t.session.questions if t.by.who in one.audience]
    if not own or t.rarely():
        return c.GiveAnswer(t.one(("north-1", "east-9")), q.Answer("yes"), t.hex())
    asked = t.one(own)
    return c.GiveAnswer(asked.question, t.answer(asked.about), t.one((t.hex(), t.hex(), "")))


def _confide(t: Table) -> c.Confide:
    about = t.one((None, t.question()))
    return c.Confide(t.answer(about), "" if t.rarely() else t.hex(), about)


def _criticise(t: Table) -> c.Criticise:
    about = q.OnArticle(t.one(("1", "2/a")))
    return c.Criticise(about, t.answer(about), t.one((t.hex(), "")))


def _disclose(t: Table) -> c.Disclose:
    pinned = t.one((False, True))
    return c.Disclose(t.one(ARTEFACTS)(t), t.some(0), t.hex(), pinned, pinned and not t.rarely())


def _meeting(t: Table) -> c.NoteMeeting:
    who = t.some(2) if (t.session.mode is Mode.PLENARY) != t.rarely() else (t.one(t.parties),)
    return c.NoteMeeting(
        who, "2031-05-04", t.one(WORDS), t.one((None, 90)), t.one(("", "experts", "principals")), t.one(WORDS), t.one(WORDS)
    )


def _put(t: Table) -> c.PutToVote:
    settled = dict(t.session.settled)
    confirm = tuple(seat.party for seat in t.session.seats if "ratifier" in seat.kinds)
    package = tuple((issue, settled.get(issue, t.option(issue))) for issue in t.issues)
    return c.PutToVote(package[1:] if t.rarely() else package, t.one(((), (), t.some(0))), confirm)


def _vote(t: Table) -> c.Vote:
    says, sealed = t.one((*["yes"] * 9, "no", "maybe")), t.hex()
    t.said[sealed] = says
    return c.Vote(says, sealed)


def _reveal(t: Table) -> c.Reveal:
    opened = {one.sealed: t.said[one.sealed] for one in t.session.ballots}
    return c.Reveal(dict(list(opened.items())[1:]) if t.rarely() else opened)


def _bracket(t: Table) -> c.Bracket:
    t.brackets += 1
    return c.Bracket("1/a", t.one((f"words-{t.brackets}", "line")), "shall", t.one(WORDS))


def _rekey(t: Table) -> c.Rekey:
    others = t.one((ESCROW, MEDIATOR, t.party()))
    return c.Rekey(t.by.who if t.by.who != MEDIATOR or t.rarely() else others, tuple(t.hex() for _ in range(t.draw.randint(0, 2))))


def _channel(kind: type) -> Callable[[Table], Any]:
    return lambda t: kind(t.some(1), t.one(("", "experts")), t.one(("", "2031-03~")))


DRAWN: dict[type, Callable[[Table], Any]] = {
    c.Open: _open,
    c.SeatDelegate: _seat,
    c.UnseatDelegate: _unseat,
    c.SetMode: lambda t: c.SetMode(t.one(tuple(Mode))),
    c.TableDraft: _draft,
    c.Ask: lambda t: c.Ask(t.party(), t.question(), t.one(WORDS)),
    c.GiveAnswer: _answer,
    c.Confide: _confide,
    c.Criticise: _criticise,
    c.Disclose: _disclose,
    c.NoteMeeting: _meeting,
    c.HoldChannel: _channel(c.HoldChannel),
    c.ResumeChannel: _channel(c.ResumeChannel),
    c.CloseRound: lambda t: c.CloseRound(),
    c.PutToVote: _put,
    c.Vote: _vote,
    c.Reveal: _reveal,
    c.Bracket: _bracket,
    c.Lift: lambda t: c.Lift(issue := t.one(t.issues), t.option(issue)),
    c.Initial: lambda t: c.Initial(),
    c.Sign: lambda t: c.Sign(t.one((True, False))),
    c.Ratify: lambda t: c.Ratify(),
    c.Withdraw: lambda t: c.Withdraw(t.one(WORDS)),
    c.Return: lambda t: c.Return(),
    c.HandOver: lambda t: c.HandOver(t.one(("A. Person", " ")), (t.hex(),)),
    c.Rekey: _rekey,
}
"""How a command of each kind is drawn."""
KINDS = {move.verb: kind for kind, move in MOVES.items()}
SELDOM = {
    "withdraw": 0.1, "unseat": 0.2, "seat": 0.4, "hand-over": 0.2, "passphrase": 0.3, "mode": 0.5, "confide": 0.5, "vote": 6, "sign": 6, "return": 3,
    "put": 4, "reveal": 0.7, "lift": 5, "bracket": 2, "criticise": 2, "ask": 2,
}  # fmt: skip
"""How often a verb is drawn beside the others, where not as often."""


def actor(t: Table) -> Actor:
    """Somebody at the table, by one of its delegates where it has any; at times somebody who is not there."""
    who = t.one((*[MEDIATOR] * (len(t.parties) - 1), *t.parties))
    if t.rarely():
        return Actor(t.one(("stranger", who)), t.one(("", "somebody else")))
    own = [one.name for one in t.session.delegates if one.party == who]
    return Actor(who, t.one(own) if own else "")


def command(t: Table, by: Actor) -> c.Command:
    """A command that the table of moves allows, mostly."""
    t.by, verbs = by, allowed(t.session, by)
    if not verbs or t.rarely():
        return DRAWN[t.one(tuple(DRAWN))](t)
    seldom = SELDOM | {
        "draft": 9 if t.session.phase is Phase.PREPARING else 0.2,
        "answer": 3 if any(by.who in one.audience for one in t.session.questions) else 0.05,
    }
    return DRAWN[KINDS[t.draw.choices(verbs, [seldom.get(verb, 1) for verb in verbs])[0]]](t)


def stamp(minutes: int) -> str:
    """A time as ISO text, so many minutes after the start."""
    return (START + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def walk(seed: int, moves: int = 60, start: Session = UNOPENED) -> Walk:
    """A session of so many attempts, of which most are taken; the first opens it, where it does not go on from one that is open."""
    t = Table(Random(seed), start)
    steps, taken, refused, minutes = [], [], [], 0
    while len(steps) + len(refused) < moves:
        minutes += t.draw.choice((0, 1, 7, 90, 1440))
        by = actor(t) if t.session.terms else Actor(MEDIATOR)
        step = Step(command(t, by) if t.session.terms else _open(t), by, stamp(minutes))
        try:
            events = decide(t.session, step.command, step.actor, step.now)
        except MoveError as error:
            refused.append((step, str(error)))
            continue
        t.session = fold(events, t.session)
        steps.append(step)
        taken.append(events)
    return Walk(tuple(steps), tuple(taken), tuple(refused))
