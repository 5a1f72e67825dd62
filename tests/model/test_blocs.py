"""Blocs: shares of weight and of heads, more than a share, members that depend, blocs in blocs; by hand and by counting."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext import formats
from onetext.model.acceptance import Answer, accepts, agreed, reaches
from onetext.model.case import Case
from onetext.model.conditions import Among, Condition, Never
from onetext.model.issues import Issue, Option
from onetext.model.parties import MAJORITY, UNANIMITY, Decides, Member, Party, all_members
from onetext.model.positions import NoNumber, Position, RedLine

YES, NO, DEPENDS = Answer.YES, Answer.NO, Answer.DEPENDS
ISSUES = (Issue("line", "", (Option("hold"), Option("pull"))),)
HOLD = {"line": "hold"}


def share(text: str) -> Fraction | None:
    return Fraction(text) if text else None


def league(weights: str, decides: Decides) -> Party:
    """A bloc whose members m0, m1, ... have the weights given."""
    return Party(
        "isles", kinds=("bloc",), members=tuple(Member(f"m{n}", "", Fraction(w)) for n, w in enumerate(weights.split())), decides=decides
    )


def who_says(bloc: Party, answers: str, *more: Party) -> Case:
    """A case in which the members answer to `hold` as told: y, n or ? for each."""
    positions = {
        "y": Position("", reservation=NoNumber.NONE),
        "n": Position("", red_lines=(RedLine("r", Never(Condition((("line", Among(("hold",))),)))),)),
        "?": Position(""),
    }
    said = []
    for member, answer in zip(bloc.members, answers, strict=True):
        own = positions[answer]
        lines = tuple(RedLine(f"r-{member.id}", line.form) for line in own.red_lines)
        said.append(Position(member.id, reservation=own.reservation, red_lines=lines))
    return Case(parties=(bloc, *more), issues=ISSUES, positions=tuple(said))


WEIGHED = "5 3 2"
ROWS = [
    # unanimity, which is what is meant when nothing is said
    ("1 1 1", UNANIMITY, "yyy", YES),
    ("1 1 1", UNANIMITY, "yyn", NO),
    ("1 1 1", UNANIMITY, "yy?", DEPENDS),
    ("1 1 1", UNANIMITY, "y?n", NO),
    ("1 0 1", UNANIMITY, "yny", NO),  # heads count, not weights
    # a majority is more than half of the weight
    ("1 1 1", MAJORITY, "yyn", YES),
    ("1 1 1", MAJORITY, "ynn", NO),
    ("1 1 1 1", MAJORITY, "yynn", NO),
    ("1 1 1 1", MAJORITY, "yyyn", YES),
    (WEIGHED, MAJORITY, "ynn", NO),
    (WEIGHED, MAJORITY, "yny", YES),
    (WEIGHED, MAJORITY, "nyy", NO),
    # a share of weight: at least
    (WEIGHED, Decides(Fraction(7, 10)), "yny", YES),
    (WEIGHED, Decides(Fraction(7, 10)), "nyy", NO),
    (WEIGHED, Decides(Fraction(1, 2)), "ynn", YES),
    (WEIGHED, Decides(Fraction(1, 2), more_than=True), "ynn", NO),
    # a share of heads
    (WEIGHED, Decides(members=Fraction(2, 3)), "nyy", YES),
    (WEIGHED, Decides(members=Fraction(2, 3), more_than=True), "nyy", NO),
    (WEIGHED, Decides(members=Fraction(2, 3), more_than=True), "yyy", YES),
    # both: each must be reached
    (WEIGHED, Decides(Fraction(7, 10), Fraction(1, 2)), "yny", YES),
    (WEIGHED, Decides(Fraction(1, 2), Fraction(1, 2)), "ynn", NO),
    (WEIGHED, Decides(Fraction(7, 10), Fraction(1, 2)), "nyy", NO),
    ("9 1 1 1", Decides(Fraction(7, 10), Fraction(1, 2)), "ynnn", NO),
    ("9 1 1 1", Decides(Fraction(7, 10), Fraction(1, 2)), "yynn", YES),
    # members that depend count on both sides
    (WEIGHED, Decides(Fraction(7, 10)), "y?n", DEPENDS),
    (WEIGHED, Decides(Fraction(7, 10)), "??n", DEPENDS),
    (WEIGHED, Decides(Fraction(7, 10)), "n??", NO),
    (WEIGHED, Decides(Fraction(1, 2)), "y??", YES),
    (WEIGHED, Decides(Fraction(1, 2)), "?nn", DEPENDS),
    (WEIGHED, Decides(Fraction(1, 2), more_than=True), "?nn", NO),
    # a share of nothing is always reached; more than all never
    (WEIGHED, Decides(Fraction(0)), "nnn", YES),
    (WEIGHED, Decides(Fraction(0), more_than=True), "nnn", NO),
    (WEIGHED, Decides(Fraction(1), more_than=True), "yyy", NO),
    ("0 0", Decides(Fraction(1, 2)), "nn", YES),  # no weight at all: half of nothing
]  # fmt: skip


@pytest.mark.parametrize(("weights", "decides", "answers", "expected"), ROWS)
def test_a_bloc_accepts_when_its_members_reach_each_share(weights: str, decides: Decides, answers: str, expected: Answer) -> None:
    case = who_says(league(weights, decides), answers)
    assert accepts(case, "isles", HOLD) is expected
    assert agreed(case, HOLD) is expected


shares = st.none() | st.sampled_from([Fraction(n, d) for d in (1, 2, 3, 10) for n in range(d + 1)])


@st.composite
def leagues(draw: st.DrawFn) -> tuple[Party, str]:
    weights = draw(st.lists(st.sampled_from("0 1 2 5 1/2".split()), min_size=1, max_size=4))
    answers = "".join(draw(st.lists(st.sampled_from("yn?"), min_size=len(weights), max_size=len(weights))))
    return league(" ".join(weights), Decides(draw(shares), draw(shares), draw(st.booleans()))), answers


@given(leagues())
def test_a_bloc_depends_where_those_who_depend_decide(drawn: tuple[Party, str]) -> None:
    """Every way in which those who depend may turn out, counted one by one."""
    bloc, answers = drawn
    found = accepts(who_says(bloc, answers), "isles", HOLD)
    outcomes = set()
    for turned in product(*("yn" if answer == "?" else answer for answer in answers)):
        outcomes.add(reaches(bloc, {member.id for member, answer in zip(bloc.members, turned, strict=True) if answer == "y"}))
    assert found is {(True,): YES, (False,): NO}.get(tuple(outcomes), DEPENDS)


@given(leagues(), st.data())
def test_one_more_that_accepts_never_turns_a_yes_into_a_no(drawn: tuple[Party, str], data: st.DataObject) -> None:
    bloc, _ = drawn
    ids = [member.id for member in bloc.members]
    accepting = data.draw(st.sets(st.sampled_from(ids)))
    more = accepting | {data.draw(st.sampled_from(ids))}
    assert reaches(bloc, accepting) <= reaches(bloc, more)


@given(leagues(), st.integers(1, 9))
def test_weights_count_by_their_shares_only(drawn: tuple[Party, str], factor: int) -> None:
    bloc, answers = drawn
    scaled = league(" ".join(str(member.weight * factor) for member in bloc.members), bloc.decides)
    assert accepts(who_says(bloc, answers), "isles", HOLD) is accepts(who_says(scaled, answers), "isles", HOLD)


@pytest.mark.parametrize(
    ("inner", "third", "expected"),
    [("yn", "y", YES), ("nn", "y", NO), ("yy", "n", NO), ("?n", "y", DEPENDS), ("?n", "n", NO), ("yn", "?", DEPENDS)],
)
def test_a_bloc_may_be_a_member_of_a_bloc(inner: str, third: str, expected: Answer) -> None:
    """The inner one by any of its two, the outer one by all."""
    within = league("1 1", Decides(members=Fraction(1, 2)))
    outer = Party("union", kinds=("bloc",), members=(Member("isles"), Member("cor")))
    case = who_says(within, inner, outer)
    own = who_says(Party("one", kinds=("bloc",), members=(Member("cor"),)), third).positions
    both = Case(parties=case.parties, issues=ISSUES, positions=(*case.positions, *own))
    assert accepts(both, "union", HOLD) is expected
    assert all_members(outer, both.party) == {"isles", "cor", "m0", "m1"}
    assert all_members(within, both.party) == {"m0", "m1"}


def test_a_party_of_the_case_may_be_a_member_with_a_weight_of_its_own() -> None:
    """It answers for itself by its own numbers, and for the bloc by the same."""
    text = b"""
onetext: 1
parties: {east: {}, isles: {kind: bloc, members: {east: {weight: 2}, ama: {}}, decides: {weight: 2/3}}}
issues: {line: {title: Line, options: {hold: Hold, pull: Pull}}}
positions: {east: {reservation: 1, worth: {line: {hold: 1, pull: 0}}}}
"""
    case = formats.read({"case.yaml": text})
    assert [accepts(case, who, HOLD) for who in ("east", "ama", "isles")] == [YES, DEPENDS, YES]
    assert [accepts(case, who, {"line": "pull"}) for who in ("east", "ama", "isles")] == [NO, DEPENDS, NO]


@pytest.mark.parametrize(
    ("decides", "expected"),
    [
        ("", UNANIMITY),
        (", decides: unanimity", Decides(members=Fraction(1))),
        (", decides: majority", Decides(weight=Fraction(1, 2), more_than=True)),
        (", decides: {weight: 7/10, members: 1/2}", Decides(Fraction(7, 10), Fraction(1, 2))),
        (", decides: {weight: 0.7, more_than: true}", Decides(Fraction(7, 10), more_than=True)),
    ],
)
def test_a_rule_as_the_file_writes_it(decides: str, expected: Decides) -> None:
    text = (
        f"onetext: 1\nparties: {{isles: {{kind: bloc, members: {{ama: {{}}}}{decides}}}}}\nissues: {{x: {{title: X, options: {{a: A}}}}}}\n"
    )
    bloc = formats.read({"case.yaml": text.encode()}).party["isles"]
    assert bloc.decides == expected
    assert bloc.members[0].weight == 1
