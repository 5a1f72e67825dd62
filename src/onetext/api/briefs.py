"""The brief of a case, and its renderings."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Literal

from onetext import __version__
from onetext.api.budgets import limits
from onetext.api.named import nearest
from onetext.api.reading import PathLike, gather, read_case
from onetext.api.writing import write_whole
from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.model.records import Difference

if TYPE_CHECKING:
    from onetext.report.brief import Brief
    from onetext.solve.budget import Budget

MOST_TOLD = 4
AsOfFrom = Literal["case", "option", "today"]


@dataclass(frozen=True, slots=True)
class Page:
    """The mediator's brief in whatever form it is wanted; `data` is what every form shows."""

    data: Brief

    @property
    def bottom_line(self) -> str:
        """What it comes to, in a sentence or two."""
        from onetext.report.text import plain

        return plain(self.data.bottom_line)

    def to_dict(self) -> dict[str, Any]:
        """The brief as one JSON object: numbers as numbers, their exact texts under `exact`."""
        from onetext.report.tojson import to_dict

        return to_dict(self.data)

    def html(self) -> str:
        """The brief as one HTML page that asks for nothing else."""
        from onetext.report.html import to_html

        return to_html(self.data)

    def markdown(self) -> str:
        """The brief as Markdown."""
        from onetext.report.markdown import to_markdown

        return to_markdown(self.data)

    def text(self) -> str:
        """The brief as plain text of 100 columns."""
        from onetext.report.terminal import to_terminal

        return to_terminal(self.data)

    def write(self, path: PathLike) -> tuple[str, ...]:
        """Write the brief as the name's end says: .html, .md, .json or .txt; whole or not at all."""
        return write_whole({Path(path): FORMS[kind_of(str(path))](self).encode()})

    def _repr_html_(self) -> str:
        return f'<iframe srcdoc="{escape(self.html())}" style="width:100%;height:60em;border:0"></iframe>'


def _json(page: Page) -> str:
    return json.dumps(page.to_dict(), ensure_ascii=False, indent=2) + "\n"


FORMS: dict[str, Callable[[Page], str]] = {"html": Page.html, "md": Page.markdown, "json": _json, "txt": Page.text}
"""How a name ends to what is written."""


def brief(
    case: Case,
    *,
    meeting: str | None = None,
    viewer: str = "mediator",
    without_worths: bool = False,
    as_of_from: AsOfFrom | None = None,
    beside: Case | PathLike | None = None,
    differences: Sequence[Difference] = (),
    budget: Budget | None = None,
) -> Page:
    """The mediator's brief: the bottom line, what it rests on, what is in the way and what would open it.

    `meeting` names the party to be met. `without_worths` leaves every figure of a party out. `as_of_from` says where
    the day comes from; without it the case's own day, else today. `beside` is another form of the case, of the same issues
    and parties, or a path or bundled name of one: what it adds is put beside what was said. `differences`: what sealed
    answers took the place of, told in notes. Raises UsageError for an unknown party, and where `beside` is no other form
    of the case.
    """
    from onetext.analysis.forms import differences as unlike
    from onetext.report.build import assemble
    from onetext.report.build_end import replaced
    from onetext.report.findings import find
    from onetext.report.sealed import without_worths as sealed

    day = case.as_of or date.today()
    if meeting is not None and meeting not in (known := people(case)):
        raise UsageError(f"no party {meeting!r}; {nearest(meeting, known)}")
    said = as_of_from or ("case" if case.as_of else "today")
    other = beside if beside is None or isinstance(beside, Case) else read_case(gather((beside,)))
    if other is not None and (apart := list(unlike(case, other))):
        told = "; ".join([*apart[:MOST_TOLD], *([f"and {len(apart) - MOST_TOLD} more"] if len(apart) > MOST_TOLD else [])])
        what = f"the case put beside this one, {other.title!r}, is no other form of it: {told}"
        raise UsageError(f"{what}; allowed: a case of the same issues and parties")
    found = find(case, day, other=other, meeting=meeting, budget=budget or limits())
    made = replace(assemble(found, said, meeting, viewer), version=__version__)
    made = replace(made, notes=(*made.notes, *replaced(case, differences)))
    return Page(sealed(made) if without_worths else made)


def people(case: Case) -> tuple[str, ...]:
    """The parties and the members of blocs, by id."""
    return tuple(dict.fromkeys([party.id for party in case.parties] + [m.id for bloc in case.blocs for m in bloc.members]))


def kind_of(path: str) -> str:
    """The kind of brief that a file name asks for; UsageError where it ends in none that is known."""
    kind = PurePath(path).suffix.lower().removeprefix(".")
    if kind not in FORMS:
        raise UsageError(
            f"no brief is written as {PurePath(path).name!r}; allowed: a name that ends in {', '.join('.' + one for one in FORMS)}"
        )
    return kind
