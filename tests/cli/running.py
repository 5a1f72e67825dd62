"""Running the command line: in this process for what it says, in a fresh one for how it starts."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from conftest import SHARED
from onetext.cli.run import run

STRAIT = str(SHARED / "cases" / "native" / "strait.yaml")
WORDS = str(Path(__file__).parent / "words.yaml")
"""A case without a number: orders, a red line and one reply."""
TALKS = Path(__file__).with_name("talks")
"""A folder with a text and one draft, to be copied: three articles, brackets of every kind."""
PARLIAMENT = str(Path(__file__).with_name("parliament.yaml"))
"""A small case in which nothing that the table accepts would be ratified, and in which much changes with time."""


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> Done:
    """Run a command in this process."""
    code = run(list(arguments))
    shown = capsys.readouterr()
    return Done(code, shown.out, shown.err)


def fresh(*arguments: str, folder: Path | None = None, **environment: str) -> Done:
    """Run a command in an interpreter of its own, with nothing on its standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "onetext", *arguments],
        cwd=folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=120,
        env={"PATH": "/usr/bin:/bin", "LANG": "C", **environment},
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


@cache
def answers() -> Any:
    """The reference answers of the strait, by day."""
    return json.loads((SHARED / "cases" / "native" / "strait.answers.json").read_text("utf-8"))
