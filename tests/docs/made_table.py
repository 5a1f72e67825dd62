"""The parts of the page on the table that are made from its own tables: moves, phases, and who sees what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from enum import Enum
from functools import cache
from typing import get_args

from onetext.process import events as e
from onetext.process.moves import MOVES, TALKING, Move
from onetext.process.session import AFTER
from onetext.process.terms import Mode, Phase, Power, Procedure, Role
from onetext.process.visibility import SEES, Relation, Seen
from process.walks import walk


def said(kind: type) -> str:
    """The first sentence of a docstring, for a cell."""
    return " ".join((kind.__doc__ or "").split("\n\n")[0].split()).replace("|", "or")


def some(of: Iterable[Enum], every: type[Enum], all_of_them: str) -> str:
    """Values in words; a phrase where they are all."""
    chosen = list(of)
    return all_of_them if chosen == list(every) else " or ".join(str(one.value) for one in chosen)


def moves(there: str) -> str:
    """Every move with who may make it, when and with what power."""
    rows = [
        f"| `{move.verb}` | {said(kind)} | {some(move.roles, Role, 'both')} | {_when(move)} | {some(move.procedures, Procedure, 'both')} "
        f"| {some(move.modes, Mode, 'any')} | {move.power.value if Role.PARTY in move.roles else ''} |"
        for kind, move in MOVES.items()
    ]
    return "\n".join(["| move | what it does | who | while | procedure | mode | power |", "|---|---|---|---|---|---|---|", *rows])


def _when(move: Move) -> str:
    return "opened, not yet concluded" if move.phases == TALKING else " or ".join(phase.value for phase in move.phases)


@cache
def leads_to() -> dict[type, tuple[type, ...]]:
    """Which events each command leads to, as random sessions show it; in the order of the events' definitions."""
    found: dict[type, set[type]] = {kind: set() for kind in MOVES}
    for seed in range(120):
        played = walk(seed)
        for step, events in zip(played.steps, played.taken, strict=True):
            found[type(step.command)] |= {type(event) for event in events}
    return {kind: tuple(one for one in get_args(e.Event) if one in some) for kind, some in found.items()}


def phases(there: str) -> str:
    """The phases, each with the moves that lead on from it, and where to."""
    lines = []
    for phase in Phase:
        lines.append(phase.value)
        ways = [
            (f"{move.verb} ({event.__name__})", AFTER[event].value)
            for kind, move in MOVES.items()
            if phase in move.phases
            for event in leads_to()[kind]
            if event in AFTER
        ]
        lines += [f"  |-- {way:<22} --> {to}" for way, to in ways]
    return "\n".join(["```text", *lines, "```"])


def visibility(there: str) -> str:
    """Every event with what each relation to it sees."""
    columns = (Relation.OWN, Relation.NAMED, Relation.OTHER)
    rows = [f"| `{kind.__name__}` | {said(kind)} | {' | '.join(_seen(kind, SEES[kind][one]) for one in columns)} |" for kind in SEES]
    head = " | ".join(one.value for one in columns)
    return "\n".join([f"| event | what it says | {head} |", "|---|---|---|---|---|", *rows])


def _seen(kind: type, seen: Seen) -> str:
    if seen is None:
        return "nothing"
    hidden = [f"`{one.name}`" for one in fields(kind) if one.name not in seen]
    return f"all but {' and '.join(hidden)}" if hidden else "all"


def powers(there: str) -> str:
    """What a delegate of each power may do beyond the one before."""
    rows = [
        f"| {power.value} | {', '.join(f'`{move.verb}`' for move in MOVES.values() if move.power is power and Role.PARTY in move.roles)} |"
        for power in Power
    ]
    return "\n".join(["| power | opens |", "|---|---|", *rows])


MADE_OF_TABLES: dict[str, Callable[[str], str]] = {"moves": moves, "phases": phases, "visibility": visibility, "powers": powers}
