"""Where the record and the figures say different things: nothing is overwritten, both are shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onetext.analysis.proposals import MOST_COMPLETIONS, completions, open_size
from onetext.model.acceptance import voter, worth_at
from onetext.model.case import Case
from onetext.model.inference import last_replies
from onetext.model.positions import Order, Position
from onetext.model.records import Reply
from onetext.model.witness import why_accepts


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`who` said one thing of `about` (a proposal or an issue), and its figures say another."""

    who: str
    about: str
    kind: str
    said: str
    computed: str
    evidence: tuple[str, ...] = ()


def contradictions(case: Case) -> tuple[Contradiction, ...]:
    """Replies that red lines, worths or other words contradict, then orders that worths contradict; in file order.

    `kind`: `reply` against red lines and figures, `words` against what else the party said, `order`. Of one whose
    acceptance turns on words, the last reply to each proposal is held against all else that it said.
    """
    return (*_replies(case), *_orders(case))


def _replies(case: Case) -> list[Contradiction]:
    found = []
    proposals = {proposal.id: proposal for proposal in case.proposals}
    for reply in case.replies:
        proposal = proposals.get(reply.to)
        if proposal is None or reply.says not in ("yes", "no") or open_size(case, proposal) > MOST_COMPLETIONS:
            continue
        rest = _apart_from(case, reply)
        if rest is None:
            continue
        reasons = [why_accepts(rest, reply.who, package) for package in completions(case, proposal)]
        if {reason.answer.value for reason in reasons} == {"no" if reply.says == "yes" else "yes"}:
            kind = "words" if any(reason.kind in ("reply", "view") for reason in reasons) else "reply"
            found.append(Contradiction(reply.who, reply.to, kind, reply.says, reasons[0].answer.value, reply.origin.evidence))
    return found


def _apart_from(case: Case, reply: Reply) -> Case | None:
    """The case against which a reply is held: where words decide, without the reply itself; None where a later one took its place."""
    party = case.party.get(reply.who)
    if (party is not None and party.is_a("bloc")) or voter(case, reply.who).reservation is not None:
        return case
    if not any(reply is last for last in last_replies(case, reply.who)):
        return None
    return replace(case, replies=tuple(one for one in case.replies if (one.who, one.to) != (reply.who, reply.to)))


def _orders(case: Case) -> list[Contradiction]:
    found = []
    for position in case.positions:
        for order in position.order:
            pair = _against(case, position, order)
            if pair is not None:
                found.append(
                    Contradiction(position.party, order.issue, "order", f"{pair[0]} above {pair[1]}", f"{pair[1]} above {pair[0]}")
                )
    return found


def _against(case: Case, position: Position, order: Order) -> tuple[str, str] | None:
    """The first pair of options that an order and the worths put the other way round."""
    issue = case.issue[order.issue]
    table = next((table for table in position.worth if table.issue == order.issue), None)
    if table is None:
        return None
    ids = [option.id for option in issue.options]
    ranks = {"up": [(o,) for o in reversed(ids)], "down": [(o,) for o in ids]}.get(order.direction, list(order.ranks))
    placed = [(place, option) for place, rank in enumerate(ranks) for option in rank]
    for place, better in placed:
        for other, worse in placed:
            if place < other and worth_at(table, issue, better).high < worth_at(table, issue, worse).low:
                return better, worse
    return None
