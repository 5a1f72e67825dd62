"""Margins figure by figure are the values of the definition less the reservation values."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from onetext.model.acceptance import value, voter
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.issues import Grid, number_issue
from onetext.model.margins import entering, parts, spots
from onetext.model.numbers import sharp
from onetext.model.positions import IssueWorth, NoNumber, Worth
from strategies import DAY, cases

FEE = number_issue("fee", "", Grid(Fraction(0), Fraction(12), Fraction(3)))
TABLE = IssueWorth("fee", (("3", Worth(sharp(1))), ("12", Worth(sharp(5)))))


@given(cases(), st.data())
def test_the_figures_add_up_to_value_and_reservation_value(case: Case, data: st.DataObject) -> None:
    """Low to low and high to high, whatever is between points, not said or indifferent."""
    today = on(case, DAY)
    package = data.draw(st.sampled_from(list(today.packages())))
    for position in today.positions:
        held = [part for part in parts(today, position.party, package) if part.coefficient > 0]
        own = value(today, position.party, package)
        assert sum((part.coefficient * part.worth.points.low for part in held), Fraction(0)) == own.low
        assert sum((part.coefficient * part.worth.points.high for part in held), Fraction(0)) == own.high
        less = [part for part in parts(today, position.party, package) if part.coefficient < 0]
        number = isinstance(position.reservation, tuple) and position.reservation
        assert [part.worth for part in less] == ([position.reservation[0].worth] if number else [])
        if voter(today, position.party).reservation is not None:
            assert not isinstance(position.reservation, NoNumber)


@given(cases(), st.data())
def test_what_enters_is_counted(case: Case, data: st.DataObject) -> None:
    """Raising each option of each issue that counts, and each term, by one raises the value by so many."""

    today = on(case, DAY)
    package = data.draw(st.sampled_from(list(today.packages())))
    for position in today.positions:
        said = {table.issue: table for table in position.worth}
        raised = []
        for issue in today.issues:
            table = said.get(issue.id, IssueWorth(issue.id))
            if table.indifferent:
                continue
            keys = dict(table.at)
            if issue.grid is None or not keys:
                keys = {option.id: keys.get(option.id, Worth(sharp(0))) for option in issue.options}
            raised.append(IssueWorth(issue.id, tuple((key, worth.mapped(lambda n: n + 1)) for key, worth in keys.items())))
        terms = tuple(replace(term, worth=term.worth.mapped(lambda n: n + 1)) for term in position.terms)
        lifted = replace(position, worth=tuple(raised), terms=terms, reservation=NoNumber.NONE)
        other = replace(today, positions=tuple(lifted if one.party == position.party else one for one in today.positions))
        gained = value(other, position.party, package).low - value(today, position.party, package).low
        assert gained == entering(today, position.party, package)


def test_a_number_takes_of_both_its_neighbours() -> None:
    """As much of each as lies nearer; beyond the points of the nearest alone."""
    shares = {option.id: [(str(c), key) for c, key, _ in spots(TABLE, FEE, option.id)] for option in FEE.options}
    assert shares == {
        "0": [("1", "3")],
        "3": [("1", "3")],
        "6": [("2/3", "3"), ("1/3", "12")],
        "9": [("1/3", "3"), ("2/3", "12")],
        "12": [("1", "12")],
    }
