"""Exact counts in spaces too large to enumerate: group by group of issues that something joins, sums met by convolution.

Issues that no link, red line or term joins fall into groups. The packages of one group are looked at one by one; the
counts of groups multiply, and a party's values add up, so how many packages reach a reservation value is a sum over
a table from value to count (Python integers: no count is too large).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np

from onetext.model.acceptance import voter
from onetext.model.case import Case
from onetext.model.conditions import Always, Condition, Form, issues_of
from onetext.solve.space import form_mask as mask_of
from onetext.solve.space import grid, values

LARGEST_GROUP = 1 << 20
MOST_SUMS = 1 << 18
"""A table of more values than this is given up."""

Table = dict[int, int]


def separate(forms: Sequence[Form]) -> list[Form]:
    """The same forms with every `always` taken apart, issue by issue, so that it joins nothing."""
    parted: list[Form] = []
    for form in forms:
        if isinstance(form, Always) and form.condition.parts:
            parted += [Always(Condition((part,))) for part in form.condition.parts]
        else:
            parted.append(form)
    return parted


def groups(case: Case, joined: Sequence[Sequence[str]]) -> list[tuple[int, ...]]:
    """The issues, by place, in groups that nothing joins; `joined` lists the issues that something speaks of together."""
    group = {issue.id: {i} for i, issue in enumerate(case.issues)}
    for names in joined:
        together = set().union(*(group[name] for name in names)) if names else set()
        for i in together:
            group[case.issues[i].id] = together
    return sorted({tuple(sorted(one)) for one in group.values()})


def count_keeping(case: Case, forms: Sequence[Form]) -> int | None:
    """How many packages keep all forms; None where a group is too large to look at."""
    found = tally(case, None, forms)
    return None if found is None else sum(found.values())


def count_reaching(case: Case, who: str, forms: Sequence[Form], *, possibly: bool) -> int | None:
    """How many packages keep all forms and are surely, or possibly, accepted by one with a position of its own.

    None where that cannot be counted exactly.
    """
    one = voter(case, who)
    kept = [*forms, *(line.form for line in one.lines)]
    if one.reservation is None:
        if not possibly and one.sure is None:
            return 0
        return count_keeping(case, kept if possibly or one.sure is None else [*kept, *one.sure])
    found = tally(case, who, kept, high=possibly)
    if found is None:
        return None
    scale = values(case, who, _first(case)).table
    needed = (scale.reservation or (0, 0))[0 if possibly else 1]
    return sum(count for worth, count in found.items() if worth >= needed)


def _first(case: Case) -> list[np.ndarray]:
    """The package of all first options, as columns."""
    return [np.zeros(1, dtype=np.int16) for _ in case.issues]


def tally(case: Case, who: str | None, forms: Sequence[Form], *, high: bool = False) -> Table | None:
    """How many packages that keep all forms have each value for `who` (times the scale of its table; 0 for nobody).

    None where a group, or the table, is too large.
    """
    apart = separate(forms)
    terms = [term.when.issues for term in case.position[who].terms] if who is not None else []
    base = _value(case, who, high)
    found: Table = {base: 1}
    for form in apart:
        if not issues_of(form) and not mask_of(case, form, _first(case)).all():
            return {}
    for group in groups(case, [*map(issues_of, apart), *terms]):
        if prod(len(case.issues[i].options) for i in group) > LARGEST_GROUP:
            return None
        found = _joined(found, _of_group(case, who, group, apart, high, base))
        if len(found) > MOST_SUMS:
            return None
    return found


def _value(case: Case, who: str | None, high: bool) -> int:
    """The value of the package of all first options."""
    if who is None:
        return 0
    own = values(case, who, _first(case))
    return int((own.high if high else own.low)[0])


def _of_group(case: Case, who: str | None, group: tuple[int, ...], forms: Sequence[Form], high: bool, base: int) -> Table:
    """How many packages of a group, all other issues at their first option, differ in value by how much from all first."""
    cols, inside = grid(case, group), {case.issues[i].id for i in group}
    kept = np.ones(np.broadcast_shapes(*(column.shape for column in cols)), dtype=bool)
    for form in forms:
        if issues_of(form) and set(issues_of(form)) <= inside:
            kept = kept & mask_of(case, form, cols)
    if who is None:
        return {0: int(kept.sum())}
    own = values(case, who, cols)
    worths = (own.high if high else own.low)[kept]
    table: Table = {}
    if worths.dtype == object:
        for worth in worths.tolist():
            table[worth - base] = table.get(worth - base, 0) + 1
        return table
    seen, counts = np.unique(worths, return_counts=True)
    return {int(worth) - base: int(count) for worth, count in zip(seen, counts, strict=True)}


def _joined(one: Table, other: Table) -> Table:
    """The table of sums of two tables."""
    if len(one) * len(other) > MOST_SUMS * 64:
        return dict.fromkeys(range(MOST_SUMS + 1), 0)  # too many: the caller gives up
    sums: Table = {}
    for worth, count in other.items():
        for base, base_count in one.items():
            sums[base + worth] = sums.get(base + worth, 0) + base_count * count
    return sums
