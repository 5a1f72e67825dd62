"""The enumerated space: packages as numbers in file order, and what holds of each, as arrays.

A package's *code* is its number in file order (issues, then options; the last issue turns fastest), so ascending
codes are file order. Values are exact: int64 where every sum fits, Python integers in object arrays where not;
the same code serves both. Everything here takes a case `on` its day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from onetext.model.acceptance import asked_on, reaches, voter
from onetext.model.case import Case
from onetext.model.conditions import Always, Condition, Count, Form, Implies, Never, Sum, meets
from onetext.model.parties import Party
from onetext.solve.tables import Table, table

ENUMERABLE = 5_000_000
"""The largest space, links or not, that is enumerated."""
BLOCK = 1 << 17
FITS = 1 << 62

Codes = np.ndarray
Columns = list[np.ndarray]
Mask = np.ndarray


@dataclass(frozen=True, slots=True)
class Values:
    """One party's values over some packages, times its table's scale: `low` and `high` are the same array where sharp."""

    table: Table
    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True, slots=True)
class Masks:
    """Over some packages: who surely accepts, and who possibly does (surely or depending)."""

    surely: Mask
    possibly: Mask


def columns(case: Case, codes: Codes) -> Columns:
    """The place of the option of each issue, by issue in case order; one array as long as `codes` each."""
    shape = tuple(len(issue.options) for issue in case.issues)
    return [column.astype(np.int16) for column in np.unravel_index(codes, shape)]


def packages(case: Case, codes: Sequence[int] | Codes) -> list[dict[str, str]]:
    """The packages with these codes."""
    cols = columns(case, np.asarray(codes, dtype=np.int64))
    ids = [[issue.options[place].id for place in column] for issue, column in zip(case.issues, cols, strict=True)]
    return [dict(zip((issue.id for issue in case.issues), row, strict=True)) for row in zip(*ids, strict=True)]


def code(case: Case, package: dict[str, str]) -> int:
    """The code of a package."""
    number = 0
    for issue in case.issues:
        number = number * len(issue.options) + issue.places[package[issue.id]]
    return number


def blocks(case: Case, size: int = BLOCK) -> Iterator[Codes]:
    """All codes, in ascending blocks."""
    for start in range(0, case.size, size):
        yield np.arange(start, min(start + size, case.size), dtype=np.int64)


def condition_mask(case: Case, condition: Condition, cols: Columns) -> Mask:
    """Which packages meet a condition."""
    mask = np.ones(len(cols[0]), dtype=bool)
    places = {issue.id: i for i, issue in enumerate(case.issues)}
    for issue_id, part in condition.parts:
        allowed = np.zeros(len(case.issue[issue_id].options), dtype=bool)
        allowed[list(meets(part, case.issue[issue_id]))] = True
        mask &= allowed[cols[places[issue_id]]]
    return mask


def form_mask(case: Case, form: Form, cols: Columns) -> Mask:
    """Which packages keep a form."""
    match form:
        case Never(condition):
            return ~condition_mask(case, condition, cols)
        case Always(condition):
            return condition_mask(case, condition, cols)
        case Implies(condition, then):
            return ~condition_mask(case, condition, cols) | condition_mask(case, then, cols)
        case Count(of, at_least, at_most):
            met = sum((condition_mask(case, one, cols).astype(np.int64) for one in of), np.zeros(len(cols[0]), np.int64))
            return _within(met, at_least, at_most)
        case Sum():
            return _sum_mask(case, form, cols)


def _sum_mask(case: Case, form: Sum, cols: Columns) -> Mask:
    bounds = [bound for bound in (form.at_least, form.at_most) if bound is not None]
    rows = {issue: [weight * (o.amount or 0) for o in case.issue[issue].options] for issue, weight in form.weights}
    factor = np.lcm.reduce([number.denominator for row in (*rows.values(), bounds) for number in row], dtype=object)
    size = sum(max(abs(number * factor) for number in row) for row in rows.values())
    dtype = np.int64 if size < FITS else object
    places = {issue.id: i for i, issue in enumerate(case.issues)}
    total = np.zeros(len(cols[0]), dtype=dtype)
    for issue, row in rows.items():
        total = total + np.array([int(number * factor) for number in row], dtype=dtype)[cols[places[issue]]]
    scaled = [None if bound is None else int(bound * factor) for bound in (form.at_least, form.at_most)]
    return _within(total, *scaled)


def _within(numbers: np.ndarray, at_least: int | None, at_most: int | None) -> Mask:
    mask = np.ones(len(numbers), dtype=bool)
    if at_least is not None:
        mask &= (numbers >= at_least).astype(bool)
    if at_most is not None:
        mask &= (numbers <= at_most).astype(bool)
    return mask


def admissible(case: Case) -> Codes:
    """The codes of the packages that break no link, ascending."""
    return np.concatenate([block[_keeps_links(case, block)] for block in blocks(case)])


def _keeps_links(case: Case, codes: Codes) -> Mask:
    cols = columns(case, codes)
    mask = np.ones(len(codes), dtype=bool)
    for link in case.links:
        mask &= form_mask(case, link.form, cols)
    return mask


def values(case: Case, who: str, cols: Columns, scale: int | None = None) -> Values:
    """A party's or member's exact values over some packages, times the scale of its table."""
    own = table(case, who, scale)
    dtype = np.int64 if own.magnitude < FITS else object
    low = _values(case, own.low, [(when, worth) for when, worth, _ in own.terms], cols, dtype)
    if own.sharp:
        return Values(own, low, low)
    return Values(own, low, _values(case, own.high, [(when, worth) for when, _, worth in own.terms], cols, dtype))


def _values(case: Case, rows: Sequence[Sequence[int]], terms: list[tuple[Condition, int]], cols: Columns, dtype: type) -> np.ndarray:
    total = np.zeros(len(cols[0]), dtype=dtype)
    for row, column in zip(rows, cols, strict=True):
        if any(row):
            total += np.array(row, dtype=dtype)[column]
    for when, worth in terms:
        total[condition_mask(case, when, cols)] += worth
    return total


def line_masks(case: Case, who: str, cols: Columns) -> dict[str, Mask]:
    """Which packages keep each red line of a party or member, by the line's id."""
    return {line.id: form_mask(case, line.form, cols) for line in voter(case, who).lines}


def voter_masks(case: Case, who: str, cols: Columns) -> Masks:
    """Which packages a party or member with a position of its own surely and possibly accepts, asked or not."""
    one = voter(case, who)
    kept = np.ones(len(cols[0]), dtype=bool)
    for mask in line_masks(case, who, cols).values():
        kept &= mask
    if one.reservation is not None:
        own = values(case, who, cols)
        low, high = own.table.reservation  # type: ignore[misc]
        return Masks(kept & (own.low >= high).astype(bool), kept & (own.high >= low).astype(bool))
    surely = kept & condition_mask(case, one.sure, cols) if one.sure is not None else np.zeros_like(kept)
    return Masks(surely, kept)


def party_masks(case: Case, party: Party, cols: Columns) -> Masks:
    """Which packages a party surely and possibly accepts, asked or not; a bloc by its rule over its members."""
    if not party.is_a("bloc"):
        return voter_masks(case, party.id, cols)
    members = {member.id: voter_masks(case, member.id, cols) for member in party.members}
    return Masks(
        _bloc_mask(party, {who: masks.surely for who, masks in members.items()}),
        _bloc_mask(party, {who: masks.possibly for who, masks in members.items()}),
    )


def _bloc_mask(bloc: Party, accepting: dict[str, Mask]) -> Mask:
    """Packages that different sets of members accept are told apart by a bit pattern, and the rule is asked once each."""
    who = list(accepting)
    pattern = np.zeros(len(accepting[who[0]]), dtype=np.int64)
    for bit, member in enumerate(who):
        pattern |= accepting[member].astype(np.int64) << bit
    seen, place = np.unique(pattern, return_inverse=True)
    enough = [reaches(bloc, {m for bit, m in enumerate(who) if int(one) >> bit & 1}) for one in seen]
    return np.array(enough, dtype=bool)[place]


def asked_mask(case: Case, party: Party, cols: Columns) -> Mask:
    """For which packages a party's consent is needed."""
    mask = np.zeros(len(cols[0]), dtype=bool)
    for condition in asked_on(case, party.id):
        mask |= condition_mask(case, condition, cols)
    return mask
