"""What is installed: the interpreter, the packages of the base and of the extras, formats, rules, bundled cases, and an SQLite."""

from __future__ import annotations

import os
import platform
import re
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec

from onetext import __version__
from onetext.api.reading import bundled
from onetext.model import shown
from onetext.model.rules import RULES
from onetext.model.shown import Shape


@dataclass(frozen=True, slots=True)
class Part:
    """A package that the base needs, and its version; null where it is missing."""

    name: str
    version: str

    SHAPE = Shape(null=("version",))


@dataclass(frozen=True, slots=True)
class Extra:
    """An extra, and those of its packages that are missing; none where it can be used."""

    name: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Database:
    """The SQLite that a table would be kept by: the module that drives it, its version, and how it makes writes durable.

    `sound`: whether it has the fix without which a write-ahead log may damage its file. Without the fix there is no such log
    (`journal` is not WAL), which is slower and sound; `note` says so.
    """

    driver: str
    version: str
    sound: bool
    journal: str
    synchronous: str
    note: str

    SHAPE = Shape(null=("note",))


@dataclass(frozen=True, slots=True)
class Installed:
    """What is there: `missing` names what the base lacks, `ok` says that nothing is missing.

    `sqlite` is null where the extra `table`, which would use it, is not installed.
    """

    ok: bool
    version: str
    python: str
    platform: str
    processors: int
    packages: tuple[Part, ...]
    missing: tuple[str, ...]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    rules: tuple[str, ...]
    cases: tuple[str, ...]
    extras: tuple[Extra, ...]
    sqlite: Database | None

    SHAPE = Shape("onetext/doctor/1", rows="packages")
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_


def examine() -> Installed:
    """Look at what is installed; imports nothing heavy."""
    from onetext.formats import FORMATS

    parts = tuple(Part(name, _version(name)) for name in base_packages())
    extras = tuple(Extra(name, tuple(one for one in needed if not _version(one))) for name, needed in extra_packages().items())
    missing = [part.name for part in parts if not part.version] + _without_c()
    return Installed(
        ok=not missing,
        version=__version__,
        python=platform.python_version(),
        platform=platform.platform(terse=True),
        processors=os.cpu_count() or 1,
        packages=parts,
        missing=tuple(missing),
        reads=tuple(FORMATS),
        writes=tuple(name for name, each in FORMATS.items() if each.write is not None),
        rules=tuple(RULES),
        cases=tuple(bundled()),
        extras=extras,
        sqlite=database() if find_spec("sqlalchemy") else None,
    )


def database() -> Database:
    """The SQLite of this machine, as a table would use it; opens nothing. Needs the extra `table`."""
    from onetext.store.sqlite import library

    facts = library()
    return Database(facts.driver, facts.version, facts.sound, facts.journal, facts.synchronous, facts.note)


def base_packages() -> list[str]:
    """The distributions that the base needs, extras left out."""
    return sorted(_name(text) for text in _needed() if "extra ==" not in text)


def extra_packages() -> dict[str, list[str]]:
    """The distributions that each extra needs on this platform."""
    found: dict[str, list[str]] = {}
    for text in _needed():
        extra = EXTRA.search(text)
        if extra and (sys.platform == "linux" or "sys_platform" not in text):
            found.setdefault(extra["name"], []).append(_name(text))
    return dict(sorted(found.items()))


EXTRA = re.compile(r"extra == ['\"](?P<name>[\w-]+)['\"]")


def _needed() -> list[str]:
    try:
        return requires("onetext") or []
    except PackageNotFoundError:
        return []


def _name(text: str) -> str:
    return re.split(r"[\s<>=!~;\[(]", text.strip(), maxsplit=1)[0]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _without_c() -> list[str]:
    """PyYAML without its C parser reads large cases many times slower."""
    return [] if find_spec("yaml") is None or find_spec("yaml._yaml") is not None else ["PyYAML's C parser (libyaml)"]
