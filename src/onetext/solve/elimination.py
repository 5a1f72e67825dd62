"""Issues taken one after the other: what the answers given so far leave of each link, red line and pair term.

A form of which some issues are answered becomes a shorter form on the others, or it is kept or broken whatever comes.
Packages begun that leave the same forms open are alike from there on, so what is counted or compared of them can be
joined. How many such states there are turns on the order of the issues: the next is the one that leaves the fewest forms
open (Dechter 1999, Bucket elimination, Artificial Intelligence 113, 41-85).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from onetext.model.case import Case
from onetext.model.conditions import Always, Condition, Count, Form, Implies, Never, Sum, issues_of, meets
from onetext.model.issues import Issue

KEPT, BROKEN = Always(Condition()), Never(Condition())
"""A form that is kept, or broken, whatever comes."""

State = tuple[int, ...]
"""What is left open: nodes, ascending."""


def given(form: Form, issue: Issue, place: int, issues: dict[str, Issue]) -> Form:
    """What a form asks of the other issues once one has the option at a place."""
    match form:
        case Never(condition):
            left = _left(condition, issue, place)
            return KEPT if left is None else Never(left)
        case Always(condition):
            left = _left(condition, issue, place)
            return BROKEN if left is None else Always(left)
        case Implies(condition, then):
            return _implied(_left(condition, issue, place), _left(then, issue, place))
        case Count():
            return _counted(form, [_left(one, issue, place) for one in form.of])
        case Sum():
            return _summed(form, issue, place, issues)


def _left(condition: Condition, issue: Issue, place: int) -> Condition | None:
    """What a condition asks of the other issues; None where it does not hold."""
    for name, part in condition.parts:
        if name == issue.id:
            if place not in meets(part, issue):
                return None
            return Condition(tuple(pair for pair in condition.parts if pair[0] != name))
    return condition


def _implied(condition: Condition | None, then: Condition | None) -> Form:
    if condition is None or then == Condition():
        return KEPT
    if then is None:
        return Never(condition)
    return Implies(condition, then) if condition.parts else Always(then)


def _counted(form: Count, left: list[Condition | None]) -> Form:
    met = sum(one is not None and not one.parts for one in left)
    still = tuple(one for one in left if one is not None and one.parts)
    least = None if form.at_least is None or form.at_least <= met else form.at_least - met
    most = None if form.at_most is None or form.at_most - met >= len(still) else form.at_most - met
    if (most is not None and most < 0) or (least is not None and least > len(still)):
        return BROKEN
    return KEPT if least is None and most is None else Count(still, least, most)


def _summed(form: Sum, issue: Issue, place: int, issues: dict[str, Issue]) -> Form:
    weight = dict(form.weights).get(issue.id)
    gone = Fraction(0) if weight is None else weight * (issue.options[place].amount or 0)
    rest = tuple(pair for pair in form.weights if pair[0] != issue.id)
    ends = [sorted(w * (option.amount or 0) for option in issues[name].options) for name, w in rest]
    low, high = sum((end[0] for end in ends), Fraction(0)), sum((end[-1] for end in ends), Fraction(0))
    least = None if form.at_least is None or form.at_least - gone <= low else form.at_least - gone
    most = None if form.at_most is None or form.at_most - gone >= high else form.at_most - gone
    if (least is not None and least > high) or (most is not None and most < low):
        return BROKEN
    return KEPT if least is None and most is None else Sum(rest, least, most)


@dataclass(slots=True)
class Chain:
    """The issues of a case in an order, and what is said of them: forms to be kept, and after them pair terms (as `Always` of
    their condition), which are earned where they hold and never broken.

    A node is a form of which some issues are answered, under a number; `cost` is the sum over the steps of two to the number
    of parts open after it: about how many states there may be.
    """

    case: Case
    order: tuple[int, ...]
    cost: int
    forms: int
    speaks: tuple[frozenset[int], ...]
    begins: tuple[tuple[int, ...], ...]
    nodes: list[tuple[int, Form]]
    numbers: dict[tuple[int, Form], int]
    known: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def after(self, state: State, step: int, place: int) -> tuple[State, tuple[int, ...]] | None:
        """The state after the next issue has the option at a place, and the terms that are earned by that; None where a form is
        broken."""
        touched = self.speaks[step]
        if not touched:
            return state, ()
        now, earned = [node for node in state if self.nodes[node][0] not in touched], []
        for node in (*(node for node in state if self.nodes[node][0] in touched), *self.begins[step]):
            left = self.known.get((node, step, place))
            if left is None:
                left = self.known[node, step, place] = self._left(node, step, place)
            if left >= 0:
                now.append(left)
            elif left == BREAKS:
                return None
            elif left == EARNS:
                earned.append(self.nodes[node][0] - self.forms)
        now.sort()
        return tuple(now), tuple(earned)

    def _left(self, node: int, step: int, place: int) -> int:
        """The node that an answer leaves of a node, which may be itself, or what becomes of it."""
        slot, form = self.nodes[node]
        left = given(form, self.case.issues[self.order[step]], place, self.case.issue)
        if left in (KEPT, BROKEN):
            if slot >= self.forms:
                return EARNS if left == KEPT else CLOSES
            return CLOSES if left == KEPT else BREAKS
        if (slot, left) not in self.numbers:
            self.numbers[slot, left] = len(self.nodes)
            self.nodes.append((slot, left))
        return self.numbers[slot, left]


CLOSES, EARNS, BREAKS = -1, -2, -3
"""What becomes of a node of which no more is open: it is kept, or a term not earned; a term is earned; a form is broken."""


def chain(case: Case, forms: Sequence[Form], terms: Iterable[Condition] = ()) -> Chain:
    """The issues of a case in an order of few states. Forms that speak of no issue are left to the caller."""
    said: tuple[Form, ...] = (*forms, *map(Always, terms))
    places = {issue.id: i for i, issue in enumerate(case.issues)}
    about = [frozenset(places[name] for name in issues_of(form)) for form in said]
    open_parts = [sum({1 << places[name] for name in names}) for form in said for names in _open_parts(form)]
    cost, order = _order(case, [part for part in open_parts if part & (part - 1)])
    speaks = tuple(frozenset(slot for slot, issues in enumerate(about) if i in issues) for i in order)
    begins, seen = [], set[int]()
    for slots in speaks:
        begins.append(tuple(sorted(slots - seen)))
        seen |= slots
    nodes = list(enumerate(said))
    return Chain(case, tuple(order), cost, len(forms), speaks, tuple(begins), nodes, {node: i for i, node in enumerate(nodes)})


def _open_parts(form: Form) -> Iterator[tuple[str, ...]]:
    """What doubles the states while some of its issues are answered and others not: a form; in a count each of its conditions
    and the number met; a sum four times over, since it is one of many numbers."""
    yield issues_of(form)
    if isinstance(form, Count):
        yield from (condition.issues for condition in form.of)
    elif isinstance(form, Sum):
        yield from [issues_of(form)] * 3


def _order(case: Case, masks: list[int]) -> tuple[int, list[int]]:
    """Greedily the issue that leaves the least open, from several first issues; the order of the least cost, and that."""
    widths = [len(issue.options) for issue in case.issues]
    if not masks:
        return len(widths), list(range(len(widths)))
    degree = sorted(range(len(widths)), key=lambda i: sum(mask >> i & 1 for mask in masks))
    return min((_greedy(first, masks, widths) for first in degree[:FIRSTS]), key=lambda found: found[0])


FIRSTS = 8
"""So many first issues are tried: those of which the fewest forms speak."""


def _greedy(first: int, masks: list[int], widths: list[int]) -> tuple[int, list[int]]:
    """An order from its first issue, and the sum over its steps of two to the number of open parts; of several issues the one
    with fewer options, then the first."""
    left, done, order, cost = set(range(len(widths))), 0, list[int](), 0

    def opened(i: int) -> tuple[int, int, int]:
        now = done | 1 << i
        return sum(1 for mask in masks if mask & now and mask & ~now), widths[i], i

    while left:
        best = min(left, key=opened) if order else first
        cost += 1 << opened(best)[0]
        order.append(best)
        left.discard(best)
        done |= 1 << best
    return cost, order
