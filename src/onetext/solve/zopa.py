"""The zopa: how many packages are acceptable to whom."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from onetext.model.acceptance import consenters, is_silent
from onetext.model.case import Case
from onetext.model.voting import leaves
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.enumerated import enumerated
from onetext.solve.plan import answered
from onetext.solve.results import Accepted, Zopa
from onetext.solve.space import Mask, packages
from onetext.solve.stages import by_enumeration, levels


def zopa(case: Case, *, budget: Budget = UNLIMITED, method: str | None = None) -> Zopa:
    """The admissible packages that all whose consent they need accept, and how many each of these accepts itself.

    `case` is on its day. Weakly: a package worth exactly the reservation value is accepted. Counted exactly where
    the space is small enough, else as `solve.counting` can. `method`: one of `plan.METHODS`; None: as suits. Raises
    UsageError for a method that there is not. Definition: CASEFILE, "Zopa".
    """
    found: Zopa | None = answered("zopa", case, budget=budget, method=method)
    if found is None:
        found = answered("zopa", case, budget=budget, method="sampling")
    if found.silent or found.ratification is not None:
        return found
    return replace(found, silent=silent(case), ratification=levels(case, budget))


def counted(case: Case, *, budget: Budget = UNLIMITED) -> Zopa:
    """The zopa by enumeration, all packages at once."""
    found = enumerated(case)
    table = [party.id for party in consenters(case)]
    late = [party.id for party in consenters(case, "ratify")]
    inside = np.flatnonzero(found.zopa.surely)

    def first(mask: Mask) -> tuple[tuple[str, str], ...] | None:
        here = found.codes[np.flatnonzero(mask)[:1]]
        return tuple(packages(case, here)[0].items()) if len(here) else None

    needed = {who: int(np.count_nonzero(mask)) for who, mask in found.asked.items()}
    return Zopa(
        status="exact",
        method="enumeration",
        size=case.size,
        admissible=len(found.codes),
        acceptable=tuple(_accepted(who, found.accepts[who].surely, found.accepts[who].possibly, needed.get(who)) for who in table),
        zopa=len(inside),
        zopa_possible=int(np.count_nonzero(found.zopa.possibly)),
        ratified=tuple((who, int(np.count_nonzero(found.where(who, found.accepts[who].surely)[inside]))) for who in late),
        first=first(found.zopa.surely),
        first_undecided=first(found.zopa.possibly & ~found.zopa.surely),
        first_refused=first(~found.zopa.possibly),
        silent=silent(case),
        ratification=by_enumeration(case),
        why_method=f"each of the {case.size} packages was looked at",
    )


def silent(case: Case) -> tuple[str, ...]:
    """Those whose consent is needed, at any stage, and members of blocs, of whom nothing is known that decides."""
    asked = [party.id for stage in ("table", "ratify") for party in consenters(case, stage)]
    return tuple(who for who in dict.fromkeys(voter for one in asked for voter in leaves(case, one)) if is_silent(case, who))


def _accepted(who: str, surely: np.ndarray, possibly: np.ndarray, needed: int | None) -> Accepted:
    return Accepted(who, int(np.count_nonzero(surely)), int(np.count_nonzero(possibly)), needed)
