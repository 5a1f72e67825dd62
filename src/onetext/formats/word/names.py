"""The names that Word files are made of: namespaces, kinds of part, kinds of relationship."""

from __future__ import annotations

CONTENT_TYPES = "[Content_Types].xml"
OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DEVICES = frozenset("CON PRN AUX NUL CONIN$ CONOUT$".split()) | {f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10)}

NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties": "cp",
    "http://purl.oclc.org/ooxml/officeDocument/customProperties": "cp",
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes": "vt",
    "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes": "vt",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
"""Namespace -> the short name that it has in this package; the standard and its strict form share one."""

URIS: dict[str, tuple[str, ...]] = {}
for _uri, _short in NAMESPACES.items():
    URIS[_short] = (*URIS.get(_short, ()), _uri)

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DOCUMENT_TYPES = frozenset({f"{_WORD}document.main+xml", f"{_WORD}template.main+xml"})
NEEDED_TYPES = DOCUMENT_TYPES | {
    *(f"{_WORD}{each}+xml" for each in "styles numbering footnotes endnotes comments commentsextended header footer".split()),
    "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
NEEDED_NAMES = ("customxml/item", "docprops/custom.xml")
"""How the names of parts begin that are read whatever their type."""

MACRO_TYPES = frozenset(
    {
        "application/vnd.ms-word.document.macroenabled.main+xml",
        "application/vnd.ms-word.template.macroenabledtemplate.main+xml",
        "application/vnd.ms-office.vbaproject",
        "application/vnd.ms-word.vbadata+xml",
    }
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
OTHER_KINDS = {
    f"{_OFFICE}spreadsheetml.sheet.main+xml": "a workbook (.xlsx)",
    f"{_OFFICE}presentationml.presentation.main+xml": "a set of slides (.pptx)",
}

SAFE_EXTERNAL = frozenset("hyperlink image".split())
"""What may stand outside of the file, because the reader never asks for it."""


def kind_of(content_type: str) -> str:
    """A content type in words."""
    return OTHER_KINDS.get(content_type, f"of the kind {content_type[:100]!r}" if content_type else "of no kind")
