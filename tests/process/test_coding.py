"""Events as JSON and back: nothing is lost, later fields are passed over, and broken data are a ValueError, whatever is wrong with them."""

from __future__ import annotations

import json
import types
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from fractions import Fraction
from random import Random
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from onetext.model.canonical import canonical
from onetext.model.conditions import Count, Form, Implies
from onetext.model.numbers import Interval
from onetext.process import events as e
from onetext.process.coding import EVENTS, UPCASTS, decoded, encoded, event_of, line_of
from onetext.process.questions import Answer
from process.walks import walk

TEXTS = ("", "line", "A “b”\n\t\\", "ł€\U0001f54a", "\u202edrib", "type", "a" * 500)
JUNK: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "x",
    "1/0",
    "-",
    "9" * 5000,
    "1e9",
    [],
    [[]],
    ["x", "y"],
    {},
    {"type": "Never"},
    {"type": []},
    {"type": "Seat"},
)


def drawn(hint: Any, draw: Random) -> Any:
    """Any value of a type, by its hint alone: no knowledge of what it means."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return drawn(draw.choice(arguments), draw)
    if origin is tuple:
        each = [arguments[0]] * draw.randint(0, 3) if arguments[-1] is Ellipsis else arguments
        return tuple(drawn(one, draw) for one in each)
    if hint is Interval:
        return Interval(*sorted(drawn(Fraction, draw) for _ in range(2)))
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        said = [one.name for one in fields(hint) if one.default is MISSING or draw.random() < 0.8]
        return hint(**{name: drawn(hints[name], draw) for name in said})
    if issubclass(hint, Enum):
        return draw.choice(list(hint))
    return SCALARS[hint](draw)


SCALARS: dict[Any, Any] = {
    str: lambda draw: draw.choice(TEXTS),
    int: lambda draw: draw.randint(-5, 10**6),
    bool: lambda draw: draw.random() < 0.5,
    Fraction: lambda draw: Fraction(draw.randint(-(10**6), 10**6), draw.randint(1, 99)) * 10 ** draw.choice((0, 0, 90)),
    type(None): lambda draw: None,
}


def again(event: e.Event) -> e.Event:
    """An event written as canonical JSON and read."""
    return event_of(json.loads(canonical(line_of(event))))


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_is_read_as_it_was_written(name):
    """With any text, number, question, answer and artefact in it; defaults are left out and come back."""
    draw = Random(name)
    for _ in range(150):
        event = drawn(EVENTS[name], draw)
        assert again(event) == event
        assert canonical(encoded(again(event))) == canonical(encoded(event))


def test_a_session_is_read_as_it_was_written():
    """Every event of random sessions; what was drawn above is not all too silly to be met."""
    for seed in range(60):
        assert tuple(map(again, walk(seed).events)) == walk(seed).events


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in plain data."""
    below = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(deeper for key, one in below for deeper in places(one, (*path, key)))]


def broken(data: Any, path: tuple[Any, ...], change: Any) -> Any:
    """The data with the value at a path replaced, or removed where `change` is JUNK itself."""
    if not path:
        return None if change is JUNK else change
    copy = dict(data) if isinstance(data, dict) else list(data)
    if len(path) == 1 and change is JUNK:
        del copy[path[0]]
    else:
        copy[path[0]] = broken(data[path[0]], path[1:], change)
    return copy


@pytest.mark.parametrize("name", EVENTS)
def test_broken_data_are_a_value_error_or_an_event_and_nothing_else(name):
    """Any value at any place replaced by anything, or left out: never a KeyError, a TypeError or an AttributeError."""
    draw, refused = Random(name), 0
    for _ in range(25):
        data = json.loads(canonical(encoded(drawn(EVENTS[name], draw))))
        for path in places(data):
            for change in (JUNK, *draw.sample(JUNK, 5)):
                try:
                    found = event_of(broken(data, path, change))
                except ValueError as error:
                    refused += 1
                    assert str(error) and len(str(error)) < 1000
                else:
                    assert again(found) == found
    assert refused > 100


@pytest.mark.parametrize(
    "data", [*JUNK, {"type": "Nothing"}, {"type": {}}, {"type": None}, [["type", "Opened"]]], ids=lambda one: repr(one)[:20]
)
def test_what_is_no_event_is_refused_with_the_events_there_are(data):
    """Whatever stands in the place of the type."""
    with pytest.raises(ValueError, match=r"no event .*; known: Opened, Seated"):
        event_of(data)


@pytest.mark.parametrize(
    "text", ["1/0", "1e9", "0x1", "9" * 5000, "1/" + "9" * 5000, " 1", "1 ", "+1", "1.5", "١", "", "1/-2", "1_0", "nan"]
)
def test_a_number_is_read_only_as_it_is_written(text):
    """No form of a number that takes long or that `onetext` does not write itself."""
    with pytest.raises(ValueError, match="is no number"):
        decoded(text, Fraction)


@pytest.mark.parametrize(
    "number", [Fraction(0), Fraction(-2, 3), Fraction(10) ** 128, Fraction(1, 10**128), 1 / Fraction(10**30 - 1) / 10**99]
)
def test_any_number_that_a_case_can_write_is_read(number):
    """Thirty digits and an exponent of ninety-nine make more digits than thirty."""
    assert decoded(str(number), Fraction) == number


def test_a_text_is_no_list_of_letters():
    """Else `audience: "north"` would be five viewers."""
    with pytest.raises(ValueError, match="'north' is no list"):
        event_of({"type": "RoundClosed", "by": "mediator", "at": "2031", "round": 1, "audience": "north"})


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ({"round": True}, "True is no int"),
        ({"round": 1.0}, "1.0 is no int"),
        ({"round": "1"}, "'1' is no int"),
        ({"by": 1}, "1 is no str"),
        ({"by": None}, "None is no str"),
    ],
)
def test_a_value_of_another_type_is_not_taken_for_one(part, says):
    """True is no number, and a number is no name."""
    with pytest.raises(ValueError, match=says):
        event_of({"type": "RoundClosed", "by": "mediator", "at": "2031", "round": 1, **part})


def test_a_record_of_another_type_is_not_taken_for_one():
    """Though its fields would fit: a seat is no delegate."""
    seated = {"type": "Seated", "by": "north", "at": "2031", "delegate": {"type": "Delegate", "party": "north", "name": "Ms. North"}}
    assert event_of(seated)
    for kind in ("Seat", "", None):
        with pytest.raises(ValueError, match="is no Delegate"):
            event_of({**seated, "delegate": {**seated["delegate"], "type": kind}})


def test_a_field_that_only_a_later_version_knows_is_passed_over():
    """At every level, whatever it holds."""
    draw = Random(4)
    for name in list(EVENTS) * 5:
        event = drawn(EVENTS[name], draw)

        def later(data: Any) -> Any:
            if isinstance(data, dict):
                return {key: later(one) for key, one in data.items()} | {"mood": {"type": "Mood", "of": [1.5, None]}}
            return [later(one) for one in data] if isinstance(data, list) else data

        assert event_of(later(encoded(event))) == event


def test_a_log_of_an_earlier_version_is_read_and_never_written_again(monkeypatch):
    """A version in which a round was called by its name: the old data are left as they are, and the event is one of today."""

    def counted(data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "round": int(data.pop("called").removeprefix("round "))} if "called" in data else data

    old = {"type": "RoundClosed", "by": "mediator", "at": "2031-05-04T09:00:00Z", "called": "round 7"}
    with pytest.raises(ValueError, match="RoundClosed without round"):
        event_of(old)
    monkeypatch.setitem(UPCASTS, "RoundClosed", counted)
    before = json.dumps(old)
    assert event_of(old) == e.RoundClosed("mediator", "2031-05-04T09:00:00Z", 7)
    assert json.dumps(old) == before
    assert again(event_of(old)) == event_of(old)


def test_an_answer_is_read_from_what_was_sealed():
    """The same for a value that is no event."""
    for seed in range(200):
        answer = drawn(Answer, Random(seed))
        assert decoded(json.loads(json.dumps(encoded(answer))), Answer) == answer


def test_a_union_is_read_by_its_type_alone():
    """A red line of each form."""
    draw = Random(1)
    kinds = set()
    for _ in range(200):
        form = drawn(Form, draw)
        kinds.add(type(form))
        assert decoded(json.loads(json.dumps(encoded(form))), Form) == form
    assert {Count, Implies} < kinds and len(kinds) == 5


@pytest.mark.parametrize("hint", [float, object, dict[str, int], list[int]], ids=str)
def test_a_type_that_is_no_part_of_events_has_no_reader(hint):
    """Whoever adds a field of such a type finds out at once, not when a log is read."""
    with pytest.raises(TypeError, match="no reader"):
        decoded(1, hint)
