"""What north does in confidence changes nothing for east at a real table: not a byte of any output (G3); each planted leak is found by the same test."""

from __future__ import annotations

import contextlib
import io
import json
import os
from pathlib import Path

import pytest

from onetext.cli.run import run
from onetext.process import commands as c
from process.interference import HIDDEN, VIEWER, World, many
from table.planted import PLANTED
from table.settings import KINDS, PHRASE, fast_folder
from table.worlds import apart, interference, masked, played, start

SCRIPTS, WORLDS = 63, 9
"""So many scripts, each played in so many worlds, all but the first held against the first: 504."""
MANY, PARTS = 20_000, 8


@pytest.fixture
def folder() -> Path:
    """A place in memory for a world at a time."""
    return fast_folder()


def test_what_one_party_does_in_confidence_changes_nothing_for_another(folder):
    """Views, logs, files, receipts, refusals and moves of its own, on the way and at the end: the same bytes."""
    assert next(interference(range(SCRIPTS), folder, WORLDS), "") == ""


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_what_one_party_does_in_confidence_changes_nothing_for_another_at_length(part, folder):
    """The same over many more worlds."""
    scripts = range(SCRIPTS + part, SCRIPTS + MANY // (WORLDS - 1), PARTS)
    assert next(interference(scripts, folder, WORLDS, steps=30), "") == ""


@pytest.mark.parametrize("leak", PLANTED)
def test_a_planted_leak_is_found(leak, folder, monkeypatch):
    """The test above is able to fail, in each way that is known."""
    for kind in KINDS:
        start(kind)
    PLANTED[leak](monkeypatch)
    assert next(interference(range(SCRIPTS), folder, 3), "") != ""


def test_the_worlds_differ_in_everything_that_is_hidden():
    """Else equal bytes would prove nothing: each kind of hidden act is there, in other numbers from world to world."""
    hidden, other = set[str](), 0
    for seed in range(SCRIPTS):
        worlds = many(seed, 14, WORLDS, start(KINDS[seed % len(KINDS)]))
        acts = [[step for step in world.steps if _hidden(step.command, step.actor.who)] for world in worlds]
        hidden |= {type(step.command).__name__ for some in acts for step in some}
        other += len({len(some) for some in acts}) > 1
    assert hidden >= {"Ask", "GiveAnswer", "Confide", "Criticise", "Disclose", "NoteMeeting", "Vote", "Rekey"}
    assert other > SCRIPTS * 0.8


def _hidden(command: c.Command, who: str) -> bool:
    named = {*getattr(command, "to", ()), *getattr(command, "who", ()), getattr(command, "party", ""), getattr(command, "whose", "")}
    return named - {""} == {HIDDEN} or (who == HIDDEN and bool(getattr(command, "sealed", "")))


LOOKS = (
    ["table", "view", "S", "--as", VIEWER],
    ["table", "view", "S", "--as", VIEWER, "--json"],
    ["table", "view", "S", "--as", VIEWER, "--locked"],
    ["table", "log", "S", "--as", VIEWER],
    ["table", "log", "S", "--as", VIEWER, "--json"],
    ["table", "receipt", "S", "--as", VIEWER, "-o", "east.receipt"],
    ["table", "receipt", "S", "--as", VIEWER, "--json"],
    ["table", "export", "S", "--as", VIEWER, "-o", "east.json"],
    ["table", "verify", "east.json", "--receipt", "east.receipt"],
    ["table", "verify", "east.json", "--json"],
    *(["table", "answer", "S", f"{who}-{n}", word, "--as", VIEWER] for who in (HIDDEN, VIEWER) for n in (1, 2) for word in ("x", "none")),
    ["table", "confide", "S", "--words", "", "--as", VIEWER],
    ["table", "vote", "S", "perhaps", "--as", VIEWER],
    ["table", "sign", "S", "--as", VIEWER],
    ["table", "reveal", "S", "--as", VIEWER],
    ["table", "close", "S", "--as", VIEWER],
    ["table", "view", "S", "--as", "stranger"],
    ["table", "hand-over", "S", "Me", "--as", VIEWER],
    ["table", "passphrase", "S", "--as", HIDDEN],
    ["brief", "S", "--for", VIEWER],
    ["why", "S", "--for", VIEWER],
    ["zopa", "S", "--for", VIEWER, "--json"],
    ["solve", "S", "--for", VIEWER],
)  # fmt: skip
"""What is asked for the viewer by commands; `close` and the like are refused, by the same words."""


@pytest.mark.parametrize("seed", range(200, 205))
def test_the_commands_tell_a_party_nothing_of_another(seed, folder, monkeypatch):
    """Two worlds each: what is printed, by which status it ends, and what is written, the same bytes by the name of the same folder."""
    kind = KINDS[seed % len(KINDS)]
    given = [_commands(world, folder / str(turn), kind, monkeypatch) for turn, world in enumerate(many(seed, 20, 2, start(kind)))]
    assert apart(*given) == []
    assert given[0]["table verify east.json --receipt east.receipt"].startswith(b"0")
    assert b'"entries"' in given[0]["east.json"] and given[0][" ".join(["brief", "S", "--for", VIEWER])].startswith(b"0")


def _commands(world: World, place: Path, kind: object, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What each command gives in a world; the time that a solver takes is no part of it."""
    place.mkdir()
    with played(world, place / "S", kind) as (play, _):  # type: ignore[arg-type]
        phrase = play.phrase(VIEWER)
    found = {}
    monkeypatch.chdir(place)
    monkeypatch.setenv("ONETEXT_PASSPHRASE", phrase)
    monkeypatch.setenv("ONETEXT_NEW_PASSPHRASE", PHRASE)
    for command in LOOKS:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(command)
        found[" ".join(command)] = f"{code}\n{out.getvalue()}\n{err.getvalue()}".encode()
    found["east.receipt"] = Path("east.receipt").read_bytes()
    found["east.json"] = json.dumps(masked(json.loads(Path("east.json").read_bytes()))).encode()
    os.chdir(place.parent)
    return found
