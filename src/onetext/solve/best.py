"""The best package by a rule, with proof: one function for every rule and every size of case."""

from __future__ import annotations

from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.model.day import At
from onetext.model.rules import RULES, Rule
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.gains import blank
from onetext.solve.plan import answered
from onetext.solve.results import Solution


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
    attainable gain. Of tied packages the first in file order is shown. `method`: one of `plan.METHODS`; None: as
    suits. Statuses: `results.STATUSES`. Raises UsageError for a rule or method that does not exist. Definitions:
    CASEFILE, "Rules"; `model.rules`.
    """
    asked = named_rule(rule)
    found: Solution | None = answered("solve", case, asked, at=at, normalise=normalise, budget=budget, method=method)
    if found is not None:
        return found
    return blank(case, asked, at=at, normalise=normalise)
