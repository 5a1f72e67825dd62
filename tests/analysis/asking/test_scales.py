"""The columns of a party: every mixture fits what is known, and all worths that fit it are mixtures."""

from __future__ import annotations

import itertools
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.analysis.asking.scales import KNOTS, Scale, at_least, scale_of, score
from onetext.model.case import Case
from onetext.model.issues import Grid, Issue, Option, number_issue
from onetext.model.orders import LEVELS
from onetext.model.parties import Party
from onetext.model.positions import Order, Position, Preference, View
from onetext.model.records import Proposal, Reply
from onetext.solve.linear import Region, Search, drawn
from onetext.solve.sampling import generator
from spoken import spoken
from strategies import agreeing


def asked_apart(case: Case) -> Position:
    """The first principal's position with its words only."""
    own = case.position.get(case.principals[0].id, Position(case.principals[0].id))
    return Position(
        own.party, red_lines=own.red_lines, view=own.view, order=agreeing(case.issues, own.view, own.order), prefers=own.prefers
    )


@given(spoken(), st.sampled_from(("equal", "any")))
@settings(max_examples=60)
def test_every_column_fits_what_is_known(case: Case, steps: str) -> None:
    """Between 0 and 1; an option at least as good as another never less; and a preference or reply is no less than 0."""
    position = asked_apart(case)
    scale = scale_of(case, position, steps)  # type: ignore[arg-type]
    if scale is None:
        return
    assert len({table.shape[1] for table in scale.scores}) == 1
    for issue, table in zip(case.issues, scale.scores, strict=True):
        assert table.min() >= 0 and table.max() <= 1
        known = at_least(issue, position)
        for one, other in zip(*np.nonzero(known), strict=True):
            assert (table[other] >= table[one]).all()
    shares = drawn(Search(Region(scale.size, scale.cuts)), generator(case, "x"), 20)
    if shares is None:
        return
    for one in position.prefers:
        gap = shares @ (score(case, scale.scores, one.rather) - score(case, scale.scores, one.than))
        assert gap.min() >= -1e-6 and (not one.alike or gap.max() <= 1e-6)


@given(st.integers(0, 10**6))
@settings(max_examples=80)
def test_all_worths_that_fit_an_order_are_mixtures(seed: int) -> None:
    """Worths drawn at random that fit an order known in part fall apart into columns, layer by layer, and add up again."""
    dice = Random(seed)
    issue = Issue("i", "", tuple(map(Option, "abcde"[: dice.randint(2, 5)])))
    ids = [option.id for option in issue.options]
    ranked = dice.sample(ids, dice.randint(0, len(ids)))
    alike = (
        tuple((option,) for option in ranked)
        if dice.random() < 0.7 or len(ranked) < 2
        else (tuple(ranked[:2]), *((o,) for o in ranked[2:]))
    )
    position = Position("p", order=(Order("i", alike),))
    case = Case(parties=(Party("p"),), issues=(issue, Issue("j", "", (Option("x"),))), positions=(position,))
    scale = scale_of(case, position, "any")
    known = at_least(issue, position)
    worth = np.array([dice.random() for _ in ids])
    for _ in ids:  # raise what is at least as good until all fits
        worth = np.array([max(worth[place] for place in np.flatnonzero(known[:, option])) for option in range(len(ids))])
    for rank in alike:
        worth[[ids.index(option) for option in rank]] = worth[ids.index(rank[0])]
    if scale is None:
        assert np.ptp(worth) == 0
        return
    columns = {tuple(column): 0.0 for column in scale.scores[0].T}
    levels = sorted(set(worth))
    for low, high in itertools.pairwise(levels):
        layer = tuple((worth >= high).astype(float))
        assert layer in columns, (layer, alike)
        columns[layer] += high - low
    rebuilt = sum(share * np.array(column) for column, share in columns.items())
    assert np.allclose(rebuilt, worth - worth.min())


def test_an_issue_ranked_whole_has_one_column_or_one_for_each_step() -> None:
    fee = number_issue("fee", "", Grid(*map(Fraction, (0, 9, 3))))
    case = Case(parties=(Party("p"),), issues=(fee,), positions=())
    up = Position("p", order=(Order("fee", direction="up"),))
    assert scale_of(case, up, "equal").scores[0].tolist() == [[0], [1 / 3], [2 / 3], [1]]  # type: ignore[union-attr]
    assert scale_of(case, up, "any").scores[0].tolist() == [[0, 0, 0], [1, 0, 0], [1, 1, 0], [1, 1, 1]]  # type: ignore[union-attr]
    assert scale_of(case, Position("p", order=(Order("fee", direction="indifferent"),)), "any") is None


def test_views_rank_options_too() -> None:
    """Wanted before lived with before rejected: that leaves no column in which a rejected answer stands above a wanted one."""
    issue = Issue("i", "", tuple(map(Option, "abc")))
    position = Position("p", view=(View("i", "a", "rejects"), View("i", "b", "wants"), View("i", "c", "can_live")))
    scale = scale_of(Case(parties=(Party("p"),), issues=(issue,)), position, "equal")
    assert scale is not None and scale.scores[0].tolist() == [[0], [1], [0.5]]
    assert LEVELS["wants"] > LEVELS["can_live"] > LEVELS["rejects"]


def test_of_many_options_in_no_order_only_some_columns_are_taken_and_that_is_said() -> None:
    wide = number_issue("n", "", Grid(*map(Fraction, (0, 40, 1))))
    scale = scale_of(Case(parties=(Party("p"),), issues=(wide,)), Position("p"), "equal")
    assert scale is not None and scale.coarse == ("n",)
    assert 0 < scale.size <= (KNOTS + 1) * KNOTS / 2


@pytest.mark.parametrize("says", ["yes", "no"])
def test_what_was_accepted_is_worth_no_less_than_what_was_refused(says: str) -> None:
    """A yes to one package and a no to another is one cut; two noes are none."""
    issues = tuple(Issue(key, "", tuple(map(Option, "ab"))) for key in ("i", "j"))
    position = Position("p", order=tuple(Order(key, (("a",), ("b",))) for key in ("i", "j")))
    put = (Proposal("one", (("i", "a"), ("j", "b"))), Proposal("two", (("i", "b"), ("j", "a"))))
    replies = (Reply("p", "one", says), Reply("p", "two", "no"))  # type: ignore[arg-type]
    case = Case(parties=(Party("p"),), issues=issues, positions=(position,), proposals=put, replies=replies)
    scale = scale_of(case, position, "equal")
    assert isinstance(scale, Scale)
    assert scale.cuts.tolist() == ([[1.0, -1.0]] if says == "yes" else [])


def test_a_preference_over_two_issues_is_a_cut() -> None:
    issues = tuple(Issue(key, "", tuple(map(Option, "ab"))) for key in ("i", "j"))
    told = Preference((("i", "a"), ("j", "b")), (("i", "b"), ("j", "a")))
    position = Position("p", order=tuple(Order(key, (("a",), ("b",))) for key in ("i", "j")), prefers=(told,))
    scale = scale_of(Case(parties=(Party("p"),), issues=issues), position, "equal")
    assert scale is not None and scale.cuts.tolist() == [[1.0, -1.0]]
