"""A day with one dated entry as on another day: what is looked at again only in part is what a whole look gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.drawn import raised
from onetext import formats
from onetext.analysis.alternatives import Others, best_gains, sharp_others
from onetext.analysis.dated import changes_between
from onetext.model.case import Case
from onetext.model.day import change_days, foreseen
from onetext.solve.best import best
from onetext.solve.enumerated import enumerated
from onetext.solve.gains import sharp
from strategies import DAYS, cases


@settings(max_examples=40)
@given(case=cases(), easy=st.booleans())
def test_one_entry_changed_is_the_case_with_it_changed(case: Case, easy: bool) -> None:
    """Of every two days each entry that differs taken back by itself: the zopa, sure and possible, and the best gains in it.

    In half of the cases the principals ask for little, so that it matters what others say.
    """
    if easy:
        own = {party.id for party in case.principals}
        case = replace(case, links=(), positions=tuple(raised(p, Fraction(-20)) if p.party in own else p for p in case.positions))
    days = sorted({*change_days(case), DAYS[0] - timedelta(days=1), date(2032, 1, 1)})
    for before, day in combinations(days, 2):
        changes = changes_between(case, before, day)
        now = foreseen(case, day)
        others, sharpened = Others(now), sharp_others(now)
        for change in changes:
            alt = foreseen(case, day, {change.key: before})
            found, whole = others.zopa(alt, change.party), enumerated(alt).zopa
            assert np.array_equal(found.surely, whole.surely) and np.array_equal(found.possibly, whole.possibly)
            expected = best(alt, "kalai-smorodinsky").best_gains
            assert best_gains(sharpened, sharp(alt, "middle"), change.party) == expected


ASKED = """
onetext: 1
parties: {a: {}, bank: {kind: holder}}
issues: {x: {options: {one: One, two: Two, three: Three}}}
consents: [{who: bank, on: {x: two}, from: 2031-02-01}, {who: bank, on: {x: three}, until: 2031-01-31}]
positions: {a: {reservation: none}, bank: {view: {x: {two: never, three: never}}}}
"""


def test_who_comes_to_be_asked_and_who_no_longer_is() -> None:
    """From February the bank is asked about two and no longer about three: each line alone taken back, and back again."""
    case = formats.read({"case.yaml": ASKED.encode()})
    early, late = date(2031, 1, 1), date(2031, 2, 1)
    for day, before, key, left in (
        (late, early, "0", [True, True, True]),
        (late, early, "1", [True, False, False]),
        (early, late, "0", [True, False, False]),
        (early, late, "1", [True, True, True]),
    ):
        alt = foreseen(case, day, {("bank", "consent", key): before})
        assert Others(foreseen(case, day)).zopa(alt, "bank").possibly.tolist() == left
