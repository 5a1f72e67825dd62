"""Worlds drawn by lot: their intervals cover what is known exactly, as often as they say."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from numpy.random import PCG64, Generator

from onetext.model.case import Case
from onetext.model.issues import Issue, Option
from onetext.model.numbers import Interval, sharp
from onetext.model.parties import Decides, Member, Party
from onetext.model.positions import IssueWorth, Position, Reservation, View, Worth, one_of
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.chances import vote
from onetext.solve.sampling import generator
from onetext.solve.sureness import chance
from onetext.solve.uniforms import cube_below
from onetext.solve.worlds import ball, drawn, drawn_together, in_doubt

A = {"i": "a", "j": "a"}
ISSUES = (Issue("i", "", (Option("a"), Option("b"))), Issue("j", "", (Option("a"), Option("b"))))
TRIALS, WORLDS = 400, 1_000


def between(low: int, high: int) -> Worth:
    return Worth(Interval(Fraction(low), Fraction(high)))


def position(who: str, reservation: Worth, *worths: Worth) -> Position:
    """A position with a worth of `a` in each issue."""
    tables = tuple(IssueWorth(issue.id, (("a", worth),)) for issue, worth in zip(ISSUES, worths, strict=False))
    return Position(who, reservation=(Reservation(reservation),), worth=tables)


NUMBERS = one_of([(Fraction(0), Fraction(1, 4)), (Fraction(3), Fraction(3, 4))])
BLOC = Party("z", kinds=("bloc",), members=(Member("m"), Member("n"), Member("o")), decides=Decides(members=Fraction(2, 3)))
MIXED = Case(
    parties=(Party("p"), BLOC),
    issues=ISSUES,
    positions=(
        position("p", Worth(sharp(3)), between(0, 4), between(1, 5)),
        position("m", between(2, 4), between(0, 6), NUMBERS),
        position("n", Worth(sharp(2)), between(0, 8), Worth(sharp(-1))),
        position("o", Worth(sharp(1)), NUMBERS),
    ),
)


def covered(shares: list[tuple[float, float]], truth: Fraction) -> float:
    return sum(low <= truth <= high for low, high in shares) / len(shares)


def seeded(seed: int) -> Generator:
    return Generator(PCG64(seed))


def test_intervals_of_independent_figures_cover_the_exact_chance() -> None:
    """In 93 to 97 of a hundred trials; the trials are always the same."""
    truth = chance(MIXED, A)
    assert truth.status == "exact" and 0 < truth.low < 1
    found = [drawn(vote(MIXED, A, most=0), seeded(seed), WORLDS).interval for seed in range(TRIALS)]
    assert 0.93 <= covered(found, truth.low) <= 0.97


JOINT = Case(
    parties=(Party("p"), Party("q")),
    issues=ISSUES,
    positions=(position("p", Worth(sharp(1)), between(-2, 2)), position("q", between(-3, 1), between(4, 5))),
)
"""Of three intervals the first decides: p accepts where it is at least half a half-width above its middle."""


def above_half(bound: Fraction) -> Fraction:
    """How likely the first of three is so: half of the share of the cube's part in which it is at least a half."""
    rest = Fraction(1, 2)
    inside = sum_below([rest, Fraction(1), Fraction(1)], bound - rest) * rest
    return inside / cube_below(3, bound) / 2


def sum_below(widths: list[Fraction], bound: Fraction) -> Fraction:
    """By the volume of a corner with its boxes taken off."""
    volume = Fraction(0)
    for taken in range(8):
        chosen = [width for n, width in enumerate(widths) if taken >> n & 1]
        volume += (-1) ** len(chosen) * max(bound - sum(chosen), Fraction(0)) ** 3
    return volume / (6 * widths[0] * widths[1] * widths[2])


@pytest.mark.parametrize("bound", [Fraction(1), Fraction(3, 2), Fraction(11, 4)])
def test_intervals_of_jointly_bounded_figures_cover_the_exact_share(bound: Fraction) -> None:
    """In 93 to 97 of a hundred trials, whether the bound is narrow or leaves nearly everything free."""
    own, truth = vote(JOINT, A), above_half(bound)
    assert len(in_doubt(JOINT)) == 3
    found = [drawn_together(own, seeded(seed), bound, UNLIMITED, WORLDS) for seed in range(TRIALS)]
    assert 0.93 <= covered([one.interval for one in found if one is not None], truth) <= 0.97


@pytest.mark.slow
def test_ten_times_as_many_trials_come_ten_times_as_near() -> None:
    """4,000 trials of each kind: 94 to 96 of a hundred."""
    alone, truth = vote(MIXED, A, most=0), chance(MIXED, A).low
    assert 0.94 <= covered([drawn(alone, seeded(seed), WORLDS).interval for seed in range(10 * TRIALS)], truth) <= 0.96
    own = vote(JOINT, A)
    for bound in (Fraction(1), Fraction(2)):
        found = [drawn_together(own, seeded(seed), bound, UNLIMITED, WORLDS) for seed in range(10 * TRIALS)]
        assert 0.94 <= covered([one.interval for one in found if one is not None], above_half(bound)) <= 0.96


def test_a_bound_that_leaves_all_free_is_independence() -> None:
    """Three half-widths for three intervals; with no room at all everything stands at its middle."""
    free = chance(JOINT, A, joint=Fraction(3))
    assert free.joint is not None
    assert (free.joint.status, free.joint.low, free.joint.figures) == ("exact", free.low, 3)
    assert free.low == Fraction(1, 4)
    none = chance(JOINT, A, joint=Fraction(0)).joint
    assert none is not None and (none.status, none.low, none.high) == ("exact", 0, 0)


def test_what_no_figure_within_the_bound_turns_is_exact() -> None:
    """Up to half a half-width p refuses everywhere; numbers that may be some keep their shares, words their two ends."""
    narrow = chance(JOINT, A, joint=Fraction(1, 3)).joint
    assert narrow is not None and (narrow.status, narrow.low) == ("exact", 0)
    some = replace(JOINT, positions=(position("p", Worth(sharp(2)), between(0, 2), NUMBERS), JOINT.positions[1]))
    found = chance(some, A, joint=Fraction(1, 2)).joint
    assert found is not None and (found.status, found.low) == ("exact", Fraction(3, 4))
    words = replace(
        some, parties=(*some.parties, Party("w")), positions=(*some.positions, Position("w", view=(View("i", "a", "rejects"),)))
    )
    open_ends = chance(words, A, joint=Fraction(1, 2)).joint
    assert open_ends is not None and (open_ends.low, open_ends.high) == (0, Fraction(3, 4))


def test_a_part_of_a_half_width_counts_by_its_part() -> None:
    """Half of the wider interval's half-width is 1: what has 1 to lose is sure, what has less is not."""
    for reservation, status in ((Fraction(1), "exact"), (Fraction(11, 10), "estimate")):
        own = replace(JOINT, positions=(position("p", Worth(sharp(reservation)), between(0, 4), between(-1, 1)), JOINT.positions[1]))
        found = chance(own, A, joint=Fraction(1, 2)).joint
        assert found is not None and found.status == status
        assert status == "estimate" or found.low == 1


def test_points_are_spread_evenly_over_the_bounded_part() -> None:
    """Shares of the cube's part at hand: each coordinate alike, sums as volumes say, nothing beyond the bound."""
    for size, bound in ((2, 0.5), (4, 1.5), (6, 2.9), (12, 2.0), (3, 2.5)):
        points = ball(seeded(size), (40_000, size), bound, UNLIMITED)
        assert points is not None and points.shape == (40_000, size)
        sums = points.sum(axis=1)
        assert points.min() >= 0 and points.max() <= 1 and sums.max() <= bound
        for part in (0.5, 0.8, 0.95):
            share = float(cube_below(size, Fraction(bound * part)) / cube_below(size, Fraction(bound)))
            assert abs(np.mean(sums <= bound * part) - share) < 0.012
        assert np.ptp(points.mean(axis=0)) < 0.012


def test_a_search_that_is_stopped_draws_no_more() -> None:
    """Out of time, what was drawn counts if it is enough; else it is not known, and says why."""
    stopped = Budget(seconds_left=lambda: 0.0)
    names = [f"p{n}" for n in range(800)]
    wide = Case(
        parties=tuple(map(Party, names)), issues=ISSUES, positions=tuple(position(who, Worth(sharp(1)), between(0, 4)) for who in names)
    )
    assert ball(seeded(1), (20_000, 800), 150.0, stopped) is None
    found = chance(wide, A, joint=Fraction(150), budget=stopped).joint
    assert found is not None and found.status == "unknown"
    assert "800 intervals" in found.method


def test_the_same_case_draws_the_same_worlds() -> None:
    """The generator comes from the digest; another case, or purpose, draws others."""
    one, other = (chance(case, A, most=0) for case in (MIXED, replace(MIXED, title="Another")))
    assert one == chance(MIXED, A, most=0)
    assert (one.status, one.low != other.low) == ("estimate", True)
    assert one.interval is not None and one.interval[0] < float(one.low) < one.interval[1]
    assert one.frechet.low <= chance(MIXED, A).low <= one.frechet.high
    assert generator(MIXED, "a").random() != generator(MIXED, "b").random()
