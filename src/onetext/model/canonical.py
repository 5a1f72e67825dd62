"""Plain data of frozen values, and the digest of a case.

The digest is SHA-256 over the canonical JSON (RFC 8785) of the case and its day: rationals as text, order kept, since
every collection of a case is a list.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import rfc8785

if TYPE_CHECKING:
    from onetext.model.case import Case

_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


def plain(thing: object) -> Plain:
    """A frozen value as lists, mappings and texts; rationals and dates as text, enumerations by value.

    Fields that hold their default are left out, so that a digest outlives the growth of the format.
    """
    if isinstance(thing, str):
        return thing
    if isinstance(thing, (tuple, list)):
        return [plain(entry) for entry in thing]
    if is_dataclass(thing) and not isinstance(thing, type):
        shown: dict[str, Plain] = {"type": type(thing).__name__}
        for name, default in _fields(type(thing)):
            value = getattr(thing, name)
            if value != default:
                shown[name] = value if type(value) is str else plain(value)
        return shown
    if isinstance(thing, dict):
        return {str(key): plain(entry) for key, entry in thing.items()}
    if isinstance(thing, (Fraction, date)):
        return str(thing)
    if isinstance(thing, Enum):
        return plain(thing.value)
    if thing is None or isinstance(thing, (bool, int, str)):
        return thing
    raise TypeError(f"no plain form of {type(thing).__name__}")


@cache
def _fields(kind: type) -> tuple[tuple[str, object], ...]:
    """The fields that make a thing of a class, with their defaults."""
    return tuple((one.name, one.default) for one in fields(kind) if one.init)


def canonical(data: Plain) -> bytes:
    """The canonical JSON (RFC 8785) of plain data without floats and with keys in ASCII, for which Python's own writer gives it."""
    return _WRITER.encode(data).encode()


def digest(case: Case) -> str:
    """The SHA-256 of a case and its as-of day, 64 hexadecimal digits."""
    return hashlib.sha256(rfc8785.dumps(plain(case))).hexdigest()
