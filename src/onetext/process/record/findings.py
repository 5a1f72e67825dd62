"""What a check of the record finds: where, and what kind of thing is wrong there."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = {
    "shape": "the export itself is not in the form of one, so that nothing in it can be checked",
    "key": "the public key is another than the one expected",
    "form": "bytes that no software of ours writes: no canonical JSON, or not the fields that belong there",
    "changed": "an entry is not the one that the next entry, or a signed head, vouches for",
    "missing": "an entry is not there",
    "twice": "an entry stands twice",
    "moved": "an entry is out of its place",
    "added": "an entry stands where there is no room for one",
    "root": "entries do not give a signed root",
    "unsigned": "no signed head covers an entry",
    "note": "a note is no signed head",
    "stream": "a note or leaf is of another session or stream",
    "signature": "a signature does not hold under the key",
    "order": "heads or rounds do not ascend",
    "place": "a leaf says another number or round than where it stands",
    "proof": "a proof does not hold",
    "sizes": "a consistency proof is for other sizes than those of the rounds",
    "commitment": "an opening is not what was committed to",
    "unused": "an opening belongs to no entry",
    "session": "an opening was sealed in another session",
    "behind": "the export is older than a receipt",
    "forked": "the export and a receipt are of two different records",
    "unclear": "a receipt cannot be compared, since entries or rounds are missing",
}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where: entries (from `at` up to and with `until`), or one head, round, proof, opening or receipt, counted from 0."""

    what: str
    at: int = 0
    until: int = 0

    def __str__(self) -> str:
        if self.what in ("file", "key"):
            return self.what
        if self.what == "entry" and self.until > self.at:
            return f"entries {self.at} to {self.until}"
        return f"{self.what} {self.at}"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong: where, its kind (one of KINDS), and a sentence."""

    place: Place
    kind: str
    says: str

    def __str__(self) -> str:
        return f"{self.place}: {self.says}"


def entries(at: int, until: int) -> Place:
    """A place that is some entries that follow each other."""
    return Place("entry", at, max(at, until))


def one(what: str, at: int, kind: str, says: str) -> Finding:
    """A finding at a single thing."""
    return Finding(Place(what, at, at), kind, says)
