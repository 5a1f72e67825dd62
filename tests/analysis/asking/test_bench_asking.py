"""The promised times of words: each command alone in a process; classroom size and treaty size."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from instances import Talk, spoken_case
from onetext.formats import native

CLASSROOM = Talk(issues=4, options=3, parties=4, replies=2)
TREATY = Talk()


@pytest.mark.bench
@pytest.mark.parametrize(
    ("command", "shape", "promised"),
    [("ask", CLASSROOM, 0.5), ("ask", TREATY, 5.0), ("zopa", TREATY, 3.0), ("why", TREATY, 10.0)],
    ids=lambda one: str(one)[:9],
)
def test_a_promised_time(tmp_path: Path, command: str, shape: Talk, promised: float) -> None:
    """The best of three, starting included."""
    path = tmp_path / "words.yaml"
    path.write_bytes(native.write(spoken_case(1, shape))["case.yaml"])
    took = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "onetext", command, str(path), "--json"], check=True, capture_output=True)
        took.append(time.perf_counter() - start)
    print(f"{command}: {min(took):.2f} s of {promised} s")
    assert min(took) <= promised
