"""Which entries were changed or taken away: worked out from the chain and the signed roots, after the texts have numbers.

1. *Chain.* From the last down: an entry vouches for the one before it, unless it was changed itself. Where the two differ, the lower was
   changed, and the vouched hash is taken for it; so it is for one that is missing. Changed is also a text without a claim to its
   number that nobody vouches for.
2. *Roots.* From the smallest signed root up: the stretch since the last that held is taken as the texts are; else as the chain says; else,
   before a changed one, as that says. Whatever gives the root is how it was, and "changed" is what differs.
3. *What is left.* A root that holds in none of these ways, while a larger one does, is itself the odd one ("root"). Above the largest that
   holds, what the chain says stands; and the smallest that does not says that something was changed since: in one entry
   ("changed"), or a stretch of which no more is known ("root"). If the last entry is in that, what it alone says of the one before does
   not count, for nobody vouches for it.

So one who changes an entry is located by the chain, and one who makes the chain anew without the key by the signed roots.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onetext.process.record.findings import Finding, Place, entries, one
from onetext.process.record.numbering import Numbered, Read, numbered
from onetext.process.record.tree import Frontier

CHANGED = "was changed: it is not the entry that the record vouches for"
Hashes = Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Seal:
    """A signed root over the first `size` entries, and where in the export it is from."""

    size: int
    root: bytes
    place: Place


@dataclass(frozen=True, slots=True)
class Located:
    """What was found out: the findings, how many entries there are, and the hash of each as far as it is known.

    `hashes` are those that chain and seals vouch for, `actual` those of the texts as they are.
    """

    findings: tuple[Finding, ...]
    count: int
    hashes: Hashes
    actual: Hashes


@dataclass(frozen=True, slots=True)
class Chain:
    """The hashes that the chain vouches for, the entries changed by it, and what changed ones say of those before them."""

    hashes: Hashes
    changed: frozenset[int]
    otherwise: Hashes


@dataclass(frozen=True, slots=True)
class Settled:
    """Up to which size the hashes are as signed, these hashes, the seals that hold, and the sizes that could be tried in vain."""

    size: int
    hashes: Hashes
    good: frozenset[Seal]
    tried: frozenset[int]


def located(reads: Sequence[Read], seals: Sequence[Seal]) -> Located:
    """Everything that is wrong with the entries of an export, given the seals whose signatures hold."""
    texts = numbered(reads)
    actual = {n: each.hash for n, each in texts.by.items()}
    count = max(actual, default=-1) + 1
    chain = _chain(texts)
    settled = _settled((actual, chain.hashes, {**chain.hashes, **chain.otherwise}), seals)
    findings = [
        *texts.findings,
        *_missing(sorted(actual), max([count, *(seal.size for seal in seals)])),
        *_changed(actual, chain, settled, seals),
        *_unsigned(count, seals),
    ]
    return Located(tuple(findings), count, {**chain.hashes, **settled.hashes}, actual)


def roots(hashes: Hashes, sizes: Iterable[int]) -> dict[int, bytes]:
    """The root at each size for which all hashes are known."""
    found: dict[int, bytes] = {}
    tree: Frontier | None = Frontier()
    for size in sorted(set(sizes)):
        if (tree := _grown(tree, hashes, size)) is None:
            break
        found[size] = tree.root
    return found


def _grown(tree: Frontier | None, hashes: Hashes, size: int) -> Frontier | None:
    """A tree with the leaves up to a size; None where a hash is not known."""
    while tree is not None and tree.size < size:
        following = hashes.get(tree.size)
        tree = None if following is None else tree.append(following)
    return tree


def _chain(texts: Numbered) -> Chain:
    by = texts.by
    hashes: dict[int, bytes] = {}
    otherwise: dict[int, bytes] = {}
    changed: set[int] = set()
    for n in sorted({*by, *(n - 1 for n in by if n)}, reverse=True):
        said = _before(by.get(n + 1))
        vouched = None if n + 1 in changed else said
        here = by.get(n)
        if here is not None and (n in texts.given if vouched is None else vouched != here.hash):
            changed.add(n)
        if vouched is not None:
            hashes[n] = vouched
        elif here is not None and n not in changed:
            hashes[n] = here.hash
        if n + 1 in changed and said is not None and said != hashes.get(n):
            otherwise[n] = said
    return Chain(hashes, frozenset(changed), otherwise)


def _before(text: Read | None) -> bytes | None:
    """The hash that a text says is before it."""
    return bytes.fromhex(text.link.before) or None if text and text.link else None


def _settled(ways: Sequence[Hashes], seals: Sequence[Seal]) -> Settled:
    """From seal to seal: which of some ways to take the entries gives the root."""
    by_size: dict[int, list[Seal]] = {}
    for seal in seals:
        by_size.setdefault(seal.size, []).append(seal)
    grown: list[Frontier | None] = [Frontier()] * len(ways)
    size, hashes, good, tried = 0, dict[int, bytes](), set[Seal](), set[int]()
    for following in sorted(by_size):
        for at, way in enumerate(ways):
            tree = grown[at] = _grown(grown[at], way, following)
            if tree is None:
                continue
            tried.add(following)
            holding = [seal for seal in by_size[following] if seal.root == tree.root]
            if holding:
                hashes.update((n, way[n]) for n in range(size, following))
                size, grown = following, [tree] * len(ways)
                good.update(holding)
                break
    return Settled(size, hashes, frozenset(good), frozenset(tried))


def _changed(actual: Hashes, chain: Chain, settled: Settled, seals: Sequence[Seal]) -> Iterator[Finding]:
    """The entries that are not as they were, and the seals that cannot be right."""
    bad = [seal for seal in seals if seal not in settled.good]
    yield from (Finding(seal.place, "root", "its root is not that of the entries") for seal in bad if seal.size <= settled.size)
    failing = min((seal.size for seal in bad if seal.size > settled.size and seal.size in settled.tried), default=None)
    changed = {n for n, was in settled.hashes.items() if actual.get(n, was) != was} | {n for n in chain.changed if n >= settled.size}
    if failing is not None:
        if settled.size < (last := max(actual)) < failing:
            changed.discard(last - 1)
        if failing == settled.size + 1:
            changed.add(settled.size)
        else:
            says = f"do not give the root that was signed for {failing} entries"
            yield Finding(entries(settled.size, failing - 1), "root", says)
    yield from (one("entry", n, "changed", CHANGED) for n in sorted(changed & actual.keys()))


def _missing(numbers: Sequence[int], until: int) -> list[Finding]:
    """The stretches of numbers below `until` that no text has."""
    ends = zip([-1, *numbers], [*numbers, until], strict=True)
    return [Finding(entries(a + 1, b - 1), "missing", _are(a + 1, b - 1, "missing")) for a, b in ends if b - a > 1]


def _unsigned(count: int, seals: Sequence[Seal]) -> list[Finding]:
    newest = max((seal.size for seal in seals if seal.place.what == "head"), default=-1)
    if newest >= count:
        return []
    first = max(newest, 0)
    return [Finding(entries(first, count - 1), "unsigned", "no signed head covers " + ("it" if first >= count - 1 else "them"))]


def _are(at: int, until: int, what: str) -> str:
    return f"is {what}" if at == until else f"are {what}"
