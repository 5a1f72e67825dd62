"""A party that asks: what it learns of another by proposing packages and hearing only yes or no to each.

A mediator's no is an oracle. Each answer leaves the worlds in which the party asked would have answered so; the bits of a
question are the logarithm of the ratio of the counts before and after. A prober that chooses each package so that the worlds
left divide most evenly learns close to one bit a question, which is the most that a yes or no can give.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2, prod

import numpy as np

from onetext.analysis.leaks.enumerated import MOST_OWN, MOST_PACKAGES, admissible
from onetext.analysis.leaks.tabled import Array, Look, classes, own_worlds, places
from onetext.analysis.leaks.unknowns import OPEN, RESERVATION, Ignorance, Unknown, doubt
from onetext.errors import UsageError
from onetext.model import shown
from onetext.model.acceptance import Answer, accepts
from onetext.model.artefacts import Chosen
from onetext.model.case import Case
from onetext.model.conditions import Package
from onetext.model.numbers import Interval
from onetext.model.shown import Shape
from onetext.solve.sampling import generator

HOW = ("binary", "random")
MOST_ASKED = 256


@dataclass(frozen=True, slots=True)
class Probe:
    """One package put to a party, whether it would accept it, and what that told: worlds before and after, bits, and the
    reservation values that remain possible (None: its reservation value is known, or it has none)."""

    package: Chosen
    says: bool
    worlds_before: int
    worlds_after: int
    reservation: Interval | None

    SHAPE = Shape(too=("bits",))

    @property
    def bits(self) -> float:
        return log2(self.worlds_before / self.worlds_after)


@dataclass(frozen=True, slots=True)
class Probed:
    """What a prober `by` learned of `of`, question by question; `settled`: whether no further package could tell it more."""

    by: str
    of: str
    how: str
    questions: tuple[Probe, ...]
    worlds: int
    settled: bool

    SHAPE = Shape("onetext/table_probed/1", too=("bits", "bits_each"), rows="questions")
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_

    @property
    def bits(self) -> float:
        """All bits together."""
        return sum(one.bits for one in self.questions)

    @property
    def bits_each(self) -> float | None:
        """Bits per question; None where none was asked."""
        return self.bits / len(self.questions) if self.questions else None


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """All worlds of the party asked: the places of its figures, and which packages it accepts in each."""

    unknown: tuple[Unknown, ...]
    packages: tuple[Package, ...]
    rows: Array
    accepts: Array
    truth: Array

    def reservation(self, left: Array) -> Interval | None:
        at = next((n for n, one in enumerate(self.unknown) if one.spot.kind == RESERVATION), None)
        if at is None:
            return None
        column = self.rows[left, at]
        return Interval(self.unknown[at].value(int(column.min())), self.unknown[at].value(int(column.max())))


def probed(held: Case, full: Case, packages: Iterable[Package], *, by: str, of: str, ignorance: Ignorance = OPEN) -> Probed:
    """What `by`, which has the case `held`, learns when `of` answers to these packages in turn, truly, yes or no.

    Both cases on the same day. Raises UsageError for an unknown party, for a bloc, and where there are too many worlds.
    """
    asked = tuple(packages)
    table = _table(held, full, asked, by, of, ignorance)
    left = np.ones(len(table.rows), dtype=bool)
    found: list[Probe] = []
    for n in range(len(asked)):
        left, probe = _put(full, table, left, n)
        found.append(probe)
    return Probed(by, of, "given", tuple(found), len(table.rows), _settled(table, left))


def probing(held: Case, full: Case, *, by: str, of: str, how: str = "binary", ignorance: Ignorance = OPEN) -> Probed:
    """What `by` learns when it chooses the admissible packages itself: `binary`, each so that the worlds left divide most
    evenly; `random`, in an order by chance. Raises as `probed`, and for an unknown way."""
    if how not in HOW:
        raise UsageError(f"no way of probing is called {how!r}; known: {', '.join(HOW)}")
    if full.size > MOST_PACKAGES:
        raise UsageError(f"{full.size} packages are too many to choose from; allowed: {MOST_PACKAGES}")
    table = _table(held, full, admissible(full), by, of, ignorance)
    order = list(generator(full, "probing").permutation(len(table.packages)))
    left = np.ones(len(table.rows), dtype=bool)
    found: list[Probe] = []
    while len(found) < MOST_ASKED and not _settled(table, left):
        n = _evenest(table, left) if how == "binary" else int(order.pop())
        left, probe = _put(full, table, left, n)
        found.append(probe)
    return Probed(by, of, how, tuple(found), len(table.rows), _settled(table, left))


def _table(held: Case, full: Case, packages: Sequence[Package], by: str, of: str, ignorance: Ignorance) -> _Table:
    if of not in full.position or (of in full.party and full.party[of].is_a("bloc")):
        raise UsageError(f"{of!r} has no position of its own; known: {', '.join(full.position)}")
    own = tuple(one for one in doubt(held, full, by, ignorance).unknown if one.spot.party == of)
    if own_worlds(own, of) * max(len(packages), 1) > MOST_OWN:
        worlds = prod(one.count for one in own)
        raise UsageError(f"{worlds:,} worlds are too many to look at; a coarser step or narrower intervals in `ignorance` make them fewer")
    look = Look(full, tuple(packages), own)
    at = tuple(range(len(own)))
    found = classes(look, of, at, None)
    says = np.array([accepts(full, of, package) is Answer.YES for package in packages], dtype=bool)
    return _Table(own, tuple(packages), places(look, at), found.surely[found.of], says)


def _put(full: Case, table: _Table, left: Array, n: int) -> tuple[Array, Probe]:
    """The worlds left once the party asked has answered to one package."""
    after = left & (table.accepts[:, n] == table.truth[n])
    package = tuple((issue.id, table.packages[n][issue.id]) for issue in full.issues)
    return after, Probe(package, bool(table.truth[n]), int(left.sum()), int(after.sum()), table.reservation(after))


def _settled(table: _Table, left: Array) -> bool:
    """Whether in all worlds left the party accepts the same packages."""
    inside = table.accepts[left]
    return bool((inside == inside[:1]).all())


def _evenest(table: _Table, left: Array) -> int:
    """The package that divides the worlds left most evenly; the first of those that do."""
    yes = table.accepts[left].sum(axis=0)
    return int(np.argmin(np.abs(2 * yes - int(left.sum()))))
