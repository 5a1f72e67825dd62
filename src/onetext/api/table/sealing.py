"""Sealing what a party says, and opening it again by a key, with every opening noted before it is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress

from onetext.api.table.tables import Content, Table
from onetext.errors import Damaged, WrongKey
from onetext.model.canonical import Plain
from onetext.process import events as e
from onetext.process.coding import decoded, encoded
from onetext.process.contexts import SEALED, Context, SealedEvent, context, context_of
from onetext.process.questions import Answer
from onetext.process.record import commitments
from onetext.process.sealed import Sealed, kept, open_sealed
from onetext.store.keys.records import ESCROW, MEDIATOR, copies
from onetext.store.keys.vault import Vault

Opened = Mapping[str, Plain]
"""Commitment -> what was sealed."""
ANSWERS = (e.Answered, e.Confided)
"""What the mediator reads of what is sealed; votes are opened by `reveal` alone, all together."""


def sealed(table: Table, party: str, slot: str, value: Plain) -> Content:
    """A content sealed by a party for a slot: a question, `vote-N`, or "" where it was not asked."""
    text = commitments.plaintext(context(table.name, party, slot, table.draft), table.salts(), value)
    return Content(party, commitments.commitment(text), text)


def sealed_answer(table: Table, party: str, slot: str, answer: Answer) -> Content:
    """An answer, sealed."""
    return sealed(table, party, slot, encoded(answer))


def opened(table: Table, vault: Vault, reason: str, kinds: tuple[type, ...] = ()) -> Opened:
    """Every sealed content that a vault opens, each compared with its commitment and its context; each opening is noted first.

    `kinds` narrows to some types of events. What is sealed to others is left out.
    """
    found: dict[str, Plain] = {}
    everybody = vault.holder in (MEDIATOR, ESCROW)
    for party in [seat.party for seat in table.session.seats] if everybody else [vault.holder]:
        for event in sealed_events(table, party, kinds or SEALED):
            about = context_of(event, table.name)
            for cipher in ciphers(table, party, event.sealed):
                with suppress(WrongKey):
                    found[event.sealed] = _one(table, vault, kept(event.sealed, cipher), about, reason)
                    break
    return found


def sealed_events(table: Table, party: str, kinds: tuple[type, ...]) -> list[SealedEvent]:
    """What a party sealed, in its own stream. Damaged where one commitment stands twice: what was sealed was handed in again."""
    own = [event for event in table.seen(party) if isinstance(event, SEALED) and event.by == party]
    twice = [one for one, times in Counter(event.sealed for event in own).items() if times > 1]
    if twice:
        raise Damaged(f"what {party!r} sealed as {twice[0][:12]} stands twice in its stream; allowed: a restored backup")
    return [event for event in own if isinstance(event, kinds)]


def ciphers(table: Table, party: str, commitment: str) -> Iterator[bytes]:
    """What a party sealed, as it is kept: sealed again where that was done, and as it was first."""
    again = copies(table.records, party).get(commitment)
    first = table.log.sealed(commitment)
    yield from (one for one in (again, first) if one is not None)


def _one(table: Table, vault: Vault, content: Sealed[Plain], about: Context, reason: str) -> Plain:
    """One content, once it is noted that it is opened, by whom and why."""

    def note(commitment: str, why: str) -> None:
        table.log.read(vault.holder, commitment, why, table.clock())

    try:
        return open_sealed(content, about, vault.open, reason, note)
    except Damaged as wrong:
        raise Damaged(f"what {about['party']!r} sealed cannot be opened: {wrong}; allowed: a restored backup") from None


def answer_of(value: Plain) -> Answer:
    """The answer in an opened content."""
    found: Answer = decoded(value, Answer)
    return found


def said_by(table: Table, opened: Opened, party: str = "") -> tuple[tuple[e.Answered | e.Confided, Answer], ...]:
    """The sealed answers and confidences that were opened, of one party or of all, in their order."""
    return tuple(
        (event, answer_of(opened[event.sealed]))
        for event in table.events
        if isinstance(event, e.Answered | e.Confided) and event.sealed in opened and party in ("", event.by)
    )
