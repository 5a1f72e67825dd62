"""What one more answer adds: the same as reading the case anew with the answer written into it."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.random import PCG64, Generator

from onetext.analysis.asking.known import told_reply
from onetext.analysis.asking.questions import Question, told
from onetext.analysis.asking.verdict import chances, open_puts, puts, votes
from onetext.analysis.asking.zone import Zone, zone_of
from onetext.model.acceptance import Answer, accepts, agreed, broken_links
from onetext.model.case import Case
from onetext.solve.budget import UNLIMITED
from spoken import spoken


def zone(case: Case) -> Zone:
    return zone_of(case, "equal", UNLIMITED)


@given(spoken())
@settings(max_examples=50)
def test_the_zone_holds_what_nobody_surely_refuses(case: Case) -> None:
    """And of each package who surely and possibly accepts, by definition."""
    seen = zone(case)
    packages = [seen.package(place) for place in range(seen.size)]
    expected = [k for k in case.packages() if not broken_links(case, k) and agreed(case, k) is not Answer.NO]
    assert packages == expected and seen.whole and seen.count == len(expected)
    assert seen.possibly.all()
    assert seen.surely.tolist() == [agreed(case, k) is Answer.YES for k in packages]
    for who, known in seen.known.items():
        answers = [accepts(case, who, k) for k in packages]
        assert known.surely.tolist() == [one is Answer.YES for one in answers]
        assert known.possibly.tolist() == [one is not Answer.NO for one in answers]


@given(spoken(), st.randoms(use_true_random=False), st.booleans())
@settings(max_examples=80)
def test_an_answer_adds_what_reading_the_case_anew_would_say(case: Case, dice: object, yes: bool) -> None:
    """A package put to a voter whose answer to it was open, and a yes or a no."""
    seen = zone(case)
    lots = open_puts(seen, tuple(seen.known))
    assume(lots)
    who, place = dice.choice(lots)  # type: ignore[attr-defined]
    question = Question("accept", who, tuple(seen.package(place).items()))
    after = told(case, question, "yes" if yes else "no")
    new = told_reply(seen.known[who], seen.cols, place, yes, Generator(PCG64(1)))
    for at in range(seen.size):
        answer = accepts(after, who, seen.package(at))
        assert (bool(new.surely[at]), bool(new.possibly[at])) == (answer is Answer.YES, answer is not Answer.NO), seen.package(at)


@given(spoken())
@settings(max_examples=40)
def test_only_what_is_open_and_matters_is_asked(case: Case) -> None:
    """Each package put is open to the voter; with its yes and no the verdict on that package can differ if all others' open answers do."""
    seen = zone(case)
    asked = {(put.who, put.place) for put in puts(seen, tuple(seen.known))}
    assert asked <= set(open_puts(seen, tuple(seen.known)))
    for who, place in asked:
        assert accepts(case, who, seen.package(place)) is Answer.DEPENDS
        assert agreed(case, seen.package(place)) is Answer.DEPENDS


@given(spoken())
@settings(max_examples=30)
def test_chances_are_sure_only_where_it_is_sure(case: Case) -> None:
    seen = zone(case)
    for who, share in chances(seen, votes(seen)).items():
        sure = seen.by_party({one: known.surely for one, known in seen.known.items()})[who]
        assert ((share == 1) == sure).all()
        assert (share > 0).all()  # nobody surely refuses what is in the zone
        assert np.all(share <= 1)
