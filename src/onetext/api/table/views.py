"""What somebody at the table sees: the session as it stands for it, its log, and for the mediator who has been asked what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from onetext.analysis.leaks.results import Leaks
from onetext.api.table.disclosing import Disclosure
from onetext.api.table.naming import naming, told
from onetext.api.table.sealing import Opened, answer_of
from onetext.api.table.tables import Moved, Table
from onetext.errors import UsageError
from onetext.model import shown
from onetext.model.shown import Shape
from onetext.process import events as e
from onetext.process import telling
from onetext.process.moves import allowed
from onetext.process.record.heads import CASE, parse
from onetext.process.session import Session, fold
from onetext.process.terms import Actor, Phase
from onetext.process.visibility import seen_by


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a viewer's log: its number there, when, and what happened, in a sentence; `answer`: what was sealed, opened."""

    n: int
    at: str
    kind: str
    says: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class TableLog:
    """All that happened, as a viewer may know it."""

    session: str
    viewer: str
    entries: tuple[Line, ...]

    SHAPE = Shape("onetext/table_log/1", rows="entries")
    to_dict = shown.to_dict


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was put to a party, and how it stands."""

    question: str
    party: str
    asks: str
    state: Literal["open", "answered, sealed", "answered before all"]
    answer: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    """The session as a viewer knows it, folded from what it may see; `may` are the moves that it may make now."""

    session: str
    viewer: str
    title: str
    procedure: str
    mode: str
    phase: str
    round: int
    draft: int | None
    package: tuple[tuple[str, str], ...]
    settled: tuple[tuple[str, str], ...]
    at_the_table: tuple[str, ...]
    delegates: tuple[str, ...]
    questions: tuple[Question, ...]
    said: tuple[str, ...]
    disclosed: tuple[str, ...]
    meetings: tuple[str, ...]
    channels: tuple[str, ...]
    brackets: tuple[str, ...]
    lifted: tuple[str, ...]
    vote: str
    signatures: tuple[str, ...]
    may: tuple[str, ...]

    SHAPE = Shape("onetext/table_view/1", null=("vote",))
    to_dict = shown.to_dict


def viewers(table: Table) -> tuple[str, ...]:
    """Who can look at a session."""
    return (table.mediator, *(seat.party for seat in table.session.seats))


def checked_viewer(table: Table, viewer: str) -> str:
    """The viewer, the mediator where none is named. UsageError for one who has no seat."""
    if viewer in ("", "mediator"):
        return table.mediator
    if viewer == CASE or not table.seen(viewer):  # a seat is what the opening gave, in a stream of its own
        raise UsageError(f"{viewer!r} has no seat at this table; allowed: {', '.join(viewers(table))}")
    return viewer


def seen(table: Table, viewer: str) -> list[e.Event]:
    """The events that a viewer may see."""
    return list(table.seen(viewer))


def log(table: Table, viewer: str, opened: Opened) -> TableLog:
    """The log as a viewer may see it; sealed contents are shown where `opened` has them."""
    events = seen(table, viewer)
    known = naming(table, fold(events))
    return TableLog(table.name, viewer, tuple(lines(events, known, opened)))


def lines(events: Sequence[e.Event], known: telling.Naming, opened: Opened) -> Iterable[Line]:
    """Events as numbered sentences."""
    for n, (event, says) in enumerate(zip(events, told(events, known), strict=True)):
        yield Line(n, event.at, type(event).__name__, says, _answer(event, opened))


def _answer(event: e.Event, opened: Opened) -> str:
    commitment = getattr(event, "sealed", "")
    if commitment not in opened:
        return ""
    value = opened[commitment]
    if isinstance(event, e.Voted):
        return str(value["says"]) if isinstance(value, dict) else ""
    return telling.answer(answer_of(value))


def view(table: Table, viewer: str, opened: Opened) -> TableView:
    """The session as a viewer knows it."""
    events = seen(table, viewer)
    session = fold(events)
    known = naming(table, session)
    return TableView(
        session=table.name,
        viewer=viewer,
        title=session.terms.title if session.terms else "",
        procedure=session.procedure.value if session.procedure else "",
        mode=session.mode.value,
        phase=session.phase.value,
        round=session.round,
        draft=session.draft.number if session.draft else None,
        package=session.draft.package if session.draft else (),
        settled=session.settled,
        at_the_table=tuple(_seat(session, seat.party, seat.name) for seat in session.seats),
        delegates=_told((e.Seated("", "", one) for one in session.delegates), known),
        questions=tuple(_questions(session, known, opened)),
        said=tuple(_said(session, known, opened)),
        disclosed=_told(session.disclosed, known),
        meetings=_told(session.meetings, known),
        channels=_told((e.ChannelSet("", "", one) for one in session.channels), known),
        brackets=_told(session.brackets, known),
        lifted=_told(session.lifted, known),
        vote=_vote(session, known),
        signatures=tuple(_signatures(session, known)),
        may=allowed(session, Actor(viewer)),
    )


@dataclass(frozen=True, slots=True)
class TableMove:
    """A move that was kept, as whoever made it knows it: what happened, where it stands in its own stream, and its receipt.

    `repeated`: it had been kept before under the same key, and nothing was added.
    """

    session: str
    by: str
    says: tuple[str, ...]
    size: int
    words: str
    receipt: str
    repeated: bool

    SHAPE = Shape("onetext/table_move/1")
    to_dict = shown.to_dict


def moved(table: Table, by: str, made: Moved) -> TableMove:
    """A move as whoever made it knows it."""
    before = fold(seen_by(table.events[: made.appended.first], by, table.mediator))
    own = told(seen_by(made.events, by, table.mediator), naming(table, table.session), before.draft)
    head = parse(made.receipt)[0] if made.receipt else None
    size, words = (head.size, head.words) if head else (0, "")
    return TableMove(table.name, by, tuple(own), size, words, made.receipt, made.appended.repeated)


@dataclass(frozen=True, slots=True)
class TableKeys:
    """A change of keys that was kept, and what is told once and kept nowhere.

    `passphrase` is the new one where it was made here; `recovery` are three new shares, of which two open everything, where
    new ones were made.
    """

    move: TableMove
    passphrase: str
    recovery: tuple[str, ...]

    SHAPE = Shape("onetext/table_keys/1", null=("passphrase",))
    to_dict = shown.to_dict


@dataclass(frozen=True, slots=True)
class TableDisclosure:
    """What was to be shown to whom, what it gives away, and the move where it was shown."""

    says: str
    to: tuple[str, ...]
    leaks: Leaks
    move: TableMove | None

    SHAPE = Shape("onetext/table_disclose/1")
    to_dict = shown.to_dict


def disclosed(table: Table, done: Disclosure) -> TableDisclosure:
    """A disclosure, made or only looked at, for the mediator."""
    says = telling.artefact(done.artefact, naming(table, table.session))
    move = moved(table, table.mediator, done.moved) if done.moved else None
    return TableDisclosure(f"{says[:1].upper()}{says[1:]}.", done.to, done.leaks, move)


def _told(some: Iterable[e.Event], known: telling.Naming) -> tuple[str, ...]:
    return tuple(telling.told(one, known) for one in some)


def _seat(session: Session, party: str, name: str) -> str:
    return f"{name} (left the table)" if party in session.withdrawn else name


def _questions(session: Session, known: telling.Naming, opened: Opened) -> Iterable[Question]:
    for asked in session.questions:
        given = [one for one in session.answers if getattr(one, "question", "") == asked.question]
        state: Literal["open", "answered, sealed", "answered before all"] = "open"
        if given:
            state = "answered before all" if isinstance(given[-1], e.Stated) else "answered, sealed"
        said = (
            telling.answer(given[-1].answer) if given and isinstance(given[-1], e.Stated) else _answer(given[-1], opened) if given else ""
        )
        yield Question(asked.question, asked.audience[0], telling.question(asked.about, known), state, said)


def _said(session: Session, known: telling.Naming, opened: Opened) -> Iterable[str]:
    """What was said unasked, or by others before all."""
    for one in session.answers:
        if isinstance(one, e.Stated | e.Confided):
            what = _answer(one, opened)
            yield telling.told(one, known) + (f" It says: {what}" if what else "")


def _vote(session: Session, known: telling.Naming) -> str:
    """What is put to yes or no, or was agreed; before it the votes that were not agreed, of which no more is known."""
    failed = [f"Vote {number}: not agreed." for number, agreed in session.outcomes if not agreed]
    put = [telling.told(session.vote, known)] if session.vote is not None else []
    return " ".join([*failed, *put, *(f"Vote {number}: all agreed." for number, agreed in session.outcomes if agreed)])


def _signatures(session: Session, known: telling.Naming) -> Iterable[str]:
    yield from (f"{known(who)} initialled" for who in session.initialled)
    for who, ad_referendum in session.signed:
        confirmed = ", confirmed" if who in session.ratified else ", to be confirmed" if ad_referendum else ""
        yield f"{known(who)} signed{' ad referendum' if ad_referendum else ''}{confirmed}"
    signers = dict(session.signed)
    yield from (f"{known(who)} ratified" for who in session.ratified if who not in signers)


@dataclass(frozen=True, slots=True)
class PartyStatus:
    """How it stands with a party, for the mediator: questions asked and answered, confidences, disclosures to it, meetings with it."""

    party: str
    name: str
    asked: int
    answered: int
    confided: int
    told: int
    met: int
    voted: bool
    left: bool


@dataclass(frozen=True, slots=True)
class TableStatus:
    """How the session stands for a viewer: for the mediator with every party, for a party with itself alone.

    `entries` counts those of the viewer's own stream, `words` are the eight words of its head; `database` is what keeps it.
    """

    session: str
    viewer: str
    title: str
    procedure: str
    mode: str
    phase: str
    round: int
    entries: int
    settled: int
    issues: int
    gate: str
    parties: tuple[PartyStatus, ...]
    channels: tuple[str, ...]
    words: str
    database: str

    SHAPE = Shape("onetext/table_status/1", rows="parties")
    to_dict = shown.to_dict


AGREED = (Phase.AGREED, Phase.SIGNED, Phase.CONCLUDED)
"""Where the whole package is settled."""


def status(table: Table, viewer: str = "") -> TableStatus:
    """How the session stands for the mediator, or as a party knows it; nothing sealed is opened for it."""
    who = viewer or table.mediator
    session = fold(seen(table, who))
    known = naming(table, session)
    terms, facts = session.terms, table.log.state()
    gate = terms.gate if terms else None
    return TableStatus(
        session=table.name,
        viewer=who,
        title=terms.title if terms else "",
        procedure=session.procedure.value if session.procedure else "",
        mode=session.mode.value,
        phase=session.phase.value,
        round=session.round,
        entries=session.size,
        settled=len(session.vote.package if session.vote is not None and session.phase in AGREED else session.settled),
        issues=len(session.draft.issues if session.draft else terms.issues if terms else ()),
        gate=f"a meeting of {gate.level} waits until {gate.issues} issues are settled" if gate else "",
        parties=tuple(_party(session, seat.party, seat.name) for seat in session.seats if who in (table.mediator, seat.party)),
        channels=_told((e.ChannelSet("", "", one) for one in session.channels), known),
        words=table.tip(who).head(table.name, who).words,
        database=f"{facts.database} {facts.version}, {facts.journal}, {facts.synchronous}",
    )


def _party(session: Session, party: str, name: str) -> PartyStatus:
    answers = [one for one in session.answers if one.by == party]
    asked = [one.question for one in session.questions if party in one.audience]
    return PartyStatus(
        party,
        name,
        asked=len(asked),
        answered=len({getattr(one, "question", "") for one in answers} & set(asked)),
        confided=sum(isinstance(one, e.Confided) for one in answers),
        told=sum(party in one.audience for one in session.disclosed),
        met=sum(party in one.audience for one in session.meetings),
        voted=session.phase is Phase.VOTING and party in (one.by for one in session.ballots),
        left=party in session.withdrawn,
    )
