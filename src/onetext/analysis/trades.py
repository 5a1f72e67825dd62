"""Trades: changes of a few answers that leave no principal worse off and some better, or bring one over its reservation value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import prod

import numpy as np

from onetext.model import shown
from onetext.model.acceptance import Answer, accepts, asked, consenters, crossed
from onetext.model.case import Case
from onetext.model.conditions import Package
from onetext.model.shown import Shape
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.gains import valued
from onetext.solve.results import Points
from onetext.solve.space import Columns, asked_mask, code, form_mask, line_masks, party_masks, values
from onetext.solve.tables import worths

MOST_AT_ONCE = 1 << 17


@dataclass(frozen=True, slots=True)
class Trade:
    """From one package to another by changing `changes` (issue, from, to).

    `moves`: by how much the package's value changes for each principal with worths, in its own points; `shares`: the
    same as shares of the span between the party's best and worst options. `lifts`: the party that it brings over its
    reservation value, "" for a trade that leaves nobody worse off.
    """

    changes: tuple[tuple[str, str, str], ...]
    package: tuple[tuple[str, str], ...]
    moves: Points
    shares: Points
    lifts: str = ""

    SHAPE = Shape("onetext/trade/1", null=("lifts",))
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_


def trades(case: Case, package: Package, *, most_issues: int = 3, most: int = 20, budget: Budget = UNLIMITED) -> tuple[Trade, ...]:
    """The trades from `package` that leave no principal worse off and some better, best first; none from an efficient one.

    Every admissible package that differs in at most `most_issues` answers is looked at; it crosses no red line that
    `package` does not cross, and no party that accepts `package` refuses it. Best: the largest smallest share, then the
    largest sum of shares, then fewer changes, then file order. Over intervals, the case should be sharpened first.
    """
    found = [t for t in _candidates(case, package, most_issues, budget) if min(dict(t.moves).values(), default=Fraction(0)) >= 0]
    better = [trade for trade in found if any(move > 0 for _, move in trade.moves)]
    return tuple(sorted(better, key=lambda trade: (_rank(trade), code(case, dict(trade.package))))[:most])


def lifting(
    case: Case, package: Package, who: str, *, most_issues: int = 3, most: int = 20, budget: Budget = UNLIMITED
) -> tuple[Trade, ...]:
    """The changes that bring `who` to accept and turn nobody else away, at least loss to the other principals first.

    None where `who` accepts `package` already. Loss: the largest share that another principal loses, then the sum of
    the shares lost (which adds shares of different parties), then fewer changes, then file order.
    """
    if accepts(case, who, package) is Answer.YES:
        return ()
    found = []
    for trade in _candidates(case, package, most_issues, budget, lift=who):
        if accepts(case, who, dict(trade.package)) is Answer.YES:
            found.append(Trade(trade.changes, trade.package, trade.moves, trade.shares, who))
    return tuple(sorted(found, key=lambda trade: (_loss(trade, who), code(case, dict(trade.package))))[:most])


def _rank(trade: Trade) -> tuple[Fraction, Fraction, int]:
    shares = [share for _, share in trade.shares]
    return (-min(shares), -sum(shares, Fraction(0)), len(trade.changes))


def _loss(trade: Trade, who: str) -> tuple[Fraction, Fraction, int]:
    losses = [max(-share, Fraction(0)) for party, share in trade.shares if party != who]
    return (max(losses, default=Fraction(0)), sum(losses, Fraction(0)), len(trade.changes))


def _span(case: Case, who: str) -> Fraction:
    """The distance between the best and the worst that a party's options and terms can add up to; at least a positive number."""
    rows = [[worth.middle for worth in row] for row in worths(case, who)]
    terms = [abs(term.worth.points.middle) for term in case.position[who].terms]
    return sum((max(row) - min(row) for row in rows), Fraction(0)) + sum(terms, Fraction(0)) or Fraction(1)


def _candidates(case: Case, package: Package, most_issues: int, budget: Budget, lift: str = "") -> Iterator[Trade]:
    """Every admissible package near `package` that turns nobody away; where no `lift` is asked for, only improvements."""
    who = valued(case)
    here = [np.array([issue.places[package[issue.id]]]) for issue in case.issues]
    now = {one: values(case, one, here) for one in who}
    span = {one: _span(case, one) for one in who}
    crossing = {one: {line.id for line in crossed(case, one, package)} for one in case.position}
    for cols in _neighbours(case, here, most_issues):
        mask = _admissible_near(case, package, cols, crossing)
        moves = {}
        for one in who:
            there = values(case, one, cols)
            moves[one] = (there.low + there.high) - (now[one].low + now[one].high)[0]
            if not lift:
                mask &= (moves[one] >= 0).astype(bool)
        for place in np.flatnonzero(mask):
            by = tuple((one, Fraction(int(moves[one][place]), 2 * now[one].table.scale)) for one in who)
            yield _trade(case, package, [int(col[place]) for col in cols], by, span)
        if budget.expired():
            return


def _trade(case: Case, package: Package, places: list[int], moves: Points, span: dict[str, Fraction]) -> Trade:
    there = {issue.id: issue.options[place].id for issue, place in zip(case.issues, places, strict=True)}
    changes = tuple((issue, package[issue], option) for issue, option in there.items() if option != package[issue])
    shares = tuple((who, move / span[who]) for who, move in moves)
    return Trade(changes, tuple(there.items()), moves, shares)


def _neighbours(case: Case, here: Columns, most_issues: int) -> Iterator[Columns]:
    """The packages that differ from `here` in one to `most_issues` answers, in blocks, fewer changes first."""
    for count in range(1, most_issues + 1):
        block: list[np.ndarray] = []
        for chosen in combinations(range(len(case.issues)), count):
            others = [[p for p in range(len(case.issues[i].options)) if p != here[i][0]] for i in chosen]
            if (size := prod(map(len, others))) == 0:
                continue
            rows = np.tile(np.array([col[0] for col in here], dtype=np.int16), (size, 1))
            rows[:, chosen] = np.array(list(product(*others)), dtype=np.int16)
            block.append(rows)
            if sum(map(len, block)) >= MOST_AT_ONCE:
                yield list(np.concatenate(block).T)
                block = []
        if block:
            yield list(np.concatenate(block).T)


def _admissible_near(case: Case, package: Package, cols: Columns, crossing: dict[str, set[str]]) -> np.ndarray:
    """Which packages break no link, cross no red line that `package` keeps, and turn away nobody who accepts it."""
    mask = np.ones(len(cols[0]), dtype=bool)
    for link in case.links:
        mask &= form_mask(case, link.form, cols)
    for who, lines in crossing.items():
        for line, kept in line_masks(case, who, cols).items():
            if line not in lines:
                mask &= kept
    for party in consenters(case):
        now = accepts(case, party.id, package) if asked(case, party.id, package) else Answer.YES
        own = party_masks(case, party, cols)
        if now is Answer.YES:
            mask &= own.surely | ~asked_mask(case, party, cols)
        elif now is Answer.DEPENDS:
            mask &= own.possibly | ~asked_mask(case, party, cols)
    return mask
