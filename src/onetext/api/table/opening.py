"""Opening a session on a case: its folder, its keys, its store and its first event."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onetext.api.reading import PathLike, gather, read_case
from onetext.api.table import folder as folders
from onetext.api.table.held import viewers
from onetext.api.table.papers import digest, paper
from onetext.api.table.tables import Clock, More, Table, now
from onetext.errors import UsageError
from onetext.model import shown
from onetext.model.case import Case
from onetext.model.shown import Shape
from onetext.process import commands as c
from onetext.process.overlay import shared
from onetext.process.record.heads import key_words
from onetext.process.terms import MEDIATOR, Actor, Gate, Line, Mode, Procedure, Seat
from onetext.store.keys import signing
from onetext.store.keys.birth import Born, born
from onetext.store.keys.phrases import made_passphrase
from onetext.store.keys.records import RESERVED
from onetext.store.keys.wrapping import STRONG, Cost
from onetext.store.log import create

AT_THE_TABLE = ("principal", "bloc", "holder", "guarantor", "ratifier")
"""The roles that have a seat; who is `outside` has none."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a session is opened. `guesses`: let the parties see what the case only guesses."""

    procedure: Procedure = Procedure.ONE_TEXT
    mode: Mode = Mode.SHUTTLE
    gate: Gate | None = None
    guesses: bool = False


@dataclass(frozen=True, slots=True)
class New:
    """A session that was opened: where, who sits at the table, and the words by which its signing key is known.

    `passphrases` by holder and `recovery`, three shares of which two open everything, are told once and kept nowhere.
    """

    folder: str
    session: str
    mediator: str
    seats: tuple[str, ...]
    key_words: str
    passphrases: tuple[tuple[str, str], ...]
    recovery: tuple[str, ...]
    hidden: int

    SHAPE = Shape("onetext/table_new/1")
    to_dict = shown.to_dict


USUAL = Terms()


def gate(typed: str) -> Gate | None:
    """A measure of progress as typed, `principals:18`; None where nothing was."""
    if not typed:
        return None
    level, colon, number = typed.rpartition(":")
    if not (colon and level.strip() and number.isdecimal() and int(number) > 0):
        raise UsageError(f"{typed!r} is no measure of progress; allowed: LEVEL:N, such as principals:18")
    return Gate(level.strip(), int(number))


@dataclass(frozen=True, slots=True)
class Outside:
    """What a new session takes from outside: the time, an id that nobody has, and what guessing at its passphrases costs."""

    clock: Clock = now
    name: Callable[[], str] = lambda: secrets.token_hex(16)
    cost: Cost = STRONG


OUTSIDE = Outside()


def new(
    case: PathLike,
    out: PathLike,
    terms: Terms = USUAL,
    *,
    passphrases: Mapping[str, str] = {},
    url: str = "",
    outside: Outside = OUTSIDE,
) -> New:
    """Open a session on a case in a new folder.

    `passphrases` by holder; those not given are made. `url` is of a PostgreSQL store; without it an SQLite file in the
    folder. UsageError where the folder is there already; InputError for what is wrong in the case.
    """
    of = read_case(gather((case,)))
    mediator, seats = _seats(of)
    phrases = {holder: passphrases.get(holder) or made_passphrase() for holder in (MEDIATOR, *(seat.party for seat in seats))}
    unknown = [holder for holder in passphrases if holder not in phrases]
    if unknown:
        raise UsageError(f"a passphrase for {unknown[0]!r}, who has no seat; allowed: {', '.join(phrases)}")
    name = outside.name()
    keys = born(name, [seat.party for seat in seats], phrases, outside.cost)
    hidden = of if terms.guesses else shared(of)
    papers = (paper(of), paper(hidden))
    with folders.made(out, name, mediator, url) as folder:
        signing.keep(keys.signing_key, folder.signing)
        with create(folder.store, session=name, main=mediator) as log:
            table = Table(folder, log, keys.signing_key, outside.clock)
            command = _command(of, seats, terms, keys, tuple(map(digest, papers)))
            table.move(command, Actor(mediator), More(papers=_both(papers), keys=keys.records))
    words = key_words(bytes.fromhex(keys.signing_key.public))
    return New(
        str(folder.path), name, mediator, viewers(table.session)[1:], words, tuple(phrases.items()), keys.shares, _hidden(of, hidden)
    )


def _both(papers: tuple[bytes, bytes]) -> tuple[tuple[str, bytes], ...]:
    return tuple({digest(one): one for one in papers}.items())


def _seats(case: Case) -> tuple[str, tuple[Seat, ...]]:
    """Who mediates, and who has a seat. UsageError where nobody has, or a name is one that keys use."""
    mediator = next((party.id for party in case.parties if party.is_a("mediator")), MEDIATOR)
    seats = tuple(
        Seat(party.id, party.title, party.kinds, party.behind)
        for party in case.parties
        if party.id != mediator and any(party.is_a(kind) for kind in AT_THE_TABLE)
    )
    if not seats:
        raise UsageError("nobody in this case has a seat; allowed: a case with a principal, bloc, holder, guarantor or ratifier")
    taken = [seat.party for seat in seats if seat.party in RESERVED]
    if taken:
        raise UsageError(f"a party is named {taken[0]!r}, as a role at the table is; allowed: another id in the case")
    return mediator, seats


def _command(case: Case, seats: tuple[Seat, ...], terms: Terms, keys: Born, papers: tuple[str, ...]) -> c.Open:
    seated = {seat.party for seat in seats}
    lines = tuple(Line(one.between, one.level, one.state or "open", one.since) for one in case.channels if set(one.between) <= seated)
    return c.Open(
        case.title,
        terms.procedure,
        terms.mode,
        seats,
        papers[1],
        papers[0],
        keys.signing_key.public,
        tuple(one.digest for one in keys.records),
        tuple(issue.id for issue in case.issues),
        terms.gate,
        lines,
        terms.guesses,
    )


def _hidden(case: Case, shared_: Case) -> int:
    """How many figures, red lines, views and preferences the parties do not see, since they are guesses."""
    return sum(map(_count, case.positions)) - sum(map(_count, shared_.positions))


def _count(position: object) -> int:
    from onetext.model.positions import Position

    assert isinstance(position, Position)
    reservations = len(position.reservation) if isinstance(position.reservation, tuple) else 0
    figures = sum(len(table.at) for table in position.worth) + len(position.terms) + reservations
    return figures + len(position.red_lines) + len(position.view) + len(position.prefers)
