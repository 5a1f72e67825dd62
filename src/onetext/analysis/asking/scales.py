"""How a party may value packages, as far as its words say: shares of a few simple scales.

Taken for granted, and said wherever a figure rests on it: issues are judged one by one and worths add up; a party's
worth of a package lies between 0 (the worst answer to everything) and 1. Each *column* is one simple scale: it gives each
option of one issue between 0 and 1, and agrees with all that is known of the order of the options. Any such mixture of
columns, with shares that add up to 1, is a way in which the party may value packages.

- An issue whose options are all ranked has one column where the steps between ranks count alike (`steps="equal"`), or
  one for each step (`steps="any"`).
- Of an issue whose order is known in part, a column for each set of options that with an option holds all that are at
  least as good: any worths that fit the order are mixtures of these.
- What was said of packages and of answers to several issues cuts the mixtures: `Scale.cuts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np

from onetext.model.case import Case
from onetext.model.inference import explained, last_replies
from onetext.model.issues import Issue
from onetext.model.orders import LEVELS, careless, no_worse
from onetext.model.positions import Parts, Position
from onetext.solve.space import Columns

Steps = Literal["equal", "any"]
MOST_SETS = 256
"""An issue of whose order so little is known that more sets of options fit gets a coarser family of columns."""
KNOTS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """The columns of one party: `scores` by issue, options x columns; `cuts`: rows that come to at least 0.

    `coarse`: the issues whose columns are fewer than could be.
    """

    scores: tuple[np.ndarray, ...]
    cuts: np.ndarray
    steps: Steps
    coarse: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return int(self.scores[0].shape[1])

    def of(self, cols: Columns) -> np.ndarray:
        """The scores of some packages: packages x columns."""
        return np.asarray(sum((table[column] for table, column in zip(self.scores, cols, strict=True)), np.zeros((1, self.size))))


def scale_of(case: Case, position: Position, steps: Steps) -> Scale | None:
    """The columns of a party with these words; None where nothing matters to it."""
    blocks, coarse = [], []
    for issue in case.issues:
        block, whole = _columns(issue, position, steps)
        blocks.append(block)
        coarse += [] if whole else [issue.id]
    width = sum(block.shape[1] for block in blocks)
    if not width:
        return None
    scores, at = [], 0
    for block in blocks:
        wide = np.zeros((len(block), width))
        wide[:, at : at + block.shape[1]] = block
        scores.append(wide)
        at += block.shape[1]
    rows = _cuts(case, position, tuple(scores))
    return Scale(tuple(scores), np.array(rows).reshape(-1, width), steps, tuple(coarse))


def _columns(issue: Issue, position: Position, steps: Steps) -> tuple[np.ndarray, bool]:
    """The columns of one issue, options x columns, and whether all that fit what is known are mixtures of them."""
    count = len(issue.options)
    if count == 1 or issue.id in careless(position):
        return np.zeros((count, 0)), True
    above = at_least(issue, position)
    if (above | above.T).all():
        ranks = np.unique(above.sum(axis=0), return_inverse=True)[1]
        top = int(ranks.max())
        if top == 0:
            return np.zeros((count, 0)), True
        if steps == "equal":
            return (ranks / top)[:, None], True
        return (ranks[:, None] > np.arange(top)[None, :]).astype(float), True
    sets = _upper_sets(above)
    if sets is not None:
        return sets, True
    return _coarse(issue, above), False


def at_least(issue: Issue, position: Position) -> np.ndarray:
    """What is known of an issue's options: row i, column j: j at least as good as i. Views count: wanted, then lived with, ..."""
    places = issue.places
    known = np.eye(len(places), dtype=bool)
    for option, place in places.items():
        known[place, [places[other] for other in no_worse(issue, position, option)]] = True
    levels = {view.option: LEVELS[view.says] for view in position.view if view.issue == issue.id and view.says in LEVELS}
    for one, other in product(levels, levels):
        if levels[other] > levels[one]:
            known[places[one], places[other]] = True
    if levels:
        for middle in range(len(places)):
            known |= known[:, middle, None] & known[None, middle, :]
    return known


def _upper_sets(above: np.ndarray) -> np.ndarray | None:
    """Every set of options that holds with each all at least as good, the empty and the full one left out; None if too many."""
    found: set[tuple[bool, ...]] = {tuple([False] * len(above))}
    for place in np.argsort(above.sum(axis=1)):
        found |= {tuple(np.array(one) | above[place]) for one in found}
        if len(found) > MOST_SETS:
            return None
    sets = sorted(one for one in found if any(one) and not all(one))
    return np.array(sets, dtype=float).T.reshape(len(above), -1)


def _coarse(issue: Issue, above: np.ndarray) -> np.ndarray:
    """Of a number, a column for each stretch between some of its amounts; of a choice, for each option and for all but one.

    Where some order is known, each is widened by what is at least as good.
    """
    count = len(issue.options)
    knots = np.unique(np.linspace(0, count, min(count, KNOTS) + 1).astype(int))
    if issue.grid is not None:
        sets = [np.arange(count)[(np.arange(count) >= low) & (np.arange(count) < high)] for low in knots for high in knots if low < high]
    else:
        sets = [np.array([place]) for place in range(count)] + [np.delete(np.arange(count), place) for place in range(count)]
    widened = {tuple(above[one].any(axis=0)) for one in sets}
    return np.array(sorted(one for one in widened if any(one) and not all(one)), dtype=float).T.reshape(count, -1)


def _cuts(case: Case, position: Position, scores: tuple[np.ndarray, ...]) -> list[np.ndarray]:
    """What a party said of answers to several issues, and of packages: what it accepted is worth no less than what it refused."""
    rows: list[np.ndarray] = []
    for one in position.prefers:
        row = score(case, scores, one.rather) - score(case, scores, one.than)
        rows += [row, -row] if one.alike else [row]
    accepted, refused = [], []
    packages = {proposal.id: dict(proposal.package) for proposal in case.proposals}
    for reply in last_replies(case, position.party):
        package = _whole(case, scores, packages[reply.to])
        if package is not None and reply.says == "yes":
            accepted.append(package)
        if package is not None and reply.says == "no" and not explained(case, position, packages[reply.to]):
            refused.append(package)
    if refused and (lived := _lived_with(case, position, scores)) is not None:
        accepted.append(lived)
    pairs = ((score(case, scores, tuple(yes.items())), score(case, scores, tuple(no.items()))) for yes in accepted for no in refused)
    return [row for row in (*rows, *(yes - no for yes, no in pairs)) if row.any()]


def score(case: Case, scores: tuple[np.ndarray, ...], parts: Parts) -> np.ndarray:
    """The scores of answers to some issues."""
    place = {issue.id: i for i, issue in enumerate(case.issues)}
    rows = [scores[place[issue]][case.issue[issue].places[option]] for issue, option in parts]
    return np.asarray(sum(rows, np.zeros(scores[0].shape[1])))


def _whole(case: Case, scores: tuple[np.ndarray, ...], package: Mapping[str, str]) -> dict[str, str] | None:
    """A proposal with its open issues filled where they do not matter; None where one does."""
    matters = [issue.id for issue, table in zip(case.issues, scores, strict=True) if table.any() and issue.id not in package]
    return None if matters else dict(package)


def _lived_with(case: Case, position: Position, scores: tuple[np.ndarray, ...]) -> dict[str, str] | None:
    """A package that the views together accept: of every issue the least good answer that is wanted or can be lived with."""
    chosen: dict[str, str] = {}
    for issue, table in zip(case.issues, scores, strict=True):
        if not table.any():
            continue
        good = [v.option for v in position.view if v.issue == issue.id and v.says in ("wants", "can_live", "indifferent") and v.option]
        if not good:
            return None
        chosen[issue.id] = min(good, key=lambda option: (table[issue.places[option]].sum(), issue.places[option]))
    return chosen
