"""Every (phase, procedure, mode, role, power, command): what the table has goes, what it has not is refused, says what goes, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from onetext.model.artefacts import Words
from onetext.process import commands as c
from onetext.process import events as e
from onetext.process.decide import RULINGS, decide
from onetext.process.moves import MOVES, MoveError, allowed, check_lawful
from onetext.process.questions import Answer, OnArticle, OnReservation
from onetext.process.session import AFTER, Session, fold
from onetext.process.terms import Actor, Delegate, Gate, Line, Mode, Phase, Power, Procedure, Role, Seat

AT, NOW = "2031-05-04T09:00:00Z", "2031-05-05T10:00:00Z"
SEATS = (Seat("north", "North"), Seat("east", "East"), Seat("house", "House", ("ratifier",), "north"))
OPENED = e.Opened("mediator", AT, "The strait", Procedure.ONE_TEXT, Mode.SHUTTLE, SEATS, issues=("line", "port"))
PUT = e.Put("mediator", AT, 1, (("line", "pull"), ("port", "open")), ("north", "east"), ("house",), 1)
FURNISHED = Session(
    OPENED,
    delegates=(Delegate("north", "Ms. North"),),
    draft=e.TextTabled("mediator", AT, 1, issues=("line", "port")),
    questions=(e.Asked("mediator", AT, "north-1", OnReservation(), audience=("north",)),),
    vote=PUT,
)
"""A session in which every command below passes its ruling, once the table lets it."""
NORTH, CHAIR, HOUSE = Actor("north"), Actor("mediator"), Actor("house")

SAMPLES: dict[type, tuple[c.Command, Actor]] = {
    c.Open: (c.Open("The strait", Procedure.ONE_TEXT, Mode.SHUTTLE, SEATS), CHAIR),
    c.SeatDelegate: (c.SeatDelegate(Delegate("north", "Mr. North")), NORTH),
    c.UnseatDelegate: (c.UnseatDelegate("north", "Ms. North"), NORTH),
    c.SetMode: (c.SetMode(Mode.CAUCUS), CHAIR),
    c.TableDraft: (c.TableDraft("ab" * 32), CHAIR),
    c.Ask: (c.Ask("north", OnReservation()), CHAIR),
    c.GiveAnswer: (c.GiveAnswer("north-1", Answer("none"), "cd" * 32), NORTH),
    c.Confide: (c.Confide(Answer(words="Not yet."), "cd" * 32), NORTH),
    c.Criticise: (c.Criticise(OnArticle("1"), Answer(words="Too long."), "cd" * 32), NORTH),
    c.Disclose: (c.Disclose(Words("They will talk."), ("north",)), CHAIR),
    c.NoteMeeting: (c.NoteMeeting(("north",), "2031-05-04"), CHAIR),
    c.HoldChannel: (c.HoldChannel(("north", "east")), CHAIR),
    c.ResumeChannel: (c.ResumeChannel(("north", "east")), CHAIR),
    c.CloseRound: (c.CloseRound(), CHAIR),
    c.PutToVote: (c.PutToVote((("line", "pull"), ("port", "open")), ()), CHAIR),
    c.Vote: (c.Vote("yes", "cd" * 32), NORTH),
    c.Reveal: (c.Reveal({}), CHAIR),
    c.Bracket: (c.Bracket("1/a", "term", "shall", "may"), NORTH),
    c.Lift: (c.Lift("line", "pull"), NORTH),
    c.Initial: (c.Initial(), NORTH),
    c.Sign: (c.Sign(), NORTH),
    c.Ratify: (c.Ratify(), HOUSE),
    c.Withdraw: (c.Withdraw("No trust."), NORTH),
    c.Return: (c.Return(), NORTH),
    c.HandOver: (c.HandOver("A. Person"), CHAIR),
    c.Rekey: (c.Rekey("north"), NORTH),
}
EVERY = list(product(Phase, Procedure, Mode))


def at(phase: Phase, procedure: Procedure, mode: Mode, kind: type) -> Session:
    """The furnished session at a point, opened or not; for `return` the party has left."""
    if phase is Phase.UNOPENED:
        return Session()
    held = replace(FURNISHED, phase=phase, mode=mode, terms=replace(OPENED, procedure=procedure))
    return replace(held, withdrawn=("north",)) if kind is c.Return else held


def sample(kind: type, mode: Mode) -> tuple[c.Command, Actor]:
    """A command that passes its ruling in a mode, and who gives it."""
    command, actor = SAMPLES[kind]
    if isinstance(command, c.SetMode):
        command = c.SetMode(next(one for one in Mode if one is not mode))
    if isinstance(command, c.NoteMeeting) and mode is Mode.PLENARY:
        command = replace(command, who=("north", "east"))
    return command, actor


def has(session: Session, kind: type, role: Role) -> bool:
    """Whether the table has the row, read field by field."""
    move = MOVES[kind]
    opened = session.terms is None or session.terms.procedure in move.procedures
    return role in move.roles and session.phase in move.phases and session.mode in move.modes and opened


@pytest.mark.parametrize("kind", MOVES, ids=lambda kind: MOVES[kind].verb)
def test_a_move_goes_where_the_table_has_it_and_nowhere_else(kind):
    """In every phase, procedure and mode, by whoever may make it; the phase afterwards is that of its events."""
    went = 0
    for phase, procedure, mode in EVERY:
        session = at(phase, procedure, mode, kind)
        command, actor = sample(kind, session.mode)
        role = Role.MEDIATOR if actor.who == "mediator" or session.terms is None else Role.PARTY
        if has(session, kind, role):
            events = decide(session, command, actor, NOW)
            went += 1
            assert events and all(event.by == actor.who and event.at == NOW for event in events)
            leads = [AFTER[type(event)] for event in events if type(event) in AFTER]
            assert fold(events, session).phase is (leads[-1] if leads else phase)
        else:
            assert_refused(session, command, actor)
    assert went


def assert_refused(session: Session, command: c.Command, actor: Actor) -> str:
    """That a move is refused with what is allowed, and that the session is what it was."""
    before = replace(session)
    with pytest.raises(MoveError) as caught:
        decide(session, command, actor, NOW)
    assert session == before
    said = str(caught.value).partition("; allowed: ")[2]
    assert said, str(caught.value)
    return said


@pytest.mark.parametrize("kind", MOVES, ids=lambda kind: MOVES[kind].verb)
def test_a_move_by_one_for_whom_it_is_not_is_refused_with_what_is(kind):
    """A party may not do what the mediator does, nor the mediator what a party does; a stranger nothing."""
    for phase, procedure, mode in EVERY:
        if phase is Phase.UNOPENED:
            continue
        session = at(phase, procedure, mode, kind)
        command, actor = sample(kind, mode)
        other = NORTH if actor is CHAIR else CHAIR
        if kind not in (c.SeatDelegate, c.UnseatDelegate, c.Rekey):
            assert assert_refused(session, command, other) == (", ".join(allowed(session, other)) or "nothing any more")
        assert assert_refused(session, command, Actor("stranger")) == "mediator, north, east, house"
    assert allowed(FURNISHED, Actor("stranger")) == ()


@pytest.mark.parametrize("kind", [kind for kind in MOVES if Role.PARTY in MOVES[kind].roles], ids=lambda kind: MOVES[kind].verb)
def test_a_delegate_may_do_what_its_power_reaches_and_no_more(kind):
    """Listen, negotiate, initial, sign: each includes those before it; the refusal names the power that is needed."""
    for power, (phase, procedure, mode) in product(Power, EVERY):
        session = replace(at(phase, procedure, mode, kind), delegates=(Delegate("north", "Ms. North", power=power),))
        command, actor = sample(kind, mode)
        if phase is Phase.UNOPENED or actor.who != "north" or not has(session, kind, Role.PARTY):
            continue
        if isinstance(command, c.Sign):
            command = c.Sign(ad_referendum=True)
        if list(Power).index(power) >= list(Power).index(MOVES[kind].power):
            assert decide(session, command, actor, NOW)
        else:
            assert assert_refused(session, command, actor) == (", ".join(allowed(session, actor)) or "nothing any more")


def sessions() -> Iterator[tuple[Session, Actor]]:
    """Sessions of all kinds with everybody who might act in them."""
    for phase, procedure, mode in EVERY:
        for power, away, ballots in product(
            (Power.LISTEN, Power.INITIAL, Power.SIGN), ((), ("north",)), ((), (e.Voted("north", AT, 1, "cd" * 32),))
        ):
            held = at(phase, procedure, mode, c.Ask)
            session = replace(held, withdrawn=away, ballots=ballots, delegates=(Delegate("north", "Ms. North", power=power),))
            session = session if phase is not Phase.UNOPENED else Session()
            for actor in (CHAIR, NORTH, Actor("north", "Ms. North"), Actor("north", "nobody"), Actor("east"), HOUSE, Actor("stranger")):
                yield session, actor


def test_what_is_listed_as_allowed_is_what_the_table_lets_through():
    """Neither more nor less; a vote is listed only to one whose vote is waited for."""
    count = 0
    for session, actor in sessions():
        listed = set(allowed(session, actor))
        for kind, move in MOVES.items():
            passes = lets_through(session, SAMPLES[kind][0], actor)
            if kind is c.Vote and passes:
                passes = actor.who in PUT.voters and actor.who not in (ballot.by for ballot in session.ballots)
            assert (move.verb in listed) == passes, (session, actor, move)
            count += 1
    assert count > 20_000


def lets_through(session: Session, command: c.Command, actor: Actor) -> bool:
    """Whether a command reaches its ruling."""
    try:
        check_lawful(session, command, actor)
    except MoveError:
        return False
    return True


def test_where_several_delegates_sit_one_has_to_say_who_it_is():
    """The refusal lists them; what is listed as allowed is what one of them may do."""
    two = (Delegate("north", "Ms. North", power=Power.LISTEN), Delegate("north", "Mr. North"))
    session = replace(FURNISHED, phase=Phase.VOTING, delegates=two)
    assert assert_refused(session, *SAMPLES[c.Vote]) == "Ms. North, Mr. North"
    assert "vote" in allowed(session, NORTH) and "vote" not in allowed(session, Actor("north", "Ms. North"))
    assert decide(session, SAMPLES[c.Vote][0], Actor("north", "Mr. North"), NOW)[0].delegate == "Mr. North"  # type: ignore[union-attr]


SILLY: dict[str, tuple[c.Command, Actor, str]] = {
    "seats itself": (c.Open("", Procedure.ONE_TEXT, Mode.SHUTTLE, (Seat("mediator", "M"),)), CHAIR, "seats of others"),
    "seats nobody": (c.Open("", Procedure.ONE_TEXT, Mode.SHUTTLE, ()), CHAIR, "at least one party"),
    "seats one twice": (c.Open("", Procedure.ONE_TEXT, Mode.SHUTTLE, (SEATS[0], SEATS[0])), CHAIR, "each once"),
    "an issue twice": (c.Open("", Procedure.ONE_TEXT, Mode.SHUTTLE, SEATS, issues=("line", "line")), CHAIR, "each once"),
    "a delegate of another": (c.SeatDelegate(Delegate("east", "X")), NORTH, "its own"),
    "a mandate on no issue": (c.SeatDelegate(Delegate("north", "X", issues=("sea",))), NORTH, "line, port"),
    "a delegate for nobody": (c.SeatDelegate(Delegate("west", "X")), CHAIR, "north, east, house"),
    "nobody to unseat": (c.UnseatDelegate("north", "X"), CHAIR, "Ms. North"),
    "no name to unseat": (c.UnseatDelegate("north", ""), CHAIR, "Ms. North"),
    "nobody seated to unseat": (c.UnseatDelegate("east", ""), CHAIR, "nobody is seated"),
    "the mode that is": (c.SetMode(Mode.SHUTTLE), CHAIR, "caucus, plenary"),
    "a package on no issue": (c.TableDraft(package=(("sea", "open"),)), CHAIR, "line, port"),
    "an issue settled twice": (c.TableDraft(settled=(("line", "pull"), ("line", "hold"))), CHAIR, "each once"),
    "asks nobody": (c.Ask("west", OnReservation()), CHAIR, "north, east, house"),
    "a question not asked": (c.GiveAnswer("east-1", Answer("none"), "cd"), NORTH, "north-1"),
    "an answer that does not fit": (c.GiveAnswer("north-1", Answer("yes"), "cd"), NORTH, "none"),
    "an open answer outside a plenary": (c.GiveAnswer("north-1", Answer("none")), NORTH, "to say it sealed, to the mediator"),
    "confides nothing": (c.Confide(Answer(), "cd"), NORTH, "words, or a question with an answer to it"),
    "confides unsealed": (c.Confide(Answer(words="Well."), ""), NORTH, "the commitment to a sealed text"),
    "an objection without words": (c.Criticise(OnArticle("1"), Answer(), "cd"), NORTH, "words"),
    "discloses to nobody": (c.Disclose(Words("x"), ()), CHAIR, "north, east, house"),
    "discloses to a stranger": (c.Disclose(Words("x"), ("west",)), CHAIR, "north, east, house"),
    "pins without a second look": (
        c.Disclose(Words("x"), ("north",), pinned=True), CHAIR, "to look at what it gives away, and confirm it",
    ),
    "a meeting of two in a shuttle": (c.NoteMeeting(("north", "east"), "2031-05-04"), CHAIR, "that, or another mode"),
    "meets one twice": (c.NoteMeeting(("north", "north"), "2031-05-04"), CHAIR, "each once"),
    "a line of one": (c.HoldChannel(("north",)), CHAIR, "two names"),
    "a line to itself": (c.HoldChannel(("north", "north")), CHAIR, "each once"),
    "new keys for another": (c.Rekey("east"), NORTH, "its own"),
    "new keys for a stranger": (c.Rekey("west"), CHAIR, "north, east, house"),
    "hands over to nobody": (c.HandOver(" "), CHAIR, "the name of a person"),
    "half a package": (c.PutToVote((("line", "pull"),), ()), CHAIR, "one option for every issue"),
    "two options of one issue": (c.PutToVote((("line", "pull"), ("line", "hold"), ("port", "open")), ()), CHAIR, "each once"),
    "asks a stranger to vote": (c.PutToVote((("line", "pull"), ("port", "open")), ("west",)), CHAIR, "north, east, house"),
}  # fmt: skip


@pytest.mark.parametrize("what", SILLY)
def test_a_silly_argument_is_refused_with_what_goes(what):
    """Lawful by the table, and refused by its ruling."""
    command, actor, says = SILLY[what]
    session = Session() if isinstance(command, c.Open) else replace(FURNISHED, phase=Phase.DISCUSSING)
    assert assert_refused(session, command, actor) == says


def test_every_ruling_and_every_gate_has_been_named():
    """The samples above are complete; so is the list of terms that a session can be opened with."""
    assert set(SAMPLES) == set(RULINGS)
    opened = c.Open(
        "T", Procedure.ROLLING, Mode.PLENARY, SEATS, "ab", "cd", "ef", ("01",), ("line",), Gate("principals", 1), (Line(("north", "east")),), True
    )  # fmt: skip
    assert decide(Session(), opened, CHAIR, NOW) == (
        e.Opened(
            "mediator", NOW, "T", Procedure.ROLLING, Mode.PLENARY, SEATS, "ab", "cd", "ef", ("01",), ("line",), opened.gate,
            opened.channels, True,
        ),
    )  # fmt: skip
