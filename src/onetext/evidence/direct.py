"""Whose a quotation is: small rules, the surest first; each names who speaks and by which words, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from onetext.evidence.document import Span
from onetext.evidence.layout import NO_LABELS, Piece
from onetext.evidence.names import ABBREVIATED, Mention, after, before
from onetext.evidence.proposals import Tier
from onetext.evidence.quotes import Quoted
from onetext.evidence.reader import Reader, Spoken
from onetext.evidence.words import VERB

BEHIND = 170
"""So far after a quotation its speaker may stand."""
LEAD = 450
"""So far before a quotation, in its sentence, the words that report it may stand."""
SENTENCE_END = re.compile(r"[.!?](?=\s+[\"“„«‘]?[A-ZÀ-ÞА-ЯЁЄІЇҐ])|\n")


@dataclass(frozen=True, slots=True)
class Place:
    """A quotation in its piece, with the one before it in the text and what that one was found to be."""

    quote: Quoted
    piece: Piece
    previous: Quoted | None = None
    before: Spoken | None = None
    intro: Spoken | None = None


def _window(reader: Reader, place: Place) -> Span:
    """What follows a quotation in its sentence, up to the next quotation."""
    start, stop = place.quote.outer.end, min(place.piece.span.end, place.quote.outer.end + BEHIND)
    following = reader.quotes_in(Span(start, stop))
    stop = min(stop, following[0].outer.start) if following else stop
    for match in SENTENCE_END.finditer(reader.text, start, stop):
        if not ABBREVIATED.search(reader.text[max(start, match.start() - 5) : match.start()]):
            return Span(start, match.start())
    return Span(start, stop)


def _ends(reader: Reader, quote: Quoted) -> str:
    """The last sign within a quotation."""
    return reader.text[quote.inner.end - 1] if quote.inner.end > quote.inner.start else ""


def named_after(reader: Reader, place: Place) -> Spoken | None:
    """“...,” Ann Lee said."""
    window = _window(reader, place)
    tail = reader.document.of(window)
    if _ends(reader, place.quote) == "." and not re.match(r"\s*[^.]{0,60}$", tail) and not re.match(r"\s*,", tail):
        return None
    for verb in VERB.finditer(reader.text, window.start, window.end):
        mention = before(reader.text, window.start, verb.start())
        if mention is None or mention.span.start - window.start > 6:
            return None
        return reader.heard(mention, Span(verb.start(), verb.end()))
    return None


ANY_VERB = re.compile(r"\s+(?P<verb>[a-z]+(?:s|ed))\s+(?=(?:the |a |an |his |her |their )?[A-ZÀ-Þ])")


def named_after_any_verb(reader: Reader, place: Place) -> Spoken | None:
    """“...,” grins Ann Lee: any verb right behind the mark, and a name."""
    window = _window(reader, place)
    verb = ANY_VERB.match(reader.text, window.start, window.end)
    if verb is None or _ends(reader, place.quote) not in ",?!":
        return None
    mention = after(reader.text, verb.end(), place.piece.span.end)
    return reader.heard(mention, Span(verb.start("verb"), verb.end("verb"))) if mention and mention.name else None


INVERTED = re.compile(r"-(?:t-)?(il|elle|on|ils|elles)\b")
"""« ... », rappelle-t-il."""
SO = re.compile(r"\s*,?\s*so\s+(?=[A-ZÄÖÜ])")
"""„...“, so Weil."""


def named_after_verb(reader: Reader, place: Place) -> Spoken | None:
    """“...,” said Ann Lee."""
    window = _window(reader, place)
    lead = re.match(r"[\s,–—-]*(?:as\s+|so\s+)?(?:\w+ly\s+|also\s+|later\s+)?", reader.document.of(window))
    at = window.start + (lead.end() if lead else 0)
    verb = VERB.match(reader.text, at, window.end) or SO.match(reader.text, window.start, window.end)
    if verb is None:
        return None
    own = INVERTED.match(reader.text, verb.end())
    mention = Mention(Span(own.start(1), own.end(1)), "", pronoun=True) if own else after(reader.text, verb.end(), place.piece.span.end)
    return reader.heard(mention, Span(verb.start(), verb.end())) if mention else None


AS_SAYING = re.compile(r"\bquot(?:ed|es|ing)\s+(?=\S)")
QUOTED_AS = re.compile(r"\b(?:was|were|is)\s+quoted\b")


def quoted_by_another(reader: Reader, place: Place) -> Spoken | None:
    """“...,” the paper quoted Ann Lee as saying; “...,” Ann Lee was quoted as saying."""
    window = _window(reader, place)
    if " as saying" not in reader.document.of(window):
        return None
    passive = QUOTED_AS.search(reader.text, window.start, window.end)
    active = AS_SAYING.search(reader.text, window.start, window.end)
    mention = before(reader.text, window.start, passive.start()) if passive else None
    if active is not None and passive is None:
        mention = after(reader.text, active.end(), window.end)
    return reader.heard(mention, Span(active.start(), active.end())) if mention and active else None


def according_after(reader: Reader, place: Place) -> Spoken | None:
    """“...,” according to Ann Lee."""
    window = _window(reader, place)
    for cue in reader.according(window):
        if cue.start - window.start <= 4:
            mention = after(reader.text, cue.end, place.piece.span.end)
            return reader.heard(mention, cue) if mention else None
    return None


def _sentence(reader: Reader, place: Place) -> Span:
    """The sentence in which a quotation begins."""
    return reader.sentence_at(place.piece.span, place.quote.outer.start)


def named_before(reader: Reader, place: Place) -> Spoken | None:
    """Ann Lee said, “...”; Ann Lee called it “...”."""
    return _lead(reader, place, 25)


BY_NOUN = re.compile(
    r"\b(?:warning|statement|claim|assertion|denial|promise|pledge|complaint|accusation|message|reminder|remark)s?\s+(?:from|by)\s+"
)


def named_by_noun(reader: Reader, place: Place) -> Spoken | None:
    """A warning from Ann Lee that “...”."""
    sentence = _sentence(reader, place)
    for match in BY_NOUN.finditer(reader.text, max(sentence.start, place.quote.outer.start - 160), place.quote.outer.start):
        mention = after(reader.text, match.end(), place.quote.outer.start)
        if mention is not None and re.match(r"[^.“\"]{0,6}(?:that|:|,)?\s*$", reader.text[mention.span.end : place.quote.outer.start]):
            return reader.heard(mention, Span(match.start(), match.end()))
    return None


def named_before_in_sentence(reader: Reader, place: Place) -> Spoken | None:
    """Ann Lee said that the plan was “...”."""
    return _lead(reader, place, 400)


def _lead(reader: Reader, place: Place, far: int) -> Spoken | None:
    sentence = _sentence(reader, place)
    start = max(sentence.start, place.quote.outer.start - LEAD)
    clause = reader.text.rfind("; ", start, place.quote.outer.start)
    sentence = sentence if clause < 0 else Span(clause + 1, sentence.end)
    near = Span(max(start, clause + 1), place.quote.outer.start)
    for cue in reversed(reader.cues(near)):
        if place.quote.outer.start - cue.end > far:
            return None
        mention = reader.subject(sentence, cue)
        if mention is not None:
            return reader.heard(mention, cue)
        inverted = after(reader.text, cue.end, place.quote.outer.start) if sentence.start == cue.start else None
        if inverted is not None:
            return reader.heard(inverted, cue)
    for cue in reader.according(near):
        mention = after(reader.text, cue.end, place.quote.outer.start)
        if mention is not None:
            return reader.heard(mention, cue)
    return None


ON_SITE = re.compile(
    r"\s+(?:on|via)\s+(?:X|Twitter|Telegram|Facebook|Instagram|Bluesky|Threads|Mastodon|Truth Social|LinkedIn|WhatsApp)(?=\s*:?$|\s*:)"
)


def named_before_with_colon(reader: Reader, place: Place) -> Spoken | None:
    """Ann Lee: “...”, within a line."""
    lead = reader.text[max(place.piece.span.start, place.quote.outer.start - 80) : place.quote.outer.start]
    if not re.search(r":\s*$", lead):
        return None
    reported = _lead(reader, place, 80)
    if reported is not None:
        return reported
    colon = place.quote.outer.start - len(lead) + lead.rindex(":")
    on = ON_SITE.search(reader.text, max(place.piece.span.start, colon - 40), colon)
    mention = before(reader.text, place.piece.span.start, on.start() if on else colon)
    if mention is not None and mention.name in NO_LABELS:
        return None
    return reader.heard(mention, Span(colon, colon + 1)) if mention and not mention.pronoun else None


def going_on(reader: Reader, place: Place) -> Spoken | None:
    """“...,” Ann Lee said. “...”: the second is hers too, where nothing but the report stands between."""
    if place.previous is None or place.before is None or place.previous.outer.start < place.piece.span.start:
        return None
    between = reader.text[place.previous.outer.end : place.quote.outer.start]
    if not re.search(r"(?:[.!?…]|,|^)\s*$", between):
        return None
    stops = len(re.findall(r"(?<![A-Z])(?<!\b[A-Z][a-z])\.\s", between))
    return place.before if len(between) <= 160 and stops <= 1 and "\n" not in between else None


def named_at_its_end(reader: Reader, place: Place) -> Spoken | None:
    """A quotation that goes on over paragraphs, and whose speaker stands after the last."""
    number = reader.quotes.index(place.quote) if place.quote.open else len(reader.quotes)
    while number < len(reader.quotes) and reader.quotes[number].open:
        number += 1
    last = reader.quotes[number] if number < len(reader.quotes) else None
    piece = reader.piece_at(last.outer.start) if last is not None else None
    if last is None or piece is None:
        return None
    end = Place(last, piece)
    return named_after_verb(reader, end) or named_after(reader, end)


def opened_before(reader: Reader, place: Place) -> Spoken | None:
    """A quotation that goes on from the paragraph before."""
    return place.before if place.previous is not None and place.previous.open else None


def announced(reader: Reader, place: Place) -> Spoken | None:
    """Ann Lee said: and the quotation stands in the next paragraph."""
    return place.intro


def alone(reader: Reader, place: Place) -> Spoken | None:
    """A paragraph that is a quotation and no more, after one in which somebody spoke."""
    whole = place.piece.span.end - place.quote.outer.end <= 1 and place.quote.outer.start - place.piece.span.start <= 1
    if not whole or place.before is None or place.previous is None:
        return None
    return place.before if place.quote.outer.start - place.before.at < 900 else None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for quotations, how safe what it finds is, and whether it looks for words that report."""

    find: Callable[[Reader, Place], Spoken | None]
    tier: Tier
    by_cue: bool = True

    @property
    def name(self) -> str:
        return self.find.__name__.replace("_", "-")


RULES = (
    Rule(named_after_verb, "A", by_cue=False),
    Rule(quoted_by_another, "A", by_cue=False),
    Rule(named_after, "A"),
    Rule(according_after, "A"),
    Rule(named_after_any_verb, "B", by_cue=False),
    Rule(named_before, "A"),
    Rule(named_before_with_colon, "A", by_cue=False),
    Rule(named_by_noun, "B", by_cue=False),
    Rule(named_before_in_sentence, "B"),
    Rule(opened_before, "A", by_cue=False),
    Rule(named_at_its_end, "A", by_cue=False),
    Rule(announced, "A", by_cue=False),
    Rule(going_on, "A", by_cue=False),
    Rule(alone, "C", by_cue=False),
)
"""Asked in this order; the first that finds somebody answers."""


def found_by(reader: Reader, place: Place) -> tuple[Rule, Spoken] | None:
    """The first rule that finds who speaks, and whom; those that look for words that report are left out where there are none."""
    near = Span(max(0, place.quote.outer.start - LEAD), place.quote.outer.end + BEHIND)
    cued = bool(reader.cues(near)) or bool(reader.according(near))
    for rule in RULES:
        if cued or not rule.by_cue:
            spoken = rule.find(reader, place)
            if spoken is not None:
                return rule, spoken
    return None


TERM_LEAD = re.compile(
    r"(?:\b(?:the|an?|its|their|his|her|our|so-called|called|dubbed|known as|termed|titled|entitled|named|word|term|phrase|slogan|terms)\s+|[\w]-)$",
    re.IGNORECASE,
)


def is_term(reader: Reader, quote: Quoted) -> bool:
    """Whether a quotation is the name of a thing, or a word held at arm's length: short, without a stop, led by an article."""
    inner = reader.document.of(quote.inner)
    words = inner.split()
    lead = reader.text[max(0, quote.outer.start - 24) : quote.outer.start]
    titled = len(words) <= 6 and all(word[:1].isupper() or len(word) <= 3 for word in words) and len(words) > 1
    return bool(words) and inner[-1] not in ",.!?…" and bool(TERM_LEAD.search(lead)) and (len(words) <= 3 or titled)
