"""A study: a case with the day for which it answers; its methods are the plain functions of `questions`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from html import escape
from typing import Concatenate, Literal, ParamSpec, TypeVar

from onetext.api import linting, questions, texts
from onetext.api.briefs import brief
from onetext.api.reading import PathLike, beside, gather, is_table, read_case
from onetext.api.writing import convert
from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.model.records import Difference

P = ParamSpec("P")
R = TypeVar("R")


def asked(question: Callable[Concatenate[Case, P], R], *told: str) -> Callable[Concatenate[Study, P], R]:
    """A function over a case as a method of a study, documentation included; `told` names what the study adds."""

    @wraps(question)
    def method(self: Study, /, *args: P.args, **kwargs: P.kwargs) -> R:
        for name in (name for name in told if name not in kwargs):
            kwargs[name] = getattr(self, name)
        return question(self.case, *args, **kwargs)

    return method


@dataclass(frozen=True, slots=True)
class Study:
    """A case as `load` returns it.

    `case` carries all its dates and `as_of`, the day for which every method answers; `as_of_from` says where that day
    comes from: the `case`, the `option` of the caller, or `today`. `source` is what was loaded. Of a session, `viewer` is whose
    knowledge the case holds, `differences` what sealed answers took the place of, and `sealed_by` whose.
    """

    case: Case
    as_of: date
    as_of_from: Literal["case", "option", "today"]
    source: tuple[str, ...] = ()
    viewer: str = "mediator"
    differences: tuple[Difference, ...] = ()
    sealed_by: tuple[str, ...] = ()

    solve = asked(questions.solve)
    frontier = asked(questions.frontier)
    zopa = asked(questions.zopa)
    why = asked(questions.why)
    robust = asked(questions.robust)
    trades = asked(questions.trades)
    ask = asked(questions.ask)
    simulate_questions = asked(questions.simulate_questions)
    window = asked(questions.window)
    check = asked(questions.check)
    digest = asked(questions.digest)
    brief = asked(brief, "as_of_from", "beside", "viewer", "differences")
    text = asked(texts.text)
    drafts = asked(texts.drafts)
    lint = asked(linting.lint)

    @property
    def beside(self) -> Case | None:
        """The other form that the case names, by its path from the case file, else the bundled one of that name; None where it names none."""
        return beside(self.case.beside, self.source) if self.case.beside else None

    def on(self, day: date | str) -> Study:
        """The same study for another day."""
        return study(self.case, as_of=day, source=self.source)

    def convert(self, out: PathLike, *, to: str = "", normalise: bool = False) -> tuple[str, ...]:
        """Write the case in a format, as `onetext.convert` does; a day that only the clock gave is no part of it."""
        case = replace(self.case, as_of=None) if self.as_of_from == "today" else self.case
        return convert(case, out, to=to, normalise=normalise)

    def __repr__(self) -> str:
        case = self.case
        return f"<Study {case.title!r}: {len(case.parties)} parties, {len(case.issues)} issues, as of {self.as_of.isoformat()}>"

    def _repr_html_(self) -> str:
        case = self.case
        rows = (
            ("as of", f"{self.as_of.isoformat()} ({SAID[self.as_of_from]})"),
            ("parties", ", ".join(f"{party.title} ({', '.join(party.kinds)})" for party in case.parties)),
            ("issues", ", ".join(f"{issue.name} ({len(issue.options)})" for issue in case.issues)),
            ("packages", f"{case.size:,}"),
            ("proposals", ", ".join(proposal.name for proposal in case.proposals) or "none"),
        )
        body = "".join(
            f"<tr><th style='text-align:left'>{key}</th><td style='text-align:left'>{escape(text)}</td></tr>" for key, text in rows
        )
        return f"<table><caption>{escape(case.title or 'Case')}</caption><tbody>{body}</tbody></table>"


SAID = {"case": "said in the case", "option": "asked for", "today": "today: the case names no day"}


def study(case: Case, *, as_of: date | str | None = None, source: tuple[str, ...] = ()) -> Study:
    """A study of a case: for `as_of`, else for the day that the case names, else for today."""
    if as_of is not None:
        return Study(replace(case, as_of=(day := a_day(as_of))), day, "option", source)
    if case.as_of is not None:
        return Study(case, case.as_of, "case", source)
    return Study(replace(case, as_of=(day := date.today())), day, "today", source)


def a_day(day: date | str) -> date:
    """The day that a date or a text `2031-05-01` means; UsageError for all else."""
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"no day: {day!r}; allowed: a date such as 2031-05-01") from None


def load(*paths: PathLike, as_of: date | str | None = None, format_name: str = "") -> Study:
    """The study of a scenario: a case file or folder, several files that make one scenario, a bundled case by name, or `-`
    for a case file on standard input.

    An existing path wins over a bundled name. `as_of` overrides the day that the case names; where neither is given,
    today. `format_name` is one of `onetext.formats.FORMATS`; without it the format that recognises the files. Raises
    InputError with every mistake, each with its file, line and column.
    """
    if not paths:
        raise UsageError("nothing to load; allowed: a path, several paths, or the name of a bundled case")
    if len(paths) == 1 and is_table(paths[0]):
        raise UsageError(f"{paths[0]} is a session at the table; allowed: `onetext.api.table.loading.load_table`, with a passphrase")
    day = None if as_of is None else a_day(as_of)
    return study(read_case(gather(paths), format_name), as_of=day, source=tuple(map(str, paths)))
