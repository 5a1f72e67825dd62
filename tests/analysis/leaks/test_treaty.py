"""The check at size: the treaty of 28 articles, with the figures of one party sealed, within a time limit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import monotonic

import pytest

import onetext
from onetext.analysis.leaks.check import leaks
from onetext.analysis.leaks.holds import accepts_of, agreeable_of, best_of
from onetext.analysis.leaks.results import Leaks
from onetext.analysis.leaks.unknowns import doubt
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.positions import Origin, Position, Reservation, Worth
from onetext.solve.budget import Budget

PUBLIC = on(onetext.load("treaty-28").case, onetext.load("treaty-28").case.as_of)


def sealed(position: Position) -> Position:
    """The same figures, as the party's own answers."""

    def answered(worth: Worth) -> Worth:
        return replace(worth, origin=Origin("answer"))

    assert isinstance(position.reservation, tuple)
    return replace(
        position,
        reservation=tuple(Reservation(answered(entry.worth), entry.since) for entry in position.reservation),
        worth=tuple(replace(table, at=tuple((key, answered(worth)) for key, worth in table.at)) for table in position.worth),
        terms=tuple(replace(term, worth=answered(term.worth)) for term in position.terms),
        red_lines=tuple(replace(line, origin=Origin("answer")) for line in position.red_lines if line.id != "dam-is-ours"),
    )


FULL = replace(PUBLIC, positions=tuple(sealed(p) if p.party == "aldmere" else p for p in PUBLIC.positions))
"""Aldmere has answered, and has given up its line on the dam; 42 packages suit all."""


def limited(seconds: float) -> Budget:
    end = monotonic() + seconds
    return Budget(seconds_left=lambda: end - monotonic())


def honest(found: Leaks, case: Case) -> None:
    """The truth lies within what remains, that within what is not excluded, and what is not exact is not called so."""
    unknown = doubt(PUBLIC, case, "borrowen").unknown
    (of,) = found.gained
    assert len(of.figures) == len(unknown) > 70
    for figure, one in zip(of.figures, unknown, strict=True):
        assert figure.proven is not None
        assert (
            one.low <= figure.proven.low <= figure.after.low <= one.value(one.truth) <= figure.after.high <= figure.proven.high <= one.high
        )
        assert (figure.status == "exact") == (figure.after == figure.proven)
    assert found.status == ("exact" if all(figure.status == "exact" for figure in of.figures) else "at_most")
    assert found.needs_confirmation == any(figure.may_be_pinned for figure in of.figures)


def check(make: Callable[[Case], object], seconds: float) -> Leaks:
    artefact = make(FULL)
    begun = monotonic()
    found = leaks({"borrowen": PUBLIC}, FULL, artefact, beside=(), budget=limited(seconds))  # type: ignore[arg-type]
    assert monotonic() - begun < 3 * seconds + 5
    honest(found, FULL)
    return found


def test_a_yes_at_size_is_exact() -> None:
    """The package crosses the line on the dam, as the public case still has it: that Aldmere accepts tells that it is gone."""
    package = best_of(FULL, "utilitarian").package
    found = check(lambda full: accepts_of(full, "aldmere", dict(package)), 30)
    assert found.status == "exact" and [figure.line for figure in found.gained[0].figures if figure.pinned] == ["dam-is-ours"]


def test_a_best_package_at_size_within_ten_seconds() -> None:
    """Too little time to prove all: the red line is proven gone, and what is not proven is not called so."""
    found = check(lambda full: best_of(full, "utilitarian"), 10)
    assert next(figure for figure in found.gained[0].figures if figure.line == "dam-is-ours").pinned


@pytest.mark.slow
def test_whether_anything_suits_all_at_size() -> None:
    assert check(agreeable_of, 120).status == "exact"


@pytest.mark.slow
@pytest.mark.parametrize("rule", ["nash", "egalitarian", "leximin", "kalai-smorodinsky"])
def test_other_rules_at_size_stay_honest(rule: str) -> None:
    check(lambda full: best_of(full, rule), 60)
