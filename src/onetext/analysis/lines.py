"""A case by its red lines alone, and the red lines that stand in the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onetext.model.case import Case
from onetext.model.conditions import issues_of
from onetext.model.positions import NoNumber, Position, RedLine, red_lines
from onetext.solve.results import Conflict

FINAL = ("never", "only_if")


def lines_only(case: Case) -> Case:
    """The case with nothing left of its positions but red lines: whoever is asked refuses by them alone."""
    return replace(case, positions=tuple(map(_lines_only, case.positions)), replies=())


def _lines_only(position: Position) -> Position:
    kept = tuple(view for view in position.view if view.says in FINAL)
    return Position(position.party, reservation=NoNumber.NONE, red_lines=position.red_lines, view=kept)


def lines_in_the_way(case: Case, conflicts: Iterable[Conflict]) -> list[tuple[str, RedLine]]:
    """The red lines that some demands cannot be met with, by party or member: those named, and of members that keep a bloc
    from consenting those over the same issues."""
    found: dict[tuple[str, str], RedLine] = {}
    for clash in conflicts:
        members = [who for one in clash.demands if one.kind == "bloc" for who in dict(clash.members).get(one.party, ())]
        named = {(one.party, one.id) for one in clash.demands if one.kind == "red_line"}
        about = {issue for one in clash.demands if one.kind == "red_line" for issue in one.issues}
        for who in (*dict.fromkeys(who for who, _ in sorted(named)), *members):
            for line in red_lines(case.position[who]) if who in case.position else ():
                if (who, line.id) in named or (who in members and about & set(issues_of(line.form))):
                    found.setdefault((who, line.id), line)
    return [(who, line) for (who, _), line in found.items()]
