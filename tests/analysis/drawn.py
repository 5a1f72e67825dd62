"""Random cases in which something is in the way: as in `strategies.cases`, with higher demands, waivable links, more blocs, proposals."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from onetext.model.case import Case, Link
from onetext.model.conditions import Condition
from onetext.model.day import on
from onetext.model.parties import Consent, Decides, Member, Party
from onetext.model.positions import Position
from onetext.model.records import Proposal
from strategies import DAY, cases, chance, conditions, forms, pick
from strategies import positions as of_one

SHARES = (None, Fraction(1, 2), Fraction(2, 3), Fraction(1))


def raised(position: Position, by: Fraction) -> Position:
    """The position with its reservation value higher by `by`."""
    if not isinstance(position.reservation, tuple):
        return position
    held = tuple(replace(entry, worth=entry.worth.mapped(lambda points: points + by)) for entry in position.reservation)
    return replace(position, reservation=held)


@st.composite
def blocked(draw: st.DrawFn) -> Case:
    """A case on its day in which often no package suits all: two blocs that share people, links with several owners, proposals."""
    case = on(draw(cases()), DAY)
    voters = [party.id for party in case.parties if not party.is_a("bloc") and not party.is_a("mediator")]
    members = [m.id for bloc in case.blocs for m in bloc.members if m.id not in case.party]
    parties = list(case.parties)
    if draw(chance(40)):
        who = draw(
            st.lists(st.sampled_from([*voters, *members, *(bloc.id for bloc in case.blocs), "extra"]), min_size=1, max_size=3, unique=True)
        )
        weights = st.sampled_from((Fraction(1), Fraction(2), Fraction(1, 2), Fraction(0)))
        decides = Decides(pick(draw, SHARES), pick(draw, SHARES), draw(chance(20)))
        parties.append(Party("second", kinds=("bloc",), members=tuple(Member(one, "", draw(weights)) for one in who), decides=decides))
    owners = [*voters, *members]
    joined = list(case.links)
    for n in range(pick(draw, (0, 0, 1, 2))):
        who = draw(st.lists(st.sampled_from(owners), min_size=1, max_size=2, unique=True))
        joined.append(
            Link(f"soft{n}", draw(forms(case.issues)), soften=tuple((one, Fraction(pick(draw, (1, 2, 5, Fraction(1, 3))))) for one in who))
        )
    spoken, consents = case.positions, case.consents
    if draw(chance(40)):
        parties.append(Party("keeper", kinds=("holder",)))
        consents = (*consents, Consent("keeper", draw(conditions(case.issues))))
        spoken = (*spoken, draw(of_one(case.issues, "keeper", False)))
    positions = tuple(raised(p, Fraction(pick(draw, (0, 4, 8)))) for p in spoken)
    put = tuple(draw(proposals(case)) for _ in range(2))
    named = tuple(replace(p, id=f"d{n}") for n, p in enumerate(put))
    full = replace(case, parties=tuple(parties), consents=consents, positions=positions, proposals=named)
    return with_links(on(full, DAY), tuple(joined))


@st.composite
def two_levels(draw: st.DrawFn) -> Case:
    """As `blocked`, with one or two who are asked later: alone, or with members, of whom some may sit at the table.

    In half of the cases the table asks for little, so that what fails fails at home.
    """
    case = draw(blocked())
    if draw(chance(60)):
        case = replace(
            case, positions=tuple(replace(raised(p, Fraction(-20)), red_lines=p.red_lines[:1]) for p in case.positions), links=()
        )
    people = [party.id for party in case.parties if not party.is_a("bloc") and not party.is_a("mediator")]
    parties, consents, spoken = list(case.parties), list(case.consents), list(case.positions)
    for who in ("senate", "court")[: pick(draw, (1, 1, 2))]:
        kinds = pick(draw, (("bloc", "ratifier"), ("ratifier",), ("holder",)))
        ids = [f"{who}-0", pick(draw, (f"{who}-1", *people))] if "bloc" in kinds else []
        decides = Decides(members=pick(draw, (Fraction(1, 2), Fraction(1))))
        parties.append(Party(who, "", kinds, tuple(map(Member, ids)), decides, behind=pick(draw, ("", case.principals[0].id))))
        on_what = Condition() if draw(chance(60)) else draw(conditions(case.issues))
        consents.append(Consent(who, on_what, "ratify" if "holder" in kinds else pick(draw, ("", "ratify"))))
        new = [one for one in (ids or [who]) if one not in {position.party for position in spoken}]
        spoken += [raised(draw(of_one(case.issues, one, False)), Fraction(pick(draw, (0, 4, 8)))) for one in new if not draw(chance(10))]
    return on(replace(case, parties=tuple(parties), consents=tuple(consents), positions=tuple(spoken)), DAY)


def with_links(case: Case, joined: tuple[Link, ...]) -> Case:
    """The case with as many of the links, from the first, as do not contradict each other."""
    from onetext.errors import CaseError

    for n in range(len(joined), -1, -1):
        try:
            return replace(case, links=joined[:n])
        except CaseError:
            if not n:
                raise
    raise AssertionError("not reached")


@st.composite
def proposals(draw: st.DrawFn, case: Case) -> Proposal:
    """A whole proposal, or one that leaves issues open."""
    left = chance(30) if draw(chance(50)) else chance(0)
    return Proposal("d", tuple((issue.id, pick(draw, issue.options).id) for issue in case.issues if not draw(left)))
