"""Small cases by chance, and what a viewer holds of them: so few worlds that each can be looked at by definition."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

from onetext.analysis.leaks.unknowns import Ignorance
from onetext.model.case import Case, Link
from onetext.model.conditions import Among, Condition, Never
from onetext.model.issues import Grid, Issue, Option, number_issue
from onetext.model.numbers import Interval, sharp
from onetext.model.parties import Consent, Decides, Member, Party
from onetext.model.positions import IssueWorth, NoNumber, Origin, Position, RedLine, Reservation, Term, Worth

ANSWER, SAID = Origin("answer"), Origin("statement")
IGNORANCE = Ignorance(Interval(Fraction(0), Fraction(3)), Interval(Fraction(0), Fraction(6)), Fraction(1))
MOST_WORLDS = 150


def small_case(source: Random) -> Case:
    """Two to four parties, one to three issues, worths from a small grid, some red lines, links, terms and blocs."""
    issues = tuple(_issue(source, f"i{n}") for n in range(source.randint(1, 3)))
    names = [f"p{n}" for n in range(source.randint(2, 4))]
    parties = [Party(name) for name in names]
    consents: tuple[Consent, ...] = ()
    if len(names) > 2 and source.random() < 0.25:
        rule = source.choice([Decides(members=Fraction(1, 2)), Decides(weight=Fraction(2, 3)), Decides(members=Fraction(1))])
        parties.append(
            Party("bloc", kinds=("bloc",), members=(Member(names[0]), Member(names[1], weight=Fraction(2)), Member("m")), decides=rule)
        )
        names.append("m")
    if source.random() < 0.2:
        parties.append(Party("keeper", kinds=("holder",)))
        names.append("keeper")
        consents = (Consent("keeper", _condition(source, issues)),)
    links = (Link("l", Never(_condition(source, issues, 2))),) if source.random() < 0.4 else ()
    return Case(
        parties=tuple(parties), issues=issues, links=links, consents=consents, positions=tuple(_position(source, issues, n) for n in names)
    )


def _issue(source: Random, name: str) -> Issue:
    if source.random() < 0.2:
        return number_issue(name, name, Grid(Fraction(0), Fraction(4), Fraction(2)))
    return Issue(name, name, tuple(Option(one) for one in "abc"[: source.randint(2, 3)]))


def _condition(source: Random, issues: tuple[Issue, ...], most: int = 1) -> Condition:
    picked = source.sample(issues, min(len(issues), most))
    return Condition(tuple((i.id, Among((source.choice(i.options).id,))) for i in picked))


def _position(source: Random, issues: tuple[Issue, ...], who: str) -> Position:
    worth = []
    for issue in issues:
        options = [o.id for o in issue.options if issue.grid is None or o.amount in (0, 4)]
        worth.append(IssueWorth(issue.id, tuple((o, Worth(sharp(source.randint(0, 3)), ANSWER)) for o in options)))
    terms = (Term(_condition(source, issues, 2), Worth(sharp(source.randint(0, 2)), ANSWER)),) if source.random() < 0.2 else ()
    lines = tuple(RedLine(f"r{n}", Never(_condition(source, issues, 2)), origin=ANSWER) for n in range(source.choice([0, 0, 1, 1, 2])))
    top = max(1, 2 * len(issues))
    held = Reservation(Worth(sharp(Fraction(source.randint(0, top + 1), source.choice([1, 1, 2]))), ANSWER))
    reservation = NoNumber.NONE if source.random() < 0.1 else (held,)
    return Position(who, reservation=reservation, worth=tuple(worth), terms=terms, red_lines=lines)


def held_of(source: Random, full: Case, viewer: str, most: int = MOST_WORLDS) -> Case:
    """The case as a viewer may have it: some figures of others as intervals or guesses, some red lines unseen, the rest told."""
    spots = [(p.party, kind, key) for p in full.positions if p.party != viewer for kind, key in _spots(p)]
    source.shuffle(spots)
    worlds, positions = 1, {p.party: p for p in full.positions}
    for who, kind, key in spots[: source.randint(1, 5)]:
        changed, size = _hidden(source, positions[who], kind, key)
        if worlds * size <= most:
            worlds, positions[who] = worlds * size, changed
    return replace(full, positions=tuple(positions[p.party] for p in full.positions))


def _spots(position: Position) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = [("worth", (t.issue, key)) for t in position.worth for key, _ in t.at]
    found += [("line", line.id) for line in position.red_lines] * 2 + [("term", n) for n in range(len(position.terms))]
    return found + [("reservation", "")] * (3 if isinstance(position.reservation, tuple) else 0) + [("extra", "")]


def _blurred(source: Random, worth: Worth) -> Worth:
    number = worth.points.low
    if source.random() < 0.4:
        return Worth(sharp(source.randint(0, 3)))  # somebody's guess
    return replace(worth, points=Interval(number - source.randint(0, 2), number + source.randint(1, 3)), origin=SAID)


def _hidden(source: Random, position: Position, kind: str, key: object) -> tuple[Position, int]:
    """A position with one figure hidden, and at most how many values it may then have."""
    if kind == "line":
        return replace(position, red_lines=tuple(line for line in position.red_lines if line.id != key)), 2
    if kind == "extra":
        if any(line.id == "more" for line in position.red_lines) or not position.worth:
            return position, 1
        table = position.worth[0]
        line = RedLine("more", Never(Condition(((table.issue, Among((table.at[0][0],))),))), origin=SAID)
        return (
            (position, 1)
            if any(one.form == line.form for one in position.red_lines)
            else (replace(position, red_lines=(*position.red_lines, line)), 2)
        )
    if kind == "reservation":
        assert isinstance(position.reservation, tuple)
        return replace(position, reservation=(Reservation(_blurred(source, position.reservation[0].worth)),)), 14
    if kind == "term":
        return replace(position, terms=tuple(replace(t, worth=_blurred(source, t.worth)) for t in position.terms)), 6
    tables = tuple(replace(t, at=tuple((k, _blurred(source, w) if (t.issue, k) == key else w) for k, w in t.at)) for t in position.worth)
    return replace(position, worth=tables), 6
