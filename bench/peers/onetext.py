"""onetext, from its public functions and `solve`."""

from __future__ import annotations

import json
from fractions import Fraction
from math import prod
from pathlib import Path
from typing import Any

from bench.peers.answers import points
from bench.peers.drawn import drawn
from bench.peers.given import Space, space
from bench.peers.installed import importing, size, started
from bench.peers.worker import Task

import onetext
from onetext.model.acceptance import value
from onetext.model.case import Case
from onetext.model.issues import Issue, Option
from onetext.model.numbers import sharp
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Position, Reservation, Worth
from onetext.model.rules import RULES
from onetext.solve.best import best, best_of
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.cpsat.conflicts import conflicts
from onetext.solve.cpsat.openings import softenings
from onetext.solve.frontier import frontier
from onetext.solve.zopa import zopa

VERSION = f"onetext {onetext.__version__}"
ROOT = Path(onetext.__file__).resolve().parent


def case_of(given: Space) -> Case:
    """The space as a case."""
    issues = tuple(Issue(f"i{i}", "", tuple(Option(f"o{o}") for o in range(count))) for i, count in enumerate(given.options))
    return Case(
        "Drawn",
        parties=tuple(Party(f"p{p}") for p in range(len(given.worths))),
        issues=issues,
        positions=tuple(
            Position(f"p{p}", reservation=(Reservation(Worth(sharp(Fraction(asked)))),), worth=tuple(map(_worth, issues, rows)))
            for p, (rows, asked) in enumerate(zip(given.worths, given.asked, strict=True))
        ),
    )


def _worth(issue: Issue, row: tuple[int, ...]) -> IssueWorth:
    return IssueWorth(issue.id, tuple((option.id, Worth(sharp(worth))) for option, worth in zip(issue.options, row, strict=True)))


def _fronts(found: Any) -> dict[str, Any]:
    return points([[worth for _, worth in point.values] for point in found.frontier])


def _statistics(case: Case) -> dict[str, Any]:
    return {"zopa": zopa(case), "frontier": frontier(case, within="zopa"), **{rule: best(case, rule) for rule in RULES}}


def _told(found: dict[str, Any]) -> dict[str, Any]:
    most = {rule: sorted(int(worth) for _, worth in found[rule].values) for rule in ("nash", "utilitarian")}
    return {"zopa": found["zopa"].zopa, **_fronts(found["frontier"]), "nash": most["nash"], "utilitarian": sum(most["utilitarian"])}


def _rules(case: Case) -> dict[str, Any]:
    return {one.rule: one for one in best_of(case, tuple(RULES), budget=Budget(threads=2))}


def _gains(found: dict[str, Any]) -> dict[str, Any]:
    """What the rules are compared by: numbers that are the same for all tied packages, all proven."""
    gains = {rule: [int(gain) for _, gain in one.gains] for rule, one in found.items() if one.status == "optimal"}
    return {
        "sum": sum(gains["utilitarian"]),
        "least": min(gains["egalitarian"]),
        "ascending": str(sorted(gains["leximin"])),
        "product": f"{float(prod(gains['nash'])):.5g}",
        "share": str(found["kalai-smorodinsky"].status),
    }


def _loaded(folders: list[str]) -> dict[str, Case]:
    return {Path(folder).name: onetext.load(folder).case for folder in folders}


def _scenarios(found: dict[str, Case]) -> dict[str, Any]:
    """Of each scenario the parties, the packages, and what its first package is worth to each."""

    def first(case: Case) -> list[float]:
        package = {issue.id: issue.options[0].id for issue in case.issues}
        return [round(float(value(case, party.id, package).low), 6) for party in case.parties]

    return {
        "parties": {name: len(case.parties) for name, case in found.items()},
        "packages": {name: str(case.size) for name, case in found.items()},
        "worths": {name: first(case) for name, case in found.items()},
    }


COMMAND = """
import json, sys
from onetext.cli import main
sys.argv = ["onetext", "zopa", "river-game"]
code = main()
print(json.dumps({"exit": code, "ortools": any(name.partition(".")[0] == "ortools" for name in sys.modules)}))
"""

WHOLE = """
import onetext
print(onetext.load({folder!r}).frontier().points)
"""

TASKS = {
    "rules": Task(drawn, _rules, _gains),
    "nash": Task(
        lambda folder: onetext.load(folder).case,
        lambda case: best(case, "nash"),
        lambda found: {"product": str(found.objective), "status": found.status},
    ),
    "conflict": Task(drawn, lambda case: conflicts(case, UNLIMITED, 1), lambda found: {"demands": len(found[0][0].demands)}),
    "conflicts": Task(
        drawn, lambda case: conflicts(case, UNLIMITED), lambda found: {"conflicts": len(found[0]), "complete": str(found[1])}
    ),
    "softenings": Task(drawn, lambda case: softenings(case, UNLIMITED, 3), lambda found: {"listed": len(found[0])}),
    "cover": Task(
        lambda **shape: case_of(space(**shape)),
        lambda case: frontier(case, eps=Fraction(1, 50)),
        lambda found: {"listed": found.points, "loss": f"at most {float(found.eps):.2%}"},
    ),
    "frontier": Task(lambda **shape: case_of(space(**shape)), frontier, _fronts),
    "zopa": Task(lambda **shape: case_of(space(**shape)), zopa, lambda found: {"zopa": found.zopa}),
    "statistics": Task(lambda **shape: case_of(space(**shape)), _statistics, _told),
    "load": Task(lambda folders: folders, _loaded, _scenarios),
    "start": importing("onetext"),
    "whole": Task(lambda folder: WHOLE.format(folder=folder), started, lambda printed: {"points": int(printed)}),
    "command": Task(lambda: COMMAND, started, lambda printed: json.loads(printed.splitlines()[-1])),
    "size": size(ROOT),
}
