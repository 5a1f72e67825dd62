"""The package that all most likely accept, against the probability of every package."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.formats import read
from onetext.model.acceptance import broken_links
from onetext.model.case import Case
from onetext.model.day import on
from onetext.solve import likeliest as module
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.likeliest import likeliest
from onetext.solve.sureness import chance
from spoken import spoken
from strategies import DAY, cases


@given(st.one_of(cases(), spoken()))
def test_no_package_is_likelier(case: Case) -> None:
    """The largest low end, or high end where that is 0 for all; how many reach it, and the first of them."""
    today = on(case, DAY)
    found = likeliest(today, UNLIMITED)
    assert found is not None and found.proven
    every = [(package, chance(today, package)) for package in today.packages() if not broken_links(today, package)]
    lows, highs = [one.low for _, one in every], [one.high for _, one in every]
    by_high = not any(lows)
    shares = highs if by_high else lows
    top = max(shares, default=Fraction(0))
    if not top:
        assert (found.package, found.chance, found.tied) == (None, 0, 0)
        return
    assert (found.chance, found.tied, found.by_high) == (top, shares.count(top), by_high)
    assert found.package == every[shares.index(top)][0]


@given(cases())
def test_limits_leave_a_bound(case: Case) -> None:
    """Stopped after one package, no other exceeds the bound; with too many ways, nothing is said."""
    today = on(case, DAY)
    whole = likeliest(today, UNLIMITED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_DECIDED", 1)
        short = likeliest(today, UNLIMITED)
        patch.setattr(module, "MOST_KEYS", 0)
        none = likeliest(today, UNLIMITED)
    assert whole is not None and short is not None
    assert short.proven or (short.bound is not None and short.bound >= whole.chance * Fraction(1 - 10**-9))
    assert none is None or none.chance in (0, 1)


def test_out_of_time_it_is_not_said() -> None:
    """A budget that is spent decides nothing."""
    from solve.test_worlds import MIXED

    spent = Budget(seconds_left=lambda: 0.0)
    found = likeliest(replace(MIXED, title="spent"), spent)
    assert found is None or not found.proven


def test_a_refusal_that_a_doubtful_line_explains_stays_explained() -> None:
    """It refused what lies behind its line, which may not hold: then nothing else speaks against it."""
    text = """onetext: 1
as_of: 2031-05-01
parties: {a: {}, b: {}}
issues: {i: {options: {x: X, y: Y}}}
positions:
  a: {reservation: 1, worth: {i: {x: 0, y: 2}}}
  b: {reservation: none, red_lines: [{id: r, never: {i: y}, chance: 1/3}]}
proposals: {d: {package: {i: y}}}
replies: [{who: b, to: d, says: no}]
"""
    found = likeliest(on(read({"x.yaml": text.encode()}), DAY), UNLIMITED)
    assert found is not None
    assert (found.package, found.chance) == ({"i": "y"}, Fraction(2, 3))
