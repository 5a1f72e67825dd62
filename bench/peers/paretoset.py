"""paretoset: its filter of dominated rows, compiled by Numba, fed with the value of every package."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import numpy as np
from bench.peers.answers import matrix, points
from bench.peers.given import space
from bench.peers.installed import importing, size
from bench.peers.worker import Task
from paretoset import paretoset

VERSION = f"paretoset {version('paretoset')}"


def _front(given: Any) -> Any:
    return given[paretoset(given, sense=["max"] * given.shape[1], use_numba=True)]


TASKS = {
    "front": Task(lambda **shape: matrix(space(**shape)).astype(np.float64), _front, points),
    "start": importing("paretoset"),
    "size": size(),
}
