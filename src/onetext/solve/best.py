"""The best package by a rule, with proof: one function for every rule and every size of case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.model.day import At
from onetext.model.rules import RULES, Rule
from onetext.solve.budget import UNLIMITED, Budget, enumerable
from onetext.solve.results import Solution


def _enumeration(*given: Any, **options: Any) -> Solution:
    from onetext.solve.ranking import best as by_enumeration

    return by_enumeration(*given, **options)


def _cp_sat(*given: Any, **options: Any) -> Solution:
    from onetext.solve.cpsat import best as by_integer_program

    return by_integer_program(*given, **options)


METHODS: dict[str, Callable[..., Solution]] = {"enumeration": _enumeration, "cp-sat": _cp_sat}
"""The ways to a best package, by name; each takes what `best` takes, the rule looked up, and is loaded when used."""


def method_for(case: Case, budget: Budget = UNLIMITED) -> str:
    """The method for a case of this size within a budget."""
    return "enumeration" if enumerable(case, budget) else "cp-sat"


def named_rule(rule: str | Rule) -> Rule:
    """The rule of that name; UsageError with the known ones where there is none."""
    if isinstance(rule, Rule):
        return rule
    if rule not in RULES:
        raise UsageError(f"no rule is called {rule!r}; known: {', '.join(RULES)}")
    return RULES[rule]


def best(
    case: Case,
    rule: str | Rule,
    *,
    at: At = "middle",
    normalise: bool = False,
    budget: Budget = UNLIMITED,
    method: str | None = None,
) -> Solution:
    """The package of the zopa with the largest measure by `rule`, scored exactly, ties counted.

    `case` is on its day; intervals are made sharp as `at` says. `normalise` divides each gain by the party's best
    attainable gain. Of tied packages the first in file order is shown. Statuses: `results.STATUSES`. Raises
    UsageError for a rule or method that does not exist. Definitions: CASEFILE, "Rules"; `model.rules`.
    """
    chosen = method or method_for(case, budget)
    if chosen not in METHODS:
        raise UsageError(f"no method is called {chosen!r}; known: {', '.join(METHODS)}")
    return METHODS[chosen](case, named_rule(rule), at=at, normalise=normalise, budget=budget)
