"""The short bundled cases give the answers that their files promise; by a brute force of their own on the plain YAML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import pytest
import yaml

from onetext.formats import native
from onetext.model.day import on
from onetext.solve.best import best as best_by_rule
from onetext.solve.zopa import zopa as zopa_of

CASES = Path(__file__).parents[2] / "src" / "onetext" / "cases"
Package = dict[str, str]


def read(name: str) -> Any:
    """The file with every scalar as the text written."""
    return yaml.load((CASES / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def options(issue: Any) -> list[str]:
    if "options" in issue:
        return list(issue["options"])
    first, last, step = (Fraction(issue.get(key, "1")) for key in ("from", "to", "step"))
    return [str(first + step * i) for i in range(int((last - first) / step) + 1)]


def packages(case: Any) -> Iterator[Package]:
    """Every package that breaks no link, in file order; the links of these cases are all `never`."""
    for chosen in product(*map(options, case["issues"].values())):
        package = dict(zip(case["issues"], chosen, strict=True))
        if not any(met(link["never"], package) for link in case.get("links", [])):
            yield package


def met(condition: Any, package: Package) -> bool:
    def one(wanted: Any, option: str) -> bool:
        if isinstance(wanted, dict):
            return Fraction(option) <= Fraction(wanted["to"])
        return option in (wanted if isinstance(wanted, list) else [wanted])

    return all(one(wanted, package[issue]) for issue, wanted in condition.items())


def worth(table: Any, option: str) -> Fraction:
    if table == "indifferent":
        return Fraction(0)
    if option in table:
        return Fraction(table[option])
    (a, low), (b, high) = ((Fraction(at), Fraction(points)) for at, points in table.items())  # a number, two points
    return low + (high - low) * (Fraction(option) - a) / (b - a)


def value(position: Any, package: Package) -> Fraction:
    return sum((worth(table, package[issue]) for issue, table in position["worth"].items()), Fraction(0))


def reservation(position: Any, day: str) -> Fraction:
    said = position["reservation"]
    return Fraction(said if isinstance(said, str) else [entry for entry in said if entry["from"] <= day][-1]["worth"])


def accepts(position: Any, package: Package, day: str) -> bool:
    lines = position.get("red_lines", [])
    kept = all(not met(line["never"], package) if "never" in line else met(line["always"], package) for line in lines)
    return kept and value(position, package) >= reservation(position, day)


def gains(case: Any, package: Package, day: str) -> tuple[Fraction, ...]:
    """The principals' gains, in file order."""
    principals = (case["positions"][who] for who, party in case["parties"].items() if "members" not in party)
    return tuple(value(position, package) - reservation(position, day) for position in principals)


def best(case: Any, day: str, score: Callable[[tuple[Fraction, ...]], Fraction]) -> tuple[int, Fraction, list[Package]]:
    """How many packages suit all, the best score among them and the packages that reach it."""
    zopa = [k for k in packages(case) if all(accepts(position, k, day) for position in case["positions"].values())]
    top = max(score(gains(case, k, day)) for k in zopa)
    return len(zopa), top, [k for k in zopa if score(gains(case, k, day)) == top]


# name, day, packages that break no link, packages that suit all, the Nash package and its gains
ANSWERS = [
    ("labour-dispute", "2030-03-01", 405, 19, "2 39 week four many", (7, 8)),
    ("house-sale", "2030-05-10", 63, 6, "420 october halves", (3, 4)),
    ("house-sale", "2030-06-01", 63, 16, "410 august buyer", (9, 11)),
    ("river-game", "2030-09-01", 384, 11, "bend mid spring half 40", (8, 32, 19, 20)),
]


@pytest.mark.parametrize(("name", "day", "admissible", "zopa", "nash", "gain"), ANSWERS)
def test_the_answers_are_those_in_the_file(name: str, day: str, admissible: int, zopa: int, nash: str, gain: tuple[int, ...]) -> None:
    """Counts and the one Nash package."""
    case = read(name)
    assert sum(1 for _ in packages(case)) == admissible
    count, product_of_gains, reached = best(case, day, prod)
    assert (count, product_of_gains) == (zopa, prod(gain))
    assert [" ".join(package.values()) for package in reached] == [nash]
    assert gains(case, reached[0], day) == gain


@pytest.mark.parametrize(("name", "day", "admissible", "zopa", "nash", "gain"), ANSWERS)
def test_onetext_gives_the_same_answers(name: str, day: str, admissible: int, zopa: int, nash: str, gain: tuple[int, ...]) -> None:
    """Zopa and Nash package, optimal and without a tie."""
    case = on(native.read({f"{name}.yaml": (CASES / f"{name}.yaml").read_bytes()}), date.fromisoformat(day))
    counted = zopa_of(case)
    assert (counted.status, counted.admissible, counted.zopa, counted.zopa_possible) == ("exact", admissible, zopa, zopa)
    found = best_by_rule(case, "nash")
    assert (found.status, found.objective, found.tied) == ("optimal", prod(gain), 1)
    assert " ".join(option for _, option in found.package or ()) == nash
    assert tuple(points for _, points in found.gains) == gain


def test_the_middle_of_the_labour_dispute_suits_neither_and_leaves_much_on_the_table() -> None:
    """Neither side accepts the middle; 72 packages are better for both; both want more apprentices."""
    case, day = read("labour-dispute"), "2030-03-01"
    middle = case["proposals"]["middle"]["package"]
    assert not any(accepts(position, middle, day) for position in case["positions"].values())
    here = gains(case, middle, day)
    assert sum(all(a > b for a, b in zip(gains(case, k, day), here, strict=True)) for k in packages(case)) == 72
    accepted = [sum(accepts(position, k, day) for k in packages(case)) for position in case["positions"].values()]
    assert accepted == [135, 171]
    assert best(case, day, min)[2] == best(case, day, prod)[2]
    total, (package,) = best(case, day, lambda g: sum(g, Fraction(0)))[1:]
    assert (total, gains(case, package, day)[0]) == (18, 0)
    for position in case["positions"].values():
        ranked = [worth(position["worth"]["learners"], option) for option in ("few", "some", "many")]
        assert ranked == sorted(ranked)


def test_the_veto_in_the_river_game_is_worth_half_of_the_jobs() -> None:
    """Without the villages more packages suit the rest, and the Nash package differs in the jobs alone."""
    case = read("river-game")
    day = case["as_of"]
    with_veto = best(case, day, prod)[2][0]
    rest = {**case, "positions": {who: p for who, p in case["positions"].items() if who not in ("oxley", "penn")}}
    count, _, (without,) = best(rest, day, prod)
    assert count == 39
    assert {issue: (with_veto[issue], without[issue]) for issue in with_veto if with_veto[issue] != without[issue]} == {
        "D": ("half", "open")
    }


def test_every_sheet_of_the_river_game_adds_up_to_100() -> None:
    """The best answers of each player add up to the same."""
    for who, position in read("river-game")["positions"].items():
        tables = [table for table in position["worth"].values() if table != "indifferent"]
        assert (who, sum(max(map(int, table.values())) for table in tables)) == (who, 100)


@pytest.mark.parametrize("name", ["labour-dispute", "house-sale", "river-game"])
def test_the_short_cases_are_short(name: str) -> None:
    """A page each (one with two sheets), no line wider than a screen; the text says what one learns."""
    lines = (CASES / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 100 and max(map(len, lines)) <= 160
    assert "It shows" in read(name)["about"]
