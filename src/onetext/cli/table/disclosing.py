"""`table disclose`: what a disclosure would give away, and the disclosure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter

from onetext.cli.options import LIMITS, Flag, Limits
from onetext.cli.output import OK, out, out_json
from onetext.cli.table.moving import told
from onetext.cli.table.unlocking import Named, unlocked


@Parameter(name="*")
@dataclass(frozen=True)
class What:
    """What is shown: one of these."""

    best: Named = ""
    """The best package by this rule among those that suit all."""
    agreeable: Annotated[bool, Flag] = False
    """Whether any package suits all."""
    count: Annotated[bool, Flag] = False
    """How many packages suit all; with --of, how many that party would accept."""
    accepts: Named = ""
    """Whether the party --of would accept this package."""
    worth: Named = ""
    """What ISSUE=OPTION is worth to the party --of."""
    reservation: Annotated[bool, Flag] = False
    """The reservation value of the party --of."""
    line: Named = ""
    """The red line of the party --of with this id."""
    words: Named = ""
    """A message in words, of which nothing can be computed."""
    of: Named = ""
    """The party that it is about."""


NOTHING = What()


def table_disclose(
    folder: str,
    /,
    *,
    to: Named = "",
    check: Annotated[bool, Flag] = False,
    confirm: Annotated[bool, Flag] = False,
    key: Named = "",
    passphrase_file: Named = "",
    what: What = NOTHING,
    options: Limits = LIMITS,
) -> int:
    """Show a party something made of confidences, after saying what it could conclude from it about the others.

    Where a figure or a red line would be pinned, it is shown only with --confirm.

    Parameters
    ----------
    folder
        The folder of the session.
    to
        The audience: parties, with commas between.
    check
        Only say what it would give away.
    confirm
        Show it although it pins a figure or a red line.
    key
        A name for this move: sent again under the same one, it is not made twice.
    passphrase_file
        A file whose first line is the mediator's passphrase; without it ONETEXT_PASSPHRASE, else it is asked for.
    """
    from onetext.api.table.disclosing import Shown, disclose, disclosure
    from onetext.api.table.tables import opened
    from onetext.api.table.views import disclosed
    from onetext.cli.table.showing import leak_lines
    from onetext.cli.working import working
    from onetext.process.terms import Actor

    shown = Shown(**{name: getattr(what, name) for name in Shown.__dataclass_fields__})
    audience = tuple(part.strip() for part in to.split(",") if part.strip())
    with opened(folder, writing=True) as table, unlocked(table, table.held.mediator, passphrase_file) as vault:
        who = Actor(table.held.mediator)
        with working(options) as budget:
            first = disclosure(table, who, vault, shown, audience, budget)
        if not options.json:
            out("\n".join(leak_lines(first.leaks)))
        done = first if check else disclose(table, who, first, confirmed=confirm, key=key)
        found = disclosed(table, done)
    if options.json:
        out_json(found.to_dict())
    elif found.move is not None:
        out("")
        told(found.move)
    return OK
