"""What answers fit which questions: every kind of question against every kind of answer, and the refusal names what does."""

from __future__ import annotations

from fractions import Fraction

import pytest

from onetext.model.conditions import Always, Among, Condition, Count, Implies, Never, Range, Sum
from onetext.model.numbers import Interval, sharp
from onetext.process.questions import SAYS, Answer, OnArticle, OnLine, OnPackage, OnPreference, OnReservation, OnWorth, unfit
from onetext.process.telling import answer, form, question

PULL = Condition((("line", Among(("pull", "half"))),))
FEE = Condition((("fee", Range(Fraction(1, 2), Fraction(30))),))
QUESTIONS = {
    "article": OnArticle("2/a"),
    "package": OnPackage((("line", "pull"), ("fee", "30"))),
    "worth": OnWorth("line", "pull"),
    "reservation": OnReservation(),
    "line": OnLine(Never(PULL)),
    "preference": OnPreference((("line", "pull"),), (("line", "hold"),)),
}
ANSWERS = {
    "words": Answer(words="No."),
    "yes": Answer("yes"),
    "no": Answer("no"),
    "if": Answer("if"),
    "none": Answer("none"),
    "first": Answer("first"),
    "alike": Answer("alike"),
    "second": Answer("second"),
    "points": Answer(points=sharp(40)),
    "an interval": Answer(points=Interval(Fraction(35), Fraction(45))),
    "yes, for points": Answer("yes", soften=Fraction(3)),
    "yes with words": Answer("yes", words="But."),
    "points with words": Answer(points=sharp(40), words="About."),
    "silence": Answer(),
    "silent": Answer("silent"),
    "yes and points": Answer("yes", points=sharp(40)),
    "none and points": Answer("none", points=sharp(40)),
    "no, for points": Answer("no", soften=Fraction(3)),
    "yes, for nothing": Answer("yes", soften=Fraction(0)),
    "points, for points": Answer(points=sharp(40), soften=Fraction(3)),
    "words, for points": Answer(words="No.", soften=Fraction(3)),
}
FITS = {
    "article": {"words"},
    "package": {"yes", "no", "if", "yes with words"},
    "worth": {"points", "an interval", "points with words"},
    "reservation": {"points", "an interval", "points with words", "none"},
    "line": {"yes", "no", "yes, for points", "yes with words"},
    "preference": {"first", "alike", "second"},
}


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize("said", ANSWERS)
def test_an_answer_fits_the_questions_it_fits_and_no_other(asked, said):
    """The whole table: what does not fit is refused with what does."""
    why = unfit(QUESTIONS[asked], ANSWERS[said])
    assert (why == "") is (said in FITS[asked]), why
    if why:
        allowed = why.partition("; allowed: ")[2]
        named = {"article": "words", "worth": "points", "reservation": "none"}.get(asked) or SAYS[type(QUESTIONS[asked])][0]
        assert named in allowed or "--soften" in allowed or "one of them" in allowed


def test_a_question_is_told_as_its_subject():
    """One way to say each, for the log, the page and the refusal."""
    assert [question(one) for one in QUESTIONS.values()] == [
        "article 2/a",
        "whether it would accept this package: line=pull; fee=30",
        "what this is worth to it: line=pull",
        "below what value it would rather have no agreement",
        "whether it has a red line: never “line=pull or half”",
        "which it would rather have: first, line=pull; or second, line=hold",
    ]


@pytest.mark.parametrize(
    ("of", "says"),
    [
        (Always(PULL), "always “line=pull or half”"),
        (Implies(PULL, FEE), "if “line=pull or half” then “fee from 1/2 up to 30”"),
        (Count((PULL, FEE), at_most=1), "at most 1 of these: line=pull or half; fee from 1/2 up to 30"),
        (Sum((("fee", Fraction(2)), ("toll", Fraction(1, 3))), Fraction(1), Fraction(9)), "2 x fee + 1/3 x toll at least 1 and at most 9"),
        (Never(Condition((("fee", Range(low=Fraction(5))), *PULL.parts))), "never “fee from 5 and line=pull or half”"),
    ],
)
def test_a_red_line_is_told_in_words(of, says):
    """Every form."""
    assert form(of) == says


def test_an_answer_is_told_in_words():
    """Each part of it, and no more."""
    assert answer(Answer("yes", soften=Fraction(5, 2), words="For the right price.")) == (
        "yes; to be given up for 2.5 of its points; “For the right price.”"
    )
    assert answer(Answer(points=Interval(Fraction(35), Fraction(45)))) == "between 35 and 45 points"
