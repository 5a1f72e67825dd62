"""The table of formats: recognition, writing, there and back, and what a format cannot hold."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from importlib import metadata
from itertools import product
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.samples import CASES, DOMAIN, GAMES, GENIUS, NONLINEAR, PROFILE, load, scenario
from onetext import formats
from onetext.errors import CannotHold, InputError, UsageError
from onetext.formats import Format, geniusweb_exact, holding
from onetext.formats.normalised import normalised
from onetext.model.acceptance import accepts, value
from onetext.model.case import Case
from onetext.model.conditions import Among, Condition, Never, Range
from onetext.model.issues import Grid, Issue, Option, number_issue
from onetext.model.numbers import Interval, sharp
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, NoNumber, Origin, Position, RedLine, Reservation, Term, Worth
from onetext.model.records import Proposal

FOLDERS = [f"genius/{name}" for name in GENIUS] + ["geniusweb/Party"] + [f"games/{name}" for name in GAMES]
NATIVE = ["native/strait.yaml"]
NO_BID = "CameraA Coffee Domain16 EnergySmallA FitnessA Lunch SmartPhone TravelA group3-bank_robbery".split()
"""Scenarios with a reservation value that no bid of some party is worth exactly."""


def read(folder: str) -> Case:
    return formats.read(load(CASES / folder))


def parts(case: Case, name: str, *, normalise: bool = False) -> tuple[str, ...]:
    with pytest.raises(CannotHold) as caught:
        formats.write(case, name, normalise=normalise)
    return caught.value.parts


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_scenario_goes_to_the_native_format_and_back(folder: str) -> None:
    case = read(folder)
    assert formats.read(formats.write(case, "native")) == case


@pytest.mark.parametrize("folder", [f"genius/{name}" for name in GENIUS])
def test_every_genius_scenario_goes_to_genius_and_back(folder: str) -> None:
    case = read(folder)
    assert formats.read(formats.write(case, "genius")) == case


@pytest.mark.parametrize("folder", ["geniusweb/Party", *(f"genius/{name}" for name in GENIUS if name not in (*NO_BID, *NONLINEAR))])
def test_linear_scenarios_go_to_geniusweb_and_back(folder: str) -> None:
    case = read(folder)
    assert formats.read(formats.write(case, "geniusweb")) == case


@pytest.mark.parametrize("name", NO_BID)
def test_geniusweb_has_no_place_for_a_reservation_value_that_no_bid_is_worth(name: str) -> None:
    assert all("for which no bid is found" in part for part in parts(read(f"genius/{name}"), "geniusweb"))


@pytest.mark.parametrize("folder", ["geniusweb/Party", *(f"games/{name}" for name in GAMES)])
def test_other_worths_go_to_genius_only_normalised(folder: str) -> None:
    case = replace(read(folder), proposals=())
    assert all("normalise divides them" in part for part in parts(case, "genius"))
    assert formats.read(formats.write(case, "genius", normalise=True)) == normalised(case)


def test_the_proposal_of_a_game_is_named_and_not_dropped() -> None:
    assert parts(read("games/base"), "genius", normalise=True) == ("proposals",)


def small(**changed: Any) -> Case:
    """Two parties over a choice and a number, in points."""
    days = number_issue("days", "", Grid(Fraction(1), Fraction(4)))
    flat = Issue("flat", "", (Option("old", "Old town"), Option("new", "New town")))
    tables = (_table("flat", old=30, new=6), _table("days", **{"1": 0, "4": 30}))
    positions = (Position("zoe", reservation=_reservation(19), worth=tables), Position("abe", reservation=_reservation(0), worth=tables))
    return replace(
        Case("Flat", "Who moves", parties=(Party("zoe", "Zoë"), Party("abe")), issues=(flat, days), positions=positions), **changed
    )


def _table(issue: str, **worths: int) -> IssueWorth:
    return IssueWorth(issue, tuple((option, Worth(sharp(worth))) for option, worth in worths.items()))


def _reservation(points: int) -> tuple[Reservation, ...]:
    return (Reservation(Worth(sharp(points))),)


def test_titles_names_and_their_order_go_to_genius_and_back() -> None:
    case = small()
    files = formats.write(case, "genius", normalise=True)
    assert sorted(files) == ["abe.xml", "domain.xml", "zoe.xml"]
    assert formats.read(files) == normalised(case)
    assert normalised(case).position["zoe"].reservation == (Reservation(Worth(sharp("19/60"))),)


def test_other_readers_of_genius_see_weights_of_1_and_a_rounded_value() -> None:
    root = ElementTree.fromstring(formats.write(small(), "genius", normalise=True)["zoe.xml"])
    assert [weight.attrib["value"] for weight in root.iter("weight")] == ["0.5", "0.5"]
    assert [item.attrib["evaluation"] for item in root.iter("item")] == ["5", "1"]
    (reservation,) = root.iter("reservation")
    assert reservation.attrib == {"value": "0.31666666666666665", "exact_value": "19/60"}


def test_an_exact_value_that_its_rounding_contradicts_is_refused() -> None:
    files = formats.write(small(), "genius", normalise=True)
    wrong = files["zoe.xml"].replace(b"0.31666666666666665", b"0.4")
    with pytest.raises(InputError, match=r"zoe\.xml:\d+:3: value 0\.4 is no rounding of exact_value 19/60"):
        formats.read({**files, "zoe.xml": wrong})


def test_geniusweb_rounds_in_the_profile_and_keeps_the_rest_beside() -> None:
    flat = Issue("flat", "", (Option("old", "old"), Option("new", "new")))
    tables = (IssueWorth("flat", (("old", Worth(sharp(1))), ("new", Worth(sharp("1/3"))))),)
    positions = tuple(Position(who, reservation=_reservation(0), worth=tables) for who in ("zoe", "abe"))
    case = Case(parties=(Party("zoe"), Party("abe")), issues=(flat,), positions=positions)
    files = formats.write(case, "geniusweb")
    assert formats.read(files) == case
    space = json.loads(files["zoe.json"])["LinearAdditiveUtilitySpace"]
    assert space["issueUtilities"]["flat"]["discreteutils"]["valueUtilities"] == {"old": 1, "new": 0.333333333333333333}
    assert json.loads(files["exact.json"])["parties"] == ["zoe", "abe"]
    wrong = files["zoe.json"].replace(b"0.333333333333333333", b"0.3")
    with pytest.raises(InputError, match=r"exact\.json:\d+:\d+: the worth of 'new' is no rounding of this"):
        formats.read({**files, "zoe.json": wrong})
    alone = {name: data for name, data in files.items() if name != "exact.json"}
    assert formats.read(alone).position["zoe"].worth[0].at[1][1].points.low == geniusweb_exact.rounded(Fraction(1, 3))


OLD = Condition((("flat", Among(("old",))),))
RED = RedLine("r", Never(OLD))


def _zoe(case: Case, **changed: Any) -> Case:
    first, *rest = case.positions
    return replace(case, positions=(replace(first, **changed), *rest))


UNHELD = {
    "notice": lambda c: replace(c, notice="An exercise"),
    "proposals": lambda c: replace(c, proposals=(Proposal("p", (("flat", "old"),)),)),
    "kinds of party 'abe'": lambda c: replace(c, parties=(c.parties[0], Party("abe", kinds=("principal", "guarantor")))),
    "today of issue 'flat'": lambda c: replace(c, issues=(replace(c.issues[0], today="old"), c.issues[1])),
    "unit of issue 'days'": lambda c: replace(c, issues=(c.issues[0], number_issue("days", "", Grid(Fraction(1), Fraction(4), unit="d")))),
    "if not of option 'old' of issue 'flat'": lambda c: replace(
        c, issues=(replace(c.issues[0], options=(Option("old", if_not="x"), Option("new"))), c.issues[1])
    ),
    "alternative of 'zoe'": lambda c: _zoe(c, alternative="stays"),
    "red lines of 'zoe'": lambda c: _zoe(c, red_lines=(RED,)),
    "soften reservation of 'zoe'": lambda c: _zoe(c, soften_reservation=None),
    "no reservation value of 'zoe'": lambda c: _zoe(c, reservation=NoNumber.NONE),
    "intervals of 'zoe'": lambda c: _zoe(c, reservation=(Reservation(Worth(Interval(Fraction(0), Fraction(1)))),)),
    "where worths of 'zoe' come from": lambda c: _zoe(c, reservation=(Reservation(Worth(sharp(1), Origin("answer"))),)),
    "terms of 'zoe' beside worths of single options": lambda c: _zoe(c, terms=(Term(OLD, Worth(sharp(1))),)),
    "parties without a position, or positions in another order than the parties": lambda c: replace(c, positions=c.positions[:1]),
    "party 'a/b', whose id would name its file": lambda c: replace(
        c, parties=(c.parties[0], Party("a/b")), positions=(c.positions[0], replace(c.positions[1], party="a/b"))
    ),
    "party 'pareto', whose id would name its file": lambda c: replace(
        c, parties=(c.parties[0], Party("pareto")), positions=(c.positions[0], replace(c.positions[1], party="pareto"))
    ),
    "the title 'root', which Genius gives to what has none": lambda c: replace(c, title="root"),
    "worths of 'zoe' for issue 'days' that are not one straight line from end to end": lambda c: _zoe(
        c, worth=(_table("flat", old=30, new=6), _table("days", **{"1": 0, "3": 10, "4": 30}))
    ),
}  # fmt: skip


@pytest.mark.parametrize("part", UNHELD)
def test_what_genius_cannot_hold_is_named(part: str) -> None:
    assert parts(UNHELD[part](small()), "genius", normalise=True) == (part,)


def test_every_part_without_a_place_is_named_at_once() -> None:
    named = parts(read_native(), "genius")
    for part in (
        "as of",
        "links",
        "consents",
        "members of party 'isles'",
        "red lines of 'north'",
        "dates of the reservation value of 'north'",
    ):
        assert part in named


def read_native() -> Case:
    return formats.read({"strait.yaml": (CASES / "native" / "strait.yaml").read_bytes()})


def test_geniusweb_names_titles_and_worths_not_said() -> None:
    named = parts(small(), "geniusweb", normalise=True)
    assert "title of option 'old' of issue 'flat'" in named
    assert "about" in named
    assert "worths of 'zoe' for issue 'flat': it wants them of every option" in parts(_zoe(small(), worth=()), "geniusweb")


BOXES = (
    Term(Condition((("days", Range(Fraction(2), Fraction(3))), ("flat", Among(("old",))))), Worth(sharp("1/3"))),
    Term(Condition(), Worth(sharp(-2))),
)


def test_worths_below_0_go_to_genius_where_one_is_above() -> None:
    case = _zoe(normalised(small()), worth=(_table("flat", old=1, new=-3), _table("days", **{"1": 0, "4": 0})))
    assert formats.read(formats.write(case, "genius")) == case
    below = _zoe(small(), worth=(_table("flat", old=-1, new=-3),))
    assert "worths of 'zoe' for issue 'flat' none of which is above 0 (normalise moves them up)" in parts(below, "genius")
    assert formats.read(formats.write(below, "genius", normalise=True)) == normalised(below)


def test_boxes_go_to_nonlinear_genius_and_back() -> None:
    case = _zoe(small(), worth=(), terms=BOXES, reservation=_reservation(5))
    assert formats.read(formats.write(case, "genius", normalise=True)).position["zoe"] == case.position["zoe"]


@pytest.mark.parametrize("part", [Range(Fraction(2)), Among(("3", "2")), Range(Fraction(5, 2), Fraction(14, 5))])
def test_what_is_no_box_is_named(part: Among | Range) -> None:
    case = _zoe(small(), worth=(), terms=(Term(Condition((("days", part),)), Worth(sharp(1))),))
    assert parts(case, "genius", normalise=True) == ("term 1 of 'zoe', which is no box of neighbouring options",)


@pytest.mark.parametrize(
    ("options", "held"), [(("old", "new"), True), (("new", "far"), True), (("old", "far"), False), (("new", "old"), False)]
)
def test_a_box_over_a_choice_holds_neighbours_in_their_order(options: tuple[str, ...], held: bool) -> None:
    flat = Issue("flat", "", (Option("old"), Option("new"), Option("far")))
    term = Term(Condition((("flat", Among(options)),)), Worth(sharp(1)))
    case = _zoe(replace(normalised(small()), issues=(flat, small().issues[1])), worth=(), terms=(term,))
    if held:
        assert formats.read(formats.write(case, "genius")) == case
    else:
        assert parts(case, "genius") == ("term 1 of 'zoe', which is no box of neighbouring options",)


worths = st.integers(-20, 20).map(lambda n: Worth(sharp(Fraction(n, 3))))
positions = st.builds(
    lambda flat, days, reservation: Position(
        "zoe",
        reservation=(Reservation(reservation),),
        worth=(
            *([IssueWorth("days", tuple(zip(("1", "4"), days, strict=True)))] if days else []),
            *([IssueWorth("flat", tuple(flat.items()))] if flat else []),
        ),
    ),
    st.dictionaries(st.sampled_from(["old", "new"]), worths),
    st.none() | st.tuples(worths, worths),
    worths,
)


@given(positions)
def test_normalising_changes_no_gain_but_by_one_factor_and_no_acceptance(position: Position) -> None:
    """Every gain is divided by the same number above 0, the best options are worth 1 together, none is below 0."""
    before = small(positions=(position, small().positions[1]))
    after = normalised(before)
    ratios = set()
    for flat, day in product(("old", "new"), ("1", "2", "3", "4")):
        package = {"flat": flat, "days": day}
        gains = [value(c, "zoe", package).low - c.position["zoe"].reservation[0].worth.points.low for c in (before, after)]
        assert (gains[0] == 0) == (gains[1] == 0)
        ratios |= {gains[0] / gains[1]} if gains[1] else set()
        assert accepts(before, "zoe", package) == accepts(after, "zoe", package)
    assert len(ratios) <= 1
    assert all(ratio > 0 for ratio in ratios)
    tops = [max(worth.points.low for _, worth in table.at) for table in after.position["zoe"].worth]
    assert sum(tops) in (0, 1)
    assert all(worth.points.low >= 0 for table in after.position["zoe"].worth for _, worth in table.at)
    if sum(tops) == 1 or not tops or len(tops) < 2:
        assert formats.read(formats.write(after, "genius")) == after


def test_normalising_scales_what_red_lines_and_links_cost() -> None:
    case = _zoe(small(), red_lines=(replace(RED, soften=Fraction(12)),))
    assert normalised(case).position["zoe"].red_lines[0].soften == Fraction(1, 5)


def test_decimals() -> None:
    texts = {decimal: holding.decimal(Fraction(decimal)) for decimal in ("0.05", "-0.75", "12", "0.0000001", "100", "0.2500")}
    assert texts == {"0.05": "0.05", "-0.75": "-0.75", "12": "12", "0.0000001": "0.0000001", "100": "100", "0.2500": "0.25"}
    assert holding.decimal(Fraction(1, 3)) is None
    assert holding.decimal(Fraction(1, 2**40)) is None


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"a.yaml": b""}, "native"),
        ({"case.yaml": b"", "b.yaml": b"", "note.xml": b""}, "native"),
        ({"domain.XML": b"", "README": b""}, "genius"),
        ({"party.json": b""}, "geniusweb"),
        ({"g/config.txt": b"", "g/scores_files/a.txt": b""}, "games"),
        ({"config.txt": b""}, None),
        ({"a.docx": b"PK"}, None),
        ({}, None),
    ],
)
def test_a_format_is_recognised_by_the_names_of_files(files: dict[str, bytes], name: str | None) -> None:
    found = formats.recognise(files)
    assert (found.name if found else None) == name


def test_what_no_format_recognises_says_which_are_known() -> None:
    with pytest.raises(InputError) as caught:
        formats.read({"b.txt": b"", "a.txt": b""})
    assert str(caught.value) == "a.txt:1:1: no format recognises this; known: native, games, geniusweb, genius"


def test_unknown_names_and_formats_that_are_not_written_list_the_others() -> None:
    with pytest.raises(UsageError, match="unknown format 'genus'; known: native, games, geniusweb, genius"):
        formats.write(small(), "genus")
    with pytest.raises(UsageError, match="onetext does not write games; it writes native, geniusweb, genius"):
        formats.write(small(), "games")


def test_a_format_is_one_row_and_can_come_from_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entry points are looked up for an unknown name or unknown files only."""
    asked = []

    class Point:
        name = "flat"

        def load(self) -> Format:
            return Format("flat", "one case", lambda files: "flat" in files, lambda files: small(), lambda case: {"flat": b"1"})

    def entry_points(group: str) -> list[Point]:
        asked.append(group)
        return [Point()]

    monkeypatch.setattr(metadata, "entry_points", entry_points)
    formats.read(scenario())
    formats.write(small(), "native")
    assert asked == []
    assert formats.read({"flat": b""}) == small()
    assert formats.write(small(), "flat") == {"flat": b"1"}
    assert formats.read(scenario(), "genius") == formats.read(scenario())
    assert set(asked) == {"onetext.formats"}


def test_a_format_that_does_not_load_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a fault of the distribution that adds it, not a mistake in onetext."""
    point = metadata.EntryPoint("flat", "formats.test_formats:NOT_THERE", "onetext.formats")
    monkeypatch.setattr(metadata, "entry_points", lambda group: [point])
    with pytest.raises(UsageError, match=r"format 'flat' of 'formats\.test_formats:NOT_THERE' does not load"):
        formats.read({"unheard.of": b""})


def test_a_party_named_as_the_domain_file() -> None:
    files = {"domain.xml": DOMAIN.encode(), "dom.xml": PROFILE.encode()}
    case = formats.read(files)
    renamed = replace(case, parties=(Party("domain"),), positions=(replace(case.positions[0], party="domain"),))
    assert formats.read(formats.write(renamed, "genius")) == renamed
