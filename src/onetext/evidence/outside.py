"""Proposals from outside (a parser of grammar, a language model): each passes the span gate or is dropped, and none is of tier A or B."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from onetext.evidence.document import Document
from onetext.evidence.gate import gate
from onetext.evidence.loaded import loaded, neutral
from onetext.evidence.proposals import Kind, Mark, Proposal, Read, Said

KINDS: dict[str, Kind] = {
    "quoted": "quoted",
    "block": "block",
    "turn": "turn",
    "post": "post",
    "bracket": "bracket",
    "indirect": "indirect",
}
MOST = 2_000
"""No more proposals than so many are looked at."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """A reading with what came from outside, how many of those passed the gate, and how many did not."""

    read: Read
    passed: int
    refused: int


def admitted(read: Read, items: Iterable[Mapping[str, Any]], by: str) -> Admitted:
    """The reading with the proposals of `items` that stand in its document: `start`, `end`, `text`, and where given `speaker` and
    `kind`. One at a place that is proposed already adds nothing; a speaker counts only if the document names it."""
    document = Document(read.document.text, read.document.name, read.document.outlet, read.document.date)
    there = {(one.start, one.end) for one in read.proposals}
    found, refused, passed = list(read.proposals), 0, 0
    for item in list(items)[:MOST]:
        one = _admitted(document, item, by)
        if one is None:
            refused += 1
            continue
        passed += 1
        if (one.start, one.end) not in there:
            there.add((one.start, one.end))
            found.append(one)
    found.sort(key=lambda one: (one.start, -one.end))
    numbered = tuple(replace(one, id=f"p{place}") for place, one in enumerate(found, 1))
    return Admitted(replace(read, proposals=numbered), passed, refused)


def _admitted(document: Document, item: Any, by: str) -> Proposal | None:
    """One proposal from outside; None where its words do not stand at its place."""
    if not isinstance(item, Mapping):
        return None
    start, end, text = item.get("start"), item.get("end"), item.get("text")
    if type(start) is not int or type(end) is not int or not isinstance(text, str):
        return None
    passed = gate(document, start, end, text)
    if passed is None:
        return None
    said = str(item.get("speaker") or "")
    at = document.text.find(said) if said.strip() else -1
    speaker = neutral(said) if at >= 0 else ""
    mention = Mark(at, at + len(said), said) if at >= 0 else None
    kind = KINDS.get(str(item.get("kind")), "indirect")
    words = tuple(Mark(span.start, span.end, document.of(span)) for span in loaded(document, passed.span))
    flags = (*passed.flags, *(() if speaker else ("no-speaker",)), *(("loaded",) if words else ()))
    chain = (speaker or "unspecified", document.outlet or "the document")
    where = passed.span
    return Proposal(
        "", where.start, where.end, document.of(where), kind, speaker, mention, None, chain, "", "", Said(), "", (), words, by, "C", flags
    )
