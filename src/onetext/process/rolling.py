"""The rolling text as it stands: the case with the brackets that the parties added at the table, and without those that they lifted.

In the practice of the United Nations the parties themselves bracket words of the one draft and lift the brackets again. A bracket
is an issue of the case like any other: its option `text` has the words as they stand, the one named for whoever bracketed them
has what it would say instead, and holds it. A party that lifts one holds no other option of it from then on; an issue from which
all principals have lifted is agreed. A draft that is tabled later has its own brackets, so these begin with the latest.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onetext.errors import CaseError
from onetext.model.case import Case
from onetext.model.checks import one_line
from onetext.model.issues import Agreed, Issue, Option
from onetext.model.text.editing import with_bracketed_words
from onetext.model.text.holding import with_holder
from onetext.model.text.values import Bracket, Content, Hold, Variant, Words, content
from onetext.process import events as e
from onetext.process.session import Session

AS_IT_STANDS = "text"
"""The option that has the words as they stand."""


def rolled(case: Case, session: Session) -> Case:
    """The case of a session with its latest draft, as the parties have bracketed and lifted since."""
    if not (session.brackets or session.lifted):
        return case
    for bracketed in session.brackets:
        case = _told(case, bracketed)
    latest = {(one.by, one.issue): one for one in session.lifted}
    for lifted in latest.values():
        case = _without_hold(case, lifted)
    return _agreed(case, session, tuple(latest.values()))


def with_bracket(case: Case, new: e.Bracketed) -> Case:
    """The case with one bracket more, an issue of two options.

    ValueError where the case has no text, or its words do not stand there just once; CaseError where they may not be bracketed.
    """
    if case.text is None:
        raise ValueError("the case has no text to put brackets into; allowed: lift, which needs none")
    option = option_of(new.by)
    variants = (Variant(AS_IT_STANDS, _content(new.words)), Variant(option, _content(new.instead), (Hold(new.by),)))
    text = with_bracketed_words(case.text, tuple(new.at_text.split("/")), new.words, Bracket(new.issue, variants))
    return replace(case, text=text, issues=(*case.issues, _issue(case, new)))


def option_of(party: str) -> str:
    """The option that has what a party would say instead."""
    return party if party != AS_IT_STANDS else "other"


def _issue(case: Case, new: e.Bracketed) -> Issue:
    options = (
        Option(AS_IT_STANDS, one_line(f"As it stands: {new.words}")),
        Option(option_of(new.by), one_line(f"{case.name(new.by)}: {new.instead or 'nothing'}")),
    )
    return Issue(new.issue, "", options)


def _content(words: str) -> Content:
    return content((Words(words),))


def _told(case: Case, bracketed: e.Bracketed) -> Case:
    """The case with a bracket; of two that took the same words at the same moment, the later is an issue without a place in the text."""
    try:
        return with_bracket(case, bracketed)
    except (ValueError, CaseError):
        return replace(case, issues=(*case.issues, _issue(case, bracketed)))


def _without_hold(case: Case, lifted: e.Lifted) -> Case:
    if case.text is None or lifted.option not in case.issue[lifted.issue].places:
        return case
    return replace(case, text=with_holder(case.text, lifted.issue, lifted.option, lifted.by))


def _agreed(case: Case, session: Session, lifted: tuple[e.Lifted, ...]) -> Case:
    """The case in which the issues that all principals have lifted are agreed, since the last of them did."""
    settled = dict(session.settled)
    by = {issue: [one for one in lifted if one.issue == issue and one.option == option] for issue, option in settled.items()}

    def after(issue: Issue) -> Issue:
        mine = by.get(issue.id)
        if not mine or settled[issue.id] not in issue.places:
            return issue
        since = max(date.fromisoformat(one.at[:10]) for one in mine)
        return replace(issue, agreed=Agreed(settled[issue.id], since, any(one.ad_referendum for one in mine)))

    return replace(case, issues=tuple(map(after, case.issues)))
