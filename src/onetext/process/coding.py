"""Events as plain data and back, by the types of their fields; what a field holds by default is left out.

Old logs are read by later versions since fields only grow with a default; `UPCASTS` is for what needs more than that, and
a field that only a later version knows is passed over. Data that stand for no event are a ValueError, whatever is wrong.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from onetext.model.canonical import Plain, plain
from onetext.process import events as e

EVENTS: dict[str, type] = {kind.__name__: kind for kind in get_args(e.Event)}
UPCASTS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""Type of event -> how data written by an earlier version becomes that of today. The stored bytes are never written again."""
NUMBER = re.compile(r"-?[0-9]{1,999}(/[1-9][0-9]{0,998})?")
"""A rational as `plain` writes it. More digits than a case may write are read, since its exponents make more; never so many that it takes long."""


def encoded(value: object) -> dict[str, Any]:
    """A frozen value as plain data; `type` says which."""
    found = plain(value)
    assert isinstance(found, dict)
    return found


def event_of(data: Mapping[str, Any]) -> e.Event:
    """The event that plain data stand for. ValueError where they stand for none."""
    name = data.get("type", "") if isinstance(data, Mapping) else data
    if not isinstance(name, str) or name not in EVENTS:
        raise ValueError(f"no event {_short(name)}; known: {', '.join(EVENTS)}")
    found: e.Event = decoded(UPCASTS[name](dict(data)) if name in UPCASTS else data, EVENTS[name])
    return found


def decoded(data: Any, hint: Any) -> Any:
    """The value of a type that plain data stand for. ValueError where they do not fit it."""
    return _reader(hint)(data)


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """How plain data become a value of a type: worked out once for each type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _union(arguments)
    if origin is tuple:
        return _tuple(arguments)
    if is_dataclass(hint) and isinstance(hint, type):
        return _record(hint)
    if hint is Fraction:
        return _number
    if hint is date:
        return lambda data: date.fromisoformat(_scalar(str)(data))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _word(hint)
    if hint in (str, int, bool):
        return _scalar(hint)
    raise TypeError(f"no reader for {hint}")


def _short(data: object) -> str:
    """Data as a message shows them."""
    text = repr(data)
    return text if len(text) <= 60 else f"{text[:60]}..."


def _scalar(kind: type) -> Callable[[Any], Any]:
    def read(data: Any) -> Any:
        if type(data) is not kind:  # True is no number here
            raise ValueError(f"{_short(data)} is no {kind.__name__}")
        return data

    return read


def _word(kind: type[Enum]) -> Callable[[Any], Any]:
    words = {one.value: one for one in kind}

    def read(data: Any) -> Any:
        if not isinstance(data, str) or data not in words:
            raise ValueError(f"{_short(data)} is no {kind.__name__.lower()}; known: {', '.join(words)}")
        return words[data]

    return read


def _number(data: Any) -> Fraction:
    if type(data) is not str or NUMBER.fullmatch(data) is None:
        raise ValueError(f"{_short(data)} is no number such as '38' or '2/3'")
    return Fraction(data)


def _tuple(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        one = _reader(arguments[0])
        return lambda data: tuple(map(one, _listed(data)))
    each = [_reader(argument) for argument in arguments]
    return lambda data: tuple(read(part) for read, part in zip(each, _listed(data), strict=True))


def _listed(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise ValueError(f"{_short(data)} is no list")
    return data


def _union(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    """One of several records by its `type`, or one other type, or nothing."""
    records = {kind.__name__: _reader(kind) for kind in arguments if is_dataclass(kind) and isinstance(kind, type)}
    others = [_reader(kind) for kind in arguments if not is_dataclass(kind) and kind is not type(None)]

    def read(data: Any) -> Any:
        if data is None and type(None) in arguments:
            return None
        if others:
            return others[0](data)
        name = data.get("type") if isinstance(data, Mapping) else data
        if not isinstance(name, str) or name not in records:
            raise ValueError(f"{_short(name)} is none of {', '.join(records)}")
        return records[name](data)

    return read


def _record(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    own = [one for one in fields(kind) if one.init]
    readers = {one.name: _reader(hints[one.name]) for one in own}
    needed = {one.name for one in own if one.default is MISSING}

    def read(data: Any) -> Any:
        if not isinstance(data, Mapping) or data.get("type") != kind.__name__:
            raise ValueError(f"{_short(data)} is no {kind.__name__}")
        if missing := needed - data.keys():
            raise ValueError(f"{kind.__name__} without {', '.join(sorted(missing))}")
        return kind(**{name: readers[name](value) for name, value in data.items() if name in readers})

    return read


def line_of(event: e.Event) -> dict[str, Plain]:
    """What an entry of a stream says of an event."""
    return encoded(event)
