"""Changes of keys, each with the event that says so: a hand-over, a new passphrase, one that was lost, new recovery shares.

What is opened by what, and what each loss comes to, stands in `store.keys.losses`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from onetext.api.table.sealing import ciphers
from onetext.api.table.tables import More, Moved, Table
from onetext.errors import UsageError, WrongKey
from onetext.process import commands as c
from onetext.process.contexts import SEALED
from onetext.process.terms import ESCROW, Actor
from onetext.store.keys import changes
from onetext.store.keys.escrow import Shares
from onetext.store.keys.phrases import made_passphrase
from onetext.store.keys.records import MEDIATOR, KeyRecord
from onetext.store.keys.vault import Vault

__all__ = ["begin_anew", "hand_over", "lost", "made_passphrase", "new_passphrase", "new_shares", "take_over"]


def hand_over(table: Table, actor: Actor, vault: Vault, to: str, passphrase: str, *, key: str = "") -> Moved:
    """Hand the mediation over to a person who gets a new key; it opens what was sealed before and from now on."""
    records = changes.handed_over(vault, passphrase, table.cost)
    return _move(table, actor, c.HandOver(to, _digests(records)), records, key)


def take_over(table: Table, actor: Actor, vault: Vault, to: str, passphrase: str, *, key: str = "") -> tuple[Moved, Shares]:
    """Let a person take the mediation over without the old mediator, by the vault of the escrow; the shares are spent, and new ones made."""
    records, shares = changes.taken_over(vault, passphrase, table.cost)
    return _move(table, actor, c.HandOver(to, _digests(records)), records, key), shares


def begin_anew(table: Table, actor: Actor, to: str, passphrase: str, *, key: str = "") -> tuple[Moved, Shares]:
    """Give the mediation new keys where its passphrase and two shares are lost: they open nothing of before.

    A party that gives itself a new passphrase then seals its answers to them again. UsageError without the key that signs.
    """
    if table.signing is None:
        raise UsageError("the key that signs is missing too; allowed: a new session")
    records, shares = changes.begun_anew(table.records, table.signing, passphrase, table.cost)
    return _move(table, actor, c.HandOver(to, _digests(records)), records, key), shares


def new_passphrase(table: Table, actor: Actor, vault: Vault, passphrase: str, *, key: str = "") -> Moved:
    """Give the holder of a vault a new key under a new passphrase; where keys were begun anew, a party's answers are sealed to them again.

    UsageError where the vault is not whose key it is to be.
    """
    own = MEDIATOR if actor.who == table.mediator else actor.who
    if vault.holder != own:
        raise UsageError(f"this passphrase is that of the {vault.holder}; allowed: the own one of {actor.who!r}, or --lost")
    records = changes.rekeyed(vault, passphrase, table.cost)
    if own != MEDIATOR and changes.is_cut_off(table.records):
        records = (*records, *_again(table, (*table.records, *records), vault, actor.who))
    return _move(table, actor, c.Rekey(actor.who, _digests(records)), records, key)


def lost(table: Table, actor: Actor, vault: Vault, party: str, passphrase: str, *, key: str = "") -> Moved:
    """Give a party that lost its passphrase a new key, and seal its answers to that again; by the vault of the mediator or the escrow."""
    records = changes.renewed(table.records, party, passphrase, table.cost)
    records = (*records, *_again(table, (*table.records, *records), vault, party))
    return _move(table, actor, c.Rekey(party, _digests(records)), records, key)


def _again(table: Table, now: Sequence[KeyRecord], vault: Vault, party: str) -> Iterator[KeyRecord]:
    """What a party sealed, sealed again to it, the mediator and the escrow of today; what the vault does not open is left as it is."""
    for event in table.seen(party):
        if isinstance(event, SEALED) and event.by == party:
            for cipher in ciphers(table, party, event.sealed):
                with suppress(WrongKey):
                    yield changes.resealed(now, vault, event.sealed, cipher, party)
                    break


def new_shares(table: Table, actor: Actor, vault: Vault, passphrase: str = "", *, key: str = "") -> tuple[Moved, Shares]:
    """Make three new recovery shares: by two old ones, or by the mediator, whose passphrase is then given once more."""
    by_shares = vault.holder == ESCROW
    made = changes.new_shares(vault) if by_shares else changes.new_escrow(vault, passphrase, table.cost)
    records, shares = made
    return _move(table, actor, c.Rekey(ESCROW, _digests(records)), records, key), shares


def _move(table: Table, actor: Actor, command: c.Command, records: Sequence[KeyRecord], key: str) -> Moved:
    return table.move(command, actor, More(keys=tuple(records), key=key))


def _digests(records: Sequence[KeyRecord]) -> tuple[str, ...]:
    return tuple(one.digest for one in records)
