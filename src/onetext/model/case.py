"""The case: the root that every analysis takes, frozen and valid from birth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from onetext.errors import CaseError
from onetext.model.conditions import Form
from onetext.model.issues import Issue
from onetext.model.parties import ASKED_WHERE_SAID, Consent, Party
from onetext.model.positions import Position
from onetext.model.records import Alternative, Channel, Deadline, Event, Proposal, Reply, Resolved, Source, Statement
from onetext.model.text.drafts import Draft
from onetext.model.text.values import Text
from onetext.model.validity import problems_of

LINK_KINDS = ("logic", "law", "money", "choice")


@dataclass(frozen=True, slots=True)
class Link:
    """A constraint between options that nobody's consent undoes; `soften` lists what waiving it asks of whom."""

    id: str
    form: Form
    kind: str = ""
    why: str = ""
    source: str = ""
    who: tuple[str, ...] = ()
    soften: tuple[tuple[str, Fraction], ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """Parties, issues, links, consents, positions and the record; `as_of` is the day for which questions are answered.

    `beside` names another form of the same case, by the name of a bundled one or by its path from here.

    Raises CaseError with every problem where the parts do not fit together.
    """

    title: str = ""
    about: str = ""
    notice: str = ""
    as_of: date | None = None
    parties: tuple[Party, ...] = ()
    issues: tuple[Issue, ...] = ()
    links: tuple[Link, ...] = ()
    consents: tuple[Consent, ...] = ()
    positions: tuple[Position, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    replies: tuple[Reply, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    sources: tuple[Source, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    channels: tuple[Channel, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    resolved: tuple[Resolved, ...] = ()
    beside: str = ""
    text: Text | None = None
    drafts: tuple[Draft, ...] = ()
    issue: dict[str, Issue] = field(init=False, repr=False, compare=False)
    party: dict[str, Party] = field(init=False, repr=False, compare=False)
    position: dict[str, Position] = field(init=False, repr=False, compare=False)
    voters: dict[str, Any] = field(init=False, repr=False, compare=False)  # by `acceptance.voter`: worked out once, the case being frozen

    def __post_init__(self) -> None:
        object.__setattr__(self, "issue", {issue.id: issue for issue in self.issues})
        object.__setattr__(self, "party", {party.id: party for party in self.parties})
        object.__setattr__(self, "position", {position.party: position for position in self.positions})
        object.__setattr__(self, "voters", {})
        problems = problems_of(self)
        if problems:
            raise CaseError(problems)

    @property
    def size(self) -> int:
        """How many packages there are, links or not."""
        return prod(len(issue.options) for issue in self.issues)

    @property
    def principals(self) -> tuple[Party, ...]:
        return tuple(party for party in self.parties if party.is_a("principal"))

    @property
    def blocs(self) -> tuple[Party, ...]:
        return tuple(party for party in self.parties if party.is_a("bloc"))

    @property
    def asked_where_said(self) -> tuple[Party, ...]:
        """Holders, guarantors and ratifiers that some line of `consents` names, in file order."""
        named = {consent.who for consent in self.consents}
        return tuple(p for p in self.parties if p.id in named and any(p.is_a(kind) for kind in ASKED_WHERE_SAID))

    def name(self, who: str) -> str:
        """The name of a party or member."""
        if who in self.party:
            return self.party[who].title
        members = (member for bloc in self.blocs for member in bloc.members if member.id == who)
        return next((member.name or member.id for member in members), who)

    def packages(self) -> Iterator[dict[str, str]]:
        """Every package, admissible or not, in file order (issues, then options; the last issue turns fastest)."""
        ids = [issue.id for issue in self.issues]
        for options in product(*([option.id for option in issue.options] for issue in self.issues)):
            yield dict(zip(ids, options, strict=True))
