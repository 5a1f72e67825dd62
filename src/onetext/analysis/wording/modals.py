"""`shall` beside `should` in plain words of one article, where no bracket keeps them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onetext.analysis.wording.languages import Language, Modals
from onetext.analysis.wording.said import Finding, Said, Stretch, where

QUOTATION = re.compile(r"[“\"„«][^“”\"„«»]*[”\"“»]")
CLAUSE = re.compile(r"[.;:,]\s*(?:and|or|but)?\s*$|^\s*$|\(\w{1,4}\)\s*$")
FOLLOWS = "take one, or make the difference a bracket of an issue"


def mixed(said: Said) -> Iterator[Finding]:
    """One finding for an article that binds in one sentence and only recommends in another."""
    language = said.language
    assert language is not None
    varied = _by_article((one for one in said.stretches if one.within), said)
    for article, stretches in _by_article(said.plain, said).items():
        for pair in language.modals:
            if not _bracketed(pair, [one.text for one in varied.get(article, ())]):
                yield from _beside(said, language, pair, stretches)
        if len(language.same_subject) > 1:
            yield from _same_subject(said, language, stretches)


def _by_article(stretches: Iterable[Stretch], said: Said) -> dict[str, list[Stretch]]:
    found: dict[str, list[Stretch]] = {}
    for one in stretches:
        if one.article in said.text.article and len(one.place) > 1:
            found.setdefault(one.article, []).append(one)
    return found


def _bracketed(pair: Modals, varied: list[str]) -> bool:
    """Whether the variants of an article say both: then an issue is about that."""
    return all(any(_first(words, text) for text in varied) for words in (pair.binding, pair.other))


def _first(words: str, text: str) -> re.Match[str] | None:
    return re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)


def _beside(said: Said, language: Language, pair: Modals, stretches: list[Stretch]) -> Iterator[Finding]:
    binds = next(((one, found) for one in stretches if (found := _first(pair.binding, _unquoted(one)))), None)
    other = next(((one, found) for one in stretches if (found := _recommending(pair.other, _unquoted(one), language))), None)
    if binds is not None and other is not None:
        (first, strong), (second, weak) = binds, other
        message = f"{where(said, first.place)} says {strong[0]!r}, {where(said, second.place)} {weak[0]!r}"
        yield Finding("modals", second.place, message, FOLLOWS)


def _unquoted(stretch: Stretch) -> str:
    return QUOTATION.sub(lambda found: " " * len(found[0]), stretch.text)


def _recommending(words: str, text: str, language: Language) -> re.Match[str] | None:
    """The first such word that recommends: not `should a Party fail`, nor `if it should fail`."""
    for found in re.finditer(rf"\b(?:{words})\b", text, re.IGNORECASE):
        before = re.split(r"[.;:]", text[: found.start()])[-1]
        conditional = language.conditions and re.search(language.conditions, before, re.IGNORECASE)
        inverted = bool(language.conditions) and CLAUSE.search(text[: found.start()])
        if not conditional and not inverted:
            return found
    return None


def _same_subject(said: Said, language: Language, stretches: list[Stretch]) -> Iterator[Finding]:
    """The same subject, at the beginning of two sentences, that shall do one thing and will or must do another."""
    words = "|".join(language.same_subject)
    form = re.compile(rf"(?:^|[.;]\s+)((?:The|Each|Both|All|Any) \w[\w-]*(?: \w[\w-]*)?) ({words})\b(?! have\b)")
    seen: dict[str, tuple[Stretch, str]] = {}
    for one in stretches:
        for found in form.finditer(_unquoted(one)):
            first, modal = seen.setdefault(found[1], (one, found[2]))
            if modal != found[2]:
                here = f"{where(said, one.place)} says '{found[1]} {found[2]}'"
                yield Finding("modals", one.place, f"{here}, {where(said, first.place)} '{found[1]} {modal}'", FOLLOWS)
                return
