"""Genius XML, as the ANAC competitions publish it: a domain and one profile for each party.

A linear profile is worth `w_i * e_i(v) / max e_i` for option v of issue i, weights scaled to sum 1, exactly; an
integer issue's `e` is `offset + slope * (v - lowerbound)` within 0 and 1. Nonlinear profiles: `genius_nonlinear`.
A reservation value that is not written is 0. A discount factor is checked and not used: a case knows no discount.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from onetext.errors import InputError, Path, Problem
from onetext.formats.genius_nonlinear import rectangle_terms
from onetext.formats.places import Files, Place, built, each, number, stem, stop_at, suffix
from onetext.formats.xml_nodes import Element, exact_number, parse
from onetext.model.case import Case
from onetext.model.checks import unknown
from onetext.model.issues import Grid, Issue, Option, number_issue
from onetext.model.numbers import exact, sharp, show
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Position, Reservation, Worth

IGNORED = ("pareto", "analysis")
"""Stems of files that lie beside a scenario and hold results, not the scenario."""

ROOTS = ("negotiation_template", "utility_space")


@dataclass(slots=True)
class Reading:
    """What is collected while a scenario is read: mistakes, and where each part of the case stands."""

    problems: list[Problem] = field(default_factory=list)
    places: dict[Path, Place] = field(default_factory=dict)

    def number(self, element: Element, attribute: str) -> Fraction | None:
        """The number of an attribute; None, and a problem, where there is none."""
        if attribute not in element.attributes:
            self.problems.append(element.problem("missing", f"<{element.tag}> has no {attribute!r}", f'{attribute}="a number"'))
            return None
        return exact_number(element, attribute, self.problems)


def read(files: Files) -> Case:
    """The case of a Genius domain and its profiles, one party for each profile, in the order of `agent` lines or file names.

    Ids are the profiles' file stems, and the names of issues and options. The domain is the file with a
    `negotiation_template`, else the `utility_space` that evaluates nothing, else the first profile. Files named
    `pareto.xml` or `analysis.xml`, and files of other kinds, are left aside. Raises InputError with every mistake.
    """
    wanted = ((n, d) for n, d in sorted(files.items()) if suffix(n) == ".xml" and stem(n).lower() not in IGNORED)
    roots = each(wanted, parse)
    reading = Reading(
        [root.problem("root", f"a root element <{root.tag}>", " or ".join(ROOTS)) for root in roots.values() if root.tag not in ROOTS]
    )
    stop_at(reading.problems)
    domain, profiles = split(roots, next(iter(files)))
    names = {stem(a.get("utility_space")): a.get("name") for a in domain.below("agent") if a.get("utility_space")}
    order = {party: i for i, party in enumerate(names)}
    profiles = dict(sorted(profiles.items(), key=lambda pair: (order.get(stem(pair[0]), len(order)), pair[0])))
    issues = tuple(_issue(element, reading) for element in domain.below("issue"))
    parties = tuple(Party(stem(file), names.get(stem(file), "")) for file in profiles)
    for party, root in zip(parties, profiles.values(), strict=True):
        reading.places[("parties", party.id)] = reading.places[("positions", party.id)] = root.place
    positions = [_position(stem(file), root, issues, reading) for file, root in profiles.items()]
    stop_at(reading.problems)
    top = next(domain.below("objective"), domain)
    title = top.get("name")

    def make() -> Case:
        return Case("" if title == "root" else title, top.get("description"), parties=parties, issues=issues, positions=tuple(positions))

    return built(make, reading.places, domain.place)


def split(roots: dict[str, Element], first: str) -> tuple[Element, dict[str, Element]]:
    """The domain and the profiles by file; InputError where there are several domains or no profile."""
    templates = {file: root for file, root in roots.items() if root.tag == "negotiation_template"}
    domains = templates or {file: root for file, root in roots.items() if not _evaluates(root)}
    profiles = {file: root for file, root in roots.items() if file not in domains}
    if len(domains) > 1:
        what = f"several domains: {', '.join(domains)}"
        raise InputError([root.problem("domain", what, "one domain and its profiles") for root in list(domains.values())[1:]])
    if not profiles:
        file = next(iter(domains), first)
        raise InputError([Problem("profiles", "a scenario without profiles", "a domain and one utility_space for each party", file=file)])
    return next(iter((domains or profiles).values())), profiles


def _evaluates(root: Element) -> bool:
    """Whether a utility space says what anything is worth."""
    evaluated = any(item.get("evaluation") for item in root.below("item"))
    return evaluated or any(True for tag in ("weight", "evaluator", "utility") for _ in root.below(tag))


def kind_of(element: Element) -> str:
    """`discrete`, `integer`, or what else an issue says that it is, by the attribute that says it."""
    said = next((element.get(key).lower() for key in ("type", "etype", "vtype") if element.get(key)), "")
    return said or ("discrete" if any(True for _ in element.own("item")) else "integer")


def _issue(element: Element, reading: Reading) -> Issue:
    name, title = element.get("name"), element.get("description")
    reading.places[("issues", name)] = element.place
    kind = kind_of(element)
    if kind == "integer":
        low, high = (_bound(element, end, reading) for end in ("lowerbound", "upperbound"))
        return number_issue(name, title, Grid(low, high))
    if kind != "discrete":
        reading.problems.append(element.problem("kind", f"issue {name!r} is {kind}", "discrete or integer"))
    options = []
    for item in element.own("item"):
        reading.places.setdefault(("issues", name, "options", item.get("value")), item.place)
        options.append(Option(item.get("value"), item.attributes.get("description", item.get("value"))))
        if "value" not in item.attributes:
            reading.problems.append(item.problem("missing", "<item> has no 'value'", 'value="the name of an option"'))
    return Issue(name, title, tuple(options))


def _bound(element: Element, end: str, reading: Reading) -> Fraction:
    """A bound of an integer issue, on the issue itself or on its `range`; 0, and a problem, where it is no integer."""
    holder = next(element.own("range"), element) if end not in element.attributes else element
    bound = reading.number(holder, end)
    if bound is not None and bound.denominator != 1:
        reading.problems.append(holder.problem("integer", f"{end} {show(bound)} is no integer", "an integer"))
    return bound or Fraction(0)


def _position(party: str, root: Element, issues: tuple[Issue, ...], reading: Reading) -> Position:
    reservation = (Reservation(Worth(sharp(_reservation(root, reading)))),)
    by_index = {element.get("index"): element for element in root.below("issue")}
    known = {issue.id: issue for issue in issues}
    for element in by_index.values():
        if element.get("name") not in known:
            reading.problems.append(_at(element, unknown("issue", element.get("name"), known, ())))
    if any(True for _ in root.below("utility")):
        terms = rectangle_terms(root, {i: known[e.get("name")] for i, e in by_index.items() if e.get("name") in known}, reading.problems)
        return Position(party, reservation=reservation, terms=terms)
    weights = _weights(root, by_index, reading)
    worth = []
    for issue in issues:
        found = next(((i, e) for i, e in by_index.items() if e.get("name") == issue.id), None)
        table = _issue_worth(issue, found[1], weights.get(found[0], Fraction(0)), reading) if found else ()
        worth += [IssueWorth(issue.id, table)] if table else []
    return Position(party, reservation=reservation, worth=tuple(worth))


def _at(element: Element, problem: Problem) -> Problem:
    return problem.at(*element.place)


def _reservation(root: Element, reading: Reading) -> Fraction:
    """The reservation value, 0 where none is written."""
    for element in root.below("discount_factor"):
        reading.number(element, "value")
    for element in root.below("reservation"):
        if "value" not in element.attributes and element.text.strip():
            return number(element.text, element.place, reading.problems) or Fraction(0)
        return reading.number(element, "value") or Fraction(0)
    return Fraction(0)


def _weights(root: Element, by_index: dict[str, Element], reading: Reading) -> dict[str, Fraction]:
    """The weight of each issue by its index, scaled to sum 1."""
    weights: dict[str, Fraction] = {}
    for element in root.below("weight"):
        weight = reading.number(element, "value")
        if weight is not None and weight < 0:
            reading.problems.append(element.problem("weight", f"a weight of {show(weight)}", "0 or more"))
        if element.get("index") in by_index:
            weights[element.get("index")] = weight or Fraction(0)
    for index, element in by_index.items():
        if index not in weights:
            allowed = f'<weight index="{index}" value="a number"/>'
            reading.problems.append(element.problem("weight", f"issue {element.get('name')!r} has no weight", allowed))
    total = sum(weights.values(), Fraction(0))
    if total <= 0 and not reading.problems:
        reading.problems.append(root.problem("weight", "no weight is above 0", "weights that add up to more than 0"))
    return {index: weight / total for index, weight in weights.items()} if total > 0 else {}


Table = tuple[tuple[str, Worth], ...]


def _issue_worth(issue: Issue, element: Element, weight: Fraction, reading: Reading) -> Table:
    """The worth of each option that the profile evaluates: its share of the highest evaluation, times the weight."""
    found = _integer(issue, element, reading) if issue.grid is not None else _items(issue, element, reading)
    top = max((evaluation for _, evaluation in found), default=Fraction(0))
    factor = weight / top if top > 0 else Fraction(0)
    return tuple((option, Worth(sharp(evaluation * factor))) for option, evaluation in found)


def _items(issue: Issue, element: Element, reading: Reading) -> list[tuple[str, Fraction]]:
    """The evaluations of a choice. An item written again under its own index counts as it was written last, as in Genius."""
    found: dict[str, Fraction] = {}
    index: dict[str, str] = {}
    for item in element.own("item"):
        option = item.get("value")
        if option not in issue.places:
            reading.problems.append(_at(item, unknown(f"option of {issue.id!r}", option, issue.places, ())))
        elif item.get("evaluation") not in ("", "null"):
            evaluation = reading.number(item, "evaluation")
            if index.setdefault(option, item.get("index")) != item.get("index") or (option in found and not item.get("index")):
                reading.problems.append(item.problem("repeated", f"option {option!r} of {issue.id!r} is evaluated twice", "each once"))
            found[option] = evaluation if evaluation is not None else Fraction(0)
    return [(option.id, found[option.id]) for option in issue.options if option.id in found]


def _integer(issue: Issue, element: Element, reading: Reading) -> list[tuple[str, Fraction]]:
    """The evaluation at the ends of an integer issue, or at every integer where the line leaves 0 to 1 and is cut off there."""
    evaluator = next(element.own("evaluator"), None)
    if evaluator is None or not issue.options or issue.grid is None:
        return []
    if evaluator.get("ftype") not in ("", "linear"):
        reading.problems.append(evaluator.problem("kind", f"an evaluator of kind {evaluator.get('ftype')!r}", "linear"))
    old = "parameter1" in evaluator.attributes
    slope = reading.number(evaluator, "parameter1" if old else "slope") or Fraction(0)
    offset = reading.number(evaluator, "parameter0" if old else "offset") or Fraction(0)
    start = Fraction(0) if old else issue.grid.start
    line = [(option.id, offset + slope * (exact(option.id) - start)) for option in issue.options]
    ends = line if len(line) < 2 else [line[0], line[-1]]
    if all(0 <= evaluation <= 1 for _, evaluation in ends):
        return ends
    return [(option, min(max(evaluation, Fraction(0)), Fraction(1))) for option, evaluation in line]
