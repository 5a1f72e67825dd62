"""The paragraphs of a part in order, those in tables among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onetext.formats.word.pieces import (
    REVISIONS,
    THROUGH,
    Walk,
    alternative,
    mark,
    marked,
    note_formatting,
    note_sdt,
    note_unread,
    pieces,
    revision,
)
from onetext.formats.word.safe_xml import Element, first, flag, own, tag
from onetext.formats.word.story import Paragraph, Revision
from onetext.formats.word.styles import Sheet

SILENT = frozenset(
    "w:tblPr w:tblGrid w:tblPrEx w:trPr w:tcPr w:sectPr w:proofErr w:permStart w:permEnd w:sdtPr w:sdtEndPr w:customXmlPr w:smartTagPr "
    "w:moveFromRangeEnd w:moveToRangeEnd "
    "w:customXmlInsRangeStart w:customXmlInsRangeEnd w:customXmlDelRangeStart w:customXmlDelRangeEnd "
    "w:customXmlMoveFromRangeStart w:customXmlMoveFromRangeEnd w:customXmlMoveToRangeStart w:customXmlMoveToRangeEnd".split()
)
CELL_REVISIONS = {"w:cellIns": "w:ins", "w:cellDel": "w:del"}


@dataclass(frozen=True, slots=True)
class Where:
    """What stands around a paragraph: its cell, and the changes on row, on cell and around it."""

    box: tuple[int, ...] = ()
    row: tuple[Revision, ...] = ()
    cell: tuple[Revision, ...] = ()
    around: tuple[Revision, ...] = ()


@dataclass(slots=True)
class Reader:
    """Reads the paragraphs of one part."""

    walk: Walk
    sheet: Sheet
    tables: int = 0

    def paragraphs(self, root: Element) -> tuple[Paragraph, ...]:
        """All paragraphs below an element."""
        found = tuple(self._blocks(root, Where()))
        if self.walk.in_instruction:
            self.walk.notice("a field that does not end")
        return found

    def _blocks(self, parent: Element | None, where: Where) -> Iterator[Paragraph]:
        for child in () if parent is None else parent:
            yield from self._block(child, where)

    def _block(self, element: Element, where: Where) -> Iterator[Paragraph]:
        name = tag(element)
        if name == "w:p":
            yield self._paragraph(element, where)
        elif name == "w:tbl":
            self.tables += 1
            note_formatting(self.walk, first(element, "w:tblPr"))
            note_formatting(self.walk, first(element, "w:tblGrid"))
            yield from self._rows(element, replace(where, box=(*where.box, self.tables, 0, 0)))
        elif name == "w:sdt":
            note_sdt(self.walk, element)
            yield from self._blocks(first(element, "w:sdtContent"), where)
        elif name in THROUGH:
            yield from self._blocks(element, where)
        elif name in REVISIONS:
            yield from self._blocks(element, replace(where, around=(*where.around, revision(self.walk, element))))
        elif name == "mc:AlternateContent":
            yield from self._blocks(alternative(element), where)
        elif name == "w:altChunk":
            self.walk.notice("a document of another format within this one")
        elif name == "w:sectPr":
            note_formatting(self.walk, element)
        elif not mark(self.walk, element, self.walk.waiting) and name not in SILENT:
            note_unread(self.walk, element)

    def _rows(self, table: Element, where: Where) -> Iterator[Paragraph]:
        for number, row in enumerate(self._members(table, "w:tr"), 1):
            properties = first(row, "w:trPr")
            note_formatting(self.walk, properties)
            note_formatting(self.walk, first(row, "w:tblPrEx"))
            changes = (*where.row, *marked(self.walk, properties))
            yield from self._cells(row, replace(where, row=changes, box=(*where.box[:-2], number, 0)))

    def _cells(self, row: Element, where: Where) -> Iterator[Paragraph]:
        for number, cell in enumerate(self._members(row, "w:tc"), 1):
            properties = first(cell, "w:tcPr")
            note_formatting(self.walk, properties)
            changes = (*where.cell, *cell_changes(self.walk, properties))
            yield from self._blocks(cell, replace(where, cell=changes, box=(*where.box[:-1], number)))

    def _members(self, parent: Element, name: str) -> Iterator[Element]:
        """The rows of a table or the cells of a row, through whatever only wraps them."""
        for child in parent:
            local = tag(child)
            if local == name:
                yield child
            elif local == "w:sdt":
                note_sdt(self.walk, child)
                yield from (each for content in own(child, "w:sdtContent") for each in self._members(content, name))
            elif local in THROUGH:
                yield from self._members(child, name)
            elif not mark(self.walk, child, self.walk.waiting) and local not in SILENT:
                note_unread(self.walk, child)

    def _paragraph(self, element: Element, where: Where) -> Paragraph:
        self.walk.place.enter(element)
        properties = first(element, "w:pPr")
        return Paragraph(
            pieces(self.walk, element, where.around),
            self.sheet.style(properties),
            self.sheet.numbering(properties),
            where.around if properties is None else (*where.around, *self._mark(properties)),
            where.row,
            where.cell,
            where.box,
            bool(flag(properties, "w:bidi")),
        )

    def _mark(self, properties: Element) -> tuple[Revision, ...]:
        """The changes on the mark of a paragraph; its changes of formatting are counted on the way."""
        of_mark = first(properties, "w:rPr")
        for each in (properties, of_mark, first(properties, "w:sectPr")):
            note_formatting(self.walk, each)
        if first(properties, "w:numPr", "w:ins") is not None:
            self.walk.notices.formatting("a change of formatting only (w:numPr)")
        return marked(self.walk, of_mark)


def cell_changes(walk: Walk, properties: Element | None) -> tuple[Revision, ...]:
    """The changes that the properties of a cell record on the cell itself."""
    found = [each for name in CELL_REVISIONS for each in own(properties, name)]
    if first(properties, "w:cellMerge") is not None:
        walk.notice("a change that merges cells")
    return tuple(revision(walk, each, CELL_REVISIONS[tag(each)]) for each in found)
