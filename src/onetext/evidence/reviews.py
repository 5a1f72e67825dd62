"""A review that a person saved: which proposals are accepted, with which speaker, which are rejected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from onetext.errors import InputError, Problem
from onetext.evidence.proposals import Read

DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Review:
    """Who decided, when, and by proposal the speaker of each that was accepted (None: rejected)."""

    by: str
    day: date
    speakers: Mapping[str, str | None]


def read_review(data: Any, found: Read, name: str = "") -> Review:
    """The review in a saved page's JSON, of this very document; InputError with every mistake."""
    problems = []
    if not isinstance(data, dict) or data.get("schema") != "onetext/review/1":
        raise InputError([Problem("review", "no saved review", "a file that the page of `onetext read -o review.html` saved", file=name)])
    if data.get("digest") != found.document.digest:
        problems.append(Problem("review", "a review of another text", "the document as it was read for the review", file=name))
    by = data.get("by")
    if not isinstance(by, str) or not by.strip():
        problems.append(Problem("review", "nobody is named who reviewed", "a name in the page's field, saved again", file=name))
    day = _day(data.get("date"))
    if day is None:
        problems.append(Problem("review", f"no day: {data.get('date')!r}", "a date such as 2031-05-01", file=name))
    known = {one.id: one for one in found.proposals}
    speakers: dict[str, str | None] = {}
    rows: Any = data.get("decisions")
    for each in rows if isinstance(rows, list) else ():
        row: dict[str, Any] = each if isinstance(each, dict) else {}
        one, decision = known.get(str(row.get("id"))), row.get("decision")
        if one is None or (row.get("start"), row.get("end")) != (one.start, one.end) or decision not in ("accept", "reject"):
            problems.append(
                Problem(
                    "review", f"a decision on what is not proposed: {str(each)[:80]}", "decisions on proposals, at their place", file=name
                )
            )
            continue
        said = row.get("speaker")
        speakers[one.id] = None if decision == "reject" else said.strip() if isinstance(said, str) else one.speaker
    if problems or day is None or not isinstance(by, str):
        raise InputError(problems)
    return Review(by.strip(), day, speakers)


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def reviewed(found: Read, review: Review) -> Read:
    """The proposals without those rejected, those accepted with the speaker as corrected."""
    kept = []
    for one in found.proposals:
        speaker = review.speakers.get(one.id, one.speaker)
        if speaker is None:
            continue
        chain = (speaker or "unspecified", *one.chain[1:]) if speaker != one.speaker else one.chain
        kept.append(replace(one, speaker=speaker, chain=chain))
    return replace(found, proposals=tuple(kept))
