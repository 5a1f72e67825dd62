"""Word files on which people worked: their changes become brackets that they hold, their comments statements."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest

from formats.word.edits import comment, commented, edited, gone_paragraph, joined, moved, new_paragraph, replaced, split
from onetext.errors import InputError
from onetext.formats.text import read_text, write_text
from onetext.formats.word.authors import Ledger
from onetext.formats.word.manifest import read_manifest
from onetext.formats.word.reading import read_story
from onetext.formats.word.runs import Author
from onetext.formats.word.taken import Taken
from onetext.formats.word.taking import taken_from
from onetext.formats.word.writing import Names, write_word
from onetext.model.text.resolve import resolved
from onetext.model.text.values import Text
from onetext.model.text.walk import passages, wordings
from wordings import changed_text, random_text

SOURCE = """# Withdrawal

The Parties, wishing peace,

## Article 1. Forces {#forces}

1. {#p1} The Parties [shall | should]{verb: shall by north; should by east} withdraw within 12 days from the strait.[^t]

2. {#p2} They report each month.

3. {#p3} Nothing in this Article affects fishing.

4. {#p4} Ships leave first.

## Article 2. Money {#money}

1. {#p1} East pays [#]{toll: 40 by north; 60 by east} million. It pays in marks.

[^t]: Of 2031.
"""
BASE = write_word(read_text(SOURCE).text, Names(Author("Envoys", "2031-05-01T00:00:00Z")))


def taken(data: bytes) -> Taken:
    story = read_story("x.docx", data)
    return taken_from(story, read_manifest(story.properties), Ledger(str.lower, {"verb", "toll"}), "x")


def lines(data: bytes) -> list[str]:
    """What stands otherwise than in the text that went out."""
    before = set(write_text(read_text(SOURCE).text).split("\n"))
    return [line for line in write_text(taken(data).text).split("\n") if line not in before]


def test_a_file_that_nobody_touched_is_the_text() -> None:
    found = taken(BASE)
    assert found.text == read_text(SOURCE).text
    assert (found.issues, found.statements, found.todo, found.unread, found.parties) == ((), (), (), (), ())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ((replaced("North", "12 days", "30 days"),), ["within [12 days | 30 days]{forces-p1-1: text; north by north} from"]),
        ((replaced("North", "12 days", ""),), ["within [12 days | ]{forces-p1-1: text; north by north} from the strait"]),
        ((replaced("North", "They report", "They never report"),), ["[They report | They never report]{forces-p2-1: text; north by north} each month."]),
        (
            (replaced("North", "12 days", "30 days"), replaced("East", "each month", "each week")),
            ["[12 days | 30 days]{forces-p1-1: text; north by north}", "[each month | each week]{forces-p2-1: text; east by east}"],
        ),
        (
            (replaced("East", "shall", "must"),),
            ["[[shall | must]{forces-p1-1: text; east by east} | should]{verb: shall by north; should by east}"],
        ),
        (
            (new_paragraph("East", "They report", "They meet in May."),),
            ["Alt-1 {forces-p2-1: text} [ ]", "3. Alt-2 {forces-p2-1: east by east} They meet in May."],
        ),
        (
            (gone_paragraph("East", "Nothing in this"),),
            ["3. Alt-1 {forces-p3-1: text} Nothing in this Article affects fishing.", "Alt-2 {forces-p3-1: east by east} [ ]"],
        ),
        (
            (joined("East", "They report"),),
            ["2. Alt-1 {forces-p2-1: text} They report each month.", "3. Alt-1 {forces-p2-1: text} Nothing in this", "each month. Nothing"],
        ),
        (
            (split("North", "It pays in marks"),),
            ["1. Alt-1 {money-p1-1: text} East pays", "1. Alt-2 {money-p1-1: north by north} East pays", "Alt-2 {money-p1-1: north} It pays in marks."],
        ),
        (
            (moved("East", "Ships leave first", "It pays in"),),
            ["4. Alt-1 {forces-p4-1: text} Ships leave first.", "Alt-2 {forces-p4-1: east by east} Ships leave first."],
        ),
        (
            (moved("East", "They report", "Ships leave first"),),
            [
                "2. Alt-1 {forces-p2-1: text} They report each month.",
                "4. Alt-1 {forces-p2-1: text} Ships leave first.",
                "2. Alt-2 {forces-p2-1: east by east} Nothing in this",
                "Alt-2 {forces-p2-1: east} They report each month.",
            ],
        ),
    ],
)  # fmt: skip
def test_changes_become_brackets_of_their_authors(changes: tuple[Callable[[str], str], ...], said: list[str]) -> None:
    found = "\n".join(lines(edited(BASE, *changes))).replace("month.\nNothing", "month. Nothing")
    for one in said:
        assert one in found
    assert not taken(edited(BASE, *changes)).todo


def test_two_authors_of_one_party_keep_a_version_each() -> None:
    """Nothing of either is lost, within a paragraph and where one came or went; an author called as what stands is told apart."""
    data = edited(BASE, replaced("North", "12 days", "30 days"))
    second = '<w:ins w:id="8" w:author="text" w:date="2031-06-02T00:00:00Z"><w:r><w:t xml:space="preserve">60 days</w:t></w:r></w:ins>'
    data = edited(data, lambda source: source.replace("30 days</w:t></w:r></w:ins>", f"30 days</w:t></w:r></w:ins>{second}"))
    story = read_story("x.docx", data)

    def bracket(party: Callable[[str], str]) -> list[str]:
        found = taken_from(story, read_manifest(story.properties), Ledger(party, {"verb", "toll"}), "x")
        return re.findall(r"within (\[.*?\}) from", write_text(found.text))

    assert bracket(lambda name: "north") == ["[12 days | 30 days | 12 days60 days]{forces-p1-1: text; north by north; north-2 by north}"]
    assert bracket(str.lower) == ["[12 days | 30 days | 12 days60 days]{forces-p1-1: text; north by north; text-2 by text}"]


def test_new_issues_say_what_is_at_stake() -> None:
    (issue,) = taken(edited(BASE, replaced("North", "12 days", "30 days"))).issues
    assert (issue.id, issue.title) == ("forces-p1-1", "todo: name what is at stake in forces/p1")
    assert [(one.id, one.title) for one in issue.options] == [("text", "As it stands: 12 days"), ("north", "north: 30 days")]


def test_who_takes_out_what_another_put_in_holds_the_text() -> None:
    """East strikes the words that North inserted: North holds its own, East the text as it stands."""
    data = edited(BASE, replaced("North", "each month", "each month and year"))
    data = edited(
        data,
        lambda source: source.replace(
            '<w:r><w:t xml:space="preserve">each month and year</w:t></w:r>',
            '<w:del w:id="9" w:author="East" w:date="2031-06-02T00:00:00Z"><w:r><w:delText xml:space="preserve">each month and year</w:delText></w:r></w:del>',
        ),
    )
    assert any("[each month | each month and year]{forces-p2-1: text by east; north by north}" in line for line in lines(data))


def test_a_variant_struck_alone_is_left_to_a_person() -> None:
    source = edited(
        BASE,
        lambda xml: xml.replace(
            '<w:r><w:rPr><w:rStyle w:val="Bracket"/></w:rPr><w:t xml:space="preserve">[</w:t></w:r><w:r><w:t xml:space="preserve">should',
            '<w:del w:id="9" w:author="North"><w:r><w:rPr><w:rStyle w:val="Bracket"/></w:rPr><w:delText>[</w:delText></w:r></w:del>'
            '<w:r><w:t xml:space="preserve">should',
        ),
    )
    assert [(one.place, one.what) for one in taken(source).todo] == [("forces/p1", "North struck the variant 'should' of 'verb'")]


def test_a_heading_taken_out_stands_and_is_told() -> None:
    found = taken(edited(BASE, gone_paragraph("East", "Money")))
    assert found.text == read_text(SOURCE).text
    assert [one.what for one in found.todo] == [
        "East put in, took out, moved, split or joined a heading; it stands as it was. East would have: nothing"
    ]


def test_comments_are_statements() -> None:
    data = edited(
        edited(BASE, commented("They report", 7), commented("East pays", 8)),
        comment("East", 7, "Why each month?"),
        comment("North", 8, "In gold."),
        part="word/comments.xml",
    )
    found = taken(data)
    told = [(one.id, one.who, one.speaks_for, one.quote, one.said, one.issue, one.flags) for one in found.statements]
    assert told == [
        ("x-1", "East", "east", "Why each month?", "2031-06-01", (), ("comment on forces/p2",)),
        ("x-2", "North", "north", "In gold.", "2031-06-01", (("toll", ()),), ("comment on money/p1",)),
    ]
    assert found.text == read_text(SOURCE).text
    assert found.parties == (("East", "east"), ("North", "north"))


def test_our_own_changes_count_as_done() -> None:
    """A file that shows what changed between two drafts comes back as the later one, with what people did to it."""
    for seed in range(30):
        rng = Random(seed)
        before, _ = random_text(rng)
        after = changed_text(rng, before)
        names = Names(Author("Envoys", "2031-05-01T00:00:00Z"))
        story = read_story("x.docx", write_word(after, names, before))
        ids = {wording.issue for wording in (*wordings(before), *wordings(after))}
        found = taken_from(story, read_manifest(story.properties), Ledger(str.lower, ids), "x")
        assert found.text == after, seed
        assert not found.issues


def test_as_it_stands_is_the_text_that_went_out() -> None:
    """With every new issue settled on `text`, the words are those of before."""
    data = edited(
        BASE,
        replaced("North", "12 days", "30 days"),
        gone_paragraph("East", "Nothing in this"),
        new_paragraph("East", "Ships leave", "And boats."),
    )
    found = taken(data)
    stands = resolved(found.text, {issue.id: "text" for issue in found.issues})
    said = ["".join(getattr(piece, "text", "#") for piece in block.content) for one in stands.articles for block in one.blocks]  # type: ignore[union-attr]
    assert said == ["".join(getattr(p, "text", "#") for p in b.content) for a in read_text(SOURCE).text.articles for b in a.blocks]  # type: ignore[union-attr]


def anything_done(rng: Random, source: str) -> Callable[[str], str] | None:
    """One change by somebody, somewhere in a document."""
    runs = [words for words in re.findall(r'<w:r><w:t xml:space="preserve">([^<]{4,})</w:t></w:r>', source) if not {"&", ";"} & set(words)]
    if not runs:
        return None
    who, words = rng.choice(("North", "East")), rng.choice(runs)
    begin = rng.randrange(len(words) - 2)
    some = words[begin : begin + rng.randint(1, 12)]
    return rng.choice(
        (
            replaced(who, some, rng.choice(("other", "", "two words "))),
            new_paragraph(who, words, "A new one."),
            gone_paragraph(who, words),
            joined(who, words),
            split(who, some),
            moved(who, words, rng.choice(runs)),
        )
    )


@pytest.mark.parametrize("block", range(5))
def test_whatever_is_done_the_words_stand(block: int) -> None:
    """One change of any kind in a random text: with new issues settled on `text`, the words are those that went out, and the text is whole."""
    done = 0
    for seed in range(100 * block, 100 * block + 100):
        rng = Random(seed)
        text, _ = random_text(rng)
        data = write_word(text, Names(Author("Envoys", "2031-05-01T00:00:00Z")))
        change = anything_done(rng, document_of(data))
        if change is None:
            continue
        try:
            story = read_story("x.docx", edited(data, change))
        except (InputError, AssertionError, ValueError):  # the words stand in no run alone, or a paragraph moved into itself
            continue
        found = taken_from(story, read_manifest(story.properties), Ledger(str.lower, {w.issue for w in wordings(text)}), "x")
        assert read_text(write_text(found.text)).text == found.text, seed
        assert all(len({block.id for block in one.blocks}) == len(one.blocks) for one in found.text.articles), seed
        stands = resolved(found.text, {issue.id: "text" for issue in found.issues})
        assert shown(stands) == shown(text), seed
        done += 1
    assert done > 60


def shown(text: Text) -> list[str]:
    """The words of each content, everything else as a sign; what says nothing is left out."""
    said = ("".join(getattr(piece, "text", "#") for piece in of) for _, of in passages(text))
    return [one for one in said if one.strip()]


def document_of(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as packed:
        return packed.read("word/document.xml").decode()
