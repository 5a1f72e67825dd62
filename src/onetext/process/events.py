"""What happens at the table, each event a frozen value; the log of a session is a sequence of them.

Every event says who did it (`by`: the mediator's id or a party's), when (`at`, an ISO text in UTC: events are ordered by their
place in the log, never by their clock) and whom it concerns beside (`audience`). Confidential content is no part of an event:
`sealed` is the commitment to it, and the content is kept apart, encrypted. Fields only grow, with a default, so that old
logs are read by later versions.
"""

from __future__ import annotations

from dataclasses import dataclass

from onetext.model.artefacts import Artefact
from onetext.process.questions import Answer, Question
from onetext.process.terms import Delegate, Gate, Line, Mode, Options, Procedure, Seat


@dataclass(frozen=True, slots=True)
class Opened:
    """A session opens on a case; `shared` is the digest of the paper that holds what all may know of it, `case` of the whole.

    `key` is the public key of the record, `keys` the digests of the key records; `guesses`: the parties see the guesses too.
    """

    by: str
    at: str
    title: str
    procedure: Procedure
    mode: Mode
    seats: tuple[Seat, ...]
    shared: str = ""
    case: str = ""
    key: str = ""
    keys: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    gate: Gate | None = None
    channels: tuple[Line, ...] = ()
    guesses: bool = False
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seated:
    """A delegate takes a party's seat, or takes it anew with another mandate."""

    by: str
    at: str
    delegate: Delegate
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unseated:
    """A delegate leaves."""

    by: str
    at: str
    party: str
    name: str
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModeSet:
    """How the parties meet from now on."""

    by: str
    at: str
    mode: Mode
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextTabled:
    """A draft is on the table: the package that it puts forward, and the issues settled in it.

    `shared` is the digest of the paper that holds the case with this text as all may know it, `case` of the whole.
    """

    by: str
    at: str
    number: int
    shared: str = ""
    case: str = ""
    package: Options = ()
    settled: Options = ()
    issues: tuple[str, ...] = ()
    why: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """The mediator asks a party; `note` is why, for the mediator alone. Questions are counted party by party."""

    by: str
    at: str
    question: str
    about: Question
    note: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """A party answers a question, sealed to the mediator; `draft` is the one that it knew when it sealed the answer, 0 for none."""

    by: str
    at: str
    question: str
    about: Question
    sealed: str
    draft: int = 0
    delegate: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """A party says something to all: an open answer (`question` says to which) or an objection to an article."""

    by: str
    at: str
    about: Question
    answer: Answer
    question: str = ""
    delegate: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confided:
    """A party tells the mediator something unasked, sealed; `about` says what it is about, None where only words."""

    by: str
    at: str
    sealed: str
    about: Question | None = None
    draft: int = 0
    delegate: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The mediator shows something made of confidences to those named, and to nobody else.

    `leaks` is the digest of what the leak check found, `pinned` whether it asked for a second confirmation: since a figure or red
    line is pinned, or since it cannot be said what is given away.
    """

    by: str
    at: str
    artefact: Artefact
    leaks: str = ""
    pinned: bool = False
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting: the mediator with those named in `audience`. `note` is for the mediator alone."""

    by: str
    at: str
    day: str
    place: str = ""
    minutes: int | None = None
    level: str = ""
    outcome: str = ""
    note: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChannelSet:
    """A line of contact is held or taken up again."""

    by: str
    at: str
    line: Line
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundClosed:
    """A round ends; the heads of all streams then enter the case tree."""

    by: str
    at: str
    round: int
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bracketed:
    """In a rolling text a party brackets words of a paragraph (`at_text`, as article/paragraph) beside what it would say instead."""

    by: str
    at: str
    at_text: str
    issue: str
    words: str
    instead: str
    delegate: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lifted:
    """In a rolling text a party no longer stands in the way of an option."""

    by: str
    at: str
    issue: str
    option: str
    ad_referendum: bool = False
    delegate: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Put:
    """A package is put to yes or no; `voters` are those whose yes is needed, `ratifiers` those who ratify afterwards."""

    by: str
    at: str
    number: int
    package: Options
    voters: tuple[str, ...]
    ratifiers: tuple[str, ...] = ()
    draft: int = 0
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voted:
    """A party's yes or no, sealed until all are revealed together."""

    by: str
    at: str
    number: int
    sealed: str
    draft: int = 0
    delegate: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AllAgreed:
    """Every voter said yes."""

    by: str
    at: str
    number: int
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotAgreed:
    """Not every voter said yes: no more is said."""

    by: str
    at: str
    number: int
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Initialled:
    """A party initials the text: this is the text."""

    by: str
    at: str
    delegate: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """A party signs, for good or ad referendum."""

    by: str
    at: str
    ad_referendum: bool = False
    delegate: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AllSigned:
    """Every voter has signed."""

    by: str
    at: str
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ratified:
    """A party confirms its signature ad referendum, or a ratifier ratifies."""

    by: str
    at: str
    delegate: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concluded:
    """Everything that was needed is there: the text is in force as it says."""

    by: str
    at: str
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrew:
    """A party leaves the table."""

    by: str
    at: str
    why: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """A party that had left comes back."""

    by: str
    at: str
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The mediation goes over to another person; `keys` are the digests of the key records made for it."""

    by: str
    at: str
    to: str
    keys: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """The keys of somebody at the table were made anew; `keys` are the digests of the key records."""

    by: str
    at: str
    whose: str
    keys: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()


Event = (
    Opened | Seated | Unseated | ModeSet | TextTabled | Asked | Answered | Stated | Confided | Disclosed | Met | ChannelSet
    | RoundClosed | Bracketed | Lifted | Put | Voted | AllAgreed | NotAgreed | Initialled | Signed | AllSigned | Ratified
    | Concluded | Withdrew | Returned | HandedOver | Rekeyed
)  # fmt: skip
