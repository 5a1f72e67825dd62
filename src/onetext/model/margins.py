"""What the margin of a party is made of: the value of a package less the reservation value, figure by figure.

A margin is a sum of figures, each with a coefficient: 1 for the worth of the option chosen and of each term that holds,
-1 for the reservation value. A number between two points of its table takes its worth from both: as much of each as
lies nearer to it; beyond the outermost points it takes the nearest point alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from onetext.model.case import Case
from onetext.model.conditions import Package, holds
from onetext.model.issues import Issue
from onetext.model.numbers import exact
from onetext.model.positions import IssueWorth, NoNumber, Worth

Place = tuple[str, str, str]
"""Which figure of a position: its kind (`worth`, `term`, `reservation`), the issue, and the option, amount or place."""


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of a margin: how often it counts, its worth, and which it is."""

    coefficient: Fraction
    worth: Worth
    place: Place


def spots(table: IssueWorth, issue: Issue, option_id: str) -> tuple[tuple[Fraction, str, Worth], ...]:
    """The figures from which the worth of an option follows: coefficient, option or amount, worth; none where not said."""
    if issue.grid is None:
        return tuple((Fraction(1), key, worth) for key, worth in table.at if key == option_id)
    points = sorted(((exact(key), key, worth) for key, worth in table.at), key=lambda point: point[0])
    if not points:
        return ()
    amount = issue.option(option_id).amount or Fraction(0)
    below = max((point for point in points if point[0] <= amount), key=lambda point: point[0], default=points[0])
    above = min((point for point in points if point[0] >= amount), key=lambda point: point[0], default=points[-1])
    if below[0] >= above[0]:
        return ((Fraction(1), below[1], below[2]),)
    share = (amount - below[0]) / (above[0] - below[0])
    return ((1 - share, below[1], below[2]), (share, above[1], above[2]))


def parts(case: Case, who: str, package: Package) -> tuple[Part, ...]:
    """The figures of a party's margin on a package, worths first, then terms, then the reservation value.

    Of a case on its day, and of a party with worths.
    """
    position = case.position[who]
    found = [
        Part(coefficient, worth, ("worth", table.issue, key))
        for table in position.worth
        for coefficient, key, worth in spots(table, case.issue[table.issue], package[table.issue])
    ]
    for place, term in enumerate(position.terms):
        if holds(term.when, case.issue, package):
            found.append(Part(Fraction(1), term.worth, ("term", "", str(place))))
    if not isinstance(position.reservation, NoNumber) and position.reservation:
        found.append(Part(Fraction(-1), position.reservation[0].worth, ("reservation", "", "")))
    return tuple(found)


def issues_that_count(case: Case, who: str) -> int:
    """How many issues have a worth to a party, said or not: all but those to which it is indifferent."""
    return len(case.issues) - sum(table.indifferent for table in case.position[who].worth)


def entering(case: Case, who: str, package: Package) -> int:
    """How many worths enter a party's value of a package: one for each issue that counts, one for each term that holds."""
    return issues_that_count(case, who) + sum(holds(term.when, case.issue, package) for term in case.position[who].terms)
