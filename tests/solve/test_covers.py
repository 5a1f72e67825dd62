"""Lists that stand for all packages: the guarantee against the definition, and what is reached when time ends."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from instances import Shape, large_case
from onetext import certify
from onetext.api.answers import cut_short
from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.model.day import on
from onetext.solve import covers, fronts
from onetext.solve.budget import Budget
from onetext.solve.frontier import frontier
from onetext.solve.fronts import Front
from onetext.solve.results import Frontier
from strategies import DAY, cases

WITHIN = ("admissible", "acceptable", "zopa")
SHARES = (Fraction(1, 100), Fraction(1, 10), Fraction(2, 5))


@given(cases(), st.sampled_from(WITHIN), st.sampled_from(SHARES))
def test_every_package_has_one_that_stands_for_it(case: Case, within: str, eps: Fraction) -> None:
    """By definition, in the packages of any case; with the share asked for reached."""
    today = on(case, DAY)
    found = frontier(today, within=within, eps=eps)
    assert found.status == "feasible" and found.eps is not None and found.eps <= eps and found.as_asked
    assert not certify.check(today, found)
    assert found.points <= frontier(today, within=within).points


@pytest.mark.parametrize("within", WITHIN)
@pytest.mark.parametrize("seed", range(6))
def test_issue_by_issue_it_holds_with_links_terms_and_red_lines(seed: int, within: str) -> None:
    """More packages than are enumerated at once, and few enough to look at each."""
    case = large_case(seed, Shape(issues=6, parties=3, links=3, terms=2, lines=1, asks=Fraction(1, 4)))
    assert fronts.plan(case, within) is not None
    for eps in SHARES:
        found = frontier(case, within=within, eps=eps)
        assert found.eps is not None and found.eps <= eps
        assert not certify.check(case, found)
        assert found.status == "feasible" and found.method == "covering"


def test_none_that_may_fall_short_stands_for_one_that_all_accept() -> None:
    """A case in which the nearest package begun ends below a reservation value."""
    case = large_case(3, Shape(issues=6, parties=3, links=2, terms=1, lines=0, asks=Fraction(3, 5)))
    found = frontier(case, within="zopa", eps=Fraction(2, 5))
    assert found.points and not certify.check(case, found)


def test_what_is_listed_grows_with_what_is_asked() -> None:
    case = large_case(3, Shape(links=0, terms=0, lines=0, parties=3))
    sizes = [frontier(case, eps=eps).points for eps in (Fraction(1, 5), Fraction(1, 20), Fraction(1, 100))]
    assert 1 <= sizes[0] < sizes[1] < sizes[2] < frontier(case).points


def test_certify_refuses_a_list_from_which_one_is_missing() -> None:
    case = large_case(3, Shape(issues=5, links=0, terms=0, lines=0, parties=3))
    found = frontier(case, eps=Fraction(1, 100))
    short = replace(found, frontier=found.frontier[1:], points=found.points - 1, packages=found.packages - 1)
    assert any("stands for" in claim for claim in certify.check(case, short))


def test_when_time_ends_the_finest_list_made_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that stops at the third list."""
    case = large_case(3, Shape(links=0, terms=0, lines=0, parties=3))
    made: list[Fraction] = []
    lost = covers._lost
    monkeypatch.setattr(covers, "_lost", lambda front, widths: made.append(lost(front, widths)[0]) or lost(front, widths))
    found = frontier(case, eps=Fraction(1, 100), budget=Budget(cancelled=lambda: len(made) == 2))
    assert len(made) == 2 and found.eps is not None and made[1] <= found.eps < made[1] + Fraction(1, 10**6)
    assert not found.as_asked and cut_short(found, Budget())


@pytest.mark.parametrize("seed", range(8))
def test_rows_left_out_are_reached_by_one_that_is_kept(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many rows, values over more steps than are compared."""
    monkeypatch.setattr(covers, "CELLS", 50)
    draw = np.random.default_rng(seed)
    own = draw.integers(-1000, 1000, (700, 3))
    corner = own + draw.integers(0, 20, own.shape)
    front = Front(np.hstack([own, corner]), np.ones(700, dtype=np.int64), np.arange(700))
    found = covers.covered(front, np.full(own.shape, 100))
    assert found is not None and len(found.counts) < 700
    kept, most = np.hsplit(found.vectors, 2)
    assert (kept == own[found.codes]).all() and (most <= kept + 100).all()
    assert all((most >= row).all(axis=1).any() for row in corner)


@pytest.mark.parametrize(("eps", "method"), [(Fraction(0), None), (Fraction(1), None), (Fraction(1, 10), "enumeration")])
def test_a_share_that_is_none_is_refused(eps: Fraction, method: str | None) -> None:
    with pytest.raises(UsageError, match="eps is a share above 0 and below 1"):
        frontier(large_case(1), eps=eps, method=method)


def test_a_frontier_too_large_to_list_has_a_guarantee(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without being asked, where neither all issues in turn nor all packages end."""
    monkeypatch.setattr(covers, "FINEST", Fraction(1, 20))
    monkeypatch.setattr(fronts, "MOST_SUMS", 20_000)
    found: Frontier = frontier(large_case(3, Shape(links=0, terms=0, lines=0, parties=4)))
    assert (found.status, found.method, found.eps_asked) == ("feasible", "covering", None)
    assert found.eps is not None and found.eps <= Fraction(1, 20)
