"""Random cases in which much was said and little counted: orders, views and replies to proposals in the place of numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.disputes import disputes
from onetext.model.issues import Issue
from onetext.model.positions import NoNumber, Order, Position, View
from onetext.model.records import Proposal, Reply, Resolved
from onetext.model.resolved import SIDES
from strategies import DAY, agreeing, cases, chance, conditions, pick, preferences, sayable

DATES = (None, date(2031, 1, 10), date(2031, 2, 10), date(2031, 3, 10))


@st.composite
def orders(draw: st.DrawFn, of: tuple[Issue, ...]) -> tuple[Order, ...]:
    """Orders of most issues: of all options, alike ones together, of some only, or of a number by its amount."""
    made = []
    for issue in of:
        if draw(chance(20)):
            continue
        if issue.grid is not None and draw(chance(60)):
            made.append(Order(issue.id, direction=pick(draw, ("up", "down"))))
        elif draw(chance(15)):
            made.append(Order(issue.id, direction="indifferent"))
        else:
            ranks = [(option,) for option in draw(st.permutations([option.id for option in issue.options]))]
            alike = [((*ranks[0], *ranks[1]), *ranks[2:]), tuple(ranks), tuple(ranks[1:])]
            made.append(Order(issue.id, pick(draw, alike)))
    return tuple(made)


@st.composite
def views(draw: st.DrawFn, of: tuple[Issue, ...]) -> tuple[View, ...]:
    """Views of some options, or of all."""
    whole, made = draw(chance(40)), []
    for issue in of:
        for option in issue.options:
            if whole or draw(chance(20)):
                says = pick(draw, ("can_live", "wants", "rejects", "can_live", "never", "only_if", "indifferent"))
                made.append(View(issue.id, option.id, says, draw(conditions(of, most=1)) if says == "only_if" else None))
    return tuple(made)


@st.composite
def position(draw: st.DrawFn, of: tuple[Issue, ...], own: Position) -> Position:
    """A position with no number left that decides; some keep worths and terms."""
    said = draw(views(of)) if draw(chance(60)) else ()
    spoken = replace(own, order=agreeing(of, said, draw(orders(of))), view=said, prefers=())
    spoken = replace(spoken, prefers=draw(preferences(of, spoken)))
    if own.has_worths and draw(chance(30)):
        return replace(spoken, reservation=pick(draw, (NoNumber.UNKNOWN, NoNumber.NONE)))
    return replace(spoken, worth=(), terms=(), reservation=pick(draw, ((), (), NoNumber.NONE)))


@st.composite
def spoken(draw: st.DrawFn, drawn: st.SearchStrategy[Case] | None = None) -> Case:
    """A case on its day with proposals, whole and open, and replies to them; most parties without a number that decides."""
    case = on(draw(drawn if drawn is not None else cases()), DAY)
    people = [p.id for p in case.parties if not p.is_a("bloc")] + [m.id for bloc in case.blocs for m in bloc.members]
    positions = tuple(draw(position(case.issues, own)) if draw(chance(75)) else own for own in case.positions)
    open_one = chance(25) if draw(chance(30)) else chance(0)
    put = tuple(
        Proposal(f"d{n}", tuple((i.id, pick(draw, i.options).id) for i in case.issues if not draw(open_one)))
        for n in range(pick(draw, (2, 3)))
    )
    says = ("no", "yes", "no", "yes", "if", "silent", "")
    replies = tuple(
        Reply(pick(draw, people), pick(draw, put).id, pick(draw, says), pick(draw, DATES)) for _ in range(pick(draw, range(2, 8)))
    )
    proposed = replace(case, positions=positions, proposals=put)
    spoken_of = replace(proposed, replies=sayable(proposed, replies))
    return draw(resolved(spoken_of)) if draw(chance(20)) else spoken_of


@st.composite
def resolved(draw: st.DrawFn, case: Case) -> Case:
    """The case in which somebody resolved one of the contradictions of a reply, one way or the other; if there is any."""
    found = disputes(case)
    if not found:
        return case
    one = pick(draw, found)
    return replace(case, resolved=(Resolved(one.id, "A. Clerk", pick(draw, SIDES[one.kind]), pick(draw, (None, DAY))),))
