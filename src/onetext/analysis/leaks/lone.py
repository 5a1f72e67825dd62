"""What would remain to one that knew all the rest: each unknown moved by itself, all others as they are.

Such worlds are among those that the viewer itself holds possible; so what remains here surely remains to the viewer too, and
no more is concluded than this. It is the worst case, exact for a viewer that knows all but one figure.
"""

from __future__ import annotations

from collections.abc import Sequence

from onetext.analysis.leaks.holds import still
from onetext.analysis.leaks.unknowns import Unknown
from onetext.analysis.leaks.worlds import World, moved, put, truth
from onetext.model.artefacts import Artefact
from onetext.model.case import Case
from onetext.solve.budget import Budget

MOST = 120
"""So many values of one unknown are tried, spread over all, ends first."""


def alone(
    full: Case, unknown: tuple[Unknown, ...], artefact: Artefact, budget: Budget, of: Sequence[int]
) -> dict[int, tuple[dict[int, World], bool]]:
    """Of some unknowns the places of the values that remain, each with its world, and whether all values were tried."""
    true, found = truth(unknown), {}
    for i in of:
        left, whole = {true[i]: true}, unknown[i].count <= MOST
        for place in _tried(unknown[i]):
            if budget.expired():
                whole = False
                break
            world = moved(true, i, place)
            said = still(put(full, unknown, world), artefact, budget)
            if said:
                left[place] = world
            whole = whole and said is not None
        found[i] = (left, whole)
    return found


def _tried(one: Unknown) -> list[int]:
    """The places of the values to try: all, or some spread over all, the ends first, without the true one."""
    last, steps = one.count - 1, min(one.count, MOST)
    spread = {round(n * last / max(steps - 1, 1)) for n in range(steps)}
    return sorted(spread - {one.truth}, key=lambda place: (place not in (0, last), place))
