#!/usr/bin/env python3
"""Check an export of a negotiation's record, without the software that wrote it.

    python onetext_verify.py EXPORT.json [--receipt FILE]... [--key HEX] [--json]

Exit status: 0 everything holds, 1 something does not, 2 the file cannot be read as an export. This one file needs Python 3.11 and
nothing else, and can be read in an hour. It was written from the public standards: the Merkle tree of RFC 9162 section 2.1, Ed25519 of
RFC 8032 section 5.1, canonical JSON of RFC 8785, signed notes of C2SP, proquints of arXiv:0901.4016.

What an export cannot show by itself: that it was cut off together with its heads, or made anew by whoever holds the key. For that,
keep the receipts that you are given, and hand them in by --receipt; and compare the words of the key with those on your papers.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NoReturn

LARGEST_FILE = 256 * 1024 * 1024
DEEPEST = 64
MOST = 2**53 - 1
HEX64 = re.compile("[0-9a-f]{64}")
HEX32 = re.compile("[0-9a-f]{32}")
NAME = re.compile("[^\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff]{1,200}")


class Unreadable(Exception):
    """The file, or a text in it, is not what it would have to be."""


# ---------------------------------------------------------------- JSON in one spelling (RFC 8785, integers only)


def parse(data: bytes) -> Any:
    """The value of a JSON text: no name twice, no floats, no half characters, not deep."""

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        table: dict[str, Any] = {}
        for name, value in items:
            if name in table:
                raise Unreadable("has a name twice")
            table[name] = value
        return table

    def no(_text: str) -> NoReturn:
        raise Unreadable("holds a number that is no integer")

    def integer(text: str) -> int:
        if len(text) > 17 or abs(int(text)) > MOST:
            raise Unreadable("holds a number that is too large")
        return int(text)

    try:
        value = json.loads(str(data, "utf-8"), object_pairs_hook=pairs, parse_float=no, parse_constant=no, parse_int=integer)
        spell(value)
    except RecursionError:
        raise Unreadable("is nested too deep") from None
    except UnicodeError:
        raise Unreadable("is not UTF-8, or holds half a character") from None
    except ValueError:
        raise Unreadable("is not JSON") from None
    return value


ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def spell(value: Any, depth: int = 1) -> bytes:
    """The canonical text of a value."""
    if value is None or value is True or value is False:
        return {None: b"null", True: b"true", False: b"false"}[value]
    if type(value) is int:
        return str(value).encode()
    if type(value) is str:
        text = "".join(ESCAPES.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in value) if special(value) else value
        return b'"' + text.encode("utf-8") + b'"'
    if depth > DEEPEST:
        raise Unreadable("is nested too deep")
    if type(value) is list:
        return b"[" + b",".join([spell(one, depth + 1) for one in value]) + b"]"
    ordered = sorted(value.items(), key=lambda item: item[0].encode("utf-16-be"))
    return b"{" + b",".join([spell(name) + b":" + spell(one, depth + 1) for name, one in ordered]) + b"}"


special = re.compile(r'["\\\x00-\x1f]').search


def canonical_object(data: bytes) -> dict[str, Any]:
    """The object of which these bytes are the canonical text."""
    value = parse(data)
    if spell(value) != data:
        raise Unreadable("is not in canonical form (RFC 8785)")
    if type(value) is not dict:
        raise Unreadable("is no object")
    return value


# ---------------------------------------------------------------- Ed25519 (RFC 8032, section 5.1)

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]
Table = list[list[Point]]
NEUTRAL: Point = (0, 1, 1, 0)


def add(a: Point, b: Point) -> Point:
    """The sum of two points in extended coordinates (5.1.4)."""
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    m = (y1 - x1) * (y2 - x2) % P
    n = (y1 + x1) * (y2 + x2) % P
    c = 2 * D * t1 * t2 % P
    d = 2 * z1 * z2
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def decode_point(data: bytes) -> Point | None:
    """The point of 32 bytes (5.1.3); None where they are no point, or not the one encoding of it."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P == P - u and u:
        x = x * ROOT_OF_MINUS_ONE % P
    if v * x * x % P != u or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def encode_point(point: Point) -> bytes:
    """The 32 bytes of a point (5.1.2)."""
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def multiples(point: Point) -> Table:
    """0 to 15 times the point, 0 to 15 times 16 times the point, and so on for 64 digits: the table for `times`."""
    table: Table = []
    for _ in range(64):
        row = [NEUTRAL]
        for _ in range(15):
            row.append(add(row[-1], point))
        table.append(row)
        point = add(row[-1], point)
    return table


def times(number: int, table: Table) -> Point:
    """A multiple of the point of a table."""
    total = NEUTRAL
    for row in table:
        if number & 15:
            total = add(total, row[number & 15])
        number >>= 4
    return total


B = decode_point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
BASE = multiples(B or NEUTRAL)
TABLES: dict[bytes, Table | None] = {}


def weak(point: Point) -> bool:
    """Whether eight times the point is nothing."""
    for _ in range(3):
        point = add(point, point)
    return point[0] % P == 0 and (point[1] - point[2]) % P == 0


def table_of(public: bytes) -> Table | None:
    """The table of minus a public key; None where the key is no point, or one of the few by which everything would seem signed."""
    if public not in TABLES:
        TABLES.clear()
        point = decode_point(public)
        TABLES[public] = None if point is None or weak(point) else multiples((P - point[0], point[1], 1, P - point[3]))
    return TABLES[public]


def signature_holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether [S]B = R + [k]A (5.1.7, without the cofactor), S below the order of the group and R in its one encoding."""
    if len(public) != 32 or len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    minus_a = table_of(public)
    if s >= L or minus_a is None:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    return encode_point(add(times(s, BASE), times(k, minus_a))) == signature[:32]


# ---------------------------------------------------------------- Merkle tree (RFC 9162, section 2.1)


def sha(*parts: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(b"".join(parts)).digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf (2.1.1)."""
    return sha(b"\x00", data)


class Growing:
    """A tree to which leaves are added one by one: the roots of its full subtrees, the largest first (2.1.2)."""

    def __init__(self, stack: Iterable[bytes] = (), size: int = 0) -> None:
        self.stack = list(stack)
        self.size = size

    def up_to(self, size: int, leaves: dict[int, bytes]) -> bool:
        """Add leaves until there are so many; False at the first whose hash is not known."""
        while self.size < size:
            if self.size not in leaves:
                return False
            self.stack.append(leaves[self.size])
            self.size += 1
            merges = self.size
            while merges % 2 == 0:  # as often as the number of leaves can be halved
                right, left = self.stack.pop(), self.stack.pop()
                self.stack.append(sha(b"\x01", left, right))
                merges //= 2
        return True

    def root(self) -> bytes:
        """The root of the leaves so far."""
        root = self.stack[-1] if self.stack else sha()
        for left in self.stack[-2::-1]:
            root = sha(b"\x01", left, root)
        return root


def roots_at(sizes: Iterable[int], leaves: dict[int, bytes]) -> dict[int, bytes]:
    """The roots of the first so many leaves, for each size up to the first leaf whose hash is not known."""
    found: dict[int, bytes] = {}
    tree = Growing()
    for size in sorted(set(sizes)):
        if not tree.up_to(size, leaves):
            break
        found[size] = tree.root()
    return found


def included(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """Whether a path leads from a leaf to a root (2.1.3.2)."""
    if index >= size:
        return False
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = sha(b"\x01", p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = sha(b"\x01", r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def consistent(first: int, first_root: bytes, second: int, second_root: bytes, path: list[bytes]) -> bool:
    """Whether a path shows one tree to be the beginning of another (2.1.4.2)."""
    if first == second:
        return not path and first_root == second_root and (first > 0 or first_root == sha())
    if first > second or first == 0:
        return first == 0 and not path and first_root == sha()
    if not path and first & (first - 1):
        return False
    path = [first_root, *path] if not first & (first - 1) else list(path)
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = sha(b"\x01", c, fr), sha(b"\x01", c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = sha(b"\x01", sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root


# ---------------------------------------------------------------- signed notes and words

NOTE = re.compile(
    "(onetext/([0-9a-f]{32})/([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n)\n— onetext/([0-9a-f]{32}) ([A-Za-z0-9+/]{91}=)\n"
)


@dataclass(frozen=True)
class Head:
    """A signed head: the stream, how many entries, and the root over them."""

    session: str
    stream: str
    size: int
    root: bytes
    text: bytes


def words(data: bytes) -> str:
    """Eight words for the first 16 bytes of the SHA-256 of something: five letters for each 16 bits."""
    said = []
    for high, low in zip(*[iter(sha(data)[:16])] * 2, strict=True):
        bits, word = high << 8 | low, ""
        for letters, width in (("bdfghjklmnprstvz", 4), ("aiou", 2)) * 2 + (("bdfghjklmnprstvz", 4),):
            word += letters[(bits & 0xFFFF) >> 16 - width]
            bits <<= width
        said.append(word)
    return "-".join(said)


def unbase64(text: str) -> bytes | None:
    """The bytes of a base64 text, if it is the one text of them."""
    data = base64.b64decode(text)
    return data if base64.b64encode(data).decode() == text else None


def head_of(note: str, public: bytes, session: str, streams: tuple[str, ...]) -> Head | tuple[str, str]:
    """The head that a note holds; else what kind of thing is wrong, and in words."""
    found = NOTE.fullmatch(note)
    if not found or not NAME.fullmatch(found[3]) or int(found[4]) > MOST or found[2] != found[6]:
        return "note", "is no signed head"
    root, signed, text = unbase64(found[5]), unbase64(found[7]), found[1].encode()
    if root is None or signed is None:
        return "note", "holds base64 that is not in its one spelling"
    if signed[:4] != sha(f"onetext/{found[2]}\n".encode(), b"\x01", public)[:4] or not signature_holds(public, signed[4:], text):
        return "signature", "its signature does not hold under the key of the export"
    if found[2] != session or found[3] not in streams:
        return "stream", "is of another session or stream"
    return Head(found[2], found[3], int(found[4]), root, text)


# ---------------------------------------------------------------- the report


@dataclass
class Report:
    """What was found: (what, at, until, kind) -> a sentence."""

    readable: bool = True
    found: dict[tuple[str, int, int, str], str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    def add(self, what: str, at: int, kind: str, says: str, until: int | None = None) -> None:
        """Write down that something is wrong."""
        self.found.setdefault((what, at, at if until is None else max(at, until), kind), says)

    @property
    def status(self) -> int:
        """The exit status."""
        return 2 if not self.readable else 1 if self.found else 0


def place(what: str, at: int, until: int) -> str:
    """A place in words; everything is counted from 0."""
    if what in ("file", "key"):
        return what
    return f"entries {at} to {until}" if what == "entry" and until > at else f"{what} {at}"


# ---------------------------------------------------------------- the form of an export


def good_text(thing: object) -> bool:
    """Whether it is a text without half characters."""
    return isinstance(thing, str) and not re.search("[\ud800-\udfff]", thing)


def texts(thing: object) -> bool:
    """Whether it is a list of texts."""
    return isinstance(thing, list) and all(good_text(one) for one in thing)


def count(thing: object) -> bool:
    """Whether it is a number of things."""
    return type(thing) is int and 0 <= thing <= MOST


def matches(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    """Whether it is a text of a pattern."""
    return lambda thing: isinstance(thing, str) and bool(pattern.fullmatch(thing))


WANTED: dict[str, Callable[[object], bool]] = {
    "schema": matches(re.compile("onetext/table_export/1")),
    "session": matches(HEX32),
    "stream": matches(NAME),
    "key": matches(HEX64),
    "entries": texts,
    "openings": lambda thing: isinstance(thing, dict) and all(good_text(one) for pair in thing.items() for one in pair),
    "heads": texts,
    "rounds": lambda thing: isinstance(thing, list),
    "consistency": lambda thing: isinstance(thing, list),
}
IN_ROUND: dict[str, Callable[[object], bool]] = {"round": count, "index": count, "leaf": good_text, "head": good_text, "proof": texts}
IN_STEP: dict[str, Callable[[object], bool]] = {"from": count, "to": count, "proof": texts}


def fits(thing: object, wanted: dict[str, Callable[[object], bool]]) -> bool:
    """Whether an object has these fields, each as wanted, and no other."""
    return isinstance(thing, dict) and thing.keys() == wanted.keys() and all(good(thing[name]) for name, good in wanted.items())


def shape(data: Any, report: Report) -> None:
    """Look at the form of the whole export."""
    if not fits(data, WANTED):
        report.add("file", 0, "shape", "is no export of this kind: a field is missing, unknown, or not of its form")
    for what, name, wanted in (("round", "rounds", IN_ROUND), ("consistency", "consistency", IN_STEP)):
        inside = data.get(name) if isinstance(data, dict) else None
        for at, one in enumerate(inside if isinstance(inside, list) else ()):
            if not fits(one, wanted):
                report.add(what, at, "shape", "a field is missing, unknown, or not of its form")
    report.readable = not report.found


# ---------------------------------------------------------------- entries: which were changed, taken away, put in, moved


@dataclass
class Entry:
    """One text: its hash, and the number and hash before it that it gives (None and "" where it is malformed)."""

    hash: bytes
    n: int | None = None
    before: str = ""
    fault: str = ""


def entry_of(data: bytes) -> Entry:
    """Read one entry."""
    entry = Entry(leaf_hash(data))
    try:
        told = canonical_object(data)
    except Unreadable as wrong:
        entry.fault = str(wrong)
        return entry
    n, before = told.get("n"), told.get("before")
    if (
        not count(n)
        or not isinstance(before, str)
        or not isinstance(told.get("kind"), str)
        or not (HEX64.fullmatch(before) if n else before == "")
    ):
        entry.fault = "does not have a number, the hash of the entry before it, and a kind"
    else:
        entry.n, entry.before = n, before
    return entry


def number(listed: list[Entry], report: Report) -> tuple[dict[int, Entry], set[int]]:
    """Say which entry is which number, and which of them only stand in its place."""
    distinct: list[Entry] = []
    copies: list[Entry] = []
    by_hash: dict[bytes, Entry] = {}
    for entry in listed:
        (copies if entry.hash in by_hash else distinct).append(by_hash.setdefault(entry.hash, entry))
    rivals: dict[int, list[Entry]] = {}
    for entry in distinct:
        if entry.n is not None:
            other = by_hash.get(bytes.fromhex(entry.before))
            if other is None or other.n is None or other.n + 1 == entry.n:
                rivals.setdefault(entry.n, []).append(entry)
    slots: dict[int, Entry] = {}
    for n, claiming in rivals.items():
        named = {entry.before for entry in rivals.get(n + 1, [])}
        slots[n] = ([entry for entry in claiming if entry.hash.hex() in named] or claiming)[0]
    number_of = {id(entry): n for n, entry in slots.items()}
    placed: set[int] = set()
    order: list[int] = []
    last = -1
    for position, entry in enumerate(distinct):
        n = number_of.get(id(entry), last + 1)
        if id(entry) not in number_of:
            if n in slots:
                report.add("entry", max(last, 0), "added", f"a text (number {position} of those that differ) does not belong behind it")
                continue
            slots[n] = entry
            number_of[id(entry)] = n
            placed.add(n)
        order.append(n)
        last = n
    for entry in copies:
        report.add("entry", number_of.get(id(entry), 0), "twice", "stands in the export more than once")
    for n, due in zip(order, sorted(order), strict=True):
        if n != due:
            report.add("entry", n, "moved", "is not in its place")
    for n, entry in slots.items():
        if entry.n is None:
            report.add("entry", n, "form", entry.fault)
    return slots, placed


@dataclass(frozen=True)
class Seal:
    """A signed root over so many entries, by a head or a round of the export."""

    size: int
    root: bytes
    what: str
    at: int


def along_the_chain(slots: dict[int, Entry], placed: set[int]) -> tuple[dict[int, bytes], dict[int, bytes], set[int]]:
    """From the last entry down: the hashes vouched for, what changed entries say of those before them, and which are changed.

    An entry vouches for the one before it, unless it is changed itself.
    """
    hashes: dict[int, bytes] = {}
    instead: dict[int, bytes] = {}
    changed: set[int] = set()
    for n in sorted({*slots} | {n - 1 for n in slots if n > 0}, reverse=True):
        above, entry = slots.get(n + 1), slots.get(n)
        said = bytes.fromhex(above.before) if above else b""
        if said and n + 1 not in changed:
            hashes[n] = said
            if entry and entry.hash != said:
                changed.add(n)
        elif entry and n in placed:
            changed.add(n)
        elif entry:
            hashes[n] = entry.hash
        if said and n + 1 in changed and said != hashes.get(n):
            instead[n] = said
    return hashes, instead, changed


def locate(slots: dict[int, Entry], placed: set[int], seals: list[Seal], report: Report) -> tuple[dict[int, bytes], dict[int, bytes]]:
    """Say which entries are not as signed; the hashes of the entries as they were, as far as known, and as they are.

    From one signed root to the next, the entries between are taken as they are, or as the chain says, or as changed ones say.
    """
    actual = {n: entry.hash for n, entry in slots.items()}
    hashes, instead, changed = along_the_chain(slots, placed)
    was, settled = dict(hashes), 0
    failed: list[Seal] = []
    trees = [(actual, Growing()), (hashes, Growing()), (hashes | instead, Growing())]
    by_size: dict[int, list[Seal]] = {}
    for seal in seals:
        by_size.setdefault(seal.size, []).append(seal)
    for size, there in sorted(by_size.items()):
        reached = False
        for leaves, tree in trees:
            if not tree.up_to(size, leaves):
                continue
            reached, root = True, tree.root()
            if any(seal.root == root for seal in there):
                was |= {n: leaves[n] for n in range(settled, size)}
                settled = size
                there = [seal for seal in there if seal.root != root]
                trees = [(way, Growing(tree.stack, size)) for way, _ in trees]
                break
        failed += there if reached else []
    wrong = {n for n in range(settled) if n in slots and was[n] != actual[n]} | {n for n in changed if n >= settled}
    for seal in failed:
        if seal.size <= settled:
            report.add(seal.what, seal.at, "root", "its root is not the root of the entries")
    beyond = [seal.size for seal in failed if seal.size > settled]
    if beyond:
        last = max(slots)
        if settled < last < min(beyond):
            wrong.discard(last - 1)  # only the last one says so, for which nobody vouches
        if min(beyond) == settled + 1:
            wrong |= {settled} & slots.keys()
        else:
            report.add("entry", settled, "root", f"they do not give the root signed for {min(beyond)} entries", min(beyond) - 1)
    for n in wrong:
        report.add("entry", n, "changed", "was changed")
    return was, actual


def gaps(slots: dict[int, Entry], seals: list[Seal], report: Report) -> int:
    """Say which entries are missing and which no head covers; the number of entries there are."""
    total = max(slots, default=-1) + 1
    here = sorted(slots)
    for low, high in zip([-1, *here], [*here, max([total, *(seal.size for seal in seals)])], strict=True):
        if high - low > 1:
            report.add("entry", low + 1, "missing", "not in the export", high - 1)
    newest = max([seal.size for seal in seals if seal.what == "head"], default=-1)
    if newest < total:
        report.add("entry", max(newest, 0), "unsigned", "no signed head covers this", total - 1)
    return total


# ---------------------------------------------------------------- rounds, openings, receipts


@dataclass
class Closed:
    """One round: its leaf and case head as far as they could be read, and whether all of it holds."""

    leaf: dict[str, Any] | None = None
    head: Head | None = None
    good: bool = False


LEAF: dict[str, Callable[[object], bool]] = {
    "before": lambda thing: isinstance(thing, str),
    "n": count,
    "round": count,
    "root": matches(HEX64),
    "salt": matches(HEX64),
    "size": count,
    "stream": matches(NAME),
}


def leaf_of(data: bytes) -> dict[str, Any] | None:
    """The leaf of the case tree that a text is."""
    try:
        leaf = canonical_object(data)
    except Unreadable:
        return None
    return leaf if fits(leaf, LEAF) and (HEX64.fullmatch(leaf["before"]) if leaf["n"] else leaf["before"] == "") else None


def unhex(proof: list[str]) -> list[bytes] | None:
    """The hashes of a proof."""
    return [bytes.fromhex(one) for one in proof] if all(HEX64.fullmatch(one) for one in proof) else None


def check_round(at: int, given: dict[str, Any], data: dict[str, Any], report: Report) -> Closed:
    """Check one round by itself."""
    before = len(report.found)
    closed = Closed()
    head = head_of(given["head"], bytes.fromhex(data["key"]), data["session"], ("*",))
    if isinstance(head, Head):
        closed.head = head
    else:
        report.add("round", at, *head)
    text = given["leaf"].encode()
    closed.leaf = leaf = leaf_of(text)
    if leaf is None:
        report.add("round", at, "form", "its leaf is not one of a case tree")
        return closed
    if leaf["stream"] != data["stream"]:
        report.add("round", at, "stream", "its leaf is of another stream")
    if (leaf["n"], leaf["round"]) != (given["index"], given["round"]):
        report.add("round", at, "place", "its leaf says another number or round")
    proof = unhex(given["proof"])
    if closed.head and (proof is None or not included(leaf_hash(text), given["index"], closed.head.size, proof, closed.head.root)):
        report.add("round", at, "proof", "it is not shown that its leaf stands in the case tree")
    closed.good = len(report.found) == before
    return closed


def check_steps(closed: list[Closed], steps: list[dict[str, Any]], report: Report) -> None:
    """Check that each round comes after the one before it, and extends its case tree."""
    if len(steps) != max(0, len(closed) - 1):
        report.add("file", 0, "sizes", "there is not one consistency proof between each two rounds")
    for at in range(1, len(closed)):
        old, new = closed[at - 1], closed[at]
        fine = True
        if old.leaf and new.leaf:
            fine = old.leaf["round"] < new.leaf["round"] and old.leaf["n"] < new.leaf["n"] and old.leaf["size"] <= new.leaf["size"]
        if old.head and new.head:
            fine = fine and old.head.size < new.head.size
            if at <= len(steps):
                check_step(at - 1, steps[at - 1], old.head, new.head, report)
        if not fine:
            report.add("round", at, "order", "it does not come after the round before it")


def check_step(at: int, step: dict[str, Any], old: Head, new: Head, report: Report) -> None:
    """Check one consistency proof."""
    proof = unhex(step["proof"])
    if (step["from"], step["to"]) != (old.size, new.size):
        report.add("consistency", at, "sizes", "it is for other sizes than those of the case heads")
    elif proof is None or not consistent(old.size, old.root, new.size, new.root, proof):
        report.add("consistency", at, "proof", "it does not show that the case tree only grew")


def check_openings(data: dict[str, Any], report: Report) -> None:
    """Check every opened payload against its commitment."""
    named = {name for text in data["entries"] for name in re.findall('"([0-9a-f]{64})"', text)}
    for at, (committed, text) in enumerate(data["openings"].items()):
        padded = text.encode()
        if sha(b"onetext/sealed/1\n", padded).hex() != committed:
            report.add("opening", at, "commitment", "it is not what was committed to")
        if committed not in named:
            report.add("opening", at, "unused", "no entry commits to it")
        body = padded.rstrip(b" ")
        try:
            sealed = canonical_object(body)
        except Unreadable:
            sealed = {}
        filled = len(padded) == (len(body) + 255) // 256 * 256
        if (
            not filled
            or sealed.keys() != {"context", "salt", "value"}
            or not matches(HEX64)(sealed["salt"])
            or type(sealed["context"]) is not dict
        ):
            report.add("opening", at, "form", "it is not a context, a salt and a value, filled with blanks to full 256 bytes")
        elif sealed["context"].get("session", data["session"]) != data["session"]:
            report.add("opening", at, "session", "it was sealed in another session")


def check_receipts(notes: list[str], public: bytes, data: dict[str, Any], known: Known, report: Report) -> list[dict[str, Any]]:
    """Compare kept heads with the export."""
    told: list[dict[str, Any]] = []
    good: list[int] = []
    bad: list[int] = []
    for at, note in enumerate(notes):
        head = head_of(note, public, data["session"], (data["stream"], "*"))
        if not isinstance(head, Head):
            report.add("receipt", at, *head)
            continue
        status, by = (of_case if head.stream == "*" else of_stream)(head, known)
        told.append({"receipt": at, "stream": head.stream, "size": head.size, "words": words(head.text), "status": status, "by": by})
        if status != "consistent":
            report.add("receipt", at, status, RECEIPTS[status].format(by=by))
        if head.stream != "*":
            {"consistent": good, "forked": bad}.get(status, []).append(head.size)
    if bad:
        low = max([size for size in good if size < min(bad)], default=0)
        report.add("entry" if min(bad) else "file", low if min(bad) else 0, "forked", "not what the receipts were given for", min(bad) - 1)
    return told


RECEIPTS = {
    "behind": "the export ends {by} before it: it is older, or was cut off",
    "forked": "it is for another record than this export",
    "unclear": "it cannot be compared, for what it covers is not all here",
}


@dataclass
class Known:
    """What receipts are compared with: the number of entries, their hashes as vouched for and as they are, and the case heads."""

    total: int
    hashes: dict[int, bytes]
    actual: dict[int, bytes]
    case: list[Head]


def of_stream(head: Head, known: Known) -> tuple[str, int]:
    """How a receipt stands to the entries."""
    if head.size > known.total:
        return "behind", head.size - known.total
    roots = [found[head.size] for found in (roots_at([head.size], known.hashes), roots_at([head.size], known.actual)) if found]
    return ("consistent" if head.root in roots else "forked" if roots else "unclear"), 0


def of_case(head: Head, known: Known) -> tuple[str, int]:
    """How a kept case head stands to those of the rounds."""
    newest = max([other.size for other in known.case], default=0)
    if head.size > newest:
        return "behind", head.size - newest
    roots = [other.root for other in known.case if other.size == head.size]
    return ("consistent" if head.root in roots else "forked" if roots else "unclear"), 0


# ---------------------------------------------------------------- everything together


def check(raw: bytes, receipts: list[str], expected: bytes | None = None) -> Report:
    """Check the bytes of an export file against the texts of kept receipts, and against a public key known from elsewhere."""
    report = Report()
    try:
        data = parse(raw)
    except Unreadable as wrong:
        report.add("file", 0, "shape", str(wrong))
        report.readable = False
        return report
    shape(data, report)
    if not report.readable:
        return report
    public = bytes.fromhex(data["key"])
    if expected not in (None, public):
        report.add("key", 0, "key", "the export is of another key than the one given")
    heads = check_heads(data, public, report)
    closed = [check_round(at, one, data, report) for at, one in enumerate(data["rounds"])]
    check_steps(closed, data["consistency"], report)
    seals = [Seal(head.size, head.root, "head", at) for at, head in heads.items()]
    seals += [
        Seal(one.leaf["size"], bytes.fromhex(one.leaf["root"]), "round", at) for at, one in enumerate(closed) if one.good and one.leaf
    ]
    slots, placed = number([entry_of(text.encode()) for text in data["entries"]], report)
    hashes, actual = locate(slots, placed, seals, report)
    total = gaps(slots, seals, report)
    check_openings(data, report)
    known = Known(total, hashes, actual, [one.head for one in closed if one.head])
    told = check_receipts(receipts, expected or public, data, known, report)
    report.facts = facts(data, total, heads, closed) | {"receipts": told}
    return report


def facts(data: dict[str, Any], total: int, heads: dict[int, Head], closed: list[Closed]) -> dict[str, Any]:
    """What is told of an export beside what is wrong with it."""
    newest = max(heads.values(), key=lambda head: head.size, default=None)
    return {
        "session": data["session"],
        "stream": data["stream"],
        "entries": total,
        "key_words": words(bytes.fromhex(data["key"])),
        "head_size": newest.size if newest else None,
        "head_words": words(newest.text) if newest else None,
        "heads": len(heads),
        "openings": len(data["openings"]),
        "rounds": [one.leaf["round"] for one in closed if one.good and one.leaf],
    }


def check_heads(data: dict[str, Any], public: bytes, report: Report) -> dict[int, Head]:
    """Check the signed heads of the stream; those that hold, by their place."""
    heads: dict[int, Head] = {}
    reached = -1
    for at, note in enumerate(data["heads"]):
        head = head_of(note, public, data["session"], (data["stream"],))
        if not isinstance(head, Head):
            report.add("head", at, *head)
            continue
        if head.size <= reached:
            report.add("head", at, "order", "it is not for more entries than the one before it")
        reached = max(reached, head.size)
        heads[at] = head
    return heads


def sentences(report: Report) -> list[str]:
    """The report for people."""
    facts, lines = report.facts, []
    if facts:
        lines.append(f"Session {facts['session']}, stream {shown(facts['stream'])}: {facts['entries']} entries.")
        lines.append(f"The key is {facts['key_words']}. Compare it with your papers.")
        if facts["head_words"]:
            lines.append(f"The newest of {facts['heads']} signed heads is for {facts['head_size']} entries: {facts['head_words']}.")
        lines.append(
            f"{len(facts['rounds'])} closed rounds are proven: {', '.join(map(str, facts['rounds'])) or 'none'}. {facts['openings']} openings."
        )
        for one in facts["receipts"]:
            lines.append(
                f"Receipt {one['receipt']} for {one['size']} ({one['words']}): {one['status']}"
                + (f" by {one['by']}." if one["by"] else ".")
            )
        if not facts["receipts"]:
            lines.append("No receipt was handed in: an export cut off with its heads, or made anew with the key, would not be seen.")
    lines += [f"{place(what, at, until)}: {kind}: {says}" for (what, at, until, kind), says in sorted(report.found.items())]
    lines.append(("Everything holds.", "It does NOT hold.", "It cannot be read as an export.")[report.status])
    return lines


def shown(text: str) -> str:
    """A text of which nothing can disturb a terminal."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def as_json(report: Report) -> str:
    """The report for programs."""
    found = [
        {"place": place(what, at, until), "at": at, "until": until, "kind": kind, "says": says}
        for (what, at, until, kind), says in sorted(report.found.items())
    ]
    return json.dumps({"holds": report.status == 0, "readable": report.readable, **report.facts, "findings": found}, indent=1)


def load(path: str) -> bytes:
    """The bytes of a file."""
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as wrong:
        raise Unreadable(f"{shown(path)} cannot be read: {wrong}") from None
    if len(data) > LARGEST_FILE:
        raise Unreadable(f"{shown(path)} is larger than {LARGEST_FILE} bytes")
    return data


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit status."""
    command = argparse.ArgumentParser(description="Check an export of a negotiation's record. Exit 0: holds, 1: does not, 2: unreadable.")
    command.add_argument("export", help="the file that was exported")
    command.add_argument("--receipt", action="append", default=[], metavar="FILE", help="a receipt that you kept; may be given again")
    command.add_argument("--key", metavar="HEX", help="the public key as you know it from elsewhere, 64 hexadecimal digits")
    command.add_argument("--json", action="store_true", help="print the report as JSON")
    given = command.parse_args(arguments)
    if given.key is not None and not HEX64.fullmatch(given.key):
        command.error("--key takes 64 hexadecimal digits")
    try:
        receipts = [load(path).decode("utf-8", "replace") for path in given.receipt]
        report = check(load(given.export), receipts, bytes.fromhex(given.key) if given.key else None)
    except Unreadable as wrong:
        report = Report(readable=False)
        report.add("file", 0, "shape", str(wrong))
    except MemoryError:
        report = Report(readable=False)
        report.add("file", 0, "shape", "it is too large for the memory of this machine")
    text = as_json(report) if given.json else "\n".join(sentences(report))
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    return report.status


if __name__ == "__main__":
    sys.exit(main())
