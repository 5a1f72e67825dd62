"""Writes the part of the corpus that is made by hand: raw XML by case name, the same bytes every time.

    python -m formats.word.make_corpus       (from the folder `tests`)

Each case is the body of a document, and further parts where it needs them. The other part of the corpus is written by
LibreOffice: see `office_cases.py`.
"""

from __future__ import annotations

import re
from io import BytesIO
from itertools import count
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

CORPUS = Path(__file__).with_name("corpus")
N, E, M = "Northland", "Eastmark", "Mediator"
DATE = "2026-03-01T09:00:00Z"
LATER = "2026-03-02T10:30:00Z"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w14 w15"'
)
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml."
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"


def r(text: str, properties: str = "", tag: str = "w:t") -> str:
    """A run of text; "\\t" and "\\n" become a tab and a break."""
    inner = f'<{tag} xml:space="preserve">{text}</{tag}>'
    inner = inner.replace("\t", f'</{tag}><w:tab/><{tag} xml:space="preserve">').replace(
        "\n", f'</{tag}><w:br/><{tag} xml:space="preserve">'
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def gone(text: str, properties: str = "") -> str:
    """A run of deleted text."""
    return r(text, properties, "w:delText")


def change(tag: str, who: str, inner: str, date: str = DATE) -> str:
    """A change around runs."""
    return f'<w:{tag} w:id="@" w:author="{who}" w:date="{date}">{inner}</w:{tag}>'


def ins(who: str, text: str, date: str = DATE) -> str:
    """Inserted text."""
    return change("ins", who, text if text.startswith("<") else r(text), date)


def cut(who: str, text: str, date: str = DATE) -> str:
    """Deleted text."""
    return change("del", who, text if text.startswith("<") else gone(text), date)


def mark(tag: str, who: str, date: str = DATE) -> str:
    """A change on the mark of a paragraph or on a row."""
    return f'<w:{tag} w:id="@" w:author="{who}" w:date="{date}"/>'


def p(*inner: str, style: str = "", marks: str = "", properties: str = "") -> str:
    """A paragraph; what is no XML becomes a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    on_mark = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    before = f"<w:pPr>{named}{properties}{on_mark}</w:pPr>" if named or on_mark or properties else ""
    return f"<w:p>{before}{''.join(each if each.startswith('<') else r(each) for each in inner)}</w:p>"


def item(*inner: str, level: int = 0, marks: str = "", list_id: int = 1) -> str:
    """An item of a numbered list."""
    return p(*inner, marks=marks, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def cell(*blocks: str, properties: str = "") -> str:
    """A cell of a table."""
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{"".join(blocks)}</w:tc>'


def row(*cells: str, marks: str = "") -> str:
    """A row of a table."""
    return f"<w:tr>{f'<w:trPr>{marks}</w:trPr>' if marks else ''}{''.join(cells)}</w:tr>"


def table(*rows: str, columns: int = 2) -> str:
    """A table."""
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'


def moved(kind: str, name: str, number: int, *inner: str) -> str:
    """The bounds of a move around what was moved from or to."""
    start = f'<w:move{kind}RangeStart w:id="{number}" w:author="{N}" w:date="{DATE}" w:name="{name}"/>'
    return f'{start}{"".join(inner)}<w:move{kind}RangeEnd w:id="{number}"/>'


def note(kind: str, number: int, *blocks: str) -> str:
    """A footnote or an endnote."""
    return f'<w:{kind} w:id="{number}">{"".join(blocks)}</w:{kind}>'


def note_mark(kind: str, number: int) -> str:
    """The mark of a note in the text."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def comment(number: int, who: str, *blocks: str) -> str:
    """A comment."""
    return f'<w:comment w:id="{number}" w:author="{who}" w:date="{DATE}" w:initials="X">{"".join(blocks)}</w:comment>'


def char(kind: str) -> str:
    """The begin, separator or end of a field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str, tag: str = "w:instrText") -> str:
    """The instruction of a field."""
    return f'<w:r><{tag} xml:space="preserve">{text}</{tag}></w:r>'


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Article"><w:name w:val="Article"/><w:basedOn w:val="Heading1"/>'
    '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
    '<w:lvlText w:val="Article %1"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)
SEPARATORS = (
    '<w:{0} w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'
    '<w:{0} w:id="0" w:type="continuationSeparator"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{0}>'
)


def part(root: str, inner: str) -> bytes:
    """A part of a Word file."""
    numbers = count(1000)
    numbered = re.sub('(?<=w:id=")@', lambda _: str(next(numbers)), inner)
    return f"{HEAD}<w:{root} {SPACES}>{numbered}</w:{root}>".encode()


def package(parts: dict[str, bytes], links: str = "") -> bytes:
    """A Word file of these parts below `word/`, by name without its suffix; `links` are further relationships."""
    overrides = "".join(
        f'<Override PartName="/word/{each}.xml" ContentType="{KIND}{"document.main" if each == "document" else each}+xml"/>'
        for each in parts
    )
    types = (
        f'{HEAD}<Types xmlns="{PACKAGE}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    main = f'<Relationship Id="rId1" Type="{TYPE}officeDocument" Target="word/document.xml"/>'
    others = "".join(f'<Relationship Id="r{each}" Type="{TYPE}{each}" Target="{each}.xml"/>' for each in parts if each != "document")
    root = f'{HEAD}<Relationships xmlns="{PACKAGE}relationships">'
    members = {"[Content_Types].xml": types.encode(), "_rels/.rels": f"{root}{main}</Relationships>".encode()}
    members |= {f"word/{each}.xml": data for each, data in parts.items()}
    members["word/_rels/document.xml.rels"] = f"{root}{others}{links}</Relationships>".encode()
    return archive(members)


def archive(members: dict[str, bytes]) -> bytes:
    """An archive with nothing in it that depends on the hour or the machine."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_STORED) as opened:
        for name, data in members.items():
            opened.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return held.getvalue()


def document(body: str, parts: dict[str, str] | None = None, links: str = "") -> bytes:
    """A Word file with a body, styles, lists, and further parts by the names of their roots."""
    end = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    held = {"document": part("document", f"<w:body>{body}{end}</w:body>"), "styles": part("styles", STYLES)}
    held["numbering"] = part("numbering", NUMBERING)
    return package(held | {each: part(each, inner) for each, inner in (parts or {}).items()}, links)


def cases() -> dict[str, bytes]:
    """Every file by its name."""
    from formats.word import hand_cases

    return {name: document(*(case if isinstance(case, tuple) else (case,))) for name, case in hand_cases.cases().items()}


def main() -> None:
    """Write the files."""
    CORPUS.mkdir(exist_ok=True)
    for name, data in cases().items():
        (CORPUS / f"{name}.docx").write_bytes(data)


if __name__ == "__main__":
    main()
