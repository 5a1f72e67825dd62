"""What is installed: the interpreter, the packages of the base, formats, rules and bundled cases."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

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
class Installed:
    """What is there: `missing` names what the base lacks, `ok` says that nothing is missing."""

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

    SHAPE = Shape("onetext/doctor/1", rows="packages")
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_


def examine() -> Installed:
    """Look at what is installed; imports nothing heavy."""
    from onetext.formats import FORMATS

    parts = tuple(Part(name, _version(name)) for name in base_packages())
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
    )


def base_packages() -> list[str]:
    """The distributions that the base needs, extras left out."""
    try:
        needed = requires("onetext") or []
    except PackageNotFoundError:
        return []
    bare = [text.partition(";")[0] for text in needed if "extra ==" not in text]
    return sorted(text.strip(" ").split("<")[0].split(">")[0].split("=")[0].split("!")[0].split("~")[0].strip() for text in bare)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _without_c() -> list[str]:
    """PyYAML without its C parser reads large cases many times slower."""
    from importlib.util import find_spec

    return [] if find_spec("yaml") is None or find_spec("yaml._yaml") is not None else ["PyYAML's C parser (libyaml)"]
