"""What was measured, as tables of a page: the part between two marks is written anew, all else is left as it stands."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.growth import Curve, Series
from bench.plots import NAMES
from bench.side import Line, Row

HEAD = "| Who, and how | Median | Least to most (runs) | Times onetext (least to most) | Peak memory | Answers |\n|---|--:|--:|--:|--:|---|"


def put(page: str, name: str, text: str) -> str:
    """The page with the part of that name replaced; ValueError where it has none."""
    mark = f"<!-- {name}: made by make bench -->"
    found = re.compile(rf"({re.escape(mark)}\n).*?(<!-- end -->)", re.DOTALL)
    if not found.search(page):
        raise ValueError(f"no mark {mark!r} on the page")
    return found.sub(lambda match: f"{match[1]}{text.strip()}\n{match[2]}", page)


def machine(load: Sequence[float], day: str) -> str:
    """Where and when it was measured."""
    cpu = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"Measured on {day}: {os.cpu_count()} cores of {cpu[1] if cpu else platform.machine()}, {memory:.0f} GiB, "
        f"{platform.system()}, Python {platform.python_version()}. "
        f"Other work on the machine (load of the last minute): {load[0]:.1f} before, {load[1]:.1f} after."
    )


def tables(found: Sequence[tuple[Row, tuple[Line, ...]]]) -> str:
    """A table for each row."""
    return "\n\n".join(
        f"### {row.name}\n\n{HEAD}\n" + "\n".join(line_of(row, line) for line in lines) + _notes(lines) for row, lines in found
    )


def line_of(row: Row, line: Line) -> str:
    """One entrant as a line of the table."""
    one = line.measured
    figures = one.figures(row)
    who = f"{one.version or NAMES.get(one.entrant.tool, one.entrant.tool)}, {one.entrant.routine}"
    median_of = shown(median(figures), row.figure) if figures else "-"
    span = f"{shown(min(figures), row.figure)} to {shown(max(figures), row.figure)} ({len(figures)})" if figures else "-"
    memory = f"{one.peak / 1e6:.0f} MB" if one.peak and row.figure == "seconds" else "-"
    return f"| {who} | {median_of} | {span} | {_ratio(line)} | {memory} | {_verdict(row, line)} |"


def shown(figure: float, unit: str) -> str:
    """A number with its unit."""
    if unit != "seconds":
        return f"{figure:,.0f} {unit}"
    return f"{figure * 1e3:.3g} ms" if figure < 0.9995 else f"{figure:.3g} s"


def _times(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 20 else f"{ratio:.2g}"


def _ratio(line: Line) -> str:
    if line.ratio is None:
        return "-"
    if line.measured.trouble:
        return f"more than {_times(line.ratio[0])}"
    return f"{_times(line.ratio[0])} ({_times(line.ratio[1])} to {_times(line.ratio[2])})"


def _verdict(row: Row, line: Line) -> str:
    if line.measured.trouble:
        return f"none: {line.measured.trouble}"
    if line.differs:
        return "**differ**, see below"
    if row.figure != "seconds" or line.ratio is None:
        return ", ".join(f"{key} {value}" for key, value in line.measured.answer.items() if isinstance(value, int | str)) or "-"
    return "agree" if line.measured.answer else "-"


def _notes(lines: tuple[Line, ...]) -> str:
    notes = [f"- {NAMES.get(line.measured.entrant.tool, line.measured.entrant.tool)}, {one}" for line in lines for one in line.differs]
    return "\n\nWhere the answers differ from those of onetext:\n\n" + "\n".join(notes) if notes else ""


def growth(found: Sequence[tuple[Curve, tuple[Series, ...]]]) -> str:
    """A picture and the laws for each curve."""
    parts = []
    for curve, series in found:
        laws = "\n".join(f"| {NAMES[one.entrant.tool]} | {_last(one)} | {one.law} |" for one in series)
        wrong = [f"- {NAMES[one.entrant.tool]}, {each}" for one in series for each in one.differs]
        differs = "\n\nWhere the answers differ from those of onetext:\n\n" + "\n".join(wrong) if wrong else "\n\nAll answers agree."
        head = f"### Against {curve.along}\n\n![Seconds against {curve.along}](images/bench-{curve.name}.svg)"
        parts.append(f"{head}\n\n| Who | Largest size done | Time grows as |\n|---|--:|---|\n{laws}{differs}")
    return "\n\n".join(parts)


def _last(one: Series) -> str:
    return f"{one.seconds[-1][0]:,} in {shown(one.seconds[-1][1], 'seconds')}" if one.seconds else "none"
