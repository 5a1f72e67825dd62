"""The golden playthroughs as parts of a page: days as headings, what is told as text, and each move with what it shows in a block."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby

from conftest import ROOT

PLAYS = ROOT / "tests" / "process" / "playthroughs"


def playthrough(name: str, there: str) -> str:
    """A playthrough, without its title."""
    lines = (PLAYS / f"{name}.txt").read_text("utf-8").splitlines()[1:]
    return "\n".join(shown for block, some in groupby(lines, in_block) for shown in _shown(block, list(some)))


def in_block(line: str) -> bool:
    """Whether a line is a command, or what stands below one."""
    return line.startswith(("$ ", "  "))


def _shown(block: bool, lines: list[str]) -> Iterator[str]:
    if block:
        yield from ("```text", *lines, "```")
    else:
        yield from (f"#{line}" if line.startswith("## ") else line for line in lines)


MADE_OF_PLAYS: dict[str, Callable[[str], str]] = {
    f"playthrough {play.stem}": partial(playthrough, play.stem) for play in PLAYS.glob("*.txt")
}
"""By the name in a page's marker."""
