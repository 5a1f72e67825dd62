"""Key records: what is kept of keys, as values and as the bytes that are stored.

Law: records are added and never changed; of one holder and kind the last counts. A record holds nothing that opens without a
passphrase, a share or another key.

A record is canonical JSON (RFC 8785) of one flat object: `schema`, `session`, `holder`, `kind` and the fields of its kind; numbers
are whole, bytes are text in hexadecimal. `holder` is `mediator`, `escrow`, `signing` or the id of a party.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import rfc8785

from onetext.errors import Damaged, NoKey, UsageError

SCHEMA = "onetext/key_record/1"
MEDIATOR, ESCROW, SIGNING = "mediator", "escrow", "signing"
RESERVED = (MEDIATOR, ESCROW, SIGNING)
SESSION = re.compile(r"[0-9a-f]{32}")
HEX = re.compile(r"(?:[0-9a-f]{2})+")
LARGEST = 2**31

Field = str | int
NUMBER, PUBLIC, BYTES = "number", "public", "bytes"

KINDS: Mapping[str, Mapping[str, str]] = {
    # a holder's identity under its passphrase, with what argon2id needs
    "identity": {
        "recipient": PUBLIC, "time": NUMBER, "memory": NUMBER, "lanes": NUMBER, "salt": BYTES, "nonce": BYTES, "wrapped": BYTES,
    },
    # the escrow's identity under the secret that the shares give
    "escrow": {"recipient": PUBLIC, "shares": NUMBER, "needed": NUMBER, "salt": BYTES, "nonce": BYTES, "wrapped": BYTES},
    # the identity of `recipient`, which was the holder's and is no more, sealed to `to`
    "grant": {"recipient": PUBLIC, "to": PUBLIC, "sealed": BYTES},
    # the key that signs the record, sealed to the mediator and the escrow
    "signing": {"public": BYTES, "sealed": BYTES},
    # an answer sealed once more, for a holder whose former key is lost
    "copy": {"commitment": BYTES, "sealed": BYTES},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """One record: whose it is, what kind of thing, and its fields. UsageError where a field is missing, unknown or of the wrong form."""

    session: str
    holder: str
    kind: str
    fields: tuple[tuple[str, Field], ...]

    def __post_init__(self) -> None:
        if not SESSION.fullmatch(self.session):
            raise UsageError(f"a session is named by 32 hexadecimal digits, not by {self.session!r}")
        if not self.holder or not self.holder.isprintable():
            raise UsageError(f"a key record needs a holder with a name, not {self.holder!r}")
        form = KINDS.get(self.kind)
        if form is None:
            raise UsageError(f"no kind of key record {self.kind!r}; there are {', '.join(KINDS)}")
        if dict(self.fields).keys() != form.keys() or len(self.fields) != len(form):
            raise UsageError(f"a key record of kind {self.kind!r} has the fields {', '.join(form)}")
        wrong = [name for name, value in self.fields if not _fits(value, form[name])]
        if wrong:
            raise UsageError(f"a key record of kind {self.kind!r} has no such {', '.join(wrong)}")

    def text(self, name: str) -> str:
        """A field that is text."""
        return str(dict(self.fields)[name])

    def number(self, name: str) -> int:
        """A field that is a number."""
        return int(dict(self.fields)[name])

    def binary(self, name: str) -> bytes:
        """A field that is bytes."""
        return bytes.fromhex(self.text(name))

    @property
    def written(self) -> bytes:
        """The record as it is stored."""
        head = {"schema": SCHEMA, "session": self.session, "holder": self.holder, "kind": self.kind}
        return rfc8785.dumps({**dict(self.fields), **head})

    @property
    def digest(self) -> str:
        """The SHA-256 of the stored record, 64 hexadecimal digits: to stand in the log, which then vouches for the record."""
        return hashlib.sha256(self.written).hexdigest()


def _fits(value: object, form: str) -> bool:
    """Whether a value has the form of its field."""
    if form == NUMBER:
        return type(value) is int and 0 < value < LARGEST
    if type(value) is not str:
        return False
    return bool(HEX.fullmatch(value)) if form == BYTES else value.startswith("age1") and value.isascii() and value.isalnum()


def record(session: str, holder: str, kind: str, **fields: Field | bytes) -> KeyRecord:
    """A record of a kind from its fields; bytes become hexadecimal text."""
    plain = ((name, value.hex() if isinstance(value, bytes) else value) for name, value in fields.items())
    return KeyRecord(session, holder, kind, tuple(sorted(plain)))


def read(stored: bytes) -> KeyRecord:
    """A record from its stored bytes. Damaged where they are not a record of this schema, or not in canonical form."""
    try:
        found = json.loads(stored)
        head = {name: found.pop(name) for name in ("schema", "session", "holder", "kind")}
        if head["schema"] != SCHEMA:
            raise Damaged(f"a key record of schema {head['schema']!r}; this version reads {SCHEMA!r}")
        made = KeyRecord(_text(head["session"]), _text(head["holder"]), _text(head["kind"]), tuple(sorted(found.items())))
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError, UsageError) as wrong:
        raise Damaged(f"no key record: {wrong}") from None
    if made.written != stored:
        raise Damaged(f"a key record of {made.holder!r} is not in canonical form")
    return made


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} instead of text")
    return value


def read_all(stored: Iterable[bytes]) -> tuple[KeyRecord, ...]:
    """The records of one session in the order in which they were added. Damaged where one belongs to another session."""
    found = tuple(map(read, stored))
    session_of(found)
    return found


def vouched(records: Sequence[KeyRecord], digests: Collection[str]) -> tuple[KeyRecord, ...]:
    """The records, where the log names the digest of each. Damaged where one was put there by somebody without leave of the log.

    Else who can write to the store, though not read it, could add an escrow of their own and be sealed to from then on.
    """
    strange = [one for one in records if one.digest not in digests]
    if strange:
        raise Damaged(f"the log does not know this key record of {strange[0].holder!r}: {strange[0].digest}")
    return tuple(records)


def session_of(records: Sequence[KeyRecord]) -> str:
    """The session that all records belong to. NoKey where there are none, Damaged where they are of two."""
    sessions = {one.session for one in records}
    if not sessions:
        raise NoKey("there are no key records")
    if len(sessions) > 1:
        raise Damaged(f"key records of {len(sessions)} sessions in one")
    return sessions.pop()


def latest(records: Sequence[KeyRecord], holder: str, kind: str = "identity") -> KeyRecord:
    """The record of a holder that counts. NoKey, with the holders that there are, where there is none."""
    found = next((one for one in reversed(records) if one.holder == holder and one.kind == kind), None)
    if found is None:
        there = sorted({one.holder for one in records if one.kind == kind})
        raise NoKey(f"no key record of kind {kind!r} of {holder!r}; there are: {', '.join(there) or 'none'}")
    return found


def parties(records: Sequence[KeyRecord]) -> tuple[str, ...]:
    """The parties that have keys, in the order in which they first had them."""
    return tuple(dict.fromkeys(one.holder for one in records if one.kind == "identity" and one.holder != MEDIATOR))


def recipients(records: Sequence[KeyRecord], *holders: str) -> tuple[str, ...]:
    """The public keys that something is sealed to: those of the holders, the mediator and the escrow, each once."""
    identities = (latest(records, holder) for holder in (*holders, MEDIATOR))
    return tuple(dict.fromkeys(one.text("recipient") for one in (*identities, latest(records, ESCROW, "escrow"))))


def copies(records: Sequence[KeyRecord], holder: str) -> dict[str, bytes]:
    """Commitment -> the ciphertexts made anew for a holder whose former key is lost, the last of each."""
    return {one.text("commitment"): one.binary("sealed") for one in records if one.kind == "copy" and one.holder == holder}
