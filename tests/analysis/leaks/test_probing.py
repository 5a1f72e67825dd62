"""A party that proposes packages and hears yes or no: what it learns, question by question."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.leaks.by_definition import opened, worlds, written
from analysis.leaks.drawn import IGNORANCE, held_of, small_case
from onetext.analysis.leaks.probing import probed, probing
from onetext.analysis.leaks.unknowns import Ignorance
from onetext.errors import UsageError
from onetext.model.acceptance import Answer, accepts
from onetext.model.case import Case
from onetext.model.issues import Grid, number_issue
from onetext.model.numbers import Interval, sharp
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Origin, Position, Reservation, Worth


def line(reservation: Interval) -> Case:
    """One number of 0 to 127, worth to A what it says."""
    at = (("0", Worth(sharp(0), Origin("answer"))), ("127", Worth(sharp(127), Origin("answer"))))
    said = Reservation(Worth(reservation, Origin("answer" if reservation.sharp else "statement")))
    a = Position("a", reservation=(said,), worth=(IssueWorth("price", at),))
    issue = number_issue("price", "Price", Grid(Fraction(0), Fraction(127)))
    return Case(parties=(Party("a"), Party("b")), issues=(issue,), positions=(a,))


def test_halving_learns_a_bit_a_question_and_finds_the_reservation_value():
    """128 values, seven questions, one bit each: an oracle of yes and no gives no more, and a clever prober gets it all."""
    found = probing(line(Interval(Fraction(0), Fraction(127))), line(sharp(77)), by="b", of="a")
    assert [round(each.bits, 9) for each in found.questions] == [1.0] * 7 and found.bits_each == 1
    assert found.questions[-1].reservation == sharp(77) and found.settled


def test_asking_by_chance_takes_longer():
    found = probing(line(Interval(Fraction(0), Fraction(127))), line(sharp(77)), by="b", of="a", how="random")
    assert len(found.questions) > 7 and found.bits == pytest.approx(7) and found.questions[-1].reservation == sharp(77)


def test_what_cannot_be_asked_is_refused():
    held, full = line(Interval(Fraction(0), Fraction(127))), line(sharp(77))
    with pytest.raises(UsageError, match="no way of probing"):
        probing(held, full, by="b", of="a", how="clever")
    with pytest.raises(UsageError, match="no position of its own"):
        probing(held, full, by="a", of="b")
    with pytest.raises(UsageError, match="too many"):
        probing(line(sharp(5)), full, by="b", of="a", ignorance=Ignorance(step=Fraction(1, 10**6)))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_each_answer_leaves_the_worlds_that_the_definition_leaves(seed):
    source = Random(seed)
    full = small_case(source)
    viewer, of = source.sample([p.party for p in full.positions if p.party in full.party], 2)
    held = held_of(source, full, viewer)
    unknown = [each for each in opened(held, full, viewer) if each.key[0] == of]
    packages = source.sample(list(full.packages()), 3 if full.size > 2 else 2)
    found = probed(held, full, packages, by=viewer, of=of, ignorance=IGNORANCE)
    left = [written(full, unknown, world) for world in worlds(unknown)]
    assert found.worlds == len(left)
    for package, each in zip(packages, found.questions, strict=True):
        says = accepts(full, of, package) is Answer.YES
        after = [case for case in left if (accepts(case, of, package) is Answer.YES) == says]
        assert (each.says, each.worlds_before, each.worlds_after) == (says, len(left), len(after))
        left = after
