"""Whether an export holds: every entry, head, round, proof and opening of it, and whether it agrees with kept receipts.

Nothing is taken on trust but the public key; who has that from elsewhere hands it in. An export that is not even in the form of one is
not `readable`, and then only its form was looked at.

What cannot be seen in an export alone: that it was cut off together with its heads, and that whoever has the key made all of it anew.
Both are seen with a receipt, the one as "behind", the other as "forked". Heads in the middle are for locating: one
taken out is not missed, as long as the newest covers every entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onetext.process.record import commitments, heads, strict, tree
from onetext.process.record.entries import NotAnEntry, RoundLeaf, round_leaf
from onetext.process.record.findings import Finding, Place, one
from onetext.process.record.heads import CASE, Head, NoteError, Verify
from onetext.process.record.locating import CHANGED, Seal, located
from onetext.process.record.numbering import read
from onetext.process.record.receipts import Receipt, compared
from onetext.process.record.shape import Export, Round, export_of

MENTIONED = re.compile(rb'"([0-9a-f]{64})"')


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of an export found.

    `size` is the number of entries, `head` the newest head whose signature holds, `rounds` the numbers of the rounds whose proofs
    hold, `receipts` how each receipt that could be read stands to the export.
    """

    readable: bool
    findings: tuple[Finding, ...]
    session: str = ""
    stream: str = ""
    size: int = 0
    head: Head | None = None
    rounds: tuple[int, ...] = ()
    receipts: tuple[Receipt, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class Key:
    """By which public key the notes of a session are checked, and how."""

    session: str
    public: bytes
    check: Verify

    def head(self, note: str, streams: Sequence[str], place: Place) -> tuple[Head | None, list[Finding]]:
        """The head of a note if it is of one of these streams and its signature holds; else what is wrong."""
        try:
            head = heads.checked(note, self.public, self.check)
            if head.session != self.session or head.stream not in streams:
                raise NoteError("stream", f"is for stream {head.stream!r} of session {head.session}")
        except NoteError as wrong:
            return None, [Finding(place, wrong.kind, str(wrong))]
        return head, []


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed round as far as it could be read; `holds` where all of it does."""

    at: int
    leaf: RoundLeaf | None
    head: Head | None
    findings: tuple[Finding, ...]


def verify(data: object, check: Verify, receipts: Sequence[str] = (), key: bytes | None = None) -> Checked:
    """Check an export, as read from its JSON, by its own public key or the one expected, and kept receipts against it."""
    export, wrong = export_of(data)
    if export is None:
        return Checked(False, tuple(sorted(wrong)))
    found: list[Finding] = []
    if key is not None and key != export.key:
        found.append(one("key", 0, "key", f"the export is of the key {heads.key_words(export.key)}, not of {heads.key_words(key)}"))
    by = Key(export.session, export.key, check)
    own, more = _heads(export, by)
    closed = [_closed(at, each, export.stream, by) for at, each in enumerate(export.rounds)]
    seals = [Seal(head.size, head.root, Place("head", at, at)) for at, head in own]
    seals += [Seal(each.leaf.size, each.leaf.root, Place("round", each.at, each.at)) for each in closed if each.leaf and not each.findings]
    where = located([read(at, text) for at, text in enumerate(export.entries)], seals)
    found += [*more, *where.findings, *(finding for each in closed for finding in each.findings)]
    found += [*_order(closed), *_consistency(export, closed), *_openings(export)]
    kept, wrong_notes = _kept(receipts, Key(export.session, key or export.key, check), export.stream)
    standing, differing = compared(kept, where, [each.head for each in closed if each.head])
    found += [*wrong_notes, *differing]
    newest = max((head for _, head in own), key=lambda head: head.size, default=None)
    numbers = tuple(each.leaf.round for each in closed if each.leaf and not each.findings)
    return Checked(True, tuple(sorted(set(found))), export.session, export.stream, where.count, newest, numbers, tuple(standing))


def touched(text: bytes, n: int, vouched: bytes) -> list[Finding]:
    """What is wrong with entry `n` alone where all else holds: `vouched` is the leaf hash that the record has for it."""
    here = read(n, text)
    found = [one("entry", n, "form", here.wrong)] if here.link is None else []
    return found + ([one("entry", n, "changed", CHANGED)] if here.hash != vouched else [])


def _heads(export: Export, by: Key) -> tuple[list[tuple[int, Head]], list[Finding]]:
    """The heads of the stream whose signatures hold, each with its place, and what is wrong with the others."""
    good: list[tuple[int, Head]] = []
    found: list[Finding] = []
    largest = -1
    for at, note in enumerate(export.heads):
        head, wrong = by.head(note, (export.stream,), Place("head", at, at))
        found += wrong
        if head is not None:
            if head.size <= largest:
                found.append(one("head", at, "order", f"is for {head.size} entries, after one for {largest}"))
            largest = max(largest, head.size)
            good.append((at, head))
    return good, found


def _closed(at: int, given: Round, stream: str, by: Key) -> Closed:
    """A round of the export with its leaf, its case head, and whether the proof leads from the one to the other."""
    head, found = by.head(given.head, (CASE,), Place("round", at, at))
    text = given.leaf.encode()
    try:
        leaf = round_leaf(text)
    except NotAnEntry as wrong:
        return Closed(at, None, head, (*found, one("round", at, "form", f"its leaf {wrong}")))
    if leaf.stream != stream:
        found.append(one("round", at, "stream", f"its leaf is of stream {leaf.stream!r}"))
    if (leaf.n, leaf.round) != (given.index, given.round):
        found.append(one("round", at, "place", f"its leaf is number {leaf.n}, of round {leaf.round}"))
    if head is not None:
        proof = _hashes(given.proof)
        if proof is None or not tree.includes(head.root, head.size, tree.leaf(text), given.index, proof):
            found.append(one("round", at, "proof", f"it is not shown that its leaf stands in the case tree of {head.size} leaves"))
    return Closed(at, leaf, head, tuple(found))


def _order(closed: Sequence[Closed]) -> Iterator[Finding]:
    """Rounds that do not come after the one before them, in number, place, or size."""
    for before, after in pairwise(closed):
        a, b = before.leaf, after.leaf
        leaves = a and b and not (a.round < b.round and a.n < b.n and a.size <= b.size)
        if leaves or (before.head and after.head and before.head.size >= after.head.size):
            yield one("round", after.at, "order", "does not come after the round before it")


def _consistency(export: Export, closed: Sequence[Closed]) -> Iterator[Finding]:
    """Steps from one case head to the next that do not hold."""
    due = max(len(closed) - 1, 0)
    if len(export.consistency) != due:
        yield one("file", 0, "sizes", f"has {len(export.consistency)} consistency proofs; {len(closed)} rounds need {due}")
    for at, (step, (before, after)) in enumerate(zip(export.consistency, pairwise(closed), strict=False)):
        if before.head is None or after.head is None:
            continue
        (a, b), proof = (before.head, after.head), _hashes(step.proof)
        if (step.start, step.to) != (a.size, b.size):
            yield one("consistency", at, "sizes", f"is from {step.start} to {step.to}; the case heads are of {a.size} and {b.size}")
        elif proof is None or not tree.extends((a.size, a.root), (b.size, b.root), proof):
            yield one("consistency", at, "proof", f"does not show that the case tree of {a.size} is the beginning of that of {b.size}")


def _openings(export: Export) -> Iterator[Finding]:
    """Openings that are not what was committed to, in this session, by an entry."""
    mentioned = {each for text in export.entries for each in MENTIONED.findall(text)}
    for at, (committed, text) in enumerate(export.openings):
        if commitments.commitment(text) != committed:
            yield one("opening", at, "commitment", f"is not what {committed[:16]}... commits to")
        if committed.encode() not in mentioned:
            yield one("opening", at, "unused", f"no entry commits to it by {committed[:16]}...")
        try:
            context, _ = commitments.parts(text)
        except commitments.OpeningError as wrong:
            yield one("opening", at, "form", str(wrong))
            continue
        if context.get("session", export.session) != export.session:
            yield one("opening", at, "session", f"was sealed in session {context['session']!r}"[:200])


def _kept(notes: Sequence[str], by: Key, stream: str) -> tuple[list[tuple[int, Head]], list[Finding]]:
    """The heads of receipts that can be compared, each with its place, and what is wrong with the others."""
    read_ = [by.head(note, (stream, CASE), Place("receipt", at, at)) for at, note in enumerate(notes)]
    return [(at, head) for at, (head, _) in enumerate(read_) if head], [each for _, wrong in read_ for each in wrong]


def _hashes(texts: Sequence[str]) -> list[bytes] | None:
    """The hashes of a proof; None where one is not 64 hexadecimal digits."""
    if not all(map(strict.HASH.fullmatch, texts)):
        return None
    return list(map(bytes.fromhex, texts))
