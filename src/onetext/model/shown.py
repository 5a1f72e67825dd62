"""Results as plain data: one walk over the fields of a frozen dataclass gives its JSON, its columns and its table.

The walk goes by the types of the fields. Numbers become JSON numbers, with their exact texts again under `exact`;
tuples of pairs (name, value) become objects. What a class wants otherwise stands in its attribute `SHAPE`; a class
that is an answer takes over `to_dict`, `to_columns` and `_repr_html_` from here.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from html import escape
from types import MappingProxyType
from typing import Any, Union, get_args, get_origin, get_type_hints

Names = Mapping[str, str]
NONE: Names = MappingProxyType({})
Hint = object
"""The type of a field, as `get_type_hints` gives it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a class differs in JSON from its fields.

    `schema`: what the key `schema` says, "" for a part of an answer. `renamed`: field to key. `hidden`: fields left
    out. `too`: properties shown as if they were fields. `null`: texts that are null where empty. `key`: a tuple of
    these is an object, by this field. `spread`: a tuple of these becomes several objects by `key` (key in JSON to
    field). `instead`: the property shown in the place of the whole. `rows`: the field whose entries are the rows of
    `to_columns`.
    """

    schema: str = ""
    renamed: Names = field(default_factory=lambda: NONE)
    hidden: tuple[str, ...] = ()
    too: tuple[str, ...] = ()
    null: tuple[str, ...] = ()
    key: str = ""
    spread: Names = field(default_factory=lambda: NONE)
    instead: str = ""
    rows: str = ""


PLAIN = Shape()


def shape_of(kind: Hint) -> Shape:
    """The shape of a class; the plain one where it names none."""
    found = getattr(kind, "SHAPE", PLAIN)
    return found if isinstance(found, Shape) else PLAIN


def to_dict(self: Any) -> dict[str, Any]:
    """The answer as one JSON object: numbers as numbers, their exact texts under `exact`."""
    schema = shape_of(type(self)).schema
    return ({"schema": schema} if schema else {}) | record(self)


def to_columns(self: Any) -> dict[str, list[Any]]:
    """The answer's rows as columns of equal length, which `pandas.DataFrame` and `polars.DataFrame` take."""
    name = shape_of(type(self)).rows
    rows = [_flat(record(entry)) for entry in (getattr(self, name) if name else (self,))]
    names = dict.fromkeys(key for row in rows for key in row)
    return {key: [row.get(key) for row in rows] for key in names}


def _repr_html_(self: Any) -> str:
    """The answer as a small table, for a notebook."""
    rows = "".join(
        f"<tr><th scope='row' style='text-align:left'>{escape(key)}</th><td style='text-align:left'>{_cell(value)}</td></tr>"
        for key, value in to_dict(self).items()
        if key not in ("schema", "exact")
    )
    return f"<table><caption>{escape(type(self).__name__)}</caption><tbody>{rows}</tbody></table>"


MOST_SHOWN = 12


def _cell(value: Any) -> str:
    if isinstance(value, Mapping):
        shown = [f"<b>{escape(str(key))}</b> {_cell(part)}" for key, part in list(value.items())[:MOST_SHOWN] if key != "exact"]
    elif isinstance(value, list):
        shown = [_cell(part) for part in value[:MOST_SHOWN]]
    else:
        return "–" if value is None else escape(str(value))
    more = [f"and {len(value) - MOST_SHOWN} more"] if len(value) > MOST_SHOWN else []
    return "<br>".join([*shown, *more]) or "none"


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A record with the objects in it spread out as `key.part`, exact texts left out."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            flat |= {f"{key}.{part}": inner for part, inner in value.items() if key != "exact"}
        else:
            flat[key] = value
    return flat


def number(value: Fraction) -> int | float:
    """A rational as a JSON number: whole where it is whole, else the nearest double."""
    if value.denominator == 1:
        return value.numerator
    try:
        return float(value)
    except OverflowError:
        return round(value)


@cache
def shown_fields(kind: type) -> tuple[tuple[str, str, Hint], ...]:
    """What of a class is shown: attribute, key and type; fields in their order, then properties."""
    shape = shape_of(kind)
    hints = get_type_hints(kind)
    names = [spec.name for spec in fields(kind) if spec.repr and spec.name not in shape.hidden]
    found = [(name, shape.renamed.get(name, name), hints[name]) for name in names]
    return (*found, *((name, shape.renamed.get(name, name), property_hint(kind, name)) for name in shape.too))


def property_hint(kind: type, name: str) -> Hint:
    """The type that a property of a class returns."""
    return get_type_hints(getattr(kind, name).fget)["return"]


def members(hint: Hint) -> tuple[Hint, ...]:
    """The types that a union allows; a type that is no union by itself."""
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def entries(hint: Hint) -> Hint | None:
    """The type of the entries of a tuple of any length; None for all else."""
    arguments = get_args(hint)
    return arguments[0] if get_origin(hint) is tuple and len(arguments) == 2 and arguments[1] is Ellipsis else None


def of_pair(hint: Hint) -> Hint | None:
    """The type of the values of a tuple of pairs (name, value); None for all else."""
    pair = entries(hint)
    arguments = get_args(pair)
    return arguments[1] if get_origin(pair) is tuple and len(arguments) == 2 and arguments[0] is str else None


def fitting(value: Any, hint: Hint) -> Hint:
    """The member of a union that a value belongs to."""
    kinds = ((member, get_origin(member) or member) for member in members(hint))
    return next((member for member, kind in kinds if isinstance(kind, type) and isinstance(value, kind)), type(value))


def record(thing: Any) -> dict[str, Any]:
    """A dataclass as an object, by its fields and its shape."""
    shape = shape_of(type(thing))
    shown: dict[str, Any] = {}
    exact: dict[str, Any] = {}
    for name, key, hint in shown_fields(thing.__class__):
        value = getattr(thing, name)
        if spread := shape_of(entries(hint)).spread:
            shown |= {part: _by_key(value, one) for part, one in spread.items()}
            continue
        shown[key] = None if name in shape.null and value == "" else plain(value, hint)
        if (text := exact_of(value)) is not None:
            exact[key] = text
    return shown | ({"exact": exact} if exact else {})


def _by_key(value: tuple[Any, ...], name: str) -> dict[str, Any]:
    pairs = ((getattr(entry, shape_of(type(entry)).key), getattr(entry, name)) for entry in value)
    return {key: each for key, each in pairs if each is not None}


SCALARS: dict[type, Any] = {Fraction: number, date: date.isoformat}


def plain(value: Any, hint: Hint) -> Any:
    """A value of a type as JSON holds it."""
    one = fitting(value, hint)
    if isinstance(value, tuple):
        inner = of_pair(one)
        if inner is not None:
            return {name: plain(part, inner) for name, part in value}
        if key := shape_of(entries(one)).key:
            return {getattr(entry, key): plain(entry, type(entry)) for entry in value}
        return [plain(entry, entries(one) or type(entry)) for entry in value]
    if is_dataclass(value) and not isinstance(value, type):
        instead = shape_of(type(value)).instead
        return plain(getattr(value, instead), property_hint(type(value), instead)) if instead else record(value)
    if isinstance(value, Enum):
        return value.value
    return SCALARS[type(value)](value) if type(value) in SCALARS else value


def exact_of(value: Any) -> Any:
    """The exact texts of a number, of numbers, or of numbers by name; None where there are none."""
    if isinstance(value, Fraction):
        return str(value)
    if not isinstance(value, tuple) or not value:
        return None
    if all(isinstance(entry, Fraction) for entry in value):
        return [str(entry) for entry in value]
    pairs = [entry for entry in value if isinstance(entry, tuple) and len(entry) == 2 and isinstance(entry[1], Fraction)]
    return {name: str(part) for name, part in pairs} if len(pairs) == len(value) else None
