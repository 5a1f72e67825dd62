"""Where the artefact is the figure or the red line itself: what remains follows at once, at any size."""

from __future__ import annotations

from math import prod

from onetext.analysis.leaks.findings import Found, Remains
from onetext.analysis.leaks.unknowns import LINE, RESERVATION, WORTH, Unknown
from onetext.analysis.leaks.worlds import moved, truth
from onetext.model.artefacts import Artefact, Figure, Line


def untouched(unknown: tuple[Unknown, ...], i: int) -> Remains:
    """What remains of an unknown of which nothing is learned: all."""
    last = unknown[i].count - 1
    world = truth(unknown)
    return Remains(0, last, 0, last, last + 1, {0: moved(world, i, 0), last: moved(world, i, last)})


def left_by(unknown: Unknown, artefact: Artefact) -> tuple[int, int] | None:
    """The first and last value of an unknown that agree with a figure or a red line shown; None where it is about another."""
    spot = unknown.spot
    match artefact:
        case Figure(party, points, issue, option) if (spot.party, spot.kind, spot.issue, spot.option) == (
            party, WORTH if issue else RESERVATION, issue, option,
        ):  # fmt: skip
            low = -((unknown.low - unknown.half - points.low) // unknown.step)
            high = (points.high - unknown.half - unknown.low) // unknown.step
            return max(0, int(low)), min(unknown.count - 1, int(high))
        case Line(party, form) if spot.kind == LINE and spot.party == party and unknown.form == form:
            return unknown.truth, unknown.truth
    return None


def directly(unknown: tuple[Unknown, ...], artefact: Artefact) -> Found:
    """What remains of each unknown where one of them is shown."""
    world, remains = truth(unknown), []
    for i, one in enumerate(unknown):
        left = left_by(one, artefact)
        if left is None:
            remains.append(untouched(unknown, i))
        else:
            first, last = left
            shown = {place: moved(world, i, place) for place in left}
            remains.append(Remains(first, last, first, last, last - first + 1, shown))
    after = prod(one.count or 0 for one in remains)
    return Found(tuple(remains), "direct", "what is shown is the figure itself", prod(one.count for one in unknown), after)
