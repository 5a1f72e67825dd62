"""The first step of locating: which text of an export is which entry.

A text equal to one before it is set aside ("twice"). A text claims the number it says, unless it is malformed or the chain speaks
against it: the entry that it says is before it, if it is there, says another number than the one below. Of several that claim
a number, the one that a claimant of the next vouches for has it, else the first. Each other text gets the number after that of
the text it stands behind, if nobody has it, else it is one too many ("added"). "Moved" are those whose number is not the one that
would stand there if all stood in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onetext.process.record import tree
from onetext.process.record.entries import Link, NotAnEntry, link
from onetext.process.record.findings import Finding, one


@dataclass(frozen=True, slots=True)
class Read:
    """One text of the export: where it stands, its leaf hash, and what it says of its place, or why it says nothing."""

    at: int
    hash: bytes
    link: Link | None
    wrong: str = ""


def read(at: int, text: bytes) -> Read:
    """A text of the export, as far as it can be read."""
    try:
        return Read(at, tree.leaf(text), link(text))
    except NotAnEntry as wrong:
        return Read(at, tree.leaf(text), None, str(wrong))


@dataclass(frozen=True, slots=True)
class Numbered:
    """The texts by number, which of them have their number without a claim to it, and what was found on the way."""

    by: Mapping[int, Read]
    given: frozenset[int]
    findings: tuple[Finding, ...]


def numbered(reads: Sequence[Read]) -> Numbered:
    """The texts of an export by number."""
    first: dict[bytes, Read] = {}
    for each in reads:
        first.setdefault(each.hash, each)
    by = dict(_claims(first.values()))
    numbers = {each.at: n for n, each in by.items()}
    claimed = frozenset(by)
    found: list[Finding] = []
    last = -1
    for each in first.values():
        if each.at not in numbers and last + 1 in by:
            found.append(one("entry", max(last, 0), "added", f"text {each.at} of the export does not belong there"))
            continue
        last = numbers.setdefault(each.at, last + 1)
        by[last] = each
    found += (one("entry", n, "form", each.wrong) for n, each in by.items() if each.link is None)
    found += _twice(reads, first, numbers)
    found += _moved([numbers[each.at] for each in first.values() if each.at in numbers])
    return Numbered(by, frozenset(by) - claimed, tuple(found))


def _claims(texts: Iterable[Read]) -> Iterable[tuple[int, Read]]:
    """The number and text of each claim that wins."""
    said = {each.hash.hex(): each.link.n for each in texts if each.link}
    claims: dict[int, list[Read]] = {}
    for each in texts:
        if each.link and said.get(each.link.before, each.link.n - 1) == each.link.n - 1:
            claims.setdefault(each.link.n, []).append(each)
    for n, rivals in claims.items():
        vouched = {each.link.before for each in claims.get(n + 1, ()) if each.link}
        yield n, next((each for each in rivals if each.hash.hex() in vouched), rivals[0])


def _twice(reads: Sequence[Read], first: Mapping[bytes, Read], numbers: Mapping[int, int]) -> list[Finding]:
    again = sorted({numbers.get(first[each.hash].at, 0) for each in reads if first[each.hash] is not each})
    return [one("entry", n, "twice", "stands in the export more than once") for n in again]


def _moved(order: Sequence[int]) -> list[Finding]:
    return [one("entry", n, "moved", "is out of its place") for n, there in zip(order, sorted(order), strict=True) if n != there]
