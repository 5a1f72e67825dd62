"""The next question: what each answer settles is what the case says once the answer is written into it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from conftest import SHARED
from instances import Talk, spoken_case
from onetext import certify, formats
from onetext.analysis.asking.ask import ask
from onetext.analysis.asking.questions import ANSWERS, Asked, told
from onetext.analysis.why import why
from onetext.errors import UsageError
from onetext.model.acceptance import Answer, accepts, agreed, broken_links, consenters
from onetext.model.case import Case
from onetext.model.day import on
from onetext.solve.budget import Budget
from onetext.solve.zopa import counted
from solve.test_words import answered, strait, wordless
from spoken import spoken

LARGE = Budget(enumerate=False)


def check(case: Case, found: Asked) -> None:
    """Everything that is said of a case and of each answer, against the case with the answer in it."""
    now = counted(case)
    assert (found.verdict, found.zopa, found.zopa_possible) == (now.agreement, now.zopa, now.zopa_possible)
    for question in found.questions:
        assert tuple(one.answer for one in question.settles) == ANSWERS[question.kind]
        for one in question.settles:
            after = told(case, question, one.answer)
            then = counted(after)
            assert certify.check(after, then) == ()
            assert (one.verdict, one.zopa, one.zopa_possible) == (then.agreement, then.zopa, then.zopa_possible)
            assert one.settled == (now.zopa_possible - now.zopa) - (then.zopa_possible - then.zopa)
            if then.agreement == "no" and then.admissible:
                assert one.conflicts == len(why(after).conflicts)


@given(spoken())
@settings(max_examples=40)
def test_what_answers_settle_is_what_the_case_then_says(case: Case) -> None:
    check(case, ask(case, count=3))


@given(spoken())
@settings(max_examples=25)
def test_the_packages_that_matter_are_open_and_whose_yes_is_missing_is_named(case: Case) -> None:
    found = ask(case)
    counts = []
    for one in found.open:
        package = dict(one.package)
        assert not broken_links(case, package) and agreed(case, package) is Answer.DEPENDS
        asked = [p.id for p in consenters(case) if p.id in one.missing]
        assert list(one.missing) == asked and all(accepts(case, who, package) is not Answer.NO for who in asked)
        counts.append(len(one.missing))
    assert counts == sorted(counts)
    assert bool(found.open) == (found.zopa_possible > found.zopa)  # type: ignore[operator]


@given(spoken())
@settings(max_examples=15)
def test_a_large_case_is_asked_about_by_programs_to_the_same_verdict(case: Case) -> None:
    """Only packages that nobody surely refuses are put; the verdict after each answer is proven."""
    found = ask(case, budget=LARGE)
    assert found.verdict == counted(case).agreement
    for question in found.questions:
        for one in question.settles:
            assert one.verdict == counted(told(case, question, one.answer)).agreement
        if question.kind == "accept":
            assert agreed(case, dict(question.package)) is Answer.DEPENDS


def test_the_last_yes_that_is_missing_is_asked_for() -> None:
    """In the harbour without points, orders and four packages put leave one package; without one party's last reply its yes."""
    case = strait()
    put, replies = answered(case, 4)
    seen = []
    for who in ("north", "east", "west", "ama", "bru", "bank"):
        left = tuple(r for r in replies if (r.who, r.to) != (who, "q3"))
        words = wordless(replace(case, proposals=put), orders=True, replies=left)
        if counted(words).agreement != "depends":
            continue  # its yes follows from another
        question = ask(words).questions[0]
        assert (question.kind, question.party, question.package) == ("accept", who, put[3].package)
        yes, _, no = question.settles
        assert (yes.verdict, yes.zopa, no.verdict, no.settled, no.conflicts) == ("yes", 1, "no", 1, 1)
        seen.append(who)
    assert seen == ["ama"]


def test_asking_on_and_on_settles_the_harbour_as_its_points_do() -> None:
    """Each question answered truly by the points thrown away; the end is the one package that they allow."""
    case = strait()
    words, truth, asked = wordless(case, orders=True), case, 0
    words = replace(words, proposals=(), replies=())
    while (found := ask(words)).verdict == "depends":
        question = found.questions[0]
        assert question.kind == "accept"
        words = told(words, question, accepts(truth, question.party, dict(question.package)).value)
        asked += 1
    assert found.verdict == "yes" and counted(words).first == counted(truth).first
    assert asked <= 12


def test_where_nothing_can_be_agreed_the_line_that_opens_something_is_asked_about_first() -> None:
    """On the first of February each of two things opens the harbour, and one red line is one of them."""
    case = on(formats.read({"s.yaml": (SHARED / "cases" / "native" / "strait.yaml").read_bytes()}), date(2031, 2, 1))
    found = ask(case, count=4)
    check(case, found)
    assert found.conflicts == 2
    assert [(q.kind, q.party, q.line or q.issue) for q in found.questions] == [
        ("final", "east", "port-open"), ("final", "east", "not-as-it-is"), ("final", "bank", "no-flood"), ("guess", "north", ""),
    ]  # fmt: skip
    assert [q.settles[-1].verdict for q in found.questions] == ["yes", "no", "no", "yes"]


def test_a_line_that_a_party_itself_called_final_is_not_asked_about() -> None:
    text = """
onetext: 1
as_of: 2031-05-01
parties: {a: {}, b: {}}
issues: {x: {options: {p: P, q: Q}}}
positions:
  a: {red_lines: [{id: l, never: {x: p}, from: %s}]}
  b: {red_lines: [{id: m, never: {x: q}, from: answer}]}
"""
    kinds = []
    for basis in ("answer", "statement"):
        case = on(formats.read({"c.yaml": (text % basis).encode()}), date(2031, 5, 1))
        kinds.append([(q.kind, q.party) for q in ask(case, count=3).questions])
    assert kinds == [[], [("final", "a")]]


def test_of_names_who_may_be_asked() -> None:
    words = wordless(strait(), orders=True)
    words = replace(words, proposals=())
    assert {q.party for q in ask(words, of="east", count=3).questions} == {"east"}
    assert {q.party for q in ask(words, of="isles", count=3).questions} <= {"ama", "bru", "cor"}
    with pytest.raises(UsageError, match="no party 'eest'"):
        ask(words, of="eest")


def test_the_goal_says_what_is_asked_for() -> None:
    case = spoken_case(1, Talk(issues=3, options=3, parties=2, replies=1))
    assert ask(case, goal="regret").questions[0].kind == "prefer"
    assert ask(case, goal="agreement").questions[0].kind == "accept"
    falls = ask(case, goal="regret")
    assert falls.chosen is not None and falls.chosen.regret > 0
    first, alike, second = falls.questions[0].settles
    assert alike.regret is None and min(first.regret, second.regret) <= falls.chosen.regret  # type: ignore[type-var]


def test_the_same_case_is_asked_the_same() -> None:
    case = spoken_case(2, Talk(issues=3, options=3, parties=3, replies=1))
    assert ask(case, count=3) == ask(case, count=3)
