"""Cases written and read again: nothing lost, no meaning changed by the way something is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from conftest import ROOT, SHARED
from onetext.errors import CannotHold
from onetext.formats import native
from onetext.formats.native_emit import block, flow, scalar
from onetext.formats.yaml_nodes import Map, Node, Seq, Text, read_nodes
from onetext.model.case import Case
from onetext.model.conditions import Among, Condition, Count, Range, Sum
from onetext.model.issues import Agreed, Option
from onetext.model.numbers import Interval, sharp
from onetext.model.parties import MAJORITY, Decides, Party
from onetext.model.positions import NoNumber, Order, Origin, Position, Reservation, View, Worth
from strategies import FEATURES, cases, features

BUNDLED = ROOT / "src" / "onetext" / "cases"
FILES = [
    path
    for path in (SHARED / "cases" / "native" / "strait.yaml", *sorted(BUNDLED.glob("*.yaml")), *sorted(BUNDLED.glob("*/case.yaml")))
    if path.is_file()
]
HEAD = "onetext: 1\nparties: {a: {}, b: {}}\nissues: {line: {options: {hold: H, pull: P, yes: Y}}, fee: {from: 0, to: 3, step: 1/2}}\n"


def case_of(text: str) -> Case:
    return native.read({"x.yaml": (HEAD + text).encode()})


def position_of(text: str) -> Position:
    return case_of(f"positions: {{a: {text}}}").positions[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_a_case_goes_there_and_back(path: Path) -> None:
    """What is written of a bundled case reads as the same case, and is written the same again."""
    case = native.read({path.name: path.read_bytes()})
    written = native.write(case)
    assert native.read(written) == case
    assert native.write(native.read(written)) == written


@given(cases(rich=True))
def test_any_case_goes_there_and_back(case: Case) -> None:
    """The same of random cases with every feature, and titles of any script."""
    assert native.read(native.write(case)) == case


def test_the_strategy_shows_every_feature() -> None:
    """Each feature occurs in at least 5 % of draws, so that what is held for all cases is held for it."""
    seen: Counter[str] = Counter()
    drawn: list[Case] = []

    @settings(max_examples=200, phases=[Phase.generate], database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(cases())
    def draw(case: Case) -> None:
        drawn.append(case)
        seen.update(features(case))

    draw()
    assert {name for name in FEATURES if seen[name] < 0.05 * len(drawn)} == set()
    assert max(case.size for case in drawn) <= 200
    assert {len(case.principals) for case in drawn} == {2, 3, 4}


# --- the same thing written in several ways

SAME = {
    "proposals: {p: {package: {%s}}}": ("fee: 0.5", "fee: .5", "fee: 1/2", 'fee: "0.5"', "fee: 5e-1", "fee: +00.50"),
    "consents: [{who: a, %s}]": ("on: {line: hold}", "on: {line: [hold]}", "on: {'line': ['hold']}", 'on:\n  {line: ["hold"]}'),
    "events: {e: {%s}}": ("who: [a]", "who: a", "'who': \"a\""),
    "positions: {a: {reservation: 3, worth: {%s}}}": ("fee: {1/2: 2}", "fee: {0.5: {worth: 2}}", "fee: {.5: [2, 2]}", "fee: {5e-1: 4/2}"),
    "%s": ("links:", "", "links: []", "links: ''", "replies:\nsources:\npositions:"),
}
"""What stands around, and spellings of one thing in it."""


@pytest.mark.parametrize("around", SAME)
def test_spellings_of_one_thing_are_one(around: str) -> None:
    """Quotes, brackets, an empty section and the way a number is written change nothing."""
    first, *others = SAME[around]
    for other in others:
        assert case_of(around % other) == case_of(around % first), other


def test_words_stay_words() -> None:
    """What other readers turn into booleans, dates and numbers is text here: ids `yes`, `01`, `1e3`, `2031-01-01`, `null`."""
    ids = ["yes", "no", "01", "1e3", "1:30", "2031-01-01", "null", "~", "true", "0x1F", ".inf", "=", "<"]
    text = ", ".join(f'"{one}": t' if one in ("~", "=", "<") else f"{one}: t" for one in ids)
    case = native.read({"x.yaml": f"onetext: 1\nparties: {{a: {{}}}}\nissues: {{i: {{options: {{{text}}}}}}}".encode()})
    assert [option.id for option in case.issues[0].options] == ids
    assert native.read(native.write(case)) == case


# --- each form that CASEFILE shows, against what it means


def test_reservation_values_in_every_form() -> None:
    """A number, an interval, two words, a long form, and dated entries with origins in either place."""
    said = {
        "38": (Reservation(Worth(sharp(38))),),
        "[35, 40]": (Reservation(Worth(Interval(Fraction(35), Fraction(40)))),),
        "none": NoNumber.NONE,
        "unknown": NoNumber.UNKNOWN,
        "{worth: 38, from: answer}": (Reservation(Worth(sharp(38), Origin("answer"))),),
        "[{from: 2031-01-01, worth: 44}]": (Reservation(Worth(sharp(44)), date(2031, 1, 1)),),
        "[{from: answer, since: 2031-01-01, worth: 44}]": (Reservation(Worth(sharp(44), Origin("answer")), date(2031, 1, 1)),),
        "[{from: 2031-01-01, worth: {worth: 44, from: answer}}]": (Reservation(Worth(sharp(44), Origin("answer")), date(2031, 1, 1)),),
    }
    for text, meant in said.items():
        assert position_of(f"{{reservation: {text}}}").reservation == meant, text
    assert position_of("{reservation: 3, soften_reservation: never}").soften_reservation is None
    assert position_of("{reservation: 3, soften_reservation: 2}").soften_reservation == 2


def test_views_and_orders_in_every_form() -> None:
    """Plain words, a condition, the long form, a whole issue; best first, alike ones together, up and down."""
    position = position_of(
        "{view: {line: {hold: never, pull: {only_if: {fee: {from: 1}}}, yes: {view: wants, from: answer}}, fee: {0: can_live}},"
        " order: {line: [yes, [pull, hold]], fee: down}}"
    )
    assert position.view == (
        View("line", "hold", "never"),
        View("line", "pull", "only_if", Condition((("fee", Range(low=Fraction(1))),))),
        View("line", "yes", "wants", origin=Origin("answer")),
        View("fee", "0", "can_live"),
    )
    assert position.order == (Order("line", (("yes",), ("pull", "hold"))), Order("fee", direction="down"))
    assert position_of("{view: {line: indifferent}}").view == (View("line", "", "indifferent"),)


def test_red_lines_with_dates_and_origins() -> None:
    """`from` takes a day or a basis; where both are needed the day stands as `since`."""
    lines = position_of(
        "{red_lines: [{id: x, never: {line: hold}, from: 2031-01-01, until: 2031-12-31},"
        " {id: y, of: [{fee: 0}, {line: yes}], equals: 1, from: statement, since: 2031-02-01, soften: 1/2, title: T}]}"
    ).red_lines
    assert (lines[0].since, lines[0].until, lines[0].origin, lines[0].soften) == (date(2031, 1, 1), date(2031, 12, 31), Origin(), None)
    one = Condition((("fee", Among(("0",))),)), Condition((("line", Among(("yes",))),))
    assert lines[1].form == Count(one, 1, 1)
    assert (lines[1].since, lines[1].origin.basis, lines[1].soften, lines[1].title) == (date(2031, 2, 1), "statement", Fraction(1, 2), "T")


def test_links_parties_and_issues_in_their_forms() -> None:
    """`equals` is both bounds; blocs decide by word or share; options have a short and a long form."""
    case = native.read(
        {
            "x.yaml": b"""
onetext: 1
parties:
  a: {kind: [principal, guarantor]}
  b: {kind: bloc, members: {c: {}, d: {name: D, weight: 2}}, decides: majority}
  e: {kind: bloc, members: {c: {}}, decides: {weight: 7/10, members: 1/2, more_than: true}}
issues:
  line:
    options: {hold: Where they are, pull: {title: Back, by: 2031-09-01, verified_by: a, if_not: fee}}
    today: hold
    agreed: {option: pull, since: 2031-01-01, ad_referendum: true}
  fee: {from: 0, to: 2, step: 0.5, unit: coins, today: .5}
links:
- {id: s, sum: {fee: -1/2}, equals: -1/2, soften: {a: 4}}
"""
        }
    )
    assert case.party["a"].kinds == ("principal", "guarantor")
    assert case.party["b"].decides == MAJORITY
    assert [member.weight for member in case.party["b"].members] == [1, 2]
    assert case.party["e"].decides == Decides(Fraction(7, 10), Fraction(1, 2), True)
    assert case.issues[0].options[1] == Option("pull", "Back", None, date(2031, 9, 1), "a", "fee")
    assert case.issues[0].agreed == Agreed("pull", date(2031, 1, 1), True)
    assert (case.issues[1].today, [option.id for option in case.issues[1].options]) == ("1/2", ["0", "1/2", "1", "3/2", "2"])
    assert case.links[0].form == Sum((("fee", Fraction(-1, 2)),), Fraction(-1, 2), Fraction(-1, 2))
    assert case.party["a"] == Party("a", kinds=("principal", "guarantor"))


def test_what_a_statement_is_about() -> None:
    """An issue, some, options, or a range that stands for its amounts."""
    for text, meant in {
        "line": (("line", ()),),
        "[line, fee]": (("line", ()), ("fee", ())),
        "{line: [hold, yes], fee: {from: 2}}": (("line", ("hold", "yes")), ("fee", ("2", "5/2", "3"))),
    }.items():
        case = case_of(f"statements: {{s: {{on: {text}}}}}")
        assert case.statements[0].issue == meant
        assert native.read(native.write(case)) == case


# --- the emitter


@example("0?")  # PyYAML reads a question mark before a bracket as an indicator, libyaml does not
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_any_text_is_a_scalar_inside_and_outside_of_brackets(text: str) -> None:
    """Every text but half a surrogate pair comes back, here and in another YAML reader."""
    for written in (f"k: {scalar(text)}", f"k: [{scalar(text)}, {scalar(text)}]", f"{{k: {scalar(text)}}}"):
        value = yaml.load(written, Loader=yaml.BaseLoader)["k"]
        assert value == (text if isinstance(value, str) else [text, text])


def plain(node: Node) -> object:
    if isinstance(node, Text):
        return node.value
    return [plain(item) for item in node.items] if isinstance(node, Seq) else {key.value: plain(value) for key, value in node.entries}


KEYS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12).filter(lambda key: key != "<<")
TEXTS = st.one_of(st.text(st.characters(exclude_categories=("Cs",)), max_size=30), st.text("ab ,:#", min_size=100, max_size=300))
DATA = st.recursive(TEXTS, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)), max_leaves=20)


@given(st.dictionaries(KEYS, DATA, min_size=1, max_size=4), st.integers(0, 4))
def test_any_data_goes_into_a_block_and_back(data: dict[str, object], spread: int) -> None:
    """Lists in mappings in lists, long texts folded, whatever is spread over lines."""
    text = "\n".join(block(data, 0, spread)) + "\n"  # type: ignore[arg-type]
    root, problems = read_nodes("x", text.encode())
    assert problems == []
    assert isinstance(root, Map)
    assert plain(root) == data


def test_a_long_key_is_written_with_a_question_mark() -> None:
    """YAML's short form of a key ends at 1,024 characters."""
    data = {"k" * 3000: {"x" * 2000: "1"}}
    root, _ = read_nodes("x", "\n".join(block(data, 0, 1)).encode())  # type: ignore[arg-type]
    assert plain(root) == data
    assert plain(read_nodes("x", flow(data).encode())[0]) == data  # type: ignore[arg-type]


def test_what_yaml_cannot_hold_is_refused() -> None:
    """Half of a surrogate pair, and an id that other readers would take for a merge."""
    with pytest.raises(CannotHold, match="half of a surrogate pair"):
        scalar("\ud800")
    with pytest.raises(CannotHold, match="the id '<<'"):
        flow({"<<": "x"})


def test_a_number_that_could_not_be_read_again_is_refused() -> None:
    """Thirty digits above and below the line are the most that a reader takes."""
    case = case_of("positions: {a: {reservation: 0, worth: {line: {hold: 2}}}}")
    position = case.positions[0]
    for number, held in ((Fraction(10**30 - 1, 7), True), (Fraction(10**30), False), (Fraction(-1, 10**30 + 1), False)):
        longer = replace(position, worth=(replace(position.worth[0], at=(("hold", Worth(sharp(number))),)),))
        written = replace(case, positions=(longer, *case.positions[1:]))
        if held:
            assert native.read(native.write(written)) == written
        else:
            with pytest.raises(CannotHold, match="a number of more than 30 digits"):
                native.write(written)
