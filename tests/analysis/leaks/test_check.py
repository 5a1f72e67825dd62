"""The leak check on cases small enough to think through, and its laws: the truth remains, and who knows more concludes more."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.leaks.by_definition import one_of_each
from analysis.leaks.drawn import ANSWER, IGNORANCE, SAID, held_of, small_case
from onetext.analysis.leaks.check import leaks
from onetext.analysis.leaks.holds import accepts_of, agreeable_of, best_of, count_of, figure_of, line_of
from onetext.analysis.leaks.results import Leaks, Learned
from onetext.analysis.leaks.solver import by_solver
from onetext.analysis.leaks.unknowns import Ignorance, doubt, scale_of, together
from onetext.errors import UsageError
from onetext.model.artefacts import Accepts, Agreeable, Count, Figure, Line, Words
from onetext.model.case import Case
from onetext.model.conditions import Among, Condition, Never
from onetext.model.issues import Issue, Option
from onetext.model.numbers import Interval, sharp
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Origin, Position, RedLine, Reservation, View, Worth
from onetext.solve.budget import UNLIMITED

LAND = Issue("land", "Land", (Option("all"), Option("half"), Option("none")))
SPAN = Interval(Fraction(0), Fraction(100))


def of(who: str, reservation: int | Interval, worths: tuple[int, ...], *lines: RedLine, origin: Origin = ANSWER) -> Position:
    points = reservation if isinstance(reservation, Interval) else sharp(reservation)
    at = tuple((option.id, Worth(sharp(n), origin)) for option, n in zip(LAND.options, worths, strict=True))
    return Position(who, reservation=(Reservation(Worth(points, origin)),), worth=(IssueWorth("land", at),), red_lines=lines)


def land(a: Position, b: Position | None = None, c: Position | None = None) -> Case:
    b, c = b or of("b", 10, (0, 40, 90)), c or of("c", 0, (5, 5, 5))
    return Case(parties=(Party("a", "Aland"), Party("b", "Borland"), Party("c", "Corland")), issues=(LAND,), positions=(a, b, c))


NO_ALL = RedLine("no-all", Never(Condition((("land", Among(("all",))),))), origin=ANSWER)
FULL = land(of("a", 40, (90, 55, 0)))
HELD = land(of("a", SPAN, (90, 55, 0), origin=SAID))


def one(found: Leaks, kind: str = "reservation") -> Learned:
    return next(each for each in found.gained[0].figures if each.kind == kind)


# --- by hand


def test_a_yes_bounds_the_reservation_value_from_above():
    """Half is worth 55 to Aland, so it accepts up to a reservation value of 55."""
    found = leaks({"b": HELD}, FULL, accepts_of(FULL, "a", {"land": "half"}))
    assert (one(found).before, one(found).after, one(found).values_after) == (SPAN, Interval(Fraction(0), Fraction(55)), 56)
    assert not found.needs_confirmation and found.status == "exact"
    assert one(found).why == "with Aland's reservation value above 55, it would not accept this package, however the rest stands"


def test_a_no_bounds_it_from_below():
    """None is worth 0, and refused: so the reservation value is above 0."""
    found = leaks({"b": HELD}, FULL, accepts_of(FULL, "a", {"land": "none"}))
    assert one(found).after == Interval(Fraction(1), Fraction(100))


def test_a_narrow_interval_is_pinned_and_must_be_confirmed():
    """A hundred values before; ten or fewer, or a tenth of the width, is a pin."""
    narrow = land(of("a", Interval(Fraction(50), Fraction(100)), (90, 55, 0), origin=SAID))
    full = land(of("a", 52, (90, 55, 0)))
    found = leaks({"b": narrow}, full, accepts_of(full, "a", {"land": "half"}))
    assert one(found).after == Interval(Fraction(50), Fraction(55)) and one(found).pinned and found.needs_confirmation
    wider = land(of("a", Interval(Fraction(49), Fraction(100)), (90, 55, 0), origin=SAID))
    assert not leaks({"b": wider}, full, accepts_of(full, "a", {"land": "half"})).needs_confirmation


def test_a_red_line_that_becomes_certain_is_pinned():
    """Corland and Borland take anything, Aland is known to gain by all of it: that only two packages suit all tells its line."""
    full = land(of("a", 0, (90, 55, 0), NO_ALL), of("b", 0, (0, 40, 90)))
    held = land(of("a", 0, (90, 55, 0)), of("b", 0, (0, 40, 90)))
    found = leaks({"b": held}, full, count_of(full))
    assert one(found, "red_line").pinned and one(found, "red_line").after == sharp(1) and found.needs_confirmation
    assert leaks({"b": held}, full, agreeable_of(full)).needs_confirmation is False


def test_holes_are_told():
    """All is worth 60 and none 10; of half and the reservation value nothing is known, and two packages are accepted.

    Where half is worth less than 10, none and all suit; where more, half and all do. At 10 half and none go together: then
    there are one or three.
    """
    full = land(of("a", 40, (60, 55, 10)))
    worths = (("all", Worth(sharp(60), ANSWER)), ("half", Worth(SPAN, SAID)), ("none", Worth(sharp(10), ANSWER)))
    held = land(Position("a", reservation=(Reservation(Worth(SPAN, SAID)),), worth=(IssueWorth("land", worths),)))
    found = leaks({"b": held}, full, Count(2, "a"))
    assert (one(found, "worth").after, one(found, "worth").values_after, one(found, "worth").holes) == (SPAN, 100, True)
    assert (one(found).after, one(found).holes) == (Interval(Fraction(1), Fraction(60)), False)


def test_a_figure_shown_as_an_interval_leaves_that_interval():
    found = leaks({"b": HELD}, FULL, Figure("a", Interval(Fraction(25), Fraction(50))))
    assert (one(found).after, found.gained[0].method) == (Interval(Fraction(25), Fraction(50)), "direct")
    assert (
        leaks({"b": HELD}, FULL, figure_of(FULL, "a")).gained[0].may_pin == leaks({"b": HELD}, FULL, figure_of(FULL, "a")).gained[0].figures
    )


def test_words_are_not_checked_and_say_so():
    found = leaks({"b": HELD}, FULL, Words("They could live with half."))
    assert not found.computed and found.needs_confirmation and found.gained[0].method == "none"


def test_what_is_not_true_is_refused():
    for wrong in (Accepts("a", (("land", "half"),), False), Agreeable(False), Count(7), Figure("a", sharp(41)), Line("a", NO_ALL.form)):
        with pytest.raises(UsageError, match="not true"):
            leaks({"b": HELD}, FULL, wrong)


def test_unknown_names_are_refused():
    for wrong in (Accepts("x", (("land", "half"),), True), Accepts("a", (("land", "some"),), True)):
        with pytest.raises(UsageError):
            leaks({"b": HELD}, FULL, wrong)
    with pytest.raises(UsageError, match="no party 'x'"):
        leaks({"x": HELD}, FULL, Agreeable(True))
    with pytest.raises(UsageError, match="no rule"):
        leaks({"b": HELD}, FULL, replace(best_of(FULL, "nash"), rule="fair"))
    with pytest.raises(UsageError, match="no red line"):
        line_of(FULL, "a", "none-such")


# --- what is unknown


def test_a_public_guess_is_no_knowledge_and_a_statement_is():
    """A sharp guess leaves the whole scale open, even where it is right; the same number, said by the party, is known."""
    guessed = land(of("a", 40, (90, 55, 0), origin=Origin("guess")))
    open_ = doubt(guessed, FULL, "b").unknown
    assert {u.spot.kind for u in open_} == {"reservation", "worth"} and all((u.low, u.high) == (0, 100) for u in open_)
    assert doubt(land(of("a", 40, (90, 55, 0), origin=SAID)), FULL, "b").unknown == ()
    assert scale_of(FULL, "a") == (Interval(Fraction(0), Fraction(100)), Fraction(1))


def test_a_bluff_is_unknown_and_the_truth_is_among_what_is_possible():
    """A statement that the sealed answer contradicts: the viewer's knowledge is wrong, so the figure is open."""
    (bluff,) = doubt(
        land(of("a", 70, (90, 55, 0), origin=SAID)), FULL, "b", Ignorance(reservation=Interval(Fraction(60), Fraction(80)))
    ).unknown
    assert (bluff.low, bluff.high, bluff.value(bluff.truth)) == (40, 80, 40)


def test_grids_hit_the_truth_and_both_ends():
    full = land(of("a", 40, (90, 55, 0)))
    full = replace(
        full,
        positions=(replace(full.positions[0], reservation=(Reservation(Worth(sharp(Fraction(121, 3)), ANSWER)),)), *full.positions[1:]),
    )
    (third,) = doubt(HELD, full, "b").unknown
    assert third.step == Fraction(1, 3) and third.value(third.truth) == Fraction(121, 3) and (third.low, third.high) == (0, 100)
    (rough,) = doubt(HELD, land(of("a", 40, (90, 55, 0)), None), "b", Ignorance(step=Fraction(7))).unknown
    assert rough.value(rough.truth) == 40


def test_lines_seen_and_unseen_are_open_each_way():
    """A red line that the viewer does not see, one that it sees and that does not hold, and a view that is one."""
    full = land(of("a", 40, (90, 55, 0), NO_ALL))
    other = RedLine("no-all", Never(Condition((("land", Among(("none",))),))), origin=SAID)
    found = doubt(land(of("a", 40, (90, 55, 0), other)), full, "b").unknown
    assert [(u.spot.line, u.truth) for u in found] == [("no-all", 1), ("held:no-all", 0)]
    viewed = replace(
        full, positions=(replace(full.positions[0], red_lines=(), view=(View("land", "all", "never", origin=ANSWER),)), *full.positions[1:])
    )
    (line,) = doubt(land(of("a", 40, (90, 55, 0))), viewed, "b").unknown
    assert line.spot.line == "view:land:all"
    told = leaks({"b": land(of("a", 40, (90, 55, 0)))}, viewed, accepts_of(viewed, "a", {"land": "all"}))
    assert told.gained[0].figures[0].pinned and told.gained[0].checked


def test_views_and_replies_that_differ_are_named_as_not_varied():
    viewed = replace(
        FULL, positions=(replace(FULL.positions[0], view=(View("land", "none", "rejects", origin=ANSWER),)), *FULL.positions[1:])
    )
    assert doubt(HELD, viewed, "b").not_varied == ("the views, orders and preferences of Aland",)


def test_those_who_tell_each_other_all_know_what_any_of_them_knows():
    """Borland knows Corland's figure and Corland knows itself; together neither is open, and Aland's is as narrow as anyone's."""
    blurred = of("c", Interval(Fraction(-5), Fraction(5)), (5, 5, 5), origin=SAID)
    for_b = land(of("a", Interval(Fraction(20), Fraction(90)), (90, 55, 0), origin=SAID), None, blurred)
    for_c = land(of("a", Interval(Fraction(0), Fraction(60)), (90, 55, 0), origin=SAID), of("b", SPAN, (0, 40, 90), origin=SAID))
    found = leaks({"b": for_b, "c": for_c}, FULL, count_of(FULL))
    assert [each.viewers for each in found.gained] == [("b",), ("c",), ("b", "c")]
    joint = found.gained[-1]
    assert [(w.party, w.before) for w in joint.figures] == [("a", Interval(Fraction(20), Fraction(60)))]
    assert together({"b": doubt(for_b, FULL, "b"), "c": doubt(for_c, FULL, "c")}).viewers == ("b", "c")


def test_what_one_concludes_that_knew_all_the_rest_is_said_where_asked():
    """Half suits where its worth is at least the reservation value; each open, either alone bounds the other."""
    held = land(Position("a", reservation=(Reservation(Worth(SPAN, SAID)),), worth=(IssueWorth("land", (
        ("all", Worth(sharp(90), ANSWER)), ("half", Worth(SPAN, SAID)), ("none", Worth(sharp(0), ANSWER)),
    )),)))  # fmt: skip
    found = leaks({"b": held}, FULL, accepts_of(FULL, "a", {"land": "half"}), beside=("alone",))
    assert one(found).after == SPAN and one(found).alone == Interval(Fraction(0), Fraction(55))
    assert one(found, "worth").alone == Interval(Fraction(40), Fraction(100))


def test_weaker_artefacts_leak_less_and_stand_beside():
    found = leaks({"b": HELD}, FULL, figure_of(FULL, "a"))
    assert [(w.kind, w.pinned, w.needs_confirmation) for w in found.weaker] == [("figure", 0, False), ("figure", 0, False)]
    assert found.gained[0].bits > found.weaker[0].bits > found.weaker[1].bits  # type: ignore[operator]


# --- laws


def drawn(seed: int) -> tuple[Random, Case, Case, str]:
    source = Random(seed)
    full = small_case(source)
    viewer = source.choice([p.party for p in full.positions if p.party in full.party])
    return source, full, held_of(source, full, viewer), viewer


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_the_truth_always_remains(seed):
    source, full, held, viewer = drawn(seed)
    unknown = {
        (u.spot.party, u.spot.kind, u.spot.issue, u.spot.option, u.spot.line): u for u in doubt(held, full, viewer, IGNORANCE).unknown
    }
    for artefact in one_of_each(source, full):
        found = leaks({viewer: held}, full, artefact, ignorance=IGNORANCE, beside=())
        assert found.gained[0].worlds_after >= 1
        for w in found.gained[0].figures:
            u = unknown[w.party, w.kind, w.issue, w.option, w.line]
            assert w.after.low <= u.value(u.truth) <= w.after.high


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32))
def test_who_knows_more_beforehand_has_no_more_left_afterwards(seed):
    """What remained after one artefact is taken as what is known; after the next, no more remains than without the first."""
    source, full, held, viewer = drawn(seed)
    shown = one_of_each(source, full, rules=1)
    first = leaks({viewer: held}, full, shown[0], ignorance=IGNORANCE, beside=())
    narrowed = narrower(held, first)
    for artefact in shown[1:]:
        plain = leaks({viewer: held}, full, artefact, ignorance=IGNORANCE, beside=()).gained[0]
        after = leaks({viewer: narrowed}, full, artefact, ignorance=IGNORANCE, beside=()).gained[0]
        assert after.worlds_after <= plain.worlds_after
        by_name = {(w.party, w.kind, w.issue, w.option): w.after for w in plain.figures}
        for w in after.figures:
            wide = by_name[w.party, w.kind, w.issue, w.option]
            assert w.kind == "red_line" or (wide.low <= w.after.low and w.after.high <= wide.high)


def narrower(held: Case, found: Leaks) -> Case:
    """The case of a viewer with what it concluded of figures written in, red lines left."""
    positions = {p.party: p for p in held.positions}
    for w in found.gained[0].figures:
        p, worth = positions[w.party], Worth(w.after, ANSWER)
        if w.kind == "reservation":
            positions[w.party] = replace(p, reservation=(Reservation(worth),))
        elif w.kind == "worth":
            tables = tuple(
                replace(t, at=tuple((k, worth if (t.issue, k) == (w.issue, w.option) else own) for k, own in t.at)) for t in p.worth
            )
            positions[w.party] = replace(p, worth=tables)
    return replace(held, positions=tuple(positions[p.party] for p in held.positions))


def test_what_a_viewer_does_not_hold_of_itself_it_knows_all_the_same():
    blind = land(of("a", SPAN, (90, 55, 0), origin=SAID), of("b", SPAN, (0, 40, 90), origin=SAID))
    assert {u.spot.party for u in doubt(blind, FULL, "b").unknown} == {"a"}


def test_a_figure_that_its_own_party_gives_as_an_interval_keeps_its_width():
    """58 to 62: all is accepted for sure, half (55) is not once the interval reaches above 55, that is from a middle of 54 on."""
    full = land(of("a", Interval(Fraction(58), Fraction(62)), (90, 55, 0)))
    found = leaks({"b": HELD}, full, Count(1, "a"))
    assert (one(found).after, found.gained[0].checked) == (Interval(Fraction(54), Fraction(88)), True)


def test_a_rival_must_be_refused_by_a_whole_point():
    """By the sum all (100) beats half (95), unless Borland refuses it; all is worth 10 to it, half 40: so it asks for 11 to 40."""
    full = land(of("a", 50, (90, 55, 0)), of("b", 20, (10, 40, 90)), of("c", 0, (5, 5, 5)))
    held = land(of("a", 50, (90, 55, 0)), of("b", SPAN, (10, 40, 90), origin=SAID), of("c", 0, (5, 5, 5)))
    best, unknown = best_of(full, "utilitarian"), doubt(held, full, "a").unknown
    (listed,) = leaks({"a": held}, full, best).gained[0].figures
    (searched,) = by_solver(full, unknown, best, UNLIMITED).remains
    assert listed.after == Interval(Fraction(11), Fraction(40)) and (searched.first, searched.last, searched.exact) == (11, 40, True)
