"""Frontiers and zopas are certified, and each false claim in one is named."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

import direct
from analysis.drawn import two_levels
from onetext import certify
from onetext.certify.levels import KINDS
from onetext.model.acceptance import agreed
from onetext.model.case import Case
from onetext.model.day import At, on
from onetext.solve.frontier import frontier
from onetext.solve.results import Frontier, Zopa
from onetext.solve.stages import levels
from onetext.solve.zopa import zopa
from strategies import DAY, cases

WITHIN = st.sampled_from(("admissible", "acceptable", "zopa"))


@given(case=cases(), at=st.sampled_from(("middle", "worst", "best")), within=WITHIN)
def test_every_frontier_is_certified(case: Case, at: At, within: str) -> None:
    today = on(case, DAY)
    assert certify.check(today, frontier(today, within=within, at=at)) == ()


@given(cases())
def test_every_zopa_is_certified(case: Case) -> None:
    today = on(case, DAY)
    assert certify.check(today, zopa(today)) == ()


@given(cases())
@settings(max_examples=20)
def test_a_frontier_with_a_point_too_few_or_a_package_too_many_is_not(case: Case) -> None:
    """At any limit where a claim about the points shown fails, else where all packages are looked at."""
    today = on(case, DAY)
    whole: Frontier = frontier(today)
    if not whole.frontier:
        return
    first = whole.frontier[0]
    missing = replace(whole, frontier=whole.frontier[1:], points=whole.points - 1, packages=whole.packages - first.packages)
    assert "efficient points" in " ".join(certify.check(today, missing))
    more = replace(whole, frontier=(replace(first, packages=first.packages + 1), *whole.frontier[1:]), packages=whole.packages + 1)
    assert "packages at" in " ".join(certify.check(today, more))
    assert "packages: says" in " ".join(certify.check(today, replace(whole, packages=whole.packages + 1), limit=0))
    if first.values:
        wrong = replace(first, values=tuple((who, number + 1) for who, number in first.values))
        assert "values of a point" in " ".join(certify.check(today, replace(whole, frontier=(wrong, *whole.frontier[1:])), limit=0))


@given(cases())
@settings(max_examples=20)
def test_a_package_is_dominated_by_its_witness_or_efficient(case: Case) -> None:
    today = on(case, DAY)
    packages = direct.admissible(today)
    efficient = [package for held in direct.front(today, packages).values() for package in held]
    for package in packages[:5]:
        assert (certify.dominated_by(today, package) is None) == (package in efficient)


@given(case=cases(), key=st.sampled_from(("admissible", "zopa", "zopa_possible", "size")))
@settings(max_examples=20)
def test_a_zopa_with_a_false_count_is_not(case: Case, key: str) -> None:
    today = on(case, DAY)
    found: Zopa = zopa(today)
    assert certify.check(today, replace(found, **{key: getattr(found, key) + 1}))
    if found.acceptable:
        assert certify.check(today, replace(found, acceptable=(replace(found.acceptable[0], yes=-1), *found.acceptable[1:])))


@given(cases())
@settings(max_examples=20)
def test_a_first_package_outside_the_zopa_is_named_at_any_size(case: Case) -> None:
    today = on(case, DAY)
    outside = next((package for package in today.packages() if package not in direct.zopa(today)[0]), None)
    if outside is not None:
        assert "the first package of the zopa is not in it" in certify.check(
            today, replace(zopa(today), first=tuple(outside.items())), limit=0
        )


@given(case=two_levels(), name=st.sampled_from(tuple(KINDS)))
@settings(max_examples=30)
def test_levels_with_a_false_count_or_witness_are_not(case: Case, name: str) -> None:
    """Certified as they are; a count one too high is named, and at any size a first package that is of another kind."""
    found = levels(case)
    assert found is not None and certify.check(case, found) == ()
    own = getattr(found, name)
    assert f"packages of the kind {name!r}: says" in " ".join(
        certify.check(case, replace(found, **{name: replace(own, sure=own.sure + 1)}))
    )
    shown = " ".join(certify.check(case, replace(found, ratifiers=(replace(found.ratifiers[0], yes=-1), *found.ratifiers[1:]))))
    assert "ratifies: says -1" in shown
    other = next(
        (k for k in direct.admissible(case) if not any(test(agreed(case, k), agreed(case, k, "ratify")) for test in KINDS[name])), None
    )
    if other is not None:
        wrong = replace(found, **{name: replace(own, first=tuple(other.items()), first_sure=True)})
        assert f"the first package of the kind {name!r} is not of it" in certify.check(case, wrong, limit=0)
