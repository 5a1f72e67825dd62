"""Whose gains a rule weighs, from where they are measured, and a package scored by its definition.

Every search, whatever its method, returns its answer through `scored`: values, gains and objective are worked out
anew from the case, in exact numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import get_args

from onetext.errors import UsageError
from onetext.model.acceptance import Answer, agreed, consenters, value
from onetext.model.case import Case
from onetext.model.checks import people_of
from onetext.model.conditions import Package
from onetext.model.day import At, has_intervals, sharpened
from onetext.model.positions import NoNumber
from onetext.model.rules import Measure, Rule
from onetext.solve.results import Points, Solution


def valued(case: Case) -> tuple[str, ...]:
    """The principals with worths, in file order: the frontier is over their values."""
    return tuple(party.id for party in case.principals if party.id in case.position and case.position[party.id].has_worths)


def weighed(case: Case) -> tuple[str, ...]:
    """The principals whose gains the rules weigh: those with worths and a reservation value, or none on purpose."""
    return tuple(who for who in valued(case) if case.position[who].reservation is not NoNumber.UNKNOWN)


def left_out(case: Case) -> tuple[str, ...]:
    """The principals whose gains no rule weighs."""
    return tuple(party.id for party in case.principals if party.id not in weighed(case))


def sharp(case: Case, at: At) -> Case:
    """The case with its intervals made sharp; the case itself where it has none. UsageError for another `at`."""
    if at not in get_args(At):
        raise UsageError(f"intervals are not taken at {at!r}; known: {', '.join(get_args(At))}")
    return sharpened(case, at) if has_intervals(case) else case


def base(case: Case, who: str) -> Fraction | None:
    """The reservation value from which the gain of a party of a sharp case is measured.

    None where any agreement is better than none: then it is the party's least worth among admissible packages.
    """
    reservation = case.position[who].reservation
    return None if isinstance(reservation, NoNumber) else reservation[0].worth.points.low


def blank(case: Case, rule: Rule, *, at: At, normalise: bool) -> Solution:
    """A solution that says what a rule weighs and nothing yet of the answer."""
    return Solution(
        rule.name,
        "unknown",
        "",
        weighed=weighed(case),
        left_out=left_out(case),
        compares_points=rule.compares_points,
        normalised=normalise,
        midpoints=at == "middle" and has_intervals(case),
        at=at,
    )


def measured(rule: Rule, gains: Points, best_gains: Points, *, normalise: bool) -> Measure | None:
    """The rule's measure of these gains, each divided by its best attainable gain if `normalise` asks so.

    One who cannot gain keeps a gain of 0. None where the rule weighs nobody.
    """
    own, top = [gain for _, gain in gains], [gain for _, gain in best_gains]
    if not own:
        return None
    if normalise:
        own = [gain / most if most else gain for gain, most in zip(own, top, strict=True)]
        top = [Fraction(1 if most else 0) for most in top]
    return rule.measure(own, top)


def scored(case: Case, rule: Rule, package: Package, bases: Mapping[str, Fraction], best_gains: Points, frame: Solution) -> Solution:
    """`frame` with a package and its values, gains and objective by their definitions.

    `case` as handed in, intervals and all; `bases`: from where the gain of each weighed party is measured.
    """
    own = sharp(case, frame.at)  # type: ignore[arg-type]
    worth = {who: value(own, who, package).low for who in people_of(own) if who in own.position and own.position[who].has_worths}
    gains = tuple((who, worth[who] - bases[who]) for who in frame.weighed)
    return replace(
        frame,
        package=tuple((issue.id, package[issue.id]) for issue in case.issues),
        values=tuple((who, worth[who]) for who in frame.weighed),
        gains=gains,
        others=tuple((who, worth[who]) for who in worth if who not in frame.weighed),
        objective=measured(rule, gains, best_gains, normalise=frame.normalised),
        best_gains=best_gains,
        acceptable="all" if agreed(case, package) is Answer.YES else "some",
        ratified=agreed(case, package, "ratify").value if consenters(case, "ratify") else None,
    )
