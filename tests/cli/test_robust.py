"""What a person reads of `robust`: names, probabilities that were drawn, limits, and what is recommended by which criterion."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import onetext
from analysis.test_robust import WELL
from cli.running import ran
from onetext.cli.output import printed
from onetext.cli.tables import show
from onetext.cli.tables_robust import chance_text, percent
from onetext.solve.robustness import RobustZopa


@pytest.fixture
def well(tmp_path: Path) -> str:
    path = tmp_path / "well.yaml"
    path.write_text(WELL, "utf-8")
    return str(path)


def shown(capsys: pytest.CaptureFixture[str], study: onetext.Study, answer: Any) -> str:
    printed(lambda console: show(study, answer, console))
    return " ".join(capsys.readouterr().out.split())


def test_the_whole_answer(capsys: pytest.CaptureFixture[str], well: str) -> None:
    """What is in doubt, the packages with their figures, each criterion with its package and what must be known of it."""
    done = ran(capsys, "robust", well, "--gamma", "1", "--joint", "2")
    text = " ".join(done.out.split())
    for said in (
        "11 figures are in doubt: 9 lie between two numbers, 1 is one of some numbers, 1 red line may not hold.",
        "10 sharp guesses may be wrong.",
        "49.2 to 82",
        "37.5 to 87.5",
        "lacks 1",
        "(Hill)",
        "under doubt: gamma, chance",
        "By gamma (most guesses may be wrong): plan.",
        "nothing is accepted in all cases, and this lacks least; compares points of different parties",
        "No package is acceptable to all although 1 of each party's guesses are wrong.",
        "Under doubt, by share:",
    ):
        assert said in text, said
    assert done.code == 0
    assert "best package" not in text.lower()


def test_one_package(capsys: pytest.CaptureFixture[str], well: str) -> None:
    """No search, no recommendation."""
    done = ran(capsys, "robust", well, "--package", "plan")
    assert "By radius" not in done.out and "Under doubt" not in done.out
    found = ran(capsys, "robust", well, "--package", "plan", "--json").json
    assert (found["searches"], found["under_doubt"], [one["name"] for one in found["packages"]]) == ({}, {}, ["plan"])
    assert found["packages"][0]["chance"]["exact"] == {"low": "63/128", "high": "105/128"}


def test_unknown_names_and_numbers(capsys: pytest.CaptureFixture[str], well: str) -> None:
    """Exit 2, one line, what is allowed."""
    done = ran(capsys, "robust", well, "--package", "plam")
    assert (done.code, done.err) == (
        2,
        "onetext: no package 'plam'; did you mean 'plan'? known: plan, nash, half, utilitarian, egalitarian, leximin, "
        "kalai-smorodinsky, radius, share, gamma, chance\n",
    )
    done = ran(capsys, "robust", well, "--gamma", "-1")
    assert (done.code, done.err) == (2, "onetext: gamma: -1; allowed: 0 or more\n")


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ("0", "1", "0 to 100"),
        ("1/2", "1/2", "50"),
        ("2/3", "2/3", "66.7"),
        ("1/99999", "1/99999", "under 0.1"),
        ("99999/100000", "1", "over 99.9 to 100"),
    ],
)
def test_per_cent(low: str, high: str, text: str) -> None:
    """What is nearly nothing is not nothing, what is nearly sure not sure."""
    assert percent(Fraction(low), Fraction(high)) == text


def test_what_was_drawn_is_about(capsys: pytest.CaptureFixture[str], well: str) -> None:
    """With its 95 % interval; what could not be drawn is not known."""
    study = onetext.load(well)
    found = study.robust(joint=2)
    plan = found.packages[0]
    drawn = replace(plan.chance, status="estimate", interval=(0.47, 0.51), low=Fraction(1, 2), high=Fraction(1, 2))
    assert chance_text(drawn) == "about 50 (47.0 to 51.0)"
    joint = replace(plan.chance.joint, status="unknown", low=None, high=None) if plan.chance.joint else None
    packages = (replace(plan, chance=replace(drawn, joint=joint)), *found.packages[1:])
    assert "not known" in shown(capsys, study, replace(found, packages=packages))


def test_searches_that_were_stopped_or_found_nothing(capsys: pytest.CaptureFixture[str], well: str) -> None:
    """With the bound so far; what was compared only is said to be."""
    study = onetext.load(well)
    found = study.robust()
    radius = next(one for one in found.searches if one.criterion == "radius")
    stopped = replace(radius, status="feasible", bound=Fraction(3), objective=Fraction(2))
    others = (replace(radius, criterion="chance", status="compared"), replace(radius, criterion="gamma", status="unknown", package=None))
    text = shown(capsys, study, replace(found, searches=(stopped, *others), under_doubt=(("radius", "plan"), ("chance", "plan"))))
    assert "best so far, not proven: stopped by a limit, at most 3" in text
    assert "the best of the packages listed, not of all" in text
    assert "stopped before one was found" in text


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (RobustZopa(Fraction(2), "not_counted", "cp-sat", None, (("a", "b"),)), "Some packages are acceptable to all although 2"),
        (
            RobustZopa(Fraction(2), "feasible", "cp-sat", None),
            "Whether any package is acceptable to all although 2 of each party's guesses are wrong is not known.",
        ),
        (RobustZopa(Fraction(1, 2), "exact", "enumeration", 1), "1 package is acceptable to all although 0.5"),
    ],
)
def test_what_remains_with_guesses_wrong(capsys: pytest.CaptureFixture[str], well: str, zone: RobustZopa, said: str) -> None:
    study = onetext.load(well)
    assert said in shown(capsys, study, replace(study.robust(), robust_zopa=zone))


def test_a_limit_is_an_exit_code(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, well: str) -> None:
    """A search that was stopped is no proof; an estimate alone is an answer."""
    found = onetext.load(well).robust()
    for status, code in (("feasible", 3), ("estimate", 0), ("exact", 0)):
        monkeypatch.setattr(onetext.Study, "robust", lambda self, status=status, **given: replace(found, status=status))
        assert ran(capsys, "robust", well).code == code
