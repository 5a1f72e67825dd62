"""How sure packages are, as data."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.model.rules import RULES
from onetext.report import parts_robust as parts
from onetext.report.findings import Findings
from onetext.report.say import chosen, figure, percent
from onetext.report.text import count, listed, number
from onetext.solve.results import Points
from onetext.solve.robustness import Held, Robust

UNDER = {
    "radius": "all worths may move furthest",
    "share": "all worths may move furthest, by each party\u2019s own spread",
    "gamma": "most guesses may be wrong",
    "chance": "all most likely accept",
}
LIMITS: dict[str, parts.Limit] = {"figure": "", "no_limit": "no limit", "never": "not accepted"}


def sureness(found: Findings) -> tuple[parts.Sureness, ...]:
    """A row for each package; none where no figure is in doubt. What nobody proposes and some surely refuse is left out."""
    if found.robust is None or not any(held.chance.high for held in found.robust.packages):
        return ()
    return tuple(_row(found, found.robust, held) for held in found.robust.packages if held.kind != "doubt" or held.chance.high)


def _row(found: Findings, robust: Robust, held: Held) -> parts.Sureness:
    titles = {proposal.id: proposal.name for proposal in found.case.proposals}
    under = [criterion for criterion, name in robust.under_doubt if name == held.name]
    return parts.Sureness(
        held.name,
        tuple(_titles(held, titles)),
        tuple(UNDER[criterion] for criterion in under),
        chosen(found.case, held.package),
        percent(held.chance.low, held.chance.high),
        percent(held.chance.frechet.low, held.chance.frechet.high),
        None if held.radius is None else figure(held.radius),
        LIMITS[held.radius_status],
        _first(held.radii, held.radius),
        None if held.gamma is None else figure(held.gamma),
        LIMITS[held.gamma_status],
        _first(held.gammas, held.gamma),
        "" if held.admissible else "It breaks a link.",
    )


def _titles(held: Held, proposals: dict[str, str]) -> Iterator[str]:
    yield from (proposals[key] for key in held.names if key in proposals)
    rules = [rule for key in held.names if key not in proposals and (rule := key.removeprefix("rule:")) in RULES]
    yield from ("what every rule picks",) if len(rules) == len(RULES) else (RULES[rule].plain_name for rule in rules)


def _first(levels: Points, least: object) -> tuple[str, ...]:
    """Whose level is the least."""
    return tuple(who for who, level in levels if level == least)


def sureness_note(found: Findings) -> str:
    """What is in doubt, what is taken for granted, and what the rows are."""
    if found.robust is None or not sureness(found):
        return ""
    of = found.robust.doubts
    kinds = (
        (of.intervals, "lies between two numbers", "lie between two numbers"),
        (of.one_of, "is one of several numbers", "are one of several numbers"),
        (of.red_lines, "red line may not hold", "red lines may not hold"),
    )
    said = listed([f"{number(many)} {one if many == 1 else several}" for many, one, several in kinds if many])
    many = of.intervals + of.one_of + of.red_lines
    start = f"{count(many, 'figure')} {'is' if many == 1 else 'are'} in doubt: {said}."
    drawn = " Some chances are estimates." if found.robust.status == "estimate" else ""
    return (
        f"{start[0].upper()}{start[1:]} The chance takes each as independent of the others; beside it stands between what it lies "
        f"if they depend on each other. How far worths may move is counted in each party\u2019s own points, which do not compare. "
        f"Each package under doubt is best by its own criterion alone.{drawn}"
    )
