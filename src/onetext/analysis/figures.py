"""The figures of a case, one by one: what each is, how it is moved, and what it means that a verdict rests on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from onetext.analysis.lines import FINAL
from onetext.analysis.survey import voters
from onetext.model.case import Case
from onetext.model.inference import words
from onetext.model.issues import Issue
from onetext.model.numbers import Interval
from onetext.model.parties import Party
from onetext.model.positions import BASES, GUESS, Basis, NoNumber, Origin, Position, Worth
from onetext.model.records import Proposal
from onetext.model.resolved import counted
from onetext.solve.tables import worths


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a position: `kind` worth, term, reservation, red_line or view; `issue` and `option` of a worth (an amount
    of a number) or a view, `id` of a red line (of a view what it says), `place` of a term."""

    party: str
    kind: str
    issue: str = ""
    option: str = ""
    id: str = ""
    place: int = 0
    origin: Origin = Origin()
    points: Interval | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A figure that turns the verdict when moved from `was` to `to` alone; `verdict` is what it then is."""

    figure: Figure
    was: str
    to: str
    verdict: str


@dataclass(frozen=True, slots=True)
class RestsOn:
    """What the verdict rests on: how many figures and replies have which basis, the figures not said, and those that turn it.

    `weakest` is the weakest basis among what those said whose consent is needed, or was guessed of them. `tried` of `moves` figures were
    moved; `status` is `exact` or, cut short by a limit, `feasible`.
    """

    verdict: str
    weakest: Basis | Literal[""]
    bases: tuple[tuple[str, int], ...]
    sourced: int
    not_said: tuple[tuple[str, str], ...]
    turns: tuple[Turn, ...]
    steps: tuple[tuple[str, Fraction], ...]
    tried: int
    moves: int
    status: str
    method: str


def figures(position: Position) -> Iterator[Figure]:
    """Every figure of a position on its day, in file order; of its views, those on which its acceptance turns."""
    who = position.party
    if not isinstance(position.reservation, NoNumber):
        for entry in position.reservation:
            yield Figure(who, "reservation", origin=entry.worth.origin, points=entry.worth.points)
    for table in position.worth:
        for option, worth in table.at:
            yield Figure(who, "worth", table.issue, option, origin=worth.origin, points=worth.points)
    for place, term in enumerate(position.terms):
        yield Figure(who, "term", place=place, origin=term.worth.origin, points=term.worth.points)
    for line in position.red_lines:
        yield Figure(who, "red_line", id=line.id, origin=line.origin)
    for view in position.view:
        if not _by_worth(position) or view.says in FINAL:
            yield Figure(who, "view", view.issue, view.option, view.says, origin=view.origin)


def _by_worth(position: Position) -> bool:
    """Whether numbers decide, so that words count only where they are final."""
    return position.has_worths and isinstance(position.reservation, tuple) and bool(position.reservation)


def moved(position: Position, figure: Figure, to: Interval | None) -> Position:
    """The position with one figure replaced; a red line or a view is taken away."""

    def put(worth: Worth) -> Worth:
        return worth if to is None else worth.replaced(to)

    if figure.kind == "red_line":
        return replace(position, red_lines=tuple(line for line in position.red_lines if line.id != figure.id))
    if figure.kind == "view":
        said = (figure.issue, figure.option, figure.id)
        return replace(position, view=tuple(view for view in position.view if (view.issue, view.option, view.says) != said))
    if figure.kind == "reservation" and not isinstance(position.reservation, NoNumber):
        return replace(position, reservation=tuple(replace(entry, worth=put(entry.worth)) for entry in position.reservation))
    if figure.kind == "term":
        terms = tuple(replace(t, worth=put(t.worth)) if i == figure.place else t for i, t in enumerate(position.terms))
        return replace(position, terms=terms)
    tables = tuple(
        replace(table, at=tuple((key, put(worth) if key == figure.option else worth) for key, worth in table.at))
        if table.issue == figure.issue
        else table
        for table in position.worth
    )
    return replace(position, worth=tables)


def alone(case: Case, figure: Figure, to: Interval | None) -> Case:
    """The case of one voter with a figure moved: enough to ask for that voter's acceptance, and quickly made."""
    position = moved(case.position[figure.party], figure, to)
    bare = replace(
        position,
        worth=tuple(replace(t, at=tuple((key, Worth(worth.points)) for key, worth in t.at)) for t in position.worth),
        terms=tuple(replace(term, worth=Worth(term.worth.points)) for term in position.terms),
        red_lines=tuple(replace(line, origin=GUESS) for line in position.red_lines),
        view=tuple(replace(view, origin=GUESS) for view in position.view),
        reservation=position.reservation
        if isinstance(position.reservation, NoNumber)
        else tuple(replace(entry, worth=Worth(entry.worth.points)) for entry in position.reservation),
    )
    mine = tuple(replace(reply, origin=GUESS) for reply in counted(case) if reply.who == figure.party)
    about = {reply.to for reply in mine}
    put = tuple(Proposal(proposal.id, proposal.package) for proposal in case.proposals if proposal.id in about)
    return Case(as_of=case.as_of, parties=(Party(figure.party),), issues=_unverified(case), positions=(bare,), proposals=put, replies=mine)


def _unverified(case: Case) -> tuple[Issue, ...]:
    """The issues without who verifies an option: a party that the case of one voter does not have."""
    if not any(option.verified_by for issue in case.issues for option in issue.options):
        return case.issues
    return tuple(replace(issue, options=tuple(replace(o, verified_by="") for o in issue.options)) for issue in case.issues)


def step_of(case: Case, who: str) -> Fraction:
    """How far a party's figures are moved: one point, or a power of ten fit for a span far from the usual."""
    rows = [[worth.middle for worth in row] for row in worths(case, who)]
    span = sum((max(row) - min(row) for row in rows), Fraction(0))
    step = Fraction(1)
    if span == 0 or 5 <= span <= 500:
        return step
    while step * 100 > span:
        step /= 10
    while step * 1000 <= span:
        step *= 10
    return step


def ends(case: Case, figure: Figure, step: Fraction, verdict: str) -> tuple[Interval | None, ...]:
    """Where a figure is moved to that could turn a verdict: the ends of its interval, or a step either way; a red line or a view goes.

    Acceptance only grows with a party's worths and shrinks with its reservation value and red lines. So where the verdict
    is no, only movements in favour are tried, and where it is yes only those against. A red line that explains a refusal
    speaks in favour: without it, something follows from the refusal.
    """
    if figure.points is None:
        refused = any(reply.who == figure.party and reply.says == "no" for reply in case.replies)
        return () if verdict == "yes" and figure.kind == "red_line" and not refused else (None,)
    low, high = figure.points.low, figure.points.high
    if figure.points.sharp:
        low, high = low - step, high + step
    favour, against = (low, high) if figure.kind == "reservation" else (high, low)
    tried = {"no": (favour,), "yes": (against,)}.get(verdict, (low, high))
    return tuple(Interval(number, number) for number in tried)


def tried_figures(case: Case) -> list[Figure]:
    """The guesses of all whose own position counts at the table."""
    mine = [figure for who in voters(case) if who in case.position for figure in figures(case.position[who])]
    return [figure for figure in mine if figure.origin.basis == "guess"]


def summary(
    case: Case, verdict: str, turns: tuple[Turn, ...], steps: tuple[tuple[str, Fraction], ...], tried: tuple[int, int], method: str
) -> RestsOn:
    """The result with its counts by basis."""
    counts = bases(case)
    present = [basis for basis, count in counts if count]
    sourced = sum(bool(origin.evidence) for origin in origins(case))
    status = "exact" if tried[0] == tried[1] else "feasible"
    return RestsOn(verdict, present[-1] if present else "", counts, sourced, not_said(case), turns, steps, *tried, status, method)


def origins(case: Case) -> tuple[Origin, ...]:
    """Where all that acceptance at the table turns on comes from: figures, red lines, views, and the replies from which something
    follows. Orders name no origin."""
    found: list[Origin] = []
    for who in voters(case):
        position = case.position.get(who, Position(who))
        found += [figure.origin for figure in figures(position)]
        if not _by_worth(position):
            said = words(case, position)
            found += [word.reply.origin for word in (*said.accepted, *said.refused) if word.reply is not None]
    return tuple(found)


def bases(case: Case) -> tuple[tuple[Basis, int], ...]:
    """How many entries stand behind a verdict, by basis, strongest first."""
    counts = Counter(origin.basis for origin in origins(case))
    return tuple((basis, counts[basis]) for basis in BASES)


def not_said(case: Case) -> tuple[tuple[str, str], ...]:
    """The issues of which a party with worths says nothing, counted as 0: (party, issue), in file order."""
    found = []
    for who in voters(case):
        position = case.position.get(who)
        if position is not None and position.has_worths:
            said = {table.issue for table in position.worth}
            found += [(who, issue.id) for issue in case.issues if issue.id not in said]
    return tuple(found)
