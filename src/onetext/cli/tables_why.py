"""What is in the way and what would open an agreement, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from onetext.cli import tables_record
from onetext.cli.words import amount, answer_name, grouped
from onetext.model.acceptance import voter
from onetext.report.say import follows_words, form_words
from onetext.report.text import plain

if TYPE_CHECKING:
    from onetext.analysis.proposals import ProposalReport
    from onetext.analysis.reasons import Why
    from onetext.model.case import Case
    from onetext.solve.results import Change, Nearest, Softening

Table = Callable[..., None]
Say = Callable[..., None]

MOST_ANSWERS = 6
VERDICT = {
    "yes": "There is a package that all accept.",
    "no": "No package is acceptable to all.",
    "depends": "Whether some package is acceptable to all depends on what is not known.",
    "unknown": "Stopped before it was known whether some package is acceptable to all.",
}


def show(case: Case, found: Why, table: Table, say: Say) -> None:
    """Print the verdict, the conflicts, the movements and links that would open an agreement, and the proposals."""
    say(VERDICT[found.agreement], style="bold")
    if found.conflicts:
        rows = [(str(n), "; ".join(demand_text(case, one) for one in conflict.in_the_way)) for n, conflict in enumerate(found.conflicts, 1)]
        table(("", "What does not fit together"), rows)
        _unless_complete(found, "conflicts", "conflicts", say)
    if found.softenings:
        table(
            ("What would open it", "Packages", "Then for example"),
            [softening_row(case, one, telling(found.softenings)) for one in found.softenings],
            (1,),
        )
        _unless_complete(found, "softenings", "ways", say)
    if found.links_in_the_way:
        links = [
            (
                link_title(case, one.id),
                ("" if one.counted else "at least ") + grouped(one.opens),
                ", ".join(one.proposals) or "-",
                one.why or "-",
            )
            for one in found.links_in_the_way
        ]
        table(("Link in the way", "Opens", "Keeps out", "Why it holds"), links, (1,))
    if found.proposals:
        proposals = [_proposal(case, one) for one in found.proposals]
        table(("Proposal", "Breaks no link", "Accept", "Do not accept", "Depends", "Nearest acceptable"), proposals)
        details = [row for one in found.proposals if (row := _detail(case, one))[1:] != ("-", "-")]
        if details:
            table(("Proposal", "In the way of it", "The nearest differs in"), details)
        if reasons := [row for one in found.proposals for row in _reasons(case, one)]:
            table(("Proposal", "Who", "Answer", "Because it is"), reasons)
    tables_record.show(case, found, table, say)


def _unless_complete(found: Why, name: str, what: str, say: Say) -> None:
    if name not in found.complete:
        say(f"There may be more {what}: this list is not proven complete.")


def demand_text(case: Case, demand: Any) -> str:
    """A demand in words: whose it is, and its red line, reservation value, rule or link."""
    if demand.kind == "link":
        return f"the link: {link_title(case, demand.id)}"
    if demand.kind == "bloc":
        return f"the consent of {case.name(demand.party)} (in the way: {', '.join(map(case.name, demand.members))})"
    if demand.kind == "reservation":
        return f"what {case.name(demand.party)} has without an agreement"
    return f"{case.name(demand.party)}: {line_title(case, demand.party, demand.id)}"


def line_title(case: Case, who: str, key: str) -> str:
    """A red line by its title, else by what it asks."""
    return next((line.title or plain(form_words(case, line.form)) for line in voter(case, who).lines if line.id == key), key)


def link_title(case: Case, key: str) -> str:
    """A link by its title, else by what it asks."""
    return next((link.title or plain(form_words(case, link.form)) for link in case.links if link.id == key), key)


def telling(openings: Sequence[Softening]) -> frozenset[str]:
    """The issues in which the packages of several openings differ; all where they do not."""
    packages = [dict(one.package) for one in openings]
    issues = [issue for issue in packages[0] if len({package[issue] for package in packages}) > 1]
    return frozenset(issues or packages[0])


def softening_row(case: Case, one: Softening, issues: frozenset[str]) -> Sequence[str]:
    """What an opening asks, how many packages it opens, and of one of them the answers to some issues."""
    changes = "; ".join(change_text(case, change) for change in one.changes)
    answers = [f"{issue}: {answer_name(case, issue, option)}" for issue, option in one.package if issue in issues]
    more = len(one.package) - min(len(answers), MOST_ANSWERS)
    package = "; ".join(answers[:MOST_ANSWERS]) + (f"; and {more} more answer{'s' if more > 1 else ''}" if more else "")
    return (changes, "not counted" if one.packages is None else grouped(one.packages), package)


def change_text(case: Case, change: Change) -> str:
    """One movement in words."""
    if change.kind == "link":
        return f"the link waived: {link_title(case, change.id)}"
    name = case.name(change.party)
    if change.kind == "reservation":
        points = change.by if change.by is not None else change.cost
        return f"{name} accepts {amount(points)} point{'' if points == Fraction(1) else 's'} less than it has without an agreement"
    return f"{name} moves on: {line_title(case, change.party, change.id)}"


def _proposal(case: Case, one: ProposalReport) -> Sequence[str]:
    said = dict(one.accepts)
    by = {answer: ", ".join(case.name(who) for who, each in said.items() if each == answer) or "-" for answer in ("yes", "no", "depends")}
    admissible = {True: "yes", False: "no", None: "not known"}[one.admissible]
    after = next((each for each in one.nearest_after if each is not None), None)
    near = _nearest(one.nearest) if after is None or one.nearest else f"{_nearest(after)}, once opened"
    return (one.id, admissible, by["yes"], by["no"], by["depends"], near)


def _detail(case: Case, one: ProposalReport) -> Sequence[str]:
    """What a proposal misses, and which of its answers the nearest package changes."""
    fails = "; ".join(f"the consent of {case.name(f.party)}" if f.kind == "bloc" else demand_text(case, f) for f in one.fails) or "-"
    near = one.nearest or next((each for each in one.nearest_after if each is not None), None)
    said = next(dict(proposal.package) for proposal in case.proposals if proposal.id == one.id)
    first = near.packages[0] if near is not None and near.packages else ()
    changed = [f"{issue}: {answer_name(case, issue, option)}" for issue, option in first if said.get(issue, option) != option]
    return (one.id, fails, "; ".join(changed) or "-")


def _reasons(case: Case, one: ProposalReport) -> list[Sequence[str]]:
    """The answers to a proposal that follow from what was said of another, or from views."""
    proposal = next(p for p in case.proposals if p.id == one.id)
    rows = ((b.party, b.answer, follows_words(case, proposal, b.answer, b.kind, b.id)) for b in one.because)
    return [(one.id, case.name(who), answer, plain(words)) for who, answer, words in rows if words]


def _nearest(nearest: Nearest | None) -> str:
    if nearest is None:
        return "-"
    return f"{nearest.changes} change{'' if nearest.changes == 1 else 's'}" + (
        f", {grouped(nearest.tied)} ways" if nearest.tied and nearest.tied > 1 else ""
    )
