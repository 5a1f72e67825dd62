"""Whether links contradict each other by propagation: options that no package can have are removed until nothing moves.

The options left of an issue are the bits of a whole number, bit i for the option in place i: a case may count tens of
thousands of ranges over thousands of amounts, and numbers are cut faster than sets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from onetext.model.conditions import Always, Among, Condition, Count, Form, Implies, Never, Range, Sum, meets, span
from onetext.model.issues import Issue

Domains = dict[str, int]


NOTHING: Mapping[str, str] = MappingProxyType({})


def contradiction(issues: Sequence[Issue], forms: Sequence[Form], said: Mapping[str, str] = NOTHING) -> int | None:
    """The place of the first form under which some issue loses its last option; None where propagation finds nothing.

    `said` gives the answers to some of the issues. Sound, not complete: a deeper contradiction passes.
    """
    named = {issue.id: issue for issue in issues}
    domains: Domains = {i.id: 1 << i.places[said[i.id]] if i.id in said else (1 << len(i.options)) - 1 for i in issues}
    moved = True
    while moved:
        moved = False
        for place, form in enumerate(forms):
            before = dict(domains)
            if not _narrow(form, named, domains) or not all(domains.values()):
                return place
            moved |= domains != before
    return None


def _met(part: Among | Range, issue: Issue) -> int:
    """The options of an issue that a part of a condition names, as bits."""
    if isinstance(part, Range):
        first, after = span(part, issue)
        return (1 << after) - (1 << first)
    return sum(1 << place for place in meets(part, issue))


def _narrow(form: Form, issues: Mapping[str, Issue], domains: Domains) -> bool:
    """Remove from `domains` what `form` rules out; False where it cannot be kept."""
    match form:
        case Always(condition):
            return _require(condition, issues, domains)
        case Never(condition):
            return _forbid(condition, issues, domains)
        case Implies(condition, then):
            if _state(condition, issues, domains) is True:
                return _require(then, issues, domains)
            if _state(then, issues, domains) is False:
                return _forbid(condition, issues, domains)
            return True
        case Count(of, at_least, at_most):
            return _count(of, at_least, at_most, issues, domains)
        case Sum():
            return _sum(form, issues, domains)


def _state(condition: Condition, issues: Mapping[str, Issue], domains: Domains) -> bool | None:
    """True where every package left meets the condition, False where none does, None between."""
    sure = True
    for issue, part in condition.parts:
        met = domains[issue] & _met(part, issues[issue])
        if not met:
            return False
        sure &= met == domains[issue]
    return True if sure else None


def _require(condition: Condition, issues: Mapping[str, Issue], domains: Domains) -> bool:
    for issue, part in condition.parts:
        domains[issue] &= _met(part, issues[issue])
    return True


def _forbid(condition: Condition, issues: Mapping[str, Issue], domains: Domains) -> bool:
    """Where all parts but one are sure, the options of that one go."""
    if _state(condition, issues, domains) is False:
        return True
    open_parts = [(issue, _met(part, issues[issue])) for issue, part in condition.parts]
    open_parts = [(issue, met) for issue, met in open_parts if domains[issue] & ~met]
    if len(open_parts) == 1:
        issue, met = open_parts[0]
        domains[issue] &= ~met
    return bool(open_parts)


def _count(of: Sequence[Condition], at_least: int | None, at_most: int | None, issues: Mapping[str, Issue], domains: Domains) -> bool:
    states = [_state(condition, issues, domains) for condition in of]
    sure, possible = states.count(True), len(of) - states.count(False)
    if (at_most is not None and sure > at_most) or (at_least is not None and possible < at_least):
        return False
    for condition, state in zip(of, states, strict=True):
        if state is None and at_most is not None and sure == at_most:
            _forbid(condition, issues, domains)
        elif state is None and at_least is not None and possible == at_least:
            _require(condition, issues, domains)
    return True


def _sum(form: Sum, issues: Mapping[str, Issue], domains: Domains) -> bool:
    """Bounds: an option goes where even the best of the others does not bring the sum within its bounds."""
    amounts = {
        issue: {place: weight * amount for place, amount in enumerate(issues[issue].amounts) if domains[issue] >> place & 1}
        for issue, weight in form.weights
    }
    low = sum((min(own.values()) for own in amounts.values()), Fraction(0))
    high = sum((max(own.values()) for own in amounts.values()), Fraction(0))
    for issue, own in amounts.items():
        rest_low, rest_high = low - min(own.values()), high - max(own.values())
        domains[issue] = sum(
            1 << place
            for place, amount in own.items()
            if (form.at_most is None or amount + rest_low <= form.at_most)
            and (form.at_least is None or amount + rest_high >= form.at_least)
        )
        if not domains[issue]:
            return False
    return True
