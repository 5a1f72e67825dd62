"""Answers for a person at a terminal: a sentence first, then a table or two of at most 100 columns.

The tables of an answer are loaded with it: the sentences of others would take longer than counting a small case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from importlib import import_module
from math import ceil
from typing import TYPE_CHECKING, Any

from onetext.cli.words import about, amount, grouped, package_rows, share_text
from onetext.model.day import later_records
from onetext.model.rules import RULES
from onetext.report.say import percent

if TYPE_CHECKING:
    from onetext.api.studies import Study
    from onetext.model.case import Case
    from onetext.report.say import percent
from onetext.solve.results import Accepted, Frontier, Solution, Zopa

MOST_POINTS = 20
STATUS = {
    "optimal": "proven best",
    "feasible": "best so far, not proven: stopped by a limit",
    "infeasible": "no package is acceptable to all: proven",
    "infeasible_links": "no package breaks no link: proven",
    "unknown": "stopped by a limit before any package was found",
    "exact": "exact",
    "estimate": "estimates",
}


def show(study: Study, answer: Any, console: Any) -> None:
    """Print an answer on a Rich console, with the case and its day above it."""
    case = study.case
    day = f"{study.as_of.isoformat()}{' (today: the case names no day)' if study.as_of_from == 'today' else ''}"
    console.print(f"{case.title or ' '.join(study.source)}, as of {day}", style="dim")
    if later := later_records(case, study.as_of):
        console.print(f"{grouped(later)} later record{'s' if later > 1 else ''} not used.", style="dim")
    kind = type(answer).__name__
    if kind in SHOWN:
        SHOWN[kind](case, answer, console)
    for name in ELSEWHERE.get(kind, ()):
        import_module(f"onetext.cli.tables_{name}").show(
            case, answer, lambda heads, rows, right=(): table(console, heads, rows, right), console.print
        )


def table(console: Any, heads: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> None:
    """Print a calm table: a line below the heads, no frame; columns in `right` are set to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    made = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for place, head in enumerate(heads):
        made.add_column(head, justify="right" if place in right else "left", overflow="fold")
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    console.print()
    console.print(made)


def package_table(case: Case, package: Iterable[tuple[str, str]], console: Any) -> None:
    """Print a package, one issue to a line."""
    table(console, *package_rows(case, package))


def solution(case: Case, found: Solution, console: Any) -> None:
    """The best package by a rule, with what it is worth to whom."""
    rule = RULES.get(found.rule)
    plain = f" ({rule.plain_name})" if rule else ""
    console.print(f"{found.rule}{plain}: {STATUS[found.status]}, by {found.method}.", style="bold")
    if found.package is not None:
        package_table(case, found.package, console)
        best = dict(found.best_gains)
        rows = [(case.name(who), amount(value), amount(dict(found.gains).get(who)), amount(best.get(who))) for who, value in found.values]
        if rows:
            table(console, ("Weighed", "Value", "Gain", "Best possible"), rows, (1, 2, 3))
            console.print()
        console.print(NOTHING_WEIGHED if found.left_out and not found.weighed else _objective(found))
    if len(found.ties) > 1:
        _ties(case, found, console)
    for line in _remarks(case, found):
        console.print(line)


NOTHING_WEIGHED = "No principal has worths, so the rule has no gains to weigh: this is the first package that all accept."


def _objective(found: Solution) -> str:
    objective = f"Objective {_numbers(found.objective)}"
    if found.status == "feasible" and found.bound is not None:
        gap = share_text(found.objective, found.bound)
        objective += f", bound {_numbers(found.bound)}" + (f", gap {gap}" if gap else "")
    if found.tied is not None:
        return f"{objective}; {grouped(found.tied)} package{'s' if found.tied != 1 else ''} reach{'es' if found.tied == 1 else ''} it."
    unique = {True: "no other package reaches it", False: "other packages reach it too", None: "whether others reach it is not known"}
    return f"{objective}; {unique[found.unique]}."


def _ties(case: Case, found: Solution, console: Any) -> None:
    """The packages that are as good: of each where it differs from the first in file order."""
    first = dict(found.ties[0])
    apart = [[(issue, option) for issue, option in package if option != first[issue]] for package in found.ties]
    rows = [(str(place), _short(case, one) or "the first in file order") for place, one in enumerate(apart, 1)]
    table(console, ("As good", "Where it differs from the first"), rows, (0,))
    if found.tied != len(rows):
        console.print(f"{len(rows)} listed; there are {'others' if found.tied is None else grouped(found.tied)}.")


def _numbers(value: Fraction | tuple[Fraction, ...] | None) -> str:
    return ", ".join(map(amount, value)) if isinstance(value, tuple) else amount(value)


def _remarks(case: Case, found: Solution) -> Iterable[str]:
    """What must be known before the figures are trusted."""
    if found.compares_points and not found.normalised:
        yield "This rule compares points of different parties."
    if found.left_out:
        yield f"Not weighed: {', '.join(case.name(who) for who in found.left_out)}."
    if found.midpoints:
        yield "Intervals were taken at their middle" + (
            " and the package is accepted only in some cases." if found.acceptable == "some" else "."
        )
    if found.refined is not None:
        nobody = ", ".join(case.name(who) for who in found.refined.cannot_gain)
        yield f"The product is 0 everywhere: {nobody} cannot gain. Over the others it is {amount(found.refined.objective)}."
    if found.ratified is not None and found.package is not None:
        from onetext.cli.tables_levels import beside

        yield beside(case, dict(found.package), found.ratified)
    if found.why_method:
        yield f"How: {found.why_method}."


def frontier(case: Case, found: Frontier, console: Any) -> None:
    """The efficient points, best known first."""
    among = {"admissible": "all admissible packages", "acceptable": "packages that cross no red line", "zopa": "packages that all accept"}
    if found.status == "unknown":
        console.print(
            f"The efficient packages were not looked for: {grouped(case.size)} packages are too many to look at one by one.", style="bold"
        )
        return
    console.print(_listed(found, among[found.within]), style="bold")
    who = [party for party, _ in found.frontier[0].values] if found.frontier else []
    rows = [
        (*(amount(value) for _, value in point.values), grouped(point.packages), _short(case, point.package))
        for point in found.frontier[:MOST_POINTS]
    ]
    table(console, (*(case.name(party) for party in who), "Packages", "First package"), rows, range(len(who) + 1))
    if found.points > len(rows):
        console.print(f"{len(rows)} of {grouped(found.points)} shown; --json lists {grouped(found.listed)}.")


def _listed(found: Frontier, among: str) -> str:
    """What the rows are."""
    if found.eps is None:
        complete = "" if found.status == "optimal" else " so far (stopped by a limit)"
        return f"{grouped(found.points)} efficient points in {grouped(found.packages)} packages{complete}, among {among}."
    limit = "" if found.as_asked or found.eps_asked is None else f" {percent(found.eps_asked, found.eps_asked)} % was asked for."
    loss = f"at most {_upwards(found.eps)} % of its best gain"
    return f"{grouped(found.points)} packages stand for {among}: whichever is taken, one of these gives each principal as much, but for {loss}.{limit}"


def _upwards(share: Fraction) -> str:
    """In per cent, to one decimal; rounded up, since at most so much is lost."""
    raised = Fraction(ceil(share * 1000), 1000)
    return percent(raised, raised)


def _short(case: Case, package: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{issue} {option}" for issue, option in package)


def zopa(case: Case, found: Zopa, console: Any) -> None:
    """How many packages are acceptable to whom."""
    rough = found.status == "estimate"
    loose = rough and found.interval is not None and found.interval[0] < found.interval[1]
    verdict = {
        "yes": f"{about(found.zopa, loose).capitalize()} package{'s are' if found.zopa != 1 else ' is'} acceptable to all.",
        "no": "No package is acceptable to all.",
        "depends": f"No package is surely acceptable to all; {about(found.zopa_possible, rough)} may be.",
    }[found.agreement]
    console.print(verdict, style="bold")
    counts = 'Counts marked "about" are' if rough else "Counts are"
    console.print(f"{counts} {STATUS[found.status]}, by {found.method}" + (f": {found.why_method}." if found.why_method else "."))
    if found.interval is not None and found.interval[0] < found.interval[1]:
        low, high = found.interval
        console.print(f"Acceptable to all, with 95 % confidence: between {grouped(low)} and {grouped(high)}.")
    drawn = found.admissible_interval is not None
    console.print(f"{about(found.admissible, drawn)} of {grouped(found.size)} packages break no link.")
    if found.undecided:
        parts = ((found.zopa, loose, "accepted by all"), (found.undecided, rough, "open"), (found.refused, rough, "refused by somebody"))
        console.print(f"Of these: {', '.join(f'{about(count, guess)} {what}' for count, guess, what in parts)}.")
    rows = [_accepted(case, one, rough) for one in found.acceptable]
    table(console, ("Party", "Accepts", "May accept", "Asked for"), rows, (1, 2, 3))
    alone = found.ratification is not None and len(found.ratified) == 1  # then both levels say the same
    for who, count in () if alone else found.ratified:
        console.print(f"{case.name(who)} would ratify {grouped(count)} of them.")
    for line in _levels(case, found):
        console.print(line)
    if found.silent:
        console.print(f"Silent: {', '.join(case.name(who) for who in found.silent)}.")
    if found.first is not None:
        console.print("\nThe first of them:")
        package_table(case, found.first, console)
    elif found.first_undecided is not None:
        console.print("\nThe first that nobody surely refuses:")
        package_table(case, found.first_undecided, console)


def _accepted(case: Case, one: Accepted, rough: bool) -> tuple[str, ...]:
    """A party, how many packages it accepts and may accept, and for how many it is asked."""
    asked = "always" if one.needed is None else about(one.needed, rough)
    return case.name(one.party), about(one.yes, one.interval is not None), about(one.possible, one.interval_possible is not None), asked


def _levels(case: Case, found: Zopa) -> Iterable[str]:
    """What becomes of the zopa at home."""
    if found.ratification is None:
        return ()
    from onetext.cli.tables_levels import outcome

    return outcome(case, found.ratification)


SHOWN: dict[str, Callable[[Case, Any, Any], None]] = {"Solution": solution, "Frontier": frontier, "Zopa": zopa}
"""Type of answer to how it is shown."""
ELSEWHERE = {"Why": ("why", "levels"), "Robust": ("robust",), "Asked": ("ask",), "Window": ("window",)}
"""Type of answer to the modules `tables_...` that show it; each is loaded when it is needed, so that short answers start at once."""
