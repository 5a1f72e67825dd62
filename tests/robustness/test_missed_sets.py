"""The minimal sets of missed demands: by machine words and by sets, the same."""

from __future__ import annotations

import numpy as np
import pytest

from onetext.analysis import conflicts


@pytest.mark.parametrize("seed", range(20))
def test_words_and_sets_say_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(seed)
    size = int(draw.integers(1, 300))
    missed = [draw.random(size) < draw.random() for _ in range(int(draw.integers(1, 14)))]
    among = draw.random(size) < 0.8
    by_words = conflicts.minimal_missed(missed, among)
    monkeypatch.setattr(conflicts, "WORD", 0)
    assert set(by_words) == set(conflicts.minimal_missed(missed, among))
    assert [len(one) for one in by_words] == sorted(map(len, by_words))


def test_the_last_bit_of_a_word_counts() -> None:
    missed = [np.array([place == 63, False]) for place in range(64)]
    assert conflicts.minimal_missed(missed, np.array([True, False])) == [frozenset({63})]
