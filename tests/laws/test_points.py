"""What the points of parties mean: their unit and their zero say nothing, and demanding more never opens anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import direct
from onetext import formats
from onetext.model.acceptance import accepts, value
from onetext.model.case import Case, Link
from onetext.model.conditions import keeps
from onetext.model.day import on, sharpened
from onetext.model.issues import Issue
from onetext.model.numbers import sharp
from onetext.model.positions import IssueWorth, Position, RedLine, Worth
from onetext.model.rules import RULES, Rule
from onetext.solve.best import best
from strategies import DAY, cases, forms

Packages = set[frozenset[tuple[str, str]]]
Change = Callable[[Fraction], Fraction]


def today(case: Case) -> Case:
    return on(case, DAY)


def zones(case: Case) -> tuple[Packages, Packages]:
    """The packages of the zopa, sure and possible, as sets."""
    sure, possible = direct.zopa(case)
    return {frozenset(package.items()) for package in sure}, {frozenset(package.items()) for package in possible}


def moved(worth: Worth, change: Change) -> Worth:
    return worth.mapped(change)


def asking(position: Position, change: Change) -> Position:
    """The position with its reservation values changed."""
    if not isinstance(position.reservation, tuple):
        return position
    return replace(position, reservation=tuple(replace(entry, worth=moved(entry.worth, change)) for entry in position.reservation))


def scaled(position: Position, unit: Fraction) -> Position:
    """The position with every point of the party counted as so many."""
    return replace(
        asking(position, lambda n: n * unit),
        worth=tuple(replace(t, at=tuple((key, moved(w, lambda n: n * unit)) for key, w in t.at)) for t in position.worth),
        terms=tuple(replace(term, worth=moved(term.worth, lambda n: n * unit)) for term in position.terms),
    )


def lifted(position: Position, issue: Issue, by: Fraction) -> Position:
    """The position with a number added to the worth of every option of an issue, and to the reservation value."""
    own = next((table for table in position.worth if table.issue == issue.id), IssueWorth(issue.id))
    keys = dict(own.at) if issue.grid is not None and own.at else {o.id: dict(own.at).get(o.id, Worth(sharp(0))) for o in issue.options}
    table = IssueWorth(issue.id, tuple((key, moved(worth, lambda n: n + by)) for key, worth in keys.items()))
    rest = tuple(one for one in position.worth if one.issue != issue.id)
    return replace(asking(position, lambda n: n + by), worth=(*rest, table))


def one_changed(case: Case, data: st.DataObject, change: Callable[[Position], Position]) -> tuple[Case, str]:
    """The case with the position of one party with worths changed, and the party."""
    who = [position.party for position in case.positions if position.has_worths]
    assume(who)
    chosen = data.draw(st.sampled_from(who))
    return replace(case, positions=tuple(change(own) if own.party == chosen else own for own in case.positions)), chosen


units = st.fractions("1/9", 9, max_denominator=9)


@pytest.mark.parametrize("rule", ["nash", "kalai-smorodinsky"])
@given(case=cases().map(today), unit=units, data=st.data())
@settings(max_examples=30)
def test_the_unit_of_a_partys_points_changes_no_package_of_these_rules(rule: str, case: Case, unit: Fraction, data: st.DataObject) -> None:
    """Nor the set of those tied; the other party's points stay as they are."""
    other, _ = one_changed(case, data, lambda own: scaled(own, unit))
    one, twin = best(case, rule), best(other, rule)
    assert (one.status, one.package, one.tied, one.unique) == (twin.status, twin.package, twin.tied, twin.unique)
    mine, theirs = (direct.optimum(each, direct_rule(rule)) for each in (case, other))
    assert (mine.packages if mine else None) == (theirs.packages if theirs else None)


TWO = formats.read({"case.yaml": b"""
onetext: 1
parties: {north: {}, east: {}}
issues: {line: {title: Line, options: {a: A, b: B, c: C, d: D}}}
positions:
  north: {reservation: 1, worth: {line: {a: 10, b: 8, c: 5, d: 2}}}
  east: {reservation: 0, worth: {line: {a: 1, b: 3, c: 8, d: 9}}}
"""})  # fmt: skip


@pytest.mark.parametrize("unit", [Fraction(1, 100), Fraction(1, 3), Fraction(1), Fraction(7), Fraction(100)])
@pytest.mark.parametrize(
    ("rule", "shown", "objective", "grows"),
    [("nash", "c", Fraction(32), True), ("kalai-smorodinsky", "c", Fraction(4, 9), False)],
)
def test_one_party_counts_in_pennies(rule: str, shown: str, objective: Fraction, grows: bool, unit: Fraction) -> None:
    """Gains of (9, 1), (7, 3), (4, 8) and (1, 9): a plain sum or smallest gain would follow the larger unit."""
    other = today(replace(TWO, positions=(scaled(TWO.positions[0], unit), TWO.positions[1])))
    for found in (best(other, rule), best(other, rule, normalise=True)):
        assert found.package == (("line", shown),)
    assert best(other, rule).objective == objective * (unit if grows else 1)
    by_definition = direct.optimum(other, RULES[rule])
    assert by_definition is not None
    assert by_definition.packages == [{"line": shown}]
    assert by_definition.objective == objective * (unit if grows else 1)


def direct_rule(name: str) -> Rule:
    return RULES[name]


@given(cases().map(today), units, st.data())
@settings(max_examples=25)
def test_the_unit_of_a_partys_points_changes_no_answer(case: Case, unit: Fraction, data: st.DataObject) -> None:
    other, who = one_changed(case, data, lambda own: scaled(own, unit))
    for package in list(case.packages())[:60]:
        assert accepts(case, who, package) is accepts(other, who, package)
        before, after = value(case, who, package), value(other, who, package)
        assert (after.low, after.high) == (before.low * unit, before.high * unit)


@given(cases().map(today), st.integers(-9, 9).map(Fraction), st.data())
@settings(max_examples=25)
def test_a_number_added_to_an_issue_and_to_the_reservation_value_changes_no_gain_and_no_answer(
    case: Case, by: Fraction, data: st.DataObject
) -> None:
    issue = data.draw(st.sampled_from(case.issues))
    assume(not any(t.indifferent and t.issue == issue.id for own in case.positions for t in own.worth))
    other, who = one_changed(case, data, lambda own: lifted(own, issue, by))
    for package in list(case.packages())[:60]:
        assert accepts(case, who, package) is accepts(other, who, package)
        before, after = value(case, who, package), value(other, who, package)
        assert (after.low, after.high) == (before.low + by, before.high + by)
    for rule in ("nash", "utilitarian"):
        one, twin = best(case, rule), best(other, rule)
        assert (one.package, one.gains, one.objective, one.tied) == (twin.package, twin.gains, twin.objective, twin.tied)


# --- demanding more


@given(cases().map(today), st.integers(0, 9).map(Fraction), st.data())
@settings(max_examples=25)
def test_a_higher_reservation_value_never_enlarges_the_zopa(case: Case, by: Fraction, data: st.DataObject) -> None:
    other, who = one_changed(case, data, lambda own: asking(own, lambda n: n + by))
    for before, after in zip(zones(case), zones(other), strict=True):
        assert after <= before
    for package in list(case.packages())[:40]:
        if accepts(case, who, package).value == "no":
            assert accepts(other, who, package).value == "no"


@given(cases().map(today), st.data())
@settings(max_examples=25)
def test_one_red_line_more_never_enlarges_the_zopa(case: Case, data: st.DataObject) -> None:
    """Of a party, a holder or a member of a bloc."""
    line = RedLine("one-more", data.draw(forms(case.issues)))
    other, _ = one_changed(case, data, lambda own: replace(own, red_lines=(*own.red_lines, line)))
    for before, after in zip(zones(case), zones(other), strict=True):
        assert after <= before


def linked(case: Case, *links: Link) -> Case | None:
    """The case with more links; None where they contradict each other."""
    from onetext.errors import CaseError

    try:
        return replace(case, links=(*case.links, *links))
    except CaseError:
        return None


@given(cases().map(today), st.data())
@settings(max_examples=25)
def test_links_cut_the_zopa_down_to_what_keeps_them_all(case: Case, data: st.DataObject) -> None:
    """Two links more leave what is left by each; the order in which they come says nothing."""
    first, second = (Link(name, data.draw(forms(case.issues))) for name in ("first", "second"))
    whole = zones(case)
    for links in ((first,), (second,), (first, second), (second, first)):
        kept = [{p for p in zone if all(keeps(link.form, case.issue, dict(p)) for link in links)} for zone in whole]
        other = linked(case, *links)
        if other is None:
            assert kept[1] == set()
        else:
            assert list(zones(other)) == kept


@given(cases().map(today))
@settings(max_examples=25)
def test_what_is_sure_is_so_at_the_worst_and_what_is_possible_at_the_best(case: Case) -> None:
    """Intervals made sharp: between the two lies every other reading."""
    sure, possible = zones(case)
    assert zones(sharpened(case, "worst"))[0] == sure
    assert zones(sharpened(case, "best"))[1] == possible
    middle = zones(sharpened(case, "middle"))
    assert sure <= middle[0] <= middle[1] <= possible


@pytest.mark.parametrize(("worth", "reservation"), [("4", "[3, 5]"), ("[3, 5]", "4"), ("[1, 4]", "[4, 6]"), ("[2, 9]", "[3, 4]")])
def test_where_intervals_overlap_nothing_is_sure_and_something_possible(worth: str, reservation: str) -> None:
    """So that the law above holds of cases in which its three readings differ."""
    position = f"positions: {{p: {{reservation: {reservation}, worth: {{x: {{a: {worth}}}}}}}}}"
    text = f"onetext: 1\nparties: {{p: {{}}}}\nissues: {{x: {{title: X, options: {{a: A}}}}}}\n{position}\n"
    case = today(formats.read({"case.yaml": text.encode()}))
    whole = {frozenset({("x", "a")})}
    assert zones(case) == (set(), whole)
    assert zones(sharpened(case, "worst")) == (set(), set())
    assert zones(sharpened(case, "best")) == (whole, whole)
