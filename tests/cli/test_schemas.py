"""Every command has help and a published schema, which its output meets key by key."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cli.running import PARLIAMENT, STRAIT, TALKS, WORDS, ran
from evidence.gold import TEXTS
from onetext.api import published
from onetext.cli.app import COMMANDS, words_of

COMMAND_NAMES = tuple(function.__name__ for _, function, _, _ in COMMANDS)
WORDS_OF = {function.__name__: words_of(function) for _, function, _, _ in COMMANDS}
BY = ("--by", "envoys", "--date", "2031-05-02")
OTHER = "price=410,date=august,roof=buyer"

RUNS: dict[str, tuple[tuple[str, ...], ...]] = {
    "check": ((STRAIT,), ("peace-talks-2025",)),
    "ask": (
        (STRAIT,),
        (STRAIT, "--as-of", "2031-02-01", "--budget", "4"),
        (WORDS, "--budget", "2"),
        (WORDS, "--goal", "regret", "--of", "farm"),
        (WORDS, "--simulate", "--runs", "1"),
    ),
    "brief": ((STRAIT,), (STRAIT, "--as-of", "2031-02-01", "--meeting", "east"), (STRAIT, "--without-worths"), (PARLIAMENT,)),
    "demo": ((),),
    "solve": (
        (STRAIT,),
        (STRAIT, "--rule", "leximin"),
        (STRAIT, "--as-of", "2031-02-01"),
        ("labour-dispute", "--rule", "kalai-smorodinsky"),
        (PARLIAMENT,),
    ),
    "frontier": ((STRAIT,), ("labour-dispute", "--within", "zopa")),
    "robust": (
        (STRAIT,),
        (STRAIT, "--gamma", "1", "--joint", "1/2", "--off", "2"),
        ("labour-dispute", "--gamma", "2"),
        ("labour-dispute", "--package", "offer"),
        ("peace-talks-2025",),
    ),
    "zopa": ((STRAIT,), ("peace-talks-2025",), (PARLIAMENT,)),
    "why": ((STRAIT,), (STRAIT, "--as-of", "2031-02-01"), ("peace-talks-2025",), (PARLIAMENT,)),
    "window": ((STRAIT,), ("house-sale",), ("peace-talks-2025",), (PARLIAMENT,), (PARLIAMENT, "--as-of", "2030-12-01")),
    "sweep": (
        (STRAIT, "house-sale", "--jobs", "1"),
        (STRAIT, "--ask", "solve", "--rule", "leximin", "--as-of", "2030-02-01,2031-02-01", "--jobs", "1"),
    ),
    "convert": ((STRAIT, "copy.yaml"),),
    "read": ((str(TEXTS / "wire.txt"),), (str(TEXTS / "posts.txt"), "--case", "house-sale", "--date", "2031-06-10")),
    "confirm": ((WORDS, "--by", "A. Clerk", "--sure"),),
    "text_show": (
        ("talks",),
        ("treaty-28", "--compared", "2"),
        ("treaty-28", "--draft", "1", "--clean"),
        ("talks", "--package", "verb=shall"),
    ),
    "text_log": (("talks",), ("treaty-28",)),
    "text_lint": (("talks",), ("peace-talks-2025",)),
    "text_draft": (("talks", *BY, "--package", "verb=shall"),),
    "text_lift": (("talks", "verb", "shall", *BY, "--ad-referendum"),),
    "text_agree": (("talks", "forces/p2", *BY),),
    "text_reopen": (("talks", "forces/arms", *BY),),
    "text_add": (("talks", "forces", "They report.", *BY),),
    "text_alt": (("talks", "preamble/p1", "wishing peace", "seeking peace", *BY, "--asked", "east", "--answers", "s12"),),
    "text_export": (("talks", "-o", "talks.docx"), ("treaty-28", "--compared", "3", "-o", "changes.docx")),
    "text_import": (("talks", "talks/back.docx", *BY),),
    "new": (("mine.yaml", "--template", "blank"), ("mine.yaml", "--from", "talks/back.docx")),
    "table_new": (("house-sale", "-o", "new"), ("treaty-28", "-o", "new", "--procedure", "rolling", "--wait", "principals:18")),
    "table_view": (("sale",), ("sale", "--as", "buyer"), ("signed", "--locked"), ("rolling", "--as", "north")),
    "table_log": (("signed",), ("sale", "--as", "buyer", "--locked")),
    "table_status": (("voted",), ("rolling",)),
    "table_draft": (("sale", "--package", OTHER, "--why", "later"), ("rolling", "--from", "talks")),
    "table_ask": (("sale", "buyer", "--worth", "date=june"),),
    "table_disclose": (("sale", "--to", "buyer", "--agreeable", "--check"), ("sale", "--to", "buyer", "--words", "Soon.", "--confirm")),
    "table_meeting": (("sale", "buyer", "--day", "2030-05-11", "--minutes", "30"),),
    "table_hold": (("sale", "seller", "buyer", "--since", "2030-05-01"),),
    "table_resume": (("sale", "seller", "buyer", "--level", "experts"),),
    "table_mode": (("sale", "plenary"),),
    "table_close": (("sale",),),
    "table_seat": (("sale", "buyer", "B. Aker", "--power", "negotiate", "--issues", "date,roof"),),
    "table_unseat": (("seated", "buyer", "B. Aker"),),
    "table_put": (("sale", "draft"),),
    "table_reveal": (("voted",),),
    "table_hand_over": (("sale", "A. Successor"),),
    "table_answer": (("sale", "seller-1", "416", "--as", "seller"),),
    "table_confide": (("sale", "40:50", "--worth", "price=400", "--as", "buyer"),),
    "table_criticise": (("sale", "roof", "We pay nothing.", "--as", "buyer"),),
    "table_bracket": (("rolling", "forces/p2", "troops", "all troops", "--as", "north"),),
    "table_lift": (("rolling", "verb", "shall", "--as", "east"),),
    "table_vote": (("put", "no", "--as", "buyer", "--key", "v1"),),
    "table_initial": (("agreed", "--as", "buyer"),),
    "table_sign": (("agreed", "--as", "buyer"),),
    "table_ratify": (("signed", "--as", "buyer"),),
    "table_withdraw": (("sale", "--as", "buyer", "--why", "The bank says no."),),
    "table_return": (("left", "--as", "buyer"),),
    "table_passphrase": (("sale",), ("sale", "--as", "seller", "--lost")),
    "table_shares": (("sale",),),
    "table_receipt": (("sale", "--as", "buyer", "-o", "b.receipt"),),
    "table_export": (("sale", "--as", "buyer", "-o", "b.json", "--with-verifier"),),
    "table_verify": (("sale", "--receipt", "seller.receipt"), ("seller.json",), ("backup",)),
    "table_backup": (("sale", "-o", "copy"),),
    "table_restore": (("backup", "-o", "again", "--receipt", "seller.receipt"), ("backup", "-o", "again")),
    "doctor": ((),),
    "schema": (("case",), ("table_record",)),
}
AT_LEAST: dict[str, str] = {
    "check": "ok errors",
    "brief": "bottom_line rests_on ask common_ground conflicts softenings links_in_the_way proposals contradictions issues rules trades window evidence digest",
    "solve": "rule status package values gains objective bound tied method",
    "frontier": "status points packages listed frontier",
    "zopa": "admissible acceptable zopa zopa_possible status interval",
    "ask": "verdict zopa zopa_possible questions open chosen status method",
    "robust": "status doubts packages under_doubt searches off gamma joint robust_zopa",
    "why": "agreement conflicts softenings links_in_the_way proposals ratification",
    "window": "steps deadlines openings waiting status",
    "sweep": "question status rows",
    "convert": "written",
    "read": "document proposals",
    "confirm": "confirmed open",
    "text_show": "view draft lines readiness package",
    "text_log": "drafts",
    "text_lint": "slips",
    "text_draft": "draft edits agreed digest written",
    "text_export": "written",
    "text_import": "draft issues statements authors todo unread written",
    "table_new": "folder session mediator seats passphrases recovery key_words",
    "table_view": "viewer phase draft questions disclosed may",
    "table_log": "viewer entries",
    "table_status": "phase settled issues parties words database",
    "table_draft": "says size words receipt repeated",
    "table_vote": "says size words receipt repeated",
    "table_disclose": "says to leaks move",
    "table_hand_over": "move passphrase recovery",
    "table_passphrase": "move passphrase recovery",
    "table_shares": "move passphrase recovery",
    "table_receipt": "viewer size words note",
    "table_export": "written",
    "table_verify": "holds streams receipts wrong",
    "table_backup": "written",
    "table_restore": "state compared entries words",
    "doctor": "ok missing extras sqlite",
}
"""The keys that scripts rely on."""


def closed(schema: Any) -> Any:
    """The schema with no key allowed beyond those that it names."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {key: closed(one) for key, one in schema.items()}
    if "properties" in shut and "additionalProperties" not in shut:
        shut["additionalProperties"] = False
    return shut


def test_every_command_is_run_here() -> None:
    """A new command needs a row above."""
    assert set(RUNS) == set(COMMAND_NAMES)


@pytest.mark.parametrize("name", sorted(published.MAKERS))
def test_the_published_schema_is_that_of_the_fields(name: str) -> None:
    """After a change of a result: `python -m onetext.api.published`."""
    assert published.published(name) == published.made(name)
    jsonschema.Draft202012Validator.check_schema(json.loads(published.made(name)))


@pytest.mark.parametrize(("command", "arguments"), [(name, one) for name in RUNS for one in RUNS[name]])
def test_output_meets_its_schema(
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    command: str,
    arguments: tuple[str, ...],
) -> None:
    """No key is missing, none is unknown to the schema, and nothing but the object is printed."""
    if command.startswith("table_"):
        request.getfixturevalue("states")
    else:
        monkeypatch.chdir(tmp_path)
        shutil.copytree(TALKS, "talks")
    if arguments[:1] == ("seated",):
        shutil.copytree("sale", "seated")
        ran(capsys, "table", "seat", "seated", "buyer", "B. Aker")
    if "talks/back.docx" in arguments:
        ran(capsys, "text", "export", "talks", "-o", "talks/back.docx")
    done = ran(capsys, *WORDS_OF[command], *arguments, "--json")
    assert (done.code, done.err) == (0, "")
    if command == "schema":
        return
    jsonschema.validate(done.json, closed(json.loads(published.published(command))), cls=jsonschema.Draft202012Validator)
    assert set(AT_LEAST.get(command, "").split()) <= set(done.json)


def test_an_exported_stream_meets_its_schema(states: Path) -> None:
    """What `table export` writes, with sealed content opened and a closed round."""
    found = json.loads((states / "seller.json").read_text("utf-8"))
    jsonschema.validate(found, closed(json.loads(published.published("table_record"))), cls=jsonschema.Draft202012Validator)
    assert found["openings"] and found["rounds"]


def test_a_wrong_answer_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    """The check itself can fail: a key too many, one too few, a text for a number."""
    schema, answer = closed(json.loads(published.published("solve"))), ran(capsys, "solve", STRAIT, "--json").json
    few, text = copy.deepcopy(answer), copy.deepcopy(answer)
    del few["tied"]
    text["values"]["north"] = "43"
    for wrong in (few, text, {**answer, "more": 1}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("command", ["", *COMMAND_NAMES])
def test_help(capsys: pytest.CaptureFixture[str], command: str) -> None:
    """Every command has help that says what it does, names each option with a description, and ends in examples."""
    done = ran(capsys, *WORDS_OF.get(command, ()), "--help")
    assert done.code == 0
    assert done.out.startswith("Usage: onetext")
    assert max(map(len, done.out.splitlines())) <= 100
    if command:
        assert "Examples:\n  onetext" in done.out
        assert max(map(len, done.out.partition("Examples:\n")[2].splitlines())) <= 80
        options = [line for line in done.out.splitlines() if line.startswith("  --")]
        assert [line for line in options if len(line.split("  ")) < 3 and len(line) < 26] == []


@pytest.mark.parametrize("command", COMMAND_NAMES)
def test_every_command_takes_the_same_limits(capsys: pytest.CaptureFixture[str], command: str) -> None:
    """`--json`, `--time` and `--memory`: what is wrong is something else."""
    done = ran(capsys, *WORDS_OF[command], "--json", "--time", "5", "--memory", "1GiB", "--no-such-option")
    assert done.code == 2
    assert "no-such-option" in done.json["errors"][0]["message"]


def test_every_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """By its name; without one, that of the case file; an unknown name lists the known ones."""
    assert ran(capsys, "schema").json["title"] == "onetext case"
    assert ran(capsys, "schema", "demo").json["title"] == "onetext brief --json"
    done = ran(capsys, "schema", "zpoa")
    assert done.code == 2
    assert "did you mean 'zopa'?" in done.err
