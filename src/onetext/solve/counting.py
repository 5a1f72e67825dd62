"""The zopa of a space too large to enumerate: exact where counting ends, else from draws, with 95 % intervals.

That there is none is proven by an integer program, never concluded from draws. Counts of one party are exact where its
terms, its red lines and the links can be taken issue by issue (`tally.py`); the count of all together is where their values
fit a grid (`joint.py`).
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
from onetext.solve.joint import count_zopa
from onetext.solve.results import Accepted, Zopa
from onetext.solve.sampling import Tilt, Z, drawn, generator, scaled, tilt, wilson
from onetext.solve.space import Columns, asked_mask, links_kept, party_masks, together
from onetext.solve.tally import count_keeping, count_reaching

DRAWS = 1 << 18
BLOCK = 1 << 15
ENOUGH = 400
"""Fewer draws than this within the zopa, and tilted draws are looked at as well."""


Range = tuple[int, int, int]
"""The low end of an interval, the estimate, the high end."""


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


def exactly(case: Case, budget: Budget = UNLIMITED) -> Zopa | None:
    """The zopa of a case on its day, every figure exact; None where some figure cannot be counted."""
    if any(Condition() not in asked_on(case, party.id) for party in consenters(case)) or consenters(case, "ratify"):
        return None
    sure = count_zopa(case, possibly=False, budget=budget)
    may = count_zopa(case, possibly=True, budget=budget) if sure is not None else None
    whole = count_keeping(case, [link.form for link in case.links], budget) if may is not None else None
    if sure is None or may is None or whole is None:
        return None
    accepted, all_exact = _accepted(case, None, whole, budget)
    if not all_exact:
        return None
    package = exists(case, "surely", budget)[1] if sure else None
    first = first_of_zopa(case, package, budget) if package is not None else None
    return Zopa(
        status="exact",
        method="dynamic programming",
        size=case.size,
        admissible=whole,
        acceptable=accepted,
        zopa=sure,
        zopa_possible=may,
        first=tuple(first.items()) if first else None,
        first_undecided=_listed(first_undecided(case, budget)[0] if may > sure else None),
        first_refused=_listed(first_refused(case, budget)[0] if whole > may else None),
        why_method=COUNTED.format(size=case.size),
    )


COUNTED = "{size:.3g} packages were counted, none was looked at: issue by issue, those alike in all that is still open together"


def _listed(package: dict[str, str] | None) -> tuple[tuple[str, str], ...] | None:
    return tuple(package.items()) if package else None


def estimate(case: Case, budget: Budget = UNLIMITED) -> Zopa:
    """The zopa of a case on its day, of any size; `status` is `exact` only where every figure is.

    The draws depend on the case alone, unless a limit ends them early. Fields as in `solve.zopa.zopa`; who is silent
    is left to that.
    """
    sure, package = exists(case, "surely", budget)
    may = ("optimal", package) if package is not None else exists(case, "possibly", budget)
    seen = _draw(case, budget)
    exact = count_keeping(case, [link.form for link in case.links], budget)
    low, high = wilson(seen.admissible, seen.count)
    whole = exact if exact is not None else scaled(seen.admissible / max(seen.count, 1), case.size)
    accepted, all_exact = _accepted(case, seen, exact, budget)
    zone = _zone(case, seen, whole, "surely", sure, budget)
    undecided, decided = first_undecided(case, budget) if may[1] is not None else (None, may[0] == "infeasible")
    refused, _ = first_refused(case, budget)
    wide = zone if decided or (_same(case, seen) and sure == may[0]) else _zone(case, seen, whole, "possibly", may[0], budget)
    nothing = sure == may[0] == "infeasible"
    done = nothing and exact is not None and all_exact and not seen.asked
    first = first_of_zopa(case, package, budget) if package is not None else None
    return Zopa(
        status="exact" if done else "estimate",
        method="dynamic programming" if done else "sampling",
        size=case.size,
        admissible=whole,
        acceptable=accepted,
        zopa=zone[1],
        zopa_possible=max(wide[1], zone[1] + (undecided is not None)),
        interval=None if done else (zone[0], zone[2]),
        interval_possible=None if done else (max(wide[0], zone[0]), max(wide[2], zone[2])),
        admissible_interval=None if exact is not None else (scaled(low, case.size), scaled(high, case.size)),
        ratified=tuple((who, scaled(hits / max(seen.zopa, 1), zone[1])) for who, hits in seen.ratified.items()),
        first=_listed(first),
        first_undecided=_listed(undecided),
        first_refused=_listed(refused),
        why_method=(COUNTED.format(size=case.size) if done else _drawn(case, seen)) + (NOTHING if nothing else ""),
    )


NOTHING = "; that nothing is acceptable to all is proven by an integer program"


def _drawn(case: Case, seen: Drawn) -> str:
    return f"{seen.count} of {case.size:.3g} packages were drawn, as the case's digest decides"


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


def _accepted(case: Case, seen: Drawn | None, admissible: int | None, budget: Budget) -> tuple[tuple[Accepted, ...], bool]:
    """How many admissible packages each accepts, exact where it can be, else from draws; and whether all are exact."""
    found, all_exact = [], True
    for party in consenters(case):
        exact = _exact(case, party, budget)
        all_exact &= None not in exact
        if seen is None and None in exact:
            break
        ranges = [_range(case, party, count, seen, admissible, possibly) for possibly, count in enumerate(exact)]
        needed = None
        if seen is not None and party.id in seen.asked:
            needed = scaled(seen.asked[party.id] / _among(seen, admissible), case.size if admissible is None else admissible)
        (low, yes, high), (least, possible, most) = ranges
        found.append(
            Accepted(party.id, yes, possible, needed, (low, high) if low < high else None, (least, most) if least < most else None)
        )
    return tuple(found), all_exact


def _exact(case: Case, party: Party, budget: Budget) -> tuple[int | None, int | None]:
    """How many admissible packages a party surely and possibly accepts; None where that is not counted, as of a bloc."""
    if party.is_a("bloc"):
        return None, None
    forms = [link.form for link in case.links]
    surely = count_reaching(case, party.id, forms, possibly=False, budget=budget)
    if _is_sharp(case, party.id):
        return surely, surely
    return surely, count_reaching(case, party.id, forms, possibly=True, budget=budget)


def _is_sharp(case: Case, who: str) -> bool:
    """Whether what one possibly accepts it surely accepts."""
    reservation = voter(case, who).reservation
    return reservation is not None and reservation.sharp and table(case, who).sharp


def _among(seen: Drawn, admissible: int | None) -> int:
    """Among how many draws a share is taken: of all packages, or of the admissible ones where these are counted."""
    return max(seen.count if admissible is None else seen.admissible, 1)


def _range(case: Case, party: Party, exact: int | None, seen: Drawn | None, admissible: int | None, possibly: int) -> Range:
    """A count that is known, or one guessed from draws."""
    if exact is not None or seen is None:
        return (exact or 0,) * 3
    return _guess(case, party, (seen.possibly if possibly else seen.surely).get(party.id, 0), seen, admissible, possibly)


def _guess(case: Case, party: Party, hits: int, seen: Drawn, admissible: int | None, possibly: int) -> Range:
    """How many admissible packages a party accepts, from draws; from tilted ones where few were met."""
    if hits < ENOUGH and _tilts(case, party):
        tilted = _tilted(case, [party], "possibly" if possibly else "surely", BLOCK, UNLIMITED)
        if tilted is not None:
            return tilted[0]
    among, whole = _among(seen, admissible), case.size if admissible is None else admissible
    low, high = wilson(hits, among)
    return scaled(low, whole), scaled(hits / among, whole), scaled(high, whole)


def _tilting(case: Case) -> list[Party]:
    return [party for party in consenters(case) if _tilts(case, party)]


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
