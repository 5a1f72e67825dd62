"""Words in the place of numbers: every backend against the definition, and the harbour case without a single point."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import direct
from analysis import by_definition as defined
from analysis.drawn import blocked
from conftest import SHARED
from onetext import certify, formats
from onetext.analysis.conflicts import conflicts as conflicts_by_enumeration
from onetext.analysis.softenings import softenings as openings_by_enumeration
from onetext.analysis.survey import acceptance, survey
from onetext.analysis.why import why
from onetext.model.acceptance import Answer, accepts, agreed, asked, broken_links, consenters, worth_at
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.positions import Order, Position
from onetext.model.records import Proposal, Reply
from onetext.solve import space
from onetext.solve.budget import UNLIMITED
from onetext.solve.cpsat import conflicts as conflicts_by_program
from onetext.solve.cpsat import openings as openings_by_program
from onetext.solve.cpsat.exists import exists
from onetext.solve.tally import count_reaching
from onetext.solve.zopa import counted
from spoken import spoken
from strategies import DAY


@given(case=spoken(), flat=st.booleans())
@settings(max_examples=60)
def test_masks_are_those_of_the_definition(case: Case, flat: bool) -> None:
    """Over codes and over the grid; surely and possibly."""
    cols = space.columns(case, np.arange(case.size)) if flat else space.grid(case)
    for party in consenters(case):
        masks = space.party_masks(case, party, cols)
        answers = [accepts(case, party.id, package) for package in case.packages()]
        assert masks.surely.ravel().tolist() == [answer is Answer.YES for answer in answers]
        assert masks.possibly.ravel().tolist() == [answer is not Answer.NO for answer in answers]


@given(spoken())
@settings(max_examples=60)
def test_the_zopa_is_that_of_the_definition(case: Case) -> None:
    found, (sure, possible) = counted(case), direct.zopa(case)
    assert (found.zopa, found.zopa_possible) == (len(sure), len(possible))
    assert {one.party: (one.yes, one.possible) for one in found.acceptable} == {p.id: direct.accepted(case, p.id) for p in consenters(case)}
    assert certify.check(case, found) == ()
    seen = survey(case)
    masks = acceptance(seen)
    packages = space.packages(case, seen.codes)
    assert masks.surely.tolist() == [agreed(case, package) is Answer.YES for package in packages]
    assert masks.possibly.tolist() == [agreed(case, package) is not Answer.NO for package in packages]


@given(spoken())
@settings(max_examples=40)
def test_a_program_finds_a_package_where_there_is_one(case: Case) -> None:
    """Surely and possibly acceptable to all: what is found is, and nothing is only where nothing is."""
    for mode, packages in zip(("surely", "possibly"), direct.zopa(case), strict=True):
        status, package = exists(case, mode, UNLIMITED)
        assert (package is not None) == bool(packages)
        assert package is None or package in packages
        assert packages or status == "infeasible"


@given(spoken())
@settings(max_examples=40)
def test_counts_without_enumeration_are_the_same(case: Case) -> None:
    links = [link.form for link in case.links]
    for party in consenters(case):
        if not party.is_a("bloc"):
            for possibly, count in enumerate(direct.accepted(case, party.id)):
                assert count_reaching(case, party.id, links, possibly=bool(possibly)) == count


@given(spoken(blocked()))
@settings(max_examples=40)
def test_what_is_in_the_way_is_that_of_the_definition(case: Case) -> None:
    """Conflicts among red lines and replies, and the openings; each certified."""
    found = why(case)
    assert found.agreement == defined.verdict(case)
    for answer in (*found.conflicts, *found.softenings):
        assert certify.check(case, answer) == ()
    if found.agreement != "no":
        return
    assert {frozenset(one.key for one in clash.demands) for clash in found.conflicts} == defined.conflicts(case)
    listed = {
        defined.Opening(
            frozenset((c.party, c.kind, c.id, c.cost) for c in one.changes), tuple(sorted(one.costs)), one.packages or 0, one.package
        )
        for one in found.softenings
    }
    assert listed == defined.softenings(case)


@given(spoken())
@settings(max_examples=40)
def test_programs_find_the_same_conflicts_and_openings(case: Case) -> None:
    found, complete = conflicts_by_program.conflicts(case, UNLIMITED, most=10_000)
    expected, _ = conflicts_by_enumeration(survey(case))
    assert complete
    assert [[d.key for d in one.demands] for one in found] == [[d.key for d in one.demands] for one in expected]
    if counted(case).agreement == "no":
        openings, complete = openings_by_program.softenings(case, UNLIMITED, most=10_000)
        assert complete
        assert list(openings) == list(openings_by_enumeration(survey(case))[0])


# --- the harbour case without a single point


def strait() -> Case:
    return on(formats.read({"strait.yaml": (SHARED / "cases" / "native" / "strait.yaml").read_bytes()}), DAY)


def wordless(case: Case, *, orders: bool = False, replies: tuple[Reply, ...] = ()) -> Case:
    """The case with its red lines alone, and with the orders that its worths imply."""
    return replace(case, positions=tuple(_wordless(case, one, orders) for one in case.positions), replies=replies)


def _wordless(case: Case, own: Position, orders: bool) -> Position:
    made = []
    for table in own.worth if orders else ():
        issue = case.issue[table.issue]
        points = {o.id: worth_at(table, issue, o.id).low for o in issue.options}
        ranks = tuple(tuple(o for o in points if points[o] == worth) for worth in sorted(set(points.values()), reverse=True))
        made.append(Order(issue.id, ranks))
    return Position(own.party, red_lines=own.red_lines, order=tuple(made))


def test_by_red_lines_alone_few_packages_of_the_strait_remain() -> None:
    """14 of 173, and two issues are settled; nothing is sure."""
    found = counted(wordless(strait()))
    assert (found.admissible, found.zopa, found.zopa_possible, found.agreement) == (173, 0, 14, "depends")
    case = wordless(strait())
    left = [package for package in case.packages() if not broken_links(case, package) and agreed(case, package) is not Answer.NO]
    settled = {issue.id: left[0][issue.id] for issue in case.issues if len({package[issue.id] for package in left}) == 1}
    assert settled == {"line": "pull", "port": "open"}


PUT = ("joint open 3 20", "isles open 6 40", "joint open 6 0", "joint open 6 20")
"""Four packages that red lines leave open, put to everybody in this order."""


def answered(case: Case, count: int) -> tuple[tuple[Proposal, ...], tuple[Reply, ...]]:
    """The first packages put, and what each who is asked truly says to them by its points."""
    people = [p for p in case.parties if p.id in case.position]
    put = [dict(zip(case.issue, ("pull", *text.split()), strict=True)) for text in PUT[:count]]
    replies = [(p.id, n, k) for n, k in enumerate(put) for p in people if asked(case, p.id, k)]
    replies += [(member.id, n, k) for n, k in enumerate(put) for bloc in case.blocs for member in bloc.members]
    said = tuple(Reply(who, f"q{n}", accepts(case, who, package).value) for who, n, package in replies)
    return tuple(Proposal(f"q{n}", tuple(package.items())) for n, package in enumerate(put)), said


def test_orders_and_few_replies_decide_the_strait() -> None:
    """Each package put to all leaves fewer open, and the last is the one that by their points all accept."""
    case = strait()
    counts = []
    for count in range(5):
        put, replies = answered(case, count)
        words = wordless(replace(case, proposals=put), orders=True, replies=replies)
        found = counted(words)
        counts.append((found.zopa, found.zopa_possible))
        assert certify.check(words, found) == ()
    assert counts == [(0, 14), (0, 6), (0, 2), (0, 1), (1, 1)]
    assert direct.zopa(words)[0] == direct.zopa(case)[0]


def test_without_orders_a_reply_speaks_of_its_package_alone() -> None:
    case = strait()
    put, replies = answered(case, 4)
    found = counted(wordless(replace(case, proposals=put), replies=replies))
    assert (found.zopa, found.zopa_possible) == (1, 11)
