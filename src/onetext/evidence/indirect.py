"""What somebody is said to have said, without quotation marks: the clause after a reporting verb, before one, or by `according to`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onetext.evidence.document import Span, stripped
from onetext.evidence.names import Mention, after
from onetext.evidence.proposals import Tier
from onetext.evidence.reader import Reader, Spoken
from onetext.evidence.words import CONTENT, VERB

TOLD = re.compile(r"(?:told|tells|telling|informed|assured|warned|reminded|complained to|explained to|said to|wrote to)$")
TIME = re.compile(
    r"\s*(?:,?\s*(?:on\s+\d{1,2}\s+[A-Z]\w+|on\s+[A-Z]\w+\s+\d{1,2}|(?:on\s+)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|yesterday|today|earlier|later|again|repeatedly|late|early|"
    r"(?:in|at|during|to|after|before|following)\s+(?:a|an|the|his|her|their)\s+[^,.“\"]{1,50}?|in no uncertain terms|"
    r"on (?:X|Twitter|Facebook|Telegram|Instagram|social media)|in [A-Z]\w+|"
    r"on condition of anonymity|privately|publicly|(?:outside|inside|near|from)\s+(?:a|an|the)\s+[\w’'-]+(?:\s+[A-Z][\w’'-]+)?)\b)",
)
BEFORE_THAT = re.compile(r",?\s+(?:in|at|during|on|after|by|via|through|late|earlier|last)\b[^.;“\"]{1,100}?(?=,?\s+that\s)")
"""Where and when, before `that`."""
OPENS = re.compile(
    r"\s*(?:,\s*)?(?:(?:is\s+|only\s+)?that\s+|[^,]{2,40},\s+that\s+|about how\s+|how\s+|,?\s*however,?\s*(?:that\s+)?|"
    r"(?:\w+\s+){0,2}(?:concern|hope|regret|confidence|doubt|view|belief|conviction|fear|surprise)s?\s+that\s+)"
)
SPLIT = re.compile(r"(?:,|;)?\s+(?:but|however|and|adding|while)\s+(?:also\s+)?that\s+|,\s+(?:but|however)\s+|,\s+adding\s+that\s+")
TRAIL = re.compile(
    r";\s.*$|"
    r",\s+(?:adding|saying|noting|according to|citing|referring|likely|which|going on|in (?:an?|his|her|remarks)\b|"
    r"following|after|as|while|and \w+ed|the (?:first|second|latest|biggest|largest|strongest|clearest)|"
    r"a (?:move|sign|step|claim|charge|demand|position|reference))\b.*$|\s+[—–]\s.*$|"
    r"\s+but\s+(?:\w{3,}ed|ruled|told|made|gave|left|kept)\b.*$|"
    r"\s+and\s+(?:called|accused|described|dismissed|rejected|requested|urged|warned|praised|criticized|criticised|denounced)\b.*$",
    re.DOTALL,
)
BARE = frozenset(
    """said says say warned warns claimed claims insisted insists argued argues denied denies added adds stated announced noted believes
    reported vowed promised predicted acknowledged admitted conceded indicated declared agreed estimate estimates estimated saying adding warning
    arguing insisting claiming noting explaining
    suggesting stating announcing""".split()
)
"""After these a clause may follow without `that`."""
LONGEST = 1_500
"""Nobody writes a longer sentence in which it is clear who says what."""
LEAST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Reported:
    """A clause, its speaker, the rule, and to whom it was said."""

    span: Span
    spoken: Spoken
    rule: str
    tier: Tier
    addressee: str = ""
    addressed: Mention | None = None


def reported(reader: Reader, sentence: Span) -> Iterator[Reported]:
    """The clauses that a sentence reports."""
    if sentence.end - sentence.start > LONGEST:
        return
    for cue in reader.cues(sentence):
        if reader.document.of(cue).lower() not in CONTENT or _after_quote(reader, sentence, cue):
            continue
        yield from _clause(reader, sentence, cue)
    yield from _according(reader, sentence)
    yield from _passive(reader, sentence)


def _after_quote(reader: Reader, sentence: Span, cue: Span) -> bool:
    """Whether a verb closes a quotation, whose own rule takes it."""
    for quote in reader.quotes_in(Span(max(0, sentence.start - 2), cue.start)):
        between = reader.text[quote.outer.end : cue.start]
        close = 0 <= cue.start - quote.outer.end <= 70 and "." not in between and re.fullmatch(r"\s*,?[^,]*(?:,[^,]*,)?\s*", between)
        inner = reader.document.of(quote.inner)
        led = re.match(r"\s*(?:to|for|at|with|over|by|in|of|from)\b", between)
        if close and not led and len(inner.split()) > 4 and inner[-1:] in ",!?":
            return True
    return False


PUBLIC = re.compile(r"\s+(?:to\s+)?(reporters|journalists|parliament|lawmakers|the media|the press|state (?:TV|television|media))\b")
PRONOUN = re.compile(r"\s+(him|her|them|me|us|it)\b")


def _told(reader: Reader, sentence: Span, cue: Span, mention: Mention) -> tuple[int, str, Mention | None]:
    """Where what was said begins after a verb that tells somebody, and whom: the words, and who is named."""
    to = reader.text.startswith(" to ", cue.end)
    if not to and not TOLD.search(reader.text[max(sentence.start, cue.start - 4) : cue.end]):
        return cue.end, "", None
    if pronoun := PRONOUN.match(reader.text, cue.end, sentence.end):
        return pronoun.end(), "", reader.person_before(sentence, mention.span.start)
    addressed = after(reader.text, cue.end + (4 if to else 1), sentence.end)
    if addressed is not None:
        return addressed.span.end, reader.document.of(addressed.span), addressed
    people = PUBLIC.match(reader.text, cue.end, sentence.end)
    return (people.end(), people[1], None) if people else (cue.end, "", None)


def _clause(reader: Reader, sentence: Span, cue: Span) -> Iterator[Reported]:
    mention = reader.subject(sentence, cue)
    if mention is None:
        return
    at, addressee, addressed = _told(reader, sentence, cue, mention)
    verb, told = reader.document.of(cue).lower(), at > cue.end
    further = BEFORE_THAT.match(reader.text, at, sentence.end)
    at = further.end() if further and not VERB.search(further[0]) else at
    for _ in range(3):
        time = TIME.match(reader.text, at, sentence.end)
        if time is None or not time[0].strip():
            break
        at = time.end()
    opened = OPENS.match(reader.text, at, sentence.end)
    bare = (verb in BARE or (told and verb in ("told", "tells"))) and re.match(r"\s+(?![,.])", reader.text[at : sentence.end])
    at = opened.end() if opened else at
    parts = _parts(reader, stripped(reader.text, Span(at, sentence.end))) if opened or bare else []
    spans = [
        one
        for one in parts
        if _says(reader, one) and not VERB.match(reader.document.of(one)) and not reader.document.of(one).startswith("not ")
    ]
    if not spans or (opened is None and re.match(r"(?:of|at|in|on|to|about|for|during|after|with|by)\b", reader.document.of(spans[0]))):
        yield from _before(reader, sentence, cue, mention)
        return
    spoken = reader.heard(mention, cue)
    for span in spans if spoken is not None else ():
        assert spoken is not None
        yield Reported(
            span, spoken, "clause-after-verb" if opened else "bare-clause-after-verb", "B" if opened else "C", addressee, addressed
        )


def _before(reader: Reader, sentence: Span, cue: Span, mention: Mention) -> Iterator[Reported]:
    """The plan is dead, Ann Lee said."""
    lead = reader.text[sentence.start : mention.span.start].rstrip()
    if "," in reader.text[mention.span.end : cue.start] or re.match(r"(?:What|Who|How|Why|Where)\b", lead):
        return
    if not lead.endswith((",", ",”", ',"', ",’")):
        return
    content = stripped(reader.text, Span(sentence.start, sentence.start + len(lead)))
    quotes = reader.quotes_in(content)
    if quotes and quotes[0].outer.start <= content.start + 1:
        return
    end = content.end if lead[-1] != "," else content.end - 1
    span = Span(content.start, end)
    if re.match(r"(?:According|Asked|Pressed|Speaking|Questioned|Reached)\b", reader.document.of(span)):
        return
    if not _says(reader, span) or (
        re.match(r"(?:On|In|At|After|Before|While|When|As|Asked|Speaking|If|For|During|Earlier|Later)\b", reader.document.of(span))
        and len(reader.document.of(span).split()) < 9
    ):
        return
    spoken = reader.heard(mention, cue)
    if spoken is not None:
        yield Reported(span, spoken, "clause-before-verb", "B")
        rest = SPLIT.match(reader.text, cue.end, sentence.end) if cue.end < sentence.end else None
        if rest is not None:
            further = stripped(reader.text, Span(rest.end(), sentence.end))
            if _says(reader, further):
                yield Reported(further, spoken, "clause-going-on", "C")


PAPER = re.compile(r"\s+(?:a|the)\s+(?:report|story|article|post)\s+(?:in|by|from|on)\s+")
PEOPLE = re.compile(
    r"\s+(?:a|the)\s+(?:poll|survey|study|statement|document|person|source)\b[^,.:]{0,12}?(?:in|by|from|on|seen by|familiar with)\s+"
)


RECORDS = re.compile(
    r"\s+((?:[\w’'-]+\s+){0,2}(?:minutes|documents|emails|letters|notes|records|transcripts|papers|files|memo|sources|data|figures|people|persons))\b"
)


def source_of(reader: Reader, cue: Span, stop: int) -> Mention | None:
    """Whom `according to` names: the newspaper in whose report it is, or who stands there."""
    paper = PAPER.match(reader.text, cue.end, stop)
    found = after(reader.text, paper.end(), stop) if paper else None
    found = found or after(reader.text, cue.end, stop)
    if found is None and (papers := RECORDS.match(reader.text, cue.end, stop)):
        return Mention(Span(papers.start(1), papers.end(1)), "")
    people = PEOPLE.match(reader.text, cue.end, stop) if found is None else None
    return after(reader.text, people.end(), stop) if people else found


def _according(reader: Reader, sentence: Span) -> Iterator[Reported]:
    for cue in reader.according(sentence):
        mention = source_of(reader, cue, sentence.end)
        if mention is None or "words of" in reader.document.of(cue):
            continue
        if cue.start == sentence.start:
            comma = reader.text.find(",", mention.span.end, sentence.end)
            span = Span(comma + 1, sentence.end) if comma >= 0 else Span(sentence.end, sentence.end)
        else:
            span = Span(sentence.start, cue.start)
        span = _inner(reader, stripped(reader.text, span))
        enough = len(reader.document.of(span).split()) > LEAST_WORDS
        if enough and _says(reader, span) and (spoken := reader.heard(mention, cue)):
            yield Reported(span, spoken, "according-to", "B")


CHARACTERISED = re.compile(
    r"\b(?:was|were|is|are|has been|have been)\s+(?:\w+ly\s+)?(?:characterized|characterised|described|portrayed|presented)\s+as\s+"
)


def _passive(reader: Reader, sentence: Span) -> Iterator[Reported]:
    """The meeting was described as constructive: somebody said so, and nobody says who."""
    for match in CHARACTERISED.finditer(reader.text, sentence.start, sentence.end):
        stop = re.compile(r"[,.;]|\bby\b").search(reader.text, match.end(), sentence.end)
        if reader.in_quote(match.start()) or (stop and stop[0] == "by") or reader.text[match.end()] in '“"‘«„':
            continue
        span = Span(match.end(), stop.start() if stop else sentence.end)
        nobody = Spoken(Mention(Span(match.start(), match.start()), ""), Span(match.start(), match.end() - 1), "", match.start())
        yield Reported(span, nobody, "nobody-named", "C")


def _parts(reader: Reader, content: Span) -> list[Span]:
    """The clauses of what is reported: split where it goes on with another `that`, without what the reporter adds."""
    text = reader.document.of(content)
    trail = TRAIL.search(text)
    if trail and not reader.in_quote(content.start + trail.start()) and trail.start() > 20:
        content = Span(content.start, content.start + trail.start())
        text = reader.document.of(content)
    cuts, at = [], 0
    for match in SPLIT.finditer(text):
        if not reader.in_quote(content.start + match.start()):
            cuts.append((at, match.start()))
            at = match.end()
    cuts.append((at, len(text)))
    return [_inner(reader, stripped(reader.text, Span(content.start + a, content.start + b))) for a, b in cuts if b > a]


def _inner(reader: Reader, span: Span) -> Span:
    """Without the stop or comma at the end, unless a quotation ends there."""
    end = span.end
    while end > span.start and reader.text[end - 1] in ".,;: ":
        end -= 1
    return Span(span.start, end)


def _says(reader: Reader, span: Span) -> bool:
    """Whether a clause says anything beside quotations."""
    if span.end <= span.start or len(reader.document.of(span).split()) < LEAST_WORDS:
        return False
    if re.search(r":\s*[\"“„«‘]", reader.document.of(span)):
        return False
    covered = sum(min(q.outer.end, span.end) - q.outer.start for q in reader.quotes_in(span))
    return covered < 0.8 * (span.end - span.start)
