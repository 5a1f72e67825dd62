"""What a Word file of ours says beside its words: ids, holders, standings, kept as properties that Word and LibreOffice keep.

Each paragraph begins with a bookmark; the manifest says, by the bookmark's name, what the paragraph is and which parts
begin in it. Words themselves are never in it: what a person changes in Word is what is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from onetext.formats.word.parts import XML
from onetext.model.text.values import Hold

NAME = "onetext"
MARK = "_ot"
"""How the names of our bookmarks begin; a bookmark that begins so is not listed in Word's dialogue."""
MOST = 200
"""Characters of one property: more than 255 are cut by some programs, and signs outside ASCII may count double."""
Json = Any


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a file says of its paragraphs and notes.

    `paragraphs`: by the bookmark with which a paragraph begins, what it is (once, or before and after the recorded changes)
    and the parts that begin in it, in order, each with its kind and what it is. `notes`: of either side, the parts of each
    note. `texts`: what holds for the whole of either side. `remarks`: the comments that we wrote, which are not read back.
    `written`: all words of each note, on whichever side. `ours`: author and day of the changes that we recorded.
    """

    paragraphs: dict[str, Json] = field(default_factory=dict)
    notes: tuple[dict[str, Json], dict[str, Json]] = field(default_factory=lambda: ({}, {}))
    texts: tuple[Json, Json] = ({}, {})
    remarks: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    ours: tuple[tuple[str, str], ...] = ()

    @property
    def is_compared(self) -> bool:
        """Whether the file shows changes that we recorded in it ourselves."""
        return bool(self.ours) or any(len(roles) > 1 for roles, _ in self.paragraphs.values())

    def write(self) -> str:
        """The part `docProps/custom.xml`."""
        whole = [self.paragraphs, list(self.notes), list(self.texts), list(self.remarks), list(self.written), list(self.ours)]
        said = json.dumps(whole, ensure_ascii=True, separators=(",", ":"))
        pieces = [said[at : at + MOST] for at in range(0, len(said), MOST)]
        office = "http://schemas.openxmlformats.org/officeDocument/2006"
        rows = "".join(
            f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{i + 2}" name="{NAME}-{i:05}">'
            f"<vt:lpwstr>{escape(piece)}</vt:lpwstr></property>"
            for i, piece in enumerate(pieces)
        )
        return f'{XML}<Properties xmlns="{office}/custom-properties" xmlns:vt="{office}/docPropsVTypes">{rows}</Properties>'


def read_manifest(properties: Iterable[tuple[str, str]]) -> Manifest | None:
    """The manifest among the properties of a file; None where there is none, or none that can be understood."""
    pieces = sorted((name, value) for name, value in properties if name.startswith(f"{NAME}-"))
    if not pieces:
        return None
    try:
        paragraphs, notes, texts, remarks, written, ours = json.loads("".join(value for _, value in pieces))
        made_by = tuple((str(name), str(date)) for name, date in ours)
        return Manifest(dict(paragraphs), (notes[0], notes[1]), (texts[0], texts[1]), tuple(remarks), tuple(written), made_by)
    except (ValueError, TypeError, IndexError, KeyError):
        return None


def holds_of(rows: Json) -> tuple[Hold, ...]:
    return tuple(Hold(str(party), str(why), tuple(map(str, evidence))) for party, why, evidence in rows)


def rows_of(holds: Iterable[Hold]) -> Json:
    return [[one.party, one.why, list(one.evidence)] for one in holds]
