"""Table and ratification: how many packages each level accepts, and both together."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from onetext.model.acceptance import consenters
from onetext.model.case import Case
from onetext.solve.budget import UNLIMITED, Budget, enumerable
from onetext.solve.enumerated import Enumerated, enumerated
from onetext.solve.results import Levels, Portion, Ratifier
from onetext.solve.space import Mask, Masks, packages


def levels(case: Case, budget: Budget = UNLIMITED) -> Levels | None:
    """What the table accepts and what would be ratified, on the case's day; None where nobody is asked to ratify.

    Counted where the space is small enough; else it is proven of which kinds there are packages, and nothing is counted.
    """
    if enumerable(case, budget):
        return by_enumeration(case)
    if not consenters(case, "ratify"):
        return None
    from onetext.solve.cpsat.stages import by_programs

    return by_programs(case, budget)


def by_enumeration(case: Case) -> Levels | None:
    """`levels` of an enumerable case: every package counted."""
    late = consenters(case, "ratify")
    if not late:
        return None
    found = enumerated(case)
    home = _all(found, [party.id for party in late])
    table, neither = found.zopa, Masks(~home.possibly, ~home.surely)
    refused = Masks(~table.possibly, ~table.surely)
    return Levels(
        "exact",
        "enumeration",
        table=_portion(case, found, table),
        both=_portion(case, found, _both(table, home)),
        table_only=_portion(case, found, _both(table, neither)),
        ratifiers_only=_portion(case, found, _both(home, refused)),
        ratifiers=tuple(_ratifier(found, party.id, party.behind) for party in late),
    )


def _both(one: Masks, other: Masks) -> Masks:
    return Masks(one.surely & other.surely, one.possibly & other.possibly)


def _all(found: Enumerated, who: Iterable[str]) -> Masks:
    """Which packages all of some consenters that are asked surely, and possibly, accept."""
    surely, possibly = np.ones(len(found.codes), dtype=bool), np.ones(len(found.codes), dtype=bool)
    for one in who:
        surely &= found.where(one, found.accepts[one].surely)
        possibly &= found.where(one, found.accepts[one].possibly)
    return Masks(surely, possibly)


def _portion(case: Case, found: Enumerated, of: Masks) -> Portion:
    sure, possible = int(np.count_nonzero(of.surely)), int(np.count_nonzero(of.possibly))
    if not possible:
        return Portion(0, 0)
    mask: Mask = of.surely if sure else of.possibly
    return Portion(sure, possible, tuple(packages(case, found.codes[[int(mask.argmax())]])[0].items()), sure > 0)


def _ratifier(found: Enumerated, who: str, behind: str) -> Ratifier:
    own = found.accepts[who]
    yes = np.count_nonzero(found.where(who, own.surely) & found.zopa.surely)
    return Ratifier(who, behind, int(yes), int(np.count_nonzero(found.where(who, own.possibly) & found.zopa.possibly)))
