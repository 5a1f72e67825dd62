"""Plain data of frozen values, and the digest of a case.

The digest is SHA-256 over the canonical JSON (RFC 8785) of the case and its day: rationals as text, order kept, since
every collection of a case is a list.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

import rfc8785

from onetext.model.case import Case

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


def plain(thing: object) -> Plain:
    """A frozen value as lists, mappings and texts; rationals and dates as text, enumerations by value.

    Fields that hold their default are left out, so that a digest outlives the growth of the format.
    """
    if is_dataclass(thing) and not isinstance(thing, type):
        said = [f.name for f in fields(thing) if f.init and getattr(thing, f.name) != f.default]
        shown = {name: plain(getattr(thing, name)) for name in said}
        return {"type": type(thing).__name__, **shown}
    if isinstance(thing, (tuple, list)):
        return [plain(entry) for entry in thing]
    if isinstance(thing, dict):
        return {str(key): plain(entry) for key, entry in thing.items()}
    if isinstance(thing, (Fraction, date)):
        return str(thing)
    if isinstance(thing, Enum):
        return plain(thing.value)
    if thing is None or isinstance(thing, (bool, int, str)):
        return thing
    raise TypeError(f"no plain form of {type(thing).__name__}")


def digest(case: Case) -> str:
    """The SHA-256 of a case and its as-of day, 64 hexadecimal digits."""
    return hashlib.sha256(rfc8785.dumps(plain(case))).hexdigest()
