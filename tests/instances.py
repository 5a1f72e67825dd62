"""Large cases from a seed, for tests and benches: many issues, links, pair terms and red lines; never the same twice.

Everything is drawn by `random.Random(seed)`, so a seed names one case on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from random import Random

from onetext.model.case import Case, Link
from onetext.model.conditions import Among, Condition, Count, Implies, Never, keeps
from onetext.model.issues import Issue, Option
from onetext.model.numbers import sharp
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Order, Position, RedLine, Reservation, Term, Worth
from onetext.model.records import Proposal, Reply


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a case is, and how much of each of its best worth a party asks for."""

    issues: int = 28
    options: int = 4
    parties: int = 5
    links: int = 14
    terms: int = 12
    lines: int = 2
    asks: Fraction = Fraction(1, 2)


TREATY = Shape()
HARD = Shape(asks=Fraction(9, 10))
"""As TREATY, with reservation values so high that there is no zopa."""


def large_case(seed: int, shape: Shape = TREATY) -> Case:
    """A case of the shape, drawn from the seed; the ids are i0, i1, ..., a, b, c, d and p0, p1, ..."""
    draw = Random(seed)
    issues = tuple(Issue(f"i{i}", "", tuple(Option("abcdefghij"[o]) for o in range(shape.options))) for i in range(shape.issues))
    parties = tuple(Party(f"p{p}") for p in range(shape.parties))
    return Case(
        title=f"Drawn from seed {seed}",
        parties=parties,
        issues=issues,
        links=tuple(_link(draw, i, issues) for i in range(shape.links)),
        positions=tuple(_position(draw, party, issues, shape) for party in parties),
    )


def _condition(draw: Random, issues: Sequence[Issue], size: int, width: int = 1) -> Condition:
    picked = draw.sample(list(issues), size)
    return Condition(tuple((issue.id, Among(tuple(draw.sample([o.id for o in issue.options], width)))) for issue in picked))


def _link(draw: Random, number: int, issues: Sequence[Issue]) -> Link:
    kind = draw.choice(("implies", "implies", "never", "count"))
    if kind == "implies":
        first, second = draw.sample(list(issues), 2)
        return Link(f"l{number}", Implies(_condition(draw, [first], 1), _condition(draw, [second], 1, 2)), kind="logic")
    if kind == "never":
        return Link(f"l{number}", Never(_condition(draw, issues, 2)), kind="law", soften=(("p0", Fraction(draw.randint(5, 30))),))
    return Link(f"l{number}", Count(tuple(_condition(draw, issues, 1) for _ in range(6)), at_most=3), kind="money")


def _position(draw: Random, party: Party, issues: Sequence[Issue], shape: Shape) -> Position:
    rows = []
    for issue in issues:
        weight = draw.randint(1, 20)
        rows.append({option.id: weight * draw.randint(0, 10) for option in issue.options})
    worth = tuple(
        IssueWorth(issue.id, tuple((o, Worth(sharp(points))) for o, points in row.items())) for issue, row in zip(issues, rows, strict=True)
    )
    terms = tuple(Term(_condition(draw, issues, 2), Worth(sharp(draw.randint(-60, 90)))) for _ in range(shape.terms))
    lines = tuple(
        RedLine(f"r{i}", Never(_condition(draw, issues, draw.choice((1, 2)))), soften=Fraction(draw.randint(5, 40)))
        for i in range(shape.lines)
    )
    top = sum(max(row.values()) for row in rows)
    asked = Worth(sharp(Fraction(int(top * shape.asks))))
    return Position(party.id, reservation=(Reservation(asked),), worth=worth, terms=terms, red_lines=lines)


def scaled_points(case: Case, factor: Fraction) -> Case:
    """The case with every reservation value times `factor`."""

    def harder(position: Position) -> Position:
        kept = [replace(r, worth=Worth(sharp(r.worth.points.low * factor))) for r in position.reservation]  # type: ignore[union-attr]
        return replace(position, reservation=tuple(kept))

    return replace(case, positions=tuple(map(harder, case.positions)))


def native_yaml(case: Case) -> str:
    """A drawn case as a native case file."""
    lines = ["onetext: 1", f"title: {json.dumps(case.title)}", "as_of: 2031-01-01", "parties:"]
    lines += [f"  {party.id}: {{kind: principal}}" for party in case.parties]
    lines += ["issues:", *(f"  {i.id}: {{options: {{{', '.join(f'{o.id}: {o.id.upper()}' for o in i.options)}}}}}" for i in case.issues)]
    lines += ["links:", *(f"  - {{id: {link.id}, {_form(link.form)}{_soften(link)}, why: drawn}}" for link in case.links)]
    lines += ["positions:"]
    for position in case.positions:
        asked = position.reservation[0].worth.points.low  # type: ignore[index]
        lines += [f"  {position.party}:", f"    reservation: {asked}", "    worth:"]
        lines += [f"      {t.issue}: {{{', '.join(f'{o}: {w.points.low}' for o, w in t.at)}}}" for t in position.worth]
        lines += ["    terms:", *(f"      - {{when: {_condition_text(t.when)}, worth: {t.worth.points.low}}}" for t in position.terms)]
        lines += ["    red_lines:"]
        lines += [f"      - {{id: {line.id}, {_form(line.form)}, soften: {line.soften}}}" for line in position.red_lines]
    return "\n".join(lines) + "\n"


def _soften(link: Link) -> str:
    return f", soften: {{{', '.join(f'{who}: {cost}' for who, cost in link.soften)}}}" if link.soften else ""


def _condition_text(condition: Condition) -> str:
    return "{" + ", ".join(f"{issue}: [{', '.join(part.options)}]" for issue, part in condition.parts if isinstance(part, Among)) + "}"


def _form(form: object) -> str:
    match form:
        case Never(condition):
            return f"never: {_condition_text(condition)}"
        case Implies(condition, then):
            return f"if: {_condition_text(condition)}, then: {_condition_text(then)}"
        case Count(of, _, at_most):
            return f"at_most: {at_most}, of: [{', '.join(map(_condition_text, of))}]"
    raise TypeError(form)


@dataclass(frozen=True, slots=True)
class Talk:
    """How large a case of words is: parties with an order of every issue, and how many replies each gave."""

    issues: int = 28
    options: int = 4
    parties: int = 5
    replies: int = 20
    links: int = 14


def spoken_case(seed: int, shape: Talk) -> Case:
    """A case in which nobody has points: orders of every issue, often opposed, and true replies to packages at random.

    Behind the words stand points that are thrown away: so no reply contradicts another.
    """
    draw = Random(seed)
    issues = tuple(Issue(f"i{i}", "", tuple(Option("abcdefghij"[o]) for o in range(shape.options))) for i in range(shape.issues))
    parties = tuple(Party(f"p{p}") for p in range(shape.parties))
    links = tuple(_hard(_link(draw, i, issues)) for i in range(shape.links if shape.issues > 6 else 0))
    positions, proposals, replies = [], [], []
    for party in parties:
        ranked = {issue.id: draw.sample([o.id for o in issue.options], len(issue.options)) for issue in issues}
        weight = {issue.id: draw.expovariate(1) for issue in issues}
        span = sum(weight.values()) * (shape.options - 1)
        asked = draw.uniform(0.35, 0.6)
        positions.append(Position(party.id, order=tuple(Order(issue.id, tuple((o,) for o in ranked[issue.id])) for issue in issues)))
        for n in range(shape.replies):
            package = _kept(draw, issues, links)
            worth = sum(weight[i] * (shape.options - 1 - ranked[i].index(o)) for i, o in package.items()) / span
            proposals.append(Proposal(f"{party.id}-{n}", tuple(package.items())))
            replies.append(Reply(party.id, f"{party.id}-{n}", "yes" if worth >= asked else "no"))
    return Case(
        f"Words drawn from seed {seed}", as_of=date(2031, 1, 1), parties=parties, issues=issues, links=links,
        positions=tuple(positions), proposals=tuple(proposals), replies=tuple(replies),
    )  # fmt: skip


def _hard(link: Link) -> Link:
    return replace(link, soften=(), kind="law")


def _kept(draw: Random, issues: Sequence[Issue], links: Sequence[Link]) -> dict[str, str]:
    """A package at random that breaks no link."""
    named = {issue.id: issue for issue in issues}
    while True:
        package = {issue.id: draw.choice(issue.options).id for issue in issues}
        if all(keeps(link.form, named, package) for link in links):
            return package


def drafts(seed: int, issues: int, count: int) -> Case:
    """One party with an order of every issue of five answers, and some packages on the table, one of which it will be."""
    draw = Random(seed)
    case = spoken_case(seed, Talk(issues=issues, options=5, parties=1, replies=0))
    packages: set[tuple[str, ...]] = set()
    while len(packages) < count:
        packages.add(tuple(draw.choice(issue.options).id for issue in case.issues))
    of = tuple(Condition(tuple((i.id, Among((o,))) for i, o in zip(case.issues, one, strict=True))) for one in sorted(packages))
    return replace(case, links=(Link("drafts", Count(of, at_least=1), kind="choice"),))
