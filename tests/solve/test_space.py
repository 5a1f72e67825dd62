"""The space as arrays, against the definition applied to each package: over codes and over the grid alike."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import direct
from onetext.model.acceptance import Answer, accepts, asked, consenters, value, voter
from onetext.model.case import Case, Link
from onetext.model.conditions import Always, Among, Condition, Sum, conditions_of, holds, keeps
from onetext.model.day import on
from onetext.model.issues import Grid, Issue, Option, number_issue
from onetext.model.numbers import Interval
from onetext.model.parties import Decides, Member, Party
from onetext.model.positions import IssueWorth, Position, Reservation, Worth
from onetext.solve import space
from strategies import DAY, cases

FLAT = st.booleans()


def look(case: Case, flat: bool) -> space.Columns:
    """All packages of a case, as columns of codes or as a grid."""
    return space.columns(case, np.arange(case.size)) if flat else space.grid(case)


@given(cases())
def test_codes_are_places_in_file_order(case: Case) -> None:
    listed = list(case.packages())
    assert space.packages(case, np.arange(case.size)) == listed
    assert [space.code(case, package) for package in listed] == list(range(case.size))
    assert [int(one) for block in space.blocks(case, 7) for one in block] == list(range(case.size))


@given(cases())
def test_admissible_codes_are_those_that_break_no_link(case: Case) -> None:
    assert space.packages(case, space.admissible(case)) == direct.admissible(case)


@given(case=cases(), flat=FLAT)
def test_forms_and_conditions_hold_where_the_definition_says(case: Case, flat: bool) -> None:
    cols = look(case, flat)
    forms = [link.form for link in case.links] + [line.form for p in case.positions for line in p.red_lines]
    for form in forms:
        assert space.form_mask(case, form, cols).ravel().tolist() == [keeps(form, case.issue, k) for k in case.packages()]
        for condition in conditions_of(form):
            assert space.condition_mask(case, condition, cols).ravel().tolist() == [
                holds(condition, case.issue, k) for k in case.packages()
            ]


@given(case=cases(), flat=FLAT)
def test_values_are_exact(case: Case, flat: bool) -> None:
    today = on(case, DAY)
    for position in today.positions:
        own = space.values(today, position.party, look(today, flat))
        found = [
            (Fraction(int(a), own.table.scale), Fraction(int(b), own.table.scale))
            for a, b in zip(own.low.ravel(), own.high.ravel(), strict=True)
        ]
        exact = [value(today, position.party, package) for package in today.packages()]
        assert found == [(one.low, one.high) for one in exact]


@given(case=cases(), flat=FLAT)
@settings(max_examples=25)
def test_who_accepts_and_who_is_asked_is_what_the_definition_says(case: Case, flat: bool) -> None:
    today = on(case, DAY)
    cols = look(today, flat)
    for party in consenters(today):
        masks = space.party_masks(today, party, cols)
        answers = [accepts(today, party.id, package) for package in today.packages()]
        assert masks.surely.ravel().tolist() == [answer is Answer.YES for answer in answers]
        assert masks.possibly.ravel().tolist() == [answer is not Answer.NO for answer in answers]
        assert space.asked_mask(today, party, cols).ravel().tolist() == [asked(today, party.id, k) for k in today.packages()]
        for who in (m.id for m in party.members) if party.members else (party.id,):
            lines = space.line_masks(today, who, cols)
            assert list(lines) == [line.id for line in voter(today, who).lines]
            together = np.logical_and.reduce([mask.ravel() for mask in lines.values()] or [np.ones(today.size, dtype=bool)])
            assert space.lines_kept(today, who, cols).ravel().tolist() == together.tolist()


def test_a_value_that_only_just_reaches_counts() -> None:
    """The worst value against the highest reservation value for surely, the best against the lowest for possibly."""
    worth = IssueWorth(
        "i", tuple((o, Worth(Interval(Fraction(low), Fraction(high)))) for o, low, high in (("a", 5, 6), ("b", 1, 3), ("c", 1, 2)))
    )
    held = (Reservation(Worth(Interval(Fraction(3), Fraction(5)))),)
    issue = Issue("i", "", tuple(map(Option, "abc")))
    case = Case(parties=(Party("p"),), issues=(issue,), positions=(Position("p", reservation=held, worth=(worth,)),))
    masks = space.voter_masks(case, "p", space.grid(case))
    assert (masks.surely.tolist(), masks.possibly.tolist()) == ([True, False, False], [True, True, False])


@given(case=cases(), share=st.sampled_from((Fraction(1, 2), Fraction(1))))
@settings(max_examples=25)
def test_a_bloc_may_be_a_member_of_a_bloc(case: Case, share: Fraction) -> None:
    """An alliance of the bloc, where there is one, and the first principal."""
    members = tuple(Member(party.id) for party in (*case.blocs, *case.principals[:1]))
    alliance = Party("alliance", kinds=("bloc",), members=members, decides=Decides(members=share))
    today = on(replace(case, parties=(*case.parties, alliance)), DAY)
    masks = space.party_masks(today, alliance, space.grid(today))
    answers = [accepts(today, "alliance", package) for package in today.packages()]
    assert masks.surely.ravel().tolist() == [answer is Answer.YES for answer in answers]
    assert masks.possibly.ravel().tolist() == [answer is not Answer.NO for answer in answers]


def test_a_bloc_of_more_members_than_bits_is_asked_once_for_each_set() -> None:
    """Seventy members, the first of which refuses one package and the last the other."""
    bloc = Party("b", kinds=("bloc",), members=tuple(Member(f"m{i}") for i in range(70)), decides=Decides(members=Fraction(1)))
    accepting = {f"m{i}": np.array([i != 0, i != 69, True]) for i in range(70)}
    assert space.bloc_mask(bloc, accepting).tolist() == [False, False, True]


def test_more_issues_than_an_array_has_axes() -> None:
    """Issues of one option take no axis."""
    issues = tuple(Issue(f"i{n}", "", tuple(Option(o) for o in ("a", "b")[: 2 if n in (3, 90) else 1])) for n in range(100))
    case = Case(
        parties=(Party("p"),), issues=issues, links=(Link("l", Always(Condition((("i90", Among(("b",))), ("i5", Among(("a",))))))),)
    )
    assert space.admissible(case).tolist() == [1, 3]
    assert space.packages(case, [3]) == [{issue.id: issue.options[-1].id for issue in issues}]


def test_one_package_is_a_space() -> None:
    case = Case(parties=(Party("p"),), issues=(Issue("i", "", (Option("a"),)),))
    assert space.admissible(case).tolist() == [0]


def test_a_sum_beyond_64_bits_is_exact() -> None:
    """Two amounts of 29 digits that differ by one."""
    big = Fraction(10**28)
    pair = tuple(number_issue(name, "", Grid(Fraction(0), big, big)) for name in "xy")
    link = Link("l", Sum((("x", Fraction(1)), ("y", Fraction(1))), at_most=2 * big - 1))
    assert space.admissible(Case(parties=(Party("p"),), issues=pair, links=(link,))).tolist() == [0, 1, 2]
