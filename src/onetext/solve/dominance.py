"""Which vectors no other dominates: at least as large everywhere and larger somewhere.

Works on *ranks*: small whole numbers in the order of the values of one party, equal where these are equal, so that
values of any size are compared exactly once, when they are ranked.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SPREAD = 4
"""Values spread over fewer than so many numbers each are ranked by a table, others by sorting."""
BLOCK = 512
STRONG = 64
"""How many strong vectors throw out what they dominate before the rest is compared."""


def ranks(numbers: np.ndarray) -> np.ndarray:
    """The place of each number among the distinct ones, from 0, ascending."""
    if not len(numbers):
        return np.zeros(0, dtype=np.int32)
    low, spread = int(numbers.min()), int(numbers.max()) - int(numbers.min()) + 1
    if numbers.dtype == object or spread > SPREAD * len(numbers) + 1024:
        return np.unique(numbers, return_inverse=True)[1].astype(np.int32)
    occurs = np.zeros(spread, dtype=bool)
    occurs[numbers - low] = True
    return (np.cumsum(occurs, dtype=np.int32) - 1)[numbers - low]


def distinct(columns: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The place at which each distinct row of some columns first occurs, and for each row which distinct one it is."""
    count = len(columns[0])
    key = np.zeros(count, dtype=np.int64)
    for column in columns:
        own = ranks(column).astype(np.int64)
        key = key * (int(own.max(initial=0)) + 1) + own
        # The key stays below the number of rows, so that it never leaves 64 bits.
        key = ranks(key).astype(np.int64)
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    return first, which


def efficient(rows: np.ndarray) -> np.ndarray:
    """Which of some vectors (one per row, whole numbers) no other dominates; equal ones stand or fall together."""
    left = _without_weak(rows, np.arange(len(rows)))
    if not len(left):
        return np.zeros(len(rows), dtype=bool)
    first, which = distinct(list(rows[left].T)) if rows.shape[1] else (np.zeros(1, dtype=np.int64), np.zeros(len(left), dtype=np.int64))
    standing = _sweep(rows[left[first]])
    mask = np.zeros(len(rows), dtype=bool)
    mask[left[standing[which]]] = True
    return mask


def _without_weak(rows: np.ndarray, left: np.ndarray) -> np.ndarray:
    """Throw out what a few strong vectors dominate, each the one with the largest sum among those not yet asked."""
    total = rows.sum(axis=1, dtype=np.int64)
    for _ in range(STRONG if len(rows) > STRONG * BLOCK else 0):
        own, sums = rows[left], total[left]
        strong = own[int(sums.argmax())]
        total[left[int(sums.argmax())]] = -1
        weak = (own <= strong).all(axis=1) & (own < strong).any(axis=1)
        left = left[~weak]
    return left


def _sweep(rows: np.ndarray) -> np.ndarray:
    """Distinct vectors by falling sum: a vector is only dominated by one that comes before it."""
    order = np.argsort(-rows.sum(axis=1, dtype=np.int64), kind="stable")
    sorted_rows = rows[order]
    front = np.empty((0, rows.shape[1]), dtype=rows.dtype)
    standing = np.zeros(len(rows), dtype=bool)
    for start in range(0, len(rows), BLOCK):
        block = sorted_rows[start : start + BLOCK]
        places = order[start : start + BLOCK]
        for against in (front, None):
            rivals = block if against is None else against
            alive = ~_beaten(block, rivals)
            block, places = block[alive], places[alive]
        standing[places] = True
        front = np.concatenate([front, block])
    return standing


def _beaten(rows: np.ndarray, rivals: np.ndarray) -> np.ndarray:
    """Which rows some rival dominates."""
    covered = np.ones((len(rows), len(rivals)), dtype=bool)
    same = np.ones((len(rows), len(rivals)), dtype=bool)
    for own, other in zip(rows.T, rivals.T, strict=True):
        covered &= own[:, None] <= other
        same &= own[:, None] == other
    return (covered & ~same).any(axis=1)
