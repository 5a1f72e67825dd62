"""The searches that look at no list of worlds say the same as the list of all worlds, or bounds on both sides of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import direct
from analysis.leaks.by_definition import artefacts, is_so, one_of_each
from analysis.leaks.drawn import IGNORANCE, held_of, small_case
from onetext.analysis.leaks.enumerated import ends, enumerate_worlds
from onetext.analysis.leaks.solver import by_solver
from onetext.analysis.leaks.unknowns import doubt
from onetext.analysis.leaks.worlds import put
from onetext.model.artefacts import Artefact, Best, Count, Figure, Line
from onetext.model.case import Case
from onetext.model.positions import NoNumber, Position
from onetext.model.rules import RULES
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.cpsat.engine import Outcome

EXACT_RULES = ("utilitarian", "egalitarian", "leximin", "nash")


def compared(seed: int, most: int = 400) -> Counter[str]:
    source, seen = Random(seed), Counter()
    full = small_case(source)
    viewer = source.choice([p.party for p in full.positions if p.party in full.party])
    held = held_of(source, full, viewer, most)
    unknown = doubt(held, full, viewer, IGNORANCE).unknown
    for artefact in one_of_each(source, full, rules=3):
        if unknown and not isinstance(artefact, Figure | Line):
            seen += one_comparison(full, unknown, artefact)
    return seen


def one_comparison(full, unknown, artefact: Artefact) -> Counter[str]:
    name = artefact.rule if isinstance(artefact, Best) else type(artefact).__name__
    listed, found = enumerate_worlds(full, unknown, artefact, UNLIMITED), by_solver(full, unknown, artefact, UNLIMITED)
    assert listed is not None
    exact = all(one.exact for one in found.remains)
    for left, one in zip(listed.remain, found.remains, strict=True):
        places = ends(left)
        assert one.least <= places[0] <= one.first <= one.last <= places[-1] <= one.most, (name, one, left)
        assert one.count in (None, sum(left))
        for place, world in one.shown.items():
            assert left[place] and is_so(put(full, unknown, world), artefact)
    if not isinstance(artefact, Count) and name != "kalai-smorodinsky" and not (isinstance(artefact, Best) and bases_move(full, unknown)):
        assert exact, (name, found)
    return Counter({f"{name} {'exact' if exact else 'bounds'}": 1})


def bases_move(full: Case, unknown) -> bool:
    """Whether somebody without a reservation value has worths that are not known: its gains are measured from its least worth."""
    bare = {p.party for p in full.positions if p.reservation is NoNumber.NONE}
    return any(one.spot.party in bare for one in unknown)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_searches_agree_with_the_list_of_all_worlds(seed):
    compared(seed)


class Clock:
    """A budget that ends after it was asked for the time so many times."""

    def __init__(self, times: int) -> None:
        self.left = times

    def seconds(self) -> float:
        self.left -= 1
        return 60.0 if self.left > 0 else 0.0


def limited(seed: int) -> None:
    source = Random(seed)
    full = small_case(source)
    viewer = source.choice([p.party for p in full.positions if p.party in full.party])
    held = held_of(source, full, viewer)
    unknown = doubt(held, full, viewer, IGNORANCE).unknown
    for artefact in one_of_each(source, full, rules=2):
        if not unknown or isinstance(artefact, Figure | Line):
            continue
        listed = enumerate_worlds(full, unknown, artefact, UNLIMITED)
        found = by_solver(full, unknown, artefact, Budget(seconds_left=Clock(source.randint(0, 120)).seconds))
        for left, one in zip(listed.remain, found.remains, strict=True):
            places = ends(left)
            assert one.least <= places[0] <= one.first <= one.last <= places[-1] <= one.most, (artefact, one, left)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_a_limit_leaves_bounds_on_both_sides(seed):
    """What is said to remain remains, and what is said to be excluded is excluded, wherever the time ends."""
    limited(seed)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_the_same_on_many_more_cases(part):
    for seed in range(100 * part, 100 * (part + 1)):
        compared(seed)
        limited(seed)


@pytest.mark.parametrize("part", range(3))
def test_cuts_agree_for_every_rule(part):
    """Best packages by each rule, on fixed cases many of which need cuts."""
    for seed in range(1000 + 14 * part, 1014 + 14 * part):
        source = Random(seed)
        full = small_case(source)
        viewer = source.choice([p.party for p in full.positions if p.party in full.party])
        unknown = doubt(held_of(source, full, viewer, 200), full, viewer, IGNORANCE).unknown
        for artefact in artefacts(full):
            if unknown and isinstance(artefact, Best) and artefact.rule in EXACT_RULES:
                one_comparison(full, unknown, artefact)


def test_a_bound_without_a_solution_excludes_nothing(monkeypatch):
    """A solver stopped before its first solution hands over a number that is no bound."""
    full = next(case for case in map(small_case, map(Random, range(50))) if direct.optimum(case, RULES["nash"]) and len(case.positions) > 2)
    best = Best("nash", tuple(direct.optimum(full, RULES["nash"]).packages[0].items()))
    held = replace(full, positions=tuple(Position(p.party) if p.party != "p0" else p for p in full.positions))
    unknown = doubt(held, full, "p0", IGNORANCE).unknown
    monkeypatch.setattr("onetext.analysis.leaks.cuts.run", lambda *given: Outcome("unknown", (), None, 0))
    found = by_solver(full, unknown, best, Budget(seconds_left=Clock(40).seconds))
    assert all((one.least, one.most) == (0, u.count - 1) for one, u in zip(found.remains, unknown, strict=True))
