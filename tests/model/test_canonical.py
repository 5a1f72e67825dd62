"""The digest of a case: the same for what is the same however it is written, another for every change."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext import formats
from onetext.model.canonical import canonical, digest, plain
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.issues import Option
from onetext.model.numbers import sharp
from onetext.model.positions import GUESS, NoNumber, Origin, Reservation, Worth
from strategies import DAY, cases

TEXT = """
onetext: 1
as_of: 2031-05-01
parties: {north: {name: Northland}, east: {}}
issues:
  line: {title: Line, options: {hold: Hold, pull: Pull}}
  fee: {title: Fee, from: 0, to: 12, step: 3}
links: [{id: l, never: {line: pull, fee: {from: 9}}}]
positions:
  north: {reservation: 1/2, worth: {line: {hold: 4, pull: 0.5}, fee: {0: 0, 12: 24}}}
  east: {view: {line: {hold: never}}}
"""


def case(text: str = TEXT, name: str = "case.yaml") -> Case:
    return formats.read({name: text.encode()})


def test_a_digest_is_sixty_four_hexadecimal_digits() -> None:
    assert re.fullmatch("[0-9a-f]{64}", digest(case()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0.5", "1/2"),
        ("reservation: 1/2", "reservation: {worth: 5e-1}"),
        ("0.5", '"0.50"'),
        ("east: {}", "east: {kind: principal}"),  # a default said is a default
        ("step: 3", "step: 3.0"),
        ("hold: 4", "hold: {worth: 4, from: guess}"),
        ("{line: pull, fee: {from: 9}}", "{line: [pull], fee: {from: 9.0}}"),
        ("\nlinks:", "\n# a note in the file\nlinks:"),
        ("{title: Line, options: {hold: Hold, pull: Pull}}", "\n    options:\n      hold: Hold\n      pull: Pull\n    title: Line"),
    ],
)
def test_spellings_of_one_case_have_one_digest(old: str, new: str) -> None:
    assert old in TEXT
    assert digest(case(TEXT.replace(old, new, 1))) == digest(case())


@pytest.mark.parametrize("name", ["case.yaml", "other.yaml", "folder/case.yaml", "strait.yml"])
def test_the_name_of_the_file_makes_no_difference(name: str) -> None:
    assert digest(case(name=name)) == digest(case())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2031-05-01", "2031-05-02"),
        ("Northland", "Northlands"),
        ("hold: 4", "hold: 5"),
        ("hold: 4", "hold: [4, 5]"),
        ("hold: 4", "hold: {worth: 4, from: answer}"),
        ("reservation: 1/2", "reservation: none"),
        ("reservation: 1/2", "reservation: unknown"),
        ("reservation: 1/2", "soften_reservation: never, reservation: 1/2"),
        ("hold: never", "hold: rejects"),
        ("{from: 9}", "{to: 9}"),
        ("{from: 9}", "[9, 12]"),  # a list is not written as a range, though both hold for the same
        ("id: l", "id: k"),
        ("never:", "always:"),
        ("step: 3", "step: 6"),
        ("hold: Hold, pull: Pull", "pull: Pull, hold: Hold"),  # order kept: it decides which of tied packages is shown
        ("north: {name: Northland}, east: {}", "east: {}, north: {name: Northland}"),
        ("east: {}", "east: {}, envoy: {kind: mediator}"),
        ("east: {}", "east: {kind: ratifier}"),
    ],
)
def test_every_change_of_the_case_changes_its_digest(old: str, new: str) -> None:
    assert old in TEXT
    assert digest(case(TEXT.replace(old, new, 1))) != digest(case())


@given(cases(rich=True))
@settings(max_examples=20)
def test_a_case_written_and_read_again_keeps_its_digest(drawn: Case) -> None:
    again = formats.read(formats.write(drawn, "native"))
    assert digest(again) == digest(drawn)
    assert digest(replace(drawn)) == digest(drawn)


@given(cases(), cases())
@settings(max_examples=20)
def test_two_cases_have_one_digest_only_where_they_are_equal(one: Case, other: Case) -> None:
    assert (digest(one) == digest(other)) == (one == other)


@given(cases(rich=True))
@settings(max_examples=20)
def test_the_day_belongs_to_the_digest_and_no_float_stands_in_the_plain_form(drawn: Case) -> None:
    assert digest(on(drawn, DAY)) != digest(on(drawn, date(2031, 5, 2)))
    assert _no_float(plain(drawn))


def _no_float(thing: object) -> bool:
    if isinstance(thing, dict):
        return all(map(_no_float, thing.values()))
    return all(map(_no_float, thing)) if isinstance(thing, list) else not isinstance(thing, float)


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        (Fraction(1, 2), "1/2"),
        (Fraction(6), "6"),
        (date(2031, 5, 1), "2031-05-01"),
        (NoNumber.NONE, "none"),
        ((1, "a", None, True), [1, "a", None, True]),
        ({"a": Fraction(1)}, {"a": "1"}),
        (Option("a"), {"type": "Option", "id": "a"}),
        (Option("a", "A"), {"type": "Option", "id": "a", "title": "A"}),
        (Option("a", amount=Fraction(1, 2)), {"type": "Option", "id": "a", "amount": "1/2"}),
        (GUESS, {"type": "Origin"}),
        (Origin("answer", ("s1",)), {"type": "Origin", "basis": "answer", "evidence": ["s1"]}),
        (Reservation(Worth(sharp(2))),
         {"type": "Reservation", "worth": {"type": "Worth", "points": {"type": "Interval", "low": "2", "high": "2"}}}),
    ],
)  # fmt: skip
def test_plain_data_leaves_defaults_out_and_writes_numbers_as_text(thing: object, expected: object) -> None:
    assert plain(thing) == expected


def test_what_has_no_plain_form_is_named() -> None:
    with pytest.raises(TypeError, match="no plain form of set"):
        plain({1, 2})


def test_a_field_that_the_format_grows_changes_no_digest_while_it_holds_its_default() -> None:
    """As the format grows, cases of today keep what was printed of them."""

    @dataclass(frozen=True)
    class Today:
        id: str

    @dataclass(frozen=True)
    class Later:
        id: str
        mood: str = "calm"

    Later.__name__ = "Today"
    assert plain(Today("a")) == plain(Later("a"))
    assert plain(Today("a")) != plain(Later("a", "grim"))


LEAVES = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(exclude_categories=("Cs",)))
KEYS = st.text(st.characters(max_codepoint=126), max_size=6)


@given(st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)))
def test_our_canonical_json_is_that_of_the_standard(data: object) -> None:
    """Held against the library of RFC 8785: the same bytes for whatever a draft holds."""
    assert canonical(data) == rfc8785.dumps(data)  # type: ignore[arg-type]
