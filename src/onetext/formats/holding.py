"""What a format of worths alone has no place for, named part by part; and exact numbers as decimals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from fractions import Fraction
from math import gcd, lcm

from onetext.model.case import Case
from onetext.model.issues import Grid, Issue, Option
from onetext.model.numbers import MAX_DIGITS, show
from onetext.model.parties import Party
from onetext.model.positions import GUESS, Position, Reservation, Worth

Held = Mapping[type, frozenset[str]]
"""For each part of a case the fields that a format has a place for."""

FILE_NAME = re.compile(r"[^./\\:*?\"<>|\x00-\x1f][^/\\:*?\"<>|\x00-\x1f]{0,199}")


def unheld(case: Case, held: Held) -> Iterator[str]:
    """Each part of a case that is said and that `held` has no place for, in the order of the case."""
    yield from _said(case, held[Case], "")
    for party in case.parties:
        yield from _said(party, held[Party], f" of party {party.id!r}")
    for issue in case.issues:
        yield from _said(issue, held[Issue], f" of issue {issue.id!r}")
        if issue.grid is not None:
            yield from _said(issue.grid, held[Grid], f" of issue {issue.id!r}")
        for option in issue.options:
            yield from _said(option, held[Option], f" of option {option.id!r} of issue {issue.id!r}")
    if [position.party for position in case.positions] != [party.id for party in case.parties]:
        yield "parties without a position, or positions in another order than the parties"
    for position in case.positions:
        yield from _said(position, held[Position], f" of {position.party!r}")
        yield from _unheld_numbers(position)


def _said(thing: object, held: frozenset[str], where: str) -> Iterator[str]:
    """The fields of a part of a case that are not at their default and that have no place."""
    for one in fields(thing):  # type: ignore[arg-type]
        nothing = "" if one.default is MISSING else one.default
        if one.init and one.name not in held and getattr(thing, one.name) != nothing:
            yield one.name.replace("_", " ") + where


def _unheld_numbers(position: Position) -> Iterator[str]:
    """Intervals, dates and origins of one party's numbers, and a reservation value that is no number."""
    entries = position.reservation if isinstance(position.reservation, tuple) else ()
    match entries:
        case (Reservation(_, None),):
            pass
        case (_, *_):
            yield f"dates of the reservation value of {position.party!r}"
        case _:
            yield f"no reservation value of {position.party!r}"
    worths = [entry.worth for entry in entries] + list(worths_of(position))
    if any(not worth.points.sharp for worth in worths):
        yield f"intervals of {position.party!r}"
    if any(worth.chances for worth in worths):
        yield f"shares of the numbers that worths of {position.party!r} may be"
    if any(worth.origin != GUESS for worth in worths):
        yield f"where worths of {position.party!r} come from"
    if any(table.indifferent for table in position.worth):
        yield f"indifference of {position.party!r}"
    for table in position.worth:
        if not table.at and not table.indifferent:
            yield f"an empty table of {position.party!r} for issue {table.issue!r}"


def worths_of(position: Position) -> Iterator[Worth]:
    """Every worth of an option or a term of a position."""
    yield from (worth for table in position.worth for _, worth in table.at)
    yield from (term.worth for term in position.terms)


def bad_file_names(case: Case, taken: Iterable[str] = ()) -> Iterator[str]:
    """Parties whose ids cannot be names of files, since their profiles are named by them."""
    seen = {name.lower() for name in taken}
    for party in case.parties:
        if not FILE_NAME.fullmatch(party.id) or party.id != party.id.strip() or party.id.lower() in seen:
            yield f"party {party.id!r}, whose id would name its file"
        seen.add(party.id.lower())


def free_name(case: Case, name: str) -> str:
    """A file stem that no party has."""
    while any(party.id.lower() == name for party in case.parties):
        name += "_"
    return name


def decimal(number: Fraction) -> str | None:
    """The finite decimal that a number is, in at most MAX_DIGITS digits; None where there is none."""
    places, rest = 0, number.denominator
    while rest % 10 == 0:
        rest, places = rest // 10, places + 1
    for factor in (2, 5):
        while rest % factor == 0:
            rest, places = rest // factor, places + 1
    if rest != 1:
        return None
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return None if len(digits) > MAX_DIGITS else ("-" if number < 0 else "") + text


def wholes(numbers: list[Fraction]) -> list[int]:
    """The smallest integers in the same proportion."""
    scale = lcm(*(number.denominator for number in numbers))
    scaled = [int(number * scale) for number in numbers]
    common = gcd(*scaled) or 1
    return [number // common for number in scaled]


def too_long(number: Fraction) -> bool:
    """Whether a number has more digits, above or below the line, than a case may write."""
    return any(len(part.lstrip("-")) > MAX_DIGITS for part in show(number).split("/"))
