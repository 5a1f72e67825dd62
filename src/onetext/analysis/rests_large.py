"""What a verdict rests on where the space is too large to enumerate: each guess is moved and the verdict proven again.

Short cuts save most programs. A package known to be acceptable stays so while the one voter whose figure moved still
accepts it. Where nothing is acceptable, a worth of a voter turns the verdict if and only if, with the voter's
reservation value a step lower, there is a package with that option: packages are asked for that have an option not
yet seen, until there are none, and each settles all its options at once.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from onetext.analysis.figures import Figure, RestsOn, Turn, ends, figures, moved, step_of, summary, tried_figures
from onetext.analysis.survey import voters
from onetext.model.acceptance import Answer, agreed, broken_links
from onetext.model.case import Case
from onetext.model.numbers import Interval, show
from onetext.solve.budget import Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.engine import run
from onetext.solve.cpsat.exists import exists


def rests_large(case: Case, budget: Budget) -> RestsOn:
    """As `rests`, by integer programs; what a limit leaves untried is counted."""
    known: list[dict[str, str]] = []
    verdict = _verdict(case, known, budget)
    steps = {who: step_of(case, who) for who in voters(case) if who in case.position and case.position[who].has_worths}
    guesses, turns, tried = tried_figures(case), [], 0
    settled = _settled(case, guesses, steps, budget) if verdict == "no" else {}
    for figure in guesses:
        if budget.expired() or verdict == "unknown":
            break
        tried += 1
        if figure in settled:
            turns += [settled[figure]] if settled[figure] else []  # type: ignore[list-item]
            continue
        turn = _turn(case, figure, steps.get(figure.party, Fraction(1)), verdict, known, budget)
        turns += [turn] if turn else []
    return summary(case, verdict, tuple(turns), tuple(steps.items()), (tried, len(guesses)), "cp-sat")


def _settled(case: Case, guesses: list[Figure], steps: dict[str, Fraction], budget: Budget) -> dict[Figure, Turn | None]:
    """The sharp worths of choices, terms left out, of a case where nothing is acceptable: which turn that, and which do not."""
    found: dict[Figure, Turn | None] = {}
    for who in dict.fromkeys(figure.party for figure in guesses):
        mine = [f for f in guesses if f.party == who and f.points is not None and f.points.sharp]
        reservation = next((f for f in mine if f.kind == "reservation"), None) or _reservation(case, who)
        if reservation is None or reservation.points is None or not reservation.points.sharp:
            continue
        lower = Interval(reservation.points.low - steps[who], reservation.points.low - steps[who])
        worths = {(f.issue, f.option): f for f in mine if f.kind == "worth" and case.issue[f.issue].grid is None}
        turned = _opened(_with(case, reservation, lower), worths, budget)
        if turned is None:
            continue
        if not turned and exists(_with(case, reservation, lower), "possibly", budget)[0] == "infeasible":
            found |= dict.fromkeys(mine)
        found |= {figure: _raised(case, figure, steps[who], turned.get(figure)) for figure in worths.values()}
    return found


def _reservation(case: Case, who: str) -> Figure | None:
    return next((figure for figure in figures(case.position[who]) if figure.kind == "reservation"), None)


def _raised(case: Case, figure: Figure, step: Fraction, package: dict[str, str] | None) -> Turn | None:
    """The turn that raising a worth by a step makes by way of `package`, by definition; None without a package."""
    if package is None or figure.points is None:
        return None
    to = Interval(figure.points.high + step, figure.points.high + step)
    return Turn(figure, str(figure.points), show(to.low), agreed(_with(case, figure, to), package).value)


def _opened(case: Case, worths: dict[tuple[str, str], Figure], budget: Budget) -> dict[Figure, dict[str, str]] | None:
    """For each worth whose option some acceptable package has, that package; None where a limit came first."""
    encoding = coded.zopa(case, "possibly")
    found: dict[Figure, dict[str, str]] = {}
    literal = {key: encoding.options[encoding.places[key[0]]][case.issue[key[0]].places[key[1]]] for key in worths}
    while len(found) < len(worths):
        program = encoding.fork()
        program.program.clause(literal[key] for key, figure in worths.items() if figure not in found)
        outcome = run(program.program, budget, "which worths turn the verdict")
        if not outcome.found:
            return found if outcome.status == "infeasible" else None
        package = coded.package(program, outcome)
        if broken_links(case, package) or agreed(case, package) is Answer.NO:
            coded.exclude(encoding, package)
            continue
        found |= {worths[key]: package for key in package.items() if key in worths and worths[key] not in found}
    return found


def _verdict(case: Case, known: list[dict[str, str]], budget: Budget) -> str:
    """The verdict on a case: by a package known before where one still serves, else by proof; `unknown` at a limit."""
    answers = {agreed(case, package) for package in known}
    if Answer.YES in answers:
        return "yes"
    status, package = exists(case, "surely", budget)
    if package is not None:
        known.append(package)
        return "yes"
    if status != "infeasible":
        return "unknown"
    if Answer.DEPENDS in answers:
        return "depends"
    status, package = exists(case, "possibly", budget)
    if package is not None:
        known.append(package)
        return "depends"
    return "no" if status == "infeasible" else "unknown"


def _turn(case: Case, figure: Figure, step: Fraction, verdict: str, known: list[dict[str, str]], budget: Budget) -> Turn | None:
    for to in ends(figure, step, verdict):
        now = _verdict(_with(case, figure, to), known, budget)
        if now not in (verdict, "unknown"):
            was = "stands" if figure.points is None else str(figure.points)
            return Turn(figure, was, "taken away" if to is None else show(to.low), now)
    return None


def _with(case: Case, figure: Figure, to: Interval | None) -> Case:
    changed = moved(case.position[figure.party], figure, to)
    return replace(case, positions=tuple(changed if p.party == figure.party else p for p in case.positions))
