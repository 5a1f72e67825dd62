"""What is compared: one table of rows.

A further comparison is a row here, with a task of the same answer in `bench/peers/TOOL.py` for each tool. A further tool is
such a file, `bench/requirements-TOOL.in` with its lock (`make lock`), its name in TOOLS and in PEERS of the Makefile.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bench.side import ROOT, Entrant, Row

GENIUS = ROOT.parent / "shared" / "cases" / "genius"
AMSTERDAM = GENIUS / "Amsterdam"

ONETEXT = Entrant("onetext", "frontier", "`frontier`")
NEGMAS = Entrant("negmas", "frontier", "`pareto_frontier`, its default")
FRONTS = (
    Entrant("negmas", "front", "`pareto_frontier_numpy` on the values"),
    Entrant("moocore", "front", "`is_nondominated` on the values"),
    Entrant("paretoset", "front", "`paretoset` on the values"),
    Entrant("pymoo", "front", "`NonDominatedSorting` on the values"),
)
MILLION = {"seed": 1, "issues": 6, "options": 10, "parties": 5}
HUNDRED = {"seed": 1, "issues": 8, "options": 10, "parties": 5, "asks": 40}
SMALL = {"seed": 1, "issues": 4, "options": 3, "parties": 3}
STATISTICS = (Entrant("onetext", "statistics", "`zopa`, `frontier`, five rules"), Entrant("negmas", "statistics", "`calc_scenario_stats`"))
COUNTING = (Entrant("onetext", "zopa", "`zopa`"), Entrant("plain", "zopa", "values of every package added up, a tenth at a time"))
TOLD = ("zopa", "points", "vectors", "nash", "utilitarian")
TOOLS = ("onetext", "negmas", "moocore", "paretoset", "pymoo")


def _folders() -> list[str]:
    """The Genius scenarios of the reference data, where it is there."""
    return sorted(map(str, GENIUS.iterdir())) if GENIUS.is_dir() else []


def rows(quick: bool) -> tuple[Row, ...]:
    """The rows, in the order of the page; `quick`: smaller spaces and few turns, to see that all works."""
    million = {**MILLION, "options": 5} if quick else MILLION
    size = f"{million['options'] ** 6:,} packages, 5 parties"
    every = (
        Row(f"Whole frontier: {size}", million, (ONETEXT, NEGMAS, *FRONTS), ("points", "vectors"), warm=SMALL),
        Row("All statistics: 15,625 packages, 5 parties", {**MILLION, "options": 5, "asks": 40}, STATISTICS, TOLD, warm=SMALL),
        *(() if quick else (Row(f"All statistics: {size}", {**million, "asks": 40}, STATISTICS, TOLD, warm=SMALL, rounds=9),)),
        *(() if quick else (Row("Zopa: 100,000,000 packages, 5 parties", HUNDRED, COUNTING, ("zopa",), warm=SMALL, rounds=3),)),
        *_loading(),
        Row("Start: a process that imports it", {}, tuple(Entrant(tool, "start", "`import`") for tool in TOOLS), rounds=7),
        Row("One command: `onetext zopa river-game`", {}, (Entrant("onetext", "command", "whole process"),), rounds=7),
        Row("Installed size", {}, tuple(Entrant(tool, "size", "megabytes") for tool in TOOLS), rounds=1, figure="MB"),
    )
    return tuple(replace(row, rounds=min(row.rounds, 2), limit=20.0, patience=5.0) for row in every) if quick else every


def _loading() -> tuple[Row, ...]:
    folders = _folders()
    load = (Entrant("onetext", "load", "`load`"), Entrant("negmas", "load", "`Scenario.from_genius_folder`"))
    whole = tuple(Entrant(tool, "whole", "a process that reads it and counts its frontier") for tool in ("onetext", "negmas"))
    named = f"Load {len(folders)} Genius scenarios"
    reading = Row(named, {"folders": folders}, load, warm={"folders": folders[-1:]})
    one = Row(f"Start and answer: {AMSTERDAM.name}, 3,024 packages", {"folder": str(AMSTERDAM)}, whole, rounds=7)
    return (reading, one) if folders else ()


def pythons(tools: tuple[str, ...] = TOOLS, root: Path = ROOT) -> dict[str, Path]:
    """By tool the interpreter of its environment, which `make bench` sets up; plain NumPy runs in that of onetext."""
    found = {tool: root / f".venv-bench-{tool}" / "bin" / "python" for tool in tools}
    return {**found, "plain": found["onetext"]}
