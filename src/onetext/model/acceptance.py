"""Who accepts a package, by definition: three-valued, one package at a time, in exact numbers.

Everything here speaks of a case `on` its day (see `day.py`). Searches have faster ways to the same answers;
`certify` and the tests hold them against this file. Definitions: CASEFILE, "Acceptance".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from onetext.model.case import Case, Link
from onetext.model.conditions import Always, Among, Condition, Count, Form, Never, Package, Range, holds, keeps, meets
from onetext.model.inference import Word, Words, without_rejected, words
from onetext.model.issues import Issue
from onetext.model.numbers import ZERO, Interval, exact
from onetext.model.parties import Decides, Party
from onetext.model.positions import IssueWorth, NoNumber, Position, RedLine, red_lines
from onetext.model.records import Reply


class Answer(Enum):
    """Whether a party accepts a package."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"


REPLIED = "reply:"
"""How the ids of lines begin that follow from a refused proposal."""


@dataclass(frozen=True, slots=True)
class Voter:
    """One whose acceptance turns on its own position: a principal, a member of a bloc, a holder, a guarantor, a ratifier.

    It refuses a package that crosses one of `lines`. Else, where `reservation` is set, its value decides; where it
    is not, the package is accepted if it keeps every form in `sure`, and it depends if it does not (None: it always
    depends). What follows from a refused proposal stands among the lines, as `reply:PROPOSAL`; nobody gives it up.
    `said`: its words, where these decide.
    """

    id: str
    lines: tuple[RedLine, ...] = ()
    reservation: Interval | None = None
    sure: tuple[Form, ...] | None = None
    said: Words = field(default_factory=Words)


def voter(case: Case, who: str) -> Voter:
    """The voter that a position and replies make; where nothing is said, a silent one, whose acceptance always depends."""
    if who not in case.voters:
        case.voters[who] = _voter(case, case.position.get(who, Position(who)))
    return case.voters[who]


def _voter(case: Case, position: Position) -> Voter:
    lines = red_lines(position)
    if position.has_worths and position.reservation != () and not isinstance(position.reservation, NoNumber):
        return Voter(position.party, lines, position.reservation[0].worth.points)
    said = words(case, position)
    accepted = tuple(word.condition for word in said.accepted)
    lines += tuple(_line_of_reply(case, word, accepted) for word in said.refused)
    default = (without_rejected(case, position),) if position.reservation is NoNumber.NONE else ()
    if not accepted and not default:
        return Voter(position.party, lines, said=said)
    refused = tuple(Never(word.condition) for word in said.refused)
    return Voter(position.party, lines, sure=(_either((*accepted, *default)), *refused), said=said)


def _either(conditions: tuple[Condition, ...]) -> Form:
    """That at least one of some conditions holds."""
    widest = next((condition for condition in conditions if not condition.parts), conditions[0])
    return Always(widest) if len(conditions) == 1 or not widest.parts else Count(conditions, at_least=1)


def _line_of_reply(case: Case, word: Word, accepted: tuple[Condition, ...]) -> RedLine:
    """That a package is somewhere better than a refused one, unless what the party accepted speaks for it."""
    reply = word.reply or Reply("", "")
    name = next(proposal.name for proposal in case.proposals if proposal.id == reply.to)
    against = tuple(one for one in accepted if _meet(case, one, word.condition))
    better = tuple(Condition(((issue, _others(case, issue, part)),)) for issue, part in word.condition.parts)
    form: Form = Count((*against, *better), at_least=1) if against else Never(word.condition)
    return RedLine(f"{REPLIED}{reply.to}", form, origin=reply.origin, title=f"something better for it than {name}, which it refused")


def _meet(case: Case, one: Condition, other: Condition) -> bool:
    """Whether some package, links not looked at, meets two conditions."""
    mine = dict(one.parts)
    shared = [(issue, mine[issue], part) for issue, part in other.parts if issue in mine]
    return all(set(meets(part, case.issue[issue])) & set(meets(own, case.issue[issue])) for issue, own, part in shared)


def _others(case: Case, issue: str, part: Among | Range) -> Among:
    """The options of an issue that a part does not name."""
    named = meets(part, case.issue[issue])
    return Among(tuple(o.id for place, o in enumerate(case.issue[issue].options) if place not in named))


def is_silent(case: Case, who: str) -> bool:
    """Whether neither reservation value nor red line, view or reply is known of a consenter."""
    position = case.position.get(who)
    known = position is not None and (position.reservation != () or position.red_lines or position.view)
    return not known and not any(reply.who == who for reply in case.replies)


def worth_at(table: IssueWorth, issue: Issue, option_id: str) -> Interval:
    """The worth of one option: as written for a choice (0 where not said); for a number on straight lines between points.

    Beyond the outermost points the line is level. Bounds of intervals are joined low to low and high to high.
    """
    if issue.grid is None:
        return next((worth.points for key, worth in table.at if key == option_id), ZERO)
    points = sorted((exact(key), worth.points) for key, worth in table.at)
    if not points:
        return ZERO
    amount = issue.option(option_id).amount or Fraction(0)
    below = max((point for point in points if point[0] <= amount), default=points[0])
    above = min((point for point in points if point[0] >= amount), default=points[-1])
    if below[0] >= above[0]:
        return below[1]
    share = (amount - below[0]) / (above[0] - below[0])
    low = below[1].low + share * (above[1].low - below[1].low)
    return Interval(low, below[1].high + share * (above[1].high - below[1].high))


def value(case: Case, who: str, package: Package) -> Interval:
    """What a package is worth to a party or member, in its own points: options and terms added up."""
    position = case.position[who]
    total = ZERO
    for table in position.worth:
        total += worth_at(table, case.issue[table.issue], package[table.issue])
    for term in position.terms:
        if holds(term.when, case.issue, package):
            total += term.worth.points
    return total


def broken_links(case: Case, package: Package) -> tuple[Link, ...]:
    """The links that a package breaks, in file order; it is admissible where there are none."""
    return tuple(link for link in case.links if not keeps(link.form, case.issue, package))


def crossed(case: Case, who: str, package: Package) -> tuple[RedLine, ...]:
    """The red lines of a party or member that a package crosses."""
    return tuple(line for line in voter(case, who).lines if not keeps(line.form, case.issue, package))


def accepts(case: Case, who: str, package: Package) -> Answer:
    """Whether a party or member accepts a package, asked or not."""
    party = case.party.get(who)
    if party is not None and party.is_a("bloc"):
        return _bloc_accepts(party, {member.id: accepts(case, member.id, package) for member in party.members})
    one = voter(case, who)
    if any(not keeps(line.form, case.issue, package) for line in one.lines):
        return Answer.NO
    if one.reservation is not None:
        return compare(value(case, who, package), one.reservation)
    sure = one.sure is not None and all(keeps(form, case.issue, package) for form in one.sure)
    return Answer.YES if sure else Answer.DEPENDS


def compare(worth: Interval, reservation: Interval) -> Answer:
    """Yes where the value reaches the reservation value at the worst, no where not even at the best."""
    if worth.low >= reservation.high:
        return Answer.YES
    return Answer.NO if worth.high < reservation.low else Answer.DEPENDS


def _bloc_accepts(bloc: Party, answers: Mapping[str, Answer]) -> Answer:
    """A bloc accepts when those that accept reach its shares; members that depend count on both sides."""
    surely = {who for who, answer in answers.items() if answer is Answer.YES}
    possibly = {who for who, answer in answers.items() if answer is not Answer.NO}
    if reaches(bloc, surely):
        return Answer.YES
    return Answer.DEPENDS if reaches(bloc, possibly) else Answer.NO


def reaches(bloc: Party, accepting: set[str]) -> bool:
    """Whether the members that accept reach each share that the bloc's rule names."""
    inside = [member.weight for member in bloc.members if member.id in accepting]
    return carried(bloc, sum(inside, Fraction(0)), len(inside))


def carried(bloc: Party, weight_in: Fraction, heads_in: int) -> bool:
    """Whether so much weight and so many heads reach each share that a bloc's rule names."""
    decides: Decides = bloc.decides
    weight = sum((member.weight for member in bloc.members), Fraction(0))
    pairs = ((weight_in, weight, decides.weight), (heads_in, Fraction(len(bloc.members)), decides.members))
    asked = [(part, share * whole) for part, whole, share in pairs if share is not None]
    return all(part > needed if decides.more_than else part >= needed for part, needed in asked)


def consenters(case: Case, stage: str = "table") -> tuple[Party, ...]:
    """Whose consent is needed at a stage, in file order: at the table principals, blocs, and holders and guarantors
    that `consents` names; at `ratify` the ratifiers that it names, blocs among them."""
    always = {party.id for party in case.parties if party.always_asked}
    named = {party.id for party in case.asked_where_said}
    late = {who for who in named - always if stage_of(case, who) == "ratify"}
    wanted = late if stage == "ratify" else (always | named) - late
    return tuple(party for party in case.parties if party.id in wanted)


def stage_of(case: Case, who: str) -> str:
    """`ratify` for a ratifier or one whose `consents` lines say so, else `table`."""
    said = {consent.stage for consent in case.consents if consent.who == who and consent.stage}
    if said:
        return "ratify" if "ratify" in said else "table"
    return "ratify" if case.party[who].is_a("ratifier") else "table"


def asked_on(case: Case, who: str) -> tuple[Condition, ...]:
    """The conditions under which a party is asked, either-or: always for principals and blocs that do not ratify, else
    its `consents` lines."""
    if case.party[who].always_asked:
        return (Condition(),)
    return tuple(consent.on for consent in case.consents if consent.who == who)


def asked(case: Case, who: str, package: Package) -> bool:
    """Whether a party's consent is needed for a package."""
    return any(holds(condition, case.issue, package) for condition in asked_on(case, who))


def agreed(case: Case, package: Package, stage: str = "table") -> Answer:
    """Whether all whose consent a package needs at a stage accept it; links are not looked at."""
    answers = {accepts(case, party.id, package) for party in consenters(case, stage) if asked(case, party.id, package)}
    if Answer.NO in answers:
        return Answer.NO
    return Answer.DEPENDS if Answer.DEPENDS in answers else Answer.YES
