"""The part of the brief on two levels, the table and those who ratify; conventions as in `parts`."""

from dataclasses import dataclass
from typing import Literal

from onetext.report.parts import Chosen, Way


@dataclass(frozen=True, slots=True)
class Portion:
    """The packages of one kind: accepted at the table, ratified, both, or one without the other."""

    kind: Literal["table", "both", "table_only", "ratifiers_only"]
    text: str  # sentence fragment: `accepted at the table and ratified`
    sure: int | None = None  # in all cases; None: not counted
    possible: int | None = None  # in some; None: not counted, or the same
    example: Chosen = ()  # one of them


@dataclass(frozen=True, slots=True)
class Carrying:
    """What would carry an agreement on both levels if only some move."""

    who: Literal["ratifiers", "table", "both"]
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class TwoLevels:
    """What becomes of an agreement at home."""

    text: str  # sentences: who ratifies what, and what would be ratified
    portions: tuple[Portion, ...] = ()
    proposals: tuple[str, ...] = ()  # sentences: which proposal or picked package would not be ratified, by whom and why
    carrying: tuple[Carrying, ...] = ()  # where nothing is accepted on both levels
    note: str = ""  # sentences: why a level cannot carry it alone, and whether the lists are complete
