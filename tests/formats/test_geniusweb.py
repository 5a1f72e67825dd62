"""GeniusWeb JSON: the scenario of ../shared/cases against a plain reading of it, and the traps of JSON."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from formats.samples import CASES, load
from onetext import formats
from onetext.errors import InputError
from onetext.formats import geniusweb, json_nodes
from onetext.model.acceptance import value
from onetext.model.numbers import sharp
from onetext.model.positions import Reservation, Worth

DOMAIN = """{"name": "flat", "issuesValues": {
  "Price": {"values": ["low", "high"]},
  "Days": {"range": {"low": 0.5, "high": 2, "step": "0.5"}}
}}"""
PROFILE = """{"LinearAdditiveUtilitySpace": {"name": "One",
  "issueUtilities": {
    "Price": {"discreteutils": {"valueUtilities": {"low": 0.5, "high": 1}}},
    "Days": {"numberutils": {"lowValue": 0.5, "lowUtility": 0.25, "highValue": 2, "highUtility": 1}}},
  "issueWeights": {"Price": 0.6, "Days": 0.4},
  "domain": DOMAIN,
  "reservationBid": {"issuevalues": {"Price": "low", "Days": 1.50}}
}}""".replace("DOMAIN", DOMAIN.replace("\n", " "))


def scenario(profile: str = PROFILE, domain: str = DOMAIN) -> dict[str, bytes]:
    return {"domain.json": domain.encode(), "one.json": profile.encode(), "two.json": PROFILE.encode()}


def messages(files: dict[str, bytes]) -> list[str]:
    with pytest.raises(InputError) as caught:
        geniusweb.read(files)
    return [str(problem) for problem in caught.value.problems]


def exactly(data: bytes) -> Any:
    return json.loads(data, parse_float=Fraction, parse_int=Fraction)


def test_the_party_scenario_is_worth_weight_times_utility() -> None:
    files = load(CASES / "geniusweb" / "Party")
    case = formats.read(files)
    assert [party.id for party in case.parties] == ["party1", "party2"]
    assert [issue.id for issue in case.issues] == list(exactly(files["party.json"])["issuesValues"])
    for party in ("party1", "party2"):
        space = exactly(files[f"{party}.json"])["LinearAdditiveUtilitySpace"]
        tables = {table.issue: {key: worth.points.low for key, worth in table.at} for table in case.position[party].worth}
        wanted = {
            issue: {option: space["issueWeights"][issue] * u for option, u in held["discreteutils"]["valueUtilities"].items()}
            for issue, held in space["issueUtilities"].items()
        }
        assert tables == wanted
        bid = space["reservationBid"]["issuevalues"]
        reservation = sum(wanted[issue][option] for issue, option in bid.items())
        assert case.position[party].reservation == (Reservation(Worth(sharp(reservation))),)
        assert value(case, party, bid) == sharp(reservation)


def test_numbers_and_their_straight_line() -> None:
    case = geniusweb.read(scenario())
    assert [option.id for option in case.issue["Days"].options] == ["1/2", "1", "3/2", "2"]
    assert value(case, "one", {"Price": "high", "Days": "1"}) == sharp("0.8")
    assert case.position["one"].reservation == (Reservation(Worth(sharp("0.6"))),)
    assert (case.title, [party.name for party in case.parties]) == ("flat", ["One", "One"])


@pytest.mark.parametrize(
    "files",
    [
        {name: data for name, data in scenario().items() if name != "domain.json"},
        scenario(PROFILE.replace("discreteutils", "DiscreteValueSetUtilities").replace("numberutils", "NumberValueSetUtilities")),
        scenario(PROFILE.replace('"Price": 0.6, "Days": 0.4', '"Price": 3, "Days": 2')),
        scenario(domain=DOMAIN.replace('"high": 2', '"high": 2.2')),
        {**scenario(), "README.md": b"\xff"},
    ],
    ids="no domain,class names,weights of 5,off the grid,other files".split(","),
)
def test_the_same_case_however_it_is_written(files: dict[str, bytes]) -> None:
    assert geniusweb.read(files) == geniusweb.read(scenario())


def test_a_bid_that_leaves_issues_out_and_no_bid() -> None:
    case = geniusweb.read(scenario(PROFILE.replace(', "Days": 1.50', "")))
    assert case.position["one"].reservation == (Reservation(Worth(sharp("0.3"))),)
    case = geniusweb.read(scenario(PROFILE.replace(',\n  "reservationBid": {"issuevalues": {"Price": "low", "Days": 1.50}}', "")))
    assert case.position["one"].reservation == (Reservation(Worth(sharp(0))),)


BAD = {
    "one.json:1:1: a profile of class 'SumOfGroupsAdditive'; LinearAdditiveUtilitySpace": ("LinearAdditiveUtilitySpace", "SumOfGroupsAdditive"),
    "one.json:3:32: a utility of 3/2 for 'low' of 'Price'; 0 to 1": ('"low": 0.5, "high": 1}', '"low": 1.5, "high": 1}'),
    "one.json:3:61: unknown option of 'Price' 'lower'; did you mean 'low'? known: low, high": ('{"low": 0.5, "high": 1}', '{"lower": 0.5, "high": 1}'),
    "one.json:3:27: utilities of class 'triangle' for issue 'Price'; discreteutils": ('"discreteutils"', '"triangle"'),
    "one.json:4:29: no number at 'lowUtility' of 'Days'; a number": ('"lowUtility": 0.25, ', ""),
    "one.json:5:42: a weight of -2/5; 0 or more": ('"Days": 0.4', '"Days": -0.4'),
    "one.json:1:32: issue 'Days' has no weight; 'issueWeights' with 'Days'": (', "Days": 0.4', ""),
    "one.json:5:29: unknown issue 'Prise'; did you mean 'Price'? known: Price, Days": ('{"Price": 0.6', '{"Prise": 0.6'),
    "one.json:7:62: unknown option of 'Days' '5/4'; known: 1/2, 1, 3/2, 2": ("1.50", "1.25"),
    "one.json:5:29: 'NaN' where a value should stand; an object, a list, a text, a number, true, false or null": ("0.6", "NaN"),
    "one.json:5:29: '-Infinity' where a value should stand; an object, a list, a text, a number, true, false or null": ("0.6", "-Infinity"),
    "one.json:5:29: '1e999' is not a number; a number such as 38, 0.1, 1e3 or 2/3, of at most 30 digits": ("0.6", "1e999"),
    f"one.json:5:29: '{'1' * 31}' has more than 30 digits; a number such as 38, 0.1, 1e3 or 2/3, of at most 30 digits": ("0.6", "1" * 31),
    "one.json:5:34: key 'Price' stands twice; each once": ('"Days": 0.4', '"Price": 0.4'),
    "one.json:1:41: half a surrogate pair in a text; whole characters": ('"One"', '"\\ud800"'),
    "one.json:5:33: neither a comma nor the end of what was opened; ',' or '}'": ('0.6, "Days"', '0.6 "Days"'),
    "one.json:5:20: no key; a key in double quotes": ('{"Price": 0.6', "{Price: 0.6"),
    "one.json:8:3: more after the end: '}'; one JSON value": ("\n}}", "\n}}}"),
    "one.json:8:2: neither a comma nor the end of what was opened; ',' or '}'": ("\n}}", "\n}"),
}  # fmt: skip


@pytest.mark.parametrize("message", BAD)
def test_bad_profiles_are_refused_with_their_place(message: str) -> None:
    old, new = BAD[message]
    assert old in PROFILE
    assert message in messages(scenario(PROFILE.replace(old, new, 1)))


def test_bad_domains_and_scenarios_without_profiles() -> None:
    found = messages(scenario(domain=DOMAIN.replace('"values"', '"volumes"')))
    assert found == ["domain.json:2:12: issue 'Price' lists no values; 'values': a list of texts, or 'range'"]
    assert messages({"domain.json": DOMAIN.encode()}) == [
        "domain.json:1:1: a scenario without profiles; a LinearAdditiveUtilitySpace for each party"
    ]
    found = messages({**scenario(), "zone.json": DOMAIN.encode()})
    assert found == ["zone.json:1:1: several domains: domain.json, zone.json; one domain and its profiles"]
    assert messages({"a.json": b"[1, 2]"}) == ["a.json:1:1: neither a domain nor a profile; 'issuesValues' or 'LinearAdditiveUtilitySpace'"]


def test_every_mistake_is_listed_at_once_and_by_place() -> None:
    wrong = PROFILE.replace("0.6", "1e999").replace("0.25", "1e888")
    assert [message.split(":")[:2] for message in messages(scenario(wrong))] == [["one.json", "4"], ["one.json", "5"]]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"[" * 100_000, "x.json:1:102: values nest deeper than 100; a flatter file"),
        (b'{"a":' * 102 + b"1" + b"}" * 102, "x.json:1:506: values nest deeper than 100; a flatter file"),
        (b"[" + b"1," * 1000 + b"1]", "x.json:1:2000: more than 1000 values; a smaller file"),
        (b'"' + b" " * (8 << 20) + b'"', "x.json:1:1: the file has 8388610 bytes; at most 8388608"),
        (b'{"a":\n "b\x01"}', "x.json:2:4: Invalid control character at; a text in double quotes"),
        (b'{"a": tru}', "x.json:1:7: 'tru' where a value should stand"),
        (b"", "x.json:1:1: the end of the file where a value should stand"),
        ('{"a": "é"}'.encode("latin-1"), "x.json:1:8: byte 0xe9 is not UTF-8; a file in UTF-8"),
    ],
    ids="deep list,deep object,many,large,control,word,empty,latin".split(","),
)
def test_hostile_files_are_refused_with_one_line(data: bytes, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_nodes, "MAX_NODES", 1000)
    with pytest.raises(InputError) as caught:
        json_nodes.parse("x.json", data)
    (problem,) = caught.value.problems
    assert str(problem).startswith(message)
