"""Who takes part: parties and their roles, members of blocs, and whose consent is needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from onetext.model.conditions import Condition

KINDS = ("principal", "bloc", "holder", "guarantor", "ratifier", "mediator", "outside")
"""principal: its consent is needed and the rules weigh its gain; bloc: consents when its members do;
holder, guarantor, ratifier: consent is needed where `consents` says (a ratifier's is reported apart, that of a bloc too
which is a ratifier: a parliament with members);
mediator: no consent, no gain; outside: no consent, shown where it opposes."""

ASKED_WHERE_SAID = ("holder", "guarantor", "ratifier")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a bloc with its weight; its id may also be that of a party of the case."""

    id: str
    name: str = ""
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Decides:
    """How a bloc decides: the shares of weight and of heads that must accept.

    A share of None is not asked for. `more_than` turns "at least the share" into "more than".
    """

    weight: Fraction | None = None
    members: Fraction | None = None
    more_than: bool = False


UNANIMITY = Decides(members=Fraction(1))
MAJORITY = Decides(weight=Fraction(1, 2), more_than=True)


@dataclass(frozen=True, slots=True)
class Party:
    """One who takes part, with one role or several; `members` and `decides` are a bloc's.

    `behind`: the party whose yes a ratifier has to confirm.
    """

    id: str
    name: str = ""
    kinds: tuple[str, ...] = ("principal",)
    members: tuple[Member, ...] = ()
    decides: Decides = UNANIMITY
    about: str = ""
    behind: str = ""

    @property
    def title(self) -> str:
        return self.name or self.id

    def is_a(self, kind: str) -> bool:
        return kind in self.kinds

    @property
    def always_asked(self) -> bool:
        """Whether its consent is needed for every package: a principal's, and that of a bloc that does not ratify."""
        return self.is_a("principal") or (self.is_a("bloc") and not self.is_a("ratifier"))


def all_members(bloc: Party, parties: Mapping[str, Party]) -> set[str]:
    """The ids of all members of a bloc, of its members that are blocs themselves, and so on."""
    found: set[str] = set()
    ahead = [bloc]
    while ahead:
        new = {member.id for member in ahead.pop().members} - found
        found |= new
        ahead += [parties[member] for member in new if member in parties]
    return found


@dataclass(frozen=True, slots=True)
class Consent:
    """That the consent of `who` is needed for packages that meet `on`; several lines for one party are either-or.

    The line holds from `since` to `until`, both counted.
    """

    who: str
    on: Condition = Condition()
    stage: str = ""
    since: date | None = None
    until: date | None = None

    def in_force(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
