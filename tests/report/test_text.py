"""Names set apart in sentences, counts and dates in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.report.text import amount, clean, count, day, listed, name, ordinal, plain, roughly, runs


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_name_can_never_close_its_own_run(before, inner):
    """Whatever a name holds, the sentence comes apart into exactly the pieces it was made of."""
    sentence = f"{clean(before)}{name(inner)}."
    assert [text for kind, text in runs(sentence) if kind == "name"] == ([clean(inner)] if clean(inner) else [])
    assert plain(sentence) == f"{clean(before)}{clean(inner)}."


def test_runs_tell_names_from_amounts():
    """A name and a worth are told apart; a stray isolate vanishes."""
    assert runs(f"{name('Ama')}: at least {amount('−2')}\u2069!") == (
        ("name", "Ama"),
        ("", ": at least "),
        ("amount", "−2"),
        ("", "!"),
    )


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2031-02-01", "1 February 2031"),
        ("2030-12", "December 2030"),
        ("2031", "2031"),
        ("early 2031", "early 2031"),
        ("2031-13-01", "2031-13-01"),
        ("2030-12~", "about December 2030"),
        ("2031-02-01?", "perhaps 1 February 2031"),
        ("2031-02-01/..", "1 February 2031 or later"),
        ("../2031-02", "February 2031 or earlier"),
        ("2031-02-01/2031-02-03", "1 February 2031 to 3 February 2031"),
    ],
)
def test_days_in_words(iso, words):
    """A day that is not known better is not made more exact."""
    assert day(iso) == words


def test_counts_and_lists_in_words():
    """Up to twelve in words; plural, ordinals, lists."""
    assert [count(n, "package") for n in (0, 1, 12, 1234)] == ["no packages", "one package", "twelve packages", "1,234 packages"]
    assert [ordinal(n) for n in (1, 3, 4, 11, 22, 101)] == ["first", "third", "4th", "11th", "22nd", "101st"]
    assert [listed(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_very_large_counts_are_rounded_at_any_size():
    """Beyond what a float holds too, and with the carry of a rounded nine."""
    assert roughly(157_460_881_095_000) == "about 1.6 × 10¹⁴"
    assert roughly(9_960_000_000) == "about 1.0 × 10¹⁰"
    assert roughly(4**1000).endswith("× 10⁶⁰²")
