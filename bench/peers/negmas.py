"""NegMAS: its utility functions over an enumerated outcome space, and its routines for frontiers and statistics."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from bench.peers.answers import matrix, points, whole
from bench.peers.given import Space, space
from bench.peers.installed import importing, size, started
from bench.peers.worker import Task
from negmas import make_issue, make_os
from negmas.inout import Scenario
from negmas.preferences import LinearAdditiveUtilityFunction
from negmas.preferences.ops import calc_scenario_stats, pareto_frontier, pareto_frontier_numpy
from negmas.preferences.value_fun import TableFun

VERSION = f"NegMAS {version('negmas')}"


def functions(given: Space) -> list[Any]:
    """One utility function for each party, with weights of one, so that values are sums of whole numbers."""
    outcomes = make_os([make_issue([f"o{o}" for o in range(count)], f"i{i}") for i, count in enumerate(given.options)])
    return [
        LinearAdditiveUtilityFunction(
            values=[TableFun({f"o{o}": float(worth) for o, worth in enumerate(row)}) for row in rows],
            weights=[1.0] * len(rows),
            outcome_space=outcomes,
            reserved_value=asked,
        )
        for rows, asked in zip(given.worths, given.asked, strict=True)
    ]


def _statistics(found: Any) -> dict[str, Any]:
    space_size = found["functions"][0].outcome_space.cardinality
    stats = found["stats"]
    return {
        "zopa": round(stats.rational_fraction * space_size),
        **points(stats.pareto_utils),
        "nash": sorted(whole(stats.nash_utils[0]).tolist()),
        "utilitarian": int(whole(sum(stats.max_welfare_utils[0]))),
    }


def _loaded(folders: list[str]) -> dict[str, Any]:
    found = {}
    for folder in folders:
        try:
            found[Path(folder).name] = Scenario.from_genius_folder(folder)
        except ValueError:
            continue  # the answer lacks it, which the comparison shows
    return found


def _scenarios(found: dict[str, Any]) -> dict[str, Any]:
    """Of each scenario that could be read the parties, the packages, and what its first package is worth to each."""

    def first(scenario: Any) -> list[float]:
        package = tuple(next(iter(issue.all)) for issue in scenario.outcome_space.issues)
        return [round(float(function(package)), 6) for function in scenario.ufuns]

    return {
        "parties": {name: len(scenario.ufuns) for name, scenario in found.items()},
        "packages": {name: str(scenario.outcome_space.cardinality) for name, scenario in found.items()},
        "worths": {name: first(scenario) for name, scenario in found.items()},
    }


def _front(given: Any) -> Any:
    return given[pareto_frontier_numpy(given)]


WHOLE = """
from negmas.inout import Scenario
from negmas.preferences.ops import pareto_frontier
print(len(set(pareto_frontier(Scenario.from_genius_folder({folder!r}).ufuns)[0])))
"""

TASKS = {
    "frontier": Task(lambda **shape: functions(space(**shape)), pareto_frontier, lambda found: points(found[0])),
    "front": Task(lambda **shape: matrix(space(**shape)).astype(np.float64), _front, points),
    "statistics": Task(
        lambda **shape: functions(space(**shape)), lambda own: {"functions": own, "stats": calc_scenario_stats(own)}, _statistics
    ),
    "load": Task(lambda folders: folders, _loaded, _scenarios),
    "start": importing("negmas"),
    "whole": Task(lambda folder: WHOLE.format(folder=folder), started, lambda printed: {"points": int(printed)}),
    "size": size(),
}
