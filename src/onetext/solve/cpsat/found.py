"""What a search by a rule hands back, and the weights that make gains comparable."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from onetext.solve.cpsat.ground import Level, Package
from onetext.solve.results import Refined


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: a package, whether it is proven best, else a bound on the measure; how to restrict a program to
    the packages as good (None: not known how); for a Nash product of 0, the refined product; `infeasible`: that there is no
    package; `unique`: whether it is known that no other is as good."""

    package: Package | None
    proven: bool
    bound: Fraction | tuple[Fraction, ...] | None = None
    level: Level | None = None
    refined: Refined | None = None
    infeasible: bool = False
    unique: bool | None = None


@dataclass(frozen=True, slots=True)
class Shares:
    """The weights that make gains comparable: 1 for points, 1 / best gain for shares, 0 for one who cannot gain."""

    weight: tuple[Fraction, ...]

    def of(self, gains: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
        return tuple(one * weight for one, weight in zip(gains, self.weight, strict=True))
