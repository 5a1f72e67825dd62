"""What a story says of a file: changes, marks, lists, notes, comments, and everything that was not read."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.word.by_definition import resolved
from formats.word.drafts import read
from formats.word.hostile_cases import members, packed
from formats.word.make_corpus import (
    DATE,
    LATER,
    PACKAGE,
    SEPARATORS,
    SPACES,
    E,
    M,
    N,
    cell,
    change,
    char,
    code,
    comment,
    cut,
    document,
    ins,
    item,
    mark,
    moved,
    note,
    note_mark,
    p,
    r,
    row,
    table,
)
from formats.word.random_cases import random_document
from onetext.errors import InputError
from onetext.formats.word.reading import read_story
from onetext.formats.word.story import (
    BookmarkEnd,
    BookmarkStart,
    Comment,
    CommentEnd,
    CommentStart,
    NoteMark,
    Numbering,
    Paragraph,
    Revision,
    Run,
    Style,
    Unread,
)
from onetext.formats.word.views import accepted, original
from onetext.formats.word.writing import write_word
from onetext.model.text.values import Text, Words

NO_LIST = '<w:numPr><w:numId w:val="0"/></w:numPr>'


def one(body: str) -> Paragraph:
    """The only paragraph of a document."""
    (paragraph,) = read(body).paragraphs
    return paragraph


def by(kind: str, who: str, date: str = DATE, move: str = "") -> Revision:
    """A change."""
    return Revision(kind, who, date, move)  # type: ignore[arg-type]


def test_text_carries_the_changes_on_it_outermost_first() -> None:
    """Who inserted, then who deleted what was inserted."""
    assert one(p("a", change("ins", N, r("b") + cut(E, "c")), cut(M, "d", LATER))).pieces == (
        Run("a"),
        Run("b", (by("insert", N),)),
        Run("c", (by("insert", N), by("delete", E))),
        Run("d", (by("delete", M, LATER),)),
    )


def test_neighbours_in_one_state_are_one_run() -> None:
    """However the file cuts them; not those of another date."""
    assert [run.text for run in one(p("a", "b", ins(N, "c"), ins(N, "d"), ins(N, "e", LATER))).runs] == ["ab", "cd", "e"]


def test_signs_of_the_file_are_text() -> None:
    """Tabs, breaks and hyphens."""
    signs = "<w:tab/><w:br/><w:cr/><w:noBreakHyphen/><w:softHyphen/><w:br w:type='page'/>"
    assert one(p(f"<w:r>{signs}</w:r>")).text == "\t\n\n\u2011\u00ad\f"


def test_a_symbol_is_its_code() -> None:
    """The replacement character where it has none that is a character."""
    assert one(p(*(f'<w:r><w:sym w:font="F" w:char="{code}"/></w:r>' for code in ("F0E0", "41", "D800", "FFFF", "1", "x", "")))).text == (
        "\uf0e0A" + "\ufffd" * 5
    )


def test_blanks_count_where_the_file_keeps_them() -> None:
    """As in Word and LibreOffice."""
    assert one(p("<w:r><w:t> a </w:t></w:r>", '<w:r><w:t xml:space="preserve"> b </w:t></w:r>')).text == "a b "


def test_a_page_break_parts_words_only_within_a_paragraph() -> None:
    """At its edge it is no text."""
    story = read(p("a", "<w:r><w:br w:type='page'/></w:r>", "b") + p("<w:r><w:br w:type='page'/></w:r>", "c"))
    assert accepted(story) == ("a\nb", "c")


def test_the_mark_of_a_paragraph_carries_its_changes() -> None:
    """An insertion outermost, in whatever order they are written."""
    assert one(p("a", marks=mark("del", E) + mark("ins", N))).mark == (by("insert", N), by("delete", E))


def test_a_move_has_a_name_at_both_ends() -> None:
    """So that what was moved can be paired."""
    story = read(
        moved("From", "m1", 1, p(change("moveFrom", N, r("a")), marks=mark("moveFrom", N)))
        + moved("To", "m1", 2, p(change("moveTo", N, r("a")), marks=mark("moveTo", N)))
    )
    assert [each.mark for each in story.paragraphs] == [(by("move_from", N, move="m1"),), (by("move_to", N, move="m1"),)]
    assert [run.revisions for each in story.paragraphs for run in each.runs] == [each.mark for each in story.paragraphs]


def test_rows_and_cells_carry_their_changes_and_numbers() -> None:
    """Down into nested tables."""
    inner = table(row(cell(p("c"))))
    story = read(
        p("a")
        + table(row(cell(p("b")), cell(inner + p("d"), properties=mark("cellIns", E))), row(cell(p("e")), marks=mark("del", N)))
        + p("f")
    )
    assert [(each.text, each.box, each.in_table) for each in story.paragraphs] == [
        ("a", (), False),
        ("b", (1, 1, 1), True),
        ("c", (1, 1, 2, 2, 1, 1), True),
        ("d", (1, 1, 2), True),
        ("e", (1, 2, 1), True),
        ("f", (), False),
    ]
    assert [(each.row, each.cell) for each in story.paragraphs[1:5]] == [
        ((), ()),
        ((), (by("insert", E),)),
        ((), (by("insert", E),)),
        ((by("delete", N),), ()),
    ]


def test_a_style_goes_by_its_name_and_outline_level() -> None:
    """Through the style that it is based on; a paragraph may set its own level."""
    story = read(
        p("a", style="Heading1")
        + p("b", style="Article")
        + p("c")
        + p("d", style="Nowhere")
        + p("e", style="Heading1", properties='<w:outlineLvl w:val="9"/>')
        + p("f", properties='<w:outlineLvl w:val="2"/>')
    )
    assert [each.style for each in story.paragraphs] == [
        Style("heading 1", 0, "Normal"),
        Style("Article", 0, "heading 1"),
        Style("Normal"),
        Style("Nowhere"),
        Style("heading 1", None, "Normal"),
        Style("Normal", 2),
    ]


def test_a_list_goes_by_its_level_and_pattern() -> None:
    """By the paragraph's own properties or its style's; list 0 takes it out of its style's."""
    story = read(
        item("a")
        + item("b", level=1)
        + p("c", style="Article")
        + p("d", style="Article", properties=NO_LIST)
        + item("e", list_id=7)
        + item("f", level=5)
    )
    assert [each.numbering for each in story.paragraphs] == [
        Numbering("1", 0, "decimal", "%1."),
        Numbering("1", 1, "lowerLetter", "(%2)"),
        Numbering("2", 0, "upperRoman", "Article %1"),
        None,
        None,
        Numbering("1", 5),
    ]


def test_an_overridden_level_and_a_linked_list_are_followed() -> None:
    """As numbering.xml writes them."""
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Linked"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride></w:num>'
    )
    style = '<w:style w:type="numbering" w:styleId="Linked"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    story = read(item("a", list_id=2) + item("b", list_id=3), {"numbering": numbering, "styles": style})
    assert [each.numbering for each in story.paragraphs] == [Numbering("2", 0, "decimal", "%1"), Numbering("3", 0, "upperRoman", "%1)")]


def test_text_from_right_to_left_says_so() -> None:
    """The paragraph and the run, each by itself."""
    paragraph = one(p(r("a", "<w:rtl/>"), r("b", '<w:rtl w:val="0"/>'), properties="<w:bidi/>"))
    assert (paragraph.rtl, [run.rtl for run in paragraph.runs]) == (True, [True, False])


def test_bookmarks_stand_where_they_begin_and_end() -> None:
    """Those between paragraphs stand at the start of the next."""
    story = read(
        '<w:bookmarkStart w:id="1" w:name="x"/>'
        + p("a", '<w:bookmarkStart w:id="2" w:name="y"/>', "b")
        + p("c", '<w:bookmarkEnd w:id="2"/><w:bookmarkEnd w:id="1"/>')
    )
    assert [each.pieces for each in story.paragraphs] == [
        (BookmarkStart("x"), Run("a"), BookmarkStart("y"), Run("b")),
        (Run("c"), BookmarkEnd("y"), BookmarkEnd("x")),
    ]


def test_notes_are_read_with_their_changes_and_lead_back() -> None:
    """A footnote and an endnote of one number are two."""
    story = read(
        p("a", change("ins", N, note_mark("footnote", 1)), note_mark("endnote", 1)),
        {
            "footnotes": SEPARATORS.format("footnote") + note("footnote", 1, p(cut(E, "low"))),
            "endnotes": SEPARATORS.format("endnote") + note("endnote", 1, p("<w:r><w:endnoteRef/></w:r>", "<w:r><w:tab/></w:r>", "end")),
        },
    )
    assert story.paragraphs[0].pieces[1:] == (NoteMark("1", "footnote", (by("insert", N),)), NoteMark("1", "endnote"))
    found = [story.note("footnote", "1"), story.note("endnote", "1")]
    assert [each and [run for paragraph in each.paragraphs for run in paragraph.runs] for each in found] == [
        [Run("low", (by("delete", E),))],
        [Run("end")],
    ]
    assert (accepted(story), original(story)) == (("a", "", "end"), ("a", "end"))
    assert story.note("footnote", "2") is None and story.unread == ()


def test_comments_have_author_text_answer_and_place() -> None:
    """With `commentsExtended`; the text is what is left once changes in it are accepted."""
    story = read(
        p('<w:commentRangeStart w:id="0"/>', "a", '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>')
        + p("b", '<w:r><w:commentReference w:id="1"/></w:r>'),
        {
            "comments": comment(0, N, p("Why?").replace("<w:p>", '<w:p w14:paraId="A1">'))
            + comment(1, E, p("Because ", cut(E, "not")) + p("so.").replace("<w:p>", '<w:p w14:paraId="B2">')),
        },
    )
    assert [each.pieces for each in story.paragraphs] == [
        (CommentStart("0"), Run("a"), CommentEnd("0")),
        (Run("b"), CommentStart("1"), CommentEnd("1")),
    ]
    assert story.comments == (Comment("0", N, DATE, ("Why?",)), Comment("1", E, DATE, ("Because ", "so.")))
    assert (story.comment("1"), story.comment("2")) == (story.comments[1], None)


def test_an_answer_names_the_comment_that_it_answers() -> None:
    """By the ids of their last paragraphs."""
    said = comment(0, N, p("Why?").replace("<w:p>", '<w:p w14:paraId="A1">')) + comment(
        1, E, p("So.").replace("<w:p>", '<w:p w14:paraId="B2">')
    )
    parts = members(
        document(p('<w:r><w:commentReference w:id="0"/></w:r>', '<w:r><w:commentReference w:id="1"/></w:r>'), {"comments": said})
    )
    answers = '<w15:commentEx w15:paraId="A1" w15:done="1"/><w15:commentEx w15:paraId="B2" w15:paraIdParent="A1" w15:done="0"/>'
    parts["word/commentsExtended.xml"] = f"<w15:commentsEx {SPACES}>{answers}</w15:commentsEx>".encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/word/commentsExtended.xml" ContentType="{kind}"/></Types>'.encode()
    )
    relation = '<Relationship Id="x" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" Target="commentsExtended.xml"/>'
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    assert [(each.id, each.parent, each.done) for each in read_story("draft.docx", packed(parts)).comments] == [
        ("0", None, True),
        ("1", "0", False),
    ]


def test_a_second_note_or_comment_of_one_number_is_told() -> None:
    """The first is the one that counts."""
    story = read(
        p("a", note_mark("footnote", 1), '<w:r><w:commentReference w:id="1"/></w:r>'),
        {"footnotes": note("footnote", 1, p("b")) + note("footnote", 1, p("c")), "comments": comment(1, N, p("d")) + comment(1, E, p("e"))},
    )
    assert ([each.paragraphs[0].text for each in story.notes], [each.paragraphs for each in story.comments]) == (["b"], [("d",)])
    assert story.unread == (
        Unread("a second footnote of this number: c", "footnote 1"),
        Unread("a second comment of this number: e", "comment 1"),
    )


def test_a_note_that_no_mark_leads_to_is_told() -> None:
    """It is in the story, but in neither text."""
    story = read(p("a"), {"footnotes": note("footnote", 1, p("b"))})
    assert (accepted(story), story.unread) == (("a",), (Unread("a footnote that no mark leads to", "footnote 1"),))


def test_properties_and_custom_parts_are_handed_on() -> None:
    """As they stand in the file."""
    parts = members(document(p("a")))
    parts["docProps/custom.xml"] = (
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        b'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="onetext"><vt:lpwstr>case 7</vt:lpwstr></property></Properties>'
    )
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/docProps/custom.xml" ContentType="{kind}"/></Types>'.encode()
    )
    parts["customXml/item1.xml"] = b"<case xmlns='urn:x'/>"
    parts["customXml/itemProps1.xml"] = b"<other/>"
    story = read_story("draft.docx", packed(parts))
    assert (story.properties, story.custom_xml) == ((("onetext", "case 7"),), (b"<case xmlns='urn:x'/>",))


def test_text_that_only_wraps_is_read() -> None:
    """Smart tags, custom XML, content controls, links, fields, alternatives: changes in them as well."""
    inner = r("a") + ins(N, "b")
    for wrapped in (
        f"<w:smartTag>{inner}</w:smartTag>",
        f"<w:customXml>{inner}</w:customXml>",
        f"<w:hyperlink>{inner}</w:hyperlink>",
        f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>",
        f'<w:fldSimple w:instr=" REF x ">{inner}</w:fldSimple>',
        f'<mc:AlternateContent><mc:Choice Requires="x">{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>',
        char("begin") + code("REF x") + char("separate") + inner + char("end"),
    ):
        story = read(p(wrapped))
        assert (story.paragraphs[0].pieces, story.unread) == ((Run("a"), Run("b", (by("insert", N),))), ())


def test_a_file_in_the_strict_form_reads_the_same() -> None:
    """Other names for the same things."""
    body = p("a", ins(N, "b"), style="Heading1") + item("c")
    strict = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, data in members(document(body)).items()
    }
    assert read_story("draft.docx", packed(strict)) == read(body)


def test_a_refusal_of_xml_says_the_line() -> None:
    """In the part that is broken."""
    parts = members(document(p("a"))) | {"word/styles.xml": f"<w:styles {SPACES}>\n\n<w:style>".encode()}
    with pytest.raises(InputError, match=r"^draft\.docx:3:10: word/styles\.xml: .*; well-formed XML$"):
        read_story("draft.docx", packed(parts))


def test_no_relation_of_the_package_is_needed_twice() -> None:
    """A part that the archive leads to twice is read once."""
    twice = f'<Relationship Id="again" Type="{PACKAGE}other" Target="styles.xml"/>'
    assert read(p("a"), None, twice).unread == (Unread("a part of the kind other", "word/styles.xml"),)


@given(st.integers(0, 1 << 32))
def test_the_views_are_those_of_the_standard(seed: int) -> None:
    """Of a document by chance: changing the XML itself and reading what is left comes to the same."""
    data = random_document(seed)
    story = read_story("draft.docx", data)
    assert (list(accepted(story)), list(original(story))) == (resolved(data, accept=True), resolved(data, accept=False))


def test_a_template_on_a_disk_is_told_of() -> None:
    """It is never opened; the file is read all the same."""
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="file:///C:\\T\\Office.dotm" TargetMode="External"/></Relationships>'
    )
    held = BytesIO(write_word(Text((Words("A title"),))))
    with ZipFile(held, "a") as packed:
        packed.writestr("word/_rels/settings.xml.rels", link)
    (unread,) = read_story("x.docx", held.getvalue()).unread
    assert (unread.what, unread.place) == ("a template on somebody's own disk: file:///C:\\T\\Office.dotm", "settings")
