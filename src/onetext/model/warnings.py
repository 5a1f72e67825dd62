"""What a case leaves unsaid: not mistakes, but each changes what can be concluded, and a warning says how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from onetext.errors import Path, Problem
from onetext.model.acceptance import consenters, is_silent
from onetext.model.case import Case
from onetext.model.parties import ASKED_WHERE_SAID
from onetext.model.positions import IssueWorth, NoNumber, Origin, Position
from onetext.model.validity_replies import broken

Warnings = Iterator[Problem]
MOST_LISTED = 6


def listed(names: Iterable[str]) -> str:
    """Some names, the first few in full."""
    all_names = list(names)
    more = f" and {len(all_names) - MOST_LISTED} more" if len(all_names) > MOST_LISTED else ""
    return ", ".join(all_names[:MOST_LISTED]) + more


def unsaid_options(case: Case, issue_id: str, table: IssueWorth | None) -> tuple[str, ...]:
    """The options of an issue of which a party's worth is not said, in file order.

    Of a number, all or none: between and beyond the amounts that are said, the worth follows from them.
    """
    issue = case.issue[issue_id]
    if table is not None and (table.indifferent or (issue.grid is not None and table.at)):
        return ()
    said = {key for key, _ in table.at} if table is not None else set()
    return tuple(option for option in issue.places if option not in said)


def _unsaid_worths(case: Case) -> Warnings:
    for position in (position for position in case.positions if position.has_worths):
        tables = {table.issue: table for table in position.worth}
        missing = {issue.id: unsaid_options(case, issue.id, tables.get(issue.id)) for issue in case.issues}
        whole = [issue for issue, options in missing.items() if len(options) == len(case.issue[issue].options)]
        some = [f"{issue} ({', '.join(options)})" for issue, options in missing.items() if options and issue not in whole]
        if whole or some:
            what = f"worths that {position.party!r} does not say: {listed(whole + some)}"
            yield Problem("not_said", what, "each counts as 0 and is shown as not said", ("positions", position.party, "worth"))


def _silent(case: Case) -> Warnings:
    for party in dict.fromkeys((*consenters(case), *consenters(case, "ratify"))):
        members: dict[str, Path] = {member.id: ("parties", party.id, "members", member.id) for member in party.members}
        people = members if party.is_a("bloc") else {party.id: ("parties", party.id)}
        for who, path in people.items():
            if is_silent(case, who):
                what = f"{who!r} is silent: no figure, red line, view or reply of it is known"
                at: Path = ("positions", who) if who in case.position else path
                yield Problem("silent", what, "every verdict that needs it is at most 'depends'", at)


def _links(case: Case) -> Warnings:
    for i, link in enumerate(case.links):
        if not link.why:
            yield Problem(
                "no_why", f"link {link.id!r} has no why", "where it is in the way, the brief cannot say why it holds", ("links", i)
            )


def _unnamed(case: Case) -> Warnings:
    named = {consent.who for consent in case.consents}
    for party in case.parties:
        role = next((kind for kind in party.kinds if kind in ASKED_WHERE_SAID), "")
        if role and party.id not in named and not party.always_asked:
            what = f"no line of consents names the {role} {party.id!r}"
            yield Problem("not_asked", what, "its consent is never needed", ("parties", party.id))


def _bare(origin: Origin) -> bool:
    """Whether nothing stands behind a figure: no statement, and no sealed answer either."""
    return not origin.evidence and origin.basis != "answer"


def _no_evidence(case: Case) -> Warnings:
    for position in case.positions:
        if bare := list(_bare_parts(position)):
            message = f"no evidence for {', '.join(bare)} of {position.party!r}"
            yield Problem("no_evidence", message, "what rests on it rests on a guess", ("positions", position.party))


def _bare_parts(position: Position) -> Iterator[str]:
    """What of a position is bare, in words."""
    entries = () if isinstance(position.reservation, NoNumber) else position.reservation
    if any(_bare(entry.worth.origin) for entry in entries):
        yield "the reservation value"
    if any(_bare(worth.origin) for table in position.worth for _, worth in table.at):
        yield "the worths"
    if any(_bare(term.worth.origin) for term in position.terms):
        yield "the terms"
    if any(_bare(line.origin) for line in position.red_lines):
        yield "the red lines"


def _replied_to(case: Case) -> Warnings:
    """Replies to proposals that break a link of law, money or choice, or one that may be waived; any other link is an error."""
    for place, number in broken(case):
        reply, link = case.replies[place], case.links[number]
        what = f"{reply.who!r} replies {reply.says!r} to {reply.to!r}, which breaks the link {link.id!r}"
        follows = "no package that all accept can be that proposal; what the reply says of others counts"
        yield Problem("replied", what, follows, ("replies", place, "to"), also=("links", number))


CHECKS: tuple[Callable[[Case], Warnings], ...] = (_unsaid_worths, _silent, _links, _unnamed, _no_evidence, _replied_to)
"""One row for each kind of thing that may be left unsaid."""


def warnings(case: Case) -> list[Problem]:
    """What a valid case leaves unsaid, each with its path and, as what `allowed` says, with what follows from it.

    A worth not said, a silent consenter, a link without why, a holder, guarantor or ratifier that no line of `consents`
    names, red lines and figures behind which no statement stands, and a reply to a proposal that breaks a link.
    """
    return [warning for check in CHECKS for warning in check(case)]
