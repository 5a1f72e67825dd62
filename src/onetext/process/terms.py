"""The terms on which a session is held: procedure, mode, phases, seats, delegates and their powers.

One-text procedure (Fisher and Ury, Getting to Yes, chapter 6): the parties criticise, the mediator alone redrafts. Rolling
text (United Nations practice): the parties themselves add and lift brackets. A session is one or the other. Powers follow
the Vienna Convention on the Law of Treaties: full powers (article 7), initialling and signature ad referendum (articles 10, 12).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

Options = tuple[tuple[str, str], ...]
"""Options by issue: (issue, option)."""
MEDIATOR = "mediator"
"""The id of the mediator where the case names none."""
ESCROW = "escrow"
"""The name of the keys that open everything in an emergency, by two of three shares."""


class Procedure(Enum):
    """Who may change the text."""

    ONE_TEXT = "one-text"
    ROLLING = "rolling"


class Mode(Enum):
    """How the parties meet: the mediator goes between them; meets each alone while the others wait; or all sit together."""

    SHUTTLE = "shuttle"
    CAUCUS = "caucus"
    PLENARY = "plenary"


class Phase(Enum):
    """Where a session stands."""

    UNOPENED = "not yet open"
    PREPARING = "before the first draft"
    DISCUSSING = "a draft on the table"
    VOTING = "put to yes or no"
    AGREED = "agreed, not yet signed"
    SIGNED = "signed, awaiting confirmation"
    CONCLUDED = "concluded"


class Role(Enum):
    """In what capacity somebody acts."""

    MEDIATOR = "the mediator"
    PARTY = "a party"


class Power(Enum):
    """What a delegate may do for its party, each including those before it; `rank` is its place among them."""

    LISTEN = "listen"
    NEGOTIATE = "negotiate"
    INITIAL = "initial"
    SIGN = "sign"

    @property
    def rank(self) -> int:
        return RANKS[self]


RANKS = {power: place for place, power in enumerate(Power)}


@dataclass(frozen=True, slots=True)
class Seat:
    """A party at the table with its roles; `behind` is the party whose yes a ratifier confirms."""

    party: str
    name: str
    kinds: tuple[str, ...] = ("principal",)
    behind: str = ""

    @property
    def always_asked(self) -> bool:
        """Whether its yes is needed for every package."""
        return "principal" in self.kinds or ("bloc" in self.kinds and "ratifier" not in self.kinds)


@dataclass(frozen=True, slots=True)
class Delegate:
    """One who speaks for a party, at what level and with what power; `issues` limits what it may settle for good (empty: all)."""

    party: str
    name: str
    level: str = ""
    power: Power = Power.SIGN
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """A measure of progress: a meeting at `level` waits until so many issues are settled."""

    level: str
    issues: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of contact between parties: its level, its state, and since when that has been so."""

    between: tuple[str, ...]
    level: str = ""
    state: str = "open"
    since: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a move: the mediator or a party, by which of its delegates."""

    who: str
    delegate: str = ""
