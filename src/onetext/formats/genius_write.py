"""A case as Genius XML: a domain, and one profile for each party.

Evaluations are whole numbers, weights add up to 1. A number that is no finite decimal is rounded, for other readers,
and stands whole in a second attribute: `value="0.333" exact_value="1/3"`. Names of parties, and their order, go into
the domain's `agent` lines; titles into `description`, which an option whose title is its id goes without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from xml.sax.saxutils import quoteattr

from onetext.errors import CannotHold
from onetext.formats.genius import IGNORED
from onetext.formats.holding import Held, bad_file_names, decimal, free_name, too_long, unheld, wholes
from onetext.model.case import Case
from onetext.model.conditions import Among, Range, meets
from onetext.model.issues import Grid, Issue, Option
from onetext.model.numbers import MAX_DIGITS, show
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Position, Term

NAME = "Genius XML"
HELD: Held = {
    Case: frozenset({"title", "about", "parties", "issues", "positions"}),
    Party: frozenset({"id", "name"}),
    Issue: frozenset({"id", "title", "options", "grid"}),
    Grid: frozenset({"start", "stop"}),
    Option: frozenset({"id", "title", "amount"}),
    Position: frozenset({"party", "reservation", "worth", "terms"}),
}
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Lines = list[str]


def write(case: Case) -> dict[str, bytes]:
    """The files of a case. Raises CannotHold with every part that Genius has no place for."""
    parts = [*unheld(case, HELD), *_unheld_names(case), *_unheld_issues(case)]
    for position in case.positions:
        parts += _unheld_rectangles(case, position) if position.terms else _unheld_worths(case, position)
    if parts:
        raise CannotHold(NAME, parts)
    profiles = {f"{position.party}.xml": _profile(case, position) for position in case.positions}
    texts = {f"{free_name(case, 'domain')}.xml": _domain(case), **profiles}
    if any(NO_XML.search(text) for text in texts.values()):
        raise CannotHold(NAME, ["control characters in a text"])
    return {name: text.encode() for name, text in texts.items()}


def _unheld_names(case: Case) -> Iterator[str]:
    yield from bad_file_names(case, IGNORED)
    if case.title == "root":
        yield "the title 'root', which Genius gives to what has none"


def _unheld_issues(case: Case) -> Iterator[str]:
    for issue in case.issues:
        if issue.grid is not None and any(number.denominator != 1 for number in (issue.grid.start, issue.grid.stop)):
            yield f"numbers of issue {issue.id!r} that are no integers"


def _unheld_worths(case: Case, position: Position) -> Iterator[str]:
    who = position.party
    tops = {table.issue: max((worth.points.low for _, worth in table.at), default=Fraction(0)) for table in position.worth}
    total = sum(tops.values(), Fraction(0))
    for table in position.worth:
        if tops[table.issue] <= 0 and any(worth.points.low for _, worth in table.at):
            yield f"worths of {who!r} for issue {table.issue!r} none of which is above 0 (normalise moves them up)"
        if case.issue[table.issue].grid is not None and not _is_line(table, case.issue[table.issue]):
            yield f"worths of {who!r} for issue {table.issue!r} that are not one straight line from end to end"
    if total != 1 and not (total < 1 and any(tops.get(issue.id, 0) == 0 for issue in case.issues)):
        yield f"worths of {who!r} that add up to {show(total)} at best, not 1 (normalise divides them)"


def _is_line(table: IssueWorth, issue: Issue) -> bool:
    """Whether a number's worths are said at its two ends and nowhere else."""
    return [key for key, _ in table.at] == list(dict.fromkeys((issue.options[0].id, issue.options[-1].id)))


def _unheld_rectangles(case: Case, position: Position) -> Iterator[str]:
    if position.worth:
        yield f"terms of {position.party!r} beside worths of single options"
    for i, term in enumerate(position.terms, 1):
        if any(_sides(part, case.issue[issue]) is None for issue, part in term.when.parts):
            yield f"term {i} of {position.party!r}, which is no box of neighbouring options"


def _sides(part: Among | Range, issue: Issue) -> tuple[str, str] | None:
    """The bounds that say a condition on one issue, as Genius counts them; None where none do."""
    places = meets(part, issue)
    if isinstance(part, Range):
        ends = [decimal(end) if end is not None else None for end in (part.low, part.high)]
        return (ends[0], ends[1]) if places and ends[0] is not None and ends[1] is not None else None
    in_order = tuple(issue.options[place].id for place in places) == part.options
    next_to_each_other = places == tuple(range(places[0], places[-1] + 1))
    return (str(places[0] + 1), str(places[-1] + 1)) if in_order and next_to_each_other and issue.grid is None else None


def _open(tag: str, **said: object) -> str:
    return f"<{tag}{''.join(f' {name}={quoteattr(str(value))}' for name, value in said.items())}>"


def _tag(tag: str, **said: object) -> str:
    return _open(tag, **said)[:-1] + "/>"


def _exactly(attribute: str, number: Fraction) -> dict[str, str]:
    """The attributes that write a number: one, or its rounding and the exact fraction."""
    if too_long(number):
        raise CannotHold(NAME, [f"{show(number)}, a number of more than {MAX_DIGITS} digits"])
    whole = decimal(number)
    return {attribute: whole} if whole is not None else {attribute: str(float(number)), f"exact_{attribute}": show(number)}


def _issue_tag(issue: Issue, index: int) -> str:
    kind = "discrete" if issue.grid is None else "integer"
    bounds = {} if issue.grid is None else {"lowerbound": show(issue.grid.start), "upperbound": show(issue.grid.stop)}
    said = {"description": issue.title} if issue.title else {}
    return _open("issue", index=index, name=issue.id, etype=kind, type=kind, vtype=kind, **bounds, **said)


def _issues(case: Case, items: dict[str, Lines]) -> Lines:
    """The issues, with the lines that stand in each."""
    lines = []
    for i, issue in enumerate(case.issues, 1):
        inside = ["      " + line for line in items.get(issue.id, [])]
        lines += ["    " + _issue_tag(issue, i), *inside, "    </issue>"]
    return lines


def _objective(case: Case) -> str:
    name = case.title or "root"
    return "  " + _open("objective", index=0, name=name, description=case.about, etype="objective", type="objective")


def _domain(case: Case) -> str:
    items = {issue.id: [_item(option, i) for i, option in enumerate(issue.options, 1)] for issue in case.issues if issue.grid is None}
    agents = [_tag("agent", utility_space=f"{party.id}.xml", name=party.name, **{"class": ""}) for party in case.parties]
    space = _open("utility_space", number_of_issues=len(case.issues))
    inside = [space, _objective(case), *_issues(case, items), "  </objective>", "</utility_space>"]
    return "\n".join(["<negotiation_template>", *agents, *inside, "</negotiation_template>", ""])


def _item(option: Option, index: int, **more: object) -> str:
    said = {"description": option.title} if option.title != option.id else {}
    return _tag("item", index=index, value=option.id, **more, **said)


def _profile(case: Case, position: Position) -> str:
    space = _open("utility_space", type="nonlinear") if position.terms else "<utility_space>"
    inside = _rectangles(case, position.terms) if position.terms else _weights(case, position)
    issues = _issues(case, {} if position.terms else _evaluations(case, position))
    return "\n".join([space, _objective(case), *issues, *inside, "  </objective>", _reservation(position), "</utility_space>", ""])


def _evaluations(case: Case, position: Position) -> dict[str, Lines]:
    """The items or the evaluator of each issue; an option of which nothing is said has no evaluation."""
    found: dict[str, Lines] = {
        issue.id: [_item(o, i) for i, o in enumerate(issue.options, 1)] for issue in case.issues if issue.grid is None
    }
    for table in position.worth:
        issue, points = case.issue[table.issue], [worth.points.low for _, worth in table.at]
        if issue.grid is not None:
            found[issue.id] = [_evaluator(issue, points)]
            continue
        said = dict(zip((key for key, _ in table.at), map(Fraction, wholes(points)), strict=True))
        more = {option.id: _exactly("evaluation", said[option.id]) if option.id in said else {} for option in issue.options}
        found[issue.id] = [_item(option, i, **more[option.id]) for i, option in enumerate(issue.options, 1)]
    return found


def _evaluator(issue: Issue, points: list[Fraction]) -> str:
    """The line of an integer issue, its higher end at 1."""
    top = max(points) or Fraction(1)
    steps = len(issue.options) - 1
    slope, offset = (points[-1] - points[0]) / top / (steps or 1), points[0] / top
    return _tag("evaluator", ftype="linear", **_exactly("offset", offset), **_exactly("slope", slope))


def _weights(case: Case, position: Position) -> Lines:
    """The weight of each issue: its best worth; what is missing to 1 goes to an issue that is worth nothing."""
    tops = {table.issue: max((worth.points.low for _, worth in table.at), default=Fraction(0)) for table in position.worth}
    weights = [tops.get(issue.id, Fraction(0)) for issue in case.issues]
    if (missing := 1 - sum(weights, Fraction(0))) > 0:
        weights[weights.index(Fraction(0))] = missing
    return ["    " + _tag("weight", index=i, **_exactly("value", weight)) for i, weight in enumerate(weights, 1)]


def _rectangles(case: Case, terms: tuple[Term, ...]) -> Lines:
    index = {issue.id: i for i, issue in enumerate(case.issues, 1)}
    most = sum((max(term.worth.points.low, Fraction(0)) for term in terms), Fraction(0))
    lines = [_open("utility", **_exactly("maxutility", most)), '  <ufun type="PlainUfun" weight="1" aggregation="sum">']
    for term in terms:
        lines.append("    " + _open("hyperRectangle", **_exactly("utility", term.worth.points.low)))
        for issue, part in term.when.parts:
            low, high = _sides(part, case.issue[issue]) or ("", "")
            lines.append("      " + _tag("INCLUDES", index=index[issue], min=low, max=high))
        lines.append("    </hyperRectangle>")
    return ["    " + line for line in [*lines, "  </ufun>", "</utility>"]]


def _reservation(position: Position) -> str:
    number = position.reservation[0].worth.points.low if isinstance(position.reservation, tuple) else Fraction(0)
    return "  " + _tag("reservation", **_exactly("value", number))
