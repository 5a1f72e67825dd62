"""What every tool is given: spaces drawn from a seed, with the standard library alone, the same in each environment."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

Rows = tuple[tuple[tuple[int, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Space:
    """Whole worths by party, issue and option, added up; what each party asks for at least is never met exactly."""

    worths: Rows
    asked: tuple[float, ...]

    @property
    def options(self) -> tuple[int, ...]:
        """How many options each issue has."""
        return tuple(len(row) for row in self.worths[0])


def space(seed: int, issues: int, options: int, parties: int, **shape: Any) -> Space:
    """A space drawn from the seed: worths from 0 to `top`, and of the best sum each party asks for `asks` hundredths.

    `opposed`: by so many hundredths an option's worths lean to a sum that is the same for all, which makes more of them
    efficient. What is asked for is a whole number and a half (0 where nothing is asked), so that "at least" and "more than" are one.
    """
    draw, top, asks = Random(seed), shape.get("top", 100), shape.get("asks", 0)
    worths = tuple(tuple(tuple(draw.randint(0, top) for _ in range(options)) for _ in range(issues)) for _ in range(parties))
    worths = _opposed(worths, shape.get("opposed", 0), top)
    best = [sum(max(row) for row in rows) for rows in worths]
    return Space(worths, tuple(most * asks // 100 + 0.5 if asks else 0.0 for most in best))


def _opposed(worths: Rows, share: int, top: int) -> Rows:
    """Worths of which a share is scaled so that the parties' together make half of the most."""
    if not share:
        return worths
    half = top * len(worths) // 2
    sums = [[sum(rows[i][o] for rows in worths) or 1 for o in range(len(row))] for i, row in enumerate(worths[0])]

    def leaning(worth: int, total: int) -> int:
        return ((100 - share) * worth + share * worth * half // total) // 100

    return tuple(tuple(tuple(leaning(worth, sums[i][o]) for o, worth in enumerate(row)) for i, row in enumerate(rows)) for rows in worths)
