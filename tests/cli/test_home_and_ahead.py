"""Two levels and the window at the terminal: who would not ratify and why, what would carry it, what opens when and from what."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cli.running import PARLIAMENT, STRAIT, ran

ADVICE = re.compile(
    r"better to wait|should wait|worth waiting|wait (for|until)|\badvise\b|advisable|pays? to wait|had better", re.IGNORECASE
)


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints, its lines joined."""
    done = ran(capsys, *arguments)
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= 100
    return " ".join(done.out.split())


def test_why_says_what_becomes_of_an_agreement_at_home(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "why", PARLIAMENT)
    for said in (
        "There is a package that all accept.",
        "Two levels. House of Northland ratifies what Northland agrees to.",
        "None of the packages that all at the table accept would be ratified: House of Northland would accept none.",
        "All at the table accept 2 2 line: Ten miles back; fee: 3 coins",
        "Would be ratified, not at the table 3 3 line: Where they are; fee: 0 coins",
        "plan yes no House of Northland (Reds: red line “No step back”)",
        "who ratifies Reds moves on: No step back 2",
        "the table Eastmark moves on: No hold 2",
        "1 Eastmark: No hold; the consent of House of Northland (in the way: Reds)",
    ):
        assert said in text, said


def test_a_level_that_cannot_carry_it_alone_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """And where both would have to move, so is that; a list that a limit cut short is not called complete."""
    path = tmp_path / "case.yaml"
    path.write_text(Path(PARLIAMENT).read_text("utf-8").replace("    reservation: 1\n", "    reservation: 20\n"), "utf-8")
    assert "Those who ratify cannot carry it alone: at the table no package suits all." in shown(capsys, "why", str(path))
    done = ran(capsys, "why", str(path), "--time", "0")
    assert done.code == 3 and "these lists are not proven complete" in done.out


NONE = "None of the packages that all at the table accept would be ratified"
BY_HOUSE = "Would not be ratified by House of Northland (Reds: red line “No step back”); the rules look at the table alone."
REDS = "reds: {reservation: none, red_lines: [{id: r, title: No step back, never: {line: pull}, soften: 3}]}"


@pytest.mark.parametrize(
    ("old", "new", "zopa", "solve"),
    [
        ("", "", NONE, BY_HOUSE),
        ("blues: {reservation: none}", "blues: {}", NONE, BY_HOUSE),
        (REDS, "reds: {reservation: none}", "All of the packages that all at the table accept would be ratified.", "Would be ratified."),
        (
            REDS,
            "reds: {}",
            "Whether any of the packages that all at the table accept would be ratified is open.",
            "Whether it would be ratified",
        ),
    ],
    ids=["none", "none, one silent", "all", "open"],
)
def test_zopa_and_solve_say_it_beside_their_answer(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, old: str, new: str, zopa: str, solve: str
) -> None:
    """Yes, no and open, in words and in JSON; where nobody ratifies, null and not a word."""
    path = tmp_path / "case.yaml"
    whole = Path(PARLIAMENT).read_text("utf-8")
    assert old in whole
    path.write_text(whole.replace(old, new), "utf-8")
    assert zopa in shown(capsys, "zopa", str(path))
    assert solve in shown(capsys, "solve", str(path))
    said = {"Would not": "no", "Would be": "yes", "Whether": "depends"}
    assert ran(capsys, "solve", str(path), "--json").json["ratified"] == next(
        word for begin, word in said.items() if solve.startswith(begin)
    )
    path.write_text(whole.replace("  - {who: house, on: {}}\n", ""), "utf-8")
    assert "ratif" not in shown(capsys, "solve", str(path)) + shown(capsys, "zopa", str(path)) + shown(capsys, "why", str(path))
    assert ran(capsys, "solve", str(path), "--json").json["ratified"] is None
    assert ran(capsys, "zopa", str(path), "--json").json["ratification"] is None


def test_the_window_says_what_opens_and_from_which_assumption(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "window", PARLIAMENT)
    for said in (
        "3 later steps, by what is on record today.",
        "2031-01-01 (now) 2 -",
        "2031-06-01 1 Strait Court is asked about “Fee for passage: 6 coins”",
        "2031-07-01 3 Eastmark: the red line “No hold” no longer holds",
        "From 1 July 2031 three packages are acceptable to all, one before. It follows from this: Eastmark: the red line “No hold” no longer "
        "holds (by a public statement). Before it: The mandate of the mission ends (15 June 2031).",
        "The best agreement from 1 June 2031 on would serve Northland less, by 3 of its points, if this holds: Strait Court is asked about "
        "“Fee for passage: 6 coins” (as the case has it, with no source).",
        "would serve Eastmark less, by 5 of its points, if each of these holds: Northland has 5 without an agreement, 3 before (an estimate) "
        "and Eastmark: the red line “No hold” no longer holds (by a public statement).",
        "- Winter (1 December 2031)",
    ):
        assert said in text, said


def test_a_case_without_dates_has_no_later_step(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "window", "labour-dispute")
    assert "No change is recorded: one step, without end." in text and "What opens" not in text and "wait" not in text


def test_a_limit_is_said_and_leaves_today(capsys: pytest.CaptureFixture[str]) -> None:
    done = ran(capsys, "window", PARLIAMENT, "--time", "0", "--json")
    assert done.code == 3 and done.json["status"] == "feasible"
    assert [step["today"] for step in done.json["steps"]] == [True]


@pytest.mark.parametrize("command", ["window", "brief"])
@pytest.mark.parametrize("case", [PARLIAMENT, STRAIT, "house-sale", "peace-talks-2025"])
def test_nothing_advises_to_wait(capsys: pytest.CaptureFixture[str], command: str, case: str) -> None:
    """Not in words, not in JSON."""
    text = ran(capsys, command, case).out + json.dumps(ran(capsys, command, case, "--json").json)
    assert ADVICE.findall(text) == []
    assert ADVICE.search("it is better to wait") and ADVICE.search("We advise patience")
