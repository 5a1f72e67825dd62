"""The record: receipts, exports that a party can check without us, and backups that are compared with receipts when restored."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

from onetext.api.reading import PathLike
from onetext.api.table import folder as folders
from onetext.api.table.exports import Export, stream_of
from onetext.api.table.sealing import ANSWERS, ciphers, opened
from onetext.api.table.tables import Table, decoded_stream, records_of, verified
from onetext.api.table.tables import opened as open_table
from onetext.api.writing import write_whole
from onetext.errors import UsageError, WrongKey
from onetext.model import shown
from onetext.model.shown import Shape
from onetext.process.record import tree
from onetext.process.record.heads import Head, NoteError, checked, parse
from onetext.store.keys import signing
from onetext.store.keys.records import KeyRecord
from onetext.store.keys.vault import Vault
from onetext.store.log import connect

VERIFIER = "onetext_verify.py"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The last signed head of a viewer's stream; `words` is what is read aloud, `note` what is kept."""

    viewer: str
    size: int
    words: str
    note: str

    SHAPE = Shape("onetext/table_receipt/1")
    to_dict = shown.to_dict


def receipt(table: Table, viewer: str) -> Receipt:
    """The receipt of a viewer: the last head signed over its own stream. UsageError where there is none yet."""
    note = table.stream(viewer).note
    if not note:
        raise UsageError(f"nothing has been signed for {viewer!r} yet; allowed: after a move")
    head, _, _ = parse(note)
    return Receipt(viewer, head.size, head.words, note)


def export(table: Table, viewer: str, vault: Vault | None = None) -> Export:
    """A viewer's stream as one object that can be checked without this program; with a vault, its own contents opened."""
    return stream_of(table.log, viewer, public(table), _contents(table, viewer, vault))


def public(table: Table) -> str:
    """The public half of the key that signs: by its file, else as the opening says, as in a backup."""
    return table.signing.public if table.signing else table.session.terms.key if table.session.terms else ""


def _contents(table: Table, viewer: str, vault: Vault | None) -> dict[str, str]:
    """The padded texts of what a viewer sealed, by commitment."""
    if vault is None:
        return {}
    own = opened(table, vault, f"exported for {viewer}", ANSWERS if viewer == table.mediator else ())
    mine = {getattr(event, "sealed", "") for event in table.seen(viewer) if event.by == viewer or viewer == table.mediator}
    return {commitment: _text(table, viewer, vault, commitment) for commitment in own if commitment in mine}


def _text(table: Table, viewer: str, vault: Vault, commitment: str) -> str:
    """The padded text of a content that the vault opens, in one of the forms in which it is kept."""
    owner = next(event.by for event in table.seen(viewer) if getattr(event, "sealed", "") == commitment)
    for cipher in ciphers(table, owner, commitment):
        with suppress(WrongKey):
            return vault.open(cipher).decode()
    raise WrongKey(f"what {owner!r} sealed opens by none of the keys of {vault.holder!r}")


def write_export(table: Table, viewer: str, out: PathLike, vault: Vault | None = None) -> tuple[str, ...]:
    """Write a viewer's export to a file. UsageError where there is no place for it, before anything is opened."""
    if not Path(out).parent.is_dir():
        raise UsageError(f"cannot write {out}: there is no folder {Path(out).parent}; allowed: a place that can be written")
    data = export(table, viewer, vault).to_dict()
    return write_whole({Path(out): (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()})


def verifier(folder: Path) -> tuple[str, ...]:
    """Write the program that checks exports, and needs nothing else, into a folder."""
    source = Path(__file__).resolve().parents[2] / "verifier" / VERIFIER
    return write_whole({folder / VERIFIER: source.read_bytes()})


@dataclass(frozen=True, slots=True)
class Compared:
    """A record held against a receipt: `complete`, `behind` by so many entries, or `forked`."""

    receipt: str
    state: str
    behind: int
    says: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A session that was restored, and how it compares with the receipts that were given."""

    folder: str
    session: str
    entries: int
    words: str
    state: str
    compared: tuple[Compared, ...]

    SHAPE = Shape("onetext/table_restore/1", rows="compared")
    to_dict = shown.to_dict


Receipts = Sequence[tuple[str, str]]
"""Name and note of each receipt that was kept."""
KEPT = "allowed: a file written by `onetext table receipt` for this session"


def heads_of(receipts: Receipts) -> list[Head]:
    """The heads that receipts say they are of, their signatures not checked. UsageError for what is no receipt."""
    found = []
    for name, note in receipts:
        try:
            found.append(parse(note)[0])
        except NoteError as wrong:
            raise UsageError(f"{name} {wrong}; {KEPT}") from None
    return found


def _checked(receipts: Receipts, session: str, public: str) -> list[tuple[str, Head]]:
    """The heads of receipts of a session. UsageError where one is of another, or not signed by its key."""
    found = []
    for (name, note), head in zip(receipts, heads_of(receipts), strict=True):
        if head.session != session:
            raise UsageError(f"{name} is of another session, {head.session}; {KEPT}")
        try:
            found.append((name, checked(note, bytes.fromhex(public), verified)))
        except NoteError as wrong:
            raise UsageError(f"{name} {wrong}; {KEPT}") from None
    return found


def _against(table: Table, name: str, head: Head) -> Compared:
    """The stored record held against the head of a receipt."""
    stored = table.log.entries(head.stream)
    if len(stored) < head.size:
        missing = head.size - len(stored)
        return Compared(name, "behind", missing, f"the record of {head.stream!r} is behind the receipt by {missing}")
    root = tree.root([tree.leaf(one.data) for one in stored[: head.size]])
    if root != head.root:
        return Compared(name, "forked", 0, f"the record of {head.stream!r} is another than the one that the receipt was signed over")
    return Compared(name, "complete", 0, f"the first {head.size} entries of {head.stream!r} are those of the receipt")


def backup(table: Table, out: PathLike) -> tuple[str, ...]:
    """Copy the session into a new folder while it may be written: its store, and all keys as they are kept, wrapped.

    The key that signs is not copied in the clear: the mediator's passphrase, or two shares, open it from the store.
    """
    with folders.made(out, table.folder.session, table.folder.mediator) as copy:
        table.log.backup(copy.path / folders.STORE)
    return (str(copy.path),)


VaultOf = Callable[[Sequence[KeyRecord]], AbstractContextManager[Vault]]


def restore(source: PathLike, out: PathLike, vault_of: VaultOf, receipts: Receipts = ()) -> Restored:
    """Make a session of a backup, in a new folder, and compare it with receipts.

    `vault_of(records)` opens the mediator's keys, or the escrow's, for the key that signs. Nothing is made where it does not, or
    where a receipt is none of this session.
    """
    heads_of(receipts)
    old = folders.found(source)
    with connect(old.store, session=old.session, writing=False) as log:
        records = records_of(log, decoded_stream(log.entries(log.main))[0])
        with vault_of(records) as vault:
            key = vault.signing_key(records)
        heads = _checked(receipts, old.session, key.public)
        with folders.made(out, old.session, old.mediator) as new:
            log.backup(new.path / folders.STORE)
            signing.keep(key, new.signing)
    with open_table(new.path) as table:
        found = tuple(_against(table, name, head) for name, head in heads)
        head = table.tip(new.mediator).head(new.session, new.mediator)
        return Restored(str(new.path), new.session, head.size, head.words, _state(found), found)


def _state(found: tuple[Compared, ...]) -> str:
    """What all receipts together say; `unchecked` where there was none."""
    states = {one.state for one in found}
    if not states:
        return "unchecked"
    return "forked" if "forked" in states else "behind" if "behind" in states else "complete"
