"""Two worlds that differ only in what one party did in confidence must look the same, byte by byte, to another (G3).

`worlds(seed)` draws a pair: one script of acts that are the same in both, with a fresh draw in each of what north confides,
answers, objects to and votes under seal, of what the mediator asks north, shows north and says to north alone, and of the
time of day at which all but the viewer act. `differences` compares what a viewer is given in both, output by output. An
output is a name and a function of a world and a viewer; `OUTPUTS` are those of the procedure itself. Whoever adds a page, a
command or an export adds a row of its own, made from `World.steps`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from onetext.model.canonical import canonical
from onetext.process import commands as c
from onetext.process import events as e
from onetext.process import moves, telling, visibility
from onetext.process import questions as q
from onetext.process.coding import encoded
from onetext.process.decide import decide
from onetext.process.session import Session, fold
from onetext.process.terms import Actor, Mode
from process.walks import ARTEFACTS, DRAWN, MEDIATOR, UNOPENED, WORDS, Step, Table, stamp, walk

HIDDEN, VIEWER = "north", "east"
ALONE = "kept apart"
"""The level of lines that are held between north and others without the viewer: no meeting has it."""


@dataclass(frozen=True, slots=True)
class World:
    """A session as it went: its steps in order, and its events.

    `stages` are sessions on the way, `stops` the number of steps until each, `attempts` what the viewer tries at each.
    """

    steps: tuple[Step, ...]
    events: tuple[e.Event, ...]
    stages: tuple[Session, ...] = ()
    attempts: tuple[c.Command, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    stops: tuple[int, ...] = ()


Output = tuple[str, Callable[[World, str], bytes]]
"""What a viewer is given of a world, by a name."""


def differences(one: World, other: World, viewer: str, outputs: Iterable[Output]) -> list[str]:
    """The outputs that tell a viewer one world from another, each with the place where they part."""
    found = []
    for name, render in outputs:
        first, second = render(one, viewer), render(other, viewer)
        if first != second:
            at = next((n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
            found.append(f"{name}, byte {at}: {first[max(0, at - 40) : at + 40]!r} and {second[max(0, at - 40) : at + 40]!r}")
    return found


def numbered(events: Iterable[e.Event], viewer: str) -> Iterator[tuple[int, e.Event]]:
    """A viewer's events with their numbers in its stream."""
    return enumerate(visibility.seen_by(events, viewer, MEDIATOR))


def leaves(world: World, viewer: str) -> list[bytes]:
    """The entries of a viewer's stream, each naming the one before by its hash."""
    found: list[bytes] = []
    for n, event in numbered(world.events, viewer):
        before = hashlib.sha256(b"\0" + found[-1]).hexdigest() if found else ""
        found.append(canonical({"before": before, "n": n, "kind": type(event).__name__, "event": encoded(event)}))
    return found


def _told(world: World, viewer: str) -> bytes:
    return "\n".join(telling.told(event, world.names) for _, event in numbered(world.events, viewer)).encode()


def _state(world: World, viewer: str) -> bytes:
    return canonical(encoded(visibility.view(world.events, viewer, MEDIATOR)))


def _allowed(world: World, viewer: str) -> bytes:
    return repr([moves.allowed(session, actor) for session in world.stages for actor in _actors(session, viewer)]).encode()


def _actors(session: Session, viewer: str) -> list[Actor]:
    return [Actor(viewer), *(Actor(viewer, one.name) for one in session.delegates if one.party == viewer)]


def _attempted(world: World, viewer: str) -> bytes:
    """What comes of each attempt at each stage: its events, or the words in which it is refused."""
    said: list[Any] = []
    for session in world.stages:
        actor = _actors(session, viewer)[-1]
        for command in world.attempts:
            try:
                said.append([encoded(event) for event in decide(session, command, actor, "2031-06-01T09:00:00Z")])
            except moves.MoveError as error:
                said.append(str(error))
    return canonical(said)


def _questions(world: World, viewer: str) -> bytes:
    return repr([one.question for one in visibility.view(world.events, viewer, MEDIATOR).questions]).encode()


def _sizes(world: World, viewer: str) -> bytes:
    return repr([len(leaf) for leaf in leaves(world, viewer)]).encode()


OUTPUTS: tuple[Output, ...] = (
    ("events", lambda world, viewer: canonical([encoded(event) for _, event in numbered(world.events, viewer)])),
    ("session", _state),
    ("told", _told),
    ("allowed", _allowed),
    ("attempts", _attempted),
    ("questions", _questions),
    ("sizes", _sizes),
    ("leaves", lambda world, viewer: b"\n".join(leaves(world, viewer))),
)


def worlds(seed: int, moves: int = 40) -> tuple[World, World]:
    """Two worlds that differ only in what is hidden from the viewer, and in the time of day of what others do."""
    one, other = many(seed, moves, 2)
    return one, other


def many(seed: int, moves: int, count: int, start: Session = UNOPENED) -> tuple[World, ...]:
    """Several such worlds of one script, which may go on from a session that is open."""
    script, outcomes = _script(seed, moves, start)
    draw = Random(f"{seed} stages")
    stops = {len(script) - 1, *draw.sample(range(len(script)), min(2, len(script)))}
    made = [_played(_play(f"{seed} {turn}", start), script, outcomes, stops) for turn in range(count)]
    attempts = tuple(_attempts(Random(f"{seed} attempts"), fold(visibility.seen_by(made[0].events, VIEWER, MEDIATOR), start)))
    return tuple(replace(one, attempts=attempts) for one in made)


def _script(seed: int, count: int, start: Session) -> tuple[list[Step], list[bool]]:
    """The steps that all worlds have, and how each vote among them comes out."""
    drawn, script = walk(seed, count, start), list[Step]()
    if start.terms:
        script.append(Step(c.Ask(HIDDEN, q.OnReservation()), Actor(MEDIATOR), stamp(0)))
    outcomes = {event.number: isinstance(event, e.AllAgreed) for event in drawn.events if isinstance(event, (e.AllAgreed, e.NotAgreed))}
    for step, events in zip(drawn.steps, drawn.taken, strict=True):
        needed = isinstance(events[0], e.Voted) and outcomes.get(events[0].number, False)  # north's yes, where all agreed
        if all(map(_hidden, events)) and not needed:
            continue
        if (
            isinstance(step.command, c.GiveAnswer) and step.actor.who == HIDDEN
        ):  # what north says openly answers the question of both worlds
            step = replace(step, command=c.GiveAnswer(f"{HIDDEN}-1", q.Answer("none")))
        script.append(step)
        if len(script) == 1 and not start.terms:
            script.append(Step(c.Ask(HIDDEN, q.OnReservation()), Actor(MEDIATOR), step.now))
    return script, list(outcomes.values())


def _hidden(event: e.Event) -> bool:
    """Whether an event is between north and the mediator alone."""
    if isinstance(event, (e.Answered, e.Confided, e.Voted)):
        return event.by == HIDDEN
    return isinstance(event, (e.Asked, e.Disclosed, e.Met, e.Rekeyed)) and event.audience == (HIDDEN,)


@dataclass(slots=True)
class _Play:
    """A world in the making."""

    draw: Random
    table: Table
    steps: list[Step] = field(default_factory=list)
    events: list[e.Event] = field(default_factory=list)

    @property
    def session(self) -> Session:
        return self.table.session

    def does(self, step: Step) -> bool:
        """Whether a step is taken; it is done then."""
        try:
            new = decide(self.session, step.command, step.actor, step.now)
        except moves.MoveError:
            return False
        self.table.session = fold(new, self.session)
        self.steps.append(step)
        self.events += new
        return True


def _play(seed: str, start: Session) -> _Play:
    """A world that begins."""
    draw = Random(seed)
    return _Play(draw, Table(draw, start))


def _played(play: _Play, script: list[Step], outcomes: list[bool], stops: set[int]) -> World:
    """The script with its hidden acts, drawn anew."""
    draw, ahead, stages = play.draw, iter(outcomes), list[tuple[int, Session]]()
    busy, votes = draw.choice((0, 0.3, 0.7)), Random(len(script))  # what others vote is the same in all worlds
    for place, step in enumerate(script):
        if isinstance(step.command, c.Reveal):
            step = replace(step, command=_opened(play, next(ahead), votes))
        now = step.now if step.actor.who == VIEWER else f"{step.now[:11]}{draw.randrange(24):02d}:{draw.randrange(60):02d}:00Z"
        taken = play.does(replace(step, now=now))
        assert taken or (isinstance(step.command, c.Vote) and step.actor.who == HIDDEN), f"a step of both worlds is refused in one: {step}"
        while place and draw.random() < busy:
            play.does(_act(play, now))
        if place in stops:
            stages.append((len(play.steps), play.session))
    names = {seat.party: seat.name for seat in play.session.seats} | {MEDIATOR: "The mediator"}
    counts, sessions = zip(*stages, strict=True)
    return World(tuple(play.steps), tuple(play.events), sessions, (), names, counts)


def _opened(play: _Play, agreed: bool, votes: Random) -> c.Reveal:
    """The ballots as they are opened: north's says what the outcome needs, and anything where it is not seen in it."""
    asked = play.session.vote.voters if play.session.vote else ()
    there = {ballot.by: ballot.sealed for ballot in play.session.ballots}
    others = [who for who in asked if who != HIDDEN]
    willing = (votes.random() < 0.5 and HIDDEN in asked) or agreed
    says = {sealed: "yes" if willing else "no" for who, sealed in there.items() if who != HIDDEN}
    seen = agreed or ((willing or not others) and set(others) <= there.keys())  # only north's own is left to make it so
    if HIDDEN in there:
        says[there[HIDDEN]] = ("yes" if agreed else "no") if seen else play.draw.choice(("yes", "no"))
    return c.Reveal(says)


def _north(play: _Play) -> Actor:
    own = [one.name for one in play.session.delegates if one.party == HIDDEN]
    return Actor(HIDDEN, play.draw.choice(own) if own else "")


def _act(play: _Play, now: str) -> Step:
    """Something between north and the mediator alone; it is refused where it is not lawful, which changes nothing."""
    t, draw = play.table, play.draw
    mine = [one for one in t.session.questions if HIDDEN in one.audience]
    asked, about = draw.choice(mine), t.question()
    others = tuple(party for party in t.parties if party not in (HIDDEN, VIEWER))
    line = (HIDDEN, draw.choice(others)) if others else (HIDDEN, HIDDEN)
    by_north: list[c.Command] = [
        c.GiveAnswer(asked.question, t.answer(asked.about), t.hex()),
        c.Confide(t.answer(about), t.hex(), about),
        c.Criticise(q.OnArticle("1"), q.Answer(words="x" * draw.randint(1, 500)), t.hex()),
        c.Vote(draw.choice(("yes", "no")), t.hex()),
        c.Rekey(HIDDEN, (t.hex(),)),
    ]
    by_mediator: list[c.Command] = [
        c.Ask(HIDDEN, about, draw.choice(WORDS)),
        c.Disclose(draw.choice(ARTEFACTS)(t), (HIDDEN,), t.hex()),
        c.NoteMeeting((HIDDEN,), "2031-05-04", "a hut", draw.randint(1, 99), "", draw.choice(WORDS)),
        draw.choice((c.HoldChannel, c.ResumeChannel))(line, ALONE),
        c.Rekey(HIDDEN, (t.hex(),)),
    ]
    place = draw.randrange(len(by_north) + len(by_mediator))
    command = (*by_north, *by_mediator)[place]
    return Step(command, _north(play) if place < len(by_north) else Actor(MEDIATOR), now)


def _attempts(draw: Random, session: Session) -> Iterator[c.Command]:
    """What the viewer tries: a command of every kind, and what would pry."""
    t = Table(draw, session, by=Actor(VIEWER))
    t.said |= {ballot.sealed: "yes" for ballot in session.ballots}
    yield from (DRAWN[kind](t) for kind in DRAWN)
    for name in (f"{HIDDEN}-1", f"{HIDDEN}-2", f"{VIEWER}-1", f"{VIEWER}-2", f"{VIEWER}-99"):
        yield c.GiveAnswer(name, q.Answer("yes"), t.hex())
    yield c.Vote("perhaps", t.hex())
    yield c.Vote("yes", t.hex())
    yield c.UnseatDelegate(HIDDEN, "nobody")
    yield c.NoteMeeting((HIDDEN, VIEWER), "2031-05-04", level=ALONE)
    yield c.SetMode(Mode.PLENARY)
    yield c.Bracket("1", "line", "shall", "may")
