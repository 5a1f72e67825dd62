"""What is found in the article of the reference data, against its gold: quotations, blocks, indirect statements, days, chains."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

import onetext
from conftest import SHARED
from evidence.gold import LEAST_FOUND, Gold, overlap, same, scored
from onetext.evidence.document import Document
from onetext.evidence.proposals import Read
from onetext.evidence.propose import propose

ARTICLE = SHARED / "evidence"


@cache
def article() -> tuple[list[dict[str, Any]], Read]:
    rows = [json.loads(line) for line in (ARTICLE / "gold.jsonl").read_text("utf-8").splitlines()]
    return rows, propose(Document((ARTICLE / "article.txt").read_text("utf-8"), "article.txt"))


SPELLED = {"Volodymyr Zelenskyy": "Vladimir Zelensky", "Dmytro Kuleba": "Dmitry Kuleba"}
"""People whose names the gold spells in another way than the article."""


def of_article(kind: str) -> list[Gold]:
    """The gold of the article in our form: quotations, blocks and posts, or indirect statements."""
    rows = [row for row in article()[0] if row["record"] == "statement"]
    who = {row["id"]: SPELLED.get(row["speaker"] or "", (row["speaker"] or "").split(" (")[0]) for row in rows}
    if kind == "q":
        return [Gold("q", row["start"], row["end"], row["text"], who[row["id"]]) for row in rows if row["verbatim_marked"]]
    if kind == "i":
        return [Gold("i", row["start"], row["end"], row["text"], who[row["id"]]) for row in rows if row["form"] == "paraphrase"]
    return list(_blocks(rows, who))


def _blocks(rows: list[dict[str, Any]], who: dict[str, str]) -> Iterator[Gold]:
    """Parts of one block as one; posts as they are."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["form"] == "block" or "post" in row["form"]:
            groups.setdefault(row["quote_id"] or row["id"], []).append(row)
    for parts in groups.values():
        start, end = min(part["start"] for part in parts), max(part["end"] for part in parts)
        yield Gold("b", start, end, "", who[parts[0]["id"]])


@pytest.mark.parametrize("kinds", LEAST_FOUND)
def test_of_the_article_as_much_is_found_as_is_promised(kinds: str, record_property: Any) -> None:
    mine = [one for one in article()[1].proposals if not (kinds == "i" and not one.speaker)]
    score, (f1, precision) = scored(of_article(kinds), mine, kinds), LEAST_FOUND[kinds]
    record_property("figure", f"the article, {score.told(kinds)}")
    assert score.f1 >= f1 and score.precision >= precision, (score.missed, score.wrong)


PARTIES = {"Russia": "russia", "Ukraine": "ukraine", "United States": "us", "Germany": "germany", "media": ""}


def test_the_party_is_that_of_the_gold_given_the_cases_parties(record_property: Any) -> None:
    """A former official of a state is counted as its party, whom somebody has to confirm anyway."""
    rows, _ = article()
    case = onetext.load("peace-talks-2025").case
    found = propose(Document((ARTICLE / "article.txt").read_text("utf-8"), "article.txt"), case)
    gold = {(row["start"], row["end"]): (row["party"] or "").split(" (")[0] for row in rows if row["record"] == "statement"}
    pairs = [
        (one.party, PARTIES.get(gold[one.start, one.end], "")) for one in found.proposals if (one.start, one.end) in gold and one.speaker
    ]
    right = sum(mine == theirs for mine, theirs in pairs)
    record_property("figure", f"the article, parties: {right} of {len(pairs)}")
    assert right >= 0.95 * len(pairs)


def test_terms_are_attributed_to_nobody() -> None:
    rows, found = article()
    spans = [(row["start"], row["end"]) for row in rows if row["record"] == "not_speech"]
    assert spans and not [one for one in found.proposals if (one.start, one.end) in spans]


def test_no_day_is_invented() -> None:
    rows, found = article()
    known = {(row["start"], row["end"]): row["date"]["edtf"] for row in rows if row["record"] == "statement"}
    dated = [one for one in found.proposals if one.date.edtf and (one.start, one.end) in known]
    assert len(dated) >= 8 and all(one.date.edtf == known[one.start, one.end] for one in dated)


def test_evaluative_words_are_marked_and_stand_in_no_label() -> None:
    rows, found = article()
    gold = [row for row in rows if row["record"] == "loaded_wording" and "not graded" not in row["category"]]
    met = [row for row in gold if any(one.start < row["end"] and row["start"] < one.end for one in found.loaded)]
    assert len(met) >= 0.85 * len(gold)
    words = {one.text.lower() for one in found.loaded}
    for one in found.proposals:
        labels = " ".join((one.speaker, *one.chain, one.rule)).lower()
        assert not [word for word in words if word in labels]


def test_who_told_whom_is_kept_in_order(record_property: Any) -> None:
    """The chain of each hearsay statement of the article, the speaker first; at least 0.6 as in the gold, by last names."""
    rows, found = article()
    hearsay = [row for row in rows if row["record"] == "statement" and len(row["chain"]) > 2]
    right = 0
    for row in hearsay:
        mine = [one for one in found.proposals if overlap(Gold("i", row["start"], row["end"], ""), one) >= 0.5]
        links = [SPELLED.get(name, name).split(" (")[0] for name in row["chain"][:-1]]
        right += any(len(one.chain) == len(row["chain"]) and all(map(same, links, one.chain)) for one in mine)
    record_property("figure", f"the article, chains of hearsay: {right} of {len(hearsay)} as in the gold")
    assert right >= 0.6 * len(hearsay)
