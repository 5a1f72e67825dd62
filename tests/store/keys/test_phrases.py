"""Passphrases: the words by the paper's own examples, and every way to type them from paper."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.errors import UsageError
from onetext.store.keys.phrases import SHORTEST, chosen, made_passphrase, normalised, quint


@pytest.mark.parametrize(
    ("address", "words"),
    [("127.0.0.1", "lusab-babad"), ("63.84.220.193", "gutih-tugad"), ("63.118.7.35", "gutuk-bisog"), ("198.81.129.136", "sinid-makam")],
)
def test_words_are_those_of_the_paper(address: str, words: str) -> None:
    """The examples of Wilkerson, arXiv:0901.4016."""
    a, b, c, d = map(int, address.split("."))
    assert f"{quint(a << 8 | b)}-{quint(c << 8 | d)}" == words


def test_every_number_has_its_own_word() -> None:
    """Sixteen bits are sixteen bits: five words are eighty."""
    assert math.log2(len({quint(number) for number in range(2**16)})) * 5 == 80


def test_a_made_passphrase_is_five_words_and_another_each_time() -> None:
    """And it is in the form that counts already."""
    made = {made_passphrase() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"(?:[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]-){4}[a-z]{5}", one) for one in made)
    assert {normalised(one) for one in made} == {chosen(one) for one in made} == made


@given(st.lists(st.integers(0, 2**16 - 1), min_size=3, max_size=6), st.data())
def test_typed_from_paper_it_is_the_same(numbers: list[int], data: st.DataObject) -> None:
    """With capitals, and blanks, dashes or line ends of any kind between the words and around them."""
    words = [quint(number) for number in numbers]
    gap = st.text(st.sampled_from(" -\t\n\u00a0\u2010\u2011\u2012\u2013\u2014\u2212_\u200b\u00ad"), min_size=1).filter(
        lambda text: any(letter not in "\u200b\u00ad" for letter in text)
    )
    typed = "".join(data.draw(st.sampled_from((word, word.upper(), word.title()))) + data.draw(gap) for word in words)
    assert normalised(data.draw(gap) + typed) == "-".join(words)


@given(st.text())
def test_normalising_twice_changes_nothing(phrase: str) -> None:
    """The form that counts is a form."""
    assert normalised(normalised(phrase)) == normalised(phrase)


def test_accents_count_the_same_in_both_encodings() -> None:
    """One keyboard types é, another e and an accent."""
    assert normalised("café olé crème") == normalised("cafe\u0301 ole\u0301 cre\u0300me") == "café-olé-crème"
    # An iota below and an accent above, typed in either order: small letters turn the iota into a letter of its own.
    assert normalised("\u03b1\u0345\u0301") == normalised("\u03b1\u0301\u0345") == normalised("\u1fb4")
    assert normalised("cafe ole creme") != normalised("café olé crème")


@pytest.mark.parametrize("phrase", ["", "   ---   ", "short", "a" * (SHORTEST - 1), "\u200b" * 40, "a- - - - - - - - - -b"])
def test_a_short_passphrase_is_refused(phrase: str) -> None:
    """By what counts of it, and without being repeated."""
    with pytest.raises(UsageError, match="at least 12 characters") as refused:
        chosen(phrase)
    assert phrase.strip() == "" or phrase not in str(refused.value)
