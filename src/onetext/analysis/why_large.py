"""Why there is, or is not, an agreement where the space is too large to enumerate: by integer programs, each answer proven.

Time is shared out beforehand: the verdict first, then conflicts, openings, links and proposals, each leaving the
later ones their part. `complete` names the lists that are known to be complete.
"""

from __future__ import annotations

from dataclasses import replace

from onetext.analysis.levels import home_known, ratification
from onetext.analysis.lines import lines_only
from onetext.analysis.links import LinkInTheWay
from onetext.analysis.proposals import ProposalReport, report
from onetext.analysis.reasons import Why
from onetext.model.acceptance import Answer, agreed
from onetext.model.case import Case, Link
from onetext.model.records import Proposal
from onetext.solve.budget import Budget, part
from onetext.solve.changes import after as changed
from onetext.solve.cpsat.conflicts import conflicts
from onetext.solve.cpsat.encoding import Mode, admissible
from onetext.solve.cpsat.engine import EVERY
from onetext.solve.cpsat.exists import exists
from onetext.solve.cpsat.near import Compared, accepted_by_all, compared, completed, dominating, nearest
from onetext.solve.cpsat.openings import softenings
from onetext.solve.cpsat.zone import Zone, zone
from onetext.solve.results import Nearest, Softening

MOST_CONFLICTS = 100
MOST_OPENINGS = 12
MOST_OPENED = 100
"""Packages that a lifted link opens are counted up to this number."""
MOST_WORK = 100 * EVERY
"""What is tied near the proposals is counted with so much work in all: many proposals share it, whatever the clock says."""


def why_large(case: Case, chosen: tuple[Proposal, ...], budget: Budget) -> Why:
    """As `why` does by enumeration, with the lists as long as time and `MOST_...` allow."""
    agreement = verdict(case, budget)
    clashes, all_clashes = conflicts(case, part(budget, 1 / 3), MOST_CONFLICTS) if agreement == "no" else ((), True)
    openings, all_openings = softenings(case, part(budget, 1 / 2), MOST_OPENINGS) if agreement == "no" else ((), True)
    links, all_links = links_large(case, agreement, part(budget, 1 / 2))
    home = ratification(case, chosen, part(budget, 1 / 2))
    found = _listed(case, chosen, agreement, openings, budget)
    known = (
        ("conflicts", all_clashes and agreement != "unknown"),
        ("softenings", all_openings and agreement != "unknown"),
        ("links", all_links),
        ("nearest", all(proven for _, proven in found)),
        *home_known(home),
    )
    return Why(
        agreement, "cp-sat", clashes, openings, links, tuple(one for one, _ in found),
        tuple(name for name, complete in known if complete),
        f"{case.size:.3g} packages are too many to look at one by one: integer programs", home,
    )  # fmt: skip


def in_short(case: Case, budget: Budget) -> Why:
    """The verdict, what does not fit together, what would open it, and who accepts each proposal; no link, nothing nearest."""
    agreement = verdict(case, budget)
    clashes, all_clashes = conflicts(case, part(budget, 1 / 2), MOST_CONFLICTS) if agreement == "no" else ((), True)
    openings, all_openings = softenings(case, budget, MOST_OPENINGS) if agreement == "no" else ((), True)
    known = (("conflicts", all_clashes and agreement != "unknown"), ("softenings", all_openings and agreement != "unknown"))
    listed = tuple(report(case, proposal) for proposal in case.proposals)
    return Why(agreement, "cp-sat", clashes, openings, (), listed, tuple(name for name, complete in known if complete))


OPENED_BY: dict[str, tuple[Mode, ...]] = {"no": ("surely", "possibly"), "depends": ("surely",)}
"""In which sense a lifted link can open an agreement, by what there is of one already."""
VERDICTS: tuple[tuple[Mode, str], ...] = (("surely", "yes"), ("possibly", "depends"))


def verdict(case: Case, budget: Budget) -> str:
    """`yes`, `depends`, `no`, or `unknown` where a limit came first."""
    for mode, answer in VERDICTS:
        status, package = exists(case, mode, budget)
        if package is not None:
            return answer
        if status != "infeasible":
            return "unknown"
    return "no"


def without(case: Case, link: Link) -> Case:
    """The case with a link lifted."""
    return replace(case, links=tuple(one for one in case.links if one != link))


def links_large(case: Case, agreement: str, budget: Budget) -> tuple[tuple[LinkInTheWay, ...], bool]:
    """Every link whose lifting alone would open an agreement or make a proposal admissible, and whether all were found and
    all that they open was counted."""
    as_it_is = admissible(case)
    closed = [p for p in case.proposals if completed(as_it_is, dict(p.package), budget) is False]
    found, complete = [], agreement != "unknown"
    for link in case.links:
        lifted = without(case, link)
        counts, counted = {"surely": 0, "possibly": 0}, True
        for mode in OPENED_BY.get(agreement, ()):
            counts[mode], all_counted = accepted_by_all(lifted, mode, MOST_OPENED, budget)
            counted &= all_counted
        complete &= counted
        wider = admissible(lifted)
        freed = tuple(p.id for p in closed if completed(wider, dict(p.package), budget))
        if any(counts.values()) or freed:
            opens = counts["surely"], counts["possibly"]
            found.append(LinkInTheWay(link.id, *opens, freed, link.why, link.source, link.who, link.title, counted))
    return tuple(found), complete and not budget.expired()


Near = tuple[Nearest | None, bool]
"""The packages nearest to a proposal, and whether that is proven."""


def _listed(
    case: Case, chosen: tuple[Proposal, ...], agreement: str, openings: tuple[Softening, ...], budget: Budget
) -> list[tuple[ProposalReport, bool]]:
    """What becomes of each proposal, and whether its nearest packages are proven; opening after opening for all of them.

    So a limit takes the last openings from all proposals, not all openings from the last.
    """
    if not chosen:
        return []
    work = min(EVERY, MOST_WORK / (len(chosen) * (len(openings) + 1)))
    ground, now = compared(case, lines_only(case)), None
    if agreement != "no":
        now = zone(case, "surely" if agreement == "yes" else "possibly")
    found = [_now(case, proposal, ground, now, work, budget) for proposal in chosen]
    later: list[list[Near]] = [[] for _ in chosen]
    for opening in openings:
        opened = zone(changed(case, opening.changes), "possibly")
        for proposal, near in zip(chosen, later, strict=True):
            near.append(_after(opened, dict(proposal.package), work, budget))
    return [
        (replace(one, nearest_after=tuple(near for near, _ in after)), proven and all(sure for _, sure in after))
        for (one, proven), after in zip(found, later, strict=True)
    ]


def _now(
    case: Case, proposal: Proposal, ground: Compared | None, now: Zone | None, work: float, budget: Budget
) -> tuple[ProposalReport, bool]:
    """A proposal against the case as it is."""
    found, said = report(case, proposal), dict(proposal.package)
    better = dominating(ground, said, budget) if found.whole and ground is not None else None
    near, proven = (None, True) if now is None else nearest(now, said, budget, work)
    return replace(found, dominated_by=tuple(better.items()) if better else None, nearest=near), proven


def _after(opened: Zone, said: dict[str, str], work: float, budget: Budget) -> Near:
    """The packages nearest to a proposal in a case once changes are made, and whether all those listed are surely acceptable."""
    found, proven = nearest(opened, said, budget, work)
    if found is None:
        return None, proven
    return replace(found, sure=all(agreed(opened.case, dict(package)) is Answer.YES for package in found.packages)), proven
