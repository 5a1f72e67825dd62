"""A case by its red lines alone."""

from __future__ import annotations

from dataclasses import replace

from onetext.model.case import Case
from onetext.model.positions import NoNumber, Position

FINAL = ("never", "only_if")


def lines_only(case: Case) -> Case:
    """The case with nothing left of its positions but red lines: whoever is asked refuses by them alone."""
    return replace(case, positions=tuple(map(_lines_only, case.positions)), replies=())


def _lines_only(position: Position) -> Position:
    kept = tuple(view for view in position.view if view.says in FINAL)
    return Position(position.party, reservation=NoNumber.NONE, red_lines=position.red_lines, view=kept)
