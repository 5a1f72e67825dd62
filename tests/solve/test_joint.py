"""Exact counts by elimination, of one party and of all together, against the count of every package."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instances import Shape, large_case
from onetext.model.case import Case
from onetext.model.conditions import Among, Condition, Form, keeps
from onetext.model.day import on
from onetext.model.issues import Issue, Option
from onetext.model.numbers import sharp
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Position, Reservation, Term, Worth
from onetext.solve import elimination, joint, tally
from onetext.solve.budget import Budget
from onetext.solve.elimination import BROKEN, KEPT, chain
from onetext.solve.elimination import given as given_answer
from onetext.solve.joint import count_zopa
from onetext.solve.tally import count_keeping, count_reaching
from onetext.solve.zopa import counted
from strategies import DAY, cases, forms, issues


@given(st.data())
def test_what_is_left_of_a_form_is_the_form(data: st.DataObject) -> None:
    """Answer by answer in any order, a form ends kept exactly where the whole package keeps it."""
    of = data.draw(issues(False))
    form: Form = data.draw(forms(of))
    by_id = {issue.id: issue for issue in of}
    places = [data.draw(st.integers(0, len(issue.options) - 1)) for issue in of]
    package = {issue.id: issue.options[place].id for issue, place in zip(of, places, strict=True)}
    left = form
    for i in data.draw(st.permutations(range(len(of)))):
        left = given_answer(left, of[i], places[i], by_id)
    assert left == (KEPT if keeps(form, by_id, package) else BROKEN)


@settings(max_examples=100)
@given(cases())
def test_all_together_are_counted_as_one_by_one(case: Case) -> None:
    """Surely and possibly; with links, red lines, terms, words; where it is counted at all."""
    today = on(case, DAY)
    expected = counted(today)
    for possibly, count in ((False, expected.zopa), (True, expected.zopa_possible)):
        found = count_zopa(today, possibly=possibly)
        assert found is None or found == count


@settings(max_examples=200)
@given(cases())
def test_each_alone_is_counted_as_one_by_one(case: Case) -> None:
    """The admissible packages, and what each party but a bloc surely and possibly accepts of them."""
    today, links = on(case, DAY), [link.form for link in on(case, DAY).links]
    expected = counted(today)
    assert count_keeping(today, links) == expected.admissible
    for one in expected.acceptable:
        if not today.party[one.party].is_a("bloc"):
            found = [count_reaching(today, one.party, links, possibly=possibly) for possibly in (False, True)]
            assert found == [one.yes, one.possible]


def test_a_loss_after_all_have_passed_is_no_way_out() -> None:
    """By hand: 10 or 6 and 9, less 3 where the second issue is a: all eight packages reach 8. And a term that always holds."""
    rows = {"i0": (10, 6), "i1": (0, 0), "i2": (9, 9)}
    worth = tuple(IssueWorth(i, (("a", Worth(sharp(a))), ("b", Worth(sharp(b))))) for i, (a, b) in rows.items())
    terms = (Term(Condition((("i1", Among(("a",))),)), Worth(sharp(-3))), Term(Condition(), Worth(sharp(-4))))
    case = Case(
        parties=(Party("p"),),
        issues=tuple(Issue(i, "", (Option("a"), Option("b"))) for i in rows),
        positions=(Position("p", reservation=(Reservation(Worth(sharp(8))),), worth=worth, terms=terms),),
    )
    assert (count_reaching(case, "p", [], possibly=False), count_zopa(case, possibly=False)) == (8, 8)
    dearer = replace(case, positions=(replace(case.positions[0], reservation=(Reservation(Worth(sharp(9))),)),))
    assert (count_reaching(dearer, "p", [], possibly=False), count_zopa(dearer, possibly=False)) == (6, 6)


def test_most_cases_are_counted() -> None:
    """Those of parties with worths, whatever joins their issues."""
    for seed in range(12):
        case = large_case(seed, Shape(issues=6, links=5, terms=4, lines=2, parties=2, asks=Fraction(4, 10)))
        expected = counted(case)
        assert count_zopa(case, possibly=False) == expected.zopa
        links = [link.form for link in case.links]
        assert count_keeping(case, links) == expected.admissible
        assert [count_reaching(case, one.party, links, possibly=False) for one in expected.acceptable] == [
            one.yes for one in expected.acceptable
        ]


def test_two_parties_by_a_second_way() -> None:
    """4^14 packages: how many both accept, and by the sum over the values of one of how many the other accepts beside."""
    case = large_case(5, Shape(issues=14, parties=2, links=0, terms=0, lines=0, asks=Fraction(6, 10)))
    found = count_zopa(case, possibly=False)
    alone = [count_reaching(case, who, [], possibly=False) for who in ("p0", "p1")]
    assert found is not None and None not in alone
    neither = 4**14 - sum(n for n in alone if n is not None) + found
    assert neither == _refusing_both(case)


def _refusing_both(case: Case) -> int:
    """How many packages both refuse: by a table of pairs of values, dictionary by dictionary."""
    tables = [tally.in_steps(tally.table(case, who), possibly=False) for who in ("p0", "p1")]
    needed = [own.needed for own in tables]
    seen: dict[tuple[int, int], int] = {(0, 0): 1}
    for i in range(len(case.issues)):
        longer: dict[tuple[int, int], int] = {}
        for (a, b), count in seen.items():
            for place in range(len(case.issues[i].options)):
                pair = (min(a + tables[0].rows[i][place], needed[0]), min(b + tables[1].rows[i][place], needed[1]))
                longer[pair] = longer.get(pair, 0) + count
        seen = longer
    return sum(count for (a, b), count in seen.items() if a < needed[0] and b < needed[1])


def test_what_would_take_too_much_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """By states, by bits, by cells, by time: no answer, never a wrong one."""
    case = large_case(2)
    links = [link.form for link in case.links]
    assert count_keeping(case, links) is not None
    assert count_keeping(case, links, Budget(cancelled=lambda: True)) is None
    assert count_zopa(large_case(2, Shape(parties=2)), possibly=False, budget=Budget(cancelled=lambda: True)) is None
    monkeypatch.setattr(tally, "MOST_BITS", 1000)
    assert count_reaching(case, "p0", links, possibly=False) is None
    monkeypatch.setattr(joint, "MOST_CELLS", 1000)
    assert count_zopa(large_case(2, Shape(parties=2, links=0, terms=0, lines=0)), possibly=False) is None
    monkeypatch.setattr(tally, "MOST_STATES", 1)
    assert count_keeping(case, links) is None


def test_an_order_keeps_a_chain_of_links_narrow() -> None:
    """Links in a chain, listed at random, leave one or two open at a time."""
    case = large_case(7, Shape(links=0, terms=0, lines=0))
    ids = [case.issues[i].id for i in (5, 3, 9, 1, 20, 7, 14, 2)]
    said = [elimination.Implies(_one(a), _one(b)) for a, b in pairwise(ids)]
    assert chain(case, said[::-1]).cost <= 28 * 2


def _one(issue: str) -> elimination.Condition:
    return Condition(((issue, Among(("a",))),))
