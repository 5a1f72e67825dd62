"""Two levels: the table, and those who ratify what it agrees; the cases in which both are asked at once.

After R. D. Putnam (1988), Diplomacy and domestic politics: the logic of two-level games, International Organization 42(3).

A case `at_once` asks the ratifiers at the table, so that whatever answers for the table answers for both levels. In a
case `standing` some do not move: what opens an agreement is then asked of the others alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onetext.model.acceptance import consenters, stage_of
from onetext.model.case import Case, Link
from onetext.model.positions import Position
from onetext.model.validity_replies import not_waived
from onetext.model.voting import leaves


def at_once(case: Case) -> Case:
    """The case with all whose consent is needed later asked at the table, for the same packages."""
    late = {party.id for party in consenters(case, "ratify")}
    return replace(case, consents=tuple(replace(line, stage="table") if line.who in late else line for line in case.consents))


def table_alone(case: Case) -> Case:
    """The case without those whose consent is needed later."""
    return replace(case, consents=tuple(line for line in case.consents if stage_of(case, line.who) != "ratify"))


def people(case: Case, stage: str) -> frozenset[str]:
    """All whose own position counts at a stage, the members of blocs among them."""
    return frozenset(one for party in consenters(case, stage) for one in leaves(case, party.id))


def standing(case: Case, moves: Callable[[str], bool]) -> Case:
    """The case in which only those move of whom `moves` says so; a link is waived only where that asks nothing of others."""
    positions = tuple(position if moves(position.party) else _held(position) for position in case.positions)
    return replace(case, positions=positions, links=tuple(link if waivable(link, moves) else not_waived(link) for link in case.links))


def waivable(link: Link, moves: Callable[[str], bool]) -> bool:
    """Whether a link may be waived by those who move alone."""
    return bool(link.soften) and all(moves(who) for who, _ in link.soften)


def _held(position: Position) -> Position:
    lines = tuple(replace(line, soften=None) for line in position.red_lines)
    return replace(position, red_lines=lines, soften_reservation=None)
