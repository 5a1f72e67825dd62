"""The bundled simulator case holds its source exactly: the figures, the conflicts, the counts by averages."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

CASE = Path(__file__).parents[2] / "src" / "onetext" / "cases" / "peace-simulator-2025.yaml"
ACTORS = {"ukraine": "Ukraine", "russia": "Russia", "us": "USA", "europe": "Europe"}


@pytest.fixture(scope="module")
def case() -> Any:
    # every scalar as the text written
    return yaml.load(CASE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@pytest.fixture(scope="module")
def source(shared: Path) -> Any:
    return json.loads((shared / "cases" / "published" / "peace-simulator-2025.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def drafts(case: Any) -> tuple[np.ndarray, np.ndarray]:
    """Which articles are in, for all 2^20 drafts, and which drafts break no link; by brute force on the file."""
    column = {issue: i for i, issue in enumerate(case["issues"])}
    inside = ((np.arange(1 << len(column))[:, None] >> np.arange(len(column))) & 1).astype(bool)
    admissible = np.ones(len(inside), dtype=bool)
    for link in case["links"]:
        if "never" in link:
            admissible &= ~inside[:, [column[a] for a in link["never"]]].all(axis=1)
        else:
            admissible &= inside[:, [column[a] for each in link["of"] for a in each]].sum(axis=1) >= int(link["at_least"])
    return inside, admissible


def accepted(case: Any, party: str, inside: np.ndarray) -> np.ndarray:
    """Where the sum of the worths reaches the reservation value, in half points."""
    position = case["positions"][party]
    halves = [int(2 * Decimal(position["worth"][issue]["in"]["worth"])) for issue in case["issues"]]
    return inside @ np.array(halves) >= 2 * Decimal(position["reservation"]["worth"])


def rejected(case: Any, party: str) -> list[int]:
    view = case["positions"][party]["view"]
    return [i for i, issue in enumerate(case["issues"]) if view.get(issue, {}).get("in") == "rejects"]


def test_worths_are_satisfaction_minus_threshold(case: Any, source: Any) -> None:
    assert list(case["issues"]) == [f"a{article['id']}" for article in source["articles"]]
    for party, actor in ACTORS.items():
        table = case["positions"][party]["worth"]
        for article in source["articles"]:
            cell = table[f"a{article['id']}"]["in"]
            assert Decimal(cell["worth"]) == article["score"][actor] - Decimal(str(source["threshold"][actor]))
            assert Decimal(table[f"a{article['id']}"]["out"]["worth"]) == 0


def test_titles_positions_and_conflicts_are_the_sources(case: Any, source: Any) -> None:
    says = {"accepts": "can_live", "rejects": "rejects"}
    for article in source["articles"]:
        issue = f"a{article['id']}"
        assert case["issues"][issue]["title"] == article["title"]
        for party in ("ukraine", "russia"):
            view = case["positions"][party]["view"].get(issue, {})
            assert view.get("in") == says.get(article["public_position"][ACTORS[party]])
    nevers = [sorted(int(a[1:]) for a in link["never"]) for link in case["links"] if "never" in link]
    assert nevers == source["conflicts"]


def test_every_worth_is_a_guess_with_its_source(case: Any) -> None:
    cells = [cell for p in case["positions"].values() for options in p["worth"].values() for cell in options.values()]
    assert len(cells) == 4 * 20 * 2
    assert all(cell["from"] == "guess" and cell["evidence"] == ["scores"] for cell in cells)
    assert case["statements"]["scores"]["source"] in case["sources"]


def test_counts_by_averages(case: Any, source: Any, drafts: tuple[np.ndarray, np.ndarray]) -> None:
    inside, admissible = drafts
    every = np.logical_and.reduce([accepted(case, party, inside) for party in ACTORS])
    assert admissible.sum() == source["known"]["conflict_free_nonempty_drafts"] == 248_831
    assert (admissible & every).sum() == source["known"]["drafts_whose_averages_reach_all_thresholds"] == 118_136


def test_sums_decide_as_averages_do(source: Any, case: Any, drafts: tuple[np.ndarray, np.ndarray]) -> None:
    inside, admissible = drafts
    some = np.flatnonzero(admissible)[::97]
    for party, actor in ACTORS.items():
        scores = np.array([article["score"][actor] for article in source["articles"]])
        averages = (inside[some] @ scores) / inside[some].sum(axis=1)
        assert np.array_equal(averages >= source["threshold"][actor], accepted(case, party, inside)[some])


def test_if_every_public_rejection_were_final(case: Any, source: Any, drafts: tuple[np.ndarray, np.ndarray]) -> None:
    inside, admissible = drafts
    final = [rejected(case, party) for party in ("ukraine", "russia")]
    left = [i + 1 for i in range(20) if i not in final[0] + final[1]]
    assert left == source["known"]["articles_left_when_a_rejection_is_a_veto"] == [1, 5, 16, 17, 19]
    assert len(final[0] + final[1]) == source["known"]["articles_rejected_by_ukraine_or_russia"] == 15
    free = [admissible & ~inside[:, columns].any(axis=1) for columns in final]
    every = np.logical_and.reduce([accepted(case, party, inside) for party in ACTORS])
    # what averages hide: of 118,136 drafts, 24 hold nothing that either side rejects
    assert (every & free[0] & free[1]).sum() == 24
    assert [(every & each).sum() for each in free] == [309, 1_192]
