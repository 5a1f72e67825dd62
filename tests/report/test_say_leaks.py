"""The lines of the leak check, read by a person: the harbour and strait on a day on which six packages suit all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from conftest import SHARED, require
from onetext.analysis.leaks.check import leaks
from onetext.analysis.leaks.holds import accepts_of, agreeable_of, best_of, count_of, figure_of, line_of
from onetext.formats import native
from onetext.model.artefacts import Artefact, Words
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.numbers import Interval
from onetext.model.positions import Origin, Position, Reservation, Worth
from onetext.report.say_leaks import with_words

require("shared")
FULL = on(native.read({"strait.yaml": (SHARED / "cases" / "native" / "strait.yaml").read_bytes()}), date(2031, 7, 1))
SAID = Origin("statement")


def blurred(position: Position) -> Position:
    """Northland as the others know it: no red line, a reservation value anywhere to 60, the open port worth anything to 20."""
    reservation = (Reservation(Worth(Interval(Fraction(0), Fraction(60)), SAID)),)
    port = Worth(Interval(Fraction(0), Fraction(20)), SAID)
    tables = tuple(
        replace(t, at=tuple((key, port if (t.issue, key) == ("port", "open") else worth) for key, worth in t.at)) for t in position.worth
    )
    return replace(position, reservation=reservation, red_lines=(), worth=tables)


HELD = replace(FULL, positions=tuple(blurred(p) if p.party == "north" else p for p in FULL.positions))


def lines(artefact: Artefact, held: Case = HELD) -> list[str]:
    return list(with_words(FULL, leaks({"east": held, "west": held}, FULL, artefact)).says)


PACKAGE = (
    "this package (Where do the forces stand? Ten miles back; Who watches? A joint mission; The port: Open to all; "
    "Fee for passage: 6 coins per ship; Rebuilding fund: 20 million coins)"
)
WHO = "After this, Eastmark and Westreach, each alone and all together, can conclude"


def test_a_best_package():
    assert lines(best_of(FULL, "nash")) == [
        f"To be shown: that {PACKAGE} comes first by the rule “largest product”.",
        f"{WHO}:",
        "- Northland's reservation value lies in [7, 59] (before: [0, 60]), because with Northland's reservation value above 59, this package "
        "would not suit Northland; with Northland's reservation value below 7, another package would come first by the rule “largest product”",
        "- nothing about one figure and one red line",
        "Of 2,562 ways in which all this may stand, 1,386 are left: 0.9 bits.",
        "Instead: put this package forward without saying by which rule. That alone tells nothing; to whoever knows that only such packages "
        "are put forward, it tells as much as above.",
    ]


def test_a_count_tells_more_than_it_seems_to():
    """Eleven bits are open, and a bare number tells eight of them."""
    found = lines(count_of(FULL, "north"))
    assert found[2:4] == [
        "- Northland's reservation value lies in [29, 39], six values of these by steps of 1 (before: [0, 60]); that pins it, because with "
        "Northland's reservation value above 39, fewer packages would be accepted; with Northland's reservation value below 29, more packages "
        "would be accepted; with some values between, what is shown would not be so",
        "- What “The port: Open to all” is worth to Northland lies in [3, 18], seven values of these by steps of 1 (before: [0, 20]), because "
        "with this answer worth more than 18 to Northland, more packages would be accepted; with this answer worth less than 3 to Northland, "
        "fewer packages would be accepted; with some values between, what is shown would not be so",
    ]
    assert found[-1] == "Somebody should confirm this before it is shown: one figure is pinned."


def test_a_yes_and_that_something_suits_all():
    assert lines(accepts_of(FULL, "north", dict(best_of(FULL, "nash").package))) == [
        f"To be shown: that Northland would accept {PACKAGE}.",
        f"{WHO}:",
        "- Northland's reservation value lies in [0, 59] (before: [0, 60]), because with Northland's reservation value above 59, it would not "
        "accept this package, however the rest stands",
        "- nothing about one figure and one red line",
        "Of 2,562 ways in which all this may stand, 2,100 are left: 0.3 bits.",
    ]
    assert lines(agreeable_of(FULL))[2] == (
        "- Northland's reservation value lies in [0, 59] (before: [0, 60]), because with Northland's reservation value above 59, no package "
        "would suit all"
    )


def test_a_figure_and_what_to_show_instead():
    assert lines(figure_of(FULL, "north")) == [
        "To be shown: the reservation value of Northland: exactly 30.",
        f"{WHO}:",
        "- Northland's reservation value is 30 (before: [0, 60]); that pins it",
        "- nothing about one figure and one red line",
        "Of 2,562 ways in which all this may stand, 42 are left: 5.9 bits.",
        "Somebody should confirm this before it is shown: one figure is pinned.",
        "Instead: the reservation value of Northland: [25, 50]. That tells something about one figure or red line, 1.2 bits; none pinned.",
        "Instead: the reservation value of Northland: [0, 50]. That tells something about one figure or red line, 0.3 bits; none pinned.",
    ]


def test_a_red_line_shown_and_one_inferred():
    """To one that knows all else of Northland, a number tells the red line as surely as the line itself."""
    name = "Northland's red line “Where do the forces stand? not Out of the strait”"
    assert lines(line_of(FULL, "north", "no-exit"))[2] == f"- {name}: certain that it holds"
    north = replace(FULL.position["north"], red_lines=())
    only = replace(FULL, positions=tuple(north if p.party == "north" else p for p in FULL.positions))
    told = with_words(FULL, leaks({"east": only}, FULL, count_of(FULL, "north"))).says
    assert told[1:] == (
        "After this, Eastmark can conclude:",
        f"- {name}: certain that it holds, because with no such red line of Northland, more packages would be accepted",
        "Of 2 ways in which all this may stand, 1 is left: 1.0 bits.",
        "Somebody should confirm this before it is shown: one red line is pinned.",
    )


def test_words_are_left_to_somebody_to_read():
    assert lines(Words("They could live with it.")) == [
        "To be shown: a message in words.",
        "Nothing was computed: these are words, and what they give away is for somebody to read. They were not checked.",
    ]
