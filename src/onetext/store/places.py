"""Where a store is: a path of a file, or the address of a server; and files of which only one process may write."""

from __future__ import annotations

import os
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from onetext.errors import UsageError
from onetext.store.errors import Busy, StoreRefused

NETWORK = frozenset(
    "nfs nfs4 cifs smb smb2 smb3 smbfs 9p afs ncpfs ceph glusterfs lustre fuse.sshfs fuse.glusterfs fuse.rclone davfs".split()
)
"""File systems on which a lock or a sync may be a mere promise."""
MOUNTS = Path("/proc/self/mounts")
EVERY = 0.02
"""Seconds between two tries to get a lock."""


def place(url: str | Path) -> Path | URL:
    """The path of an SQLite file, or the address of a PostgreSQL server. UsageError for anything else."""
    text = str(url)
    if isinstance(url, Path) or "://" not in text:
        return Path(text)
    try:
        found = make_url(text)
    except ArgumentError as wrong:
        raise UsageError(f"{text} is no address of a store: {wrong}; allowed: a path, or postgresql://...") from wrong
    kind = found.get_backend_name()
    if kind == "postgresql":
        return found.set(drivername="postgresql+psycopg")
    if kind == "sqlite" and found.database and found.database != ":memory:":
        return Path(found.database)
    raise UsageError(f"a store is a path, not {text}; allowed: a path, sqlite:///path or postgresql://...")


def file_system(path: Path, mounts: Path = MOUNTS) -> str:
    """The kind of file system that a path is on, "" where the machine does not tell."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    found: tuple[int, str] = (-1, "")
    for parts in (line.split() for line in lines):
        point = Path(parts[1].encode().decode("unicode_escape"))
        if path == point or point in path.parents:
            found = max(found, (len(point.parts), parts[2]), key=lambda one: one[0])
    return found[1]


def on_local_disk(path: Path, mounts: Path = MOUNTS) -> None:
    """StoreRefused where a path is on a network file system."""
    kind = file_system(path, mounts)
    if kind in NETWORK:
        raise StoreRefused(
            f"{path} is on a network file system ({kind}), which may lose what was written; allowed: a local disk, or PostgreSQL"
        )


def new_file(path: Path) -> None:
    """Make an empty file that only its owner reads, and its folder where that is missing; both are there after a power loss."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    synced(path.parent)


def synced(folder: Path) -> None:
    """Make sure that the names in a folder outlive a power loss."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@dataclass(frozen=True, slots=True)
class WriteLock:
    """The right to write a file, held until it is released or the process ends."""

    handle: int

    def release(self) -> None:
        """Let others write."""
        os.close(self.handle)


def locked(path: Path, seconds: float) -> WriteLock:
    """The lock beside a file. Busy, with who has it, where another one keeps it for so long."""
    lock = path.with_name(path.name + ".lock")
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + seconds
    while not _taken(handle):
        if time.monotonic() >= until:
            who = os.pread(handle, 200, 1).decode("utf-8", "replace").strip() if sys.platform != "win32" else ""
            os.close(handle)
            raise Busy(f"{path} is being written by {who or 'another process'}; allowed: to end it there, or to wait")
        time.sleep(EVERY)
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, f" process {os.getpid()} on {socket.gethostname()}\n".encode())
    return WriteLock(handle)


if sys.platform == "win32":
    import msvcrt

    def _taken(handle: int) -> bool:
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
