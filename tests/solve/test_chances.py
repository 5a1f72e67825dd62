"""How likely all accept, exactly: against every world of cases in which each figure in doubt is one of some numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod

from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.model.acceptance import Answer, accepts, agreed, asked, consenters
from onetext.model.case import Case
from onetext.model.conditions import Among, Condition, Never
from onetext.model.day import on
from onetext.model.inference import once_explained
from onetext.model.issues import Issue, Option
from onetext.model.margins import parts
from onetext.model.numbers import Interval, sharp
from onetext.model.parties import Decides, Member, Party
from onetext.model.positions import IssueWorth, Position, RedLine, Reservation, Worth, one_of
from onetext.solve.chances import likely, together, vote
from onetext.solve.sureness import chance
from robust_by_definition import by_worth, people, places, with_position
from spoken import spoken
from strategies import DAY, cases

Package = dict[str, str]
World = tuple[Fraction, Case]


def of_numbers(case: Case) -> Case:
    """The case with every interval replaced by its ends, the higher one twice as likely."""

    def put(worth: Worth) -> Worth:
        if worth.points.sharp or worth.chances:
            return worth
        return one_of(((worth.points.low, Fraction(1, 3)), (worth.points.high, Fraction(2, 3))), worth.origin)

    def numbers(position: Position) -> Position:
        held = position.reservation
        return replace(
            position,
            worth=tuple(replace(t, at=tuple((key, put(worth)) for key, worth in t.at)) for t in position.worth),
            terms=tuple(replace(term, worth=put(term.worth)) for term in position.terms),
            reservation=tuple(replace(entry, worth=put(entry.worth)) for entry in held) if isinstance(held, tuple) else held,
        )

    return replace(case, positions=tuple(map(numbers, case.positions)))


def worlds(case: Case, who: str, package: Package) -> Iterator[World]:
    """Every way in which one voter's figures and red lines may turn out, with its probability; of the figures that enter.

    A refusal that a red line explains says nothing more, whether the line really holds or not.
    """
    case = replace(case, replies=once_explained(case))
    position = case.position.get(who)
    if position is None:
        yield Fraction(1), case
        return
    lines = [line for line in position.red_lines if line.chance < 1]
    for holds in product((True, False), repeat=len(lines)):
        share = prod((line.chance if held else 1 - line.chance for line, held in zip(lines, holds, strict=True)), start=Fraction(1))
        gone = {line.id for line, held in zip(lines, holds, strict=True) if not held}
        kept = replace(position, red_lines=tuple(line for line in position.red_lines if line.id not in gone))
        entering = [part.worth for part in parts(case, who, package)] if by_worth(case, who) else []
        open_places = [n for n, (worth, _) in enumerate(places(kept)) if worth.chances and any(worth is one for one in entering)]
        yield from ((share * part, with_position(case, own)) for part, own in _figures(kept, open_places))


def _figures(position: Position, open_places: list[int]) -> Iterator[tuple[Fraction, Position]]:
    if not open_places:
        yield Fraction(1), position
        return
    worth, put = list(places(position))[open_places[0]]
    for number, share in worth.chances:
        for part, own in _figures(put(worth.replaced(sharp(number))), open_places[1:]):
            yield share * part, own


def ends_of(case: Case, who: str, package: Package) -> tuple[Fraction, Fraction]:
    """How likely one voter accepts, at the least and at the most, by adding up its worlds."""
    low = high = Fraction(0)
    for share, world in worlds(case, who, package):
        answer = accepts(world, who, package)
        low += share * (answer is Answer.YES)
        high += share * (answer is not Answer.NO)
    return low, high


def all_accept(case: Case, chances: dict[str, Fraction], package: Package) -> Fraction:
    """How likely all accept, by every way in which the voters may turn out, each package decided by the definition."""
    found = Fraction(0)
    issue = case.issues[0]
    forbidden = Position("", red_lines=(RedLine("no", Never(Condition(((issue.id, Among(tuple(o.id for o in issue.options))),)))),))
    willing = Position(
        "", reservation=(Reservation(Worth(sharp(0))),), worth=(IssueWorth(issue.id, ((issue.options[0].id, Worth(sharp(0))),)),)
    )
    for turns in product((True, False), repeat=len(chances)):
        share = prod((p if says else 1 - p for says, p in zip(turns, chances.values(), strict=True)), start=Fraction(1))
        if share:
            told = tuple(replace(willing if says else forbidden, party=who) for who, says in zip(chances, turns, strict=True))
            found += share * (agreed(replace(case, positions=told, replies=()), package) is Answer.YES)
    return found


@settings(max_examples=25)
@given(st.one_of(cases(), spoken()), st.data())
def test_every_world_counts_by_its_share(case: Case, data: st.DataObject) -> None:
    """All fractions equal: of each voter, of each party, of all; words that leave it open make two ends."""
    today = of_numbers(on(case, DAY))
    package = data.draw(st.sampled_from(list(today.packages())))
    ends = {who: ends_of(today, who, package) for who in people(today)}
    of = vote(today, package)
    assert {who: (one.low, one.high) for who, one in of.likely.items()} == {who: ends[who] for who in of.likely}
    found = chance(today, package)
    assert (found.status, found.interval) == ("exact", None)
    for side, share in ((0, found.low), (1, found.high)):
        assert share == all_accept(today, {who: ends[who][side] for who in of.likely}, package)
    assert {one.party for one in found.parties} == {p.id for p in consenters(today) if asked(today, p.id, package)}
    assert set(found.open) == {who for who in of.likely if ends[who][0] < ends[who][1]}


@given(cases(), st.data())
def test_what_is_surely_so_has_the_probability_one(case: Case, data: st.DataObject) -> None:
    """Yes in all cases is 1. No in all cases is 0, but for lines that may not really hold."""
    today = on(case, DAY)
    package = data.draw(st.sampled_from(list(today.packages())))
    found = chance(today, package)
    if agreed(today, package) is Answer.YES:
        assert (found.low, found.high) == (1, 1)
    firm = replace(
        today,
        positions=tuple(replace(p, red_lines=tuple(replace(one, chance=Fraction(1)) for one in p.red_lines)) for p in today.positions),
    )
    assert agreed(firm, package) is agreed(today, package)
    if agreed(today, package) is Answer.NO:
        assert chance(firm, package).high == 0
    assert 0 <= found.frechet.low <= found.low <= found.high <= found.frechet.high <= 1


ISSUE = Issue("i", "", (Option("a"), Option("b")))


def who_likes(who: str, *, low: int = 0, high: int = 4, at_least: int = 1) -> Position:
    """A position that accepts `a` with the probability (high - at_least) / (high - low)."""
    worth = IssueWorth("i", (("a", Worth(Interval(Fraction(low), Fraction(high)))),))
    return Position(who, reservation=(Reservation(Worth(sharp(at_least))),), worth=(worth,))


def test_a_member_that_is_a_party_votes_once() -> None:
    """It must accept for itself, and then its vote in the bloc is certain."""
    bloc = Party("z", kinds=("bloc",), members=(Member("p"), Member("m"), Member("n")), decides=Decides(members=Fraction(2, 3)))
    case = Case(parties=(Party("p"), bloc), issues=(ISSUE,), positions=tuple(who_likes(who) for who in "pmn"))
    found = chance(case, {"i": "a"})
    assert found.low == Fraction(3, 4) * (1 - Fraction(1, 4) ** 2)
    assert {one.party: one.low for one in found.parties} == {"p": Fraction(3, 4), "z": Fraction(27, 32)}


def test_blocs_of_many_members_are_tallied() -> None:
    """Thirty members have 2^30 ways to turn out and 31 counts; a bloc in a bloc is one of its members."""
    names = [f"m{n}" for n in range(30)]
    inner = Party("inner", kinds=("bloc",), members=tuple(map(Member, names)), decides=Decides(members=Fraction(1, 2)))
    outer = Party("outer", kinds=("bloc",), members=(Member("inner"), Member("q")), decides=Decides(members=Fraction(1)))
    case = Case(
        parties=(outer, replace(inner, kinds=("bloc", "outside"))),
        issues=(ISSUE,),
        positions=tuple(who_likes(w, at_least=2) for w in (*names, "q")),
    )
    parties = (case.party["outer"],)
    own = dict.fromkeys((*names, "q"), Fraction(1, 2))
    half = Fraction(1, 2) + Fraction(155_117_520, 2**31)  # half of the ways, and half of those with 15 of 30
    assert together(case, parties, own) == half / 2
    assert together(case, parties, {who: Fraction(n + 1, 40) for n, who in enumerate(own)}, 20) is None


def test_two_blocs_that_share_a_member_are_not_independent() -> None:
    """Each needs both of its members; the one in common counts once."""
    blocs = tuple(Party(b, kinds=("bloc",), members=(Member("m"), Member(f"{b}1"))) for b in "xy")
    case = Case(parties=blocs, issues=(ISSUE,), positions=tuple(who_likes(who) for who in ("m", "x1", "y1")))
    assert chance(case, {"i": "a"}).low == Fraction(3, 4) ** 3


def test_a_number_between_two_points_takes_of_both() -> None:
    """The sum of two halves of figures that are independent, not one figure."""
    from onetext.model.issues import Grid, number_issue

    fee = number_issue("f", "", Grid(Fraction(0), Fraction(2)))
    worth = IssueWorth("f", tuple((key, Worth(Interval(Fraction(0), Fraction(2)))) for key in ("0", "2")))
    case = Case(
        parties=(Party("p"),),
        issues=(fee,),
        positions=(Position("p", reservation=(Reservation(Worth(Interval(Fraction(0), Fraction(1)))),), worth=(worth,)),),
    )
    assert likely(case, "p", {"f": "0"}).low == Fraction(3, 4)
    assert likely(case, "p", {"f": "1"}).low == Fraction(5, 6)
