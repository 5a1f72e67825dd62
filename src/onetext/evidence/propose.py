"""Statements proposed from a document: the rules over its pieces, one after the other, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from onetext.evidence.dates import UNKNOWN, Calendar, read_day
from onetext.evidence.direct import Place, found_by, is_term
from onetext.evidence.document import Document, Span
from onetext.evidence.indirect import Reported, reported
from onetext.evidence.layout import OF_ANOTHER, QUESTION_LABELS, Piece
from onetext.evidence.loaded import neutral
from onetext.evidence.names import Mention, after, before
from onetext.evidence.parties import issues_in, party_of
from onetext.evidence.proposals import Kind, Mark, Proposal, Read, Said, Source, Tier
from onetext.evidence.quotes import Quoted
from onetext.evidence.reader import PAPERS, Reader, Spoken
from onetext.evidence.words import GROUPS
from onetext.model.case import Case

NOBODY_NAMED = 8
"""A quotation of fewer words of which nobody is found to be the speaker is a term or held at arm's length: it is not proposed."""
JOURNALISTS = frozenset("reporters journalists media press".split())


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal before its place in the list: what was said by whom, by which rule."""

    span: Span
    kind: Kind
    spoken: Spoken | None
    rule: str
    tier: Tier
    through: tuple[str, ...] = ()
    addressee: str = ""
    channel: str = ""
    date: Said = UNKNOWN
    flags: tuple[str, ...] = ()


def propose(document: Document, case: Case | None = None) -> Read:
    """All that a document says that somebody said, as proposals; `case`: whose parties and issues are guessed.

    Offsets count code points of the document's text, the end excluded; proposals stand in the order of their places. Nothing in
    them is confirmed, and a speaker is "" where the text names none.
    """
    reader = Reader(document)
    drafts: list[Draft] = []
    state = _State()
    for number, piece in enumerate(reader.pieces):
        drafts += _piece(reader, piece, number, state)
    ordered = sorted(_unlike(drafts), key=lambda one: (one.span.start, -one.span.end))
    proposals = tuple(_proposal(reader, draft, f"p{place}", case) for place, draft in enumerate(ordered, 1))
    anchor = reader.calendar.anchor
    known = document.date or (anchor.isoformat() if anchor else "")
    basis = "given" if document.date else "named in the text" if known else ""
    digest = sha256(document.text.encode()).hexdigest()
    words = tuple(_mark(document, span) for span in reader.loaded)
    return Read(Source(document.name, digest, len(document.text), known, basis, document.outlet, document.text), proposals, words)


@dataclass
class _State:
    """What of the paragraphs before still holds: the last quotation and its speaker."""

    previous: Quoted | None = None
    before: Spoken | None = None


def _unlike(drafts: list[Draft]) -> list[Draft]:
    """Without those at the same place as one before."""
    seen: dict[tuple[int, int], Draft] = {}
    for draft in drafts:
        seen.setdefault((draft.span.start, draft.span.end), draft)
    return list(seen.values())


def _piece(reader: Reader, piece: Piece, number: int, state: _State) -> Iterator[Draft]:
    if piece.kind in ("boilerplate", "heading"):
        return
    outer: Spoken | None = None
    if piece.kind in ("turn", "post", "block", "bracket"):
        draft = WHOLE[piece.kind](reader, piece)
        outer = draft.spoken if draft is not None else None
        if draft is not None:
            yield draft
    if piece.kind in ("turn", "post"):
        return
    reader.hear_all(piece.span)
    through = (outer.speaker,) if outer is not None and piece.kind == "block" else ()
    yield from _direct(reader, piece, number, state, through)
    for sentence in reader.sentences(piece.span):
        for one in reported(reader, sentence):
            yield _indirect(reader, one, sentence, through)


def _direct(reader: Reader, piece: Piece, number: int, state: _State, through: tuple[str, ...]) -> Iterator[Draft]:
    intro = _introduced(reader, number) if piece.kind == "body" else None
    for quote in reader.quotes_in(piece.span):
        if piece.kind == "block" and quote.outer.end - quote.outer.start > 0.8 * (piece.span.end - piece.span.start):
            continue
        place = Place(quote, piece, state.previous, state.before, intro if quote.outer.start - piece.span.start <= 1 else None)
        rule, spoken = found_by(reader, place) or (None, None)
        words = len(reader.document.of(quote.inner).split())
        if (rule is None and words < NOBODY_NAMED) or (
            is_term(reader, quote) and (rule is None or rule.name not in ("named-after", "named-after-verb"))
        ):
            continue
        state.previous, state.before = quote, spoken
        sentence = _around(reader, piece, quote)
        flags = ("editorial-insertion",) if re.search(r"\[[^\]]+\]", reader.document.of(quote.inner)) else ()
        yield Draft(
            quote.inner,
            "quoted",
            spoken,
            rule.name if rule else "nobody-named",
            rule.tier if rule else "C",
            through,
            *_setting(reader, spoken, sentence),
            flags=flags if spoken else (*flags, "no-speaker"),
        )


def _around(reader: Reader, piece: Piece, quote: Quoted) -> Span:
    """The sentence in which a quotation begins, and what follows it up to the end of a sentence, near it."""
    last = min(piece.span.end, quote.outer.end + NEAR)
    stop = STOP.search(reader.text, quote.outer.end, last)
    start = max(reader.sentence_at(piece.span, quote.outer.start).start, quote.outer.start - NEAR)
    return Span(start, stop.end() if stop else last)


NEAR, STOP = 400, re.compile(r"[.!?](?:\s|$)")
BESIDE = 70
"""So far from the words that report, the day of the telling stands."""
ASIDE = re.compile(r",\s+(?:likely|referring|referencing|who|which|where|adding|after|before|as)\b")
ADDRESSED = re.compile(
    r"\b(?:told|tells)\s+(?P<who>(?:the\s+)?(?:[\w’'.-]+\s+){0,3}?(?:reporters|journalists|media|press|parliament|lawmakers)\b)"
)
SETTING = re.compile(
    r"\b(?:at|in|during|on)\s+(?P<where>(?:a|an|the|his|her|their|its)\s+(?:[\w’'-]+\s+){0,4}?(?:meeting|conference|briefing|interview|statement|speech|address|post|"
    r"call|letter|ceremony|rally|hearing|summit|session|debate|podcast|broadcast|email|message)(?:\s+(?:in|with|on|to|for)\s+(?:the\s+)?[A-ZÀ-Þ@][\w’'-]*(?:\s+[A-ZÀ-Þ][\w’'-]*)*)?)"
)


def _setting(reader: Reader, spoken: Spoken | None, sentence: Span, avoid: Span | None = None) -> tuple[str, str, Said]:
    """To whom, through what and when, by the words around outside quotations, and outside what was said."""
    if spoken is None:
        return "", "", UNKNOWN
    outside = _blanked(reader, sentence, avoid)
    whom, where = ADDRESSED.search(outside), SETTING.search(outside)
    start = max(sentence.start, min(spoken.mention.span.start, spoken.cue.start) - BESIDE)
    near = Span(start, max(start, min(sentence.end, max(spoken.mention.span.end, spoken.cue.end) + BESIDE)))
    text, told_at = _blanked(reader, near, avoid), max(0, max(spoken.cue.end, spoken.mention.span.end) - near.start)
    telling = text[:told_at] + ASIDE.split(text[told_at:])[0]
    date = Calendar(Document(telling, date=_anchor(reader))).of(Span(0, len(telling)))
    return whom["who"] if whom else "", where["where"] if where else "", date


def _anchor(reader: Reader) -> str:
    return reader.calendar.anchor.isoformat() if reader.calendar.anchor else ""


def _blanked(reader: Reader, span: Span, avoid: Span | None = None) -> str:
    """A stretch of text with its quotations blanked out, and another stretch."""
    text = list(reader.document.of(span))
    quotes = [quote.outer for quote in reader.quotes_in(Span(max(0, span.start - 4000), span.end))]
    for outer in (*quotes, *((avoid,) if avoid else ())):
        for at in range(max(outer.start, span.start), min(outer.end, span.end)):
            text[at - span.start] = " "
    return "".join(text)


def _introduced(reader: Reader, number: int) -> Spoken | None:
    """Who is announced at the end of the paragraph before, where it ends with a colon."""
    if not number:
        return None
    piece = reader.pieces[number - 1]
    return announced_by(reader, piece) if piece.kind == "body" and reader.text[piece.span.end - 1] == ":" else None


def announced_by(reader: Reader, piece: Piece) -> Spoken | None:
    """Who speaks after a paragraph that ends with a colon: by its last sentence."""
    sentence = reader.sentences(piece.span)[-1]
    for cue in reader.according(sentence)[::-1]:
        rest = re.match(r"\s+(?:a|the)\s+\w+\s+(?:in|by|from|on)\s+", reader.text[cue.end : sentence.end])
        mention = after(reader.text, cue.end + (rest.end() if rest else 0), sentence.end)
        if mention is not None:
            return reader.heard(mention, Span(cue.start, mention.span.start))
    for cue in reader.cues(sentence):
        mention = reader.subject(sentence, cue)
        if mention is not None:
            return reader.heard(mention, cue)
    mention = reader.first(sentence, sentence.end)
    return reader.heard(mention, Span(mention.span.end, mention.span.end)) if mention is not None else None


def _block(reader: Reader, piece: Piece) -> Draft | None:
    if piece.intro < 0:
        return Draft(piece.span, "block", None, "marked-block", "B", flags=("no-speaker",))
    spoken = announced_by(reader, reader.pieces[piece.intro])
    told = _outlet(reader, reader.pieces[piece.intro], spoken, piece)
    return Draft(piece.span, "block", told or spoken, "block-after-colon", "B" if spoken else "C", flags=("block-without-marks",))


def _outlet(reader: Reader, intro: Piece, spoken: Spoken | None, piece: Piece) -> Spoken | None:
    """The outlet to which somebody spoke, where the block speaks of that person: it is the outlet's text."""
    if spoken is None or not re.search(rf"\b{re.escape(spoken.speaker.split()[-1])}\b", reader.document.of(piece.span)):
        return None
    told = re.search(r"\b(?:told|to)\s+(?=(?:The |the )?[A-ZÀ-Þ])", reader.text[spoken.mention.span.end : intro.span.end])
    mention = after(reader.text, spoken.mention.span.end + told.end(), intro.span.end) if told else None
    return Spoken(mention, spoken.cue, reader.document.of(mention.span), mention.span.start) if mention else None


def _turn(reader: Reader, piece: Piece) -> Draft | None:
    label, span = piece.label.strip(" *_"), piece.label_span or piece.span
    if label in QUESTION_LABELS:
        return Draft(
            piece.span, "turn", Spoken(Mention(span, ""), span, reader.document.outlet or "interviewer", span.start), "question-turn", "B"
        )
    name = reader.interviewee if label in ("A", "Answer") else _labelled(reader, label)
    spoken = Spoken(Mention(span, name), span, name, span.start) if name else None
    if spoken is not None:
        reader.note(spoken)
    return Draft(piece.span, "turn", spoken, "labelled-turn", "A" if spoken else "C", flags=() if spoken else ("no-speaker",))


def _labelled(reader: Reader, label: str) -> str:
    """The person a label means: a last name, a name in capitals, or initials."""
    name = label.title() if label.isupper() and len(label) > 3 else label
    full = reader.names.canonical(name)
    if full == name and label.isupper() and len(label) <= 3:
        return next((one for one in reader.names.full.values() if "".join(word[0] for word in one.split()) == label), label)
    return full


def _post(reader: Reader, piece: Piece) -> Draft | None:
    text, span = reader.document.of(piece.span), piece.label_span or piece.span
    poster = f"{piece.label} ({piece.handle})" if piece.handle and piece.label != piece.handle else piece.label
    date = read_day(piece.date) if piece.date else UNKNOWN
    flag = re.match(r"[^\w“\"«@#(]+", text)
    start = piece.span.start + (flag.end() if flag else 0)
    signed, end = OF_ANOTHER.search(text), piece.span.end
    if signed and not piece.whose:
        span, end = Span(piece.span.start + signed.start("name"), piece.span.start + signed.end("name")), piece.span.start + signed.start()
    other = piece.whose or (signed["name"] if signed else "")
    name = other or piece.label
    spoken = Spoken(Mention(span, name), span, reader.names.canonical(name), span.start)
    rule, tier, through, flags = TOLD_OF if other else OWN
    return Draft(
        Span(start, end), "post", spoken, rule, tier, (poster,) if through else (), channel=f"post by {poster}", date=date, flags=flags
    )


OWN: tuple[str, Tier, bool, tuple[str, ...]] = ("post", "A", False, ())
TOLD_OF: tuple[str, Tier, bool, tuple[str, ...]] = ("post-of-words-of-another", "B", True, ("second-hand-post",))
"""Rule, tier, whether the poster stands between, and flags: of a post of one's own words, and of another's."""


def _bracket(reader: Reader, piece: Piece) -> Draft | None:
    note = Spoken(Mention(piece.span, ""), piece.span, reader.document.outlet or "editor", piece.span.start)
    return Draft(piece.span, "bracket", note, "editorial-note", "B")


WHOLE = {"block": _block, "turn": _turn, "post": _post, "bracket": _bracket}


def _indirect(reader: Reader, one: Reported, sentence: Span, through: tuple[str, ...]) -> Draft:
    addressee, channel, date = _setting(reader, one.spoken, sentence, one.span)
    others = tuple(
        reader.named(mention, cue.start)
        for cue in reader.according(sentence)
        if (mention := after(reader.text, cue.end, sentence.end)) and reader.document.of(mention.span).split()[-1] not in PAPERS
    )
    heard = (_heard(reader, one),) if others or _is_outlet(one) else ()
    via = tuple(name for name in dict.fromkeys((*heard, *others)) if name and name != one.spoken.speaker)
    flags = () if one.spoken.speaker else ("source-missing",)
    return Draft(one.span, "indirect", one.spoken, one.rule, one.tier, (*via, *through), one.addressee or addressee, channel, date, flags)


def _is_outlet(one: Reported) -> bool:
    """Whether it was said to a newspaper or the like, which is then how it came."""
    name = one.addressed.name if one.addressed is not None else ""
    return bool(set(name.split()) & GROUPS) or (one.addressee.startswith("The ") and bool(name))


def _heard(reader: Reader, one: Reported) -> str:
    """To whom it was said, by name; "" for journalists at large."""
    if one.addressed is None or not one.addressed.name or set(one.addressee.lower().split()) & JOURNALISTS:
        return ""
    return one.addressee if _is_outlet(one) else reader.names.canonical(one.addressed.name)


def _proposal(reader: Reader, draft: Draft, name: str, case: Case | None) -> Proposal:
    document, spoken = reader.document, draft.spoken
    speaker = neutral(spoken.speaker) if spoken else ""
    chain = tuple(dict.fromkeys(one for one in (speaker or "unspecified", *draft.through, document.outlet or "the document") if one))
    mention = _mark(document, spoken.mention.span) if spoken and spoken.mention.span.end > spoken.mention.span.start else None
    cue = _mark(document, spoken.cue) if spoken and spoken.cue.end > spoken.cue.start else None
    described = _described(reader, spoken)
    words = tuple(_mark(document, span) for span in reader.loaded_in(draft.span))
    return Proposal(
        name,
        draft.span.start,
        draft.span.end,
        document.of(draft.span),
        draft.kind,
        speaker,
        mention,
        cue,
        chain,
        draft.channel,
        draft.addressee,
        draft.date,
        party_of(case, described) if case is not None and speaker else "",
        issues_in(case, document.of(draft.span)) if case is not None else (),
        words,
        draft.rule,
        draft.tier,
        (*draft.flags, *(("loaded",) if words else ())),
    )


def _mark(document: Document, span: Span) -> Mark:
    return Mark(span.start, span.end, document.of(span))


def _described(reader: Reader, spoken: Spoken | None) -> str:
    """What the text says of a speaker: the mention, and where a full name stands first, the words before it and its apposition."""
    if spoken is None:
        return ""
    found = [reader.document.of(spoken.mention.span), spoken.speaker]
    at = reader.text.find(spoken.speaker)
    if at >= 0 and " " in spoken.speaker:
        lead = before(reader.text, max(0, at - 80), at + len(spoken.speaker))
        found.append(reader.document.of(lead.span) if lead else "")
        beside = re.search(r"([^,.\n]{3,80}),\s$", reader.text[max(0, at - 90) : at])
        found.append(beside[1] if beside else "")
        apposed = re.match(
            r",\s+([^,.]{3,80})[,.]|\s+of\s+([^,.]{3,40})[,.]", reader.text[at + len(spoken.speaker) : at + len(spoken.speaker) + 90]
        )
        found.append((apposed[1] or apposed[2]) if apposed else "")
    return " ".join(found)
