"""What contradicts and what changed, as a person reads it: in the brief, in `why` and in `check`; each kind once, in record.yaml."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import onetext
from cli.running import ran

CASE = Path(__file__).parent / "record.yaml"

IN_THE_BRIEF = """\
Open contradictions
≠ Northland said no to Plan A; by its red lines and figures it would say yes. This brief computes
  with the figures.
  Its reply: no, 10 March 2031, the party’s own answer.
  Its figures: yes, an estimate.
  Id: reply/north/a/no/2031-03-10
≠ Westreach said yes to Plan B; by what else it said it would say no. What follows from both is left
  open.
  Its reply: yes, 10 March 2031, a public statement.
  What else it said: no, a public statement.
  Id: words/west/b/yes/2031-03-10
≠ Westreach said no to Plan C; by what else it said it would say yes. What follows from both is left
  open.
  Its reply: no, day not recorded, a public statement.
  What else it said: yes, 10 March 2031, a public statement.
  Id: words/west/c/no/undated
≠ Northland is said to put “Where do the forces stand? Out of the strait” above “Where do the forces
  stand? Where they are”; its worths say the reverse. This brief computes with the worths.
  Its order: “Where do the forces stand? Out of the strait” above “Where do the forces stand? Where
  they are”, 1 February 2031, the party’s own answer.
  Its figures: “Where do the forces stand? Where they are” above “Where do the forces stand? Out of
  the strait”, an estimate.
  Id: order/north/line=leave>line=hold/2031-02-01
≠ Recorded as a red line of Eastmark: “Where do the forces stand? Where they are”; a statement for
  it has it accepted. This brief computes with what is recorded.
  Its red line: “Where do the forces stand? not Where they are”, a public statement.
  The statement of Mira Sol: accepted, 10 February 2031, a public statement.
  Id: view/east/no-hold/s4
≠ Recorded as wanted by Eastmark: “Where do the forces stand? Out of the strait”; a statement for it
  has it rejected. This brief computes with what is recorded.
  What is recorded of it: wanted, a public statement.
  The statement of Mira Sol: rejected, 19 April 2031, a public statement.
  Id: view/east/view:line:leave/s2
≠ By statements for Eastmark, “Where do the forces stand? Out of the strait” was first accepted,
  then rejected. Nothing is computed from statements themselves.
  The statement of Mira Sol: accepted, 10 February 2031, a public statement.
  The statement of Mira Sol: rejected, 19 April 2031, a public statement.
  Id: statements/s2/s4/line
≠ By statements for Eastmark, “Where do the forces stand? Where they are” was first called a red
  line, then accepted. Nothing is computed from statements themselves.
  The statement of Mira Sol: called a red line, 19 January 2031, a public statement.
  The statement of Mira Sol: accepted, 10 February 2031, a public statement.
  Id: statements/s3/s4/line
Resolved by a named person
= Eastmark said yes to Plan A, which its own red line “Where do the forces stand? not Where they
  are” rules out. This brief computes with the red line.
  Its reply: yes, 10 February 2031, a public statement.
  Its red line: “Where do the forces stand? not Where they are”, a public statement.
  Resolved by A. Clerk on 30 April 2031: its red line holds. Why: Asked again at the meeting. The
  reply that does not hold is left out of what is computed.
  Id: line/east/a/yes/2031-02-10/no-hold
= Northland is said to put “Fee for passage: 0 coins” above “Fee for passage: 3 coins”; its worths
  say the reverse. This brief computes with the worths.
  Its order: “Fee for passage: 0 coins” above “Fee for passage: 3 coins”, an estimate.
  Its figures: “Fee for passage: 3 coins” above “Fee for passage: 0 coins”, an estimate.
  Resolved by B. Clerk: its order holds. Nothing changes by that alone: this brief still computes
  with its figures, until the case file is edited.
  Id: order/north/fee
What changed over time
→ Eastmark first said no to Plan B, then answered with conditions. The first has no date, so it is
  taken as the earlier; the later reply counts.
  The earlier reply: no, day not recorded, a public statement.
  The later reply: with conditions, 2 April 2031, a public statement.
  Id: superseded/east/b/if/2031-04-02/no/undated
→ Eastmark: Where do the forces stand?
  19 January 2031: “Where they are” called a red line.
  10 February 2031: “Where they are” or “Out of the strait” accepted.
  19 April 2031: “Out of the strait” rejected.
"""

IN_WHY = """\
What does not agree        One side                  The other
────────────────────────────────────────────────────────────────────────────────────────────────────
line/east/a/yes/2031-02-   reply: yes, 2031-02-10,   line: no-hold, statement   resolved by A. Clerk
10/no-hold                 statement
reply/north/a/no/2031-03   reply: no, 2031-03-10,    figures: yes, guess        open
-10                        answer
words/west/b/yes/2031-03   reply: yes, 2031-03-10,   words: no, statement       open
-10                        statement
words/west/c/no/undated    reply: no, statement      words: yes, 2031-03-10,    open
                                                     statement
order/north/line=leave>l   order: leave above        figures: hold above        open
ine=hold/2031-02-01        hold, 2031-02-01,         leave, guess
                           answer
order/north/fee            order: 0 above 3, guess   figures: 3 above 0,        resolved by B. Clerk
                                                     guess
view/east/no-hold/s4       line: no-hold,            s4: accept, 2031-02-10,    open
                           statement                 statement
view/east/view:line:leav   view: wants, statement    s2: reject, 2031-04-19,    open
e/s2                                                 statement
statements/s2/s4/line      s4: accept, 2031-02-10,   s2: reject, 2031-04-19,    open
                           statement                 statement
statements/s3/s4/line      s3: red_line,             s4: accept, 2031-02-10,    open
                           2031-01-19, statement     statement
10 of 11 shown; --json lists all.

Who        On                           Said in this order
────────────────────────────────────────────────────────────────────────────────────────────
Eastmark   Where do the forces stand?   2031-01-19 red line: Where they are
                                        2031-02-10 accept: Where they are, Out of the strait
                                        2031-04-19 reject: Out of the strait
"""


def test_the_brief_tells_both_sides_of_each(capsys: pytest.CaptureFixture[str]) -> None:
    """Word for word: what is open, what a named person resolved and what follows, what changed."""
    text = ran(capsys, "brief", str(CASE)).out
    told = text.partition("Where the record does not agree\n")[2].partition("  Who wants what")[0].rpartition("\n")[0]
    assert told == IN_THE_BRIEF


def test_why_shows_the_ids_in_a_short_table(capsys: pytest.CaptureFixture[str]) -> None:
    text = ran(capsys, "why", str(CASE)).out
    assert text[text.index("What does not agree") :] == IN_WHY
    alone = ran(capsys, "why", str(CASE), "--from", "a").out
    assert "line/east/a/yes" in alone and "words/west" not in alone and "Said in this order" not in alone


def test_the_json_holds_all_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    """`why` and `brief` list the same contradictions with the same sides; more of them than the table shows."""
    why, brief = (ran(capsys, command, str(CASE), "--json").json for command in ("why", "brief"))
    assert len(why["contradictions"]) == 11
    for one, other in zip(why["contradictions"], brief["contradictions"], strict=True):
        for key in ("id", "kind", "party", "about", "open"):
            assert one[key] == other[key]
        assert [side["name"] for side in one["sides"]] == [side["name"] for side in other["sides"]]
        assert [side["evidence"] for side in one["sides"]] == [side["evidence"] for side in other["sides"]]
    line = why["contradictions"][0]
    assert line["resolved"] == {
        "by": "A. Clerk", "date": "2031-04-30", "holds": "line", "why": "Asked again at the meeting", "then": "set_aside",
    }  # fmt: skip
    assert (line["open"], line["computed_with"], line["first"], line["stronger"]) == (False, "line", None, None)
    assert line["sides"][1] == {
        "name": "line", "says": "never", "of": "no-hold", "on": ["hold"], "date": "", "basis": "statement", "evidence": ["s3"],
    }  # fmt: skip
    (drift,) = why["drift"]
    assert (drift["party"], drift["issue"], drift["sure"], drift["undated"]) == ("east", "line", True, 0)
    assert drift["steps"][0] == {
        "date": "2031-01-19", "stance": "red_line", "options": ["hold"], "statement": "s3", "proposal": None, "basis": "statement",
        "evidence": ["s3"],
    }  # fmt: skip
    assert [step["date"] for step in brief["drift"][0]["steps"]] == [step["date"] for step in drift["steps"]]


def test_a_resolution_that_names_nothing_is_told_of(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """By `check` with the nearest id, and on the page; a sound one is not."""
    assert "resolved" not in ran(capsys, "check", str(CASE)).out
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(
        CASE.read_text("utf-8").replace("order/north/fee:", "order/north/fees:").replace("line/east/a/yes/2031-02-10", "line/x"), "utf-8"
    )
    told = ran(capsys, "check", str(wrong)).out
    assert (
        "resolved.order/north/fees: 'order/north/fees', resolved by B. Clerk, names no contradiction of 2031-05-01; "
        "it changes nothing; did you mean 'order/north/fee'?\n" in told
    )
    warned = ran(capsys, "check", str(wrong), "--json").json["warnings"]
    assert [one["path"] for one in warned if one["code"] == "resolved"] == ["resolved.line/x/no-hold", "resolved.order/north/fees"]
    note = "Two resolutions without effect, as no such contradiction is found on this day: line/x/no-hold by A. Clerk and order/north/fees by B. Clerk."
    assert note in [one["text"] for one in ran(capsys, "brief", str(wrong), "--json").json["notes"]]
    assert [one["open"] for one in ran(capsys, "why", str(wrong), "--json").json["contradictions"]] == [True] * 11


def test_a_resolution_counts_from_its_day_on(capsys: pytest.CaptureFixture[str]) -> None:
    """The day before, the yes to Plan A counts and contradicts; it is among the later records."""
    today, before = (ran(capsys, "why", str(CASE), "--as-of", day, "--json").json for day in ("2031-04-30", "2031-04-29"))
    assert today["contradictions"][0]["resolved"] and not before["contradictions"][0]["resolved"]
    assert before["case"]["later_records"] == today["case"]["later_records"] + 1


def test_from_python() -> None:
    study = onetext.load(CASE)
    (first, *_) = study.why().contradictions
    assert first.resolved is not None and first.resolved.by == "A. Clerk"
    assert json.dumps(study.why().to_dict()["drift"])
