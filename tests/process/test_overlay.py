"""Answers laid over a case: what counts before what, nothing lost unsaid, and a sound case in the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onetext
from conftest import SHARED
from onetext.analysis.readings import public_words_only
from onetext.errors import CaseError
from onetext.model.acceptance import Answer as Accepts
from onetext.model.acceptance import accepts, worth_at
from onetext.model.case import Case, Link
from onetext.model.conditions import Always, Among, Condition, Never
from onetext.model.day import on
from onetext.model.inference import last_replies
from onetext.model.issues import Agreed, Grid, Issue, Option, number_issue
from onetext.model.numbers import Interval, sharp
from onetext.model.parties import Member, Party
from onetext.model.positions import (
    IssueWorth,
    NoNumber,
    Order,
    Origin,
    Position,
    Preference,
    RedLine,
    Reservation,
    Term,
    View,
    Worth,
    one_of,
    red_lines,
)
from onetext.model.records import Difference, Proposal, Reply, Resolved
from onetext.model.text.values import Article, Paragraph, Text, Words
from onetext.process.answerable import ASKS, unasked, unknown_options, wrong
from onetext.process.overlay import Known, overlay, shared
from onetext.process.questions import SAYS, Answer, OnArticle, OnLine, OnPackage, OnPreference, OnReservation, OnWorth, Question
from strategies import cases

DAY = date(2031, 5, 4)
STATEMENT, ANSWER = Origin("statement"), Origin("answer")
ISSUES = (Issue("line", "", (Option("hold"), Option("pull"))), number_issue("fee", "", Grid(Fraction(0), Fraction(3), Fraction(1, 2))))
PARTIES = (Party("north"), Party("east"))
BARE = Case("T", as_of=DAY, parties=PARTIES, issues=ISSUES)
PULL = Never(Condition((("line", Among(("pull",))),)))


def holding(**of: Any) -> Case:
    """A case in which this is known of north."""
    return replace(BARE, positions=(Position("north", **of),))


def known(about: Question, sealed: bool = True, party: str = "north", **of: Any) -> Known:
    return Known(party, about, Answer(**of), DAY, sealed)


def laid(case: Case, *answers: Known) -> Position:
    """North's position once the answers are laid over it."""
    return overlay(case, answers).case.position["north"]


# --- what counts before what

WORTH = OnWorth("line", "pull")


@pytest.mark.parametrize("basis", ["guess", "statement", "answer"])
@pytest.mark.parametrize("sealed", [True, False])
def test_a_sealed_answer_counts_before_a_statement_and_that_before_a_guess(basis, sealed):
    """Of worths, reservation values, red lines, replies and preferences alike; what does not count any more is listed with its basis."""
    was, heard = Origin(basis), sealed or basis != "answer"
    pair = (("line", "hold"),), (("line", "pull"),)
    case = replace(
        holding(
            worth=(IssueWorth("line", (("pull", Worth(sharp(10), was)),)),),
            reservation=(Reservation(Worth(sharp(20), was)),),
            red_lines=(RedLine("r", PULL, origin=was),),
            prefers=(Preference(*pair, origin=was),),
        ),
        proposals=(Proposal("plan", (("line", "pull"),)),),
        replies=(Reply("north", "plan", "no", origin=was),),
    )
    answers = (
        known(WORTH, sealed, points=sharp(40)),
        known(OnReservation(), sealed, points=sharp(30)),
        known(OnLine(PULL), sealed, says="no"),
        known(OnPreference(*pair), sealed, says="second"),
        known(OnPackage((("line", "pull"),)), sealed, says="yes"),
    )
    done = overlay(case, answers)
    position = done.case.position["north"]
    assert (dict(position.worth[0].at)["pull"].points == sharp(40)) is heard
    assert (position.reservation[0].worth.points == sharp(30)) is heard
    assert (position.red_lines == ()) is heard
    assert (position.prefers[0].rather == pair[1]) is heard
    assert ([one.says for one in done.case.replies] == ["yes"]) is heard
    assert len(done.differences) == 5
    assert {one.basis for one in done.differences} == {basis if heard else "statement"}
    assert {(one.was, one.now) for one in done.differences[:2]} == ({("10", "40"), ("20", "30")} if heard else {("40", "10"), ("30", "20")})


def test_of_two_answers_the_sealed_one_counts_and_of_two_sealed_ones_the_later():
    """In whatever order they were given; each that no longer counts is listed."""
    sealed, stated, later = known(WORTH, points=sharp(40)), known(WORTH, sealed=False, points=sharp(60)), known(WORTH, points=sharp(45))
    for answers in ((sealed, stated), (stated, sealed)):
        done = overlay(BARE, answers)
        assert dict(done.case.position["north"].worth[0].at)["pull"] == Worth(sharp(40), ANSWER)
        assert done.differences == (Difference("north", "the worth of line=pull", "60", "statement", "40"),)
    done = overlay(BARE, (sealed, stated, later))
    assert dict(done.case.position["north"].worth[0].at)["pull"].points == sharp(45)
    assert [(one.was, one.basis) for one in done.differences] == [("60", "statement"), ("40", "answer")]


def test_a_sealed_no_or_none_counts_before_what_is_stated_later():
    """Neither leaves an entry behind that would say so: the sealed ones are laid last."""
    none, number = known(OnReservation(), says="none"), known(OnReservation(), sealed=False, points=sharp(60))
    denied, claimed = known(OnLine(PULL), says="no"), known(OnLine(PULL), sealed=False, says="yes")
    for answers in ((none, denied, number, claimed), (claimed, number, denied, none)):
        done = overlay(BARE, answers)
        assert done.case.position["north"].reservation is NoNumber.NONE and done.case.position["north"].red_lines == ()
        assert {(one.was, one.basis, one.now) for one in done.differences} == {
            ("60", "statement", "none"),
            ("holds", "statement", "does not hold"),
        }


def test_an_answer_that_says_what_is_there_takes_its_place_and_is_no_difference():
    """The basis is better now; there is nothing to show."""
    done = overlay(
        holding(worth=(IssueWorth("line", (("pull", Worth(sharp(40))),)),), reservation=NoNumber.NONE), [known(WORTH, points=sharp(40))]
    )
    assert dict(done.case.position["north"].worth[0].at)["pull"].origin == ANSWER and done.differences == ()


# --- each kind of answer


@pytest.mark.parametrize("key", ["1.5", "3/2", "1.50"])
def test_a_worth_at_an_amount_takes_the_place_of_the_same_amount_written_otherwise(key):
    """Else the case would hold two worths at one amount."""
    case = holding(
        worth=(IssueWorth("fee", (("0", Worth(sharp(0))), (key, Worth(sharp(9))), ("3", Worth(sharp(1))))),), reservation=NoNumber.NONE
    )
    done = overlay(case, [known(OnWorth("fee", "3/2"), points=sharp(4))])
    assert [key for key, _ in done.case.position["north"].worth[0].at] == ["0", "3/2", "3"]
    assert worth_at(done.case.position["north"].worth[0], ISSUES[1], "3/2") == sharp(4)
    assert done.differences == (Difference("north", "the worth of fee=3/2", "9", "guess", "4"),)


def test_a_worth_of_one_who_was_said_not_to_care_is_listed():
    """Its other options are worth 0, as before."""
    done = overlay(holding(worth=(IssueWorth("line", indifferent=True),), reservation=NoNumber.NONE), [known(WORTH, points=sharp(4))])
    assert done.case.position["north"].worth == (IssueWorth("line", (("pull", Worth(sharp(4), ANSWER)),)),)
    assert done.differences == (Difference("north", "the worth of line", "indifferent", "", "pull: 4"),)


def test_a_worth_that_might_be_one_of_several_is_listed_with_them():
    """The chances are gone; the mediator sees what they were."""
    case = holding(
        worth=(IssueWorth("line", (("pull", one_of(((Fraction(2), Fraction(1, 4)), (Fraction(6), Fraction(3, 4))))),)),),
        reservation=NoNumber.NONE,
    )
    assert overlay(case, [known(WORTH, points=Interval(Fraction(2), Fraction(6)))]).differences == (
        Difference("north", "the worth of line=pull", "2 or 6", "guess", "[2, 6]"),
    )


def test_a_reservation_value_takes_the_place_of_every_dated_one():
    """Each is listed, with its day; `none` is an answer too, and one that can be taken back."""
    dated = (Reservation(Worth(sharp(5), STATEMENT), date(2031, 1, 1)), Reservation(Worth(sharp(7)), date(2031, 6, 1)))
    done = overlay(holding(reservation=dated), [known(OnReservation(), says="none")])
    assert done.case.position["north"].reservation is NoNumber.NONE
    assert [(one.about, one.was, one.basis, one.now) for one in done.differences] == [
        ("the reservation value from 2031-01-01", "5", "statement", "none"),
        ("the reservation value from 2031-06-01", "7", "guess", "none"),
    ]
    back = overlay(done.case, [known(OnReservation(), points=sharp(6))])
    assert back.differences == (Difference("north", "the reservation value", "none", "", "6"),)
    undated = replace(holding(reservation=dated), as_of=None)
    assert overlay(undated, [known(OnReservation(), says="none")]).differences == done.differences


def test_a_red_line_keeps_its_name_and_title_and_loses_its_limits():
    """What it was is listed: that it could be given up, that it was doubted, that it ended."""
    line = RedLine("r", PULL, Fraction(3), title="Not our line", chance=Fraction(1, 2), until=date(2032, 1, 1))
    done = overlay(holding(red_lines=(line,)), [known(OnLine(PULL), says="yes")])
    assert done.case.position["north"].red_lines == (RedLine("r", PULL, origin=ANSWER, title="Not our line"),)
    was = "holds, may be given up for 3, holds with a chance of 1/2, until 2032-01-01"
    assert done.differences == (Difference("north", "the red line r", was, "guess", "holds"),)


def test_a_red_line_that_a_view_makes_can_be_denied():
    """Else a party that says no would be held to what it is said to have said."""
    case = holding(view=(View("line", "pull", "never", origin=STATEMENT), View("line", "hold", "can_live")))
    denied = overlay(case, [known(OnLine(PULL), says="no")])
    assert red_lines(denied.case.position["north"]) == () and [one.option for one in denied.case.position["north"].view] == ["hold"]
    assert denied.differences == (Difference("north", "the red line view:line:pull", "holds", "statement", "does not hold"),)
    softened = overlay(case, [known(OnLine(PULL), says="yes", soften=Fraction(2))])
    assert [line.soften for line in red_lines(softened.case.position["north"])] == [Fraction(2)]
    assert [one.now for one in softened.differences] == ["holds, may be given up for 2"]
    kept = overlay(case, [known(OnLine(PULL), says="yes")])
    assert kept.case.position["north"].view == case.position["north"].view and kept.differences == ()


def test_the_name_of_a_new_red_line_tells_nothing_of_anothers():
    """Rows are counted party by party."""
    answers = [
        known(OnLine(PULL), says="yes", party="east"),
        known(OnLine(PULL), says="yes"),
        known(OnLine(Always(Condition((("fee", Among(("1",))),)))), says="yes"),
    ]
    done = overlay(BARE, answers).case
    assert [line.id for line in done.position["north"].red_lines] == ["north-answer-1", "north-answer-2"]
    assert laid(BARE, *answers[1:]).red_lines == done.position["north"].red_lines


def test_a_reply_takes_the_place_of_every_reply_to_the_same_package():
    """Under whatever proposal; what was said to single issues stays, and a resolution of the old one does not fall on the new."""
    one, two, other = (
        Proposal(key, (("line", option), ("fee", "1"))) for key, option in (("one", "pull"), ("two", "pull"), ("other", "hold"))
    )
    case = replace(
        BARE,
        proposals=(one, replace(two, title="Plan two", package=tuple(reversed(two.package))), other),
        replies=(
            Reply("north", "one", "no", DAY, (("line", "no"),)),
            Reply("north", "two", "yes", DAY),
            Reply("east", "one", "no"),
            Reply("north", "other", "no"),
        ),
        resolved=(
            Resolved("words/north/one/yes/undated", "A. Clerk", "words"),
            Resolved("words/north/other/no/undated", "A. Clerk", "words"),
        ),
    )
    done = overlay(case, [known(OnPackage(one.package), says="yes")])
    assert [(r.who, r.to, r.says, r.on) for r in done.case.replies] == [
        ("north", "one", "", (("line", "no"),)), ("east", "one", "no", ()), ("north", "other", "no", ()), ("north", "one", "yes", ()),
    ]  # fmt: skip
    assert done.differences == (Difference("north", "the reply to one", "no", "statement", "yes"),)
    assert [one.id for one in done.case.resolved] == ["words/north/other/no/undated"]
    assert [reply.says for reply in last_replies(done.case, "north")] == ["yes"]
    assert [reply.says for reply in last_replies(case, "north")] == ["no", "yes"]


def test_a_package_that_nobody_proposed_becomes_one_that_was_asked_about():
    """Once, whoever is asked; with the day where the case has none of its own."""
    package = (("line", "pull"),)
    case = replace(BARE, as_of=None, proposals=(Proposal("asked-1", (("line", "hold"),)),))
    done = overlay(case, [known(OnPackage(package), says="if"), known(OnPackage(package), says="no", party="east")]).case
    assert [one.id for one in done.proposals] == ["asked-1", "asked-2"]
    assert done.replies == (Reply("north", "asked-2", "if", DAY, origin=ANSWER), Reply("east", "asked-2", "no", DAY, origin=ANSWER))


def test_an_answered_package_is_accepted_or_refused_from_then_on():
    """Where words decide; and a yes or no to it follows for what is better or worse."""
    case = holding(order=(Order("line", (("hold",), ("pull",))), Order("fee", direction="up")))
    package = {"line": "pull", "fee": "1"}
    for says, expected in (("yes", Accepts.YES), ("no", Accepts.NO), ("if", Accepts.DEPENDS)):
        done = on(overlay(case, [known(OnPackage(tuple(package.items())), says=says)]).case, DAY)
        assert accepts(done, "north", package) is expected


def test_what_is_settled_at_the_table_is_agreed_in_the_case():
    """An issue that the case does not have, or has agreed before, is left as it is."""
    case = replace(BARE, issues=(replace(ISSUES[0], agreed=Agreed("hold")), ISSUES[1]))
    assert [one.agreed for one in overlay(BARE, [], (("line", "pull"), ("sea", "open"))).case.issues] == [Agreed("pull"), None]
    assert overlay(case, [], (("line", "pull"), ("fee", "9"))).case == case


# --- answers that cannot be

TEXT = Text(articles=(Article("2", blocks=(Paragraph("a", (Words("So be it."),)),)), Article("3")))
BLOC = replace(
    BARE,
    parties=(*PARTIES, Party("bloc", kinds=("bloc",), members=(Member("m"),)), Party("chair", kinds=("mediator",))),
    links=(Link("l", PULL, "logic"),),
    text=TEXT,
)
CANNOT = {
    "no such issue": (known(OnWorth("lime", "pull"), points=sharp(1)), "unknown issue 'lime'; did you mean 'line'? allowed: line, fee"),
    "no such option": (known(OnWorth("line", "x"), points=sharp(1)), "unknown option of 'line' 'x'; allowed: hold, pull"),
    "off the grid": (known(OnWorth("fee", "1/3"), points=sharp(1)), "'1/3' is no answer to 'fee'; allowed: 0 to 3 by 1/2"),
    "no amount": (known(OnWorth("fee", "much"), points=sharp(1)), "'much' is no answer to 'fee'; allowed: 0 to 3 by 1/2"),
    "no such party": (known(WORTH, party="west", points=sharp(1)), "unknown party 'west'; did you mean 'east'? allowed: north, east, bloc, chair, m"),
    "a bloc's worth": (known(WORTH, party="bloc", points=sharp(1)), "a bloc has no position of its own; allowed: positions of its members"),
    "a mediator's": (known(OnReservation(), party="chair", says="none"), "a mediator has no position of its own; allowed: no position"),
    "an unfit answer": (known(WORTH, says="yes"), "'yes' is no answer to it; allowed: points"),
    "an empty package": (known(OnPackage(()), says="yes"), "a package without any issue; allowed: at least one issue with its option"),
    "a package on no issue": (known(OnPackage((("sea", "x"),)), says="yes"), "unknown issue 'sea'; allowed: line, fee"),
    "an issue twice": (known(OnPackage((("fee", "1"), ("fee", "2"))), says="yes"), "issue 'fee' stands twice; allowed: each once"),
    "what a link forbids": (
        known(OnPackage((("line", "pull"),)), says="yes"),
        "'north' replies 'yes' to 'asked-1', which breaks the link 'l'; allowed: a proposal that keeps the link; "
        "or the link's kind (law, money, choice), if it was proposed all the same",
    ),
    "a line on no option": (known(OnLine(Never(Condition((("line", Among(("x",))),)))), says="yes"), "unknown option of 'line' 'x'; allowed: hold, pull"),
    "no such article": (known(OnArticle("4"), words="No."), "unknown article or paragraph '4'; allowed: 2, 3, 2/a, preamble"),
    "no article": (known(OnArticle(""), words="No."), "no article is named; allowed: an article such as 3, or a paragraph such as 3/a"),
    "different issues": (
        known(OnPreference((("line", "hold"),), (("fee", "1"),)), says="first"),
        "the two do not answer the same issues; allowed: the same issues on both sides, all else equal",
    ),
    "the same answer": (
        known(OnPreference((("fee", "1"),), (("fee", "1"),)), says="alike"), "'fee' has one answer on both sides; allowed: answers that differ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CANNOT)
def test_an_answer_about_what_does_not_exist_is_refused_with_what_does(what):
    """Before it is in the log: a case that cannot be would be found only when the mediator looks at it."""
    answer, says = CANNOT[what]
    assert wrong(BLOC, answer) == says


def test_what_exists_can_be_asked_and_answered():
    """The check does not cry wolf."""
    assert wrong(BLOC, known(OnArticle("2/a"), words="No.")) == wrong(BLOC, known(OnArticle("preamble"), words="No.")) == ""
    assert wrong(BLOC, known(OnWorth("fee", "3/2"), points=sharp(1))) == wrong(BARE, known(OnArticle("any"), words="No.")) == ""
    assert unasked(BLOC, "north", OnPackage((("line", "hold"),))) == unknown_options(BLOC, (("fee", "0"),)) == ""
    assert unknown_options(BLOC, (("fee", "4"),)) == "'4' is no answer to 'fee'; allowed: 0 to 3 by 1/2"
    assert set(ASKS) == set(SAYS)


def test_preferences_that_run_in_a_circle_are_refused_when_the_last_is_given():
    """Each is sound by itself; what the same party said before is held against it, and what another said is not."""
    case = replace(BARE, issues=(Issue("line", "", tuple(map(Option, "abc"))), ISSUES[1]))
    ahead = [known(OnPreference((("line", x),), (("line", y),)), says="first") for x, y in ("ab", "bc")]
    last = known(OnPreference((("line", "a"),), (("line", "c"),)), says="second")
    assert wrong(case, ahead[0]) == wrong(case, ahead[1], ahead[:1]) == wrong(case, last) == ""
    assert "cannot rank line 'c' above line 'a': it ranks line 'a' over line 'b' over line 'c'" in wrong(case, last, ahead)
    others = [replace(one, party="east") for one in ahead]
    assert wrong(case, last, others) == ""
    with pytest.raises(CaseError):
        overlay(case, [*ahead, last])


# --- any case, any answers


def about(draw: Random, case: Case) -> Question:
    """A question about a case, sensible or not."""
    issue = draw.choice(case.issues)
    option = draw.choice([one.id for one in issue.options] + ["unknown"] * (draw.random() < 0.1))
    package = tuple((one.id, draw.choice(one.options).id) for one in case.issues if draw.random() < 0.7)
    when = Condition(((issue.id, Among((option,))),))
    written = [line.form for position in case.positions for line in red_lines(position)]
    return draw.choice(
        (
            OnWorth(issue.id, option), OnWorth(issue.id, option), OnReservation(), OnLine(draw.choice((Never(when), Always(when), *written))),
            OnPackage(draw.choice((package, *(one.package for one in case.proposals)))),
            OnPreference(((issue.id, option),), ((issue.id, draw.choice(issue.options).id),)), OnArticle("1"),
        )
    )  # fmt: skip


def answered(draw: Random, to: Question) -> Answer:
    """An answer that fits."""
    if isinstance(to, OnArticle):
        return Answer(words="Too long.")
    if isinstance(to, (OnWorth, OnReservation)) and (isinstance(to, OnWorth) or draw.random() < 0.8):
        low = Fraction(draw.randint(-20, 40), draw.choice((1, 2)))
        return Answer(points=Interval(low, low + draw.choice((0, 0, 3))))
    says = draw.choice(SAYS[type(to)])
    return Answer(says, soften=Fraction(draw.randint(1, 9)) if isinstance(to, OnLine) and says == "yes" and draw.random() < 0.4 else None)


def taken(case: Case, seed: int, count: int = 12) -> list[Known]:
    """Answers of all parties and members that were let through one by one, each judged by its own party's alone."""
    draw, kept = Random(seed), list[Known]()
    people = [*case.party, *(member.id for party in case.parties for member in party.members)]
    for _ in range(count):
        to = about(draw, case)
        new = Known(draw.choice(people), to, answered(draw, to), DAY, draw.random() < 0.8)
        if not wrong(case, new, [one for one in kept if one.party == new.party]):
            kept.append(new)
    return kept


@given(cases(rich=True), st.integers(0, 10**6))
def test_what_was_let_through_one_by_one_makes_a_sound_case_together(case, seed):
    """From birth, on its day, and twice over: laid over again nothing changes; of each thing the last sealed word is what the case then uses."""
    answers = taken(case, seed)
    done = overlay(case, answers).case
    assert overlay(done, answers).case == done
    assert on(done, DAY)
    for answer in last_words(answers):
        position = done.position.get(answer.party, Position(answer.party))
        assert used(done, position, answer), answer


def last_words(answers: list[Known]) -> list[Known]:
    """Of the answers of one party to one question the last that is sealed."""
    return list({(one.party, key(one.about)): one for one in answers if one.sealed}.values())


def key(to: Question) -> Any:
    """Two questions with one key ask the same."""
    if isinstance(to, OnPackage):
        return frozenset(to.package)
    return frozenset((to.rather, to.than)) if isinstance(to, OnPreference) else to


def used(case: Case, position: Position, known: Known) -> bool:
    """Whether the case holds an answer where acceptance and worths look it up."""
    to, answer = known.about, known.answer
    match to:
        case OnWorth(issue, option):
            return worth_at(next(t for t in position.worth if t.issue == issue), case.issue[issue], option) == answer.points
        case OnReservation():
            worth = position.reservation_on(DAY)
            return worth.points == answer.points if worth else position.reservation is NoNumber.NONE and answer.says == "none"
        case OnLine(form):
            lines = [line for line in red_lines(position) if line.form == form]
            return [line.soften for line in lines[:1]] == [answer.soften] if answer.says == "yes" else not lines
        case OnPackage(package):
            to_it = [one.id for one in case.proposals if dict(one.package) == dict(package)]
            return {one.says for one in last_replies(case, known.party) if one.to in to_it} == {answer.says}
        case OnPreference(rather, than):
            better, worse = (rather, than) if answer.says != "second" else (than, rather)
            return any((one.rather, one.than, one.alike) == (better, worse, answer.says == "alike") for one in position.prefers)
    return True


@given(cases(rich=True))
def test_no_answers_leave_a_case_as_it_is(case):
    """And nothing settled leaves its issues as they are."""
    assert overlay(case, []) == type(overlay(case, []))(case, ())


@settings(max_examples=20)
@given(cases(rich=True), st.integers(0, 10**6))
def test_what_one_party_answered_moves_nothing_in_anothers_position(case, seed):
    """Not even a name or an order."""
    answers = taken(case, seed)
    done = overlay(case, answers).case
    for party in {one.party for one in answers}:
        alone = overlay(case, [one for one in answers if one.party == party]).case
        assert done.position.get(party) == alone.position.get(party)
        replies = [(one.says, one.on, one.date, one.origin) for one in done.replies if one.who == party]
        assert replies == [(one.says, one.on, one.date, one.origin) for one in alone.replies if one.who == party]


# --- what all may know


def origins(case: Case, who: str = "") -> Iterator[tuple[str, Origin]]:
    """Every origin that stands behind a figure, a line, a view, a preference or a reply of a case, with whose it is."""
    for position in case.positions:
        for table in position.worth:
            yield from ((position.party, one.origin) for _, one in table.at)
        yield from ((position.party, one.worth.origin) for one in position.terms)
        if isinstance(position.reservation, tuple):
            yield from ((position.party, one.worth.origin) for one in position.reservation)
        yield from ((position.party, one.origin) for one in (*position.red_lines, *position.view, *position.prefers))
    yield from ((reply.who, reply.origin) for reply in case.replies)


def assert_only_known_to_all(case: Case) -> None:
    """That what all may know of a case is sound, rests on statements alone, and is what `brief` calls the case by public words; and
    that a viewer knows what it sealed itself beside that, and nothing that another did."""
    for viewer in ("", *case.position):
        seen = shared(case, viewer)
        assert {one.basis for who, one in origins(seen) if who != viewer} <= {"statement"}
        assert {one.basis for who, one in origins(seen) if who == viewer} <= {"statement", "answer"}
        assert seen.beside == "" and seen.resolved == () and shared(seen, viewer) == seen
        unchanged = {"positions": case.positions, "replies": case.replies, "resolved": case.resolved, "beside": case.beside}
        assert replace(seen, **unchanged) == case
    stated = replace(case, resolved=())
    if not any(one.basis == "answer" for _, one in origins(case)):
        words = public_words_only(stated)
        usual = Position("").soften_reservation
        assert shared(case).positions == tuple(replace(one, soften_reservation=usual) for one in words.positions)
        assert shared(case).replies == words.replies


@given(cases(rich=True))
def test_what_all_may_know_holds_neither_guesses_nor_what_others_sealed(case):
    """Every figure, red line, view and reply that somebody guessed or sealed is gone; all that was said before all is there."""
    assert_only_known_to_all(case)


@pytest.mark.parametrize("name", onetext.bundled())
def test_what_all_may_know_of_a_bundled_case_is_a_sound_case(name):
    """From birth, and on its day."""
    case = onetext.load(name).case
    assert_only_known_to_all(case)
    assert on(shared(case), case.as_of or DAY)


NATIVE = SHARED / "cases" / "native"


@pytest.mark.parametrize("path", sorted(NATIVE.rglob("*.yaml")) if NATIVE.is_dir() else [], ids=lambda path: path.stem)
def test_what_all_may_know_of_a_reference_case_is_a_sound_case(path):
    """The same for the cases beside the repository, of those that are cases."""
    try:
        case = onetext.load(path).case
    except onetext.OnetextError:
        pytest.skip("no case by itself")
    assert_only_known_to_all(case)


def test_a_sealed_answer_that_a_case_file_holds_is_for_the_mediator_and_its_party():
    """`from: answer` in a case file is as confidential as an answer at the table."""
    sealed = holding(
        worth=(IssueWorth("line", (("pull", Worth(sharp(1), ANSWER)), ("hold", Worth(sharp(2), ANSWER)))),),
        reservation=(Reservation(Worth(sharp(9), ANSWER)),),
        red_lines=(
            RedLine("r", PULL, Fraction(4), ANSWER),
            RedLine("s", Always(PULL.condition), Fraction(4), STATEMENT, chance=Fraction(1, 2)),
        ),
        soften_reservation=Fraction(7),
    )
    sealed = replace(sealed, proposals=(Proposal("plan", (("line", "pull"),)),), replies=(Reply("north", "plan", "no", origin=ANSWER),))
    assert shared(sealed, "north") == sealed
    for viewer in ("", "east"):
        seen = shared(sealed, viewer)
        assert seen.position["north"] == Position("north", red_lines=(RedLine("s", Always(PULL.condition), origin=STATEMENT),))
        assert seen.replies == ()


def test_where_a_figure_was_guessed_nothing_is_added_up_from_the_others():
    """Others know none of them; the party itself its own, without a verdict on what they come to."""
    case = holding(
        worth=(
            IssueWorth("line", (("pull", Worth(sharp(1), STATEMENT)), ("hold", Worth(sharp(2))))),
            IssueWorth("fee", (("0", Worth(sharp(1))),)),
        ),
        terms=(Term(Condition((("line", Among(("pull",))),)), Worth(sharp(3))),),
        reservation=(Reservation(Worth(sharp(9), STATEMENT)),),
    )
    assert shared(case).position["north"] == Position("north")
    own = IssueWorth("line", (("pull", Worth(sharp(1), STATEMENT)),))
    assert shared(case, "north").position["north"] == Position("north", reservation=NoNumber.UNKNOWN, worth=(own,))
