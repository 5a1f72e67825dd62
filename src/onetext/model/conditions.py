"""Conditions on packages, and the five forms that a link or a red line can take.

A package is a mapping from issue id to option id, total unless said otherwise.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from onetext.model.issues import Issue

Package = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Range:
    """The options of a number from `low` to `high`, both counted; None leaves an end open."""

    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Among:
    """Some options of an issue, as listed."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when every issue named has one of the options named; without parts it always holds."""

    parts: tuple[tuple[str, Among | Range], ...] = ()

    @property
    def issues(self) -> tuple[str, ...]:
        return tuple(issue for issue, _ in self.parts)


def meets(part: Among | Range, issue: Issue) -> tuple[int, ...]:
    """The places of the options of `issue` that `part` names, ascending."""
    if isinstance(part, Among):
        return tuple(sorted({issue.places[option] for option in part.options}))
    return tuple(range(*span(part, issue)))


def span(part: Range, issue: Issue) -> tuple[int, int]:
    """The place of the first option of a number that lies in a range, and the place after the last."""
    first = 0 if part.low is None else bisect_left(issue.amounts, part.low)
    return first, len(issue.amounts) if part.high is None else max(first, bisect_right(issue.amounts, part.high))


@dataclass(frozen=True, slots=True)
class Never:
    """The condition must not hold."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Always:
    """The condition must hold."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Implies:
    """Where `condition` holds, `then` must hold."""

    condition: Condition
    then: Condition


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the conditions `of` may hold: between `at_least` and `at_most`, None where open."""

    of: tuple[Condition, ...]
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """The weighted sum of numbers' options must lie between `at_least` and `at_most`, None where open."""

    weights: tuple[tuple[str, Fraction], ...]
    at_least: Fraction | None = None
    at_most: Fraction | None = None


Form = Never | Always | Implies | Count | Sum


def conditions_of(form: Form) -> tuple[Condition, ...]:
    """The conditions that a form is made of, in the order written."""
    match form:
        case Never(condition) | Always(condition):
            return (condition,)
        case Implies(condition, then):
            return (condition, then)
        case Count(of):
            return of
        case Sum():
            return ()


def issues_of(form: Form) -> tuple[str, ...]:
    """The issues that a form speaks of, each once, in the order written."""
    if isinstance(form, Sum):
        return tuple(issue for issue, _ in form.weights)
    return tuple(dict.fromkeys(issue for condition in conditions_of(form) for issue in condition.issues))


def holds(condition: Condition, issues: Mapping[str, Issue], package: Package) -> bool:
    """Whether a package meets a condition; by definition, option by option."""
    return all(issues[issue].places[package[issue]] in meets(part, issues[issue]) for issue, part in condition.parts)


def keeps(form: Form, issues: Mapping[str, Issue], package: Package) -> bool:
    """Whether a package keeps a form, by its definition."""
    match form:
        case Never(condition):
            return not holds(condition, issues, package)
        case Always(condition):
            return holds(condition, issues, package)
        case Implies(condition, then):
            return not holds(condition, issues, package) or holds(then, issues, package)
        case Count(of, at_least, at_most):
            return _within(Fraction(sum(holds(one, issues, package) for one in of)), at_least, at_most)
        case Sum(weights, at_least, at_most):
            amounts = ((issues[issue].option(package[issue]).amount, weight) for issue, weight in weights)
            return _within(sum((weight * (amount or 0) for amount, weight in amounts), Fraction(0)), at_least, at_most)


def _within(number: Fraction, at_least: Fraction | int | None, at_most: Fraction | int | None) -> bool:
    return (at_least is None or number >= at_least) and (at_most is None or number <= at_most)
