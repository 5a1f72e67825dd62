"""The issue x party table as data: parties and how they are drawn, issues and their cells, and what each has without an agreement."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from onetext.model.acceptance import consenters, is_silent, worth_at
from onetext.model.case import Case
from onetext.model.conditions import Always, Condition, Implies, Never, issues_of, meets
from onetext.model.issues import Issue, Option
from onetext.model.numbers import Interval, exact
from onetext.model.positions import IssueWorth, NoNumber, Position, RedLine, View, ViewSays, red_lines
from onetext.report import parts
from onetext.report.findings import Findings
from onetext.report.say import condition_words, figure, form_words, line_words, option_label, people
from onetext.report.text import day, name

MOST_ROWS = 8
"""Of a number with more options than this, only those at which a figure is given are shown."""
PALETTE = 7


def drawn(case: Case) -> tuple[parts.Party, ...]:
    """Every party in file order, members after their bloc, each with a colour and a mark of its own."""
    found: list[parts.Party] = []
    marks: set[str] = set()
    for place, party in enumerate(case.parties):
        colour = PALETTE if party.kinds == ("mediator",) else place % PALETTE
        found.append(parts.Party(party.id, party.title, party.kinds, "", colour, _mark(party.title, marks)))
        for member in party.members:
            if member.id not in case.party:
                label = member.name or member.id
                found.append(parts.Party(member.id, label, (), party.id, colour, _mark(label, marks)))
    return tuple(found)


def _mark(label: str, taken: set[str]) -> str:
    """The shortest beginning of a name, or a letter of it with a number, that no other party has."""
    letters = "".join(character for character in label if character.isalnum()) or "?"
    words = [word for word in label.split() if word[:1].isalnum()]
    initials = "".join(word[0] for word in words[:3]).upper()
    tries = [letters[0].upper(), initials, letters[:2].capitalize(), letters[:3].capitalize()]
    tries += [f"{letters[0].upper()}{n}" for n in range(2, 100)]
    mark = next(one for one in tries if one and one not in taken)
    taken.add(mark)
    return mark


def columns(case: Case) -> tuple[str, ...]:
    """Who has a column: all whose consent is needed at any stage, then whoever else has said something."""
    needed = {party.id for stage in ("table", "ratify") for party in consenters(case, stage)}
    heard = {position.party for position in case.positions}
    return tuple(party.id for party in case.parties if party.id in needed) + tuple(
        party.id for party in case.parties if party.id not in needed and party.id in heard
    )


def issues(found: Findings) -> tuple[parts.Issue, ...]:
    """Every issue with its cells, those still open first."""
    case = found.case
    left = dict(found.ground.left)
    built = [_issue(case, issue, len(left.get(issue.id, ())) != 1) for issue in case.issues]
    return tuple(sorted(built, key=lambda issue: not issue.open))


def _issue(case: Case, issue: Issue, is_open: bool) -> parts.Issue:
    shown = _shown(case, issue)
    note = f"{len(issue.options):,} answers; those at which a figure is given are shown." if len(shown) < len(issue.options) else ""
    options = tuple(_option(case, issue, option) for option in shown)
    return parts.Issue(issue.id, issue.name, options, issue.grid.unit if issue.grid else "", is_open, note)


def _shown(case: Case, issue: Issue) -> list[Option]:
    if issue.grid is None or len(issue.options) <= MOST_ROWS:
        return list(issue.options)
    points = {exact(key) for p in case.positions for table in p.worth if table.issue == issue.id for key, _ in table.at}
    points |= {issue.grid.start, issue.grid.stop}
    named = {option for proposal in case.proposals for one, option in proposal.package if one == issue.id} | {issue.today}
    kept = [o for o in issue.options if o.amount in points or o.id in named]
    return kept if len(kept) <= 2 * MOST_ROWS else kept[:: len(kept) // MOST_ROWS]


def _option(case: Case, issue: Issue, option: Option) -> parts.Option:
    cells = tuple(cell for position in case.positions for cell in _cells(case, position, issue, option))
    agreed = ""
    if issue.agreed is not None and issue.agreed.option == option.id:
        since = f" since {day(str(issue.agreed.since))}" if issue.agreed.since else ""
        agreed = f"agreed {'ad referendum' if issue.agreed.ad_referendum else ''}".strip() + since
    return parts.Option(option.id, option_label(issue, option), cells, issue.today == option.id, agreed, _obligation(case, option))


def is_obligation(option: Option) -> bool:
    """Whether an option says when, who verifies or what follows if not."""
    return bool(option.by or option.verified_by or option.if_not)


def _obligation(case: Case, option: Option) -> str:
    if not is_obligation(option):
        return ""
    words = [
        f"by {day(str(option.by))}" if option.by else "no date set",
        f"verified by {people(case, [option.verified_by])}" if option.verified_by else "nobody named to verify it",
    ]
    words.append(f"if not: {name(option.if_not)}" if option.if_not else "")
    return "; ".join(word for word in words if word)


def _cells(case: Case, position: Position, issue: Issue, option: Option) -> Iterator[parts.Cell]:
    """The cell of one party for one option, where it said something of the issue."""
    table = next((table for table in position.worth if table.issue == issue.id), None)
    view = next((view for view in position.view if (view.issue, view.option) in ((issue.id, option.id), (issue.id, ""))), None)
    lines = [line for line in red_lines(position) if issue.id in issues_of(line.form)]
    behind = [line for line in lines if _behind(case, line, issue, option)]
    several = [line for line in lines if len(issues_of(line.form)) > 1 and _touches(case, line, issue, option)]
    rank = _rank(position, issue, option)
    if table is None and view is None and not behind and not several and rank is None:
        return
    worth = _worth(table, issue, option)
    origin = next((w.origin for key, w in (table.at if table else ()) if key == option.id), None)
    origin = origin or (table.at[0][1].origin if table and table.at and issue.grid else None)
    first = origin or next((one.origin for one in (*behind, *((view,) if view else ()), *several)), None)
    evidence = [e for o in (origin, view and view.origin, *(line.origin for line in (*behind, *several))) if o for e in o.evidence]
    yield parts.Cell(
        position.party,
        figure(worth.low) if worth else None,
        figure(worth.high) if worth and not worth.sharp else None,
        _share(table, issue, worth.middle) if table and worth else None,
        bool(table and worth and _best(table, issue, worth.middle)),
        bool(behind),
        _view(view, table),
        _conditions(case, view, several, issue.id),
        rank,
        first.basis if first else "guess",
        tuple(dict.fromkeys(evidence)),
    )


def _worth(table: IssueWorth | None, issue: Issue, option: Option) -> Interval | None:
    if table is None or table.indifferent:
        return None
    if issue.grid is None and option.id not in dict(table.at):
        return None
    return worth_at(table, issue, option.id)


def _all(table: IssueWorth, issue: Issue) -> list[Fraction]:
    return [worth_at(table, issue, option.id).middle for option in issue.options]


def _share(table: IssueWorth, issue: Issue, worth: Fraction) -> float | None:
    every = _all(table, issue)
    low, high = min(every), max(every)
    return float((worth - low) / (high - low)) if high > low else None


def _best(table: IssueWorth, issue: Issue, worth: Fraction) -> bool:
    every = _all(table, issue)
    return worth == max(every) > min(every)


def _view(view: View | None, table: IssueWorth | None) -> ViewSays | Literal[""]:
    if view is not None:
        return view.says
    return "indifferent" if table is not None and table.indifferent else ""


def _behind(case: Case, line: RedLine, issue: Issue, option: Option) -> bool:
    """Whether a red line on this issue alone rules the option out, whatever the other answers."""
    if not isinstance(line.form, (Never, Always)) or line.form.condition.issues != (issue.id,):
        return False
    named = issue.places[option.id] in meets(line.form.condition.parts[0][1], issue)
    return named if isinstance(line.form, Never) else not named


def _touches(case: Case, line: RedLine, issue: Issue, option: Option) -> bool:
    """Whether a red line over several issues speaks of this option."""
    if isinstance(line.form, Implies) and line.id.startswith("view:"):
        return False
    conditions = [line.form.condition] if isinstance(line.form, (Never, Always, Implies)) else getattr(line.form, "of", ())
    parts_here = [part for condition in conditions for one, part in condition.parts if one == issue.id]
    return any(issue.places[option.id] in meets(part, issue) for part in parts_here)


def _conditions(case: Case, view: View | None, several: list[RedLine], here: str) -> str:
    said = [condition_words(case, view.only_if)] if view is not None and view.only_if is not None else []
    return "; ".join([*said, *(_line_here(case, line, here) for line in several)])


def _line_here(case: Case, line: RedLine, here: str) -> str:
    """A red line over several issues, as it reads at an option of one of them: `not with The port: Open to all`."""
    form = line.form
    if line.title:
        return line_words(case, line)
    if isinstance(form, (Never, Always)):
        return f"{'not' if isinstance(form, Never) else 'only'} with {condition_words(case, _apart(form.condition, here))}"
    if isinstance(form, Implies) and here in form.condition.issues:
        rest = _apart(form.condition, here)
        return f"only with {condition_words(case, form.then)}" + (f", if {condition_words(case, rest)}" if rest.parts else "")
    return "see its red lines"


def _apart(condition: Condition, here: str) -> Condition:
    return Condition(tuple(part for part in condition.parts if part[0] != here))


def _rank(position: Position, issue: Issue, option: Option) -> int | None:
    order = next((order for order in position.order if order.issue == issue.id), None)
    if order is None or order.direction == "indifferent":
        return None
    place = issue.places[option.id]
    if order.direction:
        return place + 1 if order.direction == "down" else len(issue.options) - place
    ranks = [rank for rank, same in enumerate(order.ranks, 1) if option.id in same]
    return ranks[0] if ranks else None


def standings(found: Findings) -> tuple[parts.Standing, ...]:
    """The foot of the table for everyone with a column, members after."""
    case = found.case
    shown = columns(case)
    members = [m.id for party in case.blocs for m in party.members if m.id not in shown]
    return tuple(_standing(found, who) for who in (*shown, *members))


def _standing(found: Findings, who: str) -> parts.Standing:
    case = found.case
    position = case.position.get(who)
    counts = {accepted.party: accepted for accepted in found.zopa.acceptable}
    reservation = position.reservation_on(case.as_of) if position and case.as_of else None
    word: parts.NoNumberWord = "" if reservation else _no_number(case, who, position)
    lines = tuple(line_words(case, line) if line.title else form_words(case, line.form) for line in position.red_lines) if position else ()
    return parts.Standing(
        who,
        figure(reservation.points.low) if reservation else None,
        figure(reservation.points.high) if reservation and not reservation.points.sharp else None,
        word,
        counts[who].yes if who in counts and found.zopa.admissible else None,
        counts[who].possible if who in counts and found.zopa.admissible and counts[who].possible != counts[who].yes else None,
        found.zopa.admissible if who in counts and found.zopa.admissible else None,
        is_silent(case, who) and who in found.zopa.silent,
        name(position.alternative) if position and position.alternative else "",
        lines,
        reservation.origin.basis if reservation else "guess",
        reservation.origin.evidence if reservation else (),
    )


def _no_number(case: Case, who: str, position: Position | None) -> parts.NoNumberWord:
    if who in case.party and case.party[who].is_a("bloc"):
        return ""
    if position is not None and isinstance(position.reservation, NoNumber):
        return "none" if position.reservation is NoNumber.NONE else "unknown"
    return "not said"
