"""The best package by a rule, with proof: one function for every rule and every size of case."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.model.day import At
from onetext.model.rules import RULES, Rule
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.gains import blank
from onetext.solve.plan import answered, planned
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
    ties: int = 0,
) -> Solution:
    """The package of the zopa with the largest measure by `rule`, scored exactly, ties counted.

    `case` is on its day; intervals are made sharp as `at` says. `normalise` divides each gain by the party's best
    attainable gain. Of tied packages the first in file order is shown; up to `ties` of them are listed. `method`: one of `plan.METHODS`; None: as
    suits. Statuses: `results.STATUSES`. Raises UsageError for a rule or method that does not exist. Definitions:
    CASEFILE, "Rules"; `model.rules`.
    """
    asked = named_rule(rule)
    found: Solution | None = answered("solve", case, asked, at=at, normalise=normalise, budget=budget, method=method, ties=ties)
    if found is not None:
        return found
    return blank(case, asked, at=at, normalise=normalise)


LONGEST = ("kalai-smorodinsky", "leximin", "nash", "egalitarian")
"""The rules that take integer programs the longest, these first: begun first, they end with the others."""


def best_of(
    case: Case, rules: Sequence[str | Rule], *, at: At = "middle", normalise: bool = False, budget: Budget = UNLIMITED
) -> tuple[Solution, ...]:
    """The best packages by several rules, each as `best` finds it, in the order of the rules.

    Integer programs of different rules share nothing but the best attainable gains, which are worked out once, so they
    run side by side in the threads of the budget; what looks at packages uses these threads itself.
    """
    asked = [named_rule(rule) for rule in rules]
    apart = planned("solve", case, budget)[0].name == "cp-sat" and budget.threads > 1
    order = sorted(range(len(asked)), key=lambda i: LONGEST.index(asked[i].name) if asked[i].name in LONGEST else len(LONGEST))
    with ThreadPoolExecutor(budget.threads if apart else 1) as pool:
        running = {i: pool.submit(best, case, asked[i], at=at, normalise=normalise, budget=budget) for i in order}
        return tuple(running[i].result() for i in range(len(asked)))
