"""The key that signs the record: Ed25519 (RFC 8032), one for the whole session.

It lies clear in a file that only its owner may read, since heads are signed while nobody's passphrase is at hand; and sealed to the
mediator and the escrow as a key record, so that a restored backup goes on under the same key. It never changes: parties hold
receipts signed by it. Who has it could sign another history, which is what the receipts are for.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, final

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from onetext.errors import Damaged, UsageError
from onetext.store.keys.records import SIGNING, KeyRecord, recipients, record
from onetext.store.keys.sealing import sealed

LENGTH = 32


@final
class SigningKey:
    """The key that signs; shows only its public half and cannot be copied or stored but by `raw`."""

    __slots__ = ("_key", "public")
    _key: Ed25519PrivateKey
    public: str
    """64 hexadecimal digits."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        object.__setattr__(self, "_key", key)
        object.__setattr__(self, "public", key.public_key().public_bytes_raw().hex())

    def sign(self, message: bytes) -> bytes:
        """The signature of a message, 64 bytes."""
        signature: bytes = self._key.sign(message)
        return signature

    def __repr__(self) -> str:
        return f"<signing key {self.public}>"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise TypeError("a signing key does not change")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a signing key is not stored or copied; see `keep`")

    def __getstate__(self) -> NoReturn:
        raise TypeError("a signing key is not stored or copied; see `keep`")


def new_signing_key() -> SigningKey:
    """A new key."""
    return SigningKey(Ed25519PrivateKey.generate())


def signing_key(raw: bytes) -> SigningKey:
    """The key from its 32 secret bytes. Damaged where they are not 32."""
    if len(raw) != LENGTH:
        raise Damaged(f"a signing key has {LENGTH} bytes, not {len(raw)}")
    return SigningKey(Ed25519PrivateKey.from_private_bytes(raw))


def raw(of: SigningKey) -> bytes:
    """The 32 secret bytes of a key."""
    secret: bytes = of._key.private_bytes_raw()
    return secret


def verified(public: str, message: bytes, signature: bytes) -> bool:
    """Whether a message was signed by the key of a public half in hexadecimal; no where that is no public key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def keep(of: SigningKey, path: Path) -> None:
    """Write the key into a new file that only its owner may read. UsageError where the file is there."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise UsageError(f"{path.name} is there already, and a signing key is never replaced; allowed: a new folder") from None
    with os.fdopen(handle, "wb") as file:
        file.write(raw(of).hex().encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def kept(path: Path) -> SigningKey:
    """The key from its file. Damaged where that is no key, UsageError where others than its owner may read it."""
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise UsageError(f"{path.name} may be read by others than its owner; allowed: to set its mode to 0600")
    try:
        return signing_key(bytes.fromhex(path.read_text("ascii").strip()))
    except ValueError:
        raise Damaged(f"{path.name} is no signing key; allowed: `onetext table restore`, which gets it back from the store") from None


def deposited(key: SigningKey, session: str, records: Sequence[KeyRecord]) -> KeyRecord:
    """The record of the key, sealed to the mediator and the escrow of today."""
    inside = rfc8785.dumps({"session": session, "key": raw(key).hex()})
    return record(session, SIGNING, "signing", public=key.public, sealed=sealed(inside, recipients(records)))


def withdrawn(of: KeyRecord, inside: bytes) -> SigningKey:
    """The key from its record and what was opened of it. Damaged where it is not the one that the record names."""
    found = json.loads(inside)
    key = signing_key(bytes.fromhex(found["key"]))
    if (found["session"], key.public) != (of.session, of.text("public")):
        raise Damaged("the record of the signing key holds another key than it says")
    return key
