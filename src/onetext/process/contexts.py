"""What belongs to a sealed content beside its value: in which session, by whom, as what, to what question or vote, on which draft.

It stands inside what is encrypted and is compared on opening, since a ciphertext alone could be handed in again in another place.
That one is handed in again in its own place is seen since a commitment, which has a salt of its own, stands in a log once.
"""

from __future__ import annotations

from onetext.model.canonical import Plain
from onetext.process import events as e

Context = dict[str, Plain]
SealedEvent = e.Answered | e.Confided | e.Voted
SEALED = (e.Answered, e.Confided, e.Voted)
"""The events that have sealed content."""


def context(session: str, party: str, slot: str, draft: int) -> Context:
    """The context of a content that a party seals in a session for a slot, knowing a draft by its number.

    `slot`: the question answered, `vote-N`, or "" for what is confided unasked.
    """
    return {"session": session, "party": party, "slot": slot, "draft": draft}


def context_of(event: SealedEvent, session: str) -> Context:
    """The context that the content of an event has to have."""
    return context(session, event.by, slot_of(event), event.draft)


def slot_of(event: SealedEvent) -> str:
    """What an event with sealed content answers."""
    match event:
        case e.Answered():
            return event.question
        case e.Voted():
            return f"vote-{event.number}"
        case e.Confided():
            return ""
