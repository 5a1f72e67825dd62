"""A rolling text as it stands: brackets laid over the case as they were added, holds and agreement as they were lifted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import onetext
from onetext.model.issues import Agreed
from onetext.model.text.editing import with_bracketed_words
from onetext.model.text.holding import with_holder
from onetext.model.text.values import Alternatives, Bracket, Text, Variant
from onetext.model.text.walk import blocks, pieces, wordings
from onetext.process import events as e
from onetext.process.rolling import option_of, rolled, with_bracket
from onetext.process.session import Session
from onetext.process.terms import Mode, Procedure, Seat

CASE = onetext.load("peace-talks-2025").case
TREATY = onetext.load("treaty-28").case
OPENED = e.Opened("envoys", "", "", Procedure.ROLLING, Mode.PLENARY, (Seat("ukraine", "Ukraine"), Seat("russia", "Russia")))
WORDS = "all that it holds in 2025"
ADDED = e.Bracketed("ukraine", "2025-12-08T09:00:00Z", "land/held", "some", WORDS, "some of it")


def lifted(by: str, option: str, day: str = "2025-12-09", ad_referendum: bool = False) -> e.Lifted:
    """A lift of the bracket that was added."""
    return e.Lifted(by, f"{day}T09:00:00Z", "some", option, ad_referendum)


def session(*lifts: e.Lifted, brackets: tuple[e.Bracketed, ...] = (ADDED,)) -> Session:
    """A session of two principals in which something was bracketed and lifted."""
    return Session(OPENED, brackets=brackets, lifted=lifts)


def variants(text: Text, issue: str) -> dict[str, tuple[str, ...]]:
    """Who holds what of an issue's wording."""
    piece = next(wording.piece for wording in wordings(text) if wording.issue == issue)
    options = piece.variants if isinstance(piece, Bracket) else piece.ways if isinstance(piece, Alternatives) else piece.held
    return {one.option: tuple(hold.party for hold in one.holds) for one in options}


def test_a_bracket_is_an_issue_of_two_options_and_its_party_holds_its_own():
    """The words as they stand, and what the party would say instead."""
    found = rolled(CASE, session())
    assert [option.name for option in found.issue["some"].options] == [f"As it stands: {WORDS}", "Ukraine: some of it"]
    assert variants(found.text, "some") == {"text": (), "ukraine": ("ukraine",)}
    assert len(found.issues) == len(CASE.issues) + 1 and found.size == 2 * CASE.size


def test_without_brackets_and_lifts_the_case_is_as_it_was():
    """A one-text procedure costs nothing."""
    assert rolled(CASE, session(brackets=())) is CASE


def test_who_lifts_holds_that_option_and_no_other():
    """The bracket stays, and its party no longer holds it."""
    found = rolled(CASE, session(lifted("ukraine", "text")))
    assert variants(found.text, "some") == {"text": ("ukraine",), "ukraine": ()}
    assert found.issue["some"].agreed is None
    again = rolled(CASE, session(lifted("ukraine", "text"), lifted("ukraine", "ukraine")))
    assert variants(again.text, "some") == {"text": (), "ukraine": ("ukraine",)}


def test_what_all_principals_lift_is_agreed_since_the_last_of_them():
    """Ad referendum where one of them said so; others settle nothing."""
    both = (lifted("ukraine", "text"), lifted("russia", "text", "2025-12-11", ad_referendum=True))
    assert rolled(CASE, session(*both)).issue["some"].agreed == Agreed("text", date(2025, 12, 11), ad_referendum=True)
    assert rolled(CASE, session(both[0], lifted("us", "text"))).issue["some"].agreed is None
    assert rolled(CASE, session(both[0], lifted("russia", "ukraine"))).issue["some"].agreed is None


def test_of_two_brackets_on_the_same_words_the_later_has_no_place_in_the_text():
    """Both were lawful when they were asked for; neither is lost, and the session can be read."""
    later = replace(ADDED, by="russia", issue="other", words="it holds in 2025.", instead="it held")
    found = rolled(CASE, session(brackets=(ADDED, later)))
    assert set(found.issue) - set(CASE.issue) == {"some", "other"}
    assert "other" not in [wording.issue for wording in wordings(found.text)]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"words": "nowhere"}, "do not stand there; allowed: words that stand there once"),
        ({"words": "Russia keeps"}, "stand there 2 times; allowed"),
        ({"at_text": "land/gone"}, "no paragraph 'land/gone'; known: land/held"),
        ({"at_text": "gone/held"}, "no article 'gone'; known: decisions, land"),
    ],
)
def test_words_that_do_not_stand_there_once_are_refused_with_what_does(changed, said):
    """The message shows the paragraph."""
    with pytest.raises(ValueError, match=r"allowed|known") as wrong:
        with_bracket(CASE, replace(ADDED, **changed))
    assert said in str(wrong.value)
    if "words" in changed:
        assert str(wrong.value).startswith("land/held says “[Territory is left open][Russia keeps Zaporizhzhia")


def test_a_case_without_a_text_has_nothing_to_bracket():
    """Lifting needs no text."""
    with pytest.raises(ValueError, match="no text to put brackets into; allowed: lift"):
        with_bracket(replace(CASE, text=None), ADDED)
    bare = rolled(replace(CASE, text=None), session(lifted("ukraine", "text"), lifted("russia", "text")))
    assert bare.issue["some"].agreed == Agreed("text", date(2025, 12, 9))


def test_words_in_alternatives_are_bracketed_where_they_stand():
    """In the one alternative that has them; the others stay as they are."""
    text = with_bracketed_words(CASE.text, ("security", "guarantees"), "bilateral", Bracket("how", (Variant("text", ()),)))
    ways = next(block for _, block in blocks(text) if block.id == "guarantees").ways
    before = next(block for _, block in blocks(CASE.text) if block.id == "guarantees").ways
    assert ways[0] == before[0]
    assert "how" in [piece.issue for piece in pieces(ways[1].paragraphs[0].content) if isinstance(piece, Bracket)]


@pytest.mark.parametrize(
    ("issue", "option", "before", "after"),
    [
        ("flow", "140", {"140": ("aldmere",), "180": ("borrowen", "cassaly"), "200": ("dunmar",)}, ("borrowen", "180", "140")),
        ("flow", "160", {"140": ("aldmere",), "180": ("borrowen", "cassaly"), "200": ("dunmar",)}, ("dunmar", "200", "160")),
        ("salt", "weir", {"none": ("dunmar",), "weir": (), "barrage": ("borrowen", "cassaly")}, ("cassaly", "barrage", "weir")),
        ("port", "open", {"closed": (), "transit": ("borrowen", "cassaly"), "open": ("aldmere", "dunmar")}, ("cassaly", "transit", "open")),
    ],
    ids=["number", "number nobody held", "alternatives", "bracket"],
)
def test_a_hold_moves_in_every_kind_of_wording(issue, option, before, after):
    """Numbers, alternative paragraphs and brackets; the holds of others stay."""
    party, was, now = after
    assert variants(TREATY.text, issue) == before
    found = variants(with_holder(TREATY.text, issue, option, party), issue)
    assert party in found[now] and party not in found.get(was, ())
    others = {(name, one) for name, holds in before.items() for one in holds if one != party}
    assert others == {(name, one) for name, holds in found.items() for one in holds if one != party}


def test_the_option_of_a_party_called_text_is_another():
    """Two options of one issue are told apart."""
    assert (option_of("text"), option_of("north")) == ("other", "north")


@pytest.mark.parametrize("instead", ["not here\nnor there", "turned \u202eround", "half\ta line"])
def test_what_a_log_holds_makes_no_case_unreadable(instead):
    """Words of more than one line, or that turn the direction, name an option in one plain line, whether they have a place or not."""
    strange = replace(ADDED, instead=instead)
    lost = replace(strange, issue="lost", words="words that stand nowhere")
    found = rolled(CASE, session(brackets=(strange, lost)))
    for issue in ("some", "lost"):
        assert found.issue[issue].options[1].name.startswith("Ukraine: ") and "\n" not in found.issue[issue].options[1].name
