"""What all moves share: how one is made and told, and what a question may be about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from onetext.cli.options import Flag
from onetext.cli.output import OK, out, out_json
from onetext.cli.table.unlocking import Acts, Named, actor

if TYPE_CHECKING:
    from onetext.api.table.said import About
    from onetext.api.table.tables import Moved, Table
    from onetext.api.table.views import TableMove
    from onetext.process.terms import Actor

Modes = Literal["shuttle", "caucus", "plenary"]
Powers = Literal["listen", "negotiate", "initial", "sign"]


@Parameter(name="*")
@dataclass(frozen=True)
class Subject:
    """What it is about."""

    article: Named = ""
    """An article of the text, or a paragraph as ARTICLE/PARAGRAPH."""
    package: Named = ""
    """Whether a package would be accepted: ISSUE=OPTION,... or the id of a proposal."""
    worth: Named = ""
    """What an option is worth, in the party's own points: ISSUE=OPTION."""
    reservation: Annotated[bool, Flag] = False
    """Below what value, in its own points, the party would rather have no agreement."""
    line: Named = ""
    """Whether there is a red line: 'never ISSUE=OPTION,...', 'always ...', or the id of one in the case."""
    rather: Named = ""
    """Which of two answers is preferred: this, ISSUE=OPTION,... ..."""
    than: Named = ""
    """... or that."""


NO_SUBJECT = Subject()


def about(subject: Subject) -> About:
    """What was typed of a question."""
    from onetext.api.table.said import About

    return About(subject.article, subject.package, subject.worth, subject.reservation, subject.line, subject.rather, subject.than)


def made(folder: str, acts: Acts, make: Callable[[Table, Actor], Moved]) -> int:
    """Make a move in a session, print what happened as whoever made it knows it, and the receipt in eight words."""
    from onetext.api.table.tables import opened
    from onetext.api.table.views import moved

    with opened(folder, writing=True) as table:
        who = actor(table, acts)
        done = moved(table, who.who, table.repeated(who, acts.key) or make(table, who))
    if acts.json:
        out_json(done.to_dict())
    else:
        told(done)
    return OK


def told(move: TableMove) -> None:
    """Print a move and its receipt."""
    from onetext.cli.table.showing import move_lines

    out("\n".join(move_lines(move)))
    out(("This was kept before, and nothing was added. " if move.repeated else "") + f"Receipt {move.size}: {move.words}")


def simply(folder: str, acts: Acts, command: Any) -> int:
    """Make a move that is its command and no more."""
    from onetext.api.table.tables import More

    return made(folder, acts, lambda table, who: table.move(command, who, More(key=acts.key)))
