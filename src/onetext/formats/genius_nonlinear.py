"""Nonlinear Genius profiles (ANAC 2014): a sum of hyper-rectangles, each worth its points where a package lies in it.

The value is the raw sum of the rectangles met; `maxutility` is not used, since published figures are not the true maxima.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from onetext.errors import Problem
from onetext.formats.places import number
from onetext.formats.xml_nodes import Element, exact_number
from onetext.model.conditions import Among, Condition, Range
from onetext.model.issues import Issue
from onetext.model.numbers import sharp, show
from onetext.model.positions import Term, Worth

Bounds = dict[str, tuple[Fraction, Fraction]]


def rectangle_terms(root: Element, issues: Mapping[str, Issue], problems: list[Problem]) -> tuple[Term, ...]:
    """One term for each rectangle that some package can meet; `issues` by the index that the profile gives them.

    Bounds on one issue intersect; for a discrete issue they are places in its list of items, from 1. Rectangles of
    other kinds, and sums with weights other than 1 or other ways to add up, are problems.
    """
    for ufun in root.below("ufun"):
        if ufun.get("aggregation").lower() not in ("", "sum"):
            problems.append(ufun.problem("aggregation", f"rectangles added up by {ufun.get('aggregation')!r}", "sum"))
        _check_weight(ufun, problems)
    terms = (_term(rectangle, issues, problems) for rectangle in root.below("hyperRectangle"))
    return tuple(term for term in terms if term is not None)


def _check_weight(element: Element, problems: list[Problem]) -> None:
    weight = number(element.get("weight") or "1", element.place, problems)
    if weight not in (None, 1):
        problems.append(element.problem("weight", f"a weight of {element.get('weight')} on a sum of rectangles", "1"))


def _term(rectangle: Element, issues: Mapping[str, Issue], problems: list[Problem]) -> Term | None:
    _check_weight(rectangle, problems)
    if "utility" not in rectangle.attributes:
        problems.append(rectangle.problem("missing", "<hyperRectangle> has no 'utility'", 'utility="a number"'))
        return None
    worth = exact_number(rectangle, "utility", problems)
    bounds: Bounds = {}
    for side in rectangle.children:
        if side.tag != "INCLUDES":
            problems.append(side.problem("kind", f"<{side.tag}> in a hyper-rectangle", "INCLUDES"))
        elif side.get("index") not in issues:
            problems.append(side.problem("unknown", f"unknown issue index {side.get('index')!r}", f"known: {', '.join(issues)}"))
        else:
            _narrow(bounds, issues[side.get("index")], side, problems)
    named = {issue.id: issue for issue in issues.values()}
    parts = [(named[name], _part(named[name], ends)) for name, ends in bounds.items()]
    if worth is None or any(part is None for _, part in parts):
        return None
    return Term(Condition(tuple((issue.id, part) for issue, part in parts if part is not None)), Worth(sharp(worth)))


def _narrow(bounds: Bounds, issue: Issue, side: Element, problems: list[Problem]) -> None:
    ends = [number(side.get(end), side.place, problems) for end in ("min", "max")]
    low, high = (end if end is not None else Fraction(0) for end in ends)
    if low > high and None not in ends:
        problems.append(side.problem("range", f"a range runs from {show(low)} down to {show(high)}", "min <= max"))
    if issue.id in bounds:
        low, high = max(low, bounds[issue.id][0]), min(high, bounds[issue.id][1])
    bounds[issue.id] = (low, high)


def _part(issue: Issue, ends: tuple[Fraction, Fraction]) -> Among | Range | None:
    """The options within bounds; None where there are none, so that the rectangle is never met."""
    low, high = ends
    if issue.grid is None:
        inside = tuple(option.id for place, option in enumerate(issue.options, 1) if low <= place <= high)
        return Among(inside) if inside else None
    met = any(option.amount is not None and low <= option.amount <= high for option in issue.options)
    return Range(low, high) if met else None
