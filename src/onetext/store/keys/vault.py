"""What a passphrase opens, for as long as a `with` block lasts.

When the block ends the vault drops its keys and opens nothing more. That the memory is wiped is not claimed: Python copies as it
likes, and a core file or a swapped page may hold a key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn, final

from onetext.errors import Locked, UsageError
from onetext.store.keys import escrow, signing
from onetext.store.keys.records import ESCROW, SIGNING, KeyRecord, latest, session_of
from onetext.store.keys.sealing import Held, Identity, granted, opened
from onetext.store.keys.wrapping import unwrapped


@final
class Vault:
    """The identities of one holder, former ones too, the present one first; shows nothing and cannot be copied or stored."""

    __slots__ = ("_kept", "holder", "session")
    session: str
    holder: str
    _kept: list[Held]

    def __init__(self, session: str, holder: str, kept: list[Held]) -> None:
        for name, value in (("session", session), ("holder", holder), ("_kept", kept)):
            object.__setattr__(self, name, value)

    def open(self, ciphertext: bytes) -> bytes:
        """What was sealed to any of these identities. WrongKey, Damaged as `sealing.opened`; Locked after the block."""
        return opened(ciphertext, [one.identity for one in self.held()])

    def signing_key(self, records: Sequence[KeyRecord]) -> signing.SigningKey:
        """The key that signs the record. WrongKey where this holder is neither mediator nor escrow."""
        found = latest(records, SIGNING, "signing")
        return signing.withdrawn(found, self.open(found.binary("sealed")))

    def held(self) -> tuple[Held, ...]:
        """The opened identities, for the functions of `changes`."""
        if not self._kept:
            raise Locked(f"the keys of {self.holder!r} are locked; unlock them again")
        return tuple(self._kept)

    def __repr__(self) -> str:
        return "<vault>"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise TypeError("a vault does not change")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a vault is not stored or copied: its keys live in memory only while the block lasts")

    def __getstate__(self) -> NoReturn:
        raise TypeError("a vault is not stored or copied: its keys live in memory only while the block lasts")


@contextmanager
def unlocked(records: Sequence[KeyRecord], holder: str, passphrase: str) -> Iterator[Vault]:
    """The vault of a holder for the length of a `with` block. NoKey, WrongPassphrase or Damaged where it does not open."""
    if holder == ESCROW:
        raise UsageError("the escrow opens by shares, not by a passphrase; see `recovering`")
    with _vault(records, holder, unwrapped(latest(records, holder), passphrase)) as vault:
        yield vault


@contextmanager
def recovering(records: Sequence[KeyRecord], shares: Iterable[str]) -> Iterator[Vault]:
    """The vault of the escrow for the length of a `with` block. WrongShares as `escrow.recovered`."""
    with _vault(records, ESCROW, escrow.recovered(latest(records, ESCROW, "escrow"), shares)) as vault:
        yield vault


@contextmanager
def _vault(records: Sequence[KeyRecord], holder: str, own: Identity) -> Iterator[Vault]:
    kept = [Held(holder, own)]
    _follow(records, kept)
    try:
        yield Vault(session_of(records), holder, kept)
    finally:
        kept.clear()


def _follow(records: Sequence[KeyRecord], kept: list[Held]) -> None:
    """Add what the grants to these identities hold, and the grants to those."""
    known = {kept[0].identity.recipient}
    # The list grows while it is walked, so each identity found is followed in its turn.
    for held in kept:
        for one in records:
            if one.kind == "grant" and one.text("to") == held.identity.recipient and one.text("recipient") not in known:
                known.add(one.text("recipient"))
                kept.append(granted(one, held.identity))
