"""Checking a record: an exported file, or what is stored of a session, stream by stream."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onetext.api.reading import PathLike, is_table
from onetext.api.table import folder as folders
from onetext.api.table.exports import stream_of
from onetext.api.table.records import Receipts, heads_of
from onetext.api.table.tables import verified
from onetext.errors import Damaged, UsageError
from onetext.model import shown
from onetext.model.shown import Shape
from onetext.process.record import checking
from onetext.process.record import entries as record
from onetext.process.record.findings import Place
from onetext.process.record.heads import CASE, Head
from onetext.process.record.receipts import Receipt
from onetext.store.keys import signing
from onetext.store.log import Log, connect

MOST_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that does not hold: in which stream, where there, and what."""

    stream: str
    place: str
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Stream:
    """What was checked of one stream: how many entries, the newest signed head in eight words, the closed rounds proven."""

    stream: str
    entries: int
    words: str
    rounds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """How a kept receipt stands to the record: consistent, behind by so many entries, or forked."""

    receipt: str
    says: str


@dataclass(frozen=True, slots=True)
class TableVerified:
    """Whether a record holds, what was checked of it, and everything that does not hold, with its place."""

    holds: bool
    session: str
    streams: tuple[Stream, ...]
    receipts: tuple[Against, ...]
    wrong: tuple[Wrong, ...]

    SHAPE = Shape("onetext/table_verify/1", rows="wrong")
    to_dict = shown.to_dict


def verify(what: PathLike, receipts: Receipts = ()) -> TableVerified:
    """Check an exported file, or the folder of a session with all its streams, also against receipts that were kept.

    UsageError for what is neither, and for a receipt that is none.
    """
    named = list(zip(receipts, heads_of(receipts), strict=True))
    exports = _folder(what) if is_table(what) else [_file(Path(what))]
    session = exports[0].data["session"]
    done = [_Done.of(each, [one for one, head in named if _about(head, session, (each.data["stream"], CASE))]) for each in exports]
    known = (*(each.data["stream"] for each in exports), CASE)
    strange = tuple(
        Wrong(head.stream, name, "stream", f"the receipt is of {head.stream!r} of session {head.session}, which is not here")
        for (name, _), head in named
        if not _about(head, session, known)
    )
    wrong = (*(one for each in done for one in each.wrong), *strange)
    return TableVerified(
        not wrong, session, tuple(each.stream for each in done), tuple(one for each in done for one in each.against), wrong
    )


def _about(head: Head, session: str, streams: Sequence[str]) -> bool:
    return head.session == session and head.stream in streams


@dataclass(frozen=True, slots=True)
class _Export:
    """An export, and the key that it has to be signed by where that is known."""

    data: dict[str, Any]
    key: bytes | None = None


@dataclass(frozen=True, slots=True)
class _Done:
    """What the check of one export found."""

    stream: Stream
    against: tuple[Against, ...]
    wrong: tuple[Wrong, ...]

    @classmethod
    def of(cls, export: _Export, receipts: Receipts) -> _Done:
        """Check an export against the receipts that are about it."""
        found = checking.verify(export.data, verified, [note for _, note in receipts], export.key)
        head = found.head.words if found.head else ""
        return cls(
            Stream(found.stream, found.size, head, found.rounds),
            tuple(Against(receipts[each.at][0], _stands(each)) for each in found.receipts),
            tuple(Wrong(found.stream, _where(one.place, receipts), one.kind, one.says) for one in found.findings),
        )


def _where(place: Place, receipts: Receipts) -> str:
    return receipts[place.at][0] if place.what == "receipt" else str(place)


def _file(path: Path) -> _Export:
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(MOST_BYTES))
    except OSError as wrong:
        raise UsageError(f"{path} cannot be read: {wrong.strerror}; allowed: an exported file, or the folder of a session") from None
    except (ValueError, RecursionError):
        raise UsageError(f"{path} is no export; allowed: a file written by `onetext table export`") from None
    found = checking.verify(data, verified)
    if not found.readable:
        raise UsageError(f"{path} is no export: {found.findings[0].says}; allowed: a file written by `onetext table export`")
    return _Export(data)


def _folder(path: PathLike) -> list[_Export]:
    """All streams as they are stored, whether or not they hold: what is damaged is to be found here, not to stop us."""
    folder = folders.found(path)
    with connect(folder.store, session=folder.session, writing=False) as log:
        key = signing.kept(folder.signing).public if folder.signing.is_file() else _key_of(log)
        names = sorted(log.streams().keys() - {CASE}, key=lambda name: (name != folder.mediator, name))
        if not names:
            raise Damaged(f"the store of {folder.path} has no entry; allowed: a restored backup")
        return [_Export(stream_of(log, name, key, {}).to_dict(), bytes.fromhex(key)) for name in names]


def _key_of(log: Log) -> str:
    """The public key as the first entry of a log says, where the file of the key is not there. Damaged where it says none."""
    first = log.entries(log.main)[:1]
    try:
        return bytes.fromhex(str(record.link(first[0].data).data["key"])).hex()
    except (IndexError, KeyError, ValueError, record.NotAnEntry):
        raise Damaged("the first entry of the log does not say by which key the record is signed; allowed: a restored backup") from None


def _stands(receipt: Receipt) -> str:
    """How a receipt stands to the record, in words."""
    what = f"{receipt.head.size} entries of {receipt.head.stream!r}"
    return {"consistent": f"the record holds the {what} that it was signed over"}.get(
        receipt.status, f"{receipt.status}{f' by {receipt.by}' if receipt.by else ''}: it was signed over {what}"
    )
