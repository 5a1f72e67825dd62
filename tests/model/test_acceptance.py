"""Each sentence of CASEFILE's "Acceptance" on small cases written by hand, where it holds and where it does not."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext import formats
from onetext.model.acceptance import (
    Answer,
    accepts,
    agreed,
    asked,
    broken_links,
    compare,
    consenters,
    crossed,
    is_silent,
    stage_of,
    value,
)
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.numbers import Interval
from strategies import DAY, cases

YES, NO, DEPENDS = Answer.YES, Answer.NO, Answer.DEPENDS


def written(parties: str, positions: str = "", rest: str = "") -> Case:
    """A case over a line and a port from three sections of its file."""
    text = f"""
onetext: 1
as_of: 2031-05-01
parties: {{{parties}}}
issues:
  line: {{title: Line, options: {{hold: Hold, pull: Pull, leave: Leave}}}}
  port: {{title: Port, options: {{shut: Shut, open: Open}}}}
positions: {{{positions}}}
{rest}
"""
    case = formats.read({"case.yaml": text.encode()})
    return on(case, DAY)


def package(text: str) -> dict[str, str]:
    return dict(zip(("line", "port"), text.split(), strict=True))


ALL = [f"{line} {port}" for line in ("hold", "pull", "leave") for port in ("shut", "open")]


def answers(case: Case, who: str) -> dict[str, str]:
    """What a party answers to all packages: the answer -> the packages, as one text."""
    found: dict[str, list[str]] = {"yes": [], "depends": [], "no": []}
    for text in ALL:
        found[accepts(case, who, package(text)).value].append(text)
    return {answer: ", ".join(texts) for answer, texts in found.items() if texts}


ANY = ", ".join(ALL)
WORTH = "worth: {line: {hold: 4, pull: 2, leave: 0}, port: {shut: 3, open: 0}}"

ONE: list[tuple[str, dict[str, str]]] = [
    # by value: reaching the reservation value is enough
    (f"{WORTH}, reservation: 4", {"yes": "hold shut, hold open, pull shut", "no": "pull open, leave shut, leave open"}),
    (f"{WORTH}, reservation: 5", {"yes": "hold shut, pull shut", "no": "hold open, pull open, leave shut, leave open"}),
    (f"{WORTH}, reservation: 9/2", {"yes": "hold shut, pull shut", "no": "hold open, pull open, leave shut, leave open"}),
    (f"{WORTH}, reservation: 8", {"no": ANY}),
    (f"{WORTH}, reservation: -1", {"yes": ANY}),
    # an interval of the reservation value: yes where it is reached at the highest, no where it is missed at the lowest
    (f"{WORTH}, reservation: [4, 5]", {"yes": "hold shut, pull shut", "depends": "hold open", "no": "pull open, leave shut, leave open"}),
    # an interval of a worth: yes at the worst, no at the best
    ("worth: {line: {hold: [2, 6], pull: 3, leave: [0, 2]}}, reservation: 3",
     {"yes": "pull shut, pull open", "depends": "hold shut, hold open", "no": "leave shut, leave open"}),
    ("worth: {line: {hold: [2, 6], pull: [1, 5], leave: 0}}, reservation: [1, 2]",
     {"yes": "hold shut, hold open", "depends": "pull shut, pull open", "no": "leave shut, leave open"}),
    # a worth left out counts as 0
    ("worth: {line: {hold: 4}}, reservation: 1", {"yes": "hold shut, hold open", "no": "pull shut, pull open, leave shut, leave open"}),
    # terms are added where their condition holds, negative ones too
    (f"{WORTH}, reservation: 7, terms: [{{when: {{line: leave, port: open}}, worth: 7}}]",
     {"yes": "hold shut, leave open", "no": "hold open, pull shut, pull open, leave shut"}),
    (f"{WORTH}, reservation: 4, terms: [{{when: {{port: shut}}, worth: -3}}]",
     {"yes": "hold shut, hold open", "no": "pull shut, pull open, leave shut, leave open"}),
    # a red line comes before any value
    (f"{WORTH}, reservation: 0, red_lines: [{{id: r, never: {{line: hold}}}}]",
     {"yes": "pull shut, pull open, leave shut, leave open", "no": "hold shut, hold open"}),
    (f"{WORTH}, reservation: 0, red_lines: [{{id: r, never: {{line: hold}}, soften: 1}}]",
     {"yes": "pull shut, pull open, leave shut, leave open", "no": "hold shut, hold open"}),
    # only a line in force
    (f"{WORTH}, reservation: 0, red_lines: [{{id: r, never: {{line: hold}}, from: 2031-05-02}}]", {"yes": ANY}),
    (f"{WORTH}, reservation: 0, red_lines: [{{id: r, never: {{line: hold}}, until: 2031-04-30}}]", {"yes": ANY}),
    (f"{WORTH}, reservation: 0, red_lines: [{{id: r, never: {{line: [hold, pull]}}, from: 2031-05-01, until: 2031-05-01}}]",
     {"yes": "leave shut, leave open", "no": "hold shut, hold open, pull shut, pull open"}),
    # reservation none: any agreement is better than none, so red lines, views and replies alone decide
    (f"{WORTH}, reservation: none", {"yes": ANY}),
    (f"{WORTH}, reservation: none, red_lines: [{{id: r, always: {{port: shut}}}}]",
     {"yes": "hold shut, pull shut, leave shut", "no": "hold open, pull open, leave open"}),
    (f"{WORTH}, reservation: none, view: {{port: {{open: rejects}}}}",
     {"yes": "hold shut, pull shut, leave shut", "depends": "hold open, pull open, leave open"}),
    # reservation unknown: acceptance by worth depends
    (f"{WORTH}, reservation: unknown", {"depends": ANY}),
    (f"{WORTH}, reservation: unknown, red_lines: [{{id: r, never: {{port: open}}}}]",
     {"depends": "hold shut, pull shut, leave shut", "no": "hold open, pull open, leave open"}),
    # view never and only_if are red lines
    ("view: {line: {hold: never}}", {"depends": "pull shut, pull open, leave shut, leave open", "no": "hold shut, hold open"}),
    ("view: {port: {open: {only_if: {line: [pull, leave]}}}}",
     {"depends": "hold shut, pull shut, pull open, leave shut, leave open", "no": "hold open"}),
    (f"{WORTH}, reservation: 0, view: {{line: {{hold: never}}}}",
     {"yes": "pull shut, pull open, leave shut, leave open", "no": "hold shut, hold open"}),
    # every issue with a view and all answers wanted or lived with: yes
    ("view: {line: {hold: wants, pull: can_live}, port: {shut: wants, open: rejects}}",
     {"yes": "hold shut, pull shut", "depends": "hold open, pull open, leave shut, leave open"}),
    # an issue without a view: not yes
    ("view: {line: {hold: wants, pull: can_live, leave: can_live}}", {"depends": ANY}),
    ("view: {line: {hold: wants, pull: can_live, leave: can_live}, port: indifferent}", {"yes": ANY}),
    # rejects alone makes it no better than depends, and no worse
    ("view: {line: {hold: rejects, pull: rejects, leave: rejects}, port: {shut: rejects, open: rejects}}", {"depends": ANY}),
    (f"{WORTH}, reservation: 4, view: {{line: {{hold: rejects}}}}",  # numbers come before words
     {"yes": "hold shut, hold open, pull shut", "no": "pull open, leave shut, leave open"}),
    # a line alone turns nothing into a yes
    ("red_lines: [{id: r, never: {line: leave}}]",
     {"depends": "hold shut, hold open, pull shut, pull open", "no": "leave shut, leave open"}),
    ("red_lines: [{id: r, if: {line: pull}, then: {port: open}}]",
     {"depends": "hold shut, hold open, pull open, leave shut, leave open", "no": "pull shut"}),
    ("red_lines: [{id: r, at_most: 1, of: [{line: hold}, {port: shut}]}]",
     {"depends": "hold open, pull shut, pull open, leave shut, leave open", "no": "hold shut"}),
    # an order alone says nothing of acceptance
    ("order: {line: [hold, pull, leave], port: [shut, open]}", {"depends": ANY}),
    # without anything at all
    ("alternative: It stays at sea.", {"depends": ANY}),
]  # fmt: skip


@pytest.mark.parametrize(("position", "expected"), ONE)
def test_acceptance_of_one_party(position: str, expected: dict[str, str]) -> None:
    assert answers(written("north: {}", f"north: {{{position}}}"), "north") == expected


def test_a_party_of_which_nothing_is_said_depends() -> None:
    assert answers(written("north: {}"), "north") == {"depends": ANY}


PLANS = "proposals: {plan: {package: {line: pull, port: shut}}}\nreplies: [{who: north, to: plan, says: %s}]"
REPLIED: list[tuple[str, str, dict[str, str]]] = [
    ("yes", "", {"yes": "pull shut", "depends": "hold shut, hold open, pull open, leave shut, leave open"}),
    ("no", "", {"depends": "hold shut, hold open, pull open, leave shut, leave open", "no": "pull shut"}),
    ("if", "", {"depends": ANY}),
    ("silent", "", {"depends": ANY}),
    # nowhere worse by its orders than what it accepted; issues one by one
    ("yes", "order: {line: [hold, pull, leave], port: [open, shut]}",
     {"yes": "hold shut, hold open, pull shut, pull open", "depends": "leave shut, leave open"}),
    # nowhere better than what it refused
    ("no", "order: {line: [hold, pull, leave], port: [open, shut]}",
     {"depends": "hold shut, hold open, pull open, leave open", "no": "pull shut, leave shut"}),
    # alike ones are no worse and no better
    ("yes", "order: {line: [hold, [pull, leave]]}", {"yes": "hold shut, pull shut, leave shut", "depends": "hold open, pull open, leave open"}),
    # with numbers the reply is listed, and the numbers decide
    ("yes", f"{WORTH}, reservation: 6", {"yes": "hold shut", "no": "hold open, pull shut, pull open, leave shut, leave open"}),
    ("no", f"{WORTH}, reservation: 0", {"yes": ANY}),
    # with reservation unknown what it said decides
    ("yes", f"{WORTH}, reservation: unknown", {"yes": "pull shut", "depends": "hold shut, hold open, pull open, leave shut, leave open"}),
    # a red line comes before the reply
    ("yes", "red_lines: [{id: r, never: {port: shut}}]", {"depends": "hold open, pull open, leave open", "no": "hold shut, pull shut, leave shut"}),
]  # fmt: skip


@pytest.mark.parametrize(("says", "position", "expected"), REPLIED)
def test_what_follows_from_a_reply(says: str, position: str, expected: dict[str, str]) -> None:
    assert answers(written("north: {}", f"north: {{{position}}}" if position else "", PLANS % says), "north") == expected


@pytest.mark.parametrize(
    ("worth", "reservation", "expected"),
    [
        ((3, 3), (3, 3), YES),
        ((2, 2), (3, 3), NO),
        ((2, 3), (3, 3), DEPENDS),
        ((3, 9), (3, 3), YES),
        ((1, 2), (3, 3), NO),
        ((3, 3), (3, 4), DEPENDS),
        ((3, 3), (2, 3), YES),
        ((1, 5), (2, 4), DEPENDS),
        ((4, 5), (2, 4), YES),
        ((0, 1), (2, 4), NO),
        ((0, 2), (2, 4), DEPENDS),
    ],
)
def test_a_value_against_a_reservation_value(worth: tuple[int, int], reservation: tuple[int, int], expected: Answer) -> None:
    assert compare(Interval(*map(Fraction, worth)), Interval(*map(Fraction, reservation))) is expected


ends = st.tuples(st.integers(0, 9), st.integers(0, 4)).map(lambda told: (told[0], told[0] + told[1]))


@given(ends, ends)
def test_yes_is_yes_in_all_cases_and_no_in_none(worth: tuple[int, int], reservation: tuple[int, int]) -> None:
    """Over all whole numbers in both intervals, which hold the ends."""
    every = {w >= r for w in range(worth[0], worth[1] + 1) for r in range(reservation[0], reservation[1] + 1)}
    found = compare(Interval(*map(Fraction, worth)), Interval(*map(Fraction, reservation)))
    assert found is {(True,): YES, (False,): NO}.get(tuple(every), DEPENDS)


# --- links


def test_links_are_broken_in_file_order_and_say_nothing_of_acceptance() -> None:
    links = "links: [{id: one, never: {line: hold}}, {id: two, if: {line: hold}, then: {port: open}}, {id: three, always: {port: shut}}]"
    case = written("north: {}", f"north: {{{WORTH}, reservation: 0}}", links)
    assert [link.id for link in broken_links(case, package("hold shut"))] == ["one", "two"]
    assert [link.id for link in broken_links(case, package("hold open"))] == ["one", "three"]
    assert broken_links(case, package("pull shut")) == ()
    assert accepts(case, "north", package("hold shut")) is YES
    assert agreed(case, package("hold shut")) is YES


def test_crossed_lines_come_in_the_order_written_views_last() -> None:
    position = (
        "red_lines: [{id: b, never: {line: hold}}, {id: a, always: {port: shut}}], view: {line: {hold: never}, port: {open: can_live}}"
    )
    case = written("north: {}", f"north: {{{position}}}")
    assert [line.id for line in crossed(case, "north", package("hold open"))] == ["b", "a", "view:line:hold"]
    assert [line.id for line in crossed(case, "north", package("pull open"))] == ["a"]
    assert [line.soften for line in crossed(case, "north", package("hold shut"))] == [None, None]


# --- who is asked

ROLES = (
    "north: {}, bank: {kind: holder}, under: {kind: guarantor}, house: {kind: ratifier}, envoy: {kind: mediator}, far: {kind: outside}, "
    "isles: {kind: bloc, members: {ama: {}}}, both: {kind: [mediator, guarantor]}"
)
CONSENTS = """consents:
- {who: bank, on: {line: pull}}
- {who: under, on: {}}
- {who: house, on: {port: open}}
"""


def ids(parties: Iterable[object]) -> str:
    return " ".join(party.id for party in parties)  # type: ignore[attr-defined]


def test_whose_consent_is_needed_by_role() -> None:
    """Principals and blocs always; holders and guarantors that a line names; ratifiers apart; mediators and outsiders never."""
    case = written(ROLES, rest=CONSENTS)
    assert ids(consenters(case)) == "north bank under isles"
    assert ids(consenters(case, "ratify")) == "house"
    assert stage_of(case, "house") == "ratify"
    assert stage_of(case, "bank") == "table"
    assert ids(consenters(written(ROLES))) == "north isles"
    assert ids(consenters(written(ROLES, rest="consents: [{who: both, on: {}}]"))) == "north isles both"
    assert ids(consenters(written(ROLES, rest="consents: [{who: bank, on: {}, stage: ratify}]"), "ratify")) == "bank"


PARLIAMENT = "north: {}, house: {kind: [bloc, ratifier], behind: north, members: {ama: {}, bru: {}}, decides: {members: 1/2}}"


def test_a_parliament_is_asked_at_home_where_a_line_names_it() -> None:
    """A bloc that is a ratifier too has no seat at the table; a line may give it one, a bare bloc always has one."""
    case = written(PARLIAMENT, rest="consents: [{who: house, on: {line: pull}}]")
    assert case.party["house"].behind == "north"
    assert (ids(consenters(case)), ids(consenters(case, "ratify"))) == ("north", "house")
    assert asks(case, "house") == "pull shut, pull open"
    assert (ids(consenters(written(PARLIAMENT))), ids(consenters(written(PARLIAMENT), "ratify"))) == ("north", "")
    early = written(PARLIAMENT, rest="consents: [{who: house, on: {line: pull}, stage: table}]")
    assert (ids(consenters(early)), ids(consenters(early, "ratify"))) == ("north house", "")
    assert asks(early, "house") == "pull shut, pull open"
    assert ids(consenters(written(PARLIAMENT.replace("[bloc, ratifier], behind: north", "bloc")))) == "north house"


def test_a_parliament_ratifies_by_its_members() -> None:
    """By its rule, over those packages for which it is asked; the table is not concerned."""
    lines = "consents: [{who: house, on: {line: pull}}]"
    positions = "north: {reservation: none}, ama: {red_lines: [{id: a, never: {port: open}}]}, bru: {reservation: none}"
    both = written(PARLIAMENT.replace("1/2", "1"), positions, lines)
    assert [agreed(both, package(text), "ratify") for text in ("hold open", "pull open", "pull shut")] == [YES, NO, DEPENDS]
    assert agreed(both, package("pull open")) is YES
    assert agreed(written(PARLIAMENT, positions, lines), package("pull open"), "ratify") is YES


def asks(case: Case, who: str) -> str:
    return ", ".join(text for text in ALL if asked(case, who, package(text)))


def test_a_holder_is_asked_where_one_of_its_lines_holds() -> None:
    case = written(ROLES, rest=CONSENTS)
    assert asks(case, "bank") == "pull shut, pull open"
    assert asks(case, "under") == asks(case, "north") == asks(case, "isles") == ANY  # {} is the whole
    assert asks(case, "house") == "hold open, pull open, leave open"
    either = "consents: [{who: bank, on: {line: pull, port: open}}, {who: bank, on: {line: leave}}]"
    assert asks(written(ROLES, rest=either), "bank") == "pull open, leave shut, leave open"
    assert asks(written(ROLES, rest="consents: [{who: north, on: {line: pull}}]"), "north") == ANY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hold shut", YES),  # the bank refuses, and is not asked
        ("pull shut", NO),  # it is asked
        ("leave shut", NO),  # north refuses
        ("hold open", DEPENDS),  # the silent guarantor is asked for the open port
        ("pull open", NO),  # a no weighs more than a depends
    ],
)
def test_a_package_is_agreed_by_all_whom_it_needs(text: str, expected: Answer) -> None:
    lines = "consents: [{who: bank, on: {line: pull}}, {who: under, on: {port: open}}, {who: house, on: {}}]"
    refuses = "red_lines: [{id: %s, never: {port: [shut, open]}}]"
    positions = f"north: {{{WORTH}, reservation: 4}}, bank: {{{refuses % 'b'}}}, house: {{{refuses % 'h'}}}, far: {{{refuses % 'f'}}}"
    case = written(ROLES.replace("isles: {kind: bloc, members: {ama: {}}}, ", ""), positions, lines)
    assert agreed(case, package(text)) is expected


# --- silence


@pytest.mark.parametrize(
    ("position", "rest", "silent"),
    [
        ("", "", True),
        ("north: {alternative: It waits.}", "", True),
        ("north: {order: {line: [hold, pull]}}", "", True),  # an order alone decides nothing
        ("north: {reservation: 3}", "", False),
        ("north: {reservation: none}", "", False),
        ("north: {red_lines: [{id: r, never: {line: hold}}]}", "", False),
        ("north: {view: {line: {hold: wants}}}", "", False),
        ("", PLANS % "silent", False),
        ("", (PLANS % "no").replace("who: north", "who: east"), True),
    ],
)
def test_who_is_silent(position: str, rest: str, silent: bool) -> None:
    assert is_silent(written("north: {}, east: {}", position, rest), "north") is silent


# --- over random cases


@given(cases())
def test_agreement_is_the_weakest_answer_of_those_asked(case: Case) -> None:
    today = on(case, DAY)
    for one in today.packages():
        given_ = [accepts(today, party.id, one) for party in consenters(today) if asked(today, party.id, one)]
        found = agreed(today, one)
        assert (found is YES) == all(answer is YES for answer in given_)
        assert (found is NO) == (NO in given_)


@given(cases())
def test_a_value_that_decides_lies_on_the_right_side(case: Case) -> None:
    """Of parties with worths and a number that cross no line; and a crossed line is always a no."""
    today = on(case, DAY)
    for position in today.positions:
        entries = position.reservation if isinstance(position.reservation, tuple) and position.has_worths else ()
        for one in list(today.packages())[:40]:
            answer = accepts(today, position.party, one)
            if crossed(today, position.party, one):
                assert answer is NO
            elif entries:
                worth, needed = value(today, position.party, one), entries[0].worth.points
                assert answer is compare(worth, needed)
