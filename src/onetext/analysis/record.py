"""What a party said over time: statements that cannot both hold, entries that statements deny, and how stances moved.

Two sayings contradict each other only where both name the same answer and stand in the table OPPOSITE: an acceptance
against a refusal or a red line. What is mixed, reported, conditional or demanded contradicts nothing. Dates are EDTF
texts; which of two came first is said only where all days that the one may mean lie before all that the other may.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from onetext.model.case import Case
from onetext.model.conditions import Always, Condition, Never, meets
from onetext.model.dates import earliest, surely_before
from onetext.model.positions import Origin, Position, RedLine
from onetext.model.records import Statement
from onetext.model.shown import Shape

REFUSED, TAKEN = frozenset({"reject", "red_line"}), frozenset({"accept"})
OPPOSITE: dict[str, frozenset[str]] = {
    "accept": REFUSED,
    "reject": TAKEN,
    "red_line": TAKEN,
    "wants": REFUSED,
    "can_live": REFUSED,
    "rejects": TAKEN,
    "never": TAKEN,
}
"""A stance or view to the stances that cannot hold together with it; all others are opposed by none."""
STANCE_OF_REPLY = {"yes": "accept", "no": "reject", "if": "conditional"}
"""What a reply to a single issue of a proposal says of the proposal's answer to it."""

Place = tuple[str, str]
"""An issue and one of its options, "" for the issue as a whole."""


def places(statement: Statement) -> Iterator[Place]:
    """What a statement speaks of, answer by answer."""
    for issue, options in statement.issue:
        yield from ((issue, option) for option in options or ("",))


def in_time(said: str, key: str) -> tuple[date, str, str]:
    """What puts sayings in the order of their dates as far as these are known; those without a beginning come first."""
    return earliest(said) or date.min, said, key


def turns(case: Case) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Statements of one party that cannot both hold: the two ids, the earlier first as far as is known, and the issue, to the options.

    Each turn once: of an answer that a party accepted, refused and accepted again, the first two and the last two.
    """
    spoken: dict[tuple[str, str, str], list[Statement]] = {}
    for one in sorted(case.statements, key=lambda s: in_time(s.said, s.id)):
        if one.speaks_for and one.stance in OPPOSITE:
            for issue, option in places(one):
                spoken.setdefault((one.speaks_for, issue, option), []).append(one)
    found: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for (_, issue, option), said in spoken.items():
        for one, later in pairwise(said):
            if later.stance in OPPOSITE[one.stance]:
                key = (one.id, later.id, issue)
                found[key] = (*found.get(key, ()), *([option] if option else []))
    return found


@dataclass(frozen=True, slots=True)
class Denied:
    """An entry of a position (a view, or a red line over one issue) against a statement that says the opposite of some options."""

    party: str
    entry: str
    says: str
    issue: str
    options: tuple[str, ...]
    origin: Origin
    statement: Statement


def denied(case: Case) -> Iterator[Denied]:
    """Each view and red line that a statement denies, unless that is surely older than all statements that it names as evidence."""
    known = {one.id: one for one in case.statements}
    spoken: dict[tuple[str, str, str], list[Statement]] = {}
    for one in case.statements:
        for issue, option in places(one):
            spoken.setdefault((one.speaks_for, issue, option), []).append(one)
    for position in case.positions:
        for key, says, issue, options, origin in _entries(case, position):
            dated = [known[one].said for one in origin.evidence if one in known and known[one].said]
            against: dict[str, list[str]] = {}
            for option in options:
                for one in spoken.get((position.party, issue, option), ()):
                    older = bool(dated) and all(surely_before(one.said, day) for day in dated)
                    if one.stance in OPPOSITE.get(says, ()) and not older:
                        against.setdefault(one.id, []).append(option)
            for one_id, denies in against.items():
                yield Denied(position.party, key, says, issue, tuple(denies), origin, known[one_id])


def _entries(case: Case, position: Position) -> Iterator[tuple[str, str, str, tuple[str, ...], Origin]]:
    """The views of single options and the red lines over one issue: id, what is said, issue, of which options, origin."""
    for view in position.view:
        if view.option:
            yield f"view:{view.issue}:{view.option}", view.says, view.issue, (view.option,), view.origin
    for line in position.red_lines:
        if (about := forbidden(case, line)) is not None:
            yield line.id, "never", *about, line.origin


def forbidden(case: Case, line: RedLine) -> tuple[str, tuple[str, ...]] | None:
    """The issue and the options that a red line rules out whatever else is agreed; None where it looks at other issues too."""
    match line.form:
        case Never(Condition(((issue, part),))):
            named = set(meets(part, case.issue[issue]))
        case Always(Condition(((issue, part),))):
            named = set(range(len(case.issue[issue].options))) - set(meets(part, case.issue[issue]))
        case _:
            return None
    return issue, tuple(option.id for place, option in enumerate(case.issue[issue].options) if place in named)


@dataclass(frozen=True, slots=True)
class Step:
    """What a party said of some answers to an issue, in a statement or in reply to a proposal; `options` empty: of the issue."""

    date: str
    stance: str
    options: tuple[str, ...]
    statement: str = ""
    proposal: str = ""
    basis: str = "statement"
    evidence: tuple[str, ...] = ()

    SHAPE = Shape(null=("statement", "proposal"))


@dataclass(frozen=True, slots=True)
class Drift:
    """How what a party said of an issue changed from day to day.

    `steps` in the order of their dates, those left out that say nothing new; `sure` where the dates tell that order.
    `undated` counts what it said of the same answers on days that are not known, and that therefore stands in no order.
    """

    party: str
    issue: str
    steps: tuple[Step, ...]
    sure: bool
    undated: int = 0


def drift(case: Case) -> tuple[Drift, ...]:
    """Each party and issue of which what it said changed; what is only reported is no stance."""
    said: dict[tuple[str, str], list[Step]] = {}
    for who, issue, step in (*_stated(case), *_replied(case)):
        said.setdefault((who, issue), []).append(step)
    order = {issue.id: place for place, issue in enumerate(case.issues)}
    moved = (_moved(who, issue, steps) for (who, issue), steps in said.items())
    return tuple(sorted((one for one in moved if one is not None), key=lambda one: (one.party, order[one.issue])))


def _stated(case: Case) -> Iterator[tuple[str, str, Step]]:
    for one in case.statements:
        if one.speaks_for and one.stance not in ("", "neutral_report"):
            for issue, options in one.issue:
                yield one.speaks_for, issue, Step(one.said, one.stance, options, statement=one.id, evidence=(one.id,))


def _replied(case: Case) -> Iterator[tuple[str, str, Step]]:
    packages = {proposal.id: dict(proposal.package) for proposal in case.proposals}
    for reply in case.replies:
        for issue, says in reply.on:
            if says in STANCE_OF_REPLY:
                options = (packages[reply.to][issue],) if issue in packages[reply.to] else ()
                day, origin = str(reply.date or ""), reply.origin
                yield reply.who, issue, Step(day, STANCE_OF_REPLY[says], options, "", reply.to, origin.basis, origin.evidence)


def _moved(who: str, issue: str, said: list[Step]) -> Drift | None:
    """The steps that speak of answers of which what is said changed; None where it did not."""
    dated = sorted(
        (one for one in said if earliest(one.date)), key=lambda one: (in_time(one.date, one.statement), one.proposal, one.stance)
    )
    last: dict[str, str] = {}
    changed: set[str] = set()
    for step in dated:
        for option in step.options or ("",):
            if last.setdefault(option, step.stance) != step.stance:
                changed.add(option)
            last[option] = step.stance
    if not changed:
        return None
    kept: list[Step] = []
    now: dict[str, str] = {}
    for step in dated:
        about = [option for option in step.options or ("",) if option in changed]
        if any(now.get(option) != step.stance for option in about):
            kept.append(step)
        now |= dict.fromkeys(about, step.stance)
    sure = all(surely_before(one.date, later.date) for one, later in pairwise(kept))
    undated = [one for one in said if not earliest(one.date) and changed & set(one.options or ("",))]
    return Drift(who, issue, tuple(kept), sure, len(undated))
