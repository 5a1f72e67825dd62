"""Limits: stopped before a proof, a command exits 3 with the answer so far; Ctrl-C stops once and ends twice."""

from __future__ import annotations

import io
import os
import signal
import threading
from dataclasses import replace
from fractions import Fraction

import pytest

from cli.running import STRAIT, ran
from onetext.api.studies import Study
from onetext.cli import asking
from onetext.cli import working as progress
from onetext.cli.options import OPTIONS
from onetext.cli.working import gap_text, progress_text, working
from onetext.solve.budget import Budget, Progress
from onetext.solve.results import Solution

FOUND = Solution("nash", "feasible", "cp-sat", (("line", "pull"),), objective=Fraction(3), bound=Fraction(4))


def instead(monkeypatch: pytest.MonkeyPatch, answer: Solution) -> None:
    monkeypatch.setattr(Study, "solve", lambda self, rule, **given: answer)


@pytest.mark.parametrize(("status", "code"), [("optimal", 0), ("infeasible", 0), ("infeasible_links", 0), ("feasible", 3), ("unknown", 3)])
def test_exit_code_by_status(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, status: str, code: int) -> None:
    """No agreement is an answer; no proof is not."""
    instead(monkeypatch, replace(FOUND, status=status))
    done = ran(capsys, "solve", STRAIT)
    assert done.code == code
    assert ("stopped by a limit before a proof" in done.err) is (code == 3)


def test_the_answer_so_far_is_printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """With its bound and gap, for a person and as JSON."""
    instead(monkeypatch, FOUND)
    text = ran(capsys, "solve", STRAIT).out
    assert "not proven" in text
    assert "Objective 3, bound 4, gap 25.00%" in text
    found = ran(capsys, "solve", STRAIT, "--json").json
    assert (found["status"], found["objective"], found["bound"]) == ("feasible", 3, 4)


def test_a_space_too_large_for_the_memory(capsys: pytest.CaptureFixture[str]) -> None:
    """An enumeration that would not fit is not begun: `solve` takes the integer program, the frontier says unknown."""
    done = ran(capsys, "frontier", STRAIT, "--memory", "1k", "--json")
    assert (done.code, done.json["status"], done.json["points"]) == (3, "unknown", 0)
    assert ran(capsys, "solve", STRAIT, "--memory", "1k", "--json").json["method"] != "enumeration"
    assert ran(capsys, "why", STRAIT, "--memory", "1k", "--json", "--as-of", "2031-02-01").json["method"] != "enumeration"


def test_no_time_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    """Where a proof takes no time, the time is not missed; nothing fails in any case."""
    for command in ("solve", "frontier", "zopa", "why", "robust"):
        assert ran(capsys, command, STRAIT, "--time", "0", "--json").code in (0, 3)


def test_the_first_interrupt_stops_the_search(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The search is told, returns what it has, and the command exits 3."""

    def waits(self: Study, rule: str, *, budget: Budget, **given: object) -> Solution:
        os.kill(os.getpid(), signal.SIGINT)
        return FOUND if budget.expired() else replace(FOUND, status="optimal")

    monkeypatch.setattr(Study, "solve", waits)
    before = signal.getsignal(signal.SIGINT)
    done = ran(capsys, "solve", STRAIT, "--json")
    assert (done.code, done.json["status"]) == (3, "feasible")
    assert "stopping with the best so far" in done.err
    assert signal.getsignal(signal.SIGINT) is before


def test_the_second_interrupt_ends_at_once(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 3, one line, no traceback."""

    def deaf(study: Study, options: object) -> None:
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGINT)
        raise AssertionError("still at work after the second interrupt")

    monkeypatch.setattr(Study, "zopa", lambda self, *, method, budget: deaf(self, budget))
    done = ran(capsys, "zopa", STRAIT)
    assert done.code == 3
    assert done.err.splitlines()[-1] == "onetext: stopped before there was anything to show"


def test_time_runs_out() -> None:
    """A budget expires when its seconds are over, and not before."""
    with working(replace(OPTIONS, time=0)) as budget:
        assert budget.expired()
    with working(OPTIONS) as budget:
        left = budget.seconds_left()
        assert left is not None and 100 < left <= 120
        assert not budget.expired()
    assert budget.memory == 2 << 30


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (None, "working, 3 s"),
        (Progress("nash"), "nash, 3 s"),
        (Progress("nash", "2040", "2100", 0.5), "nash, 3 s · 50% · best 2040 · bound 2100 · gap 2.9%"),
        (Progress("leximin", "1, 2", "1, 3"), "leximin, 3 s · best 1, 2 · bound 1, 3"),
    ],
)
def test_a_line_of_progress(given: Progress | None, text: str) -> None:
    """The task, best, bound and gap, where they are known."""
    assert progress_text(given, 3.2) == text


class Terminal(io.StringIO):
    """A standard error that a person looks at; `written` is set once something is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.written = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        done = super().write(text)
        if "best" in text:
            self.written.set()
        return done


@pytest.mark.parametrize(("stream", "shown"), [(Terminal(), True), (io.StringIO(), False)])
def test_progress_is_for_terminals(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, shown: bool) -> None:
    """Written over itself while the work lasts, wiped at the end; nothing in a pipe."""
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(progress, "QUIET_SECONDS", 0.01)
    monkeypatch.setattr(progress, "EVERY_SECONDS", 0.01)
    with working(OPTIONS) as budget:
        budget.on_progress(Progress("leximin", "3", "4"))
        if isinstance(stream, Terminal):
            assert stream.written.wait(30)
    assert ("best 3 · bound 4 · gap 25.0%" in stream.getvalue()) is shown
    assert not stream.getvalue().rpartition("\r")[2]


def test_no_gap_without_numbers() -> None:
    """A bound of zero or a list has no share."""
    assert [gap_text(*pair) for pair in (("", "1"), ("1", "0"), ("1, 2", "3"))] == ["", "", ""]


def test_all_points_or_a_thousand(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The list is cut, the counts are not."""
    monkeypatch.setattr(asking, "MOST_LISTED", 5)
    cut, whole = (ran(capsys, "frontier", STRAIT, "--json", *more).json for more in ((), ("--all",)))
    assert (cut["listed"], cut["points"], whole["listed"], whole["points"]) == (5, 36, 36, 36)
    assert cut["frontier"] == whole["frontier"][:5]
