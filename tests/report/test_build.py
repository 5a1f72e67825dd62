"""Briefs built from cases: of every bundled case, of odd ones, and of random ones; each sentence looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from analysis.drawn import blocked
from conftest import SHARED
from onetext.errors import UsageError
from onetext.formats import native
from onetext.model.canonical import digest
from onetext.model.case import Case
from onetext.model.day import on
from onetext.report.brief import Brief
from onetext.report.build import build
from onetext.report.html import to_html
from onetext.report.markdown import to_markdown
from onetext.report.terminal import to_terminal
from onetext.report.text import FSI, LRI, PDI
from strategies import DAY, cases

CASES = Path(native.__file__).resolve().parents[1] / "cases"
FORBIDDEN = re.compile(
    r"\b(soften\w*|costs?|block(s|ed|ing)?|buys?|g[ia]ves? up|given up|short|blames?|fault|concede[sd]?|refuses?)\b", re.IGNORECASE
)
WRONG = re.compile(
    r"None\b(?! of )|nan\b|  | [.,;:?]|\(\s*\)|“”|,,|\.\.(?!\.)|\?\?|:\s*$|\bone packages\b|\b1 packages\b|[{}]|Fraction|\ba 8\b"
)
NAME = re.compile(f"[{FSI}{LRI}]([^{FSI}{LRI}{PDI}]*){PDI}")
# Whole sentences, by class and field; a capital first and a full stop or question mark last.
WHOLE = {
    ("Brief", "bottom_line"), ("Brief", "how"), ("Brief", "common_ground_note"), ("Brief", "conflicts_note"), ("Brief", "softenings_note"),
    ("Brief", "trades_note"), ("Brief", "window_note"), ("Brief", "rules_note"), ("Ask", "question"), ("Ask", "why"), ("Note", "text"),
    ("Contradiction", "text"), ("Trade", "text"), ("RestsOn", "text"), ("Rule", "note"), ("TwoLevels", "text"), ("TwoLevels", "note"),
    ("TwoLevels", "proposals"), ("WindowTurn", "text"), ("WindowLater", "text"), ("Side", "text"), ("Resolution", "text"), ("Drift", "note"),
    ("TextState", "state"),
}  # fmt: skip
# Parts of sentences, in our words around names.
FRAGMENT = {
    ("Brief", "lead"), ("Way", "text"), ("Demand", "text"), ("Change", "text"), ("LinkInTheWay", "text"), ("Softening", "package_note"),
    ("Nearest", "after"), ("Turning", "text"), ("Turning", "into"), ("RestsOn", "step"), ("WindowStep", "changes"), ("Standing", "red_lines"),
    ("Cell", "condition"), ("Proposal", "condition"), ("Meeting", "confidential"), ("Reply", "text"), ("Portion", "text"),
    ("WindowTurn", "deadlines"), ("DriftStep", "text"), ("SlopePoint", "crossed"),
}  # fmt: skip


def sentences(thing: Any) -> Iterator[tuple[tuple[str, str], str]]:
    """Every sentence and part of one in a brief, with its class and field."""
    if isinstance(thing, tuple):
        for item in thing:
            yield from sentences(item)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            value, key = getattr(thing, field.name), (type(thing).__name__, field.name)
            texts = [value] if isinstance(value, str) else value if isinstance(value, tuple) else []
            if key in WHOLE | FRAGMENT:
                yield from ((key, text) for text in (t[-1] if isinstance(t, tuple) else t for t in texts) if isinstance(text, str))
            yield from sentences(value)


def own_words(text: str) -> str:
    """A sentence with a word in the place of each name and figure."""
    return NAME.sub("Name", text)


def faults(brief: Brief) -> list[str]:
    """What is wrong with any sentence of a brief."""
    found = []
    for key, text in sentences(brief):
        words = own_words(text)
        if WRONG.search(words) and not (key == ("Brief", "lead") and words.endswith(":")):
            found.append(f"{key}: {words!r} holds {WRONG.search(words)}")
        if FORBIDDEN.search(words):
            found.append(f"{key}: {words!r} holds {FORBIDDEN.search(words)}")
        if key in WHOLE and words and not (words[0].isupper() or words[0].isdigit()):
            found.append(f"{key}: {words!r} begins small")
        if key in WHOLE and words and words[-1] not in ".?":
            found.append(f"{key}: {words!r} does not end")
        if words.count("“") != words.count("”") or words.count("(") != words.count(")"):
            found.append(f"{key}: {words!r} opens what it does not close")
        if FSI in NAME.sub("", text) or PDI in NAME.sub("", text):
            found.append(f"{key}: {text!r} holds a name in a name")
    return found


def rendered(brief: Brief) -> None:
    """Every rendering works."""
    assert "<html" in to_html(brief)
    assert to_markdown(brief).strip()
    assert to_terminal(brief).strip()


def bundled() -> dict[str, Case]:
    found = {}
    for path in sorted(CASES.iterdir()):
        files = {f.name: f.read_bytes() for f in path.iterdir() if f.is_file()} if path.is_dir() else {path.name: path.read_bytes()}
        if (path.is_dir() and "case.yaml" in files) or path.suffix == ".yaml":
            found[path.stem if path.is_file() else path.name] = native.read(files)
    return found


BUNDLED = bundled()
SMALL = [key for key, case in BUNDLED.items() if case.size <= 500_000]


@pytest.mark.parametrize("key", SMALL)
def test_the_brief_of_each_bundled_case_is_well_formed(key: str) -> None:
    """Sentences, words and renderings of the cases that the tutorial and the demo use."""
    case = BUNDLED[key]
    brief = build(case, case.as_of or DAY)
    assert faults(brief) == []
    rendered(brief)


@pytest.mark.parametrize("day", ["2031-02-01", "2031-05-01", "2031-08-01"])
@pytest.mark.parametrize("meeting", [None, "north", "isles"])
def test_the_brief_of_the_strait_is_well_formed(day: str, meeting: str | None) -> None:
    """On its three days, for the mediator and before meetings."""
    brief = build(strait(), date.fromisoformat(day), meeting=meeting)
    assert faults(brief) == []
    rendered(brief)


def strait() -> Case:
    return native.read({"strait.yaml": (SHARED / "cases" / "native" / "strait.yaml").read_bytes()})


@settings(max_examples=25)
@given(blocked())
def test_the_brief_of_any_case_is_well_formed(case: Case) -> None:
    """Random cases in which something is in the way."""
    brief = build(case, DAY)
    assert faults(brief) == []
    assert to_markdown(brief)


@settings(max_examples=15)
@given(cases(rich=True))
def test_the_brief_of_a_case_with_a_record_is_well_formed(case: Case) -> None:
    """Random cases with titles in any script, replies, statements and sources."""
    if any(title in ("", " ") or not title.strip() for title in [case.title]):
        case = replace(case, title="Case")
    brief = build(case, DAY)
    assert faults(brief) == []
    rendered(brief)


# --- cases with something missing

ODD = {
    "words only": """
title: The old quarry
parties: {town: {name: Town}, owner: {name: The owner}, walkers: {name: Walkers' club}}
issues:
  path: {title: Where does the path run?, options: {rim: Along the rim, floor: Across the floor, none: Nowhere}}
  hours: {title: Opening hours, options: {day: By day, always: Always}}
  guard: {title: A guard, options: {yes: "Yes", no: "No"}}
positions:
  town:
    view: {path: {rim: wants, floor: can_live, none: never}, hours: {day: can_live, always: wants}, guard: {yes: can_live, no: can_live}}
  owner:
    view: {path: {rim: rejects, floor: {only_if: {guard: yes}}, none: wants}, hours: {day: can_live, always: rejects}, guard: {yes: wants, no: can_live}}
    red_lines: [{id: no-night, never: {hours: always}, from: statement, evidence: [s1]}]
  walkers: {order: {path: [rim, floor, none], hours: [always, day]}}
proposals: {p1: {title: The mayor's sketch, by: town, package: {path: rim, hours: day, guard: no}}}
replies:
  - {who: owner, to: p1, says: no, on: {path: no, hours: yes}}
  - {who: walkers, to: p1, says: yes}
statements: {s1: {who: B. Stone, for: owner, on: {hours: always}, stance: red_line, quote: not at night, said: 2031-04-02}}
""",
    "silent": """
parties: {a: {name: Upper house}, b: {name: Lower house}}
issues: {height: {title: Height, from: 1, to: 4, unit: yards}}
positions: {a: {reservation: 2, worth: {height: {1: 0, 4: 6}}}}
""",
    "one party": """
parties: {a: {name: Alone}}
issues: {i: {title: The roof, options: {x: Red, y: Blue}}}
positions: {a: {reservation: 3, worth: {i: {x: 1, y: 2}}}}
""",
    "nobody asked": """
parties: {m: {name: The chair, kind: mediator}}
issues: {i: {title: The roof, options: {x: Red, y: Blue}}}
""",
    "nothing in common": """
parties: {a: {name: North garden}, b: {name: South garden}}
issues: {tree: {title: The tree, options: {keep: It stays, fell: It goes}}, pond: {title: The pond, options: {dig: Dug, not: Not dug}}}
positions:
  a: {reservation: 1, worth: {tree: {keep: 3, fell: 0}}}
  b: {reservation: 1, worth: {pond: {dig: 3, not: 0}}}
""",
    "infeasible": """
parties: {a: {name: A}, b: {name: B}}
issues: {x: {title: X, options: {p: P, q: Q}}, y: {title: Y, options: {p: P, q: Q}}}
links:
  - {id: one, if: {x: p}, then: {y: p}}
  - {id: two, if: {x: q}, then: {y: p}}
  - {id: three, if: {x: p}, then: {y: q}}
  - {id: four, if: {x: q}, then: {y: q}, why: Law of the sea}
positions: {a: {reservation: none, worth: {x: {p: 1}}}, b: {reservation: 1, worth: {x: {p: 1}}}}
proposals: {k: {title: Knot, package: {x: p, y: p}}, half: {title: Half, package: {x: p}}}
""",
    "a link keeps out a half proposal": """
parties: {a: {name: A}}
issues: {x: {title: X, options: {p: P, q: Q}}, y: {title: Y, options: {p: P, q: Q}}}
links: [{id: one, never: {x: p}}]
positions: {a: {reservation: 1, worth: {x: {p: 1, q: 0}}}}
proposals: {half: {title: Half, package: {x: p}}}
""",
    "ranges, a bloc, a waivable link, dates": """
parties: {a: {name: Company}, u: {name: Union, kind: bloc, members: {m: {name: Mates}, n: {name: Engineers}, o: {name: Cooks}}, decides: majority}}
issues:
  pay: {title: Rise, from: 0, to: 4, unit: per cent}
  days: {title: Days off, from: 20, to: 30, step: 5}
links:
  - {id: l, sum: {pay: 2, days: 1}, at_most: 27, kind: money, why: The budget, who: [a], soften: {a: 3}}
positions:
  a:
    soften_reservation: never
    reservation: [{from: 2031-01-01, worth: [8, 9]}, {from: 2031-06-01, worth: 6}]
    worth: {pay: {0: 10, 4: 0}, days: {20: [2, 3], 30: 0}}
  m: {reservation: 9/2, worth: {pay: {0: 0, 4: 8}, days: {20: 0, 30: 1}}}
  n:
    reservation: 4
    soften_reservation: 2
    worth: {pay: {0: 0, 4: 8}, days: {20: 0, 30: 1}}
    red_lines: [{id: r, title: No rise below two, always: {pay: {from: 2}}, soften: 2, until: 2031-05-31}]
  o: {reservation: unknown, worth: {pay: {0: 0, 4: 1}}}
proposals:
  half: {title: Halfway, by: a, date: 2031-04-01, package: {pay: 2}}
  past: {title: Later, by: a, date: 2031-07-01, package: {pay: 2}}
""",
}


def odd(key: str) -> Brief:
    return build(native.read({"case.yaml": f"onetext: 1\nas_of: 2031-05-01\n{ODD[key]}".encode()}), DAY)


@pytest.mark.parametrize("key", ODD)
def test_the_brief_of_an_odd_case_is_well_formed(key: str) -> None:
    """Without numbers, without a word from a party, with one party, with none, with links that leave nothing."""
    assert faults(odd(key)) == []
    rendered(odd(key))


BOTTOM = {
    "words only": "On 14 estimates and three public positions: open. No package is surely acceptable to all three whose consent is needed; "
    "two packages may be.",
    "silent": "On these estimates, none with a source: open. No package is surely acceptable to both parties; three packages may be.",
    "one party": "On these estimates, none with a source: not yet. No package is acceptable to the one party asked.",
    "nothing in common": "On these estimates, none with a source: yes. One package of 4 is acceptable to both parties.",
    "infeasible": "On these estimates, none with a source: the links leave no package at all.",
    "ranges, a bloc, a waivable link, dates": "On these estimates, none with a source: open. "
    "No package is surely acceptable to both parties; one package may be.",
}


@pytest.mark.parametrize("key", BOTTOM)
def test_the_bottom_line_of_an_odd_case(key: str) -> None:
    """Word by word."""
    assert odd(key).bottom_line == BOTTOM[key]


def plain(text: str) -> str:
    return NAME.sub(r"\1", text)


def test_the_first_page_of_the_strait_reads_as_it_should() -> None:
    """Word by word on 1 February 2031: the bottom line, what was examined, every way, the first questions."""
    brief = build(strait(), date(2031, 2, 1))
    few = "“at most two of these: The port: Open to all; Rebuilding fund: 40 or 60 million coins; Who watches? A joint mission”"
    assert plain(brief.bottom_line) == (
        "On these estimates, none with a source: not yet. No package that breaks no link is acceptable to all five whose consent is needed."
    )
    assert plain(brief.lead) == "Three ways are known. Each would open it alone:"
    assert [plain(way.text) for way in brief.ways] == [
        "Northland accepting about what it has without an agreement: 43 against 44",
        "Eastmark doing without “The port: Open to all”",
        f"lifting one link, whose owner is not recorded: {few}, after which The envoy's plan stands as it is",
    ]
    assert [way.opens for way in brief.ways] == [1, 3, 1]
    assert plain(brief.how) == (
        "All 173 packages that break no link were examined in exact arithmetic. "
        "A small change in any one of five figures of Northland turns this answer."
    )
    assert [plain(ask.question) for ask in brief.ask[:2]] == [
        "Northland: would an agreement on these terms really be worse for you than none: Where do the forces stand? Ten miles back; "
        "Who watches? A joint mission; The port: Open to all; Fee for passage: 6 coins per ship; Rebuilding fund: 20 million coins?",
        "Eastmark: is this a condition, or what you would like best: “The port: only Open to all”?",
    ]
    assert [[plain(one.text) for one in clash] for clash in brief.conflicts] == [
        ["at least 44, its worth without an agreement", "Where do the forces stand? not Where they are", "The port: only Open to all"],
        [
            "at least 44, its worth without an agreement",
            "The port: only Open to all",
            "at least 20, its worth without an agreement",
            "Rebuilding fund: not 60 million coins",
        ],
    ]


def test_a_link_shows_as_its_example_only_what_all_accept() -> None:
    """A proposal that it alone keeps out, and that somebody refuses, is no package that lifting it opens."""
    brief = build(strait(), date(2031, 2, 1))
    assert plain(brief.links_in_the_way[0].package_note) == "The envoy's plan, as it is"
    text = ODD["a link keeps out a half proposal"]
    refused = odd("infeasible").links_in_the_way
    assert [(one.id, one.proposals, plain(one.package_note)) for one in refused] == [
        ("one", ("half",), ""),
        ("three", ("k", "half"), "Knot, as it is"),
    ]
    assert "half" in text and odd("a link keeps out a half proposal").links_in_the_way[0].package == ()


def test_a_red_line_that_ends_stands_in_the_window() -> None:
    """The day after its last is a step of its own, and says so beside the reservation value that changes."""
    window = odd("ranges, a bloc, a waivable link, dates").window
    assert [[plain(change) for change in step.changes] for step in window] == [
        ["Company: at least 8 to 9"],
        ["Company: at least 6", "Engineers: the red line “No rise below two” no longer holds"],
    ]


def test_before_a_meeting_only_that_party_is_asked() -> None:
    """Questions to the party, to members of its bloc, or to nobody in particular; who is not in the case is refused."""
    brief = build(strait(), date(2031, 2, 1), meeting="north")
    assert {ask.party for ask in brief.ask} <= {"north", ""}
    assert brief.meeting is not None and brief.meeting.party == "north"
    with pytest.raises(UsageError, match="south"):
        build(strait(), date(2031, 2, 1), meeting="south")


def test_the_day_changes_what_is_left_out() -> None:
    """A proposal of a later day is not used, and that is said."""
    assert any("One later record" in note.text for note in odd("ranges, a bloc, a waivable link, dates").notes)
    assert not any("later record" in note.text for note in odd("silent").notes)
    assert on(strait(), date(2031, 2, 1)).as_of == date(2031, 2, 1)


OBLIGED = b"""
onetext: 1
as_of: 2031-05-01
parties: {a: {name: Alpha}, b: {name: Beta}, envoy: {name: The envoy, kind: mediator}}
issues:
  line: {title: The line, options: {hold: Stay, pull: {title: Go, by: 2031-09-01, verified_by: envoy}, off: {title: Leave, if_not: a fee}}}
  fee: {title: The fee, options: {no: Nobody pays, yes: Beta pays}}
positions:
  a: {reservation: 1, worth: {line: {hold: 0, pull: 1, off: 1}}}
  b: {view: {fee: {no: {only_if: {line: [hold, pull]}}}, line: {hold: {only_if: {fee: [no, yes]}}}}}
"""


def obliged(**changes: Any) -> Brief:
    return build(native.read({"case.yaml": OBLIGED}), date(2031, 5, 1), **changes)


def test_who_verifies_an_option_does_not_stop_the_brief() -> None:
    """What the verdict rests on is asked of cases of one voter, in which the verifier is no party."""
    assert obliged().rests_on.tried > 0


def test_an_obligation_without_date_or_verifier_is_listed() -> None:
    """The one that has both is not."""
    (note,) = [note.text for note in obliged().notes if note.text.startswith("Obligations")]
    assert "Leave" in note and "(no date and no verifier)" in note and "Go" not in note
    notes = {option.id: option.note for issue in obliged().issues for option in issue.options}
    assert notes["off"].startswith("no date set; nobody named to verify it") and notes["hold"] == ""
    assert "no date" not in notes["pull"]


def test_the_brief_names_the_case_by_the_digest_of_every_answer() -> None:
    """Also where dated entries are read for the day."""
    case = native.read({"case.yaml": OBLIGED.replace(b"reservation: 1", b"reservation: [{from: 2031-01-01, worth: 1}]")})
    assert build(case, date(2031, 5, 1)).digest == digest(case)


def test_notes_below_one_table_of_many_issues_name_theirs() -> None:
    """Letters start again in each issue."""
    shown = to_terminal(obliged())
    assert "(a) The fee, Beta: only if" in shown and "(a) The line, Beta: only if" in shown


def test_what_a_party_last_said_includes_its_replies() -> None:
    """With the date; and a view given as an answer is confidential from the others."""
    more = b"""
proposals: {p: {title: The sketch, package: {line: hold}}}
replies: [{who: b, to: p, says: if, date: 2031-04-01}]
"""
    sealed = OBLIGED.replace(b"line: {hold: {only_if", b"line: {pull: {view: wants, from: answer}, hold: {only_if") + more
    case = native.read({"case.yaml": sealed})
    (said,) = build(case, date(2031, 5, 1), meeting="b").meeting.said  # type: ignore[union-attr]
    assert NAME.sub(r"\1", said.text) == "Beta on The sketch: with conditions" and said.date == "2031-04-01"
    told = build(case, date(2031, 5, 1), meeting="a").meeting.confidential  # type: ignore[union-attr]
    assert "one view" in NAME.sub(r"\1", told[1])
