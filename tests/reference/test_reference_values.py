"""The reference values of ../shared/cases, made by others by plain full enumeration; and the games by our own, in this file.

Counts are equal; values of rules are within 1e-9, the precision of the tables.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import product
from math import prod

import pytest

from formats.samples import CASES, GAMES, ROWS, as_in, load
from onetext import formats
from onetext.model.case import Case
from onetext.solve.best import best
from onetext.solve.frontier import frontier
from onetext.solve.zopa import zopa

RULES = ("utilitarian", "egalitarian", "nash", "kalai_smorodinsky")
Row = dict[str, str]


@cache
def case_of(scenario: str) -> Case:
    row = next(row for row in ROWS if row["scenario"] == scenario)
    return formats.read(as_in(row))


each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["scenario"])


@each_row
def test_frontier(row: Row) -> None:
    found = frontier(case_of(row["scenario"]))
    assert (found.status, found.points, found.packages) == ("optimal", int(row["front_points"]), int(row["front_packages"]))


@each_row
def test_zopa(row: Row) -> None:
    found = zopa(case_of(row["scenario"]))
    assert (found.status, found.zopa, found.zopa_possible) == ("exact", int(row["zopa"]), int(row["zopa"]))
    assert found.admissible == int(row["outcomes"])


@each_row
@pytest.mark.parametrize("rule", RULES)
def test_rules(row: Row, rule: str) -> None:
    found = best(case_of(row["scenario"]), rule.replace("_", "-"))
    if not row[rule]:
        assert (found.status, found.package) == ("infeasible", None)
    else:
        assert found.status == "optimal"
        assert isinstance(found.objective, Fraction)
        assert float(found.objective) == pytest.approx(float(row[rule]), abs=1e-9)


@each_row
def test_leximin_begins_with_the_egalitarian_value(row: Row) -> None:
    found = best(case_of(row["scenario"]), "leximin")
    assert isinstance(found.objective, tuple) == bool(row["egalitarian"])
    if row["egalitarian"]:
        assert float(found.objective[0]) == pytest.approx(float(row["egalitarian"]), abs=1e-9)


Vectors = list[tuple[int, ...]]


def deals(name: str) -> tuple[Vectors, tuple[int, ...]]:
    """The points of every deal of a game, by party as `config.txt` lists them, and the thresholds."""
    files = load(CASES / "games" / name)
    order = [line.split(",")[1] for line in files["config.txt"].decode().splitlines()]
    tables = [[[int(x) for x in row.split(",")] for row in files[f"scores_files/{file}.txt"].decode().split("\n")] for file in order]
    shape = [range(len(row)) for row in tables[0][:-1]]
    points = [tuple(sum(row[i] for row, i in zip(own, deal, strict=False)) for own in tables) for deal in product(*shape)]
    return points, tuple(own[-1][0] for own in tables)


def dominated(vector: tuple[int, ...], by: tuple[int, ...]) -> bool:
    return by != vector and all(a >= b for a, b in zip(by, vector, strict=True))


@pytest.mark.parametrize("name", GAMES)
def test_games_by_brute_force(name: str) -> None:
    case = formats.read(load(CASES / "games" / name))
    points, thresholds = deals(name)
    gains = [tuple(p - t for p, t in zip(vector, thresholds, strict=True)) for vector in points]
    inside = [gain for gain in gains if min(gain) >= 0]
    found = zopa(case)
    assert (found.admissible, found.zopa) == (len(points), len(inside))
    assert [one.yes for one in found.acceptable] == [sum(gain[i] >= 0 for gain in gains) for i in range(len(thresholds))]
    efficient = [vector for vector in points if not any(dominated(vector, other) for other in set(points))]
    front = frontier(case)
    assert (front.points, front.packages) == (len(set(efficient)), len(efficient))
    ideal = [max(gain[i] for gain in inside) for i in range(len(thresholds))]
    values = {
        "utilitarian": [Fraction(sum(gain)) for gain in inside],
        "egalitarian": [Fraction(min(gain)) for gain in inside],
        "nash": [Fraction(prod(gain)) for gain in inside],
        "kalai-smorodinsky": [min(Fraction(g, top) if top else Fraction(1) for g, top in zip(gain, ideal, strict=True)) for gain in inside],
        "leximin": [tuple(map(Fraction, sorted(gain))) for gain in inside],
    }
    for rule, reached in values.items():
        answer = best(case, rule)
        assert (answer.objective, answer.tied) == (max(reached), reached.count(max(reached))), rule


@pytest.mark.parametrize(
    ("name", "points"),
    [("10issues", (502, 811)), ("30issues", (2076, 2105)), ("50issues", (2402, 2722))],
)
def test_nash_of_the_hyper_rectangles_is_proven(name: str, points: tuple[int, int]) -> None:
    """The published frontier of 30issues is not efficient: a package with 2076 and 2105 points dominates two of its own."""
    found = best(formats.read(load(CASES / "genius" / name)), "nash")
    assert (found.status, found.objective, found.bound) == ("optimal", prod(points), prod(points))
    assert tuple(int(worth) for _, worth in found.values) == points
