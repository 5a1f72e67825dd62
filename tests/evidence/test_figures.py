"""What is found in texts of our own with gold; the figures are printed at the end of a run, and may not fall."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from evidence.gold import LEAST_FOUND, TEXTS, Gold, Score, marked, overlap, scored, summed
from onetext.evidence.document import Document
from onetext.evidence.proposals import Proposal, Read
from onetext.evidence.propose import propose

FILES = sorted(TEXTS.glob("*.txt"))


@cache
def own(name: str) -> tuple[list[Gold], Read]:
    text, gold = marked(TEXTS / name)
    return gold, propose(Document(text, name))


def pooled(kinds: str) -> Score:
    """Over all texts of our own."""
    return summed(scored(gold, found.proposals, kinds) for gold, found in (own(path.name) for path in FILES))


def test_there_are_texts_of_many_kinds() -> None:
    assert len(FILES) >= 10
    assert {one.kind for path in FILES for one in own(path.name)[0]} == set("qibtpn")


@pytest.mark.parametrize("kinds", LEAST_FOUND)
def test_of_our_own_texts_as_much_is_found_as_is_promised(kinds: str, record_property: Any) -> None:
    score, (f1, precision) = pooled(kinds), LEAST_FOUND[kinds]
    record_property("figure", f"{len(FILES)} texts of our own, {score.told(kinds)}")
    assert score.f1 >= f1 and score.precision >= precision, (score.missed, score.wrong)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_on_any_text_the_floor_holds(path: Any) -> None:
    """Quotations: those of tier A 0.95 right, all 0.90, F1 0.84; where there are any."""
    gold, found = own(path.name)
    score = scored(gold, found.proposals, "q")
    sure = scored(gold, [one for one in found.proposals if one.tier == "A"], "q")
    assert sure.precision >= 0.95 and score.precision >= 0.90 and score.f1 >= 0.84


def near(gold: Gold, found: Read) -> list[Proposal]:
    return [one for one in found.proposals if overlap(gold, one) >= 0.7]


def test_what_nobody_said_is_attributed_to_nobody() -> None:
    """Terms and words held at arm's length, in quotation marks."""
    terms = [(one, found) for path in FILES for gold, found in [own(path.name)] for one in gold if one.kind == "n"]
    assert len(terms) >= 10
    assert not [one.text for one, found in terms for other in near(one, found) if other.kind == "quoted"]


def test_days_are_those_that_the_text_says() -> None:
    right = [
        one.date.edtf == gold.day
        for path in FILES
        for marks, found in [own(path.name)]
        for gold in marks
        if gold.day
        for one in near(gold, found)
    ]
    assert right and sum(right) / len(right) >= 0.95


def test_evaluative_words_stand_in_no_label() -> None:
    for path in FILES:
        found = own(path.name)[1]
        words = {one.text.lower() for one in found.loaded}
        for one in found.proposals:
            labels = " ".join((one.speaker, *one.chain, one.rule)).lower()
            assert not [word for word in words if word in labels]
