"""Tables of fields: how a mapping with known keys is read and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import Any

from onetext.errors import Path, Problem
from onetext.formats.native_codecs import MISSING, Codec, Json, Plain, Reading
from onetext.formats.yaml_nodes import Map, Node, Text
from onetext.model.checks import unknown


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a mapping: what it holds, a line on it, its default, and what the built thing calls it."""

    key: str
    codec: Codec
    about: str
    default: Any = ""
    required: bool = False
    name: str = ""

    @property
    def slot(self) -> str:
        return self.name or self.key


@dataclass(frozen=True, slots=True)
class Table:
    """The keys of one kind of thing, how the thing is built from their values, and how it falls apart into them.

    `rules` is what the JSON Schema says of keys together.
    """

    what: str
    fields: tuple[Field, ...]
    build: Callable[..., Any]
    take: Callable[[Any], Mapping[str, Any]]
    rules: Json = dataclass_field(default_factory=dict)
    known: dict[str, Field] = dataclass_field(init=False)
    defaults: dict[str, Any] = dataclass_field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", {field.key: field for field in self.fields})
        object.__setattr__(self, "defaults", {field.slot: field.default for field in self.fields})

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(field.key for field in self.fields)


def attributes(table_fields: tuple[Field, ...]) -> Callable[[Any], Mapping[str, Any]]:
    """The values of a thing whose attributes are named as the fields' slots."""
    slots = tuple(field.slot for field in table_fields)
    return lambda thing: {slot: getattr(thing, slot) for slot in slots}


def plain_table(what: str, fields: tuple[Field, ...], build: Callable[..., Any]) -> Table:
    """A table of a thing whose parameters and attributes are the fields' slots."""
    return Table(what, fields, build, attributes(fields))


def read_fields(table: Table, reading: Reading, node: Node, path: Path) -> dict[str, Any] | None:
    """The values of a mapping by slot, those not said at their default; None where it cannot be used.

    A key that is not known is reported, and stands for the known one that it resembles: that one is not missed.
    """
    if not isinstance(node, Map):
        reading.wrong(node, path, f"a mapping: {', '.join(table.keys)}")
        return None
    known = table.known
    values = dict(table.defaults)
    seen: set[str] = set()
    whole = True
    for key, value in node.entries:
        field = known.get(key.value)
        if field is None:
            problem = unknown(f"key of {table.what}", key.value, table.keys, path)
            if isinstance(value, Text) and not value.value:
                problem = replace(problem, allowed=f"{problem.allowed}; a text with a comma inside {{ }} is quoted")
            meant = [name for name in table.keys if f"did you mean {name!r}" in problem.allowed]
            reading.report(key, (*path, *(meant or [key.value])), problem)
            whole = whole and not any(known[name].required for name in meant)
            seen.update(meant)
            continue
        seen.add(field.key)
        read = field.codec.read(reading, value, (*path, field.key))
        if read is not MISSING:
            values[field.slot] = read
        elif field.required:
            whole = False
    for field in table.fields:
        if field.required and field.key not in seen:
            reading.report(node, path, Problem("missing", f"{table.what} has no {field.key!r}", f"{field.key}: {field.codec.what}"))
            whole = False
    return values if whole else None


def record(table: Table) -> Codec:
    """The codec of a mapping with known keys."""

    def read(reading: Reading, node: Node, path: Path) -> Any:
        values = read_fields(table, reading, node, path)
        return MISSING if values is None else table.build(**values)

    return Codec(f"a mapping: {', '.join(table.keys)}", read, lambda thing: write_fields(table, table.take(thing)), object_schema(table))


def write_fields(table: Table, values: Mapping[str, Any]) -> dict[str, Plain]:
    """The fields that say more than their default, in the order of the table."""
    return {f.key: f.codec.write(values[f.slot]) for f in table.fields if f.slot in values and values[f.slot] != f.default}


def object_schema(table: Table) -> Json:
    """The JSON Schema of a mapping with known keys."""
    schema: Json = {
        "type": "object",
        "additionalProperties": False,
        "properties": {field.key: {**field.codec.schema, "description": field.about} for field in table.fields},
    }
    if required := [field.key for field in table.fields if field.required]:
        schema["required"] = required
    return schema | table.rules


def keyed(table: Table, kind: str, short: Callable[[str], Any] | None = None, shorten: Callable[[Any], str] | None = None) -> Codec:
    """A mapping from ids to things; the id is the first parameter of what is built, and its attribute `id`.

    With `short`, a text alone may stand for a thing, and `shorten` says which text (or "") says everything.
    """
    what = f"a mapping from ids to {kind}"

    def read_one(reading: Reading, key: Text, node: Node, path: Path) -> Any:
        if short is not None and isinstance(node, Text):
            return table.build(key.value, **table.defaults | short(node.value))
        if short is not None and not isinstance(node, Map):
            return reading.wrong(node, path, f"a text, or a mapping: {', '.join(table.keys)}")
        values = read_fields(table, reading, node, path)
        return MISSING if values is None else table.build(key.value, **values)

    def read(reading: Reading, node: Node, path: Path) -> Any:
        if node == Text("", node.line, node.col):
            return ()
        if not isinstance(node, Map):
            return reading.wrong(node, path, what)
        things = (read_one(reading, key, value, (*path, key.value)) for key, value in node.entries)
        return tuple(thing for thing in things if thing is not MISSING)

    def write_one(thing: Any) -> Plain:
        fields = write_fields(table, table.take(thing))
        return shorten(thing) if shorten is not None and shorten(thing) and len(fields) == 1 else fields

    schema = object_schema(table)
    if short is not None:
        schema = {"anyOf": [{"type": ["string", "number", "boolean", "null"]}, schema]}
    return Codec(
        what,
        read,
        lambda things: {thing.id: write_one(thing) for thing in things},
        {"type": ["object", "string", "null"], "maxLength": 0, "additionalProperties": schema},
    )
