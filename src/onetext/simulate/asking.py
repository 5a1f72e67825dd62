"""Questions played against true preferences drawn at random: how many are needed, asked well or at random.

In each run every voter gets worths and a reservation value that fit what is known of it, and answers truly. The same
truths are played with the next best question each time, and with questions at random.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import median_low

import numpy as np
from numpy.random import PCG64, Generator

from onetext.analysis.asking.ask import asked_of
from onetext.analysis.asking.comparisons import best_comparison, random_comparison
from onetext.analysis.asking.known import told_preference, told_reply
from onetext.analysis.asking.questions import ASKERS, Asker, Needed, Simulated, To
from onetext.analysis.asking.regret import Regret, candidates, held, regret, weighed
from onetext.analysis.asking.scales import Steps
from onetext.analysis.asking.verdict import open_puts, puts, votes
from onetext.analysis.asking.zone import Zone, zone_of
from onetext.model.case import Case
from onetext.solve.budget import Budget, Progress
from onetext.solve.space import Mask

TENTH = 0.1
MOST_ASKED = 200
"""A run is given up after so many questions."""


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """What one voter really accepts of the packages looked at, and the shares of its columns (None: it has none)."""

    accepts: Mask
    shares: np.ndarray | None


def simulate(case: Case, *, of: str, runs: int, seed: int, steps: Steps, budget: Budget) -> Simulated:
    """Play `runs` runs for each end, best and random; a case on its day. Those not played at a limit are left out."""
    start = zone_of(case, steps, budget)
    asked = asked_of(case, of, tuple(start.known))
    counts: dict[tuple[To, Asker], list[int | None]] = {(to, asker): [] for to in PLAYS for asker in ASKERS}
    for run in range(runs):
        if budget.expired():
            break
        budget.on_progress(Progress("playing questions", share=run / runs))
        truth = truths(start, Generator(PCG64([seed, run])))
        for (to, asker), found in counts.items():
            found.append(PLAYS[to](start, truth, asked, asker, Generator(PCG64([seed, run, 1]))))
    needed = tuple(_needed(to, asker, tuple(found)) for (to, asker), found in counts.items())
    return Simulated(seed, steps, needed, complete=all(one.runs == runs for one in needed))


def _needed(to: To, asker: Asker, found: tuple[int | None, ...]) -> Needed:
    reached = [count for count in found if count is not None]
    middle = median_low([count if count is not None else MOST_ASKED + 1 for count in found]) if found else MOST_ASKED + 1
    return Needed(
        to, asker, middle if middle <= MOST_ASKED else None, min(reached, default=None), max(reached, default=None), len(reached), len(found), found
    )  # fmt: skip


def truths(zone: Zone, source: Generator) -> dict[str, Truth]:
    """A world drawn for each voter: one of the draws that fit what is known of it."""
    drawn = votes(zone)
    found = {}
    for who, known in zone.known.items():
        row = int(source.integers(0, len(drawn[who])))
        found[who] = Truth(drawn[who][row], None if known.worths is None else known.worths.shares[row])
    return found


def play_agreement(zone: Zone, truth: dict[str, Truth], asked: tuple[str, ...], asker: Asker, source: Generator) -> int | None:
    """Questions about packages until some package is surely acceptable to all, or none may be."""
    lots = open_puts(zone, asked) if asker == "random" else []
    source.shuffle(lots)
    for count in range(MOST_ASKED + 1):
        if zone.surely.any() or not zone.possibly.any():
            return count
        if asker == "best":
            found = [(put.who, put.place) for put in puts(zone, asked)[:1]]
        else:
            found = lots[count : count + 1] if asker == "random" else source.permutation(open_puts(zone, asked) or [("", 0)])[:1].tolist()
        if not found or not found[0][0]:
            return None
        who, place = found[0][0], int(found[0][1])
        known = told_reply(zone.known[who], zone.cols, place, bool(truth[who].accepts[place]), source)
        zone = replace(zone, known=zone.known | {who: known})
    return None


def play_regret(zone: Zone, truth: dict[str, Truth], asked: tuple[str, ...], asker: Asker, source: Generator) -> int | None:
    """Comparisons until the largest regret is at most a tenth of what it was."""
    places = candidates(zone, weighed(zone))
    first: Regret | None = None
    for count in range(MOST_ASKED + 1):
        worths = weighed(zone)
        among = held(places, tuple(worths.values()))
        now = regret(among)
        first = first or now
        if now is None or first is None or now.largest <= TENTH * first.largest:
            return count
        if asker == "best":
            one = best_comparison(zone, among, tuple(worths), now, asked, source)
        else:
            one = random_comparison(zone, tuple(worths), asked, source, aware=asker == "aware")
        shares = truth[one.who].shares if one is not None else None
        if one is None or shares is None:
            return None
        row = one.row if float(one.row @ shares) >= 0 else -one.row
        zone = replace(zone, known=zone.known | {one.who: told_preference(zone.known[one.who], row, source)})
    return None


PLAYS: dict[To, Callable[[Zone, dict[str, Truth], tuple[str, ...], Asker, Generator], int | None]] = {
    "agreement": play_agreement,
    "regret": play_regret,
}
