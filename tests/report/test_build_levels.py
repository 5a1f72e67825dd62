"""Two levels in the brief: the bottom line, the section and the rules of a case in which somebody ratifies."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from analysis.drawn import two_levels
from onetext.formats import native
from onetext.model.case import Case
from onetext.report.brief import Brief
from onetext.report.build import build
from onetext.report.html import to_html
from onetext.report.sealed import without_worths
from onetext.report.tojson import to_dict
from report.test_build import faults, plain, rendered
from strategies import DAY

TEXT = """
onetext: 1
as_of: 2031-05-01
parties:
  n: {name: Northland}
  e: {name: Eastmark}
  h: {name: The House, kind: [bloc, ratifier], behind: n, members: {r: {name: Reds, weight: 6}, b: {name: Blues, weight: 5}}, decides: majority}
  c: {name: The Court, kind: ratifier}
issues: {line: {title: The line, options: {hold: Where it is, pull: Ten miles back}}, fee: {title: The fee, from: 0, to: 6, step: 3}}
consents: [{who: h, on: {}}, {who: c, on: {fee: 6}}]
positions:
  n: {reservation: 1, worth: {fee: {0: 0, 6: 6}}}
  e: {reservation: none, worth: {fee: {0: 6, 6: 0}}, red_lines: [{id: p, always: {line: pull}, soften: 5}]}
  r: {red_lines: [{id: s, title: No step back, never: {line: pull}, soften: 3}]}
  b: {reservation: none}
  c: {view: {fee: {6: never}}}
proposals:
  plan: {title: The plan, package: {line: pull, fee: 6}}
  half: {title: Half of it, package: {line: pull}}
  stay: {title: Stay, package: {line: hold, fee: 0}}
"""


def parliament(old: str = "", new: str = "") -> Brief:
    assert old in TEXT
    return build(native.read({"case.yaml": TEXT.replace(old, new).encode()}), DAY)


def test_the_brief_of_a_parliament_is_well_formed() -> None:
    assert faults(parliament()) == []
    rendered(parliament())


def test_that_nothing_would_be_ratified_stands_in_the_bottom_line() -> None:
    """The first words say so; where some would be, how many; where the table has none, only what the table says."""
    every = {
        ("", ""): "at the table yes, at home no. Two packages of 6 are acceptable to both parties at the table; "
        "none of them would be ratified: The House would accept none.",
        ("r: {red_lines: [{id: s, title: No step back, never: {line: pull}, soften: 3}]}", "r: {reservation: none}"): "yes. "
        "Two packages of 6 are acceptable to both parties at the table; one of them would be ratified.",
        ("r: {red_lines: [{id: s, title: No step back, never: {line: pull}, soften: 3}]}", "r: {}"): "yes. "
        "Two packages of 6 are acceptable to both parties at the table; whether any of them would be ratified is open.",
        ("always: {line: pull}", "never: {line: [hold, pull]}"): "not yet. No package is acceptable to both parties at the table.",
        ("consents: [{who: h, on: {}}, {who: c, on: {fee: 6}}]", "consents: []"): "yes. Two packages of 6 are acceptable to both parties.",
    }
    assert {change: plain(parliament(*change).bottom_line).partition(": ")[2] for change in every} == every


def test_what_becomes_of_an_agreement_at_home_stands_below_the_proposals() -> None:
    """Who ratifies whose yes, how many packages pass which level, which proposal would not be ratified and why, and what would carry it."""
    levels = parliament().levels
    assert levels is not None
    assert plain(levels.text) == (
        "The House ratifies what Northland agrees to and The Court ratifies what the table agrees to. "
        "None of the packages that all at the table accept would be ratified: The House would accept none."
    )
    assert [(one.kind, one.sure, one.possible) for one in levels.portions] == [
        ("table", 2, None), ("both", 0, None), ("table_only", 2, None), ("ratifiers_only", 0, 2),
    ]  # fmt: skip
    assert [plain(sentence) for sentence in levels.proposals] == [
        "The plan would not be ratified by The House (Reds: red line “No step back”) and The Court (red line “The fee: not 6”).",
        "Half of it would not be ratified by The House.",
        "What every rule picks would not be ratified by The House (Reds: red line “No step back”).",
    ]
    assert [(group.who, [plain(way.text) for way in group.ways]) for group in levels.carrying] == [
        ("ratifiers", ["Reds moving from its red line “No step back”"]),
        ("table", ["Eastmark doing without “The line: Ten miles back”"]),
    ]
    assert levels.note == ""
    (nash,) = [rule for rule in parliament().rules if rule.rule == "nash"]
    assert "It would not be ratified; the rule looks at the table alone." in nash.note


@settings(max_examples=20)
@given(two_levels())
def test_the_brief_of_any_case_with_two_levels_is_well_formed(case: Case) -> None:
    """Random cases in which somebody is asked to ratify."""
    brief = build(case, DAY)
    assert faults(brief) == []
    rendered(brief)


def test_a_level_that_cannot_carry_it_alone_is_named() -> None:
    """Where the table has no package, those who ratify cannot help; ways that serve at both levels are not told twice."""
    shut = parliament("always: {line: pull}", "always: {line: pull, fee: 0}").levels
    assert shut is not None
    assert plain(shut.note) == "Those who ratify cannot carry it alone, since at the table no package suits all."
    assert {group.who for group in shut.carrying} == {"both", "table"}
    same = parliament("{red_lines: [{id: s, title: No step back, never: {line: pull}, soften: 3}]}", "{reservation: none}")
    assert same.levels is not None and same.levels.carrying == ()


def test_two_levels_in_json_and_in_a_copy_without_worths() -> None:
    """Packages as {issue: option}; without worths the counts stay and no figure of a worth does."""
    shown = to_dict(parliament())["levels"]
    assert shown["portions"][0] == {
        "kind": "table", "text": "accepted at the table", "sure": 2, "possible": None, "example": {"line": "pull", "fee": "3"},
    }  # fmt: skip
    assert to_dict(replace(parliament(), levels=None))["levels"] is None
    lower = parliament(
        "r: {red_lines: [{id: s, title: No step back, never: {line: pull}, soften: 3}]}",
        "r: {reservation: 7301, worth: {fee: {0: 0, 6: 1}}}",
    )
    assert "7,301" in to_html(lower) and "7,301" not in to_html(without_worths(lower))


def test_who_could_carry_it_is_asked_first() -> None:
    """The member of the house and the party at the table whose lines are in the way on both levels."""
    assert [(one.party, plain(one.question)) for one in parliament().ask[:2]] == [
        ("r", "Reds: is this a condition, or what you would like best: “No step back”?"),
        ("e", "Eastmark: is this a condition, or what you would like best: “The line: only Ten miles back”?"),
    ]
