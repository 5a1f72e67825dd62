"""What was shown before counts too: the worlds in which all of it stands, before and after one more artefact.

Artefacts that are harmless each by itself may pin a figure together. So a viewer may come with what it was shown already:
what is possible before is then what all that leaves, and what remains after leaves the new artefact standing as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from onetext.analysis.leaks.direct import left_by
from onetext.analysis.leaks.enumerated import Counted, Joined, joined_of, kept_of
from onetext.analysis.leaks.tabled import Array, Classes, Look
from onetext.analysis.leaks.unknowns import Unknown
from onetext.model.artefacts import Artefact, Figure, Line, Words
from onetext.model.case import Case
from onetext.solve.budget import Budget


@dataclass(frozen=True, slots=True)
class Held:
    """The case as a viewer has it, and what it was shown already that is not in it."""

    case: Case
    shown: tuple[Artefact, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """The worlds in which some artefacts stand: the unknowns, narrowed by those that are figures themselves, and what is left."""

    unknown: tuple[Unknown, ...]
    counted: Counted


def standing(full: Case, unknown: tuple[Unknown, ...], artefacts: Sequence[Artefact], budget: Budget) -> Standing | None:
    """The worlds in which all these artefacts stand; None where there are too many to look at."""
    for artefact in artefacts:
        unknown = tuple(narrowed(one, artefact) for one in unknown)
    told = [one for one in artefacts if not isinstance(one, Figure | Line | Words)]
    each = [joined_of(full, unknown, one) for one in told]
    found = [one for one in each if one is not None]
    if len(found) < len(told):
        return None
    counted = kept_of(merged(full, unknown, found), unknown, budget)
    return None if counted is None else Standing(unknown, counted)


def narrowed(one: Unknown, artefact: Artefact) -> Unknown:
    """An unknown with only the values that a figure or red line shown leaves."""
    left = left_by(one, artefact)
    if left is None:
        return one
    first, last = left
    return replace(one, low=one.value(first), count=last - first + 1, truth=one.truth - first)


def merged(full: Case, unknown: tuple[Unknown, ...], each: Sequence[Joined]) -> Joined:
    """Several artefacts as one, which stands where all do: two worlds of a voter look alike where they do in each."""
    voters = dict.fromkeys(one.who for joined in each for one in joined.each)
    classes, place = [], [dict[str, Array]() for _ in each]
    for who in voters:
        own = [(k, one) for k, joined in enumerate(each) for one in joined.each if one.who == who]
        table = np.stack([one.of for _, one in own], axis=1)
        rows, which = np.unique(table, axis=0, return_inverse=True)
        for column, (k, _) in enumerate(own):
            place[k][who] = rows[:, column]
        classes.append(_classes(own[0][1], len(rows), which.ravel()))

    def stands(at: Mapping[str, Array]) -> Array:
        kept = np.ones(len(next(iter(at.values()), np.zeros(1))), dtype=bool)
        for joined, own in zip(each, place, strict=True):
            kept &= joined.stands({who: own[who][at[who]] for who in own})
        return kept

    packages = max((joined.look.packages for joined in each), key=len, default=())
    return Joined(Look(full, packages, unknown), tuple(classes), stands)


def _classes(one: Classes, count: int, which: Array) -> Classes:
    """The classes of one voter, divided anew."""
    own = np.stack(np.unravel_index(np.arange(len(which)), one.sizes), axis=1) if one.sizes else np.zeros((1, 0), dtype=np.int64)
    occurs = []
    for k, size in enumerate(one.sizes):
        there = np.zeros((count, size), dtype=bool)
        there[which, own[:, k]] = True
        occurs.append(there)
    nothing = np.zeros((count, 0), dtype=bool)
    worlds = tuple(int(n) for n in np.bincount(which, minlength=count))
    return replace(one, surely=nothing, possibly=nothing, gains=None, worlds=worlds, occurs=tuple(occurs), of=which)
