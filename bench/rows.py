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
BARE = (ONETEXT, Entrant("bare", "front", "issue by issue, `is_nondominated` after each, values alone"))
COVER = (Entrant("onetext", "cover", "`frontier(eps=0.02)`"),)
FINE = {"seed": 1, "options": 4, "top": 10_000}
PROGRAMS = (Entrant("onetext", "rules", "five rules in one call"), Entrant("naive", "rules", "a plain model for each rule, two workers"))
PROVEN = ("sum", "least", "ascending", "product")
TREATY = {"seed": 1, "issues": 28, "links": 14, "terms": 12, "lines": 2, "asks": "1/2"}
SIXTY = {"seed": 3, "issues": 60, "links": 20, "terms": 30, "lines": 8, "asks": "1/2", "parties": 5}
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
        *_large(quick),
        *_loading(),
        Row("Start: a process that imports it", {}, tuple(Entrant(tool, "start", "`import`") for tool in TOOLS), rounds=7),
        Row("One command: `onetext zopa river-game`", {}, (Entrant("onetext", "command", "whole process"),), rounds=7),
        Row("Installed size", {}, tuple(Entrant(tool, "size", "megabytes") for tool in TOOLS), rounds=1, figure="MB"),
    )
    return tuple(replace(row, rounds=min(row.rounds, 2), limit=20.0, patience=5.0) for row in every) if quick else every


def _large(quick: bool) -> tuple[Row, ...]:
    """Spaces that nobody can enumerate."""
    sizes = ((28, 2), (60, 2), (28, 3), (12, 5))
    fronts = tuple(
        Row(
            f"Whole frontier: {n} issues of 4, {p} parties, worths to 100",
            {**FINE, "issues": n, "parties": p, "top": 100},
            BARE,
            warm=SMALL,
        )
        for n, p in sizes
    )
    lean = tuple(
        Row(
            f"Whole frontier: {n} issues of 4, {p} parties, worths to 10,000 that lean to one sum",
            {**FINE, "issues": n, "parties": p, "opposed": 50},
            BARE,
            warm=SMALL,
        )
        for n, p in sizes[2:]
    )
    small = {**TREATY, "issues": 8, "links": 2, "terms": 2, "lines": 1, "parties": 3}
    cover = Row(
        "Frontier within 2 %: 28 issues of 4, 5 parties, worths to 10,000",
        {**FINE, "issues": 28, "parties": 5},
        COVER,
        warm=SMALL,
        rounds=2,
    )
    rules = tuple(
        Row(f"Five rules: {name}", given, PROGRAMS, PROVEN, warm=small, rounds=1, limit=200.0)
        for name, given in (
            ("28 issues of 4 with links, pair terms and red lines, 5 parties", {**TREATY, "parties": 5}),
            ("the same with 8 parties", {**TREATY, "parties": 8}),
            ("60 issues of 4, 20 links, 30 pair terms and 8 red lines each, 5 parties", SIXTY),
        )
    )
    return fronts[:1] if quick else (*fronts, *lean, cover, *rules, *_nonlinear(), *_conflicts())


def _nonlinear() -> tuple[Row, ...]:
    folders = [GENIUS / f"{n}issues" for n in (10, 30, 50)]
    return tuple(
        Row(f"Nash, proven: {one.name} of ANAC 2014", {"folder": str(one)}, (Entrant("onetext", "nash", "`solve`"),), rounds=3)
        for one in folders
        if one.is_dir()
    )


def _conflicts() -> tuple[Row, ...]:
    asked = {"conflict": "the first minimal conflict", "conflicts": "all minimal conflicts", "softenings": "the three cheapest softenings"}
    without = {**TREATY, "parties": 5, "asks": "9/10"}
    return tuple(
        Row(f"No agreement, 28 issues of 4: {words}", without, (Entrant("onetext", task, words),), rounds=3)
        for task, words in asked.items()
    )


def _loading() -> tuple[Row, ...]:
    folders = _folders()
    load = (Entrant("onetext", "load", "`load`"), Entrant("negmas", "load", "`Scenario.from_genius_folder`"))
    whole = tuple(Entrant(tool, "whole", "a process that reads it and counts its frontier") for tool in ("onetext", "negmas"))
    named = f"Load {len(folders)} Genius scenarios"
    reading = Row(named, {"folders": folders}, load, warm={"folders": folders[-1:]})
    one = Row(f"Start and answer: {AMSTERDAM.name}, 3,024 packages", {"folder": str(AMSTERDAM)}, whole, rounds=7)
    return (reading, one) if folders else ()


def pythons(tools: tuple[str, ...] = TOOLS, root: Path = ROOT) -> dict[str, Path]:
    """By tool the interpreter of its environment, which `make bench` sets up; programs of our own run in those of onetext and moocore."""
    found = {tool: root / f".venv-bench-{tool}" / "bin" / "python" for tool in tools}
    return {**found, "plain": found["onetext"], "naive": found["onetext"], "bare": found["moocore"]}
