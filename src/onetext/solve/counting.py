"""The zopa of a space too large to enumerate: exact where counts fall apart, else from draws, with 95 % intervals.

That there is none is proven by an integer program, never concluded from draws. Counts of one party are exact where
its worths, its red lines and the links join few issues at a time (`tally.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt

import numpy as np

from onetext.model.acceptance import asked_on, consenters, voter
from onetext.model.case import Case
from onetext.model.conditions import Condition
from onetext.model.parties import Party
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.cpsat.exists import exists
from onetext.solve.cpsat.kept import table
from onetext.solve.cpsat.witnesses import first_of_zopa, first_refused, first_undecided
from onetext.solve.results import Accepted, Zopa
from onetext.solve.sampling import Tilt, Z, drawn, generator, scaled, tilt, wilson
from onetext.solve.space import Columns, asked_mask, links_kept, party_masks, together
from onetext.solve.tally import count_keeping, count_reaching

DRAWS = 1 << 18
BLOCK = 1 << 15
ENOUGH = 400
"""Fewer draws than this within the zopa, and tilted draws are looked at as well."""


@dataclass(slots=True)
class Drawn:
    """What was seen in draws: how many there were, and how many were admissible, accepted by whom, asked of whom, and so on."""

    count: int = 0
    admissible: int = 0
    surely: dict[str, int] = field(default_factory=dict)
    possibly: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    ratified: dict[str, int] = field(default_factory=dict)
    zopa: int = 0
    zopa_possible: int = 0


def estimate(case: Case, budget: Budget = UNLIMITED) -> Zopa:
    """The zopa of a case on its day, of any size; `status` is `exact` only where every figure is.

    The draws depend on the case alone, unless a limit ends them early. Fields as in `solve.zopa.zopa`; who is silent
    is left to that.
    """
    sure, package = exists(case, "surely", budget)
    may = ("optimal", package) if package is not None else exists(case, "possibly", budget)
    seen = _draw(case, budget)
    links = [link.form for link in case.links]
    exact = count_keeping(case, links)
    low, high = wilson(seen.admissible, seen.count)
    whole = exact if exact is not None else scaled(seen.admissible / max(seen.count, 1), case.size)
    accepted, all_exact = _accepted(case, seen, exact)
    zone = _zone(case, seen, whole, "surely", sure, budget)
    undecided, decided = first_undecided(case, budget) if may[1] is not None else (None, may[0] == "infeasible")
    refused, _ = first_refused(case, budget)
    wide = zone if decided or (_same(case, seen) and sure == may[0]) else _zone(case, seen, whole, "possibly", may[0], budget)
    nothing = sure == may[0] == "infeasible"
    done = nothing and exact is not None and all_exact and not seen.asked
    first = first_of_zopa(case, package, budget) if package is not None else None
    return Zopa(
        status="exact" if done else "estimate",
        method="convolution" if done else "sampling",
        size=case.size,
        admissible=whole,
        acceptable=accepted,
        zopa=zone[1],
        zopa_possible=max(wide[1], zone[1] + (undecided is not None)),
        interval=None if done else (zone[0], zone[2]),
        interval_possible=None if done else (max(wide[0], zone[0]), max(wide[2], zone[2])),
        admissible_interval=None if exact is not None else (scaled(low, case.size), scaled(high, case.size)),
        ratified=tuple((who, scaled(hits / max(seen.zopa, 1), zone[1])) for who, hits in seen.ratified.items()),
        first=tuple(first.items()) if first else None,
        first_undecided=tuple(undecided.items()) if undecided else None,
        first_refused=tuple(refused.items()) if refused else None,
        why_method=_why(case, seen, nothing),
    )


def _why(case: Case, seen: Drawn, nothing: bool) -> str:
    proof = "; that nothing is acceptable to all is proven by an integer program" if nothing else ""
    return f"{seen.count} of {case.size:.3g} packages were drawn, as the case's digest decides{proof}"


def _same(case: Case, seen: Drawn) -> bool:
    """Whether nothing depends: what is possible is sure."""
    return seen.surely == seen.possibly and seen.zopa == seen.zopa_possible


def _draw(case: Case, budget: Budget) -> Drawn:
    """What uniform draws show."""
    seen, source = Drawn(), generator(case, "uniform")
    while seen.count < DRAWS and not (seen.count and budget.expired()):
        cols = drawn(case, source, BLOCK)
        _look(case, seen, cols)
    return seen


def _look(case: Case, seen: Drawn, cols: Columns) -> None:
    kept = links_kept(case, cols)
    seen.count += len(kept)
    seen.admissible += int(kept.sum())
    masks, inside = together(case, "table", cols, kept)
    for party in consenters(case):
        seen.surely[party.id] = seen.surely.get(party.id, 0) + int((masks[party.id].surely & kept).sum())
        seen.possibly[party.id] = seen.possibly.get(party.id, 0) + int((masks[party.id].possibly & kept).sum())
        if Condition() not in asked_on(case, party.id):
            seen.asked[party.id] = seen.asked.get(party.id, 0) + int((asked_mask(case, party, cols) & kept).sum())
    seen.zopa += int(inside.surely.sum())
    seen.zopa_possible += int(inside.possibly.sum())
    for party in consenters(case, "ratify"):
        late = party_masks(case, party, cols).surely | ~asked_mask(case, party, cols)
        seen.ratified[party.id] = seen.ratified.get(party.id, 0) + int((late & inside.surely).sum())


def _accepted(case: Case, seen: Drawn, admissible: int | None) -> tuple[tuple[Accepted, ...], bool]:
    """How many admissible packages each accepts, exact where it can be; and whether all are."""
    forms, found, all_exact = [link.form for link in case.links], [], True
    whole = case.size if admissible is None else admissible
    of = max(seen.count if admissible is None else seen.admissible, 1)
    for party in consenters(case):
        counts = []
        for hits, possibly in ((seen.surely, False), (seen.possibly, True)):
            exact = None if party.is_a("bloc") else count_reaching(case, party.id, forms, possibly=possibly)
            all_exact &= exact is not None
            counts.append(exact if exact is not None else _guess(case, party, hits.get(party.id, 0), of, whole, possibly))
        needed = scaled(seen.asked[party.id] / of, whole) if party.id in seen.asked else None
        found.append(Accepted(party.id, counts[0], counts[1], needed))
    return tuple(found), all_exact


def _guess(case: Case, party: Party, hits: int, of: int, whole: int, possibly: bool) -> int:
    """How many admissible packages a party accepts, from draws; from tilted ones where few were met."""
    if hits < ENOUGH and _tilts(case, party):
        tilted = _tilted(case, [party], "possibly" if possibly else "surely", BLOCK, UNLIMITED)
        if tilted is not None:
            return tilted[0][1]
    return scaled(hits / of, whole)


def _tilting(case: Case) -> list[Party]:
    return [party for party in consenters(case) if _tilts(case, party)]


Range = tuple[int, int, int]
"""The low end of an interval, the estimate, the high end."""


def _zone(case: Case, seen: Drawn, admissible: int, mode: str, proven: str, budget: Budget) -> Range:
    """How many admissible packages all surely, or possibly, accept."""
    if proven == "infeasible":
        return 0, 0, 0
    hits = seen.zopa if mode == "surely" else seen.zopa_possible
    low, high = wilson(hits, seen.admissible)
    found = (scaled(low, admissible), scaled(hits / max(seen.admissible, 1), admissible), scaled(high, admissible))
    tilted = None if hits >= ENOUGH or budget.expired() else _tilted(case, _tilting(case), mode, DRAWS, budget)
    if tilted is not None:
        found = tilted[0] if tilted[1] >= ENOUGH // 4 else (found[0], tilted[0][1], found[2])
    least = int(proven == "optimal")
    return max(found[0], least), max(found[1], least), max(found[2], least)


def _tilted(case: Case, parties: list[Party], mode: str, draws: int, budget: Budget) -> tuple[Range, int] | None:
    """The packages that these parties accept (and all others, if all are given), from draws tilted towards it; how many hits.

    With the interval of a mean, which holds where there are many hits; None where there is nobody to tilt by or no hit.
    """
    if not parties:
        return None
    tilted, source = _tilt(case, parties, mode), generator(case, f"tilted {mode}" + ",".join(party.id for party in parties))
    total, square, count, hits = 0.0, 0.0, 0, 0
    while count < draws and not (count and budget.expired()):
        cols = drawn(case, source, BLOCK, tilted.odds)
        kept = links_kept(case, cols)
        inside = party_masks(case, parties[0], cols) if len(parties) == 1 else together(case, "table", cols, kept)[1]
        mask = kept & (inside.surely if mode == "surely" else inside.possibly)
        weights = np.where(mask, tilted.weights(cols), 0.0)
        total, square, count = total + float(weights.sum()), square + float((weights**2).sum()), count + BLOCK
        hits += int(mask.sum())
    if not total:
        return None
    mean = total / count
    half = Z * sqrt(max(square / count - mean * mean, 0.0) / count)
    low, high = max(mean - half, 0.0), min(mean + half, 1.0)
    return (scaled(low, case.size), scaled(mean, case.size), scaled(high, case.size)), hits


def _tilt(case: Case, parties: list[Party], mode: str) -> Tilt:
    """The tilt towards the reservation values of some parties, by their worths without terms."""
    widths = [len(issue.options) for issue in case.issues]
    worths, reservations = np.zeros((len(parties), len(widths), max(widths))), np.zeros(len(parties))
    for place, party in enumerate(parties):
        own = table(case, party.id)
        rows = own.low if mode == "surely" else own.high
        unit = sqrt(sum(float(np.var(np.array(row, dtype=float))) for row in rows)) or 1.0
        for i, row in enumerate(rows):
            worths[place, i, : len(row)] = np.array(row, dtype=float) / unit
        reservations[place] = float((own.reservation or (0, 0))[1 if mode == "surely" else 0]) / unit
    return tilt(worths, reservations, widths)


def _tilts(case: Case, party: Party) -> bool:
    """Whether a party's consent is always needed and turns on a reservation value."""
    return not party.is_a("bloc") and Condition() in asked_on(case, party.id) and voter(case, party.id).reservation is not None
