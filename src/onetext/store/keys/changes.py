"""New passphrases, new keys, new holders and new shares, each as records to be added.

Law: no identity is granted while anything is still sealed to it. Each function that grants one puts another in its place first.

What none of these can do is to take back what somebody could open: an old record with its old passphrase, or two old shares, open in
any copy of the store what was sealed until they were replaced, and the key that signs. They open nothing that is sealed later.
"""

from __future__ import annotations

from collections.abc import Sequence

from onetext.errors import Damaged, UsageError
from onetext.process.record.commitments import commitment as commitment_of
from onetext.store.keys.escrow import Shares, escrowed
from onetext.store.keys.records import ESCROW, MEDIATOR, KeyRecord, latest, recipients, record, session_of
from onetext.store.keys.sealing import grant, new_identity, sealed
from onetext.store.keys.signing import SigningKey, deposited
from onetext.store.keys.vault import Vault
from onetext.store.keys.wrapping import STRONG, Cost, wrapped

Records = tuple[KeyRecord, ...]


def rewrapped(vault: Vault, passphrase: str, cost: Cost = STRONG) -> Records:
    """The same identity under a new passphrase, for a holder who alone knew the old one.

    The old passphrase still opens the old record in any copy of the store, and with it this identity, also what is sealed to it
    later. Where somebody else may know the old passphrase, use `rekeyed`.
    """
    _not_escrow(vault)
    return (wrapped(vault.session, vault.holder, vault.held()[0].identity, passphrase, cost),)


def rekeyed(vault: Vault, passphrase: str, cost: Cost = STRONG) -> Records:
    """A new identity of the vault's holder, which opens all that its former ones open.

    For a party at its first log-in, since whoever made its first passphrase knew it, and whenever somebody may know a passphrase.
    """
    _not_escrow(vault)
    return _owned(vault, vault.holder, passphrase, cost)


def handed_over(vault: Vault, passphrase: str, cost: Cost = STRONG) -> Records:
    """The mediation passes to a new person: a new identity under that person's passphrase, with the former one granted to it.

    The new mediator opens old and new, and signs with the same key. The old passphrase opens nothing that is sealed from then on,
    in any copy of the store. The one who handed over may have kept copies of all that was readable until then, of the former
    identity and of the key that signs: no record can take that back. A history signed behind the table's back is shown by the
    receipts that the parties hold.
    """
    _only(vault, MEDIATOR, "the mediation is handed over by the mediator; where that cannot be, see `taken_over`")
    return rekeyed(vault, passphrase, cost)


def taken_over(vault: Vault, passphrase: str, cost: Cost = STRONG) -> tuple[Records, Shares]:
    """The mediation passes to a new person without the old one, by the escrow's vault; with a new escrow and three new shares.

    Two shares had to be brought to one place for it, so they are spent: the old escrow becomes a former key, granted to the new
    mediator and to the new escrow, who both open all that was sealed before.
    """
    _only(vault, ESCROW, "the mediation is taken over by the escrow, with two shares")
    own = _owned(vault, MEDIATOR, passphrase, cost)
    added, shares = _escrow(vault)
    return (*own, *added), shares


def new_shares(vault: Vault) -> tuple[Records, Shares]:
    """A new escrow with three new shares, by two of the old ones; it opens all that the old one opened.

    For when a share is lost or may have been seen, or two were brought together to open something.
    """
    _only(vault, ESCROW, "new shares are made by the escrow, with two old ones; by the mediator see `new_escrow`")
    return _escrow(vault)


def new_escrow(vault: Vault, passphrase: str, cost: Cost = STRONG) -> tuple[Records, Shares]:
    """A new escrow with three new shares, by the mediator alone, where two shares are lost; it opens every answer given so far.

    It can do so as the mediator's identity is granted to it, and for that the mediator gets a new one, under `passphrase`, which
    may be the same as before.
    """
    _only(vault, MEDIATOR, "a new escrow is made by the mediator; by two old shares see `new_shares`")
    own = _owned(vault, MEDIATOR, passphrase, cost)
    added, shares = _escrow(vault)
    return (*own, *added), shares


def renewed(records: Sequence[KeyRecord], holder: str, passphrase: str, cost: Cost = STRONG) -> Records:
    """A new identity for a holder whose passphrase is lost, which opens nothing of what was sealed before.

    It needs no key, since it only says to whom is sealed from now on, so it belongs into the log, in sight of the holder. What it
    should open of before is sealed again: `resealed`. For a mediator the key that signs is added by `signing.deposited`, from its file.
    """
    latest(records, holder)
    return (wrapped(session_of(records), holder, new_identity(), passphrase, cost),)


def begun_anew(records: Sequence[KeyRecord], key: SigningKey, passphrase: str, cost: Cost = STRONG) -> tuple[Records, Shares]:
    """A mediator and an escrow with new keys, where nobody opens the old ones: they open nothing of before, and what is sealed from now on.

    The key that signs, from its file, is deposited with them. Parties who are willing seal their answers to them again: `resealed`.
    """
    own = renewed(records, MEDIATOR, passphrase, cost)
    made, shares = escrowed(session_of(records), new_identity())
    return (*own, made, deposited(key, session_of(records), (*records, *own, made))), shares


def is_cut_off(records: Sequence[KeyRecord]) -> bool:
    """Whether the mediator of today does not open all that was sealed to earlier ones, since keys were begun anew."""
    reached = {latest(records, MEDIATOR).text("recipient")}
    for one in reversed(records):
        if one.kind == "grant" and one.text("to") in reached:
            reached.add(one.text("recipient"))
    return not reached.issuperset(one.text("recipient") for one in records if (one.holder, one.kind) == (MEDIATOR, "identity"))


def resealed(records: Sequence[KeyRecord], vault: Vault, commitment: str, ciphertext: bytes, party: str) -> KeyRecord:
    """A copy of an answer of a party, sealed again to the party, the mediator and the escrow of today.

    By anybody who can open it. Whoever opens the copy compares it with the commitment in the record, so its maker need not be trusted.
    That the answer is the party's own is for the caller to know, from the record. Damaged where it is not what the commitment names.
    """
    plaintext = vault.open(ciphertext)
    if commitment_of(plaintext) != commitment:
        raise Damaged(f"what was opened is not what the record names by {commitment}")
    return record(vault.session, party, "copy", commitment=commitment, sealed=sealed(plaintext, recipients(records, party)))


def _owned(vault: Vault, holder: str, passphrase: str, cost: Cost) -> Records:
    """A new identity of a holder, and a grant to it of the vault's own, from which a chain of grants leads to the former ones."""
    key = new_identity()
    return (wrapped(vault.session, holder, key, passphrase, cost), grant(vault.session, vault.held()[0], key.recipient))


def _escrow(vault: Vault) -> tuple[Records, Shares]:
    """A new escrow, a grant to it of the vault's own identity, and its shares."""
    key = new_identity()
    made, shares = escrowed(vault.session, key)
    return (made, grant(vault.session, vault.held()[0], key.recipient)), shares


def _only(vault: Vault, holder: str, says: str) -> None:
    if vault.holder != holder:
        raise UsageError(f"{says}, not by {vault.holder!r}")


def _not_escrow(vault: Vault) -> None:
    if vault.holder == ESCROW:
        raise UsageError("the escrow has shares, not a passphrase; see `new_shares`")
