"""Word files that were never ours: articles by their looks, typed brackets, tracked changes, comments."""

from __future__ import annotations

import pytest

from formats.word.make_corpus import E, N, cut, document, ins, item, mark, p, r
from onetext.formats.text import write_text
from onetext.formats.word.authors import Ledger
from onetext.formats.word.reading import read_story
from onetext.formats.word.taken import Taken
from onetext.formats.word.taking import taken_from


def taken(*paragraphs: str) -> Taken:
    story = read_story("x.docx", document("".join(paragraphs)))
    return taken_from(story, None, Ledger(str.lower, set()), "x")


def source(*paragraphs: str) -> str:
    """The text that is made of a file, without its head."""
    return write_text(taken(*paragraphs).text).split("---\n", 2)[2].strip()


def plain(text: str) -> str:
    return p(r(text))


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (
            (plain("A treaty"), plain("The Parties,"), plain("Article 1. Forces"), plain("1. They withdraw."), plain("(a) soon")),
            "# A treaty\n\n{#p1} The Parties,\n\n## Article 1. Forces {#a1}\n\n1. {#p1} They withdraw.\n\n   (a) {#p2} soon",
        ),
        ((plain("Annex A: Maps"), plain("One map.")), "## Annex A. Maps {#a1}\n\n{#p1} One map."),
        ((p(r("Peace"), style="Heading1"), plain("It begins.")), "## Article 1. Peace {#a1}\n\n{#p1} It begins."),
        (
            (item(r("One point.")), item(r("Another.")), item(r("deeper"), level=1)),
            "## Article 1. One point. {#a1}\n\n## Article 2. Another. {#a2}\n\n1. {#p1} deeper",
        ),
        ((plain("Artikel 3 – Wasser"), plain("Es fließt.")), "## Article 1. Wasser {#a1}\n\n{#p1} Es fließt."),
    ],
)  # fmt: skip
def test_articles_by_their_looks(paragraphs: tuple[str, ...], said: str) -> None:
    assert source(*paragraphs) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("They [shall][should] go.", "They [shall | should]{a1-p1-1: shall; should} go."),
        ("They [shall] [should] go.", "They [shall | should]{a1-p1-1: shall; should} go."),
        ("They [shall] go.", "They [shall | ]{a1-p1-1: in; out} go."),
        ("They [North: shall][East, West: should] go.", "They [shall | should]{a1-p1-1: shall by north; should by east, west} go."),
        ("[a [b][c]][d]", "[a [b | c]{a1-p1-1: b; c} | d]{a1-p1-2: a; d}"),
        ("By [date] at last.", "By \\[date\\] at last."),
        ("An open [ bracket.", "An open \\[ bracket."),
        ("[one][one]", "[one | one]{a1-p1-1: one; one-2}"),
    ],
)
def test_typed_brackets(words: str, said: str) -> None:
    assert source(plain("Article 1"), plain(words)) == f"## Article 1 {{#a1}}\n\n{{#p1}} {said}"


def test_a_blank_is_left_to_a_person() -> None:
    assert [(one.place, one.what) for one in taken(plain("Article 1"), plain("By [date].")).todo] == [
        ("a1/p1", "a blank to be filled in: [date]")
    ]


def test_changes_of_authors_and_typed_brackets_together() -> None:
    """Tracked changes become brackets of their authors, who become parties."""
    found = taken(plain("Article 1"), p(r("They [may] leave "), cut(N, "soon"), ins(N, "at once"), r(" and "), ins(E, "all ")))
    assert write_text(found.text).endswith(
        "They [may | ]{a1-p1-2: in; out} leave [soon | at once]{a1-p1-1: text; northland by northland} and [ | all]{a1-p1-3: text; eastmark by eastmark}\n"
    ) or ("[soon | at once]" in write_text(found.text) and "[may | ]" in write_text(found.text))
    assert found.parties == (("Northland", "northland"), ("Eastmark", "eastmark"))


def test_a_paragraph_put_in() -> None:
    found = source(plain("Article 1"), plain("One."), p(ins(N, "Two."), marks=mark("ins", N)), plain("Three."))
    assert "Alt-1 {a1-p2-1: text} [ ]" in found
    assert "Alt-2 {a1-p2-1: northland by northland} Two." in found
