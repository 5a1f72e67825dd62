"""What must hold between the parts of a case; every mistake is listed, with its path through the case file.

A mistake that only follows from another (an option of an issue that does not exist) is not listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

from onetext.errors import Path, Problem
from onetext.model.checks import (
    Problems,
    check_condition,
    check_evidence,
    check_form,
    check_name,
    check_option,
    check_part,
    one_of,
    people_of,
    repeated,
    unknown,
)
from onetext.model.conditions import Among
from onetext.model.dates import is_edtf
from onetext.model.issues import MAX_OPTIONS, Grid
from onetext.model.parties import ASKED_WHERE_SAID, KINDS, Party, all_members
from onetext.model.propagation import contradiction
from onetext.model.records import REPLIES, STANCES
from onetext.model.text.validity import check_drafts, check_text
from onetext.model.validity_positions import check_against_each_other, check_positions
from onetext.model.validity_replies import check_replied_to, check_resolved

if TYPE_CHECKING:
    from onetext.model.case import Case

MOST_PROBLEMS = 1000
GRADE = re.compile(r"[A-FX][1-6X]")


def check_grid(grid: Grid, path: Path) -> Problems:
    if grid.step <= 0:
        yield Problem("grid", f"a step of {grid.step}", "a step above 0", (*path, "step"))
    elif grid.stop < grid.start:
        yield Problem("grid", f"'to' {grid.stop} is below 'from' {grid.start}", "from <= to", (*path, "to"))
    elif ((grid.stop - grid.start) / grid.step).denominator != 1:
        yield Problem(
            "grid", f"'to' {grid.stop} is no whole number of steps of {grid.step} from {grid.start}", "a value on the grid", (*path, "to")
        )
    elif (grid.stop - grid.start) / grid.step >= MAX_OPTIONS:
        yield Problem("grid", f"more than {MAX_OPTIONS:,} options", "a larger step", path)


def check_issues(case: Case) -> Problems:
    yield from repeated("issue", ((issue.id, ("issues", issue.id)) for issue in case.issues))
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
            yield from repeated("option", ((option.id, (*path, "options", option.id)) for option in issue.options))
            for option in issue.options:
                yield from check_name(option.id, (*path, "options", option.id))
                yield from check_name(option.title, (*path, "options", option.id))
                yield from one_of("party", option.verified_by, people_of(case), (*path, "options", option.id, "verified_by"))
        agreed = issue.agreed.option if issue.agreed else ""
        for keys, option_id in ((("today",), issue.today), (("agreed", "option"), agreed)):
            if option_id:
                yield from check_option(issue, option_id, (*path, *keys))


def check_parties(case: Case) -> Problems:
    yield from repeated("party", ((party.id, ("parties", party.id)) for party in case.parties))
    if not case.parties:
        yield Problem("empty", "the case has no party", "at least one party", ("parties",))
    for party in case.parties:
        path: Path = ("parties", party.id)
        yield from check_name(party.id, path)
        yield from check_name(party.name, (*path, "name"))
        for kind in party.kinds:
            yield from one_of("kind of party", kind, KINDS, (*path, "kind"))
        yield from _check_bloc(party, path)
        yield from _check_behind(case, party, path)
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


def _check_behind(case: Case, party: Party, path: Path) -> Problems:
    """A party stands behind another, and only one that can be asked later has something to confirm."""
    where: Path = (*path, "behind")
    yield from one_of("party", party.behind, case.party, where)
    if party.behind == party.id:
        yield Problem("behind", f"{party.id!r} stands behind itself", "another party of the case", where)
    elif party.behind in case.party and not any(party.is_a(kind) for kind in ASKED_WHERE_SAID):
        what = f"{party.id!r} stands behind {party.behind!r} and confirms nothing"
        yield Problem("behind", what, "a ratifier, or a holder or guarantor that is asked to ratify", where)


def check_links(case: Case) -> Problems:
    from_record = {source.id for source in case.sources} | {statement.id for statement in case.statements}
    yield from repeated("link", ((link.id, ("links", i)) for i, link in enumerate(case.links)))
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
            yield Problem(
                "consent", f"{consent.who!r} gives no consent", "a principal, bloc, holder, guarantor or ratifier", (*path, "who")
            )
        yield from check_condition(case, consent.on, (*path, "on"))
        yield from one_of("stage", consent.stage, ("table", "ratify"), (*path, "stage"))
        if consent.since and consent.until and consent.until < consent.since:
            yield Problem("dates", f"until {consent.until} lies before {consent.since}", "a later date", (*path, "until"))


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
    every: list[tuple[Path, str, tuple[str, ...], str, tuple[str, ...]]] = [*events, *channels, *claims]
    for path, key, who, when, evidence in every:
        for n, name in enumerate(who):
            yield from one_of("party", name, people, (*path, key, n))
        if when and not is_edtf(when):
            yield Problem("date", f"{when!r} is no EDTF date", "2031-04-19, 2031-04, 2031-04~, 2031-04-19/..", path)
        yield from check_evidence(case, evidence, path)


def check_titles(case: Case) -> Problems:
    """The names that are no ids: what a page shows in the place of one may not turn its direction."""
    said: list[tuple[Path, str]] = [(("title",), case.title), (("beside",), case.beside)]
    said += [(("issues", issue.id, "unit"), issue.grid.unit) for issue in case.issues if issue.grid is not None]
    said += [(("links", i, "title"), link.title) for i, link in enumerate(case.links)]
    said += [(("proposals", proposal.id, "title"), proposal.title) for proposal in case.proposals]
    said += [(("sources", source.id, "title"), source.title) for source in case.sources]
    said += [
        (("statements", s.id, key), text) for s in case.statements for key, text in (("who", s.who), ("to", s.to), ("channel", s.channel))
    ]
    said += [(("events", event.id, "place"), event.place) for event in case.events]
    for position in case.positions:
        said += [(("positions", position.party, "red_lines", i, "title"), line.title) for i, line in enumerate(position.red_lines)]
    for path, text in said:
        yield from check_name(text, path)


CHECKS: tuple[Callable[[Case], Problems], ...] = (
    check_titles, check_parties, check_issues, check_links, check_consents, check_positions, check_proposals, check_resolved, check_statements,
    check_record, check_text, check_drafts,
)  # fmt: skip


def problems_of(case: Case) -> list[Problem]:
    """Every mistake in a case, up to MOST_PROBLEMS; links are held against each other only once all else is sound."""
    problems = list(islice((problem for check in CHECKS for problem in check(case)), MOST_PROBLEMS))
    if not problems:
        problems = list(islice((*check_against_each_other(case), *check_replied_to(case)), MOST_PROBLEMS))
    if not problems and (found := contradiction(case.issues, [link.form for link in case.links])) is not None:
        first = case.links[found]
        said = f"link {first.id!r} contradicts the others: no option is left"
        problems.append(Problem("links", said, "links that some package keeps", ("links", found)))
    return problems
