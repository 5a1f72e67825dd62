"""The public questions as plain functions over a case; each answers for the case's as-of day, else for today.

Whatever is heavy is imported inside the function that needs it, so that `check` starts without NumPy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from onetext.api.budgets import limits
from onetext.api.checking import Check, check_case
from onetext.api.named import find_rule, nearest
from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.model.day import At
from onetext.model.numbers import ALLOWED, exact
from onetext.model.rules import RULES, Rule

if TYPE_CHECKING:
    from onetext.analysis.asking.questions import Asked, Goal, Question, Simulated
    from onetext.analysis.asking.scales import Steps
    from onetext.analysis.reasons import Why
    from onetext.analysis.robust import Named
    from onetext.analysis.steps import Window
    from onetext.analysis.trades import Trade
    from onetext.solve.budget import Budget
    from onetext.solve.results import Frontier, Solution, Zopa
    from onetext.solve.robustness import Robust


def dated(case: Case) -> Case:
    """The case on its as-of day; on today where it names none."""
    from onetext.model.day import on

    return on(case, case.as_of or date.today())


def solve(
    case: Case,
    rule: str | Rule = "nash",
    *,
    at: At = "middle",
    normalise: bool = False,
    all_ties: int = 0,
    method: str | None = None,
    budget: Budget | None = None,
) -> Solution:
    """The best package by a rule, with its proof.

    `rule` is a name of `onetext.RULES` or of the entry point `onetext.rules`. Intervals are taken `at` their middle,
    worst or best. `normalise` divides each gain by the party's best attainable gain. Ties are counted where the space
    is enumerated; `all_ties` of them are listed at most, with proof that there are no others where these are fewer.
    `method` names the way to search (`onetext.METHODS["solve"]`); without it the one that suits. Raises UsageError
    for a rule or method that does not exist, and for a method that cannot answer for this case.
    """
    from onetext.solve.best import best

    if all_ties < 0:
        raise UsageError(f"all_ties: {all_ties}; allowed: 0 or more")
    given = budget or limits()
    return best(dated(case), find_rule(rule), at=at, normalise=normalise, method=method, budget=given, ties=all_ties)


def frontier(
    case: Case,
    *,
    within: str = "admissible",
    at: At = "middle",
    eps: Number | None = None,
    method: str | None = None,
    budget: Budget | None = None,
) -> Frontier:
    """The efficient packages, over the principals' values, ties kept.

    `within`: all `admissible` packages, those `acceptable` that cross no red line, or those of the `zopa`. `eps`: a
    share; fewer packages that stand for all: whatever package, a listed one gives each principal as much, but for at
    most this share of its best gain. Such a list is given too, with the share reached, where the packages are too many
    for all of them; the status is then `feasible`. Where the memory of the budget does not hold the packages, it is
    `unknown`. `method` names the way to search (`onetext.METHODS["frontier"]`); without it the one that suits. Raises
    UsageError for an unknown set or method, or a share that is none.
    """
    from onetext.solve.budget import ENUMERABLE, bytes_needed
    from onetext.solve.frontier import frontier as efficient
    from onetext.solve.results import Frontier

    given = budget or limits()
    if case.size <= ENUMERABLE and bytes_needed(case) > given.memory:
        return Frontier("unknown", "none", 0, 0, (), within=within, at=at)
    share = None if eps is None else _number("eps", eps)
    return efficient(dated(case), within=within, at=at, method=method, budget=given, eps=share)


def zopa(case: Case, *, method: str | None = None, budget: Budget | None = None) -> Zopa:
    """How many packages are acceptable to whom, and to all whose consent they need; weakly, over all intervals.

    `method` names the way to count (`onetext.METHODS["zopa"]`); without it the one that suits. Raises UsageError for a
    method that does not exist, and for one that cannot answer for this case.
    """
    from onetext.solve.zopa import zopa as count

    given, own = budget or limits(), dated(case)
    return count(own, method=method, budget=given)


def why(case: Case, *, proposal: str | None = None, budget: Budget | None = None) -> Why:
    """What is in the way of an agreement, what would open one, and what becomes of each proposal, or of one."""
    from onetext.analysis.why import why as explain

    if proposal is not None and (known := [each.id for each in case.proposals]) and proposal not in known:
        raise UsageError(f"no proposal {proposal!r}; {nearest(proposal, known)}")
    given, own = budget or limits(), dated(case)
    return explain(own, proposal=proposal, budget=given)


def robust(
    case: Case,
    *,
    package: str | Mapping[str, str] | None = None,
    gamma: Number | None = None,
    off: Number | None = None,
    joint: Number | None = None,
    budget: Budget | None = None,
) -> Robust:
    """How sure packages are: how likely all accept, how far all worths may move, how many guesses may be wrong.

    Of the proposals, of what each rule picks, and of the packages that are best under doubt; or of one `package`: an
    option for every issue, or the name of a proposal, a rule or a criterion. `gamma`: count the packages that all accept
    although so many of each party's guesses are wrong. `off`: by how many points a sharp guess may be wrong. `joint`:
    by how many half-widths the intervals together may lie off their middles. Numbers are exact: whole, Fractions or texts.
    """
    from onetext.analysis.robust import robust as ask

    given, own = budget or limits(), dated(case)
    numbers = {name: _number(name, value) for name, value in (("gamma", gamma), ("off", off), ("joint", joint))}
    return ask(own, only=None if package is None else _named(own, package), budget=given, **numbers)


Number = Fraction | int | str


def _number(name: str, value: Number | None) -> Fraction | None:
    """An exact number from 0; UsageError for all else."""
    if value is None:
        return None
    try:
        number = exact(value) if isinstance(value, str) else Fraction(value)
    except ValueError as wrong:
        raise UsageError(f"{name}: {wrong}; allowed: {ALLOWED}") from None
    if number < 0:
        raise UsageError(f"{name}: {value}; allowed: 0 or more")
    return number


def _named(case: Case, package: str | Mapping[str, str]) -> Named | str:
    """A package under its name; the name of a rule or criterion as it is."""
    from onetext.analysis.robust import CRITERIA, Named

    if not isinstance(package, str):
        return Named("package", "given", whole_package(case, package))
    proposals = [each.id for each in case.proposals]
    if package in proposals:
        return Named(package, "proposal", whole_package(case, package))
    if package not in RULES and package not in CRITERIA:
        raise UsageError(f"no package {package!r}; {nearest(package, dict.fromkeys([*proposals, *RULES, *CRITERIA]))}")
    return package


def trades(
    case: Case,
    package: str | Mapping[str, str],
    *,
    lift: str = "",
    at: At = "middle",
    most_issues: int = 3,
    budget: Budget | None = None,
) -> tuple[Trade, ...]:
    """The changes of up to three issues that leave nobody worse off and somebody better, best first.

    `package` is one option for every issue, or the id of a proposal that leaves no issue open. With `lift`, the
    changes that bring that party to accept, at least loss to the others.
    """
    from onetext.analysis.trades import lifting
    from onetext.analysis.trades import trades as better
    from onetext.model.day import sharpened

    start = whole_package(case, package)
    own = sharpened(dated(case), at)
    given = budget or limits()
    if lift:
        return lifting(own, start, lift, most_issues=most_issues, budget=given)
    return better(own, start, most_issues=most_issues, budget=given)


def whole_package(case: Case, package: str | Mapping[str, str]) -> dict[str, str]:
    """The package that a mapping or a proposal's id names; UsageError where it is no whole package of the case."""
    if isinstance(package, str):
        named = {each.id: dict(each.package) for each in case.proposals}
        if package not in named:
            raise UsageError(f"no proposal {package!r}; {nearest(package, named)}")
        package = named[package]
    for issue, option in package.items():
        if issue not in case.issue:
            raise UsageError(f"no issue {issue!r}; {nearest(issue, case.issue)}")
        if option not in case.issue[issue].places:
            raise UsageError(f"no option {option!r} of {issue!r}; {nearest(option, case.issue[issue].places)}")
    missing = [issue for issue in case.issue if issue not in package]
    if missing:
        raise UsageError(f"the package leaves issues open: {', '.join(missing)}; allowed: one option for every issue")
    return {issue: package[issue] for issue in case.issue}


def ask(
    case: Case,
    *,
    of: str = "",
    questions: int = 1,
    goal: Goal = "auto",
    steps: Steps = "equal",
    budget: Budget | None = None,
) -> Asked:
    """The next best questions, each to one party, with what every answer would settle.

    `of` names the party to be asked, "" all. `goal`: `agreement`, whether anything can be agreed; `regret`, which package
    serves best; `auto`, the first while it is open. `steps`: within an issue that a party has ranked, steps count alike
    (`equal`) or not (`any`) where worths are drawn. Raises UsageError for an unknown party, goal or kind of steps.
    """
    from onetext.analysis.asking.ask import ask as best
    from onetext.report.say_questions import with_words

    _known_words(("goal", goal, ("auto", "agreement", "regret")), ("steps", steps, ("equal", "any")))
    if questions < 1:
        raise UsageError(f"{questions} questions; allowed: 1 or more")
    own = dated(case)
    return with_words(own, best(own, of=of, count=questions, goal=goal, steps=steps, budget=budget or limits()), _note(own))


def simulate_questions(
    case: Case, *, of: str = "", runs: int = 20, seed: int = 0, steps: Steps = "equal", budget: Budget | None = None
) -> Simulated:
    """Questions played against true preferences drawn at random: how many are needed, asked well or at random.

    To settle whether anything can be agreed, and until the largest regret is a tenth of what it was. `seed` names the
    truths drawn. Raises UsageError for an unknown party.
    """
    from onetext.simulate.asking import simulate

    _known_words(("steps", steps, ("equal", "any")))
    if runs < 1:
        raise UsageError(f"{runs} runs; allowed: 1 or more")
    return simulate(dated(case), of=of, runs=runs, seed=seed, steps=steps, budget=budget or limits())


def _known_words(*words: tuple[str, str, tuple[str, ...]]) -> None:
    for what, word, known in words:
        if word not in known:
            raise UsageError(f"no {what} {word!r}; {nearest(word, known)}")


def _note(case: Case) -> Callable[[Question, str], str]:
    """How an answer is written in the case file."""
    from onetext.analysis.asking.questions import told
    from onetext.formats.native_notes import noted

    return lambda question, answer: noted(case, told(case, question, answer))


def window(case: Case, *, budget: Budget | None = None) -> Window:
    """What is possible from each day on which a reservation value, a red line's force or who is asked changes.

    Every day is read with the record of the as-of day. `openings` says what opens and closes, and by which dated entries;
    `waiting` what a later day would mean for each principal, and from which assumption.
    """
    from onetext.analysis.window import window as steps

    return steps(case, case.as_of or date.today(), budget=budget or limits())


def check(case: Case) -> Check:
    """What a reader of the case should know: what is not said, who is silent, what has no evidence, what was resolved in vain."""
    return check_case(case, case.as_of or date.today())


def digest(case: Case) -> str:
    """The SHA-256 of the case and its as-of day, 64 hexadecimal digits; of today where the case names none."""
    from onetext.model.canonical import digest as of

    return of(replace(case, as_of=case.as_of or date.today()))
