"""Questions, and what their answers would settle, in plain sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onetext.analysis.asking.questions import Asked, Needed, Question, Settles
from onetext.analysis.figures import Figure
from onetext.model.acceptance import worth_at
from onetext.model.case import Case
from onetext.model.positions import Parts, Position, red_lines
from onetext.report.say import chosen, in_words, line_words, option_label, pair
from onetext.report.text import count, name, number, plain

MOST_NAMED = 8
"""A package of more answers is not said in one sentence."""
ANSWER = {"first": "the first", "second": "the second", "alike": "no difference"}


def with_words(case: Case, found: Asked, note: Callable[[Question, str], str]) -> Asked:
    """What was asked, each question in a sentence and each answer with the lines that note it in the case file."""

    def one(question: Question) -> Question:
        settles = tuple(replace(each, note=note(question, each.answer)) for each in question.settles)
        return replace(question, settles=settles, question=plain(f"{case.name(question.party)}: {question_words(case, question)}"))

    return replace(found, questions=tuple(map(one, found.questions)))


def question_words(case: Case, one: Question) -> str:
    """The question as it may be put, without the name of the party."""
    return WORDS[one.kind](case, one)


def _accept(case: Case, one: Question) -> str:
    if len(one.package) <= MOST_NAMED:
        return f"could you accept this, all of it together: {in_words(chosen(case, one.package))}?"
    near = nearest_known(case, one)
    if near is not None:
        changed = tuple((issue, option) for issue, option in one.package if dict(near[1])[issue] != option)
        if changed:
            return f"could you accept {name(near[0])} if it said instead: {in_words(chosen(case, changed))}?"
    return f"could you accept these {number(len(one.package))} answers, all of them together?"


def nearest_known(case: Case, one: Question) -> tuple[str, Parts] | None:
    """The whole proposal that differs in the fewest answers from a package; None where it would take more than a sentence."""
    whole = [proposal for proposal in case.proposals if len(proposal.package) == len(case.issues)]
    package = dict(one.package)
    apart = {proposal.id: sum(package[issue] != option for issue, option in proposal.package) for proposal in whole}
    first = min(whole, key=lambda proposal: apart[proposal.id], default=None)
    return (first.name, first.package) if first is not None and 0 < apart[first.id] <= MOST_NAMED else None


def _prefer(case: Case, one: Question) -> str:
    rather, than = (in_words(chosen(case, side)) for side in (one.rather, one.than))
    return f"all else being equal, which would you rather have: {rather}; or {than}?"


def _final(case: Case, one: Question) -> str:
    line = next(line for line in red_lines(case.position.get(one.party, Position(one.party))) if line.id == one.line)
    return f"is this something that you will not accept whatever else you get, or what you would like best: “{line_words(case, line)}”?"


def _guess(case: Case, one: Question) -> str:
    figure = one.figure
    if figure is None or figure.kind == "reservation":
        return "what do you have if there is no agreement, and how sure is it?"
    if figure.kind == "term":
        return "does it matter to you that these answers come together, beside what each is worth to you?"
    other = _lesser_step(case, figure)
    issue = case.issue[figure.issue]
    label = option_label(issue, issue.option(figure.option)) if figure.option in issue.places else figure.option
    if other is None:
        return f"how much would “{pair(issue.name, label)}” matter to you beside the rest?"
    return f"is it right that “{pair(issue.name, label)}” matters more to you than {other}?"


def _lesser_step(case: Case, figure: Figure) -> str | None:
    """The step on another issue that is worth most to a party and still less than what a guess gives an answer over its worst."""
    tables = {table.issue: table for table in case.position[figure.party].worth}
    worths = {i.id: {o.id: worth_at(tables[i.id], i, o.id).middle for o in i.options} for i in case.issues if i.id in tables}
    own = worths[figure.issue]
    if figure.option not in own:
        return None
    swing = own[figure.option] - min(own.values())
    steps = [
        (points[better] - points[worse], issue, better, worse)
        for issue, points in worths.items()
        if issue != figure.issue
        for better in points
        for worse in points
        if 0 < points[better] - points[worse] < swing
    ]
    if not steps:
        return None
    _, issue, better, worse = max(steps, key=lambda step: step[0])
    labels = [name(option_label(case.issue[issue], case.issue[issue].option(option))) for option in (better, worse)]
    return f"{labels[0]} instead of {labels[1]} on {name(case.issue[issue].name)}"


WORDS = {"accept": _accept, "prefer": _prefer, "final": _final, "guess": _guess}


def settles_words(found: Asked, one: Settles) -> str:
    """What an answer would settle, in a sentence or two."""
    return " ".join([*_verdict(found, one), *_regret(found, one)]) or _nothing(one)


def turns_words(found: Asked, one: Settles) -> str:
    """What an answer would settle of whether something can be agreed."""
    return " ".join(_verdict(found, one)) or _nothing(one)


def _nothing(one: Settles) -> str:
    if one.answer in NOTHING:
        return NOTHING[one.answer]
    if one.zopa_possible is None:
        return "It decides no verdict by itself; what it settles of so many packages is not counted."
    return "Nothing more follows from it by itself."


NOTHING = {
    "if": "Note the condition: nothing follows until it is met.",
    "right": "What is known stays as it is, on firmer ground.",
    "alike": "Note it: how the answers weigh against each other is then better known.",
}


def _verdict(found: Asked, one: Settles) -> list[str]:
    if one.verdict != found.verdict:
        words = TURNS[one.verdict]
        clash = (
            f" {count(one.conflicts, 'set').capitalize()} of demands cannot be met together."
            if one.conflicts and one.verdict == "no"
            else ""
        )
        return [f"{words}{clash}"]
    opened = (one.zopa_possible or 0) - (found.zopa_possible or 0)
    said = []
    if one.settled:
        whole = (found.zopa_possible or 0) - (found.zopa or 0)
        then = whole - one.settled
        many = f"{count(then, 'package')} {'is' if then == 1 else 'are'}" if then else "no package is"
        said.append(f"then {many} open instead of {number(whole)}.")
    elif opened > 0:
        said.append(f"{count(opened, 'package')} more {'is' if opened == 1 else 'are'} then refused by nobody.")
    if found.verdict == "no" and one.conflicts is not None and found.conflicts is not None and one.conflicts != found.conflicts:
        left = f"instead of {number(found.conflicts)}"
        said.append(f"{count(one.conflicts, 'set')} of demands {left} then cannot be met together.")
    if one.decided and not one.settled:
        said.append(f"Its own answer to {count(one.decided, 'open package')} is then known.")
    return [words[0].upper() + words[1:] for words in said]


TURNS = {
    "yes": "Then a package is known that all accept.",
    "no": "Then no package is left that all may accept.",
    "depends": "Then it is open again whether a package can be agreed.",
    "unknown": "It was not settled in time what then follows.",
}


def _regret(found: Asked, one: Settles) -> list[str]:
    if found.chosen is None or one.regret is None or one.verdict == "no":
        return []
    now, then = (f"{value:.0%}" for value in (found.chosen.regret, one.regret))
    return (
        [f"The largest regret of the package chosen falls from {now} to {then}."]
        if one.regret < found.chosen.regret and now != then
        else []
    )


ENDS = {"agreement": "to settle whether something can be agreed", "regret": "until the largest regret is a tenth of what it was"}
WAYS = {"best": "the next best question each time", "aware": "at random, nothing that is known", "random": "at random"}


def needed_words(one: Needed) -> str:
    """How many questions one way of asking needed, of all runs."""
    if not one.runs:
        return "not played"
    middle = "not reached" if one.median is None else str(one.median)
    left = f", not reached in {one.runs - one.reached} of {one.runs}" if 0 < one.reached < one.runs else ""
    return f"{middle}{left}"
