"""What published scenarios of others hold that the first reading did not expect; all texts here are our own."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from onetext import formats
from onetext.errors import InputError
from onetext.model.acceptance import value

DOMAIN = """<negotiation_template><utility_space number_of_issues="2"><objective index="0" name="boat">
<issue index="1" name="length" type="integer" lowerbound="0" upperbound="4"/>
<issue index="2" name="mast" type="discrete"><item index="1" value="oak"/><item index="2" value="ash"/></issue>
</objective></utility_space></negotiation_template>"""
LINEAR = """<utility_space><objective index="0" name="boat">
<issue index="1" name="length" type="integer" lowerbound="0" upperbound="4"><evaluator ftype="linear" slope="0.25" offset="0"/></issue>
<issue index="2" name="mast" type="discrete"><item value="oak" evaluation="1"/><item value="ash" evaluation="4"/></issue>
<weight index="1" value="0.5"/><weight index="2" value="0.5"/></objective></utility_space>"""
RECTANGLES = """<utility_space type="nonlinear"><objective index="0" name="boat">
<issue index="1" name="length" type="integer" lowerbound="0" upperbound="4"/>
<issue index="2" name="mast" type="discrete"><item value="oak"/><item value="ash"/></issue>
<utility maxutility="9"><ufun weight="1" aggregation="sum">
<hyperRectangle utility="7"><EXCLUDES index="1" min="1" max="3"/><EXCLUDES index="2" min="2" max="2"/></hyperRectangle>
<hyperRectangle utility="2"><EXCLUDES index="1" min="8" max="9"/></hyperRectangle>
</ufun></utility></objective></utility_space>"""
SCENARIO = {"domain.xml": DOMAIN.encode(), "east.xml": LINEAR.encode(), "west.xml": LINEAR.encode()}


def refused(files: dict[str, bytes]) -> list[str]:
    with pytest.raises(InputError) as caught:
        formats.read(files)
    return [str(problem) for problem in caught.value.problems]


def test_a_rectangle_that_excludes_is_worth_its_points_outside_its_bounds() -> None:
    case = formats.read({"domain.xml": DOMAIN.encode(), "east.xml": RECTANGLES.encode()})
    for length in range(5):
        for mast in ("oak", "ash"):
            inside = 1 <= length <= 3 and mast == "ash"
            assert value(case, "east", {"length": str(length), "mast": mast}).low == 2 + 7 * (not inside)


def test_a_rectangle_that_includes_and_excludes_is_refused_by_name() -> None:
    mixed = RECTANGLES.replace('<EXCLUDES index="2"', '<INCLUDES index="2"')
    assert refused({"domain.xml": DOMAIN.encode(), "east.xml": mixed.encode()}) == [
        "east.xml:5:66: <INCLUDES> beside <EXCLUDES> in one hyper-rectangle; one of them"
    ]


@pytest.mark.parametrize("note", ["_info.yaml", "_stats.yml", "stats.json", "readme.txt"])
def test_notes_of_other_programs_beside_a_scenario_are_left_aside(note: str) -> None:
    content = b'{"format": "xml", "n_outcomes": 10}' if note.endswith("json") else b"format: xml\nn_outcomes: 10\n"
    assert [party.id for party in formats.read({**SCENARIO, note: content}).parties] == ["east", "west"]


def test_documents_beside_a_case_do_not_hide_it() -> None:
    case = b"onetext: 1\nparties: {a: {name: A}}\nissues: {x: {options: {p: P, q: Q}}}\npositions: {a: {reservation: none, worth: {x: {p: 1}}}}\n"
    beside = {"sources/page.xml": b"<html/>", "data.json": b"{}"}
    assert formats.read({"case.yaml": case, **beside}).parties[0].id == "a"
    assert formats.read({"harbour.yaml": case, **beside}).parties[0].id == "a"
    assert refused({"case.yaml": case.replace(b"onetext: 1\n", b""), **beside})[0].startswith("case.yaml:1:1: ")


def test_an_item_written_again_under_its_own_index_counts_as_written_last() -> None:
    again = LINEAR.replace(
        '<item value="oak" evaluation="1"/>', '<item index="1" value="oak" evaluation="3"/><item index="1" value="oak" evaluation="2"/>'
    )
    case = formats.read({**SCENARIO, "east.xml": again.encode()})
    assert value(case, "east", {"length": "0", "mast": "oak"}).low == Fraction(1, 4)
    for unclear in (
        again.replace('index="1" value="oak" evaluation="2"', 'index="2" value="oak" evaluation="2"'),
        again.replace('<item index="1"', "<item"),
    ):
        assert "option 'oak' of 'mast' is evaluated twice" in refused({**SCENARIO, "east.xml": unclear.encode()})[0]


def test_a_range_may_be_a_list() -> None:
    issues = {"crew": {"range": ["2", "6", "2"]}, "mast": {"values": ["oak", "ash"]}}
    line = {"lowValue": 2, "lowUtility": 0, "highValue": 6, "highUtility": 1}
    space = {
        "domain": {"name": "boat", "issuesValues": issues},
        "issueWeights": {"crew": 0.5, "mast": 0.5},
        "issueUtilities": {"crew": {"numberutils": line}, "mast": {"discreteutils": {"valueUtilities": {"oak": 1, "ash": 0}}}},
        "name": "east",
    }
    case = formats.read({"east.json": json.dumps({"LinearAdditiveUtilitySpace": space}).encode()})
    assert [option.id for option in case.issue["crew"].options] == ["2", "4", "6"]
    assert value(case, "east", {"crew": "4", "mast": "oak"}).low == Fraction(3, 4)
    issues["crew"]["range"].pop()
    assert "no 'range'" in refused({"east.json": json.dumps({"LinearAdditiveUtilitySpace": space}).encode()})[0]
