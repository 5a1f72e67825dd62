"""`table reveal`, `hand-over`, `passphrase`, `receipt`, `export`, `verify`, `backup` and `restore`: keys and the record."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

from cyclopts import Parameter

from onetext.cli.options import PLAIN, Flag, Plain
from onetext.cli.output import OK, out, out_json
from onetext.cli.table.moving import made, told
from onetext.cli.table.unlocking import ACTS, LOOKS, Acts, Looks, Named, actor, passphrase, shares, unlocked

if TYPE_CHECKING:
    from onetext.api.table.tables import Moved, Table
    from onetext.process.commands import Command
    from onetext.process.terms import Actor
    from onetext.store.keys.records import KeyRecord
    from onetext.store.keys.vault import Vault

Many = Annotated[list[str] | None, Parameter(show_default=False, negative="", consume_multiple=False)]
NEW_PASSPHRASE = "ONETEXT_NEW_PASSPHRASE"
DOES_NOT_HOLD = 1
Changed: TypeAlias = "tuple[Moved, Sequence[str]]"
"""A change of keys: the move, and the new recovery shares where some were made."""


def table_reveal(folder: str, /, *, passphrase_file: Named = "", acts: Acts = ACTS) -> int:
    """Reveal the votes together: all agreed, or not agreed, and no more. A vote that is missing counts as no.

    Parameters
    ----------
    folder
        The folder of the session.
    passphrase_file
        A file whose first line is the mediator's passphrase; without it ONETEXT_PASSPHRASE, else it is asked for.
    """
    from onetext.api.table.acts import reveal
    from onetext.process.commands import Reveal

    def make(table: Table, who: Actor) -> Moved:
        _lawful(table, Reveal({}), who)
        with unlocked(table, table.held.mediator, passphrase_file) as vault:
            return reveal(table, who, vault, key=acts.key)

    return made(folder, acts, make)


def table_hand_over(
    folder: str,
    to: str,
    /,
    *,
    share: Many = None,
    lost: Annotated[bool, Flag] = False,
    passphrase_file: Named = "",
    acts: Acts = ACTS,
) -> int:
    """Hand the mediation over to another person, who gets new keys that open what was sealed before and from now on.

    The new passphrase is ONETEXT_NEW_PASSPHRASE, else one is made and printed once. Where the old mediator cannot act, two
    recovery shares do; they are spent by that, and three new ones are printed. Where two shares are lost too, --lost makes new keys
    all the same: they open an answer of before once its party has sealed it again, by `onetext table passphrase --as PARTY`.

    Parameters
    ----------
    folder
        The folder of the session.
    to
        The name of the person.
    share
        A recovery share, twenty words or @FILE; twice. In the place of the passphrase.
    lost
        The passphrase and two of the shares are lost.
    passphrase_file
        A file whose first line is the passphrase of who hands over; without it ONETEXT_PASSPHRASE, else it is asked for.
    """
    from onetext.api.table.keeping import begin_anew, hand_over, take_over
    from onetext.errors import UsageError
    from onetext.process.commands import HandOver

    if share and lost:
        raise UsageError("two shares open everything, so nothing is lost; allowed: --share twice, or --lost")

    def make(table: Table, who: Actor, phrase: str) -> Changed:
        _lawful(table, HandOver(to), who)
        if lost:
            return begin_anew(table, who, to, phrase, key=acts.key)
        if not share:
            with unlocked(table, table.held.mediator, passphrase_file) as vault:
                return hand_over(table, who, vault, to, phrase, key=acts.key), ()
        with table.recovering(shares(share)) as vault:
            return take_over(table, who, vault, to, phrase, key=acts.key)

    return _changed(folder, acts, make)


def table_passphrase(
    folder: str,
    /,
    *,
    lost: Annotated[bool, Flag] = False,
    share: Many = None,
    passphrase_file: Named = "",
    acts: Acts = ACTS,
) -> int:
    """Give somebody at the table new keys under a new passphrase: by the old one, or by the mediator for a party that lost it.

    The new passphrase is ONETEXT_NEW_PASSPHRASE, else one is made and printed once.

    Parameters
    ----------
    folder
        The folder of the session.
    lost
        The party --as has lost its passphrase: the mediator's, or two shares, stand in its place.
    share
        A recovery share, twenty words or @FILE; twice.
    passphrase_file
        A file whose first line is the passphrase needed; without it ONETEXT_PASSPHRASE, else it is asked for.
    """
    from onetext.api.table.keeping import lost as given_anew
    from onetext.api.table.keeping import new_passphrase
    from onetext.api.table.views import checked_viewer
    from onetext.errors import UsageError
    from onetext.process.commands import Rekey

    if share and not lost:
        raise UsageError("shares are for a passphrase that is lost; allowed: --lost --as PARTY, or for the mediator's `hand-over --share`")

    def make(table: Table, who: Actor, phrase: str) -> Changed:
        whose = checked_viewer(table, acts.as_)
        _lawful(table, Rekey(whose), who)
        if not lost:
            with unlocked(table, whose, passphrase_file) as vault:
                return new_passphrase(table, who, vault, phrase, key=acts.key), ()
        if whose == table.held.mediator:
            raise UsageError("the mediator's is not given anew so; allowed: `onetext table hand-over NAME --share WORDS --share WORDS`")
        with table.recovering(shares(share)) if share else unlocked(table, table.held.mediator, passphrase_file) as vault:
            return given_anew(table, who, vault, whose, phrase, key=acts.key), ()

    return _changed(folder, replace(acts, as_="") if lost else acts, make)


def table_shares(folder: str, /, *, share: Many = None, passphrase_file: Named = "", acts: Acts = ACTS) -> int:
    """Make three new recovery shares, by the mediator's passphrase or by two of the old ones; the old ones open nothing new.

    Parameters
    ----------
    folder
        The folder of the session.
    share
        A recovery share, twenty words or @FILE; twice.
    passphrase_file
        A file whose first line is the mediator's passphrase; without it ONETEXT_PASSPHRASE, else it is asked for.
    """
    from onetext.api.table.keeping import new_shares
    from onetext.process.commands import Rekey
    from onetext.process.terms import ESCROW

    def make(table: Table, who: Actor, _: str) -> Changed:
        _lawful(table, Rekey(ESCROW), who)
        if share:
            with table.recovering(shares(share)) as vault:
                return new_shares(table, who, vault, key=acts.key)
        phrase = passphrase("the mediator", passphrase_file)
        with table.unlocked(table.held.mediator, phrase) as vault:
            return new_shares(table, who, vault, phrase, key=acts.key)

    return _changed(folder, acts, make, phrase=False)


def _lawful(table: Table, command: Command, who: Actor) -> None:
    """Refuse what is not lawful before a passphrase is asked for."""
    from onetext.process.moves import check_lawful

    check_lawful(table.session, command, who)


def _changed(folder: str, acts: Acts, make: Callable[[Table, Actor, str], Changed], *, phrase: bool = True) -> int:
    """Change keys, and tell what is told once: a passphrase that was made here, and new shares."""
    from onetext.api.table.keeping import made_passphrase
    from onetext.api.table.tables import opened
    from onetext.api.table.views import TableKeys, moved

    given = os.environ.get(NEW_PASSPHRASE, "")
    new = (given or made_passphrase()) if phrase else ""
    with opened(folder, writing=True) as table:
        who = actor(table, acts)
        before = table.repeated(who, acts.key)
        done, words = (before, ()) if before else make(table, who, new)
        found = TableKeys(moved(table, who.who, done), "" if given or done.appended.repeated else new, tuple(words))
    if acts.json:
        out_json(found.to_dict())
        return OK
    told(found.move)
    if found.passphrase:
        out(f"The new passphrase, not kept: {found.passphrase}")
    elif phrase and not found.move.repeated:
        out("The new passphrase is the one in ONETEXT_NEW_PASSPHRASE.")
    if found.recovery:
        out("Recovery: three new shares for three people; any two open everything, one alone tells nothing:")
        out("\n".join(f"  {number}. {share}" for number, share in enumerate(found.recovery, 1)))
    return OK


def table_receipt(
    folder: str,
    /,
    *,
    as_: Annotated[str, Parameter(name="--as", show_default=False)] = "",
    output: Annotated[str, Parameter(name=["--output", "-o"], show_default=False)] = "",
    plain: Plain = PLAIN,
) -> int:
    """Give the receipt of a party: the signed head of what it did and was shown, to be kept outside this machine.

    Parameters
    ----------
    folder
        The folder of the session.
    as_
        The party; without it the mediator.
    output
        The file to write the receipt to.
    """
    from onetext.api.table.records import receipt
    from onetext.api.table.tables import opened
    from onetext.api.table.views import checked_viewer
    from onetext.api.writing import write_whole

    with opened(folder) as table:
        found = receipt(table, checked_viewer(table, as_))
    if output:
        write_whole({Path(output): found.note.encode()})
    if plain.json:
        out_json(found.to_dict())
        return OK
    out(f"Receipt of {found.viewer} for {found.size} entries: {found.words}")
    out(output or found.note)
    return OK


def table_export(
    folder: str,
    /,
    *,
    output: Annotated[str, Parameter(name=["--output", "-o"], show_default=False)] = "",
    with_verifier: Annotated[bool, Flag] = False,
    looks: Looks = LOOKS,
) -> int:
    """Write what a party did and was shown as one file, which it can check without this program.

    Parameters
    ----------
    folder
        The folder of the session.
    output
        The file to write.
    with_verifier
        Write the program that checks it beside it: one file of Python that needs nothing else.
    """
    from onetext.api.table.records import verifier, write_export
    from onetext.api.table.tables import opened
    from onetext.api.table.views import checked_viewer
    from onetext.errors import UsageError

    if not output:
        raise UsageError("no file is named; allowed: -o FILE.json")
    with opened(folder, writing=not looks.locked) as table:
        viewer = checked_viewer(table, looks.as_)
        if looks.locked:
            written = write_export(table, viewer, output)
        else:
            with unlocked(table, viewer, looks.passphrase_file) as vault:
                written = write_export(table, viewer, output, vault)
    if with_verifier:
        written = (*written, *verifier(Path(output).parent))
    if looks.json:
        out_json({"schema": "onetext/table_export_files/1", "written": list(written)})
    else:
        out("\n".join(written))
    return OK


def table_verify(what: str, /, *, receipt: Many = None, plain: Plain = PLAIN) -> int:
    """Check a record: an exported file, or the folder of a session, against its signatures, its proofs and kept receipts.

    Exits 0 where all holds and 1 where something does not.

    Parameters
    ----------
    what
        The exported file, or the folder of a session.
    receipt
        A file with a receipt that was kept; may be said again.
    """
    from onetext.api.table.verifying import verify
    from onetext.cli.table.showing import verified_lines

    found = verify(what, [(path, _text(path)) for path in receipt or ()])
    if plain.json:
        out_json(found.to_dict())
    else:
        out("\n".join(verified_lines(found)))
    return OK if found.holds else DOES_NOT_HOLD


def _text(path: str) -> str:
    from onetext.errors import UsageError

    try:
        return Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{path} cannot be read; allowed: a file with a receipt") from None


def table_backup(
    folder: str, /, *, output: Annotated[str, Parameter(name=["--output", "-o"], show_default=False)] = "", plain: Plain = PLAIN
) -> int:
    """Copy a session into a new folder while it goes on; what is sealed stays sealed in it.

    Parameters
    ----------
    folder
        The folder of the session.
    output
        The new folder.
    """
    from onetext.api.table.records import backup
    from onetext.api.table.tables import opened
    from onetext.errors import UsageError

    if not output:
        raise UsageError("no folder is named; allowed: -o FOLDER")
    with opened(folder) as table:
        written = backup(table, output)
    if plain.json:
        out_json({"schema": "onetext/table_backup/1", "written": list(written)})
    else:
        out("\n".join(written))
    return OK


def table_restore(
    backup: str,
    /,
    *,
    output: Annotated[str, Parameter(name=["--output", "-o"], show_default=False)] = "",
    receipt: Many = None,
    share: Many = None,
    passphrase_file: Named = "",
    plain: Plain = PLAIN,
) -> int:
    """Make a session of a backup, and say by kept receipts whether it is complete, behind, or forked.

    Parameters
    ----------
    backup
        The folder of the backup.
    output
        The new folder of the session.
    receipt
        A file with a receipt that was kept; may be said again.
    share
        A recovery share, twenty words or @FILE; twice. In the place of the mediator's passphrase.
    passphrase_file
        A file whose first line is the mediator's passphrase; without it ONETEXT_PASSPHRASE, else it is asked for.
    """
    from onetext.api.table.records import restore
    from onetext.errors import UsageError
    from onetext.store.keys.records import MEDIATOR
    from onetext.store.keys.vault import recovering
    from onetext.store.keys.vault import unlocked as with_passphrase

    if not output:
        raise UsageError("no folder is named; allowed: -o FOLDER")
    receipts = [(path, _text(path)) for path in receipt or ()]

    def vault_of(records: Sequence[KeyRecord]) -> AbstractContextManager[Vault]:
        if share:
            return recovering(records, shares(share))
        return with_passphrase(records, MEDIATOR, passphrase("the mediator", passphrase_file))

    found = restore(backup, output, vault_of, receipts)
    if plain.json:
        out_json(found.to_dict())
        return OK
    out(f"Session {found.session} in {found.folder}: {found.entries} entries, head {found.words}")
    for one in found.compared:
        out(f"  {one.receipt}: {one.state}; {one.says}")
    if not found.compared:
        out("It was compared with no receipt: whether it is complete cannot be said.")
    return OK
