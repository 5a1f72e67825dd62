"""All that the brief is built from: the case on its day and every analysis of it, run once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onetext.analysis.common import common_ground
from onetext.analysis.contradictions import Contradiction, contradictions
from onetext.analysis.figures import RestsOn
from onetext.analysis.ground import CommonGround
from onetext.analysis.readings import Rejected, if_rejections_were_final
from onetext.analysis.reasons import Why
from onetext.analysis.rests import rests
from onetext.analysis.trades import Trade, lifting, trades
from onetext.analysis.why import why
from onetext.analysis.window import Window, window
from onetext.model.acceptance import Answer, accepts, broken_links
from onetext.model.case import Case
from onetext.model.day import has_intervals, later_records, on, sharpened
from onetext.model.rules import RULES
from onetext.solve.best import best
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.gains import valued
from onetext.solve.results import Solution, Zopa
from onetext.solve.zopa import zopa


@dataclass(frozen=True, slots=True)
class Start:
    """Trades from one package: `label` names the package (a proposal's title or what it is)."""

    label: str
    package: tuple[tuple[str, str], ...]
    better: tuple[Trade, ...]
    lifts: tuple[Trade, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """The case on its day, and what follows from it; `full` has all its dates."""

    case: Case
    full: Case
    zopa: Zopa
    why: Why
    ground: CommonGround
    rests: RestsOn
    window: Window
    solutions: tuple[Solution, ...]
    contradictions: tuple[Contradiction, ...]
    starts: tuple[Start, ...]
    later: int
    rejected: Rejected | None = None


def find(full: Case, as_of: date, *, budget: Budget = UNLIMITED) -> Findings:
    """Run every analysis of the brief on `full` (with all its dates) as of a day."""
    case = on(full, as_of)
    zone = zopa(case, budget=budget)
    reasons = why(case, budget=budget)
    rules = tuple(best(case, rule, budget=budget) for rule in RULES) if valued(case) else ()
    return Findings(
        case, full, zone, reasons, common_ground(case, budget=budget), rests(case, budget=budget), window(full, as_of, budget=budget),
        rules, contradictions(case), _starts(case, reasons, budget), later_records(full, as_of), if_rejections_were_final(case, budget=budget),
    )  # fmt: skip


def _starts(case: Case, reasons: Why, budget: Budget) -> tuple[Start, ...]:
    """Trades from every whole proposal that breaks no link; where there is none, from what the least movement opens.

    None where no principal has worths to compare.
    """
    if not valued(case):
        return ()
    sharp = sharpened(case) if has_intervals(case) else case
    whole = [(p.name, dict(p.package)) for p in case.proposals if len(p.package) == len(case.issues)]
    packages = [(label, package) for label, package in whole if not broken_links(case, package)]
    if not packages and reasons.softenings:
        packages = [("", dict(reasons.softenings[0].package))]
    return tuple(_start(sharp, label, package, budget) for label, package in packages)


def _start(case: Case, label: str, package: dict[str, str], budget: Budget) -> Start:
    refusing = [who for who in valued(case) if accepts(case, who, package) is Answer.NO]
    lifts = lifting(case, package, refusing[0], most=2, budget=budget) if len(refusing) == 1 else ()
    return Start(label, tuple(package.items()), trades(case, package, most=3, budget=budget), lifts)
