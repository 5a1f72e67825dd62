"""What options and packages are worth: as written, on straight lines between points, level beyond; intervals end to end."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.errors import CaseError
from onetext.model.acceptance import value, worth_at
from onetext.model.case import Case
from onetext.model.conditions import Among, Condition, Range
from onetext.model.day import sharpened
from onetext.model.issues import Grid, Issue, Option, number_issue
from onetext.model.numbers import Interval, exact, sharp, show
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, NoNumber, Position, Reservation, Term, Worth, one_of

LINE = Issue("line", "", (Option("hold"), Option("pull"), Option("leave")))
FEE = number_issue("fee", "", Grid(Fraction(0), Fraction(12), Fraction(3)))


def points(text: str) -> Interval:
    """`2` or `2..6`."""
    low, _, high = text.partition("..")
    return Interval(exact(low), exact(high or low))


def table(issue: str, **at: str) -> IssueWorth:
    """Worths by option; a number's by `_` and its amount, `_h` for a half."""
    keys = {key: key.removeprefix("_").replace("h", "/2").replace("n", "-") if key[0] == "_" else key for key in at}
    return IssueWorth(issue, tuple((keys[key], Worth(points(text))) for key, text in at.items()))


@pytest.mark.parametrize(
    ("at", "option", "expected"),
    [
        ({"hold": "20", "pull": "15"}, "hold", "20"),
        ({"hold": "20", "pull": "15"}, "leave", "0"),  # not said
        ({}, "hold", "0"),
        ({"hold": "-3"}, "hold", "-3"),
        ({"hold": "2..6"}, "hold", "2..6"),
    ],
)
def test_an_option_of_a_choice_is_worth_what_is_written(at: dict[str, str], option: str, expected: str) -> None:
    assert worth_at(table("line", **at), LINE, option) == points(expected)


@pytest.mark.parametrize(
    ("at", "amount", "expected"),
    [
        ({"_0": "0", "_12": "24"}, "0", "0"),
        ({"_0": "0", "_12": "24"}, "12", "24"),
        ({"_0": "0", "_12": "24"}, "3", "6"),
        ({"_0": "0", "_12": "25"}, "3", "25/4"),  # no rounding
        ({"_0": "24", "_12": "0"}, "9", "6"),  # downwards
        ({"_0": "0", "_6": "12", "_12": "0"}, "9", "6"),  # up and down again
        ({"_0": "0", "_6": "12", "_12": "0"}, "6", "12"),
        ({"_12": "0", "_0": "24"}, "9", "6"),  # written in any order
        ({"_3": "5", "_9": "11"}, "0", "5"),  # level before the first point
        ({"_3": "5", "_9": "11"}, "12", "11"),  # and beyond the last
        ({"_3": "5", "_9": "11"}, "6", "8"),
        ({"_6": "7"}, "0", "7"),  # one point is a level line
        ({"_6": "7"}, "12", "7"),
        ({}, "6", "0"),
        ({"_1": "0", "_4": "3"}, "3", "2"),  # points off the grid
        ({"_9h": "1", "_15h": "4"}, "6", "5/2"),
        ({"_0": "0..4", "_12": "24..28"}, "6", "12..16"),  # low to low, high to high
        ({"_0": "3..9", "_12": "6"}, "3", "15/4..33/4"),
        ({"_0": "3..9", "_12": "6"}, "12", "6"),
        ({"_6": "1..2"}, "0", "1..2"),
    ],
)
def test_a_number_is_worth_what_lies_on_straight_lines_between_points(at: dict[str, str], amount: str, expected: str) -> None:
    low, _, high = expected.partition("..")
    assert worth_at(table("fee", **at), FEE, amount) == Interval(Fraction(low), Fraction(high or low))


def case(*tables: IssueWorth, terms: tuple[Term, ...] = (), reservation: str = "0") -> Case:
    held = (Reservation(Worth(points(reservation))),)
    return Case(parties=(Party("p"),), issues=(LINE, FEE), positions=(Position("p", reservation=held, worth=tables, terms=terms),))


PULL_DEAR = Condition((("line", Among(("pull",))), ("fee", Range(low=Fraction(9)))))


@pytest.mark.parametrize(
    ("line", "fee", "expected"),
    [
        ("hold", "0", "20"),
        ("hold", "12", "44"),
        ("pull", "6", "27"),
        ("pull", "9", "39..41"),
        ("pull", "12", "45..47"),
        ("leave", "3", "6"),
    ],
)
def test_a_package_is_worth_its_options_and_the_terms_that_hold(line: str, fee: str, expected: str) -> None:
    own = case(table("line", hold="20", pull="15"), table("fee", _0="0", _12="24"), terms=(Term(PULL_DEAR, Worth(points("6..8"))),))
    assert value(own, "p", {"line": line, "fee": fee}) == points(expected)


def test_terms_that_hold_together_add_up_and_an_empty_one_always_holds() -> None:
    terms = (Term(Condition(), Worth(sharp(3))), Term(PULL_DEAR, Worth(sharp(-5))), Term(PULL_DEAR, Worth(sharp(1))))
    own = case(table("line", pull="10"), terms=terms)
    assert value(own, "p", {"line": "pull", "fee": "9"}) == sharp(9)
    assert value(own, "p", {"line": "pull", "fee": "6"}) == sharp(13)


amounts = st.lists(st.integers(0, 24), min_size=1, max_size=5, unique=True)
heights = st.fractions(-9, 30, max_denominator=4)


@st.composite
def lines(draw: st.DrawFn) -> IssueWorth:
    """Points on half amounts, intervals among them."""
    made = []
    for n in draw(amounts):
        low = draw(heights)
        made.append((show(Fraction(n, 2)), Worth(Interval(low, low + draw(st.integers(0, 3))))))
    return IssueWorth("fee", tuple(made))


@given(lines())
def test_a_line_goes_through_its_points_and_stays_between_their_heights(drawn: IssueWorth) -> None:
    ends = [worth.points for _, worth in drawn.at]
    for option in FEE.options:
        found = worth_at(drawn, FEE, option.id)
        for key, worth in drawn.at:
            if Fraction(key) == option.amount:
                assert found == worth.points
        assert min(end.low for end in ends) <= found.low <= max(end.low for end in ends)
        assert min(end.high for end in ends) <= found.high <= max(end.high for end in ends)


@given(lines())
def test_a_point_more_on_the_line_changes_nothing(drawn: IssueWorth) -> None:
    """Every amount of the grid written out is the same table, in any order."""
    whole = {option.id: Worth(worth_at(drawn, FEE, option.id)) for option in FEE.options}
    for extra, worth in whole.items():
        if extra not in dict(drawn.at):
            longer = IssueWorth("fee", ((extra, worth), *drawn.at))
            assert all(worth_at(longer, FEE, option.id) == worth_at(drawn, FEE, option.id) for option in FEE.options)


@given(lines(), heights, heights)
def test_a_straight_line_keeps_to_its_formula(drawn: IssueWorth, start: Fraction, slope: Fraction) -> None:
    """Whatever points of a straight line are written, each amount between the outermost is worth what the line says."""
    at = tuple((key, Worth(sharp(start + slope * Fraction(key)))) for key, _ in drawn.at)
    first, last = min(Fraction(key) for key, _ in at), max(Fraction(key) for key, _ in at)
    for option in FEE.options:
        inside = min(max(option.amount or Fraction(0), first), last)
        assert worth_at(IssueWorth("fee", at), FEE, option.id) == sharp(start + slope * inside)


@given(lines(), st.sampled_from(("worst", "middle", "best")))
def test_sharpened_worths_are_the_ends_or_the_middle_of_what_they_were(drawn: IssueWorth, at: str) -> None:
    """Package by package; the reservation value goes the other way."""
    own = case(drawn, reservation="3..5")
    picked = sharpened(own, at)  # type: ignore[arg-type]
    for option in FEE.options:
        before, after = (value(one, "p", {"line": "hold", "fee": option.id}) for one in (own, picked))
        assert after == sharp({"worst": before.low, "middle": before.middle, "best": before.high}[at])
    held = picked.positions[0].reservation
    assert isinstance(held, tuple)
    assert held[0].worth.points == sharp({"worst": 5, "middle": 4, "best": 3}[at])


def test_a_worth_that_is_one_of_some_numbers_spans_them() -> None:
    """What asks for yes, no or depends sees the span alone; what moves the worth moves each number."""
    own = one_of([(Fraction(6), Fraction(1, 4)), (Fraction(2), Fraction(3, 4))])
    assert own.points == Interval(Fraction(2), Fraction(6))
    assert own.mapped(lambda number: number - 1).chances == ((Fraction(5), Fraction(1, 4)), (Fraction(1), Fraction(3, 4)))
    assert own.replaced(sharp(3)) == Worth(sharp(3))


def test_a_case_made_sharp_has_no_number_left_to_chance() -> None:
    """Middle, worst and best are of the span."""
    own = one_of([(Fraction(2), Fraction(3, 4)), (Fraction(6), Fraction(1, 4))])
    issue = Issue("i", "", (Option("a"), Option("b")))
    position = Position("p", reservation=(Reservation(own),), worth=(IssueWorth("i", (("a", own),)),))
    case = Case(parties=(Party("p"),), issues=(issue,), positions=(position,))
    for at, worth, held in (("middle", 4, 4), ("worst", 2, 6), ("best", 6, 2)):
        found = sharpened(case, at).positions[0]
        assert (found.worth[0].at[0][1], found.reservation[0].worth) == (Worth(sharp(worth)), Worth(sharp(held)))


@pytest.mark.parametrize(
    ("worth", "said"),
    [
        (
            Worth(Interval(Fraction(2), Fraction(7)), chances=((Fraction(2), Fraction(1, 2)), (Fraction(6), Fraction(1, 2)))),
            "points [2, 7] beside one_of",
        ),
        (one_of([(Fraction(2), Fraction(1, 2)), (Fraction(2), Fraction(1, 2))]), "number '2' stands twice"),
        (one_of([(Fraction(2), Fraction(3, 2)), (Fraction(3), Fraction(-1, 2))]), "the share of 3 is -1/2"),
        (one_of([(Fraction(2), Fraction(1))]), "one_of has one number"),
        (one_of([(Fraction(2), Fraction(1, 2)), (Fraction(3), Fraction(1, 3))]), "add up to 5/6"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(worth: Worth, said: str) -> None:
    """In a case made by hand as in a file."""
    issue = Issue("i", "", (Option("a"), Option("b")))
    position = Position("p", reservation=NoNumber.NONE, worth=(IssueWorth("i", (("a", worth),)),))
    with pytest.raises(CaseError) as caught:
        Case(parties=(Party("p"),), issues=(issue,), positions=(position,))
    assert any(said in str(problem) for problem in caught.value.problems)
