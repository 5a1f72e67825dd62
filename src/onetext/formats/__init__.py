"""Formats: files to a case and back, one file each, all listed in FORMATS.

A format takes and gives `{relative name: bytes}` and touches no disk. Other distributions add formats by the entry
point group `onetext.formats`, each naming a `Format`; they are looked up only where no format here serves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from onetext.errors import InputError, Problem, UsageError
from onetext.formats.normalised import normalised
from onetext.formats.places import Files, suffix
from onetext.model.case import Case

GROUP = "onetext.formats"
YAML = (".yaml", ".yml")
FOLDER_FILE = "case.yaml"


@dataclass(frozen=True, slots=True)
class Format:
    """One format: whether it knows some files (cheaply), how it reads them, and how it writes a case (None: not)."""

    name: str
    description: str
    recognises: Callable[[Files], bool]
    read: Callable[[Files], Case]
    write: Callable[[Case], dict[str, bytes]] | None = None


def _is_native(files: Files) -> bool:
    if not any(suffix(name) in YAML for name in files):
        return False
    from onetext.formats.native import begins, case_file

    name = case_file(files)
    # Other programs leave notes in YAML beside their scenarios: of such a folder, only what begins as a case is one.
    return name is not None and (PurePosixPath(name).name == FOLDER_FILE or not _others(files) or begins(files[name]))


def _others(files: Files) -> bool:
    """Whether some files may be a scenario in another format."""
    return _is_game(files) or any(suffix(name) in (".xml", ".json") for name in files)


def _read_native(files: Files) -> Case:
    from onetext.formats.native import read

    return read(files)


def _write_native(case: Case) -> dict[str, bytes]:
    from onetext.formats.native import write

    return write(case)


def _is_game(files: Files) -> bool:
    paths = [PurePosixPath(name) for name in files]
    return any(path.name == "config.txt" for path in paths) and any("scores_files" in path.parts for path in paths)


def _read_game(files: Files) -> Case:
    from onetext.formats.games import read

    return read(files)


def _is_geniusweb(files: Files) -> bool:
    found = [data for name, data in files.items() if suffix(name) == ".json"]
    # Beside XML, JSON that says nothing of issues is a note of another program.
    return bool(found) and (not _is_genius(files) or any(b"issuesValues" in data for data in found))


def _read_geniusweb(files: Files) -> Case:
    from onetext.formats.geniusweb import read

    return read(files)


def _write_geniusweb(case: Case) -> dict[str, bytes]:
    from onetext.formats.geniusweb_write import write

    return write(case)


def _is_genius(files: Files) -> bool:
    return any(suffix(name) == ".xml" for name in files)


def _read_genius(files: Files) -> Case:
    from onetext.formats.genius import read

    return read(files)


def _write_genius(case: Case) -> dict[str, bytes]:
    from onetext.formats.genius_write import write

    return write(case)


# The functions above load a format when it is used: a native case waits for no XML.
FORMATS: dict[str, Format] = {
    row.name: row
    for row in (
        Format("native", "a case file in YAML, or a folder with case.yaml and its documents", _is_native, _read_native, _write_native),
        Format("games", "a scored game folder: config.txt, scores_files, initial_deal.txt", _is_game, _read_game),
        Format("geniusweb", "GeniusWeb JSON: a domain and linear additive profiles", _is_geniusweb, _read_geniusweb, _write_geniusweb),
        Format("genius", "Genius XML: a domain and its profiles", _is_genius, _read_genius, _write_genius),
    )
}


def recognise(files: Files) -> Format | None:
    """The format of some files: the first of FORMATS that knows them, else of those that other distributions add."""
    return next((one for one in FORMATS.values() if one.recognises(files)), None) or next(
        (one for one in _added().values() if one.recognises(files)), None
    )


def read(files: Files, format_name: str = "") -> Case:
    """The case that some files hold, in a named format or in the one that recognises them.

    Raises InputError with every mistake, each at its file, line and column; UsageError for an unknown format.
    """
    found = named(format_name) if format_name else recognise(files)
    if found is None:
        first = min(files, default="")
        raise InputError([Problem("format", "no format recognises this", f"known: {', '.join(FORMATS)}", file=first or "SCENARIO")])
    return found.read(files)


def write(case: Case, format_name: str, *, normalise: bool = False) -> dict[str, bytes]:
    """The files of a case in a format; `read` of them gives an equal case.

    `normalise` first divides each party's points so that the best of every issue add up to 1 (see `normalised`), which
    Genius and GeniusWeb need. Raises CannotHold, naming every part of the case for which the format has no place;
    UsageError for a format that is unknown or cannot be written.
    """
    found = named(format_name)
    if found.write is None:
        able = ", ".join(one.name for one in FORMATS.values() if one.write is not None)
        raise UsageError(f"onetext does not write {found.name}; it writes {able}")
    return found.write(normalised(case) if normalise else case)


def named(name: str) -> Format:
    """The format of a name; UsageError, listing the known ones, where there is none."""
    found = FORMATS.get(name) or _added().get(name)
    if found is None:
        raise UsageError(f"unknown format {name!r}; known: {', '.join(FORMATS)}")
    return found


def _added() -> dict[str, Format]:
    from importlib.metadata import entry_points

    found: dict[str, Format] = {}
    for point in entry_points(group=GROUP):
        try:
            found[point.name] = point.load()
        except (ImportError, AttributeError) as wrong:
            raise UsageError(f"format {point.name!r} of {point.value!r} does not load: {wrong}; a distribution that is whole") from None
    return found
