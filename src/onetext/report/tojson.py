"""The brief, or any part of it, as what `json.dumps` takes; generated from the fields, so a new field is there at once."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Any, get_type_hints

from onetext.report.brief import Brief
from onetext.report.parts import AcceptsBy, Answer, Chosen, CountBy, Evidence, Figure, FigureBy, Proposal, Rule, TextBy
from onetext.report.text import plain

SCHEMA = "onetext/brief/1"
SCALAR_WHEN_ONE = ("objective", "bound")  # a rule's objective is a number, the list only where a rule has several
# Types of fields that JSON shows as an object, with the field of each item that is its key ("": the item is a pair).
OBJECTS = (
    (Chosen, "issue"), (FigureBy, ""), (CountBy, ""), (AcceptsBy, ""), (TextBy, ""),
    (tuple[Proposal, ...], "id"), (tuple[Rule, ...], "rule"), (tuple[Evidence, ...], "id"),
)  # fmt: skip


@cache
def _keys(record: type) -> Mapping[str, str]:
    hints = get_type_hints(record)
    return MappingProxyType({name: key for name, hint in hints.items() for kind, key in OBJECTS if hint == kind})


def to_dict(brief: Brief) -> dict[str, Any]:
    """The brief as one JSON object: numbers as numbers, their exact text under `exact` beside them, names without marks."""
    return {"schema": SCHEMA, **_record(brief)}


def _record(value: Any) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    exact: dict[str, Any] = {}
    keys = _keys(value.__class__)
    for spec in fields(value):
        item = getattr(value, spec.name)
        if spec.name in SCALAR_WHEN_ONE and isinstance(item, tuple) and len(item) < 2:
            item = item[0] if item else None
        shown[spec.name] = _object(item, keys[spec.name]) if spec.name in keys else _value(item)
        text = _exact(item)
        if text:
            exact[spec.name] = text
    return shown | ({"exact": exact} if exact else {})


def _object(items: tuple[Any, ...], key: str) -> dict[str, Any]:
    if not key:
        return {name: _value(item) for name, item in items}
    return {item.issue: item.option for item in items} if key == "issue" else {getattr(i, key): _value(i) for i in items}


def _value(value: Any) -> Any:
    if isinstance(value, Figure):
        return _number(value)
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, tuple):
        if value and all(isinstance(item, Answer) for item in value):
            return _object(value, "issue")
        return [_value(item) for item in value]
    return _record(value) if is_dataclass(value) and not isinstance(value, type) else value


def _number(figure: Figure) -> int | float:
    exact = Fraction(figure.exact)
    return exact.numerator if exact.denominator == 1 else float(exact)


def _exact(value: Any) -> Any:
    """The exact text of a figure, or of the figures in a tuple of figures or of pairs; None where there is none."""
    if isinstance(value, Figure):
        return value.exact
    if not isinstance(value, tuple) or not value:
        return None
    if all(isinstance(item, Figure) for item in value):
        return [item.exact for item in value]
    if all(isinstance(item, tuple) and len(item) == 2 and isinstance(item[1], Figure) for item in value):
        return {name: figure.exact for name, figure in value}
    return None
