"""Table and ratification against their definitions: every package looked at, every set of demands of the movers tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings

from analysis import by_definition as direct
from analysis.drawn import two_levels
from onetext import certify, formats
from onetext.analysis.levels import MOVES, NOT_ASKED, Moves, Ratification, carrying, ratification, says
from onetext.analysis.reasons import Why
from onetext.analysis.why import why
from onetext.model.acceptance import Answer, accepts, agreed, asked, broken_links, consenters
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.demands import Demand, demands, met, possible
from onetext.model.levels import at_once
from onetext.model.witness import why_accepts
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.cpsat.stages import by_programs
from onetext.solve.results import Levels, Portion
from onetext.solve.stages import levels
from strategies import DAY

YES, NO = Answer.YES, Answer.NO
Test = Callable[[Answer, Answer], bool]
KINDS: dict[str, tuple[Test, Test]] = {
    "table": (lambda t, r: t is YES, lambda t, r: t is not NO),
    "both": (lambda t, r: t is YES and r is YES, lambda t, r: t is not NO and r is not NO),
    "table_only": (lambda t, r: t is YES and r is NO, lambda t, r: t is not NO and r is not YES),
    "ratifiers_only": (lambda t, r: t is NO and r is YES, lambda t, r: t is not YES and r is not NO),
}
"""Of each kind when a package is surely and possibly of it, by what the table and those who ratify say."""


def admissible(case: Case) -> list[dict[str, str]]:
    return [package for package in case.packages() if not broken_links(case, package)]


def later(case: Case) -> list[str]:
    """Who is asked later, without `consenters`: ratifiers, and whoever a line asks to ratify, unless it is asked always."""
    lines = [c for c in case.consents if c.stage == "ratify" or ("ratifier" in case.party[c.who].kinds and c.stage != "table")]
    return list(dict.fromkeys(c.who for c in lines if "principal" not in case.party[c.who].kinds))


def home(case: Case, package: dict[str, str]) -> Answer:
    """What all who are asked later make of a package."""
    answers = {accepts(case, who, package) for who in later(case) if asked(case, who, package)}
    return NO if NO in answers else Answer.DEPENDS if Answer.DEPENDS in answers else YES


def portion(case: Case, name: str) -> Portion:
    sure, may = KINDS[name]
    said = [(package, agreed(case, package), home(case, package)) for package in admissible(case)]
    surely, possibly = ([k for k, t, r in said if test(t, r)] for test in (sure, may))
    first = (surely or possibly or [None])[0]
    return Portion(len(surely), len(possibly), tuple(first.items()) if first else None, bool(surely))


@given(two_levels())
def test_counts_are_those_of_the_definition(case: Case) -> None:
    """Packages of each kind, surely and possibly, and the first; of each ratifier how many of the table's it lets pass."""
    found = levels(case)
    assert found is not None and found.status == "exact"
    assert {name: getattr(found, name) for name in KINDS} == {name: portion(case, name) for name in KINDS}
    assert {one.party for one in found.ratifiers} == set(later(case))
    for one in found.ratifiers:
        passing = [(agreed(case, k), YES if not asked(case, one.party, k) else accepts(case, one.party, k)) for k in admissible(case)]
        assert one.yes == sum(t is YES and r is YES for t, r in passing)
        assert one.possible == sum(t is not NO and r is not NO for t, r in passing)
        assert one.behind == case.party[one.party].behind


@settings(max_examples=30)
@given(two_levels())
def test_by_programs_each_kind_is_there_or_proven_not_to_be(case: Case) -> None:
    """The same answers as by counting; the package shown is of its kind."""
    found, counted = by_programs(case, UNLIMITED), levels(case)
    assert counted is not None and found.status == "proven"
    for name, tests in KINDS.items():
        own: Portion = getattr(found, name)
        assert own.answer == getattr(counted, name).answer
        if own.first is not None:
            package = dict(own.first)
            assert not broken_links(case, package)
            assert tests[0 if own.first_sure else 1](agreed(case, package), home(case, package))


# --- who refuses what


@given(two_levels())
def test_each_ratifier_says_what_it_makes_of_a_proposal(case: Case) -> None:
    """Over the completions that break no link, or all where each does; the reason where it is the same for all."""
    found = why(case).ratification
    assert found is not None
    for proposal, one in zip(case.proposals, found.proposals, strict=True):
        every = direct.completed(case, dict(proposal.package))
        tried = [k for k in every if not broken_links(case, k)] or every
        for said, of in ((one.table, agreed), (one.ratified, home)):
            answers = {of(case, k).value for k in tried}
            assert said == (answers.pop() if len(answers) == 1 else "depends")
        for says_ in one.ratifiers:
            answers = {accepts(case, says_.party, k).value if asked(case, says_.party, k) else NOT_ASKED for k in tried}
            assert says_.answer == (answers.pop() if len(answers) == 1 else "depends")
            if len(tried) == 1 and says_.answer == "no":
                reason = why_accepts(case, says_.party, tried[0])
                assert (says_.kind, says_.id) == (reason.kind, reason.id)
            refusing = [m.id for m in case.party[says_.party].members if all(accepts(case, m.id, k) is NO for k in tried)]
            assert set(says_.members) <= set(refusing)


# --- what would carry it


def people(case: Case, who: list[str]) -> set[str]:
    """Some parties and all behind them."""
    return {*who, *(leaf for one in who for leaf in direct.leaves(case, one))}


def moving(case: Case, name: str) -> Callable[[str], bool]:
    table, late = people(case, [p.id for p in consenters(case)]), people(case, later(case))
    if name == "ratifiers_move":
        return lambda who: who in late - table
    return (lambda who: who not in late) if name == "table_moves" else lambda who: True


def held(case: Case, moves: Callable[[str], bool]) -> Case:
    """All asked at once, those who stand with nothing that they would give up, links waived by those who move alone."""
    positions = tuple(
        p if moves(p.party) else replace(p, soften_reservation=None, red_lines=tuple(replace(x, soften=None) for x in p.red_lines))
        for p in case.positions
    )
    links = tuple(link if all(moves(who) for who, _ in link.soften) else replace(link, soften=()) for link in case.links)
    return replace(at_once(case), positions=positions, links=links)


def conflicts(case: Case, moves: Callable[[str], bool]) -> set[frozenset[direct.Key]] | None:
    """The minimal sets of the movers' demands that no package meets which meets all others; None where no package meets these."""
    both = at_once(case)
    waived = {link.id for link in both.links if link.soften and all(moves(who) for who, _ in link.soften)}

    def mine(one: Demand) -> bool:
        return one.id in waived if one.kind == "link" else moves(one.party)

    listed = demands(both)
    own = [one for one in listed if mine(one)]
    standing = [k for k in both.packages() if possible(both, k) and all(met(both, one, k) for one in listed if not mine(one))]
    if not standing and any(possible(both, k) for k in both.packages()):
        return None
    missed = {frozenset(i for i, one in enumerate(own) if not met(both, one, k)) for k in standing}
    found: list[frozenset[int]] = []
    for chosen in direct.subsets(list(range(len(own)))) if missed else ():
        if all(one & set(chosen) for one in missed) and not any(smaller <= set(chosen) for smaller in found):
            found.append(frozenset(chosen))
    return {frozenset(own[i].key for i in one) for one in found}


def keys(moves: Moves) -> set[frozenset[direct.Key]]:
    found = [frozenset(one.key for one in conflict.demands) for conflict in moves.conflicts]
    assert len(set(found)) == len(found)
    return set(found)


def openings(moves: Moves) -> set[direct.Opening]:
    return {
        direct.Opening(frozenset((c.party, c.kind, c.id, c.cost) for c in o.changes), tuple(sorted(o.costs)), o.packages or 0, o.package)
        for o in moves.softenings
    }


@pytest.mark.parametrize("name", MOVES)
def test_what_would_carry_it_is_what_the_definition_says(name: str) -> None:
    """Conflicts by trying every set of the movers' demands, openings by looking at every package, of every random case."""

    @given(two_levels())
    def check(case: Case) -> None:
        found = ratification(case, ())
        assert found is not None and found.complete
        moves, who = getattr(found, name), moving(case, name)
        if direct.verdict(at_once(case)) != "no":
            assert found.agreement != "no" and moves == Moves(True, complete=("conflicts", "softenings"))
            return
        wanted = conflicts(case, who)
        assert moves.within_reach == (wanted is not None)
        assert keys(moves) == (wanted or set())
        assert openings(moves) == (direct.softenings(held(case, who)) if wanted is not None else set())

    check()


@settings(max_examples=25)
@given(two_levels())
def test_conflicts_and_openings_are_certified(case: Case) -> None:
    """By the definitions of `certify`, on the case in which all are asked at once and only some move."""
    found = ratification(case, ())
    assert found is not None
    for conflict in found.both_move.conflicts:
        assert certify.check(at_once(case), conflict) == ()
    for name in MOVES:
        for opening in getattr(found, name).softenings:
            assert certify.check(held(case, moving(case, name)), opening) == ()


@settings(max_examples=20)
@given(two_levels())
def test_by_programs_the_same_would_carry_it(case: Case) -> None:
    """Verdict, conflicts and openings; the members named of a bloc may be others where none always refuses."""
    found, counted = ratification(case, (), Budget(enumerate=False)), ratification(case, ())
    assert found is not None and counted is not None and found.agreement == counted.agreement
    for name in MOVES:
        one, other = getattr(found, name), getattr(counted, name)
        assert (one.within_reach, keys(one)) == (other.within_reach, keys(other))
        if "softenings" in one.complete:
            assert openings(one) == openings(other)


def test_a_limit_leaves_the_counts_and_names_no_list() -> None:
    """What is counted stays exact; what was not looked for is not called complete, and the answer says so."""
    case = parliament()
    found = why(case, budget=Budget(seconds_left=lambda: 0.0, enumerate=True))
    assert isinstance(found, Why) and found.ratification is not None
    assert found.ratification.levels == levels(case)
    assert found.ratification.both_move == Moves(True) and "ratification" not in found.complete
    assert "ratification" in why(case).complete


# --- by hand

PARLIAMENT = """
onetext: 1
as_of: 2031-05-01
parties:
  north: {name: Northland}
  east: {name: Eastmark}
  house: {kind: [bloc, ratifier], behind: north, members: {reds: {weight: 60}, blues: {weight: 50}}, decides: majority}
issues: {line: {options: {hold: Hold, pull: Pull}}, fee: {options: {low: Low, high: High}}}
links: [{id: norm, never: {fee: high, line: hold}, soften: {reds: 1}}]
consents: [{who: house, on: {line: pull}}]
positions:
  north: {reservation: none, red_lines: [{id: f, never: {fee: low}, soften: 2}]}
  east: {reservation: none, red_lines: [{id: p, always: {line: pull}, soften: 5}]}
  reds: {reservation: none, red_lines: [{id: r, never: {line: pull}, soften: 3}]}
  blues: {reservation: none}
proposals:
  plan: {package: {line: pull, fee: high}}
  stay: {package: {line: hold}}
"""


def parliament(text: str = PARLIAMENT) -> Case:
    return on(formats.read({"case.yaml": text.encode()}), DAY)


def home_of(case: Case) -> Ratification:
    found = why(case).ratification
    assert found is not None
    return found


def test_a_parliament_that_would_not_ratify() -> None:
    """The table accepts one package; the reds, who have the majority, do not. Either level could carry it, or both."""
    case = parliament()
    found = home_of(case)
    assert why(case).agreement == "yes" and found.agreement == "no"
    assert isinstance(found.levels, Levels)
    assert (found.levels.table.sure, found.levels.both.possible, found.levels.table_only.sure) == (1, 0, 1)
    assert found.levels.ratifiers_only == Portion(1, 1, (("line", "hold"), ("fee", "low")), True)
    plan, stay = found.proposals
    assert (plan.table, plan.ratified, plan.ratifiers[0].members) == ("yes", "no", ("reds",))
    assert (stay.table, stay.ratified, stay.ratifiers[0].answer) == ("no", "yes", NOT_ASKED)
    assert keys(found.ratifiers_move) == {frozenset({("house", "bloc", "")})}
    assert [one.costs for one in found.ratifiers_move.softenings] == [(("reds", 3),)]
    assert [one.costs for one in found.table_moves.softenings] == [(("north", 2), ("east", 5))]
    assert keys(found.table_moves) == {frozenset({("east", "red_line", "p")}), frozenset({("north", "red_line", "f")})}
    assert [one.costs for one in found.both_move.softenings] == [
        (("reds", 3),),
        (("east", 5), ("reds", 1)),
        (("north", 2), ("east", 5)),
    ]


def test_where_those_who_stand_clash_no_movement_of_the_others_helps() -> None:
    """Northland and Eastmark cannot agree: that is not for the house to mend."""
    found = home_of(parliament(PARLIAMENT.replace("never: {fee: low}", "always: {line: hold}")))
    assert found.levels.table.possible == 0
    assert found.ratifiers_move == Moves(False, complete=("conflicts", "softenings"))
    assert found.both_move.softenings


def test_where_nobody_ratifies_there_is_nothing_to_say() -> None:
    """No line of consents names the house: the answer is null, in why and in zopa."""
    case = parliament(PARLIAMENT.replace("consents: [{who: house, on: {line: pull}}]", "consents: []"))
    assert why(case).ratification is None and levels(case) is None
    assert why(case).to_dict()["ratification"] is None


def test_what_each_says_of_one_package() -> None:
    """With the line, the value or the reply behind it; of a bloc with the members."""
    text = PARLIAMENT.replace("parties:\n", "parties:\n  court: {kind: ratifier, behind: east}\n")
    text = text.replace("on: {line: pull}}]", "on: {}}, {who: court, on: {}}]")
    lines = "positions:\n  court: {view: {fee: {high: never}}}\n"
    case = parliament(text.replace("positions:\n", lines))
    court, house = says(case, {"line": "pull", "fee": "high"})
    assert (court.party, court.answer, court.kind, court.id) == ("court", "no", "red_line", "view:fee:high")
    assert (house.party, house.answer, house.kind, house.members) == ("house", "no", "members", ("reds",))
    assert carrying(case, UNLIMITED)["ratifiers_move"].softenings == ()
