"""Levels: how much each voter can bear on a package, and from them how much all can; one package at a time, exactly.

A level is a number up to which a voter accepts; ALWAYS where it accepts whatever comes, NEVER where it does not accept
at all. That of a bloc is the largest at which its rule is still met, that of a package the least of those asked.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from onetext.model.acceptance import asked, consenters
from onetext.model.case import Case
from onetext.model.conditions import Package
from onetext.model.parties import Party
from onetext.model.voting import carries, leaves

Level = Fraction | float
"""A Fraction, ALWAYS or NEVER; these compare with every Fraction exactly."""

ALWAYS, NEVER = math.inf, -math.inf


def of_party(case: Case, party: Party, voters: Mapping[str, Level]) -> Level:
    """The level of a party, given those of all voters."""
    if not party.is_a("bloc"):
        return voters[party.id]
    own = {who: voters[who] for who in leaves(case, party.id)}
    if carries(case, party, set()):
        return ALWAYS
    for level in sorted(set(own.values()), reverse=True):
        if carries(case, party, {who for who, reaches in own.items() if reaches >= level}):
            return level
    return NEVER


def by_party(case: Case, package: Package, voters: Mapping[str, Level]) -> dict[str, Level]:
    """The levels of the parties that are asked at the table for a package."""
    return {party.id: of_party(case, party, voters) for party in consenters(case) if asked(case, party.id, package)}


def least(levels: Mapping[str, Level]) -> Level:
    """The least of some levels; ALWAYS where nobody is asked."""
    return min(levels.values(), default=ALWAYS)


def figure(level: Level) -> Fraction | None:
    """The number of a level; None where it has none."""
    return level if isinstance(level, Fraction) else None


def status(level: Level) -> str:
    """`figure`, `no_limit` or `never`."""
    return "figure" if isinstance(level, Fraction) else "no_limit" if level > 0 else "never"
