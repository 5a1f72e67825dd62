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
SIDES = ("INCLUDES", "EXCLUDES")


def rectangle_terms(root: Element, issues: Mapping[str, Issue], problems: list[Problem]) -> tuple[Term, ...]:
    """The terms of each rectangle; `issues` by the index that the profile gives them.

    A rectangle of INCLUDES is worth its points inside its bounds, one term, none where no package can lie there; one
    of EXCLUDES is worth them outside: a term that always holds, less one inside. Bounds on one issue intersect; for a
    discrete issue they are places in its list of items, from 1. Rectangles of other kinds or of both, and sums with
    weights other than 1 or other ways to add up, are problems.
    """
    for ufun in root.below("ufun"):
        if ufun.get("aggregation").lower() not in ("", "sum"):
            problems.append(ufun.problem("aggregation", f"rectangles added up by {ufun.get('aggregation')!r}", "sum"))
        _check_weight(ufun, problems)
    return tuple(term for rectangle in root.below("hyperRectangle") for term in _terms(rectangle, issues, problems))


def _check_weight(element: Element, problems: list[Problem]) -> None:
    weight = number(element.get("weight") or "1", element.place, problems)
    if weight not in (None, 1):
        problems.append(element.problem("weight", f"a weight of {element.get('weight')} on a sum of rectangles", "1"))


def _terms(rectangle: Element, issues: Mapping[str, Issue], problems: list[Problem]) -> tuple[Term, ...]:
    _check_weight(rectangle, problems)
    if "utility" not in rectangle.attributes:
        problems.append(rectangle.problem("missing", "<hyperRectangle> has no 'utility'", 'utility="a number"'))
        return ()
    worth = exact_number(rectangle, "utility", problems)
    kind = rectangle.children[0].tag if rectangle.children else SIDES[0]
    bounds: Bounds = {}
    for side in rectangle.children:
        if side.tag not in SIDES:
            problems.append(side.problem("kind", f"<{side.tag}> in a hyper-rectangle", " or ".join(SIDES)))
        elif side.tag != kind:
            problems.append(side.problem("kind", f"<{side.tag}> beside <{kind}> in one hyper-rectangle", "one of them"))
        elif side.get("index") not in issues:
            problems.append(side.problem("unknown", f"unknown issue index {side.get('index')!r}", f"known: {', '.join(issues)}"))
        else:
            _narrow(bounds, issues[side.get("index")], side, problems)
    named = {issue.id: issue for issue in issues.values()}
    parts = [(name, _part(named[name], ends)) for name, ends in bounds.items()]
    if worth is None:
        return ()
    inside = Condition(tuple((name, part) for name, part in parts if part is not None))
    met = all(part is not None for _, part in parts)
    if kind == SIDES[0]:
        return (Term(inside, Worth(sharp(worth))),) if met else ()
    always = Term(Condition(()), Worth(sharp(worth)))
    return (always, Term(inside, Worth(sharp(-worth)))) if met else (always,)


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
