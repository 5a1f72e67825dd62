"""The brief of a case, and its renderings."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from onetext import __version__
from onetext.api.budgets import limits
from onetext.api.named import nearest
from onetext.errors import UsageError
from onetext.model.case import Case

if TYPE_CHECKING:
    from onetext.report.brief import Brief
    from onetext.solve.budget import Budget

AsOfFrom = Literal["case", "option", "today"]
KINDS = ("html", "md", "json", "txt")


def brief(
    case: Case,
    *,
    meeting: str | None = None,
    viewer: str = "mediator",
    without_worths: bool = False,
    as_of_from: AsOfFrom | None = None,
    budget: Budget | None = None,
) -> Brief:
    """The mediator's brief as data: the bottom line, what it rests on, what is in the way and what would open it.

    `meeting` names the party to be met. `without_worths` leaves every figure of a party out. `as_of_from` says where
    the day comes from; without it the case's own day, else today. Raises UsageError for an unknown party.
    """
    from onetext.report.build import build
    from onetext.report.sealed import without_worths as sealed

    day = case.as_of or date.today()
    if meeting is not None and meeting not in (known := people(case)):
        raise UsageError(f"no party {meeting!r}; {nearest(meeting, known)}")
    said = as_of_from or ("case" if case.as_of else "today")
    made = replace(build(case, day, said, meeting=meeting, viewer=viewer, budget=budget or limits()), version=__version__)
    return sealed(made) if without_worths else made


def people(case: Case) -> tuple[str, ...]:
    """The parties and the members of blocs, by id."""
    return tuple(dict.fromkeys([party.id for party in case.parties] + [m.id for bloc in case.blocs for m in bloc.members]))


def kind_of(path: str) -> str:
    """The kind of brief that a file name asks for; UsageError where it ends in none that is known."""
    kind = PurePath(path).suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise UsageError(
            f"no brief is written as {PurePath(path).name!r}; allowed: a name that ends in {', '.join('.' + one for one in KINDS)}"
        )
    return kind


def rendered(made: Brief, kind: str) -> bytes:
    """A brief as a file of a kind, in UTF-8."""
    if kind == "html":
        from onetext.report.html import to_html

        return to_html(made).encode()
    if kind == "md":
        from onetext.report.markdown import to_markdown

        return to_markdown(made).encode()
    if kind == "json":
        from onetext.report.tojson import to_dict

        return (json.dumps(to_dict(made), ensure_ascii=False, indent=2) + "\n").encode()
    from onetext.report.terminal import to_terminal

    return to_terminal(made).encode()
