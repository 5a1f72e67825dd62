"""Settled programs: every package of one is one solution of it, so that counting them counts packages."""

from __future__ import annotations

from hypothesis import given, settings

from onetext.model.acceptance import Answer, agreed, broken_links
from onetext.model.case import Case
from onetext.model.day import on
from onetext.solve.budget import UNLIMITED
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Mode
from onetext.solve.cpsat.engine import every
from onetext.solve.cpsat.search import FIRST, listing
from onetext.solve.cpsat.settled import settle
from onetext.solve.cpsat.zone import zone
from strategies import DAY, cases

GOOD: dict[Mode, tuple[Answer, ...]] = {"surely": (Answer.YES,), "possibly": (Answer.YES, Answer.DEPENDS)}


@settings(max_examples=60)
@given(case=cases())
def test_a_package_is_one_solution(case: Case) -> None:
    """Over all literals of a settled program there are as many solutions as packages that all accept, blocs and all."""
    today = on(case, DAY)
    for mode, answers in GOOD.items():
        encoding = coded.zopa(today, mode)
        settle(encoding)
        literals = [i for i, one in enumerate(encoding.program.model.proto.variables) if list(one.domain) == [0, 1]]
        solutions, complete = every(encoding.program, literals, 10_000, UNLIMITED)
        packages = [one for one in today.packages() if not broken_links(today, one) and agreed(today, one) in answers]
        assert complete or len(packages) > 200
        assert len(solutions) == len(packages) or not complete


@settings(max_examples=60)
@given(case=cases(rich=True))
def test_a_listing_counts_the_packages_and_shows_the_first(case: Case) -> None:
    """As many as there are by definition, package by package, and the first of them in file order."""
    today = on(case, DAY)
    for mode, answers in GOOD.items():
        found = zone(today, mode)
        listed = listing(found.encoding.fork(), 10_000, UNLIMITED, found.all_good)
        packages = [one for one in today.packages() if not broken_links(today, one) and agreed(today, one) in answers]
        assert all(found.good(one) for one in packages)
        assert not listed.complete or (listed.count, list(listed.first)) == (len(packages), packages[:FIRST])
