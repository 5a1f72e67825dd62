"""The window in the brief: what changes on each day, what opens and closes, and for whom a later day is different."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given, settings

from onetext.analysis.steps import Opening
from onetext.formats import native
from onetext.model.case import Case
from onetext.report.brief import Brief
from onetext.report.build import build
from onetext.report.html import to_html
from onetext.report.say_window import opening_words
from onetext.report.sealed import without_worths
from onetext.report.tojson import to_dict
from report.test_build import faults, plain, rendered
from strategies import DAYS, cases

TEXT = (Path(__file__).parents[1] / "cli" / "parliament.yaml").read_text("utf-8")


def brief(text: str = TEXT) -> Brief:
    return build(native.read({"case.yaml": text.encode()}), date(2031, 5, 1))


@settings(max_examples=20)
@given(cases())
def test_the_window_of_any_case_is_well_formed(case: Case) -> None:
    """As of a day before all changes, so that all of them lie ahead."""
    made = build(case, DAYS[0])
    assert faults(made) == []
    rendered(made)


def test_what_is_ahead_stands_below_the_steps() -> None:
    """Who comes to be asked beside what else changes; what turns with the deadlines before it; for whom with the assumption."""
    made = brief()
    assert faults(made) == []
    assert [[plain(change) for change in step.changes] for step in made.window] == [
        ["Northland: at least 3"],
        ["Strait Court is asked about “Fee for passage: 6 coins”"],
        ["Eastmark: the red line “No hold” no longer holds"],
        ["Northland: at least 5"],
    ]
    assert [(one.date, one.zopa, one.kind, one.before, one.now, len(one.deadlines)) for one in made.window_turns] == [
        ("2031-06-01", "sure", "narrows", 2, 1, 0),
        ("2031-07-01", "sure", "widens", 1, 3, 1),
        ("2031-08-01", "sure", "narrows", 3, 1, 1),
    ]
    assert [(one.party, one.date, one.measure, one.answer, one.by and one.by.exact) for one in made.window_later] == [
        ("north", "2031-06-01", "agreement", "worse", "-3"),
        ("north", "2031-07-01", "agreement", "better", "1"),
        ("east", "2031-08-01", "agreement", "worse", "-5"),
    ]
    assert plain(made.window_later[1].text).endswith(
        "if this holds: Eastmark: the red line “No hold” no longer holds (by a public statement)."
    )
    assert plain(made.window_note).endswith("nothing here advises anyone to wait.")


def test_who_is_asked_to_ratify_from_a_day_on() -> None:
    """The house comes in on 1 June for every package; later it no longer is."""
    dated = TEXT.replace("{who: house, on: {}}", "{who: house, on: {}, from: 2031-06-10, until: 2031-06-20}")
    changes = [plain(change) for step in brief(dated).window for change in step.changes if "House" in change]
    assert changes == [
        "House of Northland is asked to ratify about every package", "House of Northland is no longer asked to ratify about every package",
    ]  # fmt: skip


def test_a_copy_without_worths_says_what_opens_and_nothing_of_what_it_is_worth() -> None:
    """For whom a later day is better tells of worths; amounts in the sentences go."""
    sealed = without_worths(brief())
    assert sealed.window_later == () and len(sealed.window_turns) == 3
    assert "has ··· without an agreement, ··· before" in to_html(sealed).replace('<span class="n">', "").replace("</span>", "")
    assert to_dict(sealed)["window_later"] == []


def test_each_kind_of_turn_has_its_words() -> None:
    """Counted or not, sure or possible, one package or more."""
    case = native.read({"case.yaml": TEXT.encode()})

    def said(kind: str, before: int | None, now: int | None, zopa: str = "sure") -> str:
        one = Opening(date(2031, 6, 1), zopa, kind, before, now, None, None, (), False, ())
        return plain(opening_words(case, one)).partition(". ")[0].removeprefix("From 1 June 2031 ")

    assert said("opens", 0, 1) == "one package is acceptable to all, none before"
    assert said("opens", 0, None) == "some packages are acceptable to all, none before"
    assert said("opens", 0, 3, "possible") == "three packages may be acceptable to all, none before"
    assert said("closes", 4, 0) == "no package is acceptable to all, four before"
    assert said("closes", None, 0, "possible") == "no package may be acceptable to all, some before"
    assert said("widens", 1, 13) == "13 packages are acceptable to all, one before"
    assert said("narrows", 13, 1) == "one package is acceptable to all, 13 before"
    assert said("shifts", 5, 5) == "as many packages are acceptable to all as before, five, and not the same"
