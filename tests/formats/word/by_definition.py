"""A second way to the two texts: change the XML as the standard says (ECMA-376 part 1, 17.13.5), then read what is left.

Slow and plain: it knows no story, and shares nothing with the reader but the names of the elements.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = {True: (f"{W}del", f"{W}moveFrom"), False: (f"{W}ins", f"{W}moveTo")}
TEXT = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}


def resolved(data: bytes, *, accept: bool) -> list[str]:
    """The paragraphs of the document part after all changes are accepted, or rejected."""
    with ZipFile(BytesIO(data)) as opened:
        root = etree.fromstring(opened.read("word/document.xml"))
    gone = GONE[accept]
    for row in list(root.iter(f"{W}tr")):
        if any(row.find(f"{W}trPr/{each}") is not None for each in gone):
            # What is left in its place keeps paragraphs apart that stand before and after a table.
            row.getparent().replace(row, etree.Element(f"{W}gone"))
    for paragraph in reversed(list(root.iter(f"{W}p"))):
        following = paragraph.getnext()
        mark_gone = any(paragraph.find(f"{W}pPr/{W}rPr/{each}") is not None for each in gone)
        if mark_gone and following is not None and following.tag == f"{W}p":
            paragraph.extend([each for each in following if each.tag != f"{W}pPr"])
            following.getparent().remove(following)
    for element in list(root.iter(*gone)):
        if element.getparent().tag != f"{W}rPr":
            element.getparent().remove(element)
    return ["".join(_text(paragraph)) for paragraph in root.iter(f"{W}p")]


def _text(paragraph: etree._Element) -> list[str]:
    return [TEXT.get(each.tag) or each.text or "" for each in paragraph.iter(f"{W}t", f"{W}delText", *TEXT)]
