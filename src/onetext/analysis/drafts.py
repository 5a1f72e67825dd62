"""What the package that a draft puts forward means to a party, though it may leave issues open.

Bounds are exact: issues that no term ties together add up apart, and those that one does are tried in every way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from onetext.model.acceptance import voter, worth_at
from onetext.model.case import Case
from onetext.model.completions import MOST_FILLED, filled, left_open, never_kept
from onetext.model.conditions import holds
from onetext.model.numbers import Interval
from onetext.model.positions import Position, RedLine


def bounds(case: Case, who: str, said: Mapping[str, str]) -> Interval | None:
    """Between which values of a party all packages lie that give some answers, links not looked at; both ends are reached.

    None where its terms tie so many open issues together that not all ways can be tried.
    """
    position = case.position[who]
    low = high = Fraction(0)
    for group in tied(position):
        issues = [case.issue[issue] for issue in group]
        if left_open(issues, said) > MOST_FILLED:
            return None
        worths = [_worth(case, position, group, answers) for answers in filled(issues, said)]
        low += min(worth.low for worth in worths)
        high += max(worth.high for worth in worths)
    return Interval(low, high)


def tied(position: Position) -> tuple[frozenset[str], ...]:
    """The issues that a position gives worths to, in the groups that its terms tie together."""
    groups: list[frozenset[str]] = []
    about: Iterable[frozenset[str]] = (
        frozenset(issues) for issues in (*((t.issue,) for t in position.worth), *(t.when.issues for t in position.terms))
    )
    for one in about:
        touching = [group for group in groups if group & one or not group | one]
        groups = [group for group in groups if group not in touching]
        groups.append(one.union(*touching))
    return tuple(groups)


def _worth(case: Case, position: Position, group: frozenset[str], answers: Mapping[str, str]) -> Interval:
    """What the answers to one group of issues are worth, with the terms over them."""
    total = Interval(Fraction(0), Fraction(0))
    for table in position.worth:
        if table.issue in group:
            total += worth_at(table, case.issue[table.issue], answers[table.issue])
    for term in position.terms:
        if group.issuperset(term.when.issues) and (term.when.issues or not group) and holds(term.when, case.issue, answers):
            total += term.worth.points
    return total


def surely_crossed(case: Case, who: str, said: Mapping[str, str]) -> tuple[RedLine, ...]:
    """The red lines of a party or member that every package crosses that gives some answers."""
    return tuple(line for line in voter(case, who).lines if never_kept(case, line.form, said))
