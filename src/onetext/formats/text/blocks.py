"""`text.md` to a text: settings, title, preamble, articles with numbered paragraphs, alternatives, reasons and footnotes.

Blank lines, headings and markers (`1.`, `(a)`, `Alt-1`, `>`, `[^note]:`) part the blocks; line breaks within one are blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from onetext.errors import Problem
from onetext.formats.text.inline import BRACKET_FORM, Inline, closing, read_braces
from onetext.formats.text.reasons import FORM, Reason, explained, read_reason, with_reason
from onetext.formats.text.settings import read_settings
from onetext.formats.text.sources import At, Source, sources
from onetext.model.text.values import (
    Alternative,
    Alternatives,
    Article,
    Block,
    Content,
    Footnote,
    Hold,
    Paragraph,
    Standing,
    Text,
)
from onetext.model.text.walk import NOTES, PREAMBLE, TITLE, Place

HEADING = re.compile(r"(#{1,6}) +(.*)")
MARKER = re.compile(r"(?:(\d{1,4})\.|\(([a-z]{1,8})\)) +")
ALT = re.compile(r"Alt-\d+ *(?=\{)")
ALT_FORM = "Alt-1 {issue: option by party, party} wording"
NOTE = re.compile(r"\[\^([\w.-]+)\]: *")
OWN = re.compile(r"\{#([^\s,{}]+)(?:, *([^{}]*))?\} *")
OWN_LAST = re.compile(r" *\{#([^\s,{}]+)(?:, *([^{}]*))?\}$")
EXPLICIT = re.compile(r"\{#([^\s,{}]+)")
DEEP = 5
"""Blanks before a marker in parentheses from which it is of level 3."""
STANDING_WORDS: dict[str, Standing] = {"": "", "agreed": "agreed", "ad referendum": "ad referendum"}
NOTHING = ("[]", "[ ]")
"""The wording of an alternative under which nothing would be said."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text, where its parts stand, and what is wrong; what is wrong is not in the text."""

    text: Text
    places: dict[Place, At]
    problems: tuple[Problem, ...]


class Way(NamedTuple):
    """One paragraph of an alternative; None where the alternative says nothing."""

    issue: str
    option: str
    holds: tuple[Hold, ...]
    paragraph: Paragraph | None


@dataclass
class Read:
    """A thing as it was read, and the reasons that stand below it."""

    thing: Paragraph | Way | Article | Footnote
    reasons: list[tuple[Reason, At]] = field(default_factory=list)
    below: list[Read] = field(default_factory=list)


@dataclass
class Reader:
    """What has been read so far; the blocks of a file go into it in their order."""

    file: str
    labels: tuple[str, str]
    named: frozenset[str]
    title: list[Read] = field(default_factory=list)
    preamble: list[Read] = field(default_factory=list)
    articles: list[Read] = field(default_factory=list)
    notes: list[Read] = field(default_factory=list)
    last: Read | None = None
    places: dict[Place, At] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, place: At, message: str, allowed: str) -> None:
        self.problems.append(Problem("text", message, allowed).at(self.file, *place))

    def content(self, source: Source, begin: int, end: int | None, within: Place) -> Content:
        """The content of a stretch of a block."""
        return Inline(
            source.text[begin:end],
            lambda at, message, allowed: self.report(source.place(begin + at), message, allowed),
            lambda issue, at: self.seen((*within, issue), source.place(begin + at)),
        ).read()

    def seen(self, what: Place, place: At) -> None:
        """Note where a part of the text first stands."""
        self.places.setdefault(what, place)

    def keep(self, where: list[Read], thing: Paragraph | Way | Article | Footnote) -> None:
        self.last = Read(thing)
        where.append(self.last)

    def here(self) -> tuple[str, list[Read]]:
        """The article that is being read, or the preamble, and what it holds so far."""
        if not self.articles:
            return PREAMBLE, self.preamble
        article = self.articles[-1]
        return article.thing.id, article.below  # type: ignore[union-attr]

    def block(self, source: Source) -> None:
        """Take one block, by how it begins."""
        if found := HEADING.match(source.text):
            self.heading(source, found)
        elif source.text.startswith("> "):
            self.reason(source)
        elif found := NOTE.match(source.text):
            place = (NOTES, found[1])
            self.seen(place, source.place(0))
            self.keep(self.notes, Footnote(found[1], self.content(source, found.end(), None, place)))
        else:
            self.paragraph(source)

    def heading(self, source: Source, found: re.Match[str]) -> None:
        """The title, or the heading of an article or annex."""
        begin = found.start(2)
        if len(found[1]) == 1:
            if self.title or self.articles:
                self.report(source.place(0), "a second title", "one line that begins with '# '; articles begin with '## '")
            self.seen((TITLE,), source.place(0))
            self.keep(self.title, Paragraph("", self.content(source, begin, None, (TITLE,))))
            return
        own = OWN_LAST.search(source.text, begin - 1)
        end = own.start() if own else len(source.text)
        marks = _marks(own)
        label = re.match(rf"({'|'.join(map(re.escape, self.labels))}) +[0-9A-Z]+\.?(?: +|$)", source.text[begin:end])
        annex = "annex" in marks or (label is not None and label[1] == self.labels[1])
        begin += label.end() if label else 0
        name = own[1] if own else _free("a", self.named, len(self.articles))
        self.seen((name,), source.place(0))
        standing = self.standing(source, own, [mark for mark in marks if mark != "annex"])
        self.keep(self.articles, Article(name, self.content(source, begin, max(begin, end), (name,)), (), standing, annex))

    def standing(self, source: Source, own: re.Match[str] | None, marks: list[str]) -> Standing:
        said = " ".join(marks)
        if own is not None and said not in STANDING_WORDS:
            self.report(source.place(own.start()), f"{said!r} is not understood", "agreed, ad referendum, or annex of a heading")
        return STANDING_WORDS.get(said, "")

    def paragraph(self, source: Source) -> None:
        """A paragraph, or one of an alternative."""
        marker = MARKER.match(source.text)
        at = marker.end() if marker else 0
        level = 0 if marker is None else 1 if marker[1] else 3 if source.indent >= DEEP else 2
        if alt := ALT.match(source.text, at):
            self.way(source, alt.end(), level)
            return
        own = OWN.match(source.text, at)
        where, blocks = self.here()
        name = own[1] if own else _free("p", self.named, len(blocks))
        self.seen((where, name), source.place(0))
        standing = self.standing(source, own, _marks(own))
        content = self.content(source, own.end() if own else at, None, (where, name))
        self.keep(blocks, Paragraph(name, content, level, standing))

    def way(self, source: Source, at: int, level: int) -> None:
        """A paragraph of an alternative: `Alt-1 {issue: option by party} wording`."""
        end = closing(source.text, at)
        braces = read_braces(source.text[at + 1 : end]) if end > 0 else None
        if braces is None or braces.wrong or len(braces.answers) != 1:
            self.report(source.place(at), braces.wrong if braces and braces.wrong else "one option is to be named", ALT_FORM)
            return
        where, blocks = self.here()
        answer = braces.answers[0]
        self.seen((where, braces.issue), source.place(0))
        body = () if source.text[end + 1 :].strip() in NOTHING else self.content(source, end + 1, None, (where, braces.issue))
        self.keep(blocks, Way(braces.issue, answer.option, answer.holds, Paragraph("", body, level) if body else None))

    def reason(self, source: Source) -> None:
        """Why a party holds a variant of what stands above."""
        reason = read_reason(source.text[2:])
        if reason is None or self.last is None:
            self.report(source.place(2), "a reason that is not understood" if reason is None else "a reason of nothing", FORM)
        else:
            self.last.reasons.append((reason, source.place(2)))

    def explained(self, read: Read) -> Paragraph | Way | Article | Footnote:
        """A thing with its reasons; each that finds no party is reported."""
        thing = read.thing
        for reason, place in read.reasons:
            changed = _with(thing, reason)
            if changed == thing and (reason.why or reason.evidence):
                said = f"{reason.party!r} does not hold {reason.option!r} of {reason.issue!r} in what stands above"
                self.report(place, said, f"a reason below the braces that name the party: {BRACKET_FORM}")
            thing = changed
        return thing

    def blocks(self, read: Iterable[Read]) -> tuple[Block, ...]:
        """Paragraphs, and alternatives of one issue side by side as one."""
        found: list[Block] = []
        things = [self.explained(one) for one in read]
        for issue, group in groupby(things, lambda one: one.issue if isinstance(one, Way) else None):
            if issue is None:
                found += [one for one in group if isinstance(one, Paragraph)]
            else:
                found.append(Alternatives(issue, _ways(one for one in group if isinstance(one, Way))))
        return tuple(found)


def _with(thing: Paragraph | Way | Article | Footnote, reason: Reason) -> Paragraph | Way | Article | Footnote:
    if isinstance(thing, Article):
        return replace(thing, heading=with_reason(thing.heading, reason))
    if isinstance(thing, Paragraph | Footnote):
        return replace(thing, content=with_reason(thing.content, reason))
    inner = thing.paragraph and replace(thing.paragraph, content=with_reason(thing.paragraph.content, reason))
    return thing._replace(paragraph=inner, holds=explained(thing.holds, thing.issue, thing.option, reason))


def _ways(group: Iterable[Way]) -> tuple[Alternative, ...]:
    """The alternatives of one issue; further paragraphs of an option join its first, with whoever is named there."""
    ways: dict[str, Alternative] = {}
    for one in group:
        before = ways.get(one.option, Alternative(one.option, ()))
        new = () if one.paragraph is None else (one.paragraph,)
        ways[one.option] = Alternative(one.option, before.paragraphs + new, before.holds + one.holds)
    return tuple(ways.values())


def _marks(own: re.Match[str] | None) -> list[str]:
    return [mark.strip() for mark in (own[2] or "").split(",") if mark.strip()] if own else []


def _free(letter: str, named: frozenset[str], count: int) -> str:
    """An id for what was written without one: its letter and its place, or the first such that stands nowhere in the file."""
    number = count + 1
    while f"{letter}{number}" in named:
        number += 1
    return f"{letter}{number}"


def read_text(source: str, file: str = "text.md", first: int = 1, shift: int = 0) -> ReadText:
    """The text in a source whose first line has the number `first` and whose lines stand `shift` columns in.

    Nothing is raised: what is wrong is listed, and the rest is read.
    """
    lines = source.removeprefix("\ufeff").split("\n")
    head = read_settings(lines, first)
    settings = head.settings
    reader = Reader(file, (settings.called, settings.annexes_called), frozenset(EXPLICIT.findall(source)))
    for place, message, allowed in head.wrong:
        reader.report(place, message, allowed)
    for block in sources(lines[head.lines :], first + head.lines, shift):
        reader.block(block)
    articles = ((one, reader.explained(one)) for one in reader.articles)
    notes = map(reader.explained, reader.notes)
    text = Text(
        next((one.content for one in reader.blocks(reader.title) if isinstance(one, Paragraph)), ()),
        reader.blocks(reader.preamble),
        tuple(replace(article, blocks=reader.blocks(one.below)) for one, article in articles if isinstance(article, Article)),
        tuple(note for note in notes if isinstance(note, Footnote)),
        settings.language,
        settings.rightward,
        settings.called,
        settings.annexes_called,
        settings.early,
    )
    problems = sorted(dict.fromkeys(reader.problems), key=lambda one: (one.line, one.col))
    return ReadText(text, reader.places, tuple(problems))
