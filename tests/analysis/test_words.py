"""Words that contradict each other are shown, and what rests on a guess is found where words decide."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from analysis import by_definition as direct
from analysis.test_rests import check_guesses
from onetext import formats
from onetext.analysis.contradictions import contradictions
from onetext.analysis.why import why
from onetext.model.acceptance import Answer, agreed, consenters
from onetext.model.case import Case
from onetext.model.witness import why_accepts
from onetext.solve.zopa import zopa
from spoken import spoken

TEXT = """
onetext: 1
as_of: 2031-05-01
parties: {{north: {{}}, east: {{}}}}
issues: {{fee: {{from: 0, to: 9, step: 3}}, port: {{options: {{shut: Shut, open: Open}}}}}}
positions: {{north: {{order: {{fee: up}}{more}}}}}
proposals:
  low: {{package: {{fee: 3, port: shut}}}}
  high: {{package: {{fee: 6, port: shut}}}}
replies: [{replies}]
"""
LOW_YES, LOW_NO = "{who: north, to: low, says: yes}", "{who: north, to: low, says: no}"
HIGH_NO = "{who: north, to: high, says: no}"


@pytest.mark.parametrize(
    ("replies", "more", "expected"),
    [
        (LOW_YES, "", []),
        (f"{LOW_YES}, {HIGH_NO}", "", [("low", "words", "yes", "no"), ("high", "words", "no", "yes")]),
        (LOW_YES, ", red_lines: [{id: r, never: {fee: 3}}]", [("low", "line", "yes", "never")]),
        (LOW_NO, ", red_lines: [{id: r, never: {fee: 3}}]", []),
        (HIGH_NO, ", view: {fee: {6: can_live}, port: {shut: can_live}}", [("high", "words", "no", "yes")]),
        (f"{LOW_NO[:-1]}, date: 2031-01-01}}, {LOW_YES[:-1]}, date: 2031-02-01}}", "", [("low", "superseded", "no", "yes")]),
    ],
)
def test_a_reply_that_other_words_contradict_is_listed(replies: str, more: str, expected: list[tuple[str, ...]]) -> None:
    case = formats.read({"case.yaml": TEXT.format(more=more, replies=replies).encode()})
    assert [(one.about, one.kind, *(side.says for side in one.sides)) for one in contradictions(case)] == expected


@given(spoken())
@settings(max_examples=40)
def test_a_guess_is_listed_iff_moving_it_alone_turns_the_verdict(case: Case) -> None:
    check_guesses(case)


@given(spoken())
@settings(max_examples=30)
def test_what_is_contradicted_is_left_open_or_refused_for_a_line(case: Case) -> None:
    """Where words contradict a reply, its package is neither surely accepted nor refused for that reply alone."""
    for one in contradictions(case):
        if one.kind == "words" and one.open:
            proposal = next(p for p in case.proposals if p.id == one.about)
            for package in direct.completed(case, dict(proposal.package)):
                assert not direct.refuses(case, one.party, package) or why_accepts(case, one.party, package).kind == "red_line"


@given(spoken())
@settings(max_examples=40)
def test_what_stands_behind_an_answer_is_what_stands_behind_it_in_every_package(case: Case) -> None:
    """Of parties and members, however the open issues of a proposal are filled; and where it is not the same, nothing is named."""
    people = [one for p in consenters(case) for one in (p.id, *(m.id for m in p.members))]
    for report in why(case).proposals:
        every = direct.completed(case, dict(next(p.package for p in case.proposals if p.id == report.id)))
        counted = [k for k in every if direct.admissible(case, k)] or every
        named = {one.party: (one.answer, one.kind, one.id) for one in report.because}
        for who in dict.fromkeys(people):
            reasons = {why_accepts(case, who, k) for k in counted}
            same = reasons.pop() if len(reasons) == 1 else None
            assert named.get(who) == ((same.answer.value, same.kind, same.id) if same and same.kind else None)


@given(spoken())
@settings(max_examples=20)
def test_accepted_open_and_refused_make_up_all(case: Case) -> None:
    found, every = zopa(case), [agreed(case, k) for k in case.packages() if direct.admissible(case, k)]
    assert (found.zopa, found.undecided, found.refused) == tuple(every.count(one) for one in (Answer.YES, Answer.DEPENDS, Answer.NO))
