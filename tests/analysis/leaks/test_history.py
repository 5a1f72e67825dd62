"""What was shown before counts: the worlds in which all of it stands, held against the definition."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.leaks.by_definition import is_so, one_of_each, opened, worlds, written
from analysis.leaks.drawn import IGNORANCE, held_of, small_case
from analysis.leaks.test_brute import key
from analysis.leaks.test_check import FULL, HELD, land, of
from onetext.analysis.leaks.check import leaks
from onetext.analysis.leaks.history import Held
from onetext.analysis.leaks.holds import accepts_of
from onetext.errors import UsageError
from onetext.model.artefacts import Agreeable
from onetext.model.numbers import Interval


def test_two_harmless_answers_pin_a_figure_together():
    """Half is worth 55 and accepted, a little more than half would be worth 46 and is not: each leaves much, both leave ten."""
    full = land(of("a", 50, (90, 55, 46)))
    held = land(of("a", Interval(Fraction(0), Fraction(100)), (90, 55, 46)))
    yes, no = accepts_of(full, "a", {"land": "half"}), accepts_of(full, "a", {"land": "none"})
    assert not leaks({"b": held}, full, yes).needs_confirmation and not leaks({"b": held}, full, no).needs_confirmation
    found = leaks({"b": Held(held, (yes,))}, full, no, beside=())
    (figure,) = found.gained[0].figures
    assert (figure.before, figure.after) == (Interval(Fraction(0), Fraction(55)), Interval(Fraction(47), Fraction(55)))
    assert (found.gained[0].worlds_before, found.gained[0].worlds_after) == (56, 9)


def test_what_was_shown_must_be_true():
    with pytest.raises(UsageError, match="shown already"):
        leaks({"b": Held(HELD, (Agreeable(False),))}, FULL, Agreeable(True))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_what_remains_after_several_is_what_the_definition_leaves(seed):
    source = Random(seed)
    full = small_case(source)
    viewer = source.choice([p.party for p in full.positions if p.party in full.party])
    held = held_of(source, full, viewer)
    several = one_of_each(source, full, rules=1)
    source.shuffle(several)
    *shown, last = several[: source.randint(2, 3)]
    found = leaks({viewer: Held(held, tuple(shown))}, full, last, ignorance=IGNORANCE, beside=()).gained[0]
    unknown = opened(held, full, viewer)
    before = [world for world in worlds(unknown) if all(is_so(written(full, unknown, world), one) for one in shown)]
    after = [world for world in before if is_so(written(full, unknown, world), last)]
    assert (found.worlds_before, found.worlds_after, found.checked) == (len(before), len(after), True)
    places = {one.key: n for n, one in enumerate(unknown)}
    for figure in found.figures:
        n = places[key(figure)]
        was, is_ = ({world[n] for world in kept} for kept in (before, after))
        assert (figure.before.low, figure.before.high, figure.values_before) == (min(was), max(was), len(was))
        assert (figure.after.low, figure.after.high, figure.values_after) == (min(is_), max(is_), len(is_))
