"""What a table is after some moves, and what one move more writes: entries for everybody who may see it, and heads over them.

The entries of a move are made, given to the store, and read back before a head is signed over them: a head speaks of what is
stored, never of what was meant to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from onetext.errors import Damaged
from onetext.model.canonical import Plain
from onetext.process import events as e
from onetext.process.coding import encoded
from onetext.process.record import entries as record
from onetext.process.record import tree
from onetext.process.record.heads import CASE, Head, signed
from onetext.process.session import Session, after
from onetext.process.visibility import projected
from onetext.store import values as store
from onetext.store.keys.signing import SigningKey

EMPTY = tree.Frontier()


@dataclass(frozen=True, slots=True)
class Tip:
    """Where a stream ends: the hash of its last leaf, and its tree."""

    before: str = ""
    tree: tree.Frontier = EMPTY

    @property
    def size(self) -> int:
        return self.tree.size

    def grown(self, data: bytes) -> Tip:
        """The tip with one entry more."""
        leaf = tree.leaf(data)
        return Tip(leaf.hex(), self.tree.append(leaf))

    def head(self, session: str, stream: str) -> Head:
        return Head(session, stream, self.size, self.tree.root)


@dataclass(frozen=True, slots=True)
class Held:
    """A session as it stands, with the tips of the streams that were looked at. `name` is the session's, `mediator` its main stream."""

    name: str
    mediator: str
    session: Session
    tips: Mapping[str, Tip]


@dataclass(frozen=True, slots=True)
class Written:
    """What events write: the entries, those of the main stream first, and what the table then is."""

    entries: tuple[store.Entry, ...]
    held: Held


Salts = Callable[[], bytes]
TipOf = Callable[[str], Tip]


def tip(data: Iterable[bytes]) -> Tip:
    """The tip of a stream, from all its entries."""
    found = Tip()
    for one in data:
        found = found.grown(one)
    return found


def viewers(session: Session) -> tuple[str, ...]:
    """The mediator and everybody with a seat, in the order of the opening."""
    return (session.mediator, *(seat.party for seat in session.seats))


def written(held: Held, events: Iterable[e.Event], tip_of: TipOf, salts: Salts) -> Written:
    """What some events write. `tip_of` gives the tip of a stream not looked at yet; `salts` are for the leaves of a round."""
    session, tips, made = held.session, dict(held.tips), list[store.Entry]()

    def look(stream: str) -> None:
        if stream not in tips:
            tips[stream] = tip_of(stream)

    def add(stream: str, data: bytes) -> None:
        made.append(store.Entry(stream, tips[stream].size, data))
        tips[stream] = tips[stream].grown(data)

    for event in events:
        session = after(session, event)
        for viewer in viewers(session):
            seen = projected(event, viewer, session.mediator)
            if seen is not None:
                look(viewer)
                add(viewer, record.entry(content(seen), tips[viewer].size, tips[viewer].before))
        if isinstance(event, e.RoundClosed):
            for stream in (CASE, *viewers(session)):
                look(stream)
            heads = [tips[viewer].head(held.name, viewer) for viewer in viewers(session)]
            for leaf in record.round_leaves(heads, event.round, [salts() for _ in heads], tips[CASE].size, tips[CASE].before):
                add(CASE, leaf.text)
    main_first = sorted(made, key=lambda one: one.stream != held.mediator)
    return Written(tuple(main_first), Held(held.name, held.mediator, session, tips))


def content(event: e.Event) -> dict[str, Plain]:
    """What an entry says of an event."""
    data = encoded(event)
    return {"kind": data.pop("type"), **data}


def sealed_over(made: Written, key: SigningKey) -> store.Sign:
    """How the heads after a move are signed: only where the database gives back, byte for byte, what the roots were made of.

    One head for each stream that grew, so that whoever did something, or was shown something, can have a receipt of it.
    """
    streams = tuple(dict.fromkeys(entry.stream for entry in made.entries))

    def sign(back: tuple[store.Entry, ...]) -> tuple[store.Head, ...]:
        if back != made.entries:
            wrong = next((kept for kept, own in zip(back, made.entries, strict=False) if kept != own), made.entries[-1])
            raise Damaged(f"entry {wrong.n} of {wrong.stream!r} is not stored as it was written; nothing was signed")
        heads = (made.held.tips[stream].head(made.held.name, stream) for stream in streams)
        return tuple(store.Head(head.stream, head.size, signed(head, bytes.fromhex(key.public), key.sign)) for head in heads)

    return sign
