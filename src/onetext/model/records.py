"""The record: proposals and replies, sources and statements, events, channels, alternatives, deadlines.

Dates of statements, events and channels are EDTF texts, "" where unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from onetext.model.positions import Origin

Says = Literal["yes", "no", "if", "silent"]
REPLIES: tuple[Says, ...] = ("yes", "no", "if", "silent")
STANCES = ("accept", "reject", "red_line", "conditional", "demand", "mixed", "neutral_report")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A package that somebody put forward; issues left out are open."""

    id: str
    package: tuple[tuple[str, str], ...]
    title: str = ""
    by: str = ""
    date: date | None = None
    source: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.title or self.id


@dataclass(frozen=True, slots=True)
class Reply:
    """What a party said to a proposal: to the whole (`says`, "" where not) and issue by issue (`on`)."""

    who: str
    to: str
    says: Says | Literal[""] = ""
    date: date | None = None
    on: tuple[tuple[str, str], ...] = ()
    origin: Origin = Origin("statement")


@dataclass(frozen=True, slots=True)
class Resolved:
    """That a named person settled a contradiction: which of its two sides holds, and why. `id` is the contradiction's."""

    id: str
    by: str
    holds: str
    date: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that statements or links refer to."""

    id: str
    title: str = ""
    file: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Who checked a statement against its source, and when."""

    by: str
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, about which answers, with what stance, through which chain of sources."""

    id: str
    who: str = ""
    speaks_for: str = ""
    issue: tuple[tuple[str, tuple[str, ...]], ...] = ()
    stance: str = ""
    quote: str = ""
    claim: str = ""
    source: str = ""
    at: tuple[int, int] | None = None
    said: str = ""
    chain: tuple[str, ...] = ()
    to: str = ""
    channel: str = ""
    grade: str = ""
    confirmed: Confirmed | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the talks."""

    id: str
    what: str = ""
    date: str = ""
    who: tuple[str, ...] = ()
    level: str = ""
    minutes: int | None = None
    place: str = ""
    outcome: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """A line of contact between parties and its state."""

    between: tuple[str, ...]
    level: str = ""
    state: str = ""
    since: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """A claim about what parties have without an agreement, and whether it gets better or worse."""

    of: tuple[str, ...]
    kind: str = ""
    direction: str = ""
    claim: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on which something ends or falls due."""

    date: date
    what: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a sealed answer took the place of: whose, about what, what was there and on what it rested, and what counts now."""

    party: str
    about: str
    was: str
    basis: str
    now: str
