"""A view of the text in plain lines, for a terminal or a file: `{+added+}`, `{-removed-}`, holders below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import NamedTuple

from onetext.report.wording import say
from onetext.report.wording.lines import Line, View

INDENT = ("", "", "   ", "      ")
AROUND = {"added": ("{+", "+}"), "removed": ("{-", "-}"), "note": ("[", "]")}


class Row(NamedTuple):
    """A row of the screen and its style: `bold`, `dim` or none."""

    text: str
    style: str = ""


def rows(view: View, names: Mapping[str, str], width: int = 100, only_changes: bool = False) -> Iterator[Row]:
    """The view row by row; with `only_changes`, lines that are the same on both sides are counted and left out."""
    yield from (Row(one, "dim") for one in wrap(say.head(view), width))
    yield Row(say.agreement(view), "dim")
    unchanged = 0
    for line in view.lines:
        if only_changes and not line.fate:
            unchanged += 1
            continue
        yield Row("")
        yield from _line(line, dict(names), width)
    if unchanged:
        yield Row("")
        yield Row(f"{say.plural(unchanged, 'part')} of the text did not change.", "dim")


def _line(line: Line, names: dict[str, str], width: int) -> Iterator[Row]:
    indent = INDENT[line.level]
    begins = say.beginning(line)
    said = " ".join(filter(None, (begins, words(line))))
    standing = say.STANDINGS[line.standing]
    said += f" ({standing})" if standing else ""
    fate = f"{say.FATES[line.fate]}: " if line.fate in ("added", "removed", "moved") else ""
    inner = " " * (len(begins) + 1 if begins and line.kind != "heading" else 0)
    style = "bold" if line.kind in ("title", "heading") else ""
    for part in wrap(f"{fate}{said}", max(width - len(indent), 30), subsequent_indent=inner, break_on_hyphens=False) or [""]:
        yield Row(indent + part, style)
    for note in (*say.held(line.variants), *say.asked(line.requests, names)):
        below = indent + inner + "  "
        yield from (Row(below + part, "dim") for part in wrap(note, max(width - len(below), 30), subsequent_indent="  "))


def words(line: Line) -> str:
    """The words of a line with its marks."""
    return "".join(
        "".join((AROUND[span.mark][0], span.text, AROUND[span.mark][1])) if span.mark in AROUND else span.text for span in line.spans
    )
