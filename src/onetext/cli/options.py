"""Options that several commands share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from cyclopts import Parameter

At = Literal["middle", "worst", "best"]
Flag = Parameter(show_default=False)


@Parameter(name="*")
@dataclass(frozen=True)
class Answering:
    """How to answer."""

    as_of: Annotated[str, Parameter(show_default=False)] = ""
    """The day to answer for, such as 2031-05-01; without it the day that the case names, else today."""
    json: Annotated[bool, Flag] = False
    """Print one JSON object on standard output and nothing else."""


@Parameter(name="*")
@dataclass(frozen=True)
class Searching(Answering):
    """How to answer, and how long to search."""

    time: float = 120
    """Seconds after which the best so far is shown, with its bound."""
    memory: str = "2GiB"
    """Memory that a search may take."""


ANSWERING, SEARCHING = Answering(), Searching()
"""The defaults of the commands."""
