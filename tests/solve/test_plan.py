"""The table of methods: which is taken, which can be asked for, and that all that can answer say the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from conftest import ROOT
from instances import Shape, large_case
from onetext.certify import check
from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.issues import Issue, Option
from onetext.model.parties import Party
from onetext.model.rules import RULES, Rule
from onetext.solve.best import best, best_of
from onetext.solve.budget import Budget
from onetext.solve.frontier import frontier
from onetext.solve.plan import METHODS, planned
from onetext.solve.zopa import zopa
from strategies import DAY, cases


@settings(max_examples=20)
@given(cases())
def test_all_methods_name_packages_as_good(case: Case) -> None:
    """By each rule and each method that can answer: status and objective; each answer holds by definition."""
    today = on(case, DAY)
    for rule in RULES.values():
        found = [row.answer(today, rule, budget=Budget()) for row in METHODS["solve"]]
        assert len({(one.status, one.objective) for one in found if one is not None}) == 1
        assert not [claim for one in found if one is not None for claim in check(today, one)]


@settings(max_examples=20)
@given(cases())
def test_ties_are_the_same_by_enumeration_and_by_integer_programs(case: Case) -> None:
    """All of them, in file order; fewer where fewer are asked for, each as good."""
    today = on(case, DAY)
    for rule in RULES.values():
        whole = best(today, rule, ties=10_000, method="enumeration")
        found = best(today, rule, ties=10_000, method="cp-sat")
        assert len(whole.ties) == (whole.tied or 0)
        assert found.ties == whole.ties or (found.tied is None and set(found.ties) <= set(whole.ties))
        some = best(today, rule, ties=2, method="cp-sat")
        assert set(some.ties) <= set(whole.ties) and len(some.ties) == min(2, len(found.ties))
        assert not [claim for one in (whole, found, some) for claim in check(today, one)]


def test_ties_at_size_are_listed_one_by_one_and_a_false_one_is_refused() -> None:
    """Two issues on which nobody cares make 16 packages of each."""
    shape = Shape(issues=20, links=3, terms=3, lines=1, parties=3)
    case = large_case(5, shape)
    spare = {"i1", "i2"}
    bare = replace(
        case,
        links=(),
        positions=tuple(
            replace(one, worth=tuple(w for w in one.worth if w.issue not in spare), terms=(), red_lines=()) for one in case.positions
        ),
    )
    few, all_of_them = (best(bare, "nash", ties=n, method="cp-sat") for n in (5, 100))
    assert (len(few.ties), few.tied, few.unique) == (5, None, False)
    assert len(all_of_them.ties) == all_of_them.tied and all_of_them.tied % 16 == 0
    assert check(bare, few) == check(bare, all_of_them) == ()
    worse = tuple((issue, "a" if issue == "i0" and option != "a" else "b" if issue == "i0" else option) for issue, option in few.ties[0])
    assert any("tied package" in claim or "listed as tied" in claim for claim in check(bare, replace(few, ties=(*few.ties, worse))))


@settings(max_examples=20)
@given(cases())
def test_all_methods_count_the_same(case: Case) -> None:
    """Exact counts are equal; estimates hold them in their interval, which is sure where it is proven that there is none."""
    today = on(case, DAY)
    found = [zopa(today, method=row.name) for row in METHODS["zopa"] if row.answer(today, budget=Budget()) is not None]
    (exact,) = {(one.admissible, one.zopa, one.zopa_possible, one.acceptable) for one in found if one.examined}
    for one in found:
        if one.status == "exact":
            assert (one.admissible, one.zopa, one.zopa_possible) == exact[:3]
        assert (one.zopa == 0) == (exact[1] == 0) and (one.zopa_possible == 0) == (exact[2] == 0)
        assert not check(today, one)


@pytest.mark.parametrize(
    "shape", [Shape(issues=5, parties=3), Shape(issues=9, parties=3), Shape(issues=28, links=4, terms=4, parties=2)], ids=str
)
def test_several_rules_at_once_answer_as_each_alone(shape: Shape) -> None:
    """All at once, by blocks, and by integer programs side by side; in the order asked."""
    case, names = large_case(4, shape), ("nash", "kalai-smorodinsky", "utilitarian", "leximin", "egalitarian")
    together = best_of(case, names, budget=Budget(threads=2))
    assert [one.rule for one in together] == list(names)
    for name, one in zip(names, together, strict=True):
        assert one == best(case, name, budget=Budget())


@settings(max_examples=20)
@given(cases())
def test_all_methods_find_the_same_frontier(case: Case) -> None:
    """Those that are complete list the same points; those that are not list some of them."""
    today = on(case, DAY)
    whole = frontier(today, method="enumeration")
    for row in METHODS["frontier"]:
        try:
            found = frontier(today, method=row.name)
        except UsageError:
            continue  # it has no answer for this case
        if row.name == "covering":
            continue  # its list stands for all packages: tests/solve/test_covers.py
        assert {point.values for point in found.frontier} <= {point.values for point in whole.frontier}
        assert found.status != "optimal" or set(found.frontier) == set(whole.frontier)


def test_a_case_without_any_figure_has_one_point() -> None:
    """Where no principal has a value there is nothing to trade: all packages are one point, by whatever method."""
    parties = (Party("a", "A"), Party("b", "B"))
    case = Case("t", parties=parties, issues=(Issue("i", "", (Option("x"), Option("y"))),))
    for row in METHODS["frontier"]:
        if row.name in ("enumeration", "cp-sat"):
            assert [point.values for point in frontier(case, method=row.name).frontier] == [()]


def test_a_method_that_cannot_answer_is_refused() -> None:
    """A name that there is not, and one that cannot answer, are refused with those that there are."""
    with pytest.raises(UsageError, match=r"no method is called 'guess'; known: blocks, enumeration"):
        best(large_case(3, Shape(issues=5)), "nash", method="guess")
    with pytest.raises(UsageError, match=r"'enumeration' cannot answer this: it looks at no more than 6000000 packages, and this case has"):
        zopa(large_case(3), method="enumeration")


def test_who_gives_up_leaves_it_to_the_next() -> None:
    """A rule of one's own is beyond the blocks; asked of them alone, it is refused."""
    own = Rule("second", "", lambda gains, top: sorted(gains)[1], True, "", "")
    case = large_case(3, Shape(issues=9, parties=2))
    assert best(case, own).method == "enumeration"
    with pytest.raises(UsageError, match=r"method 'blocks' has no answer for this case; others: enumeration, cp-sat"):
        best(case, own, method="blocks")


@pytest.mark.parametrize(
    ("shape", "question", "names"),
    [
        (Shape(issues=6), "zopa", ["enumeration", "dynamic programming", "sampling"]),
        (Shape(issues=9), "zopa", ["blocks", "enumeration", "dynamic programming", "sampling"]),
        (Shape(issues=12), "solve", ["blocks", "cp-sat"]),
        (Shape(issues=28), "solve", ["cp-sat"]),
    ],
    ids=str,
)
def test_the_plan_turns_on_the_size(shape: Shape, question: str, names: list[str]) -> None:
    assert [row.name for row in planned(question, large_case(1, shape), Budget())] == names


def test_every_method_stands_in_its_page() -> None:
    page = (ROOT / "docs" / "reference" / "methods.md").read_text(encoding="utf-8")
    assert [
        name for question in METHODS for name in [row.name for row in METHODS[question]] if f"| `{question}` | `{name}` |" not in page
    ] == []
