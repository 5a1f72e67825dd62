"""A case with other figures in it: what a world looks like when it is written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onetext.analysis.leaks.unknowns import LINE, RESERVATION, TERM, WORTH, Spot, Unknown
from onetext.model.case import Case
from onetext.model.numbers import Interval
from onetext.model.positions import NoNumber, Position, RedLine, Worth, red_lines

World = tuple[int, ...]
"""For each unknown the place of its value."""


def truth(unknown: Sequence[Unknown]) -> World:
    """The world as it is."""
    return tuple(one.truth for one in unknown)


def moved(world: World, at: int, place: int) -> World:
    """A world with the value of one unknown at another place."""
    return (*world[:at], place, *world[at + 1 :])


def put(full: Case, unknown: Sequence[Unknown], world: World) -> Case:
    """The whole case with the figures of a world; all else as it is."""
    points: dict[Spot, Interval] = {}
    lines: dict[str, list[tuple[RedLine, bool]]] = {}
    for one, place in zip(unknown, world, strict=True):
        if place == one.truth:
            continue
        if one.spot.kind == LINE and one.red_line is not None:
            lines.setdefault(one.spot.party, []).append((one.red_line, bool(one.value(place))))
        else:
            number = one.value(place)
            points[one.spot] = Interval(number - one.half, number + one.half)
    if not points and not lines:
        return full
    changed = {spot.party for spot in points} | set(lines)
    positions = tuple(_put(one, points, lines.get(one.party, [])) if one.party in changed else one for one in full.positions)
    return replace(full, positions=positions)


def _put(position: Position, points: Mapping[Spot, Interval], lines: Sequence[tuple[RedLine, bool]]) -> Position:
    who = position.party

    def other(worth: Worth, spot: Spot) -> Worth:
        return worth.replaced(points[spot]) if spot in points else worth

    held = position.reservation
    if not isinstance(held, NoNumber):
        held = tuple(replace(entry, worth=other(entry.worth, Spot(who, RESERVATION))) for entry in held)
    tables = (replace(t, at=tuple((key, other(w, Spot(who, WORTH, t.issue, key))) for key, w in t.at)) for t in position.worth)
    terms = (replace(t, worth=other(t.worth, Spot(who, TERM, option=str(n)))) for n, t in enumerate(position.terms))
    changed = replace(position, reservation=held, worth=tuple(tables), terms=tuple(terms))
    for line, holds in lines:
        changed = with_line(changed, line) if holds else without_line(changed, line)
    return changed


def with_line(position: Position, line: RedLine) -> Position:
    """The position with a red line more, written as one."""
    return replace(position, red_lines=(*position.red_lines, replace(line, id=line.id.replace("view:", "viewed:"))))


def without_line(position: Position, line: RedLine) -> Position:
    """The position without a red line, whatever its id, and without a view that is one."""
    alike = {one.id for one in red_lines(position) if one.form == line.form}
    views = tuple(view for view in position.view if f"view:{view.issue}:{view.option}" not in alike)
    return replace(position, red_lines=tuple(one for one in position.red_lines if one.form != line.form), view=views)
