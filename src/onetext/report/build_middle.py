"""The middle of the brief as data: proposals and replies, trades, the window, rules."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.analysis.proposals import Failing, ProposalReport, completions
from onetext.analysis.trades import Trade
from onetext.model.acceptance import Answer, accepts, broken_links, value, voter
from onetext.model.case import Case
from onetext.model.demands import Demand, demands
from onetext.model.records import Proposal, Reply
from onetext.model.resolved import counted
from onetext.model.rules import RULES
from onetext.report import parts
from onetext.report.build_opening import demand
from onetext.report.findings import Findings
from onetext.report.say import (
    answer,
    chosen,
    display,
    figure,
    figures,
    follows_words,
    in_words,
    interval,
    link_words,
    option_label,
    pair,
    people,
)
from onetext.report.text import amount, count, listed, name, number
from onetext.solve.results import Nearest, Refined, Solution

MOST_TRADES = 6
MOST_OPEN = 4


def proposals(found: Findings) -> tuple[parts.Proposal, ...]:
    """Each proposal, what becomes of it, and the replies to it."""
    named = {proposal.id: proposal for proposal in found.case.proposals}
    return tuple(_proposal(found, named[report.id], report) for report in found.why.proposals)


def _proposal(found: Findings, proposal: Proposal, report: ProposalReport) -> parts.Proposal:
    case = found.case
    said = dict(proposal.package)
    open_issues = tuple(issue.name for issue in case.issues if issue.id not in said)
    if not said:
        return _without_content(case, proposal)
    if len(open_issues) > MOST_OPEN:
        open_issues = (f"{len(open_issues)} of {len(case.issues)} issues",)
    after = [_nearest(case, proposal, near, _after(found, i)) for i, near in enumerate(report.nearest_after) if near is not None]
    return parts.Proposal(
        proposal.id, proposal.name, proposal.by, str(proposal.date or ""), chosen(case, proposal.package), open_issues,
        admissible=report.admissible if report.whole or not report.admissible else None,
        accepts=report.accepts,  # type: ignore[arg-type]
        condition=(*_conditions(case, proposal, report), *_follows(case, proposal, report)),
        fails=tuple(_failing(case, proposal, fail) for fail in report.fails),
        dominated_by=chosen(case, report.dominated_by or ()),
        nearest=_nearest(case, proposal, report.nearest, "") if report.nearest else None,
        nearest_after=tuple(after),
        replies=tuple(_reply(case, reply) for reply in case.replies if reply.to == proposal.id),
    )  # fmt: skip


def _without_content(case: Case, proposal: Proposal) -> parts.Proposal:
    """A proposal of which no answer is known: nothing can be said of it but the replies."""
    replies = tuple(_reply(case, reply) for reply in case.replies if reply.to == proposal.id)
    return parts.Proposal(proposal.id, proposal.name, proposal.by, str(proposal.date or ""), open_issues=("every issue",), replies=replies)


def _after(found: Findings, place: int) -> str:
    changes = found.why.softenings[place].changes
    who = list(dict.fromkeys(change.party for change in changes if change.party))
    moves = f"{people(found.case, who)} {'moves' if len(who) == 1 else 'move'}" if who else ""
    waived = sum(not change.party for change in changes)
    links = "" if not waived else "a link is waived" if waived == 1 else f"{number(waived)} links are waived"
    return f"Once {listed([words for words in (moves, links) if words])}"


def _nearest(case: Case, proposal: Proposal, near: Nearest, after: str) -> parts.Nearest:
    said, first = dict(proposal.package), dict(near.packages[0])
    changed = [(issue, option) for issue, option in first.items() if issue in said and said[issue] != option]
    listed_packages = tuple(chosen(case, package) for package in near.packages)
    return parts.Nearest(near.changes, near.tied or 1, listed_packages, chosen(case, changed), after)


def _conditions(case: Case, proposal: Proposal, report: ProposalReport) -> Iterator[tuple[str, str]]:
    """For those whose answer depends on the one issue that is left open: on which answers they accept."""
    said = dict(proposal.package)
    left = [issue for issue in case.issues if issue.id not in said]
    if len(left) != 1:
        return
    tried = [package for package in completions(case, proposal) if not broken_links(case, package)]
    for who, says in report.accepts:
        if says == "depends":
            fine = [package[left[0].id] for package in tried if accepts(case, who, package) is Answer.YES]
            if fine and len(fine) < len(tried):
                labels = [name(option_label(left[0], left[0].option(option))) for option in fine]
                yield who, f"if {name(left[0].name)}: {listed(labels, 'or')}"


def _follows(case: Case, proposal: Proposal, report: ProposalReport) -> Iterator[tuple[str, str]]:
    """For those whose answer follows from what they said elsewhere: from what."""
    for one in report.because:
        if words := follows_words(case, proposal, one.answer, one.kind, one.id):
            yield one.party, f"({words})"


def _failing(case: Case, proposal: Proposal, fail: Failing) -> parts.Demand:
    if fail.kind == "link":
        link = next(link for link in case.links if link.id == fail.id)
        lacks = [word for word, there in (("reason", link.why), ("source", link.source), ("owner", link.who)) if not there]
        note = f": no {listed(lacks, 'or')} is recorded" if lacks else ""
        return parts.Demand("link", f"the link “{link_words(case, link)}”{note}", None, link.id)
    one = next(d for d in demands(case) if d.key == (fail.party, fail.kind, fail.id))
    if fail.kind == "reservation":
        return parts.Demand("reservation", _too_little(case, proposal, one), fail.party)
    return demand(case, one, _refusing(case, proposal, one))


def _counted(case: Case, proposal: Proposal) -> list[dict[str, str]]:
    """The completions that count: those that break no link, where there is any."""
    every = list(completions(case, proposal))
    return [package for package in every if not broken_links(case, package)] or every


def _refusing(case: Case, proposal: Proposal, one: Demand) -> tuple[str, ...]:
    """The members of a bloc that refuse a proposal however its open issues are filled; where none does, those that may."""
    counted = _counted(case, proposal)
    refusing = {who: [accepts(case, who, package) is Answer.NO for package in counted] for who in one.members}
    return tuple(who for who, no in refusing.items() if all(no)) or tuple(who for who, no in refusing.items() if any(no))


def _too_little(case: Case, proposal: Proposal, one: Demand) -> str:
    worths = [value(case, one.party, package) for package in _counted(case, proposal)]
    low, high = min(w.low for w in worths), max(w.high for w in worths)
    reservation = voter(case, one.party).reservation
    span = amount(display(low) if low == high else f"{display(low)} to {display(high)}")
    return f"worth {span} to it, against {interval(reservation)} without an agreement" if reservation else f"worth {span} to it"


def _reply(case: Case, reply: Reply) -> parts.Reply:
    words = [f"{'no reply' if says == 'silent' else says} to {name(case.issue[issue].name)}" for issue, says in reply.on]
    words += [] if reply in counted(case) else ["set aside by a named person, as the record says"]
    says = reply.says or ("silent" if not reply.on else "if")
    return parts.Reply(reply.who, says, str(reply.date or ""), listed(words), reply.origin.basis, reply.origin.evidence)


# --- trades -----------------------------------------------------------------------------------------------------------


def trades(found: Findings) -> tuple[parts.Trade, ...]:
    """The best trades from each start: those that leave nobody worse off, then those that bring one party to accept."""
    starts = [start for start in found.starts if start.better or start.lifts]
    each = max(MOST_TRADES // len(starts), 1) if starts else 0
    chosen_ = [(start.label, trade) for start in starts for trade in (*start.better[: each - bool(start.lifts)], *start.lifts)[:each]]
    return tuple(_trade(found.case, label, trade) for label, trade in chosen_[:MOST_TRADES])


def _trade(case: Case, label: str, trade: Trade) -> parts.Trade:
    """Change by change; what it changes for each party stands in `gains`."""
    steps = []
    for issue, old, new in trade.changes:
        was, now = answer(case, issue, old), answer(case, issue, new)
        steps.append(f"{pair(now.issue_label, now.option_label)} instead of {name(was.option_label)}")
    text = "; ".join(steps) + "." + (f" With this {name(case.name(trade.lifts))} would accept." if trade.lifts else "")
    gains = figures((who, move) for who, move in trade.moves if move)
    return parts.Trade(text, label, chosen(case, [(i, new) for i, _, new in trade.changes]), gains, chosen(case, trade.package))


def trades_note(found: Findings) -> str:
    """What the list holds, or that nothing was found and from where it was looked for."""
    if any(start.better or start.lifts for start in found.starts):
        better = "Changes of up to three answers that leave no principal worse off, best first." * any(
            start.better for start in found.starts
        )
        lifts = "A change that brings one party to accept may leave another with less; the figures say so."
        own = "Each figure is in that party’s own points."
        return " ".join(words for words in (better, lifts * any(start.lifts for start in found.starts), own) if words)
    if not found.starts:
        return ""
    whence = listed([name(start.label) for start in found.starts if start.label]) or "the package that the least movement opens"
    return f"From {whence}, no change of up to three answers serves one principal better and none worse."


# --- rules ------------------------------------------------------------------------------------------------------------


def rules(found: Findings) -> tuple[parts.Rule, ...]:
    """Each rule, also where it has no package to pick."""
    return tuple(_rule(found, solution) for solution in found.solutions)


def _rule(found: Findings, solution: Solution) -> parts.Rule:
    rule = RULES[solution.rule]
    notes = []
    if solution.midpoints:
        notes.append(
            "Computed at the middle of each interval" + ("." if solution.acceptable == "all" else "; acceptable only in some cases.")
        )
    if solution.ratified in NOT_RATIFIED:
        notes.append(NOT_RATIFIED[solution.ratified])
    if solution.refined is not None:
        notes.append(_refined_words(found.case, solution.refined))
    objective = solution.objective if isinstance(solution.objective, tuple) else (solution.objective,)
    bound = solution.bound if isinstance(solution.bound, tuple) else (solution.bound,)
    others = tuple(party.id for party in found.case.parties if party.id not in solution.weighed and party.id in dict(_counts(found)))
    return parts.Rule(
        solution.rule, rule.plain_name, solution.status, chosen(found.case, solution.package or ()), figures(solution.values),
        figures(solution.gains), tuple(figure(o) for o in objective if o is not None), tuple(figure(b) for b in bound if b is not None),
        solution.tied, solution.unique, solution.method, solution.weighed, others, solution.compares_points, " ".join(notes), rule.source,
    )  # fmt: skip


NOT_RATIFIED = {
    "no": "It would not be ratified; the rule looks at the table alone.",
    "depends": "Whether it would be ratified is open; the rule looks at the table alone.",
}


def _refined_words(case: Case, refined: Refined) -> str:
    """Why the plain product is 0 in every package, and where that of those who can gain is largest."""
    if not refined.over:
        return "The product is 0 in every package: none lets anybody gain."
    apart = f"The product is 0 in every package: none lets {people(case, refined.cannot_gain, 'or')} gain together with the rest."
    return f"{apart} For {people(case, refined.over)} alone it is largest with {in_words(chosen(case, refined.package))}."


def _counts(found: Findings) -> list[tuple[str, int]]:
    return [(accepted.party, accepted.yes) for accepted in found.zopa.acceptable]


def rules_note(found: Findings) -> str:
    if not found.solutions:
        return "Nobody’s answers have points, so there are no gains for a rule to weigh."
    if any(solution.package is not None for solution in found.solutions):
        return ""
    if found.why.agreement == "depends":
        return f"No package is surely acceptable to all, so no rule has one to pick; {count(found.zopa.zopa_possible, 'package')} may be."
    return "No package is acceptable to all, so no rule has one to pick."
