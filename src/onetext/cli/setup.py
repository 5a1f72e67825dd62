"""About onetext itself: the schemas of what it reads and writes, and what is installed."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from onetext.cli.options import PLAIN, Plain
from onetext.cli.output import OK, out, out_json


def schema(command: Annotated[str, Parameter(show_default=False)] = "", /, *, options: Plain = PLAIN) -> int:
    """Print the JSON Schema of a case file, or of what a command prints with --json.

    Parameters
    ----------
    command
        A command: check, brief, solve, zopa, text_show, table_view and so on; table_record, what `table export` writes;
        error. Without it, the case file.
    """
    from onetext.api.published import published

    out(published(command or "case"))
    return OK


def doctor(*, options: Plain = PLAIN) -> int:
    """Say what is installed, and whether anything is missing."""
    from onetext.api.installed import examine

    found = examine()
    if options.json:
        out_json(found.to_dict())
        return OK
    out(f"onetext {found.version} on Python {found.python} ({found.platform}), {found.processors} processors")
    for part in found.packages:
        out(f"  {part.name:22} {part.version or 'missing: pip install ' + part.name}")
    out(f"  reads  {', '.join(found.reads)}")
    out(f"  writes {', '.join(found.writes)}")
    out(f"  rules  {', '.join(found.rules)}")
    out(f"  cases  {', '.join(found.cases)}")
    for extra in found.extras:
        lacks = f"pip install 'onetext[{extra.name}]' (lacks {', '.join(extra.missing)})" if extra.missing else "installed"
        out(f"  extra {extra.name}: {lacks}")
    if found.sqlite is not None:
        own = found.sqlite
        out(
            f"  a table is kept by SQLite {own.version} ({own.driver}): {own.journal}, {own.synchronous}{f'; {own.note}' if own.note else ''}"
        )
    for name in found.missing:
        out(f"missing: {name}")
    out("All that the base needs is there." if found.ok else "Something is missing: see above.")
    return OK
