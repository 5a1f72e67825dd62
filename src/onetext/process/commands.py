"""What somebody may ask to be done at the table: each command is one move, before it is known whether it is lawful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onetext.model.artefacts import Artefact
from onetext.process.questions import Answer, OnArticle, Question
from onetext.process.terms import Delegate, Gate, Line, Mode, Options, Procedure, Seat


@dataclass(frozen=True, slots=True)
class Open:
    """Open a session."""

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


@dataclass(frozen=True, slots=True)
class SeatDelegate:
    """Let a delegate take a party's seat."""

    delegate: Delegate


@dataclass(frozen=True, slots=True)
class UnseatDelegate:
    """Let a delegate leave."""

    party: str
    name: str


@dataclass(frozen=True, slots=True)
class SetMode:
    """Change how the parties meet."""

    mode: Mode


@dataclass(frozen=True, slots=True)
class TableDraft:
    """Put a draft on the table."""

    shared: str = ""
    case: str = ""
    package: Options = ()
    settled: Options = ()
    issues: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a party something."""

    party: str
    about: Question
    note: str = ""


@dataclass(frozen=True, slots=True)
class GiveAnswer:
    """Answer a question: sealed where `sealed` holds the commitment to the answer, else open. `draft` as in the event."""

    question: str
    answer: Answer
    sealed: str = ""
    draft: int = 0


@dataclass(frozen=True, slots=True)
class Confide:
    """Tell the mediator something, sealed."""

    answer: Answer
    sealed: str
    about: Question | None = None
    draft: int = 0


@dataclass(frozen=True, slots=True)
class Criticise:
    """Object to an article of the draft: sealed where `sealed` holds the commitment, else before all."""

    about: OnArticle
    answer: Answer
    sealed: str = ""
    draft: int = 0


@dataclass(frozen=True, slots=True)
class Disclose:
    """Show something made of confidences to an audience; `confirmed` says that what it pins was seen and accepted."""

    artefact: Artefact
    to: tuple[str, ...]
    leaks: str = ""
    pinned: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class NoteMeeting:
    """Note that the mediator met somebody."""

    who: tuple[str, ...]
    day: str
    place: str = ""
    minutes: int | None = None
    level: str = ""
    outcome: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class HoldChannel:
    """Note that a line of contact is suspended."""

    between: tuple[str, ...]
    level: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class ResumeChannel:
    """Note that a line of contact is open again."""

    between: tuple[str, ...]
    level: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class CloseRound:
    """End the round."""


@dataclass(frozen=True, slots=True)
class PutToVote:
    """Put a package to yes or no; `voters` are those whose yes it needs, `ratifiers` those who ratify afterwards."""

    package: Options
    voters: tuple[str, ...]
    ratifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vote:
    """Say yes or no, sealed until all are revealed together."""

    says: str
    sealed: str
    draft: int = 0


@dataclass(frozen=True, slots=True)
class Reveal:
    """Reveal the votes together: `ballots` are those opened, by their commitments."""

    ballots: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bracket:
    """Bracket words of a rolling text beside what one would say instead."""

    at: str
    issue: str
    words: str
    instead: str


@dataclass(frozen=True, slots=True)
class Lift:
    """Stand no longer in the way of an option."""

    issue: str
    option: str


@dataclass(frozen=True, slots=True)
class Initial:
    """Initial the text."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Sign the text."""

    ad_referendum: bool = False


@dataclass(frozen=True, slots=True)
class Ratify:
    """Confirm a signature, or ratify."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Leave the table."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """Come back to the table."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """Hand the mediation over to another person."""

    to: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rekey:
    """Make the keys of somebody anew: one's own, or by the mediator those of a party that lost its passphrase, or of the escrow."""

    whose: str
    keys: tuple[str, ...] = ()


Command = (
    Open | SeatDelegate | UnseatDelegate | SetMode | TableDraft | Ask | GiveAnswer | Confide | Criticise | Disclose | NoteMeeting
    | HoldChannel | ResumeChannel | CloseRound | PutToVote | Vote | Reveal | Bracket | Lift | Initial | Sign | Ratify | Withdraw
    | Return | HandOver | Rekey
)  # fmt: skip
