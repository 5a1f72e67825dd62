"""Questions played against truths: the ends that are reached are true, and asking well needs fewer."""

from __future__ import annotations

from statistics import median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import PCG64, Generator

from instances import Talk, spoken_case
from onetext.analysis.asking.known import told_reply
from onetext.analysis.asking.questions import ASKERS, Asker
from onetext.analysis.asking.verdict import open_puts
from onetext.analysis.asking.zone import zone_of
from onetext.errors import UsageError
from onetext.simulate.asking import PLAYS, TENTH, Truth, play_agreement, simulate, truths
from onetext.solve.budget import UNLIMITED, Budget

SMALL = Talk(issues=3, options=3, parties=2, replies=1)


def test_the_same_seed_plays_the_same() -> None:
    case = spoken_case(1, SMALL)
    one, other = (simulate(case, of="", runs=2, seed=5, steps="equal", budget=UNLIMITED) for _ in range(2))
    assert one == other
    assert [(n.to, n.asker) for n in one.needed] == [(to, asker) for to in PLAYS for asker in ASKERS]
    assert one.complete and all(n.runs == 2 and len(n.questions) == 2 for n in one.needed)


def test_counts_are_those_of_the_runs() -> None:
    for one in simulate(spoken_case(1, SMALL), of="", runs=3, seed=5, steps="any", budget=UNLIMITED).needed:
        reached = [count for count in one.questions if count is not None]
        assert (one.reached, one.fewest, one.most) == (len(reached), min(reached, default=None), max(reached, default=None))
        whole = sorted(one.questions, key=lambda count: np.inf if count is None else count)
        assert one.median == whole[(len(whole) - 1) // 2]


@given(st.integers(0, 1000), st.sampled_from(ASKERS))
@settings(max_examples=20)
def test_what_is_settled_is_true(seed: int, asker: Asker) -> None:
    """Played to the end, what is then sure is so in the truth that answered: step by step, from the answers alone."""
    zone = zone_of(spoken_case(seed, SMALL), "equal", UNLIMITED)
    truth = truths(zone, Generator(PCG64(seed)))
    really = zone.by_all({who: one.accepts for who, one in truth.items()})
    assert play_agreement(zone, truth, tuple(zone.known), asker, Generator(PCG64(1))) is not None
    known = dict(zone.known)
    for who, place in open_puts(zone, tuple(known)):
        known[who] = told_reply(known[who], zone.cols, place, bool(truth[who].accepts[place]), Generator(PCG64(2)))
        assert (truth[who].accepts | ~known[who].surely).all() and (known[who].possibly | ~truth[who].accepts).all()
    assert (zone.by_all({who: one.surely for who, one in known.items()}) == really).all()


def test_a_truth_fits_what_is_known() -> None:
    """What a voter surely accepts or refuses it accepts or refuses in every world drawn."""
    zone = zone_of(spoken_case(4, SMALL), "equal", UNLIMITED)
    for seed in range(10):
        for who, one in truths(zone, Generator(PCG64(seed))).items():
            assert isinstance(one, Truth)
            assert (one.accepts | ~zone.known[who].surely).all() and (zone.known[who].possibly | ~one.accepts).all()


def test_asking_well_needs_a_third_of_the_questions() -> None:
    """Over ten cases, to settle whether something can be agreed: the median against questions at random."""
    needed: dict[Asker, list[int]] = {"best": [], "random": []}
    for seed in range(10):
        zone = zone_of(spoken_case(seed, Talk(issues=3, options=4, parties=3, replies=0)), "equal", UNLIMITED)
        truth = truths(zone, Generator(PCG64(seed)))
        for asker, found in needed.items():
            found.append(play_agreement(zone, truth, tuple(zone.known), asker, Generator(PCG64(seed))) or 0)
    assert 3 * median(needed["best"]) <= median(needed["random"])


def test_a_tenth_of_the_regret_is_reached_by_comparisons() -> None:
    """The end is that at most a tenth is left; and with comparisons whose answers follow, more are needed than with the best."""
    assert TENTH == 0.1
    case = spoken_case(3, Talk(issues=3, options=4, parties=2, replies=0))
    found = {one.asker: one for one in simulate(case, of="", runs=3, seed=1, steps="equal", budget=UNLIMITED).needed if one.to == "regret"}
    assert found["best"].reached >= 2
    assert (found["best"].median or 0) < (found["random"].median or 1000)


def test_a_limit_leaves_runs_out_and_says_so() -> None:
    found = simulate(spoken_case(1, SMALL), of="", runs=3, seed=0, steps="equal", budget=Budget(cancelled=lambda: True))
    assert not found.complete and all(one.runs == 0 and one.median is None for one in found.needed)


def test_an_unknown_party_is_refused() -> None:
    with pytest.raises(UsageError, match="no party 'x'"):
        simulate(spoken_case(1, SMALL), of="x", runs=1, seed=0, steps="equal", budget=UNLIMITED)
