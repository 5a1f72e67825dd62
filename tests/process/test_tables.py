"""Every table of the procedure has one row for each thing that it is about, and only fields that may be empty are hidden."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import get_args

import pytest

from onetext.process import commands as c
from onetext.process import events as e
from onetext.process import questions as q
from onetext.process.coding import EVENTS
from onetext.process.decide import RULINGS
from onetext.process.moves import MOVES
from onetext.process.overlay import LAYS
from onetext.process.questions import SAYS
from onetext.process.session import AFTER, THEN
from onetext.process.telling import TELLS
from onetext.process.terms import Phase
from onetext.process.visibility import SEES, Relation
from process.walks import ARTEFACTS, DRAWN, QUESTIONS

EVERY_EVENT, EVERY_COMMAND, EVERY_QUESTION = (set(get_args(union)) for union in (e.Event, c.Command, q.Question))
TABLES = {
    "THEN": (THEN, EVERY_EVENT),
    "SEES": (SEES, EVERY_EVENT),
    "TELLS": (TELLS, EVERY_EVENT),
    "EVENTS": (dict.fromkeys(EVENTS.values()), EVERY_EVENT),
    "MOVES": (MOVES, EVERY_COMMAND),
    "RULINGS": (RULINGS, EVERY_COMMAND),
    "DRAWN": (DRAWN, EVERY_COMMAND),
    "LAYS": (LAYS, EVERY_QUESTION),
    "SAYS": (SAYS, EVERY_QUESTION),
}


def classes(module: object) -> set[type]:
    """The classes that a module defines itself."""
    return {one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_row_for_each_and_no_other(name):
    """A new event, command or question without a row is found here."""
    table, every = TABLES[name]
    assert set(table) == every


def test_nothing_is_defined_that_no_union_names():
    """An event or a command that stands in its module and not in the union would be in no table either."""
    assert classes(e) == EVERY_EVENT
    assert classes(c) == EVERY_COMMAND
    assert classes(q) - {q.Answer} == EVERY_QUESTION
    assert set(AFTER) <= EVERY_EVENT and len(QUESTIONS) == len(EVERY_QUESTION) and len(ARTEFACTS) == 7


@pytest.mark.parametrize("kind", sorted(EVERY_EVENT, key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_only_what_may_be_empty_is_hidden(kind):
    """A field without a default cannot be left out of what a viewer sees; a relation without a row would see nothing."""
    named = {one.name: one for one in fields(kind)}
    assert set(SEES[kind]) == set(Relation) - {Relation.MEDIATOR}
    for seen in SEES[kind].values():
        if seen is not None:
            assert set(seen) <= set(named)
            assert all(one.default is not MISSING for name, one in named.items() if name not in seen)


@pytest.mark.parametrize("kind", sorted(EVERY_EVENT, key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_who_did_it_sees_no_less_than_who_is_named_and_these_no_less_than_others(kind):
    """Nobody learns less of its own act than others do; where nobody but the mediator does it, own sees nothing."""
    own, named, other = (set(SEES[kind][one] or ()) for one in (Relation.OWN, Relation.NAMED, Relation.OTHER))
    assert other <= named or not named
    assert named <= own or kind in (e.Asked, e.Disclosed, e.Met, e.ChannelSet)


def test_what_others_never_see_is_this_and_nothing_else():
    """The confidential events by name: a change of the table is a change of what is promised."""
    assert {kind for kind in EVERY_EVENT if SEES[kind][Relation.OTHER] is None} == {
        e.Asked, e.Answered, e.Confided, e.Disclosed, e.Met, e.ChannelSet, e.Voted, e.Rekeyed,
    }  # fmt: skip
    for_the_mediator = {(kind, one.name) for kind in EVERY_EVENT for one in fields(kind) if one.name in ("note", "leaks", "pinned")}
    hidden = {(kind, name) for kind, name in for_the_mediator if not any(name in (seen or ()) for seen in SEES[kind].values())}
    assert hidden == for_the_mediator != set()


def test_every_verb_calls_one_move():
    """Two moves by one word could not be told apart on the command line."""
    verbs = [move.verb for move in MOVES.values()]
    assert len(set(verbs)) == len(verbs)


def test_every_phase_is_reached_and_left_by_some_move():
    """No phase that no event leads to; from each something may be done, be it only to keep the record."""
    assert {Phase.UNOPENED, *AFTER.values()} == set(Phase)
    assert {phase for move in MOVES.values() for phase in move.phases} == set(Phase)
