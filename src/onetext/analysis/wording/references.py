"""References in plain words, `Article 7`, that name nothing, or something else than when they were written.

What may be meant for another instrument, as in `Article 51 of the Charter`, is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from onetext.analysis.wording.languages import LANGUAGES, Language
from onetext.analysis.wording.said import GAP, Finding, Said, Stretch, where
from onetext.model.text.drafts import texts, unit
from onetext.model.text.numbering import article_numbers, label, letters, markers
from onetext.model.text.values import Article, Block, Content, Footnote, Text, Words
from onetext.model.text.walk import paragraphs, pieces

LETTERED = r"(?:\s?\([^()]{1,12}\))*(?: et seq\.?| and (?:those )?following)?"
"""The letters of points behind a number, as in `Article 3 (a)`."""
USUAL = Text()
BEFORE = 90
"""So many characters before a reference are searched for the name of another instrument."""


class Mention(NamedTuple):
    """A reference as it stands: its words, the number of an article (or "" for this one), or of an annex, and of a paragraph."""

    words: str
    number: str
    paragraph: str
    annex: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Drafts:
    """The texts of a case's drafts, with what their numbers meant."""

    texts: tuple[Text, ...]
    named: dict[int, dict[tuple[bool, str], Article]] = field(default_factory=dict)

    def article(self, draft: int, annex: bool, number: str) -> Article | None:
        """The article that had a number in a draft, counted from 0."""
        if draft not in self.named:
            self.named[draft] = _named(self.texts[draft])
        return self.named[draft].get((annex, number))

    def written(self, stretch: Stretch, words: str) -> int | None:
        """The draft since which some words have stood where they stand now; None where the last has them not."""
        found = None
        same: object = None
        for draft in range(len(self.texts) - 1, -1, -1):
            here = unit(self.texts[draft], stretch.place[:2])
            if here is None or (here is not same and words not in _words(here)):
                break
            found, same = draft, here
        return found


@dataclass(frozen=True, slots=True)
class Target:
    """What a mention meant in a text: an article or one of its blocks."""

    article: Article
    block: str = ""

    @property
    def to(self) -> str:
        return f"{self.article.id}/{self.block}" if self.block else self.article.id


def lost(said: Said) -> Iterator[Finding]:
    """References that name nothing, or what has another number since they were written."""
    assert said.language is not None
    found = [(stretch, mention) for stretch in said.stretches for mention in mentions(stretch, said.text, said.language)]
    if not found:
        return
    drafts = Drafts(tuple(texts(said.case.drafts)))
    named = _named(said.text)
    for stretch, mention in found:
        draft = drafts.written(stretch, mention.words)
        meant = None
        if draft is not None:
            meant = _target(drafts.texts[draft], drafts.article(draft, mention.annex, mention.number), mention, stretch)
        now = _target(said.text, named.get((mention.annex, mention.number)), mention, stretch)
        if meant is not None and (now is None or now.to != meant.to):
            yield _moved(said, stretch, mention, meant, (draft or 0) + 1)
        elif now is None:
            yield _nothing(said, stretch, mention, named)


def _named(text: Text) -> dict[tuple[bool, str], Article]:
    numbers = article_numbers(text)
    return {(article.annex, numbers[article.id]): article for article in text.articles}


def _words(of: object) -> str:
    """All plain words of a unit."""
    contents: list[Content] = []
    match of:
        case Article(heading=heading):
            contents.append(heading)
        case Footnote(content=content):
            contents.append(content)
        case tuple():
            contents.append(of)
        case _:
            block: Block = of  # type: ignore[assignment]
            contents += [one.content for _, one in paragraphs(block)]
    return "\n".join(piece.text for content in contents for piece in pieces(content) if isinstance(piece, Words))


def _target(text: Text, article: Article | None, mention: Mention, stretch: Stretch) -> Target | None:
    """What a mention names in a text. Paragraphs are looked for only in articles whose paragraphs are numbered."""
    if not mention.number:
        article = text.article.get(stretch.article)
    if article is None or not mention.paragraph:
        return Target(article) if article is not None else None
    numbered = {marker: place[0] for place, marker in reversed(list(markers(article.blocks))) if marker.endswith(".")}
    if not numbered:
        return Target(article)
    block = numbered.get(f"{mention.paragraph}.")
    return Target(article, block) if block is not None else None


def _moved(said: Said, stretch: Stretch, mention: Mention, meant: Target, draft: int) -> Finding:
    """What was meant has another number now, or is gone."""
    article = said.text.article.get(meant.article.id)
    name = f"{_heading(meant.article)} ({meant.to})"
    there = article is not None and (not meant.block or any(block.id == meant.block for block in article.blocks))
    message = f"{where(said, stretch.place)}: {mention.words!r} was {name} in draft {draft}, when that was written"
    if article is None or not there:
        return Finding("reference_moved", stretch.place, f"{message}; that is gone", "say what takes its place, or strike the reference")
    now = label(said.text, article, said.numbers)
    marker = dict(markers(article.blocks)).get((meant.block,), "").rstrip(".")
    part = f", paragraph {marker or meant.block}" if meant.block else ""
    links = f"[{said.numbers[article.id]}](#{article.id})" + (f" and [{marker}](#{meant.to})" if meant.block else "")
    return Finding(
        "reference_moved", stretch.place, f"{message}; that is {now}{part} now", f"write {links}, which follows wherever that moves"
    )


def _nothing(said: Said, stretch: Stretch, mention: Mention, named: dict[tuple[bool, str], Article]) -> Finding:
    kind = said.text.annexes_called if mention.annex else said.text.called
    count = sum(annex == mention.annex for annex, _ in named)
    last = letters(count).upper() if mention.annex and count else str(count)
    there = f"there is no {kind}" if not count else f"the last is {kind} {last}"
    if mention.paragraph and (not mention.number or (mention.annex, mention.number) in named):
        there = "there is no paragraph of that number"
    message = f"{where(said, stretch.place)}: {mention.words!r} names nothing; {there}"
    return Finding("reference_lost", stretch.place, message, "name what is meant by its id, as in [3](#id): that follows wherever it moves")


def _heading(article: Article) -> str:
    said = "".join(piece.text for piece in article.heading if isinstance(piece, Words)).strip()
    return repr(said) if said else "the article without a heading"


class Patterns(NamedTuple):
    """How references read in a language, in a text whose articles and annexes are called so."""

    article: re.Pattern[str]
    annex: re.Pattern[str]
    paragraph: re.Pattern[str]
    plural: re.Pattern[str]
    own: re.Pattern[str]
    elsewhere: re.Pattern[str]
    instrument: re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(language: str, called: str, annexes_called: str) -> Patterns:
    words = next(one for one in LANGUAGES.values() if one.name == language)
    article = _called(called, words.articles, USUAL.called)
    annex = _called(annexes_called, words.annexes, USUAL.annexes_called)
    plural = f"(?i:{words.plural})|{re.escape(called)}s" if words.plural else f"{re.escape(called)}s"
    return Patterns(
        re.compile(_article(words, article)),
        re.compile(rf"(?<![\w-])(?:{annex})\s+(?P<first>[A-Z]{{1,4}}|\d{{1,2}})(?!\w)"),
        re.compile(rf"(?<![\w-])(?i:{words.paragraphs})\s+(?P<first>\d{{1,2}})(?![\w/-])"),
        re.compile(plural),
        re.compile(rf"{LETTERED}\s*,?\s*(?:{words.own})", re.IGNORECASE),
        re.compile(_elsewhere(words)),
        re.compile(rf"\b(?:{words.instruments})\b[^.;]*$"),
    )


def _article(words: Language, called: str) -> str:
    """`Article 3`, `paragraph 2 of Article 3`, `Article 3(2)`, `Article 3, paragraph 2`, `Articles 3 and 4`."""
    number, para = r"\d{1,3}", words.paragraphs
    listed = rf"(?:,\s*{number})*,?\s+(?:{words.joined})\s+{number}|\s*[-–]\s*{number}"
    inner = rf"\s?\((?P<inner>\d{{1,2}})\)|\.(?P<dotted>\d{{1,2}})|,?\s+(?i:{para})\s+(?P<after>\d{{1,2}})"
    ahead = rf"(?:\b(?i:{para})\s+(?P<ahead>\d{{1,2}})(?:\s?\(\w{{1,4}}\))*\s+(?:(?i:{words.of})\s+)?(?:l['’])?)?"
    return rf"{ahead}(?<![\w-])(?P<word>{called})\s+(?P<first>{number})(?:{inner}|(?P<more>{listed}))?(?!\w)"


def _elsewhere(words: Language) -> str:
    """What stands behind a reference to another instrument: `of the Charter`, `, Vienna Convention`, or nothing but a name."""
    name = r"| [^\W\d_a-zà-ÿа-яіїєґё]\w" if words.cased else ""
    instrument = rf",?\s+(?:\w+\s+){{0,4}}(?:{words.instruments})\b"
    return rf"{LETTERED}(?:\s*,?\s*(?:(?:{words.of})\b|bis\b|ter\b|quater\b)|{instrument}{name})"


def _called(word: str, words: str, usual: str) -> str:
    """The forms of the word that a text has for its articles: those of the language, or its own with an `s`."""
    own = f"{re.escape(word)}s?"
    return f"(?i:{words})|{own}" if word == usual or re.fullmatch(words, word, re.IGNORECASE) else own


def mentions(stretch: Stretch, text: Text, language: Language) -> Iterator[Mention]:
    """The references of a stretch, less those that may be to another instrument."""
    patterns = _patterns(language.name, text.called, text.annexes_called)
    said = stretch.text
    taken: list[tuple[int, int]] = []
    for found in patterns.article.finditer(said):
        taken.append(found.span())
        if not _outside(patterns, said, found.start("word"), found.end()):
            yield from _articles(found, patterns)
    for found in patterns.annex.finditer(said):
        if not _outside(patterns, said, found.start(), found.end()):
            yield Mention(found[0], found["first"], "", True, *found.span())
    for found in patterns.paragraph.finditer(said):
        free = stretch.article in text.article and not any(start <= found.start() < end for start, end in taken)
        if free and not said[: found.start()].rstrip(" ,").endswith(GAP) and not _outside(patterns, said, found.start(), found.end()):
            yield Mention(found[0], "", found["first"], False, *found.span())


def _articles(found: re.Match[str], patterns: Patterns) -> Iterator[Mention]:
    """The mention of each number that a match has; those behind the first only where the word is of the plural."""
    first = next((found[name] for name in ("ahead", "inner", "dotted", "after") if found[name]), "")
    more = re.findall(r"\d+", found["more"] or "") if patterns.plural.fullmatch(found["word"]) else []
    words = found[0] if more or not found["more"] else found[0].removesuffix(found["more"])
    yield Mention(words, str(int(found["first"])), first, False, *found.span())
    yield from (Mention(words, str(int(number)), "", False, *found.span()) for number in more)


def _outside(patterns: Patterns, said: str, start: int, end: int) -> bool:
    """Whether a reference may be to another instrument, by what stands behind it and before it."""
    if patterns.own.match(said, end):
        return False
    if said[end : end + 1] in ("/", "-") or patterns.elsewhere.match(said, end):
        return True
    return patterns.instrument.search(said[max(0, start - BEFORE) : start]) is not None
