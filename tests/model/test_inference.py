"""What follows from words: against a second reading of CASEFILE, package against package, and by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext import formats
from onetext.model.acceptance import Answer, accepts, compare, value
from onetext.model.case import Case
from onetext.model.conditions import Among, Condition, Never, holds, keeps
from onetext.model.issues import Issue, Option
from onetext.model.parties import Party
from onetext.model.positions import NoNumber, Order, Position, RedLine
from onetext.model.records import Proposal, Reply
from onetext.model.witness import why_accepts
from spoken import spoken

Package = dict[str, str]


# --- a second reading, package against package


def crosses(case: Case, position: Position, package: Package) -> bool:
    if any(not keeps(line.form, case.issue, package) for line in position.red_lines):
        return True
    mine = [view for view in position.view if package.get(view.issue) == view.option]
    return any(v.says == "never" or (v.says == "only_if" and not holds(v.only_if, case.issue, package)) for v in mine)


def indifferent(position: Position, issue: str) -> bool:
    whole = any(v.issue == issue and v.option == "" and v.says == "indifferent" for v in position.view)
    by_order = any(o.issue == issue and o.direction == "indifferent" for o in position.order)
    return whole or by_order or any(t.issue == issue and t.indifferent for t in position.worth)


def tied_up(position: Position, issue: str) -> bool:
    """Whether a term or an `only_if` speaks of the issue and of another."""
    together = [t.when.issues for t in position.terms] + [(v.issue, *v.only_if.issues) for v in position.view if v.only_if is not None]
    return any(issue in one and set(one) != {issue} for one in together)


def at_least_as_good(case: Case, position: Position, issue: Issue, one: str, other: str) -> bool:
    """By the order of the issue and by preferences between two of its options: by a chain of at most all options."""
    ids = [option.id for option in issue.options]
    said = {(a, b) for a in ids for b in ids if by_order(position, issue, a, b) or preferred(position, issue.id, a, b)}
    for _ in ids:
        said |= {(a, c) for a, b in said for d, c in said if b == d}
    return (one, other) in said


def preferred(position: Position, issue: str, one: str, other: str) -> bool:
    pairs = [(p.rather, p.than) for p in position.prefers] + [(p.than, p.rather) for p in position.prefers if p.alike]
    return (((issue, one),), ((issue, other),)) in pairs


def by_order(position: Position, issue: Issue, one: str, other: str) -> bool:
    if one == other:
        return True
    for order in position.order:
        if order.issue == issue.id and order.direction in ("up", "down"):
            more = issue.option(one).amount > issue.option(other).amount
            return more == (order.direction == "up")
        if order.issue == issue.id:
            rank = {option: n for n, alike in enumerate(order.ranks) for option in alike}
            return one in rank and other in rank and rank[one] <= rank[other]
    return False


def rejected(position: Position, issue: str, option: str) -> bool:
    return any((v.issue, v.option, v.says) == (issue, option, "rejects") for v in position.view)


def nowhere(case: Case, position: Position, package: Package, put: Package, side: str) -> bool:
    """Whether a package is nowhere worse, or nowhere better, than what was put to a party, as far as its words go."""
    for issue in case.issues:
        name, mine, theirs = issue.id, package[issue.id], put.get(issue.id)
        if tied_up(position, name):
            if mine != theirs:
                return False
        elif indifferent(position, name):
            continue
        elif theirs is None:
            return False
        elif side == "worse":
            if not at_least_as_good(case, position, issue, mine, theirs):
                return False
            if mine != theirs and rejected(position, name, mine) and not rejected(position, name, theirs):
                return False
        elif not at_least_as_good(case, position, issue, theirs, mine):
            return False
    return True


def last_words(case: Case, who: str) -> dict[str, str]:
    said: dict[str, Reply] = {}
    fallen = {tuple(one.id.split("/")[1:5]) for one in case.resolved if one.holds in ("figures", "line", "words", "earlier")}
    for reply in case.replies:
        if (reply.who, reply.to, reply.says, str(reply.date or "undated")) in fallen:
            continue  # as a named person resolved
        if reply.who == who and reply.says in ("yes", "no", "if"):
            before = said.get(reply.to)
            if before is None or before.date is None or (reply.date is not None and reply.date >= before.date):
                said[reply.to] = reply
    return {key: reply.says for key, reply in said.items()}


def viewed(case: Case, position: Position, package: Package) -> bool:
    good = {(v.issue, v.option) for v in position.view if v.says in ("wants", "can_live", "indifferent")}
    known = {v.issue for v in position.view}
    return all(indifferent(position, i) or (i in known and (i, o) in good) for i, o in package.items())


def by_words(case: Case, who: str, package: Package) -> Answer:
    """Whether one with a position of its own accepts a package, read anew from CASEFILE."""
    position = case.position.get(who, Position(who))
    if crosses(case, position, package):
        return Answer.NO
    if position.has_worths and isinstance(position.reservation, tuple):
        return compare(value(case, who, package), position.reservation[0].worth.points)
    put = {proposal.id: dict(proposal.package) for proposal in case.proposals}
    said = last_words(case, who)
    yes = viewed(case, position, package)
    yes |= any(says == "yes" and nowhere(case, position, package, put[key], "worse") for key, says in said.items())
    refused = [put[key] for key, says in said.items() if says == "no" and not behind_a_line(case, position, put[key])]
    no = any(nowhere(case, position, package, one, "better") for one in refused)
    if yes != no:
        return Answer.YES if yes else Answer.NO
    willing = position.reservation is NoNumber.NONE and not any(rejected(position, i, o) for i, o in package.items())
    return Answer.YES if willing and not no else Answer.DEPENDS


def behind_a_line(case: Case, position: Position, put: Package) -> bool:
    """Whether some way of filling what a proposal leaves open crosses a red line, or may: a line names what is open."""
    named = [i for line in position.red_lines for i in _named(line.form)]
    named += [i for v in position.view if v.says in ("never", "only_if") for i in (v.issue, *(v.only_if.issues if v.only_if else ()))]
    return any(issue not in put for issue in named) or crosses(case, position, put)


def _named(form: object) -> list[str]:
    from onetext.model.conditions import issues_of

    return list(issues_of(form))  # type: ignore[arg-type]


@given(spoken())
@settings(max_examples=100)
def test_acceptance_is_that_of_a_second_reading(case: Case) -> None:
    """Every voter, every package."""
    people = [p.id for p in case.parties if not p.is_a("bloc")] + [m.id for b in case.blocs for m in b.members]
    for who in dict.fromkeys(people):
        if who in case.party and case.party[who].is_a("bloc"):
            continue
        for package in case.packages():
            assert accepts(case, who, package) is by_words(case, who, package), (who, package)


@given(spoken())
@settings(max_examples=50)
def test_a_yes_or_no_has_a_witness_that_stands(case: Case) -> None:
    """The answer is the same, and what is named is there: a line crossed, a reply of that kind, views of every issue."""
    for party in case.parties:
        if party.is_a("bloc"):
            continue
        for package in case.packages():
            found = why_accepts(case, party.id, package)
            assert found.answer is accepts(case, party.id, package)
            assert (found.kind == "") == (found.answer is Answer.DEPENDS)
            if found.kind == "reply":
                said = "yes" if found.answer is Answer.YES else "no"
                assert last_words(case, party.id)[found.id] == said
                put = dict(next(p.package for p in case.proposals if p.id == found.id))
                position = case.position.get(party.id, Position(party.id))
                assert nowhere(case, position, package, put, "worse" if said == "yes" else "better")
            if found.kind == "view":
                assert viewed(case, case.position[party.id], package)


@given(st.integers(0, 10**9))
@settings(max_examples=300)
def test_no_answer_is_contradicted_by_the_truth_behind_the_words(seed: int) -> None:
    """A party with secret points that judges issues apart, orders truly, has red lines, and replies truly."""
    dice = Random(seed)
    issues = tuple(Issue(f"i{n}", "", tuple(map(Option, "abcd"[: dice.choice((2, 3, 4))]))) for n in range(dice.choice((2, 3, 4))))
    points = {issue.id: {o.id: dice.randrange(4) for o in issue.options} for issue in issues}
    needed = dice.randrange(3 * len(issues))
    line = [dice.choice(issues) for _ in range(2)]
    lines = tuple(
        RedLine(f"r{n}", Never(Condition(((i.id, Among((dice.choice(i.options).id,))),)))) for n, i in enumerate(line[: dice.randrange(3)])
    )
    lines += (
        (RedLine("two", Never(Condition(tuple((i.id, Among((i.options[0].id,))) for i in issues[:2])))),) if dice.random() < 0.5 else ()
    )
    orders = []
    for issue in issues:
        if dice.random() < 0.8:
            known = [o.id for o in issue.options if dice.random() < 0.9]
            ranks = [tuple(o for o in known if points[issue.id][o] == n) for n in range(3, -1, -1)]
            orders.append(Order(issue.id, tuple(rank for rank in ranks if rank)))
    bare = Case(parties=(Party("p"),), issues=issues, positions=(Position("p", red_lines=lines, order=tuple(orders)),))

    def truly(package: Package) -> bool:
        kept = all(keeps(one.form, bare.issue, package) for one in lines)
        return kept and sum(points[i][o] for i, o in package.items()) >= needed

    put = [{issue.id: dice.choice(issue.options).id for issue in issues} for _ in range(4)]
    case = replace(
        bare,
        proposals=tuple(Proposal(f"d{n}", tuple(one.items())) for n, one in enumerate(put)),
        replies=tuple(Reply("p", f"d{n}", "yes" if truly(one) else "no") for n, one in enumerate(put)),
    )
    for package in case.packages():
        said = accepts(case, "p", package)
        assert said is Answer.DEPENDS or (said is Answer.YES) == truly(package)
    for one in put:
        answer = accepts(case, "p", one)
        assert answer is (Answer.YES if truly(one) else Answer.NO)


# --- by hand

TEXT = """
onetext: 1
as_of: 2031-05-01
parties: {north: {}, east: {}}
issues:
  line: {title: Line, options: {hold: Hold, pull: Pull, leave: Leave}}
  fee: {title: Fee, from: 0, to: 9, step: 3}
  port: {title: Port, options: {shut: Shut, open: Open}}
positions:
  north: {order: {line: [hold, pull, leave], fee: up}%s}
proposals:
  plan: {package: {line: pull, fee: 6, port: shut}}
  draft: {package: {line: leave, fee: 6}}
replies: [%s]
"""


def said(replies: str, package: str, more: str = "") -> tuple[str, str, str]:
    """What north answers to a package, and the witness."""
    case = formats.read({"case.yaml": (TEXT % (more, replies)).encode()})
    found = why_accepts(case, "north", dict(zip(case.issue, package.split(), strict=True)))
    return found.answer.value, found.kind, found.id


YES, NO = "{who: north, to: plan, says: yes}", "{who: north, to: plan, says: no}"
OPEN = ("depends", "", "")


@pytest.mark.parametrize(
    ("replies", "package", "more", "expected"),
    [
        (YES, "pull 6 shut", "", ("yes", "reply", "plan")),
        (YES, "hold 9 shut", "", ("yes", "reply", "plan")),
        (YES, "hold 3 shut", "", OPEN),
        (YES, "hold 9 open", "", OPEN),  # no order of the port: only equals compare
        (YES, "hold 9 open", ", view: {port: indifferent}", ("yes", "reply", "plan")),
        (YES, "hold 9 shut", ", view: {line: {hold: rejects}}", OPEN),
        (YES, "pull 9 shut", ", view: {line: {pull: rejects}}", ("yes", "reply", "plan")),
        (YES, "hold 9 shut", ", view: {line: {hold: {only_if: {port: shut}}}}", OPEN),  # joined: the line must be as replied to
        (YES, "pull 9 shut", ", view: {line: {hold: {only_if: {port: shut}}}}", ("yes", "reply", "plan")),
        (YES, "hold 9 shut", ", reservation: unknown, terms: [{when: {line: pull, port: shut}, worth: 1}]", OPEN),
        (YES, "hold 9 shut", ", red_lines: [{id: r, never: {fee: 9}}]", ("no", "red_line", "r")),
        (NO, "leave 6 shut", "", ("no", "reply", "plan")),
        (NO, "leave 3 shut", "", ("no", "reply", "plan")),
        (NO, "leave 9 shut", "", OPEN),
        (NO, "leave 3 open", "", OPEN),
        (NO, "leave 3 open", ", order: {line: [hold, pull, leave], fee: up, port: [shut, open]}", ("no", "reply", "plan")),
        (NO, "pull 3 shut", ", red_lines: [{id: r, never: {fee: 6}}]", OPEN),  # the line explains the refusal
        (NO, "leave 3 shut", ", reservation: none", ("no", "reply", "plan")),
        (NO, "hold 3 shut", ", reservation: none", ("yes", "reservation", "")),
        ("{who: north, to: plan, says: if}", "pull 6 shut", "", OPEN),
        ("{who: north, to: plan, on: {line: no}}", "pull 6 shut", "", OPEN),
        ("{who: north, to: draft, says: no}", "leave 3 open", "", OPEN),
        ("{who: north, to: draft, says: no}", "leave 3 open", ", view: {port: indifferent}", ("no", "reply", "draft")),
        ("{who: north, to: plan, says: no, date: 2031-01-01}, {who: north, to: plan, says: yes, date: 2031-02-01}", "hold 9 shut", "",
         ("yes", "reply", "plan")),
        ("{who: north, to: plan, says: yes, date: 2031-02-01}, {who: north, to: plan, says: if, date: 2031-03-01}", "hold 9 shut", "", OPEN),
        (NO, "pull 6 shut", ", view: {line: {pull: can_live}, fee: {6: wants}, port: {shut: wants}}", OPEN),  # its words say both
        ("", "pull 6 shut", ", view: {line: {pull: can_live}, fee: {6: wants}, port: {shut: wants}}", ("yes", "view", "")),
    ],
)  # fmt: skip
def test_by_hand(replies: str, package: str, more: str, expected: tuple[str, str, str]) -> None:
    text = more.replace(", order: {line: [hold, pull, leave], fee: up, port: [shut, open]}", "")
    if text != more:
        case = formats.read({"case.yaml": (TEXT % ("", replies)).encode()})
        north = case.position["north"]
        ordered = replace(north, order=(*north.order, Order("port", (("shut",), ("open",)))))
        found = why_accepts(replace(case, positions=(ordered,)), "north", dict(zip(case.issue, package.split(), strict=True)))
        assert (found.answer.value, found.kind, found.id) == expected
        return
    assert said(replies, package, more) == expected


def test_numbers_come_before_words() -> None:
    """A reservation value and worths decide, whatever was replied."""
    worths = ", reservation: 5, worth: {line: {hold: 5, pull: 0, leave: 0}}"
    assert said(YES, "pull 9 shut", worths) == ("no", "reservation", "")
    assert said(NO, "hold 3 shut", worths) == ("yes", "reservation", "")


def test_one_without_a_position_is_held_to_its_replies() -> None:
    case = formats.read({"case.yaml": (TEXT % ("", "{who: east, to: plan, says: no}")).encode()})
    refused = [package for package in case.packages() if accepts(case, "east", package) is Answer.NO]
    assert refused == [{"line": "pull", "fee": "6", "port": "shut"}]
    assert Fraction(len(refused)) == 1
