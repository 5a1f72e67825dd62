"""What the leak check says is what looking at each world by definition says: every end, every count, every pin."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.leaks.by_definition import brute, one_of_each
from analysis.leaks.drawn import IGNORANCE, held_of, small_case
from onetext.analysis.leaks.check import leaks
from onetext.analysis.leaks.results import Gained, Learned
from onetext.model.artefacts import Artefact

WIDEST = 10
"""A tenth: one value of ten."""


def key(one: Learned) -> tuple[str, str, str, str]:
    return one.party, one.kind, one.issue, one.line.removeprefix("held:") or one.option


def same(gained: Gained, held, full, viewer, artefact: Artefact) -> int:
    """Hold one answer against the definition; returns how many figures are pinned."""
    expected = brute(held, full, viewer, artefact)
    assert (gained.worlds_before, gained.worlds_after) == (expected.before, expected.after)
    assert {key(one) for one in gained.figures} == set(expected.remain)
    pins = 0
    for one in gained.figures:
        before, after = expected.remain[key(one)]
        assert (one.before.low, one.before.high, one.values_before) == (before[0], before[-1], len(before)), key(one)
        assert (one.after.low, one.after.high, one.values_after) == (after[0], after[-1], len(after)), (key(one), artefact)
        pinned = len(after) < len(before) and (
            len(after) == 1 or len(after) * WIDEST <= len(before) or (after[-1] - after[0]) * WIDEST <= before[-1] - before[0]
        )
        assert one.pinned == pinned
        between = [value for value in before if after[0] <= value <= after[-1]]
        assert one.holes == (len(between) > len(after))
        pins += pinned
    assert gained.needs_confirmation or not pins, "every pinned world warns"
    assert gained.status == "exact" and gained.checked
    return pins


def one_run(seed: int) -> None:
    source = Random(seed)
    full = small_case(source)
    viewer = source.choice([p.party for p in full.positions if p.party in full.party])
    held = held_of(source, full, viewer)
    for artefact in one_of_each(source, full):
        found = leaks({viewer: held}, full, artefact, ignorance=IGNORANCE, beside=())
        same(found.gained[0], held, full, viewer, artefact)


@settings(max_examples=35, deadline=None)
@given(st.integers(0, 2**32))
def test_every_end_and_count_is_that_of_the_definition(seed):
    one_run(seed)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_the_same_on_many_more_cases(part):
    for seed in range(100 * part, 100 * (part + 1)):
        one_run(seed)
