"""Worlds of `process.interference`, played at a real table: sealed for real, stored, signed; and everything that a viewer is given of each.

What chance gives is fixed in both worlds alike: the keys, since both begin with a copy of one folder; the salts, by who acts for the
how manieth time; the time, by the script. The viewer makes no new keys for itself, since these would be drawn.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import onetext.api.table.views as views
from onetext.api.table import acts, cases, keeping, records, said, verifying
from onetext.api.table.naming import naming_for
from onetext.api.table.papers import paper
from onetext.api.table.sealing import Opened, opened
from onetext.api.table.tables import More, Table
from onetext.api.table.tables import opened as open_table
from onetext.cli.table.showing import log_lines, status_lines, verified_lines, view_lines
from onetext.errors import OnetextError, UsageError
from onetext.process import commands as c
from onetext.process import moves
from onetext.process.questions import Answer
from onetext.process.session import Session
from onetext.process.terms import ESCROW, Actor
from process.interference import HIDDEN, VIEWER, World, many
from process.walks import MEDIATOR, Step
from table.settings import CHEAP, KINDS, PHRASE, Kind, made, phrase

EAST = Actor(VIEWER)


@dataclass(slots=True)
class Play:
    """A table at which a world is played: the passphrases of today, and what each vote is to say."""

    table: Table
    says: dict[str, str]
    phrases: dict[str, str] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    hidden: int = 0

    def phrase(self, holder: str) -> str:
        return self.phrases.get(holder, phrase(holder))


def says(world: World) -> dict[str, str]:
    """What every vote of a world says, by its commitment there: as it is revealed; yes where it never is."""
    revealed = [step.command.ballots for step in world.steps if isinstance(step.command, c.Reveal)]
    return {commitment: word for ballots in revealed for commitment, word in ballots.items()}


def salts(seed: str) -> Callable[[], bytes]:
    """Salts that a seed gives, one after the other."""
    draw = Random(seed)
    return lambda: draw.randbytes(32)


def does(play: Play, step: Step) -> None:
    """Make a move of a world at the table."""
    table, who, command = play.table, step.actor, step.command
    if isinstance(command, c.Rekey) and who.who == VIEWER:
        return
    kind = f"{who.who} {type(command).__name__}"
    play.done[kind] += 1
    table.clock, table.salts = (lambda: step.now), salts(f"{kind} {play.done[kind]}")
    key = ""
    if HIDDEN in (who.who, *getattr(command, "to", ()), *getattr(command, "who", ()), getattr(command, "party", "")):
        play.hidden += 1
        key = f"note-{play.hidden}"
    with suppress(UsageError):  # an answer about what the case does not have is refused, and changes nothing that comes later
        DOES.get(type(command), _plainly)(play, command, who, key)


def _plainly(play: Play, of: Any, who: Actor, key: str) -> None:
    play.table.move(of, who, More(key=key))


def _answer(play: Play, of: c.GiveAnswer, who: Actor, key: str) -> None:
    acts.answer(play.table, who, of.question, of.answer, openly=not of.sealed, key=key)


def _criticise(play: Play, of: c.Criticise, who: Actor, key: str) -> None:
    acts.criticise(play.table, who, "line" if of.about.article == "1" else "port", of.answer.words, openly=not of.sealed, key=key)


def _reveal(play: Play, of: c.Reveal, who: Actor, key: str) -> None:
    with play.table.unlocked(MEDIATOR, play.phrase(MEDIATOR)) as vault:
        acts.reveal(play.table, who, vault)


def _draft(play: Play, of: c.TableDraft, who: Actor, key: str) -> None:
    terms = play.table.session.terms
    assert terms
    play.table.move(c.TableDraft(terms.shared, terms.case, of.package, of.settled, of.issues, of.why), who)


def _hand_over(play: Play, of: c.HandOver, who: Actor, key: str) -> None:
    with play.table.unlocked(MEDIATOR, play.phrase(MEDIATOR)) as vault:
        play.phrases[MEDIATOR] = f"{PHRASE}-{len(play.phrases)}-{sum(play.done.values())}"
        keeping.hand_over(play.table, who, vault, of.to, play.phrases[MEDIATOR])


def _rekey(play: Play, of: c.Rekey, who: Actor, key: str) -> None:
    new = f"{PHRASE}-{len(play.phrases)}-{sum(play.done.values())}"
    with play.table.unlocked(who.who, play.phrase(who.who)) as vault:
        if of.whose == ESCROW:
            keeping.new_shares(play.table, who, vault, play.phrase(MEDIATOR))
        elif of.whose == who.who:
            keeping.new_passphrase(play.table, who, vault, new, key=key)
            play.phrases[who.who] = new
        else:
            keeping.lost(play.table, who, vault, of.whose, new, key=key)
            play.phrases[of.whose] = new


DOES: dict[type, Callable[[Play, Any, Actor, str], None]] = {
    c.GiveAnswer: _answer,
    c.Confide: lambda play, of, who, key: void(acts.confide(play.table, who, of.answer, of.about, key=key)),
    c.Criticise: _criticise,
    c.Vote: lambda play, of, who, key: void(acts.vote(play.table, who, play.says.get(of.sealed, "yes"), key=key)),
    c.Reveal: _reveal,
    c.TableDraft: _draft,
    c.HandOver: _hand_over,
    c.Rekey: _rekey,
}
"""How a command is done that brings more than itself."""


def void(_: object) -> None:
    """Nothing, after something."""


@contextmanager
def played(world: World, folder: Path, kind: Kind) -> Iterator[tuple[Play, list[dict[str, bytes]]]]:
    """The table after a world was played on a copy of a session of a kind, and what the viewer was given on the way."""
    made(kind).copy(folder)
    with open_table(folder, writing=True) as table:
        table.cost = CHEAP
        play, given = Play(table, says(world)), list[dict[str, bytes]]()
        for place, step in enumerate(world.steps, 1):
            does(play, step)
            if place in world.stops[:-1]:
                given.append(locked(play))
        yield play, given


def start(kind: Kind) -> Session:
    """The session of a kind as it begins."""
    with open_table(made(kind).folder) as table:
        return table.session


def text(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


Output = Callable[[Play, Opened], bytes]


def _view(play: Play, own: Opened) -> bytes:
    found = views.view(play.table, views.checked_viewer(play.table, VIEWER), own)
    return text(found.to_dict()) + "\n".join(view_lines(found, naming_for(play.table, VIEWER))).encode()


def _log(play: Play, own: Opened) -> bytes:
    found = views.log(play.table, VIEWER, own)
    return text(found.to_dict()) + "\n".join(log_lines(found, naming_for(play.table, VIEWER), MEDIATOR)).encode()


def _standing(play: Play, own: Opened) -> bytes:
    found = views.status(play.table, VIEWER)
    return text(found.to_dict()) + "\n".join(status_lines(found)).encode()


def _allowed(play: Play, own: Opened) -> bytes:
    session = play.table.session
    mine = [Actor(VIEWER, one.name) for one in session.delegates if one.party == VIEWER]
    return repr([moves.allowed(session, one) for one in (EAST, *mine)]).encode()


def _stored(play: Play, own: Opened) -> bytes:
    """What the store has in the viewer's stream."""
    log = play.table.log
    return b"\n".join([*(one.data for one in log.entries(VIEWER)), *(one.note.encode() for one in log.heads(VIEWER))])


def _case(play: Play, own: Opened) -> bytes:
    """The case on which the viewer's questions are answered, and what its own answers took the place of."""
    found = cases.case_for(play.table, VIEWER, own)
    return paper(found.case) + repr((found.differences, found.label)).encode()


def masked(export: dict[str, Any]) -> dict[str, Any]:
    """An export without what may differ: the heads of the case tree, the proofs in it, and the hash of the salted leaf before one's own."""
    for one in export["rounds"]:
        one["head"], one["proof"] = "head", len(one["proof"])
        one["leaf"] = {**json.loads(one["leaf"]), "before": "hash"}
    for one in export["consistency"]:
        one["proof"] = len(one["proof"])
    return export


def _exported(play: Play, own: Opened) -> bytes:
    """The export with the viewer's own contents opened, and what its check says."""
    path = play.table.folder.path / "east.json"
    with play.table.unlocked(VIEWER, play.phrase(VIEWER)) as vault:
        records.write_export(play.table, VIEWER, path, vault)
    receipt = records.receipt(play.table, VIEWER).note
    found = verifying.verify(path, [("receipt", receipt)])
    export = masked(json.loads(path.read_bytes()))
    path.unlink()
    return text(export) + text(found.to_dict()) + "\n".join(verified_lines(found)).encode()


LOOKS: dict[str, Output] = {
    "view": _view,
    "log": _log,
    "status": _standing,
    "allowed": _allowed,
    "receipt": lambda play, own: text(records.receipt(play.table, VIEWER).to_dict()),
    "store": _stored,
}
"""What the viewer can look at at any time."""
OUTPUTS: dict[str, Output] = {**LOOKS, "case": _case, "export": _exported}


def locked(play: Play) -> dict[str, bytes]:
    """What can be looked at without a passphrase."""
    return {name: _said(render, play, {}) for name, render in LOOKS.items()}


def unlocked(play: Play) -> dict[str, bytes]:
    """Every output, with the viewer's own contents opened."""
    with play.table.unlocked(VIEWER, play.phrase(VIEWER)) as vault:
        own = opened(play.table, vault, "to look at it")
    return {name: _said(render, play, own) for name, render in OUTPUTS.items()}


def _said(render: Output, play: Play, own: Opened) -> bytes:
    """What is rendered, or the words of a refusal."""
    try:
        return render(play, own)
    except OnetextError as wrong:
        return f"{type(wrong).__name__}: {wrong}".encode()


def _typed(question: str, says: str) -> Callable[[Table, str], Any]:
    return lambda table, name: acts.typed_answer(table, Actor(VIEWER, name), question, (says, "", ""))


def _act(command: c.Command, key: str = "") -> Callable[[Table, str], Any]:
    return lambda table, name: table.move(command, Actor(VIEWER, name), More(key=key))


TRIES: tuple[Callable[[Table, str], Any], ...] = (
    *(_typed(f"{who}-{n}", word) for who in (HIDDEN, VIEWER) for n in (1, 2, 9) for word in ("40", "yes", "perhaps")),
    *(_act(c.Confide(Answer(words="x"), "ab" * 32), f"note-{n}") for n in (1, 2, 3)),
    *(_act(command) for command in (c.Reveal({}), c.Initial(), c.Sign(), c.Ratify(), c.Return(), c.CloseRound(), c.HandOver("me"))),
    lambda table, name: acts.vote(table, Actor(VIEWER, name), "perhaps"),
    lambda table, name: acts.vote(table, Actor(VIEWER, name), "yes"),
    lambda table, name: acts.typed_put(table, Actor(VIEWER, name), "draft"),
    lambda table, name: acts.ask(table, Actor(VIEWER, name), HIDDEN, said.About(reservation=True)),
    lambda table, name: acts.typed_confidence(table, Actor(VIEWER, name), said.About(line="answer-1"), ("yes", "", "")),
    lambda table, name: acts.criticise(table, Actor(VIEWER, name), "line", "too long"),
    lambda table, name: acts.typed_draft(table, Actor(VIEWER, name), "", "line=hold"),
    lambda table, name: views.checked_viewer(table, "stranger"),
    lambda table, name: table.unlocked(HIDDEN, "the wrong passphrase").__enter__(),
    lambda table, name: table.move(c.Withdraw("enough"), Actor(VIEWER, name)),
    lambda table, name: table.move(c.Vote("yes", "ab" * 32), Actor(VIEWER, name)),
)
"""What the viewer tries at the end: what would pry, what is wrong, and what goes."""


def attempted(play: Play) -> bytes:
    """What comes of each attempt: the move as its maker knows it, with its receipt, or the words of the refusal."""
    table, found = play.table, list[str]()
    name = next((one.name for one in table.session.delegates if one.party == VIEWER), "")
    for number, attempt in enumerate(TRIES):
        table.clock, table.salts = (lambda: "2031-06-01T09:00:00Z"), salts(f"attempt {number}")
        try:
            done = attempt(table, name)
            found.append(json.dumps(views.moved(table, VIEWER, done).to_dict()) if hasattr(done, "receipt") else repr(done))
        except OnetextError as wrong:
            found.append(f"{type(wrong).__name__}: {wrong}")
    return "\n".join(found).encode()


def outputs(world: World, folder: Path, kind: Kind) -> dict[str, bytes]:
    """Everything that the viewer is given in a world, by name."""
    with played(world, folder, kind) as (play, given):
        found = {f"{name} at stop {n}": data for n, some in enumerate(given) for name, data in some.items()}
        found |= unlocked(play)
        found["attempts"] = attempted(play)
        found |= {f"{name} at the end": data for name, data in locked(play).items()}
    shutil.rmtree(folder)
    return found


def apart(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Where two worlds can be told apart: the output, the place, and what stands there in each."""
    found = [f"{name} is there in one alone" for name in one.keys() ^ other.keys()]
    for name in one.keys() & other.keys():
        if one[name] != other[name]:
            a, b = one[name], other[name]
            at = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
            found.append(f"{name}, byte {at}: {a[max(0, at - 60) : at + 60]!r} and {b[max(0, at - 60) : at + 60]!r}")
    return sorted(found)


def interference(seeds: range, folder: Path, count: int, steps: int = 14) -> Iterator[str]:
    """Every world that the viewer can tell from the first one of its script."""
    for seed in seeds:
        kind = KINDS[seed % len(KINDS)]
        worlds = many(seed, steps, count, start(kind))
        first = outputs(worlds[0], folder / "world", kind)
        for turn, world in enumerate(worlds[1:], 1):
            if found := apart(first, outputs(world, folder / "world", kind)):
                yield f"seed {seed}, world {turn}: {'; '.join(found)}"
