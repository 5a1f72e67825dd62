"""Conditions, forms of links, and figures with their origin: what several tables of the native format share."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from onetext.errors import Path, Problem
from onetext.formats.native_codecs import (
    DAY,
    INTERVAL,
    INTERVAL_WHAT,
    MISSING,
    NAME,
    NUMBER,
    NUMBER_SCHEMA,
    TEXT_SCHEMA,
    Codec,
    Json,
    Missing,
    Plain,
    Reading,
    list_of,
    map_of,
    one_or_list,
    word,
    written,
)  # fmt: skip
from onetext.formats.native_records import Field, Table, read_fields, record, write_fields
from onetext.formats.yaml_nodes import Map, Node, Seq, Text
from onetext.model.conditions import Always, Among, Condition, Count, Form, Implies, Never, Range, Sum
from onetext.model.numbers import Interval, exact, show
from onetext.model.positions import BASES, GUESS, Basis, Origin, Worth, one_of

EVIDENCE = one_or_list(NAME)
BASIS = word("basis", BASES)


def read_option(reading: Reading, issue_id: str, node: Node, path: Path) -> str | Missing:
    """The id of an option: text as written, and for a number its reduced text."""
    if not isinstance(node, Text) or not node.value:
        return reading.wrong(node, path, f"an option of {issue_id!r}")
    issue = reading.issues.get(issue_id)
    if issue is None or issue.grid is None:
        return node.value
    try:
        return show(exact(node.value))
    except ValueError as error:
        return reading.report(node, path, Problem("value", str(error), f"an amount of {issue_id!r}"))


# --- one option each


def _read_package(reading: Reading, node: Node, path: Path) -> Any:
    if not isinstance(node, Map):
        return reading.wrong(node, path, PACKAGE.what)
    options = ((key.value, read_option(reading, key.value, value, (*path, key.value))) for key, value in node.entries)
    return tuple((issue, option) for issue, option in options if isinstance(option, str))


PACKAGE = Codec("a mapping from issues to one option each", _read_package, dict, {"type": "object", "additionalProperties": TEXT_SCHEMA})

# --- conditions

RANGE = Table(
    "a range",
    (
        Field("from", NUMBER, "The least amount, counted.", None, name="low"),
        Field("to", NUMBER, "The greatest amount, counted.", None, name="high"),
    ),
    Range,
    lambda part: {"low": part.low, "high": part.high},
    {"minProperties": 1},
)
CONDITION_WHAT = "a mapping from issues to an option, a list of options or a range {from, to}"


def _read_part(reading: Reading, issue_id: str, node: Node, path: Path) -> Any:
    if isinstance(node, Map):
        ends = read_fields(RANGE, reading, node, path)
        if ends is not None and ends == {"low": None, "high": None}:
            return MISSING if node.entries else reading.report(node, path, Problem("range", "a range without ends", "from, to or both"))
        return MISSING if ends is None else Range(**ends)
    nodes = node.items if isinstance(node, Seq) else (node,)
    paths = [(*path, i) if isinstance(node, Seq) else path for i in range(len(nodes))]
    options = [read_option(reading, issue_id, item, at) for item, at in zip(nodes, paths, strict=True)]
    return MISSING if MISSING in options else Among(tuple(map(str, options)))


def _read_condition(reading: Reading, node: Node, path: Path) -> Any:
    if not isinstance(node, Map):
        return reading.wrong(node, path, CONDITION_WHAT)
    parts = [(key.value, _read_part(reading, key.value, value, (*path, key.value))) for key, value in node.entries]
    return Condition(tuple((issue, part) for issue, part in parts if part is not MISSING))


def _write_part(part: Among | Range) -> Plain:
    if isinstance(part, Range):
        return write_fields(RANGE, RANGE.take(part))
    return part.options[0] if len(part.options) == 1 else list(part.options)


def write_condition(condition: Condition) -> Plain:
    return {issue: _write_part(part) for issue, part in condition.parts}


PART_SCHEMA: Json = {"anyOf": [TEXT_SCHEMA, {"type": "array", "items": TEXT_SCHEMA, "minItems": 1}, {"$ref": "#/$defs/range"}]}
CONDITION = Codec(CONDITION_WHAT, _read_condition, write_condition, {"$ref": "#/$defs/condition"})
RANGE_SCHEMA = record(RANGE).schema
CONDITION_SCHEMA: Json = {
    "type": "object",
    "additionalProperties": PART_SCHEMA,
    "description": "Holds when every issue named has one of the options listed.",
}

# --- the five forms of links and red lines

FORM_FIELDS = (
    Field("if", CONDITION, "Where this holds, `then` must hold.", None, name="if_"),
    Field("then", CONDITION, "What must hold where `if` does.", None),
    Field("never", CONDITION, "This must not hold.", None),
    Field("always", CONDITION, "This must hold.", None),
    Field("sum", map_of(NUMBER, "a mapping from numbers to their factors"), "A weighted sum of numbers.", None),
    Field("of", list_of(CONDITION), "Conditions of which some must hold.", None),
    Field("at_least", NUMBER, "The least sum, or how many of the conditions hold at least.", None),
    Field("at_most", NUMBER, "The greatest sum, or how many of the conditions hold at most.", None),
    Field("equals", NUMBER, "The sum, or how many of the conditions hold.", None),
)
FORM_KEYS = ("if_", "never", "always", "sum", "of")
FORMS_ALLOWED = "one of: if with then, never, always, sum or of with at_least, at_most or equals"
BOUNDS = ("at_least", "at_most", "equals")
_BOUNDED: Json = {"anyOf": [{"required": [bound]} for bound in BOUNDS]}
FORM_RULES: Json = {
    "oneOf": [
        {"required": ["if", "then"]},
        {"required": ["never"]},
        {"required": ["always"]},
        {"required": ["sum"], **_BOUNDED},
        {"required": ["of"], **_BOUNDED},
    ]
}


def read_form(reading: Reading, node: Node, path: Path, values: dict[str, Any]) -> Form | Missing:
    """The one form that the values of FORM_FIELDS make; they are taken out of `values`.

    Where a key of a form was written and not understood, its problem is already reported.
    """
    own = {field.slot: values.pop(field.slot) for field in FORM_FIELDS}
    written = {key.value for key, _ in node.entries} if isinstance(node, Map) else set()
    forms = [key for key in FORM_KEYS if key.rstrip("_") in written]
    if reading.misspelt(path, [field.key for field in FORM_FIELDS]):
        return MISSING
    if len(forms) != 1 or (own["then"] is not None and forms != ["if_"]):
        what = f"{len(forms)} forms in one: {', '.join(sorted(form.rstrip('_') for form in forms))}" if len(forms) > 1 else "no form"
        return reading.report(node, path, Problem("form", what, FORMS_ALLOWED))
    form = forms[0]
    if own[form] is None:
        return MISSING
    bounds = {key: own[key] for key in BOUNDS if own[key] is not None}
    if form not in ("sum", "of") and any(bound in written for bound in BOUNDS):
        return reading.report(node, path, Problem("form", f"{form.rstrip('_')} with a bound", "bounds go with sum and of"))
    return _build_form(reading, node, path, form, own | {"bounds": bounds})


def _build_form(reading: Reading, node: Node, path: Path, form: str, own: dict[str, Any]) -> Form | Missing:
    if form == "never":
        return Never(own["never"])
    if form == "always":
        return Always(own["always"])
    if form == "if_":
        if own["then"] is None:
            written = isinstance(node, Map) and any(key.value == "then" for key, _ in node.entries)
            return MISSING if written else reading.report(node, path, Problem("form", "if without then", "then: a condition"))
        return Implies(own["if_"], own["then"])
    low, high = _bounds(reading, node, path, own["bounds"])
    if form == "sum":
        return Sum(own["sum"], low, high)
    for bound in (low, high):
        if bound is not None and (bound.denominator != 1 or bound < 0):
            return reading.report(node, path, Problem("bounds", f"{show(bound)} of a list of conditions", "a whole number from 0"))
    return Count(own["of"], None if low is None else int(low), None if high is None else int(high))


def _bounds(reading: Reading, node: Node, path: Path, bounds: dict[str, Fraction]) -> tuple[Fraction | None, Fraction | None]:
    if "equals" in bounds:
        if len(bounds) > 1:
            reading.report(node, path, Problem("bounds", "equals beside another bound", "equals, or at_least and at_most"))
        return bounds["equals"], bounds["equals"]
    return bounds.get("at_least"), bounds.get("at_most")


def take_form(form: Form) -> dict[str, Any]:
    """The values of FORM_FIELDS that write a form."""
    match form:
        case Never(condition):
            return {"never": condition}
        case Always(condition):
            return {"always": condition}
        case Implies(condition, then):
            return {"if_": condition, "then": then}
        case Sum(weights, low, high):
            return {"sum": weights, **_take_bounds(low, high)}
        case Count(of, least, most):
            return {"of": of, **_take_bounds(least, most)}


def _take_bounds(low: Fraction | int | None, high: Fraction | int | None) -> dict[str, Any]:
    return {"equals": low} if low is not None and low == high else {"at_least": low, "at_most": high}


# --- figures with their origin

ORIGIN_FIELDS = (
    Field("from", BASIS, "Where it comes from: a sealed answer, a public statement, somebody's guess.", "guess", name="basis"),
    Field("evidence", EVIDENCE, "The ids of the statements behind it.", ()),
)


def take_origin(origin: Origin) -> dict[str, Any]:
    return {"basis": origin.basis, "evidence": origin.evidence}


ONE_OF_WHAT = "a list of numbers, or a mapping from numbers to their shares, which add up to 1"


def _read_one_of(reading: Reading, node: Node, path: Path) -> Any:
    """Numbers with their shares: in a list, each as likely as the others."""
    if isinstance(node, Text) or (isinstance(node, Seq) and not node.items) or (isinstance(node, Map) and not node.entries):
        return reading.wrong(node, path, ONE_OF_WHAT)
    if isinstance(node, Seq):
        numbers = [NUMBER.read(reading, item, (*path, i)) for i, item in enumerate(node.items)]
        shares: list[Any] = [Fraction(1, len(numbers))] * len(numbers)
    else:
        numbers = [NUMBER.read(reading, key, (*path, key.value)) for key, _ in node.entries]
        shares = [NUMBER.read(reading, value, (*path, key.value)) for key, value in node.entries]
    return MISSING if MISSING in (*numbers, *shares) else tuple(zip(numbers, shares, strict=True))


def write_one_of(chances: tuple[tuple[Fraction, Fraction], ...]) -> Plain:
    if all(share == chances[0][1] for _, share in chances):
        return [written(number) for number, _ in chances]
    return {written(number): written(share) for number, share in chances}


ONE_OF = Codec(
    ONE_OF_WHAT,
    _read_one_of,
    write_one_of,
    {
        "anyOf": [
            {"type": "array", "items": NUMBER_SCHEMA, "minItems": 2},
            {"type": "object", "additionalProperties": NUMBER_SCHEMA, "minProperties": 2},
        ]
    },
)
ONE_OF_FIELD = Field("one_of", ONE_OF, "The numbers that it may be: a list where each is as likely, or each with its share.", ())
EITHER_RULES: Json = {"oneOf": [{"required": ["worth"]}, {"required": ["one_of"]}]}
LONG_WORTH = Table(
    "a worth",
    (Field("worth", INTERVAL, "In the party's own points.", None), ONE_OF_FIELD, *ORIGIN_FIELDS),
    lambda worth, one_of, basis, evidence: worth_of(worth, one_of, Origin(basis, evidence)),
    lambda worth: {**take_points(worth), **take_origin(worth.origin)},
    EITHER_RULES,
)
_LONG_WORTH = record(LONG_WORTH)
WORTH_WHAT = f"{INTERVAL_WHAT}, or {{worth or one_of, from, evidence}}"


def worth_of(points: Interval | None, chances: tuple[tuple[Fraction, Fraction], ...], origin: Origin) -> Worth:
    """A worth of points, or of the numbers that it may be."""
    return Worth(points, origin) if points is not None else one_of(chances, origin)


def take_points(worth: Worth) -> dict[str, Any]:
    """The values of `worth` and `one_of` that write a worth."""
    return {"one_of": worth.chances} if worth.chances else {"worth": worth.points}


def either(reading: Reading, node: Node, path: Path, values: dict[str, Any], what: str) -> bool:
    """Whether just one of `worth` and `one_of` was written, and understood; what is wrong is reported."""
    written = {key.value for key, _ in node.entries} & {"worth", "one_of"} if isinstance(node, Map) else set()
    if reading.misspelt(path, ("worth", "one_of")):
        return False
    if not written:
        reading.report(node, path, Problem("missing", f"{what} has no 'worth'", f"worth: {INTERVAL_WHAT}, or one_of: numbers"))
    elif len(written) == 2:
        reading.report(node, path, Problem("worth", "worth beside one_of", "one of them"))
    return len(written) == 1 and (values["worth"] is not None or bool(values["one_of"]))


def _read_worth(reading: Reading, node: Node, path: Path) -> Any:
    if isinstance(node, Map):
        values = read_fields(LONG_WORTH, reading, node, path)
        if values is None or not either(reading, node, path, values, LONG_WORTH.what):
            return MISSING
        return LONG_WORTH.build(**values)
    if isinstance(node, Seq) and len(node.items) != 2:
        return reading.wrong(node, path, WORTH_WHAT)
    points = INTERVAL.read(reading, node, path)
    return MISSING if points is MISSING else Worth(points)


def write_worth(worth: Worth) -> Plain:
    if worth.origin == GUESS and not worth.chances:
        return INTERVAL.write(worth.points)
    return write_fields(LONG_WORTH, LONG_WORTH.take(worth))


WORTH = Codec(WORTH_WHAT, _read_worth, write_worth, {"anyOf": [INTERVAL.schema, _LONG_WORTH.schema]})

# `from` of a dated entry or a red line takes a date or a basis; where both are needed the date stands as `since`.
FROM_WHAT = "a date, or answer, statement or guess"


def _read_from(reading: Reading, node: Node, path: Path) -> Any:
    if isinstance(node, Text) and node.value[:1].isdigit():
        return DAY.read(reading, node, path)
    return BASIS.read(reading, node, path)


FROM = Codec(FROM_WHAT, _read_from, str, {"anyOf": [BASIS.schema, DAY.schema]})
SINCE_FIELDS = (
    Field("from", FROM, "The day from which it holds, or where it comes from.", None, name="from_"),
    Field("since", DAY, "The day from which it holds, where `from` says where it comes from.", None),
    Field("evidence", EVIDENCE, "The ids of the statements behind it.", ()),
)


def origin_and_day(reading: Reading, node: Node, path: Path, values: dict[str, Any], origin: Origin = GUESS) -> tuple[Origin, Any]:
    """What `from`, `since` and `evidence` say, taken out of `values`; what they don't say, `origin` does."""
    begun, since, evidence = values.pop("from_"), values.pop("since"), values.pop("evidence")
    if since is not None and begun is not None and not isinstance(begun, str):
        reading.report(
            node, path, Problem("dates", "a date in 'from' and one in 'since'", "one of them, or from: answer, statement or guess")
        )
    basis: Basis = begun if begun in BASES else origin.basis
    day = since if since is not None or isinstance(begun, str) else begun
    return replace(origin, basis=basis, evidence=evidence or origin.evidence), day


def take_since(origin: Origin, day: Any) -> dict[str, Any]:
    """The values of SINCE_FIELDS that write an origin and a day."""
    if origin.basis == "guess":
        return {"from_": day, "evidence": origin.evidence}
    return {"from_": origin.basis, "since": day, "evidence": origin.evidence}
