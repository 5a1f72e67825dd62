"""A space too large to hold, looked at block by block: every package counts, and only one block is in memory.

The first issues are walked through, option by option; the last ones are a *tail* of at most BLOCK packages, whose
values, red lines and links are worked out once. A block is the tail behind one choice of the first issues: each party's
values there are those of the tail and a constant, so a block in which it reaches its reservation value nowhere, or
everywhere, is known without looking at a package. Masks have any shape that broadcasts to the tail's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod

import numpy as np

from onetext.model.acceptance import asked_on, consenters, voter
from onetext.model.case import Case
from onetext.model.conditions import Always, Condition, Count, Form, issues_of
from onetext.model.parties import Party
from onetext.model.voting import leaves
from onetext.solve.space import Columns, Mask, Masks, bloc_mask, grid, kept_over, met_over, sums
from onetext.solve.tables import Table, table

BLOCK = 1 << 17
"""The most packages of a block: the values of five parties, four bytes each, stay near the processor."""
SHORT = 1 << 30
"""Sums below this are held in four bytes."""
SMALL = 1 << 10
MOST_KNOWN = 256
"""So many masks across are kept whatever their size; more only where they are small."""

Choice = tuple[int, ...]
"""The places of the options of the first issues."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Some forms over blocks: `inside` joins those that speak of the tail alone; the others are asked block by block."""

    inside: Mask
    across: tuple[tuple[Form, Choice], ...]


@dataclass(frozen=True, slots=True)
class End:
    """One end of a voter's values, times the scale of its table: of the first issues by option, of the tail, of pair terms across."""

    rows: tuple[tuple[int, ...], ...]
    tail: np.ndarray
    least: int
    most: int
    across: tuple[tuple[Condition, Choice, int], ...]


@dataclass(frozen=True, slots=True)
class Values:
    """A voter's values by block, and the reservation value that they are held against."""

    table: Table
    low: End
    high: End


@dataclass(frozen=True, slots=True)
class Cut:
    """A case cut in two: `head` first issues are walked through, `cols` is the grid of the others."""

    case: Case
    head: int
    cols: Columns
    links: Kept
    lines: dict[str, Kept]
    sure: dict[str, Kept | None]
    values: dict[str, Values]
    asked: dict[str, Kept]
    known: dict[tuple[Form | Condition, Choice], Mask] = field(default_factory=dict, compare=False)

    @property
    def size(self) -> int:
        """How many packages a block has."""
        return prod(len(issue.options) for issue in self.case.issues[self.head :])

    @property
    def shape(self) -> tuple[int, ...]:
        return np.broadcast_shapes(*(column.shape for column in self.cols))

    def choices(self) -> Iterator[Choice]:
        """The choices of the first issues, in file order."""
        return product(*(range(len(issue.options)) for issue in self.case.issues[: self.head]))


def cut(case: Case, size: int = BLOCK) -> Cut:
    """A case on its day, cut so that a block has at most `size` packages, and one issue at least."""
    head = len(case.issues) - 1
    while head and prod(len(issue.options) for issue in case.issues[head - 1 :]) <= size:
        head -= 1
    cols = grid(case, range(head, len(case.issues)))
    people = tuple(dict.fromkeys(one for party in everyone(case) for one in leaves(case, party.id)))
    decided = [who for who in people if voter(case, who).reservation is not None]

    def kept(forms: Iterable[Form]) -> Kept:
        return _kept(case, head, cols, tuple(forms))

    return Cut(
        case,
        head,
        cols,
        links=kept(link.form for link in case.links),
        lines={who: kept(line.form for line in voter(case, who).lines) for who in people},
        sure={who: None if (sure := voter(case, who).sure) is None else kept(sure) for who in people if who not in decided},
        values={who: values(case, who, head, cols) for who in decided},
        asked={party.id: kept([_one_of(asked_on(case, party.id))]) for party in everyone(case) if _sometimes(case, party)},
    )


def everyone(case: Case) -> tuple[Party, ...]:
    """All whose consent is needed at some stage, each once; those at the table first."""
    return tuple(dict.fromkeys((*consenters(case), *consenters(case, "ratify"))))


def _sometimes(case: Case, party: Party) -> bool:
    return Condition() not in asked_on(case, party.id)


def _one_of(conditions: Sequence[Condition]) -> Form:
    return Always(conditions[0]) if len(conditions) == 1 else Count(tuple(conditions), at_least=1)


def _kept(case: Case, head: int, cols: Columns, forms: Sequence[Form]) -> Kept:
    places = {issue.id: i for i, issue in enumerate(case.issues)}
    inside: Mask = np.ones((1,) * cols[0].ndim, dtype=bool)
    across = []
    for form in forms:
        touched = tuple(sorted(i for i in (places[name] for name in issues_of(form)) if i < head))
        if touched:
            across.append((form, touched))
        else:
            inside = inside & kept_over(case, form, cols)
    return Kept(inside, tuple(across))


def values(case: Case, who: str, head: int, cols: Columns) -> Values:
    """The values of a voter, or of a principal with worths, by block."""
    own = table(case, who)
    low = _end(case, own, own.low, [(when, low) for when, low, _ in own.terms], head, cols)
    return Values(own, low, low if own.sharp else _end(case, own, own.high, [(when, high) for when, _, high in own.terms], head, cols))


def _end(case: Case, own: Table, rows: Sequence[Sequence[int]], terms: list[tuple[Condition, int]], head: int, cols: Columns) -> End:
    places = {issue.id: i for i, issue in enumerate(case.issues)}
    touched = [tuple(sorted(places[name] for name in when.issues if places[name] < head)) for when, _ in terms]
    inside = tuple((when, worth, worth) for (when, worth), own_touched in zip(terms, touched, strict=True) if not own_touched)
    still = tuple((0,) * len(row) if i < head else tuple(row) for i, row in enumerate(rows))
    tail = np.broadcast_to(
        sums(case, Table(own.who, own.scale, still, still, inside, own.reservation), cols),
        np.broadcast_shapes(*(column.shape for column in cols)),
    )
    across = tuple((when, where, worth) for (when, worth), where in zip(terms, touched, strict=True) if where)
    least, most = int(tail.min()), int(tail.max())
    short = own.magnitude < SHORT and tail.dtype == np.int64
    return End(tuple(map(tuple, rows[:head])), tail.astype(np.int32) if short else tail, least, most, across)


@dataclass(frozen=True, slots=True)
class Block:
    """The packages behind one choice of the first issues, and who accepts which: masks over the tail."""

    choice: Choice
    links: Mask
    accepts: dict[str, Masks]
    asked: dict[str, Mask]
    zopa: Masks

    def where(self, who: str, accepting: Mask) -> Mask:
        """For which packages a consenter is no hindrance: it accepts, or is not asked."""
        return accepting | ~self.asked[who] if who in self.asked else accepting


def block(of: Cut, choice: Choice) -> Block:
    """Who accepts what behind a choice. `zopa`: no link is broken and all at the table who are asked accept."""
    nobody: Mask = np.zeros((1,) * of.cols[0].ndim, dtype=bool)
    links = kept(of, of.links, choice)
    accepts = {party.id: _party(of, party, choice) if links.any() else Masks(nobody, nobody) for party in everyone(of.case)}
    here = Block(choice, links, accepts, {who: kept(of, own, choice) for who, own in of.asked.items()}, Masks(links, links))
    surely, possibly = links, links
    for party in consenters(of.case):
        own = accepts[party.id]
        same = surely is possibly and own.surely is own.possibly
        surely = surely & here.where(party.id, own.surely)
        possibly = surely if same else possibly & here.where(party.id, own.possibly)
    return replace(here, zopa=Masks(surely, possibly))


def _party(of: Cut, party: Party, choice: Choice) -> Masks:
    if not party.is_a("bloc"):
        return _voter(of, party.id, choice)
    members = {m.id: _party(of, of.case.party[m.id], choice) if m.id in of.case.party else _voter(of, m.id, choice) for m in party.members}
    ends = []
    for side in ("surely", "possibly"):
        masks = np.broadcast_arrays(*(getattr(own, side) for own in members.values()))
        ends.append(bloc_mask(party, dict(zip(members, masks, strict=True))))
    return Masks(*ends)


def _voter(of: Cut, who: str, choice: Choice) -> Masks:
    lines = kept(of, of.lines[who], choice)
    if who in of.values:
        own = of.values[who]
        low, high = own.table.reservation  # type: ignore[misc]
        surely = lines & reaching(of, own.low, choice, high)
        return Masks(surely, surely if own.low is own.high and low == high else lines & reaching(of, own.high, choice, low))
    sure = of.sure[who]
    return Masks(lines & kept(of, sure, choice) if sure is not None else np.zeros_like(lines), lines)


def kept(of: Cut, forms: Kept, choice: Choice) -> Mask:
    """Which packages of a block keep some forms."""
    mask = forms.inside
    for form, touched in forms.across:
        mask = mask & _known(of, form, touched, choice)
    return mask


def _known(of: Cut, said: Form | Condition, touched: Choice, choice: Choice) -> Mask:
    """What holds of a block where a form or condition speaks of first issues too; worked out once for the options that matter."""
    key = (said, tuple(choice[i] for i in touched))
    if key not in of.known:
        cols = list(of.cols)
        for i in touched:
            cols[i] = np.full((1,) * cols[i].ndim, choice[i], dtype=np.int16)
        mask = met_over(of.case, said, cols) if isinstance(said, Condition) else kept_over(of.case, said, cols)
        if mask.size > SMALL and len(of.known) >= MOST_KNOWN:
            return mask
        of.known[key] = mask
    return of.known[key]


def constant(end: End, choice: Choice) -> int:
    """What the first issues add to a voter's values, pair terms apart."""
    return sum(row[place] for row, place in zip(end.rows, choice, strict=True))


def met(of: Cut, end: End, choice: Choice) -> list[tuple[Mask, int]]:
    """The pair terms across that some package of a block earns: where, and what they are worth."""
    found = [(_known(of, when, touched, choice), worth) for when, touched, worth in end.across]
    return [(mask, worth) for mask, worth in found if worth and mask.any()]


def reaching(of: Cut, end: End, choice: Choice, bound: int) -> Mask:
    """Which packages of a block are worth at least `bound`."""
    needed, terms = bound - constant(end, choice), met(of, end, choice)
    most = end.most + sum(worth for _, worth in terms if worth > 0)
    least = end.least + sum(worth for _, worth in terms if worth < 0)
    if most < needed or least >= needed:
        return np.full((1,) * end.tail.ndim, least >= needed)
    return np.asarray(_with_terms(end.tail, terms) >= needed, dtype=bool)


def _with_terms(tail: np.ndarray, terms: list[tuple[Mask, int]]) -> np.ndarray:
    for mask, worth in terms:
        tail = tail + mask.astype(tail.dtype) * worth
    return tail


def worths(of: Cut, end: End, choice: Choice, places: np.ndarray) -> np.ndarray:
    """A voter's values of some packages of a block, by place in the tail, times the scale of its table."""
    total = end.tail.ravel()[places]
    if terms := met(of, end, choice):
        total = _with_terms(total, [(np.broadcast_to(mask, of.shape).ravel()[places], worth) for mask, worth in terms])
    return total.astype(np.int64 if total.dtype == np.int32 else total.dtype) + constant(end, choice)


def count(of: Cut, mask: Mask) -> int:
    """How many packages of a block a mask holds."""
    return int(np.count_nonzero(mask)) * (of.size // mask.size)


def number(of: Cut, choice: Choice, place: int = 0) -> int:
    """The code of a package: the block's, and its place in the tail."""
    head = 0
    for issue, option in zip(of.case.issues, choice, strict=False):
        head = head * len(issue.options) + option
    return head * of.size + place
