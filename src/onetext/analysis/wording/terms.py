"""Terms: defined and not used, used as if defined and not, defined twice, and two for one thing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from onetext.analysis.wording.languages import Language
from onetext.analysis.wording.said import GAP, Finding, Said, Stretch, together, where

OPEN, CLOSE = '“”"„«»', '”"“»«'
QUOTED = rf"[{OPEN}]\s*(?P<term>[^{OPEN}{CLOSE}{GAP}()]{{2,60}}?)\s*[{CLOSE}]"
WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
PARENTHESIS = re.compile(r"\(([^()]{3,160})\)")
SHORT = 3
"""A definition of fewer words may well be that of two terms."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term where it is defined: the stretch, the span of the definition in it, and what the term is said to mean, or ""."""

    term: str
    stretch: Stretch
    start: int
    end: int
    meaning: str
    local: bool

    @property
    def key(self) -> str:
        return " ".join(_stem(word.lower()) for word in WORD.findall(self.term))


def definitions(said: Said, language: Language) -> Iterator[Definition]:
    """Every definition in the text, in reading order."""
    means = re.compile(rf"{QUOTED}(?:\s+(?:or|and)\s+{QUOTED.replace('term', 'second')})?,?\s+(?:{language.means})\b", re.IGNORECASE)
    after = re.compile(rf"\b(?:{language.hereinafter})\s*{QUOTED}", re.IGNORECASE)
    local = re.compile(language.local, re.IGNORECASE) if language.local else None
    for stretch in said.stretches:
        if not any(mark in stretch.text for mark in OPEN):
            continue
        found = [*_meaning(means, stretch), *_in_parentheses(language, stretch)]
        spans = {(one.start, one.end) for one in found}
        later = (_definition(one["term"], stretch, one.start("term"), one.end("term")) for one in after.finditer(stretch.text))
        found += [one for one in later if not any(start <= one.start < end for start, end in spans)]
        bound = local is not None and local.search(stretch.text) is not None
        yield from (Definition(one.term, stretch, one.start, one.end, one.meaning, bound) for one in found)


def _definition(term: str, stretch: Stretch, start: int, end: int, meaning: str = "") -> Definition:
    return Definition(re.sub(r"^(?:the|an?) ", "", term.strip(" ,"), flags=re.IGNORECASE), stretch, start, end, meaning, False)


def _meaning(means: re.Pattern[str], stretch: Stretch) -> Iterator[Definition]:
    """`"Term" means ...`: what it means goes as far as the sentence."""
    for found in means.finditer(stretch.text):
        rest = re.split(r"[.;](?:\s|$)", stretch.text[found.end() :], maxsplit=1)[0]
        for term in filter(None, (found["term"], found["second"])):
            yield _definition(term, stretch, found.start(), found.end() + len(rest), rest.strip())


def _in_parentheses(language: Language, stretch: Stretch) -> Iterator[Definition]:
    """`(the "Term")`: a parenthesis of quoted terms and of words that introduce them, and nothing else."""
    quoted = re.compile(QUOTED)
    for found in PARENTHESIS.finditer(stretch.text):
        terms = list(quoted.finditer(found[1]))
        other = [word.lower() for word in WORD.findall(quoted.sub(" ", found[1]))]
        named = other or not language.cased or all(one["term"][0].isupper() for one in terms)  # not a word in another language
        if terms and named and all(word in language.introducing for word in other):
            yield from (_definition(one["term"], stretch, found.start(), found.end()) for one in terms)


def _stem(word: str) -> str:
    """A word without what its plural may change."""
    return re.sub(r"(?:ies|es|s|y|e)$", "", word) if len(word) > 3 else word


def terms(said: Said) -> Iterator[Finding]:
    """Whatever is wrong with the terms of a text that defines some."""
    assert said.language is not None
    found = tuple(definitions(said, said.language))
    if found:
        yield from unused(said, said.language, found)
        yield from undefined(said, said.language, found)
        yield from twice(said, found)
        yield from alike(said, found)


def unused(said: Said, language: Language, found: Sequence[Definition]) -> Iterator[Finding]:
    """Terms that stand nowhere but where they are defined."""
    whole = _Whole.of(said)
    spans: dict[str, list[tuple[int, int]]] = {}
    for one in found:
        base = whole.start(one.stretch)
        sentence = max(one.stretch.text.rfind(sign, 0, one.start) + len(sign) for sign in (". ", "; ", ": "))
        # what comes before, in `the Joint Commission (the "Commission")`, is what is defined
        begin = one.start if one.meaning else sentence
        spans.setdefault(one.key, []).append((base + begin, base + one.end))
    for key, own in spans.items():
        one = next(one for one in found if one.key == key)
        if not whole.uses(one.term, own, language):
            message = f"{where(said, one.stretch.place)} defines {one.term!r}, which stands nowhere else"
            yield Finding("term_unused", one.stretch.place, message, "strike the definition, or use the term")


@dataclass(frozen=True, slots=True)
class _Whole:
    """All stretches as one string, in small letters too, and where each begins."""

    text: str
    small: str
    starts: dict[int, int]

    @classmethod
    def of(cls, said: Said) -> _Whole:
        starts, at = {}, 0
        for stretch in said.stretches:
            starts[id(stretch)] = at
            at += len(stretch.text) + 1
        text = "\n".join(stretch.text for stretch in said.stretches)
        small = text.lower()
        return cls(text, small if len(small) == len(text) else text, starts)

    def start(self, stretch: Stretch) -> int:
        return self.starts[id(stretch)]

    def uses(self, term: str, own: list[tuple[int, int]], language: Language) -> bool:
        """Whether a term, in whatever form, or its last word as a name, stands outside of its own definitions."""
        words = [word.lower() for word in WORD.findall(term)]
        if not words:
            return True
        ends = rf"[^\W\d]{{0,{language.ending}}}"
        phrase = re.compile(r"[\s-]+".join(re.escape(_inflected(word, language)) + ends for word in words) + r"(?!\w)")
        if any(True for _ in self._found(_inflected(words[0], language), phrase, own, language)):
            return True
        if len(words) == 1:
            return False
        last = re.compile(re.escape(_inflected(words[-1], language)) + ends + r"(?!\w)")
        return any(self._named(at) or not language.cased for at in self._found(_inflected(words[-1], language), last, own, language))

    def _found(self, first: str, phrase: re.Pattern[str], own: list[tuple[int, int]], language: Language) -> Iterator[int]:
        """Where a phrase stands, found by its first letters, outside of some spans."""
        spans = sorted(own)
        at = self.small.find(first)
        while at >= 0:
            place = bisect_right(spans, (at, len(self.small))) - 1
            inside = place >= 0 and at < spans[place][1]
            if not inside and self._begins(at, language.prefix) and phrase.match(self.small, at):
                yield at
            at = self.small.find(first, at + 1)

    def _begins(self, at: int, prefix: int) -> bool:
        """Whether a word begins here, or so many letters before."""
        return any(at - back <= 0 or not self.small[at - back - 1].isalnum() for back in range(prefix + 1))

    def _named(self, at: int) -> bool:
        """Whether the word here stands in capitals behind one in small letters: `the Zone`, of `Demilitarised Zone`."""
        before = self.text[max(0, at - 20) : at].rstrip().rpartition(" ")[2]
        return self.text[at].isupper() and before[:1].islower()


def _inflected(word: str, language: Language) -> str:
    """The part of a word that its inflection leaves as it is."""
    return _stem(word) if language.ending <= 3 else word[: max(3, len(word) - 2)]


NAME = re.compile(r"\b[Tt]he ([A-Z][a-z]{2,}+(?: [A-Z][a-z]{2,}+)*+)\b(?![’'-])(?! (?:of|for|on|in) (?:the )?[A-Z])(?! \(| (?:and )?[A-Z])")
PART_OF_NAME = re.compile(r"[A-Z][\w-]* (?:of|on|for|to) $")
"""What stands before the rest of a longer name: `Rights of the Child`."""


def undefined(said: Said, language: Language, found: Sequence[Definition]) -> Iterator[Finding]:
    """Names in capitals that also stand in small letters, of a text that defines others; and terms `as defined in` where they are not."""
    defined = {one.key for one in found}
    last = {key.split(" ")[-1] for key in defined}
    if language.capitals:
        yield from _in_capitals(said, language, defined | last)
    if language.defined_in:
        yield from _as_defined(said, language, defined | last)


def _in_capitals(said: Said, language: Language, defined: set[str]) -> Iterator[Finding]:
    uses: Counter[str] = Counter()
    first: dict[str, Stretch] = {}
    for stretch in said.stretches:
        if len(stretch.place) == 1:
            continue  # headings and the title have capitals of their own
        for found in NAME.finditer(stretch.text):
            if PART_OF_NAME.search(stretch.text[max(0, found.start() - 40) : found.start()]):
                continue
            uses[found[1]] += 1
            first.setdefault(found[1], stretch)
    whole = "\n".join(stretch.text for stretch in said.stretches)
    for name, count in uses.items():
        words = [_stem(word.lower()) for word in name.split(" ")]
        common = any(word.lower() in language.common for word in name.split(" "))
        if count < 2 or common or " ".join(words) in defined or words[-1] in defined:
            continue
        small = re.search(rf"\b(?:the|such|this|that|each) {re.escape(name.lower())}\b(?!-)", whole)
        if small is not None:
            stretch = first[name]
            message = f"{where(said, stretch.place)}: 'the {name}' stands {count} times as if it were defined, and {small[0]!r} beside it"
            yield Finding("term_undefined", stretch.place, message, f"define {name!r}, or write it in small letters")


def _as_defined(said: Said, language: Language, defined: set[str]) -> Iterator[Finding]:
    """`the Zone, as defined in Article 3`, and nothing in the text defines it."""
    articles = rf"(?i:{language.articles}|{language.paragraphs}|{language.annexes})"
    form = re.compile(rf"\b[Tt]he ([A-Z][\w-]*(?: [A-Z][\w-]*)*),? (?:{language.defined_in}) {articles} {GAP}")
    verb = re.compile(language.defined_in)
    for stretch in said.stretches:
        for found in form.finditer(stretch.text) if GAP in stretch.text and verb.search(stretch.text) else ():
            words = [_stem(word.lower()) for word in WORD.findall(found[1])]
            if " ".join(words) not in defined and words[-1] not in defined:
                message = f"{where(said, stretch.place)}: {found[1]!r} is said to be defined, and nothing defines it"
                yield Finding("term_undefined", stretch.place, message, f"define {found[1]!r} where this says it is")


def twice(said: Said, found: Sequence[Definition]) -> Iterator[Finding]:
    """One term defined in two places, unless each holds for its own article, or they are variants of one bracket."""
    by_key: dict[str, list[Definition]] = {}
    for one in found:
        by_key.setdefault(one.key, []).append(one)
    for same in by_key.values():
        pair = next((pair for pair in combinations(same[:8], 2) if _clash(*pair)), None)
        if pair is not None:
            first, second = pair
            places = f"{where(said, first.stretch.place)} and {where(said, second.stretch.place)}"
            message = f"{second.term!r} is defined in {places}"
            yield Finding("term_twice", second.stretch.place, message, "keep one definition, or give the second thing another name")


def _clash(first: Definition, second: Definition) -> bool:
    apart = (first.local or second.local) and first.stretch.article != second.stretch.article
    at_once = first.stretch is second.stretch and first.start == second.start  # (each a "Party", together the "Parties")
    return not apart and not at_once and together(first.stretch.within, second.stretch.within)


def alike(said: Said, found: Sequence[Definition]) -> Iterator[Finding]:
    """Two terms with the same definition."""
    by_meaning: dict[str, Definition] = {}
    for one in found:
        meaning = " ".join(re.findall(r"\w+", one.meaning.lower()))
        if len(meaning.split()) < SHORT or GAP in one.meaning or one.meaning.rstrip().endswith(":"):
            continue
        first = by_meaning.setdefault(meaning, one)
        same_place = first.stretch is one.stretch and first.start == one.start
        if first.key != one.key and not same_place and together(first.stretch.within, one.stretch.within):
            places = f"{where(said, first.stretch.place)} and {where(said, one.stretch.place)}"
            message = f"{first.term!r} and {one.term!r} mean the same, by {places}"
            yield Finding("terms_alike", one.stretch.place, message, f"keep one term: {first.term!r} throughout, or {one.term!r}")
