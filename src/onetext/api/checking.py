"""What `check` says of a well-formed case: figures that are not said or rest on nothing, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onetext.errors import Problem
from onetext.model import shown
from onetext.model.acceptance import consenters, is_silent
from onetext.model.case import Case
from onetext.model.positions import NoNumber, Origin, Position
from onetext.model.shown import Shape


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


def refused(problems: tuple[Problem, ...]) -> Check:
    """The check of files that hold no case."""
    return Check(False, tuple(Error(p.file, p.line, p.col, p.code, p.message, p.allowed) for p in problems))


def check_case(case: Case) -> Check:
    """The check of a case: sound, with its warnings."""
    found = tuple(warning for look in LOOKS for warning in look(case))
    return Check(True, (), found, case.title, len(case.parties), len(case.issues), case.size, len(case.statements))


def _silent(case: Case) -> Iterator[Caution]:
    for party in (*consenters(case), *consenters(case, "ratify")):
        for who in [member.id for member in party.members] if party.is_a("bloc") else [party.id]:
            if is_silent(case, who):
                yield Caution(
                    "silent", f"{case.name(who)} ({who}) is silent", "every verdict that needs it is at most 'depends'", f"positions.{who}"
                )


def _not_said(case: Case) -> Iterator[Caution]:
    for position in case.positions:
        if not position.has_worths:
            continue
        said = {table.issue: table for table in position.worth}
        lacking = [issue.id for issue in case.issues if issue.id not in said]
        for issue in case.issues:
            table = said.get(issue.id)
            if table is not None and issue.grid is None and not table.indifferent:
                given = {option for option, _ in table.at}
                lacking += [f"{issue.id}.{option.id}" for option in issue.options if option.id not in given]
        if lacking:
            listed = ", ".join(lacking[:6]) + (f" and {len(lacking) - 6} more" if len(lacking) > 6 else "")
            yield Caution(
                "not_said",
                f"worths of {position.party} are not said: {listed}",
                "they count as 0 and are shown as not said",
                f"positions.{position.party}.worth",
            )


def _without_why(case: Case) -> Iterator[Caution]:
    for link in case.links:
        if not link.why:
            yield Caution("no_why", f"link {link.id!r} has no why", "the brief cannot say why it holds", f"links.{link.id}")


def _unnamed(case: Case) -> Iterator[Caution]:
    named = {consent.who for consent in case.consents}
    for party in case.parties:
        if party.is_a("holder") and party.id not in named and not {"principal", "bloc"} & set(party.kinds):
            yield Caution(
                "not_asked", f"no line of consents names the holder {party.id!r}", "its consent is never needed", f"parties.{party.id}"
            )


def _without_evidence(case: Case) -> Iterator[Caution]:
    for position in case.positions:
        bare = {kind: sum(not _sourced(origin) for origin in origins) for kind, origins in _origins(position).items()}
        listed = [f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in bare.items() if count]
        if listed:
            yield Caution(
                "no_evidence",
                f"{position.party}: {', '.join(listed)} without evidence",
                "what a verdict rests on says so",
                f"positions.{position.party}",
            )


def _sourced(origin: Origin) -> bool:
    return origin.basis == "answer" or bool(origin.evidence)


def _origins(position: Position) -> dict[str, list[Origin]]:
    worths = [worth.origin for table in position.worth for _, worth in table.at] + [term.worth.origin for term in position.terms]
    dated = [] if isinstance(position.reservation, NoNumber) else [entry.worth.origin for entry in position.reservation]
    return {"worth": worths, "reservation value": dated, "red line": [line.origin for line in position.red_lines]}


LOOKS = (_silent, _not_said, _without_why, _unnamed, _without_evidence)
