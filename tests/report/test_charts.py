"""The drawings: ticks, limits, places of marks, nothing drawn of nothing."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.report.charts import MOST_DOTS, dots_shown, ticks, tradeoff_svg, window_svg
from onetext.report.parts import Deadline, Dot, TradeOff, WindowStep
from report.strait_brief import strait


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_are_round_and_inside(low, width):
    """Between one and seven ticks, evenly apart, none outside of the span by more than rounding."""
    found = ticks(low, low + width)
    assert len(found) <= 7
    assert all(low - width * 1e-6 <= t <= low + width * (1 + 1e-6) for t in found)


def test_ticks_of_a_point():
    """A span of nothing has its one value."""
    assert ticks(5, 5) == (5,)


def test_a_scatter_keeps_the_efficient_points_and_says_so():
    """At most 400 dots, the efficient ones among them, a title, a description, valid XML."""
    dots = tuple(Dot(i % 97, i % 89, i % 50 == 0) for i in range(2000))
    chart = TradeOff("a", "b", dots, 5000, 10, None)
    shown = dots_shown(chart)
    assert len(shown) == MOST_DOTS and sum(d.efficient for d in shown) == 40
    root = ElementTree.fromstring(tradeoff_svg(chart, "k", ("A & B", "<C>")))
    assert root.find("title").text == "Worth of packages to A & B, across, and to <C>, up"
    assert "5,000 packages" in root.find("desc").text
    assert len(root.findall("circle")) == MOST_DOTS


def test_larger_worth_lies_further_right_and_up():
    """The drawing is not mirrored, and dots stay inside its box."""
    svg = tradeoff_svg(TradeOff("a", "b", (Dot(0, 0), Dot(10, 20, True), Dot(-3, 4)), 3, 5, 10), "k", ("a", "b"))
    places = [(float(x), float(y), css) for x, y, css in re.findall(r'cx="([\d.]+)" cy="([\d.]+)" r="[\d.]+" class="(.)"', svg)]
    best = next(p for p in places if p[2] == "f")
    assert all(best[0] >= x and best[1] <= y for x, y, _ in places)
    assert all(30 <= x <= 300 and 0 <= y <= 200 for x, y, _ in places)


def test_the_window_draws_its_steps_and_says_them():
    """Three steps, the as-of day, and in words the count at each date."""
    svg = window_svg(replace(strait(), deadlines=(Deadline("2031-06-30", "x"),)))
    root = ElementTree.fromstring(svg)
    assert root.find("desc").text == "from 1 January 2031 none; from 1 April 2031 1; from 1 July 2031 6"
    assert len([line for line in root.findall("line") if line.get("class") == "today"]) == 1
    assert len([line for line in root.findall("line") if line.get("class") == "res"]) == 1


@pytest.mark.parametrize(("day", "anchor"), [("2031-02-01", "lab"), ("2031-05-01", "lab"), ("2031-09-28", "lab end")])
def test_the_as_of_day_is_written_inside_the_drawing(day, anchor):
    """Its date turns to the left of its line near the right edge, and no count stands on the line."""
    texts = [
        (float(x), css, text)
        for x, css, text in re.findall(r'<text x="([\d.]+)"[^>]* class="([^"]+)">([^<]+)<', window_svg(replace(strait(), as_of=day)))
    ]
    place, css, _ = next(t for t in texts if t[2].endswith(" 2031") and t[1].startswith("lab"))
    line = place + 4 if anchor == "lab end" else place - 4
    assert css == anchor
    assert (100 if anchor == "lab end" else 0) < place < (440 if anchor == "lab end" else 330)
    assert all(abs(x - line) > 12 for x, css, _ in texts if css == "lab mid")


@pytest.mark.parametrize("steps", [(), (WindowStep("2031-01-01", zopa=3),), (WindowStep("2031-01-01"), WindowStep("2031-02-01")),
                                   (WindowStep("2031-01-01", zopa=0), WindowStep("2031-02-01", zopa=0))])  # fmt: skip
def test_no_drawing_of_nothing(steps):
    """One step, nothing counted or none anywhere: no chart."""
    assert window_svg(replace(strait(), window=steps)) == ""
