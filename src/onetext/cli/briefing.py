"""The main job: brief, and demo."""

from __future__ import annotations

import shlex
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from onetext.cli.asking import ended, loaded
from onetext.cli.options import OPTIONS, Flag, Options
from onetext.cli.output import out, out_json, printed

if TYPE_CHECKING:
    from onetext.api.briefs import Page

DEMO_CASE, DEMO_FILE = "peace-talks-2025", "onetext-brief.html"


@Parameter(name="*")
@dataclass(frozen=True)
class Reading:
    """Who reads the brief, and what for."""

    meeting: Annotated[str, Parameter(show_default=False)] = ""
    """The party to be met: adds what to ask it, what it last said, and what must not be said to it."""
    without_worths: Annotated[bool, Flag] = False
    """Leave every worth, gain and reservation value out, for a bag that may be searched."""
    viewer: str = "mediator"
    """Who may read it; stands on every page."""
    beside: Annotated[str, Parameter(show_default=False)] = ""
    """Another form of the same case, a path or a bundled name: what its estimates would add is shown beside what was said."""


READING = Reading()


def brief(
    *scenario: str,
    output: Annotated[str, Parameter(name=("--output", "-o"), show_default=False)] = "",
    reading: Reading = READING,
    options: Options = OPTIONS,
) -> int:
    """Write the mediator's brief: can this be agreed, what is in the way, what would open it, what to ask next.

    Parameters
    ----------
    scenario
        A case file or folder, several files, or the name of a bundled case.
    output
        The file to write: .html, .md, .json or .txt; without it the brief is printed.
    """
    from onetext.api.briefs import kind_of

    if output:
        kind_of(output)
    page, stopped = built(scenario, reading, options)
    if output:
        page.write(output)
    if options.json:
        out_json(page.to_dict())
    elif output:
        out(f"{page.bottom_line}\n{output}")
    else:
        from onetext.report.terminal import show

        printed(lambda console: show(page.data, console))
    return ended(stopped)


def demo(*, options: Options = OPTIONS) -> int:
    """Write the brief of a bundled case to onetext-brief.html, and open it in the browser where there is one."""
    page, stopped = built((DEMO_CASE,), READING, options)
    path = Path(DEMO_FILE).resolve()
    page.write(path)
    if options.json:
        out_json(page.to_dict())
    else:
        out(f"{page.bottom_line}\n\n{path}")
        sys.stdout.flush()
        _open(path)
    return ended(stopped)


def built(scenario: tuple[str, ...], reading: Reading, options: Options) -> tuple[Page, bool]:
    """The brief that the options ask for, and whether a limit cut it short."""
    from onetext.cli.working import working

    study = loaded(scenario, options)
    with working(options) as budget:
        asked: dict[str, Any] = {"beside": reading.beside} if reading.beside else {}
        asked |= {"viewer": reading.viewer} if reading.viewer != READING.viewer else {}
        page = study.brief(meeting=reading.meeting or None, without_worths=reading.without_worths, budget=budget, **asked)
        stopped = budget.expired() or any(note.kind == "limit" for note in page.data.notes)
    command = command_line(study.source, study.as_of.isoformat(), reading, options.for_)
    return replace(page, data=replace(page.data, command=command)), stopped


def command_line(source: tuple[str, ...], as_of: str, reading: Reading, for_: str = "") -> str:
    """The command that makes the same brief again."""
    parts = ["onetext", "brief", *source, "--as-of", as_of, *(["--for", for_] if for_ else [])]
    if reading.meeting:
        parts += ["--meeting", reading.meeting]
    if reading.without_worths:
        parts.append("--without-worths")
    if reading.viewer != "mediator":
        parts += ["--viewer", reading.viewer]
    if reading.beside:
        parts += ["--beside", reading.beside]
    return shlex.join(parts)


def _open(path: Path) -> None:
    """Open a page in the reader's browser; a machine without one is no error."""
    import os
    import webbrowser

    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    with suppress(Exception):
        webbrowser.open(path.as_uri())
