"""A space of a million packages and five parties: zopa, every rule and the frontier, in time and memory as promised."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[1])
from instances import Shape, large_case
from onetext.model.rules import RULES
from onetext.solve.best import best
from onetext.solve.frontier import frontier
from onetext.solve.zopa import zopa
case = large_case(int(sys.argv[2]), Shape(issues=10, options=4, parties=5, links=int(sys.argv[3]), terms=int(sys.argv[3]), lines=1))
start = time.perf_counter()
zopa(case), [best(case, rule) for rule in RULES], frontier(case)
print(json.dumps([time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


@pytest.mark.bench
@pytest.mark.parametrize("joined", [0, 5])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_million_packages(seed: int, joined: int) -> None:
    """Alone in a process: 5 s and 700 MiB are promised; a tenth of a second to half a second is usual."""
    tests = Path(__file__).resolve().parents[1]
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(tests), str(seed), str(joined)], capture_output=True, text=True, check=True)
    seconds, mebibytes = json.loads(done.stdout)
    assert seconds <= 5 and mebibytes <= 700
