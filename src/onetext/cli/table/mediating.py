"""The moves of the mediator that need nothing opened: drafts, questions, meetings, lines of contact, rounds, delegates, votes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from cyclopts import Parameter

from onetext.cli.table.moving import NO_SUBJECT, Subject, about, made, simply
from onetext.cli.table.unlocking import ACTS, Acts, Named

Modes = Literal["shuttle", "caucus", "plenary"]
Powers = Literal["listen", "negotiate", "initial", "sign"]


def table_draft(
    folder: str, /, *, from_: Annotated[str, Parameter(name="--from", show_default=False)] = "", package: Named = "", why: Named = "",
    acts: Acts = ACTS,
) -> int:  # fmt: skip
    """Put a draft on the table: the last draft of the case file with its text, or a package.

    Parameters
    ----------
    folder
        The folder of the session.
    from_
        The case file or folder whose last draft it is.
    package
        The package that it puts forward: ISSUE=OPTION,... or the id of a proposal; with --from, what it changes in that draft's.
    why
        Why, in a line that all see.
    """
    from onetext.api.table.acts import typed_draft

    return made(folder, acts, lambda table, who: typed_draft(table, who, from_, package, why=why, key=acts.key))


def table_ask(folder: str, party: str, /, *, note: Named = "", subject: Subject = NO_SUBJECT, acts: Acts = ACTS) -> int:
    """Ask a party something; it alone sees the question.

    Parameters
    ----------
    folder
        The folder of the session.
    party
        Whom to ask.
    note
        Why, for the mediator alone.
    """
    from onetext.api.table.acts import ask

    return made(folder, acts, lambda table, who: ask(table, who, party, about(subject), note=note, key=acts.key))


def table_meeting(
    folder: str,
    *who: str,
    day: Named = "",
    place: Named = "",
    minutes: Annotated[int | None, Parameter(show_default=False)] = None,
    level: Named = "",
    outcome: Named = "",
    note: Named = "",
    acts: Acts = ACTS,
) -> int:
    """Note a meeting; those who were there see it, and nobody else.

    Parameters
    ----------
    folder
        The folder of the session.
    who
        The parties that the mediator met.
    day
        The day; without it today.
    place
        Where.
    minutes
        How long.
    level
        At what level, such as ministers.
    outcome
        What came of it, as those who were there may read it.
    note
        For the mediator alone.
    """
    from onetext.api.table.said import day as checked
    from onetext.process.commands import NoteMeeting

    return simply(folder, acts, NoteMeeting(who, checked(day) or date.today().isoformat(), place, minutes, level, outcome, note))


def table_hold(folder: str, *between: str, level: Named = "", since: Named = "", acts: Acts = ACTS) -> int:
    """Note that a line of contact between parties is suspended.

    Parameters
    ----------
    folder
        The folder of the session.
    between
        The parties.
    level
        At what level, such as ministers.
    since
        Since when; without it today.
    """
    from onetext.api.table.said import day
    from onetext.process.commands import HoldChannel

    return simply(folder, acts, HoldChannel(between, level, day(since)))


def table_resume(folder: str, *between: str, level: Named = "", since: Named = "", acts: Acts = ACTS) -> int:
    """Note that a line of contact between parties is open again.

    Parameters
    ----------
    folder
        The folder of the session.
    between
        The parties.
    level
        At what level, such as ministers.
    since
        Since when; without it today.
    """
    from onetext.api.table.said import day
    from onetext.process.commands import ResumeChannel

    return simply(folder, acts, ResumeChannel(between, level, day(since)))


def table_mode(folder: str, mode: Modes, /, *, acts: Acts = ACTS) -> int:
    """Change how the parties meet: shuttle, caucus or plenary.

    Parameters
    ----------
    folder
        The folder of the session.
    mode
        The mediator goes between them; meets each alone while the others wait; or all sit together.
    """
    from onetext.process.commands import SetMode
    from onetext.process.terms import Mode

    return simply(folder, acts, SetMode(Mode(mode)))


def table_close(folder: str, /, *, acts: Acts = ACTS) -> int:
    """Close the round: the heads of all streams enter the case tree, and everybody can prove that all hold one record.

    Parameters
    ----------
    folder
        The folder of the session.
    """
    from onetext.process.commands import CloseRound

    return simply(folder, acts, CloseRound())


def table_seat(
    folder: str, party: str, name: str, /, *, level: Named = "", power: Powers = "sign", issues: Named = "", acts: Acts = ACTS
) -> int:
    """Let a delegate speak for a party, at a level and with a mandate.

    Parameters
    ----------
    folder
        The folder of the session.
    party
        For whom.
    name
        The delegate.
    level
        Such as experts, ministers, principals.
    power
        What the delegate may do: listen, negotiate, initial or sign, each including those before it.
    issues
        What it may settle for good, with commas between; all else is ad referendum. Without it, everything.
    """
    from onetext.process.commands import SeatDelegate
    from onetext.process.terms import Delegate, Power

    limits = tuple(part.strip() for part in issues.split(",") if part.strip())
    return simply(folder, acts, SeatDelegate(Delegate(party, name, level, Power(power), limits)))


def table_unseat(folder: str, party: str, name: str, /, *, acts: Acts = ACTS) -> int:
    """Note that a delegate no longer speaks for a party.

    Parameters
    ----------
    folder
        The folder of the session.
    party
        For whom it spoke.
    name
        The delegate.
    """
    from onetext.process.commands import UnseatDelegate

    return simply(folder, acts, UnseatDelegate(party, name))


def table_put(folder: str, package: str, /, *, acts: Acts = ACTS) -> int:
    """Put a package to yes or no; the answers are revealed only together.

    Parameters
    ----------
    folder
        The folder of the session.
    package
        ISSUE=OPTION,... with one option for every issue; the id of a proposal; or draft, for what the draft puts forward.
    """
    from onetext.api.table.acts import typed_put

    return made(folder, acts, lambda table, who: typed_put(table, who, package, key=acts.key))
