"""A stream of a session as one object that can be checked without this program: entries, heads, rounds, and proofs between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from onetext.errors import Damaged
from onetext.model import shown
from onetext.model.shown import Shape
from onetext.process.record import entries as record
from onetext.process.record import tree
from onetext.process.record.heads import CASE, NoteError, parse
from onetext.store.log import Log


@dataclass(frozen=True, slots=True)
class ProvenRound:
    """A closed round: the leaf that this stream has in the case tree, and what shows that it stands in a signed head of that tree.

    `leaf` is the exact text of the leaf, `index` its place, `head` the signed note, `proof` the hashes from the leaf to its root.
    """

    round: int
    index: int
    leaf: str
    head: str
    proof: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grown:
    """What shows that the case tree of `start` leaves is the beginning of that of `to` leaves."""

    start: int
    to: int
    proof: tuple[str, ...]

    SHAPE = Shape(renamed={"start": "from"})


@dataclass(frozen=True, slots=True)
class Export:
    """A stream of a session. `entries` are exact texts, `openings` the padded texts of what was sealed, by commitment.

    `key` is the public key in hexadecimal, `heads` are the signed notes of this stream in the order of their sizes.
    """

    session: str
    stream: str
    key: str
    entries: tuple[str, ...]
    openings: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    rounds: tuple[ProvenRound, ...]
    consistency: tuple[Grown, ...]

    SHAPE = Shape("onetext/table_export/1", rows="rounds")
    to_dict = shown.to_dict


def stream_of(log: Log, stream: str, key: str, openings: Mapping[str, str]) -> Export:
    """A stored stream, whether or not it holds. Damaged where the rounds of the case tree cannot be read."""
    try:
        leaves, notes = log.stream(CASE)  # first, since what it speaks of is there when the stream is read
        rounds, grown = _rounds(stream, [one.data for one in leaves], [one.note for one in notes])
    except (NoteError, record.NotAnEntry, StopIteration) as wrong:
        raise Damaged(f"the case tree cannot be read: {wrong or 'a head is missing'}; allowed: a restored backup") from None
    entries, heads = log.stream(stream)
    return Export(
        session=log.session,
        stream=stream,
        key=key,
        entries=tuple(one.data.decode("utf-8", "replace") for one in entries),
        openings=tuple(openings.items()),
        heads=tuple(one.note for one in heads),
        rounds=rounds,
        consistency=grown,
    )


def _rounds(stream: str, leaves: list[bytes], notes: list[str]) -> tuple[tuple[ProvenRound, ...], tuple[Grown, ...]]:
    """What shows that a stream is the one in the case tree, round by round, and that this tree only grew."""
    whole = tree.tree(map(tree.leaf, leaves))
    heads = {parse(note)[0].size: note for note in notes}
    rounds, sizes = [], sorted(heads)
    for index, leaf in enumerate(map(record.round_leaf, leaves)):
        if leaf.stream == stream:
            size = next(one for one in sizes if one > index)
            proof = tuple(one.hex() for one in tree.inclusion_proof(whole, index, size))
            rounds.append(ProvenRound(leaf.round, index, leaf.text.decode(), heads[size], proof))
    grown = tuple(Grown(a, b, tuple(one.hex() for one in tree.consistency_proof(whole, a, b))) for a, b in pairwise(sizes))
    return tuple(rounds), grown
