"""What `check` says of a well-formed case: figures that are not said or rest on nothing, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onetext.errors import Problem
from onetext.model import shown
from onetext.model.case import Case
from onetext.model.shown import Shape
from onetext.model.text.changes import changes
from onetext.model.text.drafts import latest, refusals
from onetext.model.warnings import warnings


@dataclass(frozen=True, slots=True)
class Error:
    """A mistake at its place, as every command reports it."""

    file: str
    line: int
    col: int
    code: str
    message: str
    allowed: str

    SHAPE = Shape(null=("file",))


@dataclass(frozen=True, slots=True)
class Caution:
    """What is well-formed but weakens an answer, and what follows; `path` leads to it in the case file."""

    code: str
    message: str
    follows: str
    path: str


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a case is well-formed, its size, and what a reader should know; `errors` is empty where `ok`."""

    ok: bool
    errors: tuple[Error, ...] = ()
    warnings: tuple[Caution, ...] = ()
    title: str = ""
    parties: int = 0
    issues: int = 0
    packages: int = 0
    statements: int = 0

    SHAPE = Shape("onetext/check/1", rows="warnings")
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_


def _without_effect(case: Case, day: date) -> Iterator[Problem]:
    """The resolutions that name no contradiction of the day; looked for only where there are resolutions."""
    from difflib import get_close_matches

    from onetext.analysis.contradictions import contradictions, unmatched
    from onetext.model.day import on

    today = on(case, day)
    known = [one.id for one in contradictions(today)]
    for one in unmatched(case, today):
        near = get_close_matches(one.id, known, n=1, cutoff=0.6)
        hint = f"did you mean {near[0]!r}?" if near else "`why` lists the contradictions with their ids"
        what = f"{one.id!r}, resolved by {one.by}, names no contradiction of {day.isoformat()}"
        yield Problem("resolved", what, f"it changes nothing; {hint}", ("resolved", one.id))


def text_problems(case: Case) -> list[Problem]:
    """What is wrong between a text and its drafts, with paths: a chain that does not hold together, an agreed part that was changed."""
    if not case.drafts or case.text is None:
        return []
    try:
        found = refusals(case.drafts, case.text)
        return [
            Problem(
                "agreed",
                f"{one.what} was agreed in draft {one.draft} and is changed here",
                "to open it again first: `onetext text reopen`",
                ("text", *one.at),
            )
            for one in found
        ]
    except ValueError as wrong:
        return [Problem("draft", f"the drafts do not lead to a text: {wrong}", "drafts as they were recorded", ("drafts", 0))]


def unrecorded(case: Case) -> Iterator[Problem]:
    """That the text has changes which no draft records."""
    if case.drafts and case.text is not None and (made := changes(latest(case.drafts), case.text)):
        what = f"{len(made)} part{'s' if len(made) > 1 else ''} of the text changed since draft {len(case.drafts)}"
        yield Problem("draft", what, "no draft records it; `onetext text draft` does", ("text", *made[0].at))


def refused(problems: tuple[Problem, ...]) -> Check:
    """The check of files that hold no case."""
    return Check(False, tuple(Error(p.file, p.line, p.col, p.code, p.message, p.allowed) for p in problems))


def check_case(case: Case, day: date) -> Check:
    """The check of a case: sound, with its warnings; resolutions are held against the contradictions of a day."""
    told = (*warnings(case), *(_without_effect(case, day) if case.resolved else ()), *unrecorded(case))
    found = tuple(Caution(w.code, w.message, w.allowed, ".".join(map(str, w.path))) for w in told)
    return Check(True, (), found, case.title, len(case.parties), len(case.issues), case.size, len(case.statements))
