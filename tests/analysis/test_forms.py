"""A case by what parties said alone, and two forms of a case side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings

from analysis import by_definition as direct
from onetext import formats
from onetext.analysis.common import common_ground
from onetext.analysis.figures import bases
from onetext.analysis.forms import differences, form, made, side_by_side
from onetext.analysis.readings import partly_said, public_words_only
from onetext.analysis.why import why
from onetext.model.acceptance import Answer, accepts, is_silent, voter
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.inference import last_replies
from onetext.model.positions import NoNumber, Origin, Position
from onetext.model.records import Reply
from onetext.model.voting import voters
from onetext.solve.budget import Budget
from onetext.solve.zopa import zopa
from spoken import spoken
from strategies import DAY, cases

TEXT = """
onetext: 1
as_of: 2031-05-01
parties: {north: {}, east: {}, bank: {kind: holder}}
issues: {line: {options: {hold: Hold, pull: Pull}}, fee: {from: 0, to: 3}}
consents: [{who: bank, on: {fee: {from: 1}}}]
positions:
  north: %s
  east: {red_lines: [{id: r, never: {fee: 3}, soften: 4, chance: 1/2, from: statement, evidence: [s1]}, {id: g, never: {line: hold}}]}
proposals: {plan: {package: {line: pull, fee: 1}}}
replies: [{who: east, to: plan, says: yes}, {who: north, to: plan, says: no, from: guess}]
statements: {s1: {who: Mira Sol, for: east}}
"""
POINTS = "{reservation: {worth: 3, from: answer}, worth: {line: {hold: {worth: 1, from: answer}, pull: {worth: 4, from: %s}}}%s}"
ANSWERED = TEXT % (POINTS % ("answer", ""))


def case_of(text: str) -> Case:
    return on(formats.read({"case.yaml": text.encode()}), DAY)


def north(position: str) -> Position:
    return public_words_only(case_of(TEXT % position)).position["north"]


def test_lines_views_preferences_and_replies_that_are_guesses_go() -> None:
    """What moving from a line would ask is an estimate, whatever the line rests on."""
    said = "{view: {line: {hold: rejects, pull: {view: wants, from: statement}}}, order: {fee: down}, "
    said += "prefers: [{rather: {fee: 0}, than: {fee: 1}, from: guess}, {rather: {fee: 0}, than: {fee: 2}}]}"
    case = case_of(TEXT % said)
    words = public_words_only(case)
    assert [(line.id, line.soften, line.chance) for line in words.position["east"].red_lines] == [("r", None, 1)]
    assert [(view.option, view.says) for view in words.position["north"].view] == [("pull", "wants")]
    assert [one.than for one in words.position["north"].prefers] == [(("fee", "2"),)]
    assert words.position["north"].order == case.position["north"].order
    assert [reply.who for reply in words.replies] == ["east"]


@pytest.mark.parametrize(
    ("position", "kept"),
    [
        (POINTS % ("answer", ""), True),
        (POINTS % ("statement", ""), True),
        (POINTS % ("guess", ""), False),
        (POINTS % ("answer", ", terms: [{when: {line: hold}, worth: 2}]"), False),
        (POINTS % ("answer", ", terms: [{when: {line: hold}, worth: {worth: 2, from: answer}}]"), True),
        ((POINTS % ("answer", "")).replace("worth: 3, from: answer", "worth: 3"), False),
        ("{reservation: none, worth: {line: {hold: {worth: 1, from: answer}}}}", False),
        ("{reservation: unknown, worth: {line: {hold: {worth: 1, from: answer}}}}", True),
        ("{reservation: {worth: 3, from: answer}, worth: {line: indifferent}}", False),
        ("{reservation: none}", False),
    ],
)
def test_figures_stay_where_all_of_a_party_were_said(position: str, kept: bool) -> None:
    """A value cannot be added up from some of them."""
    whole = case_of(TEXT % position).position["north"]
    assert north(position) == (whole if kept else replace(whole, reservation=(), worth=(), terms=()))


def test_a_party_of_which_all_was_guessed_is_silent() -> None:
    case = public_words_only(case_of(TEXT % (POINTS % ("guess", ""))))
    assert is_silent(case, "north") and not is_silent(case, "east")


def test_a_case_is_partly_said_where_guesses_stand_beside_what_somebody_said() -> None:
    """A public statement counts where the entry names it, a sealed answer always."""
    assert partly_said(case_of(ANSWERED))
    bare = ANSWERED.replace(", from: statement, evidence: [s1]", ", from: statement").replace("answer", "guess")
    assert not partly_said(case_of(bare))  # a reply by itself names nobody
    assert partly_said(case_of(bare.replace("to: plan, says: yes", "to: plan, says: yes, evidence: [s1]")))
    every = (
        ANSWERED.replace(", soften: 4, chance: 1/2", "")
        .replace(", {id: g, never: {line: hold}}", "")
        .replace(", from: guess", ", from: answer")
    )
    assert not partly_said(case_of(every))  # nothing is guessed


@given(cases(rich=True))
def test_nothing_that_is_a_guess_is_left(case: Case) -> None:
    """Of any case; what is left was there before, and leaving guesses out twice changes nothing."""
    words = public_words_only(case)
    for position, whole in zip(words.positions, case.positions, strict=True):
        assert all(origin.basis != "guess" for origin in _origins(position))
        assert {line.id for line in position.red_lines} <= {line.id for line in whole.red_lines}
        assert set(position.view) <= set(whole.view) and set(position.worth) <= set(whole.worth)
        assert all(line.soften is None for line in position.red_lines) and position.reservation is not NoNumber.NONE
    assert public_words_only(words) == words
    assert not partly_said(words)


def _origins(position: Position) -> Iterator[Origin]:
    entries = () if isinstance(position.reservation, NoNumber) else position.reservation
    yield from (entry.worth.origin for entry in entries)
    yield from (worth.origin for table in position.worth for _, worth in table.at)
    yield from (term.worth.origin for term in position.terms)
    yield from (one.origin for one in (*position.red_lines, *position.view, *position.prefers))


@given(spoken())
@settings(max_examples=30)
def test_what_a_party_surely_refuses_for_a_line_that_was_said_it_refuses_with_its_guesses_too(case: Case) -> None:
    """Guesses may add red lines, and never take one away."""
    words = public_words_only(case)
    for position in words.positions:
        for package in list(case.packages())[:40]:
            crossed = [line for line in position.red_lines if not direct.keeps(line.form, case.issue, package)]
            if crossed and line_holds(case, position.party, crossed[0].id):
                assert accepts(case, position.party, package) is Answer.NO


def line_holds(case: Case, who: str, key: str) -> bool:
    return any(line.id == key for line in case.position[who].red_lines)


@given(spoken())
@settings(max_examples=20)
def test_a_form_holds_what_follows_by_definition(case: Case) -> None:
    found = form(case)
    answers = direct.counts(case)
    assert (found.agreement, found.zone.zopa, found.zone.zopa_possible) == (direct.verdict(case), *answers)
    assert {frozenset(one.key for one in clash.demands) for clash in found.conflicts} == (
        direct.conflicts(case) if found.agreement == "no" else set()
    )
    assert found == made(case, zopa(case), why(case), common_ground(case))


@given(spoken())
def test_a_reply_counts_iff_taking_it_away_takes_a_condition_away(case: Case) -> None:
    """By the voter that it makes: without such a reply it accepts or refuses by fewer conditions.

    Of whoever accepts anything (`reservation: none`) a yes adds none.
    """
    unsaid = tuple(replace(p, reservation=NoNumber.UNKNOWN if p.reservation is NoNumber.NONE else p.reservation) for p in case.positions)
    today = on(replace(case, positions=unsaid), DAY)

    def counts(one: Reply) -> bool:
        others = replace(today, replies=tuple(r for r in today.replies if (r.who, r.to) != (one.who, one.to)))
        return voter(others, one.who) != voter(today, one.who)

    decisive = [one for who in voters(today) for one in last_replies(today, who) if counts(one)]
    assert sum(n for _, n in bases(today)) - sum(n for _, n in bases(replace(today, replies=()))) == len(decisive)


def test_the_entries_that_stand_behind_a_verdict_are_counted() -> None:
    """Those of whoever's own position counts: of east two lines and a reply, of north three figures; a holder that nobody asks has none.

    Of replies east's counts, on words; north's does not, for its figures decide.
    """
    assert dict(bases(case_of(ANSWERED))) == {"answer": 3, "statement": 2, "guess": 1}
    assert dict(bases(public_words_only(case_of(ANSWERED)))) == {"answer": 3, "statement": 2, "guess": 0}
    outside = ANSWERED.replace("bank: {kind: holder}", "bank: {kind: holder}, press: {kind: outside}")
    outside = outside.replace("positions:", "positions:\n  press: {red_lines: [{id: p, never: {fee: 2}}]}")
    assert bases(case_of(outside)) == bases(case_of(ANSWERED))


def test_beside_a_case_stands_itself_without_its_guesses_or_the_other() -> None:
    """The one with more guesses is the one with the estimates, whichever of the two was asked about."""
    case = case_of(ANSWERED)
    own = form(case)
    stripped = side_by_side(own, None)
    assert stripped is not None and (stripped.own, stripped.stripped) == ("estimated", True)
    assert stripped.said == form(public_words_only(case)) and stripped.estimated == own
    words = public_words_only(case)
    assert side_by_side(form(words), None) is None
    for mine, other, said in ((form(words), case, "said"), (own, words, "estimated")):
        two = side_by_side(mine, other)
        assert two is not None and (two.own, two.stripped) == (said, False)
        assert (two.said.case, two.estimated.case) == (words, case)


DIFFERENT = [
    ("issues: {line:", "issues: {lime:", ["it has no issue 'line'", "it has the issue 'lime'"]),
    ("pull: Pull}}", "pull: Pull, leave: Leave}}", ["the options of 'line' are hold, pull, leave"]),
    ("to: 3}", "to: 2}", ["the options of 'fee' are 0, 1, 2"]),
    ("{north: {}", "{north: {kind: holder}", ["the role of 'north' is holder"]),
    ("bank: {kind: holder}}", "bank: {kind: bloc, members: {a: {}}}}", ["the role of 'bank' is bloc", "the members of 'bank' are a"]),
    ("east: {}", "east: {}, west: {}", ["it has the party 'west'"]),
]


@pytest.mark.parametrize(("old", "new", "told"), DIFFERENT)
def test_in_what_two_cases_are_no_forms_of_one(old: str, new: str, told: list[str]) -> None:
    head = "onetext: 1\nparties: {north: {}, east: {}, bank: {kind: holder}}\n"
    head += "issues: {line: {options: {hold: Hold, pull: Pull}}, fee: {from: 0, to: 3}}\n"
    case, other = case_of(head), case_of(head.replace(old, new))
    assert list(differences(case, other)) == told
    assert list(differences(case, replace(case, title="Other"))) == []


def test_other_rules_and_weights_of_a_bloc_make_another_case() -> None:
    text = "onetext: 1\nissues: {x: {options: {p: P}}}\nparties: {b: {kind: bloc, members: {m: {}, n: {%s}}%s}}\n"
    case = case_of(text % ("", ""))
    assert list(differences(case, case_of(text % ("", ", decides: majority")))) == ["the role of 'b' is bloc, by another rule"]
    assert list(differences(case, case_of(text % ("weight: 2", "")))) == ["the members of 'b' are m, n"]


def test_of_a_large_case_the_form_is_told_in_short() -> None:
    """By integer programs: the verdict and the conflicts are the same, and nothing nearest is searched for."""
    case = case_of(ANSWERED.replace("never: {fee: 3}", "always: {line: hold}"))
    large, small = form(case, Budget(enumerate=False)), form(case)
    assert (large.agreement, large.settled, len(large.conflicts)) == (small.agreement, small.settled, len(small.conflicts))
    assert large.agreement == "no" and large.accepts == small.accepts
