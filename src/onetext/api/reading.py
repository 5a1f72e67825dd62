"""Finding and reading the files of a scenario: paths, folders and the cases bundled with the package."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from onetext.errors import InputError, Problem
from onetext.model.case import Case

BUNDLED = Path(__file__).resolve().parent.parent / "cases"
MOST_BYTES = 64 << 20
MOST_FILES = 2_000
MOST_DEPTH = 6
STANDARD_INPUT = "-"
TABLE_FILE = "table.json"

PathLike = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Files:
    """The bytes of a scenario by the name that formats see, and by the same names the paths to show in messages."""

    data: Mapping[str, bytes]
    shown: Mapping[str, str]


def bundled() -> dict[str, Path]:
    """The cases that come with the package: name to file or folder."""
    found = sorted(BUNDLED.iterdir()) if BUNDLED.is_dir() else []
    files = {path.stem: path for path in found if path.suffix == ".yaml"}
    return files | {path.name: path for path in found if (path / "case.yaml").is_file()}


def gather(paths: tuple[PathLike, ...]) -> Files:
    """The files that some paths or one bundled name stand for; InputError where there is none or too much."""
    data: dict[str, bytes] = {}
    shown: dict[str, str] = {}
    for given in paths:
        if given == STANDARD_INPUT:
            data["case.yaml"], shown["case.yaml"] = sys.stdin.buffer.read(MOST_BYTES), STANDARD_INPUT
            continue
        root = located(str(os.fspath(given)))
        for name, path in _files(root):
            key = str(path) if name in data else name
            data[key], shown[key] = _bytes(path), str(path)
            if sum(map(len, data.values())) > MOST_BYTES or len(data) > MOST_FILES:
                raise _refused(
                    str(given), "size", "too many or too large files", f"at most {MOST_FILES} files and {MOST_BYTES >> 20} MiB in all"
                )
    return Files(data, shown)


def located(given: str) -> Path:
    """The existing path, else the bundled case of that name."""
    path = Path(given)
    if os.path.lexists(path):
        return path
    known = bundled()
    if given in known:
        return known[given]
    near = get_close_matches(given, known, n=1, cutoff=0.6)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise _refused(given, "no_file", "no such file, and no bundled case of that name", f"{hint}bundled: {', '.join(known)}")


def is_table(path: PathLike) -> bool:
    """Whether a path is the folder of a session at the table."""
    return path != STANDARD_INPUT and (Path(path) / TABLE_FILE).is_file()


def beside(name: str, source: tuple[PathLike, ...]) -> Case:
    """The case that a case names as another form of it: by its path from where that one lies, else the bundled one of that name."""
    first = Path(located(str(os.fspath(source[0])))) if source and source[0] != STANDARD_INPUT else Path()
    near = (first if first.is_dir() else first.parent) / name
    return read_case(gather((near if near.exists() else name,)))


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    """A file by its name, or all files of a folder by their names relative to it, in order; hidden ones left out."""
    if not root.is_dir():
        yield root.name, root
        return
    inside = root.resolve()
    found = list(islice(_walk(root, MOST_DEPTH), MOST_FILES + 1))
    if len(found) > MOST_FILES:
        raise _refused(str(root), "size", "a folder of too many files", f"at most {MOST_FILES} files")
    for path in sorted(found):
        if not path.resolve().is_relative_to(inside):
            raise _refused(str(path), "link", "a link that leads out of the folder", "files within it")
        if path.is_file():
            yield path.relative_to(root).as_posix(), path


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as wrong:
        raise _refused(str(folder), "unreadable", f"cannot be read: {wrong.strerror}", "a folder that can be read") from wrong


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    for path in _entries(folder):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            if depth:
                yield from _walk(path, depth - 1)
        else:
            yield path


def _bytes(path: Path) -> bytes:
    """What a file holds; never more is read than may be, whatever its size says (a pipe or a device has none)."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as wrong:
        raise _refused(str(path), "unreadable", f"cannot be read: {wrong.strerror}", "a file that can be read") from wrong
    if len(data) > MOST_BYTES:
        raise _refused(str(path), "size", f"more than {MOST_BYTES >> 20} MiB", f"at most {MOST_BYTES >> 20} MiB in all")
    return data


def _refused(file: str, code: str, message: str, allowed: str) -> InputError:
    return InputError([Problem(code, message, allowed, file=file)])


def placed(paths: tuple[PathLike, ...], problems: Iterable[Problem]) -> list[Problem]:
    """Problems of a native case at their places in its files, as the user knows these."""
    from onetext.formats.native import placed as at_places

    files = gather(paths)
    return [replace(one, file=files.shown.get(one.file, one.file)) for one in at_places(files.data, problems)]


def read_case(files: Files, format_name: str = "") -> Case:
    """The case in some files; every mistake at the path that the user gave."""
    from onetext.formats import read

    try:
        return read(files.data, format_name)
    except InputError as wrong:
        raise type(wrong)([replace(one, file=files.shown.get(one.file, one.file)) for one in wrong.problems]) from None
