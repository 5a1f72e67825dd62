"""The ways that need no look at every world: which one answers for which artefact."""

from __future__ import annotations

from dataclasses import dataclass, field

from onetext.analysis.leaks.corners import by_corners
from onetext.analysis.leaks.counts import by_counts
from onetext.analysis.leaks.cuts import by_cuts
from onetext.analysis.leaks.findings import Found
from onetext.analysis.leaks.holds import chosen, still
from onetext.analysis.leaks.unknowns import Unknown
from onetext.analysis.leaks.worlds import World, put
from onetext.model.acceptance import Answer, agreed, broken_links
from onetext.model.artefacts import Accepts, Agreeable, Artefact, Best, Chosen, Count
from onetext.model.case import Case
from onetext.solve.budget import Budget, enumerable
from onetext.solve.cpsat.exists import exists
from onetext.solve.zopa import zopa


def by_solver(full: Case, unknown: tuple[Unknown, ...], artefact: Artefact, budget: Budget) -> Found:
    """What remains of each unknown, by searches that prove."""
    match artefact:
        case Accepts():
            return by_corners(full, unknown, lambda world: still(put(full, unknown, world), artefact, budget), artefact.says)
        case Agreeable(there_is):
            return by_corners(full, unknown, Agreement(full, unknown, there_is, budget).holds, there_is)
        case Count():
            return by_counts(full, unknown, artefact, budget)
        case Best():
            return by_cuts(full, unknown, artefact, budget)
    raise TypeError(f"nothing to search for {artefact!r}")


@dataclass(slots=True)
class Agreement:
    """Whether something suits all, or nothing does, world by world; packages that suited all in one are tried first in the next."""

    full: Case
    unknown: tuple[Unknown, ...]
    there_is: bool
    budget: Budget
    pool: dict[Chosen, None] = field(default_factory=dict)

    def holds(self, world: World) -> bool | None:
        """Whether there surely is a package, or there surely is none, as the artefact says."""
        case = put(self.full, self.unknown, world)
        good = (Answer.YES,) if self.there_is else (Answer.YES, Answer.DEPENDS)
        for package in self.pool:
            if agreed(case, dict(package)) in good and not broken_links(case, dict(package)):
                return self.there_is
        found, ended = self._search(case)
        if found is not None:
            self.pool[chosen(case, found)] = None
            return self.there_is
        return None if ended else not self.there_is

    def _search(self, case: Case) -> tuple[dict[str, str] | None, bool]:
        """A package that suits all, surely or possibly; and whether a limit ended the search."""
        if enumerable(case, self.budget):
            one = zopa(case, budget=self.budget)
            first = one.first if self.there_is or one.first is not None else one.first_undecided
            return (None if first is None else dict(first)), one.status != "exact"
        status, package = exists(case, "surely" if self.there_is else "possibly", self.budget)
        return package, status not in ("optimal", "infeasible")
