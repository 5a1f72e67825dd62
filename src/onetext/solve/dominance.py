"""Which vectors no other dominates: at least as large everywhere and larger somewhere.

Works on *ranks*: small whole numbers in the order of the values of one party, equal where these are equal, so that
values of any size are compared exactly once, when they are ranked. Vectors are held as one column for each party, or, where
all values are whole and below 2^53, as the rows of one array.

Of very many vectors, the efficient ones of a sample first throw out what they dominate, sixty-four at a time: a table for
each party holds, for each rank, the bits of those that are at least there; what is dominated has a bit left when its five or
so entries are joined by `and`. What is left goes to moocore (Guerreiro, Fonseca and Paquete 2021), the fastest filter
measured on up to some hundred thousand vectors (adr/013), or, if it is too much to be done in one piece, is swept likewise.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.space import Mask

Columns = Sequence[np.ndarray]

SPREAD = 4
"""Values spread over fewer than so many numbers each are ranked by a table, others by sorting."""
WORD = 64
SAMPLE = 4096
"""Of more than twice as many vectors, the efficient ones of a sample so large are asked first."""
PAYS = 0.7
"""Another sample is drawn where the last one left less than this share."""


def ranks(numbers: np.ndarray) -> np.ndarray:
    """The place of each number among the distinct ones, from 0, ascending."""
    if not len(numbers):
        return np.zeros(0, dtype=np.int32)
    low, spread = int(numbers.min()), int(numbers.max()) - int(numbers.min()) + 1
    if spread > SPREAD * len(numbers) + 1024:
        return _sorted_ranks(numbers)
    places = (numbers - low).astype(np.int64)
    occurs = np.zeros(spread, dtype=bool)
    occurs[places] = True
    return (np.cumsum(occurs, dtype=np.int32) - 1)[places]


def _sorted_ranks(numbers: np.ndarray) -> np.ndarray:
    """Ranks by sorting the nearest floats, which keep the order but for ties; where these tie, the numbers decide."""
    shift = max(0, max(abs(int(numbers.max())), abs(int(numbers.min()))).bit_length() - 1000)
    near = (numbers >> shift if shift else numbers).astype(np.float64)
    order = np.argsort(near, kind="stable")
    own, near = numbers[order], near[order]
    tie, new = near[1:] == near[:-1], (own[1:] != own[:-1]).astype(bool)
    if (tie & new).any():
        run = np.concatenate([[0], np.cumsum(~tie)])
        loose = np.flatnonzero(np.isin(run, run[1:][tie & new]))
        order[loose] = order[loose][np.argsort(own[loose], kind="stable")]
        own = numbers[order]
        new = (own[1:] != own[:-1]).astype(bool)
    found = np.zeros(len(numbers), dtype=np.int32)
    found[order[1:]] = np.cumsum(new, dtype=np.int32)
    return found


def distinct(columns: Columns) -> tuple[np.ndarray, np.ndarray]:
    """The place at which each distinct row of some columns first occurs, and for each row which distinct one it is."""
    key = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        own = ranks(column).astype(np.int64)
        # Ranked after each column, the key stays below the number of rows and never leaves 64 bits.
        key = ranks(key * (int(own.max(initial=0)) + 1) + own).astype(np.int64)
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    return first, which


AT_ONCE = 200_000
"""Up to so many vectors are filtered in one piece, which no budget stops."""
FEW = 64
"""So few are compared each with each, without loading a library."""
EXACT = 1 << 53
"""Whole numbers below this are the same as floats."""


def standing(vectors: np.ndarray, budget: Budget = UNLIMITED) -> Mask | None:
    """Which rows of whole numbers no other row dominates; None where the budget ended first."""
    small = vectors.dtype != object and bool(len(vectors)) and int(np.abs(vectors).max(initial=0)) < EXACT
    if small and vectors.shape[1] and len(vectors) <= AT_ONCE:
        return _filtered(vectors)
    columns = [ranks(column) for column in vectors.T] or [np.zeros(len(vectors), dtype=np.int32)]
    mask, complete = efficient(columns, budget)
    return mask if complete else None


def _filtered(vectors: np.ndarray) -> Mask:
    """As `standing`, all in one piece; numbers below 2^53."""
    if len(vectors) <= FEW:
        return ~beaten(list(vectors.T))
    from moocore import is_nondominated

    return np.asarray(is_nondominated(vectors.astype(np.float64), maximise=True, keep_weakly=True), dtype=bool)


def alike(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """An order of the rows in which equal ones stand together, each group in the order given, and where each group begins."""
    key = _key(vectors)
    order = np.argsort(key, kind="stable")
    new = key[order[1:]] != key[order[:-1]]
    if (np.any(vectors[order[1:]] != vectors[order[:-1]], axis=1) & ~new).any():
        key = distinct(list(vectors.T))[1]  # two rows that differ have the same number
        order = np.argsort(key, kind="stable")
        new = key[order[1:]] != key[order[:-1]]
    return order, np.concatenate([[0], np.flatnonzero(new) + 1])


GOLDEN = 0x9E3779B97F4A7C15
"""An odd number whose powers are spread over 64 bits."""


def _key(vectors: np.ndarray) -> np.ndarray:
    """A number for each row, the same for equal ones, and nearly always another for others."""
    if vectors.dtype == object:
        return distinct(list(vectors.T))[1]
    factors = np.array([pow(GOLDEN, k + 1, 1 << 64) for k in range(vectors.shape[1])], dtype=np.uint64)
    return (vectors.astype(np.uint64) * factors).sum(axis=1, dtype=np.uint64)


def efficient(columns: Columns, budget: Budget = UNLIMITED) -> tuple[Mask, bool]:
    """Which vectors no other one dominates, and whether all were compared; columns of ranks, all as long.

    Equal vectors stand or fall together. Where the budget ends first, those marked are efficient, but others may be.
    """
    left = _without_weak(columns, budget)
    if len(left) <= AT_ONCE and not budget.expired():
        mask = np.zeros(len(columns[0]), dtype=bool)
        mask[left[_filtered(np.stack([column[left] for column in columns], axis=1))]] = True
        return mask, True
    first, which = distinct([column[left] for column in columns])
    standing, complete = _sweep([ranks(column[left[first]]) for column in columns], budget)
    mask = np.zeros(len(columns[0]), dtype=bool)
    mask[left[standing[which]]] = True
    return mask, complete


def _without_weak(columns: Columns, budget: Budget) -> np.ndarray:
    """The places left when what the efficient ones of a sample dominate is thrown out, again as long as that pays."""
    left = np.arange(len(columns[0]))
    while len(left) > 2 * SAMPLE and not budget.expired():
        own = [column[left] for column in columns]
        sample = np.arange(0, len(left), len(left) // SAMPLE)
        standing, _ = _sweep([ranks(column[sample]) for column in own], UNLIMITED)
        best, before = sample[standing], len(left)
        strong = [column[best] for column in own]
        for start in range(0, len(best), WORD):
            if budget.expired():
                break
            # Larger for the first party, so that no vector throws out its equals.
            dominated = _covered(_tables(own, [column[start : start + WORD] for column in strong], above=1), own)
            left, own = left[~dominated], [column[~dominated] for column in own]
        if len(left) > before * PAYS:
            break
    return left


def _sweep(columns: Columns, budget: Budget) -> tuple[Mask, bool]:
    """Vectors by falling sum, a word of them at a time: what none before dominates is efficient and throws out others.

    Equal vectors are all kept only if they fall into one word; callers hand in distinct ones or need no ties.
    """
    total = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        total += column
    left = np.argsort(-total, kind="stable")
    own = [column[left] for column in columns]
    standing = np.zeros(len(total), dtype=bool)
    while len(left):
        if budget.expired():
            return standing, False
        word, rest = [column[:WORD] for column in own], [column[WORD:] for column in own]
        standing[left[:WORD][~beaten(word)]] = True
        alive = ~_covered(_tables(own, word), rest)
        left, own = left[WORD:][alive], [column[alive] for column in rest]
    return standing, True


def _tables(columns: Columns, word: Columns, above: int = 0) -> list[np.ndarray]:
    """For each party and rank the bits of the vectors of a word that are at least there; for the first party, so much above."""
    bits = np.left_shift(np.uint64(1), np.arange(len(word[0]), dtype=np.uint64))
    tables = []
    for column, own in zip(columns, word, strict=True):
        table = np.zeros(int(column.max()) + 2, dtype=np.uint64)
        np.bitwise_or.at(table, own, bits)
        tables.append(np.bitwise_or.accumulate(table[::-1])[::-1])
    tables[0] = tables[0][above:]
    return tables


def _covered(tables: list[np.ndarray], columns: Columns) -> Mask:
    """Which vectors some vector of the word that made the tables reaches everywhere."""
    joined: np.ndarray = tables[0][columns[0]]
    for table, column in zip(tables[1:], columns[1:], strict=True):
        joined &= table[column]
    return np.not_equal(joined, 0)


def beaten(columns: Columns) -> Mask:
    """Which of a few vectors another one of them dominates."""
    covered = np.ones((len(columns[0]), len(columns[0])), dtype=bool)
    same = covered.copy()
    for column in columns:
        covered &= column[:, None] <= column
        same &= column[:, None] == column
    beaten: Mask = np.logical_or.reduce(covered & ~same, axis=1)
    return beaten
