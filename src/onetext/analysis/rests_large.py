"""What a verdict rests on where the space is too large to enumerate: each guess is moved and the verdict proven again.

Short cuts save most programs. A package known to be acceptable stays so while the one voter whose figure moved still
accepts it. Where nothing is acceptable, a worth of a voter can turn the verdict only if, with the voter's reservation
value a step lower, there is a package with an option that the worth touches: packages are asked for that have such an
option of a worth not yet settled, until there are none, and each settles all its worths at once, by definition. Of the
other figures many of one voter are moved at once: where even that opens nothing, none of them does.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from onetext.analysis.figures import Figure, RestsOn, Turn, ends, figures, moved, step_of, summary, tried_figures
from onetext.analysis.survey import voters
from onetext.model.acceptance import Answer, agreed, broken_links, voter, worth_at
from onetext.model.case import Case
from onetext.model.numbers import ZERO, Interval, show
from onetext.model.positions import Position
from onetext.solve.budget import Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.engine import run
from onetext.solve.cpsat.exists import exists


def rests_large(case: Case, budget: Budget) -> RestsOn:
    """As `rests`, by integer programs; what a limit leaves untried is counted."""
    known: list[dict[str, str]] = []
    verdict = _verdict(case, known, budget)
    steps = {who: step_of(case, who) for who in voters(case) if who in case.position and case.position[who].has_worths}
    guesses, tried = tried_figures(case), 0
    turns: list[Turn] = []
    settled = _settled(case, guesses, steps, budget) if verdict == "no" else {}
    if verdict == "no":
        settled |= _idle(case, [figure for figure in guesses if figure not in settled], steps, budget)
    for figure in guesses:
        if budget.expired() or verdict == "unknown":
            break
        tried += 1
        turn = settled[figure] if figure in settled else _turn(case, figure, steps.get(figure.party, Fraction(1)), verdict, known, budget)
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
        touched = {f: _touched(case, f, steps[who]) for f in mine if f.kind == "worth"}
        turned = _opened(case, _with(case, reservation, lower), touched, steps[who], budget)
        if turned is not None:
            found |= turned
            if not any(turned.values()) and exists(_with(case, reservation, lower), "possibly", budget)[0] == "infeasible":
                found |= dict.fromkeys(mine)
    return found


def _idle(case: Case, guesses: list[Figure], steps: dict[str, Fraction], budget: Budget) -> dict[Figure, Turn | None]:
    """Figures that open nothing where nothing is acceptable, since not even many of one voter moved together do.

    Not asked of one by whose refusals lines are drawn: with a red line gone, more may follow from a refusal.
    """
    found: dict[Figure, Turn | None] = {}
    for who in dict.fromkeys(figure.party for figure in guesses):
        refused = any(reply.who == who and reply.says == "no" for reply in case.replies)
        if not refused or voter(case, who).reservation is not None:
            mine = [figure for figure in guesses if figure.party == who]
            found |= dict.fromkeys(_idle_of(case, mine, steps.get(who, Fraction(1)), budget))
    return found


def _idle_of(case: Case, mine: list[Figure], step: Fraction, budget: Budget) -> list[Figure]:
    position = case.position[mine[0].party]
    for figure in mine:
        for to in ends(case, figure, step, "no"):
            position = moved(position, figure, to)
    if exists(_placed(case, position), "possibly", budget)[0] == "infeasible":
        return mine
    half = len(mine) // 2
    return [figure for part in (mine[:half], mine[half:]) if half for figure in _idle_of(case, part, step, budget)]


def _touched(case: Case, figure: Figure, step: Fraction) -> tuple[tuple[str, str], ...]:
    """The options whose worth changes when a figure is raised by a step: its own, and of a number those between its points."""
    issue, raised = case.issue[figure.issue], moved(case.position[figure.party], figure, _up(figure, step))
    before, after = (next(t for t in one.worth if t.issue == issue.id) for one in (case.position[figure.party], raised))
    return tuple((issue.id, o.id) for o in issue.options if worth_at(before, issue, o.id) != worth_at(after, issue, o.id))


def _up(figure: Figure, step: Fraction) -> Interval:
    points = figure.points or ZERO
    return Interval(points.high + step, points.high + step)


def _reservation(case: Case, who: str) -> Figure | None:
    return next((figure for figure in figures(case.position[who]) if figure.kind == "reservation"), None)


def _raised(case: Case, figure: Figure, step: Fraction, package: dict[str, str]) -> Turn | None:
    """The turn that raising a worth by a step makes by way of `package`, by definition; None where it makes none."""
    to = _up(figure, step)
    answer = agreed(_with(case, figure, to), package)
    return None if answer is Answer.NO else Turn(figure, str(figure.points), show(to.low), answer.value)


def _opened(
    case: Case, lowered: Case, touched: dict[Figure, tuple[tuple[str, str], ...]], step: Fraction, budget: Budget
) -> dict[Figure, Turn | None] | None:
    """Which worths turn the verdict and which do not; those that one package leaves undecided are left out. None at a limit."""
    encoding = coded.zopa(lowered, "possibly")
    literal = {(i.id, o.id): encoding.options[encoding.places[i.id]][i.places[o.id]] for i in case.issues for o in i.options}
    found: dict[Figure, Turn | None] = {}
    open_still = dict(touched)
    while open_still:
        program = encoding.fork()
        program.program.clause({literal[key] for keys in open_still.values() for key in keys})
        outcome = run(program.program, budget, "which worths turn the verdict")
        if not outcome.found:
            return found | dict.fromkeys(open_still) if outcome.status == "infeasible" else None
        package = coded.package(program, outcome)
        if broken_links(lowered, package) or agreed(lowered, package) is Answer.NO:
            coded.exclude(encoding, package)
            continue
        for figure in [f for f, keys in open_still.items() if set(keys) & set(package.items())]:
            del open_still[figure]
            if (turn := _raised(case, figure, step, package)) is not None:
                found[figure] = turn
    return found


def _verdict(case: Case, known: list[dict[str, str]], budget: Budget) -> str:
    """The verdict on a case: by a package known before where one still serves, else by proof; `unknown` at a limit."""
    answers = {agreed(case, package) for package in known}
    if Answer.YES in answers:
        return "yes"
    if Answer.DEPENDS not in answers:
        status, package = exists(case, "possibly", budget)
        if package is None:
            return "no" if status == "infeasible" else "unknown"
        known.append(package)
        if agreed(case, package) is Answer.YES:
            return "yes"
    status, package = exists(case, "surely", budget)
    if package is not None:
        known.append(package)
        return "yes"
    return "depends" if status == "infeasible" else "unknown"


def _turn(case: Case, figure: Figure, step: Fraction, verdict: str, known: list[dict[str, str]], budget: Budget) -> Turn | None:
    for to in ends(case, figure, step, verdict):
        now = _verdict(_with(case, figure, to), known, budget)
        if now not in (verdict, "unknown"):
            was = "stands" if figure.points is None else str(figure.points)
            return Turn(figure, was, "taken away" if to is None else show(to.low), now)
    return None


def _with(case: Case, figure: Figure, to: Interval | None) -> Case:
    return _placed(case, moved(case.position[figure.party], figure, to))


def _placed(case: Case, position: Position) -> Case:
    return replace(case, positions=tuple(position if p.party == position.party else p for p in case.positions))
