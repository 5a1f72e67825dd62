"""The forms in which answers of different tools can be compared: whole numbers, put in order."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import numpy as np
from bench.peers.given import Space


def matrix(given: Space) -> Any:
    """The value of every package to every party, int64, packages x parties, the last issue fastest."""
    columns = []
    for rows in given.worths:
        total = np.zeros(1, dtype=np.int64)
        for row in rows:
            total = np.add.outer(total, np.asarray(row, dtype=np.int64)).ravel()
        columns.append(total)
    return np.stack(columns, axis=1)


def whole(numbers: Any) -> Any:
    """The numbers as int64; ValueError where one is further from a whole number than rounding explains."""
    given = np.asarray(numbers, dtype=np.float64)
    rounded = np.rint(given)
    if given.size and np.abs(given - rounded).max() > 1e-6:
        raise ValueError("a value that is no whole number")
    return rounded.astype(np.int64)


def points(vectors: Any) -> dict[str, Any]:
    """The distinct vectors: how many, and a digest of them in order."""
    found = np.unique(np.atleast_2d(whole(vectors)), axis=0)
    return {"points": len(found), "vectors": sha256(found.astype("<i8").tobytes()).hexdigest()[:12]}
