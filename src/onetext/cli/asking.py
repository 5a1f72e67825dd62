"""The questions: solve, frontier, zopa, why, robust, window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, Literal

from cyclopts import Parameter

from onetext.cli.options import OPTIONS, At, Flag, Options
from onetext.cli.output import CUT_SHORT, OK, err, out_json, printed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from onetext.api.studies import Study
    from onetext.solve.budget import Budget

MOST_LISTED = 1_000
Within = Literal["admissible", "acceptable", "zopa"]
Named = Annotated[str, Parameter(show_default=False)]


def loaded(scenario: tuple[str, ...], options: Options) -> Study:
    """The study that the arguments of a command name."""
    from onetext.api.reading import is_table
    from onetext.api.studies import load
    from onetext.errors import UsageError

    if not scenario:
        raise UsageError("no SCENARIO given; allowed: a case file, a folder, several files, or the name of a bundled case")
    if len(scenario) == 1 and is_table(scenario[0]):
        return of_session(scenario[0], options)
    if options.for_:
        raise UsageError("--for is of a session; allowed: the folder of one, made by `onetext table new`")
    return load(*scenario, as_of=options.as_of or None)


def of_session(folder: str, options: Options) -> Study:
    """The study of a session as the mediator or a party knows the case; says what sealed answers took the place of."""
    from onetext.api.table.loading import load_table
    from onetext.cli.table.unlocking import passphrase

    study = load_table(folder, options.for_, passphrase, as_of=options.as_of or None)
    for one in study.differences:
        err(f"onetext: by its own answer, {one.about} of {study.case.name(one.party)} is {one.now}; {one.basis} had it at {one.was}")
    return study


def answered(scenario: tuple[str, ...], options: Options, ask: Callable[[Study, Budget], Any]) -> int:
    """Ask within the limits of the options, print the answer, and return the exit code."""
    from onetext.api.answers import answer_dict, cut_short
    from onetext.cli.working import working

    study = loaded(scenario, options)
    with working(options) as budget:
        answer = ask(study, budget)
        stopped = cut_short(answer, budget)
    if options.json:
        out_json(answer_dict(study, answer))
    else:
        from onetext.cli.tables import show

        printed(lambda console: show(study, answer, console))
    return ended(stopped)


def ended(stopped: bool) -> int:
    """The exit code of an answer; one that a limit cut short says so."""
    if stopped:
        err("onetext: stopped by a limit before a proof; this is the answer so far")
    return CUT_SHORT if stopped else OK


def solve(
    *scenario: str,
    rule: str = "nash",
    at: At = "middle",
    normalise: Annotated[bool, Flag] = False,
    all_ties: Annotated[int, Parameter(show_default=False)] = 0,
    method: Named = "",
    options: Options = OPTIONS,
) -> int:
    """Find the best package by a rule, with proof.

    The rules: utilitarian (largest sum of gains), egalitarian (largest smallest gain), leximin, nash (largest product),
    kalai-smorodinsky (equal shares of the best attainable). Each looks among the packages that all accept.

    Parameters
    ----------
    scenario
        A case file or folder, several files, or the name of a bundled case.
    rule
        The rule by which a package is best.
    at
        Where intervals are taken: at their middle, or at the worst or best for each party.
    normalise
        Divide each gain by the party's best attainable gain.
    all_ties
        List so many of the packages that are as good as the best, if there are others.
    method
        How to search: blocks, enumeration or cp-sat; without it the one that suits.
    """
    asked: dict[str, Any] = {"at": at, "normalise": normalise, "all_ties": all_ties, "method": method or None}
    return answered(scenario, options, lambda study, budget: study.solve(rule, **asked, budget=budget))


def frontier(
    *scenario: str,
    within: Within = "admissible",
    all_points: Annotated[bool, Parameter(name="--all", show_default=False)] = False,
    at: At = "middle",
    eps: Annotated[str, Parameter(show_default=False)] = "",
    method: Named = "",
    options: Options = OPTIONS,
) -> int:
    """List the efficient packages: none other is as good for every principal and better for one.

    Parameters
    ----------
    scenario
        A case file or folder, several files, or the name of a bundled case.
    within
        Among all admissible packages, those crossing no red line, or those that all accept.
    all_points
        List every point, not only the first 1,000.
    at
        Where intervals are taken: at their middle, or at the worst or best for each party.
    eps
        List fewer packages that stand for all: whatever package, a listed one gives each principal as much, but for at
        most this share of its best gain, such as 0.05.
    method
        How to search: dynamic-programming, enumeration, covering or cp-sat; without it the one that suits.
    """

    def ask(study: Study, budget: Budget) -> Any:
        found = study.frontier(within=within, at=at, eps=eps or None, method=method or None, budget=budget)
        return found if all_points else replace(found, frontier=found.frontier[:MOST_LISTED])

    return answered(scenario, options, ask)


def zopa(*scenario: str, method: Named = "", options: Options = OPTIONS) -> int:
    """Count the packages that are acceptable to whom, and to all.

    Parameters
    ----------
    scenario
        A case file or folder, several files, or the name of a bundled case.
    method
        How to count: blocks, enumeration, dynamic-programming or sampling; without it the one that suits.
    """
    return answered(scenario, options, lambda study, budget: study.zopa(method=method or None, budget=budget))


def why(
    *scenario: str,
    proposal: Annotated[str, Parameter(name="--from", show_default=False)] = "",
    options: Options = OPTIONS,
) -> int:
    """Say what is in the way of an agreement, what would open one, and what becomes of each proposal.

    Parameters
    ----------
    scenario
        A case file or folder, several files, or the name of a bundled case.
    proposal
        Report on this proposal alone.
    """
    return answered(scenario, options, lambda study, budget: study.why(proposal=proposal or None, budget=budget))


def robust(
    *scenario: str,
    package: Annotated[str, Parameter(show_default=False)] = "",
    gamma: Annotated[str, Parameter(show_default=False)] = "",
    off: Annotated[str, Parameter(show_default=False)] = "",
    joint: Annotated[str, Parameter(show_default=False)] = "",
    options: Options = OPTIONS,
) -> int:
    """Say how sure packages are: how likely all accept, how far all worths may move, how many guesses may be wrong.

    Proposals and what each rule picks stand beside the packages that are best under doubt, each named by its criterion.

    Parameters
    ----------
    scenario
        A case file or folder, several files, or the name of a bundled case.
    package
        Report on this package alone: a proposal's, a rule's, or that of radius, share, gamma or chance.
    gamma
        Count the packages that all accept although so many of each party's guesses are wrong, such as 2 or 5/2.
    off
        By how many points a sharp guess may be wrong; without it, by one point or a step fit for the party's points.
    joint
        By how many half-widths the intervals together may lie off their middles.
    """
    return answered(
        scenario,
        options,
        lambda study, budget: study.robust(
            package=package or None, gamma=gamma or None, off=off or None, joint=joint or None, budget=budget
        ),
    )


def window(*scenario: str, options: Options = OPTIONS) -> int:
    """Look ahead: what is possible from each day on which a figure, a red line or who is asked changes.

    Later days are read with what is on record today. For whom a later day would be different is said with the
    assumption from which that follows.

    Parameters
    ----------
    scenario
        A case file or folder, several files, or the name of a bundled case.
    """
    return answered(scenario, options, lambda study, budget: study.window(budget=budget))
