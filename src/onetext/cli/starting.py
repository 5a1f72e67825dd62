"""Start a case."""
from __future__ import annotations


def new(file: str = "", /, *, template: str = "") -> int:
    """Start a case."""
    return 0
