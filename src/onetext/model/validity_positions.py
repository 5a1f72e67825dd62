"""What must hold of positions: of reservation values, worths, red lines, views and orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onetext.errors import Path, Problem
from onetext.model.checks import (
    Problems,
    check_condition,
    check_evidence,
    check_form,
    check_name,
    check_option,
    one_of,
    people_of,
    repeated,
    unknown,
)
from onetext.model.numbers import exact
from onetext.model.parties import Party
from onetext.model.positions import BASES, NoNumber, Position

if TYPE_CHECKING:
    from onetext.model.case import Case


def check_positions(case: Case) -> Problems:
    people = people_of(case)
    for position in case.positions:
        path: Path = ("positions", position.party)
        if position.party not in people:
            yield unknown("party", position.party, people, path)
            continue
        party = case.party.get(position.party)
        if party is not None and _has_none(party):
            allowed = "positions of its members" if party.is_a("bloc") else "no position"
            yield Problem("position", f"a {' and '.join(party.kinds)} has no position of its own", allowed, path)
        yield from _check_reservation(case, position, path)
        yield from _check_worths(case, position, path)
        yield from _check_red_lines(case, position, path)
        yield from _check_said(case, position, path)


def _has_none(party: Party) -> bool:
    """Whether a party can have no position: a mediator, and a bloc, which also as a ratifier decides by its members."""
    own = set(party.kinds) - ({"ratifier"} if party.is_a("bloc") else set())
    return own <= {"bloc", "mediator"}


def _check_reservation(case: Case, position: Position, path: Path) -> Problems:
    if position.has_worths and position.reservation == ():
        allowed = "reservation: a number, none (any agreement is better than none) or unknown"
        yield Problem("reservation", f"{position.party!r} has worths and no reservation value", allowed, path)
    if position.soften_reservation is not None and position.soften_reservation <= 0:
        yield Problem("soften", f"soften_reservation {position.soften_reservation}", "above 0, or never", (*path, "soften_reservation"))
    if isinstance(position.reservation, NoNumber):
        return
    days = [entry.since for entry in position.reservation]
    for i, entry in enumerate(position.reservation):
        yield from check_evidence(case, entry.worth.origin.evidence, (*path, "reservation", i))
        day, before = days[i], days[i - 1] if i else None
        if i and (day is None or before is None or day <= before):
            yield Problem("dates", "dated entries do not ascend", "each a later date than the one before", (*path, "reservation", i))


def _check_worths(case: Case, position: Position, path: Path) -> Problems:
    yield from repeated("issue", ((table.issue, (*path, "worth", table.issue)) for table in position.worth))
    for table in position.worth:
        where: Path = (*path, "worth", table.issue)
        if table.issue not in case.issue:
            yield unknown("issue", table.issue, case.issue, where)
            continue
        issue = case.issue[table.issue]
        yield from repeated("option", ((key, (*where, key)) for key, _ in table.at))
        for key, worth in table.at:
            yield from check_evidence(case, worth.origin.evidence, (*where, key))
            if issue.grid is None:
                yield from check_option(issue, key, (*where, key))
            elif issue.grid.start <= issue.grid.stop and not issue.grid.start <= exact(key) <= issue.grid.stop:
                yield Problem("point", f"{key} lies outside {issue.id!r}", f"{issue.grid.start} to {issue.grid.stop}", (*where, key))
    for i, term in enumerate(position.terms):
        yield from check_condition(case, term.when, (*path, "terms", i, "when"))
        yield from check_evidence(case, term.worth.origin.evidence, (*path, "terms", i))


def _check_red_lines(case: Case, position: Position, path: Path) -> Problems:
    yield from repeated("red line", ((line.id, (*path, "red_lines", i)) for i, line in enumerate(position.red_lines)))
    for i, line in enumerate(position.red_lines):
        where: Path = (*path, "red_lines", i)
        yield from check_name(line.id, (*where, "id"))
        yield from check_form(case, line.form, where)
        yield from one_of("basis", line.origin.basis, BASES, (*where, "from"))
        yield from check_evidence(case, line.origin.evidence, where)
        if line.soften is not None and line.soften <= 0:
            yield Problem("soften", f"soften {line.soften}", "above 0", (*where, "soften"))
        if line.since and line.until and line.until < line.since:
            yield Problem("dates", f"until {line.until} lies before {line.since}", "a later date", (*where, "until"))


def _check_said(case: Case, position: Position, path: Path) -> Problems:
    for view in position.view:
        where: Path = (*path, "view", view.issue)
        if view.issue not in case.issue:
            yield unknown("issue", view.issue, case.issue, where)
            continue
        if view.option:
            yield from check_option(case.issue[view.issue], view.option, (*where, view.option))
        if view.only_if is not None:
            yield from check_condition(case, view.only_if, (*where, view.option, "only_if"))
        yield from check_evidence(case, view.origin.evidence, (*where, view.option))
    for order in position.order:
        where = (*path, "order", order.issue)
        if order.issue not in case.issue:
            yield unknown("issue", order.issue, case.issue, where)
            continue
        issue = case.issue[order.issue]
        if order.direction in ("up", "down") and issue.grid is None:
            yield Problem("order", f"{order.issue!r} is a choice", "a list of options, best first", where)
        options = [option for rank in order.ranks for option in rank]
        yield from repeated("option", ((option, where) for option in options))
        for option in options:
            yield from check_option(issue, option, where)
