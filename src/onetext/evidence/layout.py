"""What each paragraph of a document is: narration, a block, a turn of an interview, a post, an editorial bracket, boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from onetext.evidence.document import Document, Span, stripped
from onetext.evidence.quotes import PAIRS
from onetext.evidence.words import VERB

Kind = Literal["body", "boilerplate", "heading", "block", "turn", "post", "bracket"]

BOILERPLATE = re.compile(
    r"^(?:(?:image|photo|picture|video|file photo|getty|foto|photo credit)\s*(?:credit|by|:|courtesy)|credit:|©|\(c\)\s|copyright|all rights reserved|"
    r"read more|read also|also read|see also|related:|advertisement|subscribe|sign up|follow us|share this|click here|newsletter|"
    r"reporting by|editing by|writing by|this (?:article|story|transcript) (?:was|has been|first)|pic\.twitter\.com|https?://\S+$|t\.co/|"
    r"\d+(?:[.,]\d+)?[KM]?\s+(?:retweets|likes|views|replies|reposts|comments)\b|updated:?\s|published:?\s|by [A-Z][\w’'-]+ [A-Z][\w’'-]+$)",
    re.IGNORECASE,
)
MOST_BOILERPLATE = 200
"""A longer paragraph is read, whatever it begins with."""
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?"
DAY = rf"(?:{MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {MONTH}(?: \d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}})"
SIGNED = re.compile(rf"^[—–-]+\s*(?P<name>[^(@\n]{{1,60}}?)\s*\((?P<handle>@\w+)\)\s*(?P<date>{DAY})?\.?$")
OF_ANOTHER = re.compile(r",?\s*[—–-]\s*(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+){0,2})\s*$")
"""A post that ends with the name of the one whose words it tells."""
DATELINE = re.compile(
    r"^[A-ZÀ-Þ][A-ZÀ-Þ .,/’'-]{2,40}(?:,?\s[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?\s*(?:\([^)\n]{2,40}\)|/[^/\n]{2,30}/)?\s*(?:--|—|–|-)\s+(?=\S)"
)
"""The place and agency with which a report begins."""
HANDLE = re.compile(r"^@\w+$")
TIMED = re.compile(rf"^\d{{1,2}}[:.]\d{{2}}\s*(?:[AaPp]\.?[Mm]\.?)?\s*[·|,-]\s*(?P<date>{DAY})")
HEADS = (
    re.compile(
        rf"^(?P<name>[^(@:\n]{{0,60}}?)\s*\(?(?P<handle>@\w+)\)?\s*(?:[·,|-]\s*)?(?:\(?(?P<date>{DAY})[^:]{{0,20}}?\)?)?\s*:\s+(?=\S)"
    ),
    re.compile(
        r"^(?P<date>\d{1,2}[./]\d{1,2}[./]\d{2,4}),? \d{1,2}:\d{2}(?:\s?[AaPp][Mm])?\s+-\s+(?P<name>[^:\n]{1,60})(?P<handle>):\s+(?=\S)"
    ),
    re.compile(r"^(?P<date>)\d{1,2}:\d{2}(?:\s?[AaPp][Mm])?\s+(?P<name>[^@:\n]{0,60}?)\s*\(?(?P<handle>@\w+)\)?\s*:\s+(?=\S)"),
    re.compile(rf"^(?P<name>[^(@:\n]{{1,60}}?)\s*\((?P<date>{DAY})[^)\n]{{0,16}}\)(?P<handle>)\s*:\s+(?=\S)"),
    re.compile(rf"^\[(?P<date>{DAY})[^\]]{{0,20}}\]\s*(?P<name>[^:\n]{{1,60}}?)(?P<handle>)\s*:\s+(?=\S)"),
    re.compile(rf"^(?P<name>[^(@:\n]{{1,60}}?)\s*\(?(?P<handle>@\w+)\)?\s*[·,|—–-]?\s*(?P<date>{DAY})?[^\n]{{0,24}}$"),
)
"""How a post begins: who, with a handle, perhaps a day; the text after a colon, or in the lines below (the last)."""
NAME = r"[A-ZÀ-ÞА-ЯЁЄІЇҐ][\w’'.-]*"
ASKING = "Q|A|Question|Answer|Interviewer|Moderator|Host|Reporter|Journalist"
LABEL = re.compile(
    rf"^(?:\*\*|__)?(?:(?P<label>Q|A|Question|Answer|Interviewer|Moderator|Host|Reporter|Journalist|(?:{NAME}\s){{0,3}}{NAME}|"
    r"[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{1,30})(?:\s*\([^)\n]{1,40}\))?"
    r"(?:\*\*|__)?\s*(?::|(?<=^[QA])\.|(?<=^\*\*[QA])\.)(?:\*\*|__)?\s+(?=\S)|(?P<bare>[QA])\s{2,}(?=\S))"
)
QUESTION_LABELS = frozenset({"Q", "Question", "Interviewer", "Moderator", "Host", "Reporter", "Journalist"})
NO_LABELS = frozenset(
    {
        "Interview",
        "Conversation",
        "Notes",
        "Notes to editors",
        "Warning",
        "Correction",
        "Editor",
        "Analysis",
        "Opinion",
        "Scoop",
        "Exclusive",
        "Update",
        "Breaking",
        "Note",
        "Updated",
        "Published",
        "Source",
        "Sources",
        "Related",
        "Background",
        "Photo",
        "Date",
    }
)
FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|us|me|We|My|Our)\b")
BOLD = re.compile(r"^(\*\*|__)[^*_].{5,}\1$")
ITEM = re.compile(r"^(?:\(?\d{1,2}[.)]|[•*–-]|[a-z]\))\s+")
MARKED = re.compile(r"^>\s*")


def _posts(head: re.Match[str]) -> bool:
    """Whether a line that looks like the head of a post is one."""
    return bool(head["name"] or head["handle"]) and not head["name"].startswith(("Replying", "RT ", "Retweeted", "In reply"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or several that belong together: what it is, whose by its label, from which piece it is introduced, its day; of a post
    that tells the words of another, whose."""

    span: Span
    kind: Kind
    label: str = ""
    label_span: Span | None = None
    handle: str = ""
    date: str = ""
    intro: int = -1
    whose: str = ""


@dataclass(frozen=True)
class Layout:
    """The pieces of a document in order."""

    document: Document

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        plain = [self._first(paragraph) for paragraph in self.document.paragraphs]
        if len(plain) > 1 and self._is_headline(plain[0]):
            plain[0] = replace(plain[0], kind="heading")
        return tuple(piece for piece in self._blocks(self._asked(self._turns(self._posts(plain)))) if piece.span.end > piece.span.start)

    def _first(self, span: Span) -> Piece:
        text = self.document.of(span)
        if len(text) < MOST_BOILERPLATE and BOILERPLATE.match(text):
            return Piece(span, "boilerplate")
        if text[0] in "[(" and text[-1] in "])" and len(text) > 20:
            return Piece(Span(span.start + 1, span.end - 1), "bracket")
        if len(text) < 90 and text[-1] not in '.!?…:”"»“’' and not VERB.search(text) and not any(mark in text for mark in PAIRS):
            return Piece(span, "heading")
        dateline = DATELINE.match(text)
        return Piece(Span(span.start + dateline.end(), span.end) if dateline else span, "body")

    def _is_headline(self, piece: Piece) -> bool:
        """Whether the first line is a headline: short, and without a stop, even where it reports something."""
        text = self.document.of(piece.span)
        return piece.kind == "body" and len(text) < 100 and text[-1] not in ".!?…:" and not any(mark in text for mark in PAIRS)

    def _posts(self, pieces: list[Piece]) -> list[Piece]:
        found: list[Piece] = list(pieces)
        for i, piece in enumerate(pieces):
            text = self.document.of(piece.span)
            if found[i].kind == "post":
                continue
            if signed := SIGNED.match(text):
                self._signed(found, i, signed)
            elif HANDLE.match(text) and i and i + 1 < len(pieces):
                self._stacked(found, i)
            elif head := next((match for pattern in HEADS[:-1] if (match := pattern.match(text)) and _posts(match)), None):
                found[i] = self._post(Span(piece.span.start + head.end(), piece.span.end), head, piece.span.start)
            elif "@" in text and (head := HEADS[-1].match(text)) and i + 1 < len(found) and found[i + 1].kind == "body":
                found[i] = Piece(piece.span, "heading")
                found[i + 1] = self._post(found[i + 1].span, head, piece.span.start)
        return found

    def _post(self, span: Span, head: re.Match[str], base: int) -> Piece:
        where = "name" if head["name"] else "handle"
        return Piece(
            span,
            "post",
            head["name"].strip(" —–-·,") or head["handle"],
            Span(base + head.start(where), base + head.end(where)),
            head["handle"],
            head["date"] or "",
        )

    def _stacked(self, found: list[Piece], i: int) -> None:
        """A post in lines: the name, the handle, its text, and the time with the day."""
        stop = next((k for k in range(i + 1, min(i + 8, len(found))) if TIMED.match(self.document.of(found[k].span))), None)
        if stop is None or stop == i + 1:
            return
        name, handle, day = found[i - 1].span, found[i].span, TIMED.match(self.document.of(found[stop].span))
        text = Span(found[i + 1].span.start, found[stop - 1].span.end)
        for k in (i - 1, i, stop, *range(i + 2, stop)):
            found[k] = Piece(found[k].span, "heading")
        found[i + 1] = Piece(text, "post", self.document.of(name), name, self.document.of(handle), day["date"] if day else "")

    def _signed(self, found: list[Piece], i: int, signed: re.Match[str]) -> None:
        """A post whose name stands below it: the paragraph before is its text, and those after it up to a link to its picture."""
        base = found[i].span.start
        found[i] = Piece(found[i].span, "heading")
        whose = ""
        if i and found[i - 1].kind in ("body", "heading"):
            found[i - 1] = self._post(found[i - 1].span, signed, base)
            quoted = OF_ANOTHER.search(self.document.of(found[i - 1].span))
            whose = quoted["name"] if quoted else ""
        ends = [k for k in range(i + 1, min(i + 5, len(found))) if re.search(r"pic\.twitter\.com|t\.co/", self.document.of(found[k].span))]
        for k in range(i + 1, ends[0] + 1) if ends else ():
            text = self.document.of(found[k].span)
            link = re.search(r"\s*(?:pic\.twitter\.com|https?://t\.co/|t\.co/)\S*\s*$", text)
            stop = found[k].span.start + link.start() if link else found[k].span.end
            if stop > found[k].span.start:
                found[k] = replace(self._post(Span(found[k].span.start, stop), signed, base), whose=whose)

    def _turns(self, pieces: list[Piece]) -> list[Piece]:
        labelled = {
            i: match
            for i, piece in enumerate(pieces)
            if piece.kind in ("body", "heading")
            and (match := LABEL.match(self.document.of(piece.span)))
            and (match["label"] or match["bare"]) not in NO_LABELS
        }
        names = [match["label"] or match["bare"] for match in labelled.values()]
        if len(labelled) < 2 or not (len(set(names)) < len(names) or set(names) & QUESTION_LABELS or len(labelled) >= 3):
            return pieces
        found, at = list(pieces), None
        dense = len(labelled) * 2 >= sum(piece.kind == "body" for piece in pieces)
        for i, piece in enumerate(pieces):
            if i in labelled:
                match, at = labelled[i], i
                start = piece.span.start
                found[i] = Piece(
                    Span(start + match.end(), piece.span.end),
                    "turn",
                    match[match.lastgroup or "label"],
                    Span(start + match.start(match.lastgroup or "label"), start + match.end(match.lastgroup or "label")),
                )
            elif at is not None and dense and piece.kind == "body":
                found[at] = Piece(Span(found[at].span.start, piece.span.end), "turn", found[at].label, found[at].label_span)
                found[i] = Piece(piece.span, "heading")
            else:
                at = None
        return found

    def _asked(self, pieces: list[Piece]) -> list[Piece]:
        """An interview without labels: questions in bold, answers below them."""
        bold = [i for i, piece in enumerate(pieces) if piece.kind in ("body", "heading") and BOLD.match(self.document.of(piece.span))]
        if len(bold) < 2:
            return pieces
        found = list(pieces)
        for i, after in zip(bold, [*bold[1:], len(pieces)], strict=True):
            span = pieces[i].span
            found[i] = Piece(Span(span.start + 2, span.end - 2), "turn", "Q", span)
            answer = [k for k in range(i + 1, after) if pieces[k].kind == "body"]
            for k in answer[1:]:
                found[k] = replace(pieces[k], kind="heading")
            if answer:
                found[answer[0]] = Piece(Span(pieces[answer[0]].span.start, pieces[answer[-1]].span.end), "turn", "A")
        return found

    def _blocks(self, pieces: list[Piece]) -> Iterator[Piece]:
        intro, taken, person = -1, 0, False
        for i, piece in enumerate(pieces):
            text = self.document.of(piece.span)
            if piece.kind not in ("body", "heading") or text[0] in PAIRS:
                intro = i if text.endswith(":") and piece.kind == "body" else -1
                taken = 0
                yield piece
                continue
            if marked := MARKED.match(text):
                whose = intro if intro >= 0 else i - 1
                yield Piece(stripped(self.document.text, Span(piece.span.start + marked.end(), piece.span.end)), "block", intro=whose)
                intro = whose if i + 1 < len(pieces) and MARKED.match(self.document.of(pieces[i + 1].span)) else -1
                continue
            if intro >= 0 and self._goes_on(text, taken, person):
                person = person or bool(FIRST_PERSON.search(text)) if taken == 0 else person
                taken += 1
                label = re.match(r"^(?:Scoop|Exclusive|Update|Breaking):\s+", text)
                item = ITEM.match(text) or label
                yield Piece(Span(piece.span.start + (item.end() if item else 0), piece.span.end), "block", intro=intro)
                continue
            intro, taken, person = (i if text.endswith(":") else -1), 0, False
            yield piece

    def _goes_on(self, text: str, taken: int, person: bool) -> bool:
        """Whether a paragraph belongs to the block that a colon opened: the first does, others while they speak in the first person,
        are items of a list, or are one more that reports nothing."""
        if text.endswith(":"):
            return False
        if taken == 0:
            return True
        if ITEM.match(text):
            return True
        reports = VERB.search(text) is not None and any(mark in text for mark in PAIRS)
        if person:
            return bool(FIRST_PERSON.search(text)) and not reports
        return taken == 1 and not reports
