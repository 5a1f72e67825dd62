"""The frontiers published with the nonlinear scenarios of ANAC 2014: which of their points are dominated, as the page says."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from conftest import ROOT, SHARED
from onetext import certify
from onetext.formats import read
from onetext.model.acceptance import value
from onetext.model.case import Case
from onetext.model.numbers import sharp
from onetext.model.positions import Reservation, Worth
from onetext.solve.best import best

GENIUS = SHARED / "cases" / "genius"
PAGE = ROOT / "docs" / "reference" / "published-frontiers.md"
ROW = re.compile(r"^\| (\d+issues) \| (\d+), (\d+) \| (?:(\d+), (\d+)|none: efficient) \|$", re.MULTILINE)
ROWS = [
    (row[1], (int(row[2]), int(row[3])), (int(row[4]), int(row[5])) if row[4] else None) for row in ROW.finditer(PAGE.read_text("utf-8"))
]


def at_least(case: Case, values: tuple[int, ...]) -> Case:
    """The case in which each party asks for a value."""
    held = zip(case.positions, values, strict=True)
    return replace(case, positions=tuple(replace(one, reservation=(Reservation(Worth(sharp(Fraction(n)))),)) for one, n in held))


def published(name: str) -> list[tuple[int, ...]]:
    """The points of the file, in the profiles' own points."""
    tops = [re.search(r'maxutility="(\d+)', (GENIUS / name / f"profile-{k}.xml").read_text("utf-8")) for k in (1, 2)]
    lines = (GENIUS / name / "pareto.xml").read_text("utf-8").split("\n")
    most = [int(top[1]) for top in tops if top]
    return [
        tuple(round(Fraction(share.strip()) * top) for share, top in zip(line.split(","), most, strict=True))
        for line in lines
        if line.strip()
    ]


@pytest.mark.parametrize("name", ["10issues", "30issues", "50issues"])
def test_the_page_names_every_published_point(name: str) -> None:
    assert [point for scenario, point, _ in ROWS if scenario == name] == published(name)


@pytest.mark.parametrize(("name", "point", "better"), ROWS)
def test_a_point_is_dominated_where_the_page_says_so(name: str, point: tuple[int, int], better: tuple[int, int] | None) -> None:
    """The values of the package found are worked out from the case once more."""
    case = at_least(read({path.name: path.read_bytes() for path in (GENIUS / name).glob("*.xml")}), point)
    found = best(case, "utilitarian")
    assert found.status == "optimal" and not certify.check(case, found)
    values = tuple(int(value(case, party.id, dict(found.package or ())).low) for party in case.parties)
    assert values == (better or point)
