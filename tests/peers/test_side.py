"""The harness of `make bench` itself, with tools that agree, disagree, fail, take too long and die; no peer is needed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from bench.growth import Series, law
from bench.page import line_of, put, tables
from bench.peers.answers import matrix, points
from bench.peers.given import space
from bench.peers.onetext import case_of
from bench.peers.plain import zopa
from bench.plots import svg
from bench.rows import rows
from bench.side import ROOT, Entrant, Line, Measured, Row, beside, compared

import onetext

FAKES = "tests.peers.fakes"
PYTHONS = {FAKES: Path(sys.executable)}
NUMBERS = {"numbers": [1, 2, 3]}


def run(*tasks: str, **options) -> tuple[Line, ...]:
    """The lines of a row of the fake tool's tasks."""
    row = Row("Fakes", NUMBERS, tuple(Entrant(FAKES, task, task) for task in tasks), **{"rounds": 2, "limit": 30.0, **options})
    return compared(row, PYTHONS)


@pytest.fixture(scope="module")
def every() -> dict[str, Line]:
    """All that can go right or wrong, in one row."""
    tasks = ("sum", "same", "wrong", "fails", "unready", "dies", "prints", "none")
    return dict(zip(tasks, run(*tasks, compared=("sum",)), strict=True))


def test_an_agreeing_tool_is_shown_as_such(every):
    """With its version, every run, and a ratio within its span."""
    line = every["same"]
    assert (line.verdict, line.differs, line.measured.version) == ("agrees", (), "fake 1.0")
    assert len(line.measured.seconds) > 2 and line.measured.peak > 1 << 20
    assert line.ratio[1] <= line.ratio[0] <= line.ratio[2]


def test_a_disagreeing_tool_is_shown_with_the_difference(every):
    """Both values stand there."""
    assert every["wrong"].verdict == "differs"
    assert every["wrong"].differs == ("sum: 7 against 6",)


def test_an_answer_that_is_missing_is_a_difference(every):
    """Silence is not agreement."""
    assert every["none"].differs == ("sum: not given against 6",)


@pytest.mark.parametrize(
    ("task", "said"),
    [("fails", "ArithmeticError: two lines"), ("unready", "LookupError: no such input"), ("dies", "the process ended with 7")],
)
def test_a_failing_tool_is_shown_with_its_error(every, task, said):
    """It has no ratio, and the others are measured all the same."""
    line = every[task]
    assert (line.verdict, line.measured.trouble.replace("'", ""), line.ratio) == ("failed", said, None)
    assert every["sum"].verdict == "agrees"


def test_what_a_tool_prints_is_no_reply(every):
    """Standard output of the tool goes elsewhere."""
    assert every["prints"].verdict == "agrees"


def test_a_tool_that_takes_too_long_is_ended():
    """The ratio is then a least one."""
    first, slow = run("sum", "slow", limit=1.0)
    assert slow.measured.trouble == "not done after 1 s"
    assert slow.ratio[0] > 1
    assert "more than" in line_of(Row("", {}, (), limit=1.0), slow)
    assert first.verdict == "agrees"


def test_where_ours_fails_nothing_is_compared():
    """The row says so; no tool agrees with nothing."""
    lines = run("fails", "same")
    assert [line.verdict for line in lines] == ["failed", "differs"]
    assert lines[1].ratio is None


def test_all_keys_are_compared_where_none_are_named():
    """And of tables how many entries differ, and the first."""
    assert run("sum", "same")[1].differs == ("count: not given against 3",)
    row = Row("", {}, ())
    ours, theirs = (Measured(Entrant("", "", ""), seconds=(1.0,), answer={"t": t}) for t in ({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}))
    assert beside(row, ours, theirs).differs == ("t: 2 of 3 differ; b: 3 against 2",)


def test_patience_ends_turns():
    """One that has run long has no further turn; a single run of it is enough."""
    (line,) = run("sum", patience=0.0)
    assert len(line.measured.seconds) == 1


def test_the_page_shows_each_as_it_is(every):
    """The table as a reader sees it."""
    row = Row("Fakes", {}, (), ("sum",))
    page = tables([(row, tuple(every.values()))])
    assert "| fake 1.0, same |" in page and re.search(r"\| agree \|$", page, re.MULTILINE)
    assert "**differ**, see below" in page and "- tests.peers.fakes, sum: 7 against 6" in page
    assert "none: the process ended with 7" in page


def test_only_the_marked_part_of_a_page_is_written():
    """A mark that is missing is an error, not a silent loss."""
    page = "a\n<!-- rows: made by make bench -->\nold\n<!-- end -->\nb\n"
    assert put(page, "rows", "new") == page.replace("old", "new")
    assert put(put(page, "rows", r"\1 new"), "rows", "old") == page
    with pytest.raises(ValueError, match="no mark"):
        put(page, "growth", "new")


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ([(x, 0.01 * x**2) for x in (2, 4, 8, 16)], "size^2.00"),
        ([(x, 0.01 * 3.0**x) for x in (2, 4, 6, 8)], "×3.00 for each more"),
        ([(x, 0.0001) for x in (2, 4, 8)], "too short to say"),
    ],
)
def test_the_law_of_growth(points, said):
    """Powers and factors are told apart; what is too short is not fitted."""
    assert law(points) == said


def test_a_curve_is_drawn_whole():
    """Every size of every entrant has a mark within the drawing; one without a time is left out."""
    series = (
        Series(Entrant("onetext", "", ""), ((10, 0.01), (1000, 0.1)), ""),
        Series(Entrant("negmas", "", ""), ((10, 0.5),), ""),
        Series(Entrant("pymoo", "", ""), (), ""),
    )
    drawing = svg("A title", "things", series)
    places = [(float(x), float(y)) for x, y in re.findall(r"translate\(([\d.]+) ([\d.]+)\)", drawing)]
    assert len(places) == 3
    assert all(60 <= x <= 505 and 10 <= y <= 315 for x, y in places)
    assert "pymoo" not in drawing


def test_the_values_are_those_of_a_case():
    """What peers are given and what onetext is given is one space: counted here by hand."""
    drawn = space(3, 2, 3, 2, asks=50)
    values = [[a + b for a in rows[0] for b in rows[1]] for rows in drawn.worths]
    assert matrix(drawn).tolist() == [list(pair) for pair in zip(*values, strict=True)]
    accepted = sum(all(v >= asked for v, asked in zip(pair, drawn.asked, strict=True)) for pair in zip(*values, strict=True))
    case = case_of(drawn)
    assert 0 < onetext.zopa(case).zopa == zopa(drawn) == accepted < 9
    assert points([[worth for _, worth in point.values] for point in onetext.frontier(case).frontier]) == points(_efficient(values))


def _efficient(values: list[list[int]]) -> list[tuple[int, ...]]:
    every = list(zip(*values, strict=True))
    return [one for one in every if not any(other != one and all(a >= b for a, b in zip(other, one, strict=True)) for other in every)]


def test_a_seed_is_the_same_space_everywhere():
    """Drawn by the standard library alone; what is asked for is never met exactly."""
    drawn = space(3, 2, 3, 2, asks=50)
    assert drawn.worths[0] == ((30, 75, 69), (16, 47, 77))
    assert all(asked % 1 == 0.5 for asked in drawn.asked)


def test_every_tool_of_the_rows_has_its_lock_and_worker():
    """No row names what `make bench` does not set up; programs of our own run where onetext or moocore is."""
    tools = {each.tool for row in (*rows(True), *rows(False)) for each in row.entrants}
    for tool in tools:
        assert (ROOT / "bench" / "peers" / f"{tool}.py").is_file()
        assert tool in ("onetext", "plain", "naive", "bare") or (ROOT / "bench" / f"requirements-{tool}.lock").is_file()
