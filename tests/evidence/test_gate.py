"""The span gate: the document's own words pass, altered ones never do; words cut off from a `not` are flagged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.gold import TEXTS, marked
from onetext.errors import InputError
from onetext.evidence.annotations import from_annotations, to_annotations
from onetext.evidence.document import Document
from onetext.evidence.gate import MARKS, gate
from onetext.evidence.proposals import Read
from onetext.evidence.propose import propose

VARIANTS = str.maketrans({"“": '"', "”": '"', "’": "'", "–": "-", " ": "\u00a0"})


@cache
def texts() -> tuple[tuple[Document, Read], ...]:
    documents = [Document(marked(path)[0], path.name) for path in sorted(TEXTS.glob("*.txt"))]
    return tuple((document, propose(document)) for document in documents)


def altered(text: str, draw: Random) -> Iterator[tuple[str, str]]:
    """A stretch with a negation put in, a number changed, a word dropped, two swapped, a piece cut out; each with its name."""
    words = text.split(" ")
    at = draw.randrange(len(words))
    yield "negated", " ".join([*words[:at], "not", *words[at:]])
    yield "dropped", " ".join([*words[:at], *words[at + 1 :]])
    if len(words) > 2:
        first = draw.randrange(len(words) - 1)
        yield "swapped", " ".join([*words[:first], words[first + 1], words[first], *words[first + 2 :]])
        yield "cut", " ".join([words[0], *words[2:]])
    yield "number", re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), text) if re.search(r"\d", text) else f"{text} 7"
    yield "word", " ".join([*words[:at], words[at] + "s", *words[at + 1 :]])


def test_of_thousands_of_altered_stretches_none_passes_as_what_it_says() -> None:
    """An altered text passes nowhere, unless it is by chance what the document says there: dropping the last word leaves a stretch
    of the document, which is then given as that stretch, not as the whole."""
    tried, passed = 0, []
    for document, found in texts():
        for one in found.proposals:
            for seed in range(6):
                for name, text in altered(one.text, Random(f"{document.name}{one.id}{seed}")):
                    if text.translate(MARKS) in document.text.translate(MARKS):
                        continue
                    tried += 1
                    if gate(document, one.start, one.end, text) is not None:
                        passed.append((name, one.text, text))
    assert tried >= 2_000
    assert not passed


def test_the_documents_own_words_pass_in_any_marks() -> None:
    for document, found in texts():
        for one in found.proposals:
            for text in (one.text, one.text.translate(VARIANTS)):
                passed = gate(document, one.start, one.end, text)
                assert passed is not None and (passed.span.start, passed.span.end) == (one.start, one.end)


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("We will not sign the paper.", "sign the paper"),
        ("They never said that the road was open.", "the road was open"),
        ("We agree to the road if the school stays.", "We agree to the road"),
        ("He denied that the offer was made.", "the offer was made"),
        ("The line may be moved only with consent.", "The line may be moved"),
        ("The unsafe bridge stays.", "safe bridge stays"),
    ],
)
def test_a_stretch_cut_off_from_what_turns_it_is_flagged(text: str, stretch: str) -> None:
    at = text.index(stretch)
    passed = gate(Document(text), at, at + len(stretch), stretch)
    assert passed is not None and "cut" in passed.flags


def test_a_whole_sentence_is_not_flagged() -> None:
    text = "We will not sign. The road stays open. Nobody asked."
    at = text.index("The road")
    passed = gate(Document(text), at, at + 20, "The road stays open.")
    assert passed is not None and passed.flags == ()


@given(st.text(max_size=30), st.integers(-5, 60), st.integers(-5, 60), st.text(max_size=30))
def test_whatever_is_handed_in_the_gate_gives_a_stretch_that_says_it_or_nothing(text: str, start: int, end: int, wanted: str) -> None:
    passed = gate(Document(text), start, end, wanted)
    if passed is not None:
        assert text[passed.span.start : passed.span.end].translate(MARKS) == wanted.translate(MARKS)


def test_annotations_come_back_as_they_went_out() -> None:
    for document, found in texts():
        page = to_annotations(found, document)
        back = from_annotations(page, document)
        assert back == tuple((one.start, one.end, one.speaker, one.rule) for one in found.proposals)
        assert all(item["body"]["type"] == "schema:Claim" for item in page["items"])


def test_annotations_of_other_words_are_refused_all_at_once() -> None:
    document, found = texts()[0]
    page = to_annotations(found, document)
    for item in page["items"][:2]:
        item["target"]["selector"][1]["exact"] += " not"
    with pytest.raises(InputError) as wrong:
        from_annotations(page, document, "notes.jsonld")
    assert len(wrong.value.problems) == 2
    for bad in ({}, [], {"items": [3]}, {"items": [{"target": {"selector": [{"type": "TextPositionSelector", "start": "0", "end": 4}]}}]}):
        with pytest.raises(InputError):
            from_annotations(bad, document)
