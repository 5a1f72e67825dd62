"""pymoo: the first front of its non-dominated sorting, fed with the value of every package, negated as it minimises."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import numpy as np
from bench.peers.answers import matrix, points
from bench.peers.given import space
from bench.peers.installed import importing, size
from bench.peers.worker import Task
from pymoo.util.nds.non_dominated_sorting import NonDominatedSorting

VERSION = f"pymoo {version('pymoo')}"


def _front(given: Any) -> Any:
    return -given[NonDominatedSorting().do(given, only_non_dominated_front=True)]


TASKS = {
    "front": Task(lambda **shape: -matrix(space(**shape)).astype(np.float64), _front, points),
    "start": importing("pymoo"),
    "size": size(),
}
