"""The brief as JSON, and the copy without worths."""

import json
import re
from dataclasses import replace

import pytest

from onetext.report.html import to_html
from onetext.report.markdown import to_markdown
from onetext.report.parts import Figure
from onetext.report.sealed import without_worths
from onetext.report.terminal import to_terminal
from onetext.report.tojson import to_dict
from report.strait_brief import strait, with_rules
from report.variants import crowded, no_numbers, renamed

PROMISED = """bottom_line rests_on ask common_ground conflicts softenings links_in_the_way proposals contradictions issues rules
trades window evidence digest""".split()


def test_json_has_the_promised_keys_in_their_shapes():
    """The keys of DESIGN section 4, names without marks, packages as {issue: option}."""
    data = json.loads(json.dumps(to_dict(strait())))
    assert data["schema"] == "onetext/brief/1"
    assert set(PROMISED) <= set(data)
    assert data["common_ground"] == {"line": "pull", "port": "open"}
    assert data["proposals"]["plan-1"]["accepts"] == {"north": "yes", "east": "yes", "west": "yes", "isles": "yes", "bank": "yes"}
    assert data["bottom_line"].startswith("On these estimates")
    assert "\u2068" not in json.dumps(data, ensure_ascii=False)


def test_json_numbers_are_numbers_with_their_exact_text_beside():
    """A worth of 17/2 is 8.5 and, under `exact`, 17/2; a softening has the keys of `why`."""
    data = to_dict(strait())
    fee = next(i for i in data["issues"] if i["id"] == "fee")
    west = next(c for c in fee["options"][1]["cells"] if c["party"] == "west")
    assert (west["worth"], west["exact"]["worth"]) == (8.5, "17/2")
    first = data["softenings"][0]
    assert (first["cost"], first["costs"], first["exact"]) == (1, {"north": 1}, {"cost": "1", "costs": {"north": "1"}})
    assert first["changes"][0] | {"text": ""} == {
        "kind": "reservation",
        "text": "",
        "party": "north",
        "id": None,
        "cost": 1,
        "exact": {"cost": "1"},
    }


def test_a_rule_has_one_number_or_a_list():
    """`objective` is a number; where a rule has several figures it is the list."""
    rules = with_rules(strait())
    several = replace(rules[0], rule="leximin", objective=(Figure("1/3", "0.33"), Figure("5", "5")))
    data = to_dict(replace(strait(), rules=(*rules, several)))["rules"]
    assert data["nash"]["objective"] == 5304
    assert data["leximin"]["objective"] == [1 / 3, 5]
    assert data["leximin"]["exact"]["objective"] == ["1/3", "5"]


def distinct(brief):
    """The brief with every worth replaced by a number that occurs nowhere else: 7301, 7302, ..."""
    known = {}

    def shift(value):
        if isinstance(value, Figure):
            number = known.setdefault(value.exact, str(7301 + len(known)))
            return Figure(number, number)
        return value

    return replace(brief, **{f: _mapped(getattr(brief, f), shift) for f in brief.__dataclass_fields__}), set(known.values())


def _mapped(value, shift):
    if isinstance(value, Figure):
        return shift(value)
    if isinstance(value, tuple):
        return tuple(_mapped(item, shift) for item in value)
    if hasattr(value, "__dataclass_fields__"):
        return replace(value, **{f: _mapped(getattr(value, f), shift) for f in value.__dataclass_fields__})
    return value


@pytest.mark.parametrize("made", [strait, crowded, lambda: replace(strait(), rules=with_rules(strait()))])
def test_no_worth_is_left_without_worths(made):
    """In no rendering does any figure of a worth occur; the note says so; the charts of worths are gone."""
    brief, numbers = distinct(made())
    sealed = without_worths(brief)
    shown = [to_html(sealed), to_markdown(sealed), to_terminal(sealed), json.dumps(to_dict(sealed))]
    for text in shown:
        assert not numbers & set(re.findall(r"73\d\d", text))
        assert "left out of this copy" in text
    assert sealed.tradeoffs == () and sealed.worths_left_out


def test_amounts_in_sentences_go_with_the_worths():
    """`at least 44` keeps its words and loses its number; counts of packages and red lines stay."""
    page = to_html(without_worths(strait()))
    assert not re.search(r"\b4[34]\b", re.sub(r"<style>.*?</style>|<code>.*?</code>", "", page, flags=re.S))
    assert "at least its worth without an agreement" in page
    assert "the port must be open" in page
    assert "of 173" in page


def test_sealing_is_a_function_of_the_data():
    """The brief given is not changed, and sealing twice keeps one meaning."""
    brief = strait()
    before = repr(brief)
    without_worths(brief)
    assert repr(brief) == before
    assert to_dict(without_worths(no_numbers()))["issues"] == to_dict(no_numbers())["issues"]


def test_renamed_changes_names_only():
    """The tool of these tests: other names, same shape."""
    assert to_dict(renamed(strait(), {"Northland": "X"}))["standings"] == to_dict(strait())["standings"]
