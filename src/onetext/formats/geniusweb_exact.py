"""What finite decimals round, beside GeniusWeb JSON: one more file, of this project, that other readers do not open.

    {"onetext": "exact", "parties": ["north", "east"], "worth": {"north": {"line": {"hold": "1/3", "leave": "0"}}}}

`worth` holds the exact worths of the parties whose profiles are rounded; `parties` their order where it is not that
of the file names. Neither may differ from the profiles by more than rounding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from onetext.errors import Problem
from onetext.formats.json_nodes import Node
from onetext.formats.places import number
from onetext.model.numbers import sharp, show
from onetext.model.positions import IssueWorth, Worth

Plain = str | Sequence["Plain"] | Mapping[str, "Plain"]

KEY, MARK, STEM = "onetext", "exact", "exact"
DIGITS = 18
ROUNDING = Fraction(1, 10**12)


def is_exact(root: Node) -> bool:
    """Whether a JSON file is the one that holds what was rounded."""
    mark = root.value.get(KEY) if isinstance(root.value, dict) else None
    return mark is not None and mark.value == MARK


def order_of(root: Node | None) -> dict[str, int]:
    """The place of each party that the file names."""
    named = root.value.get("parties") if root is not None and isinstance(root.value, dict) else None
    entries = named.value if named is not None and isinstance(named.value, list) else []
    return {entry.value: i for i, entry in enumerate(entries) if isinstance(entry.value, str)}


def sharpened(party: str, tables: list[IssueWorth], root: Node | None, problems: list[Problem]) -> list[IssueWorth]:
    """A party's worth tables with the exact worths that the file holds; a problem where one is no rounding of the other."""

    def exact(table: IssueWorth) -> IssueWorth:
        points = (_point(option, worth, _find(root, party, table.issue, option), problems) for option, worth in table.at)
        return replace(table, at=tuple(points))

    return [exact(table) for table in tables]


def _find(root: Node | None, *keys: str) -> Node | None:
    for key in ("worth", *keys):
        root = root.value.get(key) if root is not None and isinstance(root.value, dict) else None
    return root


def _point(option: str, worth: Worth, said: Node | None, problems: list[Problem]) -> tuple[str, Worth]:
    if said is None:
        return option, worth
    exact = number(said.value, said.place, problems) if isinstance(said.value, str) else None
    if exact is None or abs(exact - worth.points.low) > ROUNDING:
        problems.append(said.problem("rounding", f"the worth of {option!r} is no rounding of this", "what the profile rounds"))
        return option, worth
    return option, Worth(sharp(exact))


def rounded(number: Fraction) -> Fraction:
    """The nearest decimal of DIGITS places."""
    return Fraction(round(number * 10**DIGITS), 10**DIGITS)


def rounded_weights(rows: list[list[Fraction]]) -> list[Fraction] | None:
    """Weights in finite decimals that add up to 1, each at least about what its issue is worth at best; None where none are."""
    tops = [max(row) for row in rows]
    if sum(tops) > 1 or any(number < 0 for row in rows for number in row):
        return None
    weights = [rounded(top) for top in tops]
    weights[weights.index(max(weights))] += 1 - sum(weights)
    return weights


def exact_file(worths: Mapping[str, Mapping[str, IssueWorth]], order: list[str]) -> Mapping[str, Plain]:
    """The content of the file for the parties whose profiles are rounded, and an order ([]: that of the file names)."""
    tables = {
        who: {issue: {option: show(worth.points.low) for option, worth in table.at} for issue, table in by_issue.items()}
        for who, by_issue in worths.items()
    }
    return {KEY: MARK, **({"parties": order} if order else {}), **({"worth": tables} if tables else {})}
