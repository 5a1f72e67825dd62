"""All keys of a session, made when it is born: before the first answer, so that the escrow covers every answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onetext.errors import UsageError
from onetext.store.keys import signing
from onetext.store.keys.escrow import Shares, escrowed
from onetext.store.keys.records import MEDIATOR, RESERVED, KeyRecord
from onetext.store.keys.sealing import new_identity
from onetext.store.keys.wrapping import STRONG, Cost, wrapped


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Born:
    """What a new session has: records to store, three shares to write on paper and forget, and the key that signs."""

    records: tuple[KeyRecord, ...]
    shares: Shares
    signing_key: signing.SigningKey

    def __repr__(self) -> str:
        return f"<born with {len(self.records)} key records>"


def born(session: str, parties: Sequence[str], passphrases: Mapping[str, str], cost: Cost = STRONG) -> Born:
    """The keys of a new session: of the mediator, each party and the escrow, and the one that signs.

    `passphrases` is by holder: `mediator` and each party. UsageError where a party has the name of a role or occurs twice, or a
    passphrase is missing, too many or too short.
    """
    holders = (MEDIATOR, *parties)
    taken = [name for name in parties if name in RESERVED]
    if taken or len(set(holders)) < len(holders):
        raise UsageError(f"parties need names of their own, none of {', '.join(RESERVED)}: {', '.join(parties)}")
    if set(passphrases) != set(holders):
        raise UsageError(f"one passphrase each is needed for {', '.join(holders)}; there are some for {', '.join(passphrases)}")
    escrow, shares = escrowed(session, new_identity())
    records = [escrow, *(wrapped(session, holder, new_identity(), passphrases[holder], cost) for holder in holders)]
    signs = signing.new_signing_key()
    return Born((*records, signing.deposited(signs, session, records)), shares, signs)
