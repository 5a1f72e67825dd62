"""What one would write around moocore: issues one after the other, filtered after each; values alone, no counts, no packages."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import numpy as np
from bench.peers.answers import points
from bench.peers.given import Space, space
from bench.peers.worker import Task
from moocore import is_nondominated

VERSION = f"NumPy {np.__version__} and moocore {version('moocore')}"


def front(given: Space) -> Any:
    """The efficient vectors of values."""
    rows = np.array(given.worths, dtype=np.float64).transpose(1, 2, 0)
    found = np.zeros((1, len(given.worths)))
    for row in rows:
        sums = (found[:, None, :] + row[None, :, :]).reshape(-1, found.shape[1])
        found = sums[is_nondominated(sums, maximise=True)]
    return found


TASKS = {"front": Task(space, front, points)}
