"""Draws of packages, and what a count of them says of the whole: 95 % intervals, and draws tilted towards the zopa.

The generator is seeded from the case's digest, so that the same case always gives the same figures. Where the zopa is
rare, options are drawn with probabilities that grow exponentially with their worths, by as much as brings the mean
value of each party to its reservation value, and each package counts by how much likelier it was made (importance
sampling with the tilt of large deviations: Siegmund 1976).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.random import PCG64, Generator

from onetext.model.canonical import digest
from onetext.model.case import Case
from onetext.solve.space import Columns

Z = 1.959964
"""The 97.5 % quantile of the normal distribution."""
STEPS = 200


def generator(case: Case, purpose: str) -> Generator:
    """A generator seeded from the digest of a case, another for each purpose."""
    return Generator(PCG64([int(digest(case)[:32], 16), sum(map(ord, purpose))]))


def drawn(case: Case, source: Generator, count: int, odds: Sequence[np.ndarray] | None = None) -> Columns:
    """Packages drawn independently, as columns: all alike likely, or each issue's options by its odds."""
    columns = []
    for i, issue in enumerate(case.issues):
        if odds is None:
            columns.append(source.integers(0, len(issue.options), count).astype(np.int16))
        else:
            columns.append(np.searchsorted(np.cumsum(odds[i])[:-1], source.random(count), side="right").astype(np.int16))
    return columns


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share of which `hits` of `count` independent draws had it (Wilson 1927)."""
    if count == 0:
        return 0.0, 1.0
    share, square = hits / count, Z * Z / count
    middle = (share + square / 2) / (1 + square)
    half = Z * sqrt(share * (1 - share) / count + square / (4 * count)) / (1 + square)
    return (0.0 if hits == 0 else max(0.0, middle - half)), (1.0 if hits == count else min(1.0, middle + half))


def scaled(share: float, size: int) -> int:
    """A share of a whole number of any size, rounded."""
    numerator, denominator = float(share).as_integer_ratio()
    return (numerator * size * 2 + denominator) // (2 * denominator)


@dataclass(frozen=True, slots=True)
class Tilt:
    """Odds by issue, and by issue and option the logarithm of how much likelier each was made."""

    odds: tuple[np.ndarray, ...]
    gained: tuple[np.ndarray, ...]

    def weights(self, columns: Columns) -> np.ndarray:
        """What each drawn package counts for; 1 on average."""
        total = np.zeros(len(columns[0]))
        for gained, column in zip(self.gained, columns, strict=True):
            total -= gained[column]
        return np.exp(total)


def tilt(worths: np.ndarray, reservations: np.ndarray, widths: Sequence[int]) -> Tilt:
    """The tilt under which the mean value of each party reaches its reservation value, where it does not anyway.

    `worths`: by party, issue and option (0 beyond an issue's options), in units of each party's spread; `reservations`
    in the same units; `widths`: how many options each issue has.
    """
    real = np.arange(worths.shape[2])[None, :] < np.asarray(widths)[:, None]
    slopes = np.zeros(len(worths))
    odds = _odds(worths, slopes, real)
    for _ in range(STEPS):
        short = reservations - (worths * odds).sum(axis=(1, 2))
        spread = (worths**2 * odds).sum(axis=(1, 2)) - ((worths * odds).sum(axis=2) ** 2).sum(axis=1)
        slopes = np.clip(slopes + 0.5 * short / np.maximum(spread, 1e-3) / max(len(slopes), 1), 0.0, 50.0)
        odds = _odds(worths, slopes, real)
    rows = tuple(odds[i, :width] for i, width in enumerate(widths))
    return Tilt(rows, tuple(np.log(row * width) for row, width in zip(rows, widths, strict=True)))


def _odds(worths: np.ndarray, slopes: np.ndarray, real: np.ndarray) -> np.ndarray:
    exponents = np.where(real, np.tensordot(slopes, worths, axes=1), -np.inf)
    powers = np.exp(exponents - exponents.max(axis=1, keepdims=True))
    powers = np.maximum(powers, np.where(real, 1e-6, 0.0))
    return powers / powers.sum(axis=1, keepdims=True)
