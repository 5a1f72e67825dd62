"""Receipts against an export: the heads that a party kept, which nobody can take back.

A receipt is *consistent* where the entries give its root; the export is *behind* it where it has fewer entries; the two are *forked* where
the entries give another root: then two records were shown, and which entries differ lies between the largest receipt that is
consistent and the smallest that is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onetext.process.record.findings import Finding, Place, entries, one
from onetext.process.record.heads import CASE, Head
from onetext.process.record.locating import Hashes, Located, roots

SAYS = {
    "behind": "is for {size}, the export has {count}: it is older, or was cut off",
    "forked": "is for another record: its root at {size} is not the one here",
    "unclear": "cannot be compared: what it covers is not all here",
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a kept head stands to an export: `consistent`, `behind` (by how many entries), `forked` or `unclear`."""

    at: int
    head: Head
    status: str
    by: int = 0


def compared(kept: Sequence[tuple[int, Head]], where: Located, case: Sequence[Head]) -> tuple[list[Receipt], list[Finding]]:
    """How kept heads stand to the entries of an export and to its case heads."""
    sizes = [head.size for _, head in kept]
    given: tuple[Hashes, Hashes] = (roots(where.hashes, sizes), roots(where.actual, sizes))
    made = [_of_case(at, head, case) if head.stream == CASE else _of_stream(at, head, where.count, given) for at, head in kept]
    found = [
        one("receipt", each.at, each.status, SAYS[each.status].format(size=each.head.size, count=each.head.size - each.by))
        for each in made
        if each.status != "consistent"
    ]
    return made, [*found, *_between([each for each in made if each.head.stream != CASE])]


def _of_stream(at: int, head: Head, count: int, given: Iterable[Hashes]) -> Receipt:
    if head.size > count:
        return Receipt(at, head, "behind", head.size - count)
    found = [roots[head.size] for roots in given if head.size in roots]
    return Receipt(at, head, "consistent" if head.root in found else "forked" if found else "unclear")


def _of_case(at: int, head: Head, case: Sequence[Head]) -> Receipt:
    newest = max((each.size for each in case), default=0)
    if head.size > newest:
        return Receipt(at, head, "behind", head.size - newest)
    same = [each for each in case if each.size == head.size]
    return Receipt(at, head, "consistent" if head in same else "forked" if same else "unclear")


def _between(made: Sequence[Receipt]) -> list[Finding]:
    """Where the record forks from that of the receipts."""
    forked = min((each.head.size for each in made if each.status == "forked"), default=None)
    if forked is None:
        return []
    good = max((each.head.size for each in made if each.status == "consistent" and each.head.size < forked), default=0)
    where: Place = entries(good, forked - 1) if forked else Place("file")
    return [Finding(where, "forked", "not as they were when the receipts were given")]
