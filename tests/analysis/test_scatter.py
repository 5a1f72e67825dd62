"""The dots of a trade-off chart, against every package."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

import direct
from onetext.analysis.scatter import scatters
from onetext.formats import native
from onetext.model.acceptance import value
from onetext.model.case import Case
from onetext.model.day import on, sharpened
from strategies import DAY, cases


@given(cases())
def test_dots_are_the_distinct_pairs_and_the_efficient_ones_are_marked(case: Case) -> None:
    """Over the admissible packages, for each pair of principals with worths; no more dots than asked for, efficient ones first."""
    own = sharpened(on(case, DAY))
    if not direct.admissible(own):
        return
    for pair in scatters(own, most_pairs=3, most_dots=1_000):
        points = {(value(own, pair.x, k).low, value(own, pair.y, k).low) for k in direct.admissible(own)}
        assert {(x, y) for x, y, _ in pair.dots} == points and len(pair.dots) == len(points)
        best = {point for point in points if not any(direct.dominates(other, point) for other in points)}
        assert {(x, y) for x, y, efficient in pair.dots if efficient} == best
        assert pair.packages == len(direct.admissible(own))
    for pair in scatters(own, most_pairs=1, most_dots=4):
        assert len(pair.dots) <= 4


@pytest.mark.parametrize("digits", [3, 28])
def test_worths_of_many_digits_keep_their_order(digits: int) -> None:
    """Values beyond 64 bits: the pairs are exact."""
    one = 10**digits
    text = f"""
onetext: 1
parties: {{a: {{}}, b: {{}}}}
issues: {{i: {{options: {{x: X, y: Y, z: Z}}}}}}
positions:
  a: {{reservation: 0, worth: {{i: {{x: {one}, y: {one + 1}, z: 0}}}}}}
  b: {{reservation: 0, worth: {{i: {{x: {one + 1}, y: {one}, z: 0}}}}}}
"""
    (pair,) = scatters(native.read({"case.yaml": text.encode()}), most_pairs=3, most_dots=9)
    f = Fraction
    assert set(pair.dots) == {(f(one), f(one + 1), True), (f(one + 1), f(one), True), (f(0), f(0), False)}
