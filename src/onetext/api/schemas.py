"""JSON Schemas of what the commands print, made from the fields of the results; the package holds them as files.

There are two ways in which dataclasses become JSON: that of results (`model.shown`) and that of the brief
(`report.tojson`); a `Dialect` says how they differ, the walk is the same.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from onetext.model.shown import entries, members, of_pair, property_hint, shape_of, shown_fields

Json = dict[str, Any]
Hint = object
ADDRESS = "https://json-schema.org/draft/2020-12/schema"
TEXT: Json = {"type": "string"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How dataclasses become JSON: their keys with types, what is one value, what is an object of which values, and
    the type whose exact texts stand under `exact`."""

    fields: Callable[[type], tuple[tuple[str, Hint], ...]]
    values: Mapping[Hint, Json]
    object_of: Callable[[Hint], Hint | None]
    number: type
    instead: Callable[[type], Hint | None] = lambda kind: None


SIMPLE: dict[Hint, Json] = {
    str: TEXT,
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    date: {"type": "string", "format": "date"},
}


def document(name: str, kind: type, dialect: Dialect, more: Json | None = None) -> Json:
    """The schema of one command's output: the fields of a class, and further keys."""
    defs: Json = {}
    top = record_schema(kind, dialect, defs)
    top["properties"] = {"schema": {"const": f"onetext/{name}/1"}, **top["properties"], **(more or {})}
    top["required"] = ["schema", *top["required"], *(more or {})]
    return {"$schema": ADDRESS, "title": f"onetext {name} --json", **top, **({"$defs": dict(sorted(defs.items()))} if defs else {})}


def record_schema(kind: type, dialect: Dialect, defs: Json) -> Json:
    """The schema of a dataclass; of those that it holds, in `defs`."""
    fields = dialect.fields(kind)
    properties = {key: hint_schema(hint, dialect, defs) for key, hint in fields}
    exact = {key: text for key, hint in fields if (text := exact_schema(hint, dialect)) is not None}
    if exact:
        properties["exact"] = {"type": "object", "properties": exact, "additionalProperties": False}
    about = " ".join((kind.__doc__ or "").split("\n\n")[0].split())
    return {"description": about, "type": "object", "properties": properties, "required": [key for key, _ in fields]}


def hint_schema(hint: Hint, dialect: Dialect, defs: Json) -> Json:
    """The schema of a type."""
    if hint in dialect.values:
        return dialect.values[hint]
    if get_origin(hint) in (Union, types.UnionType):
        return any_of([hint_schema(one, dialect, defs) for one in members(hint)])
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) is tuple:
        return _tuple_schema(hint, dialect, defs)
    if is_dataclass(hint) and isinstance(hint, type):
        instead = dialect.instead(hint)
        return hint_schema(instead, dialect, defs) if instead is not None else _reference(hint, dialect, defs)
    raise TypeError(f"no schema for {hint!r}")


def any_of(schemas: list[Json]) -> Json:
    """One of several schemas; bare types are joined."""
    if all(set(one) == {"type"} for one in schemas):
        return {"type": [one["type"] for one in schemas]}
    return {"anyOf": schemas}


def _tuple_schema(hint: Hint, dialect: Dialect, defs: Json) -> Json:
    inner = dialect.object_of(hint)
    if inner is not None:
        return {"type": "object", "additionalProperties": hint_schema(inner, dialect, defs)}
    each = entries(hint)
    if each is not None:
        return {"type": "array", "items": hint_schema(each, dialect, defs)}
    parts = [hint_schema(one, dialect, defs) for one in get_args(hint)]
    return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}


def _reference(kind: type, dialect: Dialect, defs: Json) -> Json:
    if kind.__name__ not in defs:
        defs[kind.__name__] = {}
        defs[kind.__name__] = record_schema(kind, dialect, defs)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def exact_schema(hint: Hint, dialect: Dialect) -> Json | None:
    """The schema of the exact texts of a field; None where it holds no number of the exact kind."""
    found = [one for member in members(hint) if (one := _exact_of(member, dialect)) is not None]
    return None if not found else found[0] if len(found) == 1 else {"anyOf": found}


def _exact_of(hint: Hint, dialect: Dialect) -> Json | None:
    if hint is dialect.number:
        return TEXT
    if entries(hint) is dialect.number:
        return {"type": "array", "items": TEXT}
    return {"type": "object", "additionalProperties": TEXT} if of_pair(hint) is dialect.number else None


def _result_fields(kind: type) -> tuple[tuple[str, Hint], ...]:
    """Key and type of all that `model.shown` shows of a class; what is null where empty says so."""
    found: list[tuple[str, Hint]] = []
    for name, key, hint in shown_fields(kind):
        each = entries(hint)
        if spread := shape_of(each).spread:
            hints = {name: hint for name, _, hint in shown_fields(each)}
            found += [(part, tuple[tuple[str, _given(hints[one])], ...]) for part, one in spread.items()]  # type: ignore[misc]
        else:
            found.append((key, _or_null(hint) if name in shape_of(kind).null else hint))
    return tuple(found)


def _or_null(hint: Any) -> Hint:
    return hint | None


def _given(hint: Hint) -> Hint:
    """A type without the None that it may be."""
    return next(one for one in members(hint) if one is not type(None))


def _result_object(hint: Hint) -> Hint | None:
    each = entries(hint)
    return each if shape_of(each).key else of_pair(hint)


def _result_instead(kind: type) -> Hint | None:
    name = shape_of(kind).instead
    return property_hint(kind, name) if name else None


RESULTS = Dialect(_result_fields, {**SIMPLE, Fraction: {"type": "number"}}, _result_object, Fraction, _result_instead)


@cache
def brief_dialect() -> Dialect:
    """How the brief becomes JSON (`report.tojson`)."""
    from typing import get_type_hints

    from onetext.report.parts import Figure
    from onetext.report.tojson import OBJECTS, SCALAR_WHEN_ONE

    def fields(kind: type) -> tuple[tuple[str, Hint], ...]:
        hints = get_type_hints(kind)
        return tuple((key, Figure | None | hint if key in SCALAR_WHEN_ONE else hint) for key, hint in hints.items())

    def object_of(hint: Hint) -> Hint | None:
        key = next((key for kind, key in OBJECTS if kind == hint), None)
        if key is None:
            return None
        return str if key == "issue" else entries(hint) if key else of_pair(hint)

    return Dialect(fields, {**SIMPLE, Figure: {"type": "number"}}, object_of, Figure)
