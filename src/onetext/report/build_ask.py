"""The questions as data: those that settle most, then those on which the verdict hangs, each to one party."""

from __future__ import annotations

from onetext.analysis.asking.questions import Asked, Question
from onetext.analysis.figures import Figure as Moved
from onetext.analysis.figures import Turn
from onetext.analysis.levels import carried
from onetext.analysis.lines import lines_in_the_way
from onetext.model.acceptance import voter, worth_at
from onetext.model.case import Case
from onetext.model.positions import RedLine
from onetext.report import parts
from onetext.report.build_opening import line_of, link_of
from onetext.report.findings import Findings
from onetext.report.say import chosen, in_words, line_words, link_words, option_label, pair, span
from onetext.report.say_questions import ANSWER, nearest_known, question_words, turns_words
from onetext.report.say_questions import MOST_NAMED as MOST_IN_SENTENCE
from onetext.report.text import name

MOST_ASKED = 7
MOST_NAMED = 6


def ask(found: Findings, meeting: str | None) -> tuple[parts.Ask, ...]:
    """The questions on which the verdict hangs, each to one party; at a meeting, that party's and nobody's in particular."""
    case = found.case
    every = [
        *_settling(found),
        *_about_moves(found),
        *_about_lines(found),
        *_about_figures(found),
        *_about_links(found),
        *_about_silence(found),
    ]
    unique = {(one.party, one.question): one for one in every}
    mine = [one for one in unique.values() if meeting is None or one.party in ("", meeting, *_members(case, meeting))]
    return tuple(mine[:MOST_ASKED])


def _settling(found: Findings) -> list[parts.Ask]:
    """The questions that settle most, while it is open whether anything can be agreed."""
    return [] if found.asked is None else [_with_answers(found.case, found.asked, one) for one in found.asked.questions]


def _with_answers(case: Case, asked: Asked, one: Question) -> parts.Ask:
    """The question, and what each answer would settle from which something follows."""
    told = [(ANSWER.get(each.answer, each.answer), turns_words(asked, each)) for each in one.settles if each.answer not in ("if", "alike")]
    why = " ".join([*_whole(case, one), *_after(told)])
    return parts.Ask(f"{name(case.name(one.party))}: {question_words(case, one)}", one.party, why)


def _whole(case: Case, one: Question) -> list[str]:
    """The answers of a package that is too long for its question."""
    return (
        [f"They are: {in_words(chosen(case, one.package))}."]
        if len(one.package) > MOST_IN_SENTENCE and nearest_known(case, one) is None
        else []
    )


def _after(told: list[tuple[str, str]]) -> list[str]:
    """What each answer would settle, said once where it is the same of all."""
    if len({words for _, words in told}) == 1:
        return [f"Whatever the answer: {told[0][1][0].lower()}{told[0][1][1:]}"]
    return [f"{answer.capitalize()}: {words[0].lower()}{words[1:]}" for answer, words in told]


def _members(case: Case, who: str) -> tuple[str, ...]:
    return tuple(member.id for member in case.party[who].members) if who in case.party else ()


def _about_moves(found: Findings) -> list[parts.Ask]:
    """One question for each demand that some opening moves, with the package of the first; where the table agrees and nothing
    would be ratified, for each that some opening of both levels moves."""
    asked: dict[tuple[str, str, str], parts.Ask] = {}
    home = found.why.ratification
    for opening in found.why.softenings or ([one for _, one in carried(home)] if home is not None else ()):
        for change in opening.changes:
            key = (change.party, change.kind, change.id)
            if change.kind == "reservation" and key not in asked:
                asked[key] = _worse_than_none(found.case, change.party, dict(opening.package))
            elif change.kind == "red_line" and key not in asked:
                asked[key] = _condition_or_wish(found.case, change.party, line_of(found.case, change))
    return list(asked.values())


def _about_lines(found: Findings) -> list[parts.Ask]:
    """Where no movement is known at all: whether the red lines that do not fit together are meant as such."""
    lines = [] if found.why.softenings else lines_in_the_way(found.case, found.why.conflicts)
    return [_condition_or_wish(found.case, who, line) for who, line in lines]


def _worse_than_none(case: Case, who: str, package: dict[str, str]) -> parts.Ask:
    """Of a long package only the answers that are furthest from what the party would like best are named."""
    table = {worth.issue: worth for worth in case.position[who].worth}
    far = {
        issue.id: max(worth_at(table[issue.id], issue, option.id).middle for option in issue.options)
        - worth_at(table[issue.id], issue, package[issue.id]).middle
        for issue in case.issues
        if issue.id in table
    }
    named = sorted(far, key=lambda issue: far[issue], reverse=True)[:MOST_NAMED] if len(package) > MOST_NAMED else list(package)
    terms = in_words(chosen(case, [(issue, package[issue]) for issue in package if issue in named]))
    words = "these terms" if len(named) == len(package) else "these terms among others"
    return parts.Ask(
        f"{name(case.name(who))}: would an agreement on {words} really be worse for you than none: {terms}?",
        who,
        "A yes keeps it closed; a no may open it.",
    )


def _condition_or_wish(case: Case, who: str, line: RedLine) -> parts.Ask:
    return parts.Ask(f"{name(case.name(who))}: is this a condition, or what you would like best: “{line_words(case, line)}”?", who)


def _about_figures(found: Findings) -> list[parts.Ask]:
    """A question for each guess that turns the verdict, but for those on a movement already asked about."""
    moved = {(change.party, change.kind) for opening in found.why.softenings for change in opening.changes}
    asked = []
    for turn in found.rests.turns:
        if turn.figure.kind in ("reservation", "red_line") and (turn.figure.party, turn.figure.kind) in moved:
            continue
        if (question := _question(found.case, turn)) is not None:
            asked.append(question)
    return asked


VERDICTS = {"yes": "some package is acceptable to all", "no": "no package is acceptable to all", "depends": "the answer is open"}


def _question(case: Case, turn: Turn) -> parts.Ask | None:
    figure_, who = turn.figure, name(case.name(turn.figure.party))
    why = "" if figure_.points is None else f"The estimate is {span(turn.was)}; at {span(turn.to)}, {VERDICTS[turn.verdict]}."
    if figure_.kind == "worth":
        issue = case.issue[figure_.issue]
        label = option_label(issue, issue.option(figure_.option)) if figure_.option in issue.places else figure_.option
        return parts.Ask(f"{who}: how much would “{pair(issue.name, label)}” matter to you beside the rest?", figure_.party, why)
    if figure_.kind == "reservation":
        return parts.Ask(f"{who}: what do you have if there is no agreement, and how sure is it?", figure_.party, why)
    if figure_.kind == "view":
        return _view_question(case, figure_)
    if figure_.kind == "red_line":
        return _condition_or_wish(case, figure_.party, next(line for line in voter(case, figure_.party).lines if line.id == figure_.id))
    return None


def _view_question(case: Case, one: Moved) -> parts.Ask:
    """A question on something said of an answer: is it final, or does it hold."""
    issue, who = case.issue[one.issue], name(case.name(one.party))
    about = pair(issue.name, option_label(issue, issue.option(one.option))) if one.option else name(issue.name)
    if one.id in ("never", "only_if", "rejects"):
        return parts.Ask(f"{who}: is your no to “{about}” final, or what you would like best?", one.party)
    return parts.Ask(f"{who}: could you live with “{about}”?", one.party)


def _about_links(found: Findings) -> list[parts.Ask]:
    asked = []
    for link in found.why.links_in_the_way:
        words = link_words(found.case, link_of(found.case, link.id))
        if not link.why or not link.who:
            asked.append(
                parts.Ask(
                    f"Whoever set this link: why must it hold: “{words}”?",
                    "",
                    "No reason is on record." if not link.why else "No owner is on record.",
                )
            )
    return asked


def _about_silence(found: Findings) -> list[parts.Ask]:
    silent = found.zopa.silent
    return [
        parts.Ask(
            f"{name(found.case.name(who))}: which answers could you not accept, and which could you live with?",
            who,
            "It is not known yet what it could accept.",
        )
        for who in silent
    ]
