"""moocore: its filter of dominated rows, in C, fed with the value of every package."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import numpy as np
from bench.peers.answers import matrix, points
from bench.peers.given import space
from bench.peers.installed import importing, size
from bench.peers.worker import Task
from moocore import is_nondominated

VERSION = f"moocore {version('moocore')}"


def _front(given: Any) -> Any:
    return given[is_nondominated(given, maximise=True)]


TASKS = {
    "front": Task(lambda **shape: matrix(space(**shape)).astype(np.float64), _front, points),
    "start": importing("moocore"),
    "size": size(),
}
