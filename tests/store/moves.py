"""Moves of a session in small: canonical entries in chains, and heads that name the root of their stream, worked out by its definition."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from onetext.store.log import Batch, Entry, Head, Log, Sign

MAIN = "mediator"
PARTIES = ("north", "south")


def leaf(data: bytes) -> bytes:
    """RFC 9162, section 2.1.1: the hash of a leaf."""
    return hashlib.sha256(b"\0" + data).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """RFC 9162, section 2.1.1: the root over the hashes of leaves."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root(leaves[:split]) + root(leaves[split:])).digest()


class Session:
    """What the writer of a session remembers: the leaf hashes of each stream. It can be ahead of the store, so it is cut back by what is asked."""

    def __init__(self, log: Log | None = None, padding: int = 0) -> None:
        self.leaves: dict[str, list[bytes]] = {}
        self.starts: list[dict[str, int]] = []
        self.padding = padding
        for stream in log.streams() if log is not None else ():
            self.leaves[stream] = [leaf(entry.data) for entry in log.entries(stream)] if log is not None else []

    def move(self, size: int, key: str, party: str = PARTIES[0], *, sealed: bool = True) -> Batch:
        """A move of a party on `size` entries of the main stream: an entry there, one in the party's stream, a ciphertext."""
        mine = len(self.leaves.get(party, ()))
        main = self.leaves.get(MAIN, [])
        said = {"kind": "said", "key": key, "party": party, "its": mine, "pad": "x" * self.padding}
        first = Entry(MAIN, size, entry({"before": main[size - 1].hex() if size else "", "n": size, **said}))
        before = self.leaves[party][mine - 1].hex() if mine else ""
        second = Entry(party, mine, entry({"before": before, "n": mine, **said}))
        secret = b"sealed " + key.encode()
        return Batch(size, key, (first, second), sealed=((hashlib.sha256(secret).hexdigest(), secret),) if sealed else ())

    def sign(self, back: tuple[Entry, ...]) -> tuple[Head, ...]:
        """Heads over all streams of some entries."""
        for each in back:
            del self.leaves.setdefault(each.stream, [])[each.n :]
            assert len(self.leaves[each.stream]) == each.n
            self.leaves[each.stream].append(leaf(each.data))
        return tuple(
            Head(stream, len(self.leaves[stream]), note(stream, self.leaves[stream])) for stream in dict.fromkeys(e.stream for e in back)
        )


def entry(content: dict[str, object]) -> bytes:
    """Canonical JSON."""
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def note(stream: str, leaves: Sequence[bytes]) -> str:
    """What stands in for a signed head: the size and the root."""
    return f"onetext/{stream}\n{len(leaves)}\n{root(leaves).hex()}\n"


def plain(size: int, key: str, stream: str = MAIN, data: bytes = b"{}") -> Batch:
    """A move of one entry."""
    return Batch(size, key, (Entry(stream, size, data),))


def unsigned(back: tuple[Entry, ...]) -> tuple[Head, ...]:
    """One head for each entry, without a root."""
    return tuple(Head(each.stream, each.n + 1, f"{each.stream} {each.n + 1}") for each in back)


def append(log: Log, session: Session, key: str, party: str = PARTIES[0]) -> tuple[Batch, Sign]:
    """Append one move of a session that one thread writes."""
    batch = session.move(log.size, key, party)
    log.append(batch, session.sign)
    return batch, session.sign


def wrong(log: Log, acknowledged: Iterable[str] = ()) -> list[str]:
    """What does not hold of a stored session: every acknowledged key is there once, no half move, every chain and root holds."""
    found = []
    main = log.entries(log.main)
    keys = [json.loads(each.data)["key"] for each in main]
    found += [f"acknowledged and lost: {key}" for key in set(acknowledged) - set(keys)]
    found += [f"{key} is there {keys.count(key)} times" for key in set(keys) if keys.count(key) != 1] if len(set(keys)) != len(keys) else []
    its = {stream: log.entries(stream) for stream in log.streams() if stream != log.main}
    for each in main:
        said = json.loads(each.data)
        theirs = its.get(said["party"], ())
        if len(theirs) <= said["its"] or json.loads(theirs[said["its"]].data)["key"] != said["key"]:
            found.append(f"half a move: {said['key']} is not in the stream of {said['party']}")
        if log.sealed(hashlib.sha256(b"sealed " + said["key"].encode()).hexdigest()) is None:
            found.append(f"half a move: the sealed answer of {said['key']} is missing")
    if sum(map(len, its.values())) != len(main):
        found.append("half a move: more entries of parties than moves")
    for stream, entries in {log.main: main, **its}.items():
        found += _wrong_stream(log, stream, entries)
    return found


def _wrong_stream(log: Log, stream: str, entries: Sequence[Entry]) -> list[str]:
    leaves = [leaf(each.data) for each in entries]
    heads = log.heads(stream)
    found = [f"{stream} {n}: not number {n}" for n, each in enumerate(entries) if each.n != n]
    found += [
        f"{stream} {n}: chain" for n, each in enumerate(entries) if json.loads(each.data)["before"] != (leaves[n - 1].hex() if n else "")
    ]
    if [head.size for head in heads] != list(range(1, len(entries) + 1)):
        found.append(f"{stream}: {len(entries)} entries, heads of {[head.size for head in heads]}"[:200])
    # Old roots are recomputed too, as long as that is not quadratic.
    for head in heads if len(heads) <= 60 else heads[-3:]:
        if head.note != note(stream, leaves[: head.size]):
            found.append(f"{stream}: the root at {head.size} is not that of the entries")
    return found
