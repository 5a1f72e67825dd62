"""GeniusWeb JSON: a domain and one linear additive profile for each party.

A package is worth the sum of `weight * utility` over its issues, weights scaled to sum 1 (as the format asks of
them), exactly; utilities are not scaled. The reservation value is what the reservation bid is worth, 0 without one;
issues that the bid leaves out add nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from onetext.errors import InputError, Path, Problem
from onetext.formats.geniusweb_exact import is_exact, order_of, sharpened
from onetext.formats.json_nodes import Node, parse
from onetext.formats.places import Files, Place, built, each, number, stem, stop_at, suffix
from onetext.model.acceptance import worth_at
from onetext.model.case import Case
from onetext.model.checks import unknown
from onetext.model.issues import Grid, Issue, Option, number_issue
from onetext.model.numbers import exact, sharp, show
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Position, Reservation, Worth

PROFILE = "LinearAdditiveUtilitySpace"
DISCRETE = ("discreteutils", "DiscreteValueSetUtilities")
ENDS = ("low", "high", "step")
NUMBERS = ("numberutils", "NumberValueSetUtilities")


@dataclass(slots=True)
class Reading:
    """What is collected while a scenario is read: mistakes, and where each part of the case stands."""

    exact: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    places: dict[Path, Place] = field(default_factory=dict)

    def mapping(self, node: Node | None, what: str, parent: Node) -> dict[str, Node]:
        """The entries of an object; empty, and a problem, where there is none."""
        if node is not None and isinstance(node.value, dict):
            return node.value
        self.problems.append((node or parent).problem("object", f"no {what}", "an object"))
        return {}

    def part(self, of: Node, key: str) -> dict[str, Node]:
        """The object at a key of an object."""
        return self.mapping(of.value.get(key) if isinstance(of.value, dict) else None, repr(key), of)

    def text(self, node: Node | None) -> str:
        """A text, "" where there is none."""
        return node.value if node is not None and isinstance(node.value, str) else ""

    def number(self, node: Node | None, what: str, parent: Node) -> Fraction:
        """A number, written as a number or as a text; 0, and a problem, where there is none."""
        if node is not None and isinstance(node.value, Fraction):
            return node.value
        if node is not None and isinstance(node.value, str):
            return number(node.value, node.place, self.problems) or Fraction(0)
        self.problems.append((node or parent).problem("number", f"no number at {what}", "a number"))
        return Fraction(0)


def read(files: Files) -> Case:
    """The case of a GeniusWeb domain and its profiles, one party for each profile, in the order of file names.

    Ids are the profiles' file stems, and the names of issues and values; a value's title is its name. Without a
    domain file the domain of the first profile counts. What an `exact.json` of ours adds: see `geniusweb_exact`.
    Profiles of another class than LinearAdditive are refused by name. Raises InputError with every mistake.
    """
    files_of = each(((name, data) for name, data in sorted(files.items()) if suffix(name) == ".json"), parse)
    exact = next((root for root in files_of.values() if is_exact(root)), None)
    roots = {file: root for file, root in files_of.items() if root is not exact}
    reading = Reading(exact)
    domains = {file: root for file, root in roots.items() if isinstance(root.value, dict) and "issuesValues" in root.value}
    profiles = {file: node for file, root in roots.items() if file not in domains and (node := _profile(root, reading)) is not None}
    stop_at(reading.problems)
    if len(domains) > 1:
        what = f"several domains: {', '.join(domains)}"
        raise InputError([root.problem("domain", what, "one domain and its profiles") for root in list(domains.values())[1:]])
    if not profiles:
        raise InputError([Problem("profiles", "a scenario without profiles", f"a {PROFILE} for each party", file=next(iter(files)))])
    order = order_of(exact)
    profiles = dict(sorted(profiles.items(), key=lambda pair: (order.get(stem(pair[0]), len(order)), pair[0])))
    first = next(iter(profiles.values()))
    domain = next(iter(domains.values()), None) or Node(reading.part(first, "domain"), first.place)
    issues = tuple(_issue(name, node, reading) for name, node in reading.part(domain, "issuesValues").items())
    stop_at(reading.problems)
    parties = tuple(_party(file, node, reading) for file, node in profiles.items())
    positions = tuple(_position(stem(file), node, issues, reading) for file, node in profiles.items())
    stop_at(reading.problems)
    title = reading.text(domain.value.get("name")) if isinstance(domain.value, dict) else ""
    return built(lambda: Case(title, parties=parties, issues=issues, positions=positions), reading.places, domain.place)


def _profile(root: Node, reading: Reading) -> Node | None:
    """The linear additive space that a file holds; None, and a problem that names what it holds, where it is another."""
    held = root.value if isinstance(root.value, dict) else {}
    if isinstance(inner := held.get(PROFILE), Node):
        return inner
    if len(held) == 1:
        reading.problems.append(root.problem("class", f"a profile of class {next(iter(held))!r}", PROFILE))
    else:
        reading.problems.append(root.problem("class", "neither a domain nor a profile", f"'issuesValues' or {PROFILE!r}"))
    return None


def _party(file: str, node: Node, reading: Reading) -> Party:
    party = stem(file)
    name = reading.text(node.value.get("name")) if isinstance(node.value, dict) else ""
    reading.places[("parties", party)] = reading.places[("positions", party)] = node.place
    return Party(party, name)


def _issue(name: str, node: Node, reading: Reading) -> Issue:
    reading.places[("issues", name)] = node.place
    held = reading.mapping(node, f"values of {name!r}", node)
    if "range" in held:
        ends = _ends(held["range"], reading)
        low, high, step = (reading.number(ends.get(key), f"{key!r} of {name!r}", held["range"]) for key in ENDS)
        # A range may end off its grid; its last value is then the last step below.
        stop = low + (high - low) // step * step if step > 0 and high > low else high
        return number_issue(name, "", Grid(low, stop, step))
    values = held["values"].value if "values" in held else None
    if not isinstance(values, list) or any(not isinstance(entry.value, str) for entry in values):
        reading.problems.append(node.problem("values", f"issue {name!r} lists no values", "'values': a list of texts, or 'range'"))
        return Issue(name, "", ())
    for entry in values:
        reading.places.setdefault(("issues", name, "options", str(entry.value)), entry.place)
    return Issue(name, "", tuple(Option(str(entry.value), str(entry.value)) for entry in values))


def _ends(node: Node, reading: Reading) -> dict[str, Node]:
    """What a range names: an object, or, as older files write it, a list of the same three."""
    if isinstance(node.value, list) and len(node.value) == len(ENDS):
        return dict(zip(ENDS, node.value, strict=True))
    return reading.mapping(node, "'range'", node)


def _position(party: str, node: Node, issues: tuple[Issue, ...], reading: Reading) -> Position:
    known = {issue.id: issue for issue in issues}
    utilities, weights = reading.part(node, "issueUtilities"), reading.part(node, "issueWeights")
    for name, where in (*utilities.items(), *weights.items()):
        if name not in known:
            reading.problems.append(unknown("issue", name, known, ()).at(*where.place))
    scaled = _weights(node, weights, known, reading)
    worth = []
    for issue in issues:
        if issue.id not in utilities:
            reading.problems.append(node.problem("missing", f"no utilities of issue {issue.id!r}", f"'issueUtilities' with {issue.id!r}"))
        elif table := _table(issue, utilities[issue.id], scaled.get(issue.id, Fraction(0)), reading):
            worth.append(IssueWorth(issue.id, table))
    worth = sharpened(party, worth, reading.exact, reading.problems)
    reservation = Fraction(0)
    if isinstance(node.value, dict) and "reservationBid" in node.value and not reading.problems:
        reservation = _bid_worth(node.value["reservationBid"], known, {table.issue: table for table in worth}, reading)
    return Position(party, reservation=(Reservation(Worth(sharp(reservation))),), worth=tuple(worth))


def _weights(node: Node, weights: Mapping[str, Node], known: Mapping[str, Issue], reading: Reading) -> dict[str, Fraction]:
    """The weight of each issue, scaled to sum 1."""
    found: dict[str, Fraction] = {}
    for name in known:
        if name not in weights:
            reading.problems.append(node.problem("weight", f"issue {name!r} has no weight", f"'issueWeights' with {name!r}"))
            continue
        found[name] = reading.number(weights[name], f"the weight of {name!r}", node)
        if found[name] < 0:
            reading.problems.append(weights[name].problem("weight", f"a weight of {show(found[name])}", "0 or more"))
    total = sum(found.values(), Fraction(0))
    if total <= 0 and not reading.problems:
        reading.problems.append(node.problem("weight", "no weight is above 0", "weights that add up to more than 0"))
    return {name: weight / total for name, weight in found.items()} if total > 0 else {}


def _table(issue: Issue, node: Node, weight: Fraction, reading: Reading) -> tuple[tuple[str, Worth], ...]:
    """The worth of each value of an issue: weight times utility."""
    kind, held = next(iter(reading.mapping(node, f"utilities of {issue.id!r}", node).items()), ("", node))
    if kind in NUMBERS and issue.grid is not None:
        points = _line(issue, held, reading)
    elif kind in DISCRETE and issue.grid is None:
        points = _values(issue, held, reading)
    else:
        allowed = NUMBERS[0] if issue.grid is not None else DISCRETE[0]
        reading.problems.append(held.problem("class", f"utilities of class {kind!r} for issue {issue.id!r}", allowed))
        return ()
    for option, utility in points:
        if not 0 <= utility <= 1:
            reading.problems.append(held.problem("utility", f"a utility of {show(utility)} for {option!r} of {issue.id!r}", "0 to 1"))
    return tuple((option, Worth(sharp(weight * utility))) for option, utility in points)


def _values(issue: Issue, held: Node, reading: Reading) -> list[tuple[str, Fraction]]:
    said = reading.part(held, "valueUtilities")
    for name, where in said.items():
        if name not in issue.places:
            reading.problems.append(unknown(f"option of {issue.id!r}", name, issue.places, ()).at(*where.place))
    options = [option.id for option in issue.options if option.id in said]
    return [(option, reading.number(said[option], f"the utility of {option!r}", held)) for option in options]


def _line(issue: Issue, held: Node, reading: Reading) -> list[tuple[str, Fraction]]:
    """The utility at the ends of a number, on the straight line through the two points that the profile gives."""
    said = reading.mapping(held, f"utilities of {issue.id!r}", held)
    names = ("lowValue", "lowUtility", "highValue", "highUtility")
    low, at_low, high, at_high = (reading.number(said.get(name), f"{name!r} of {issue.id!r}", held) for name in names)
    slope = (at_high - at_low) / (high - low) if high != low else Fraction(0)
    ends = dict.fromkeys((issue.options[0].id, issue.options[-1].id)) if issue.options else {}
    return [(option, at_low + slope * (exact(option) - low)) for option in ends]


def _bid_worth(node: Node, known: Mapping[str, Issue], tables: Mapping[str, IssueWorth], reading: Reading) -> Fraction:
    """What a bid is worth; issues that it leaves out add nothing."""
    total = Fraction(0)
    for name, chosen in reading.part(node, "issuevalues").items():
        option = show(chosen.value) if isinstance(chosen.value, Fraction) else reading.text(chosen)
        if name not in known:
            reading.problems.append(unknown("issue", name, known, ()).at(*chosen.place))
        elif option not in known[name].places:
            reading.problems.append(unknown(f"option of {name!r}", option, known[name].places, ()).at(*chosen.place))
        elif name in tables:
            total += worth_at(tables[name], known[name], option).low
    return total
