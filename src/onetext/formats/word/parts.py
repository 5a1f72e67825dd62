"""The parts of a Word file that hold no text of ours: styles, numbering, settings, relationships; and the archive.

The same text gives the same bytes: no clock, no identifiers by chance.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROOT = f'xmlns:w="{W}" xmlns:r="{R}"'
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of the members of the archive, the earliest that one may have."""
ARTICLES, ANNEXES = 1, 2
"""The abstract numberings: of articles and of annexes, with the paragraphs below them."""


class Restart(NamedTuple):
    """A list that counts on as an abstract numbering does, but at one level from another number."""

    number_id: int
    abstract: int
    level: int
    start: int


STYLES = f"""{XML}<w:styles {ROOT}>
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Times New Roman"/>\
<w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr></w:rPrDefault>\
<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>\
<w:pPr><w:spacing w:after="240"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>\
<w:pPr><w:keepNext/><w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr>\
<w:rPr><w:b/><w:bCs/><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/>\
<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/><w:basedOn w:val="Normal"/>\
<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>\
<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>\
<w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Bracket"><w:name w:val="Bracket"/>\
<w:rPr><w:b/><w:bCs/><w:color w:val="8A4B08"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Alternative"><w:name w:val="Alternative"/>\
<w:rPr><w:b/><w:bCs/><w:color w:val="8A4B08"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Reference"><w:name w:val="Reference"/></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Reference2"><w:name w:val="Reference 2"/></w:style>
</w:styles>"""

SETTINGS = f"""{XML}<w:settings {ROOT}><w:trackRevisions/><w:defaultTabStop w:val="720"/>\
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"""

_LEVELS = (
    ("decimal", "{label} %1.", 0, 0),
    ("decimal", "%2.", 567, 567),
    ("lowerLetter", "(%3)", 1134, 567),
    ("lowerRoman", "(%4)", 1701, 567),
)


def numbering(called: str, annexes_called: str, restarts: Sequence[Restart]) -> str:
    """The numbering: `Article 1.` with `1.`, `(a)` and `(i)` below it, the same for annexes, and lists that start elsewhere."""
    abstracts = "".join(
        f'<w:abstractNum w:abstractNumId="{which}"><w:multiLevelType w:val="multilevel"/>{_levels(label, letters)}</w:abstractNum>'
        for which, label, letters in ((ARTICLES, called, False), (ANNEXES, annexes_called, True))
    )
    lists = "".join(f'<w:num w:numId="{which}"><w:abstractNumId w:val="{which}"/></w:num>' for which in (ARTICLES, ANNEXES))
    more = "".join(
        f'<w:num w:numId="{one.number_id}"><w:abstractNumId w:val="{one.abstract}"/>'
        f'<w:lvlOverride w:ilvl="{one.level}"><w:startOverride w:val="{one.start}"/></w:lvlOverride></w:num>'
        for one in restarts
    )
    return f"{XML}<w:numbering {ROOT}>{abstracts}{lists}{more}</w:numbering>"


def _levels(label: str, letters: bool) -> str:
    return "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{"upperLetter" if letters and i == 0 else form}"/>'
        + ('<w:suff w:val="space"/>' if i == 0 else "")
        + f'<w:lvlText w:val={quoteattr(text.format(label=label.replace("%", " ")))}/><w:lvlJc w:val="start"/>'
        f'<w:pPr><w:ind w:start="{indent}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        for i, (form, text, indent, hanging) in enumerate(_LEVELS)
    )


RELATED = ("styles", "numbering", "settings", "footnotes", "comments")


def archive(parts: Mapping[str, str], properties: str) -> bytes:
    """The file: the parts by their names below `word/`, and the properties that it carries for us."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}{name}+xml"/>' for name in RELATED)
    rels = "".join(f'<Relationship Id="rId{i}" Type="{office}/{name}" Target="{name}.xml"/>' for i, name in enumerate(RELATED, 1))
    members = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPES}document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{office}/custom-properties" Target="docProps/custom.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{XML}<Relationships xmlns="{package}/relationships">{rels}</Relationships>',
        "docProps/custom.xml": properties,
        **{f"word/{name}.xml": data for name, data in parts.items()},
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, data.encode())
    return packed.getvalue()
