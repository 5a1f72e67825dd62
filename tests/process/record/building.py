"""Records for tests, from fixed keys and salts: an export as a table would write it, and what a forger makes of one."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from onetext.process.record import commitments, strict, tree
from onetext.process.record.checking import Checked, verify
from onetext.process.record.entries import RoundLeaf, chain, round_leaves
from onetext.process.record.heads import CASE, Head, signed

ROOT = Path(__file__).resolve().parents[3]
VERIFIER = ROOT / "src" / "onetext" / "verifier" / "onetext_verify.py"
SESSION = hashlib.sha256(b"a session").hexdigest()[:32]
STREAM = "north"
VIEWERS = ("mediator", "north", "south")

Export = dict[str, Any]
Content = dict[str, Any]


def private(name: str = "mediator") -> Ed25519PrivateKey:
    """The key that a name gives."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())


MEDIATOR = private()


def public(key: Ed25519PrivateKey) -> bytes:
    """The bytes of its public half."""
    return key.public_key().public_bytes_raw()


@lru_cache(maxsize=20_000)
def holds(key: bytes, signature: bytes, text: bytes) -> bool:
    """Whether a signature holds, by the usual package."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def salt(of: object) -> bytes:
    """A salt that is the same each time, which no real one may be."""
    return hashlib.sha256(f"salt of {of}".encode()).digest()


def note(head: Head, key: Ed25519PrivateKey) -> str:
    """A signed head."""
    return signed(head, public(key), key.sign)


def sealed(n: int, by: str = STREAM) -> bytes:
    """The padded text of an answer."""
    context = {"by": by, "draft": 3, "question": n, "session": SESSION}
    return commitments.plaintext(context, salt(f"answer {n}"), {"answer": "no" if n % 3 else "yes", "worth": f"{n}/7"})


def contents(count: int, words: int = 60) -> list[Content]:
    """What stands in entries, one in five of them an answer that is sealed."""
    said = "the mediator shall not be bound by what either side has said in confidence unless both agree in writing".split()
    made: list[Content] = []
    for n in range(count):
        one: Content = {"kind": "noted", "by": VIEWERS[n % 3], "at": f"2031-05-{n % 28 + 1:02d}", "count": n * n}
        if n % 5 == 3:
            one |= {
                "kind": "answered",
                "question": {"id": n, "of": ["land", "wäter", True, None]},
                "sealed": commitments.commitment(sealed(n)),
            }
        one["text"] = " ".join(said[(n + at * 7) % len(said)] for at in range(words)) + ' – "so" \\ §\u00e9\n'
        made.append(one)
    return made


@dataclass(frozen=True)
class Plan:
    """How a record is laid out: the sizes at which heads are signed, those at which rounds close, and whose key signs."""

    heads: Sequence[int]
    rounds: Sequence[int] = ()
    key: Ed25519PrivateKey = MEDIATOR
    session: str = SESSION
    stream: str = STREAM


def export(said: Sequence[Content], plan: Plan) -> Export:
    """The export of a stream in which that was said."""
    entries = chain(said)
    hashes = [tree.leaf(one) for one in entries]
    at = {size: tree.root(hashes[:size]) for size in {*plan.heads, *plan.rounds}}
    openings = {commitments.commitment(sealed(n)): sealed(n).decode() for n in range(len(said)) if "sealed" in said[n] and n % 2}
    return {
        "schema": "onetext/table_export/1",
        "session": plan.session,
        "stream": plan.stream,
        "key": public(plan.key).hex(),
        "entries": [one.decode() for one in entries],
        "openings": openings,
        "heads": [note(Head(plan.session, plan.stream, size, at[size]), plan.key) for size in plan.heads],
        **rounds(plan, at),
    }


def rounds(plan: Plan, at: Mapping[int, bytes]) -> Export:
    """The rounds of an export, with their proofs; of the other viewers nothing is known but a head."""
    leaves: list[RoundLeaf] = []
    sizes = [0]
    for number, size in enumerate(plan.rounds, 1):
        heads = [Head(plan.session, each, size + 3, salt(each)) for each in VIEWERS]
        heads[VIEWERS.index(plan.stream)] = Head(plan.session, plan.stream, size, at[size])
        before = tree.leaf(leaves[-1].text).hex() if leaves else ""
        leaves += round_leaves(heads, number, [salt((number, each)) for each in VIEWERS], len(leaves), before)
        sizes.append(len(leaves))
    case = tree.tree(tree.leaf(leaf.text) for leaf in leaves)
    head = {size: note(Head(plan.session, CASE, size, tree.subtree(case, 0, size)), plan.key) for size in sizes}
    made = []
    for number, size in enumerate(sizes[1:], 1):
        index = size - len(VIEWERS) + VIEWERS.index(plan.stream)
        proof = [one.hex() for one in tree.inclusion_proof(case, index, size)]
        made.append({"round": number, "index": index, "leaf": leaves[index].text.decode(), "head": head[size], "proof": proof})
    steps = [{"from": a, "to": b, "proof": [one.hex() for one in tree.consistency_proof(case, a, b)]} for a, b in pairwise(sizes[1:])]
    return {"rounds": made, "consistency": steps}


@cache
def verifier() -> ModuleType:
    """The verifier that stands alone, by its path; it remembers the signatures that it has checked."""
    spec = importlib.util.spec_from_file_location("onetext_verify", VERIFIER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look there for their own annotations
    spec.loader.exec_module(module)
    module.signature_holds = lru_cache(maxsize=20_000)(module.signature_holds)  # type: ignore[attr-defined]
    return module


Found = set[tuple[str, str]]


def by_ours(data: object, receipts: Sequence[str] = (), key: bytes | None = None) -> Checked:
    """The check of the package."""
    return verify(data, holds, receipts, key)


def ours(data: object, receipts: Sequence[str] = (), key: bytes | None = None) -> Found:
    """(place, kind) of each finding of the package."""
    return {(str(each.place), each.kind) for each in by_ours(data, receipts, key).findings}


def alone(raw: bytes, receipts: Sequence[str] = (), key: bytes | None = None) -> Found:
    """(place, kind) of each finding of the verifier that stands alone."""
    report = verifier().check(raw, list(receipts), key)
    return {(verifier().place(what, at, until), kind) for what, at, until, kind in report.found}


def both(data: object, receipts: Sequence[str] = (), key: bytes | None = None) -> Found:
    """What both find in an export, which has to be the same."""
    return both_raw(json.dumps(data).encode(), receipts, key)


def both_raw(raw: bytes, receipts: Sequence[str] = (), key: bytes | None = None) -> Found:
    """What both find in the bytes of an export file, which has to be the same."""
    try:
        one = ours(strict.loads(raw), receipts, key)
    except strict.NotStrict:
        one = {("file", "shape")}
    other = alone(raw, receipts, key)
    assert one == other, (one - other, other - one)
    return one
