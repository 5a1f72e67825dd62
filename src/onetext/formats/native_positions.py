"""The tables of the native format: what is known of each party."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from onetext.errors import Path, Problem
from onetext.formats.native_codecs import (
    DAY,
    INTERVAL,
    MISSING,
    PRICE,
    TEXT,
    TEXT_SCHEMA,
    TRUTH,
    Codec,
    Json,
    Plain,
    Reading,
    list_of,
    word,
)  # fmt: skip
from onetext.formats.native_parts import (
    BASIS,
    CONDITION,
    EITHER_RULES,
    EVIDENCE,
    ONE_OF_FIELD,
    ORIGIN_FIELDS,
    PACKAGE,
    SINCE_FIELDS,
    WORTH,
    WORTH_WHAT,
    either,
    origin_and_day,
    read_option,
    take_origin,
    take_since,
    write_worth,
)  # fmt: skip
from onetext.formats.native_records import Field, Table, plain_table, read_fields, record, write_fields
from onetext.formats.native_tables import RED_LINES, TERMS
from onetext.formats.yaml_nodes import Map, Node, Seq, Text
from onetext.model.positions import (
    GUESS,
    VIEWS,
    IssueWorth,
    NoNumber,
    Order,
    Origin,
    Position,
    Preference,
    Reservation,
    View,
    Worth,
    one_of,
)

# --- what is said issue by issue


def by_issue(one: Codec, what: str, build: Callable[[str, Any], Iterable[Any]], take: Callable[[Any], Plain]) -> Codec:
    """A mapping from issues to what a party says of each; `build` makes things of an issue and what was read."""

    def read(reading: Reading, node: Node, path: Path) -> Any:
        if not isinstance(node, Map):
            return reading.wrong(node, path, what)
        said = ((key.value, one.read(reading, value, (*path, key.value))) for key, value in node.entries)
        return tuple(thing for issue, value in said if value is not MISSING for thing in build(issue, value))

    return Codec(what, read, take, {"type": "object", "additionalProperties": one.schema})


def read_by_option(reading: Reading, node: Map, path: Path, one: Codec) -> tuple[tuple[str, Any], ...]:
    """What is said of the options of the issue that ends `path`; amounts are reduced, each once."""
    entries: dict[str, Any] = {}
    for key, value in node.entries:
        option = read_option(reading, str(path[-1]), key, (*path, key.value))
        said = one.read(reading, value, (*path, key.value))
        if isinstance(option, str) and option in entries:
            reading.report(key, (*path, key.value), Problem("repeated", f"{key.value!r} is {option} again", "each amount once"))
        elif isinstance(option, str):
            entries[option] = said
    return tuple((option, said) for option, said in entries.items() if said is not MISSING)


# --- worths

WORTHS_WHAT = "a mapping from options to worths, or indifferent"


def _read_worths(reading: Reading, node: Node, path: Path) -> Any:
    if isinstance(node, Text) and node.value == "indifferent":
        return IssueWorth(str(path[-1]), indifferent=True)
    if not isinstance(node, Map):
        return reading.wrong(node, path, WORTHS_WHAT)
    return IssueWorth(str(path[-1]), read_by_option(reading, node, path, WORTH))


def _write_worths(tables: tuple[IssueWorth, ...]) -> Plain:
    return {t.issue: "indifferent" if t.indifferent else {key: write_worth(worth) for key, worth in t.at} for t in tables}


_ONE_WORTHS = Codec(
    WORTHS_WHAT,
    _read_worths,
    str,
    {"anyOf": [{"const": "indifferent"}, {"type": "object", "additionalProperties": {"$ref": "#/$defs/worth"}}]},
)
WORTHS = by_issue(_ONE_WORTHS, "a mapping from issues to worths", lambda _, table: (table,), _write_worths)

# --- the reservation value

ENTRY = Table(
    "a reservation value",
    (*SINCE_FIELDS[:2], Field("worth", WORTH, "The value, in the party's own points.", None), ONE_OF_FIELD, *SINCE_FIELDS[2:]),
    Reservation,
    lambda entry: {**_take_entry_points(entry.worth), **take_since(entry.worth.origin, entry.since)},
    EITHER_RULES,
)
RESERVATION_WHAT = "a number, [low, high], none, unknown, {worth or one_of, from, evidence}, or a list of {from: date, worth}"
NO_NUMBERS = {entry.value: entry for entry in NoNumber}


def _take_entry_points(worth: Worth) -> dict[str, Any]:
    return {"one_of": worth.chances} if worth.chances else {"worth": Worth(worth.points)}


def _read_entry(reading: Reading, node: Node, path: Path) -> Any:
    values = read_fields(ENTRY, reading, node, path)
    if values is None or not either(reading, node, path, values, ENTRY.what):
        return MISSING
    chances = values.pop("one_of")
    worth = values.pop("worth") or one_of(chances)
    origin, since = origin_and_day(reading, node, path, values, worth.origin)
    return Reservation(replace(worth, origin=origin), since)


def _read_reservation(reading: Reading, node: Node, path: Path) -> Any:
    if isinstance(node, Map):
        entry = _read_entry(reading, node, path)
        return MISSING if entry is MISSING else (entry,)
    if isinstance(node, Text) and node.value in NO_NUMBERS:
        return NO_NUMBERS[node.value]
    if isinstance(node, Seq) and any(isinstance(item, Map) for item in node.items):
        entries = tuple(_read_entry(reading, item, (*path, i)) for i, item in enumerate(node.items))
        return MISSING if MISSING in entries else entries
    if not (isinstance(node, Seq) and len(node.items) == 2) and not (isinstance(node, Text) and node.value and not node.value.isalpha()):
        return reading.wrong(node, path, RESERVATION_WHAT)
    points = INTERVAL.read(reading, node, path)
    return MISSING if points is MISSING else (Reservation(Worth(points)),)


def _write_reservation(reservation: tuple[Reservation, ...] | NoNumber) -> Plain:
    if isinstance(reservation, NoNumber):
        return reservation.value
    if len(reservation) == 1 and reservation[0] == Reservation(Worth(reservation[0].worth.points)):
        return INTERVAL.write(reservation[0].worth.points)
    return [write_fields(ENTRY, ENTRY.take(entry)) for entry in reservation]


_ENTRY_SCHEMA = record(ENTRY).schema
RESERVATION = Codec(
    RESERVATION_WHAT,
    _read_reservation,
    _write_reservation,
    {"anyOf": [{"enum": list(NO_NUMBERS)}, INTERVAL.schema, _ENTRY_SCHEMA, {"type": "array", "items": _ENTRY_SCHEMA, "minItems": 1}]},
)

# --- views and orders

PLAIN_VIEWS = tuple(word for word in VIEWS if word != "only_if")
VIEW = plain_table(
    "a view",
    (
        Field("view", word("view", PLAIN_VIEWS), "What it says of the option.", name="says"),
        Field("only_if", CONDITION, "The option is acceptable only where this holds.", None),
        *ORIGIN_FIELDS,
    ),
    lambda **values: values,
)
VIEW_WHAT = f"{', '.join(PLAIN_VIEWS)}, {{only_if: condition}} or {{view, from, evidence}}"


def _read_view(reading: Reading, node: Node, path: Path) -> Any:
    if isinstance(node, Text):
        says = VIEW.fields[0].codec.read(reading, node, path)
        return MISSING if says is MISSING else {"says": says, "only_if": None, "origin": GUESS}
    values = read_fields(VIEW, reading, node, path)
    if values is None or not isinstance(node, Map):
        return MISSING
    written = {key.value for key, _ in node.entries} & {"view", "only_if"}
    if reading.misspelt(path, ("view", "only_if")):
        return MISSING
    if len(written) != 1:
        what = "view beside only_if" if written else "neither view nor only_if"
        return reading.report(node, path, Problem("view", what, VIEW_WHAT))
    if not values["says"] and values["only_if"] is None:
        return MISSING
    return {"says": values["says"] or "only_if", "only_if": values["only_if"], "origin": Origin(values["basis"], values["evidence"])}


_VIEW = Codec(VIEW_WHAT, _read_view, str, {"anyOf": [{"enum": list(PLAIN_VIEWS)}, record(VIEW).schema]})


def _read_views(reading: Reading, node: Node, path: Path) -> Any:
    if isinstance(node, Text) and node.value == "indifferent":
        return (("", {"says": "indifferent", "only_if": None, "origin": GUESS}),)
    if not isinstance(node, Map):
        return reading.wrong(node, path, "a mapping from options to views, or indifferent")
    return read_by_option(reading, node, path, _VIEW)


def _write_view(view: View) -> Plain:
    if view.origin == GUESS and view.only_if is None:
        return view.says
    says = {} if view.only_if is not None else {"says": view.says}
    return write_fields(VIEW, {**says, "only_if": view.only_if, **take_origin(view.origin)})


def _write_views(views: tuple[View, ...]) -> Plain:
    said: dict[str, Plain] = {}
    for view in views:
        own = said.setdefault(view.issue, {} if view.option else view.says)
        if isinstance(own, dict):
            own[view.option] = _write_view(view)
    return said


_VIEWS_SCHEMA: Json = {"anyOf": [{"const": "indifferent"}, {"type": "object", "additionalProperties": _VIEW.schema}]}
_ONE_VIEWS = Codec("a mapping from options to views", _read_views, str, _VIEWS_SCHEMA)
VIEWS_OF = by_issue(
    _ONE_VIEWS,
    "a mapping from issues to views",
    lambda issue, said: (View(issue, option, **values) for option, values in said),
    _write_views,
)
DIRECTIONS = ("up", "down", "indifferent")
ORDER_WHAT = "a list of options, best first, alike ones in a list of their own; up or down for a number; indifferent"


def _read_order(reading: Reading, node: Node, path: Path) -> Any:
    issue = str(path[-1])
    if isinstance(node, Text) and node.value in DIRECTIONS:
        return Order(issue, direction=node.value)
    if not isinstance(node, Seq):
        return reading.wrong(node, path, ORDER_WHAT)
    ranks: list[tuple[Any, ...]] = []
    for i, item in enumerate(node.items):
        alike = item.items if isinstance(item, Seq) else (item,)
        ranks.append(tuple(read_option(reading, issue, one, (*path, i)) for one in alike))
    if not all(ranks):
        return reading.report(node, path, Problem("shape", "an empty list among the options", ORDER_WHAT))
    return MISSING if any(MISSING in rank for rank in ranks) else Order(issue, tuple(ranks))


def _write_orders(orders: tuple[Order, ...]) -> Plain:
    def ranks(order: Order) -> Plain:
        return [rank[0] if len(rank) == 1 else list(rank) for rank in order.ranks]

    return {order.issue: order.direction or ranks(order) for order in orders}


_RANK_SCHEMA: Json = {"anyOf": [TEXT_SCHEMA, {"type": "array", "items": TEXT_SCHEMA, "minItems": 1}]}
_ORDER_SCHEMA: Json = {"anyOf": [{"enum": list(DIRECTIONS)}, {"type": "array", "items": _RANK_SCHEMA}]}
ORDERS = by_issue(
    Codec(ORDER_WHAT, _read_order, str, _ORDER_SCHEMA), "a mapping from issues to orders", lambda _, order: (order,), _write_orders
)

# --- what it prefers of two answers

PREFERENCE = Table(
    "a preference",
    (
        Field("rather", PACKAGE, "The answers that it would rather have.", None, required=True),
        Field("than", PACKAGE, "Other answers to the same issues; all else is equal.", None, required=True),
        Field("alike", TRUTH, "Neither is better to it than the other.", False),
        Field("date", DAY, "When it said so.", None),
        Field("from", BASIS, "Where it comes from.", "statement", name="basis"),
        Field("evidence", EVIDENCE, "The ids of the statements behind it.", ()),
    ),
    lambda basis, evidence, **values: Preference(**values, origin=Origin(basis, evidence)),
    lambda one: {
        "rather": one.rather, "than": one.than, "alike": one.alike, "date": one.date, **take_origin(one.origin),
    },
)  # fmt: skip
PREFERENCES = list_of(record(PREFERENCE), "a list of {rather, than}")

# --- positions

POSITION = plain_table(
    "a position",
    (
        Field("alternative", TEXT, "What the party has without an agreement, in words."),
        Field("reservation", RESERVATION, "The number below which it prefers that.", ()),
        Field("soften_reservation", PRICE, "What one point below it asks of the party.", Fraction(1)),
        Field("worth", WORTHS, "What each option is worth to it, in its own points.", ()),
        Field("terms", TERMS, "Worth that depends on more than one issue.", ()),
        Field("red_lines", RED_LINES, "What it does not accept.", ()),
        Field("view", VIEWS_OF, "What it says of options, in words.", ()),
        Field("order", ORDERS, "Its order of the options of an issue.", ()),
        Field("prefers", PREFERENCES, "What it would rather have of two answers, all else equal.", ()),
    ),
    Position,
)


def _read_positions(reading: Reading, node: Node, path: Path) -> Any:
    if node == Text("", node.line, node.col):
        return ()
    if not isinstance(node, Map):
        return reading.wrong(node, path, "a mapping from parties to positions")
    said = ((key.value, read_fields(POSITION, reading, value, (*path, key.value))) for key, value in node.entries)
    return tuple(Position(party, **values) for party, values in said if values is not None)


def _write_positions(positions: tuple[Position, ...]) -> Plain:
    return {position.party: write_fields(POSITION, POSITION.take(position)) for position in positions}


POSITIONS = Codec(
    "a mapping from parties to positions",
    _read_positions,
    _write_positions,
    {"type": ["object", "string", "null"], "maxLength": 0, "additionalProperties": record(POSITION).schema},
)
WORTH_DEF: Json = {**WORTH.schema, "description": WORTH_WHAT}
