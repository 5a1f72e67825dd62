"""What is known of each voter over the packages looked at, and what one more answer adds to it.

Who surely and possibly accepts is here as `model.acceptance` defines it. How likely an answer is comes from worths drawn
at random among those that fit what is known (`scales`), with a reservation value drawn between what was refused and
what was accepted; it only helps to choose a question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from onetext.analysis.asking.scales import Scale, Steps, scale_of, score
from onetext.model.acceptance import voter
from onetext.model.case import Case
from onetext.model.inference import explained, last_replies, no_better_options, no_worse_options, without_rejected, words
from onetext.model.positions import NoNumber, Parts, Position, red_lines
from onetext.solve.linear import Region, Search, drawn
from onetext.solve.space import Columns, Mask, condition_mask, form_mask, values, voter_masks

DRAWS = 160
FEWEST = 60
"""Where fewer draws than this fit an answer, all are drawn anew."""

Tables = tuple[np.ndarray, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What a voter whose acceptance turns on its words said of packages, and how it compares them.

    `up`, `down`: by issue, row i, column j: option j is no worse, no better than option i. `kept`: the packages that cross
    none of its red lines; `accepted`, `refused`: of which its words say so, both of some; `willing`: those that it accepts
    unless it refused them, any agreement being better than none.
    """

    up: Tables
    down: Tables
    kept: Mask
    accepted: Mask
    refused: Mask
    willing: Mask

    @property
    def surely(self) -> Mask:
        return self.kept & (self.accepted | self.willing) & ~self.refused

    @property
    def possibly(self) -> Mask:
        return self.kept & (self.accepted | ~self.refused)

    def above(self, cols: Columns, places: np.ndarray) -> Mask:
        """Row by row, which packages are nowhere worse than those at some places."""
        return _held(self.up, cols, places)

    def below(self, cols: Columns, places: np.ndarray) -> Mask:
        """Row by row, which packages are nowhere better than those at some places."""
        return _held(self.down, cols, places)


def _held(tables: Tables, cols: Columns, places: np.ndarray) -> Mask:
    mask = np.ones((len(places), len(cols[0])), dtype=bool)
    for table, column in zip(tables, cols, strict=True):
        if not table.all():
            mask &= table[column[places]][:, column]
    return mask


@dataclass(frozen=True, slots=True, eq=False)
class Worths:
    """What packages may be worth to a voter: `scores` (packages x columns), the region of its shares, and draws from it.

    `shares` are drawn from the region, `reservations` with them; `accepted` and `refused` are the scores of packages that
    it accepted and refused. `loose`: by how much, at most, worths known as intervals move a package's worth either way,
    figure by figure. `fits`: whether any worths fit all that it said.
    """

    scores: np.ndarray
    search: Search
    shares: np.ndarray
    reservations: np.ndarray
    accepted: np.ndarray
    refused: np.ndarray
    loose: np.ndarray
    scale: Scale | None = None
    fits: bool = True

    def drawn_values(self) -> np.ndarray:
        """Draws x packages."""
        return np.asarray(self.shares @ self.scores.T)


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """One voter: where it surely and possibly accepts, how it compares packages by words, what they may be worth to it."""

    who: str
    surely: Mask
    possibly: Mask
    words: Words | None
    worths: Worths | None


def known_of(case: Case, who: str, cols: Columns, steps: Steps, source: Generator) -> Known:
    """What is known of a voter of a case on its day."""
    masks, one = voter_masks(case, who, cols), voter(case, who)
    position = case.position.get(who, Position(who))
    by_words = one.reservation is None and position.reservation is not NoNumber.NONE
    spoken = _words(case, position, cols) if one.reservation is None else None
    worths = (
        _counted(case, who, cols, source, open_reservation=by_words)
        if position.has_worths
        else _spoken(case, position, cols, steps, source)
    )
    return Known(who, masks.surely, masks.possibly, spoken, worths)


def _words(case: Case, position: Position, cols: Columns) -> Words:
    said, no_one = words(case, position), np.zeros(len(cols[0]), dtype=bool)
    kept = ~no_one
    for line in red_lines(position):
        kept &= form_mask(case, line.form, cols)
    accepted, refused = (
        np.any([no_one, *(condition_mask(case, word.condition, cols) for word in side)], axis=0) for side in (said.accepted, said.refused)
    )
    willing = condition_mask(case, without_rejected(case, position), cols) if position.reservation is NoNumber.NONE else no_one
    up, down = (_tables(case, position, allowed) for allowed in (no_worse_options, no_better_options))
    return Words(up, down, kept, accepted, refused, willing)


def _tables(case: Case, position: Position, allowed: Callable[[Case, Position, str, str], tuple[str, ...]]) -> Tables:
    """By issue, which options are allowed beside each."""
    found = []
    for issue in case.issues:
        table = np.zeros((len(issue.options),) * 2, dtype=bool)
        for option, place in issue.places.items():
            table[place, [issue.places[other] for other in allowed(case, position, issue.id, option)]] = True
        found.append(table)
    return tuple(found)


def _counted(case: Case, who: str, cols: Columns, source: Generator, *, open_reservation: bool) -> Worths | None:
    """Worths known in numbers, at their middle, as shares of the whole range of the packages looked at."""
    own = values(case, who, cols)
    middle = ((own.low + own.high) / 2).astype(float)
    low, span = float(middle.min(initial=0.0)), float(np.ptp(middle)) if len(middle) else 0.0
    if not span:
        return None
    half = ((own.high - own.low) / 2).astype(float)[:, None] / span
    scores = ((middle - low) / span)[:, None]
    nothing = np.zeros((0, 1))
    made = Worths(scores, Search(Region(1, nothing)), np.ones((DRAWS, 1)), np.zeros(DRAWS), nothing, nothing, half)
    if open_reservation:
        return replace(made, reservations=source.random(DRAWS))
    bounds = own.table.reservation
    if bounds is None:
        return made
    ends = [(float(bound) - low) / span for bound in bounds]
    return replace(made, reservations=source.uniform(ends[0], max(ends), DRAWS))


def _spoken(case: Case, position: Position, cols: Columns, steps: Steps, source: Generator) -> Worths | None:
    """Worths that fit a party's words; with any steps where none with equal ones fit, without what was said of packages
    where none fit at all."""
    ways: tuple[Steps, ...] = ("equal", "any") if steps == "equal" else ("any",)
    scale = None
    for way in ways:
        scale = scale_of(case, position, way)
        if scale is None:
            return None
        made = _with(case, position, scale, cols, source)
        if made is not None:
            return made
    if scale is None:
        return None
    bare = replace(scale, cuts=np.zeros((0, scale.size)))
    found = _with(case, replace(position, prefers=()), bare, cols, source)
    return None if found is None else replace(found, fits=False)


def _with(case: Case, position: Position, scale: Scale, cols: Columns, source: Generator) -> Worths | None:
    search = Search(Region(scale.size, scale.cuts))
    shares = drawn(search, source, DRAWS)
    if shares is None:
        return None
    accepted, refused = _replied(case, position, scale)
    made = Worths(scale.of(cols), search, shares, np.zeros(DRAWS), accepted, refused, np.zeros((len(cols[0]), 0)), scale)
    return _with_reservations(made, source)


def _replied(case: Case, position: Position, scale: Scale) -> tuple[np.ndarray, np.ndarray]:
    """The scores of the whole packages that a party accepted and refused."""
    packages = {proposal.id: proposal.package for proposal in case.proposals}
    rows: dict[str, list[np.ndarray]] = {"yes": [], "no": []}
    for reply in last_replies(case, position.party):
        parts: Parts = packages[reply.to]
        if reply.says in rows and len(parts) == len(case.issues) and not (reply.says == "no" and explained(case, position, dict(parts))):
            rows[reply.says].append(score(case, scale.scores, parts))
    return tuple(np.array(rows[says]).reshape(-1, scale.size) for says in ("yes", "no"))  # type: ignore[return-value]


def _with_reservations(made: Worths, source: Generator) -> Worths:
    """A reservation value to each draw, anywhere between what was refused and what was accepted; draws with more room between
    the two are taken more often."""
    low = (made.shares @ made.refused.T).max(axis=1, initial=0.0)
    high = (made.shares @ made.accepted.T).min(axis=1, initial=1.0)
    room = np.maximum(high - low, 0.0)
    if not room.sum():
        return replace(made, reservations=(low + high) / 2)
    taken = source.choice(len(room), size=len(room), p=room / room.sum())
    return replace(made, shares=made.shares[taken], reservations=(low + source.random(len(low)) * room)[taken])


# --- one more answer


def told_reply(known: Known, cols: Columns, place: int, yes: bool, source: Generator) -> Known:
    """What is known once a voter has said yes or no to the package at a place; of one whose words decide."""
    if known.words is None:
        return known
    said, at = known.words, np.array([place])
    said = (
        replace(said, accepted=said.accepted | said.above(cols, at)[0])
        if yes
        else replace(said, refused=said.refused | said.below(cols, at)[0])
    )
    return Known(known.who, said.surely, said.possibly, said, _after_reply(known.worths, place, yes, source))


def _after_reply(worths: Worths | None, place: int, yes: bool, source: Generator) -> Worths | None:
    if worths is None:
        return None
    own = worths.scores[place]
    fits = (worths.shares @ own >= worths.reservations) == yes
    accepted = np.vstack([worths.accepted, own]) if yes else worths.accepted
    refused = worths.refused if yes else np.vstack([worths.refused, own])
    others = worths.refused if yes else worths.accepted
    rows = own - others if yes else others - own
    after = replace(worths, accepted=accepted, refused=refused)
    return _kept(after, rows[np.any(rows != 0, axis=1)], fits, source)


def told_preference(known: Known, row: np.ndarray, source: Generator) -> Known:
    """What is known once a voter has said that one thing is worth no less to it than another: a row of scores."""
    worths = known.worths
    if worths is None:
        return known
    return replace(known, worths=_kept(worths, row[None, :], worths.shares @ row >= 0, source))


def _kept(worths: Worths, rows: np.ndarray, fits: Mask, source: Generator) -> Worths:
    """The worths with more cuts: draws that fit stay while there are enough of them, else all are drawn anew."""
    search = worths.search
    if len(rows):
        search = Search(Region(search.region.size, np.vstack([search.region.cuts, rows])))
        inside = np.all(worths.search.points @ rows.T >= -1e-12, axis=1)
        search.points = worths.search.points[inside]
        search.prices = np.hstack([worths.search.prices, np.zeros((len(worths.search.prices), len(rows)))])
    after = replace(worths, search=search)
    if fits.sum() >= FEWEST or search.region.size == 1:
        taken = source.choice(np.flatnonzero(fits), size=DRAWS) if fits.any() else np.arange(len(fits))
        return replace(after, shares=worths.shares[taken], reservations=worths.reservations[taken])
    inner = worths.shares[fits] if fits.any() else None
    shares = drawn(search, source, DRAWS, inner)
    return replace(worths, fits=False) if shares is None else _with_reservations(replace(after, shares=shares), source)
