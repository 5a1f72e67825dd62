"""A question to one party, what each answer would settle, and the answer to `ask`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from onetext.analysis.figures import Figure, moved
from onetext.model import shown
from onetext.model.case import Case
from onetext.model.numbers import Interval
from onetext.model.positions import Origin, Parts, Position, Preference
from onetext.model.records import Proposal, Reply
from onetext.model.shown import Shape

Kind = Literal["accept", "prefer", "final", "guess"]
Goal = Literal["auto", "agreement", "regret"]
GOALS: tuple[Goal, ...] = ("auto", "agreement", "regret")
To = Literal["agreement", "regret"]
Asker = Literal["best", "aware", "random"]
ASKERS: tuple[Asker, ...] = ("best", "aware", "random")
"""best: the next best question each time; aware: at random among those whose answer does not follow from what is known by
then; random: at random among those whose answer did not follow at the start, none twice."""
ANSWERS: dict[str, tuple[str, ...]] = {
    "accept": ("yes", "if", "no"),
    "prefer": ("first", "alike", "second"),
    "final": ("yes", "no"),
    "guess": ("right", "wrong"),
}
"""What may be answered to each kind of question: is a package acceptable, which of two answers is preferred, is a line
final, is a guess right."""
PUT = "asked"
"""The id of the proposal that stands for a package asked about."""


@dataclass(frozen=True, slots=True)
class Settles:
    """What an answer would settle.

    `verdict`: what the verdict then is; `zopa`, `zopa_possible`: how many packages all then surely accept, or nobody
    surely refuses (None: not counted); `settled`: by how many fewer packages are open then, below 0 where more
    are; `decided`: of how many of the packages looked at the party's own answer is then known that is not known now;
    `conflicts`: how many minimal conflicts there then are (None: not looked for); `regret`: the largest regret of the
    package chosen under doubt (None: not worked out). `note`: how the answer is written in the case file, "" where nothing is to be written.
    """

    answer: str
    verdict: str
    zopa: int | None = None
    zopa_possible: int | None = None
    settled: int | None = None
    decided: int | None = None
    conflicts: int | None = None
    regret: float | None = None
    note: str = ""

    SHAPE = Shape(key="answer")


@dataclass(frozen=True, slots=True)
class Question:
    """One question to one party or member.

    `accept`: whether `package` is acceptable. `prefer`: whether it would have `rather` or `than`, all else equal. `final`:
    whether the red line `line` is one that it does not give up. `guess`: whether the figure taken for `issue` and `option`
    is right (both empty: for its reservation value). `settles` holds each answer; `chance` how likely the first one is
    among worths drawn (None: not estimated); `question` is the question itself, in a sentence.
    """

    kind: Kind
    party: str
    package: Parts = ()
    rather: Parts = ()
    than: Parts = ()
    line: str = ""
    issue: str = ""
    option: str = ""
    settles: tuple[Settles, ...] = ()
    chance: float | None = None
    question: str = ""
    figure: Figure | None = None
    to: Interval | None = None

    SHAPE = Shape(null=("line", "issue", "option"), hidden=("figure", "to"))


@dataclass(frozen=True, slots=True)
class Open:
    """A package that nobody surely refuses and not all surely accept: whose yes is missing, and how likely all accept it
    among worths drawn."""

    package: Parts
    missing: tuple[str, ...]
    chance: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """The package chosen under doubt and its largest regret: by how much of their ranges, on average over the principals in
    `weighed`, another package might serve them better. `among` counts the packages held against each other."""

    package: Parts
    regret: float
    weighed: tuple[str, ...]
    among: int
    compares_points: bool = True


@dataclass(frozen=True, slots=True)
class Needed:
    """How many questions one way of asking needed to reach one end, run by run (None: not reached).

    `to`: `agreement`, until it is settled whether a package is acceptable to all; `regret`, until the largest regret is at
    most a tenth of what it was. `asker`: see ASKERS. `median`: of all runs, one that did not reach the end counting as more
    than any other (None: so do half of them); `reached` of `runs` reached it.
    """

    to: To
    asker: Asker
    median: int | None
    fewest: int | None
    most: int | None
    reached: int
    runs: int
    questions: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Simulated:
    """Questions played against true preferences drawn at random, anew in each run and the same for each way of asking.

    `complete`: whether all runs were played.
    """

    seed: int
    steps: str
    needed: tuple[Needed, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """The next best questions, first things first.

    `verdict`, `zopa`, `zopa_possible` and `conflicts` say how things stand; `open` lists the undecided packages that matter: fewest yeses
    missing, then likeliest. `chosen`: the package chosen under doubt. `steps`: how steps within an issue are taken where
    worths are drawn. `unfit`: those whose words no worths that add up fit. `simulation`: see there. `status`: `exact` where
    every package was looked at, else `estimate`; `unknown` at a limit.
    """

    verdict: str
    zopa: int | None
    zopa_possible: int | None
    conflicts: int | None
    questions: tuple[Question, ...]
    open: tuple[Open, ...]
    chosen: Chosen | None
    goal: str
    steps: str
    status: str
    method: str
    unfit: tuple[str, ...] = ()
    why_method: str = ""
    simulation: Simulated | None = None

    SHAPE = Shape("onetext/ask/1", rows="questions")
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_


def told(case: Case, question: Question, answer: str) -> Case:
    """The case once a question is answered, as a sealed answer; the case itself where nothing follows."""
    return TOLD[question.kind](case, question, answer)


def _reply(case: Case, question: Question, answer: str) -> Case:
    if answer not in ("yes", "no"):
        return case
    name = next(
        name for n in range(len(case.proposals) + 1) if (name := PUT + (f"-{n}" if n else "")) not in {p.id for p in case.proposals}
    )
    reply = Reply(question.party, name, "yes" if answer == "yes" else "no", case.as_of, (), Origin("answer"))
    return replace(case, proposals=(*case.proposals, Proposal(name, question.package, date=case.as_of)), replies=(*case.replies, reply))


def _preference(case: Case, question: Question, answer: str) -> Case:
    ends = {"first": (question.rather, question.than), "second": (question.than, question.rather)}
    rather, than = ends.get(answer, ends["first"])
    one = Preference(rather, than, answer == "alike", case.as_of, Origin("answer"))
    return _placed(case, question.party, lambda position: replace(position, prefers=(*position.prefers, one)))


def _line(case: Case, question: Question, answer: str) -> Case:
    if answer == "yes":
        return case

    def without(position: Position) -> Position:
        view = tuple(v for v in position.view if f"view:{v.issue}:{v.option}" != question.line)
        return replace(position, red_lines=tuple(line for line in position.red_lines if line.id != question.line), view=view)

    return _placed(case, question.party, without)


def _guess(case: Case, question: Question, answer: str) -> Case:
    figure = question.figure
    if answer == "right" or figure is None:
        return case
    return _placed(case, question.party, lambda position: moved(position, figure, question.to))


TOLD = {"accept": _reply, "prefer": _preference, "final": _line, "guess": _guess}


def _placed(case: Case, who: str, change: object) -> Case:
    own = case.position.get(who, Position(who))
    after = change(own)  # type: ignore[operator]
    if who in case.position:
        return replace(case, positions=tuple(after if position.party == who else position for position in case.positions))
    return replace(case, positions=(*case.positions, after))
