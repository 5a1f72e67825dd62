"""When something was said: days that the text names, resolved against the document's date; what is not known stays unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from onetext.evidence.document import Document, Span
from onetext.evidence.proposals import Said

MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
DAYS = {name: i for i, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
MONTH = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?"
FULL = (
    re.compile(rf"\b{MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.? {MONTH},? (?P<year>(?:19|20)\d\d)\b"),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"),
)
PARTIAL = (
    re.compile(rf"\b{MONTH} (?P<day>\d{{1,2}})\b(?!,? (?:19|20)\d\d)"),
    re.compile(rf"\b(?P<day>\d{{1,2}}) {MONTH}\b(?!,? (?:19|20)\d\d)"),
)
ELSEWHEN = re.compile(
    r"\b(?:preceding|before|ahead of|after|since|until|following|by|from|up to|next|for|prior to|will|would|expected|scheduled|planned|due)\b[^,.;]{0,30}$",
    re.IGNORECASE,
)
"""What stands before a day on which something else happens than what is told."""
WEEKDAY = re.compile(r"\b(?P<last>last\s+)?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?![’']s)")
MAY_NAME = re.compile(r"\d|day\b", re.IGNORECASE)
"""Without a digit or a word in `day` no day is named."""
NEAR = {"today": 0, "yesterday": 1}
NEARBY = re.compile(r"\b(?P<near>today|yesterday)\b", re.IGNORECASE)


UNKNOWN = Said()


@dataclass(frozen=True)
class Calendar:
    """The days of a document."""

    document: Document

    @cached_property
    def anchor(self) -> date | None:
        """The day that weekdays are counted back from: the document's date, else that of its dateline, else the last full date it
        names, where a weekday in the text falls on that very day."""
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", self.document.date):
            return _made(*map(int, self.document.date.split("-")))
        head = self.document.text[:400]
        dateline = re.search(
            r"(?m)^(?:[A-ZÀ-Þ][\w .’'-]+,\s)?(?:published|updated|posted|date)?:?\s*(?=\S)[^\n]{0,60}", head, re.IGNORECASE
        )
        days = [day for day, _ in _full(self.document.text)]
        early = [day for day, start in _full(head)]
        if early and dateline:
            return early[0]
        named = {match["weekday"].lower() for match in WEEKDAY.finditer(self.document.text)}
        last = max(days, default=None)
        return last if last and list(DAYS)[last.weekday()] in set(named) | _possessive(self.document.text) else None

    def of(self, span: Span) -> Said:
        """The day that a stretch of text names, where it names just one."""
        text = self.document.of(span)
        if not MAY_NAME.search(text):
            return UNKNOWN
        whole = _full(text)
        if whole:
            return (
                Said(whole[0][0].isoformat(), "explicit", f"“{_shown(text, whole[0][1])}”")
                if len({day for day, _ in whole}) == 1
                else UNKNOWN
            )
        found = [*self._partial(text), *self._weekday(text), *self._near(text)]
        return found[0] if len({one.edtf for one in found}) == 1 else UNKNOWN

    def _partial(self, text: str) -> list[Said]:
        if self.anchor is None:
            return []
        found = []
        for pattern in PARTIAL:
            for match in pattern.finditer(text):
                if ELSEWHEN.search(text[: match.start()]):
                    continue
                month, day = MONTHS[match["month"][:3].lower()], int(match["day"])
                own = [
                    made for year in (self.anchor.year, self.anchor.year - 1) if (made := _made(year, month, day)) and made <= self.anchor
                ]
                if own:
                    found.append(Said(own[0].isoformat(), "resolved", f"“{match[0]}”, before {self.anchor.isoformat()}"))
        return found

    def _weekday(self, text: str) -> list[Said]:
        if self.anchor is None:
            return []
        found = []
        for match in WEEKDAY.finditer(text):
            if ELSEWHEN.search(text[: match.start()]):
                continue
            back = (self.anchor.weekday() - DAYS[match["weekday"].lower()]) % 7
            day = self.anchor - timedelta(days=back or (7 if match["last"] else 0))
            found.append(Said(day.isoformat(), "resolved", f"“{match[0]}”, counted back from {self.anchor.isoformat()}"))
        return found

    def _near(self, text: str) -> list[Said]:
        if self.anchor is None:
            return []
        near = ((match[0], NEAR[match["near"].lower()]) for match in NEARBY.finditer(text))
        return [
            Said((self.anchor - timedelta(days=back)).isoformat(), "resolved", f"“{word}”, counted from {self.anchor.isoformat()}")
            for word, back in near
        ]


def read_day(text: str) -> Said:
    """A full date that a text gives, as a post's line does."""
    found = _full(text)
    return Said(found[0][0].isoformat(), "explicit", f"“{text.strip()}”") if found else UNKNOWN


def _full(text: str) -> list[tuple[date, int]]:
    found = []
    for pattern in FULL:
        for match in pattern.finditer(text):
            month = match["month"]
            made = _made(int(match["year"]), int(month) if month.isdigit() else MONTHS[month[:3].lower()], int(match["day"]))
            if made:
                found.append((made, match.start()))
    return found


def _possessive(text: str) -> set[str]:
    return {match[1].lower() for match in re.finditer(rf"\b({'|'.join(DAYS)})[’']s", text, re.IGNORECASE)}


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shown(text: str, start: int) -> str:
    return text[start : start + 20].split("\n")[0].strip(" ,.")
