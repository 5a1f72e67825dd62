"""What can be lost, and what then: a table that the tests drill row by row and the documentation prints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss: what is gone, what it takes to go on, what is readable afterwards, and what is gone for good (empty: nothing)."""

    lost: str
    takes: str
    outcome: str
    gone: str = ""


LOSSES: dict[str, Loss] = {
    "mediator_passphrase": Loss(
        "the mediator's passphrase, or the mediator",
        "two of the three shares",
        "The escrow gives the mediation a new key, under a passphrase of the same person or of another, which opens every answer, old and "
        "new. The shares that came together for it are spent: there are three new ones.",
    ),
    "mediator_machine": Loss(
        "the mediator's machine, with the session's folder and the file of the key that signs",
        "a backup of the store, and the mediator's passphrase",
        "The restored store opens by the same passphrase, and the key that signs comes out of it: the record goes on under the same key.",
        "What was added after the backup; the receipts of the parties show how much.",
    ),
    "party_passphrase": Loss(
        "a party's passphrase",
        "the mediator's passphrase, or two of the three shares",
        "The party gets a new key, and the mediator or the escrow seals its answers to that again. The commitments in the party's own "
        "record show that none was changed.",
    ),
    "one_share": Loss(
        "one of the three shares",
        "the other two shares, or the mediator's passphrase",
        "The lost one opens nothing, the other two open everything. Three new shares are made while that is so; an old one does not go "
        "with a new one.",
    ),
    "two_shares": Loss(
        "two of the three shares",
        "the mediator's passphrase",
        "The one share left opens nothing. The mediator makes a new escrow with three new shares, which covers every answer given so far. "
        "Who found both lost shares and has a copy of the store opens what was sealed until then, and nothing later.",
    ),
    "mediator_passphrase_and_two_shares": Loss(
        "the mediator's passphrase and two of the three shares",
        "every party's own passphrase; the file of the key that signs",
        "Each party opens its own answers. A new mediator and a new escrow get keys; each party that is willing seals its answers to them "
        "again, and the commitments show that none was changed.",
        "The answers of a party that will not, or has lost its passphrase too. Without the file of the key that signs a new session begins.",
    ),
}
"""Name -> loss."""
