"""Bounds on probabilities hold however voters depend on each other, and for those who must all accept they are the best."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.model.case import Case
from onetext.model.issues import Issue, Option
from onetext.model.parties import Decides, Member, Party
from onetext.model.voting import carries
from onetext.solve.frechet import of_all, of_party

ISSUE = Issue("i", "", (Option("a"), Option("b")))
RULES = (
    Decides(members=Fraction(1)),
    Decides(members=Fraction(1, 2)),
    Decides(members=Fraction(1, 2), more_than=True),
    Decides(weight=Fraction(7, 10), members=Fraction(1, 2)),
    Decides(weight=Fraction(1, 2), more_than=True),
    Decides(weight=Fraction(2, 3)),
)


def bloc(name: str, weights: tuple[int, ...], decides: Decides, first: str = "") -> Party:
    members = [Member(f"{name}{n}", weight=Fraction(weight)) for n, weight in enumerate(weights)]
    if first:
        members[0] = Member(first, weight=members[0].weight)
    return Party(name, kinds=("bloc",), members=tuple(members), decides=decides)


def accepted(case: Case, party: Party, saying: set[str]) -> bool:
    return carries(case, party, saying) if party.is_a("bloc") else party.id in saying


@given(st.data())
def test_no_coupling_leaves_the_bounds(data: st.DataObject) -> None:
    """In each of some worlds, equally likely, each voter accepts or not: every way of dependence, in the limit."""
    size = data.draw(st.integers(2, 8))
    first = bloc("x", tuple(data.draw(st.lists(st.integers(1, 5), min_size=2, max_size=4))), data.draw(st.sampled_from(RULES)))
    second = bloc("y", (2, 1, 3), data.draw(st.sampled_from(RULES)), data.draw(st.sampled_from(("", "x0", "p", "x"))))
    case = Case(parties=(Party("p"), first, second), issues=(ISSUE,))
    who = list(dict.fromkeys(["p", *(m.id for m in first.members), *(m.id for m in second.members if m.id != "x")]))
    worlds = {one: data.draw(st.sets(st.integers(0, size - 1))) for one in who}
    ends = {one: (Fraction(len(worlds[one]), size),) * 2 for one in who}
    for parties in ((case.parties[0],), (first,), (second,), case.parties):
        happens = [all(accepted(case, p, {one for one in who if n in worlds[one]}) for p in parties) for n in range(size)]
        low, high = of_all(case, parties, ends)
        assert low <= Fraction(sum(happens), size) <= high


def reached(case: Case, parties: tuple[Party, ...], counts: dict[str, int], size: int) -> tuple[Fraction, Fraction]:
    """The least and the greatest probability over all couplings of voters who accept in so many of `size` worlds."""
    sets = [[set(some) for some in combinations(range(size), count)] for count in counts.values()]
    shares = []
    for chosen in product(*sets):
        happens = sum(
            all(accepted(case, p, {w for w, own in zip(counts, chosen, strict=True) if n in own}) for p in parties) for n in range(size)
        )
        shares.append(Fraction(happens, size))
    return min(shares), max(shares)


@pytest.mark.parametrize("counts", [(1, 2, 3), (2, 3, 3), (3, 3, 3), (0, 2, 4), (4, 4, 1)])
def test_for_those_who_must_all_accept_the_bounds_are_the_best(counts: tuple[int, ...]) -> None:
    """Some coupling reaches each end."""
    parties = tuple(Party(name) for name in "pqr")
    case = Case(parties=parties, issues=(ISSUE,))
    own = dict(zip("pqr", counts, strict=True))
    ends = {who: (Fraction(count, 4),) * 2 for who, count in own.items()}
    assert of_all(case, parties, ends) == reached(case, parties, own, 4)


@pytest.mark.parametrize(
    ("counts", "decides"), [((1, 2, 3), RULES[2]), ((2, 2, 2), RULES[2]), ((1, 1, 2), RULES[2]), ((3, 3, 2), RULES[0])]
)
def test_for_a_simple_bloc_they_are_the_best_too(counts: tuple[int, ...], decides: Decides) -> None:
    """Of three by majority, and by unanimity."""
    party = bloc("x", (1, 1, 1), decides)
    case = Case(parties=(party,), issues=(ISSUE,))
    own = {f"x{n}": count for n, count in enumerate(counts)}
    assert of_party(case, party, {who: (Fraction(count, 4),) * 2 for who, count in own.items()}) == reached(case, (party,), own, 4)


def test_shares_of_weight_and_heads_are_not_counted_twice() -> None:
    """Two members who must both accept, by both shares: 0.9 each leaves at least 0.8."""
    party = bloc("x", (1, 1), Decides(weight=Fraction(1), members=Fraction(1)))
    case = Case(parties=(party,), issues=(ISSUE,))
    assert of_party(case, party, {"x0": (Fraction(9, 10),) * 2, "x1": (Fraction(9, 10),) * 2}) == (Fraction(4, 5), Fraction(9, 10))


def test_words_that_leave_it_open_widen_the_bounds() -> None:
    """One end by all who refuse, the other by all who accept."""
    party = bloc("x", (1, 1), RULES[0])
    case = Case(parties=(party,), issues=(ISSUE,))
    assert of_party(case, party, {"x0": (Fraction(0), Fraction(1)), "x1": (Fraction(3, 4),) * 2}) == (0, Fraction(3, 4))


def test_large_blocs_are_bounded_without_their_sets() -> None:
    """Twenty members, of whom more than half must accept; each does with a quarter: Markov's half."""
    party = bloc("x", (1,) * 20, RULES[2])
    case = Case(parties=(party,), issues=(ISSUE,))
    low, high = of_party(case, party, {m.id: (Fraction(1, 4),) * 2 for m in party.members})
    assert (low, high) == (0, Fraction(5, 11))
