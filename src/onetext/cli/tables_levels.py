"""What becomes of an agreement at home, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from onetext.analysis.levels import carried, says
from onetext.cli.tables_why import demand_text, softening_row, telling
from onetext.cli.words import answer_name, grouped
from onetext.report.say_levels import ALONE, confirming, not_ratified, ratified_words
from onetext.report.text import plain
from onetext.report.words import capital

if TYPE_CHECKING:
    from onetext.analysis.levels import Confirmed, Ratification
    from onetext.analysis.reasons import Why
    from onetext.model.case import Case
    from onetext.model.conditions import Package
    from onetext.solve.results import Levels, Portion

Table = Callable[..., None]
Say = Callable[..., None]
Row = Sequence[str]

KINDS = {
    "table": "All at the table accept",
    "both": "These too would be ratified",
    "table_only": "The table accepts, not ratified",
    "ratifiers_only": "Would be ratified, not at the table",
}
MOST_ANSWERS = 4
WHO_MOVES = {"both_move": "both", "ratifiers_move": "who ratifies", "table_moves": "the table"}
OUT_OF_REACH = {
    "ratifiers_move": "Those who ratify cannot carry it alone: at the table no package suits all.",
    "table_moves": "The table cannot carry it alone: no package suits all who ratify.",
}


def outcome(case: Case, found: Levels) -> Iterator[str]:
    """What would be ratified of what the table accepts, and what would be and is not accepted there, in sentences."""
    if words := ratified_words(case, found, ALONE):
        yield f"{capital(plain(words))}."
    other = found.ratifiers_only.sure
    if other and found.table.answer == "no":
        yield f"All who ratify would accept {grouped(other)} package{'' if other == 1 else 's'} that somebody at the table does not."


def show(case: Case, why: Why, table: Table, say: Say) -> None:
    """Print who ratifies, how many packages pass which level, the proposals, and what would carry an agreement."""
    found = why.ratification
    if found is None:
        return
    say(f"\nTwo levels. {plain(confirming(case, found.levels))}")
    for line in outcome(case, found.levels):
        say(line)
    table(("Packages", "Surely", "Possibly", "For example"), [_portion(case, found, name) for name in KINDS], (1, 2))
    if found.proposals:
        table(
            ("Proposal", "At the table", "Ratified", "Who would not ratify it, and why"), [_proposal(case, one) for one in found.proposals]
        )
    openings = carried(found)
    if openings and [one for _, one in openings] == list(why.softenings):
        say("Each of the ways above would carry it on both levels.")
    elif openings:
        issues = telling([one for _, one in openings])
        rows = [(WHO_MOVES[name], *softening_row(case, one, issues)) for name, one in openings]
        table(("Who moves", "What would carry it on both levels", "Packages", "Then for example"), rows, (2,))
    for name, words in OUT_OF_REACH.items():
        if not getattr(found, name).within_reach:
            say(words)
    clashes = found.both_move.conflicts if found.both_move.conflicts != why.conflicts else ()
    if clashes:
        rows = [(str(n), "; ".join(demand_text(case, one) for one in clash.in_the_way)) for n, clash in enumerate(clashes, 1)]
        table(("", "What does not fit together on both levels"), rows)
    if not found.complete:
        say("There may be more on both levels: these lists are not proven complete.")


def beside(case: Case, package: Package, ratified: str) -> str:
    """Whether a package would be ratified, and who would not and why; the rules look at the table alone."""
    if ratified == "no":
        return f"Would not be ratified by {plain(not_ratified(case, package, says(case, package)))}; the rules look at the table alone."
    return "Would be ratified." if ratified == "yes" else "Whether it would be ratified is not known; the rules look at the table alone."


def _portion(case: Case, found: Ratification, name: str) -> Row:
    """How many packages of a kind there are, and one; all four share their first answers, so the issues that differ are named."""
    portion: Portion = getattr(found.levels, name)
    firsts = [dict(one.first) for one in (getattr(found.levels, kind) for kind in KINDS) if one.first is not None]
    differ = [issue for issue in firsts[0] if len({first[issue] for first in firsts}) > 1] if firsts else []
    shown = [(issue, option) for issue, option in portion.first or () if issue in (differ or case.issue)]
    shown = list(portion.first or ()) if len(case.issues) <= MOST_ANSWERS else shown[:MOST_ANSWERS]
    answers = [f"{issue}: {answer_name(case, issue, option)}" for issue, option in shown]
    left = len(case.issues) - len(answers) if answers else 0
    more = f"; and {left} more answer{'s' if left > 1 else ''}" if left else ""
    return (KINDS[name], _count(portion, True), _count(portion, False), "; ".join(answers) + more or "-")


def _count(portion: Portion, sure: bool) -> str:
    """A count, or whether there is any, where there are too many to count."""
    counted = portion.sure if sure else portion.possible
    if counted is not None:
        return grouped(counted)
    return "some" if portion.first_sure or (portion.first is not None and not sure) else "not known"


def _proposal(case: Case, one: Confirmed) -> Row:
    proposal = next(each for each in case.proposals if each.id == one.id)
    package = dict(proposal.package)
    whole = len(package) == len(case.issues)
    against = plain(not_ratified(case, package, one.ratifiers)) if whole else ", ".join(_against(case, one))
    return (one.id, one.table or "not known", one.ratified or "not known", against or "-")


def _against(case: Case, one: Confirmed) -> Iterator[str]:
    """Who would not ratify a proposal however its open issues are filled."""
    return (case.name(said.party) for said in one.ratifiers if said.answer == "no")
