"""What must hold of positions: of reservation values, worths, red lines, views and orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onetext.errors import Path, Problem
from onetext.model.checks import (
    Problems,
    check_chances,
    check_condition,
    check_evidence,
    check_form,
    check_name,
    check_option,
    check_part,
    one_of,
    people_of,
    repeated,
    unknown,
)
from onetext.model.conditions import Among
from onetext.model.numbers import exact
from onetext.model.orders import circles, no_worse, order_of, said_careless, views_against
from onetext.model.parties import Party
from onetext.model.positions import BASES, NoNumber, Parts, Position

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
        yield from check_chances(entry.worth, (*path, "reservation", i))
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
            yield from check_chances(worth, (*where, key))
            if issue.grid is None:
                yield from check_option(issue, key, (*where, key))
            elif issue.grid.start <= issue.grid.stop and not issue.grid.start <= exact(key) <= issue.grid.stop:
                yield Problem("point", f"{key} lies outside {issue.id!r}", f"{issue.grid.start} to {issue.grid.stop}", (*where, key))
    for i, term in enumerate(position.terms):
        yield from check_condition(case, term.when, (*path, "terms", i, "when"))
        yield from check_evidence(case, term.worth.origin.evidence, (*path, "terms", i))
        yield from check_chances(term.worth, (*path, "terms", i, "worth"))


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
        if not 0 < line.chance <= 1:
            yield Problem("chance", f"chance {line.chance}", "above 0, at most 1", (*where, "chance"))
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
    yield from _check_orders(case, position, path)
    yield from _check_preferences(case, position, path)


def _check_orders(case: Case, position: Position, path: Path) -> Problems:
    for order in position.order:
        where: Path = (*path, "order", order.issue)
        if order.issue not in case.issue:
            yield unknown("issue", order.issue, case.issue, where)
            continue
        issue = case.issue[order.issue]
        if order.direction in ("up", "down") and issue.grid is None:
            yield Problem("order", f"{order.issue!r} is a choice", "a list of options, best first", where)
        first: dict[str, int] = {}
        for place, option in ((place, option) for place, rank in enumerate(order.ranks) for option in rank):
            at: Path = (*where, place)
            if option not in first:
                yield from check_option(issue, option, at)
            elif first[option] == place:
                yield Problem("repeated", f"option {option!r} stands twice", "each once", at)
            else:
                what = f"an order that goes in a circle: {option!r} stands in it twice"
                yield Problem("order", what, "each option once, best first", at, also=(*where, first[option]))
            first.setdefault(option, place)


def _check_preferences(case: Case, position: Position, path: Path) -> Problems:
    for i, one in enumerate(position.prefers):
        where: Path = (*path, "prefers", i)
        yield from check_evidence(case, one.origin.evidence, where)
        sides = {"rather": dict(one.rather), "than": dict(one.than)}
        for side, answers in sides.items():
            for issue, option in answers.items():
                yield from check_part(case, issue, Among((option,)), (*where, side, issue))
        if set(sides["rather"]) != set(sides["than"]) or not one.rather:
            yield Problem(
                "prefers", "'rather' and 'than' do not answer the same issues", "the same issues on both sides, all else equal", where
            )
        elif same := [issue for issue, option in one.rather if sides["than"][issue] == option]:
            yield Problem("prefers", f"{same[0]!r} has one answer on both sides", "answers that differ", (*where, "than", same[0]))


def check_against_each_other(case: Case) -> Problems:
    """What a party says of its answers, where each saying is sound by itself and they cannot all be meant."""
    for position in case.positions:
        path: Path = ("positions", position.party)
        for better, worse in views_against(position, case.issue):
            what = f"{position.party!r} says {worse.says!r} of {worse.option!r} and {better.says!r} of {better.option!r}, and ranks {worse.option!r} "
            what += "above it" if better.option not in no_worse(case.issue[better.issue], position, worse.option) else "as high"
            at, also = (*path, "view", worse.issue, worse.option), (*path, *_ranked_at(position, worse.issue))
            yield Problem("order", what, "an order and views that agree", at, also=also)
        for circle in circles(position, case.issue):
            said, way = circle.said, " over ".join(map(_answers, circle.way))
            what = f"{position.party!r} cannot rank {_answers(said.better)} {'as high as' if said.alike else 'above'} {_answers(said.worse)}: it ranks {way}"
            yield Problem("order", what, "what was said before, or this", (*path, *said.place), also=(*path, *circle.first))
        for issue in (issue for issue in case.issue if issue in said_careless(position)):
            strict = any(not one.alike and [name for name, _ in one.rather] == [issue] for one in position.prefers)
            if strict or len(order_of(position, case.issue[issue])) > 1:
                what = f"{position.party!r} is indifferent to {issue!r} and ranks its answers"
                yield Problem(
                    "order", what, "one of the two", (*path, *_ranked_at(position, issue)), also=(*path, *_careless_at(position, issue))
                )


def _answers(parts: Parts) -> str:
    return " and ".join(f"{issue} {option!r}" for issue, option in parts)


def _ranked_at(position: Position, issue: str) -> Path:
    """Where a party ranks the answers to an issue."""
    if any(order.issue == issue and order.direction != "indifferent" for order in position.order):
        return ("order", issue)
    return ("prefers", next((i for i, one in enumerate(position.prefers) if issue in dict(one.rather)), 0))


def _careless_at(position: Position, issue: str) -> Path:
    """Where a party is said to be indifferent to an issue."""
    return ("view" if any(view.issue == issue and not view.option for view in position.view) else "order", issue)
