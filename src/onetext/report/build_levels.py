"""Two levels as data: what would be ratified, which proposals would not and why, and what would carry an agreement."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.analysis.levels import Confirmed, Ratification, carried, says
from onetext.model.case import Case
from onetext.model.rules import RULES
from onetext.report import parts_levels as parts
from onetext.report.build_opening import way
from onetext.report.findings import Findings
from onetext.report.say import chosen, people
from onetext.report.say_levels import ALONE, confirming, not_ratified, ratified_words
from onetext.report.text import listed, name
from onetext.solve.results import Portion

MOST_WAYS = 4
TEXTS = {
    "table": "accepted at the table",
    "both": "accepted at the table and ratified",
    "table_only": "accepted at the table and not ratified",
    "ratifiers_only": "not accepted at the table, though all who ratify would accept",
}
WHO = {"ratifiers_move": "ratifiers", "table_moves": "table", "both_move": "both"}
OUT_OF_REACH = {
    "ratifiers_move": "Those who ratify cannot carry it alone, since at the table no package suits all.",
    "table_moves": "The table cannot carry it alone, since no package suits all who ratify.",
}


def two_levels(found: Findings) -> parts.TwoLevels | None:
    """What becomes of an agreement at home; None where nobody is asked to ratify."""
    home = found.why.ratification
    if home is None:
        return None
    said = ratified_words(found.case, home.levels, ALONE)
    text = f"{confirming(found.case, home.levels)} {said[:1].upper()}{said[1:]}{'.' * bool(said)}".strip()
    return parts.TwoLevels(
        text,
        tuple(_portion(found.case, kind, getattr(home.levels, kind)) for kind in TEXTS),
        (*_proposals(found, home), *_picked(found)),
        _carrying(found, home),
        _note(found, home),
    )


def _portion(case: Case, kind: str, of: Portion) -> parts.Portion:
    possible = of.possible if of.possible != of.sure else None
    return parts.Portion(kind, TEXTS[kind], of.sure, possible, chosen(case, of.first or ()))  # type: ignore[arg-type]


def _proposals(found: Findings, home: Ratification) -> Iterator[str]:
    """The proposals that would surely not be ratified, whatever the table says of them."""
    named = {proposal.id: proposal for proposal in found.case.proposals}
    for one in home.proposals:
        if one.ratified == "no":
            package = dict(named[one.id].package)
            yield f"{name(named[one.id].name)} would not be ratified by {_whom(found.case, package, one)}."


def _whom(case: Case, package: dict[str, str], one: Confirmed) -> str:
    """Who would not ratify a proposal; of a whole one with the reason."""
    if len(package) == len(case.issues):
        return not_ratified(case, package, one.ratifiers)
    against = [said.party for said in one.ratifiers if said.answer == "no"]
    return people(case, against or [said.party for said in one.ratifiers])


def _picked(found: Findings) -> Iterator[str]:
    """The packages that rules pick and that would surely not be ratified, rules with the same package together."""
    picked: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for solution in found.solutions:
        if solution.package is not None and solution.ratified == "no":
            picked.setdefault(solution.package, []).append(RULES[solution.rule].plain_name)
    for package, rules in picked.items():
        what = "What every rule picks" if 1 < len(rules) == len(found.solutions) else f"The package by {listed(rules)}"
        yield f"{what} would not be ratified by {not_ratified(found.case, dict(package), says(found.case, dict(package)))}."


def _carrying(found: Findings, home: Ratification) -> tuple[parts.Carrying, ...]:
    """The ways by who would move; none where they are those that would open an agreement at the table."""
    openings = carried(home)
    if _same(found, home):
        return ()
    groups = ((who, [way(found.case, one) for own, one in openings if own == key][:MOST_WAYS]) for key, who in WHO.items())
    return tuple(parts.Carrying(who, tuple(ways)) for who, ways in groups if ways)  # type: ignore[arg-type]


def _same(found: Findings, home: Ratification) -> bool:
    openings = [one for _, one in carried(home)]
    return bool(openings) and openings == list(found.why.softenings)


def _note(found: Findings, home: Ratification) -> str:
    if home.agreement != "no":
        return "" if home.complete else "Whether any package passes both levels was not settled in the time given."
    said = ["Each way that would open an agreement at the table would carry it at home too."] if _same(found, home) else []
    said += [words for move, words in OUT_OF_REACH.items() if not getattr(home, move).within_reach]
    if not carried(home):
        said.append("No movement on record would carry it on both levels.")
    return " ".join([*said, *(["There may be others: the search was stopped by its limit."] if not home.complete else [])])
