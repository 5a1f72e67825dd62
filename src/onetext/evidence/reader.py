"""A document with all that the rules look at: pieces, quotations, names, days, and who spoke last."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass, field
from functools import cached_property

from onetext.evidence.dates import Calendar
from onetext.evidence.document import Document, Span
from onetext.evidence.layout import Layout, Piece
from onetext.evidence.loaded import loaded
from onetext.evidence.names import FULL, UPPER, Mention, Names, after, before
from onetext.evidence.quotes import Quoted, quoted
from onetext.evidence.words import ACCORDING, VERB

PERSON = re.compile(rf"{FULL.pattern}|[{UPPER}][\w’'-]+")
PAPERS = frozenset("statement letter report post note document communique communiqué message article email tweet transcript".split())
"""What says something for the one who issued it."""
ONE_PERSON = frozenset(
    """diplomat minister official spokesman spokeswoman spokesperson envoy president politician mayor leader chairman chairwoman commander
    ambassador senator adviser negotiator chief head secretary premier chancellor governor mediator lawmaker delegate director""".split()
)
GENERIC = frozenset("diplomat official politician lawmaker".split())
ACTS = re.compile(r"\s(?=(?:\w+(?:ed|s|d)|issued|gave|met|put|held|sent|made|wrote|spoke)\b)")
FOLLOWS = re.compile(r"\s(?=[a-zà-ÿ])")
FROM = re.compile(r"\s(?=(?:from|of|in|at|on|for|with|who|which)\b)")
HEAD = 1_500
WITH = re.compile(
    r"\b(?:interview(?:ed)? (?:with )?|spoke (?:to|with) |sat down with |talk(?:ed|s|ing)? (?:to|with) |conversation with |asked )"
)
RECENT = 20
"""Of so many who spoke last, one who is named is found for a pronoun."""
FAR = 1_500
"""Who spoke so many characters before is not who a pronoun means."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who is found to speak: where named, by which words, the name to show, and from which place in the text on that holds."""

    mention: Mention
    cue: Span
    speaker: str
    at: int


@dataclass
class Reader:
    """A document as the rules see it; `spoke` grows as speakers are found, in the order of the text."""

    document: Document
    spoke: list[Spoken] = field(default_factory=list)
    _sentences: dict[Span, list[Span]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def names(self) -> Names:
        return Names(self.document)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        return Layout(self.document).pieces

    @cached_property
    def quotes(self) -> tuple[Quoted, ...]:
        return quoted(self.document)

    @cached_property
    def loaded(self) -> list[Span]:
        """The evaluative words of the whole document."""
        return list(loaded(self.document, Span(0, len(self.text))))

    def loaded_in(self, span: Span) -> list[Span]:
        """The evaluative words within a stretch of text."""
        return _within(self.loaded, span)

    @cached_property
    def interviewee(self) -> str:
        """Who answers in an interview with labels Q and A: named with the interview, else the first person of the text who is no place."""
        match = WITH.search(self.text[:HEAD])
        mention = after(self.text, match.end(), min(len(self.text), match.end() + 140)) if match else None
        if mention is not None and mention.name in (*self.names.full.values(), *self.names.full):
            return self.names.canonical(mention.name)
        people = [full for full in self.names.full.values() if not re.search(rf"\b(?:in|at|of|near|from) {re.escape(full)}\b", self.text)]
        return min(people, key=self.text.find, default="")

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar(self.document)

    @cached_property
    def _starts(self) -> list[int]:
        return [quote.outer.start for quote in self.quotes]

    def sentences(self, within: Span) -> list[Span]:
        """The sentences of a paragraph; none ends within a quotation."""
        if within not in self._sentences:
            self._sentences[within] = self._parted(within)
        return self._sentences[within]

    def sentence_at(self, within: Span, place: int) -> Span:
        """The sentence of a paragraph that holds a place."""
        found = self.sentences(within)
        i = bisect_left(found, place + 1, key=lambda one: one.start)
        return found[i - 1] if i else within

    def _parted(self, within: Span) -> list[Span]:
        found: list[Span] = []
        for sentence in self.document.sentences(within):
            if found and self.in_quote(found[-1].end) and self.in_quote(found[-1].end - 1):
                found[-1] = Span(found[-1].start, sentence.end)
            else:
                found.append(sentence)
        return found

    def piece_at(self, place: int) -> Piece | None:
        """The piece that holds a place."""
        i = bisect_left(self.pieces, place + 1, key=lambda one: one.span.start)
        return self.pieces[i - 1] if i and place < self.pieces[i - 1].span.end else None

    def quotes_in(self, span: Span) -> tuple[Quoted, ...]:
        """The quotations that begin within a stretch of text."""
        return self.quotes[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def in_quote(self, place: int) -> bool:
        """Whether a place lies within a quotation."""
        i = bisect_left(self._starts, place + 1) - 1
        return i >= 0 and place < self.quotes[i].outer.end

    def named(self, mention: Mention, at: int) -> str:
        """The name to show for a mention; of a pronoun that of who spoke or was named last, "" where nobody was."""
        if mention.pronoun:
            return self.last_named(at)
        if mention.name:
            return self.names.canonical(mention.name)
        again = self._again(mention)
        return again or re.sub(r"^(?:the|a|an)\s+", "", self.document.of(mention.span), flags=re.IGNORECASE)

    def _again(self, mention: Mention) -> str:
        """Who is meant by `the minister`, `the senior diplomat`: who was named last, if that is what the text says that they are."""
        words = self.document.of(mention.span).lower().split()
        last = self.last_named(mention.span.start) if words[0] == "the" and words[-1] in ONE_PERSON and len(words) <= 4 else ""
        if last not in self.names.full.values():
            return last if words[-1] in last.split() else ""
        at = self.text.find(last)
        ahead = re.split(r"[.!?]\s|\n", self.text[max(0, at - 60) : at])[-1]
        behind = re.split(r"[.!?]\s|\n", self.text[at : at + len(last) + 80])[0]
        around = (ahead + behind).lower()
        return last if words[-1] in GENERIC or re.search(rf"\b{words[-1]}\b", around) else ""

    def last_named(self, at: int) -> str:
        """Who was named last before a place as speaking, or as the first person of a sentence; "" where that is far."""
        earlier = reversed(self.spoke[: bisect_left(self.spoke, at, key=lambda one: one.at)][-RECENT:])
        spoken = next(((one.at, one.speaker) for one in earlier if not one.mention.pronoun), (-FAR, ""))
        i = bisect_left(self._subjects, (at, ""))
        named = self._subjects[i - 1] if i else (-FAR, "")
        place, who = max(spoken, named)
        return who if at - place < FAR else ""

    def person_before(self, sentence: Span, at: int) -> Mention | None:
        """The person named first in a sentence, before a place in it."""
        found = next((one for one in PERSON.finditer(self.text, sentence.start, at) if self._is_person(one)), None)
        return Mention(Span(found.start(), found.end()), found[0]) if found else None

    @cached_property
    def _subjects(self) -> list[tuple[int, str]]:
        """The person whom each sentence of narration names first, by place."""
        found = []
        for piece in self.pieces:
            if piece.kind not in ("body", "block"):
                continue
            for sentence in self.sentences(piece.span):
                first = next((one for one in PERSON.finditer(self.text, sentence.start, sentence.end) if self._is_person(one)), None)
                if first is not None:
                    words = first[0].split()
                    found.append((first.start(), self.names.canonical(re.sub(r"[’']s$", "", words[-1]))))
        return found

    def _is_person(self, match: re.Match[str]) -> bool:
        """Whether a run of capitalised words ends with a person's last name, is no place after `in` or `from`, and not quoted."""
        last = re.sub(r"[’']s$", "", match[0].split()[-1])
        lead = self.text[max(0, match.start() - 6) : match.start()]
        return last in self.names.full and not re.search(r"\b(?:in|at|near|from|to|of)\s$", lead) and not self.in_quote(match.start())

    def heard(self, mention: Mention, cue: Span) -> Spoken | None:
        """The speaker of a mention, noted for what comes; None where it is nobody's."""
        speaker = self.named(mention, mention.span.start)
        if not speaker:
            return None
        found = Spoken(mention, cue, speaker, mention.span.start)
        self.note(found)
        return found

    def hear_all(self, within: Span) -> None:
        """Note who reports what in a paragraph, by name, so that a pronoun in it finds who spoke last."""
        for cue in self.cues(within):
            mention = self.subject(self.sentence_at(within, cue.start), cue)
            if mention is not None and not mention.pronoun:
                self.heard(mention, cue)

    def note(self, spoken: Spoken) -> None:
        """Keep a speaker for what comes, in the order of the text."""
        insort(self.spoke, spoken, key=lambda one: one.at)

    def subject(self, sentence: Span, cue: Span) -> Mention | None:
        """Who a reporting verb of a sentence is said of: named just before it, or the first in the sentence where `which` or `who`
        stands between, or the verb goes on from another (`said ..., going on to explain`)."""
        found = before(self.text, sentence.start, cue.start)
        if found is not None and self.document.of(found.span).split()[-1] in PAPERS:
            found = self.first(sentence, found.span.start) or found
        if found is not None and not re.match(r"(?:who|which|that)\b", self.document.of(found.span)):
            return found
        lead = self.text[sentence.start : cue.start]
        relative = re.match(r"([^,]{2,80}?),?\s+(?:who|which)\s", lead)
        if relative is not None and found is None:
            whose = before(self.text, sentence.start, sentence.start + relative.end(1))
            if whose is not None and self.document.of(whose.span).split()[-1] not in PAPERS:
                return whose
        if re.search(r"\b(?:which|who|that|and|but|to|by)\s+(?:\w+\s+)?$", lead) or re.search(r",\s+(?:\w+\s+){0,3}$", lead):
            i = bisect_left(self.spoke, cue.start, key=lambda one: one.at)
            said = self.spoke[i - 1] if i and self.spoke[i - 1].at >= sentence.start else None
            return said.mention if said else self.first(sentence, cue.start)
        return None

    def first(self, sentence: Span, stop: int) -> Mention | None:
        """The first who is named in a sentence: before its first verb that looks like one, else before the first word in lower case
        that follows a name."""
        lead = self.text[sentence.start : stop]
        for pattern in (ACTS, FOLLOWS, FROM):
            for match in pattern.finditer(lead):
                if self.in_quote(sentence.start + match.start()):
                    continue
                found = before(self.text, sentence.start, sentence.start + match.start() + 1)
                if found is not None and not found.pronoun and (pattern is not FOLLOWS or found.name):
                    return found
        return None

    def cues(self, span: Span) -> list[Span]:
        """The reporting verbs in a stretch of text that stand in no quotation."""
        return _within(self._verbs, span)

    def according(self, span: Span) -> list[Span]:
        """The places of `according to` and the like in a stretch of text, in no quotation."""
        return _within(self._accordings, span)

    @cached_property
    def _verbs(self) -> list[Span]:
        return [Span(m.start(), m.end()) for m in VERB.finditer(self.text) if not self.in_quote(m.start())]

    @cached_property
    def _accordings(self) -> list[Span]:
        return [Span(m.start(), m.end()) for m in ACCORDING.finditer(self.text) if not self.in_quote(m.start())]


def _within(found: list[Span], span: Span) -> list[Span]:
    """Of spans in order, those within another."""
    first = bisect_left(found, span.start, key=lambda one: one.start)
    last = bisect_left(found, span.end, key=lambda one: one.start)
    return [one for one in found[first:last] if one.end <= span.end]
