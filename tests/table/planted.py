"""Leaks of the kinds that real systems had, each planted into the table where it would come about: the test of interference must find every one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields, replace
from itertools import count
from typing import Any

import onetext.api.table.acts as acts
import onetext.api.table.cases as cases
import onetext.api.table.held as held
import onetext.api.table.host as host
import onetext.api.table.records as records
import onetext.api.table.tables as tables
import onetext.api.table.views as views
from onetext.process import events as e
from onetext.process import moves, visibility
from onetext.process.visibility import SEES, Relation
from process.interference import HIDDEN
from process.walks import MEDIATOR

Plant = Callable[[Any], None]
WHEN, ALLOWED, CONTENT, SEEN = moves._when, moves.allowed, held.content, tables.Table.seen


def _viewed(change: Callable[[Any, Any], Any]) -> Plant:
    """A view into which something of the whole session is put."""
    view = views.view
    return lambda patch: patch.setattr(views, "view", lambda table, viewer, own: change(view(table, viewer, own), table.session))


def _row(kind: type, *shown: str) -> Plant:
    """A row of the table of visibility that shows others that something happened, and some fields of it."""
    needed = tuple(one.name for one in fields(kind) if one.default is MISSING)
    return lambda patch: patch.setitem(SEES, kind, {**SEES[kind], Relation.OTHER: (*needed, *shown)})


def _gaps(patch: Any) -> None:
    numbers = count()
    patch.setattr(held, "content", lambda event: {**CONTENT(event), "place": next(numbers)})


def _by_activity(view: Any, session: Any) -> Any:
    last = {one.by: place for place, one in enumerate(session.answers)}
    names = {seat.name: -last.get(seat.party, -1) for seat in session.seats}
    return replace(view, at_the_table=tuple(sorted(view.at_the_table, key=lambda name: names.get(name, 0))))


def _badge(view: Any, session: Any) -> Any:
    done = {one.by for one in session.answers}
    return replace(view, at_the_table=tuple(f"{seat.name}{' (has answered)' * (seat.party in done)}" for seat in session.seats))


def _labels(view: Any, session: Any) -> Any:
    every = [one.question for one in session.questions]
    return replace(view, questions=tuple(replace(one, question=f"question {every.index(one.question)}") for one in view.questions))


def _length(patch: Any) -> None:
    def bigger(table: Any, viewer: str, vault: Any = None) -> Any:
        found = export(table, viewer, vault)
        return replace(found, heads=(*found.heads, *[found.heads[-1]] * len(table.events)))

    export = records.export
    patch.setattr(records, "export", bigger)


def _cache(patch: Any) -> None:
    def seen(table: Any, viewer: str) -> Sequence[e.Event]:
        return SEEN(table, MEDIATOR if viewer == MEDIATOR else HIDDEN)  # the first to look was north, and the cache does not ask who looks

    patch.setattr(tables.Table, "seen", seen)


def _refusal(patch: Any) -> None:
    patch.setattr(moves, "_when", lambda session, role, move: f"{WHEN(session, role, move)} ({len(session.answers)} answers are in)")


def _listed(patch: Any) -> None:
    listed = lambda session, actor: (*ALLOWED(session, actor), *["wait"] * bool(session.ballots))  # noqa: E731
    for module in (moves, views):
        patch.setattr(module, "allowed", listed)


def _pried(patch: Any) -> None:
    def typed(table: Any, actor: Any, question: str, says: Any, *, openly: bool = False, key: str = "") -> Any:
        asked = table.session.question(question)
        return acts.answer(table, actor, question, acts.said.answer(asked.about if asked else None, *says), openly=openly, key=key)

    patch.setattr(acts, "typed_answer", typed)


def _keys(patch: Any) -> None:
    for module in (tables, host):
        patch.setattr(module, "key_of", lambda actor, key: key)


def _receipt(patch: Any) -> None:
    receipt = records.receipt
    patch.setattr(records, "receipt", lambda table, viewer: receipt(table, MEDIATOR))


def _case(patch: Any) -> None:
    seen = lambda table, viewer: table.events  # noqa: E731

    def case_for(table: Any, viewer: str, own: Any) -> Any:
        real = tables.Table.seen
        tables.Table.seen = seen  # type: ignore[method-assign,assignment]
        try:
            return whole(table, viewer, own)
        finally:
            tables.Table.seen = real  # type: ignore[method-assign]

    whole = cases.case_for
    patch.setattr(cases, "case_for", case_for)


PLANTED: dict[str, Plant] = {
    "a count of all events": _viewed(lambda view, session: replace(view, round=session.size)),
    "a gap in numbers": _gaps,
    "an order by activity": _viewed(_by_activity),
    "how many voted": _viewed(lambda view, session: replace(view, vote=f"{view.vote} {len(session.ballots)}")),
    "a label counted over all": _viewed(_labels),
    "the length of a file": _length,
    "the words of a refusal": _refusal,
    "a line of the log for an answer": _row(e.Answered),
    "a line of the log for new keys": _row(e.Rekeyed, "whose"),
    "a number in the title": _viewed(lambda view, session: replace(view, title=f"({len(session.disclosed)}) {view.title}")),
    "a cache without the viewer": _cache,
    "the time of day": lambda patch: patch.setattr(visibility, "DAY", 16),
    "a badge of who has answered": _viewed(_badge),
    "what is allowed": _listed,
    "what was asked of another": _pried,
    "a key of a move that another used": _keys,
    "a receipt over the whole log": _receipt,
    "a case of the whole session": _case,
    "a meeting with another": _row(e.Met, "audience"),
}
"""What is wrong -> how it is planted."""
