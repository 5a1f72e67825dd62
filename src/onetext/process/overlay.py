"""The case as the mediator or a party knows it: what was said in confidence laid over what all know.

A sealed answer counts before a reply or a public statement, and these before a guess; whatever one takes the place of is
listed, never lost. `shared` is what all at the table know: the case without guesses, and without what others sealed. Answers are those that
`wrong` (in `answerable`) lets through: of these, whatever the parties answered, the case that comes out is sound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from onetext.model.case import Case
from onetext.model.issues import Agreed, Issue
from onetext.model.numbers import ZERO, Interval, exact, show
from onetext.model.positions import (
    BASES,
    IssueWorth,
    NoNumber,
    Origin,
    Position,
    Preference,
    RedLine,
    Reservation,
    Worth,
    red_lines,
)
from onetext.model.records import Difference, Proposal, Reply
from onetext.model.resolved import reply_parts, set_aside
from onetext.process.labels import PUBLIC, Label, joined
from onetext.process.questions import Answer, OnArticle, OnLine, OnPackage, OnPreference, OnReservation, OnWorth, Question
from onetext.process.terms import Options

ANSWERED = Origin("answer")


@dataclass(frozen=True, slots=True)
class Known:
    """What a party answered or stated: about what, the answer, on which day, and whether sealed."""

    party: str
    about: Question
    answer: Answer
    day: date | None = None
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class Overlaid:
    """A case with answers laid over it, what they took the place of, and whose sealed answers it depends on."""

    case: Case
    differences: tuple[Difference, ...] = ()
    label: Label = PUBLIC


def shared(case: Case, viewer: str = "") -> Case:
    """The case that all at the table may know: what parties said before all, and of what they sealed only the viewer's own.

    Guesses are left out, and whatever is always somebody's guess: what giving something up would ask, how likely a red line
    holds, resolutions, and another form of the case. A value cannot be added up from some of its figures: where not all of
    a party's are known to all, none is.
    """
    positions = tuple(_own(one) if one.party == viewer else _public(one) for one in case.positions)
    replies = tuple(one for one in case.replies if one.origin.basis == "statement" or (one.origin.basis == "answer" and one.who == viewer))
    return replace(case, positions=positions, replies=replies, resolved=(), beside="")


def _public(position: Position) -> Position:
    figures = _figures(position)
    told = bool(figures) and all(one.basis == "statement" for one in figures) and position.reservation is not NoNumber.NONE
    told = told and not any(table.indifferent for table in position.worth)  # of which nobody says where it comes from
    kept = position if told else replace(position, reservation=(), worth=(), terms=())
    return replace(
        kept,
        soften_reservation=Position("").soften_reservation,
        red_lines=tuple(replace(one, soften=None, chance=Fraction(1)) for one in position.red_lines if one.origin.basis == "statement"),
        view=tuple(one for one in position.view if one.origin.basis == "statement"),
        prefers=tuple(one for one in position.prefers if one.origin.basis == "statement"),
    )


def _figures(position: Position) -> list[Origin]:
    """Where the figures of a position come from."""
    entries = position.reservation if isinstance(position.reservation, tuple) else ()
    worths = [*(one.worth for one in entries), *(one.worth for one in position.terms)]
    return [one.origin for one in (*worths, *(worth for table in position.worth for _, worth in table.at))]


def _own(position: Position) -> Position:
    """What a party may know of its own position: all but guesses."""
    worth = tuple(replace(table, at=tuple(pair for pair in table.at if pair[1].origin.basis != "guess")) for table in position.worth)
    worth = tuple(table for table in worth if table.at or table.indifferent)
    terms = tuple(term for term in position.terms if term.worth.origin.basis != "guess")
    guessed = any(one.basis == "guess" for one in _figures(position))
    return replace(
        position,
        worth=worth,
        terms=terms,
        reservation=position.reservation if not guessed else NoNumber.UNKNOWN if worth or terms else (),
        red_lines=tuple(line for line in position.red_lines if line.origin.basis != "guess"),
        view=tuple(view for view in position.view if view.origin.basis != "guess"),
        prefers=tuple(one for one in position.prefers if one.origin.basis != "guess"),
    )


def overlay(case: Case, answers: Iterable[Known], settled: Options = ()) -> Overlaid:
    """The case with answers laid over it, sealed ones over open ones, the later over the earlier; and with the issues settled at the table."""
    differences: list[Difference] = []
    every = tuple(answers)
    for known in sorted(every, key=lambda one: one.sealed):  # what was said in the open first: what is sealed counts before it
        case, changed = LAYS[type(known.about)](case, known)
        differences += changed
    chosen = dict(settled)
    issues = tuple(
        replace(one, agreed=Agreed(chosen[one.id])) if chosen.get(one.id) in one.places and one.agreed is None else one
        for one in case.issues
    )
    label = joined(frozenset({known.party}) for known in every if known.sealed)
    return Overlaid(replace(case, issues=issues), tuple(differences), label)


Laid = tuple[Case, tuple[Difference, ...]]


def _position(case: Case, party: str) -> Position:
    return case.position.get(party, Position(party))


def _with_position(case: Case, new: Position) -> Case:
    if new.has_worths and new.reservation == ():
        new = replace(new, reservation=NoNumber.UNKNOWN)
    if new.party in case.position:
        return replace(case, positions=tuple(new if one.party == new.party else one for one in case.positions))
    return replace(case, positions=(*case.positions, new))


def _origin(known: Known) -> Origin:
    return ANSWERED if known.sealed else Origin("statement")


def _outweighs(was: Origin, known: Known) -> bool:
    """Whether what is there counts before what was said: a sealed answer before a statement."""
    return BASES.index(was.basis) < BASES.index(_origin(known).basis)


def _unheard(case: Case, known: Known, about: str, said: object, now: object) -> Laid:
    """What was said does not count against what is there; it is listed where it is something else."""
    told = (Difference(known.party, about, str(said), "statement", str(now)),) if str(said) != str(now) else ()
    return case, told


def _worth(case: Case, known: Known) -> Laid:
    about: OnWorth = known.about  # type: ignore[assignment]
    points: Interval = known.answer.points  # type: ignore[assignment]  # `unfit` holds it
    name, position = f"the worth of {about.issue}={about.option}", _position(case, known.party)
    tables = {table.issue: table for table in position.worth}
    table = tables.get(about.issue, IssueWorth(about.issue))
    same = {key: worth for key, worth in table.at if _alike(case.issue[about.issue], key, about.option)}
    if any(_outweighs(one.origin, known) for one in same.values()):
        return _unheard(case, known, name, points, next(iter(same.values())).points)
    told = tuple(
        Difference(known.party, name, _shown(one), one.origin.basis, str(points))
        for one in same.values()
        if one.points != points or one.chances
    )
    if table.indifferent and points != ZERO:
        told = (*told, Difference(known.party, f"the worth of {about.issue}", "indifferent", "", f"{about.option}: {points}"))
    new = (about.option, Worth(points, _origin(known)))
    place = next((n for n, (key, _) in enumerate(table.at) if key in same), len(table.at))
    at = [pair for pair in table.at if pair[0] not in same]
    tables[about.issue] = IssueWorth(about.issue, (*at[:place], new, *at[place:]))
    return _with_position(case, replace(position, worth=tuple(tables.values()))), told


def _alike(issue: Issue, key: str, option: str) -> bool:
    """Whether a key of a table of worths is an option: the same text, or the same amount (`1.5`, `3/2`)."""
    return key == option or (issue.grid is not None and exact(key) == exact(option))


def _shown(worth: Worth) -> str:
    return " or ".join(show(number) for number, _ in worth.chances) or str(worth.points)


def _reservation(case: Case, known: Known) -> Laid:
    name, position = "the reservation value", _position(case, known.party)
    was, points = position.reservation, known.answer.points
    now = "none" if points is None else str(points)
    entries = was if isinstance(was, tuple) else ()
    if any(_outweighs(one.worth.origin, known) for one in entries):
        return _unheard(case, known, name, now, " then ".join(_shown(one.worth) for one in entries))
    told = tuple(
        Difference(known.party, f"{name}{f' from {one.since}' if one.since else ''}", _shown(one.worth), one.worth.origin.basis, now)
        for one in entries
        if _shown(one.worth) != now
    )
    if was is NoNumber.NONE and points is not None:
        told = (Difference(known.party, name, "none", "", now),)
    new: tuple[Reservation, ...] | NoNumber = NoNumber.NONE if points is None else (Reservation(Worth(points, _origin(known))),)
    return _with_position(case, replace(position, reservation=new)), told


def _line(case: Case, known: Known) -> Laid:
    """A red line that holds or does not; one that a view makes gives way where it does not, or may be given up."""
    form, position, soften = known.about.form, _position(case, known.party), known.answer.soften  # type: ignore[union-attr]
    holds = known.answer.says == "yes"
    same = [line for line in red_lines(position) if line.form == form]
    taken = {line.id for line in position.red_lines}
    named = next((line.id for line in same if line.id in taken), "")
    new = RedLine(named or _free(f"{known.party}-answer", taken), form, soften, _origin(known), title=same[0].title if same else "")
    now = _told_of(new) if holds else "does not hold"
    if any(_outweighs(line.origin, known) for line in same):
        return _unheard(case, known, f"the red line {same[0].id}", now, _told_of(same[0]))
    told = tuple(
        Difference(known.party, f"the red line {line.id}", _told_of(line), line.origin.basis, now) for line in same if _told_of(line) != now
    )
    gone = {line.id for line in same if not holds or soften is not None}
    view = tuple(one for one in position.view if not {line.id for line in red_lines(Position("", view=(one,)))} & gone)
    lines = tuple(line for line in position.red_lines if line.form != form)
    return _with_position(case, replace(position, red_lines=(*lines, new) if holds else lines, view=view)), told


def _told_of(line: RedLine) -> str:
    """That a red line holds, and within what limits."""
    limits = [f"may be given up for {show(line.soften)}" if line.soften is not None else ""]
    limits += [f"holds with a chance of {line.chance}" if line.chance != 1 else ""]
    limits += [f"{word} {day}" for word, day in (("from", line.since), ("until", line.until)) if day is not None]
    return ", ".join(["holds", *filter(None, limits)])


def _free(word: str, taken: set[str]) -> str:
    """The first name of a row that is not taken."""
    return next(name for name in (f"{word}-{n}" for n in range(1, len(taken) + 2)) if name not in taken)


def _package(case: Case, known: Known) -> Laid:
    package: Options = known.about.package  # type: ignore[union-attr]
    named = [one for one in case.proposals if dict(one.package) == dict(package)]
    proposal = named[0] if named else Proposal(_free("asked", {one.id for one in case.proposals}), package)
    says: Any = known.answer.says
    to = {one.id: one.name for one in named}
    before = [one for one in case.replies if one.who == known.party and one.to in to and one.says]
    if stronger := [one for one in before if _outweighs(one.origin, known)]:
        return _unheard(case, known, f"the reply to {proposal.name}", says, stronger[-1].says)
    told = tuple(
        Difference(known.party, f"the reply to {to[one.to]}", one.says, one.origin.basis, says) for one in before if one.says != says
    )
    new = Reply(known.party, proposal.id, says, known.day if case.as_of is None else None, origin=_origin(known))
    # What it said to single issues of the package stays.
    rest = tuple(replace(one, says="") if one in before else one for one in case.replies if one not in before or one.on)
    resolved = tuple(one for one in case.resolved if reply_parts(new) not in set_aside([one]))
    proposals = case.proposals if named else (*case.proposals, proposal)
    return replace(case, proposals=proposals, replies=(*rest, new), resolved=resolved), told


def _preference(case: Case, known: Known) -> Laid:
    about: OnPreference = known.about  # type: ignore[assignment]
    first = known.answer.says != "second"
    rather, than = (about.rather, about.than) if first else (about.than, about.rather)
    new = Preference(rather, than, known.answer.says == "alike", origin=_origin(known))
    position = _position(case, known.party)
    pair = {frozenset(about.rather), frozenset(about.than)}
    same = [one for one in position.prefers if {frozenset(one.rather), frozenset(one.than)} == pair]
    name, now = f"which of {_answers(about.rather)} and {_answers(about.than)} it would rather have", _rather(new)
    if any(_outweighs(one.origin, known) for one in same):
        return _unheard(case, known, name, now, _rather(same[0]))
    told = tuple(Difference(known.party, name, _rather(one), one.origin.basis, now) for one in same if _rather(one) != now)
    rest = tuple(one for one in position.prefers if one not in same)
    return _with_position(case, replace(position, prefers=(*rest, new))), told


def _rather(one: Preference) -> str:
    return "neither" if one.alike else _answers(one.rather)


def _answers(parts: Options) -> str:
    return ", ".join(f"{issue}={option}" for issue, option in sorted(parts))


def _nothing(case: Case, known: Known) -> Laid:
    """An objection in words changes no figure."""
    return case, ()


LAYS: dict[type, Callable[[Case, Known], Laid]] = {
    OnArticle: _nothing,
    OnPackage: _package,
    OnWorth: _worth,
    OnReservation: _reservation,
    OnLine: _line,
    OnPreference: _preference,
}
"""How each kind of answer is laid over a case."""
