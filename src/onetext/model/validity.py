"""What must hold between the parts of a case; every mistake is listed, with its path through the case file.

A mistake that only follows from another (an option of an issue that does not exist) is not listed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from onetext.errors import Path, Problem
from onetext.model.conditions import Among, Condition, Count, Form, Implies, Range, Sum
from onetext.model.dates import is_edtf
from onetext.model.issues import MAX_OPTIONS, Grid, Issue
from onetext.model.numbers import exact
from onetext.model.parties import ASKED_WHERE_SAID, KINDS, Party, all_members
from onetext.model.positions import BASES, NoNumber, Position
from onetext.model.propagation import contradiction
from onetext.model.records import REPLIES, STANCES

if TYPE_CHECKING:
    from onetext.model.case import Case

Problems = Iterator[Problem]
MOST_COMPARED = 200  # letters and names: looking for the nearest takes time in their product
GRADE = re.compile(r"[A-FX][1-6X]")


def unknown(kind: str, name: str, known: Iterable[str], path: Path) -> Problem:
    """The problem that `name` is no known `kind`, with the nearest known one."""
    names = list(known)
    near = get_close_matches(name[:MOST_COMPARED], names[:MOST_COMPARED], n=1, cutoff=0.6)
    listed = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    hint = f"did you mean {near[0]!r}? known: {listed}" if near else f"known: {listed or 'none'}"
    return Problem("unknown", f"unknown {kind} {name!r}", hint, path)


def one_of(kind: str, name: str, known: Iterable[str], path: Path) -> Problems:
    """A problem if `name` is said and is not among `known`."""
    names = tuple(known)
    if name and name not in names:
        yield unknown(kind, name, names, path)


def unsound_characters(text: str) -> str:
    """The first control or direction-changing character of a name, described; "" where there is none."""
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in "\u200c\u200d":
            return f"U+{ord(character):04X} {unicodedata.name(character, 'a control character')}"
    return ""


def check_name(text: str, path: Path) -> Problems:
    if found := unsound_characters(text):
        yield Problem("character", f"a name holds {found}", "letters, digits, punctuation and spaces", path)


def repeated(kind: str, names: Iterable[str], path_of: Callable[[int], Path]) -> Problems:
    seen: set[str] = set()
    for i, name in enumerate(names):
        if name in seen:
            yield Problem("repeated", f"{kind} {name!r} stands twice", "each once", path_of(i))
        seen.add(name)


def people_of(case: Case) -> tuple[str, ...]:
    """The ids of all parties and members."""
    members = (member.id for party in case.parties for member in party.members)
    return tuple(dict.fromkeys((*case.party, *members)))


def check_part(case: Case, issue_id: str, part: Among | Range, path: Path) -> Problems:
    if issue_id not in case.issue:
        yield unknown("issue", issue_id, case.issue, path)
        return
    issue = case.issue[issue_id]
    if isinstance(part, Among):
        for i, option in enumerate(part.options):
            yield from check_option(issue, option, (*path, i) if len(part.options) > 1 else path)
        if not part.options:
            yield Problem("empty", f"no option of {issue_id!r} is named", "at least one option", path)
    elif issue.grid is None:
        yield Problem("range", f"{issue_id!r} is a choice, not a number", "an option or a list of options", path)
    elif part.low is not None and part.high is not None and part.low > part.high:
        yield Problem("range", f"a range runs from {part.low} down to {part.high}", "from <= to", path)


def check_option(issue: Issue, option: str, path: Path) -> Problems:
    if option not in issue.places and issue.options:
        if issue.grid is None:
            yield unknown(f"option of {issue.id!r}", option, issue.places, path)
        else:
            grid = issue.grid
            yield Problem("unknown", f"{option!r} is no answer to {issue.id!r}", f"{grid.start} to {grid.stop} by {grid.step}", path)


def check_condition(case: Case, condition: Condition, path: Path) -> Problems:
    yield from repeated("issue", condition.issues, lambda i: (*path, condition.issues[i]))
    for issue_id, part in condition.parts:
        yield from check_part(case, issue_id, part, (*path, issue_id))


def check_form(case: Case, form: Form, path: Path) -> Problems:
    match form:
        case Implies(condition, then):
            yield from check_condition(case, condition, (*path, "if"))
            yield from check_condition(case, then, (*path, "then"))
        case Count(of, at_least, at_most):
            for i, condition in enumerate(of):
                yield from check_condition(case, condition, (*path, "of", i))
            if not of:
                yield Problem("empty", "no condition to count", "a list of conditions", (*path, "of"))
            yield from _check_bounds(at_least, at_most, path)
        case Sum(weights, at_least, at_most):
            for issue_id, _ in weights:
                if issue_id not in case.issue:
                    yield unknown("issue", issue_id, case.issue, (*path, "sum", issue_id))
                elif case.issue[issue_id].grid is None:
                    yield Problem("sum", f"{issue_id!r} is a choice", "issues that are numbers", (*path, "sum", issue_id))
            yield from _check_bounds(at_least, at_most, path)
        case _:
            word = type(form).__name__.lower()
            yield from check_condition(case, form.condition, (*path, word))


def _check_bounds(at_least: object, at_most: object, path: Path) -> Problems:
    if at_least is None and at_most is None:
        yield Problem("bounds", "no bound is said", "at_most, at_least or equals", path)
    elif at_least is not None and at_most is not None and at_least > at_most:  # type: ignore[operator]
        yield Problem("bounds", f"at_least {at_least} is above at_most {at_most}", "at_least <= at_most", path)


def check_evidence(case: Case, evidence: Iterable[str], path: Path) -> Problems:
    known = {*(s.id for s in case.statements), *(s.id for s in case.sources)}
    for i, name in enumerate(evidence):
        if name not in known:
            yield unknown("statement", name, sorted(known), (*path, "evidence", i))


def check_grid(grid: Grid, path: Path) -> Problems:
    if grid.step <= 0:
        yield Problem("grid", f"a step of {grid.step}", "a step above 0", (*path, "step"))
    elif grid.stop < grid.start:
        yield Problem("grid", f"'to' {grid.stop} is below 'from' {grid.start}", "from <= to", (*path, "to"))
    elif ((grid.stop - grid.start) / grid.step).denominator != 1:
        yield Problem("grid", f"'to' {grid.stop} is no whole number of steps of {grid.step} from {grid.start}", "a value on the grid", (*path, "to"))
    elif (grid.stop - grid.start) / grid.step >= MAX_OPTIONS:
        yield Problem("grid", f"more than {MAX_OPTIONS:,} options".replace(",", " "), "a larger step", path)


def check_issues(case: Case) -> Problems:
    yield from repeated("issue", (issue.id for issue in case.issues), lambda i: ("issues", case.issues[i].id))
    if not case.issues:
        yield Problem("empty", "the case has no issue", "at least one issue", ("issues",))
    for issue in case.issues:
        path: Path = ("issues", issue.id)
        yield from check_name(issue.id, path)
        yield from check_name(issue.title, (*path, "title"))
        if issue.grid is not None:
            yield from check_grid(issue.grid, path)
        else:
            if not issue.options:
                yield Problem("empty", f"issue {issue.id!r} has no options", "at least one option", path)
            if len(issue.options) > MAX_OPTIONS:
                yield Problem("options", f"issue {issue.id!r} has {len(issue.options)} options", f"at most {MAX_OPTIONS}", path)
            yield from repeated("option", (o.id for o in issue.options), lambda i, own=issue: ("issues", own.id, "options", own.options[i].id))
            for option in issue.options:
                yield from check_name(option.id, (*path, "options", option.id))
                yield from check_name(option.title, (*path, "options", option.id))
                yield from one_of("party", option.verified_by, people_of(case), (*path, "options", option.id, "verified_by"))
        for key, option_id in (("today", issue.today), ("agreed", issue.agreed.option if issue.agreed else "")):
            if option_id:
                yield from check_option(issue, option_id, (*path, key))


def check_parties(case: Case) -> Problems:
    yield from repeated("party", (party.id for party in case.parties), lambda i: ("parties", case.parties[i].id))
    if not case.parties:
        yield Problem("empty", "the case has no party", "at least one party", ("parties",))
    for party in case.parties:
        path: Path = ("parties", party.id)
        yield from check_name(party.id, path)
        yield from check_name(party.name, (*path, "name"))
        for kind in party.kinds:
            yield from one_of("kind of party", kind, KINDS, (*path, "kind"))
        yield from _check_bloc(party, path)
        if party.id in all_members(party, case.party):
            yield Problem("bloc", f"the bloc {party.id!r} is a member of itself", "members that do not lead back to it", (*path, "members"))
        for member in party.members:
            yield from check_name(member.id, (*path, "members", member.id))
            yield from check_name(member.name, (*path, "members", member.id))
            if member.weight < 0:
                yield Problem("weight", f"a weight of {member.weight}", "0 or more", (*path, "members", member.id, "weight"))


def _check_bloc(party: Party, path: Path) -> Problems:
    if party.is_a("bloc"):
        if not party.members:
            yield Problem("bloc", f"the bloc {party.id!r} has no members", "at least one member", path)
        if "principal" in party.kinds:
            yield Problem("bloc", f"{party.id!r} is a bloc and a principal", "one of the two", (*path, "kind"))
    elif party.members:
        yield Problem("bloc", f"{party.id!r} has members and is no bloc", "kind: bloc", (*path, "members"))
    for key, share in (("weight", party.decides.weight), ("members", party.decides.members)):
        if share is not None and not 0 <= share <= 1:
            yield Problem("share", f"a share of {share}", "0 to 1", (*path, "decides", key))


def check_links(case: Case) -> Problems:
    from_record = {source.id for source in case.sources} | {statement.id for statement in case.statements}
    yield from repeated("link", (link.id for link in case.links), lambda i: ("links", i))
    for i, link in enumerate(case.links):
        path: Path = ("links", i)
        yield from check_name(link.id, (*path, "id"))
        yield from check_form(case, link.form, path)
        yield from one_of("source", link.source, from_record, (*path, "source"))
        for n, who in enumerate(link.who):
            yield from one_of("party", who, people_of(case), (*path, "who", n))
        for who, price in link.soften:
            yield from one_of("party", who, people_of(case), (*path, "soften", who))
            if price <= 0:
                yield Problem("soften", f"soften {price}", "above 0", (*path, "soften", who))


def check_consents(case: Case) -> Problems:
    for i, consent in enumerate(case.consents):
        path: Path = ("consents", i)
        if consent.who not in case.party:
            yield unknown("party", consent.who, case.party, (*path, "who"))
        elif not any(case.party[consent.who].is_a(kind) for kind in (*ASKED_WHERE_SAID, "principal", "bloc")):
            yield Problem("consent", f"{consent.who!r} gives no consent", "a principal, bloc, holder, guarantor or ratifier", (*path, "who"))
        yield from check_condition(case, consent.on, (*path, "on"))
        yield from one_of("stage", consent.stage, ("table", "ratify"), (*path, "stage"))


def check_positions(case: Case) -> Problems:
    people = people_of(case)
    for position in case.positions:
        path: Path = ("positions", position.party)
        if position.party not in people:
            yield unknown("party", position.party, people, path)
            continue
        party = case.party.get(position.party)
        if party is not None and set(party.kinds) <= {"bloc", "mediator"}:
            yield Problem("position", f"a {' and '.join(party.kinds)} has no position of its own", "positions of its members" if party.is_a("bloc") else "no position", path)
        yield from _check_reservation(case, position, path)
        yield from _check_worths(case, position, path)
        yield from _check_red_lines(case, position, path)
        yield from _check_said(case, position, path)


def _check_reservation(case: Case, position: Position, path: Path) -> Problems:
    if position.has_worths and position.reservation == ():
        yield Problem("reservation", f"{position.party!r} has worths and no reservation value", "reservation: a number, none (any agreement is better than none) or unknown", path)
    if position.soften_reservation is not None and position.soften_reservation <= 0:
        yield Problem("soften", f"soften_reservation {position.soften_reservation}", "above 0, or never", (*path, "soften_reservation"))
    if isinstance(position.reservation, NoNumber):
        return
    days = [entry.since for entry in position.reservation]
    for i, entry in enumerate(position.reservation):
        yield from check_evidence(case, entry.worth.origin.evidence, (*path, "reservation", i))
        day, before = days[i], days[i - 1] if i else None
        if i and (day is None or before is None or day <= before):
            yield Problem("dates", "dated entries do not ascend", "each a later date than the one before", (*path, "reservation", i))


def _check_worths(case: Case, position: Position, path: Path) -> Problems:
    yield from repeated("issue", (w.issue for w in position.worth), lambda i: (*path, "worth", position.worth[i].issue))
    for table in position.worth:
        where: Path = (*path, "worth", table.issue)
        if table.issue not in case.issue:
            yield unknown("issue", table.issue, case.issue, where)
            continue
        issue = case.issue[table.issue]
        keys = [key for key, _ in table.at]
        yield from repeated("option", keys, lambda i, at=where, own=keys: (*at, own[i]))
        for key, worth in table.at:
            yield from check_evidence(case, worth.origin.evidence, (*where, key))
            if issue.grid is None:
                yield from check_option(issue, key, (*where, key))
            elif not issue.grid.start <= exact(key) <= issue.grid.stop:
                yield Problem("point", f"{key} lies outside {issue.id!r}", f"{issue.grid.start} to {issue.grid.stop}", (*where, key))
    for i, term in enumerate(position.terms):
        yield from check_condition(case, term.when, (*path, "terms", i, "when"))
        yield from check_evidence(case, term.worth.origin.evidence, (*path, "terms", i))


def _check_red_lines(case: Case, position: Position, path: Path) -> Problems:
    yield from repeated("red line", (line.id for line in position.red_lines), lambda i: (*path, "red_lines", i))
    for i, line in enumerate(position.red_lines):
        where: Path = (*path, "red_lines", i)
        yield from check_name(line.id, (*where, "id"))
        yield from check_form(case, line.form, where)
        yield from one_of("basis", line.origin.basis, BASES, (*where, "from"))
        yield from check_evidence(case, line.origin.evidence, where)
        if line.soften is not None and line.soften <= 0:
            yield Problem("soften", f"soften {line.soften}", "above 0", (*where, "soften"))
        if line.since and line.until and line.until < line.since:
            yield Problem("dates", f"until {line.until} lies before {line.since}", "a later date", (*where, "until"))


def _check_said(case: Case, position: Position, path: Path) -> Problems:
    for view in position.view:
        where: Path = (*path, "view", view.issue)
        if view.issue not in case.issue:
            yield unknown("issue", view.issue, case.issue, where)
            continue
        if view.option:
            yield from check_option(case.issue[view.issue], view.option, (*where, view.option))
        if view.only_if is not None:
            yield from check_condition(case, view.only_if, (*where, view.option, "only_if"))
        yield from check_evidence(case, view.origin.evidence, (*where, view.option))
    for order in position.order:
        where = (*path, "order", order.issue)
        if order.issue not in case.issue:
            yield unknown("issue", order.issue, case.issue, where)
            continue
        issue = case.issue[order.issue]
        if order.direction in ("up", "down") and issue.grid is None:
            yield Problem("order", f"{order.issue!r} is a choice", "a list of options, best first", where)
        options = [option for rank in order.ranks for option in rank]
        yield from repeated("option", options, lambda i, at=where: at)
        for option in options:
            yield from check_option(issue, option, where)


def check_proposals(case: Case) -> Problems:
    people, documents = people_of(case), [*(s.id for s in case.sources), *(s.id for s in case.statements)]
    for proposal in case.proposals:
        path: Path = ("proposals", proposal.id)
        yield from check_name(proposal.id, path)
        yield from one_of("party", proposal.by, people, (*path, "by"))
        yield from one_of("source", proposal.source, documents, (*path, "source"))
        yield from check_evidence(case, proposal.evidence, path)
        for issue_id, option in proposal.package:
            yield from check_part(case, issue_id, Among((option,)), (*path, "package", issue_id))
    for i, reply in enumerate(case.replies):
        path = ("replies", i)
        yield from one_of("party", reply.who, people, (*path, "who"))
        yield from one_of("proposal", reply.to, (p.id for p in case.proposals), (*path, "to"))
        yield from one_of("reply", reply.says, REPLIES, (*path, "says"))
        yield from check_evidence(case, reply.origin.evidence, path)
        for issue_id, says in reply.on:
            yield from one_of("issue", issue_id, case.issue, (*path, "on", issue_id))
            yield from one_of("reply", says, REPLIES, (*path, "on", issue_id))


def check_statements(case: Case) -> Problems:
    people, sources = people_of(case), [source.id for source in case.sources]
    for statement in case.statements:
        path: Path = ("statements", statement.id)
        yield from one_of("party", statement.speaks_for, people, (*path, "for"))
        yield from one_of("stance", statement.stance, STANCES, (*path, "stance"))
        yield from one_of("source", statement.source, sources, (*path, "source"))
        for issue_id, options in statement.issue:
            if options:
                yield from check_part(case, issue_id, Among(options), (*path, "on", issue_id))
            else:
                yield from one_of("issue", issue_id, case.issue, (*path, "on", issue_id))
        if statement.said and not is_edtf(statement.said):
            yield Problem("date", f"{statement.said!r} is no EDTF date", "2031-04-19, 2031-04, 2031-04~, 2031-04-19/..", (*path, "said"))
        if statement.grade and not GRADE.fullmatch(statement.grade):
            yield Problem("grade", f"grade {statement.grade!r}", "a letter A-F and a digit 1-6, X where unknown: B2", (*path, "grade"))
        if statement.at is not None and not 0 <= statement.at[0] < statement.at[1]:
            yield Problem("span", f"the span {list(statement.at)}", "start below end, from 0", (*path, "at"))


def check_record(case: Case) -> Problems:
    people, sources = people_of(case), [source.id for source in case.sources]
    for i, deadline in enumerate(case.deadlines):
        yield from one_of("source", deadline.source, sources, ("deadlines", i, "source"))
    events = [(("events", event.id), "who", event.who, event.date, event.evidence) for event in case.events]
    channels = [(("channels", i), "between", c.between, c.since, c.evidence) for i, c in enumerate(case.channels)]
    claims = [(("alternatives", i), "of", a.of, "", a.evidence) for i, a in enumerate(case.alternatives)]
    path: Path
    for path, key, who, when, evidence in (*events, *channels, *claims):
        for n, name in enumerate(who):
            yield from one_of("party", name, people, (*path, key, n))
        if when and not is_edtf(when):
            yield Problem("date", f"{when!r} is no EDTF date", "2031-04-19, 2031-04, 2031-04~, 2031-04-19/..", path)
        yield from check_evidence(case, evidence, path)


CHECKS: tuple[Callable[[Case], Problems], ...] = (
    check_parties, check_issues, check_links, check_consents, check_positions, check_proposals, check_statements, check_record,
)  # fmt: skip


def problems_of(case: Case) -> list[Problem]:
    """Every mistake in a case; links are held against each other only once all else is sound."""
    problems = [problem for check in CHECKS for problem in check(case)]
    if not problems and (found := contradiction(case.issues, [link.form for link in case.links])) is not None:
        first = case.links[found]
        problems.append(Problem("links", f"link {first.id!r} contradicts the links before it: no option is left", "links that some package keeps", ("links", found)))
    return problems
