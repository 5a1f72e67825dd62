"""`text.md`: what is written is read again, and what is wrong is told at its place."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.formats import read, write
from onetext.formats.text import read_text, write_text
from onetext.model.text.values import Words
from wordings import random_text

SOURCE = """---
agreement: nothing is agreed until everything is agreed
---

# Withdrawal

The Parties, recalling [the Charter | the Charter and the Memorandum]{recalls: plain by east; full by north},

## Article 1. Forces {#forces}

1. The Parties [shall | should [as far as they can | ]{extent: able by east; none}]{verb: shall by north, west; should by east} withdraw.
See Article [2](#money).
> verb: should by east: a court could order it [s12]

   (a) troops, and
   (b) {#arms, agreed} arms.

2. Alt-1 {line: contact by east} The line of contact.

2. Alt-2 {line: none by west} [ ]

## Article 2. Money {#money, ad referendum}

East pays [#]{toll: 40 by north; 60 by east} million.[^t]

[^t]: Of 2031.

## Annex A. Maps {#maps}
"""


@given(st.integers(0, 2**32))
@settings(deadline=None)
def test_what_is_written_is_read_again(seed: int) -> None:
    text, _ = random_text(Random(seed))
    written = write_text(text)
    read_again = read_text(written)
    assert not read_again.problems
    assert read_again.text == text
    assert write_text(read_again.text) == written


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=40)
def test_a_case_keeps_its_text(seed: int) -> None:
    _, case = random_text(Random(seed))
    assert read(write(case, "native"), "native") == case


@given(st.text(alphabet='[]{}|#^()\\">: ;,.abc1Al-t\n', max_size=60))
@settings(deadline=None)
def test_nothing_that_is_written_by_hand_breaks_the_reader(source: str) -> None:
    found = read_text(source)
    assert found.problems or read_text(write_text(found.text)).text == found.text


def test_a_text_by_hand() -> None:
    found = read_text(SOURCE)
    assert not found.problems
    text = found.text
    assert [article.id for article in text.articles] == ["forces", "money", "maps"]
    assert [block.id for block in text.article["forces"].blocks] == ["p1", "p2", "arms", "line"]
    assert text.article["maps"].annex
    assert text.article["forces"].blocks[2].standing == "agreed"
    assert text.article["money"].standing == "ad referendum"
    verb = text.article["forces"].blocks[0].content[1]
    assert [(hold.party, hold.why, hold.evidence) for hold in verb.variants[1].holds] == [("east", "a court could order it", ("s12",))]
    assert [way.paragraphs == () for way in text.article["forces"].blocks[3].ways] == [False, True]
    assert found.places[("forces", "p1", "verb")] == (11, 16)


def test_a_bracket_without_braces_is_words() -> None:
    assert read_text("To be [completed | done].").text.preamble[0].content == (Words("To be [completed | done]."),)


@pytest.mark.parametrize(
    ("source", "line", "col", "said"),
    [
        ("The [shall | should]{verb: shall} go.", 1, 5, "2 wordings and 1 options of 'verb'"),
        ("a\n\nThe [shall withdraw", 3, 5, "'[' is not closed"),
        ("The shall] go", 1, 10, "']' without '['"),
        ("[a | b]{verb: a by; b}", 1, 19, "no party is named after 'by'"),
        ("[a]{: a}", 1, 5, "no issue is named"),
        ("[a]{verb: a b}", 1, 13, "'b' is not understood"),
        ("[a]{verb: a", 1, 4, "'{' is not closed"),
        ("---\nlangage: en\n---\n", 2, 1, "unknown setting of the text 'langage'"),
        ("---\nagreement: perhaps\n---\n", 2, 1, "agreement 'perhaps'"),
        ("---\nlanguage: en\n", 1, 1, "the head of the text is not closed"),
        ("# A\n\n# B\n", 3, 1, "a second title"),
        ("{#p1, settled} a", 1, 1, "'settled' is not understood"),
        ("Alt-1 {line} words", 1, 7, "one option is to be named"),
        ("[a | b]{v: a by north; b}\n> v: a by east: why\n", 2, 3, "'east' does not hold 'a' of 'v'"),
        ("> v: a by east: why\n", 1, 3, "a reason of nothing"),
        ("a\n> because\n", 2, 3, "a reason that is not understood"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(source: str, line: int, col: int, said: str) -> None:
    problems = read_text(source).problems
    assert problems, source
    assert (problems[0].line, problems[0].col) == (line, col)
    assert problems[0].message.startswith(said)
    assert problems[0].allowed
