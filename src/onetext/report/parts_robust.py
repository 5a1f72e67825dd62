"""The part of the brief on how sure packages are; conventions as in `parts`."""

from dataclasses import dataclass
from typing import Literal

from onetext.report.parts import Chosen, Figure

Limit = Literal["", "no limit", "not accepted"]


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure one package is: a proposal, what rules pick, or the package that is best under doubt by a criterion."""

    name: str  # as `onetext robust` names it
    titles: tuple[str, ...] = ()  # labels: the titles of proposals, the plain names of rules
    under: tuple[str, ...] = ()  # sentence fragments: by which criteria under doubt it is best
    package: Chosen = ()
    chance: str = ""  # how likely all accept, in per cent: `62.5`, `0 to 75`
    dependent: str = ""  # between what that lies, whatever depends on what
    moves: Figure | None = None  # how far every worth may move, in each party's own points; below 0 so much is missing
    moves_limit: Limit = ""  # where there is no figure
    moves_first: tuple[str, ...] = ()  # whose acceptance breaks first
    wrong: Figure | None = None  # how many of a party's guesses may be wrong
    wrong_limit: Limit = ""
    wrong_first: tuple[str, ...] = ()
    note: str = ""  # sentence: what else must be known: that it breaks a link
