"""What ways of working it out hand over: of each unknown which values surely remain, and which are surely excluded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onetext.analysis.leaks.worlds import World


@dataclass(frozen=True, slots=True)
class Remains:
    """What is known of the values of one unknown that remain possible, by their places on its grid.

    `first`, `last`: the ends of what surely remains, each with a world that shows it in `shown`; `least`, `most`: outside
    these all is proven impossible. `count`: how many values remain, None where not counted. `alone`: what would remain to one
    that knew all the rest.
    """

    first: int
    last: int
    least: int
    most: int
    count: int | None = None
    shown: Mapping[int, World] = field(default_factory=dict)
    alone: tuple[int, int] | None = None

    @property
    def exact(self) -> bool:
        return (self.first, self.last) == (self.least, self.most)


@dataclass(frozen=True, slots=True)
class Found:
    """What one way found: of each unknown what remains, worlds before and after where counted, and how."""

    remains: tuple[Remains, ...]
    method: str
    why: str
    before: int | None = None
    after: int | None = None
