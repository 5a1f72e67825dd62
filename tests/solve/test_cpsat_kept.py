"""Kept tables: the same as those worked out anew, and none is mistaken for another."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given

from onetext.model.case import Case
from onetext.model.numbers import Interval
from onetext.model.positions import Reservation, Worth
from onetext.solve import tables
from onetext.solve.cpsat import kept
from strategies import cases


@given(cases())
def test_a_kept_table_is_the_table(case: Case) -> None:
    for who in case.position:
        for scale in (None, 2 * tables.scale_of(case, who)):
            assert kept.table(case, who, scale) == kept.table(case, who, scale) == tables.table(case, who, scale)
        assert kept.scale_of(case, who) == tables.scale_of(case, who)


@given(cases())
def test_another_reservation_value_has_another_table(case: Case) -> None:
    for place, position in enumerate(case.positions):
        kept.table(case, position.party)
        entry = Reservation(Worth(Interval(Fraction(1, 97), Fraction(1, 97))))
        positions = list(case.positions)
        positions[place] = replace(position, reservation=(entry,))
        other = replace(case, positions=tuple(positions))
        assert kept.table(other, position.party) == tables.table(other, position.party)
