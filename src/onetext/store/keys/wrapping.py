"""An identity under a passphrase: argon2id makes a key of it, ChaCha20-Poly1305 encrypts with that.

Session, holder, public key and cost are associated data: a wrapped identity that was moved to another place does not open.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import rfc8785
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from onetext.errors import Damaged, UsageError, WrongPassphrase
from onetext.store.keys.phrases import chosen, normalised
from onetext.store.keys.records import SCHEMA, Field, KeyRecord, record
from onetext.store.keys.sealing import Identity, identity, secret_text

MOST_TIME, MOST_MEMORY, MOST_LANES = 32, 2**20, 16
"""A record that asks for more passes, KiB or lanes is refused: it would hold the machine and tell nothing."""
SALT, NONCE, KEY = 16, 12, 32


@dataclass(frozen=True, slots=True)
class Cost:
    """What a guess costs by argon2id: passes, memory in KiB, lanes; at most 32, 1 GiB and 16."""

    time: int
    memory: int
    lanes: int

    def __post_init__(self) -> None:
        if not (1 <= self.time <= MOST_TIME and 1 <= self.lanes <= MOST_LANES and 8 * self.lanes <= self.memory <= MOST_MEMORY):
            raise UsageError(
                f"argon2id takes 1 to {MOST_TIME} passes, 1 to {MOST_LANES} lanes and 8 KiB a lane to {MOST_MEMORY} KiB, not {self}"
            )


STRONG = Cost(3, 65536, 4)
"""RFC 9106, section 4, second recommended option: 64 MiB, three passes, four lanes; 0.12 to 0.16 s on two cores."""


def wrapped(session: str, holder: str, key: Identity, passphrase: str, cost: Cost = STRONG) -> KeyRecord:
    """The record of an identity under a passphrase. UsageError where that is too short."""
    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
    made = hash_secret_raw(chosen(passphrase).encode(), salt, cost.time, cost.memory, cost.lanes, KEY, Type.ID)
    numbers: dict[str, Field] = {"time": cost.time, "memory": cost.memory, "lanes": cost.lanes}
    bound = _bound(session, holder, key.recipient, cost)
    inside = ChaCha20Poly1305(made).encrypt(nonce, secret_text(key).encode(), bound)
    return record(session, holder, "identity", recipient=key.recipient, salt=salt, nonce=nonce, wrapped=inside, **numbers)


def unwrapped(of: KeyRecord, passphrase: str) -> Identity:
    """The identity of a record. WrongPassphrase where it does not open, Damaged where the record asks for too much."""
    try:
        cost = Cost(of.number("time"), of.number("memory"), of.number("lanes"))
    except UsageError as wrong:
        raise Damaged(f"the key record of {of.holder!r}: {wrong}") from None
    phrase = normalised(passphrase).encode()
    if len(of.binary("salt")) != SALT or len(of.binary("nonce")) != NONCE:
        raise Damaged(f"the key record of {of.holder!r} has a salt or nonce of the wrong length")
    made = hash_secret_raw(phrase, of.binary("salt"), cost.time, cost.memory, cost.lanes, KEY, Type.ID)
    bound = _bound(of.session, of.holder, of.text("recipient"), cost)
    try:
        inside = ChaCha20Poly1305(made).decrypt(of.binary("nonce"), of.binary("wrapped"), bound)
    except InvalidTag:
        raise WrongPassphrase(
            f"this passphrase does not open the keys of {of.holder!r}; allowed: the holder's own, or two recovery shares for a new one"
        ) from None
    return identity(inside.decode())


def _bound(session: str, holder: str, recipient: str, cost: Cost) -> bytes:
    """The associated data: what the wrapped identity belongs to."""
    place = {"schema": SCHEMA, "kind": "identity", "session": session, "holder": holder, "recipient": recipient}
    return rfc8785.dumps({**place, "time": cost.time, "memory": cost.memory, "lanes": cost.lanes})
