"""All that the brief is built from: the case on its day and every analysis of it, run once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from onetext.analysis.asking.ask import ask
from onetext.analysis.asking.questions import Asked
from onetext.analysis.common import common_ground
from onetext.analysis.contradictions import unmatched
from onetext.analysis.doubts import deviations, doubts
from onetext.analysis.figures import RestsOn
from onetext.analysis.forms import Form, TwoForms, made, side_by_side
from onetext.analysis.ground import CommonGround
from onetext.analysis.readings import Rejected, if_rejections_were_final, rejections
from onetext.analysis.reasons import ALL_LISTS, Why
from onetext.analysis.rests import rests
from onetext.analysis.robust import beside
from onetext.analysis.steps import Window
from onetext.analysis.trades import Trade, lifting, trades
from onetext.analysis.why import why
from onetext.analysis.window import window
from onetext.model.acceptance import Answer, accepts, broken_links
from onetext.model.case import Case
from onetext.model.day import has_intervals, later_records, on, sharpened
from onetext.model.records import Resolved
from onetext.model.rules import RULES
from onetext.solve.best import best_of
from onetext.solve.budget import LEAST, UNLIMITED, Budget, decided, part
from onetext.solve.gains import valued
from onetext.solve.results import Solution, Zopa
from onetext.solve.robustness import Robust
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
    """The case on its day, and what follows from it; `full` has all its dates.

    `cut` names what a limit left incomplete; `charts` is False where it left no time for them.
    """

    case: Case
    full: Case
    zopa: Zopa
    why: Why
    ground: CommonGround
    rests: RestsOn
    window: Window
    solutions: tuple[Solution, ...]
    starts: tuple[Start, ...]
    later: int
    unmatched: tuple[Resolved, ...] = ()
    forms: TwoForms | None = None
    rejected: Rejected | None = None
    robust: Robust | None = None
    asked: Asked | None = None
    cut: tuple[str, ...] = ()
    charts: bool = True


def find(full: Case, as_of: date, *, other: Case | None = None, meeting: str | None = None, budget: Budget = UNLIMITED) -> Findings:
    """Run every analysis of the brief on `full` (with all its dates) as of a day.

    `other` is another form of the same case; `meeting` names the party to be met, whom the questions are then for.
    """
    case = on(full, as_of)
    given = decided(case, budget)
    # Where packages are looked at one by one, no question may take the time of all others.
    some = part(given, 1 / 2) if given.enumerate else given
    zone = zopa(case, budget=given)
    reasons = why(case, budget=some)
    late = some.expired()
    rules = best_of(case, tuple(RULES), budget=given) if valued(case) else ()
    ground = common_ground(case, budget=given)
    found = Findings(
        case, full, zone, reasons, ground, rests(case, budget=part(given, 1 / 2) if given.enumerate else given),
        window(full, as_of, budget=given), rules, _starts(case, reasons, given), later_records(full, as_of),
        unmatched=unmatched(full, case), forms=_forms(made(case, zone, reasons, ground), other, given),
        rejected=None if given.expired() else if_rejections_were_final(case, budget=given),
        robust=beside(case, rules, part(given, 1 / 2)) if _in_doubt(case, reasons) and not given.expired() else None,
        asked=_asked(case, reasons, meeting, given),
    )  # fmt: skip
    left = given.seconds_left()
    charts = bool(given.enumerate) and (left is None or case.size <= CHARTED * max(left, LEAST))
    return replace(found, cut=_cut(found, late, given.expired(), bool(given.enumerate) and not charts), charts=charts)


def _forms(own: Form, other: Case | None, given: Budget) -> TwoForms | None:
    """What was said beside what estimates add; not looked for once the time is over."""
    if given.expired():
        return None
    theirs = None if other is None else on(other, own.case.as_of or date.max)
    return side_by_side(own, theirs, part(replace(given, enumerate=None), 1 / 3))


def _asked(case: Case, reasons: Why, meeting: str | None, given: Budget) -> Asked | None:
    """What is open and what to ask next, while it is open whether anything can be agreed."""
    if reasons.agreement != "depends" or given.expired():
        return None
    return ask(case, of=meeting or "", count=MOST_QUESTIONS, budget=part(given, 1 / 2))


def _in_doubt(case: Case, reasons: Why) -> bool:
    """Whether some figure is in doubt and all may accept some package: where none can, nothing is more or less sure."""
    found = doubts(case, deviations(case, None))
    return found.any and (reasons.agreement != "no" or found.red_lines > 0)


MOST_QUESTIONS = 3
CHARTED = 300_000
"""So many packages are drawn in a second."""


def _cut(found: Findings, why_late: bool, late: bool, undrawn: bool) -> tuple[str, ...]:
    """What a limit left incomplete, in words for a reader."""
    lists = found.why.complete if why_late else ALL_LISTS
    every = (
        ("conflicts" not in lists, "what cannot be met together"),
        ("softenings" not in lists, "what would open an agreement"),
        ("links" not in lists, "the links in the way"),
        ("nearest" not in lists, "the packages nearest to the proposals"),
        (any(one.status == "unknown" for one in found.solutions), "the rules"),
        (found.ground.status == "unknown", "the common ground"),
        (found.rests.status != "exact", "what the answer rests on"),
        (found.window.cut, "the window of time"),
        (late and bool(valued(found.case)), "the trades"),
        (late and found.rejected is None and bool(rejections(found.case)), "the reading of rejections as final"),
        (late and found.forms is None, "what was said beside the estimates"),
        (found.robust is not None and found.robust.status == "feasible", "how sure packages are"),
        (late and found.robust is None and _in_doubt(found.case, found.why), "how sure packages are"),
        (late and found.asked is None and found.why.agreement == "depends", "what to ask next"),
        (undrawn, "the charts"),
    )
    return tuple(words for applies, words in every if applies)


def _starts(case: Case, reasons: Why, budget: Budget) -> tuple[Start, ...]:
    """Trades from every whole proposal that breaks no link; where there is none, from what the least movement opens.

    None where no principal has worths to compare.
    """
    if not valued(case) or budget.expired():
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
