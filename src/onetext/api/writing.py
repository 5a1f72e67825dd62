"""Writing files: all of them whole, or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from onetext.api.reading import PathLike
from onetext.errors import UsageError
from onetext.model.case import Case

SUFFIXES = {".yaml": "native", ".yml": "native", ".xml": "genius", ".json": "geniusweb"}
"""What the end of a name means where no format is said; a folder means native."""


def convert(case: Case, out: PathLike, *, to: str = "", normalise: bool = False) -> tuple[str, ...]:
    """Write a case in a format and return the paths written; nothing is written where the format cannot hold the case.

    `to` names the format; without it the end of `out` does. A format of one file writes the file `out`, one of
    several a folder `out`. `normalise` divides each party's points as `onetext.formats.normalised` says.
    """
    from onetext.formats import write

    target = Path(out)
    meant = SUFFIXES.get(target.suffix.lower(), "")
    name = to or meant or "native"
    files = write(case, name, normalise=normalise)
    if len(files) > 1 and meant:
        raise UsageError(f"{name} takes {len(files)} files, {target.name!r} is one; allowed: a folder, with --to {name}")
    if len(files) == 1 and not target.is_dir() and (target.suffix or not to):
        return write_whole({target: next(iter(files.values()))})
    if target.parent.is_dir():
        target.mkdir(exist_ok=True)
    return write_whole({target / name: data for name, data in files.items()})


def write_whole(files: Mapping[Path, bytes]) -> tuple[str, ...]:
    """Write files, each beside its place first and then moved there; UsageError, with nothing written, where that fails."""
    made: dict[Path, Path] = {}
    path = Path()  # the place last tried, to name it where it fails
    try:
        for path, data in files.items():
            made[path] = _beside(path, data)
        for path, temporary in made.items():
            os.replace(temporary, path)
    except OSError as wrong:
        for temporary in made.values():
            with suppress(OSError):
                temporary.unlink()
        raise UsageError(f"cannot write {path}: {wrong.strerror}; allowed: a place that can be written") from None
    return tuple(map(str, files))


def _beside(path: Path, data: bytes) -> Path:
    if path.is_dir():
        raise IsADirectoryError(21, "is a folder", str(path))
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
    except BaseException:
        os.unlink(name)
        raise
    return Path(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
