"""Entries of a stream and leaves of the case tree: bytes that are written once.

Each holds its number and the leaf hash of the one before it in the same tree. The tree alone would show that something was
changed; by this chain it is seen which entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onetext.errors import OnetextError
from onetext.model.canonical import Plain
from onetext.process.record import strict, tree
from onetext.process.record.heads import STREAM, Head

OWN = frozenset({"n", "before"})


class NotAnEntry(OnetextError):
    """Bytes are not an entry, or a leaf of the case tree; the message says why."""


@dataclass(frozen=True, slots=True)
class Link:
    """What an entry says of its place: its number, and the leaf hash of the entry before it (empty for the first)."""

    n: int
    before: str
    data: dict[str, Plain]


def entry(content: Mapping[str, Plain], n: int, before: str) -> bytes:
    """The bytes of entry `n`: a content, which has a `kind`, with its number and the hash of the entry before it."""
    if OWN & content.keys() or not isinstance(content.get("kind"), str):
        raise ValueError(f"an entry has a kind, and gets n and before here; it has {sorted(content)}")
    _place(n, before)
    return strict.written({**content, "n": n, "before": before})


def chain(contents: Iterable[Mapping[str, Plain]], n: int = 0, before: str = "") -> list[bytes]:
    """The bytes of entries that follow each other, the first of them with number `n`."""
    made: list[bytes] = []
    for content in contents:
        made.append(entry(content, n + len(made), before))
        before = tree.leaf(made[-1]).hex()
    return made


def link(text: bytes) -> Link:
    """What an entry says of its place. NotAnEntry where the bytes are not one that `entry` makes."""
    match _object(text):
        case {"n": int(n), "before": str(before), "kind": str()} as data if n is not True and n is not False:
            if n >= 0 and (strict.HASH.fullmatch(before) if n else not before):
                return Link(n, before, data)
    raise NotAnEntry("has no number, hash of the entry before it and kind as every entry has them")


def _object(text: bytes) -> dict[str, Plain]:
    try:
        data = strict.read(text)
    except strict.NotStrict as wrong:
        raise NotAnEntry(str(wrong)) from wrong
    if not isinstance(data, dict):
        raise NotAnEntry("is no object")
    return data


def _place(n: int, before: str) -> None:
    if n < 0 or not (strict.HASH.fullmatch(before) if n else not before):
        raise ValueError(f"entry {n} cannot follow {before!r}; the first is 0 and follows nothing, each other a hash")


@dataclass(frozen=True, slots=True)
class RoundLeaf:
    """A leaf of the case tree: what a stream was when a round closed.

    `salt` is 32 bytes of chance. Without it another party, which sees the hash in its own proofs, could guess what
    stands in the stream.
    """

    n: int
    before: str
    round: int
    stream: str
    size: int
    root: bytes
    salt: bytes

    def __post_init__(self) -> None:
        _place(self.n, self.before)
        if not STREAM.fullmatch(self.stream) or self.round < 0 or self.size < 0 or (len(self.root), len(self.salt)) != (32, 32):
            raise ValueError(f"no leaf of the case tree: {self}")

    @property
    def text(self) -> bytes:
        """The bytes of the leaf."""
        return strict.written(
            {
                "before": self.before,
                "n": self.n,
                "round": self.round,
                "root": self.root.hex(),
                "salt": self.salt.hex(),
                "size": self.size,
                "stream": self.stream,
            }
        )


def round_leaves(heads: Sequence[Head], round_number: int, salts: Sequence[bytes], n: int, before: str) -> list[RoundLeaf]:
    """The leaves for a round that closes: one for each viewer's head, in the order given, with a salt each."""
    made: list[RoundLeaf] = []
    for head, salt in zip(heads, salts, strict=True):
        made.append(RoundLeaf(n + len(made), before, round_number, head.stream, head.size, head.root, salt))
        before = tree.leaf(made[-1].text).hex()
    return made


def round_leaf(text: bytes) -> RoundLeaf:
    """The leaf that bytes stand for. NotAnEntry where they are not one."""
    match data := _object(text):
        case {
            "before": str(before), "n": int(n), "round": int(number), "root": str(root),
            "salt": str(salt), "size": int(size), "stream": str(stream),
        } if len(data) == 7 and not any(isinstance(each, bool) for each in (n, number, size)):  # fmt: skip
            if strict.HASH.fullmatch(root) and strict.HASH.fullmatch(salt):
                try:
                    return RoundLeaf(n, before, number, stream, size, bytes.fromhex(root), bytes.fromhex(salt))
                except ValueError as wrong:
                    raise NotAnEntry(str(wrong)) from wrong
    raise NotAnEntry("does not hold what a leaf of the case tree holds, and this alone")
