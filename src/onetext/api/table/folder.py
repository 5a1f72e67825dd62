"""The folder of a session: a small file that says where its store is, the key that signs its record, and the store itself."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from onetext.api.reading import TABLE_FILE, PathLike
from onetext.api.writing import write_whole
from onetext.errors import UsageError

FILE, STORE, SIGNING = TABLE_FILE, "session.db", "signing.key"
SCHEMA = "onetext/table/1"
MODE = 0o700


@dataclass(frozen=True, slots=True)
class Folder:
    """Where a session is kept; `url` is of PostgreSQL, "" for the SQLite file in the folder."""

    path: Path
    session: str
    mediator: str
    url: str = ""

    @property
    def store(self) -> str | Path:
        return self.url or self.path / STORE

    @property
    def signing(self) -> Path:
        return self.path / SIGNING


@contextmanager
def made(path: PathLike, session: str, mediator: str, url: str = "") -> Iterator[Folder]:
    """A new folder for a session, to be filled in the block; it is gone again where the block fails. UsageError where something is there."""
    folder = Folder(Path(path), session, mediator, url)
    try:
        folder.path.mkdir(mode=MODE, parents=False)
    except FileExistsError:
        raise UsageError(f"{folder.path} is there already; allowed: a new folder") from None
    except OSError as wrong:
        raise UsageError(f"cannot make {folder.path}: {wrong.strerror}; allowed: a place that can be written") from None
    try:
        yield folder
        written(folder)
    except BaseException:
        shutil.rmtree(folder.path, ignore_errors=True)
        raise


def written(folder: Folder) -> None:
    """Write the file that makes a folder a session's: last, when all else is there."""
    about = {"schema": SCHEMA, "session": folder.session, "mediator": folder.mediator, "store": folder.url}
    write_whole({folder.path / FILE: (json.dumps(about, indent=2) + "\n").encode()})


def found(path: PathLike) -> Folder:
    """The session in a folder. UsageError where there is none."""
    place = Path(path)
    try:
        about = json.loads((place / FILE).read_text("utf-8"))
        if about["schema"] != SCHEMA:
            raise UsageError(f"{place} is a session of {about['schema']!r}; allowed: {SCHEMA!r}")
        says = [about[name] for name in ("session", "mediator", "store")]
        if not all(isinstance(each, str) for each in says):
            raise TypeError
        return Folder(place, *says)
    except OSError:
        raise UsageError(f"{place} is no session; allowed: a folder made by `onetext table new`") from None
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"{place / FILE} is damaged; allowed: the file as it was written, or a restored backup") from None
