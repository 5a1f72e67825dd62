"""Random sessions: replayed they are the same, whoever looks; and their order never depends on the clock (G19)."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random
from typing import Any

from onetext.process.coding import encoded
from onetext.process.decide import decide
from onetext.process.events import Event
from onetext.process.moves import MoveError, allowed
from onetext.process.session import Session, after, fold
from onetext.process.telling import told
from onetext.process.terms import Actor, Phase
from onetext.process.visibility import DAY, SEES, Relation, projected, relation, seen_by, view
from process.walks import MEDIATOR, Step, Walk, walk

WALKS = {seed: walk(seed) for seed in range(200)}


def over(count: int) -> Callable[[Callable[[Walk, Random], None]], Callable[[], None]]:
    """A test that goes over so many walks, and says at which seed it failed."""

    def looped(check: Callable[[Walk, Random], None]) -> Callable[[], None]:
        def test() -> None:
            for seed in range(count):
                try:
                    check(WALKS[seed], Random(seed))
                except AssertionError as error:
                    raise AssertionError(f"seed {seed}: {error}") from error

        test.__doc__ = check.__doc__
        return test

    return looped


def ruled(session: Session, step: Step) -> tuple[tuple[Event, ...], str]:
    """What follows from a step, or what is said against it."""
    try:
        return decide(session, step.command, step.actor, step.now), ""
    except MoveError as error:
        return (), str(error)


def parties(of: Walk) -> list[str]:
    return [seat.party for seat in fold(of.events).seats]


def test_walks_reach_every_event_and_every_phase():
    """What the other tests here rest on: nothing is left out by chance; and a walk takes milliseconds."""
    began = time.perf_counter()
    assert all(walk(seed) == WALKS[seed] for seed in range(30))
    assert (time.perf_counter() - began) / 30 < 0.1
    walks = list(WALKS.values())
    seen = {type(event) for each in walks for event in each.events}
    assert seen == set(SEES)
    assert {one.phase for each in walks for one in states(each)} == set(Phase)
    assert sum(len(each.steps) for each in walks) > 30 * len(WALKS) and sum(len(each.refused) for each in walks) > 5 * len(WALKS)


def states(of: Walk) -> list[Session]:
    """The session before the first event and after each."""
    found = [Session()]
    for event in of.events:
        found.append(after(found[-1], event))
    return found


@over(200)
def test_a_log_replayed_gives_the_same_session(of: Walk, draw: Random) -> None:
    """All at once, step by step, or from any event on; each step of the script gives its events again."""
    found = states(of)
    assert fold(of.events) == found[-1] and found[-1].size == len(of.events)
    middle = len(of.events) // 2
    assert fold(of.events[middle:], found[middle]) == found[-1]
    session = Session()
    for step, events in zip(of.steps, of.taken, strict=True):
        assert decide(session, step.command, step.actor, step.now) == events
        session = fold(events, session)
    assert session == found[-1]


@over(120)
def test_what_a_party_may_do_follows_from_what_it_sees(of: Walk, draw: Random) -> None:
    """Of each party's own attempts, taken or refused: judged by all that happened or by what the party saw of it, the same comes out, the words
    of a refusal included. So no refusal tells a party of what it may not see."""
    mine = [step for step in (*of.steps, *(step for step, _ in of.refused)) if step.actor.who in parties(of)]
    session, seen = Session(), dict.fromkeys(parties(of), Session())
    for events in of.taken:
        session = fold(events, session)
        seen = {party: fold(seen_by(events, party, MEDIATOR), held) for party, held in seen.items()}
        for party, held in seen.items():
            assert allowed(session, Actor(party)) == allowed(held, Actor(party))
        for step in draw.sample(mine, min(3, len(mine))):
            assert ruled(session, step) == ruled(seen[step.actor.who], step)


@over(120)
def test_a_viewer_sees_what_the_table_says_field_by_field(of: Walk, draw: Random) -> None:
    """The mediator sees all; another's event shows its day alone; what is hidden is as if it had never been said."""
    for event in of.events:
        assert projected(event, MEDIATOR, MEDIATOR) == event
        for party in parties(of):
            stands = relation(event, party, MEDIATOR)
            seen, fields = projected(event, party, MEDIATOR), SEES[type(event)][stands]
            assert (seen is None) == (fields is None)
            if seen is not None:
                assert seen.at == (event.at if stands is Relation.OWN else event.at[:DAY])
                hidden = set(encoded(event)) - set(encoded(seen)) - {"at", "type"}
                assert not hidden & set(fields) and encoded(seen).keys() - {"type"} <= set(fields)


@over(60)
def test_a_viewer_sees_the_same_in_parts_as_in_whole(of: Walk, draw: Random) -> None:
    """Projection looks at one event at a time, so a stream grows by what is new and never changes."""
    for party in (MEDIATOR, *parties(of)):
        whole = list(seen_by(of.events, party, MEDIATOR))
        grown: list[Event] = []
        for events in of.taken:
            grown += seen_by(events, party, MEDIATOR)
            assert whole[: len(grown)] == grown
        assert grown == whole and view(of.events, party, MEDIATOR) == fold(whole)


@over(60)
def test_every_event_is_told_in_one_line_of_plain_words(of: Walk, draw: Random) -> None:
    """With the names in it, and to a viewer only what its own event holds."""
    names = {seat.party: seat.name for seat in fold(of.events).seats} | {MEDIATOR: "The mediator"}
    for event in of.events:
        line = told(event, names)
        assert line.isprintable() and line.startswith((*names.values(), "delegate", "Vote", "All have", "The ", "Line of contact")), line
        for party in parties(of):
            seen = projected(event, party, MEDIATOR)
            assert seen is None or "For the mediator alone" not in told(seen, names)


STAMPS = (
    "1970-01-01T00:00:00Z", "2030-05-04T09:00:00Z", "2032-05-04T09:00:00Z", "2016-12-31T23:59:60Z", "2031-03-30T02:30:00Z",
    "2031-10-26T02:30:00+01:00", "2031-10-26T01:30:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
)  # fmt: skip
"""1970, a year back, a year on, a leap second, an hour that does not exist, one that comes twice, the first and the last."""


def timeless(value: Any) -> Any:
    """Plain data without the times in them."""
    if isinstance(value, dict):
        return {key: timeless(one) for key, one in value.items() if key not in ("at", "since")}
    return [timeless(one) for one in value] if isinstance(value, list) else value


@over(60)
def test_the_clock_changes_shown_dates_and_nothing_else(of: Walk, draw: Random) -> None:
    """The same script on a clock that jumps, and on one that runs back: the same events in the same order, the same session, the same refusals."""
    jumping = [draw.choice(STAMPS) for _ in of.steps]
    backwards = [step.now for step in reversed(of.steps)]
    for clock in (jumping, backwards):
        session, events = Session(), list[Event]()
        for step, now in zip(of.steps, clock, strict=True):
            new = decide(session, step.command, step.actor, now)
            assert all(event.at == now for event in new)
            session, events = fold(new, session), [*events, *new]
            for other, _ in of.refused[:3]:
                assert ruled(session, other)[1] == ruled(session, Step(other.command, other.actor, now))[1]
        assert timeless([encoded(event) for event in events]) == timeless([encoded(event) for event in of.events])
        assert timeless(encoded(session)) == timeless(encoded(fold(of.events)))
        for party in parties(of):
            mine, was = (view(some, party, MEDIATOR) for some in (events, of.events))
            assert timeless(encoded(mine)) == timeless(encoded(was)) and allowed(mine, Actor(party)) == allowed(was, Actor(party))
