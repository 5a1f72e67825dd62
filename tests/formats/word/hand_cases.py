"""The cases of the corpus that are made by hand: each the body of a document, with further parts where it needs them."""

from __future__ import annotations

from formats.word.make_corpus import (
    LATER,
    SEPARATORS,
    TYPE,
    E,
    M,
    N,
    cell,
    change,
    char,
    code,
    comment,
    cut,
    gone,
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

Case = str | tuple[str, dict[str, str]] | tuple[str, dict[str, str], str]
LINK = f'<Relationship Id="rLink" Type="{TYPE}hyperlink" Target="https://example.org/" TargetMode="External"/>'


def cases() -> dict[str, Case]:
    """Every case by its name."""
    return {**in_paragraphs(), **of_paragraphs(), **moves(), **tables(), **notes(), **wrapped(), **odd(), **faults()}


def in_paragraphs() -> dict[str, Case]:
    """Changes within a paragraph."""
    return {
        "plain": p("The parties agree.") + p("They sign.") + p(""),
        "nested": p("The border runs ", change("ins", N, r("along the river") + cut(E, " and the old road")), " to the sea."),
        "nested-adjacent": p("A", change("ins", N, r("b") + cut(E, "c") + r("d")), cut(E, "e"), ins(M, "f"), "G"),
        "adjacent-authors": p("Water is ", cut(N, "shared"), cut(E, " equally"), ins(N, "divided"), ins(E, " by need"), "."),
        "one-author-two-dates": p("Troops ", ins(N, "may "), ins(N, "not ", LATER), cut(N, "must ", LATER), cut(N, "always "), "leave."),
        "replace-words": p(cut(N, "Old"), ins(N, "New"), " words ", cut(N, "stay"), ins(N, "go"), ", and ", ins(E, "so "), "on."),
        "start-and-end": p(ins(N, "First, "), "the text", ins(E, ", at last.")) + p(cut(N, "Cut "), "the middle", cut(E, " off.")),
        "tabs-and-breaks": p("a\tb\nc", ins(N, "d\te\nf"), cut(E, "g\th\ni"), "j"),
        "breaks-alone": p(ins(N, "<w:r><w:tab/></w:r>"), "x", cut(N, "<w:r><w:br/></w:r>"), "y", ins(N, "<w:r><w:cr/></w:r>")),
        "hyphens": p("a", "<w:r><w:noBreakHyphen/></w:r>", "b", "<w:r><w:softHyphen/></w:r>", "c", ins(N, "<w:r><w:noBreakHyphen/></w:r>")),
        "right-to-left": p(
            r("الطرفان ", "<w:rtl/>"),
            change("ins", N, r("يتفقان ", "<w:rtl/>")),
            change("del", E, gone("لا يتفقان ", "<w:rtl/>")),
            r("على النص.", "<w:rtl/>"),
            properties="<w:bidi/>",
        ),
        "other-scripts": p("Die Grenze", ins(N, " – größer als ‚zuvor‘ –"), cut(E, " 国境"), " 𝔸 &amp; &lt;B&gt;."),
        "formatting-only": p(
            f'<w:r><w:rPr><w:b/><w:rPrChange w:id="@" w:author="{N}" w:date="2026-03-01T09:00:00Z"><w:rPr/></w:rPrChange></w:rPr>'
            "<w:t>Bold now</w:t></w:r>",
            ins(E, ", and new"),
        ),
        "blanks": p("one", ins(N, " "), "two", cut(N, "  "), "three ", ins(E, " four ")),
    }


def of_paragraphs() -> dict[str, Case]:
    """Changes of paragraphs and their marks."""
    return {
        "mark-inserted": p("One ", marks=mark("ins", N)) + p("two."),
        "mark-deleted": p("One ", marks=mark("del", N)) + p("two."),
        "marks-chained": p("a", marks=mark("del", N)) + p("b", marks=mark("del", E)) + p("c", marks=mark("ins", N)) + p("d"),
        "paragraph-inserted": p("First.") + p(ins(N, "Between."), marks=mark("ins", N)) + p("Last."),
        "paragraph-deleted": p("First.") + p(cut(N, "Between."), marks=mark("del", N)) + p("Last."),
        "paragraphs-replaced": p("Before.")
        + p(cut(N, "Old one."), marks=mark("del", N))
        + p(cut(N, "Old two."), marks=mark("del", N))
        + p(ins(E, "New one."), marks=mark("ins", E))
        + p(ins(E, "New two."), marks=mark("ins", E))
        + p("After."),
        "across": p("Kept ", cut(N, "cut from here"), marks=mark("del", N)) + p(cut(N, "to here"), " kept again.") + p("End."),
        "insert-across": p("Kept ", ins(N, "new end."), marks=mark("ins", N)) + p(ins(N, "New start "), "of the rest."),
        "split": p("The first half. ", marks=mark("ins", E)) + p("The second half."),
        "empty-paragraphs": p("") + p("a") + p("", marks=mark("ins", N)) + p("", marks=mark("del", N)) + p("") + p("b") + p(""),
        "insert-at-start": p(ins(N, "A new first paragraph."), marks=mark("ins", N)) + p("The old first."),
        "insert-at-end": p("The old last.", marks=mark("ins", N)) + p(ins(N, "A new last paragraph.")),
        "delete-at-end": p("The new last.", marks=mark("del", N)) + p(cut(N, "An old last paragraph.")),
        "all-deleted": p(cut(N, "Everything"), marks=mark("del", N)) + p(cut(N, "is"), marks=mark("del", N)) + p(cut(N, "gone.")),
        "all-inserted": p(ins(N, "Everything"), marks=mark("ins", N)) + p(ins(N, "is"), marks=mark("ins", N)) + p(ins(N, "new.")),
        "headings": p("Article ", cut(N, "I"), ins(N, "1"), style="Heading1")
        + p("Text.")
        + p(ins(E, "Article 2"), style="Heading1", marks=mark("ins", E))
        + p(cut(E, "Article II"), style="Heading1", marks=mark("del", E))
        + p("More text."),
        "list": item("One.")
        + item(ins(N, "New two."), marks=mark("ins", N))
        + item(cut(E, "Old two."), level=1, marks=mark("del", E))
        + item("Three ", cut(N, "old"), ins(N, "new"))
        + p("An article.", style="Article"),
        "list-split": item("One, ", marks=mark("ins", N)) + item("two", ins(N, ", three"), marks=mark("del", E)) + item(".") + p("After."),
    }


def moves() -> dict[str, Case]:
    """Text that was moved."""
    return {
        "move-words": p(
            "Take ",
            moved("From", "m1", 1, change("moveFrom", N, r("these words "))),
            "and put ",
            moved("To", "m1", 2, change("moveTo", N, r("these words "))),
            "here.",
        ),
        "move-paragraph": p("One.")
        + moved("From", "m1", 1, p(change("moveFrom", N, r("Two.")), marks=mark("moveFrom", N)))
        + p("Three.")
        + moved("To", "m1", 2, p(change("moveTo", N, r("Two.")), marks=mark("moveTo", N)))
        + p("Four."),
        "move-edited": p("One.")
        + moved("From", "m1", 1, p(change("moveFrom", N, r("The clause as it was.")), marks=mark("moveFrom", N)))
        + p("Three.")
        + moved(
            "To",
            "m1",
            2,
            p(
                change("moveTo", N, r("The clause ")),
                change("moveTo", N, cut(E, "as it was")),
                ins(E, "as it is"),
                change("moveTo", N, r(".")),
                marks=mark("moveTo", N),
            ),
        )
        + p("Four."),
        "moves-two": moved("From", "a", 1, p(change("moveFrom", N, r("A.")), marks=mark("moveFrom", N)))
        + p("B.")
        + moved("To", "b", 4, p(change("moveTo", E, r("D.")), marks=mark("moveTo", E)))
        + moved("To", "a", 2, p(change("moveTo", N, r("A.")), marks=mark("moveTo", N)))
        + p("C.")
        + moved("From", "b", 3, p(change("moveFrom", E, r("D.")), marks=mark("moveFrom", E)))
        + p("E."),
    }


def tables() -> dict[str, Case]:
    """Changes in tables and of tables."""
    return {
        "table-text": p("Before.")
        + table(row(cell(p("a", ins(N, "b"))), cell(p(cut(E, "c"), "d"))), row(cell(p("")), cell(p("e"))))
        + p("After."),
        "table-marks": p("Before.")
        + table(row(cell(p("a", marks=mark("del", N)) + p("b")), cell(p("c ", marks=mark("ins", N)) + p("d"))))
        + p("After."),
        "row-inserted": p("Before.")
        + table(
            row(cell(p("a")), cell(p("b"))),
            row(cell(p(ins(N, "new c"), marks=mark("ins", N))), cell(p(ins(N, "new d"), marks=mark("ins", N))), marks=mark("ins", N)),
            row(cell(p("e")), cell(p("f"))),
        )
        + p("After."),
        "row-deleted": p("Before.")
        + table(
            row(cell(p("a")), cell(p("b"))),
            row(cell(p(cut(N, "old c"), marks=mark("del", N))), cell(p(cut(N, "old d"), marks=mark("del", N))), marks=mark("del", N)),
            row(cell(p("e")), cell(p("f"))),
        )
        + p("After."),
        "table-deleted": p("Before.")
        + table(
            row(cell(p(cut(N, "a"), marks=mark("del", N))), cell(p(cut(N, "b"), marks=mark("del", N))), marks=mark("del", N)),
            row(cell(p(cut(N, "c"), marks=mark("del", N))), cell(p(cut(N, "d"), marks=mark("del", N))), marks=mark("del", N)),
        )
        + p("After."),
        "table-inserted": p("Before.")
        + table(
            row(cell(p(ins(N, "a"), marks=mark("ins", N))), cell(p(ins(N, "b"), marks=mark("ins", N))), marks=mark("ins", N)),
            row(cell(p(ins(N, "c"), marks=mark("ins", N))), cell(p(ins(N, "d"), marks=mark("ins", N))), marks=mark("ins", N)),
        )
        + p("After."),
        "table-nested": p("Before.")
        + table(row(cell(p("a", ins(N, "b"))), cell(p("c") + table(row(cell(p("d", cut(E, "e"))), cell(p("f")))) + p("g", ins(N, "h")))))
        + p("After."),
        "deleted-before-table": p("Before.")
        + p(cut(N, "Just before the table."), marks=mark("del", N))
        + table(row(cell(p("a")), cell(p("b"))))
        + p("After."),
        "inserted-before-table": p("Before.")
        + p(ins(N, "Just before the table."), marks=mark("ins", N))
        + table(row(cell(p("a")), cell(p("b"))))
        + p("After."),
    }


def notes() -> dict[str, Case]:
    """Notes and comments."""
    foot = SEPARATORS.format("footnote")
    end = SEPARATORS.format("endnote")
    return {
        "footnote-changed": (
            p("A claim", note_mark("footnote", 1), " stands."),
            {
                "footnotes": foot
                + note("footnote", 1, p("See ", cut(N, "there"), ins(E, "here"), ",", marks=mark("del", E)) + p(" and beyond."))
            },
        ),
        "footnote-deleted": (
            p("One", note_mark("footnote", 1), " two", change("del", N, note_mark("footnote", 2)), " three."),
            {"footnotes": foot + note("footnote", 1, p("Kept.")) + note("footnote", 2, p(cut(N, "Dropped.")))},
        ),
        "footnote-inserted": (
            p("One", change("ins", N, note_mark("footnote", 1)), " two", note_mark("footnote", 2), "."),
            {"footnotes": foot + note("footnote", 1, p(ins(N, "New."))) + note("footnote", 2, p("Old."))},
        ),
        "endnote": (
            p("One", note_mark("endnote", 1), ins(N, " two"), note_mark("footnote", 1), "."),
            {
                "endnotes": end + note("endnote", 1, p("At the ", ins(E, "very "), "end.")),
                "footnotes": foot + note("footnote", 1, p("Below.")),
            },
        ),
        "comment-on-deleted": (
            p(
                "Keep ",
                '<w:commentRangeStart w:id="0"/>',
                cut(N, "drop"),
                '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
                " keep.",
            ),
            {"comments": comment(0, E, p("Why?"))},
        ),
        "comment-across": (
            p("Start ", '<w:commentRangeStart w:id="0"/>', "one", ins(N, " new"), marks=mark("ins", N))
            + p("two ", cut(E, "old"), '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>', " end."),
            {"comments": comment(0, E, p("All ", "this.") + p("Is it wanted?"))},
        ),
    }


def wrapped() -> dict[str, Case]:
    """Changes in what wraps text."""
    link = '<w:hyperlink r:id="rLink">{}</w:hyperlink>'
    sdt = '<w:sdt><w:sdtPr><w:alias w:val="Clause"/><w:richText/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    gallery = '<w:docPartObj><w:docPartGallery w:val="Clauses"/></w:docPartObj>'
    block = f'<w:sdt><w:sdtPr><w:alias w:val="Clauses"/>{gallery}</w:sdtPr><w:sdtContent>{{}}</w:sdtContent></w:sdt>'
    return {
        "hyperlink": (p("See ", link.format(r("the ") + cut(N, "old") + ins(N, "new") + r(" page")), "."), {}, LINK),
        "hyperlink-inserted": (p("See ", link.format(ins(N, "the page")), cut(E, "nothing"), "."), {}, LINK),
        "sdt-inline": p("The ", sdt.format(r("word") + ins(N, "s") + cut(E, " here")), " end."),
        "sdt-block": p("Before.") + block.format(p("In ", ins(N, "a "), "block.") + p(cut(E, "Gone."), marks=mark("del", E))) + p("After."),
        "smart-tag": p("In ", f'<w:smartTag w:element="place">{r("East")}{ins(N, "mark")}{cut(E, "land")}</w:smartTag>', " now."),
        "field-simple": p(
            '<w:bookmarkStart w:id="7" w:name="spot"/>',
            "shown",
            '<w:bookmarkEnd w:id="7"/>',
            " as ",
            f'<w:fldSimple w:instr=" REF spot \\h ">{r("shown")}</w:fldSimple>',
            ins(N, " above"),
            ".",
        ),
        "field": p(
            "On ",
            char("begin"),
            code(' HYPERLINK "https://example.org/" '),
            char("separate"),
            r("the page"),
            ins(N, " of it"),
            char("end"),
            cut(E, " today"),
            ".",
        ),
        "field-deleted": p(
            "On ",
            change(
                "del",
                N,
                char("begin")
                + code(' HYPERLINK "https://example.org/" ', "w:delInstrText")
                + char("separate")
                + gone("the page")
                + char("end"),
            ),
            ins(E, "a page"),
            ".",
        ),
        "bookmarks": p(
            '<w:bookmarkStart w:id="7" w:name="clause"/>', "A ", ins(N, "new "), "clause", '<w:bookmarkEnd w:id="7"/>', cut(E, " ends"), "."
        ),
    }


def odd() -> dict[str, Case]:
    """What writers other than Word write."""
    return {
        "no-author": p(
            "a",
            '<w:ins w:id="@"><w:r><w:t>b</w:t></w:r></w:ins>',
            '<w:del w:id="@" w:author=""><w:r><w:delText>c</w:delText></w:r></w:del>',
            "d",
        ),
        "unread": p("A picture ", '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', ins(N, " and")) + p("the rest."),
    }


def faults() -> dict[str, Case]:
    """What LibreOffice 7.4 reads otherwise than the standard: see `FAULTS` in `test_corpus.py`."""
    plain = "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    rich = "<w:sdt><w:sdtPr><w:richText/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    foot = SEPARATORS.format("footnote")
    return {
        "mark-inserted-deleted": p("One ", marks=mark("ins", N) + mark("del", E)) + p("two.") + p("Three."),
        "paragraph-inserted-deleted": p("First.")
        + p(change("ins", N, cut(E, "Came and went.")), marks=mark("ins", N) + mark("del", E))
        + p("Last."),
        "sdt-plain-text": p("The ", plain.format(r("word") + ins(N, "s") + cut(E, " here")), " end."),
        "sdt-rich-block": p("Before.")
        + rich.format(p("In ", ins(N, "a "), "block.") + p(cut(E, "Gone."), marks=mark("del", E)))
        + p("After."),
        "footnotes-joined": (
            p("One", change("ins", N, note_mark("footnote", 1)), " two", note_mark("footnote", 2), "."),
            {
                "footnotes": foot
                + note("footnote", 1, p(ins(N, "New.")))
                + note("footnote", 2, p("Old.", marks=mark("del", N)) + p("Older."))
            },
        ),
        "same-minute": p("One", ins(N, " new end.")) + p(ins(N, "A new start"), " of two."),
        "own-insertion-deleted": p("One ", change("ins", N, r("two ") + cut(N, "three ")), "four."),
        "page-break": p("a", '<w:r><w:br w:type="page"/></w:r>', ins(N, "b")) + p("c"),
        "cells-inserted": p("Before.")
        + table(
            row(cell(p("a")), cell(p(ins(N, "b"), marks=mark("ins", N)), properties=mark("cellIns", N))),
            row(cell(p("c")), cell(p(ins(N, "d"), marks=mark("ins", N)), properties=mark("cellIns", N))),
        )
        + p("After."),
        "cells-deleted": p("Before.")
        + table(
            row(cell(p("a")), cell(p(cut(N, "b"), marks=mark("del", N)), properties=mark("cellDel", N))),
            row(cell(p("c")), cell(p(cut(N, "d"), marks=mark("del", N)), properties=mark("cellDel", N))),
        )
        + p("After."),
    }
