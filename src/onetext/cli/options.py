"""Options that commands share; every command takes `--json`, `--time` and `--memory`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from cyclopts import Parameter

At = Literal["middle", "worst", "best"]
Flag = Parameter(show_default=False)
SECONDS, MEMORY = 120.0, "2GiB"


@Parameter(name="*")
@dataclass(frozen=True)
class Options:
    """How to answer, and how long to search."""

    as_of: Annotated[str, Parameter(show_default=False)] = ""
    """The day to answer for, such as 2031-05-01; without it the day that the case names, else today."""
    json: Annotated[bool, Flag] = False
    """Print one JSON object on standard output and nothing else."""
    time: float = SECONDS
    """Seconds after which the best so far is shown, with its bound."""
    memory: str = MEMORY
    """Memory that a search may take."""
    for_: Annotated[str, Parameter(name="--for", show_default=False)] = ""
    """Of a session at the table: the party by whose knowledge to answer; without it the mediator."""


@Parameter(name="*")
@dataclass(frozen=True)
class Plain:
    """The options of commands that ask nothing of a case; time and memory are taken, and never needed."""

    json: Annotated[bool, Flag] = False
    """Print one JSON object on standard output and nothing else."""
    time: Annotated[float, Parameter(show=False)] = SECONDS
    memory: Annotated[str, Parameter(show=False)] = MEMORY


@Parameter(name="*")
@dataclass(frozen=True)
class Limits:
    """The options of commands that search, and whose day and viewer are settled."""

    json: Annotated[bool, Flag] = False
    """Print one JSON object on standard output and nothing else."""
    time: float = SECONDS
    """Seconds after which the best so far is shown, with its bound."""
    memory: str = MEMORY
    """Memory that a search may take."""


OPTIONS, PLAIN, LIMITS = Options(), Plain(), Limits()
"""The defaults of the commands."""
