"""Disks of our making below SQLite: one that writes down what is done to it, and one that fails.

After a power loss a file may hold any part of what was written to it since it was last synced: all, nothing, or some of the
sectors of 512 bytes. A file that was never synced may be missing. That is what `crashed` makes of a record.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import apsw

SECTOR = 512


@dataclass(frozen=True)
class Done:
    """One thing that was done to a file: written (at, data), synced, cut (at), deleted; or `ack`, which names what was acknowledged."""

    what: str
    file: str
    at: int = 0
    data: bytes = b""


@dataclass
class Record:
    """Everything that was done to the files below a name, in order."""

    done: list[Done] = field(default_factory=list)

    def add(self, what: str, path: str | None, at: int = 0, data: bytes = b"") -> None:
        """Write one thing down."""
        self.done.append(Done(what, Path(path or "").name, at, data))


class RecordedFile(apsw.VFSFile):
    """A file that tells what is done to it."""

    def __init__(self, record: Record, name: apsw.URIFilename | str | None, flags: list[int]) -> None:
        self.record = record
        self.path = name.filename() if isinstance(name, apsw.URIFilename) else name
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self.record.add("write", self.path, offset, bytes(data))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self.record.add("sync", self.path)

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        self.record.add("cut", self.path, newsize)


class RecordingDisk(apsw.VFS):
    """A disk that writes down what is done to it."""

    def __init__(self, name: str) -> None:
        self.record = Record()
        self.name = name
        super().__init__(name, "")

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> RecordedFile:
        return RecordedFile(self.record, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, syncdir)
        self.record.add("delete", filename, int(syncdir))


@dataclass
class Held:
    """What a disk may hold of one file: what is sure, and what was done since."""

    sure: bytes | None = None
    since: list[Done] = field(default_factory=list)


def _apply(content: bytes | None, done: Done) -> bytes | None:
    if done.what == "delete":
        return None
    content = content or b""
    if done.what == "cut":
        return content[: done.at]
    return content[: done.at].ljust(done.at, b"\0") + done.data + content[done.at + len(done.data) :]


def _torn(done: Done, chance: random.Random) -> Iterator[Done]:
    """A write of which some sectors arrived."""
    if done.what != "write":
        if chance.random() < 0.5:
            yield done
        return
    at = 0
    while at < len(done.data):
        end = min(len(done.data), (done.at + at) // SECTOR * SECTOR + SECTOR - done.at)
        if chance.random() < 0.5:
            yield Done("write", done.file, done.at + at, done.data[at:end])
        at = end


def crashed(held: dict[str, Held], how: str, chance: random.Random) -> dict[str, bytes]:
    """The files as they may be after a crash: what was not synced `kept`, `dropped`, `torn`, or some files so and some so (`mixed`)."""
    found = {}
    for name, file in held.items():
        way = chance.choice(("kept", "dropped", "torn")) if how == "mixed" else how
        content = file.sure
        for done in file.since:
            if way == "dropped":
                break
            for part in [done] if way == "kept" else _torn(done, chance):
                content = _apply(content, part)
        if content is not None:
            found[name] = content
    return found


@dataclass
class Replay:
    """Goes through a record, and knows at each step what is sure, what is not, and what was acknowledged."""

    start: dict[str, bytes]
    held: dict[str, Held] = field(default_factory=dict)
    acknowledged: int = 0

    def __post_init__(self) -> None:
        self.held = {name: Held(content) for name, content in self.start.items()}

    def step(self, done: Done) -> None:
        """One thing more was done."""
        if done.what == "ack":
            self.acknowledged = done.at
            return
        file = self.held.setdefault(done.file, Held())
        if done.what == "sync":
            for each in file.since:
                file.sure = _apply(file.sure, each)
            file.since.clear()
        elif done.what == "delete" and done.at:
            file.sure = None
            file.since.clear()
        else:
            file.since.append(done)


def states(start: dict[str, bytes], record: Sequence[Done], count: int, seed: int) -> Iterator[tuple[int, dict[str, bytes]]]:
    """About `count` states in which the disk may be after a power loss at any step, each with the number that was acknowledged by then."""
    chance = random.Random(seed)
    steps = len(record)
    each = max(4, -(-2 * count // max(1, steps)))
    replay = Replay(start)
    for done in record:
        replay.step(done)
        seen = set()
        for turn in range(each):
            how = ("dropped", "kept", "torn", "mixed")[min(turn, 2 + turn % 2)]
            files = crashed(replay.held, how, chance)
            # Where nothing waits to be synced all ways give the same.
            mark = hash(tuple(sorted(files.items())))
            if mark not in seen:
                seen.add(mark)
                yield replay.acknowledged, files


class FailingFile(apsw.VFSFile):
    """A file whose calls fail when its disk says so."""

    def __init__(self, disk: FailingDisk, name: apsw.URIFilename | str | None, flags: list[int]) -> None:
        self.disk = disk
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self.disk.count("write")
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        self.disk.count("sync")
        super().xSync(flags)

    def xTruncate(self, newsize: int) -> None:
        self.disk.count("cut")
        super().xTruncate(newsize)


class FailingDisk(apsw.VFS):
    """A disk whose n-th call fails, once or from then on, with an I/O error or for want of room."""

    def __init__(self, name: str) -> None:
        self.heal()
        self.name = name
        super().__init__(name, "")

    def heal(self) -> None:
        """Work again."""
        self.at, self.calls, self.for_good, self.error = 0, 0, False, apsw.IOError

    def fail(self, at: int, error: type[apsw.Error], *, for_good: bool) -> None:
        """Fail at the n-th call from now."""
        self.at, self.calls, self.for_good, self.error = at, 0, for_good, error

    @property
    def failed(self) -> bool:
        """Whether a call has failed."""
        return bool(self.at) and self.calls >= self.at

    def count(self, what: str) -> None:
        """Count a call, and fail where it is due. A disk that is full still syncs and cuts."""
        if self.at and (self.error is apsw.IOError or what == "write"):
            self.calls += 1
            if self.calls == self.at or (self.for_good and self.calls > self.at):
                raise self.error(f"made to fail: {what}")

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> FailingFile:
        self.count("open")
        return FailingFile(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.count("delete")
        super().xDelete(filename, syncdir)
