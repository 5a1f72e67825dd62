"""Small cases worked out by hand, each with what opens it and what does not."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from onetext.analysis.common import common_ground
from onetext.analysis.contradictions import contradictions
from onetext.analysis.reasons import Why
from onetext.analysis.why import why
from onetext.formats import native
from onetext.model.case import Case
from onetext.model.day import on

DAY = date(2031, 5, 1)


def case(text: str, day: date = DAY) -> Case:
    return on(native.read({"case.yaml": f"onetext: 1\n{text}".encode()}), day)


def moves(found: Why) -> list[tuple[int, list[tuple[str, str, str, int]]]]:
    return [(int(one.total), [(c.party, c.kind, c.id, int(c.cost)) for c in one.changes]) for one in found.softenings]


def clashes(found: Why) -> list[list[tuple[str, str, str]]]:
    return [[one.key for one in clash.demands] for clash in found.conflicts]


BLOC = """
parties:
  buyer: {{}}
  union: {{kind: bloc, members: {{ann: {{weight: 5}}, ben: {{weight: 3}}, cat: {{weight: 2}}}}, decides: {decides}}}
issues: {{price: {{options: {{low: Low, high: High}}}}}}
positions:
  buyer: {{reservation: 1, worth: {{price: {{low: 1, high: 0}}}}, soften_reservation: never}}
  ann: {{reservation: 9, worth: {{price: {{low: 0, high: 9}}}}}}
  ben: {{reservation: 4, worth: {{price: {{low: 0, high: 9}}}}}}
  cat: {{reservation: 3, worth: {{price: {{low: 0, high: 9}}}}}}
"""


def test_of_a_bloc_only_the_members_that_its_rule_needs_would_move() -> None:
    """Half the weight: Ann alone (5 of 10, 9 points), or Ben and Cat (5 of 10, 4 and 3 points). Neither asks less of everybody; 7 < 9 in total."""
    found = why(case(BLOC.format(decides="{weight: 1/2}")))
    assert clashes(found) == [[("buyer", "reservation", ""), ("union", "bloc", "")]]
    assert dict(found.conflicts[0].members) == {"union": ("ann", "ben", "cat")}
    assert moves(found) == [(7, [("ben", "reservation", "", 4), ("cat", "reservation", "", 3)]), (9, [("ann", "reservation", "", 9)])]


def test_more_than_half_takes_one_member_more() -> None:
    """More than half the weight: Ann with the cheaper of the others, or Ann with Ben; Ben and Cat alone no longer do."""
    found = why(case(BLOC.format(decides="{weight: 1/2, more_than: true}")))
    assert moves(found) == [
        (12, [("ann", "reservation", "", 9), ("cat", "reservation", "", 3)]),
        (13, [("ann", "reservation", "", 9), ("ben", "reservation", "", 4)]),
    ]


def test_unanimity_takes_all() -> None:
    """All three would move, for 16 points in all; there is no other way, since the buyer does not go below its reservation value."""
    assert [total for total, _ in moves(why(case(BLOC.format(decides="unanimity"))))] == [16]


def test_a_member_that_does_not_move_is_gone_round() -> None:
    """Ben accepts no less: half the weight is then reached by Ann alone; and where Ann does not move either, by nobody."""
    firm = BLOC.replace("ben: {{reservation: 4,", "ben: {{soften_reservation: never, reservation: 4,")
    assert moves(why(case(firm.format(decides="{weight: 1/2}")))) == [(9, [("ann", "reservation", "", 9)])]
    firmer = firm.replace("ann: {{reservation: 9,", "ann: {{soften_reservation: never, reservation: 9,")
    found = why(case(firmer.format(decides="{weight: 1/2}")))
    assert found.agreement == "no" and found.softenings == ()
    assert found.conflicts


LARGE = """
parties:
  buyer: {{}}
  union: {{kind: bloc, members: {{{members}}}, decides: {decides}}}
issues: {{price: {{options: {{low: Low, high: High}}}}}}
positions:
  buyer: {{reservation: 1, worth: {{price: {{low: 1, high: 0}}}}, soften_reservation: never}}
{positions}
"""


def test_a_bloc_of_27_is_asked_without_trying_every_set() -> None:
    """Unanimity: one set of 27. A share of 55 % of heads: too many sets to list, and that is said."""
    who = [f"m{n}" for n in range(27)]
    members = ", ".join(f"{one}: {{}}" for one in who)
    positions = "\n".join(f"  {one}: {{reservation: 1, worth: {{price: {{low: 0, high: 2}}}}}}" for one in who)
    found = why(case(LARGE.format(members=members, positions=positions, decides="unanimity")))
    assert moves(found) == [(27, [(one, "reservation", "", 1) for one in who])]
    assert "softenings" in found.complete
    found = why(case(LARGE.format(members=members, positions=positions, decides="{members: 11/20}")))
    assert {total for total, _ in moves(found)} == {15}
    assert "softenings" not in found.complete


DATED = """
parties: {north: {}, south: {}}
issues: {port: {options: {open: Open, shut: Shut}}}
positions:
  north: {reservation: none, red_lines: [{id: shut-it, always: {port: shut}, soften: 4, until: 2031-06-30}]}
  south: {reservation: none, red_lines: [{id: open-it, always: {port: open}}]}
"""


def test_a_red_line_holds_until_its_day() -> None:
    """On 30 June it is in the way and would open for 4 points; on 1 July it is gone. A line without `soften` is not given up."""
    found = why(case(DATED, date(2031, 6, 30)))
    assert clashes(found) == [[("north", "red_line", "shut-it"), ("south", "red_line", "open-it")]]
    assert moves(found) == [(4, [("north", "red_line", "shut-it", 4)])]
    after = why(case(DATED, date(2031, 7, 1)))
    assert (after.agreement, after.conflicts, after.softenings) == ("yes", (), ())


SOFT = """
parties: {north: {}, south: {}, bank: {kind: holder}}
issues:
  aid: {from: 0, to: 30, step: 10}
  pace: {options: {slow: Slow, fast: Fast}}
links:
  - {id: ceiling, sum: {aid: 1}, at_most: 10, kind: money, why: The budget of the year, who: [bank], soften: {bank: 6, north: 1}}
  - {id: pace-law, never: {pace: fast, aid: {from: 20}}, kind: law}
positions:
  north: {reservation: 20, soften_reservation: 1/2, worth: {aid: {0: 0, 30: 30}}}
  south: {reservation: 0, worth: {pace: {slow: 0, fast: 1}}}
"""


def test_a_soft_link_is_waived_at_what_it_asks_of_each_owner() -> None:
    """North lacks 10 points at an aid of 10: 5 of its own at one half each. Waiving the ceiling asks 6 of the bank and 1 of North."""
    found = why(case(SOFT))
    assert clashes(found) == [[("north", "reservation", ""), ("", "link", "ceiling")]]
    assert [(one.total, one.costs) for one in found.softenings] == [
        (5, (("north", Fraction(5)),)),
        (7, (("north", Fraction(1)), ("bank", Fraction(6)))),
    ]
    assert [one.packages for one in found.softenings] == [2, 2]
    assert [(one.id, one.opens) for one in found.links_in_the_way] == [("ceiling", 2)]


def test_a_hard_link_is_lifted_but_never_waived() -> None:
    """The same ceiling without `soften`: only North's movement is listed, and the link stands among those in the way."""
    found = why(case(SOFT.replace(", soften: {bank: 6, north: 1}", "")))
    assert clashes(found) == [[("north", "reservation", "")]]
    assert moves(found) == [(5, [("north", "reservation", "", 5)])]
    assert [(one.id, one.opens, one.who) for one in found.links_in_the_way] == [("ceiling", 2, ("bank",))]


HOLDER = """
parties: {north: {}, bank: {kind: holder}}
issues:
  fund: {options: {none: None, some: Some}}
consents: [{who: bank, on: {fund: some}}]
positions:
  north: {reservation: 1, worth: {fund: {none: %s, some: 5}}}
  bank: {reservation: 9, worth: {fund: {none: 0, some: 0}}}
"""


def test_a_holder_is_in_the_way_only_where_it_is_asked() -> None:
    """North would do with no fund: agreement. North needs the fund: the bank's reservation value stands against North's."""
    assert why(case(HOLDER % 2)).agreement == "yes"
    found = why(case(HOLDER % 0))
    assert clashes(found) == [[("north", "reservation", ""), ("bank", "reservation", "")]]
    assert moves(found) == [(1, [("north", "reservation", "", 1)]), (9, [("bank", "reservation", "", 9)])]


def test_points_of_thirty_digits_are_exact() -> None:
    """One point in 10^29, and a link whose waiving asks as much: nothing is rounded."""
    text = """
parties: {north: {}}
issues: {i: {options: {x: X, y: Y}}}
links: [{id: l, never: {i: y}, soften: {north: 123456789012345678901234567890}}]
positions: {north: {reservation: 100000000000000000000000000001, worth: {i: {x: 100000000000000000000000000000, y: 100000000000000000000000000001}}}}
"""
    found = why(case(text))
    assert [one.total for one in found.softenings] == [1]
    dear = why(case(text.replace("{reservation:", "{soften_reservation: 999999999999999999999999999999, reservation:")))
    assert [one.total for one in dear.softenings] == [123456789012345678901234567890]


def test_links_that_leave_nothing_have_no_conflict_to_name() -> None:
    """Three links that only together leave no package: no demand of a party is in the way."""
    text = """
parties: {a: {}}
issues: {x: {options: {p: P, q: Q}}, y: {options: {p: P, q: Q}}}
links:
  - {id: one, if: {x: p}, then: {y: p}}
  - {id: two, if: {x: q}, then: {y: p}}
  - {id: three, if: {x: p}, then: {y: q}}
  - {id: four, if: {x: q}, then: {y: q}}
positions: {a: {reservation: none}}
"""
    found = why(case(text))
    assert (found.agreement, found.conflicts, found.softenings) == ("no", (), ())
    assert [one.id for one in found.links_in_the_way] == ["one", "two", "three", "four"]
    assert common_ground(case(text)).settled == ()


def test_a_link_in_the_way_turns_an_open_answer_into_a_yes() -> None:
    """Fast depends on what North's range turns out to be; slow would suit it for sure, and one link rules that out."""
    text = """
parties: {north: {}}
issues: {pace: {options: {slow: Slow, fast: Fast}}}
links: [{id: haste, never: {pace: slow}}]
positions: {north: {reservation: 5, worth: {pace: {slow: 6, fast: [4, 6]}}}}
"""
    found = why(case(text))
    assert found.agreement == "depends"
    assert [(one.id, one.opens, one.opens_possible) for one in found.links_in_the_way] == [("haste", 1, 0)]


# --- contradictions between the record and the figures

RECORD = """
parties: {north: {}, south: {}}
issues:
  port: {options: {open: Open, shut: Shut}}
  fee: {from: 0, to: 4}
positions:
  north: {reservation: 5, worth: {port: {open: 9, shut: 0}, fee: {0: 0, 4: 4}}, order: {port: %s, fee: %s}}
  south: {reservation: unknown, worth: {port: {open: 0, shut: 3}}}
proposals:
  plan: {package: {port: %s}}
replies:
  - {who: north, to: plan, says: %s, evidence: []}
  - {who: south, to: plan, says: no}
"""


def told(*parts: str) -> list[tuple[str, str, str, str, str]]:
    return [(c.party, c.about, c.kind, *(side.says for side in c.sides)) for c in contradictions(case(RECORD % parts))]


def test_a_reply_that_worths_contradict_is_listed() -> None:
    """An open port is worth 9 to 13 to North, which asks for 5: its no contradicts that, its yes does not; South's figures decide nothing."""
    assert told("[open, shut]", "up", "open", '"no"') == [("north", "plan", "reply", "no", "yes")]
    assert told("[open, shut]", "up", "open", '"yes"') == []
    assert told("[open, shut]", "up", "shut", '"yes"') == [("north", "plan", "reply", "yes", "no")]
    assert told("[open, shut]", "up", "shut", "if") == []


def test_an_order_that_worths_contradict_is_listed() -> None:
    """The first pair of options that order and worths put the other way round."""
    assert told("[shut, open]", "up", "open", "silent") == [("north", "port", "order", "shut above open", "open above shut")]
    assert told("[open, shut]", "down", "open", "silent") == [("north", "fee", "order", "0 above 1", "1 above 0")]
    assert told("[[open, shut]]", "up", "open", "silent") == []
