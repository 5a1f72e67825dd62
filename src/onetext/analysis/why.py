"""Why there is, or is not, an agreement: minimal conflicts, what would open it, links in the way, proposals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from onetext.analysis.conflicts import conflicts
from onetext.analysis.contradictions import contradictions
from onetext.analysis.levels import home_known, ratification
from onetext.analysis.links import links_in_the_way
from onetext.analysis.proposals import ProposalReport, open_size, report, surveyed, unread
from onetext.analysis.reasons import Why
from onetext.analysis.record import drift
from onetext.analysis.softenings import opened, softenings
from onetext.analysis.survey import Survey, acceptance, by_all, survey
from onetext.errors import UsageError
from onetext.model.acceptance import Answer, agreed
from onetext.model.case import Case
from onetext.model.records import Proposal
from onetext.solve.budget import UNLIMITED, Budget, enumerable
from onetext.solve.changes import after
from onetext.solve.gains import valued
from onetext.solve.results import Nearest, Softening
from onetext.solve.space import code, columns, packages, values
from onetext.solve.zopa import counted

MOST_LISTED = 10


def why(case: Case, *, proposal: str | None = None, budget: Budget = UNLIMITED) -> Why:
    """What is in the way of an agreement on the case's day; of `proposal` alone where one is named.

    Raises UsageError where there is no such proposal. Enumerates where the space is small, else searches with CP-SAT.
    """
    chosen = case.proposals if proposal is None else tuple(p for p in case.proposals if p.id == proposal)
    if proposal is not None and not chosen:
        raise UsageError(f"no proposal {proposal!r}; known: {', '.join(p.id for p in case.proposals) or 'none'}")
    found = _enumerated(case, chosen, budget) if enumerable(case, budget) else _large(case, chosen, budget)
    return replace(found, contradictions=contradictions(case, proposal), drift=drift(case) if proposal is None else ())


def _large(case: Case, chosen: tuple[Proposal, ...], budget: Budget) -> Why:
    from onetext.analysis.why_large import why_large

    return why_large(case, chosen, budget)


def _enumerated(case: Case, chosen: tuple[Proposal, ...], budget: Budget) -> Why:
    if budget.expired():
        return _so_far(case, chosen, budget)
    seen = survey(case)
    masks, whole = acceptance(seen), seen.whole
    agreement = "yes" if (masks.surely & whole).any() else "depends" if (masks.possibly & whole).any() else "no"
    clashes, all_clashes = conflicts(seen, budget) if agreement == "no" else ((), True)
    openings, all_openings = softenings(seen, budget) if agreement == "no" else ((), True)
    listed, all_near = _listed(
        seen, chosen, np.flatnonzero((masks.surely if agreement == "yes" else masks.possibly) & whole), openings, budget
    )
    home = ratification(case, chosen, budget)
    known = (("conflicts", all_clashes), ("softenings", all_openings), ("links", True), ("nearest", all_near), *home_known(home))
    return Why(
        agreement, "enumeration", clashes, openings, links_in_the_way(seen), listed,
        tuple(name for name, complete in known if complete),
        f"{case.size:,} packages were looked at one by one", home,
    )  # fmt: skip


def _so_far(case: Case, chosen: tuple[Proposal, ...], budget: Budget) -> Why:
    """The verdict alone, with the proposals that are quickly looked at; no list is complete."""
    few = tuple(report(case, p) if open_size(case, p) <= MOST_LISTED else unread(case, p) for p in chosen)
    home = ratification(case, (), budget)
    return Why(counted(case).agreement, "enumeration", (), (), (), few, (), "stopped by a limit", home)


def _listed(
    seen: Survey, chosen: tuple[Proposal, ...], zone: np.ndarray, openings: tuple[Softening, ...], budget: Budget
) -> tuple[tuple[ProposalReport, ...], bool]:
    """The reports on the proposals, and whether the packages nearest to them were looked for after every opening."""
    found = [_with_search(seen, surveyed(seen, p), p, nearest(seen, p, zone, seen.case)) for p in chosen]
    later: list[list[Nearest | None]] = [[] for _ in chosen]
    for opening in openings if chosen else ():
        if budget.expired():
            break
        places, changed = opened(seen, opening.changes), after(seen.case, opening.changes)
        for proposal, near in zip(chosen, later, strict=True):
            near.append(nearest(seen, proposal, places, changed))
    listed = tuple(replace(one, nearest_after=tuple(near)) for one, near in zip(found, later, strict=True))
    return listed, not chosen or len(later[0]) == len(openings)


def _with_search(seen: Survey, found: ProposalReport, proposal: Proposal, now: Nearest | None) -> ProposalReport:
    # A proposal that leaves only issues of one option open is whole, too.
    only = {issue.id: issue.options[0].id for issue in seen.case.issues}
    better = dominating(seen, only | dict(proposal.package)) if found.whole else None
    return replace(found, dominated_by=better, nearest=now)


def nearest(seen: Survey, proposal: Proposal, places: np.ndarray, within: Case) -> Nearest | None:
    """The packages at some places that change the fewest answers of a proposal, and whether in the case `within` all those
    listed are surely acceptable; None where there is none."""
    if not len(places):
        return None
    changed = np.zeros(len(places), dtype=np.int64)
    for issue, column in zip(seen.case.issues, seen.cols, strict=True):
        for named, option in proposal.package:
            if named == issue.id:
                changed += column[places] != issue.places[option]
    best = places[changed == changed.min()]
    listed = packages(seen.case, seen.codes[best[:MOST_LISTED]])
    sure = all(agreed(within, package) is Answer.YES for package in listed)
    return Nearest(int(changed.min()), len(best), tuple(tuple(package.items()) for package in listed), sure)


def dominating(seen: Survey, package: dict[str, str]) -> tuple[tuple[str, str], ...] | None:
    """The first admissible package that is at least as good for every principal and better for one, and crosses no red line.

    A holder that is not asked and a bloc whose rule is met without a member are no hindrance, as in the common ground.
    Over intervals, values are compared at the middle. None where there is no such package or no principal has worths.
    """
    case = seen.case
    who = valued(case)
    if not who:
        return None
    uncrossed = {one: np.all([np.ones(len(seen.codes), bool), *kept.values()], axis=0) for one, kept in seen.kept.items()}
    better, no_worse = np.zeros(len(seen.codes), bool), seen.whole & by_all(seen, uncrossed)
    place = np.array([code(case, package)])
    for one in who:
        mine, own = values(case, one, seen.cols), values(case, one, columns(case, place))
        sums, this = mine.low + mine.high, (own.low + own.high)[0]
        no_worse &= (sums >= this).astype(bool)
        better |= (sums > this).astype(bool)
    found = np.flatnonzero(no_worse & better)
    return tuple(packages(case, [int(seen.codes[found[0]])])[0].items()) if len(found) else None
