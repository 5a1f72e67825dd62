"""The demands of a case: what a package must meet for all whose consent it needs not to refuse it.

A demand is a red line, a reservation value, the consent of a bloc as a whole, or a link that may be waived. Over
intervals a demand counts as met unless it is surely missed, so that what is in the way is in the way in all cases.
A holder's demand is met by every package for which the holder is not asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from onetext.model.acceptance import Answer, accepts, asked, consenters, value, voter
from onetext.model.case import Case
from onetext.model.conditions import Form, Package, issues_of, keeps
from onetext.model.shown import Shape


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand: of `party` ("" for a link), of a `kind`, with the `id` of its red line or link ("" otherwise).

    `price`: what missing it asks of the party in its own points: of a red line once, of a reservation value for each
    point below it; None where the party does not move (of a bloc and a link: see its members, its `soften`).
    `issues` are those that a red line or link speaks of, `members` those of a bloc.
    """

    party: str
    kind: str
    id: str = ""
    price: Fraction | None = None
    issues: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    form: Form | None = None

    SHAPE = Shape(null=("party", "id"), hidden=("price", "form"))

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.party, self.kind, self.id)


KINDS = ("red_line", "reservation", "bloc", "link")


def voter_demands(case: Case, who: str) -> tuple[Demand, ...]:
    """The red lines and the reservation value of one party or member."""
    one = voter(case, who)
    lines = tuple(Demand(who, "red_line", line.id, line.soften, issues_of(line.form), form=line.form) for line in one.lines)
    if one.reservation is None:
        return lines
    return (*lines, Demand(who, "reservation", price=case.position[who].soften_reservation))


def demands(case: Case) -> tuple[Demand, ...]:
    """All demands of those whose consent is needed at the table, in file order, then the links that may be waived."""
    found: list[Demand] = []
    for party in consenters(case):
        if party.is_a("bloc"):
            found.append(Demand(party.id, "bloc", members=tuple(member.id for member in party.members)))
        else:
            found += voter_demands(case, party.id)
    soft = [link for link in case.links if link.soften]
    found += [Demand("", "link", link.id, issues=issues_of(link.form), form=link.form) for link in soft]
    return tuple(found)


def met(case: Case, demand: Demand, package: Package) -> bool:
    """Whether a package meets a demand, by definition: unless it surely misses it."""
    if demand.party and not asked(case, demand.party, package):
        return True
    if demand.kind == "bloc":
        return accepts(case, demand.party, package) is not Answer.NO
    if demand.form is not None:
        return keeps(demand.form, case.issue, package)
    reservation = voter(case, demand.party).reservation
    return reservation is None or value(case, demand.party, package).high >= reservation.low


def possible(case: Case, package: Package) -> bool:
    """Whether a package breaks no link that cannot be waived; the packages among which demands are held together."""
    return all(link.soften or keeps(link.form, case.issue, package) for link in case.links)
