"""The frontier as a sum of fronts, where links and terms leave the issues in small groups.

Dominance stays when the same vector is added to both sides. So where a case falls into groups of issues that no link,
term or red line joins, each group is enumerated by itself, and partial packages are pruned after each group is added
(Ehrgott 2005: dynamic programming for many objectives). Beside each vector stand how many packages have it and the
code of the first: counts multiply and add up, codes add up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

import numpy as np

from onetext.model.acceptance import asked_on, consenters, voter
from onetext.model.case import Case
from onetext.model.conditions import Condition, Form, issues_of
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.dominance import distinct, efficient, ranks
from onetext.solve.gains import valued
from onetext.solve.space import FITS, Codes, form_mask, grid, values
from onetext.solve.tables import scale_of

LARGEST_GROUP = 300_000
"""The most packages of one group of issues that are enumerated."""
MOST_SUMS = 10_000_000
"""Where two fronts would have more sums than this, the frontier is too large to list."""
ROWS = 2_000_000
"""Sums of two fronts are pruned after so many."""


@dataclass(frozen=True, slots=True)
class Front:
    """Efficient partial packages: a column of values for each principal, how many packages, the code of the first."""

    vectors: tuple[np.ndarray, ...]
    counts: np.ndarray
    codes: Codes


def groups(case: Case, within: str) -> list[list[int]] | None:
    """The issues, by place, in groups that nothing joins; None where a group is too large, or where who accepts a
    package is more than red lines and values of principals."""
    forms = _forms(case, within)
    if forms is None:
        return None
    joined = [set(issues_of(form)) for form in forms]
    joined += [set(term.when.issues) for who in valued(case) for term in case.position[who].terms]
    found: list[set[str]] = [{issue.id} for issue in case.issues]
    for together in joined:
        touched = [group for group in found if group & together]
        found = [group for group in found if not group & together] + ([set().union(*touched)] if touched else [])
    place = {issue.id: i for i, issue in enumerate(case.issues)}
    listed = sorted(sorted(place[name] for name in group) for group in found)
    sizes = [prod(len(case.issues[i].options) for i in group) for group in listed]
    return listed if max(sizes) <= LARGEST_GROUP else None


def _forms(case: Case, within: str) -> list[Form] | None:
    """What packages must keep to be looked at, reservation values apart; None where it is not of this kind."""
    forms = [link.form for link in case.links]
    if within == "admissible":
        return forms
    for party in consenters(case):
        if party.is_a("bloc") or Condition() not in asked_on(case, party.id):
            return None
        one = voter(case, party.id)
        if within == "zopa" and (one.reservation is None or party.id not in valued(case)):
            return None
        forms += [line.form for line in one.lines]
    return forms


def summed(case: Case, within: str, parts: list[list[int]], budget: Budget) -> Front | None:
    """The frontier of a sharp case, group by group, small fronts first; None where it grows too large, or the budget ends."""
    forms = _forms(case, within) or []
    fronts = sorted((_group_front(case, forms, group) for group in parts), key=lambda one: len(one.counts))
    whole: Front | None = fronts[0]
    for front in fronts[1:]:
        whole = _sum(whole, front, budget) if whole is not None else None
    return _reached(case, whole) if within == "zopa" and whole is not None else whole


def _group_front(case: Case, forms: Iterable[Form], group: list[int]) -> Front:
    """The efficient choices of one group of issues, all others at their first option; values less what those are worth."""
    names, shape = {case.issues[i].id for i in group}, [len(case.issues[i].options) for i in group]
    cols = grid(case, group)
    mask = np.ones(prod(shape), dtype=bool)
    for form in forms:
        if names & set(issues_of(form)):
            mask &= form_mask(case, form, cols).ravel()
    chosen = np.flatnonzero(mask)
    vectors = []
    for who in valued(case):
        own = values(case, who, cols).low.ravel()
        vectors.append(own[chosen] - own[0] if group[0] else own[chosen])
    whole = np.int64 if case.size < FITS else object
    steps = [prod(len(issue.options) for issue in case.issues[i + 1 :]) for i in group]
    places = np.unravel_index(chosen, shape)
    codes = sum(
        (np.asarray(place, dtype=whole) * step for place, step in zip(places, steps, strict=True)), np.zeros(len(chosen), dtype=whole)
    )
    whole_group = Front(tuple(vectors), np.ones(len(chosen), dtype=whole), codes)
    return _pruned(whole_group) or whole_group


def _sum(one: Front, other: Front, budget: Budget) -> Front | None:
    """Every choice of one with every choice of the other, pruned."""
    if len(one.counts) * len(other.counts) > MOST_SUMS:
        return None
    rows = max(1, ROWS // max(1, len(other.counts)))
    found: Front | None = None
    for start in range(0, max(1, len(one.counts)), rows):
        here = slice(start, start + rows)
        part = Front(
            tuple(np.add.outer(a[here], b).ravel() for a, b in zip(one.vectors, other.vectors, strict=True)),
            np.multiply.outer(one.counts[here], other.counts).ravel(),
            np.add.outer(one.codes[here], other.codes).ravel(),
        )
        found = _pruned(part if found is None else _both(found, part), budget)
        if found is None:
            return None
    return found


def _both(one: Front, other: Front) -> Front:
    join = np.concatenate
    vectors = tuple(join([a, b]) for a, b in zip(one.vectors, other.vectors, strict=True))
    return Front(vectors, join([one.counts, other.counts]), join([one.codes, other.codes]))


def _pruned(front: Front, budget: Budget = UNLIMITED) -> Front | None:
    """The vectors that no other dominates, each once, with the sum of the counts and the first code."""
    columns = [ranks(vector) for vector in front.vectors] or [np.zeros(len(front.counts), dtype=np.int32)]
    mask, complete = efficient(columns, budget)
    if not complete:
        return None
    left = np.flatnonzero(mask)
    first, which = distinct([column[left] for column in columns])
    counts, codes = np.zeros(len(first), dtype=front.counts.dtype), front.codes[left][first]
    np.add.at(counts, which, front.counts[left])
    np.minimum.at(codes, which, front.codes[left])
    return Front(tuple(vector[left][first] for vector in front.vectors), counts, codes)


def _reached(case: Case, front: Front) -> Front:
    """The vectors at which everybody reaches its reservation value: what dominates such a vector reaches them too."""
    mask = np.ones(len(front.counts), dtype=bool)
    for who, vector in zip(valued(case), front.vectors, strict=True):
        reservation = voter(case, who).reservation
        if reservation is not None:
            mask &= (vector >= int(reservation.high * scale_of(case, who))).astype(bool)
    return Front(tuple(vector[mask] for vector in front.vectors), front.counts[mask], front.codes[mask])
