"""The Merkle tree of RFC 9162, section 2.1: roots, proofs, and whether a proof holds.

A leaf is SHA-256 over a zero byte and the data, a node SHA-256 over a one byte and its two children; so no leaf can be
passed off as a node. A tree of n leaves is split at the largest power of two below n. All functions follow the
recursion by which the RFC defines them; the verifier that stands alone follows its loops, so that one checks the other.
Index and sizes are always given by whoever asks, never taken from a proof.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

EMPTY = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""

Proof = tuple[bytes, ...]


def leaf(data: bytes) -> bytes:
    """The hash of a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of a node above two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """A tree as the roots of its full subtrees, the largest first: all that is needed to go on and to know the root."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError(f"a tree of {self.size} leaves has {self.size.bit_count()} full subtrees, not {len(self.hashes)}")

    def append(self, leaf_hash: bytes) -> Frontier:
        """The tree with one leaf more, given by its hash."""
        hashes, last = self.hashes, leaf_hash
        size = self.size
        while size & 1:  # a full subtree of this height stands last: the two become one of the next
            last, hashes, size = node(hashes[-1], last), hashes[:-1], size >> 1
        return Frontier(self.size + 1, (*hashes, last))

    def extend(self, leaf_hashes: Iterable[bytes]) -> Frontier:
        """The tree with more leaves, given by their hashes."""
        return reduce(Frontier.append, leaf_hashes, self)

    @property
    def root(self) -> bytes:
        """The root of all leaves so far."""
        if not self.hashes:
            return EMPTY
        return reduce(lambda right, left: node(left, right), reversed(self.hashes[:-1]), self.hashes[-1])


@dataclass(frozen=True, slots=True)
class Tree:
    """All leaves, and the roots of all full subtrees: row k holds those of 2**k leaves. Proofs are read off it."""

    rows: tuple[tuple[bytes, ...], ...]

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self.rows[0])


def tree(leaf_hashes: Iterable[bytes]) -> Tree:
    """The table of a tree, from the hashes of its leaves: as many hashes again as there are leaves."""
    rows = [tuple(leaf_hashes)]
    while len(below := rows[-1]) > 1:
        rows.append(tuple(map(node, below[0::2], below[1::2])))  # an odd one at the end is no full subtree
    return Tree(tuple(rows))


def root(leaf_hashes: Iterable[bytes]) -> bytes:
    """The root of a tree, from the hashes of its leaves."""
    whole = tree(leaf_hashes)
    return subtree(whole, 0, whole.size)


def split(size: int) -> int:
    """The largest power of two below a size of two or more: where a tree is split."""
    return 1 << ((size - 1).bit_length() - 1)


def subtree(of: Tree, start: int, stop: int) -> bytes:
    """The root of the leaves from `start` up to `stop`, as they stand together in a tree that is split as the RFC says."""
    size = stop - start
    if not size:
        return EMPTY
    if size & (size - 1) == 0:
        return of.rows[size.bit_length() - 1][start // size]
    middle = start + split(size)
    return node(subtree(of, start, middle), subtree(of, middle, stop))


def inclusion_proof(of: Tree, index: int, size: int) -> Proof:
    """The hashes that lead from a leaf to the root of the first `size` leaves, lowest first (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < size <= of.size:
        raise ValueError(f"no leaf {index} in the first {size} of {of.size} leaves")

    def path(start: int, stop: int) -> Proof:
        if stop - start == 1:
            return ()
        middle = start + split(stop - start)
        if index < middle:
            return (*path(start, middle), subtree(of, middle, stop))
        return (*path(middle, stop), subtree(of, start, middle))

    return path(0, size)


def consistency_proof(of: Tree, old: int, new: int) -> Proof:
    """The hashes by which the first `old` leaves are seen to be the beginning of the first `new` (RFC 9162, 2.1.4.1)."""
    if not 0 <= old <= new <= of.size:
        raise ValueError(f"no tree of {old} leaves at the beginning of {new} of {of.size}")

    def part(start: int, stop: int, complete: bool) -> Proof:
        if stop == old:
            return () if complete else (subtree(of, start, stop),)
        middle = start + split(stop - start)
        if old <= middle:
            return (*part(start, middle, complete), subtree(of, middle, stop))
        return (*part(middle, stop, False), subtree(of, start, middle))

    return part(0, new, True) if old else ()


def includes(root_hash: bytes, size: int, leaf_hash: bytes, index: int, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that a leaf stands at an index of the tree with that size and root."""
    if not 0 <= index < size:
        return False

    def up(index: int, size: int, left: int) -> bytes | None:
        """The root over the leaf in a subtree, from the first `left` hashes of the proof; None where they are too many or too few."""
        if size == 1:
            return None if left else leaf_hash
        if not left:
            return None
        middle = split(size)
        on_left = index < middle
        below = up(index, middle, left - 1) if on_left else up(index - middle, size - middle, left - 1)
        if below is None:
            return None
        return node(below, proof[left - 1]) if on_left else node(proof[left - 1], below)

    return up(index, size, len(proof)) == root_hash


def extends(old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that the tree `old` (size and root) is the beginning of the tree `new`."""
    (old_size, old_root), (new_size, new_root) = old, new
    if not 0 <= old_size <= new_size:
        return False
    if old_size == 0:
        return not proof and old_root == EMPTY and (new_size > 0 or new_root == EMPTY)

    def both(old_size: int, new_size: int, complete: bool, left: int) -> tuple[bytes, bytes] | None:
        """The old and the new root of a subtree, from the first `left` hashes of the proof."""
        if old_size == new_size:
            known = old_root if complete else proof[0] if left else None
            return None if known is None or left != (not complete) else (known, known)
        if not left:
            return None
        middle, other = split(new_size), proof[left - 1]
        if old_size <= middle:
            found = both(old_size, middle, complete, left - 1)
            return found and (found[0], node(found[1], other))
        found = both(old_size - middle, new_size - middle, False, left - 1)
        return found and (node(other, found[0]), node(other, found[1]))

    return both(old_size, new_size, True, len(proof)) == (old_root, new_root)
