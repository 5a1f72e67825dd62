"""Contents as spans: brackets in the drafters' typography, `[shall][should]`, whatever is settled in its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onetext.model.case import Case
from onetext.model.issues import Issue
from onetext.model.numbers import show
from onetext.model.text.resolve import worded_as
from onetext.model.text.tokens import Difference, Fate, Stretch, VariantChange, compared
from onetext.model.text.values import Amount, Bracket, Content, Hold, NoteMark, Piece, Reference, Words
from onetext.model.text.walk import pieces
from onetext.report.wording.lines import Holder, Mark, Span, Variant

NOTHING = " "
"""What a bracket shows for a variant under which nothing would be said."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known when a text is read: its case, the numbers of its articles and notes, and which issues are settled how."""

    case: Case
    numbers: Mapping[str, str]
    notes: Mapping[str, str]
    settled: Mapping[str, str] = field(default_factory=dict)


def spans(of: Content, reading: Reading) -> tuple[Span, ...]:
    """A content as spans, those of one mark side by side made one."""
    return merged(part for piece in of for part in _piece(piece, reading))


def merged(parts: Iterable[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for part in parts:
        if found and found[-1].mark == part.mark:
            found[-1] = Span(found[-1].text + part.text, part.mark)
        elif part.text:
            found.append(part)
    return tuple(found)


def _piece(piece: Piece, reading: Reading, mark: Mark = "") -> Iterator[Span]:
    match piece:
        case Words(text):
            yield Span(text, mark)
        case Bracket(issue, _) if issue in reading.settled:
            for inner in worded_as((piece,), {issue: reading.settled[issue]}):
                yield from _piece(inner, reading, mark or "agreed")
        case Bracket(issue, variants):
            for variant in variants:
                yield from _bracketed(tuple(part for inner in variant.content for part in _piece(inner, reading, mark)), mark)
        case Amount(issue, held):
            settled = reading.settled.get(issue)
            amounts = (settled,) if settled is not None else tuple(one.option for one in held) or (range_of(reading.case.issue.get(issue)),)
            for amount in amounts:
                yield from (Span(amount, mark or "agreed"),) if settled is not None else _bracketed((Span(amount, mark),), mark)
        case NoteMark(note):
            yield Span(reading.notes.get(note, "?"), mark or "note")
        case Reference(to):
            yield Span(reading.numbers.get(to) or "…", mark or "reference")


def _bracketed(inner: tuple[Span, ...], mark: Mark) -> Iterator[Span]:
    yield Span("[", mark or "bracket")
    yield from inner or (Span(NOTHING, mark),)
    yield Span("]", mark or "bracket")


def range_of(issue: Issue | None) -> str:
    """The amounts that a number may take: `0 to 12`."""
    return f"{show(issue.grid.start)} to {show(issue.grid.stop)}" if issue is not None and issue.grid is not None else "…"


def words(of: Content, reading: Reading) -> str:
    """A content as plain words."""
    return "".join(span.text for span in spans(of, reading))


def holders(holds: Iterable[Hold], case: Case) -> tuple[Holder, ...]:
    return tuple(Holder(one.party, case.name(one.party), one.why, one.evidence) for one in holds)


def variants(of: Content, reading: Reading) -> tuple[Variant, ...]:
    """The variants of every open bracket in a content, those within variants after their own."""
    found: list[Variant] = []
    for piece in pieces(of):
        if isinstance(piece, Bracket) and piece.issue not in reading.settled:
            found += [
                Variant(piece.issue, one.option, words(one.content, reading), holders(one.holds, reading.case)) for one in piece.variants
            ]
        elif isinstance(piece, Amount) and piece.issue not in reading.settled:
            found += [Variant(piece.issue, one.option, one.option, holders(one.holds, reading.case)) for one in piece.held]
    return tuple(found)


MARKS: dict[Fate, Mark] = {"same": "", "added": "added", "removed": "removed"}


def compared_spans(before: Content, after: Content, reading: Reading) -> tuple[Span, ...]:
    """Two contents as one line of spans: what went is marked as removed, what came as added, bracket by bracket."""
    return merged(part for one in compared(before, after) for part in _difference(one, reading))


def _difference(one: Difference, reading: Reading) -> Iterator[Span]:
    if isinstance(one, Stretch):
        for piece in one.pieces:
            yield from _piece(piece, reading, MARKS[one.fate])
        return
    for variant in one.variants:
        yield from _variant(variant, reading)


def _variant(of: VariantChange, reading: Reading) -> Iterator[Span]:
    """A variant of a bracket that was compared: its brackets are added or removed with it."""
    yield Span("[", MARKS[of.fate] or "bracket")
    inner = tuple(part for one in of.stretches for part in _difference(one, reading))
    yield from inner or (Span(NOTHING, MARKS[of.fate]),)
    yield Span("]", MARKS[of.fate] or "bracket")
