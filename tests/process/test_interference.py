"""What north does in confidence changes nothing for east: not a byte of any output (G3); and the same test finds every leak that is planted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from onetext.process import events as e
from onetext.process.visibility import seen_by
from process.interference import HIDDEN, OUTPUTS, VIEWER, differences, worlds
from process.planted import PLANTED
from process.walks import MEDIATOR

EXAMPLES, MANY, PARTS = 500, 20_000, 8


def interference(seeds: Iterable[int]) -> Iterator[str]:
    """Every pair of worlds that the viewer can tell apart."""
    for seed in seeds:
        if found := differences(*worlds(seed), VIEWER, OUTPUTS):
            yield f"seed {seed}: {'; '.join(found)}"


def test_what_one_party_does_in_confidence_changes_nothing_for_another():
    """Events, session, told lines, what is allowed, what comes of each attempt, names of questions, sizes, leaves: the same bytes."""
    assert next(interference(range(EXAMPLES)), "") == ""


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_what_one_party_does_in_confidence_changes_nothing_for_another_at_length(part):
    """The same over many more worlds."""
    assert next(interference(range(EXAMPLES + part, EXAMPLES + MANY, PARTS)), "") == ""


@pytest.mark.parametrize("leak", PLANTED)
def test_a_planted_leak_is_found(leak, monkeypatch):
    """The test above is able to fail, in each way that is known."""
    PLANTED[leak](monkeypatch)
    assert next(interference(range(EXAMPLES)), "") != ""


def test_the_worlds_differ_in_everything_that_is_hidden():
    """Else equal bytes would prove nothing: over the examples each hidden kind of act is there, in other numbers, and every event is met."""
    hidden, met, apart, sealed = set[str](), set[str](), 0, 0
    for seed in range(150):
        pair = worlds(seed)
        own = [[event for event in world.events if _between(event)] for world in pair]
        hidden |= {type(event).__name__ for some in own for event in some}
        met |= {type(event).__name__ for world in pair for event in world.events}
        apart += len(own[0]) != len(own[1])
        sealed += [event for world in pair[:1] for event in world.events] != list(pair[1].events)
        assert len(pair[0].attempts) >= 30 and pair[0].stages
        assert len(list(seen_by(pair[0].events, VIEWER, MEDIATOR))) < len(pair[0].events)
    assert hidden == {"Asked", "Answered", "Confided", "Disclosed", "Met", "Voted", "ChannelSet", "Rekeyed"}
    assert met == {kind.__name__ for kind in e.Event.__args__}  # type: ignore[attr-defined]
    assert apart > 100 and sealed == 150


def _between(event: e.Event) -> bool:
    """Whether an event is north's and the mediator's, and the viewer's not."""
    named = {event.by, *event.audience}
    return (
        HIDDEN in named
        and VIEWER not in named
        and type(event) in (e.Asked, e.Answered, e.Confided, e.Disclosed, e.Met, e.Voted, e.ChannelSet, e.Rekeyed)
    )


def test_a_difference_is_told_with_the_output_and_the_place():
    """Whoever breaks the promise sees at once where."""
    one, other = worlds(3)
    outputs = [("all", lambda world, viewer: repr(world.events).encode()), ("none", lambda world, viewer: viewer.encode())]
    (found,) = differences(one, other, VIEWER, outputs)
    assert found.startswith("all, byte ")
    assert differences(one, one, VIEWER, outputs) == []
    assert differences(one, other, MEDIATOR, OUTPUTS) != [], "the mediator sees all"
