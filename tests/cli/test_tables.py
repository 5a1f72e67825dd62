"""What a person reads of answers that the bundled cases do not give: estimates, zero products, waived links, limits."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

import onetext
from cli.running import STRAIT
from conftest import require
from onetext.analysis.why import Why
from onetext.cli.output import printed
from onetext.cli.tables import show
from onetext.cli.words import amount, share_text
from onetext.model.demands import Demand
from onetext.solve.results import Change, Conflict, Frontier, Refined, Softening, Solution, Zopa

PACKAGE = (("line", "pull"), ("monitors", "joint"), ("port", "open"), ("fee", "6"), ("fund", "20"))
require("shared")
STUDY = onetext.load(STRAIT)


def shown(capsys: pytest.CaptureFixture[str], answer: Any) -> str:
    """The text of an answer on the strait."""
    printed(lambda console: show(STUDY, answer, console))
    return capsys.readouterr().out


def test_a_product_that_is_zero_everywhere(capsys: pytest.CaptureFixture[str]) -> None:
    """Says who cannot gain, and the product over the others."""
    answer = Solution(
        "nash",
        "optimal",
        "enumeration",
        PACKAGE,
        objective=Fraction(0),
        tied=2,
        refined=Refined(("east", "west"), ("north",), Fraction(12), PACKAGE),
    )
    text = shown(capsys, answer)
    assert "Objective 0; 2 packages reach it." in text
    assert "The product is 0 everywhere: Northland cannot gain. Over the others it is 12." in text


@pytest.mark.parametrize(
    ("unique", "said"),
    [(True, "no other package reaches it"), (False, "other packages reach it too"), (None, "whether others reach it is not known")],
)
def test_ties_that_were_not_counted(capsys: pytest.CaptureFixture[str], unique: bool | None, said: str) -> None:
    """At least whether there are any."""
    assert f"Objective 5; {said}." in shown(capsys, Solution("nash", "optimal", "cp-sat", PACKAGE, objective=Fraction(5), unique=unique))


def test_what_must_be_known_first(capsys: pytest.CaptureFixture[str]) -> None:
    """Who is not weighed, whose points are compared, and where intervals were taken."""
    answer = Solution(
        "utilitarian",
        "optimal",
        "enumeration",
        PACKAGE,
        objective=Fraction(5),
        compares_points=True,
        left_out=("west",),
        midpoints=True,
        acceptable="some",
    )
    text = shown(capsys, answer)
    for said in ("compares points of different parties", "Not weighed: Westreach.", "at their middle", "accepted only in some cases"):
        assert said in text
    assert "compares points" not in shown(capsys, replace(answer, normalised=True))


def test_no_package_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    """Links that leave nothing are told apart from parties that refuse."""
    assert "no package breaks no link: proven" in shown(capsys, Solution("nash", "infeasible_links", "cp-sat"))
    assert "stopped by a limit before any package was found" in shown(capsys, Solution("nash", "unknown", "cp-sat"))


def test_an_estimate(capsys: pytest.CaptureFixture[str]) -> None:
    """With its interval; who would ratify and who is silent."""
    answer = Zopa("estimate", "sampling", 360, 173, (), 0, 7, interval=(3, 11), ratified=(("bank", 2),), silent=("east",))
    text = shown(capsys, answer)
    for said in (
        "No package is surely acceptable to all; 7 may be.",
        'Counts marked "about" are estimates, by sampling.',
        "with 95 % confidence: between 3 and 11",
        "Strait Bank would ratify 2",
        "Silent: Eastmark",
    ):
        assert said in text
    assert "No package is acceptable to all." in shown(capsys, replace(answer, zopa_possible=0, ratified=(), silent=()))


def test_a_frontier_of_none(capsys: pytest.CaptureFixture[str]) -> None:
    """An empty set has no points, and says so without a table of nothing."""
    assert "0 efficient points in 0 packages" in shown(capsys, Frontier("optimal", "enumeration", 0, 0, (), within="zopa"))


def test_movements_and_lists_that_may_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    """A link waived, a bloc's members, a reservation value, and what was not counted or not completed."""
    conflict = Conflict(
        (Demand("isles", "bloc", members=("ama", "bru")), Demand("", "link", "few"), Demand("north", "reservation")), (("isles", ("ama",)),)
    )
    changes = (Change("", "link", "few", Fraction(2)), Change("north", "reservation", "", Fraction(3), Fraction(3, 2)))
    opening = Softening(Fraction(5), (("north", Fraction(3)),), changes, None, (*PACKAGE, ("line", "pull"), ("fund", "0")))
    text = shown(capsys, Why("no", "cp-sat", (conflict,), (opening,), (), (), ()))
    for said in (
        "the consent of League of Isles (in the way: Ama)",
        "the link: at most two of these:",
        "what Northland has without an agreement",
        "the link waived: at most two of these:",
        "accepts 1.5",
        "not counted",
        "and 1 more answer",
        "There may be more conflicts",
        "There may be more ways",
    ):
        assert said in " ".join(text.split()), said


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (None, "-"),
        (Fraction(2040), "2,040"),
        (Fraction(1, 2), "0.5"),
        (Fraction(8, 11), "~0.727"),
        (Fraction(-1, 3), "~-0.333"),
        (Fraction(1, 9999), "~0"),
    ],
)
def test_numbers(number: Fraction | None, text: str) -> None:
    """To three decimals, marked where that is not all of it."""
    assert amount(number) == text


def test_a_gap_needs_two_numbers() -> None:
    """A list of gains, or a bound of 0, has none."""
    assert share_text(Fraction(3), Fraction(4)) == "25.00%"
    assert [share_text(*pair) for pair in (((Fraction(1),), (Fraction(2),)), (Fraction(1), Fraction(0)), (None, Fraction(1)))] == [
        "",
        "",
        "",
    ]


def test_a_rule_that_has_no_gains_to_weigh(capsys: pytest.CaptureFixture[str]) -> None:
    """No objective is claimed and no empty table is drawn."""
    text = shown(capsys, Solution("nash", "optimal", "enumeration", PACKAGE, tied=2, left_out=("north", "east", "west")))
    assert "no gains to weigh" in text and "Objective" not in text and "Weighed " not in text


def test_records_of_later_days_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """Left out, and never in silence."""
    before = STUDY.on("2031-01-15")
    printed(lambda console: show(before, before.zopa(), console))
    assert "1 later record not used." in capsys.readouterr().out
    assert "not used" not in shown(capsys, STUDY.zopa())


def test_a_sampled_count_is_said_to_be_about(capsys: pytest.CaptureFixture[str]) -> None:
    """In the first line too, and exactly where it was counted."""
    exact = STUDY.zopa()
    sampled = replace(exact, status="estimate", zopa=203_358_208, interval=(202_916_821, 203_797_569))
    assert "About 203,000,000 packages are acceptable to all." in shown(capsys, sampled)
    assert "\n1 package is acceptable to all." in shown(capsys, exact)
