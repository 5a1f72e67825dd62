"""The views of a text: bracketed, and clean as a package words it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from onetext.model.case import Case
from onetext.model.text.numbering import article_numbers, label, markers, references
from onetext.model.text.resolve import resolved
from onetext.model.text.values import Alternative, Alternatives, Block, Content, Paragraph, Text
from onetext.model.text.walk import NOTES, PREAMBLE, TITLE, issues_of, wordings
from onetext.report.wording.lines import Count, Line, Span, Variant
from onetext.report.wording.spans import Reading, holders, merged, spans, variants, words


def reading_of(text: Text, case: Case, settled: Mapping[str, str]) -> Reading:
    """What is known when a text is read: numbers counted, notes numbered as they are listed."""
    return Reading(case, references(text), {note.id: str(i) for i, note in enumerate(text.notes, 1)}, settled)


def bracketed(text: Text, case: Case, settled: Mapping[str, str]) -> tuple[Line, ...]:
    """The text with its brackets; issues of `settled` have the wording of their option."""
    reading = reading_of(text, case, settled)
    every = ((*((head,) if head else ()), *below) for _, head, below in flats(text, reading))
    return tuple(whole(flat, reading) for part in every for flat in part)


def clean(text: Text, case: Case, package: Mapping[str, str]) -> tuple[Line, ...]:
    """The text as a package words it; brackets of issues that it leaves open stay."""
    return bracketed(resolved(text, package), case, {})


class Flat(NamedTuple):
    """A content of the text on its way to a line: an id within its sequence, what its line begins with, and the line."""

    id: str
    content: Content
    label: tuple[Span, ...]
    line: Line
    own: object
    """What belongs to it beside its content: standing, level, holders of the alternative."""


def flats(text: Text, reading: Reading) -> Iterator[tuple[str, Flat | None, list[Flat]]]:
    """The text by sequence: title, preamble, each article, notes; of each its id, its heading, and what stands below."""
    title = [Flat(TITLE, text.title, (), Line("title", TITLE, "", ()), None)] if text.title else []
    yield TITLE, None, title
    yield PREAMBLE, None, list(_blocks(PREAMBLE, text.preamble, reading))
    numbers = article_numbers(text)
    for article in text.articles:
        line = Line("heading", article.id, label(text, article, numbers), (), standing=article.standing)
        yield article.id, Flat(article.id, article.heading, (), line, article.standing), list(_blocks(article.id, article.blocks, reading))
    notes = (Line("footnote", f"{NOTES}/{note.id}", reading.notes[note.id], ()) for note in text.notes)
    yield NOTES, None, [Flat(note.id, note.content, (), line, None) for note, line in zip(text.notes, notes, strict=True)]


def _blocks(where: str, blocks: tuple[Block, ...], reading: Reading) -> Iterator[Flat]:
    """Paragraphs and alternatives, each of which begins with `[Alt-1]` and so on; of a settled issue only its paragraphs."""
    shown = tuple(_settled(block, reading) for block in blocks)
    marked = dict(markers(shown))
    for block in shown:
        if isinstance(block, Paragraph):
            yield _paragraph(f"{where}/{block.id}", (block.id,), block, marked)
            continue
        settled = block.issue in reading.settled
        for count, way in enumerate(block.ways, 1):
            said = () if settled else (Span(f"[Alt-{count}] ", "bracket"),)
            held = () if settled else (_held(block, way, reading),)
            at = f"{where}/{block.issue}"
            for i, paragraph in enumerate(way.paragraphs):
                flat = _paragraph(at, (block.issue, way.option, str(i)), paragraph, marked)
                yield flat._replace(label=said, line=replace(flat.line, variants=held if i == 0 else ()), own=(flat.own, way.holds))
            if not way.paragraphs and not settled:
                line = Line("paragraph", at, "", (), variants=held)
                yield Flat("/".join((block.issue, way.option)), (), (*said, Span("[ ]", "bracket")), line, way.holds)


def _paragraph(at: str, place: tuple[str, ...], one: Paragraph, marked: Mapping[tuple[str, ...], str]) -> Flat:
    line = Line("paragraph", at, marked[place], (), one.level, one.standing)
    return Flat("/".join(place), one.content, (), line, (one.level, one.standing))


def _settled(block: Block, reading: Reading) -> Block:
    if not isinstance(block, Alternatives) or block.issue not in reading.settled:
        return block
    return replace(block, ways=tuple(way for way in block.ways if way.option == reading.settled[block.issue]))


def _held(block: Alternatives, way: Alternative, reading: Reading) -> Variant:
    wording = " ".join(words(one.content, reading) for one in way.paragraphs)
    return Variant(block.issue, way.option, wording, holders(way.holds, reading.case))


def whole(flat: Flat, reading: Reading) -> Line:
    """The line of one content."""
    said = merged((*flat.label, *spans(flat.content, reading)))
    return replace(flat.line, spans=said, variants=(*flat.line.variants, *variants(flat.content, reading)))


def counted(text: Text, settled: Mapping[str, str]) -> Count:
    """How far a text is, when some issues are settled."""
    open_ = {article.id: any(issue not in settled for issue in issues_of(article)) for article in text.articles}
    worded = {wording.issue for wording in wordings(text)}
    return Count(len(text.articles), sum(not one for one in open_.values()), len(worded - settled.keys()), len(worded))


def early_labels(text: Text) -> tuple[str, ...]:
    """The articles of an early harvest as a reader calls them: `Article 6`."""
    numbers = article_numbers(text)
    return tuple(label(text, text.article[name], numbers) for name in text.early if name in text.article)
