"""`table new`, `view`, `log` and `status`: open a session, and look at it."""

from __future__ import annotations

import os
from typing import Annotated, Literal

from cyclopts import Parameter

from onetext.cli.options import PLAIN, Flag, Plain
from onetext.cli.output import OK, out, out_json
from onetext.cli.table.unlocking import LOOKS, PASSPHRASE, Looks, Named, opened_for


def table_new(
    case: str,
    /,
    *,
    output: Annotated[str, Parameter(name=["--output", "-o"], show_default=False)] = "",
    procedure: Literal["one-text", "rolling"] = "one-text",
    mode: Literal["shuttle", "caucus", "plenary"] = "shuttle",
    wait: Named = "",
    share_guesses: Annotated[bool, Flag] = False,
    store: Named = "",
    plain: Plain = PLAIN,
) -> int:
    """Open a session on a case: its folder, its keys, and the first entry of its record.

    Passphrases and the three recovery shares are printed once and kept nowhere. ONETEXT_PASSPHRASE, where it is set, is the
    mediator's.

    Parameters
    ----------
    case
        A case file or folder, or the name of a bundled case.
    output
        The new folder of the session.
    procedure
        one-text: the parties criticise, and the mediator redrafts. rolling: the parties add and lift brackets.
    mode
        How the parties meet at first: shuttle, caucus or plenary.
    wait
        A measure of progress, LEVEL:N: a meeting at that level waits until N issues are settled.
    share_guesses
        Let the parties see the figures and red lines that the case only guesses; without it they see none.
    store
        The address of a PostgreSQL database; without it an SQLite file in the folder.
    """
    from onetext.api.table.opening import Terms, gate, new
    from onetext.errors import UsageError
    from onetext.process.terms import Mode, Procedure

    if not output:
        raise UsageError("no folder is named; allowed: -o FOLDER")
    terms = Terms(Procedure(procedure), Mode(mode), gate(wait), share_guesses)
    said = os.environ.get(PASSPHRASE, "")
    made = new(case, output, terms, passphrases={"mediator": said} if said else {}, url=store)
    if plain.json:
        out_json(made.to_dict())
        return OK
    out(f"Session {made.session} in {made.folder}.")
    out(f"At the table: {', '.join(made.seats)}. Mediator: {made.mediator}.")
    if made.hidden:
        out(f"{made.hidden} figures, red lines and views that the case only guesses are the mediator's alone.")
    out("\nPassphrases, each to be handed to its holder on paper; they are not kept:")
    width = max(len(holder) for holder, _ in made.passphrases)
    for holder, phrase in made.passphrases:
        out(f"  {holder.ljust(width)}  {'as in ONETEXT_PASSPHRASE' if said and holder == 'mediator' else phrase}")
    out("\nRecovery: three shares for three people; any two open everything, one alone tells nothing:")
    for number, share in enumerate(made.recovery, 1):
        out(f"  {number}. {share}")
    out(f"\nThe key of the record, for everybody's papers: {made.key_words}")
    return OK


def table_view(folder: str, /, *, looks: Looks = LOOKS) -> int:
    """Show the session as the mediator or a party knows it, and what it may do now.

    Parameters
    ----------
    folder
        The folder of the session.
    """
    from onetext.api.table.naming import naming_for
    from onetext.api.table.tables import opened
    from onetext.api.table.views import checked_viewer, view
    from onetext.cli.table.showing import view_lines

    with opened(folder, writing=not looks.locked) as table:
        viewer = checked_viewer(table, looks.as_)
        found = view(table, viewer, opened_for(table, viewer, looks))
        name = naming_for(table, viewer)
    if looks.json:
        out_json(found.to_dict())
        return OK
    out("\n".join(view_lines(found, name)))
    return OK


def table_log(folder: str, /, *, looks: Looks = LOOKS) -> int:
    """List what happened, as the mediator or a party knows it.

    Parameters
    ----------
    folder
        The folder of the session.
    """
    from onetext.api.table.naming import naming_for
    from onetext.api.table.tables import opened
    from onetext.api.table.views import checked_viewer, log
    from onetext.cli.table.showing import log_lines

    with opened(folder, writing=not looks.locked) as table:
        viewer = checked_viewer(table, looks.as_)
        found = log(table, viewer, opened_for(table, viewer, looks))
        name, mediator = naming_for(table, viewer), table.mediator
    if looks.json:
        out_json(found.to_dict())
        return OK
    out("\n".join(log_lines(found, name, mediator)))
    return OK


def table_status(folder: str, /, *, as_: Annotated[str, Parameter(name="--as", show_default=False)] = "", plain: Plain = PLAIN) -> int:
    """Say how the session stands: phase, progress, who was asked and has answered, channels.

    Parameters
    ----------
    folder
        The folder of the session.
    as_
        The party that looks, which sees of the parties itself alone; without it the mediator.
    """
    from onetext.api.table.tables import opened
    from onetext.api.table.views import checked_viewer, status
    from onetext.cli.table.showing import status_lines

    with opened(folder) as table:
        found = status(table, checked_viewer(table, as_))
    if plain.json:
        out_json(found.to_dict())
        return OK
    out("\n".join(status_lines(found)))
    return OK
