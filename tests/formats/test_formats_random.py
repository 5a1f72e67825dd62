"""Formats over random cases and spoiled files: held whole, refused by name, or refused with a place; nothing else."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.samples import DOMAIN, PROFILE, scenario
from onetext import formats
from onetext.errors import CannotHold, InputError
from onetext.formats.normalised import normalised
from onetext.model.case import Case
from onetext.model.issues import Grid, Issue, Option, number_issue
from onetext.model.numbers import sharp
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Position, Reservation, Worth
from strategies import cases

names = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co")), min_size=1, max_size=6)
fractions = st.fractions(min_value=-9, max_value=30, max_denominator=12)


def ordered(case: Case) -> Case:
    """The case with worth tables and their options in the order of issues, which is all that these formats do not keep."""
    issues = [issue.id for issue in case.issues]

    def table(one: IssueWorth) -> IssueWorth:
        places = case.issue[one.issue].places
        return replace(one, at=tuple(sorted(one.at, key=lambda entry: places.get(entry[0], 0))))

    return replace(
        case,
        positions=tuple(
            replace(p, worth=tuple(map(table, sorted(p.worth, key=lambda one: issues.index(one.issue))))) for p in case.positions
        ),
    )


@st.composite
def issues(draw: st.DrawFn) -> tuple[Issue, ...]:
    found = []
    for name in draw(st.lists(names, min_size=1, max_size=4, unique=True)):
        if draw(st.booleans()):
            low = draw(st.integers(-3, 3))
            found.append(number_issue(name, "", Grid(Fraction(low), Fraction(low + draw(st.integers(0, 4))))))
        else:
            options = draw(st.lists(names, min_size=1, max_size=4, unique=True))
            found.append(Issue(name, draw(names | st.just("")), tuple(Option(o, draw(names | st.just(o))) for o in options)))
    return tuple(found)


@st.composite
def linear(draw: st.DrawFn) -> Case:
    """Cases of sharp worths for options alone, in whatever points."""
    of = draw(issues())
    ids = draw(st.lists(st.sampled_from("abc ä B-1 x.y domain 北".split()), min_size=1, max_size=3, unique=True))
    positions = []
    for who in ids:
        tables = []
        for issue in of:
            ends = (issue.options[0].id, issue.options[-1].id) if issue.grid else tuple(option.id for option in issue.options)
            tables.append(IssueWorth(issue.id, tuple((option, Worth(sharp(draw(fractions)))) for option in dict.fromkeys(ends))))
        positions.append(Position(who, reservation=(Reservation(Worth(sharp(draw(fractions)))),), worth=tuple(tables)))
    title = draw(names.filter(lambda name: name != "root"))  # which Genius gives to what has none
    return Case(title, parties=tuple(Party(who, draw(names | st.just(""))) for who in ids), issues=of, positions=tuple(positions))


@given(linear())
def test_random_linear_cases_go_to_genius_and_back_once_normalised(case: Case) -> None:
    assert formats.read(formats.write(case, "genius", normalise=True)) == normalised(case)


def _untitled(issue: Issue) -> Issue:
    return replace(issue, title="", options=tuple(replace(o, title="" if issue.grid else o.id) for o in issue.options))


@given(linear())
def test_random_linear_cases_go_to_geniusweb_and_back_or_are_refused_by_name(case: Case) -> None:
    bare = replace(case, issues=tuple(map(_untitled, case.issues)))
    free = replace(bare, positions=tuple(replace(p, reservation=(Reservation(Worth(sharp(0))),)) for p in normalised(bare).positions))
    tops = [sum(max(worth.points.low for _, worth in table.at) for table in position.worth) for position in free.positions]
    if all(top <= 1 for top in tops):
        assert formats.read(formats.write(free, "geniusweb")) == free
    with pytest.raises(CannotHold, match="about"):
        formats.write(replace(free, about="x"), "geniusweb")


@given(cases(), st.sampled_from(["genius", "geniusweb"]), st.booleans())
def test_any_case_is_held_whole_or_refused_by_name(case: Case, name: str, normalise: bool) -> None:
    try:
        files = formats.write(case, name, normalise=normalise)
    except CannotHold as error:
        assert error.parts
        return
    assert formats.read(files) == ordered(normalised(case) if normalise else case)


@given(st.sampled_from([PROFILE, DOMAIN]), st.data())
def test_a_spoiled_file_is_read_or_refused_with_a_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 4)))
    new = data.draw(st.text(st.sampled_from('"<>/=&;01-.eE xlowPrice\0\u202e'), max_size=4))
    spoiled = text[:start] + new + text[end:]
    files = scenario(domain=spoiled) if text is DOMAIN else scenario(spoiled)
    try:
        formats.read(files)
    except InputError as error:
        assert error.problems
        assert all(problem.file in files and problem.line >= 1 and problem.col >= 1 for problem in error.problems)
