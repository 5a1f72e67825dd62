"""Golden playthroughs: a text with commands comes out with what each viewer at the table sees after each of them.

A line that begins with `$ ` is a command, typed as a user would; `$ for p in a b; do ...; done` is one for several parties. A line
`## 2043-09-15 ...` sets the day. What is indented below a command is made: who reads which new sentences in its log, its own sealed
contents opened by its own key; who reads nothing; what was refused; and what a look (`--check`) says. All else stays as it is.

Clock and days are fixed here, and nothing that depends on keys is shown, so the same script gives the same text.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from shlex import split
from textwrap import wrap
from typing import Any
from unittest import mock

from onetext.api.table import opening, tables
from onetext.api.table.sealing import ANSWERS, answer_of, opened
from onetext.api.table.views import log, view, viewers
from onetext.cli.run import run as run_command
from onetext.model.numbers import show
from onetext.process import events as e
from onetext.process.telling import ended, number
from onetext.store.keys.birth import born
from onetext.store.keys.wrapping import Cost

PLAYS = sorted(Path(__file__).parent.glob("*.txt"))
LOOP = re.compile(r"for p in ([\w ]+); do (.+); done")
DAY = re.compile(r"^## (\d{4}-\d\d-\d\d)")
WIDTH = 110
CHEAP = Cost(1, 8, 1)
"""What guessing at a passphrase costs here: nothing, so that nobody waits."""
PASSPHRASE = "the mediator of this playthrough"


@dataclass(frozen=True)
class Secret:
    """What somebody sealed: whose it is, and the strings of it that nobody else but the mediator may read."""

    by: str
    strings: tuple[str, ...]


@dataclass
class Played:
    """What a play left: its text, all that each viewer ever saw, the secrets, and the moves that were refused."""

    text: str = ""
    seen: dict[str, list[str]] = field(default_factory=dict)
    secrets: list[Secret] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@dataclass
class Table:
    """The session that is played: its folder, who has which passphrase, how many sentences each has read, and the time."""

    folder: Path = Path()
    passphrases: dict[str, str] = field(default_factory=dict)
    read: dict[str, int] = field(default_factory=dict)
    time: datetime = datetime(2000, 1, 1, 9, tzinfo=UTC)
    vaults: dict[str, Any] = field(default_factory=dict)
    open: ExitStack = field(default_factory=ExitStack)

    def minute_later(self, zone: object) -> datetime:
        """What stands for the clock: every look at it is a minute after the last."""
        self.time += timedelta(minutes=1)
        return self.time


def played(script: str) -> Played:
    """A script played in the current folder."""
    done, table = Played(), Table()
    lines: list[str] = []
    with _settings(table), table.open:
        for line in script.splitlines():
            if line.startswith("  "):
                continue
            lines.append(line)
            if day := DAY.match(line):
                table.time = datetime.fromisoformat(f"{day[1]}T09:00:00+00:00")
            if line.startswith("$ "):
                told = [found for command in _commands(line[2:]) for found in _told(command, table, done)]
                lines += [*told, *_grouped(_news(table, done)), ""]
        _finish(table, done)
    done.text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"
    return done


@contextmanager
def _settings(table: Table) -> Iterator[None]:
    environment = {"ONETEXT_PASSPHRASE": PASSPHRASE}
    clock = mock.Mock(wraps=datetime)
    clock.now = table.minute_later
    cheap = mock.patch.object(opening, "born", lambda name, seats, phrases, cost: born(name, seats, phrases, CHEAP))
    with mock.patch.dict(os.environ, environment), mock.patch.object(tables, "datetime", clock), cheap:
        yield


def _commands(typed: str) -> list[str]:
    """The commands of a line."""
    loop = LOOP.fullmatch(typed)
    return [loop[2].replace("$p", party) for party in loop[1].split()] if loop else [typed]


def _told(command: str, table: Table, done: Played) -> list[str]:
    """Run a command, and give what it says where that is no receipt."""
    arguments = split(command)[1:]
    opens = arguments[:2] == ["table", "new"]
    shown, wrong = StringIO(), StringIO()
    with redirect_stdout(shown), redirect_stderr(wrong):
        code = run_command([*arguments, "--json"] if opens else arguments)
    looked = ["  the mediator alone is told:", *(f"    {line}".rstrip() for line in shown.getvalue().strip().splitlines())]
    if code:
        done.refused.append(wrong.getvalue())
        return [*(looked if shown.getvalue() else []), *_indented(f"refused: {wrong.getvalue().strip().removeprefix('onetext: ')}", "  ")]
    if opens:
        made = json.loads(shown.getvalue())
        table.folder = Path(made["folder"])
        table.passphrases = dict(made["passphrases"])
    return looked if "--check" in arguments else []


def _news(table: Table, done: Played) -> dict[str, list[str]]:
    """The new sentences of each viewer, as its own key shows them."""
    found = {}
    with tables.opened(table.folder, writing=True) as there:
        for viewer in viewers(there):
            sealed = _own(there, viewer, table)
            lines = log(there, viewer, sealed).to_dict()["entries"]
            new = lines[table.read.get(viewer, 0) :]
            table.read[viewer] = len(lines)
            name = "mediator" if viewer == there.held.mediator else viewer
            found[name] = [f"{one['says']} It says: {ended(one['answer'])}" if one["answer"] else one["says"] for one in new]
            known = done.seen.setdefault(name, [])
            known += found[name]
            known.append(json.dumps(view(there, viewer, sealed).to_dict(), ensure_ascii=False))
    return found


def _own(there: tables.Table, viewer: str, table: Table) -> Any:
    """What a viewer's own key opens; nothing is unlocked where nothing is sealed."""
    holder = "mediator" if viewer == there.held.mediator else viewer
    own = [event for event in there.events if getattr(event, "sealed", "") and (holder == "mediator" or event.by == viewer)]
    if not own:
        return {}
    kinds = ANSWERS if holder == "mediator" else ()
    if holder not in table.vaults:
        table.vaults[holder] = table.open.enter_context(there.unlocked(viewer, table.passphrases[holder]))
    return opened(there, table.vaults[holder], "played", kinds)


def _grouped(news: dict[str, list[str]]) -> list[str]:
    """Who reads what, those who read the same together."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for viewer, sentences in news.items():
        groups.setdefault(tuple(sentences), []).append(viewer)
    nobody = groups.pop((), [])
    if not groups:
        return ["  nobody reads anything new"]
    shown: list[str] = []
    for sentences, who in groups.items():
        shown += _indented("everybody" if len(groups) == 1 and not nobody else ", ".join(who), "  ")
        shown += [line for sentence in sentences for line in _indented(sentence, "      ")]
    return [*shown, *_indented(f"nothing new: {', '.join(nobody)}", "  ")] if nobody else shown


def _indented(text: str, by: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=by, subsequent_indent=by + "  ", break_long_words=False, break_on_hyphens=False)


def _finish(table: Table, done: Played) -> None:
    """What was sealed, and all bytes that each viewer's stream and export hold."""
    from onetext.api.table.records import export

    with tables.opened(table.folder, writing=True) as there:
        found = _own(there, there.held.mediator, table)
        for event in there.events:
            if isinstance(event, e.Answered | e.Confided):
                answer = answer_of(found[event.sealed])
                figures = [one for one in (answer.points and answer.points.low, answer.soften) if one is not None]
                strings = [text for one in figures for text in (show(one), number(one))]
                done.secrets.append(Secret(event.by, (answer.words, *strings)))
        for viewer in viewers(there):
            name = "mediator" if viewer == there.held.mediator else viewer
            done.seen[name].append(json.dumps(export(there, viewer).to_dict(), ensure_ascii=False))
