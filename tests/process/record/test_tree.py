"""G9: roots and proofs of the tree, by an independent definition, by published values, and by the verifier's own loops."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.process.record import tree
from process.record.building import verifier

MOST = 300
MILLION = 1_000_000
LEAVES = [tree.leaf(str(n).encode()) for n in range(MOST)]

# The eight inputs and the roots of their first 0 to 8 with which the reference implementations of Certificate Transparency are tested.
CLASSIC = [
    bytes.fromhex(each) for each in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
CLASSIC_ROOTS = """
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d
fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77
d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4
76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef
ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c
5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328
""".split()


def by_definition(leaves: Sequence[bytes]) -> bytes:
    """The root as RFC 9162, 2.1.1, defines it."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + by_definition(leaves[:k]) + by_definition(leaves[k:])).digest()


@cache
def roots() -> list[bytes]:
    """The roots of the first 0 to 300 leaves, by definition."""
    return [by_definition(LEAVES[:size]) for size in range(MOST + 1)]


@cache
def large() -> tree.Tree:
    """A tree of a million leaves."""
    return tree.tree(hashlib.sha256(n.to_bytes(4, "big")).digest() for n in range(MILLION))


def included(root: bytes, size: int, leaf: bytes, index: int, proof: Sequence[bytes]) -> bool:
    """What both say of an inclusion proof."""
    one = tree.includes(root, size, leaf, index, proof)
    assert verifier().included(leaf, index, size, list(proof), root) is one
    return one


def extends(old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """What both say of a consistency proof."""
    one = tree.extends(old, new, proof)
    assert verifier().consistent(*old, *new, list(proof)) is one
    return one


def test_published_roots() -> None:
    """Those that implementations of Certificate Transparency agree on."""
    hashes = [tree.leaf(each) for each in CLASSIC]
    expected = [bytes.fromhex(each) for each in CLASSIC_ROOTS]
    assert [tree.root(hashes[:size]) for size in range(9)] == expected
    assert list(verifier().roots_at(range(9), dict(enumerate(hashes))).values()) == expected


def test_published_proofs() -> None:
    """Examples of RFC 9162, 2.1.5: seven leaves, with the hashes named as there."""
    d = LEAVES[:7]
    b, c, f, j = d[1], d[2], d[5], d[6]
    g, h, i = (tree.node(*d[at : at + 2]) for at in (0, 2, 4))
    k, whole = tree.node(g, h), tree.tree(d)
    ell = tree.node(i, j)
    assert tree.inclusion_proof(whole, 0, 7) == (b, h, ell)
    assert tree.inclusion_proof(whole, 3, 7) == (c, g, ell)
    assert tree.inclusion_proof(whole, 4, 7) == (f, j, k)
    assert tree.inclusion_proof(whole, 6, 7) == (i, k)
    assert tree.consistency_proof(whole, 3, 7) == (c, d[3], g, ell)
    assert tree.consistency_proof(whole, 4, 7) == (ell,)
    assert tree.consistency_proof(whole, 6, 7) == (i, j, k)


def test_roots_of_all_sizes() -> None:
    """Three ways of ours, and the verifier's, against the definition."""
    frontier = tree.Frontier()
    for size in range(MOST + 1):
        assert tree.root(LEAVES[:size]) == roots()[size] == frontier.root
        assert tree.subtree(tree.tree(LEAVES), 0, size) == roots()[size]
        if size < MOST:
            frontier = frontier.append(LEAVES[size])
    assert verifier().roots_at(range(MOST + 1), dict(enumerate(LEAVES))) == dict(enumerate(roots()))
    assert tree.Frontier().extend(LEAVES) == frontier


def test_all_inclusion_proofs() -> None:
    """Each leaf in each tree of up to 300."""
    whole = tree.tree(LEAVES)
    for size in range(1, MOST + 1):
        for index in range(size):
            assert included(roots()[size], size, LEAVES[index], index, tree.inclusion_proof(whole, index, size))


def test_all_consistency_proofs() -> None:
    """Each tree of up to 300 in each larger one."""
    whole = tree.tree(LEAVES)
    for new in range(MOST + 1):
        for old in range(new + 1):
            assert extends((old, roots()[old]), (new, roots()[new]), tree.consistency_proof(whole, old, new))


def test_proofs_of_large_trees() -> None:
    """At random sizes up to a million, the edges of powers of two among them."""
    chance, whole = random.Random(9162), large()
    sizes = [MILLION, 2**19 - 1, 2**19, 2**19 + 1, *(chance.randrange(1, MILLION + 1) for _ in range(80))]
    for size in sizes:
        root = tree.subtree(whole, 0, size)
        for index in {0, size - 1, chance.randrange(size)}:
            proof = tree.inclusion_proof(whole, index, size)
            assert len(proof) <= 20
            assert included(root, size, whole.rows[0][index], index, proof)
            refused_if_bent(
                lambda bent, root=root, size=size, index=index: included(root, size, whole.rows[0][index], index, bent), proof, chance
            )
        for old in {1, size // 2 or 1, size, chance.randrange(1, size + 1)}:
            proof, head = tree.consistency_proof(whole, old, size), (old, tree.subtree(whole, 0, old))
            assert extends(head, (size, root), proof)
            refused_if_bent(lambda bent, head=head, size=size, root=root: extends(head, (size, root), bent), proof, chance)


def test_the_root_of_a_large_tree_is_the_frontiers() -> None:
    """The table and the frontier agree at a size that is no power of two."""
    assert tree.Frontier().extend(large().rows[0][:333_333]).root == tree.subtree(large(), 0, 333_333)


def bent(proof: Sequence[bytes], chance: random.Random) -> Iterator[list[bytes]]:
    """A proof changed in each way: a bit, a hash more, less, doubled, out of its place."""
    for at in range(len(proof)):
        changed = bytearray(proof[at])
        changed[chance.randrange(32)] ^= 1 << chance.randrange(8)
        yield [*proof[:at], bytes(changed), *proof[at + 1 :]]
        yield [*proof[:at], *proof[at + 1 :]]
        yield [*proof[:at], proof[at], *proof[at:]]
        other = chance.randrange(len(proof))
        moved = list(proof)
        moved[at], moved[other] = moved[other], moved[at]
        yield moved
    yield [*proof, bytes(32)]
    yield [bytes(32), *proof]
    yield []


def refused_if_bent(holds: Callable[[list[bytes]], bool], proof: Sequence[bytes], chance: random.Random) -> None:
    """No changed proof holds."""
    for changed in bent(proof, chance):
        if changed != list(proof):
            assert not holds(changed)


def test_bent_proofs_are_refused() -> None:
    """Small trees, every proof of theirs, every bit of a hash of some, every wrong index and size."""
    chance, whole = random.Random(1), tree.tree(LEAVES)
    for size in (1, 2, 3, 7, 8, 9, 33):
        for index in range(size):
            root, leaf, proof = roots()[size], LEAVES[index], tree.inclusion_proof(whole, index, size)
            refused_if_bent(
                lambda bent, root=root, size=size, leaf=leaf, index=index: included(root, size, leaf, index, bent), proof, chance
            )
            for other in range(size + 2):
                assert included(root, size, leaf, other, proof) is (other == index)
            for wrong in (bytes(32), roots()[size - 1], tree.node(leaf, leaf)):
                assert not included(wrong, size, leaf, index, proof)
            assert not included(root, size, LEAVES[index + 1], index, proof)
        for old in range(1, size + 1):
            a, b = (old, roots()[old]), (size, roots()[size])
            proof = tree.consistency_proof(whole, old, size)
            refused_if_bent(lambda bent, a=a, b=b: extends(a, b, bent), proof, chance)
            assert not extends((old, bytes(32)), b, proof)
            assert not extends(a, (size, bytes(32)), proof)
            for wrong_size in range(1, size + 3):
                if wrong_size != old:
                    assert not extends((wrong_size, roots()[old]), b, proof)
    for at in range(32 * 8):
        proof = list(tree.inclusion_proof(whole, 5, 8))
        proof[at % 3] = (int.from_bytes(proof[at % 3], "big") ^ 1 << at).to_bytes(32, "big")
        assert not included(roots()[8], 8, LEAVES[5], 5, proof)


def test_a_size_that_is_wrong_is_refused_where_the_path_differs() -> None:
    """A path does not hold in a tree of another size, but where that has the same path: then the root, which is signed with the size, decides."""
    whole = tree.tree(LEAVES)
    for size in (5, 8, 12):
        for index in range(size):
            proof = tree.inclusion_proof(whole, index, size)
            for other in range(1, 20):
                if other != size:
                    assert not included(roots()[other], other, LEAVES[index], index, proof)


def test_the_empty_tree_is_the_beginning_of_all() -> None:
    """And nothing is proven by more than is needed for that."""
    empty = (0, tree.EMPTY)
    assert extends(empty, empty, ())
    assert extends(empty, (3, roots()[3]), ())
    assert not extends(empty, (3, roots()[3]), (bytes(32),))
    assert not extends((0, bytes(32)), (3, roots()[3]), ())
    assert not extends(empty, (0, bytes(32)), ())
    assert not extends((3, roots()[3]), empty, ())
    assert not extends((3, roots()[3]), (2, roots()[2]), ())


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (0, 301)])
def test_no_proof_is_made_of_what_is_not_there(index: int, size: int) -> None:
    """An index or a size out of bounds is an error, and no proof."""
    with pytest.raises(ValueError, match="no leaf"):
        tree.inclusion_proof(tree.tree(LEAVES), index, size)
    assert not tree.includes(roots()[3], size, LEAVES[0], index, ())


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3), (0, 301)])
def test_no_step_is_made_of_what_is_not_there(old: int, new: int) -> None:
    """Sizes out of bounds, likewise."""
    with pytest.raises(ValueError, match="no tree"):
        tree.consistency_proof(tree.tree(LEAVES), old, new)


def test_a_frontier_that_cannot_be_is_refused() -> None:
    """As many hashes as the size has binary ones."""
    with pytest.raises(ValueError, match="5 leaves has 2 full subtrees, not 1"):
        tree.Frontier(5, (bytes(32),))


@given(st.lists(st.binary(max_size=3), max_size=40), st.lists(st.binary(max_size=3), max_size=40))
def test_a_frontier_goes_on_from_anywhere(first: list[bytes], then: list[bytes]) -> None:
    """Whatever was appended, and in how many pieces."""
    one, two = list(map(tree.leaf, first)), list(map(tree.leaf, then))
    frontier = tree.Frontier().extend(one).extend(two)
    assert (frontier.size, frontier.root) == (len(one + two), by_definition(one + two))
    whole = tree.tree(one + two)
    proof = tree.consistency_proof(whole, len(one), len(one + two))
    assert extends((len(one), by_definition(one)), (frontier.size, frontier.root), proof)
