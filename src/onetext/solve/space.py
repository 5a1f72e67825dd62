"""The enumerated space: packages as numbers in file order, and what holds of each, as arrays.

A package's *code* is its number in file order (issues, then options; the last issue turns fastest), so ascending
codes are file order. Values are exact: int64 where every sum fits, Python integers in object arrays where not;
the same code serves both. Everything here takes a case `on` its day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import lcm

import numpy as np

from onetext.model.acceptance import Voter, asked_on, consenters, reaches, voter
from onetext.model.case import Case
from onetext.model.conditions import Always, Condition, Count, Form, Implies, Never, Sum, meets
from onetext.model.parties import Party
from onetext.solve.tables import Table, table

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
    found, rest = [], codes
    for issue in reversed(case.issues):
        count = len(issue.options)
        found.append((rest % count).astype(np.int16) if count > 1 else np.zeros(len(codes), dtype=np.int16))
        rest = rest // count if count > 1 else rest
    return found[::-1]


def grid(case: Case, of: Collection[int] | None = None) -> Columns:
    """The columns of all packages as an open grid: one array for each issue, along an axis of its own.

    Together they broadcast to the whole space in file order, so that what depends on few issues is worked out once
    for each combination of their options. An issue of one option has no axis (arrays have at most 64). Of the issues
    by place in `of` only, the others keep their first option.
    """
    axes = [i for i, issue in enumerate(case.issues) if len(issue.options) > 1 and (of is None or i in of)]
    whole = [np.zeros((1,) * len(axes), dtype=np.int16) for _ in case.issues]
    for axis, i in enumerate(axes):
        shape = [1] * len(axes)
        shape[axis] = len(case.issues[i].options)
        whole[i] = np.arange(shape[axis], dtype=np.int16).reshape(shape)
    return whole


def _shape(cols: Columns) -> tuple[int, ...]:
    return np.broadcast_shapes(*(column.shape for column in cols))


def _whole(numbers: np.ndarray, cols: Columns) -> np.ndarray:
    """The numbers over all packages that the columns stand for, as an array of its own."""
    shape = _shape(cols)
    return numbers if numbers.shape == shape else np.broadcast_to(numbers, shape).copy()


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
    return _whole(met_over(case, condition, cols), cols)


def form_mask(case: Case, form: Form, cols: Columns) -> Mask:
    """Which packages keep a form."""
    return _whole(kept_over(case, form, cols), cols)


def met_over(case: Case, condition: Condition, cols: Columns) -> Mask:
    """As `condition_mask`; over a grid only as large as the issues named make it."""
    mask = np.ones((1,) * cols[0].ndim, dtype=bool)
    places = {issue.id: i for i, issue in enumerate(case.issues)}
    for issue_id, part in condition.parts:
        allowed = np.zeros(len(case.issue[issue_id].options), dtype=bool)
        allowed[list(meets(part, case.issue[issue_id]))] = True
        mask = mask & allowed[cols[places[issue_id]]]
    return mask


def kept_over(case: Case, form: Form, cols: Columns) -> Mask:
    """As `form_mask`; over a grid only as large as the issues named make it."""
    match form:
        case Never(condition):
            return ~met_over(case, condition, cols)
        case Always(condition):
            return met_over(case, condition, cols)
        case Implies(condition, then):
            return ~met_over(case, condition, cols) | met_over(case, then, cols)
        case Count(of, at_least, at_most):
            met = sum((met_over(case, one, cols).astype(np.int64) for one in of), np.zeros((1,) * cols[0].ndim, np.int64))
            return _within(met, at_least, at_most)
        case Sum():
            return _sum_mask(case, form, cols)


def _sum_mask(case: Case, form: Sum, cols: Columns) -> Mask:
    bounds = [bound for bound in (form.at_least, form.at_most) if bound is not None]
    rows = [(issue, [weight * (o.amount or 0) for o in case.issue[issue].options]) for issue, weight in form.weights]
    factor = lcm(*(number.denominator for _, row in rows for number in row), *(bound.denominator for bound in bounds))
    scaled = [None if bound is None else int(bound * factor) for bound in (form.at_least, form.at_most)]
    size = sum(max(abs(number * factor) for number in row) for _, row in rows)
    dtype = np.int64 if max(size, *(abs(bound or 0) for bound in scaled)) < FITS else object
    places = {issue.id: i for i, issue in enumerate(case.issues)}
    total = np.zeros((1,) * cols[0].ndim, dtype=dtype)
    for issue, row in rows:
        total = total + np.array([int(number * factor) for number in row], dtype=dtype)[cols[places[issue]]]
    return _within(total, *scaled)


def _within(numbers: np.ndarray, at_least: int | None, at_most: int | None) -> Mask:
    mask = np.ones(numbers.shape, dtype=bool)
    if at_least is not None:
        mask &= (numbers >= at_least).astype(bool)
    if at_most is not None:
        mask &= (numbers <= at_most).astype(bool)
    return mask


def admissible(case: Case) -> Codes:
    """The codes of the packages that break no link, ascending."""
    cols = grid(case)
    mask = np.ones(_shape(cols), dtype=bool)
    for link in case.links:
        mask &= kept_over(case, link.form, cols)
    return np.flatnonzero(mask)


def values(case: Case, who: str, cols: Columns, scale: int | None = None) -> Values:
    """A party's or member's exact values over some packages, times the scale of its table."""
    own = table(case, who, scale)
    dtype = np.int64 if own.magnitude < FITS else object
    low = _values(case, own.low, [(when, worth) for when, worth, _ in own.terms], cols, dtype)
    if own.sharp:
        return Values(own, low, low)
    return Values(own, low, _values(case, own.high, [(when, worth) for when, _, worth in own.terms], cols, dtype))


def sums(case: Case, own: Table, cols: Columns) -> np.ndarray:
    """The low ends of the values that a table makes of some packages, times its scale."""
    return _values(case, own.low, [(when, worth) for when, worth, _ in own.terms], cols, np.int64 if own.magnitude < FITS else object)


def _values(case: Case, rows: Sequence[Sequence[int]], terms: list[tuple[Condition, int]], cols: Columns, dtype: type) -> np.ndarray:
    """Sums that grow with the issues they have met, so that over a grid only the last few are as large as the space."""
    total: np.ndarray = np.zeros((1,) * cols[0].ndim, dtype=dtype)
    for when, worth in terms:
        total = total + met_over(case, when, cols).astype(dtype) * worth
    for row, column in zip(rows, cols, strict=True):
        if any(row):
            total = total + np.array(row, dtype=dtype)[column]
    return _whole(total, cols)


def line_masks(case: Case, who: str, cols: Columns) -> dict[str, Mask]:
    """Which packages keep each red line of a party or member, by the line's id."""
    return {line.id: form_mask(case, line.form, cols) for line in voter(case, who).lines}


def voter_masks(case: Case, who: str, cols: Columns) -> Masks:
    """Which packages a party or member with a position of its own surely and possibly accepts, asked or not."""
    one = voter(case, who)
    kept = lines_kept(case, who, cols)
    if one.reservation is not None:
        return reached(values(case, who, cols), kept)
    return Masks(sure_mask(case, one, kept, cols), kept)


def sure_mask(case: Case, one: Voter, kept: Mask, cols: Columns) -> Mask:
    """Which of the packages `kept` a voter surely accepts by its words, having no reservation value."""
    if one.sure is None:
        return np.zeros_like(kept)
    mask = np.ones((1,) * cols[0].ndim, dtype=bool)
    for form in one.sure:
        mask = mask & kept_over(case, form, cols)
    return kept & _whole(mask, cols)


def reached(own: Values, kept: Mask) -> Masks:
    """Which of the packages `kept` surely and possibly reach the reservation value of the party whose values these are."""
    low, high = own.table.reservation  # type: ignore[misc]
    surely = kept & (own.low >= high).astype(bool)
    return Masks(surely, surely if own.low is own.high and low == high else kept & (own.high >= low).astype(bool))


def lines_kept(case: Case, who: str, cols: Columns) -> Mask:
    """Which packages cross none of the red lines of a party or member."""
    kept = np.ones((1,) * cols[0].ndim, dtype=bool)
    for line in voter(case, who).lines:
        kept = kept & kept_over(case, line.form, cols)
    return _whole(kept, cols)


def party_masks(case: Case, party: Party, cols: Columns) -> Masks:
    """Which packages a party surely and possibly accepts, asked or not; a bloc by its rule over its members."""
    if not party.is_a("bloc"):
        return voter_masks(case, party.id, cols)
    members = {member.id: _member_masks(case, member.id, cols) for member in party.members}
    return Masks(
        bloc_mask(party, {who: masks.surely for who, masks in members.items()}),
        bloc_mask(party, {who: masks.possibly for who, masks in members.items()}),
    )


def _member_masks(case: Case, who: str, cols: Columns) -> Masks:
    """A member may be a party of the case, and then a bloc itself."""
    return party_masks(case, case.party[who], cols) if who in case.party else voter_masks(case, who, cols)


def party_keeps_lines(case: Case, who: str, cols: Columns) -> Mask:
    """Which packages a party or member does not refuse by red lines alone; a bloc by its rule over its members."""
    party = case.party.get(who)
    if party is None or not party.is_a("bloc"):
        return lines_kept(case, who, cols)
    return bloc_mask(party, {member.id: party_keeps_lines(case, member.id, cols) for member in party.members})


def bloc_mask(bloc: Party, accepting: dict[str, Mask]) -> Mask:
    """Which packages a bloc accepts if these members do.

    Packages that different sets of members accept are told apart by a number, made anew after each member so that
    it stays below the number of packages, and the bloc's rule is asked once for each set.
    """
    pattern, sets = np.zeros(next(iter(accepting.values())).shape, dtype=np.int64), [frozenset[str]()]
    for who, mask in accepting.items():
        both = [one | extra for one in sets for extra in (frozenset[str](), frozenset((who,)))]
        pattern = 2 * pattern + mask
        occurs = np.bincount(pattern.ravel(), minlength=len(both)) > 0
        sets = [one for one, here in zip(both, occurs, strict=True) if here]
        pattern = (np.cumsum(occurs) - 1)[pattern]
    return np.array([reaches(bloc, set(one)) for one in sets], dtype=bool)[pattern]


def asked_mask(case: Case, party: Party, cols: Columns) -> Mask:
    """For which packages a party's consent is needed."""
    mask = np.zeros((1,) * cols[0].ndim, dtype=bool)
    for condition in asked_on(case, party.id):
        mask = mask | met_over(case, condition, cols)
    return _whole(mask, cols)


def links_kept(case: Case, cols: Columns) -> Mask:
    """Which packages break no link."""
    kept = np.ones((1,) * cols[0].ndim, dtype=bool)
    for link in case.links:
        kept = kept & kept_over(case, link.form, cols)
    return _whole(kept, cols)


def together(case: Case, stage: str, cols: Columns, kept: Mask) -> tuple[dict[str, Masks], Masks]:
    """Who accepts which of some packages, and which of those `kept` all who are asked at a stage accept."""
    masks, surely, possibly = {}, kept.copy(), kept.copy()
    for party in consenters(case, stage):
        masks[party.id] = party_masks(case, party, cols)
        idle = ~asked_mask(case, party, cols)
        surely &= masks[party.id].surely | idle
        possibly &= masks[party.id].possibly | idle
    return masks, Masks(surely, possibly)
