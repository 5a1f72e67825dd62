"""The same case under other ids and in another order: what the laws about renaming hold against the case as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from random import Random
from typing import Any

from onetext.model.case import Case
from onetext.model.records import Resolved

Package = frozenset[tuple[str, str]]


def renamed(case: Case, names: Mapping[str, str]) -> Case:
    """The case with ids of parties, members and issues replaced wherever they stand; options keep theirs."""
    return _renamed(case, names)


def _renamed(thing: Any, names: Mapping[str, str]) -> Any:
    if isinstance(thing, str):
        return names.get(thing, thing)
    if isinstance(thing, Resolved):
        return replace(thing, id="/".join(":".join(names.get(one, one) for one in part.split(":")) for part in thing.id.split("/")))
    if isinstance(thing, tuple):
        return tuple(_renamed(part, names) for part in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        own = {f.name: getattr(thing, f.name) for f in fields(thing) if f.init and f.name != "kinds"}  # a holder may be called holder
        return replace(thing, **{name: _renamed(part, names) for name, part in own.items()})
    return thing


def new_names(case: Case, dice: Random) -> dict[str, str]:
    """A new id for every party, member and issue, none of which is an old one; their alphabet is shuffled too."""
    old = [*case.party, *(member.id for bloc in case.blocs for member in bloc.members if member.id not in case.party), *case.issue]
    numbers = list(range(len(old)))
    dice.shuffle(numbers)
    return {name: f"new-{number}" for name, number in zip(old, numbers, strict=True)}


def reordered(case: Case, dice: Random) -> Case:
    """The case with parties, members, issues, options of choices, links, consents and positions in another order."""

    def turned(parts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(dice.sample(parts, len(parts)))

    issues = tuple(issue if issue.grid is not None else replace(issue, options=turned(issue.options)) for issue in turned(case.issues))
    positions = tuple(
        replace(own, worth=turned(own.worth), terms=turned(own.terms), red_lines=turned(own.red_lines), view=turned(own.view))
        for own in turned(case.positions)
    )
    return replace(
        case,
        parties=tuple(replace(party, members=turned(party.members)) for party in turned(case.parties)),
        issues=issues,
        links=turned(case.links),
        consents=turned(case.consents),
        positions=positions,
    )


def back(package: Mapping[str, str] | tuple[tuple[str, str], ...], names: Mapping[str, str]) -> Package:
    """A package of the renamed case under the old names, as a set."""
    old = {new: name for name, new in names.items()}
    return frozenset((old.get(issue, issue), option) for issue, option in dict(package).items())
