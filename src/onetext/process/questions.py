"""What may be asked of a party, and what an answer to it has to hold."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from onetext.model.conditions import Form
from onetext.model.numbers import Interval
from onetext.process.terms import Options


@dataclass(frozen=True, slots=True)
class OnArticle:
    """What the party says to an article of the text, or to a paragraph as `article/paragraph`."""

    article: str


@dataclass(frozen=True, slots=True)
class OnPackage:
    """Whether the party would accept a package."""

    package: Options


@dataclass(frozen=True, slots=True)
class OnWorth:
    """What an option is worth to the party, in its own points."""

    issue: str
    option: str


@dataclass(frozen=True, slots=True)
class OnReservation:
    """Below what value, in its own points, the party would rather have no agreement."""


@dataclass(frozen=True, slots=True)
class OnLine:
    """Whether the party has a red line."""

    form: Form


@dataclass(frozen=True, slots=True)
class OnPreference:
    """Which of two answers to the same issues the party would rather have, all else equal."""

    rather: Options
    than: Options


Question = OnArticle | OnPackage | OnWorth | OnReservation | OnLine | OnPreference


@dataclass(frozen=True, slots=True)
class Answer:
    """What a party answers: a word, points, what giving up a red line would ask of it, and its own words.

    `says`: `yes`, `no` or `if` to a package; `yes` or `no` to a red line; `first`, `alike` or `second` to a preference;
    `none` to the reservation value where any agreement is better than none.
    """

    says: str = ""
    points: Interval | None = None
    soften: Fraction | None = None
    words: str = ""


SAYS: dict[type, tuple[str, ...]] = {
    OnArticle: (),
    OnPackage: ("yes", "no", "if"),
    OnWorth: (),
    OnReservation: ("none",),
    OnLine: ("yes", "no"),
    OnPreference: ("first", "alike", "second"),
}
POINTS = frozenset({OnWorth, OnReservation})
"""The questions that are answered by points."""


def unfit(question: Question, answer: Answer) -> str:
    """Why an answer does not fit a question, with what does; "" where it fits."""
    kind = type(question)
    if answer.says and answer.says not in SAYS[kind]:
        said = " or ".join(SAYS[kind]) or ("points" if kind in POINTS else "words")
        return f"{answer.says!r} is no answer to it; allowed: {said}"
    if answer.points is not None and kind not in POINTS:
        return f"points are no answer to it; allowed: {' or '.join(SAYS[kind]) or 'words'}"
    if answer.soften is not None and not (kind is OnLine and answer.says == "yes" and answer.soften > 0):
        return "only a red line that holds can be given up for points above 0; allowed: yes with --soften POINTS"
    if answer.says and answer.points is not None:
        return f"{answer.says!r} and points are two answers; allowed: one of them"
    if not (answer.says or answer.points is not None or (kind is OnArticle and answer.words)):
        missing = {OnArticle: "words", OnWorth: "points such as 40 or 35:45", OnReservation: "points or none"}
        return f"the answer is empty; allowed: {missing.get(kind) or ' or '.join(SAYS[kind])}"
    return ""
