"""Whatever the reader does not understand is told with its place; nothing is left out in silence."""

from __future__ import annotations

import pytest

from formats.word.drafts import read
from formats.word.hostile_cases import members, packed
from formats.word.make_corpus import KIND, TYPE, N, cell, char, code, document, ins, note_mark, p, part, r, row, table
from onetext.formats.word.reading import read_story
from onetext.formats.word.story import Unread

DRAWN = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
SHAPE = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
BOX = f"<w:r><w:drawing {DRAWN}><wp:inline {SHAPE}><wps:txbx><w:txbxContent>{p('boxed words')}</w:txbxContent></wps:txbx></wp:inline></w:drawing></w:r>"


RUBY = f"<w:r><w:ruby><w:rt>{r('above')}</w:rt><w:rubyBase>{r('base')}</w:rubyBase></w:ruby></w:r>"
LOST = ("text in the instruction of a field: lost", "a field that does not end")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (p("a ", BOX), ["paragraph 1: a boxed words: a text box: boxed words"]),
        (p("a ", f'<w:r><w:drawing {DRAWN}><wp:inline/></w:drawing></w:r>'), ["paragraph 1: a: a picture or drawing"]),
        (p("a") + p("<w:r><w:pict/></w:r>", "<w:r><w:pict/></w:r>"), ["paragraph 2: a picture or drawing (2 times)"]),
        (p("a ", "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), ["paragraph 1: a x=1: an equation: x=1"]),
        (p("<w:r><w:object/></w:r>"), ["paragraph 1: an embedded object"]),
        (p("a") + '<w:altChunk r:id="x"/>', ["paragraph 1: a: a document of another format within this one"]),
        (p("a") + "<w:what><w:t>ever</w:t></w:what>", ["paragraph 1: a: the element w:what: ever"]),
        (p("a") + "<w:r><w:t>stray</w:t></w:r>", ["paragraph 1: a: the element w:r: stray"]),
        (p("<w:sdt><w:sdtPr><w:novel/></w:sdtPr></w:sdt>"), ["paragraph 1: a content control of the kind w:novel, whose content is read"]),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'), ["paragraph 1: a symbol of the font 'Wingdings'"]),
        (p(char("begin"), code(" DATE "), char("separate"), char("end")), ["paragraph 1: the field DATE, of which only the last result is read"]),
        (p('<w:fldSimple w:instr="AUTHOR">' + r("me") + "</w:fldSimple>"), ["paragraph 1: me: the field AUTHOR, of which only the last result is read"]),
        (p(char("begin"), code("x"), r("lost")), [f"paragraph 1: lost: {what}" for what in LOST]),
        (p(f'<w:r><w:rPr><w:rPrChange w:id="@" w:author="{N}"/></w:rPr><w:t>a</w:t></w:r>'), ["the whole file: a change of formatting only (w:rPrChange)"]),
        (p("a", properties='<w:pPrChange/>') * 2, ["the whole file: a change of formatting only (w:pPrChange) (2 times)"]),
        (p(RUBY), ["paragraph 1: abovebase: the reading above a word: above"]),
        (p(code(" DATE ")), ["paragraph 1: an instruction outside of a field: DATE"]),
        (p(note_mark("footnote", 9)), ["footnote 9: a mark that leads to no footnote"]),
        (table(row(cell(p("a"), properties="<w:cellMerge/>"))), ["before paragraph 1: a change that merges cells"]),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)  # fmt: skip
def test_what_is_not_read_is_told_with_its_place(body: str, told: list[str]) -> None:
    """Every kind of thing, with the first words of where it stands and of what is in it."""
    assert [str(each) for each in read(body).unread] == told


def test_more_than_ten_thousand_things_that_are_not_read_are_counted() -> None:
    """So that none is left out in silence."""
    found = read("".join(f"<w:what><w:t>{n}</w:t></w:what>" for n in range(10_005))).unread
    assert (len(found), found[-1]) == (10_001, Unread("more than the 10000 things listed", "the whole file", 5))


def test_headers_and_parts_that_are_not_read_are_told() -> None:
    """A header with text, one that is not there, a chart; nothing of a footer without text and of settings."""
    kinds = {"header": "header1.xml", "footer": "footer1.xml", "chart": "charts/chart1.xml", "settings": "settings.xml"}
    links = "".join(f'<Relationship Id="l{kind}" Type="{TYPE}{kind}" Target="{target}"/>' for kind, target in kinds.items())
    parts = members(document(p("a"), None, links + f'<Relationship Id="lost" Type="{TYPE}header" Target="header2.xml"/>'))
    parts |= {"word/header1.xml": part("hdr", p("Draft ", ins(N, "2"))), "word/footer1.xml": part("ftr", p(""))}
    typed = "".join(f'<Override PartName="/word/{kind}1.xml" ContentType="{KIND}{kind}+xml"/>' for kind in ("header", "footer"))
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", f"{typed}</Types>".encode())
    assert read_story("draft.docx", packed(parts)).unread == (
        Unread("a header: Draft 2", "word/header1.xml"),
        Unread("a part of the kind chart", "word/charts/chart1.xml"),
        Unread("a part of the kind header that is not there", "word/header2.xml"),
    )
