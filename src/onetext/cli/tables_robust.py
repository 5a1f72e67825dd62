"""How sure packages are, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from onetext.cli.words import amount, grouped, package_rows
from onetext.report.say import percent

if TYPE_CHECKING:
    from onetext.model.case import Case
    from onetext.solve.robustness import Chance, Held, JointChance, Robust, RobustZopa, Search

Table = Callable[..., None]
Say = Callable[..., None]

PROVEN = {
    "optimal": "",
    "feasible": "; best so far, not proven: stopped by a limit",
    "compared": "; the best of the packages listed, not of all",
}


def show(case: Case, found: Robust, table: Table, say: Say) -> None:
    """Print what is in doubt, the packages side by side, and what is recommended under doubt by which criterion."""
    say(doubts_text(found), style="bold")
    heads = ["Package", "All accept,\nper cent", "If dependent,\nper cent"]
    heads += [] if found.joint is None else ["Jointly bounded,\nper cent"]
    rows = [(_names(found, held), *_cells(case, held)) for held in found.packages]
    if rows:
        table((*heads, "Worths\nmay move", "Guesses\nmay be wrong"), rows)
        say("")
    for search in found.searches:
        for line in _search(found, search):
            say(line)
    if found.robust_zopa is not None:
        for line in _zopa(found.robust_zopa):
            say(line)
    for held in found.packages:
        if held.kind == "doubt":
            say(f"\nUnder doubt, by {', '.join(name for name, own in found.under_doubt if own == held.name)}:")
            table(*package_rows(case, held.package))


def _names(found: Robust, held: Held) -> str:
    """The names of a package, one to a line: first what proposes or picks it as things stand, then by what under doubt."""
    under = [criterion for criterion, name in found.under_doubt if name == held.name]
    firm = [] if held.kind == "doubt" else [name for name in held.names if name.removeprefix("doubt:") not in under]
    return "\n".join([*firm, *([f"under doubt: {under[0]}", *under[1:]] if under else [])]).replace("\n", ",\n")


def doubts_text(found: Robust) -> str:
    """Which figures are in doubt, in a sentence."""
    of = found.doubts
    kinds = (
        (of.intervals, "lies between two numbers", "lie between two numbers"),
        (of.one_of, "is one of some numbers", "are one of some numbers"),
        (of.red_lines, "red line may not hold", "red lines may not hold"),
    )
    said = [f"{grouped(count)} {one if count == 1 else several}" for count, one, several in kinds if count]
    many = of.intervals + of.one_of + of.red_lines
    start = f"{grouped(many)} figure{'s are' if many != 1 else ' is'} in doubt: {', '.join(said)}." if said else "No figure is left open."
    steps = {step for _, step in found.off}
    step = steps.pop() if len(steps) == 1 else None
    by = "" if step is None else f" by {amount(step)} point{'s' if step != 1 else ''}"
    guesses = f" {grouped(of.guesses)} sharp guess{'es' if of.guesses != 1 else ''} may be wrong{by}." if of.guesses else ""
    return start + guesses


def _cells(case: Case, held: Held) -> Sequence[str]:
    chance = held.chance
    joint = [] if chance.joint is None else [_joint(chance.joint)]
    free = percent(chance.frechet.low, chance.frechet.high)
    links = "" if held.admissible else " (breaks a link)"
    return (chance_text(chance) + links, free, *joint, _radius(case, held), _gamma(case, held))


def chance_text(chance: Chance) -> str:
    """A probability, said to be about where it was drawn, with its 95 % interval."""
    text = percent(chance.low, chance.high)
    if chance.interval is None:
        return text
    low, high = (f"{100 * end:.1f}" for end in chance.interval)
    return f"about {text} ({low} to {high})"


def _joint(joint: JointChance) -> str:
    if joint.low is None or joint.high is None:
        return "not known"
    return f"{'~' if joint.status == 'estimate' else ''}{percent(joint.low, joint.high)}"


def _radius(case: Case, held: Held) -> str:
    if held.radius is None:
        return "no limit" if held.radius_status == "no_limit" else "not accepted"
    first = [case.name(who) for who, level in held.radii if level == held.radius]
    whose = f"\n({', '.join(first)})" if first else ""
    return f"lacks {amount(-held.radius)}{whose}" if held.radius < 0 else f"{amount(held.radius)}{whose}"


def _gamma(case: Case, held: Held) -> str:
    if held.gamma is None:
        return "all" if held.gamma_status == "no_limit" else "not accepted"
    first = [case.name(who) for who, level in held.gammas if level == held.gamma]
    return amount(held.gamma) + (f"\n({', '.join(first)})" if first else "")


def _search(found: Robust, search: Search) -> Iterable[str]:
    """Which package is best by a criterion, and what must be known of that."""
    name = dict(found.under_doubt).get(search.criterion)
    if name is None:
        why = "stopped before one was found" if search.status in ("unknown", "feasible") else "no package qualifies"
        yield f"By {search.criterion} ({search.about}): {why}."
        return
    lacking = search.criterion in ("radius", "share") and search.objective is not None and search.objective < 0
    least = "; nothing is accepted in all cases, and this lacks least" if lacking else ""
    tied = f"; {grouped(search.tied)} packages tie, the first is shown" if search.tied is not None and search.tied > 1 else ""
    compares = "; compares points of different parties" if search.compares_points else ""
    bound = f", at most {amount(search.bound)}" if search.status == "feasible" and search.bound is not None else ""
    yield f"By {search.criterion} ({search.about}): {name}{least}{tied}{compares}{PROVEN[search.status]}{bound}."


def _zopa(zone: RobustZopa) -> Iterable[str]:
    """What all accept with so many guesses wrong, and the best of it by each rule."""
    wrong = f"although {amount(zone.gamma)} of each party's guesses are wrong"
    if zone.packages is None:
        yield (
            f"Some packages are acceptable to all {wrong}; not counted."
            if zone.first
            else f"Whether any package is acceptable to all {wrong} is not known."
        )
        return
    some = f"{grouped(zone.packages)} packages are" if zone.packages > 1 else "1 package is" if zone.packages else "No package is"
    yield f"{some} acceptable to all {wrong}."
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for rule in zone.rules:
        groups.setdefault(rule.package, []).append(rule.rule + (f" ({grouped(rule.tied)} tie)" if rule.tied > 1 else ""))
    for picked, rules in groups.items():
        yield f"Best of these by {', '.join(rules)}: {', '.join(f'{issue} {option}' for issue, option in picked)}."
