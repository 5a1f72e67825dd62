"""Sealing by age: a file key for each message, wrapped to X25519 recipients, the message under ChaCha20-Poly1305.

age has no associated data, so what a message belongs to stands inside it and is compared on opening: of a grant here, of an answer
in `process.sealed`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, final

import pyrage
import rfc8785
from pyrage import x25519

from onetext.errors import Damaged, UsageError, WrongKey
from onetext.store.keys.records import KeyRecord, record

NOT_FOR_US = "No matching keys found"
"""What age says where none of the identities fits; all else that it says of a ciphertext is damage."""


@final
class Identity:
    """The private half of a pair of keys; shows nothing of itself and cannot be copied or stored."""

    __slots__ = ("_key", "recipient")
    _key: Any
    recipient: str

    def __init__(self, key: Any) -> None:
        object.__setattr__(self, "_key", key)
        object.__setattr__(self, "recipient", str(key.to_public()))

    def __repr__(self) -> str:
        return f"<identity of {self.recipient}>"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise TypeError("an identity does not change")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("an identity is not stored or copied; wrap it by a passphrase")

    def __getstate__(self) -> NoReturn:
        raise TypeError("an identity is not stored or copied; wrap it by a passphrase")


def new_identity() -> Identity:
    """A new pair of keys."""
    return Identity(x25519.Identity.generate())


def identity(text: str) -> Identity:
    """An identity from its secret text. Damaged where that is not one."""
    try:
        return Identity(x25519.Identity.from_str(text))
    except pyrage.IdentityError:
        raise Damaged("what was opened is no identity") from None


def secret_text(of: Identity) -> str:
    """The secret text of an identity, only ever to be encrypted at once."""
    return str(of._key)


def sealed(plaintext: bytes, to: Iterable[str]) -> bytes:
    """A ciphertext that each recipient opens alone. UsageError without recipients, or where one is no public key."""
    names = tuple(dict.fromkeys(to))
    if not names:
        raise UsageError("nothing can be sealed to nobody")
    try:
        return pyrage.encrypt(plaintext, [x25519.Recipient.from_str(name) for name in names])
    except pyrage.RecipientError:
        raise UsageError(f"one of these is no public key: {', '.join(names)}") from None


def opened(ciphertext: bytes, by: Identity | Sequence[Identity]) -> bytes:
    """What was sealed. WrongKey where it was sealed to none of the identities, Damaged where the ciphertext was changed."""
    keys = (by,) if isinstance(by, Identity) else tuple(by)
    try:
        return pyrage.decrypt(ciphertext, [one._key for one in keys])
    except pyrage.DecryptError as wrong:
        if str(wrong) == NOT_FOR_US:
            raise WrongKey("this was not sealed to the key that is to open it") from None
        raise Damaged(f"a ciphertext of {len(ciphertext)} bytes was changed or is none") from None


@dataclass(frozen=True, slots=True)
class Held:
    """An identity that has been opened, and whose it is."""

    holder: str
    identity: Identity


def grant(session: str, held: Held, to: str) -> KeyRecord:
    """A record by which the recipient `to` has an identity too; only ever of a former one."""
    inside = {"session": session, "holder": held.holder, "identity": secret_text(held.identity)}
    return record(session, held.holder, "grant", recipient=held.identity.recipient, to=to, sealed=sealed(rfc8785.dumps(inside), (to,)))


def granted(of: KeyRecord, by: Identity) -> Held:
    """The identity in a grant. Damaged where it is not the one that the record names."""
    inside = json.loads(opened(of.binary("sealed"), by))
    found = identity(inside["identity"])
    if (inside["session"], inside["holder"], found.recipient) != (of.session, of.holder, of.text("recipient")):
        raise Damaged(f"a grant to {of.text('to')} holds another identity than it says")
    return Held(of.holder, found)
