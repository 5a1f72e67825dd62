"""The dated entries of a case, and which of them differ between two days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onetext.model.case import Case
from onetext.model.day import Key
from onetext.model.parties import Consent
from onetext.model.positions import Basis, RedLine
from onetext.model.shown import Shape

STANDS = {True: "in force", False: "not in force"}


@dataclass(frozen=True, slots=True)
class DatedChange:
    """A dated entry that is another from `day` on: of a `party`, a reservation value, a red line or a line of `consents`.

    `kind`: reservation, red_line or consent. `id`: of a red line its own, of a line of `consents` its place in the list,
    from 0. `was` and `becomes`: exact points, or `in force` and `not in force`. `basis` and `evidence` are what the case
    says the entry rests on; of a line of `consents` it says nothing.
    """

    day: date
    party: str
    kind: str
    id: str
    was: str
    becomes: str
    basis: Basis | None = None
    evidence: tuple[str, ...] = ()

    SHAPE = Shape(null=("id",))

    @property
    def key(self) -> Key:
        return (self.party, self.kind, self.id)


def changes_between(case: Case, before: date, day: date) -> tuple[DatedChange, ...]:
    """What differs on `day` from what held on the earlier day `before`, of a case with all its dates: in file order.

    Each with the day on which it came to be as it is; what changed and changed back between the two is not among them.
    """
    return tuple(_changes(case, before, day))


def _changes(case: Case, before: date, day: date) -> Iterator[DatedChange]:
    for position in case.positions:
        who = position.party
        entries = position.reservation if isinstance(position.reservation, tuple) else ()
        begun = [entry for entry in entries if entry.since is not None and before < entry.since <= day]
        old = position.reservation_on(before)
        if begun and old is not None and old != (new := begun[-1].worth):
            points, origin = new.points, new.origin
            since = begun[-1].since or day
            yield DatedChange(since, who, "reservation", "", str(old.points), str(points), origin.basis, origin.evidence)
        for line in position.red_lines:
            for since, was, becomes in _turned(line, before, day):
                yield DatedChange(since, who, "red_line", line.id, was, becomes, line.origin.basis, line.origin.evidence)
    for place, consent in enumerate(case.consents):
        for since, was, becomes in _turned(consent, before, day):
            yield DatedChange(since, consent.who, "consent", str(place), was, becomes)


def _turned(line: RedLine | Consent, before: date, day: date) -> Iterator[tuple[date, str, str]]:
    """Since when a line holds that did not on an earlier day, or the reverse; nothing where it does as it did."""
    was, becomes = line.in_force(before), line.in_force(day)
    if was != becomes:
        since = line.since if becomes else line.until and line.until + timedelta(days=1)
        yield since or day, STANDS[was], STANDS[becomes]
