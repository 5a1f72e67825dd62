"""What follows for other packages from what a party said: its views, its orders and its replies to proposals.

Theory of operation: every reply, and the views together, become a condition on packages. A package that meets the
condition of an accepted proposal is nowhere worse than it, one that meets that of a refused proposal nowhere better.
Searches need nothing but these conditions. CASEFILE, "Acceptance"; where that leaves a choice, the cautious one is
taken, and a package of which a party's words say both is left open:

- Issues are held against each other one by one. An option is at least as good as another if the party's order of the
  issue, or what it prefers of two answers, leads from one to the other, or if they are the same. An issue to which the
  party is indifferent never counts. Issues joined by a term or an `only_if` must be answered as in the proposal,
  indifferent or not.
- An option that the party `rejects` is no better than one that it does not, whatever the order says.
- A reply to a proposal that leaves issues open counts only where none of these issues matters to the party.
- A refused proposal that crosses one of the party's own red lines is explained by the line, and nothing follows from it.
- Of several replies to one proposal the last counts; `if` takes an earlier yes or no back, silence does not.
- A reply that, as a named person resolved, does not hold counts as little as one that a later one replaced.
- Replies issue by issue (`on`), and the reply of a bloc as a whole, say nothing about whole packages here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from onetext.model.case import Case
from onetext.model.conditions import Among, Condition, issues_of, keeps
from onetext.model.orders import careless, no_better, no_worse
from onetext.model.positions import Position, red_lines
from onetext.model.records import Reply
from onetext.model.resolved import counted

Partial = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that a party said, and the packages of which it speaks; `reply` is None where it is the views together."""

    condition: Condition
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What a party's words make of packages: those that meet a condition in `accepted` are accepted, in `refused` refused.

    A package that meets one of each is left open.
    """

    accepted: tuple[Word, ...] = ()
    refused: tuple[Word, ...] = ()


def words(case: Case, position: Position) -> Words:
    """What follows from the views, orders and replies in a position; replies first, by proposal, then the views."""
    replies = tuple(last_replies(case, position.party))
    # Many replies share an answer to an issue: what lies beside it is worked out once.
    no_worse_than, no_better_than = (cache(partial(beside, case, position)) for beside in (no_worse_options, no_better_options))
    accepted = [Word(one, r) for r in replies if r.says == "yes" and (one := _no_worse(case, position, r, no_worse_than)) is not None]
    refused = [Word(one, r) for r in replies if r.says == "no" and (one := _no_better(case, position, r, no_better_than)) is not None]
    views = _all_viewed(case, position)
    return Words((*accepted, *([Word(views)] if views is not None else [])), tuple(refused))


def last_replies(case: Case, who: str) -> Iterator[Reply]:
    """The last reply of a party or member to each proposal, as a whole; undated ones count as earlier than dated ones."""
    mine = [reply for reply in counted(case) if reply.who == who and reply.says in ("yes", "no", "if")]
    last = {reply.to: reply for reply in sorted(mine, key=lambda reply: reply.date or date.min)}
    return (last[proposal.id] for proposal in case.proposals if proposal.id in last)


def joined(position: Position) -> frozenset[str]:
    """The issues that a term or an `only_if` joins with others, so that they cannot be judged one by one."""
    together = [set(term.when.issues) for term in position.terms]
    together += [{view.issue, *view.only_if.issues} for view in position.view if view.only_if is not None]
    return frozenset(issue for one in together if len(one) > 1 for issue in one)


def without_rejected(case: Case, position: Position) -> Condition:
    """That no issue has an option which the party rejects."""
    bad = {(view.issue, view.option) for view in position.view if view.says == "rejects"}
    named = dict.fromkeys(issue for issue, _ in bad)
    left = {i: tuple(o.id for o in case.issue[i].options if (i, o.id) not in bad) for i in named}
    return Condition(tuple((issue, Among(options)) for issue, options in left.items()))


def explained(case: Case, position: Position, package: Partial) -> bool:
    """Whether a party's own red lines explain that it refused a proposal: one is crossed, or may be by an open issue."""
    return any(not set(issues_of(line.form)) <= set(package) or not keeps(line.form, case.issue, package) for line in red_lines(position))


def once_explained(case: Case) -> tuple[Reply, ...]:
    """The replies of a case that count, a refusal that a red line explains as `if`.

    So nothing comes to follow from it where the line is given up.
    """
    packages = {proposal.id: dict(proposal.package) for proposal in case.proposals}
    positions = {reply.who: case.position.get(reply.who, Position(reply.who)) for reply in case.replies}
    return tuple(
        replace(reply, says="if") if reply.says == "no" and explained(case, positions[reply.who], packages[reply.to]) else reply
        for reply in counted(case)
    )


def _all_viewed(case: Case, position: Position) -> Condition | None:
    """That every issue has an option which the party wants or can live with; None where an issue has no view."""
    good = {(view.issue, view.option) for view in position.view if view.says in ("wants", "can_live", "indifferent")}
    never_counts = careless(position)
    if not never_counts | {view.issue for view in position.view} >= set(case.issue):
        return None
    named = [issue for issue in case.issues if issue.id not in never_counts]
    return Condition(tuple((i.id, Among(tuple(o.id for o in i.options if (i.id, o.id) in good))) for i in named))


def no_worse_options(case: Case, position: Position, issue: str, own: str) -> tuple[str, ...]:
    """The answers to an issue with which a package is there no worse to a party than with `own`; all where it does not count."""
    if issue in joined(position):
        return (own,)
    if issue in careless(position):
        return tuple(option.id for option in case.issue[issue].options)
    bad = {view.option for view in position.view if view.issue == issue and view.says == "rejects"}
    return tuple(o for o in no_worse(case.issue[issue], position, own) if o == own or o not in bad or own in bad)


def no_better_options(case: Case, position: Position, issue: str, own: str) -> tuple[str, ...]:
    """The answers to an issue with which a package is there no better to a party than with `own`; all where it does not count."""
    if issue in joined(position):
        return (own,)
    if issue in careless(position):
        return tuple(option.id for option in case.issue[issue].options)
    return no_better(case.issue[issue], position, own)


Beside = Callable[[str, str], tuple[str, ...]]
"""The answers to an issue that go with one of them."""


def _no_worse(case: Case, position: Position, reply: Reply, beside: Beside) -> Condition | None:
    """That a package is nowhere worse than the one replied to; None where nothing follows."""
    return _within(case, position, _replied(case, reply), beside)


def _no_better(case: Case, position: Position, reply: Reply, beside: Beside) -> Condition | None:
    """That a package is nowhere better than the one replied to; None where nothing follows."""
    own = _replied(case, reply)
    return None if explained(case, position, own) else _within(case, position, own, beside)


def _replied(case: Case, reply: Reply) -> dict[str, str]:
    return dict(next(proposal.package for proposal in case.proposals if proposal.id == reply.to))


def _within(case: Case, position: Position, own: Partial, beside: Beside) -> Condition | None:
    """That a package has, of every issue that counts, one of the answers allowed beside the proposal's own."""
    never_counts, parts = careless(position) - joined(position), []
    for issue in case.issues:
        if issue.id in never_counts:
            continue
        if issue.id not in own:
            return None
        options = beside(issue.id, own[issue.id])
        if len(options) < len(issue.options):
            parts.append((issue.id, Among(options)))
    return Condition(tuple(parts))
