"""`onetext ask`: what a person reads, what a program gets, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cli.running import STRAIT, WORDS, ran
from onetext.formats import native

Capture = pytest.CaptureFixture[str]


def test_a_question_is_a_sentence_to_one_party(capsys: Capture) -> None:
    """It names the party and every answer, ends with a question mark, and speaks of no points."""
    for arguments in ((WORDS,), (WORDS, "--goal", "regret"), (STRAIT, "--as-of", "2031-02-01", "--budget", "4")):
        for one in ran(capsys, "ask", *arguments, "--json").json["questions"]:
            assert one["question"].endswith("?") and one["question"].count("?") >= 1
            assert "point" not in one["question"] and len(one["question"]) < 400
            assert one["question"].partition(":")[0] in ("Mill", "Farmers", "Northland", "Eastmark", "Westreach", "Strait Bank")


def test_the_answer_is_noted_in_lines_that_can_be_read(capsys: Capture) -> None:
    """The lines of each answer, put into the file, make a case in which that answer is known."""
    found = ran(capsys, "ask", WORDS, "--json").json["questions"][0]
    for answer in ("yes", "no"):
        lines = yaml.load(found["settles"][answer]["note"], yaml.BaseLoader)
        whole = yaml.load(Path(WORDS).read_text("utf-8"), yaml.BaseLoader)
        whole["proposals"] |= lines["proposals"]
        whole["replies"] += lines["replies"]
        case = native.read({"case.yaml": yaml.safe_dump(whole, sort_keys=False).encode()})
        assert [(r.who, r.says, r.origin.basis) for r in case.replies][1:] == [(found["party"], answer, "answer")]
        assert dict(case.proposals[-1].package) == found["package"]
    assert found["settles"]["if"]["note"] == ""


def test_what_is_printed(capsys: Capture) -> None:
    """How things stand, the question, what each answer would settle, what it rests on."""
    done = ran(capsys, "ask", WORDS)
    assert (done.code, done.err) == (0, "")
    for words in (
        "No package is surely acceptable to all;", "Ask next", "could you accept this, all of it together: Level of the pond:",
        "What it would settle", "Noted in the case file", "Open packages nearest to agreement", "It adds shares of different parties",
    ):  # fmt: skip
        assert words in done.out, words


def test_a_red_line_is_asked_about_where_nothing_can_be_agreed(capsys: Capture) -> None:
    done = ran(capsys, "ask", STRAIT, "--as-of", "2031-02-01", "--budget", "2")
    assert "Eastmark: is this something that you will not accept whatever else you get" in done.out
    assert "Then a package is known that all accept." in done.out
    assert "One set of demands instead of two then cannot be met together." in done.out


def test_simulate_says_how_many_were_needed(capsys: Capture) -> None:
    done = ran(capsys, "ask", WORDS, "--simulate", "--runs", "2", "--seed", "3", "--json").json["simulation"]
    assert (done["seed"], done["complete"], len(done["needed"])) == (3, True, 6)
    assert all(one["runs"] == 2 == len(one["questions"]) for one in done["needed"])
    assert "the next best question each" in ran(capsys, "ask", WORDS, "--simulate", "--runs", "1").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--of", "farmer"), "no party 'farmer'; known: mill, farm"),
        (("--budget", "0"), "0 questions; allowed: 1 or more"),
        (("--simulate", "--runs", "0"), "0 runs; allowed: 1 or more"),
    ],
)
def test_what_cannot_be_asked_is_refused(capsys: Capture, arguments: tuple[str, ...], message: str) -> None:
    done = ran(capsys, "ask", WORDS, *arguments)
    assert done.code == 2 and message in done.err and "Traceback" not in done.err


def test_a_limit_is_a_status(capsys: Capture) -> None:
    """No time at all: what is known so far, and exit code 3."""
    done = ran(capsys, "ask", "treaty-28", "--time", "0", "--json")
    assert done.code == 3 and done.json["status"] == "unknown"
