"""Where the record contradicts the figures or itself: nothing is overwritten, both sides are shown with their sources.

A contradiction has an id that lasts, and two sides, each with what it says, when, and where that comes from. What is
computed meanwhile stands beside it. Only a named person resolves one, in the section `resolved` of the case file: a reply
that does not hold is then left out (`model.resolved`); for all else the file must be edited, and is not in secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from onetext.analysis.record import denied, turns
from onetext.model.acceptance import worth_at
from onetext.model.case import Case
from onetext.model.checks import people_of
from onetext.model.conditions import holds, issues_of
from onetext.model.dates import surely_before
from onetext.model.disputes import Dispute, disputes
from onetext.model.inference import joined, last_replies
from onetext.model.numbers import ZERO, Interval
from onetext.model.orders import ranks_of
from onetext.model.positions import BASES, GUESS, IssueWorth, Order, Origin, Parts, Position, red_lines
from onetext.model.records import Reply, Resolved, Statement
from onetext.model.resolved import AGAINST_A_REPLY, UNDATED, contradiction_id, counted
from onetext.model.shown import Shape

KINDS = ("line", "reply", "words", "order", "view", "statements", "superseded")
"""From a reply against what the party will not do, to one that it replaced itself."""
COMPUTED_WITH = {"reply": "figures", "line": "line", "order": "figures", "superseded": "later"}
"""The side that is computed with until somebody changes the file; in the other kinds neither, or the entry that is there."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction.

    `name`: what `holds` of a resolution calls it: `reply`, `figures`, `line`, `words`, `order`, `view`, `earlier`,
    `later`, or the id of a statement. `says`: `yes`, `no`, `if`, a view or a stance; of an order the options, best first,
    with ` above ` between. `of`: the proposal, the red line or the issue that this is said of; `on`: the options.
    `date` is EDTF, empty where it is not known; `basis` is the weakest where several entries stand behind it.
    """

    name: str
    says: str
    of: str = ""
    on: tuple[str, ...] = ()
    date: str = ""
    basis: str = "guess"
    evidence: tuple[str, ...] = ()
    ranked: tuple[Parts, ...] = ()  # of an order: the better answers, then the worse

    SHAPE = Shape(null=("of",), hidden=("ranked",))


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who resolved a contradiction, when, which side holds, and why.

    `then`: `set_aside`, the reply that does not hold is left out of what is computed; `edit`, what does not hold is still
    computed with, until the case file is edited; `stands`, what is computed with is what holds.
    """

    by: str
    date: str
    holds: str
    why: str
    then: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things known of `party` that cannot both be so, about a proposal or an issue.

    `computed_with` names the side that is computed with, empty where neither is. `first`: the side that came first, empty
    where the dates do not tell. `stronger`: the side that rests on the stronger basis, empty where both rest on the same.
    `open`: nobody has resolved it, and both its sides still count: no resolution of another one took one away.
    """

    id: str
    kind: str
    party: str
    about: str
    sides: tuple[Side, Side]
    computed_with: str = ""
    first: str = ""
    stronger: str = ""
    open: bool = True
    resolved: Resolution | None = None

    SHAPE = Shape(null=("computed_with", "first", "stronger"))


def contradictions(case: Case, about: str | None = None) -> tuple[Contradiction, ...]:
    """Every contradiction of a case on its day, by kind, party and place; `about`: those about one proposal or issue alone.

    Whatever was resolved is listed, with who resolved it.
    """
    base = replace(case, resolved=()) if case.resolved else case
    told = {one.id: one for one in case.resolved}
    standing = {one.id for one in _found(case)} if told else set()
    found = [one for one in _found(base) if about in (None, one.about)]
    kept = [replace(_resolved(one, told.get(one.id)), open=one.id not in told and (not told or one.id in standing)) for one in found]
    who = {key: place for place, key in enumerate(people_of(case))}
    where = {key: place for place, key in enumerate((*case.issue, *(proposal.id for proposal in case.proposals)))}
    unique = {one.id: one for one in kept}.values()
    return tuple(sorted(unique, key=lambda one: (KINDS.index(one.kind), who[one.party], where[one.about], one.id)))


def unmatched(full: Case, today: Case) -> tuple[Resolved, ...]:
    """The resolutions of a case that name no contradiction of the day: they change nothing. `today` is the case on that day."""
    if not full.resolved:
        return ()
    known = {one.id for one in contradictions(today)}
    day = today.as_of or date.max
    return tuple(one for one in full.resolved if one.id not in known and (one.date is None or one.date <= day))


def _found(case: Case) -> Iterator[Contradiction]:
    """What contradicts; of a case with resolutions, among the replies that still count."""
    counting = replace(case, replies=counted(case), resolved=()) if case.resolved else case
    for dispute in disputes(counting):
        yield _of_reply(counting, dispute)
    for position in case.positions:
        yield from _orders(case, position)
    for entry in denied(case):
        kind = "view" if entry.entry.startswith("view:") else "line"
        mine = Side(kind, entry.says, entry.entry, entry.options, "", entry.origin.basis, entry.origin.evidence)
        other = _stated(entry.statement, entry.options)
        key = contradiction_id("view", entry.party, entry.entry, other.name)
        yield _contradiction(key, "view", entry.party, entry.issue, (mine, other), kind)
    known = {statement.id: statement for statement in case.statements}
    for (one, later, issue), options in turns(case).items():
        key = contradiction_id("statements", *sorted((one, later)), issue)
        sides = (_stated(known[one], options), _stated(known[later], options))
        yield _contradiction(key, "statements", known[one].speaks_for, issue, sides, "")


def _contradiction(key: str, kind: str, party: str, about: str, sides: tuple[Side, Side], computed_with: str) -> Contradiction:
    one, other = sides
    first = one.name if surely_before(one.date, other.date) else other.name if surely_before(other.date, one.date) else ""
    ranks = [BASES.index(side.basis) for side in sides]
    stronger = "" if ranks[0] == ranks[1] else sides[ranks[0] > ranks[1]].name
    return Contradiction(key, kind, party, about, sides, computed_with, first, stronger)


def _resolved(one: Contradiction, by: Resolved | None) -> Contradiction:
    """A contradiction as a named person resolved it."""
    if by is None:
        return one
    then = "stands" if by.holds == one.computed_with or not one.computed_with else "edit"
    if AGAINST_A_REPLY.get(one.kind) == by.holds:
        then = "set_aside"
    elif one.kind == "words":
        then = "edit"
    return replace(one, resolved=Resolution(by.by, str(by.date or ""), by.holds, by.why, then))


# --- replies


def _of_reply(case: Case, one: Dispute) -> Contradiction:
    reply = one.reply
    mine = Side("reply", reply.says, reply.to, (), str(reply.date or ""), reply.origin.basis, reply.origin.evidence)
    if one.later is not None:
        later = Side("later", one.later.says, reply.to, (), str(one.later.date or ""), one.later.origin.basis, one.later.origin.evidence)
        sides = replace(mine, name="earlier"), later
    elif one.line is not None:
        said = dict(next(p.package for p in case.proposals if p.id == reply.to))
        about, origin = tuple(said[issue] for issue in issues_of(one.line.form) if issue in said), one.line.origin
        sides = mine, Side("line", "never", one.line.id, about, str(one.line.since or ""), origin.basis, origin.evidence)
    else:
        basis, evidence = weakest(_grounds(case, one))
        sides = mine, Side(AGAINST_A_REPLY[one.kind], one.computed.value, reply.to, (), _only_date(case, one), basis, evidence)
    return _contradiction(one.id, one.kind, reply.who, reply.to, sides, COMPUTED_WITH.get(one.kind, ""))


def _only_date(case: Case, one: Dispute) -> str:
    """The day of the one reply that speaks against another; of several, or of views, none is known."""
    replies = _replies_of(case, one)
    return str(replies[0].date or "") if len(replies) == 1 == len(one.reasons) else ""


def _replies_of(case: Case, one: Dispute) -> list[Reply]:
    named = {reason.id for reason in one.reasons if reason.kind == "reply"}
    return [reply for reply in last_replies(case, one.reply.who) if reply.to in named]


def weakest(origins: Iterable[Origin]) -> tuple[str, tuple[str, ...]]:
    """The weakest basis of some entries, and all statements behind them; a guess where there is no entry."""
    every = list(origins) or [GUESS]
    basis = max((one.basis for one in every), key=BASES.index)
    return basis, tuple(dict.fromkeys(key for one in every for key in one.evidence))


def _grounds(case: Case, one: Dispute) -> Iterator[Origin]:
    """Where that comes from which all but a reply says: of whoever stands behind it, red lines, figures, views and replies."""
    who = one.reply.who
    party = case.party.get(who)
    for key in [member.id for member in party.members] if party is not None and party.is_a("bloc") else [who]:
        position = case.position.get(key, Position(key))
        kinds = {reason.kind for reason in one.reasons}
        lines = {reason.id for reason in one.reasons if reason.kind == "red_line"}
        yield from (line.origin for line in red_lines(position) if line.id in lines or "members" in kinds)
        if kinds & {"reservation", "members"}:
            yield from _figures(case, position, dict(next(p.package for p in case.proposals if p.id == one.reply.to)))
        if "view" in kinds:
            yield from (view.origin for view in position.view)
    yield from (reply.origin for reply in _replies_of(case, one))


def _figures(case: Case, position: Position, said: dict[str, str]) -> Iterator[Origin]:
    """Where the figures come from that make the value of a proposal, and the reservation value."""
    for table in position.worth:
        own = said.get(table.issue) if case.issue[table.issue].grid is None else None
        yield from (worth.origin for option, worth in table.at if own in (None, option))
    for term in position.terms:
        if not set(term.when.issues) <= set(said) or holds(term.when, case.issue, said):
            yield term.worth.origin
    if (held := position.reservation_on(case.as_of or date.min)) is not None:
        yield held.origin


# --- orders and preferences


def _orders(case: Case, position: Position) -> Iterator[Contradiction]:
    """Orders and preferences that the worths turn round; of an issue in a term nothing is said, for a term may turn it back."""
    apart = frozenset(case.issue) - joined(position) - {issue for term in position.terms for issue in term.when.issues}
    for order in position.order:
        pair = _turned(case, position, order) if order.issue in apart else None
        if pair is not None:
            better, worse = (((order.issue, option),) for option in pair)
            yield _ranked(position, (order.issue,), (better, worse), GUESS, "")
    for one in position.prefers:
        if not one.alike and apart >= {issue for issue, _ in one.rather} and _less(case, position, one.rather, one.than):
            sides = (" and ".join(f"{issue}={option}" for issue, option in answers) for answers in (one.rather, one.than))
            day = str(one.date or "")
            yield _ranked(position, (">".join(sides), day or UNDATED), (one.rather, one.than), one.origin, day)


def _ranked(position: Position, key: tuple[str, ...], pair: tuple[Parts, Parts], origin: Origin, day: str) -> Contradiction:
    """That a party ranks some answers above others, and its worths the others above them."""
    better, worse = map(_named, pair)
    issue, on = pair[0][0][0], tuple(option for answers in pair for _, option in answers)
    basis, evidence = weakest(_worths(position, (*pair[0], *pair[1])))
    mine = Side("order", f"{better} above {worse}", issue, on, day, origin.basis, origin.evidence, pair)
    other = Side("figures", f"{worse} above {better}", issue, on, "", basis, evidence, pair[::-1])
    return _contradiction(contradiction_id("order", position.party, *key), "order", position.party, issue, (mine, other), "figures")


def _named(answers: Parts) -> str:
    """Answers as a text: of one issue the option, of several each with its issue."""
    return answers[0][1] if len(answers) == 1 else " and ".join(f"{issue}={option}" for issue, option in answers)


def _turned(case: Case, position: Position, order: Order) -> tuple[str, str] | None:
    """The first option of an order that is surely worth more than one ranked above it, after the least such; None where none is."""
    issue = case.issue[order.issue]
    table = next((table for table in position.worth if table.issue == issue.id), IssueWorth(issue.id))
    least: list[tuple[Fraction, str]] = []
    for rank in ranks_of(order, issue) if table.at else ():
        worths = [(worth_at(table, issue, option), option) for option in rank]
        turned = next((option for worth, option in worths for lowest, _ in least if lowest < worth.low), None)
        if turned is not None:
            return least[0][1], turned
        least = [min((*least, *((worth.high, option) for worth, option in worths)), key=lambda one: one[0])]
    return None


def _less(case: Case, position: Position, one: Parts, other: Parts) -> bool:
    """Whether some answers are surely worth less than others, over all intervals; not where no worth is said of them."""
    if not any(table.issue == issue and (table.at or table.indifferent) for table in position.worth for issue, _ in one):
        return False
    return _worth(case, position, one).high < _worth(case, position, other).low


def _worth(case: Case, position: Position, answers: Parts) -> Interval:
    tables = {table.issue: table for table in position.worth}
    each = (worth_at(tables[issue], case.issue[issue], option) for issue, option in answers if issue in tables)
    return sum(each, ZERO)


def _worths(position: Position, answers: Parts) -> Iterator[Origin]:
    named = set(answers)
    for table in position.worth:
        points = [(option, worth) for option, worth in table.at if (table.issue, option) in named]
        if any(issue == table.issue for issue, _ in named):
            yield from (worth.origin for _, worth in points or table.at)


# --- statements


def _stated(one: Statement, options: tuple[str, ...]) -> Side:
    """A statement as a side: its own evidence."""
    return Side(one.id, one.stance, "", options, one.said, "statement", (one.id,))
