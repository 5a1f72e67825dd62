"""The large cases of the tests, from a seed: links, pair terms, red lines."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

from onetext.model.case import Case

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from instances import Shape, large_case


def drawn(seed: int, asks: str = "1/2", **shape: Any) -> Case:
    """A case of tests/instances.py; `asks`: of its best worth so much is each party's reservation value."""
    return large_case(seed, Shape(asks=Fraction(asks), **shape))
