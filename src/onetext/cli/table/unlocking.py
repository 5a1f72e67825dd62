"""Whose command it is, and the passphrase that opens that one's keys."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from onetext.cli.options import Flag

if TYPE_CHECKING:
    from onetext.api.table.sealing import Opened
    from onetext.api.table.tables import Table
    from onetext.process.terms import Actor
    from onetext.store.keys.vault import Vault

Named = Annotated[str, Parameter(show_default=False)]
PASSPHRASE = "ONETEXT_PASSPHRASE"


@Parameter(name="*")
@dataclass(frozen=True)
class Acts:
    """Who acts."""

    as_: Annotated[str, Parameter(name="--as", show_default=False)] = ""
    """The party that acts; without it the mediator."""
    delegate: Named = ""
    """Which of its delegates acts; the only one seated need not be named."""
    key: Named = ""
    """A name for this move: sent again under the same one, it is not made twice."""
    json: Annotated[bool, Flag] = False
    """Print one JSON object on standard output and nothing else."""
    time: Annotated[float, Parameter(show=False)] = 120.0
    memory: Annotated[str, Parameter(show=False)] = "2GiB"


@Parameter(name="*")
@dataclass(frozen=True)
class Looks:
    """Who looks."""

    as_: Annotated[str, Parameter(name="--as", show_default=False)] = ""
    """The party that looks; without it the mediator."""
    locked: Annotated[bool, Flag] = False
    """Ask for no passphrase, and leave what is sealed closed."""
    passphrase_file: Named = ""
    """A file whose first line is the passphrase; without it ONETEXT_PASSPHRASE, else it is asked for."""
    json: Annotated[bool, Flag] = False
    """Print one JSON object on standard output and nothing else."""
    time: Annotated[float, Parameter(show=False)] = 120.0
    memory: Annotated[str, Parameter(show=False)] = "2GiB"


ACTS, LOOKS = Acts(), Looks()


def actor(table: Table, acts: Acts) -> Actor:
    """Who acts."""
    from onetext.process.terms import Actor

    who = acts.as_ if acts.as_ not in ("", "mediator") else table.mediator
    return Actor(who, acts.delegate)


def passphrase(holder: str, file: str = "") -> str:
    """The passphrase of a holder: from a file, from the environment, or asked for on a terminal. UsageError where there is none of these."""
    from onetext.errors import UsageError

    if file:
        try:
            return Path(file).read_text("utf-8").splitlines()[0]
        except (OSError, UnicodeDecodeError, IndexError):
            raise UsageError(f"no passphrase can be read from {file}; allowed: a file whose first line it is") from None
    said = os.environ.get(PASSPHRASE, "")
    if said:
        return said
    if not sys.stdin.isatty():
        raise UsageError(f"the passphrase of {holder} is needed; allowed: --passphrase-file FILE, or {PASSPHRASE}")
    from getpass import getpass

    return getpass(f"Passphrase of {holder}: ")


def no_core_file() -> None:
    """Let no crash of this process write its memory, with what is opened, to a file."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def shares(given: Sequence[str] | None) -> tuple[str, ...]:
    """Recovery shares as typed, each its words or `@FILE` for the file that holds them: what is typed other programs may see."""
    return tuple(_share(one) for one in given or ())


def _share(typed: str) -> str:
    from onetext.errors import UsageError

    if not typed.startswith("@"):
        return typed
    try:
        return Path(typed[1:]).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"no share can be read from {typed[1:]}; allowed: --share @FILE, or --share WORDS") from None


@contextmanager
def unlocked(table: Table, holder: str, file: str = "") -> Iterator[Vault]:
    """The keys of a holder, for as long as the block lasts."""
    no_core_file()
    who = "the mediator" if holder == table.mediator else holder
    with table.unlocked(holder, passphrase(who, file)) as vault:
        yield vault


def opened_for(table: Table, viewer: str, looks: Looks) -> Opened:
    """What is sealed and may be opened for a viewer; nothing where the keys stay locked, or nothing is sealed.

    Votes stay closed to the mediator, who learns of them what all learn: agreed, or not agreed.
    """
    from onetext.api.table.sealing import ANSWERS, opened
    from onetext.api.table.views import seen

    if looks.locked or not any(getattr(event, "sealed", "") for event in seen(table, viewer)):
        return {}
    with unlocked(table, viewer, looks.passphrase_file) as vault:
        return opened(table, vault, f"looked at as {viewer}", ANSWERS if viewer == table.held.mediator else ())
