"""The moves of a party: answers, confidences, objections, brackets, votes, and the way to a signature."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from onetext.cli.options import Flag
from onetext.cli.table.moving import NO_SUBJECT, Subject, about, made, simply
from onetext.cli.table.unlocking import ACTS, Acts, Named


def table_answer(
    folder: str,
    question: str,
    says: str = "",
    /,
    *,
    words: Named = "",
    soften: Named = "",
    open_: Annotated[bool, Parameter(name="--open", show_default=False)] = False,
    acts: Acts = ACTS,
) -> int:
    """Answer a question, sealed to the mediator, or before all in a plenary.

    Parameters
    ----------
    folder
        The folder of the session.
    question
        The question, such as north-1.
    says
        yes, no or if to a package; yes or no to a red line; first, alike or second; points such as 40 or 35:45, or none.
    words
        What is said with it, in the party's own words.
    soften
        Of a red line that holds: for how many of its own points the party would give it up.
    open_
        Before all, and not sealed.
    """
    from onetext.api.table.acts import typed_answer

    said = (says, words, soften)
    return made(folder, acts, lambda table, who: typed_answer(table, who, question, said, openly=open_, key=acts.key))


def table_confide(
    folder: str, says: str = "", /, *, words: Named = "", soften: Named = "", subject: Subject = NO_SUBJECT, acts: Acts = ACTS
) -> int:
    """Tell the mediator something in confidence, asked or not: words, or a figure, a red line, a preference.

    Parameters
    ----------
    folder
        The folder of the session.
    says
        As in `table answer`, where it is about something; else words.
    words
        What is said with it.
    soften
        Of a red line that holds: for how many of its own points the party would give it up.
    """
    from onetext.api.table.acts import typed_confidence

    said = (says, words, soften)
    return made(folder, acts, lambda table, who: typed_confidence(table, who, about(subject), said, key=acts.key))


def table_criticise(
    folder: str,
    article: str,
    words: str,
    /,
    *,
    open_: Annotated[bool, Parameter(name="--open", show_default=False)] = False,
    acts: Acts = ACTS,
) -> int:
    """Object to an article of the draft on the table, sealed to the mediator, or before all in a plenary.

    Parameters
    ----------
    folder
        The folder of the session.
    article
        The article, or a paragraph as ARTICLE/PARAGRAPH.
    words
        What is wrong with it.
    open_
        Before all, and not sealed.
    """
    from onetext.api.table.acts import criticise

    return made(folder, acts, lambda table, who: criticise(table, who, article, words, openly=open_, key=acts.key))


def table_vote(folder: str, says: Literal["yes", "no"], /, *, acts: Acts = ACTS) -> int:
    """Say yes or no to what was put, sealed until all are revealed together.

    Parameters
    ----------
    folder
        The folder of the session.
    says
        yes or no.
    """
    from onetext.api.table.acts import vote

    return made(folder, acts, lambda table, who: vote(table, who, says, key=acts.key))


def table_bracket(folder: str, at: str, words: str, instead: str, /, *, issue: Named = "", acts: Acts = ACTS) -> int:
    """In a rolling text, put words into brackets beside what the party would say instead.

    Parameters
    ----------
    folder
        The folder of the session.
    at
        The paragraph, as ARTICLE/PARAGRAPH.
    words
        The words as they stand.
    instead
        What the party would say instead.
    issue
        The id of the new issue; without it one is made from the paragraph's.
    """
    from onetext.api.table.acts import bracket

    return made(folder, acts, lambda table, who: bracket(table, who, at, (words, instead), issue=issue, key=acts.key))


def table_lift(folder: str, issue: str, option: str, /, *, acts: Acts = ACTS) -> int:
    """In a rolling text, stand no longer in the way of an option; when all principals do, the issue is settled.

    Parameters
    ----------
    folder
        The folder of the session.
    issue
        The issue.
    option
        The option that the party can accept.
    """
    from onetext.api.table.acts import lift

    return made(folder, acts, lambda table, who: lift(table, who, issue, option, key=acts.key))


def table_initial(folder: str, /, *, acts: Acts = ACTS) -> int:
    """Initial the text: this is the text.

    Parameters
    ----------
    folder
        The folder of the session.
    """
    from onetext.process.commands import Initial

    return simply(folder, acts, Initial())


def table_sign(folder: str, /, *, ad_referendum: Annotated[bool, Flag] = False, acts: Acts = ACTS) -> int:
    """Sign, for good or ad referendum.

    Parameters
    ----------
    folder
        The folder of the session.
    ad_referendum
        Subject to confirmation at home.
    """
    from onetext.process.commands import Sign

    return simply(folder, acts, Sign(ad_referendum))


def table_ratify(folder: str, /, *, acts: Acts = ACTS) -> int:
    """Confirm a signature ad referendum, or ratify.

    Parameters
    ----------
    folder
        The folder of the session.
    """
    from onetext.process.commands import Ratify

    return simply(folder, acts, Ratify())


def table_withdraw(folder: str, /, *, why: Named = "", acts: Acts = ACTS) -> int:
    """Leave the table.

    Parameters
    ----------
    folder
        The folder of the session.
    why
        Why, in words that all see.
    """
    from onetext.process.commands import Withdraw

    return simply(folder, acts, Withdraw(why))


def table_return(folder: str, /, *, acts: Acts = ACTS) -> int:
    """Come back to the table.

    Parameters
    ----------
    folder
        The folder of the session.
    """
    from onetext.process.commands import Return

    return simply(folder, acts, Return())
